"""Raw bytes of a mail into an envelope; whatever is broken becomes a line in `problems`, never an exception."""

from collections.abc import Sequence
from datetime import UTC, datetime
from email.message import Message

from bot.channels import authres, automated
from bot.channels.headers import addresses, clean_line, field, message_ids, raw_fields
from bot.channels.parts import Content, attachment_content, content, parse
from store.envelope import Envelope

__all__ = ["DEFAULT_SIZE_CAP", "attachment_content", "envelope_from_bytes"]

DEFAULT_SIZE_CAP = 25 * 1024 * 1024  # bytes
_MOST_REFERENCES = 50


def envelope_from_bytes(
    raw: bytes,
    *,
    source: str,
    received_at: datetime,
    own_addresses: Sequence[str] = (),
    envelope_from: str | None = None,
    envelope_to: Sequence[str] = (),
    trusted_authserv: str | None = None,
    size_cap: int = DEFAULT_SIZE_CAP,
    full_size: int | None = None,
) -> Envelope:
    """The envelope of a mail.

    `source` is the channel's identity of it, `received_at` aware. `own_addresses` are ours: the mailbox that it
    lay in. `envelope_from` and `envelope_to` are what SMTP named, an empty `envelope_from` is that of bounces. `trusted_authserv` is the authserv-id of our own
    receiving server, the only one whose Authentication-Results count. Of a mail over `size_cap` bytes the first
    `size_cap` are kept and read; `full_size` tells that `raw` was already cut, and from how many bytes.
    Never raises on broken mail. A problem that begins with "incomplete:" means that something the sender wrote
    was not read.
    """
    if received_at.tzinfo is None:
        raise ValueError("received_at must be aware")
    size = max(full_size or 0, len(raw))
    raw = raw[:size_cap]
    message = parse(raw)
    problems: list[str] = []
    if size > len(raw):
        problems.append(f"incomplete: the mail has {size:,} bytes, only the first {len(raw):,} were kept")
    read = _content(message, problems)
    writers = addresses(raw_fields(message, "From")) or addresses(raw_fields(message, "Sender"))
    name, address = writers[0] if writers else ("", "")
    if not address:
        problems.append("it names no sender: the From field is missing or is no address")
    elif len({each for _, each in writers}) > 1:
        problems.append("it names several senders, the first was taken")
    subject = field(message, "Subject")
    ids = message_ids(raw_fields(message, "Message-ID")[:1])
    proven = (
        authres.proven(message, sender=address, trusted=trusted_authserv) if len(set(writers)) == 1 else None
    )
    machine = automated.reason(message, sender=address, subject=subject, own_addresses=own_addresses)
    if machine is None and envelope_from == "":
        machine = "it has no return path, as bounces do"
    elif machine is None and not address:
        machine = "there is nobody to answer"
    elif machine is None and address in {own.lower() for own in own_addresses}:
        machine = "it came from our own address"
    return Envelope(
        channel="email",
        source=source,
        conversation=f"email:{address or 'unknown'}",
        sender_address=address,
        sender_name=name or None,
        reply_to=_reply_to(message, address, proven),
        received_at=received_at.astimezone(UTC),
        subject=subject[:1000] if subject else None,
        text=read.text,
        raw=raw,
        proven=proven,
        message_id=ids[0] if ids else None,
        in_reply_to=next(iter(message_ids(raw_fields(message, "In-Reply-To"))), None),
        references=message_ids(raw_fields(message, "References"))[-_MOST_REFERENCES:],
        to=_recipients(message, envelope_to),
        automated=machine,
        attachments=read.attachments,
        problems=(*problems, *read.problems),
    )


def _content(message: Message, problems: list[str]) -> Content:
    try:
        return content(message)
    except Exception as error:  # noqa: BLE001 - one mail that nobody foresaw must not stop the mailbox
        problems.append(
            f"incomplete: it could not be read ({type(error).__name__}: {clean_line(str(error))[:100]})"
        )
        return Content("", (), ())


def _reply_to(message: Message, address: str, proven: bool | None) -> str:
    """Reply-To counts where it leads to the sender's own domain or the sender is proven.

    Else anybody could write in a customer's name and have the answer sent to himself.
    """
    wanted = addresses(raw_fields(message, "Reply-To"))
    if wanted and address:
        first = wanted[0][1]
        if proven or first.rpartition("@")[2] == address.rpartition("@")[2]:
            return first
    return address


def _recipients(message: Message, envelope_to: Sequence[str]) -> tuple[str, ...]:
    named = [
        address
        for name in ("To", "Cc", "Delivered-To", "X-Original-To")
        for _, address in addresses(raw_fields(message, name))
    ]
    unique = dict.fromkeys([*(address.lower() for address in envelope_to), *named])
    return tuple(unique)[:200]
