"""Who writes and how to reach them: phones, mail addresses, people's and companies' names in a text."""

from dataclasses import dataclass
from typing import Literal

from parsers.segments import Kind
from parsers.spans import Span


@dataclass(frozen=True, slots=True)
class PhoneValue:
    """`e164` with the extension in RFC 3966 style apart; None where the number cannot be brought into E.164."""

    e164: str | None
    written: str
    extension: str | None = None
    fax: bool = False


@dataclass(frozen=True, slots=True)
class NameValue:
    """A name as the text writes it; `source` says what marks it: a label, a sign-off, a self-introduction, a receiver."""

    text: str
    source: Literal["label", "signoff", "introduction", "receiver", "heading", "mention"]


def find(text: str, *, block: Kind = "new", region: str | None = None) -> list[Span]:
    """Spans 'phone' (PhoneValue), 'email' (str), 'person' and 'company' (NameValue).

    `region` is the ISO country for numbers without a country code; by default CN for Chinese texts and
    otherwise what the text's own addresses hint at.
    """
    return []
