"""What of a message begins another order, and where a message is cut; and whether two orders may be the same one."""

from dataclasses import replace
from datetime import date

import pytest

from bot.desk import splitting
from bot.desk.content import Content
from bot.desk.likeness import alike, same_number
from parsers.reading import Flag, Reading
from store.order import OrderParty
from tests.desk.making import CATALOG, item, line, order, reading

TABLE = splitting.samples()["another"]


@pytest.mark.parametrize("text", TABLE["valid"])
def test_another_order_begins(text: str) -> None:
    assert splitting.headed(text)
    assert splitting.headed(f"可乐10箱\n{text}")


@pytest.mark.parametrize("text", TABLE["invalid"])
def test_no_other_order_begins(text: str) -> None:
    assert not splitting.headed(text)


@pytest.mark.parametrize("text", splitting.samples()["jointly"]["valid"])
def test_something_is_said_of_all(text: str) -> None:
    assert splitting.said_jointly(text)


@pytest.mark.parametrize("text", splitting.samples()["jointly"]["invalid"])
def test_nothing_is_said_of_all(text: str) -> None:
    assert not splitting.said_jointly(text)


JUICE, WATER, TEA = line("BV-OJ-450", "5"), line("BV-WATER-550", "2"), line("BV-GT-500", "3")
SHOP, STORE = "文三路188号", "良渚路9号"
TWO = Flag("delivery_address", "ambiguous", (SHOP, STORE))


def read(text: str) -> Reading:
    """A reader that knows three products and two places, and takes each for what it says."""
    named = {
        text.find(word): each for word, each in (("汁", JUICE), ("水", WATER), ("茶", TEA)) if word in text
    }
    lines = tuple(named[place] for place in sorted(named))
    places = [place for word, place in (("店", SHOP), ("库", STORE)) if word in text]
    return reading(
        "new_order",
        *lines,
        delivery_address=places[0] if len(places) == 1 else None if places else SHOP,
        flags=(TWO,) if len(places) > 1 else (),
        delivery_date=date(2026, 11, 27) if "周五" in text else None,
    )


@pytest.mark.parametrize(
    ("text", "orders"),
    [
        ("汁送店，水送库", [(1, SHOP), (1, STORE)]),
        ("汁，茶送店。水送库", [(2, SHOP), (1, STORE)]),
        ("汁和茶送店。水送库", [(2, SHOP), (1, STORE)]),
        ("汁送店，水，茶送库", []),  # the water may go with either
        ("汁送店", []),
        ("汁，水，茶", []),
        ("第一单：汁送店\n第二单：水，茶送库", [(1, SHOP), (2, STORE)]),
        ("汁\n另外一单：水", [(1, SHOP), (1, SHOP)]),
        ("汁\n另外一单：水，都周五到", []),
    ],
)
def test_a_message_is_cut_where_there_is_one_way_to_cut_it(text: str, orders: list[tuple[int, str]]) -> None:
    found = splitting.orders(text, read(text), read)
    assert [(len(one.lines), one.delivery_address) for one in found] == orders


def test_what_is_said_once_is_said_of_all() -> None:
    found = splitting.orders("周五：汁送店，水送库", read("周五：汁送店，水送库"), read)
    assert [one.delivery_date for one in found] == [date(2026, 11, 27)] * 2


def test_a_remark_that_may_be_of_either_leaves_it_to_the_customer() -> None:
    whole = replace(read("汁送店，水送库"), note="要发票")
    assert splitting.orders("汁送店，水送库", whole, read) == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("PO-778", "PO778", True),
        ("PO 778", "778", True),
        ("po_778/A", "778a", True),
        ("PO-778", "PO-779", False),
        ("PO-778", None, None),
        ("POST-1", "ST1", False),
    ],
)
def test_numbers_that_are_the_same(one: str, other: str | None, same: bool | None) -> None:
    assert same_number(one, other) is same


def content(**amounts: str) -> Content:
    lines = tuple(item(f"BV-{sku.replace('_', '-')}", amount, None) for sku, amount in amounts.items())
    return Content(OrderParty("C001"), lines=lines)


@pytest.mark.parametrize(
    ("ours", "theirs", "elsewhere", "here"),
    [
        ({"OJ_450": "5", "GT_500": "3"}, {"OJ_450": "5", "GT_500": "3"}, True, True),
        ({"OJ_450": "5", "GT_500": "3"}, {"OJ_450": "5", "GT_500": "4"}, True, True),
        ({"OJ_450": "5"}, {"OJ_450": "6"}, True, False),
        ({"OJ_450": "5"}, {"OJ_450": "50"}, False, False),
        ({"OJ_450": "5"}, {"GT_500": "5"}, False, False),
        ({"OJ_450": "5"}, {"OJ_450": "5", "GT_500": "3", "WATER_550": "2"}, False, False),
    ],
)
def test_orders_that_are_alike(
    ours: dict[str, str],
    theirs: dict[str, str],
    elsewhere: bool,
    here: bool,
) -> None:
    earlier = order(2, *content(**theirs).lines, delivery_address=None)
    assert alike(content(**ours), earlier, CATALOG, closely=False) is elsewhere
    assert alike(content(**ours), earlier, CATALOG, closely=True) is here


def test_another_day_or_place_makes_another_order() -> None:
    ours = replace(content(OJ_450="5"), delivery_date=date(2026, 11, 27))
    earlier = order(2, *content(OJ_450="5").lines, delivery_date=date(2026, 11, 28), delivery_address=None)
    assert not alike(ours, earlier, CATALOG, closely=False)
    assert alike(ours, replace(earlier, delivery_date=None), CATALOG, closely=False)
