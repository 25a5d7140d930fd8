"""The outbox: what goes out, written in the transaction that decides it, delivered at least once.

States: `queued` → `sending` (an attempt is written before it is made) → `sent`, or back to `queued`, or `failed`
(also from `sent`, where a mail comes back later).
A `sending` row whose lease has run out (its sender died) is due again, the attempt counted.
"""

import re
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal

import sqlalchemy as sa

from store import archive
from store.database import Tx
from store.sql import insert, newest, row_lock
from store.tables import UNSENT, outbox, outbox_files

OutboxState = Literal["queued", "sending", "sent", "failed"]


@dataclass(frozen=True, slots=True)
class OutgoingFile:
    """A file that goes along with a message; `kind` is its media type."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True, slots=True)
class OutgoingDraft:
    """A message to send. `dedupe_key` says what it is for, e.g. `receipt:inbox:17`: it goes out once.

    `buttons`: (label, callback data). `inbox_id`: the message that it answers. `to`: mail address or chat id.
    `not_before`: it is no answer and waits until then, and nothing of its conversation waits for it.
    `order_version`: that of the order as the text shows it. `files` go along by mail and Telegram.
    """

    channel: str
    conversation: str
    to: str
    kind: str
    language: str
    text: str
    dedupe_key: str
    subject: str | None = None
    html: str | None = None
    buttons: tuple[tuple[str, str], ...] = ()
    order_no: str | None = None
    inbox_id: int | None = None
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    not_before: datetime | None = None
    order_version: int | None = None
    files: tuple[OutgoingFile, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxItem(OutgoingDraft):
    """A message in the outbox. `due_at`: when it may be tried (again). `files` are there only where it is claimed, to be
    sent."""

    id: int
    token: str
    state: OutboxState
    attempts: int
    queued_at: datetime
    due_at: datetime
    sent_at: datetime | None = None
    receipt: str | None = None
    reason: str | None = None

    def message_id(self, domain: str) -> str:
        """The Message-ID of this mail: the same at every attempt, so that a repeated one is recognised."""
        return f"<jiedan-{self.id}-{self.token}@{domain}>"


COPY = "copy"
"""The kind of what is a copy of a message to somebody else."""
STAFF = "staff"
"""The kind of what answers or tells somebody who works here."""

_MESSAGE_ID = re.compile(r"<?jiedan-(\d{1,18})-([0-9a-f]{8})@[^<>\s]*>?\Z")


def enqueue(tx: Tx, draft: OutgoingDraft, *, now: datetime) -> int | None:
    """Queue a message; its id, or None if one with its `dedupe_key` is there already."""
    statement = (
        insert(tx, outbox)
        .values(
            channel=draft.channel,
            conversation=draft.conversation,
            recipient=draft.to,
            kind=draft.kind,
            language=draft.language,
            subject=draft.subject,
            text=draft.text,
            html=draft.html,
            extra={
                "buttons": [list(button) for button in draft.buttons],
                "in_reply_to": draft.in_reply_to,
                "references": list(draft.references),
                "cc": list(draft.cc),
                "order_version": draft.order_version,
            },
            order_no=draft.order_no,
            inbox_id=draft.inbox_id,
            dedupe_key=draft.dedupe_key,
            token=secrets.token_hex(4),
            state="queued",
            due_at=now,
            attempts=0,
            queued_at=now,
            not_before=draft.not_before,
        )
        .on_conflict_do_nothing(index_elements=["dedupe_key"])
        .returning(outbox.c.id)
    )
    outbox_id: int | None = tx.scalar(statement)
    if outbox_id is None:
        return None
    archive.keep_outbound(tx, outbox_id, draft.subject, draft.text, draft.to, at=now)
    if draft.files:
        rows = [
            {
                "outbox_id": outbox_id,
                "position": at,
                "name": one.name,
                "kind": one.kind,
                "content": one.content,
            }
            for at, one in enumerate(draft.files)
        ]
        tx.execute(sa.insert(outbox_files), rows)
    return outbox_id


def files(tx: Tx, outbox_id: int) -> tuple[OutgoingFile, ...]:
    """The files that go along with a message, in their order."""
    query = sa.select(outbox_files).where(outbox_files.c.outbox_id == outbox_id)
    rows = tx.execute(query.order_by(outbox_files.c.position))
    return tuple(OutgoingFile(row.name, row.kind, row.content) for row in rows)


def claim(
    tx: Tx, *, now: datetime, lease: timedelta, channels: tuple[str, ...] | None = None
) -> OutboxItem | None:
    """The oldest message that is due and has no earlier unsent one in its conversation, or None.

    Writes the attempt, and the end of the lease as the time of the next one: commit, then dial.
    `channels`: only these, where this process can send no others.
    """
    earlier = outbox.alias("earlier")
    blocked = sa.exists().where(
        earlier.c.conversation == outbox.c.conversation,
        sa.text("earlier.state IN ('queued', 'sending')"),
        earlier.c.id < outbox.c.id,
        _may_go(earlier, now),
    )
    # What was never tried does not wait for a clock that went back since it was queued.
    fresh = sa.and_(outbox.c.attempts == 0, outbox.c.reason.is_(None))
    due = sa.or_(outbox.c.due_at <= now, fresh)
    query = sa.select(outbox.c.id).where(UNSENT, due, _may_go(outbox, now), ~blocked)
    if channels is not None:
        query = query.where(outbox.c.channel.in_(channels))
    outbox_id = tx.scalar(row_lock(query.order_by(outbox.c.id).limit(1), outbox))
    if outbox_id is None:
        return None
    statement = (
        sa.update(outbox)
        .where(outbox.c.id == outbox_id)
        .values(state="sending", attempts=outbox.c.attempts + 1, due_at=now + lease)
        .returning(outbox)
    )
    return replace(_item(tx.execute(statement).one()), files=files(tx, outbox_id))


def _may_go(table: "sa.FromClause", now: datetime) -> "sa.ColumnElement[bool]":
    return sa.or_(table.c.not_before.is_(None), table.c.not_before <= now)


def renew(tx: Tx, outbox_id: int, *, attempt: int, until: datetime) -> bool:
    """The attempt goes on: nobody else may repeat it before `until`. False if it is not the latest any more."""
    statement = (
        sa.update(outbox)
        .where(outbox.c.id == outbox_id, outbox.c.state == "sending", outbox.c.attempts == attempt)
        .values(due_at=until)
    )
    return tx.execute(statement).rowcount == 1


def sent(tx: Tx, outbox_id: int, *, receipt: str, now: datetime) -> None:
    """It went out. Also where a slower attempt has failed meanwhile: what was delivered is delivered."""
    tx.execute(
        sa.update(outbox)
        .where(outbox.c.id == outbox_id, outbox.c.state != "sent")
        .values(state="sent", receipt=receipt, sent_at=now, reason=None)
    )


def failed(
    tx: Tx,
    outbox_id: int,
    *,
    reason: str,
    permanent: bool,
    now: datetime,
    retry_at: datetime | None = None,
    attempt: int | None = None,
) -> None:
    """An attempt failed: due again at `retry_at`, or `failed` for good if `permanent` or without one.

    `attempt`: the item's `attempts` as claimed; with it, the news of an attempt that another has
    overtaken (its lease ran out) changes nothing.
    """
    for_good = permanent or retry_at is None
    statement = sa.update(outbox).where(outbox.c.id == outbox_id, outbox.c.state == "sending")
    if attempt is not None:
        statement = statement.where(outbox.c.attempts == attempt)
    tx.execute(
        statement.values(
            state="failed" if for_good else "queued", reason=reason, due_at=now if for_good else retry_at
        )
    )


def postpone(tx: Tx, outbox_id: int, *, until: datetime, reason: str, attempt: int) -> None:
    """The other side asked to wait: due again then, as if this attempt (`attempts` as claimed) had not been made."""
    tx.execute(
        sa.update(outbox)
        .where(outbox.c.id == outbox_id, outbox.c.state == "sending", outbox.c.attempts == attempt)
        .values(state="queued", due_at=until, attempts=attempt - 1, reason=reason)
    )


def came_back(tx: Tx, outbox_id: int, *, reason: str) -> bool:
    """What was handed over did not arrive, as a server reports later; False if it is not `sent`."""
    statement = (
        sa.update(outbox)
        .where(outbox.c.id == outbox_id, outbox.c.state == "sent")
        .values(state="failed", reason=reason)
    )
    return tx.execute(statement).rowcount == 1


def retry(tx: Tx, outbox_id: int, now: datetime) -> bool:
    """Queue a failed message again, with its attempts counted anew; False if it is not `failed`."""
    statement = (
        sa.update(outbox)
        .where(outbox.c.id == outbox_id, outbox.c.state == "failed")
        .values(state="queued", due_at=now, attempts=0)
    )
    return tx.execute(statement).rowcount == 1


def get(tx: Tx, outbox_id: int) -> OutboxItem | None:
    row = tx.execute(sa.select(outbox).where(outbox.c.id == outbox_id)).first()
    return None if row is None else _item(row)


def recent(
    tx: Tx,
    *,
    limit: int = 50,
    state: OutboxState | None = None,
    conversation: str | None = None,
    after: int | None = None,
) -> tuple[OutboxItem, ...]:
    """The newest messages, newest first; `after`: only those of a greater id."""
    query = newest(outbox, limit=limit, state=state, conversation=conversation, after=after)
    return tuple(_item(row) for row in tx.execute(query))


def asked(tx: Tx, order_no: str) -> OutboxItem | None:
    """The newest message that put a question about this order, or read it back for a yes, to the one who is asked; None if
    there was none. Copies of it were queued in the same moment, behind it."""
    query = sa.select(outbox).where(
        outbox.c.order_no == order_no, outbox.c.kind.in_(("question", "confirmation"))
    )
    row = tx.execute(query.order_by(outbox.c.queued_at.desc(), outbox.c.id).limit(1)).first()
    return None if row is None else _item(row)


def of_order(tx: Tx, order_no: str, *, kind: str) -> tuple[OutboxItem, ...]:
    """The messages of this kind about an order, the newest first."""
    query = sa.select(outbox).where(outbox.c.order_no == order_no, outbox.c.kind == kind)
    return tuple(_item(row) for row in tx.execute(query.order_by(outbox.c.id.desc())))


def count_failed(tx: Tx) -> int:
    """How many failed for good and wait for an operator (`retry`)."""
    return tx.scalar(sa.select(sa.func.count()).where(outbox.c.state == "failed")) or 0


def by_message_id(tx: Tx, message_id: str) -> OutboxItem | None:
    """The mail of ours that bears this Message-ID, so that a reply finds its order; a made-up one finds none."""
    match = _MESSAGE_ID.match(message_id.strip())
    item = None if match is None else get(tx, int(match[1]))
    return item if item is not None and match is not None and item.token == match[2] else None


def by_receipt(tx: Tx, *, channel: str, receipt: str) -> OutboxItem | None:
    """The newest message that its provider knows by this receipt (Telegram: a reply names the message)."""
    query = sa.select(outbox).where(outbox.c.channel == channel, outbox.c.receipt == receipt)
    row = tx.execute(query.order_by(outbox.c.id.desc()).limit(1)).first()
    return None if row is None else _item(row)


def answering(tx: Tx, inbox_id: int) -> tuple[OutboxItem, ...]:
    """The messages that answer this one of the inbox, in their order."""
    query = sa.select(outbox).where(outbox.c.inbox_id == inbox_id).order_by(outbox.c.id)
    return tuple(_item(row) for row in tx.execute(query))


def count_to(tx: Tx, to: str, *, since: datetime) -> int:
    """How many answers were queued to this address or chat since then: the cap that stops loops. Copies answer
    nobody, and the staff's commands are no customers' messages."""
    query = sa.select(sa.func.count()).where(
        outbox.c.recipient == to,
        outbox.c.queued_at >= since,
        outbox.c.inbox_id.is_not(None),
        outbox.c.kind.not_in((COPY, STAFF)),
    )
    return tx.scalar(query) or 0


def next_due(tx: Tx) -> datetime | None:
    """When the next unsent message falls due, if any: how long a worker may sleep."""
    at = sa.case((outbox.c.not_before > outbox.c.due_at, outbox.c.not_before), else_=outbox.c.due_at)
    found: datetime | None = tx.scalar(sa.select(sa.func.min(at)).where(UNSENT))
    return found


def _item(row: "sa.Row[Any]") -> OutboxItem:
    extra = row.extra
    return OutboxItem(
        id=row.id,
        channel=row.channel,
        conversation=row.conversation,
        to=row.recipient,
        kind=row.kind,
        language=row.language,
        text=row.text,
        dedupe_key=row.dedupe_key,
        token=row.token,
        state=row.state,
        attempts=row.attempts,
        queued_at=row.queued_at,
        due_at=row.due_at,
        sent_at=row.sent_at,
        receipt=row.receipt,
        reason=row.reason,
        subject=row.subject,
        html=row.html,
        buttons=tuple((label, data) for label, data in extra["buttons"]),
        order_no=row.order_no,
        inbox_id=row.inbox_id,
        in_reply_to=extra["in_reply_to"],
        references=tuple(extra["references"]),
        cc=tuple(extra["cc"]),
        not_before=row.not_before,
        order_version=extra.get("order_version"),
    )
