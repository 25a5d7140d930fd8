"""Who the customer is: proven by address, or named by a rep; a claim in words proves nothing."""

import pytest

from tests.parsers.people import reading

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
        ("光明电器何工要9瓦灯泡5箱", "K03", "光明电器", "何工"),
        ("宁波光明的单，9瓦灯泡5箱，何工说急用", "K03", "光明", "何工"),
        ("刚才何工打电话，9瓦灯泡5箱", "K03", None, "何工"),
        ("Hillside phoned: 5 cartons of LED bulb 9W. Nora wants plain boxes.", "K02", "Hillside", "Nora"),
    ],
)
def test_a_rep_names_the_customer(text: str, code: str, company: str | None, contact: str | None) -> None:
    found = reading(text, sender="@shen_rep")
    assert found.on_behalf
    assert (found.customer.code, found.customer.company, found.customer.contact) == (code, company, contact)


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
