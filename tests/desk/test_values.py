"""Prices, differences, scripts and settings: the small pure rules of the desk."""

from datetime import date
from decimal import Decimal

import pytest
from pydantic import ValidationError

from bot.desk import identity, pricing
from bot.desk.alphabets import foreign
from bot.desk.content import from_order
from bot.desk.settings import DeskSettings
from bot.desk.views import shown_money
from store.difference import between
from tests.desk.making import CATALOG, DIRECTORY, item, line, order


@pytest.mark.parametrize(("unit", "price"), [("瓶", "3.00"), ("箱", "45.00"), ("板", None), (None, None)])
def test_a_price_is_for_the_lines_own_unit(unit: str | None, price: str | None) -> None:
    product = CATALOG.get("BV-OJ-450")
    assert product
    assert pricing.unit_price(product, unit) == (None if price is None else Decimal(price))


@pytest.mark.parametrize(
    ("stated", "unit", "currency", "disagrees"),
    [
        ("45", "箱", None, False),
        ("45.45", "箱", "CNY", False),
        ("45.46", "箱", "CNY", True),
        ("44.54", "箱", "CNY", True),
        ("3", "瓶", "CNY", False),
        ("45", "箱", "USD", True),
        ("45", "板", "CNY", True),
    ],
)
def test_a_stated_price_agrees_within_one_per_cent(
    stated: str, unit: str, currency: str | None, disagrees: bool
) -> None:
    product = CATALOG.get("BV-OJ-450")
    assert product
    said = line("BV-OJ-450", "5", "箱", unit_price=Decimal(stated), price_unit=unit)
    assert pricing.disagrees(said, product, stated_currency=currency) is disagrees


@pytest.mark.parametrize(
    ("amount", "currency", "shown"),
    [
        ("960", "CNY", "¥960.00"),
        ("1234567.5", "USD", "US$1,234,567.50"),
        ("0.035", "CNY", "¥0.035"),
        ("1500", "JPY", "JP¥1,500"),
        ("9", "SEK", "SEK 9.00"),
        ("9", None, "9.00"),
        ("1E+3", "EUR", "€1,000.00"),
    ],
)
def test_money_as_it_is_shown(amount: str, currency: str | None, shown: str) -> None:
    assert shown_money(Decimal(amount), currency) == shown


def test_a_difference_is_told_line_by_line() -> None:
    juice, water, tea = (
        item("BV-OJ-450", "5", "45"),
        item("BV-WATER-550", "12", "24"),
        item("BV-GT-500", "3", "39"),
    )
    before = order(1, juice, water)
    after = order(1, item("BV-OJ-450", "8", "45"), tea, water, delivery_date=date(2026, 11, 27))
    found = between(from_order(before), from_order(after))
    assert [(change.kind, change.after and change.after.sku) for change in found.lines] == [
        ("changed", "BV-OJ-450"),
        ("added", "BV-GT-500"),
    ]
    assert [(change.field, change.before, change.after) for change in found.fields] == [
        ("delivery_date", None, date(2026, 11, 27))
    ]
    assert not between(from_order(before), from_order(order(1, water, juice))), (
        "the order of lines is no change"
    )
    swapped = between(from_order(before), from_order(order(1, tea, water)))
    assert [(c.kind, c.before and c.before.sku, c.after and c.after.sku) for c in swapped.lines] == [
        ("changed", "BV-OJ-450", "BV-GT-500")
    ]
    removed = between(from_order(before), from_order(order(1, water)))
    assert [change.kind for change in removed.lines] == ["removed"]


@pytest.mark.parametrize(
    ("text", "is_foreign"),
    [
        ("可乐两箱", False),
        ("10 cases of cola", False),
        ("ＡＢＣ １０箱", False),
        ("crème brûlée, 10 Stück", False),
        ("Москва", True),
        ("水を10箱お願いします", True),
        ("생수 10박스", True),
        ("收货人 Иванов，橙汁五箱，送到杭州市西湖区文三路", False),
        ("1234 !!! 👍", False),
        ("", False),
    ],
)
def test_which_scripts_are_read(text: str, is_foreign: bool) -> None:
    assert foreign(text) is is_foreign


@pytest.mark.parametrize(
    ("code", "text", "earlier", "spoken"),
    [
        ("C001", "ten cases please", None, "zh"),
        ("C008", "十箱水", None, "en"),
        ("C007", "ten cases please", None, "zh"),
        (None, "ten cases please", None, "en"),
        (None, "十箱水", None, "zh"),
        (None, "OK", "zh", "zh"),
        (None, "好的", "en", "en"),
        (None, "👍", None, "zh"),
    ],
)
def test_the_language_of_the_answer(code: str | None, text: str, earlier: str | None, spoken: str) -> None:
    customer = DIRECTORY.customer(code) if code else None
    assert identity.language(customer, text, earlier=earlier) == spoken


@pytest.mark.parametrize(
    ("key", "value", "allowed"),
    [
        ("confirmation", "sometimes", "must be"),
        ("confirmation", "above:", "must be"),
        ("confirmation", "above:-1", "must be"),
        ("zone", "Asia/Atlantis", "must be a time zone"),
        ("stop_state", "cancelled", "must be one of"),
        ("hourly_cap", 0, "greater than or equal to 1"),
        ("announce", ("sent",), "Input should be"),
        ("colour", "red", "Extra inputs"),
    ],
)
def test_a_wrong_setting_is_refused(key: str, value: object, allowed: str) -> None:
    with pytest.raises(ValidationError, match=allowed):
        DeskSettings.model_validate({key: value})
