"""Which part of a mail is new, quoted, forwarded, a signature or a disclaimer. Marked, never deleted."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Kind = Literal["new", "quote", "forward", "signature", "disclaimer", "greeting"]


@dataclass(frozen=True, slots=True)
class ForwardHeader:
    """The header that a mail program writes over a quoted or forwarded mail; `date` is aware if it states a zone."""

    name: str | None = None
    address: str | None = None
    date: datetime | None = None
    to: str | None = None
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """`text[start:end]` is of one kind; `depth` counts the mails that it was passed on through (0: the sender's own)."""

    kind: Kind
    start: int
    end: int
    header: ForwardHeader | None = None
    depth: int = 0


def split(subject: str | None, text: str) -> tuple[Block, ...]:
    """Blocks that cover the whole of `text` in order."""
    return (Block("new", 0, len(text)),) if text else ()
