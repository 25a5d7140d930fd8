"""How the operator sees orders, from their JSON: a table of many, or all of one."""

from collections.abc import Iterable, Iterator
from datetime import tzinfo
from typing import Any

from bot.cli.terminal import block, fields, moment, table, who

_LONGEST_WORDS = 60
"""Of a yes, in the table."""


def listed(orders: Iterable[dict[str, Any]], zone: tzinfo) -> str:
    """A line an order; moments in `zone`."""
    return table(
        ("ORDER", "STATE", "CUSTOMER", "TOTAL", "DELIVERY", "OPEN", "ASSIGNED", "SINCE"),
        [
            (
                order["order_no"],
                order["status"],
                who(order["customer"]),
                _money(order["total"], order["currency"]),
                order["delivery_date"],
                len(order["flags"]) or "",
                ", ".join(order["assigned_to"]),
                moment(order["history"][-1]["at"], zone) if order["history"] else "",
            )
            for order in orders
        ],
    )


def whole(order: dict[str, Any], zone: tzinfo) -> str:
    """All of one order: its lines, its parcels, its history and its messages; moments in `zone`."""
    told = [
        fields(
            [
                ("order", order["order_no"]),
                ("state", f"{order['status']} (version {order['version']})"),
                ("customer", who(order["customer"])),
                ("contact", order["customer"].get("contact")),
                ("sent by rep", order["on_behalf_of_rep"]),
                ("channel", order["channel"]),
                ("delivery", order["delivery_date"]),
                ("address", order["delivery_address"]),
                ("signed for by", order["signed_by"]),
                ("payment", order["payment"]),
                ("PO number", order["po_number"]),
                ("note", order["note"]),
                ("assigned to", ", ".join(order["assigned_to"])),
                ("breach", order["breach"]),
                ("total", _money(order["total"], order["currency"])),
            ]
        )
    ]
    if order["lines"]:
        lines = [
            (x["sku"], x["quantity"], x["unit"], x["unit_price"], x["amount"], x["text"])
            for x in order["lines"]
        ]
        told.append(table(("SKU", "QUANTITY", "UNIT", "PRICE", "AMOUNT", "AS WRITTEN"), lines))
    if order["flags"]:
        told.append(
            table(
                ("OPEN", "WHY", "CANDIDATES"),
                [
                    (flag["field"], flag["code"], ", ".join(flag.get("candidates") or ()))
                    for flag in order["flags"]
                ],
            )
        )
    if order["shipments"]:
        shipments = [
            (x["carrier"], x["tracking_number"], x["status"], x["expected"], x["mode"], x["insurance"])
            for x in order["shipments"]
        ]
        told.append(table(("CARRIER", "TRACKING", "STATE", "EXPECTED", "MODE", "INSURANCE"), shipments))
    for parcel in order["shipments"]:
        if parcel["events"]:
            events = [(moment(x["at"], zone), x["status"], x["place"], x["text"]) for x in parcel["events"]]
            told.append(table((parcel["tracking_number"], "STATE", "PLACE", "WORDS"), events))
    if order["confirmation"]:
        told.append(_confirmed(order["confirmation"], zone))
    if changes := [
        (moment(event["at"], zone), *row)
        for event in order["history"]
        for row in _changed(event.get("changes"))
    ]:
        told.append(table(("CHANGED", "WHAT", "BEFORE", "AFTER"), changes))
    for heading, columns, name in (
        ("HISTORY", ("event", "to", "by", "channel", "reason"), "history"),
        ("MESSAGES", ("direction", "channel", "id"), "messages"),
    ):
        if order[name]:
            events = [(moment(x["at"], zone), *(x[column] for column in columns)) for x in order[name]]
            told.append(table((heading, *(column.upper() for column in columns)), events))
    return block("\n\n".join(told))


def _confirmed(proof: dict[str, Any], zone: tzinfo) -> str:
    """Who said yes, when, by which message, and to which words of ours."""
    words = " ".join((proof["words"] or "").split())
    head = (
        moment(proof["at"], zone),
        proof["by"],
        proof["channel"],
        proof["message"],
        f"{words[:_LONGEST_WORDS]}…" if len(words) > _LONGEST_WORDS else words,
    )
    told = table(("CONFIRMED", "BY", "CHANNEL", "MESSAGE", "WORDS"), [head])
    if not proof["text"]:
        return told
    return "\n".join(
        [told, f"to our read-back {proof['read_back']}:", *(f"  {x}" for x in proof["text"].splitlines())]
    )


def _changed(changes: dict[str, Any] | None) -> Iterator[tuple[object, ...]]:
    if changes is None:
        return
    for one in changes["lines"]:
        yield one["kind"], _line(one["before"]), _line(one["after"])
    for one in changes["fields"]:
        yield one["field"], one["before"], one["after"]


def _line(line: dict[str, Any] | None) -> str:
    if line is None:
        return ""
    return " ".join(
        str(part)
        for part in (line["sku"] or line["text"], line["quantity"], line["unit"])
        if part is not None
    )


def _money(amount: object, currency: object) -> str:
    return " ".join(str(part) for part in (amount, currency) if part) if amount is not None else ""
