"""People and companies in signatures, sign-offs and introductions."""

import pytest

from parsers import contacts
from parsers.segments import Kind


def _read(text: str, block: Kind = "signature") -> tuple[str | None, str | None]:
    spans = contacts.find(text, block=block)

    def first(label: str) -> str | None:
        told = (span for span in spans if span.label == label and span.value.source != "greeting")
        return next((span.value.text for span in told), None)

    return first("person"), first("company")


@pytest.mark.parametrize(
    ("text", "person", "company"),
    [
        ("Nora Finch\nHillside School", "Nora Finch", "Hillside School"),
        ("Best regards\nNora Finch", "Nora Finch", None),
        ("Kind regards / Selamlar\nNora Finch\nHillside A.S.", "Nora Finch", "Hillside A.S."),
        (
            "Jo\n\nQuarry Garden Supplies Ltd\n4 Beacon Lane, Leeds | 0113 000 0000",
            "Jo",
            "Quarry Garden Supplies Ltd",
        ),
        ("Nora Finch | Quarry Supply Inc.", "Nora Finch", "Quarry Supply Inc."),
        ("Procurement | Quarry Motors Ltd\n+44 113 000 0000", None, "Quarry Motors Ltd"),
        ("Marek Zielony\nZielony Ogrod Sp. z o.o.", "Marek Zielony", "Zielony Ogrod Sp. z o.o."),
        ("Viele Gruesse\nKai Sommer\nGartenlust", "Kai Sommer", "Gartenlust"),
        ("Regards,\nReception, Beacon Veterinary Clinic", None, "Beacon Veterinary Clinic"),
        ("Mo x\nBlue Gate Nursery", "Mo", "Blue Gate Nursery"),
        ("汪岚", "汪岚", None),
        ("绿野 汪岚", "汪岚", "绿野"),
        ("祝商祺\n汪岚 | 绿野园艺店 采购部\n手机：139-0000-1111", "汪岚", "绿野园艺店"),
        ("青石小学食堂 采购 汪岚", "汪岚", "青石小学食堂"),
        ("谢谢\n小满超市", None, "小满超市"),
        ("绿野 店长 小鹿", "小鹿", "绿野"),
        ("联系人：汪岚 139-0000-1111", "汪岚", None),
        ("TQ\nNora Finch\nQuarry Laut Sdn Bhd", "Nora Finch", "Quarry Laut Sdn Bhd"),
        (
            "i. V. Jonas Brandt\nRadhaus Keller GmbH\nIm Winkel 4, 24103 Kiel",
            "Jonas Brandt",
            "Radhaus Keller GmbH",
        ),
        ("Dipl.-Ing. Rolf Maier\nMaier Technik GmbH", "Rolf Maier", "Maier Technik GmbH"),
        ("青石门业 采购部 汪岚", "汪岚", "青石门业"),
        ("谢谢！", None, None),
        ("好的\n安排吧", None, None),
    ],
)
def test_signatures(text: str, person: str | None, company: str | None) -> None:
    assert _read(text) == (person, company)


@pytest.mark.parametrize(
    ("text", "person", "company"),
    [
        ("我们是青石小学的王老师，要5箱灯泡", "王老师", "青石小学"),
        ("叫我赵姐就行，灯泡5箱", "赵姐", None),
        ("新客户，转弯咖啡馆，联系人小夏 139-0000-1111", "小夏", "转弯咖啡馆"),
        ("花盆5箱，收货找李师傅", "李师傅", None),
        ("发票抬头写青石贸易有限公司，灯泡2箱", None, "青石贸易有限公司"),
        ("公司名称：青石五金\n联系人：王芳\n灯泡2箱", "王芳", "青石五金"),
        ("Hello, my name is Ann Lee from Mill Foods. 5 boxes please", "Ann Lee", "Mill Foods"),
        ("我们新开的店 转弯砂锅 叫我钱姨就行 灯泡5箱", "钱姨", "转弯砂锅"),
        ("灯泡5箱 送嘉兴市中山路8号 双塔咖啡馆", None, "双塔咖啡馆"),
        ("Hi its Ann from Millhouse. 5 boxes please", "Ann", "Millhouse"),
        ("hello, Marta here from Bar Toro. need 5 boxes", "Marta", "Bar Toro"),
        ("灯泡5箱，抬头开“青石贸易有限公司”，专票", None, "青石贸易有限公司"),
        ("Hi Linda, any ETA on our order? Urgent.\nCraig", "Craig", None),
        ("Dear Sophie, 20 boxes please. Thanks! Luis", "Luis", None),
        ("抱歉，那单先取消。王芳", "王芳", None),
        ("采购单同意了，灯泡5箱\n汪", "汪", None),
        ("我在海边新开了一家转弯面馆，灯泡5箱", None, "转弯面馆"),
        ("新开一家：环岛驿站，老板汪岚 139-0000-1111", "汪岚", "环岛驿站"),
        ("我店叫老地头，叫我荣姐", "荣姐", "老地头"),
        ("我店叫青石灯饰，叫我荣姐", "荣姐", "青石灯饰"),
        ("推荐来的。青石压铸厂小徐，139-0000-1111，灯泡5箱", "小徐", "青石压铸厂"),
        ("骑乐五金行 订购单\n灯泡5箱", None, "骑乐五金行"),
        ("Hi, next order from Kettle & Crank:\n5 boxes", None, "Kettle & Crank"),
        ("we are a small workshop in Porto called Roda Livre. 5 boxes please", None, "Roda Livre"),
        ("PURCHASE ORDER\nOrbita Bikes Ltd\n20 pcs", None, "Orbita Bikes Ltd"),
        ("我是转弯书吧的阿茂，灯泡5箱", "阿茂", "转弯书吧"),
        ("我是环岛驿站的小周，灯泡5箱", "小周", "环岛驿站"),
        ("我们青石培训新校区刚开，灯泡5箱", None, "青石培训"),
        ("有事找我老吴就行，灯泡5箱", "老吴", None),
        ("我叫应秋，灯泡5箱", "应秋", None),
        ("灯泡5箱。发城东店。", None, None),
    ],
)
def test_what_a_text_says_of_its_sender(text: str, person: str | None, company: str | None) -> None:
    assert _read(text, "new") == (person, company)


@pytest.mark.parametrize(
    "text",
    [
        "小李，明天送5箱灯泡",
        "我是你们的老客户，灯泡5箱",
        "我叫司机，明天来拿灯泡5箱",
        "灯泡5箱，有事找我同事就行",
        "灯泡5箱，送城北，谢谢",
        "我们在海边开民宿，能送吗",
        "盐5包 白糖",
        "Deliver 5 boxes. Reno",
        "周六上午10点前到店",
        "收货：新厂（门卫会带路）",
        "Dear Sophie, thanks for your help.",
        "我新开一家店，灯泡5箱",
        "灯泡5箱\n白",
        "Hi, next order from the list: 5 boxes",
        "New order from us: 5 boxes",
        "Here is the order for December: 5 boxes",
        "5 boxes to Am Markt 9, 24103 Kiel",
    ],
)
def test_what_names_nobody(text: str) -> None:
    assert _read(text, "new") == (None, None)


def test_a_number_without_a_country_code_is_of_the_region() -> None:
    region = contacts.region_of("+442079460000")
    spans = contacts.find("Tel 020 7946 0000", block="signature", region=region)
    assert [span.value.e164 for span in spans if span.label == "phone"] == ["+442079460000"]


@pytest.mark.parametrize(
    ("signature", "person", "company"),
    [
        ("Many thanks,\nEm\n\nEmily Novak\nOperations\nHill Dental", "Emily Novak", "Hill Dental"),
        ("Yours,\nMargaret Doyle (Matron)\nBeacon House", "Margaret Doyle", "Beacon House"),
        ("Emily Novak | Office Manager\nHill Dental", "Emily Novak", "Hill Dental"),
        ("Ann Lee\nPurchasing\nBarlow & Pinch", "Ann Lee", "Barlow & Pinch"),
        ("Accounts & Orders, Barlow & Pinch", None, "Barlow & Pinch"),
        ("汪岚\n采购部经理\n绿野园艺有限公司", "汪岚", "绿野园艺有限公司"),
    ],
)
def test_posts_and_short_names_in_signatures(signature: str, person: str | None, company: str) -> None:
    spans = contacts.find(signature, block="signature")
    found = {span.label: span.value.text for span in spans if span.label in ("person", "company")}
    assert (found.get("person"), found.get("company")) == (person, company)


@pytest.mark.parametrize(
    ("text", "person", "company"),
    [
        ("阿明啊我老吴那个灯泡要五箱", "老吴", None),
        ("hello boss am Juma we met at the fair. send me 5 boxes", "Juma", None),
        ("Good day,\n\nI am the matron of Hillside Academy in Leeds, what is your price?", None, "Hillside Academy"),
        ("核对过了，数量没错。\n青石酒店 小吴(花房)", "小吴", "青石酒店"),
        ("灯泡5箱，周五送。\n\n青石小馆(筹) 王芳", "王芳", "青石小馆"),
        ("灯泡5箱，周五送。\n制单：王芳", "王芳", None),
        ("5 boxes must be here on 3 May. Rgds Nora", "Nora", None),
        ("灯泡5箱，周五送。谢谢，铃木", "铃木", None),
        ("灯泡5箱，周五送。谢谢，急用", None, None),
        ("我们茶室叫转弯，灯泡5箱", None, "转弯"),
        ("灯泡5箱 送城北店 小喜 13900001111", "小喜", None),
        ("hello friend, i am Vera Rossi. i need 5 boxes", "Vera Rossi", None),
        ("你好 我是码头旁边双塔图文的阿茂 灯泡5箱", "阿茂", "双塔图文"),
        ("hey, name's Vera, 5 boxes please", "Vera", None),
        ("灯泡5箱，收件人阿Vic 13900001111", "阿Vic", None),
        ("Hello, Vera from Rod House in Hull. 5 boxes please", "Vera", "Rod House"),
        ("5 boxes please.\nGull Inn (Pvt) Ltd", None, "Gull Inn (Pvt) Ltd"),
        ("我们店叫我来订灯泡5箱", None, None),
        ("你好，我是Rod Line的小艾，灯泡5箱", "小艾", "Rod Line"),
        ("客户资料\n联系人：Nora（店长）13900001111\n灯泡5箱", "Nora", None),
        ("5 boxes please.\n\nxx Nora", "Nora", None),
        ("小满啊我老秦那个灯泡给我来五箱", "老秦", None),
        ("我是阿旺你后天帮我拉灯泡五箱过来", "阿旺", None),
        ("你好，我姓闵，闵女士，灯泡5箱", "闵女士", None),
        ("灯泡5箱，喊我老包就行", "老包", None),
        ("你好，我姓闵，叫闵老师就行，灯泡5箱", "闵老师", None),
        ("灯泡5箱，到了联系材料员小闵13900001111", "小闵", None),
        ("we keep a small corner called Rod Line in Hull. 5 boxes please", None, "Rod Line"),
        ("我们客栈名字叫“转弯小院”，灯泡5箱", None, "转弯小院"),
        ("Vera - Ron here. 5 boxes of bulbs", "Ron", None),
        ("您好，我们是“青石小灶”，想先拿灯泡5箱", None, "青石小灶"),
        ("我是青石家电维修部的，灯泡5箱", None, "青石家电维修部"),
        ("a small place in Hull, it is called Rod & Line. 5 boxes please", None, "Rod & Line"),
        ("5 boxes of bulbs. Ring my lad Danny 07700 900199 first", "Danny", None),
    ],
)  # fmt: skip
def test_who_introduces_themselves_in_passing(text: str, person: str | None, company: str | None) -> None:
    assert _read(text, "new") == (person, company)


def test_a_post_in_another_language_is_part_of_the_signature() -> None:
    text = "Cordialement\nNora Pinson\nResponsable des achats\nPinson SARL"
    assert _read(text) == ("Nora Pinson", "Pinson SARL")


def test_a_number_of_the_own_country_below_a_name_is_a_telephone() -> None:
    spans = contacts.find("榮昇 黎明 5550 0102", block="signature", region="HK")
    assert [span.value.e164 for span in spans if span.label == "phone"] == ["+85255500102"]
    spans = contacts.find("请送 5550 0102", block="new", region="HK")
    assert not [span for span in spans if span.label == "phone"]


def test_a_number_that_registers_a_company_is_no_telephone() -> None:
    numbers = [
        s.value.e164
        for s in contacts.find("P.IVA 00000000777 - tel. +39 02 000 7008", block="signature")
        if s.label == "phone"
    ]
    assert numbers == ["+39020007008"]


@pytest.mark.parametrize(
    ("text", "person", "company"),
    [
        ("我家是双塔茶楼，灯泡5箱", None, "双塔茶楼"),
        ("我的店：转弯小院\n灯泡5箱", None, "转弯小院"),
        ("在临水开了家茶楼，店名双塔记，灯泡5箱", None, "双塔记"),
        ("刚开了家面馆，名字叫两只碗，灯泡5箱", None, "两只碗"),
        ("我们公司全称是双塔贸易有限公司，灯泡5箱", None, "双塔贸易有限公司"),
        ("代表双塔贸易有限公司订灯泡5箱", None, "双塔贸易有限公司"),
        ("公司：双塔贸易\n地址：临水市梅山路3号", None, "双塔贸易"),
        ("阿珍你好我这里是双塔阁我老秦啊灯泡5箱", "老秦", "双塔阁"),
        ("我是双塔茶楼的汪岚（13900001111），灯泡5箱", "汪岚", "双塔茶楼"),
        ("我姓闵，大家都喊我闵姐，灯泡5箱", "闵姐", None),
        ("称呼我老闵就行，灯泡5箱", "老闵", None),
        ("灯泡5箱，小闵在门卫室收", "小闵", None),
        ("灯泡5箱，由闵师傅签收", "闵师傅", None),
        ("灯泡5箱，收货的是小闵", "小闵", None),
        ("I teach the girls at Hill Academy in Hull. 5 boxes", None, "Hill Academy"),
        ("I am writing from Roda Livre, a small shop in Porto.", None, "Roda Livre"),
        ("Roda Livre is a small bike shop in Porto. 5 boxes", None, "Roda Livre"),
        ("Hi, Nora Finch of Roda, 5 boxes please", "Nora Finch", "Roda"),
        ("My name is Nora Finch and I run Roda Livre. 5 boxes", "Nora Finch", "Roda Livre"),
        ("We met at the expo (Roda Livre, from Porto). 5 boxes", None, "Roda Livre"),
        ("Uncle Bo here, 5 boxes", "Bo", None),
        ("Ring Uncle Bo first, 5550 0101", "Uncle Bo", None),
        # Nobody is named.
        ("我家是老房子没电梯，灯泡5箱", None, None),
        ("看到你们招牌加的微信，灯泡5箱", None, None),
        ("帮我送过来门市，灯泡5箱", None, None),
        ("灯泡按5毛一个拿20箱", None, None),
        ("灯泡5箱，冷库收", None, None),
        ("灯泡5箱，花房收一下", None, None),
        ("灯泡5箱，下午来拿", None, None),
        ("到货了叫我一声", None, None),
        ("Fifth of March, 5 boxes", None, None),
        ("Friday is a holiday. 5 boxes", None, None),
        ("Please call first. 5 boxes", None, None),
    ],
)
def test_who_is_named_in_other_words(text: str, person: str | None, company: str | None) -> None:
    assert _read(text, "new") == (person, company)


@pytest.mark.parametrize(
    ("text", "person", "company"),
    [
        ("Thanks Bo\nNora Finch", "Nora Finch", None),
        ("Thanks, Nora\nGolden Grocers", "Nora", "Golden Grocers"),
        ("Thanks! Nora", "Nora", None),
        ("Ciao\nNora Finch", "Nora Finch", None),
        ("See you soon\nNora", "Nora", None),
        ("双塔酒店 花房\n小汪", "小汪", "双塔酒店"),
    ],
)
def test_who_signs_below_thanks_and_departments(text: str, person: str | None, company: str | None) -> None:
    assert _read(text) == (person, company)
