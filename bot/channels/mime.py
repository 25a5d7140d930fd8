"""Raw bytes of a mail into an envelope; whatever is broken becomes a line in `problems`, never an exception."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from email.message import Message

from bot.channels import authres, automated, bounces
from bot.channels.headers import addresses, clean_line, field, message_ids, names_another_domain, raw_fields
from bot.channels.part import parse
from bot.channels.parts import Content, attachment_contents, content
from store.envelope import Envelope

__all__ = ["DEFAULT_SIZE_CAP", "attachment_contents", "envelope_from_bytes"]

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
    lay in. `envelope_from` and `envelope_to` are what SMTP named, an empty `envelope_from` is that of bounces.
    `trusted_authserv` is the authserv-id of our own receiving server, the only one whose Authentication-Results
    count. Of a mail over `size_cap` bytes the first `size_cap` are kept and read; `full_size` tells that `raw`
    was already cut, and from how many bytes.
    Never raises on broken mail. A problem that begins with "incomplete:" means that something the sender wrote
    was not read, one that begins with "noted:" that all of it was, against what the mail says of itself.
    """
    if received_at.tzinfo is None:
        raise ValueError("received_at must be aware")
    size = max(full_size or 0, len(raw))
    raw = raw[:size_cap]
    problems: list[str] = []
    if size > len(raw):
        problems.append(f"incomplete: the mail has {size:,} bytes, only the first {len(raw):,} were kept")
    bare = Envelope(
        channel="email",
        source=source,
        conversation="email:unknown",
        sender_address="",
        reply_to="",
        received_at=received_at.astimezone(UTC),
        text="",
        raw=raw,
    )
    try:
        message = parse(raw)
        read = _content(message)
        filled = _with_sender(bare, message, problems, trusted_authserv)
        machine = _machine(message, filled, envelope_from, own_addresses)
        sender, subject = filled.sender_address, filled.subject
        return replace(
            filled,
            to=_recipients(message, envelope_to),
            automated=machine,
            may_order=automated.may_order(message, why=machine, subject=subject, own_addresses=own_addresses),
            bounced=bounces.bounced(message, sender=sender, raw=raw, text=read.text) if machine else None,
            text=read.text,
            attachments=read.attachments,
            problems=(*problems, *read.problems),
        )
    except Exception as error:  # noqa: BLE001 - one mail that nobody foresaw must not stop the mailbox
        return replace(bare, problems=(*problems, _unread(error)))


def _with_sender(bare: Envelope, message: Message, problems: list[str], trusted: str | None) -> Envelope:
    fields = raw_fields(message, "From")
    writers = addresses(fields)
    if not writers:
        fields = raw_fields(message, "Sender")
        writers = addresses(fields)
    name, address = writers[0] if writers else ("", "")
    if not address:
        problems.append("incomplete: it names no sender, the From field is missing or is no address")
    elif len({each for _, each in writers}) > 1:
        problems.append("it names several senders, the first was taken")
    elif names_another_domain(fields, address):
        problems.append("noted: the sender's name is written like an address of another domain")
    subject = field(message, "Subject")
    ids = message_ids(raw_fields(message, "Message-ID")[:1])
    proven = authres.proven(message, sender=address, trusted=trusted) if len(set(writers)) == 1 else None
    if proven and names_another_domain(fields, address):
        # Our server may have checked the other one.
        proven = None
    return replace(
        bare,
        conversation=f"email:{address or 'unknown'}",
        sender_address=address,
        sender_name=name or None,
        reply_to=_reply_to(message, address, proven),
        subject=subject[:1000] if subject else None,
        proven=proven,
        message_id=ids[0] if ids else None,
        in_reply_to=next(iter(message_ids(raw_fields(message, "In-Reply-To"))), None),
        references=message_ids(raw_fields(message, "References"))[-_MOST_REFERENCES:],
    )


def _machine(
    message: Message, envelope: Envelope, envelope_from: str | None, own_addresses: Sequence[str]
) -> str | None:
    """Why a machine wrote it, or None."""
    sender = envelope.sender_address
    found = automated.reason(message, sender=sender, subject=envelope.subject, own_addresses=own_addresses)
    if found is None and envelope_from == "":
        return "it has no return path, as bounces do"
    if found is None and sender and sender in {own.lower() for own in own_addresses}:
        return "it came from our own address"
    return found


def _content(message: Message) -> Content:
    try:
        return content(message)
    except Exception as error:  # noqa: BLE001 - one mail that nobody foresaw must not stop the mailbox
        return Content("", (), (_unread(error),))


def _unread(error: Exception) -> str:
    return f"incomplete: it could not be read ({type(error).__name__}: {clean_line(str(error))[:100]})"


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
