"""Parcels in the database: followed from the event on, claimed by one, told once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import orders, scripts, shipments
from store.database import Database
from store.shipment import STATUSES, TrackingEvent, is_forward, leads_to
from store.shipments import Parcel
from store.states import LINE_OF_LIFE
from tests.store.making import MINUTE, NOW, event, order

SF = {"carrier": "sf", "tracking_number": "SF1234567890123"}
LONG_AGO = NOW - timedelta(days=1)


def sent(db: Database, order_no: str = "SO-1", **shipment: str) -> None:
    with db.begin() as tx:
        if orders.get(tx, order_no) is None:
            orders.create(tx, order(order_no), by="C001")
        standing = orders.get(tx, order_no)
        assert standing is not None
        added = event(
            "shipment_added", shipment=SF | shipment, to="shipped" if standing.status == "received" else None
        )
        if added.data["to"] is None:
            del added.data["to"]
        orders.append(tx, order_no, [added], expected_version=standing.version)


def followed(db: Database, order_no: str = "SO-1") -> tuple[Parcel, ...]:
    with db.read() as tx:
        return shipments.of_order(tx, order_no)


def test_a_shipment_is_followed_from_the_event_that_adds_it(db: Database) -> None:
    sent(db)
    (parcel,) = followed(db)
    assert (parcel.carrier, parcel.tracking_number, parcel.state, parcel.status) == (
        "sf",
        SF["tracking_number"],
        "followed",
        None,
    )
    assert parcel.added_at == parcel.due_at == NOW + MINUTE
    sent(db)  # the same again
    sent(db, carrier="老王车队")  # nobody can be asked about that one
    assert len(followed(db)) == 1


def test_what_is_sent_again_is_followed_anew(db: Database) -> None:
    sent(db)
    with db.begin() as tx:
        (parcel,) = shipments.of_order(tx, "SO-1")
        shipments.note(
            tx, parcel.id, state="ended", learnt_at=LONG_AGO, due_at=NOW + 99 * MINUTE, status="returned"
        )
    sent(db)
    (parcel,) = followed(db)
    assert (parcel.state, parcel.learnt_at, parcel.due_at) == ("followed", NOW + MINUTE, NOW + MINUTE)


def test_a_claimed_parcel_is_due_again_only_later(db: Database) -> None:
    sent(db)
    now, of = NOW + 2 * MINUTE, frozenset({"sf"})
    with db.begin() as tx:
        assert not shipments.any_due(tx, of=of, now=NOW)
        assert shipments.any_due(tx, of=of, now=now)
        assert not shipments.any_due(tx, of={"yto"}, now=now)
        assert shipments.claim(tx, of=frozenset({"yto"}), now=now, until=now + MINUTE) == ()
        (parcel,) = shipments.claim(tx, of=of, now=now, until=now + MINUTE)
        assert shipments.claim(tx, of=of, now=now, until=now + MINUTE) == ()
    assert parcel.asked_at is None
    with db.begin() as tx:
        (again,) = shipments.claim(tx, of=of, now=now + MINUTE, until=now + 2 * MINUTE)
        assert again.asked_at == now
        shipments.end(tx, again.id, reason="it arrived")
        assert shipments.claim(tx, of=of, now=now + 9 * MINUTE, until=now + 10 * MINUTE) == ()


def test_those_that_wait_longest_come_first_and_no_more_than_wanted(db: Database) -> None:
    for digit in "312":
        sent(db, f"SO-{digit}", tracking_number=f"SF123456789012{digit}")
        with db.begin() as tx:
            (parcel,) = shipments.of_order(tx, f"SO-{digit}")
            shipments.note(tx, parcel.id, due_at=NOW + int(digit) * MINUTE)
    with db.begin() as tx:
        found = shipments.claim(tx, of={"sf"}, now=NOW + 9 * MINUTE, until=NOW + 10 * MINUTE, most=2)
    assert [parcel.order_no for parcel in found] == ["SO-1", "SO-2"]


def test_each_thing_is_told_once(db: Database) -> None:
    sent(db)
    (parcel,) = followed(db)
    first = TrackingEvent(LONG_AGO, "in_transit", "picked up", "杭州", "103")
    reclassed = replace(first, status="exception", code="2")
    with db.begin() as tx:
        assert shipments.tell(tx, parcel.id, [first, reclassed], now=NOW) == (first,)
    with db.begin() as tx:
        later = TrackingEvent(NOW, "delivered", "signed")
        assert shipments.tell(tx, parcel.id, [first, later], now=NOW) == (later,)
        assert shipments.newest(tx, parcel.id) == later
        (form,) = scripts.orders_json(tx, status="shipped")
    (told,) = form["shipments"]
    assert {name: told[name] for name in SF} == SF
    assert told["status"] == "shipped"
    assert told["events"] == [
        {"at": "2026-11-23T08:30:00+00:00", "status": "in_transit", "text": "picked up", "place": "杭州"},
        {"at": "2026-11-24T08:30:00+00:00", "status": "delivered", "text": "signed", "place": ""},
    ]


def test_of_two_of_one_moment_the_one_told_last_is_the_newest(db: Database) -> None:
    sent(db)
    (parcel,) = followed(db)
    with db.begin() as tx:
        told = [TrackingEvent(NOW, "out_for_delivery", "a"), TrackingEvent(NOW, "delivered", "b")]
        shipments.tell(tx, parcel.id, told, now=NOW)
        assert shipments.newest(tx, parcel.id) == told[1]


def test_words_of_any_kind_can_be_kept(db: Database) -> None:
    sent(db)
    (parcel,) = followed(db)
    with db.begin() as tx:
        shipments.tell(tx, parcel.id, [TrackingEvent(NOW, "in_transit", "a\x00b\ud800", "\x00")], now=NOW)
        found = shipments.newest(tx, parcel.id)
    assert found is not None
    assert found.text == "a\ufffdb\ufffd"


def test_how_a_provider_stands(db: Database) -> None:
    with db.begin() as tx:
        assert shipments.tracker(tx, "x") is None
        shipments.occupy(tx, "x", until=NOW)
        shipments.refused(tx, "x", until=NOW + MINUTE, reason="down")
        shipments.refused(tx, "x", until=NOW + 2 * MINUTE, reason="down")
        standing = shipments.tracker(tx, "x")
        assert standing == shipments.Tracker("x", NOW + 2 * MINUTE, 2, "down")
        shipments.occupy(tx, "x", until=NOW + 3 * MINUTE)
        shipments.refused(tx, "x", until=NOW + 3 * MINUTE, reason=None)
        assert shipments.tracker(tx, "x") == shipments.Tracker("x", NOW + 3 * MINUTE, 0, None)


def test_an_event_needs_a_zone() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        TrackingEvent(NOW.replace(tzinfo=None), "delivered")


def test_events_without_words_are_told_apart_by_their_status() -> None:
    one, other = TrackingEvent(NOW, "in_transit"), TrackingEvent(NOW, "delivered")
    assert one.identity != other.identity


@given(st.lists(st.sampled_from([*STATUSES, "shipped"])))
def test_an_order_is_as_far_as_its_parcels_say_and_delivered_only_with_all(statuses: list[str]) -> None:
    to = leads_to(statuses)
    assert (to == "delivered") == (bool(statuses) and set(statuses) == {"delivered"})
    assert to in {None, "in_transit", "out_for_delivery", "delivered"}
    assert leads_to(list(reversed(statuses))) == to


@given(st.sampled_from(LINE_OF_LIFE), st.sampled_from(LINE_OF_LIFE))
def test_forward_is_one_way(one: str, other: str) -> None:
    assert not (is_forward(one, other) and is_forward(other, one))  # type: ignore[arg-type]
    assert not is_forward("cancelled", "delivered")
