"""The messages of an order, both ways."""

from store import inbox, order_messages, outbox
from store.database import Database
from tests.store.making import MINUTE, NOW, draft, envelope, keep_all


def test_the_messages_of_an_order_both_ways(db: Database) -> None:
    keep_all(db, envelope(1), envelope(2))
    with db.begin() as tx:
        inbox.finish(tx, 1, outcome="booked", order_no="SO-1", now=NOW)
        outbox.enqueue(tx, draft(1, order_no="SO-1", inbox_id=1), now=NOW + MINUTE)
        outbox.enqueue(tx, draft(2, order_no="SO-2"), now=NOW)
        found = order_messages.of_order(tx, "SO-1")
    assert [(m.direction, m.at, m.channel, m.id) for m in found] == [
        ("in", NOW, "email", 1),
        ("out", NOW + MINUTE, "email", 1),
    ]
