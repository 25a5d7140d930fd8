"""What an order says apart from its state: the content that a reading gives it and that its events carry."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, cast

from bot.desk import pricing
from parsers import new_order
from parsers.catalog import Catalog
from parsers.reading import Customer, Flag, FlagCode, Line, OrderContext, Party, Reading
from store.order import LineItem, OpenQuestion, Order, OrderParty, amount_of
from store.order_json import flag_from_json, flag_to_json, line_from_json, line_to_json

# Questions of the desk itself; the reading knows nothing of them.
DESK_FIELDS = ("stock", "duplicate", "change")


_NO_ADDRESS = ("delivery_address", "missing")


@dataclass(frozen=True, slots=True)
class Content:
    """An order's content. `repeats`: it is the last order once more, with or without a change. `agreed` are the desk's own questions that the customer has answered with a yes."""

    customer: OrderParty
    lines: tuple[LineItem, ...] = ()
    currency: str | None = None
    delivery_date: date | None = None
    delivery_address: str | None = None
    payment: str | None = None
    po_number: str | None = None
    note: str | None = None
    urgent: bool = False
    flags: tuple[OpenQuestion, ...] = ()
    agreed: tuple[str, ...] = field(default=())
    repeats: bool = False

    @property
    def total(self) -> Decimal | None:
        """The sum of the lines, or None while one of them has no price."""
        amounts = [line.amount for line in self.lines if line.amount is not None]
        return sum(amounts, Decimal(0)) if amounts and len(amounts) == len(self.lines) else None


def from_reading(
    reading: Reading, *, catalog: Catalog, customer: Customer | None, before: Content | None = None
) -> Content:
    """The content that a reading states; what it leaves out comes from `before` (the order as it stood) or the file.

    A line that is as before keeps the price that it was agreed at.
    """
    products = [p for p in (catalog.get(line.sku) for line in reading.lines if line.sku) if p]
    currency = (before.currency if before else None) or pricing.order_currency(products)
    parts = {(line.sku, line.unit): line.first_part for line in before.lines} if before else {}
    agreed_prices = {(line.sku, line.unit): line.unit_price for line in before.lines} if before else {}
    remembered = {(line.sku, line.text) for line in before.lines if line.remembered} if before else set()
    lines = []
    for line in reading.lines:
        item = pricing.priced(line, catalog.get(line.sku) if line.sku else None, currency=currency)
        old = agreed_prices.get((line.sku, line.unit))
        if old is not None and line.sku is not None:
            item = replace(item, unit_price=old, amount=amount_of(line.quantity, old, currency))
        if (line.sku, line.text) in remembered:
            item = replace(item, remembered=True)
        part = parts.get((line.sku, line.unit))
        if part is not None and item.quantity is not None and part < item.quantity:
            item = replace(item, first_part=part)
        lines.append(item)
    return Content(
        customer=party(reading.customer, customer, before.customer if before else None),
        lines=tuple(lines),
        currency=currency,
        delivery_date=reading.delivery_date or (before.delivery_date if before else None),
        delivery_address=reading.delivery_address or (before.delivery_address if before else None),
        payment=reading.payment
        or (before.payment if before else None)
        or (customer.payment if customer else None),
        po_number=reading.po_number or (before.po_number if before else None),
        note=_joined(before.note if before else None, reading.note),
        urgent=reading.urgent or bool(before and before.urgent),
        flags=tuple(OpenQuestion(f.field, f.code, f.candidates, f.question) for f in reading.flags),
        agreed=before.agreed if before else (),
        repeats=bool(before and before.repeats) or new_order.repeats(reading),
    )


def over(content: Content, before: Content) -> Content:
    """The content as the new version of `before`: what it leaves out stays, and so do agreed prices."""
    prices = {(line.sku, line.unit): line.unit_price for line in before.lines}
    lines = []
    for line in content.lines:
        old = prices.get((line.sku, line.unit))
        if old is not None and line.sku:
            line = replace(line, unit_price=old, amount=amount_of(line.quantity, old, before.currency))
        lines.append(line)
    return replace(
        content,
        lines=tuple(lines),
        currency=before.currency or content.currency,
        delivery_date=content.delivery_date or before.delivery_date,
        delivery_address=content.delivery_address or before.delivery_address,
        payment=content.payment or before.payment,
        po_number=content.po_number or before.po_number,
        note=_joined(before.note, content.note),
        urgent=content.urgent or before.urgent,
    )


def completed(content: Content, customer: Customer | None) -> Content:
    """The content with what the file says, once it is known whose order it is: terms, and the default address if none is given."""
    if customer is None or content.customer.code == customer.code:
        known = content
    else:
        known = replace(content, customer=party(Party(), customer, content.customer))
    if customer is None or content.delivery_address or not customer.addresses:
        return known
    asked = tuple(flag for flag in content.flags if (flag.field, flag.code) != _NO_ADDRESS)
    if len(asked) == len(content.flags):
        return known
    return replace(
        known,
        delivery_address=customer.addresses[0][1],
        payment=content.payment or customer.payment,
        flags=asked,
    )


def from_order(order: Order) -> Content:
    """The content of an order as it stands."""
    return Content(
        customer=order.customer,
        lines=order.lines,
        currency=order.currency,
        delivery_date=order.delivery_date,
        delivery_address=order.delivery_address,
        payment=order.payment,
        po_number=order.po_number,
        note=order.note,
        urgent=order.urgent,
        flags=order.flags,
    )


def repriced(line: LineItem, catalog: Catalog, *, currency: str | None) -> LineItem:
    """The line at today's catalog price, after its product or unit was settled."""
    return pricing.priced(
        Line(sku=line.sku, text=line.text, quantity=line.quantity, unit=line.unit, spec=line.spec),
        catalog.get(line.sku) if line.sku else None,
        currency=currency,
    )


def party(stated: Party, customer: Customer | None, before: OrderParty | None = None) -> OrderParty:
    """Whom the order is for: the file's company, and the contact as the message, else the file, has it."""
    known = before or OrderParty()
    return OrderParty(
        code=customer.code if customer else known.code,
        company=(customer.company if customer else None) or stated.company or known.company,
        contact=stated.contact or known.contact or (customer.contact if customer else None) or None,
        phone=stated.phone or known.phone or (customer.phone if customer else None) or None,
        email=stated.email or known.email,
    )


def context(order: Order, content: Content | None = None) -> OrderContext:
    """The order as reading a message needs it, without the desk's own questions."""
    what = content or from_order(order)
    return OrderContext(
        order_no=order.order_no,
        status=order.status,
        lines=_read_lines(what),
        delivery_date=what.delivery_date,
        delivery_address=what.delivery_address,
        flags=_read_flags(what),
    )


def reading(content: Content, order_no: str) -> Reading:
    """The clarification that an answer by numbered choices amounts to."""
    return Reading(
        intent="clarification",
        verdict="clarify" if content.flags else "accept",
        certainty=1.0,
        order_no=order_no,
        customer=Party(content.customer.code),
        lines=_read_lines(content),
        delivery_date=content.delivery_date,
        delivery_address=content.delivery_address,
        flags=_read_flags(content),
    )


def _read_lines(content: Content) -> tuple[Line, ...]:
    return tuple(
        Line(sku=line.sku, text=line.text, quantity=line.quantity, unit=line.unit, spec=line.spec)
        for line in content.lines
    )


def _read_flags(content: Content) -> tuple[Flag, ...]:
    return tuple(
        Flag(flag.field, cast("FlagCode", flag.code), flag.candidates, flag.question)
        for flag in content.flags
        if not is_desk_question(flag)
    )


def is_desk_question(flag: OpenQuestion) -> bool:
    """Whether the desk asked it (stock, duplicate) and not the reading."""
    return flag.field.rpartition(".")[2] in DESK_FIELDS


def line_index(field_name: str) -> int | None:
    """The line that a flag's field is about: 2 of `lines[2].sku`, None of `delivery_date`."""
    head, bracket, rest = field_name.partition("[")
    number = rest.partition("]")[0]
    return int(number) if head == "lines" and bracket and number.isdigit() else None


def with_stated(content: Content, reading: Reading) -> Content:
    """The content with the day, the place, the payment and the wish that a message states beside its answer."""
    placed = reading.evidence.get("delivery_address")
    # The place on file is no word of theirs.
    address = reading.delivery_address if placed is not None and placed.start >= 0 else None
    return replace(
        content,
        delivery_date=reading.delivery_date or content.delivery_date,
        delivery_address=address or content.delivery_address,
        payment=reading.payment or content.payment,
        note=_joined(content.note, reading.note),
    )


def without(content: Content, lines: Sequence[LineItem]) -> Content:
    """The content without these lines and what was asked about them."""
    kept = [index for index, line in enumerate(content.lines) if line not in lines]
    flags = []
    for flag in content.flags:
        index = line_index(flag.field)
        if index is None:
            flags.append(flag)
        elif index in kept:
            now = flag.field.replace(f"[{index}]", f"[{kept.index(index)}]")
            flags.append(replace(flag, field=now))
    return replace(content, lines=tuple(content.lines[index] for index in kept), flags=tuple(flags))


def to_data(content: Content) -> dict[str, Any]:
    """The content as an event carries it, JSON-ready."""
    return {
        "customer": {
            "code": content.customer.code,
            "company": content.customer.company,
            "contact": content.customer.contact,
            "phone": content.customer.phone,
            "email": content.customer.email,
        },
        "lines": [{**line_to_json(line), "amount": _str(line.amount)} for line in content.lines],
        "currency": content.currency,
        "delivery_date": content.delivery_date.isoformat() if content.delivery_date else None,
        "delivery_address": content.delivery_address,
        "payment": content.payment,
        "po_number": content.po_number,
        "note": content.note,
        "urgent": content.urgent,
        "flags": [flag_to_json(flag) for flag in content.flags],
        "agreed": list(content.agreed),
        "repeats": content.repeats,
    }


def from_data(data: Mapping[str, Any]) -> Content:
    """The content that an event carries."""
    day = data.get("delivery_date")
    return Content(
        customer=OrderParty(**(data.get("customer") or {})),
        lines=tuple(
            replace(line_from_json(form, data.get("currency")), amount=_number(form["amount"]))
            if "amount" in form
            else line_from_json(form, data.get("currency"))
            for form in data.get("lines", ())
        ),
        currency=data.get("currency"),
        delivery_date=date.fromisoformat(day) if day else None,
        delivery_address=data.get("delivery_address"),
        payment=data.get("payment"),
        po_number=data.get("po_number"),
        note=data.get("note"),
        urgent=bool(data.get("urgent")),
        flags=tuple(flag_from_json(form) for form in data.get("flags", ())),
        agreed=tuple(data.get("agreed") or ()),
        repeats=bool(data.get("repeats")),
    )


def same_goods(one: Iterable[LineItem], other: Iterable[LineItem]) -> bool:
    """Whether two orders are for the same quantities of the same products, in whatever order."""
    return _goods(one) == _goods(other)


def _goods(lines: Iterable[LineItem]) -> list[tuple[str, str, str]]:
    return sorted((line.sku or line.text, _str(line.quantity) or "", line.unit or "") for line in lines)


def _joined(before: str | None, new: str | None) -> str | None:
    if before and new and new not in before:
        return new if before in new else f"{before}；{new}"
    return before or new


def _str(number: Decimal | None) -> str | None:
    return None if number is None else format(number, "f")


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
