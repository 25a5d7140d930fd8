"""An order as a document: what each kind is told, and its bytes as PDF. Pure: the same sheet gives the same words."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

Kind = Literal["confirmation", "pick", "label", "purchasing", "production"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Code = Literal["qr", "code128"]
MEDIA_TYPE = "application/pdf"


class NoDocument(Exception):  # noqa: N818
    """There is no such document of this order; the text says why in one line."""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the order as papers show it. Figures are written already; `in_base`, `stock` and `to_buy` with their unit.
    None is what is not known, `to_buy` also what need not be bought."""

    name: str
    sku: str = ""
    spec: str = ""
    quantity: str | None = None
    in_base: str | None = None
    unit_price: str | None = None
    amount: str | None = None
    first_part: str | None = None
    stock: str | None = None
    to_buy: str | None = None
    restock: str | None = None
    substitute: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """An order in one language, for any kind of document. `printed_at` and `placed_at` are written in the company's zone."""

    language: str
    company: str
    order_no: str
    version: int
    placed_at: str
    printed_at: str
    customer: str = ""
    contact: str = ""
    phone: str = ""
    po_number: str | None = None
    delivery_date: str | None = None
    delivery_address: str | None = None
    payment: str | None = None
    note: str | None = None
    urgent: bool = False
    currency: str | None = None
    total: str | None = None
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A finished document: the name of its file, and its bytes."""

    name: str
    content: bytes
    media_type: str = MEDIA_TYPE


def made(kind: Kind, sheet: Sheet, *, code: Code = "qr", parcels: int = 1) -> Document:
    """The document; `code` (what a scanner reads) and `parcels` (a label for each) count for labels only."""
    # The type-setting is dear to import, and most commands print nothing.
    from bot.papers import labels, sheets

    content = (
        labels.label(sheet, code=code, parcels=parcels) if kind == "label" else sheets.sheet(kind, sheet)
    )
    return Document(f"{sheet.order_no}-{kind}.pdf", content)


@cache
def words(language: str) -> Mapping[str, Any]:
    """The words of our papers in this language."""
    told = tomllib.loads(files("bot.papers").joinpath("words.toml").read_text("utf-8"))
    found: Mapping[str, Any] = told[language]
    return found
