"""What a customer has told a person, typed in for them: a message like any other, in the name of who typed it."""

import secrets
from datetime import datetime

from bot.desk.progress import Refused
from store import customers, inbox
from store.database import Tx
from store.envelope import Envelope

CHANNEL = "staff"


def enter(tx: Tx, code: str, text: str, *, by: str, now: datetime, said: str | None = None) -> int:
    """Keeps the words of a customer on file, as `by` has heard them; their number in the inbox. `said`: an id of this saying,
    so that a repetition is refused. Raises Refused."""
    if customers.get(tx, code) is None:
        raise Refused(f"there is no customer {code}", code="no_customer", customer=code)
    conversation = f"{CHANNEL}:{code}"
    envelope = Envelope(
        channel="staff",
        source=f"{conversation}/{said or secrets.token_hex(8)}",
        conversation=conversation,
        sender_address=conversation,
        proven=True,
        customer_code=code,
        reply_to=conversation,
        received_at=now,
        text=text,
        raw=text.encode("utf-8", "surrogateescape"),
        entered_by=by,
    )
    number = inbox.keep(tx, envelope)
    if number is None:
        raise Refused("the same was typed in already", code="entered_already")
    return number
