"""Reports that a mail of ours could not be delivered: by RFC 3464, and as servers wrote them before."""

import re
from email.message import Message

from bot.channels.automated import OWN_MESSAGE_ID
from bot.channels.headers import field

_REPORTERS = frozenset({"mailer-daemon", "postmaster"})
_RETURNED = re.compile(rf"^[>| \t]*message-id:\s*({OWN_MESSAGE_ID.pattern})", re.IGNORECASE | re.MULTILINE)


def bounced(message: Message, *, sender: str, raw: bytes, text: str) -> str | None:
    """The Message-ID of our mail that did not arrive, as the report gives it, or None.

    `text` is what was read of the report. A delay is no failure: the server goes on trying.
    """
    report = message.get_content_type() == "multipart/report"
    if not report and sender.partition("@")[0] not in _REPORTERS:
        return None
    actions = {
        (field(recipient, "Action") or "").lower()
        for part in message.walk()
        if part.get_content_type() == "message/delivery-status" and part.is_multipart()
        for recipient in part.walk()
    } - {""}
    if "failed" not in actions and (report or actions):
        return None
    # What our mail answered stands in its References: only its own Message-ID counts.
    body = re.split(r"\r?\n\r?\n", raw.decode("latin-1"), maxsplit=1)[-1]
    found = _RETURNED.search(body) or _RETURNED.search(text)
    return found.group(1) if found else None
