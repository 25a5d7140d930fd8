"""An outbox message as a mail: plain words in UTF-8, threaded, and marked as a machine's (RFC 3834)."""

import re
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from typing import Any

from bot.channels.base import ChannelError
from store.outbox import OutboxItem

# Written by a person at the console, or a push that answers nothing: RFC 3834, 5 tells them apart.
_BY_A_PERSON = frozenset({"say"})
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_ID = re.compile(r"<[^<>\s]{1,900}>")
_MOST_REFERENCES = 20
_THREADING = frozenset({"message-id", "in-reply-to", "references"})


class _Policy(EmailPolicy):
    """The standard policy would wrap a long message id as an encoded word, which breaks the thread."""

    def fold(self, name: str, value: Any) -> str:
        if name.lower() in _THREADING:
            return f"{name}: " + "\r\n ".join(str(value).split()) + "\r\n"
        return str(super().fold(name, value))

    def fold_binary(self, name: str, value: Any) -> bytes:
        if name.lower() in _THREADING:
            return self.fold(name, value).encode("ascii", "replace")
        return super().fold_binary(name, value)


POLICY = _Policy(linesep="\r\n", cte_type="7bit", max_line_length=78)


def compose(
    item: OutboxItem,
    *,
    from_address: str,
    now: datetime,
    from_name: str = "",
    reply_to: str | None = None,
    domain: str | None = None,
) -> EmailMessage:
    """The mail; its bytes are `.as_bytes()`. The same item gives the same Message-ID at every attempt.

    `now` (aware) is its Date. `domain` of the Message-ID: that of `from_address`, if not given.
    Raises ChannelError (permanent) where an address or the subject cannot stand in a header.
    """
    mail = EmailMessage(policy=POLICY)
    mail["From"] = _address(from_address, from_name)
    mail["To"] = [_address(item.to)]
    if item.cc:
        mail["Cc"] = [_address(each) for each in item.cc]
    if reply_to:
        mail["Reply-To"] = [_address(reply_to)]
    mail["Subject"] = _one_line(item.subject or "", "subject")
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = item.message_id(domain or from_address.rpartition("@")[2])
    answered, references = _thread(item)
    if answered:
        mail["In-Reply-To"] = answered
    if references:
        mail["References"] = " ".join(references)
    if item.kind not in _BY_A_PERSON:
        mail["Auto-Submitted"] = "auto-replied" if answered or item.inbox_id else "auto-generated"
        mail["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    mail["Content-Language"] = _one_line(item.language, "language")
    mail.set_content(_text(item.text), charset="utf-8", cte="base64")
    if item.html:
        mail.add_alternative(_text(item.html), subtype="html", charset="utf-8", cte="base64")
    return mail


def recipients(item: OutboxItem) -> tuple[str, ...]:
    """Whom the envelope names: the addressee first, then the copies."""
    return tuple(dict.fromkeys([item.to, *item.cc]))


def _address(address: str, name: str = "") -> Address:
    _one_line(address, "address")
    try:
        local, at, host = address.strip().rpartition("@")
        if not at or not local or not host or re.search(r"[\s<>(),;:\"\\]", address.strip()):
            raise ValueError("it is not of the form name@domain")
        return Address(display_name=_one_line(name, "name"), username=local, domain=_ascii_domain(host))
    except ValueError as error:
        raise ChannelError(f"no mail can go to {address[:100]!r}: {error}", permanent=True) from None


def _ascii_domain(host: str) -> str:
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        raise ValueError("its domain is no domain") from None


def _one_line(value: str, what: str) -> str:
    if _CONTROL.search(value):
        raise ChannelError(
            f"the {what} holds a line break or control character: {value[:60]!r}", permanent=True
        )
    return value


def _thread(item: OutboxItem) -> tuple[str | None, list[str]]:
    """In-Reply-To and References (RFC 5322, 3.6.4); an id that is none is left out, a long thread keeps its root."""
    answered = item.in_reply_to if item.in_reply_to and _ID.fullmatch(item.in_reply_to) else None
    ids = [each for each in dict.fromkeys(item.references) if _ID.fullmatch(each) and each.isascii()]
    if answered and not answered.isascii():
        answered = None
    if answered:
        ids = [each for each in ids if each != answered] + [answered]
    if len(ids) > _MOST_REFERENCES:
        ids = [ids[0], *ids[-(_MOST_REFERENCES - 1) :]]
    return answered, ids


def _text(text: str) -> str:
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
