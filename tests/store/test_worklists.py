"""What is still to be told of orders: drawn by one at a time, and told to the customer once."""

from store import orders, worklists
from store.database import Database
from store.order import Shipment
from tests.store.making import NOW, book, event


def test_a_change_is_told_once(db: Database) -> None:
    made = book(db)
    with db.begin() as tx:
        assert worklists.unannounced(tx, now=NOW) is None  # the receipt told of the booking
        moved = [
            event("order_changed", note="x"),
            event("shipment_added", shipment={"carrier": "sf", "tracking_number": "SF1"}),
            event("status_advanced", to="shipped"),
        ]
        orders.append(tx, made.order_no, moved, expected_version=1)
    for _ in range(2):  # until it is marked, it stays to be told
        with db.begin() as tx:
            found = worklists.unannounced(tx, now=NOW)
            assert found
            now, events = found
            assert [e.kind for e in events] == ["shipment_added", "status_advanced"]
            assert (now.version, now.shipments) == (4, (Shipment("sf", "SF1"),))
    with db.begin() as tx:
        worklists.mark_announced(tx, made.order_no, now.version)
        worklists.mark_announced(tx, made.order_no, 2)  # never back
        assert worklists.unannounced(tx, now=NOW) is None
        orders.append(tx, made.order_no, [event("request_recorded")], expected_version=4)
        assert worklists.unannounced(tx, now=NOW) is None
        orders.append(tx, made.order_no, [event("status_advanced", to="in_transit")], expected_version=5)
        found = worklists.unannounced(tx, now=NOW)
        assert found
        assert [e.data["to"] for e in found[1]] == ["in_transit"]


def test_an_answer_that_told_already_leaves_nothing_to_tell(db: Database) -> None:
    made = book(db)
    with db.begin() as tx:
        after = orders.append(tx, made.order_no, [event("order_cancelled", by="C001")], expected_version=1)
        worklists.mark_announced(tx, made.order_no, after.version)
        assert worklists.unannounced(tx, now=NOW) is None


def test_two_that_tell_at_once_take_different_orders(postgres_db: Database) -> None:
    for order_no in ("1", "2"):
        book(postgres_db, order_no)
        with postgres_db.begin() as tx:
            orders.append(tx, order_no, [event("status_advanced", to="packed")], expected_version=1)
    with postgres_db.begin() as one, postgres_db.begin() as other:
        first, second = worklists.unannounced(one, now=NOW), worklists.unannounced(other, now=NOW)
        assert first
        assert second
        assert {first[0].order_no, second[0].order_no} == {"1", "2"}
        with postgres_db.begin() as third:
            assert worklists.unannounced(third, now=NOW) is None
