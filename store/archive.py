"""The archive: every order and every message, found by any of its words. Written in the transaction that writes them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from store import searchwords
from store.database import Tx
from store.order import Order
from store.order_json import order_from_json
from store.sql import insert
from store.tables import archive, inbox, orders, outbox, products

Kind = Literal["order", "in", "out"]


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found: an order (`order_no`), or a message that came in or went out (`id`), with the order that it
    belongs to, if any. `who`: the customer, the writer or the reader."""

    kind: Kind
    order_no: str | None
    id: int | None
    at: datetime
    channel: str
    who: str
    excerpt: str


def keep_order(tx: Tx, order: Order) -> None:
    """The order is found by what it says now."""
    _keep(tx, _order_text(tx, order), order.placed_at, order_no=order.order_no)


def keep_inbound(tx: Tx, inbox_id: int, *texts: str | None, at: datetime) -> None:
    """A message that came in is found by these texts."""
    _keep(tx, "\n".join(text for text in texts if text), at, inbox_id=inbox_id)


def keep_outbound(tx: Tx, outbox_id: int, *texts: str | None, at: datetime) -> None:
    """A message that goes out is found by these texts."""
    _keep(tx, "\n".join(text for text in texts if text), at, outbox_id=outbox_id)


def search(tx: Tx, query: str, *, customer: str | None = None, limit: int = 50) -> tuple[Hit, ...]:
    """What has all parts of the query, the newest first; with `customer` only what belongs to orders of that code."""
    terms = searchwords.terms(query)
    if not terms:
        return ()
    number = sa.func.coalesce(archive.c.order_no, inbox.c.order_no, outbox.c.order_no)
    found = (
        sa.select(
            archive.c.order_no, archive.c.inbox_id, archive.c.outbox_id, archive.c.at, number.label("of")
        )
        .select_from(
            archive.outerjoin(inbox, inbox.c.id == archive.c.inbox_id).outerjoin(
                outbox, outbox.c.id == archive.c.outbox_id
            )
        )
        .where(archive.c.id.in_(_matching(tx, terms)))
    )
    if customer is not None:
        own = sa.select(orders.c.order_no).where(orders.c.customer_code == customer)
        found = found.where(number.in_(own))
    rows = tx.execute(found.order_by(archive.c.at.desc(), archive.c.id.desc()).limit(limit)).all()
    return tuple(hit for row in rows if (hit := _hit(tx, row, query)) is not None)


def _matching(tx: Tx, terms: tuple[searchwords.Term, ...]) -> Any:
    if tx.dialect.name == "postgresql":
        asked = " & ".join(f"({term.tsquery})" for term in terms)
        text = "SELECT id FROM archive_words WHERE words @@ to_tsquery('simple', :asked)"
    else:
        asked = " AND ".join(term.fts5 for term in terms)
        text = "SELECT rowid FROM archive_words WHERE archive_words MATCH :asked"
    return sa.text(text).bindparams(asked=asked).columns(sa.column("id", sa.BigInteger)).scalar_subquery()


def _keep(tx: Tx, text: str, at: datetime, **of: Any) -> None:
    (column,) = of
    statement = insert(tx, archive).values(at=at, **of)
    statement = statement.on_conflict_do_update(index_elements=[column], set_={"at": at})
    number = tx.scalar(statement.returning(archive.c.id))
    values = {"id": number, "words": searchwords.words(text)}
    if tx.dialect.name == "postgresql":
        tx.execute(
            sa.text(
                "INSERT INTO archive_words (id, words) VALUES (:id, to_tsvector('simple', :words)) "
                "ON CONFLICT (id) DO UPDATE SET words = excluded.words"
            ),
            values,
        )
    else:
        tx.execute(
            sa.text("INSERT OR REPLACE INTO archive_words (rowid, words) VALUES (:id, :words)"), values
        )


def _hit(tx: Tx, row: Any, query: str) -> Hit | None:
    if row.order_no is not None:
        found = tx.execute(sa.select(orders).where(orders.c.order_no == row.order_no)).one()
        try:
            order = order_from_json(
                found.body,
                order_no=row.order_no,
                status=found.status,
                version=found.version,
                placed_at=row.at,
            )
        except (KeyError, TypeError, ValueError, ArithmeticError):
            # One order that cannot be read hides no other.
            return None
        who = order.customer.company or order.customer.contact or order.reply_to
        text = _order_text(tx, order)
        return Hit("order", row.order_no, None, row.at, order.channel, who, searchwords.excerpt(text, query))
    if row.inbox_id is not None:
        came = tx.execute(sa.select(inbox).where(inbox.c.id == row.inbox_id)).one()
        who = came.envelope.get("sender_name") or came.envelope.get("sender_address") or ""
        text = _joined(came.envelope.get("subject"), came.text)
        return Hit("in", row.of, came.id, row.at, came.channel, who, searchwords.excerpt(text, query))
    went = tx.execute(sa.select(outbox).where(outbox.c.id == row.outbox_id)).one()
    text = _joined(went.subject, went.text)
    return Hit("out", row.of, went.id, row.at, went.channel, went.recipient, searchwords.excerpt(text, query))


def _order_text(tx: Tx, order: Order) -> str:
    customer = order.customer
    skus = [line.sku for line in order.lines if line.sku]
    named = sa.select(products.c.name, products.c.name_en).where(products.c.sku.in_(skus))
    # Whoever looks for a product uses our name of it, whatever the customer's was.
    names = [name for row in tx.execute(named) for name in row] if skus else []
    return _joined(
        order.order_no,
        customer.company,
        customer.contact,
        *(f"{line.text} {line.sku or ''} {line.spec or ''}" for line in order.lines),
        *names,
        order.delivery_address,
        order.po_number,
        order.note,
        customer.code,
        customer.phone,
        # As people in the country write it.
        customer.phone.removeprefix("+86") if customer.phone else None,
        customer.email,
        order.on_behalf_of_rep,
        *(shipment.tracking_number for shipment in order.shipments),
    )


def _joined(*parts: str | None) -> str:
    return "\n".join(part for part in parts if part)
