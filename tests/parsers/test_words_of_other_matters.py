"""Words in the head of an order that other matters use too: they take no day, no place and no way to pay away, and add none."""

import pytest

from parsers import Customer, Directory, read
from tests.parsers import company

BULBS, BULBS_EN = "9瓦灯泡5箱", "5 cases LED bulb 9W white"
HOME = "宁波市海曙区柳汀街10号"
STORE, EAST = "宁波市鄞州区钱湖路5号", HOME
TWO = Customer(
    "K01",
    "绿野园艺店",
    emails=("shop@luye.example.cn",),
    addresses=(("东门店", EAST), ("仓库", STORE)),
)


@pytest.mark.parametrize(
    "text",
    [
        "Ship via UPS account 5523, Incoterms EXW",
        "send via TNT account 7740, Thanks a lot",
        "ship via Maersk week 51, Thanks",
        "deliver via gate 4, Bo will open",
    ],
)
def test_what_carries_the_goods_is_no_street(text: str) -> None:
    assert company.reading(f"{BULBS_EN}. {text}").delivery_address == HOME


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("像往常一样送仓库", STORE),
        ("照平常送到仓库", STORE),
        ("一般送仓库就行", STORE),
        ("平时收货的仓库", STORE),
        ("平时送仓库，这次送东门店", EAST),
        ("平时送东门店，这次送仓库", STORE),
    ],
)
def test_a_usual_place_is_meant_unless_another_is_named_for_now(text: str, address: str) -> None:
    found = read(
        company.message(f"{BULBS}，{text}"),
        catalog=company.catalog(),
        directory=Directory([TWO], [company.REP]),
    )
    assert found.delivery_address == address


def test_the_place_of_a_third_is_not_taken_for_the_own() -> None:
    found = read(
        company.message(f"{BULBS}，送他们公司仓库，地址等下发"),
        catalog=company.catalog(),
        directory=Directory([TWO], [company.REP]),
    )
    assert found.delivery_address is None
    assert found.verdict == "clarify"


@pytest.mark.parametrize(
    ("sender", "address"), [("shen@dianyuan.example.cn", STORE), ("shop@luye.example.cn", EAST)]
)
def test_theirs_is_the_customers_where_a_rep_writes(sender: str, address: str) -> None:
    found = read(
        company.message(f"绿野园艺店要{BULBS}，直接卸他们仓库", sender=sender),
        catalog=company.catalog(),
        directory=Directory([TWO], [company.REP]),
    )
    assert (found.delivery_address == address) or sender == "shop@luye.example.cn"


@pytest.mark.parametrize(
    ("text", "method"),
    [
        (f"{BULBS} 等下给你打过去", None),
        (f"{BULBS} 照片给你转过去了", None),
        (f"{BULBS} 定位给你转过来", None),
        (f"{BULBS} 钱晚点给你转过去", "transfer"),
        (f"We wire houses so need {BULBS_EN}", None),
        (f"{BULBS_EN}, we will wire a school next week", None),
        (f"{BULBS_EN}. We will wire on the 5th", "transfer"),
        (f"{BULBS} 转账吧现金不方便", "transfer"),
        (f"{BULBS} 微信付吧支付宝用不了", "wechat"),
        (f"{BULBS} 货到付款月结走不通", "cod"),
        (f"{BULBS_EN}, cash on delivery if card isn't possible", "cod"),
        (f"{BULBS_EN}. Bank transfer as cash is not allowed here", "transfer"),
        (f"{BULBS_EN}, bank transfer is off to you today", "transfer"),
        (f"{BULBS_EN}. Why not do bank transfer this time", "transfer"),
        (f"{BULBS_EN}, bank transfer won't work, cash on delivery please", "cod"),
    ],
)
def test_how_it_is_paid(text: str, method: str | None) -> None:
    found = company.reading(text)
    assert found.payment == method
    assert found.intent == "new_order"


@pytest.mark.parametrize(
    "text",
    [
        "这款周五给我",
        "要白色款周五到",
        "两款都周五到",
        "现金付款周五送",
        "周五开业，务必赶上",
        "师傅说周五有空",
        "As Christmas presents for Friday",
        "shop signs on Friday",
        "rod ends on Friday",
        "for the maintenance on Friday",
        "before the shutdown Friday",
        "please confirm Friday",
        "can you confirm Friday?",
        "Let me know Friday works",
        "I know Friday is tight but we need it",
        "The truck travels overnight and arrives Friday",
    ],
)
def test_the_day_stays(text: str) -> None:
    goods = BULBS_EN if text.isascii() else BULBS
    assert str(company.reading(f"{goods} {text}").delivery_date) == "2026-11-27"


@pytest.mark.parametrize(
    "text",
    [
        f"my boss told me we need {BULBS_EN} today",
        f"Bo rang in: {BULBS_EN} today please",
        f"{BULBS_EN} can they be sent to us today",
        f"老板叫我今天订{BULBS}",
        f"{BULBS} 老板来电话说今天要",
    ],
)
def test_who_told_of_today_asks_for_today(text: str) -> None:
    assert str(company.reading(text).delivery_date) == "2026-11-23"


@pytest.mark.parametrize(
    "text",
    [f"我们周五新店开业，要{BULBS}", f"On Friday we have a class of 20 so please send {BULBS_EN}"],
)
def test_what_is_wanted_for_an_event_is_looked_at(text: str) -> None:
    found = company.reading(text)
    assert str(found.delivery_date) == "2026-11-27"
    assert found.verdict != "accept"


@pytest.mark.parametrize(
    "text",
    [
        f"{BULBS} 款周五到账",
        f"{BULBS_EN}. The boss signs on Friday",
        f"12月成都的项目用，{BULBS}",
        f"{BULBS} 12月行业展会用",
        f"put {BULBS_EN} on sun lounger account",
        f"{BULBS_EN} before sun down",
    ],
)
def test_no_day_of_goods(text: str) -> None:
    assert company.reading(text).delivery_date is None


def test_a_short_name_of_a_day_counts_at_the_end() -> None:
    assert str(company.reading(f"{BULBS_EN} on sat please").delivery_date) == "2026-11-28"


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (f"{BULBS_EN}. Please check if my payment came before you ship", None),
        ("LED bulb 9W white in one box of 50 - 5 boxes", None),
    ],
)
def test_no_note(text: str, note: str | None) -> None:
    assert company.reading(text).note == note


@pytest.mark.parametrize("text", ["老板，我真服啊，" + BULBS, BULBS + " 签收 Dock 3"])
def test_no_contact(text: str) -> None:
    assert not company.reading(text).customer.contact
