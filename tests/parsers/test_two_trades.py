"""Changes, answers and orders come again, in the words of two other trades; what is not certain is never carried out."""

from typing import Any

import pytest

from tests.corpus import sayings
from tests.parsers.shop import lines
from tests.parsers.two_trades import CUSTOMERS, DUE, context, reading

SAID = sayings.load("trades")
INTENTS = {"open": "amend_order", "last": "new_order"}


def _read(case: dict[str, Any]) -> Any:
    about = context(case["shop"], case["context"])
    return reading(
        case["shop"], case["says"], about, mail=case.get("mail", False), subject=case.get("subject")
    )


@pytest.mark.parametrize("case", SAID["understood"], ids=lambda case: case["says"])
def test_what_an_order_becomes(case: dict[str, Any]) -> None:
    found = _read(case)
    assert (found.intent, found.verdict) == (INTENTS.get(case["context"], "clarification"), "accept")
    assert lines(found) == case["lines"]
    assert found.delivery_date == case.get("day", DUE if case["context"] == "open" else None)
    assert found.delivery_address == case.get("address", CUSTOMERS[case["shop"]].addresses[0][1])
    if "price" in case:
        assert [line.unit_price for line in found.lines if line.unit_price is not None] == [case["price"]]


@pytest.mark.parametrize("case", SAID["unclear"], ids=lambda case: case["says"])
def test_what_is_not_certain_is_asked_or_looked_at(case: dict[str, Any]) -> None:
    found = _read(case)
    assert found.verdict != "accept"
    assert found.intent != "other"
