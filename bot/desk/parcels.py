"""Parcels of an order: whose they are, and what their carriers' words do to the order."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from bot.desk import due
from bot.desk.settings import DeskSettings
from parsers import carriers, signers
from store import orders
from store.database import Tx
from store.order import Mode, Order, Shipment
from store.order_events import OrderEvent, signer
from store.shipment import TrackingEvent, is_forward, leads_to
from store.states import LINE_OF_LIFE, allowed
from store.stops import OWN

BY, CHANNEL = "jiedan", "tracking"
"""Whom the history names for what a carrier told."""
LONGEST = 300
UNFOLLOWED = frozenset(LINE_OF_LIFE[: LINE_OF_LIFE.index("packed")]) | {
    "delivered",
    "completed",
    "cancelled",
    "returning",
    "returned",
}
"""In these states of an order nobody asks where its parcels are."""


@dataclass(frozen=True, slots=True)
class Transport:
    """How a parcel travels, as far as a person says: by which way, and for what it is insured, in words."""

    mode: Mode | None = None
    insurance: str | None = None


class Unaddressed(Exception):  # noqa: N818
    """It is not clear who carries the parcel; the text says what would make it so, as do `code` and `values`."""

    def __init__(self, text: str, *, code: str, **values: Any) -> None:
        super().__init__(text)
        self.code, self.values = code, values


def shipment(carrier: str | None, tracking_number: str, *, order_no: str = "") -> Shipment:
    """The shipment that a person means: the carrier by its code where the word for it is known, the number as its carrier
    writes it. Without a word the number says who carries it, if only one carrier has such numbers. What we deliver ourselves needs none: it goes by `order_no`.
    Raises Unaddressed."""
    word = (carrier or "").strip()
    if not tracking_number.strip() and is_own(word):
        tracking_number = order_no
    number = carriers.written(tracking_number)
    if not number:
        raise Unaddressed("a shipment needs its tracking number", code="no_number")
    if word:
        return Shipment(carriers.carrier_named(word) or word, number)
    fit = carriers.carriers_of(number)
    if len(fit) == 1:
        return Shipment(fit[0], number)
    if fit:
        may_be = ", ".join(fit)
        raise Unaddressed(
            f"the number {number} may be of {may_be}: name the carrier",
            code="many_carriers",
            number=number,
            carriers=may_be,
        )
    raise Unaddressed(f"the number {number} shows no carrier: name it", code="no_carrier", number=number)


def is_own(carrier: str | None) -> bool:
    """Whether the word means our own couriers."""
    return bool(carrier) and carriers.carrier_named(carrier or "") == OWN


def doubt(one: Shipment) -> str | None:
    """Why the tracking number may be mistyped, or None where it looks like one of its carrier's."""
    if one.carrier not in carriers.codes():
        return None
    fit = carriers.carriers_of(one.tracking_number)
    if one.carrier in fit:
        return None
    like = f" (but like one of {', '.join(fit)})" if fit else ""
    return f"{one.tracking_number} does not look like a number of {one.carrier}{like}; check that it is typed right"


def told(
    tx: Tx, order_no: str, about: Shipment, event: TrackingEvent, *, settings: DeskSettings, now: datetime
) -> Order | None:
    """What the carrier's newest word does to the order: its shipment gets the status, and the order goes forward as far as
    all of its parcels are, never back. Who signed is noted where the carrier names them and no person has. A parcel that arrives
    where its order may not is for a person.

    The order as it stands then; None where nothing of it changed. Raises StaleOrder if somebody changes it meanwhile.
    """
    order = orders.get(tx, order_no)
    if order is None:
        return None
    parcel = (about.carrier, about.tracking_number)
    standing = [one for one in order.shipments if (one.carrier, one.tracking_number) == parcel]
    if not standing or standing[0].status == event.status:
        return None
    after = replace(standing[0], status=event.status)
    statuses = [after.status if one is standing[0] else one.status for one in order.shipments]
    data: dict[str, Any] = {"shipment": asdict(after)}
    to = leads_to(statuses)
    if to is not None and to != order.status:
        if is_forward(order.status, to) and to in allowed(order.status, held_from=order.held_from):
            data["to"] = to
        elif order.status == "on_hold" and to == "delivered":
            reason = f"the parcel {after.tracking_number} ({after.carrier}) was delivered while the order is on hold"
            due.open_review(tx, settings, kind="other", reason=reason, order_no=order_no, now=now)
    words = " ".join(f"{event.place} {event.text}".split())[:LONGEST]
    there = data.get("to") == "delivered" or order.status in {"delivered", "completed"}
    if event.status == "delivered" and there and (name := signers.signer(event.text)):
        known = None if "to" in data else signer(orders.history(tx, order_no))
        data |= {} if known else {"signed_by": name}
    happened = OrderEvent("shipment_tracked", now, BY, CHANNEL, words or None, data)
    return orders.append(tx, order_no, [happened], expected_version=order.version)
