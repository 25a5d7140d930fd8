"""How people who are not on file say who they are beside what they order, and what of that is no name."""

import pytest

from parsers import segments
from tests.parsers.people import reading


@pytest.mark.parametrize(
    ("text", "company", "contact"),
    [
        ("送宁波市海曙区柳汀街10号，青石洗车行，老覃，电话13900001111。9瓦灯泡5箱", "青石洗车行", "老覃"),
        ("9瓦灯泡5箱\n青石面馆，才开业，小闵，13900001111\n地址宁波市海曙区柳汀街10号", "青石面馆", "小闵"),
        ("青石公园订货\n9瓦灯泡5箱\n联系人：闵青 13900001111", "青石公园", "闵青"),
        ("机构：小舟少儿编程\n9瓦灯泡5箱", "小舟少儿编程", None),
        ("单位 江口青石压铸厂\n找 小闵 13900001111\n9瓦灯泡5箱", "江口青石压铸厂", "小闵"),
        ("我叫闵闵，清吧“半山”的，9瓦灯泡5箱", "半山", "闵闵"),
        ("我叫闵青，在双塔卫生室上班，9瓦灯泡5箱", "双塔卫生室", "闵青"),
        ("我在双塔小学做后勤，姓闵，9瓦灯泡5箱", "双塔小学", "闵"),
        ("你好，Bo from 双塔贸易。9瓦灯泡5箱", "双塔贸易", "Bo"),
        ("我是青石木门的采购闵先生，9瓦灯泡5箱", "青石木门", "闵先生"),
        ("我姓闵，大家都叫我闵姐，9瓦灯泡5箱", None, "闵姐"),
        ("我姓闵，叫我闵姐就好了，9瓦灯泡5箱", None, "闵姐"),
        ("新开的店，想拿点货试试，9瓦灯泡5箱", None, None),
        ("我是平湖的老秦，9瓦灯泡5箱，送平湖市解放路8号", None, "老秦"),
        ("这里是宁波市海曙区柳汀街10号，9瓦灯泡5箱", None, None),
        ("隔壁青石面馆介绍的，9瓦灯泡5箱", None, None),
        ("朋友在双塔小学工作，他推荐的，9瓦灯泡5箱", None, None),
        ("9瓦灯泡5箱，走青石物流", None, None),
        ("9瓦灯泡5箱，发顺风快递", None, None),
        ("9瓦灯泡5箱，放门口超市", None, None),
        (
            "Hello, we met at the fair. Casa Toro bistro\nneed:\n5 cartons of LED bulb 9W",
            "Casa Toro bistro",
            None,
        ),
        ("I have a small bait shop Rod and Line and need 5 cartons of LED bulb 9W", "Rod and Line", None),
        ("It's Ann, owner of Rod Line in Hull. 5 cartons of LED bulb 9W", "Rod Line", "Ann"),
        ("Ann Lee is my name, buyer at Rod Trading. 5 cartons of LED bulb 9W", "Rod Trading", "Ann Lee"),
        ("Ann Lee writing to you from Hull. 5 cartons of LED bulb 9W", None, "Ann Lee"),
        ("Rod Academy, Hull, is changing its lamps. 5 cartons of LED bulb 9W please", "Rod Academy", None),
        ("Rod Line AB operates four halls. 5 cartons of LED bulb 9W", "Rod Line AB", None),
        ("LED Bulb is a good product. 5 cartons of LED bulb 9W", None, None),
        ("5 cartons of LED bulb 9W. Happy Easter is coming", None, None),
        (
            "here is Rod Line Ltd, distributor from Hull. 5 cartons of LED bulb 9W\nAnn Lee",
            "Rod Line Ltd",
            "Ann Lee",
        ),
        ("This is Accounts Payable. 5 cartons of LED bulb 9W\nAnn Lee", None, "Ann Lee"),
        ("5 cartons of LED bulb 9W please\n\nHugs,\nAnn Lee", None, "Ann Lee"),
        ("5 cartons of LED bulb 9W please\n\nK.rgds\nAnn Lee\nRod Line Ltd", "Rod Line Ltd", "Ann Lee"),
        ("5 cartons of LED bulb 9W please\n\nYours,\nK. Best\nFor: Rod Services", "Rod Services", "K. Best"),
        (
            "Good morning. Room 3, Rod House, 5 Pagoda Road, Hull HU1 4AB, UK. 5 cartons of LED bulb 9W",
            None,
            None,
        ),
        ("9瓦灯泡5箱，麦香咖啡10箱", None, None),
        ("转弯餐厅还在装修，先拿9瓦灯泡5箱", "转弯餐厅", None),
        ("老板，9瓦灯泡5箱，老规矩，老地方", None, None),
    ],
)
def test_who_orders(text: str, company: str | None, contact: str | None) -> None:
    found = reading(text, sender="@nobody").customer
    assert (found.company, found.contact) == (company, contact)


def test_a_letter_beyond_latin_1_belongs_to_a_name() -> None:
    told = "I am Ann Lee, purchasing of Şahin Çelik Ltd. from Türkiye. 5 cartons of LED bulb 9W"
    assert reading(told, sender="@nobody").customer.company in ("Şahin Çelik Ltd", "Şahin Çelik Ltd.")


def test_who_says_only_where_is_asked_who_they_are() -> None:
    found = reading("9瓦灯泡5箱，这里是宁波市海曙区柳汀街10号", sender="@nobody")
    assert [flag.field for flag in found.flags] == ["customer"]


@pytest.mark.parametrize(
    "head",
    [
        "Von: Ann Lee\nBetreff: Angebot 7\n",
        "发件人: 沈洁\n日期: 2026-09-16 10:20\n",
        "Ann Lee, 18.11.2026:\n",
    ],
)
def test_a_short_head_right_over_a_quote_belongs_to_it(head: str) -> None:
    text = f"All is well with it, go ahead please.\n\nBest regards\nBo Marlow\n\n{head}> 5 cartons of LED bulb 9W"
    blocks = segments.split("Re: x", text)
    assert [block.kind for block in blocks] == ["new", "signature", "quote"]
    assert text[blocks[-1].start :].startswith(head)


def test_a_landline_without_a_blank_signs() -> None:
    found = reading(
        "9瓦灯泡5箱\n\n青石科技有限公司 / 闵青\n宁波市海曙区柳汀街10号\n057400001234", sender="a@b.example.cn"
    )
    assert found.customer.phone == "+8657400001234"


def test_the_name_of_a_new_customer_s_firm_ends_before_a_bracket() -> None:
    found = reading("新客户：转弯麻辣烫（闵姐 13900001111）\n9瓦灯泡5箱", sender="@shen_rep").customer
    assert (found.company, found.contact) == ("转弯麻辣烫", "闵姐")


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("刚挂了青石小学闵涛的电话，9瓦灯泡5箱", "闵涛"),
        ("新客户青石小学，主事的叫闵涛，手机13900001111，9瓦灯泡5箱", "闵涛"),
        ("9瓦灯泡5箱，青石小学的，小闵早上跟我讲的", "小闵"),
    ],
)
def test_whom_a_rep_has_spoken_with(text: str, contact: str) -> None:
    assert reading(text, sender="@shen_rep").customer.contact == contact


@pytest.mark.parametrize(
    "text",
    [
        "9瓦灯泡5箱，老茶，送宁波市海曙区柳汀街10号",
        "老款，旧包装，9瓦灯泡5箱，送宁波市海曙区柳汀街10号",
        "闵总，9瓦灯泡5箱，送宁波市海曙区柳汀街10号",
        "闵经理，你好，9瓦灯泡5箱，送宁波市海曙区柳汀街10号，电话13900001111",
        "你好，小闵，9瓦灯泡5箱，送宁波市海曙区柳汀街10号，电话13900001111",
        "淘宝店，看见你们的，9瓦灯泡5箱，送宁波市海曙区柳汀街10号",
        "在你们店“小红书”看见的，9瓦灯泡5箱，送宁波市海曙区柳汀街10号",
        "楼叫“半山园”，9瓦灯泡5箱，送宁波市海曙区柳汀街10号",
        "对接人是我老公，9瓦灯泡5箱，送宁波市海曙区柳汀街10号",
        "做主的是老板娘，9瓦灯泡5箱，送宁波市海曙区柳汀街10号",
        "找你们业务，姓闵，好说话，9瓦灯泡5箱，送宁波市海曙区柳汀街10号",
        "Pagoda Road is a narrow way. 5 cartons of LED bulb 9W",
        "North Hull has a strike. 5 cartons of LED bulb 9W",
        "Ann Lee needs 5 cartons of LED bulb 9W",
        "5 cartons of LED bulb 9W. Dark Chocolate bar",
        "Tin Cap with Blue Lid. 5 cartons of LED bulb 9W",
        "Ring at the side gate here. 5 cartons of LED bulb 9W",
    ],
)
def test_what_is_no_name_of_who_orders(text: str) -> None:
    found = reading(text, sender="@nobody")
    assert (found.customer.company, found.customer.contact) == (None, None)
    assert [flag.field for flag in found.flags if flag.field == "customer"] == ["customer"]


@pytest.mark.parametrize("head", ["Please deliver on 27.11.2026:", "We take for 4/12/26:", "12月4日的单："])
def test_what_is_wanted_for_a_day_is_no_head_of_a_quote(head: str) -> None:
    blocks = segments.split(None, f"{head}\n> LED bulb 9W 5 cartons")
    assert [block.kind for block in blocks][:1] == ["new"]
    assert "quote" in [block.kind for block in blocks]
