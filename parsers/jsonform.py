"""The JSON forms of messages, orders in context and readings, as the reading contract (version 1) writes them."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from parsers.ownwords import key as own_word
from parsers.reading import (
    Context,
    Flag,
    FlagCode,
    Line,
    Message,
    OrderContext,
    Party,
    Reading,
    Sender,
)


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """A reading as the contract writes it, without its evidence."""
    return {
        "intent": reading.intent,
        "order_no": reading.order_no,
        "customer": party_to_json(reading.customer),
        "on_behalf": reading.on_behalf,
        "lines": [line_to_json(line) for line in reading.lines],
        "currency": reading.currency,
        "delivery_date": _iso(reading.delivery_date),
        "urgent": reading.urgent,
        "delivery_address": reading.delivery_address,
        "payment": reading.payment,
        "note": reading.note,
        "po_number": reading.po_number,
        "flags": [flag_to_json(flag) for flag in reading.flags],
        "verdict": reading.verdict,
        "certainty": round(reading.certainty, 3),
    }


def party_to_json(party: Party) -> dict[str, str | None]:
    return {
        "code": party.code,
        "company": party.company,
        "contact": party.contact,
        "phone": party.phone,
        "email": party.email,
    }


def line_to_json(line: Line) -> dict[str, Any]:
    form: dict[str, Any] = {
        "sku": line.sku,
        "text": line.text,
        "quantity": _json_number(line.quantity),
        "unit": line.unit,
        "unit_price": _json_number(line.unit_price),
        "spec": line.spec,
    }
    if line.price_unit is not None:
        form["price_unit"] = line.price_unit
    return form


def flag_to_json(flag: Flag) -> dict[str, Any]:
    form: dict[str, Any] = {"field": flag.field, "code": flag.code, "question": flag.question}
    if flag.candidates:
        form["candidates"] = list(flag.candidates)
    return form


def message_from_json(obj: object) -> Message:
    """A message of the contract; `eml` must have been resolved to `subject` and `text` before.

    Raises ValueError with one line that says what is wrong.
    """
    form = _mapping(obj, "the message")
    channel = _text(form, "channel")
    if channel not in {"email", "chat"}:
        raise ValueError(f"channel: {channel} is neither email nor chat")
    sender = _mapping(form.get("from"), "from")
    return Message(
        id=_text(form, "id"),
        channel="email" if channel == "email" else "chat",
        now=_moment(_text(form, "now")),
        sender=Sender(_text(sender, "address"), _optional_text(sender, "name")),
        text=_text(form, "text"),
        subject=_optional_text(form, "subject"),
        context=context_from_json(form.get("context")),
        customer_code=_optional_text(form, "customer_code"),
    )


def context_from_json(obj: object) -> Context:
    """`open_orders`, `last_order` and `pending`, and beyond the contract the customer's own `words`, each with its SKU;
    null or nothing is an empty context. Raises ValueError."""
    if obj is None:
        return Context()
    form = _mapping(obj, "context")
    orders = form.get("open_orders") or []
    if not isinstance(orders, list):
        raise ValueError("open_orders is not a list")
    last, pending = form.get("last_order"), form.get("pending")
    return Context(
        open_orders=tuple(order_context_from_json(order) for order in orders),
        last_order=None if last is None else order_context_from_json(last),
        pending=None if pending is None else order_context_from_json(pending),
        words=_own_words(form.get("words")),
    )


def _own_words(obj: object) -> dict[str, str]:
    words = {} if obj is None else _mapping(obj, "words")
    return {said: str(sku) for word, sku in words.items() if (said := own_word(str(word))) is not None}


def order_context_from_json(obj: object) -> OrderContext:
    """One order in context. Raises ValueError with one line."""
    form = _mapping(obj, "an order in the context")
    lines, flags = form.get("lines") or [], form.get("flags") or []
    if not isinstance(lines, list) or not isinstance(flags, list):
        raise ValueError("lines and flags of an order are lists")
    day = _optional_text(form, "delivery_date")
    return OrderContext(
        order_no=_optional_text(form, "order_no"),
        status=_optional_text(form, "status") or "",
        lines=tuple(_line(line) for line in lines),
        delivery_date=None if day is None else _day(day),
        delivery_address=_optional_text(form, "delivery_address"),
        flags=tuple(_flag(flag) for flag in flags),
    )


def _line(obj: object) -> Line:
    form = _mapping(obj, "a line")
    return Line(
        sku=_optional_text(form, "sku"),
        text=_optional_text(form, "text") or "",
        quantity=_number(form, "quantity"),
        unit=_optional_text(form, "unit"),
        unit_price=_number(form, "unit_price"),
        price_unit=_optional_text(form, "price_unit"),
        spec=_optional_text(form, "spec"),
    )


def _flag(obj: object) -> Flag:
    form = _mapping(obj, "a flag")
    candidates = form.get("candidates") or []
    if not isinstance(candidates, list):
        raise ValueError("candidates is not a list")
    code = _text(form, "code")
    return Flag(
        field=_text(form, "field"),
        code=cast(FlagCode, code),
        candidates=tuple(str(candidate) for candidate in candidates),
        question=_optional_text(form, "question"),
    )


def _mapping(obj: object, what: str) -> Mapping[str, object]:
    if not isinstance(obj, dict):
        raise ValueError(f"{what} is not a JSON object")
    return cast("dict[str, object]", obj)


def _text(form: Mapping[str, object], key: str) -> str:
    value = form.get(key)
    if not isinstance(value, str):
        raise ValueError(f"{key} is missing" if value is None else f"{key} is not a string")
    return value


def _optional_text(form: Mapping[str, object], key: str) -> str | None:
    return None if form.get(key) is None else _text(form, key)


def _number(form: Mapping[str, object], key: str) -> Decimal | None:
    value = form.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError(f"{key} is not a number")
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise ValueError(f"{key} is not a number") from None
    if not number.is_finite():
        raise ValueError(f"{key} is not a number")
    return number


def _moment(value: str) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise ValueError(f"now: {value} is not an ISO 8601 time") from None
    if moment.tzinfo is None:
        raise ValueError(f"now: {value} has no offset")
    return moment


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"delivery_date: {value} is not YYYY-MM-DD") from None


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _json_number(number: Decimal | None) -> int | float | None:
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)
