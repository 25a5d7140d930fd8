"""Who answers when asked who they are: then a name needs no words around it (三江小馆，老柴, Ann Lee, Millhouse)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from parsers import phrases
from parsers.annotate import Annotated
from parsers.namepieces import HAN, Piece, pieces, shape
from parsers.segments import Block

_TAKEN = ("address", "phone", "email", "date", "clock", "payment", "quantity", "money", "order_ref")
_CAPITALS = re.compile(r"[A-ZÀ-Þ][\w.'’&À-ÿ-]*(?: (?:[A-ZÀ-Þ][\w.'’&À-ÿ-]*|&|of|and|de|the)){0,5}")
_NICKNAME = re.compile(r"[小阿老][㐀-鿿]|[㐀-鿿](?:姐|哥|姨|叔|嫂|婶|伯|总)")
_ROW = re.compile(r"[^\n。;；]{2,80}")
_SHORTEST, _LONGEST, _MOST_PIECES = 2, 40, 8
# A person of the West has two names; more words are rather a firm.
_FIRST_AND_LAST = 2
# Few Chinese shops have a longer name; what is longer tells something.
_LONGEST_HAN = 12

Place = tuple[int, int]
"""[start, end) of the surface."""


@dataclass(frozen=True, slots=True)
class Named:
    """Where the company and the person stand."""

    company: Place | None = None
    contact: Place | None = None


def asked(annotated: Annotated) -> bool:
    """Whether the message answers an order for which we asked who orders."""
    pending = annotated.message.context.pending
    return pending is not None and any(
        flag.field == "customer" and flag.code == "missing" for flag in pending.flags
    )


def introduced(annotated: Annotated) -> list[Block]:
    """Where a rep says who a new customer is: 新客户：…, behind the colon to the end of the row."""
    text = annotated.lowered
    return [
        replace(block, start=match.end(), end=min(block.end, match.end() + row.end()))
        for block in annotated.own
        for match in phrases.book("selfnamed")["new_customer"].pattern.finditer(text, block.start, block.end)
        if (row := _ROW.match(text[match.end() : block.end])) is not None
    ]


def find(annotated: Annotated, blocks: Sequence[Block]) -> Named:
    """The names among the pieces that nothing else explains."""
    company: Place | None = None
    contact: Place | None = None
    unsure: Place | None = None
    for piece in _pieces(annotated, blocks):
        place = (piece.start, piece.end)
        match _kind(piece):
            case "company":
                company = company or place
            case "person":
                contact = contact or place
            case "either":
                unsure = unsure or place
    if unsure is not None and company is None:
        company = unsure
    return Named(company, contact)


def _pieces(annotated: Annotated, blocks: Sequence[Block]) -> Iterator[Piece]:
    """The pieces of the answer as they stand in the text, without those that say something else."""
    led = phrases.book("selfnamed")["leads"].pattern
    seen = 0
    for block in blocks:
        for row in re.finditer(r"[^\n。.;；!！?？,，]+", annotated.text[block.start : block.end]):
            start = block.start + row.start()
            lead = led.match(row[0])
            text = row[0][lead.end() :] if lead else row[0]
            start += lead.end() if lead else 0
            for piece in pieces(text):
                begin, end = start + piece.start, start + piece.end
                if not _taken(annotated, begin, end) and _SHORTEST <= end - begin <= _LONGEST:
                    kind = (
                        "company"
                        if lead and lead["firm"]
                        else "person"
                        if lead and lead["who"]
                        else piece.kind
                    )
                    yield Piece(begin, end, piece.text, kind)
                    seen += 1
                if seen == _MOST_PIECES:
                    return


def _taken(annotated: Annotated, start: int, end: int) -> bool:
    """Whether it is, or is a part of, what has a field of its own."""
    return any(
        span.start < end and start < span.end
        for spans in annotated.chosen.values()
        for span in spans
        if span.label in _TAKEN
    )


def _kind(piece: Piece) -> str:
    """company, person, either or nothing."""
    if piece.kind in ("company", "person") and not (piece.kind == "person" and _many(piece.text)):
        return piece.kind
    if _NICKNAME.fullmatch(piece.text):
        return "person"
    if HAN.search(piece.text):
        told = shape("says").search(piece.text) or piece.kind != "other" or len(piece.text) > _LONGEST_HAN
        return "" if told or phrases.book("selfnamed")["no_name"].pattern.search(piece.text) else "either"
    if piece.kind in ("person", "other") and _CAPITALS.fullmatch(piece.text):
        return "either"
    return ""


def _many(text: str) -> bool:
    """Whether a Latin name has more words than a person's."""
    return not HAN.search(text) and len(text.split()) > _FIRST_AND_LAST
