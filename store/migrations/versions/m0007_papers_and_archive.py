"""Files that go along with mails; the archive, with the words of what is there already."""

import json
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from store import searchwords

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOMENT = sa.TIMESTAMP(timezone=True).with_variant(sa.String(27), "sqlite")
ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "outbox_files",
        sa.Column("outbox_id", ROW_ID, autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], name="fk_outbox_files_outbox_id"),
        sa.PrimaryKeyConstraint("outbox_id", "position", name="pk_outbox_files"),
    )


    op.create_table(
        "archive",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("order_no", sa.Text(), nullable=True),
        sa.Column("inbox_id", ROW_ID, nullable=True),
        sa.Column("outbox_id", ROW_ID, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["order_no"], ["orders.order_no"], name="fk_archive_order_no"),
        sa.ForeignKeyConstraint(["inbox_id"], ["inbox.id"], name="fk_archive_inbox_id"),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], name="fk_archive_outbox_id"),
        sa.PrimaryKeyConstraint("id", name="pk_archive"),
        sa.UniqueConstraint("order_no", name="uq_archive_order_no"),
        sa.UniqueConstraint("inbox_id", name="uq_archive_inbox_id"),
        sa.UniqueConstraint("outbox_id", name="uq_archive_outbox_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_archive_at", "archive", ["at"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TABLE archive_words (id BIGINT PRIMARY KEY REFERENCES archive (id), words TSVECTOR NOT NULL)"
        )
        op.execute("CREATE INDEX ix_archive_words ON archive_words USING gin (words)")
    else:
        op.execute("CREATE VIRTUAL TABLE archive_words USING fts5 (words, tokenize = 'ascii')")
    _fill()


def _fill() -> None:
    """Everything that is there already, as this revision's tables have it."""
    connection = op.get_bind()
    orders = connection.execute(sa.text("SELECT order_no, placed_at AS at, body FROM orders"))
    for row in orders.yield_per(500):
        body = _json(row.body)
        customer = body.get("customer") or {}
        said = [row.order_no, *customer.values(), *(body.get(x) for x in ("delivery_address", "po_number", "note"))]
        for line in body.get("lines") or ():
            said += [line.get("text"), line.get("sku"), line.get("spec")]
        said += [shipment.get("tracking_number") for shipment in body.get("shipments") or ()]
        _keep("order_no", row.order_no, row.at, said)
    came = connection.execute(sa.text("SELECT id, received_at AS at, text, envelope FROM inbox"))
    for row in came.yield_per(500):
        rest = _json(row.envelope)
        said = [rest.get("subject"), row.text, rest.get("sender_name"), rest.get("sender_address")]
        _keep("inbox_id", row.id, row.at, said)
    went = connection.execute(sa.text("SELECT id, queued_at AS at, subject, text, recipient FROM outbox"))
    for row in went.yield_per(500):
        _keep("outbox_id", row.id, row.at, [row.subject, row.text, row.recipient])


def _keep(column: str, value: object, at: datetime | str, said: list[Any]) -> None:
    connection = op.get_bind()
    insert = sa.text(f"INSERT INTO archive ({column}, at) VALUES (:value, :at) RETURNING id")  # noqa: S608
    number = connection.execute(insert, {"value": value, "at": at}).scalar_one()
    words = searchwords.words("\n".join(str(one) for one in said if one))
    if connection.dialect.name == "postgresql":
        into = "INSERT INTO archive_words (id, words) VALUES (:id, to_tsvector('simple', :words))"
    else:
        into = "INSERT INTO archive_words (rowid, words) VALUES (:id, :words)"
    connection.execute(sa.text(into), {"id": number, "words": words})


def _json(value: Any) -> dict[str, Any]:
    found = json.loads(value) if isinstance(value, str) else value
    return found if isinstance(found, dict) else {}


def downgrade() -> None:
    op.execute("DROP TABLE archive_words")
    op.drop_table("archive")
    op.drop_table("outbox_files")
