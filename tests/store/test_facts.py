"""What reports are told of an order, from its events."""

from dataclasses import replace
from datetime import timedelta

from store import orders, reviews
from store.database import Database
from store.facts import Fact, facts
from store.order import LineItem, OpenQuestion
from store.order_events import OrderEvent
from store.order_json import flag_to_json
from tests.store.making import MINUTE, NOW, event, order

DAY = timedelta(days=1)


def of(db: Database) -> dict[str, Fact]:
    with db.read() as tx:
        return {fact.order_no: fact for fact in facts(tx, since=NOW - DAY, until=NOW + DAY)}


def test_an_order_from_question_to_door(db: Database) -> None:
    flags = [
        flag_to_json(OpenQuestion("lines[0].sku", "ambiguous")),
        flag_to_json(OpenQuestion("delivery_date", "missing")),
    ]
    shipment = {"carrier": "sf", "tracking_number": "SF1234567890123", "status": "shipped"}
    with db.begin() as tx:
        drafted = order("SO-1", status="draft", flags=())
        orders.create(tx, drafted, by="C001", events=[event("question_asked", flags=flags)])
        later = [
            event("order_booked", minutes=5, by="C001", to="received", flags=[]),
            event("shipment_added", minutes=9, shipment=shipment, to="shipped"),
            event("status_advanced", minutes=30, to="delivered"),
            event("status_advanced", minutes=40, to="returning"),
        ]
        orders.append(tx, "SO-1", later, expected_version=2)
    fact = of(db)["SO-1"]
    assert fact.booked_at == NOW + 5 * MINUTE
    assert fact.asked == ("sku ambiguous", "delivery_date missing")
    assert fact.touchless
    assert fact.carriers == ("sf",)
    assert fact.delivered_at == NOW + 30 * MINUTE
    assert fact.returned
    assert [line.amount for line in fact.lines] == [line.amount for line in drafted_lines(db)]


def drafted_lines(db: Database) -> tuple[LineItem, ...]:
    with db.read() as tx:
        found = orders.get(tx, "SO-1")
    assert found is not None
    return found.lines


def test_a_yes_agrees_an_order_that_was_read_back(sqlite_db: Database) -> None:
    with sqlite_db.begin() as tx:
        orders.create(tx, order("SO-1", status="confirmation_sent"), by="C001")
        orders.append(tx, "SO-1", [event("order_confirmed", minutes=7, by="C001")], expected_version=1)
        orders.create(tx, order("SO-2", status="confirmation_sent"), by="C001")
    found = of(sqlite_db)
    assert found["SO-1"].booked_at == NOW + 7 * MINUTE
    assert found["SO-2"].booked_at is None
    assert not found["SO-2"].touchless


def test_who_needed_a_person(db: Database) -> None:
    with db.begin() as tx:
        orders.create(tx, order("SO-1"), by="C001")
        # A person who looks at it later (a complaint) took no part in the booking.
        reviews.open(tx, inbox_id=None, order_no="SO-1", reason="x", now=NOW + MINUTE, kind="complaint")
        orders.create(tx, order("SO-2", channel="staff"), by="wang")
        orders.create(tx, order("SO-3", status="draft"), by="C001")
        reviews.open(tx, inbox_id=None, order_no="SO-3", reason="x", now=NOW + MINUTE, kind="other")
        orders.append(tx, "SO-3", [event("order_booked", minutes=3, to="received")], expected_version=1)
        orders.create(
            tx, order("SO-4"), by="C001", events=[OrderEvent("review_accepted", NOW, "wang", "staff")]
        )
    found = of(db)
    assert [found[f"SO-{n}"].touchless for n in (1, 2, 3, 4)] == [True, False, False, False]


def test_only_the_periods_orders(sqlite_db: Database) -> None:
    with sqlite_db.begin() as tx:
        for number, days in enumerate((-2, -1, 0, 1), 1):
            orders.create(tx, replace(order(f"SO-{number}"), placed_at=NOW + days * DAY), by="C001")
    assert list(of(sqlite_db)) == ["SO-2", "SO-3"]
