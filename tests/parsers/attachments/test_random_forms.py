"""Forms of many layouts, put together by chance: what is read without a doubt is what was filled in."""

import random
from typing import Any

import pytest

from parsers import Product
from tests.parsers.attachments.making import document, pdf, reading, xlsx
from tests.parsers.company import catalog
from tests.parsers.shop import lines

HEADINGS: dict[str, dict[str, tuple[str, ...]]] = {
    "zh": {
        "no": ("序号", "No."),
        "code": ("编码", "货号"),
        "name": ("品名", "产品名称", "品名 Description"),
        "stock": ("库存",),
        "qty": ("数量", "订购数量", "数量\nQty"),
        "unit": ("单位",),
        "price": ("单价", "单价(元)"),
        "note": ("备注",),
    },
    "en": {
        "no": ("No", "Item", "#"),
        "code": ("SKU", "Item Code"),
        "name": ("Description", "Product Name"),
        "stock": ("In Stock",),
        "qty": ("Qty", "Order Qty"),
        "unit": ("Unit", "UOM"),
        "price": ("Unit Price", "Price (CNY)"),
        "note": ("Remarks",),
    },
}
ABOVE = {
    "zh": ("绿野园艺店采购订单", "下单日期：2026-11-20"),
    "en": ("PURCHASE ORDER", "Order date: 2026-11-20"),
}
BELOW = {"zh": ("制单：李雷",), "en": ("Ship to: Greenfield Shop, 12 Mill Lane, Leeds LS1 4AB",)}


def cells(product: Product, row: int, chance: random.Random, *, zh: bool, ordered: bool) -> dict[str, Any]:
    unit = chance.choice([product.base_unit, *product.units])
    size = 1 if unit == product.base_unit else product.units[unit]
    return {
        "no": row,
        "code": product.sku,
        "name": product.name if zh else product.name_en,
        "stock": chance.randint(0, 500),
        "qty": chance.randint(10, 300) if ordered else chance.choice([None, 0]),
        "unit": unit,
        "price": float((product.price or 0) * size),
        "note": chance.choice([None, "轻放" if zh else "fragile"]) if ordered else None,
    }


def saved(
    kind: str, above: tuple[str, ...], table: list[list[Any]], below: tuple[str, ...]
) -> tuple[str, bytes]:
    if kind == "docx":
        return "订单.docx", document(*above, table, *below)
    if kind.startswith("pdf"):
        return "订单.pdf", pdf(*above, table, *below, ruled=kind == "pdf")
    rows = [*((line,) for line in above), *table, *((line,) for line in below)]
    if kind == "xlsx":
        return "订单.xlsx", xlsx(rows)
    shown = [["" if cell is None else str(cell).replace("\n", " ") for cell in row] for row in rows]
    return "订单.csv", "\r\n".join(";".join(row) for row in shown).encode("gb18030")


@pytest.mark.parametrize("seed", range(60))
def test_what_is_read_is_what_was_filled_in(seed: int) -> None:
    chance = random.Random(seed)
    language = chance.choice(["zh", "en"])
    headings = HEADINGS[language]
    columns = [
        c
        for c in ("no", "code", "name", "stock", "qty", "unit", "price", "note")
        if c in ("name", "qty", "unit") or chance.random() < 0.5
    ]
    products = chance.sample(list(catalog()), chance.randint(1, 8))
    filled = [
        cells(product, row + 1, chance, zh=language == "zh", ordered=not row or chance.random() < 0.7)
        for row, product in enumerate(products)
    ]
    table = [
        [chance.choice(headings[column]) for column in columns],
        *([row[column] for column in columns] for row in filled),
    ]
    kind = chance.choice(["xlsx", "csv", "docx", "pdf", "pdf without lines"])
    read = reading("见附件", saved(kind, ABOVE[language], table, BELOW[language]))
    assert lines(read) == [f"{row['qty']} {row['unit']} {row['code']}" for row in filled if row["qty"]]
    assert (read.verdict, read.delivery_date) == ("accept", None)
