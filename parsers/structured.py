"""An order whose parts another program tells apart already, read by the rules that hold for the words of people.

Its fields are taken as they stand; what they mean in the catalog and on file is settled, and flagged, as it is of a text.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from parsers import ownwords, tablelines
from parsers.catalog import Catalog, code_key
from parsers.cells import Cell
from parsers.date_parts import far
from parsers.drafts import Draft
from parsers.headings import Column
from parsers.lookup import Lookup
from parsers.money import MoneyValue
from parsers.normalize import surface
from parsers.number_values import exact
from parsers.orderlines import Settled, concluded, numbered
from parsers.pipeline import ReadingSettings
from parsers.products import Match
from parsers.quantities import Amount
from parsers.reading import Customer, Evidence, Flag, Line, Party, Payment, Reading
from parsers.spans import Span
from parsers.tables import Row

RULE = "stated"
# As sure as of a name in a text beside which stand words that nothing explains: an operator looks.
_UNEXPLAINED = 0.5
_FIGURES, _PLACES = 15, 6

_Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
_Number = Annotated[Decimal, Field(max_digits=_FIGURES, decimal_places=_PLACES)]
_STRICT = ConfigDict(frozen=True, extra="forbid")


class StructuredLine(BaseModel):
    """One product: by our `sku`, or by the `name` that the caller's system has for it."""

    model_config = _STRICT

    sku: _Word | None = Field(None, description="The item number in our catalog")
    name: _Word | None = Field(
        None, description="The caller's own name of the item, where it has no item number of ours"
    )
    quantity: _Number | None = Field(None, description="How many of the unit")
    unit: _Word | None = Field(
        None, description="The unit in words of the catalog, or others for it; else the usual one"
    )
    unit_price: Annotated[_Number, Field(ge=0)] | None = Field(
        None,
        description="The price as the customer knows it; one that differs from the catalog's is asked about",
    )
    price_unit: _Word | None = Field(None, description="The unit that the price is for, if it is another")


class StructuredCustomer(BaseModel):
    """Whom the order is for: a `code` on file, or company or contact of somebody who is not."""

    model_config = _STRICT

    code: _Word | None = None
    company: _Word | None = None
    contact: _Word | None = None
    phone: _Word | None = None
    email: (
        Annotated[str, StringConstraints(strip_whitespace=True, max_length=254, pattern=r"^[^\s@]+@[^\s@]+$")]
        | None
    ) = None


class StructuredOrder(BaseModel):
    """An order of a shop, a platform or a dealer's system."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    customer: StructuredCustomer = StructuredCustomer()
    lines: Annotated[tuple[StructuredLine, ...], Field(min_length=1)]
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] | None = Field(
        None, description="That of the prices (ISO 4217); else the catalog's"
    )
    delivery_date: date | None = Field(None, description="The day it must be there")
    delivery_address: (
        Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)] | None
    ) = Field(None, description="The address, or the label of one on file; else the first on file")
    payment: Payment | None = None
    po_number: _Word | None = Field(None, description="The customer's own order number")
    note: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)] | None = None
    urgent: bool = False

    def text(self) -> str:
        """The order in words, for people who look at what came in."""
        who = self.customer
        head = (who.company, who.contact, who.phone, who.email, self.po_number)
        foot = (self.delivery_date, self.delivery_address, self.payment, self.note)
        told = [" ".join(str(one) for one in head if one), *map(_told, self.lines)]
        told += [str(one) for one in foot if one]
        return "\n".join(one for one in told if one)


def read(
    order: StructuredOrder,
    *,
    catalog: Catalog,
    customer: Customer | None,
    today: date,
    settings: ReadingSettings,
    words: Mapping[str, str],
) -> Reading:
    """What the order means. `customer`: whose it is, by the file; `words`: theirs for products (`parsers.ownwords`)."""
    lookup = Lookup(catalog)
    settled = [_line(line, order.currency, lookup, words, settings) for line in order.lines]
    lines, flags = numbered(settled)
    stated = order.customer
    if customer is None and not (stated.company or stated.contact):
        flags.append(Flag("customer", "missing"))
    if order.delivery_date is not None and far(order.delivery_date, today):
        flags.append(Flag("delivery_date", "out_of_range"))
    address = _address(order.delivery_address, customer)
    if address is None:
        flags.append(Flag("delivery_address", "missing"))
    # What is asked about is not booked unseen.
    certainty = min((one.certainty for one in settled if one.line.sku), default=1.0)
    unsure = certainty < settings.threshold
    return Reading(
        intent="new_order",
        verdict="review" if unsure else "clarify" if flags else "accept",
        certainty=certainty,
        customer=Party(
            code=customer.code if customer else None,
            company=stated.company,
            contact=stated.contact,
            phone=stated.phone,
            email=stated.email,
        ),
        lines=lines,
        currency=order.currency,
        delivery_date=order.delivery_date,
        urgent=order.urgent,
        delivery_address=address,
        payment=order.payment,
        note=order.note or None,
        po_number=order.po_number,
        flags=tuple(flags),
        doubts=_doubts(settled, settings) if unsure else (),
    )


def _line(
    line: StructuredLine,
    currency: str | None,
    lookup: Lookup,
    words: Mapping[str, str],
    settings: ReadingSettings,
) -> Settled:
    said = line.name or line.sku or ""
    draft = _named(line, lookup, words)
    if line.quantity is not None:
        draft.amount = Span(0, 0, "quantity", Amount(exact(line.quantity), line.unit), 1.0, RULE)
    if line.unit_price is not None:
        value = MoneyValue(line.unit_price, currency, line.price_unit)
        draft.money = Span(0, 0, "money", value, 1.0, RULE)
    found = concluded(draft, said, lookup.catalog, max_base_units=settings.max_line_quantity)
    proof = Evidence(said, -1, -1, draft.match.certainty, f"products.{draft.match.rule}")
    return Settled(_with(found.line, proof), found.flags, found.certainty)


def _with(line: Line, proof: Evidence) -> Line:
    return Line(
        line.sku,
        line.text,
        line.quantity,
        line.unit,
        line.unit_price,
        line.price_unit,
        evidence={"sku": proof},
    )


def _named(line: StructuredLine, lookup: Lookup, words: Mapping[str, str]) -> Draft:
    """The product: by its number, else by its name as a column of names has it, else by what the customer's words meant."""
    catalog = lookup.catalog
    number = line.sku and (line.sku if catalog.get(line.sku) else catalog.coded(code_key(line.sku)))
    if number:
        return Draft([], 0, 0, Match("one", (number,), 1.0, (), "sku", strong=True))
    if line.name is None:
        return Draft([], 0, 0, Match("none", ()))
    lowered = surface(line.name).text.lower()
    cell = Cell(0, len(lowered), lowered)
    row = Row(0, len(lowered), [(Column("product", Cell(0, 0, "")), cell)])
    draft = tablelines.named(row, lowered, catalog, lookup.find)
    said = ownwords.key(line.name)
    meant = words.get(said) if said is not None else None
    open_to = draft.match.skus if draft.match.status != "none" else (meant,)
    if meant is not None and draft.match.status != "one" and meant in open_to and catalog.get(meant):
        return Draft([], 0, 0, Match("one", (meant,), 1.0, (), ownwords.RULE))
    if draft.gaps:
        draft.certainty = min(draft.certainty, _UNEXPLAINED)
    return draft


def _address(stated: str | None, customer: Customer | None) -> str | None:
    on_file = customer.addresses if customer else ()
    if stated is None:
        return on_file[0][1] if on_file else None
    return next((address for label, address in on_file if label.casefold() == stated.casefold()), stated)


def _doubts(settled: Sequence[Settled], settings: ReadingSettings) -> tuple[str, ...]:
    return tuple(
        f"line {number}: {one.line.text} may not be {one.line.sku}"
        for number, one in enumerate(settled, 1)
        if one.line.sku and one.certainty < settings.threshold
    )


def _told(line: StructuredLine) -> str:
    amount = f"{line.quantity if line.quantity is not None else '?'} {line.unit or ''}".strip()
    price = "" if line.unit_price is None else f" @ {line.unit_price}"
    price += f"/{line.price_unit}" if price and line.price_unit else ""
    return f"{' '.join(one for one in (line.sku, line.name) if one) or '?'} × {amount}{price}"
