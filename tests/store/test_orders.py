"""Orders in the database: append-only, one version after the other."""

import random
from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from store import orders
from store.database import Database
from store.errors import DatabaseDown, NoSuchOrder, StaleOrder
from store.order import Order
from store.order_events import Disallowed, replay
from store.order_json import content
from store.states import LINE_OF_LIFE, State
from tests.store.making import MINUTE, NOW, book, event, order


def test_a_new_order_reads_back_as_it_was_made(db: Database) -> None:
    made = book(db)
    with db.read() as tx:
        assert orders.get(tx, made.order_no) == made
        (first,) = orders.history(tx, made.order_no)
        assert orders.get(tx, "SO-none") is None
    assert (first.kind, first.by, first.at, first.channel) == ("order_booked", "C001", NOW, "email")
    assert (made.version, made.total, made.lines[1].amount) == (1, sum(x.amount or 0 for x in made.lines), 50)


def test_a_draft_with_its_question_in_one_step(db: Database) -> None:
    asked = event("question_asked", flags=content(order())["flags"])
    with db.begin() as tx:
        made = orders.create(tx, order(status="draft"), by="C001", events=[asked])
    assert (made.status, made.version, made.times_asked) == ("draft", 2, 1)


def test_an_order_number_is_given_once(db: Database) -> None:
    book(db)
    with pytest.raises(sa.exc.IntegrityError):
        book(db)


def test_numbers_count_up_within_their_day(db: Database) -> None:
    with db.begin() as tx:
        numbers = [orders.next_order_no(tx, day=date(2026, 11, day)) for day in (24, 24, 25, 24)]
    assert numbers == ["SO-20261124-0001", "SO-20261124-0002", "SO-20261125-0001", "SO-20261124-0003"]


def test_whoever_read_an_older_version_is_told_so(db: Database) -> None:
    made = book(db)
    with db.begin() as tx:
        orders.append(tx, made.order_no, [event("status_advanced", to="packed")], expected_version=1)
    with pytest.raises(StaleOrder, match="version 2, not 1") as stale, db.begin() as tx:
        orders.append(tx, made.order_no, [event("order_cancelled")], expected_version=1)
    assert (stale.value.expected, stale.value.found) == (1, 2)
    with pytest.raises(NoSuchOrder, match="no order SO-9"), db.begin() as tx:
        orders.append(tx, "SO-9", [event("order_cancelled")], expected_version=1)


def test_one_event_that_is_not_allowed_stops_all_of_them(db: Database) -> None:
    made = book(db)
    with pytest.raises(Disallowed), db.begin() as tx:  # noqa: PT012
        wrong = [event("status_advanced", to="delivered"), event("order_cancelled")]
        orders.append(tx, made.order_no, wrong, expected_version=1)
    with db.begin() as tx:
        assert orders.append(tx, made.order_no, [], expected_version=1) == made
        assert len(orders.history(tx, made.order_no)) == 1


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE order_events SET reason = 'nicer'",
        "UPDATE order_events SET data = '{}' WHERE version = 1",
        "DELETE FROM order_events",
        "DELETE FROM orders",
    ],
)
def test_history_cannot_be_changed(db: Database, change: str) -> None:
    book(db)
    with (
        pytest.raises((sa.exc.DBAPIError, DatabaseDown), match=r"(?i)append-only|foreign key"),
        db.begin() as tx,
    ):
        tx.execute(sa.text(change))
    with db.read() as tx:
        assert len(orders.history(tx, "SO-20261124-0001")) == 1


def test_history_cannot_be_truncated(postgres_db: Database) -> None:
    book(postgres_db)
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), postgres_db.begin() as tx:
        tx.execute(sa.text("TRUNCATE order_events"))


def test_the_snapshot_is_what_the_events_add_up_to(db: Database) -> None:
    random_choice = random.Random(7)
    one = book(db, status="draft")
    for step in range(60):
        kind = random_choice.choice(
            ["status_advanced", "order_changed", "order_held", "order_released", "question_asked"]
        )
        data = {"to": random_choice.choice(LINE_OF_LIFE[:9])} if kind == "status_advanced" else {}
        if kind == "order_changed":
            data = {"note": f"note {step}", "lines": content(one)["lines"][: step % 3]}
        try:
            with db.begin() as tx:
                one = orders.append(tx, one.order_no, [event(kind, **data)], expected_version=one.version)
        except Disallowed:
            continue
    with db.read() as tx:
        history = orders.history(tx, one.order_no)
        assert orders.get(tx, one.order_no) == one == replay(one.order_no, history)
    assert one.version == len(history) > 20


def test_finding_orders(db: Database) -> None:
    wanted: list[tuple[str, State, str]] = [
        ("1", "draft", "A"),
        ("2", "completed", "A"),
        ("3", "packed", "B"),
    ]
    for minutes, (order_no, status, code) in enumerate(wanted):
        made = order(order_no, status=status, placed_at=NOW + minutes * MINUTE, conversation=f"email:{code}")
        _book_as(db, replace(made, customer=replace(made.customer, code=code)))
    with db.read() as tx:
        assert _numbers(orders.listing(tx)) == ["3", "2", "1"]
        assert _numbers(orders.listing(tx, limit=1)) == ["3"]
        assert _numbers(orders.listing(tx, status="packed")) == ["3"]
        assert _numbers(orders.listing(tx, customer="A", status="draft")) == ["1"]
        assert _numbers(orders.of_customer(tx, "A")) == ["1"]
        assert _numbers(orders.of_customer(tx, "A", open_only=False)) == ["2", "1"]
        assert _numbers(orders.of_conversation(tx, "email:B")) == ["3"]


def _book_as(db: Database, made: Order) -> None:
    with db.begin() as tx:
        orders.create(tx, made, by="x")


def _numbers(found: tuple[Order, ...]) -> list[str]:
    return [one.order_no for one in found]
