"""Who the customer is: proven by address, or named by a rep; a claim in words proves nothing."""

from datetime import date

import pytest

from parsers import Context, Customer, Directory, Message, Sender, read
from tests.parsers import company, shop
from tests.parsers.people import order, reading
from tests.parsers.shop import catalog_of, lines, of_a_stranger

LINES = "9瓦灯泡5箱，送城北店"


def test_an_address_on_file_is_an_identity() -> None:
    assert reading(LINES, sender="SHOP@luye.example.cn").customer.code == "K01"
    assert reading(LINES, sender="@luye").customer.code == "K01"


@pytest.mark.parametrize(
    "text",
    [
        f"我是绿野园艺店的汪岚，{LINES}",
        f"{LINES}\n\n汪岚\n绿野园艺店\nshop@luye.example.cn",
        f"---------- Forwarded message ---------\nFrom: 汪岚 <shop@luye.example.cn>\nDate: 2026-11-20 09:00\n\n{LINES}",
    ],
)
def test_a_stranger_s_words_are_none(text: str) -> None:
    assert reading(text, sender="someone@else.example.com", subject="Fwd: x").customer.code is None


@pytest.mark.parametrize(
    ("text", "code", "company", "contact"),
    [
        ("绿野园艺店要9瓦灯泡5箱", "K01", "绿野园艺店", None),
        ("绿野要9瓦灯泡5箱", "K01", "绿野", None),
        ("绿野园艺店要的，不是光明五金行，9瓦灯泡5箱", "K01", "绿野园艺店", None),
        ("光明电器何工要9瓦灯泡5箱", "K03", "光明电器", "何工"),
        ("宁波光明的单，9瓦灯泡5箱，何工说急用", "K03", "光明", "何工"),
        ("刚才何工打电话，9瓦灯泡5箱", "K03", None, "何工"),
        ("Hillside phoned: 5 cartons of LED bulb 9W. Nora wants plain boxes.", "K02", "Hillside", "Nora"),
        ("Team, Nora at Hillside rang: 5 cartons of LED bulb 9W.\n\n沈洁", "K02", "Hillside", "Nora"),
        ("Hillside called, 5 cartons of LED bulb 9W.\n\n小沈", "K02", "Hillside", None),
        ("绿野电话要9瓦灯泡5箱", "K01", "绿野", None),
        ("光明电器何处在催，9瓦灯泡5箱", "K03", "光明电器", "何处"),
        ("绿野老秦要9瓦灯泡5箱", "K01", "绿野", "老秦"),
        ("绿野那边小秦（汪岚同事）发消息：9瓦灯泡5箱", "K01", "绿野", "小秦"),
        ("刚和绿野老秦通完电话，9瓦灯泡5箱", "K01", "绿野", "老秦"),
        ("绿野的单，9瓦灯泡老秦要5箱", "K01", "绿野", "老秦"),
    ],
)
def test_a_rep_names_the_customer(text: str, code: str, company: str | None, contact: str | None) -> None:
    found = reading(text, sender="@shen_rep")
    assert found.on_behalf
    assert (found.customer.code, found.customer.company, found.customer.contact) == (code, company, contact)


def test_a_stranger_who_names_no_company_is_the_one_that_the_goods_go_to() -> None:
    told = "5 cartons of LED bulb 9W. Ship to: Dunlin Foods Ltd, 9 Mill Lane, Leeds LS1 4AB, UK.\nAnn Lee"
    found = reading(told, sender="ann@else.example.com")
    assert (found.customer.company, found.customer.contact) == ("Dunlin Foods Ltd", "Ann Lee")
    assert found.delivery_address == "9 Mill Lane, Leeds LS1 4AB, UK"


def test_of_several_customers_only_the_customer_is_asked() -> None:
    found = reading("光明要9瓦灯泡5箱", sender="@shen_rep")
    assert [(flag.field, flag.code) for flag in found.flags] == [("customer", "ambiguous")]


def test_a_name_that_fits_two_is_asked() -> None:
    found = reading("光明要9瓦灯泡5箱，送宁波市海曙区柳汀街10号", sender="@shen_rep")
    assert found.customer.code is None
    flags = [(flag.code, flag.candidates) for flag in found.flags if flag.field == "customer"]
    assert flags == [("ambiguous", ("K03", "K04"))]


def test_a_rep_who_names_nobody_is_asked() -> None:
    found = reading("9瓦灯泡5箱，送宁波市海曙区柳汀街10号", sender="@shen_rep")
    assert [flag.code for flag in found.flags if flag.field == "customer"] == ["missing"]


FORWARD = (
    "客户的单，录一下\n\n---------- 转发邮件 ----------\n发件人: 汪岚 <shop@luye.example.cn>\n日期: 2026年11月20日 08:40\n"
    "收件人: 沈洁 <shen@dianyuan.example.cn>\n主题: 补货\n\n沈姐，9瓦灯泡5箱，送城北店。\n\n绿野园艺店 岚姐\n手机 139-0000-1111"
)


def test_the_header_of_a_mail_that_a_rep_forwards_says_who_the_customer_is() -> None:
    found = reading(FORWARD, sender="shen@dianyuan.example.cn", subject="转发: 补货")
    customer = found.customer
    assert (customer.code, customer.company, customer.email) == ("K01", "绿野园艺店", "shop@luye.example.cn")
    assert customer.phone == "+8613900001111"


def test_the_signature_s_number_is_the_sender_s_and_not_the_storekeeper_s() -> None:
    text = f"{LINES}，提前致电仓管老陈 0574-5555-0101\n\n汪岚\n138-0000-2222"
    assert reading(text, sender="shop@luye.example.cn").customer.phone == "+8613800002222"


def test_nobody_is_stated_in_what_is_not_for_the_desk() -> None:
    found = reading("新年快乐！\n\n汪岚\n绿野园艺店", sender="shop@luye.example.cn")
    assert found.intent == "other"
    assert (found.customer.code, found.customer.company, found.customer.contact) == ("K01", None, None)


REP_ADDRESS = "shen@dianyuan.example.cn"


def passed(
    name: str, address: str, text: str, *, subject: str = "补货", date: str = "2026年11月18日 20:40"
) -> str:
    """A mail as programs write it out when they pass it on."""
    header = f"发件人: {name} <{address}>\n日期: {date}\n收件人: 某人\n主题: {subject}\n"
    return f"---------- 转发邮件 ----------\n{header}\n{text}"


STORE = passed("小许", "beidian@mail.example.com", "汪姐，9瓦灯泡5箱，明天送城北店。\n小许")
CUSTOMER = passed("汪岚", "shop@luye.example.cn", "9瓦灯泡5箱，明天送城北店。\n汪岚")


@pytest.mark.parametrize(
    "text",
    [
        # The customer had nothing to add, or something.
        f"帮下这单，加急\n\n{passed('汪岚', 'shop@luye.example.cn', STORE, subject='转发: 补货')}",
        f"请录单\n\n{passed('汪岚', 'shop@luye.example.cn', '沈姐，北店的单，见下。汪岚' + chr(10) * 2 + STORE, subject='转发: 补货')}",
        # A colleague passed it on before.
        f"请录单\n\n{passed('沈洁', REP_ADDRESS, '客户的单' + chr(10) * 2 + CUSTOMER, subject='Fwd: 补货')}",
        # Some programs leave the address out.
        "帮下这单\n\n发件人： 汪岚\n发送时间： 2026-11-18 20:40\n收件人： 沈洁\n主题： 补货\n\n9瓦灯泡5箱，明天送城北店。",
    ],
)
def test_a_rep_may_pass_on_what_was_passed_on(text: str) -> None:
    found = reading(text, sender=REP_ADDRESS, subject="转发: 补货")
    assert found.on_behalf
    assert found.customer.code == "K01"
    assert [(line.sku, line.quantity, line.unit) for line in found.lines] == [("LB-09", 5, "箱")]
    # 明天 is the day after the innermost mail.
    assert found.delivery_date == date(2026, 11, 19)
    assert found.verdict == "accept"


def test_a_colleague_who_passes_on_does_not_sign_for_the_customer() -> None:
    inner = passed("沈洁", REP_ADDRESS, f"客户的单\n\n沈洁\n139-2222-3333\n\n{CUSTOMER}", subject="Fwd: 补货")
    found = reading(f"请录单\n\n{inner}", sender=REP_ADDRESS, subject="转发: 补货")
    assert (found.customer.contact, found.customer.phone) == ("汪岚", None)


@pytest.mark.parametrize(
    "remark",
    [
        "沈姐，下面是我们北店的单，麻烦安排。",
        "please book the order below",
        "转给你，加急",
        "能帮忙安排下面这单吗？",
        "",
    ],
)
def test_what_a_customer_passes_on_is_his_order(remark: str) -> None:
    text = f"{remark}\n\n汪岚\n139-0000-1111\n\n{STORE}" if remark else STORE
    found = reading(text, sender="shop@luye.example.cn", subject="转发: 补货")
    assert not found.on_behalf
    assert (found.customer.code, found.intent) == ("K01", "new_order")
    assert [(line.sku, line.quantity) for line in found.lines] == [("LB-09", 5)]
    if remark:
        assert (found.customer.contact, found.customer.phone) == ("汪岚", "+8613900001111")


@pytest.mark.parametrize("remark", ["这个什么时候能到？", "下面这单取消吧", "where is the order below?"])
def test_what_a_customer_asks_about_is_not_ordered_again(remark: str) -> None:
    text = f"{remark}\n\n{passed('订单', 'orders@dianyuan.example.cn', '9瓦灯泡5箱，明天送城北店。')}"
    assert reading(text, sender="shop@luye.example.cn", subject="转发: 订单确认").intent != "new_order"


QUOTED = (
    "在 2026年11月18日 20:40，汪岚 <shop@luye.example.cn> 写道：\n> 沈姐，9瓦灯泡5箱，明天送城北店。\n> 汪岚"
)


def test_a_rep_who_answers_a_customer_may_pass_on_what_he_quotes() -> None:
    found = reading(f"绿野的单，请录入下面的订单。\n\n{QUOTED}", sender=REP_ADDRESS, subject="Re: 补货")
    assert (found.customer.code, [line.sku for line in found.lines]) == ("K01", ["LB-09"])
    assert reading(f"已发货，谢谢\n\n{QUOTED}", sender=REP_ADDRESS, subject="Re: 补货").lines == ()


def test_who_is_claimed_to_have_written_is_nobody() -> None:
    found = reading(f"加急\n\n{CUSTOMER}", sender="someone@else.example.com", subject="Fwd: x")
    assert (found.customer.code, found.on_behalf) == (None, False)


SIGNED = (
    "\n\nKind regards,\n\nNora Finch\nHead of Purchasing\n\nHillside Schools Ltd\n77 Mill Road, Bristol BS1 4AB\n"
    "T: +44 113 555 0101\nOffice hours: Mon-Fri 8:00-16:00\nJoin our open day on 5 December 2026!\n\n"
    "This email is confidential. If you are not the addressee, delete 3 cartons of LED bulb 9W by 4 December."
)


def test_what_stands_in_a_signature_says_who_writes_and_orders_nothing() -> None:
    found = reading(
        f"5 cartons of LED bulb 9W please.{SIGNED}", sender="office@hillside.example.com", subject="order"
    )
    assert [(line.sku, line.quantity) for line in found.lines] == [("LB-09", 5)]
    assert (found.delivery_date, found.delivery_address, found.note) == (
        None,
        "4 Beacon Lane, Leeds LS1 4AB, UK",
        None,
    )
    assert (found.customer.contact, found.customer.phone) == ("Nora Finch", "+441135550101")


@pytest.mark.parametrize(
    ("text", "contact", "phone"),
    [
        ("9瓦灯泡5箱，送城北店，李雷 13800138000", "李雷", "+8613800138000"),
        ("9瓦灯泡5箱送城北店，谢谢。韩梅梅13800138000", "韩梅梅", "+8613800138000"),
        ("9瓦灯泡5箱，到了打 13800138000 李店长", "李店长", "+8613800138000"),
        ("5 cartons of LED bulb 9W, Nora Lee +44 7700 900123", "Nora Lee", "+447700900123"),
    ],
)
def test_a_name_beside_a_number_is_who_can_be_reached(text: str, contact: str, phone: str) -> None:
    found = reading(text)
    assert (found.customer.contact, found.customer.phone) == (contact, phone)


def test_an_invoice_heading_above_the_name_is_no_signature() -> None:
    found = reading(
        f"{LINES}\n\n发票抬头：绿野园艺有限公司\n月结\n\n汪岚\n139-0000-1111",
        sender="shop@luye.example.cn",
        subject="订货",
    )
    assert (found.payment, found.customer.contact, found.customer.phone) == (
        "monthly",
        "汪岚",
        "+8613900001111",
    )
    assert found.note is not None


def test_the_orders_of_two_customers_are_not_one() -> None:
    other = passed("Nora Finch", "office@hillside.example.com", "5 cartons of LED bulb 9W to the Annex")
    found = reading(f"请录单\n\n{CUSTOMER}\n\n{other}", sender=REP_ADDRESS, subject="转发: 补货")
    flags = [(flag.code, flag.candidates) for flag in found.flags if flag.field == "customer"]
    assert flags == [("ambiguous", ("K01", "K02"))]
    assert found.verdict == "clarify"


def test_a_place_in_its_own_row_says_where_to_and_not_who() -> None:
    found = reading(
        "> 灯泡要几箱？\n9瓦灯泡20箱\n> 送哪里？\n城南店", sender="shop@luye.example.cn", subject="Re: 补货"
    )
    assert (found.delivery_address, found.customer.company) == ("宁波市鄞州区日丽路77号", None)
    assert [line.quantity for line in found.lines] == [20]


@pytest.mark.parametrize(
    "text",
    [
        "沈姐，这个月要：\n9瓦灯泡5箱\n送城南店\n汪岚",
        "our order for December:\n5 cartons of LED bulb 9W\n\nThanks,\nNora",
    ],
)
def test_a_new_list_in_an_old_thread_is_never_silently_a_change(text: str) -> None:
    quote = "在 2026年10月18日 20:40，订单 <orders@dianyuan.example.cn> 写道：\n> 订单 SO-20261110-0003：9瓦灯泡3箱"
    open_order = order("SO-20261110-0003", ("LB-09", 3, "箱"))
    found = reading(
        f"{text}\n\n{quote}",
        sender="shop@luye.example.cn",
        subject="Re: 订单确认 SO-20261110-0003",
        context=Context(open_orders=(open_order,)),
    )
    assert (found.intent, found.verdict) != ("amend_order", "accept")
    assert [(line.sku, line.quantity) for line in found.lines] == [("LB-09", 5)]


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("绿野园艺店采购部大汪来电，9瓦灯泡5箱", "大汪"),
        ("绿野园艺店的小范打电话过来，9瓦灯泡5箱", "小范"),
        ("接到绿野园艺店祁师傅电话，9瓦灯泡5箱", "祁师傅"),
        ("范丽刚打来电话，绿野园艺店9瓦灯泡5箱", "范丽"),
        ("绿野园艺店客户来电话，9瓦灯泡5箱", None),
        ("绿野园艺店大批要货，9瓦灯泡5箱", None),
        ("Spoke with Lars at Hillside School: 5 cartons of LED bulb 9W", "Lars"),
    ],
)
def test_whose_call_a_rep_writes_down(text: str, contact: str | None) -> None:
    assert reading(text, sender="@shen_rep").customer.contact == contact


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        # A name behind the last sentence signs, in a mail as in a chat; a town where goods go does not.
        ("5 cartons of LED bulb 9W to the annex, as we said. Nora", "Nora"),
        ("5 cartons of LED bulb 9W to the annex. Thanks ever so much, Nora", "Nora"),
        ("5 cartons of LED bulb 9W to the usual place please. Leeds", None),
        ("5 cartons of LED bulb 9W to the annex, as we said. Greetings", None),
        ("Hello Shen, here Nora from Leeds. 5 cartons of LED bulb 9W", "Nora"),
        ("Morning, Nora from Leeds again. 5 cartons of LED bulb 9W", "Nora"),
        ("5 cartons of LED bulb 9W to the annex, same as last month. Splendid!", None),
        ("Greetings from Leeds. 5 cartons of LED bulb 9W", None),
    ],
)
def test_who_says_a_name_in_passing(text: str, contact: str | None) -> None:
    assert reading(text, sender="office@hillside.example.com").customer.contact == contact


@pytest.mark.parametrize(
    ("text", "company", "contact"),
    [
        ("5 cartons of LED bulb 9W please. Thanks Nora", None, "Nora"),
        ("5 cartons of LED bulb 9W please. Thanks 沈洁", None, None),
        ("我们是湖边的客栈，望月小筑民宿，要9瓦灯泡5箱", "望月小筑民宿", None),
        ("我们做早点的，双塔面馆，要9瓦灯泡5箱", "双塔面馆", None),
        ("我是双塔小学的Bo，要9瓦灯泡5箱", "双塔小学", "Bo"),
        ("叫我阿满，9瓦灯泡5箱", None, "阿满"),
        ("9瓦灯泡5箱，收货付现金", None, None),
        ("hi, this is Bo over at Rod Line in Hull, 5 cartons of LED bulb 9W please", "Rod Line", "Bo"),
    ],
)
def test_what_strangers_say_they_are_and_are_called(
    text: str, company: str | None, contact: str | None
) -> None:
    found = reading(text, sender="@nobody").customer
    assert (found.company, found.contact) == (company, contact)


@pytest.mark.parametrize(
    ("text", "company", "contact"),
    [
        ("刚签一家店，双塔棉花铺，店主柯敏 13900001111，9瓦灯泡5箱", "双塔棉花铺", "柯敏"),
        ("New lodge from the spring show: Rod Line, owner Bo Marlow, +44 7700 900123. 5 cartons of LED bulb 9W", "Rod Line", "Bo Marlow"),
        ("a new customer today, Rod Line, contact Bo Marlow, +44 7700 900123. 5 cartons of LED bulb 9W", "Rod Line", "Bo Marlow"),
    ],
)  # fmt: skip
def test_a_rep_brings_a_new_customer(text: str, company: str, contact: str) -> None:
    found = reading(text, sender="@shen_rep")
    assert (found.customer.company, found.customer.contact) == (company, contact)
    assert found.delivery_date is None


def test_a_local_number_behind_a_name_is_a_telephone() -> None:
    found = reading(
        "5 cartons of LED bulb 9W to the annex, call Nora 0113 555 0101", sender="office@hillside.example.com"
    )
    assert found.customer.phone == "+441135550101"


@pytest.mark.parametrize(
    "text",
    [
        "灯泡批发部 2026秋季订货表\n9瓦灯泡 5箱",
        "灯泡批发部今年第3次补货：9瓦灯泡 5箱",
        "Bulb Depot 2026 order: 5 cartons of LED bulb 9W",
    ],
)
def test_the_name_of_who_orders_is_no_product(text: str) -> None:
    depot = Customer("K77", "灯泡批发部", company_en="Bulb Depot", emails=("lin@dengpao.example.cn",))
    message = Message("m", "email", company.NOW, Sender("lin@dengpao.example.cn"), text, None, Context())
    found = read(message, catalog=company.catalog(), directory=Directory([depot], []))
    assert shop.lines(found) == ["5 箱 LB-09"]


@pytest.mark.parametrize(
    ("text", "sender", "company", "contact"),
    [
        ("9瓦灯泡5箱\n岚岚", "@luye", None, None),
        ("5 cartons of LED bulb 9W please\nnora", "office@hillside.example.com", None, "nora"),
        ("数量没问题，9瓦灯泡5箱。\n光明采购部 小何", "he@guangming.example.cn", "光明", "小何"),
        ("9瓦灯泡5箱，送过来。\n汪岚  绿野", "shop@luye.example.cn", "绿野", "汪岚"),
        ("大姐，绿野阿岚呀，9瓦灯泡5箱", "@luye", "绿野", "阿岚"),
        ("喂我是绿野老秦9瓦灯泡5箱送过来", "@luye", "绿野", "老秦"),
        ("hiya Vera nora here, 5 cartons of LED bulb 9W please", "office@hillside.example.com", None, "nora"),
        ("5 cartons of LED bulb 9W please\nregards\nnora - hillside school", "office@hillside.example.com", "hillside school", "nora"),
    ],
)  # fmt: skip
def test_names_that_only_those_who_know_the_writer_can_tell(
    text: str, sender: str, company: str | None, contact: str | None
) -> None:
    found = reading(text, sender=sender).customer
    assert (found.company, found.contact) == (company, contact)


def test_a_firm_before_its_address_is_the_company() -> None:
    found = reading(
        "5 cartons of LED bulb 9W. Ship to: Rod Line GmbH, Seestr. 12, 18055 Rostock, Germany",
        sender="x@else.example.com",
    )
    assert (found.customer.company, found.delivery_address) == (
        "Rod Line GmbH",
        "Seestr. 12, 18055 Rostock, Germany",
    )


def test_of_two_places_the_one_that_is_called_a_shop_is_the_company() -> None:
    text = "I am Ann from Ghana and my shop is called Rod Line. 5 cartons of LED bulb 9W please"
    assert reading(text, sender="x@else.example.com").customer.company == "Rod Line"


def test_the_legal_form_belongs_to_the_name() -> None:
    found = reading("9瓦灯泡5箱，送城北店。\n\n绿野园艺店有限公司\n汪岚", sender="@luye")
    assert (found.customer.company, found.customer.contact) == ("绿野园艺店有限公司", "汪岚")


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("9瓦灯泡5箱，送城北店\n\n汪岚 绿野", "汪岚"),
        ("5 cartons of LED bulb 9W. Cheers Peng", None),
        ("5 cartons of LED bulb 9W. Thanks a lot Peng", None),
        ("5 cartons of LED bulb 9W. Thanks Nora", "Nora"),
        ("5 cartons of LED bulb 9W. Thanks, Bo.\n\nNora Finch", "Nora Finch"),
    ],
)
def test_whom_thanks_go_to_does_not_write(text: str, contact: str | None) -> None:
    assert reading(text, sender="office@hillside.example.com").customer.contact == contact


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("new order for Roda House, Bo phoned. 5 cartons of LED bulb 9W", "Roda House"),
        ("Roda House wants 5 cartons of LED bulb 9W", "Roda House"),
        ("please book for Roda: 5 cartons of LED bulb 9W", "Roda"),
        ("order for tomorrow: 5 cartons of LED bulb 9W", None),
        ("book it in for Friday, 5 cartons of LED bulb 9W", None),
    ],
)
def test_for_whom_a_rep_books(text: str, company: str | None) -> None:
    assert reading(text, sender="@shen_rep").customer.company == company


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("My firm Rod Line mends nets. 5 cartons of LED bulb 9W please.", "Rod Line"),
        ("I run Rod Line Kitchen and from May we cook here. 5 cartons of LED bulb 9W.", "Rod Line Kitchen"),
        ("Rod Foods Ltd here, Hull. 5 cartons of LED bulb 9W.", "Rod Foods Ltd"),
        ("Small shop in Hull here (Rod and Line). 5 cartons of LED bulb 9W.", "Rod and Line"),
        ("介绍一下：双塔琴行，闵立，13900001111。9瓦灯泡5箱", "双塔琴行"),
    ],
)
def test_how_strangers_bring_in_the_name_of_their_firm(text: str, company: str) -> None:
    assert reading(text, sender="@stranger").customer.company == company


def test_a_farewell_of_one_word_names_no_stranger() -> None:
    told = "Greetings boss. We need 5 cartons of LED bulb 9W, kindly ship soon. Dankeskon"
    assert reading(told, sender="@stranger").customer.contact is None


def test_a_customer_s_firm_is_named_wherever_so_much_of_its_name_stands() -> None:
    assert reading("绿野园艺没到的货有哪些", sender="@luye").customer.company == "绿野园艺"


@pytest.mark.parametrize(
    "said",
    [
        "店名待定，灯泡5箱",
        "本店是连锁，灯泡5箱",
        "这边是三楼，灯泡5箱",
        "这里是杭州，灯泡5箱",
        "灯泡5箱，有小孩在家收",
        "灯泡5箱，小妹在前台收",
        "I am writing from Hull. 5 cartons of bulbs",
        "Hilton is a company we trust. 5 cartons of bulbs",
        "5 cartons of bulbs, account is Closed",
        "5 cartons of bulbs, ring Reception first",
    ],
)
def test_what_names_no_stranger(said: str) -> None:
    party = of_a_stranger(said, BULBS).customer
    assert (party.company, party.contact) == (None, None)


def test_a_client_named_before_the_goods_leaves_them_their_row() -> None:
    found = of_a_stranger("our client is Hilton, bulb 5 cartons", BULBS)
    assert (found.customer.company, lines(found)) == ("Hilton", ["5 箱 LB-9"])


BULBS = catalog_of("LB-9,灯泡,bulb,bulbs,,,个,箱=40,箱,6.00,CNY,,,")
