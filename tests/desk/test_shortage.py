"""Answers to short stock that take what there is and give up what is lacking."""

from decimal import Decimal

import pytest

from bot.desk import shortage
from bot.desk.content import Content
from store.order import OpenQuestion, OrderParty
from tests.desk.making import CATALOG, item

TABLE = shortage.samples()
SHORT = OpenQuestion("lines[0].stock", "short", ("substitute=BV-GT-500", "available=6", "wait=6"))


def content(*more: str) -> Content:
    lines = (item("BV-ICET-500", "10", "36.00"), *(item(sku, "3", "24.00") for sku in more))
    return Content(OrderParty("C001"), lines=lines, currency="CNY", flags=(SHORT,))


def amount(text: str, *more: str) -> Decimal | None:
    found = shortage.settled(text, content(*more), CATALOG)
    return found.content.lines[0].quantity if found else None


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind in shortage.KINDS for text in TABLE[kind]["valid"]]
)
def test_a_piece_that_says_it(kind: str, text: str) -> None:
    said = shortage.heard(text)
    assert said is not None
    assert said["kind"] == kind


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind in shortage.KINDS for text in TABLE[kind]["invalid"]]
)
def test_a_piece_that_says_something_else(kind: str, text: str) -> None:
    said = shortage.heard(text)
    assert said is None or said["kind"] != kind


@pytest.mark.parametrize(
    "text",
    [
        "what you have is fine, forget the other 4",
        "Send the 6, forget the rest",
        "forget the other four cases please",
        "ok then cancel the rest",
        "有的先要，另外4箱算了",
        "这6箱先发，其余不要了",
        "差的四箱就不要了",
        "那就6箱，其余不要了",
    ],
)
def test_what_there_is(text: str) -> None:
    assert amount(text) == 6


@pytest.mark.parametrize(
    "text",
    [
        "forget the other 5",
        "send the 4, forget the rest",
        "what you have is fine, and 3 cases of water",
        "另外4瓶算了",
        "有的先要，另外的绿茶",
        "forget it",
        "这6箱先发",
        "send the 6 for now",
    ],
)
def test_what_does_not_agree_or_says_more_is_read(text: str) -> None:
    assert amount(text) is None


def test_beside_other_lines_the_rest_may_be_those() -> None:
    assert amount("forget the rest", "BV-WATER-550") is None
    assert amount("其余不要了", "BV-WATER-550") is None
    assert amount("forget the other 4", "BV-WATER-550") == 6
    assert amount("send what you have, forget the rest", "BV-WATER-550") == 6
