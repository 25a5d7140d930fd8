"""What signs a mail and what only accompanies it: signatures, and what programs and companies add below or above."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal

from parsers import names, phrases
from parsers.normalize import lower

Kind = Literal["new", "signature", "disclaimer"]

_SIGNATURE_ROWS = 14
_LEAST_SIGNATURE = 3
_LONGEST_ROW = 300
_LONGEST_SIGNATURE_ROW = 110
_LONGEST_PARAGRAPH = 40


def kinds(rows: Sequence[str], *, said: bool = False) -> list[Kind]:
    """The kind of each row of what one person wrote in one go. `said`: they said something further up already."""
    found: list[Kind] = ["new"] * len(rows)
    _disclaim(rows, found)
    end = len(rows)
    while end and (not rows[end - 1] or found[end - 1] == "disclaimer"):
        end -= 1
    first = _signature(rows, end, found)
    if end - first == 1 and names.only_place(rows[first]):
        # 城南店 alone says rather where to than who.
        first = end
    if said or any(row and kind == "new" for row, kind in zip(rows[:first], found, strict=False)):
        for place in range(first, len(rows)):
            if found[place] == "new":
                found[place] = "signature"
        end = first
    _sign_in_the_middle(rows, found, end)
    return found


def _is(name: str, row: str) -> bool:
    """Whether a row is of this kind; no program and no person marks a mail by a longer one."""
    return name in _marks(row[:_LONGEST_ROW])


@lru_cache(maxsize=64)
def _marks(row: str) -> frozenset[str]:
    """All that a row is: of each row of a mail it is asked again and again."""
    lowered = lower(row)
    found = phrases.book("letters").within(lowered)
    return frozenset(phrase.name for phrase in found if phrase.pattern.search(lowered))


def _disclaim(rows: Sequence[str], found: list[Kind]) -> None:
    """Mark what programs add in single rows, and the paragraphs of disclaimers and banners."""
    index, spoken = 0, False
    last = max((place for place, row in enumerate(rows) if _is("amount", row)), default=-1)
    while index < len(rows):
        row = rows[index]
        if not row:
            index += 1
        elif _is("program", row):
            found[index] = "disclaimer"
            index += 1
        elif _is("disclaimer", row) or _is("banner", row):
            end = _paragraph(rows, index, top=not spoken)
            found[index:end] = ["disclaimer"] * (end - index)
            if spoken and last < end:
                # What stands below a disclaimer and orders nothing goes on with it.
                found[end:] = ["disclaimer"] * (len(rows) - end)
                return
            index = end
        else:
            spoken = True
            index += 1


def _paragraph(rows: Sequence[str], index: int, *, top: bool) -> int:
    """The row behind the paragraph that begins here. Above a mail only what goes on with the banner belongs to it."""
    end = index + 1
    while end < len(rows) and rows[end] and end - index < _LONGEST_PARAGRAPH:
        if top and not (_is("banner", rows[end]) or _is("disclaimer", rows[end])):
            break
        if _is("amount", rows[end]) and not _is("disclaimer", rows[end]):
            break
        end += 1
    return end


def _signature(rows: Sequence[str], end: int, found: Sequence[Kind]) -> int:
    """The first row of the signature that ends at `end`, which it is itself where there is none."""
    ruled = _ruled(rows, end)
    first = end
    while first > 0 and end - first < _SIGNATURE_ROWS:
        row = rows[first - 1]
        if not row:
            # A blank row may stand inside a signature, if what is above still looks like one.
            above = rows[first - 2] if first >= 2 else ""
            if not above or not (_closes(above) or _signs(above) or _decorates(above)):
                break
            first -= 1
            continue
        if found[first - 1] == "disclaimer":
            first -= 1
            continue
        if _is("delimiter", row) or _closes(row):
            first -= 1
            break
        if not (_signs(row) or _decorates(row)) or (first >= 2 and _announced(row, rows[first - 2])):
            break
        first -= 1
    while first < end and (not rows[first] or (_decorates(rows[first]) and not _signs(rows[first]))):
        first += 1
    return ruled if ruled is not None and ruled < first else first


_ANNOUNCES = re.compile(
    r"(?:[:：]|\b(?:address|to|below|here|following|at|is)|地址|如下|这里|这边|送到|发到|寄到)\s*\Z"
)

# 雨布 60: a few digits behind a name are no way to reach anybody.
_COUNTED = re.compile(r"[^\W\d] \d{1,3}$")


def _announced(row: str, above: str) -> bool:
    """Whether the row is a street that the row above says something goes to, in more than a label."""
    street = _is("street", row) or bool(_house().match(row.lower()))
    said = lower(above)
    if not street or not _ANNOUNCES.search(said) or _signs(above) or _closes(above):
        return False
    return phrases.book("addresses")["no_goods_there"].pattern.search(said) is None


def _ruled(rows: Sequence[str], end: int) -> int | None:
    """The row of the "--" that programs put over a signature, if nothing below it orders."""
    for place in range(end - 1, max(-1, end - 1 - _SIGNATURE_ROWS), -1):
        if rows[place] == "--":
            return place
        if _is("amount", rows[place]) or _is("billing", rows[place]):
            return None
    return None


def _sign_in_the_middle(rows: Sequence[str], found: list[Kind], end: int) -> None:
    """Mark names and numbers below a closing within the mail: what follows them is said, if it wants something."""
    index, spoken = 0, False
    wants = max(
        (place for place, row in enumerate(rows) if found[place] == "new" and _wants(row)), default=-1
    )
    while index < end:
        if found[index] == "new" and rows[index] and spoken and (rows[index] == "--" or _closes(rows[index])):
            last = _signed_rows(rows, index + 1, end, wants)
            if last > index + 1:
                found[index:last] = ["signature"] * (last - index)
                if not any(rows[last:end]):
                    found[last:end] = ["signature"] * (end - last)
                elif wants < last:
                    # A saying or an invitation below the name.
                    found[last:end] = ["disclaimer"] * (end - last)
                index = last
                continue
        spoken = spoken or (found[index] == "new" and bool(rows[index]))
        index += 1


def _signed_rows(rows: Sequence[str], index: int, end: int, wants: int) -> int:
    """The row behind the rows that sign from `index` on, of which there is one at least; `index` if there is none."""
    last = place = index
    while place < min(end, index + _SIGNATURE_ROWS):
        row = rows[place]
        if row and not (_signs(row) or (_decorates(row) and last > index)):
            break
        place += 1
        last = place if row else last
    whole = last == end or not rows[last] or (wants < last and last - index >= _LEAST_SIGNATURE)
    # What goes on in the same paragraph and may want something is no signature.
    return last if whole else index


def _wants(row: str) -> bool:
    return bool(row) and (_is("orders", row) or _is("amount", row) or _is("billing", row))


def _closes(row: str) -> bool:
    """Whether a row is a closing, alone or with a name: Best regards, / Thanks, Ann / 谢谢，王芳"""
    return _is("closing", row) or names.closes(row)


def _signs(row: str) -> bool:
    if len(row) > _LONGEST_SIGNATURE_ROW or _is("orders", row) or _is("billing", row):
        return False
    sentences = [sentence for sentence in row.split("。") if sentence.strip()]
    if len(sentences) > 1:
        # 电话…。钱我转过去: what is told behind a number is no part of a signature.
        return all(map(_signs, sentences))
    if _is("contact", row) or _is("street", row) or _house().match(row.lower()):
        return True
    # 40 x AB-12: what is counted is nobody's name.
    return names.signs(row) and not _is("amount", row) and not _COUNTED.search(row)


@cache
def _house() -> re.Pattern[str]:
    """A row that begins with the number of a house and names its street: 3 Church Row, Bath; 12 rue Haute, 35000 Rennes."""
    street = phrases.slot("addresses", "street_en")
    return re.compile(
        rf"\d{{1,5}}[a-z]?,? (?:(?:[\w'’.-]{{1,20}} ){{1,3}}?{street}\.?, ?[^\d\W]|{street}\.? [^,\n]{{2,30}}, ?\d{{4,6}} [^\d\W])"
    )


def _decorates(row: str) -> bool:
    """Rows that stand within and below signatures and say nothing about who writes."""
    return _is("decoration", row) and not _is("amount", row)
