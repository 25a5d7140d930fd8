"""What happens to an order, and how each event changes it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, cast

from store.errors import StoreError
from store.order import BreachStage, Order, OrderParty, Shipment
from store.order_json import CONTENT, content, with_content
from store.states import FINAL, TRANSITIONS, State, allowed

TOLD: frozenset[str] = frozenset(
    {
        "status_advanced",
        "shipment_added",
        "shipment_tracked",
        "stop_planned",
        "stop_failed",
        "order_held",
        "order_released",
        "order_cancelled",
        "delivery_delayed",
    }
)
"""The kinds of events that the customer is told of afterwards; the others are answers to a message already."""

KINDS = TOLD | {
    "order_drafted",
    "order_booked",
    "order_changed",
    "question_asked",
    "order_confirmed",
    "request_recorded",
    "delay_noticed",
    "receipt_confirmed",
    "survey_sent",
    "survey_reminded",
    "survey_answered",
    "customer_reminded",
    "silence_reported",
    "review_accepted",
    "review_rejected",
    "conversation_taken",
    "conversation_released",
    "operator_wrote",
    "order_assigned",
    "breach_reported",
    "breach_investigated",
    "breach_corrected",
    "breach_closed",
}
BREACHES: Mapping[str, tuple[BreachStage | None, tuple[BreachStage | None, ...]]] = {
    "breach_reported": ("reported", (None,)),
    "breach_investigated": ("investigated", ("reported", "investigated", "corrected")),
    "breach_corrected": ("corrected", ("investigated", "corrected")),
    "breach_closed": (None, ("corrected",)),
}
"""For each step of dealing with a breach: the stage that it leads to, and those that it may be taken at."""
INTERNAL: frozenset[str] = frozenset({"order_assigned", "delay_noticed", *BREACHES})
"""The kinds of events that are nobody's business outside of the company."""
INWARD_REASONS: frozenset[str] = frozenset({"stop_failed"})
"""The kinds of events that are everybody's, with words that people here wrote for each other."""
# Where a kind of event leads if its `data` does not say `to`.
_LEADS_TO: Mapping[str, State] = {
    "order_drafted": "draft",
    "order_booked": "received",
    "order_confirmed": "confirmed",
    "order_held": "on_hold",
    "order_cancelled": "cancelled",
}


class Disallowed(StoreError):  # noqa: N818
    """The order's state does not allow this; the text says what it does allow. `code` and `values` say it to those who
    put it in other words."""

    def __init__(self, text: str, *, code: str | None = None, **values: Any) -> None:
        super().__init__(text)
        self.code, self.values = code, values


@dataclass(frozen=True, slots=True)
class OrderEvent:
    """Something that happened to an order. Names are in the past tense.

    `data` is JSON-ready. Kinds: `order_drafted` (to `draft`), `order_booked` (to `received` or, waiting for
    the yes, `confirmation_sent`), `order_changed` (the content as it stands after), `question_asked`,
    `order_confirmed`, `status_advanced`, `shipment_added`, `shipment_tracked` (its carrier told where it is),
    `stop_planned` (one of our own couriers brings it; `arrival`: who and when), `stop_failed` (the `courier` could not hand it
    over on that `day`),
    `order_held`, `order_released`, `order_cancelled`, `request_recorded` (return, complaint, feedback, question),
    `delivery_delayed` (the promised day may be missed: `cause`, what kind of it, and the day that was promised; with a
    `delivery_date` where a person or the carrier gave a new one), `delay_noticed` (the same, told to people here alone), `receipt_confirmed`, `survey_sent`,
    `survey_reminded`, `survey_answered` (`score` and `words`),
    `customer_reminded` (of what waits for them), `silence_reported` (to a person), and what an operator does beside
    it: `review_accepted`, `review_rejected`, `conversation_taken`, `conversation_released`, `operator_wrote`.
    `order_assigned` has the names whose the order is from then on (`assigned`). A breach of the rules is dealt with in the
    steps of `BREACHES`, each with its words as the reason; it stops the order (`to`: `on_hold`) where that can be.
    In the `data` of every kind, `to` names the state that it leads to (`status_advanced` needs it), and the
    fields of `content` that are there replace the order's. `shipment_added` and `shipment_tracked` have a `shipment`
    (carrier, tracking_number, status). `signed_by` is who signed for the goods, where that became known.
    `by`: the customer's code or address, a rep's or an operator's name, or `jiedan`.
    """

    kind: str
    at: datetime
    by: str
    channel: str
    reason: str | None = None
    data: dict[str, Any] = field(default_factory=dict)


def first_event(order: Order, *, by: str, reason: str | None = None, source: str | None = None) -> OrderEvent:
    """The event that makes this order: `order_drafted` for a draft, else `order_booked` to its status. `source`: of the
    message that it came from."""
    kind = "order_drafted" if order.status == "draft" else "order_booked"
    data = {**content(order), "to": order.status}
    if source is not None:
        data["source"] = source
    return OrderEvent(kind, order.placed_at, by, order.channel, reason, data)


def begin(order_no: str, event: OrderEvent) -> Order:
    """The order that its first event makes. Raises Disallowed for an event that makes none."""
    if event.kind not in {"order_drafted", "order_booked"}:
        raise Disallowed(f"order {order_no} cannot begin with {event.kind}")
    to = _target(None, event)
    if to not in {"draft", *allowed("draft")} or to in {"on_hold", "cancelled"}:
        raise Disallowed(f"order {order_no} cannot begin as {to}")
    return _folded(_nothing(order_no, event), event)


def apply(order: Order, event: OrderEvent) -> Order:
    """The order after this event, one version on.

    Raises Disallowed, with one line, where the table of transitions or the order's state forbids it.
    """
    if event.kind not in KINDS:
        raise Disallowed(f"{event.kind} is no event of an order")
    to = _target(order, event)
    if event.kind == "status_advanced" and to is None:
        raise Disallowed("status_advanced needs the state that it leads to")
    if event.kind == "order_released" and order.status != "on_hold":
        raise Disallowed(
            f"order {order.order_no} is {order.status}, not on_hold",
            code="not_held",
            order_no=order.order_no,
            status=order.status,
        )
    _check_breach(order, event, to)
    changes = event.kind in {"order_changed", "question_asked"} or not CONTENT.isdisjoint(event.data)
    if changes and order.status in FINAL:
        raise Disallowed(f"order {order.order_no} is {order.status} and cannot be changed")
    # A draft may be drafted again: the content changed and something is still open.
    stays = event.kind == "order_drafted" and to == order.status
    if to is not None and not stays:
        possible = allowed(order.status, held_from=order.held_from)
        if to not in possible:
            choice = ", ".join(possible) or "nothing: it is final"
            raise Disallowed(
                f"order {order.order_no} is {order.status} and cannot become {to}; allowed: {choice}",
                code="cannot_become" if possible else "final",
                order_no=order.order_no,
                status=order.status,
                to=to,
                allowed=possible,
            )
    return _folded(order, event)


def _check_breach(order: Order, event: OrderEvent, to: State | None) -> None:
    """What a breach forbids: its own steps out of their order, and that the order goes on before it is closed."""
    number = {"order_no": order.order_no}
    if event.kind in BREACHES and order.breach not in BREACHES[event.kind][1]:
        if event.kind == "breach_reported":
            raise Disallowed(
                f"a breach of order {order.order_no} is being dealt with already",
                code="breach_open",
                **number,
            )
        if order.breach is None:
            raise Disallowed(f"order {order.order_no} has no open breach", code="no_breach", **number)
        missing = "an investigation" if order.breach == "reported" else "a corrective action"
        raise Disallowed(
            f"the breach of order {order.order_no} needs {missing} first",
            code=f"breach_{order.breach}",
            **number,
        )
    if order.breach is not None and order.status == "on_hold" and to not in {None, "cancelled", "returning"}:
        raise Disallowed(
            f"order {order.order_no} goes on only when its breach is closed", code="breach_holds", **number
        )


def replay(order_no: str, events: Iterable[OrderEvent]) -> Order:
    """The order that these events add up to. What happened is not judged again: the table may have changed since.

    Raises ValueError without events.
    """
    order: Order | None = None
    for event in events:
        order = _folded(order or _nothing(order_no, event), event)
    if order is None:
        raise ValueError(f"order {order_no} has no events")
    return order


def signer(history: Iterable[OrderEvent]) -> str | None:
    """Who signed for the goods, as was said last; None where nobody was named, or the goods were not there after all."""
    name: str | None = None
    for event in history:
        if event.data.get("to") in {"in_transit", "out_for_delivery"}:
            name = None
        name = event.data.get("signed_by") or name
    return name


def _nothing(order_no: str, event: OrderEvent) -> Order:
    return Order(order_no, "draft", 0, event.at, OrderParty(), event.channel, "", "")


def _target(order: Order | None, event: OrderEvent) -> State | None:
    to = event.data.get("to")
    if to is not None:
        if to not in TRANSITIONS:
            raise Disallowed(f"{to} is no state of an order; there are: {', '.join(TRANSITIONS)}")
        return cast(State, to)
    if event.kind == "order_released":
        return None if order is None else order.held_from
    return _LEADS_TO.get(event.kind)


def _folded(order: Order, event: OrderEvent) -> Order:
    after = replace(with_content(order, event.data), version=order.version + 1)
    if event.kind == "question_asked":
        after = replace(after, times_asked=order.times_asked + 1)
    if event.kind in {"shipment_added", "shipment_tracked"}:
        after = replace(after, shipments=_with(order.shipments, Shipment(**event.data["shipment"])))
    if event.kind == "order_assigned":
        after = replace(after, assigned=tuple(event.data["assigned"]))
    if event.kind in BREACHES:
        after = replace(after, breach=BREACHES[event.kind][0])
    if event.kind == "survey_answered":
        after = replace(after, score=event.data["score"])
    to = _target(order, event)
    if to is None or to == order.status:
        return after
    held_from = order.status if to == "on_hold" else None
    return replace(after, status=to, held_from=held_from)


def _with(shipments: tuple[Shipment, ...], one: Shipment) -> tuple[Shipment, ...]:
    """The shipments with this one, in its place if it is there."""
    parcel = (one.carrier, one.tracking_number)
    if not any((s.carrier, s.tracking_number) == parcel for s in shipments):
        return (*shipments, one)
    return tuple(one if (s.carrier, s.tracking_number) == parcel else s for s in shipments)
