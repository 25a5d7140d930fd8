"""The parcels that carriers are asked about: when each is due, what was told of it, and whom we may ask when.

States: `followed` until it has arrived or nothing is heard any more, then `ended`. A parcel that is being asked about is due
again after a while, so that it is asked again if whoever asked died in between.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from parsers import carriers
from store.database import Tx
from store.order import Shipment
from store.shipment import TrackingEvent, TrackingStatus
from store.sql import in_parts, insert, row_lock
from store.tables import FOLLOWED, shipments, trackers, tracking_events

ShipmentState = Literal["followed", "ended"]


@dataclass(frozen=True, slots=True)
class Parcel:
    """A shipment as it is followed. `registered`: with which provider it is already; `reported`: a person was told that
    nothing is known of it; `expected`: the day (ISO) on which its carrier expects it to be there."""

    id: int
    order_no: str
    carrier: str
    tracking_number: str
    state: ShipmentState
    status: TrackingStatus | None
    added_at: datetime
    learnt_at: datetime
    asked_at: datetime | None
    due_at: datetime
    failures: int
    registered: str | None
    reported: bool
    reason: str | None
    expected: str | None = None


@dataclass(frozen=True, slots=True)
class Tracker:
    """How a provider stands: nobody asks it before `free_at`; `failures` in a row for this `reason`."""

    name: str
    free_at: datetime
    failures: int
    reason: str | None


def follow(tx: Tx, order_no: str, shipment: Shipment, *, now: datetime) -> None:
    """Follow this parcel from now on, also anew; one of a carrier whom nobody knows cannot be."""
    if shipment.carrier not in carriers.followed():
        return
    statement = insert(tx, shipments).values(
        order_no=order_no,
        carrier=shipment.carrier,
        tracking_number=shipment.tracking_number,
        state="followed",
        added_at=now,
        learnt_at=now,
        due_at=now,
        failures=0,
        reported=False,
    )
    anew = {
        name: statement.excluded[name] for name in ("state", "learnt_at", "due_at", "failures", "reported")
    }
    names = ["order_no", "carrier", "tracking_number"]
    tx.execute(statement.on_conflict_do_update(index_elements=names, set_=anew))


def any_due(tx: Tx, *, of: Collection[str], now: datetime) -> bool:
    """Whether a parcel of these carriers is due; a look that keeps nobody waiting."""
    query = sa.select(shipments.c.id).where(
        FOLLOWED, shipments.c.due_at <= now, shipments.c.carrier.in_(sorted(of))
    )
    return tx.scalar(query.limit(1)) is not None


def claim(
    tx: Tx, *, of: Collection[str], now: datetime, until: datetime, most: int = 1
) -> tuple[Parcel, ...]:
    """Up to `most` parcels of these carriers that are due, as they were; they are ours until `until`, then due again."""
    query = (
        sa.select(shipments)
        .where(FOLLOWED, shipments.c.due_at <= now, shipments.c.carrier.in_(sorted(of)))
        .order_by(shipments.c.due_at, shipments.c.id)
        .limit(most)
    )
    found = [_parcel(row) for row in tx.execute(row_lock(query, shipments))]
    if found:
        ids = [parcel.id for parcel in found]
        tx.execute(sa.update(shipments).where(shipments.c.id.in_(ids)).values(asked_at=now, due_at=until))
    return tuple(found)


def get(tx: Tx, shipment_id: int) -> Parcel | None:
    """The parcel as it stands, ours until the transaction ends."""
    query = sa.select(shipments).where(shipments.c.id == shipment_id)
    row = tx.execute(row_lock(query, shipments, wait=True)).first()
    return None if row is None else _parcel(row)


def of_number(tx: Tx, tracking_number: str) -> tuple[Parcel, ...]:
    """All parcels of this number: one may hold the goods of several orders."""
    query = sa.select(shipments).where(shipments.c.tracking_number == tracking_number)
    return tuple(_parcel(row) for row in tx.execute(query.order_by(shipments.c.id)))


def of_order(tx: Tx, order_no: str) -> tuple[Parcel, ...]:
    query = sa.select(shipments).where(shipments.c.order_no == order_no).order_by(shipments.c.id)
    return tuple(_parcel(row) for row in tx.execute(query))


def late(order_no: "sa.ColumnElement[str]", day: "sa.ColumnElement[str | None]") -> "sa.ColumnElement[bool]":
    """Whether a carrier expects a parcel of this order that is under way to be there only after this day (ISO)."""
    expected = sa.select(shipments.c.id).where(
        shipments.c.order_no == order_no, FOLLOWED, shipments.c.expected > day
    )
    return expected.exists()


def tell(
    tx: Tx, shipment_id: int, events: Iterable[TrackingEvent], *, now: datetime
) -> tuple[TrackingEvent, ...]:
    """Keep what a carrier told, oldest first; those of them that are new.

    What is told for a later time than now was written by another clock: it counts as of now.
    """
    new = []
    for event in events:
        statement = (
            insert(tx, tracking_events)
            .values(
                shipment_id=shipment_id,
                identity=event.identity,
                at=min(event.at, now),
                status=event.status,
                text=event.text,
                place=event.place,
                code=event.code,
                seen_at=now,
            )
            .on_conflict_do_nothing(index_elements=["shipment_id", "identity"])
            .returning(tracking_events.c.id)
        )
        if tx.scalar(statement) is not None:
            new.append(event)
    return tuple(new)


def newest(tx: Tx, shipment_id: int) -> TrackingEvent | None:
    """What happened last to the parcel."""
    query = (
        sa.select(tracking_events)
        .where(tracking_events.c.shipment_id == shipment_id)
        .order_by(tracking_events.c.at.desc(), tracking_events.c.id.desc())
        .limit(1)
    )
    row = tx.execute(query).first()
    return None if row is None else _event(row)


def events_of(tx: Tx, order_nos: Sequence[str]) -> Mapping[tuple[str, str, str], tuple[TrackingEvent, ...]]:
    """What was told of each parcel of these orders, oldest first, by order number, carrier and tracking number."""
    found: dict[tuple[str, str, str], list[TrackingEvent]] = {}
    for some in in_parts(order_nos):
        query = (
            sa.select(shipments.c.order_no, shipments.c.carrier, shipments.c.tracking_number, tracking_events)
            .join(tracking_events, tracking_events.c.shipment_id == shipments.c.id)
            .where(shipments.c.order_no.in_(some))
            .order_by(tracking_events.c.at, tracking_events.c.id)
        )
        for row in tx.execute(query):
            found.setdefault((row.order_no, row.carrier, row.tracking_number), []).append(_event(row))
    return {key: tuple(events) for key, events in found.items()}


def expected_of(tx: Tx, order_nos: Sequence[str]) -> Mapping[tuple[str, str, str], str]:
    """The days (ISO) on which carriers expect the parcels of these orders to be there, as far as they told; keys as of
    `events_of`."""
    found: dict[tuple[str, str, str], str] = {}
    for some in in_parts(order_nos):
        query = sa.select(shipments).where(shipments.c.order_no.in_(some), shipments.c.expected.is_not(None))
        found |= {(x.order_no, x.carrier, x.tracking_number): x.expected for x in tx.execute(query)}
    return found


def note(tx: Tx, shipment_id: int, **what: Any) -> None:
    """Set what is known of the parcel, by the names of `Parcel`."""
    tx.execute(sa.update(shipments).where(shipments.c.id == shipment_id).values(**what))


def end(tx: Tx, shipment_id: int, *, reason: str) -> None:
    """The parcel is followed no longer."""
    note(tx, shipment_id, state="ended", reason=reason)


def tracker(tx: Tx, name: str) -> Tracker | None:
    """How this provider stands; None if it was never asked."""
    row = tx.execute(sa.select(trackers).where(trackers.c.name == name)).first()
    return None if row is None else Tracker(**row._mapping)


def occupy(tx: Tx, name: str, *, until: datetime) -> None:
    """Nobody asks this provider before then; what is wrong with it stays as it was."""
    statement = insert(tx, trackers).values(name=name, free_at=until, failures=0)
    tx.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"free_at": until}))


def refused(tx: Tx, name: str, *, until: datetime, reason: str | None) -> None:
    """The provider answered nothing, for this reason; with None it answers again."""
    failures = 0 if reason is None else trackers.c.failures + 1
    told = {"free_at": until, "reason": reason, "failures": failures}
    tx.execute(sa.update(trackers).where(trackers.c.name == name).values(told))


def _parcel(row: "sa.Row[Any]") -> Parcel:
    return Parcel(**row._mapping)


def _event(row: "sa.Row[Any]") -> TrackingEvent:
    return TrackingEvent(row.at, row.status, row.text, row.place, row.code)
