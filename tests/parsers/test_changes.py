"""What becomes of an order by what is said of it, in many wordings; what is not understood is never carried out."""

from decimal import Decimal
from typing import Any

import pytest

from parsers import Context
from tests.corpus import sayings
from tests.parsers.people import order, reading

LINES = {"LB-09": (6, "箱"), "SW-01": (4, "盒"), "SL-CL": (10, "支"), "PT-12": (2, "箱")}
ORDER = order("SO-20261120-0004", *((sku, quantity, unit) for sku, (quantity, unit) in LINES.items()))
OPEN = Context(open_orders=(ORDER,))


@pytest.mark.parametrize(("meaning", "said"), sayings.cases("changes", "changed"), ids=sayings.named)
def test_the_order_after_the_change(meaning: dict[str, Any], said: str) -> None:
    expected = {sku: line for sku, line in LINES.items() if sku not in meaning["gone"]}
    for row in meaning["lines"]:
        quantity, unit, sku = row.split()
        expected[sku] = (int(quantity), unit)
    found = reading(said, context=OPEN)
    assert (found.intent, found.verdict) == ("amend_order", "accept")
    assert {line.sku: (line.quantity, line.unit) for line in found.lines} == {
        sku: (Decimal(quantity), unit) for sku, (quantity, unit) in expected.items()
    }


@pytest.mark.parametrize(("_meaning", "said"), sayings.cases("changes", "unclear"), ids=sayings.named)
def test_what_is_not_wholly_understood_is_not_carried_out(_meaning: dict[str, Any], said: str) -> None:
    assert reading(said, context=OPEN).verdict != "accept"
