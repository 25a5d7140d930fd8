"""The inbox: every message is kept here, raw bytes included, before anything else happens to it.

States: `new` (waits, or is in somebody's hands) → `done`, or → `failed` (an operator may send it round again).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal

import sqlalchemy as sa

from store import archive, conversations
from store.database import Tx
from store.envelope import Attachment, Envelope
from store.envelope_json import envelope_from_json, envelope_to_json
from store.errors import AlreadyDone
from store.identity import mail_identity
from store.sql import in_parts, insert, newest, row_lock
from store.tables import NEW, inbox, inbox_files, inbox_raw

InboxState = Literal["new", "done", "failed"]
Outcome = Literal["booked", "asked", "changed", "cancelled", "confirmed", "answered", "routed", "ignored"]

LARGEST_RAW = 64 * 1024 * 1024
LONGEST_TEXT = 1_000_000
LONGEST_HOLD = timedelta(minutes=1)
"""Who goes on adding is answered after so long all the same."""
MOST_PARTS = 20


@dataclass(frozen=True, slots=True)
class InboxItem:
    """A kept message. `envelope.raw` and the attachments' content are empty here: see `raw` and `attachments`.

    `held_until`: so long it waits for what its writer adds. `part_of`: the message with which it was dealt with as one.
    """

    id: int
    envelope: Envelope
    state: InboxState
    attempts: int
    outcome: Outcome | None
    reason: str | None
    order_no: str | None
    reading_json: dict[str, Any] | None
    kept_at: datetime
    due_at: datetime
    done_at: datetime | None
    part_of: int | None = None
    held_until: datetime | None = None


def keep(
    tx: Tx,
    envelope: Envelope,
    *,
    now: datetime | None = None,
    hold: timedelta = timedelta(0),
    max_raw: int = LARGEST_RAW,
    max_text: int = LONGEST_TEXT,
) -> int | None:
    """Keep a message; its id, or None if it is there already (the same source, or the same mail: store.identity).

    `now`: when it is kept, if other than `envelope.received_at`. `hold`: how long it waits for what its writer adds (see
    `following`). More than `max_raw` bytes or `max_text`
    characters are cut, and the envelope's `problems` say so: better the beginning than nothing.
    """
    identity = mail_identity(envelope.raw) if envelope.channel == "email" and envelope.raw else None
    envelope = _cut(envelope, max_raw=max_raw, max_text=max_text)
    kept_at = now or envelope.received_at
    statement = (
        insert(tx, inbox)
        .values(
            channel=envelope.channel,
            source=envelope.source,
            identity=identity,
            conversation=envelope.conversation,
            message_id=envelope.message_id,
            received_at=envelope.received_at,
            kept_at=kept_at,
            text=envelope.text,
            envelope={
                **envelope_to_json(envelope),
                "held_until": (kept_at + hold).isoformat() if hold else None,
            },
            state="new",
            due_at=kept_at + hold,
            attempts=0,
        )
        .on_conflict_do_nothing()
        .returning(inbox.c.id)
    )
    inbox_id: int | None = tx.scalar(statement)
    if inbox_id is None:
        return None
    tx.execute(sa.insert(inbox_raw).values(inbox_id=inbox_id, raw=envelope.raw))
    files = [
        {"inbox_id": inbox_id, "position": position, "content": file.content}
        for position, file in enumerate(envelope.attachments)
        if file.content is not None
    ]
    if files:
        tx.execute(sa.insert(inbox_files), files)
    archive.keep_inbound(
        tx,
        inbox_id,
        envelope.subject,
        envelope.text,
        envelope.sender_name,
        envelope.sender_address,
        *(file.filename for file in envelope.attachments),
        at=envelope.received_at,
    )
    conversations.touch(tx, envelope)
    return inbox_id


def claim(tx: Tx, *, now: datetime) -> InboxItem | None:
    """The oldest new message that is due and has no earlier unfinished one in its conversation, or None.

    It stays ours until the transaction ends; without `finish` the next claim finds it again.
    """
    row = tx.execute(row_lock(_due(now), inbox)).first()
    return None if row is None else _item(row)


def next_up(tx: Tx, *, now: datetime) -> InboxItem | None:
    """The message that `claim` would give, without laying hands on it."""
    row = tx.execute(_due(now)).first()
    return None if row is None else _item(row)


def _due(now: datetime) -> "sa.Select[Any]":
    earlier = inbox.alias("earlier")
    blocked = sa.exists().where(
        earlier.c.conversation == inbox.c.conversation,
        sa.text("earlier.state = 'new'"),
        earlier.c.id < inbox.c.id,
    )
    later = inbox.alias("later")
    growing = sa.and_(
        inbox.c.attempts == 0,
        inbox.c.due_at > inbox.c.kept_at,
        inbox.c.kept_at > now - LONGEST_HOLD,
        sa.exists().where(
            later.c.conversation == inbox.c.conversation,
            sa.text("later.state = 'new'"),
            later.c.id > inbox.c.id,
            later.c.attempts == 0,
            later.c.kept_at <= now,
            later.c.due_at > now,
        ),
    )
    # What was never tried does not wait for a clock that went back since it was kept.
    due = sa.or_(inbox.c.due_at <= now, sa.and_(inbox.c.attempts == 0, inbox.c.kept_at > now))
    return sa.select(inbox).where(NEW, due, ~blocked, ~growing).order_by(inbox.c.id).limit(1)


def following(tx: Tx, item: InboxItem, *, now: datetime) -> tuple[InboxItem, ...]:
    """What the writer of this message, which is held, has added to it before its time was over; oldest first.

    Nobody else claims these while this message is new: it is the earlier one of their conversation.
    """
    if item.held_until is None:
        return ()
    query = sa.select(inbox).where(
        inbox.c.conversation == item.envelope.conversation, NEW, inbox.c.id > item.id
    )
    found: list[InboxItem] = []
    until = item.held_until
    for row in tx.execute(query.order_by(inbox.c.id).limit(MOST_PARTS)):
        one = _item(row)
        others = one.envelope.sender_address != item.envelope.sender_address
        if one.held_until is None or others or one.kept_at > min(until, now):
            break
        found.append(one)
        until = one.held_until
    return tuple(found)


def parts(tx: Tx, inbox_id: int) -> tuple[InboxItem, ...]:
    """The messages that were dealt with as one with this one, oldest first."""
    query = sa.select(inbox).where(inbox.c.part_of == inbox_id).order_by(inbox.c.id)
    return tuple(_item(row) for row in tx.execute(query))


def versions(tx: Tx, item: InboxItem, *, before: int) -> tuple[InboxItem, ...]:
    """A chat message as it was first written, and its edited versions, as far as they came in before that id."""
    query = sa.select(inbox).where(
        inbox.c.conversation == item.envelope.conversation,
        inbox.c.message_id == item.envelope.message_id,
        inbox.c.id < before,
    )
    return tuple(_item(row) for row in tx.execute(query.order_by(inbox.c.id)))


def finish(
    tx: Tx,
    inbox_id: int,
    *,
    outcome: Outcome,
    now: datetime,
    reason: str | None = None,
    order_no: str | None = None,
    reading_json: dict[str, Any] | None = None,
    part_of: int | None = None,
) -> None:
    """The message is dealt with. Raises AlreadyDone if it is not `new` (any more)."""
    statement = (
        sa.update(inbox)
        .where(inbox.c.id == inbox_id, NEW)
        .values(
            state="done",
            outcome=outcome,
            reason=reason,
            order_no=order_no,
            reading=reading_json,
            done_at=now,
            attempts=inbox.c.attempts + 1,
            part_of=part_of,
        )
    )
    if tx.execute(statement).rowcount != 1:
        raise AlreadyDone(f"message {inbox_id} is not new any more")


def settle(
    tx: Tx, inbox_id: int, *, outcome: Outcome, reason: str | None = None, order_no: str | None = None
) -> bool:
    """What came of a message after a person decided about it; False if it was not `routed` to one."""
    statement = (
        sa.update(inbox)
        .where(inbox.c.id == inbox_id, inbox.c.state == "done", inbox.c.outcome == "routed")
        .values(outcome=outcome, reason=reason, order_no=sa.func.coalesce(order_no, inbox.c.order_no))
    )
    return tx.execute(statement).rowcount == 1


def record_failure(tx: Tx, inbox_id: int, *, reason: str, now: datetime, retry_at: datetime | None) -> bool:
    """Count an attempt that failed: due again at `retry_at`, or `failed` without one.

    False if somebody else has finished the message meanwhile.
    """
    failed = retry_at is None
    statement = (
        sa.update(inbox)
        .where(inbox.c.id == inbox_id, NEW)
        .values(
            state="failed" if failed else "new",
            due_at=retry_at or now,
            attempts=inbox.c.attempts + 1,
            reason=reason,
            done_at=now if failed else None,
        )
    )
    return tx.execute(statement).rowcount == 1


def retry(tx: Tx, inbox_id: int, *, now: datetime) -> bool:
    """Send a failed message round again, with its attempts counted anew; False if it is not `failed`."""
    statement = (
        sa.update(inbox)
        .where(inbox.c.id == inbox_id, inbox.c.state == "failed")
        .values(state="new", due_at=now, attempts=0, done_at=None)
    )
    return tx.execute(statement).rowcount == 1


def get(tx: Tx, inbox_id: int) -> InboxItem | None:
    row = tx.execute(sa.select(inbox).where(inbox.c.id == inbox_id)).first()
    return None if row is None else _item(row)


def ids_of(tx: Tx, sources: Sequence[str]) -> Mapping[str, int]:
    """The messages of these sources (see `Envelope.source`)."""
    found: dict[str, int] = {}
    for some in in_parts(sources):
        query = sa.select(inbox.c.source, inbox.c.id).where(inbox.c.source.in_(some))
        found.update((row.source, row.id) for row in tx.execute(query))
    return found


def raw(tx: Tx, inbox_id: int) -> bytes:
    """The bytes as they came in. Raises KeyError for an unknown id."""
    found: bytes | None = tx.scalar(sa.select(inbox_raw.c.raw).where(inbox_raw.c.inbox_id == inbox_id))
    if found is None:
        raise KeyError(inbox_id)
    return found


def attachments(tx: Tx, inbox_id: int) -> tuple[Attachment, ...]:
    """The files that came along, with their content where it is not in the raw bytes (chat)."""
    item = get(tx, inbox_id)
    if item is None:
        return ()
    query = sa.select(inbox_files.c.position, inbox_files.c.content).where(inbox_files.c.inbox_id == inbox_id)
    contents = {row.position: row.content for row in tx.execute(query)}
    return tuple(
        replace(file, content=contents.get(position))
        for position, file in enumerate(item.envelope.attachments)
    )


def recent(
    tx: Tx,
    *,
    limit: int = 50,
    state: InboxState | None = None,
    conversation: str | None = None,
    after: int | None = None,
) -> tuple[InboxItem, ...]:
    """The newest messages, newest first; `after`: only those of a greater id."""
    query = newest(inbox, limit=limit, state=state, conversation=conversation, after=after)
    return tuple(_item(row) for row in tx.execute(query))


def by_message_id(tx: Tx, message_id: str) -> InboxItem | None:
    """The newest mail with this Message-ID (they are not always unique)."""
    query = sa.select(inbox).where(inbox.c.message_id == message_id).order_by(inbox.c.id.desc()).limit(1)
    row = tx.execute(query).first()
    return None if row is None else _item(row)


def by_source(tx: Tx, source: str) -> InboxItem | None:
    """The message that its channel knows by this identity."""
    row = tx.execute(sa.select(inbox).where(inbox.c.source == source)).first()
    return None if row is None else _item(row)


def next_due(tx: Tx) -> datetime | None:
    """When the next new message falls due, if any: how long a worker may sleep."""
    found: datetime | None = tx.scalar(sa.select(sa.func.min(inbox.c.due_at)).where(NEW))
    return found


def waits_in(tx: Tx, conversation: str) -> bool:
    """Whether a message of this conversation has come in that is not dealt with yet."""
    query = sa.select(inbox.c.id).where(NEW, inbox.c.conversation == conversation)
    return tx.execute(query.limit(1)).first() is not None


def earlier_waits(tx: Tx, item: InboxItem) -> bool:
    """Whether a message before this one in its conversation is still to be dealt with."""
    query = sa.select(inbox.c.id).where(
        inbox.c.conversation == item.envelope.conversation, NEW, inbox.c.id < item.id
    )
    return tx.execute(query.limit(1)).first() is not None


def _cut(envelope: Envelope, *, max_raw: int, max_text: int) -> Envelope:
    problems: list[str] = []
    if len(envelope.raw) > max_raw:
        problems.append(f"only the first {max_raw} of {len(envelope.raw)} bytes were kept")
    if len(envelope.text) > max_text:
        problems.append(f"only the first {max_text} of {len(envelope.text)} characters were kept")
    if not problems:
        return envelope
    return replace(
        envelope,
        raw=envelope.raw[:max_raw],
        text=envelope.text[:max_text],
        problems=(*envelope.problems, *problems),
    )


def _item(row: "sa.Row[Any]") -> InboxItem:
    envelope = envelope_from_json(
        row.envelope,
        channel=row.channel,
        source=row.source,
        conversation=row.conversation,
        received_at=row.received_at,
        text=row.text,
        message_id=row.message_id,
    )
    return InboxItem(
        id=row.id,
        envelope=envelope,
        state=row.state,
        attempts=row.attempts,
        outcome=row.outcome,
        reason=row.reason,
        order_no=row.order_no,
        reading_json=row.reading,
        kept_at=row.kept_at,
        due_at=row.due_at,
        done_at=row.done_at,
        part_of=row.part_of,
        held_until=datetime.fromisoformat(held) if (held := row.envelope.get("held_until")) else None,
    )
