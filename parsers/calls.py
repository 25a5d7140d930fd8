"""By what words a customer on file may be called: the company's full name or part of it, the contact with a title."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from parsers import phrases
from parsers.annotate import Annotated
from parsers.directory import Directory
from parsers.normalize import plain
from parsers.reading import Customer
from parsers.segments import Block
from parsers.spans import Span

_HAN = re.compile(r"[㐀-鿿]")
# A Latin part of a name says too little below this length: "the", "al".
_LEAST_LATIN = 4
_LEAST_HAN = 2
# What says that whoever is named next is not meant; so far it stands before the name.
_NOT = re.compile(r"(?:不是|并非|而非|唔系|\b(?:not|instead of|rather than)(?: for| from| to)?(?: the)?) ?\Z")
_NEAR_NOT = 20
# Two characters that also name a product call a customer only where somebody speaks of somebody.
_SPOKEN_OF = re.compile(r"(?:的|要|那|说|家|这边|订|$|[\s,，。:：])")


@dataclass(frozen=True, slots=True)
class Called:
    """A customer and the words of the surface that call them; no span where only the subject does."""

    code: str
    span: Span | None
    length: int


def companies(annotated: Annotated, directory: Directory, blocks: Sequence[Block]) -> list[Called]:
    """Customers whose company the blocks name, or else the subject; a longer name wins over one inside it."""
    found = [
        called
        for customer in directory.customers
        if (called := _company(annotated, customer, blocks)) is not None
    ]
    spans = [called.span for called in found if called.span is not None]
    kept = [called for called in found if called.span is not None and not _inside(called.span, spans)]
    # 甲店，不是乙店: whose it is not is named to tell it from the other.
    meant = [called for called in kept if called.span and not _denied(annotated.lowered, called.span)]
    kept = meant or kept
    if kept:
        return sorted(kept, key=lambda called: -called.length)
    subject = annotated.subject
    return [
        Called(customer.code, None, len(name))
        for customer in directory.customers
        for name in of_company(customer)[:1]
        if len(name) > _LEAST_HAN and name in subject
    ]


def _denied(text: str, span: Span) -> bool:
    return _NOT.search(text, max(0, span.start - _NEAR_NOT), span.start) is not None


def _inside(span: Span, others: Sequence[Span]) -> bool:
    return any(
        other.start <= span.start
        and span.end <= other.end
        and other.end - other.start > span.end - span.start
        for other in others
    )


def _company(annotated: Annotated, customer: Customer, blocks: Sequence[Block]) -> Called | None:
    for name in of_company(customer):
        for block in blocks:
            at = _find(annotated, name, block)
            if at is not None:
                span = Span(at, at + len(name), "customer", customer.code, 1.0, "calls.company")
                return Called(customer.code, span, len(name))
    return None


def _find(annotated: Annotated, name: str, block: Block) -> int | None:
    text = annotated.lowered
    at = text.find(name, block.start, block.end)
    while at >= 0:
        if (
            _whole(text, at, len(name))
            and text[at + len(name) - 1 :][:2] not in phrases.words("names", "reached")
            and not _product(annotated, name, at)
        ):
            return at
        at = text.find(name, at + 1, block.end)
    return None


def _product(annotated: Annotated, name: str, at: int) -> bool:
    """甜橙 may be a shop or what it is named after."""
    if len(name) > _LEAST_HAN or _SPOKEN_OF.match(annotated.lowered, at + len(name)):
        return False
    return any(
        span.label == "part" and span.start <= at < span.end
        for spans in annotated.chosen.values()
        for span in spans
    )


@cache
def _place() -> re.Pattern[str]:
    return re.compile(rf"(?:[㐀-鿿]{{2,3}}(?:(?<!超)市|省)|{phrases.slot('names', 'places')})")


@cache
def _form() -> re.Pattern[str]:
    return re.compile(
        rf"(?:有限责任公司|股份有限公司|有限公司|集团|公司|\s{phrases.slot('names', 'corporate')})[\s.]*$",
        re.IGNORECASE | re.ASCII,
    )


def of_company(customer: Customer) -> Sequence[str]:
    """Lower-cased forms of the company's names, longest first: the whole, without legal form and place, its front
    parts, and front with trade (宏达仪表 for 宁波宏达精密仪表有限公司)."""
    return _of_names(customer.company, customer.company_en)


@lru_cache(maxsize=4096)
def _of_names(*names: str) -> Sequence[str]:
    calls: set[str] = set()
    for name in names:
        full = plain(name).lower().strip()
        short = _form().sub("", full).strip(" .,")
        calls |= {full, short}
        if _HAN.search(short):
            core = _place().sub("", short, count=1) if _place().match(short) else short
            calls |= {core[:end] for end in range(_LEAST_HAN, len(core) + 1)}
            calls |= {core[:2] + core[-tail:] for tail in (2, 3) if len(core) > 2 + tail}
        else:
            words = short.split()
            calls |= {" ".join(words[:end]) for end in range(1, len(words) + 1)}
            # St. Anne's House is St Anne, too.
            calls |= {call.removesuffix("'s").replace(".", "") for call in tuple(calls) if " " in call}
    return tuple(sorted((call for call in calls if _tells(call)), key=lambda call: (-len(call), call)))


def _tells(call: str) -> bool:
    if _HAN.search(call):
        return len(call) >= _LEAST_HAN and not _place().fullmatch(call)
    return len(call) >= _LEAST_LATIN


def _whole(text: str, at: int, length: int) -> bool:
    """A Latin name stands as whole words."""
    if not text[at].isascii():
        return True
    before = text[at - 1] if at else " "
    after = text[at + length] if at + length < len(text) else " "
    return not (before.isascii() and before.isalnum()) and not (after.isascii() and after.isalnum())


def people(annotated: Annotated, directory: Directory) -> list[Called]:
    """Customers whose contact the words name: the full name, a first name, or a surname with a title."""
    titled = _titled(annotated)
    found: list[Called] = []
    for customer in directory.customers:
        span = _person(annotated, plain(customer.contact).lower(), titled)
        if span is not None:
            found.append(Called(customer.code, span, span.end - span.start))
    return found


def _person(annotated: Annotated, name: str, titled: Sequence[Span]) -> Span | None:
    if len(name) < _LEAST_HAN:
        return None
    chinese = bool(_HAN.match(name))
    first = name if chinese else name.split()[0]
    for wanted in (name, first):
        at = _literal(annotated, wanted, annotated.voice)
        if at is not None and (wanted == name or len(wanted) >= _LEAST_LATIN):
            return Span(*at, "person", name, 1.0, "calls.person")
    if not chinese:
        return None
    return next((span for span in titled if annotated.lowered[span.start] == name[0]), None)


def _titled(annotated: Annotated) -> list[Span]:
    """王总, 李师傅: a surname with a title, in the blocks that speak."""
    pattern = re.compile(phrases.slot("names", "surnames") + phrases.slot("names", "titles"))
    return [
        Span(match.start(), match.end(), "person", None, 0.8, "calls.title")
        for block in annotated.voice
        for match in pattern.finditer(annotated.lowered, block.start, block.end)
    ]


def literal(annotated: Annotated, name: str, blocks: Sequence[Block]) -> tuple[int, int] | None:
    """Where a name on file stands in the blocks, word for word."""
    return _literal(annotated, plain(name).lower().strip(), blocks)


def _literal(annotated: Annotated, wanted: str, blocks: Sequence[Block]) -> tuple[int, int] | None:
    if len(wanted) < _LEAST_HAN:
        return None
    for block in blocks:
        at = annotated.lowered.find(wanted, block.start, block.end)
        if at >= 0 and _whole(annotated.lowered, at, len(wanted)):
            return at, at + len(wanted)
    return None
