"""The tables as they stand after the last migration; a test holds the two together."""

from typing import Any

import sqlalchemy as sa

from store.columns import Amount, Json, Key, Moment, RowId, Words

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> "sa.Column[int]":
    return sa.Column("id", RowId, primary_key=True, autoincrement=True)


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, Words, nullable=False)


# What came in. `identity` makes a mail one message however it reached us (store.identity).
inbox = sa.Table(
    "inbox",
    metadata,
    _id(),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("source", Key, nullable=False, unique=True),
    sa.Column("identity", sa.Text, unique=True),
    sa.Column("conversation", Key, nullable=False),
    sa.Column("message_id", Key, index=True),
    sa.Column("received_at", Moment, nullable=False),
    sa.Column("kept_at", Moment, nullable=False),
    _text("text"),
    sa.Column("envelope", Json, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("due_at", Moment, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("outcome", sa.Text),
    sa.Column("reason", Words),
    sa.Column("order_no", sa.Text, index=True),
    sa.Column("reading", Json),
    sa.Column("done_at", Moment),
    # The message with which it was dealt with as one (see `store.inbox.following`).
    sa.Column("part_of", RowId, index=True),
    sqlite_autoincrement=True,
)
sa.Index("ix_inbox_conversation", inbox.c.conversation, inbox.c.id)
# SQLite uses a partial index only where the query says the same words, without a parameter: use these.
NEW = sa.text("inbox.state = 'new'")
UNSENT = sa.text("outbox.state IN ('queued', 'sending')")
UNTOLD = sa.text("orders.told_from > orders.announced")
UNSEEN = sa.text("reviews.state = 'open' AND reviews.told_at IS NULL")
WAITING = sa.text("orders.look_at IS NOT NULL")
UNNOTICED = sa.text("orders.version > orders.noticed")
BREACHED = sa.text("orders.breach IS NOT NULL")
NOT_TOLD = sa.text("reviews.state = 'open' AND reviews.noticed_at IS NULL")
PROMISED = sa.text("orders.promised IS NOT NULL")
AFTERCARE = sa.text("orders.follow_at IS NOT NULL")


def _partial(name: str, where: str, *columns: "sa.Column[Any]") -> None:
    sa.Index(name, *columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


_partial("ix_inbox_new", "state = 'new'", inbox.c.id)
_partial("ix_inbox_new_conversation", "state = 'new'", inbox.c.conversation, inbox.c.id)

# The bytes as they came, apart from the row so that listing the inbox stays light.
inbox_raw = sa.Table(
    "inbox_raw",
    metadata,
    sa.Column("inbox_id", RowId, sa.ForeignKey("inbox.id"), primary_key=True, autoincrement=False),
    sa.Column("raw", sa.LargeBinary, nullable=False),
)

# Files whose bytes are not in `inbox_raw` (chat); a mail's attachments stay in the mail.
inbox_files = sa.Table(
    "inbox_files",
    metadata,
    sa.Column("inbox_id", RowId, sa.ForeignKey("inbox.id"), primary_key=True, autoincrement=False),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
)

# How far each listener has read its source.
cursors = sa.Table(
    "cursors",
    metadata,
    sa.Column("source", Key, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

# What goes out.
outbox = sa.Table(
    "outbox",
    metadata,
    _id(),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("conversation", Key, nullable=False),
    sa.Column("recipient", Key, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("subject", Words),
    _text("text"),
    sa.Column("html", Words),
    sa.Column("extra", Json, nullable=False),
    sa.Column("order_no", sa.Text, index=True),
    sa.Column("inbox_id", RowId, sa.ForeignKey("inbox.id"), index=True),
    sa.Column("dedupe_key", Key, nullable=False, unique=True),
    sa.Column("token", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("due_at", Moment, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("queued_at", Moment, nullable=False),
    sa.Column("sent_at", Moment),
    sa.Column("receipt", Key),
    sa.Column("reason", Words),
    # What is no answer may wait for the end of the quiet hours; it keeps no answer back.
    sa.Column("not_before", Moment),
    sqlite_autoincrement=True,
)
sa.Index("ix_outbox_conversation", outbox.c.conversation, outbox.c.id)
sa.Index("ix_outbox_recipient", outbox.c.recipient, outbox.c.queued_at)
_partial("ix_outbox_unsent", "state IN ('queued', 'sending')", outbox.c.id)
_partial(
    "ix_outbox_unsent_conversation", "state IN ('queued', 'sending')", outbox.c.conversation, outbox.c.id
)
sa.Index("ix_outbox_receipt", outbox.c.channel, outbox.c.receipt)

# Files that go along with a mail, as they were when it was queued.
outbox_files = sa.Table(
    "outbox_files",
    metadata,
    sa.Column("outbox_id", RowId, sa.ForeignKey("outbox.id"), primary_key=True, autoincrement=False),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("name", Words, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
)

# An order as it stands (`body`), how far its customer has been told, when not to be told before (`tell_at`), and, where it
# waits for the customer, when to look at it again (`look_at`).
orders = sa.Table(
    "orders",
    metadata,
    sa.Column("order_no", sa.Text, primary_key=True),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("customer_code", Key),
    sa.Column("conversation", Key, nullable=False),
    sa.Column("placed_at", Moment, nullable=False),
    sa.Column("changed_at", Moment, nullable=False),
    sa.Column("told_from", sa.Integer, nullable=False),
    sa.Column("announced", sa.Integer, nullable=False),
    sa.Column("body", Json, nullable=False),
    sa.Column("look_at", Moment),
    sa.Column("tell_at", Moment),
    # How far the staff were told, and how far the dealing with a breach of the rules has come.
    sa.Column("noticed", sa.Integer, nullable=False),
    sa.Column("breach", sa.Text),
    # The day on which an order that is under way shall be there (ISO), and the day on which that was looked at last.
    sa.Column("promised", sa.Text),
    sa.Column("watched_on", sa.Text),
    # When to look (again) at an order that is completed.
    sa.Column("follow_at", Moment),
)
sa.Index("ix_orders_customer", orders.c.customer_code, orders.c.placed_at)
sa.Index("ix_orders_conversation", orders.c.conversation, orders.c.placed_at)
sa.Index("ix_orders_status", orders.c.status, orders.c.placed_at)
sa.Index("ix_orders_placed", orders.c.placed_at, orders.c.order_no)
_partial("ix_orders_untold", "told_from > announced", orders.c.order_no)
_partial("ix_orders_promised", "promised IS NOT NULL", orders.c.promised)
_partial("ix_orders_follow", "follow_at IS NOT NULL", orders.c.follow_at)
_partial("ix_orders_look", "look_at IS NOT NULL", orders.c.look_at)

_partial("ix_orders_unnoticed", "version > noticed", orders.c.changed_at)
_partial("ix_orders_breach", "breach IS NOT NULL", orders.c.order_no)

# Whose an order is: people and departments by their names.
assignees = sa.Table(
    "assignees",
    metadata,
    sa.Column("name", Key, primary_key=True),
    sa.Column("order_no", sa.Text, sa.ForeignKey("orders.order_no"), primary_key=True),
)
sa.Index("ix_assignees_order_no", assignees.c.order_no)

# What happened to an order; append-only, a trigger refuses anything else.
order_events = sa.Table(
    "order_events",
    metadata,
    sa.Column("order_no", sa.Text, sa.ForeignKey("orders.order_no"), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("by", Words, nullable=False, quote=True),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("reason", Words),
    sa.Column("data", Json, nullable=False),
)

# What the archive finds, each an order or a message. Its words lie in `archive_words`, which each database has in its own
# form (FTS5, tsvector); the migration makes it and `store.archive` alone uses it.
archive = sa.Table(
    "archive",
    metadata,
    _id(),
    sa.Column("order_no", sa.Text, sa.ForeignKey("orders.order_no"), unique=True),
    sa.Column("inbox_id", RowId, sa.ForeignKey("inbox.id"), unique=True),
    sa.Column("outbox_id", RowId, sa.ForeignKey("outbox.id"), unique=True),
    sa.Column("at", Moment, nullable=False, index=True),
    sqlite_autoincrement=True,
)

# The parcels that carriers are asked about. `due_at`: when to ask next; `learnt_at`: when something new was last heard.
shipments = sa.Table(
    "shipments",
    metadata,
    _id(),
    sa.Column("order_no", sa.Text, sa.ForeignKey("orders.order_no"), nullable=False),
    sa.Column("carrier", Key, nullable=False),
    sa.Column("tracking_number", Key, nullable=False, index=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("status", sa.Text),
    sa.Column("added_at", Moment, nullable=False),
    sa.Column("learnt_at", Moment, nullable=False),
    sa.Column("asked_at", Moment),
    sa.Column("due_at", Moment, nullable=False),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("registered", sa.Text),
    sa.Column("reported", sa.Boolean, nullable=False),
    sa.Column("reason", Words),
    # The day (ISO) on which its carrier expects it to be there.
    sa.Column("expected", sa.Text),
    sa.UniqueConstraint("order_no", "carrier", "tracking_number"),
    sqlite_autoincrement=True,
)
FOLLOWED = sa.text("shipments.state = 'followed'")
_partial("ix_shipments_followed", "state = 'followed'", shipments.c.due_at)

# What carriers told of a parcel, each thing once (store.shipment).
tracking_events = sa.Table(
    "tracking_events",
    metadata,
    _id(),
    sa.Column("shipment_id", RowId, sa.ForeignKey("shipments.id"), nullable=False),
    sa.Column("identity", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    _text("text"),
    _text("place"),
    _text("code"),
    sa.Column("seen_at", Moment, nullable=False),
    sa.UniqueConstraint("shipment_id", "identity"),
    sqlite_autoincrement=True,
)

# Those who are asked about parcels: not before `free_at`, and what is wrong.
trackers = sa.Table(
    "trackers",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("free_at", Moment, nullable=False),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("reason", Words),
)

# What our own couriers deliver: an order, who takes it when, and who signed for it (store.stops).
stops = sa.Table(
    "stops",
    metadata,
    sa.Column("order_no", sa.Text, sa.ForeignKey("orders.order_no"), primary_key=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("courier", Key),
    sa.Column("day", sa.Date),
    sa.Column("position", sa.Integer),
    sa.Column("since", Moment),
    sa.Column("until", Moment),
    sa.Column("delivered_at", Moment),
    sa.Column("signed_by", Words),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("reported", sa.Boolean, nullable=False),
)
sa.Index("ix_stops_day", stops.c.day, stops.c.courier, stops.c.position)
_partial("ix_stops_waiting", "state = 'waiting'", stops.c.order_no)

order_numbers = sa.Table(
    "order_numbers",
    metadata,
    sa.Column("day", sa.Text, primary_key=True),
    sa.Column("last", sa.Integer, nullable=False),
)

# The company's files, replaced as a whole; `versions` counts the imports.
products = sa.Table(
    "products",
    metadata,
    sa.Column("sku", Key, primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    _text("name"),
    _text("name_en"),
    sa.Column("aliases", Json, nullable=False),
    _text("spec"),
    _text("category"),
    _text("base_unit"),
    sa.Column("units", Json, nullable=False),
    sa.Column("default_unit", Words),
    sa.Column("price", Amount),
    sa.Column("currency", Words),
    sa.Column("min_order", Amount),
    sa.Column("stock", Amount),
    sa.Column("substitute", Words),
    sa.Column("restock", sa.Date),
    # From this on, in base units, the stock is low.
    sa.Column("low_stock", Amount),
)

# The products whose low stock was told; one that is there in plenty again has no row.
low_stock = sa.Table(
    "low_stock",
    metadata,
    sa.Column("sku", Key, primary_key=True),
    sa.Column("told_at", Moment, nullable=False),
)

customers = sa.Table(
    "customers",
    metadata,
    sa.Column("code", Key, primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    _text("company"),
    _text("company_en"),
    _text("contact"),
    _text("phone"),
    sa.Column("emails", Json, nullable=False),
    _text("telegram"),
    sa.Column("addresses", Json, nullable=False),
    sa.Column("payment", sa.Text),
    sa.Column("currency", Words),
    _text("language"),
    _text("date_order"),
    _text("rep"),
    sa.Column("zone", Words),
    sa.Column("coordinates", Json),
    sa.Column("stages", Json),
    sa.Column("confirmation", sa.Text),
)

reps = sa.Table(
    "reps",
    metadata,
    sa.Column("name", Key, primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("emails", Json, nullable=False),
    _text("telegram"),
)

versions = sa.Table(
    "versions",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
)

# What waits for an operator's decision, of which kind, until when, and when the operators were told that it is overdue.
reviews = sa.Table(
    "reviews",
    metadata,
    _id(),
    sa.Column("inbox_id", RowId, sa.ForeignKey("inbox.id"), unique=True),
    sa.Column("order_no", sa.Text),
    _text("reason"),
    sa.Column("opened_at", Moment, nullable=False),
    sa.Column("state", sa.Text, nullable=False, index=True),
    sa.Column("decided_by", Words),
    sa.Column("decided_at", Moment),
    sa.Column("kind", Words),
    sa.Column("due_at", Moment),
    sa.Column("told_at", Moment),
    sa.Column("noticed_at", Moment),
    sqlite_autoincrement=True,
)
_partial("ix_reviews_unnoticed", "state = 'open' AND noticed_at IS NULL", reviews.c.id)
_partial("ix_reviews_overdue", "state = 'open' AND told_at IS NULL", reviews.c.due_at)

conversations = sa.Table(
    "conversations",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("channel", sa.Text, nullable=False),
    _text("reply_to"),
    sa.Column("name", Words),
    sa.Column("customer_code", Key, index=True),
    sa.Column("last_message_at", Moment, nullable=False),
)

# A customer's own words for products, as they were settled: `word` as `parsers.ownwords.key` has it, `said` as it was written.
words = sa.Table(
    "words",
    metadata,
    sa.Column("customer_code", Key, primary_key=True),
    sa.Column("word", Key, primary_key=True),
    _text("said"),
    sa.Column("sku", Key, nullable=False),
    sa.Column("order_no", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
)

# A person answers here: `key` is a conversation's key or a customer's code (then all of that customer's).
takeovers = sa.Table(
    "takeovers",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("by", Words, nullable=False, quote=True),
    sa.Column("at", Moment, nullable=False),
)

# Of which stages of their orders customers want to hear (a code, or a conversation).
wishes = sa.Table(
    "wishes",
    metadata,
    sa.Column("who", Key, primary_key=True),
    sa.Column("stages", Json, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("by", Words, nullable=False, quote=True),
)

# Which account of a chat a handle on file belongs to, and which other one has used it since.
accounts = sa.Table(
    "accounts",
    metadata,
    sa.Column("handle", Key, primary_key=True),
    sa.Column("account", Key, nullable=False, index=True),
    sa.Column("bound_at", Moment, nullable=False),
    sa.Column("claimed_by", Key),
    sa.Column("claimed_at", Moment),
)

# Web chat: who is behind a browser. Tokens and codes are kept as digests only.
visitors = sa.Table(
    "visitors",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("token_digest", sa.Text, nullable=False, unique=True),
    sa.Column("customer_code", Key),
    sa.Column("made_at", Moment, nullable=False),
)

links = sa.Table(
    "links",
    metadata,
    sa.Column("token_digest", sa.Text, primary_key=True),
    sa.Column("customer_code", Key, nullable=False, index=True),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("expires_at", Moment),
)

codes = sa.Table(
    "codes",
    metadata,
    _id(),
    sa.Column("visitor", sa.Text, sa.ForeignKey("visitors.id"), nullable=False, index=True),
    sa.Column("customer_code", Key, nullable=False, index=True),
    sa.Column("code_digest", sa.Text, nullable=False),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("expires_at", Moment, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("used", sa.Boolean, nullable=False),
    sqlite_autoincrement=True,
)

# Programs that may call us, each by a secret key of which only the digest is kept. `customer_code`: they act for nobody else.
api_keys = sa.Table(
    "api_keys",
    metadata,
    _id(),
    sa.Column("name", Key, nullable=False),
    sa.Column("digest", sa.Text, nullable=False, unique=True),
    sa.Column("roles", Json, nullable=False),
    sa.Column("customer_code", Key),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("made_by", Words, nullable=False),
    sa.Column("revoked_at", Moment),
    sa.Column("revoked_by", Words),
    sqlite_autoincrement=True,
)
sa.Index(
    "uq_api_keys_name_in_use",
    api_keys.c.name,
    unique=True,
    sqlite_where=sa.text("revoked_at IS NULL"),
    postgresql_where=sa.text("revoked_at IS NULL"),
)

# What those programs called, the refused calls too.
api_calls = sa.Table(
    "api_calls",
    metadata,
    _id(),
    sa.Column("at", Moment, nullable=False, index=True),
    sa.Column("by", Key, nullable=False, quote=True),
    sa.Column("method", sa.Text, nullable=False),
    sa.Column("path", Words, nullable=False),
    sa.Column("status", sa.Integer, nullable=False),
    sqlite_autoincrement=True,
)
sa.Index("ix_api_calls_by", api_calls.c.by, api_calls.c.id)

# Lists of moves that were begun, by where they came from and by their bytes; `done_at`: all of it was told.
move_lists = sa.Table(
    "move_lists",
    metadata,
    sa.Column("source", Key, primary_key=True),
    sa.Column("digest", sa.Text, primary_key=True),
    sa.Column("begun_at", Moment, nullable=False),
    sa.Column("done_at", Moment),
)

# What became of each row of a list of moves, so that a list that is given again does nothing twice.
moves = sa.Table(
    "moves",
    metadata,
    sa.Column("source", Key, primary_key=True),
    sa.Column("digest", sa.Text, primary_key=True),
    sa.Column("row", sa.Integer, primary_key=True, autoincrement=False, quote=True),
    sa.Column("at", Moment, nullable=False),
    _text("order_no"),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("detail", Words),
    sa.Column("status", sa.Text),
    sa.Column("version", sa.Integer),
)
