"""What an answer or a change tells of the customer's words."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.desk.content import Content
from bot.desk.remembering import corrected, settled
from store.order import LineItem, OpenQuestion, OrderParty

OPEN = LineItem(None, "胶", Decimal(3), "支")
GLUE = replace(OPEN, sku="SL-CL")
HOSE = LineItem("HS-15", "浇水管15m", Decimal(1), "卷")


def content(*lines: LineItem, asked: tuple[str, ...] = ()) -> Content:
    return Content(OrderParty("C1"), lines, flags=tuple(OpenQuestion(field, "ambiguous") for field in asked))


@pytest.mark.parametrize(
    ("asked", "after", "learnt"),
    [
        (content(OPEN, asked=("lines[0].sku",)), content(GLUE), [("胶", "SL-CL")]),
        (content(HOSE, OPEN, asked=("lines[1].sku",)), content(HOSE, GLUE, HOSE), [("胶", "SL-CL")]),
        # Several are taken: by the word none of them is meant.
        (content(OPEN, asked=("lines[0].sku",)), content(GLUE, replace(OPEN, sku="SL-WD")), []),
        (content(OPEN, asked=("lines[0].sku",)), content(replace(GLUE, text="玻璃胶 透明")), []),
        # Still open, never asked, gone, or at another place: nothing is told.
        (content(OPEN, asked=("lines[0].sku",)), content(OPEN, asked=("lines[0].sku",)), []),
        (content(OPEN, asked=("lines[0].quantity",)), content(GLUE), []),
        (content(HOSE, OPEN, asked=("lines[1].sku",)), content(HOSE), []),
        (content(HOSE, OPEN, asked=("lines[1].sku",)), content(GLUE, HOSE), []),
        (content(asked=("lines[0].sku", "delivery_address")), content(GLUE), []),
    ],
)
def test_what_an_answer_settles(asked: Content, after: Content, learnt: list[tuple[str, str]]) -> None:
    assert list(settled(asked, after)) == learnt


def test_what_a_change_corrects() -> None:
    known = replace(GLUE, remembered=True)
    assert corrected([known, HOSE], [replace(HOSE, quantity=Decimal(2)), known]) == []
    assert corrected([known, HOSE], [HOSE]) == ["胶"]
    assert corrected([GLUE], []) == []
