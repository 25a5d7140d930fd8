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
# Also what Python's email package takes for the end of a line.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_NEVER = re.compile(r"[\s@<>(),;:\"\\\x00-\x1f\x7f-\x9f]")  # in an address; quoted local parts are nobody's
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


# Of 78, Python makes encoded words that are longer than the 75 characters of RFC 2047, 2.
POLICY = _Policy(linesep="\r\n", cte_type="7bit", max_line_length=76)
UTF8_POLICY = POLICY.clone(utf8=True)
"""For mails to addresses beyond ASCII, over servers that have SMTPUTF8 (RFC 6532)."""


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
    Line breaks in a subject or name become spaces, so that nobody can write header fields through them.
    Raises ChannelError (permanent) where an address is none.
    """
    mail = EmailMessage(policy=POLICY)
    mail["From"] = _address(from_address, from_name)
    mail["To"] = [_address(item.to)]
    if item.cc:
        mail["Cc"] = [_address(each) for each in item.cc]
    if reply_to:
        mail["Reply-To"] = [_address(reply_to)]
    mail["Subject"] = _one_line(item.subject or "")
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = item.message_id(domain or ascii_domain(from_address).rpartition("@")[2])
    answered, references = _thread(item)
    if answered:
        mail["In-Reply-To"] = answered
    if references:
        mail["References"] = " ".join(references)
    if item.kind not in _BY_A_PERSON:
        mail["Auto-Submitted"] = "auto-replied" if answered or item.inbox_id else "auto-generated"
        mail["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    _set_text(mail, _text(item.text))
    if item.html:
        mail.add_alternative(_text(item.html), subtype="html", charset="utf-8", cte="base64")
    for file in item.files:
        main, _, sub = file.kind.partition("/")
        mail.add_attachment(file.content, maintype=main, subtype=sub, filename=_one_line(file.name))
    mail["Content-Language"] = _one_line(item.language)
    return mail


def recipients(item: OutboxItem) -> tuple[str, ...]:
    """Whom the envelope names: the addressee first, then the copies."""
    return tuple(dict.fromkeys([item.to, *item.cc]))


def beyond_ascii(mail: EmailMessage) -> str | None:
    """An address in its header whose local part is beyond ASCII: then its bytes are `.as_bytes(UTF8_POLICY)`."""
    fields = [mail[name] for name in ("From", "Reply-To", "To", "Cc") if name in mail]
    return next(
        (each.addr_spec for one in fields for each in one.addresses if not each.addr_spec.isascii()), None
    )


def ascii_domain(address: str) -> str:
    """The address with its domain as DNS knows it (IDNA). Raises ChannelError (permanent) if it is no address."""
    local, at, host = address.strip().rpartition("@")
    try:
        if not at or not local or not host or _NEVER.search(local + host):
            raise ValueError("it is not of the form name@domain")
        return f"{local}@{host if host.isascii() else host.encode('idna').decode('ascii')}"
    except ValueError as error:  # UnicodeError is one
        why = "its domain is no domain" if isinstance(error, UnicodeError) else error
        raise ChannelError(f"no mail can go to {address[:100]!r}: {why}", permanent=True) from None


def _address(address: str, name: str = "") -> Address:
    local, _, host = ascii_domain(address).rpartition("@")
    try:
        return Address(display_name=_one_line(name), username=local, domain=host)
    except ValueError as error:
        raise ChannelError(f"no mail can go to {address[:100]!r}: {error}", permanent=True) from None


def _one_line(value: str) -> str:
    return _CONTROL.sub(" ", value).strip()


def _set_text(mail: EmailMessage, text: str) -> None:
    """Plain ASCII stays readable on the wire; in base64 spam filters take it for something that hides."""
    if text.isascii() and all(len(line) < 900 for line in text.split("\n")):
        mail.set_content(text, charset="us-ascii", cte="7bit")
    else:
        mail.set_content(text, charset="utf-8", cte="base64")


def _thread(item: OutboxItem) -> tuple[str | None, list[str]]:
    """In-Reply-To and References (RFC 5322, 3.6.4); an id that is none is left out, a long thread keeps its root."""
    answered = item.in_reply_to if item.in_reply_to and _is_id(item.in_reply_to) else None
    ids = [each for each in dict.fromkeys(item.references) if _is_id(each)]
    if answered:
        ids = [each for each in ids if each != answered] + [answered]
    if len(ids) > _MOST_REFERENCES:
        ids = [ids[0], *ids[-(_MOST_REFERENCES - 1) :]]
    return answered, ids


def _is_id(value: str) -> bool:
    return value.isascii() and _ID.fullmatch(value) is not None


def _text(text: str) -> str:
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
