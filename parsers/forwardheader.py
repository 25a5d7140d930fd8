"""The header of a quoted or forwarded mail: who wrote it, when, to whom, about what."""

import re
from dataclasses import dataclass
from datetime import datetime

from parsers.maildates import moment
from parsers.mailhead_words import BESIDE_ADDRESS, verbs
from parsers.normalize import plain

_ADDRESS = re.compile(r"[\w.+%'-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+")
_DATE_AND_TIME = re.compile(r"^.*\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\.?)?\W{0,3}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ForwardHeader:
    """The header that a mail program writes over a quoted or forwarded mail.

    `date` is aware if it states a zone; `written` are its words.
    """

    name: str | None = None
    address: str | None = None
    date: datetime | None = None
    to: str | None = None
    subject: str | None = None
    written: str = ""

    def sent(self, before: datetime) -> datetime | None:
        """The date, which is not after `before`, in whose zone it is if it states none."""
        stated = moment(self.written, before=before) if self.written else self.date
        if stated is None:
            return None
        return stated if stated.tzinfo is not None else stated.replace(tzinfo=before.tzinfo)


def of_attribution(words: str) -> ForwardHeader:
    """What "On ..., ... wrote:" states."""
    address = _first_address(words)
    beside = BESIDE_ADDRESS.search(words)
    name = None
    if beside is not None:
        before = _DATE_AND_TIME.sub("", words[: beside.start()])
        before = verbs().sub(" ", before)
        before = re.split(r"[,;]\s", before)[-1]
        name = _tail_name(before.strip(" \t\"'“”„«»<>;,:-|("))
    shown = name if name and "@" not in name and not any(c.isdigit() for c in name) else None
    written = words.strip(" :-")
    return ForwardHeader(shown, address, moment(written), written=written)


def _tail_name(words: str) -> str | None:
    """The name that ends the words between date and address, without what some languages put before it."""
    tokens = words.split()
    kept: list[str] = []
    while tokens and not tokens[-1][0].islower() and tokens[-1][0].isascii() == words[-1:].isascii():
        kept.insert(0, tokens.pop())
    if kept[:1] == ["Uhr"]:
        del kept[0]
    return " ".join(kept) or None


def of_fields(values: dict[str, str]) -> ForwardHeader:
    """What the rows of a header state."""
    sender = plain(values.get("from", ""))
    address = _first_address(sender)
    shown = re.split(r"[\[(<]|\bmailto:", sender, maxsplit=1)[0].strip(" \t\"'“”<>;,*|")
    shown = shown.partition("/")[0] if "/" in shown and "@" not in shown else shown
    date = values.get("date", "")
    return ForwardHeader(
        shown if shown and "@" not in shown else None,
        address,
        moment(date),
        values.get("to"),
        values.get("subject"),
        date,
    )


def _first_address(text: str) -> str | None:
    found = _ADDRESS.search(text)
    return found.group().strip("'").lower() if found else None
