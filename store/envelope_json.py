"""The form in which an envelope is kept: what has no column of its own in the inbox, as JSON."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from store.envelope import Attachment, ChannelName, Envelope

_PLAIN = (
    "sender_address",
    "reply_to",
    "sender_name",
    "sender_id",
    "proven",
    "customer_code",
    "subject",
    "in_reply_to",
    "automated",
    "may_order",
    "bounced",
    "edited",
    "entered_by",
    "structured",
    "staff",
)


def envelope_to_json(envelope: Envelope) -> dict[str, Any]:
    """Without what `envelope_from_json` is told beside it, and without the bytes of the message and its files."""
    return {
        **{name: getattr(envelope, name) for name in _PLAIN},
        "references": list(envelope.references),
        "to": list(envelope.to),
        "problems": list(envelope.problems),
        "attachments": [
            {"filename": file.filename, "content_type": file.content_type, "size": file.size}
            for file in envelope.attachments
        ],
    }


def envelope_from_json(
    form: Mapping[str, Any],
    *,
    channel: ChannelName,
    source: str,
    conversation: str,
    received_at: datetime,
    text: str,
    message_id: str | None,
) -> Envelope:
    """The envelope again, with empty `raw` and attachments without their content."""
    return Envelope(
        channel=channel,
        source=source,
        conversation=conversation,
        received_at=received_at,
        text=text,
        raw=b"",
        message_id=message_id,
        attachments=tuple(Attachment(**file) for file in form["attachments"]),
        references=tuple(form["references"]),
        to=tuple(form["to"]),
        problems=tuple(form["problems"]),
        # What an older program kept lacks the fields that are younger.
        **{name: form[name] for name in _PLAIN if name in form},
    )
