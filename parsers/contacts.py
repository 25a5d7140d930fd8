"""How to reach who writes, and who it is: phones, mail addresses, people's and companies' names in a block."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers

from parsers import names, phrases
from parsers.names import NameValue
from parsers.patterns import seldom
from parsers.segments import Kind
from parsers.spans import Span

__all__ = ["NameValue", "PhoneValue", "find", "region_of"]


@dataclass(frozen=True, slots=True)
class PhoneValue:
    """`e164` with the extension in RFC 3966 style apart; None where the number cannot be brought into E.164.

    `fax`: nobody answers there; `colleague`: it is a driver's, a guard's, a storekeeper's number.
    """

    e164: str | None
    written: str
    extension: str | None = None
    fax: bool = False
    colleague: bool = False


_EMAIL = seldom(r"(?<![\w.+-])[\w.+%-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){0,5}\.(?!\d)[\w-]{1,64}", re.ASCII)
# Digits of Latin text may touch Chinese characters: 电话139..., 收137....
_PHONE = re.compile(
    r"(?<![\w.+-])(?:\+|00)?\d{7,15}(?!\w|[.,]\d|-\d)"
    r"|(?<![\w.+/-])(?:\+\d{1,4}(?:(?!\. )[ .\-/]{1,2}\(?\d{1,11}\)?){1,5}"
    r"|(?:\+|00)?\(?\d{1,5}\)?(?:(?!\. )[ .\-/]{1,2}\(?\d{2,11}\)?){0,5})(?![\w/]|[.,]\d|-\d)",
    re.ASCII,
)
_CHINESE_MOBILE = re.compile(r"1[3-9]\d{9}")
_CHINESE_LANDLINE = re.compile(r"0\d{2,3}[- ]\d{3,4}[- ]?\d{4}")
# The same without a blank, as a signature may have it alone in its row.
_LANDLINE_AT_ONCE = re.compile(r"0[1-9]\d{8,10}")
_AMERICAN = re.compile(r"(?:1[ .-])?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}")
# E.164 allows 15 digits; below 7 it is no subscriber's number anywhere.
_DIGITS = range(7, 16)
_BEFORE = 24
_HAN = re.compile(r"[㐀-鿿]")


def find(text: str, *, block: Kind = "new", region: str | None = None) -> list[Span]:
    """Spans 'phone' (PhoneValue), 'email' (str), 'person' and 'company' (NameValue).

    `region` is the ISO country for numbers without a country code; where it is None that of a Chinese text is China.
    """
    found = [
        Span(match.start(), match.end(), "email", match.group().lower().rstrip("."), 1.0, "contacts.email")
        for match in _EMAIL.finditer(text)
    ]
    if block in ("quote", "disclaimer"):
        return found
    named = names.in_words(text)
    people = {span.end for span in named if span.label == "person"}
    found += _phones(text, region, signed=block == "signature", people=people)
    found += named
    found += names.in_signature(text) if block == "signature" else names.in_tail(text)
    return found


@lru_cache(maxsize=1024)
def region_of(phone: str) -> str | None:
    """The ISO country of a number in E.164, None where it is none or tells no country."""
    try:
        code = phonenumbers.parse(phone).country_code
    except phonenumbers.NumberParseException:
        return None
    return phonenumbers.region_code_for_country_code(code) if code is not None else None


def _phones(text: str, region: str | None, *, signed: bool, people: Collection[int]) -> list[Span]:
    """Numbers by which somebody is reached; `people`: where names end, right behind which a number is theirs."""
    found: list[Span] = []
    book = phrases.book("phones")
    region = region or ("CN" if _HAN.search(text) else None)
    for match in _PHONE.finditer(text):
        written = match.group().strip()
        digits = re.sub(r"\D", "", written)
        if len(digits) not in _DIGITS:
            continue
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        if book["no_phone"].pattern.search(before):
            continue
        labelled = bool(book["label"].pattern.search(before))
        fax = bool(book["fax"].pattern.search(before))
        shaped = bool(
            written.startswith(("+", "00"))
            or _CHINESE_MOBILE.fullmatch(digits)
            or _CHINESE_LANDLINE.fullmatch(written)
        )
        if signed and region == "CN" and _LANDLINE_AT_ONCE.fullmatch(written):
            shaped = True
        theirs = signed or any(match.start() - gap in people for gap in (0, 1, 2))
        american = _AMERICAN.fullmatch(written) is not None
        if not (labelled or fax or shaped or american or (theirs and _local(written, region))):
            continue
        extension = book["extension"].pattern.match(text, match.end())
        value = PhoneValue(
            _e164(written, digits, region, american=american),
            written,
            extension["digits"] if extension else None,
            fax,
            bool(book["colleague"].pattern.search(before)),
        )
        end = extension.end() if extension else match.start() + len(written)
        certainty = 0.95 if shaped or labelled else 0.8
        found.append(Span(match.start(), end, "phone", value, certainty, "contacts.phone"))
    return found


# As people abroad write a number of their own country below their name: 5550 0102, 08 9000 0102.
_GROUPS = re.compile(r"\(?0?\d{1,4}\)?(?:[ -]\d{3,4}){1,2}")


def _local(written: str, region: str | None) -> bool:
    if region in (None, "CN") or not _GROUPS.fullmatch(written):
        return False
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(written, region))
    except phonenumbers.NumberParseException:
        return False


def _e164(written: str, digits: str, region: str | None, *, american: bool) -> str | None:
    """The number in E.164; None where its country is not known: nobody's code is invented."""
    if written.startswith("+"):
        return "+" + digits
    if written.startswith("00"):
        return "+" + digits[2:]
    if american and region in (None, "US", "CA"):
        return "+1" + digits[-10:]
    if _CHINESE_MOBILE.fullmatch(digits) and region in (None, "CN"):
        return "+86" + digits
    if region is None:
        return None
    try:
        number = phonenumbers.parse(written, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return "+86" + digits if _CHINESE_MOBILE.fullmatch(digits) else None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
