"""Where messages go: in answer to one that came in, or to the customer by the address on file; and whom they greet."""

import re
from dataclasses import dataclass

from bot.desk.case import Language
from parsers.reading import Customer
from store import conversations
from store.database import Tx
from store.envelope import Envelope, is_group
from store.order import Order
from store.outbox import OutgoingDraft

_RE = re.compile(r"^\s*(?:(?:re|回复|答复|回覆)\s*[:：]\s*)+", re.IGNORECASE)
_REFERENCES_KEPT = 20


@dataclass(frozen=True, slots=True)
class Destination:
    """A channel, the conversation in it, and where in it a message goes (mail address or chat)."""

    channel: str
    conversation: str
    to: str


def answer_to(
    envelope: Envelope, *, kind: str, language: Language, text: str, subject: str, key: str
) -> OutgoingDraft:
    """A message that answers this one: by its channel, and by mail in its thread (RFC 5322, 3.6.4)."""
    mail = envelope.channel == "email"
    own = [envelope.message_id] if envelope.message_id else []
    references = [*envelope.references, *(one for one in own if one not in envelope.references)]
    old = _RE.sub("", envelope.subject or "").strip()
    return OutgoingDraft(
        channel=envelope.channel,
        conversation=envelope.conversation,
        to=envelope.reply_to,
        kind=kind,
        language=language,
        text=text,
        dedupe_key=key,
        subject=(f"Re: {old}" if old else subject) if mail else None,
        in_reply_to=envelope.message_id,
        references=tuple(references[-_REFERENCES_KEPT:]) if mail else (),
    )


def on_file(tx: Tx, customer: Customer | None, *, besides: str = "") -> Destination | None:
    """Where the customer is reached by the file, or None; `besides`: an address that nobody reads.

    By mail; else in the private Telegram chat that they have written to us in, for a handle alone cannot be written to.
    """
    if customer is None:
        return None
    for address in (email.strip().lower() for email in customer.emails):
        if address != besides:
            return Destination("email", f"email:{address}", address)
    for known in conversations.of_customer(tx, customer.code):
        if known.channel == "telegram" and not is_group(known.channel, known.reply_to):
            return Destination("telegram", known.key, known.reply_to)
    return None


def name_on_file(customer: Customer | None, order: Order | None) -> str | None:
    """The name by which a message may greet: the contact on file, unless the order is another person's.

    A name that was only read in a text may be none, so it greets nobody.
    """
    if customer is None or not customer.contact:
        return None
    stated = (order.customer.contact if order else None) or customer.contact
    return customer.contact if stated.casefold() in customer.contact.casefold() else None
