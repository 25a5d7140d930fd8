"""Messages by API: kept first, in the same inbox as mails and chats, and read and decided by the same workers."""

import json
from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from bot.api.calling import CHANNEL, Answer, Api, Call, Kept
from bot.api.problems import Problem, invalid, unknown
from store import customers, inbox, outbox, scripts
from store.database import Tx
from store.envelope import Envelope
from store.inbox import InboxItem
from store.outbox import OutboxItem

LONGEST_TEXT = 20_000

Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Address = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=254, pattern=r"^[^\s@]+@[^\s@]+$")
]
IdempotencyKey = Annotated[
    Word | None,
    Field(description="In place of the header Idempotency-Key; a second call with it changes nothing"),
]


class NewMessage(BaseModel):
    """What somebody wrote. Who: `customer`, a code on file, or `sender`, their mail address, or who `in_reply_to` was to."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TEXT)] = Field(
        description="The words as they were written"
    )
    customer: Word | None = Field(None, description="The customer's code")
    sender: Address | None = Field(
        None,
        description="The writer's mail address; a customer's or a sales rep's on file makes the writer known",
    )
    sender_name: Word | None = Field(None, description="The writer's name, as shown to them")
    subject: Annotated[str, StringConstraints(max_length=500)] | None = None
    conversation: Word | None = Field(
        None, description="Your reference of the conversation; its messages are dealt with in their order"
    )
    in_reply_to: Annotated[int, Field(ge=1, lt=2**62)] | None = Field(
        None, description="The `id` of the reply that this answers"
    )
    idempotency_key: IdempotencyKey = None


def create(api: Api, call: Call) -> Kept:
    """Keeps a message. A second call with the same key tells what became of the first."""
    stated = call.read(NewMessage)
    source = source_of(call, "message", stated.idempotency_key)
    again = earlier(api, call, source)
    if again is not None:
        return again
    if not stated.text.strip():
        raise invalid([{"field": "text", "message": "there are no words in it"}])
    code = call.customer(stated.customer)
    with api.db.read() as tx:
        must_be_on_file(tx, code)
        answered = _answered(tx, call, stated.in_reply_to)
    if code is not None or stated.sender is not None:
        who = code or (stated.sender or "").lower()
        conversation = conversation_of(call, who, stated.conversation)
        sender = (stated.sender or f"{CHANNEL}:{who}").lower()
    elif answered is not None:
        # Who answers and says no more is the one who was answered.
        conversation, sender = answered.conversation, answered.sender_address
        code = answered.customer_code
    else:
        raise invalid([{"field": "sender", "message": "say who wrote: customer or sender"}])
    envelope = Envelope(
        channel=CHANNEL,
        source=source,
        conversation=conversation,
        sender_address=sender,
        sender_name=stated.sender_name,
        proven=True,
        customer_code=code,
        reply_to=conversation,
        received_at=call.now,
        subject=stated.subject,
        text=stated.text,
        raw=call.body,
        in_reply_to=f"{CHANNEL}:{stated.in_reply_to}" if stated.in_reply_to else None,
        entered_by=call.key.name,
    )
    return keep(api, call, envelope)


def _answered(tx: Tx, call: Call, reply: int | None) -> Envelope | None:
    """The message that a reply of ours was to. Raises Problem if this program was given no such reply."""
    if reply is None:
        return None
    said = outbox.get(tx, reply)
    own = f"{CHANNEL}:{call.key.name}/"
    if said is None or said.channel != CHANNEL or not said.conversation.startswith(own):
        raise invalid([{"field": "in_reply_to", "message": "there is no such reply"}])
    item = inbox.get(tx, said.inbox_id) if said.inbox_id is not None else None
    return item.envelope if item else None


def show(api: Api, call: Call) -> Answer:
    """A message that this program brought, and what became of it."""
    number = call.parts["id"]
    with api.db.read() as tx:
        item = inbox.get(tx, int(number)) if number.isdecimal() and len(number) < 18 else None
        if item is None or not item.envelope.source.startswith(f"{CHANNEL}:{call.key.name}/"):
            raise unknown(f"message {number[:40]} of the key {call.key.name}")
        return Answer(_told(tx, api, item))


def source_of(call: Call, kind: str, stated: str | None) -> str:
    """The identity of what a program brings: its own key, under its name. Raises Problem without one."""
    own = call.idempotency_key(stated)
    if own is None:
        raise Problem(400, "bad_request", "give the header Idempotency-Key: your own number of this call")
    return f"{CHANNEL}:{call.key.name}/{kind}/{own}"


def conversation_of(call: Call, who: str, reference: str | None) -> str:
    """Whose conversation it is comes first, so that a reference never joins two writers."""
    return "/".join(part for part in (f"{CHANNEL}:{call.key.name}", who, reference) if part)


def must_be_on_file(tx: Tx, code: str | None, *, field: str = "customer") -> None:
    """Raises Problem for a customer's code that is not on file."""
    if code is not None and customers.get(tx, code) is None:
        raise invalid([{"field": field, "message": f"there is no customer {code[:60]}"}])


def keep(api: Api, call: Call, envelope: Envelope) -> Kept:
    """Commits the envelope; of two calls at once with one key the second is answered what the first did."""
    if not api.keep(envelope) and (again := earlier(api, call, envelope.source)) is not None:
        return again
    with api.db.read() as tx:
        number = _item(tx, envelope.source).id
    return Kept(number, lambda: _answer(api, envelope.source, again=False))


def earlier(api: Api, call: Call, source: str) -> Kept | None:
    """What came of the call before this one with the same key. Raises Problem if that said something else."""
    with api.db.read() as tx:
        item = inbox.by_source(tx, source)
        if item is None:
            return None
        if not _same(inbox.raw(tx, item.id), call.body):
            detail = "this idempotency key came before with another content; nothing was done now"
            raise Problem(422, "key_used_otherwise", detail, message_id=item.id)
    return Kept(item.id, lambda: _answer(api, source, again=True))


def _item(tx: Tx, source: str) -> InboxItem:
    item = inbox.by_source(tx, source)
    if item is None:
        raise KeyError(source)
    return item


def _answer(api: Api, source: str, *, again: bool) -> Answer:
    with api.db.read() as tx:
        item = _item(tx, source)
        told = _told(tx, api, item)
    headers = {"Location": f"/api/v1/messages/{item.id}"} | ({"Idempotent-Replayed": "true"} if again else {})
    # What waits, for a worker or for a person, is accepted and no more (RFC 9110, 15.3.3).
    done = item.state == "done" and item.outcome != "routed"
    return Answer(told, 201 if done else 202, headers)


def _told(tx: Tx, api: Api, item: InboxItem) -> dict[str, Any]:
    replies = [
        one
        for one in outbox.answering(tx, item.id)
        if one.channel == CHANNEL and one.conversation == item.envelope.conversation
    ]
    return {
        "id": item.id,
        "state": item.state,
        "outcome": item.outcome,
        "reason": item.reason,
        "received_at": _moment(item.envelope.received_at, api),
        "order_no": item.order_no,
        "order": scripts.order_json(tx, item.order_no, zone=api.zone, internal=False)
        if item.order_no
        else None,
        "replies": _replies(replies, api),
    }


def _replies(replies: Sequence[OutboxItem], api: Api) -> list[dict[str, Any]]:
    return [
        {
            "id": one.id,
            "kind": one.kind,
            "language": one.language,
            "text": one.text,
            "choices": [{"label": label, "answer": answer} for label, answer in one.buttons],
            "order_no": one.order_no,
            "at": _moment(one.queued_at, api),
        }
        for one in replies
    ]


def _moment(at: Any, api: Api) -> str:
    return str(at.astimezone(api.zone).isoformat(timespec="seconds"))


def _same(one: bytes, other: bytes) -> bool:
    if one == other:
        return True
    try:
        return bool(json.loads(one) == json.loads(other))
    except (ValueError, RecursionError):
        return False
