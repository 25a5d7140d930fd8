"""An order in fields is read by the rules of the contract: the same flags, the same doubts."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from parsers.ownwords import key
from parsers.pipeline import ReadingSettings
from parsers.reading import Reading
from parsers.structured import StructuredOrder, read
from tests.desk import company

CATALOG, DIRECTORY = company.catalog(), company.directory()
TODAY = date(2026, 11, 23)


def reading(
    *lines: dict[str, Any], code: str | None = "C001", words: dict[str, str] | None = None, **fields: Any
) -> Reading:
    return read(
        StructuredOrder.model_validate({"lines": lines, **fields}),
        catalog=CATALOG,
        customer=DIRECTORY.customer(code) if code else None,
        today=TODAY,
        settings=ReadingSettings(max_line_quantity=Decimal(10_000)),
        words=words or {},
    )


def flags(found: Reading) -> list[tuple[str, str]]:
    return [(flag.field, flag.code) for flag in found.flags]


def line(**fields: Any) -> dict[str, Any]:
    return {"sku": "BV-OJ-450", "quantity": 5, "unit": "箱"} | fields


@pytest.mark.parametrize(
    ("fields", "sku", "quantity", "unit"),
    [
        ({}, "BV-OJ-450", 5, "箱"),
        ({"sku": "bv-oj-450"}, "BV-OJ-450", 5, "箱"),
        ({"sku": "BVOJ450"}, "BV-OJ-450", 5, "箱"),
        ({"unit": "cases"}, "BV-OJ-450", 5, "箱"),
        ({"unit": "pcs", "quantity": "75"}, "BV-OJ-450", 75, "瓶"),
        ({"unit": None}, "BV-OJ-450", 5, "箱"),
        ({"sku": None, "name": "橙汁 450ml"}, "BV-OJ-450", 5, "箱"),
        ({"sku": None, "name": "Orange juice 450ml"}, "BV-OJ-450", 5, "箱"),
        ({"sku": "X-77", "name": "小橙汁"}, "BV-OJ-450", 5, "箱"),
        ({"sku": None, "name": "罐装可乐"}, "BV-COLA-330", 5, "箱"),
        ({"unit_price": "45.00"}, "BV-OJ-450", 5, "箱"),
        ({"unit_price": "3.00", "price_unit": "瓶"}, "BV-OJ-450", 5, "箱"),
    ],
)
def test_what_can_be_booked(fields: dict[str, Any], sku: str, quantity: int, unit: str) -> None:
    found = reading(line(**fields))
    assert flags(found) == []
    assert found.verdict == "accept"
    (only,) = found.lines
    assert (only.sku, only.quantity, only.unit) == (sku, quantity, unit)
    assert found.delivery_address == "杭州市西湖区文三路188号"


@pytest.mark.parametrize(
    ("fields", "flag", "code"),
    [
        ({"sku": "X-77"}, "sku", "unknown"),
        ({"sku": None}, "sku", "unknown"),
        ({"sku": None, "name": "榴莲饼"}, "sku", "unknown"),
        ({"sku": None, "name": "可乐"}, "sku", "ambiguous"),
        ({"quantity": None}, "quantity", "missing"),
        ({"quantity": 0}, "quantity", "out_of_range"),
        ({"quantity": -3}, "quantity", "out_of_range"),
        ({"quantity": 14, "unit": "瓶"}, "quantity", "out_of_range"),
        ({"quantity": 700}, "quantity", "out_of_range"),
        ({"unit": "打包机"}, "unit", "unknown"),
        ({"unit": "托盘"}, "unit", "unknown"),
        ({"unit_price": "44.00"}, "unit_price", "conflict"),
        ({"unit_price": 0}, "unit_price", "conflict"),
    ],
)
def test_what_must_be_asked(fields: dict[str, Any], flag: str, code: str) -> None:
    found = reading(line(), line(sku="BV-GT-500") | fields if "sku" in fields else line(**fields))
    assert (f"lines[1].{flag}", code) in flags(found)
    assert found.verdict == "clarify"


def test_a_name_that_says_more_than_the_catalog_is_looked_at() -> None:
    found = reading(line(sku=None, name="橙汁 450ml 咸蛋黄味"))
    assert found.verdict != "accept"


def test_the_customers_own_words_help_where_the_catalog_leaves_a_question_open() -> None:
    said = key("可乐")
    assert said is not None
    found = reading(line(sku=None, name="可乐"), words={said: "BV-COLA-500"})
    assert (found.lines[0].sku, flags(found)) == ("BV-COLA-500", [])
    assert reading(line(sku=None, name="可乐"), words={said: "BV-GT-500"}).verdict == "clarify"
    assert reading(line(sku=None, name="橙汁 450ml"), words={said: "BV-COLA-500"}).lines[0].sku == "BV-OJ-450"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"delivery_date": "2026-11-27"}, []),
        ({"delivery_date": "2026-11-22"}, [("delivery_date", "out_of_range")]),
        ({"delivery_date": "2029-11-22"}, [("delivery_date", "out_of_range")]),
        ({"delivery_address": "杭州市滨江区江南大道1号"}, []),
        ({"code": None}, [("customer", "missing"), ("delivery_address", "missing")]),
        ({"code": None, "customer": {"contact": "王芳"}, "delivery_address": "文一路5号"}, []),
    ],
)
def test_the_rest_is_flagged_as_in_a_text(fields: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert flags(reading(line(), **fields)) == expected


def test_a_label_on_file_is_its_address() -> None:
    assert reading(line(), delivery_address="仓库").delivery_address == "杭州市余杭区良渚路9号2库"


def test_people_see_the_order_in_words() -> None:
    order = StructuredOrder.model_validate(
        {
            "lines": [line(unit_price="45.00"), {"name": "小橙汁"}],
            "customer": {"contact": "王芳"},
            "po_number": "PO-7",
            "note": "要专票",
        }
    )
    assert order.text() == "王芳 PO-7\nBV-OJ-450 × 5 箱 @ 45.00\n小橙汁 × ?\n要专票"
