"""Whether a machine wrote a mail: such a mail is never answered (RFC 3834), lest two machines write for ever."""

import re
import tomllib
from collections.abc import Collection
from email.message import Message
from importlib.resources import files
from typing import Any

from bot.channels.headers import field, raw_fields
from bot.channels.part import parameter

_WORDS: dict[str, Any] = tomllib.loads(files("bot.channels").joinpath("automated.toml").read_text("utf-8"))
SUBJECTS: tuple[str, ...] = tuple(_WORDS["subjects"])
_NOBODY = frozenset(_WORDS["nobody"])
_PRECEDENCE = frozenset(_WORDS["precedence"])
_SUPPRESS = frozenset(_WORDS["suppress"])
_SUBMITTED, _NOBODY_READS = "Auto-Submitted: ", "nobody reads at "
_SUPPRESSED = "its sender forbids automatic answers (X-Auto-Response-Suppress)"
# A machine known by these alone may be an ERP system that orders.
_PROGRAMS = (f"{_SUBMITTED}auto-generated", f"{_SUBMITTED}auto-notified", _NOBODY_READS, _SUPPRESSED)
OWN_MESSAGE_ID = re.compile(r"<jiedan-\d+-[0-9a-f]{8}@[^<>\s]+>")
"""The shape of the Message-IDs that the bot gives its own mails."""


def reason(
    message: Message, *, sender: str, subject: str | None, own_addresses: Collection[str] = ()
) -> str | None:
    """Why this mail was written by a machine, in a few words, or None.

    `sender` is the address in lower case. A list is no machine where it is our own: orders@ may be a
    distribution list of the company (`own_addresses`), and then every order carries List-Id.
    """
    submitted = (field(message, "Auto-Submitted") or "no").split(";")[0].strip().lower()
    if OWN_MESSAGE_ID.fullmatch((field(message, "Message-ID") or "").strip()):
        return "one of our own mails came back"
    if message.get_content_type() == "multipart/report":
        kind = (parameter(message, "report-type") or "delivery-status").lower()
        return "a read receipt" if kind == "disposition-notification" else "a delivery report"
    if any(value.strip() == "<>" for value in raw_fields(message, "Return-Path")[:1]):
        return "it has no return path, as bounces do"
    if submitted not in ("no", ""):
        return f"{_SUBMITTED}{submitted[:40]}"
    if any(raw_fields(message, name) for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Reply")):
        return "an automatic reply by its header"
    suppress = {
        word.strip() for word in (field(message, "X-Auto-Response-Suppress") or "").lower().split(",")
    }
    if suppress & _SUPPRESS:
        return _SUPPRESSED
    words = (subject or "").strip().lower()
    if words.startswith(SUBJECTS):
        return "the subject is that of an automatic reply"
    local = re.sub(r"[^a-z]", "", sender.partition("@")[0].partition("+")[0])
    if local in _NOBODY or local.startswith(("noreply", "donotreply", "mailerdaemon")):
        return f"{_NOBODY_READS}{sender}"
    return _mass_mail(message, own_addresses)


def may_order(
    message: Message, *, why: str | None, subject: str | None, own_addresses: Collection[str] = ()
) -> bool:
    """Whether what the machine wrote (`why`: its reason) may be an order of its own, as ERP systems send them.

    Never a reply, a bounce or mass mail. Some servers call their out-of-office replies auto-generated: the subject tells.
    """
    if why is None:
        return True
    reply = (subject or "").strip().lower().startswith(SUBJECTS)
    return why.startswith(_PROGRAMS) and not reply and _mass_mail(message, own_addresses) is None


def _mass_mail(message: Message, own_addresses: Collection[str]) -> str | None:
    list_id = (field(message, "List-Id") or "").lower()
    own = {address.partition("@")[2].lower() for address in own_addresses} - {""}
    if list_id:
        domain = list_id.rpartition("<")[2].rstrip("> ")
        if any(domain.endswith("." + name) or domain == name for name in own):
            return None
        return "it came over a mailing list"
    precedence = (field(message, "Precedence") or "").strip().lower()
    if precedence in _PRECEDENCE:
        return f"Precedence: {precedence}"
    if raw_fields(message, "List-Unsubscribe"):
        return "a newsletter: it offers to unsubscribe"
    return None
