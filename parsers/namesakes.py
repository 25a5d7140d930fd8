"""What reads as an amount, a price, a day or a time, and is a name or a part of one: it is taken out before the cover is chosen."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal

from parsers import units
from parsers.catalog import Catalog
from parsers.number_values import exact
from parsers.parts import Part, stem
from parsers.spans import Span

# What opens a listed amount, and what ends it where no name follows.
_LONGEST_OPENING = 12
_OPENS_ONE = re.compile(
    r"(?:\A|[\n,;&+]\s?|\n\s?[-*•]\s|\b(?:and|plus|also|need|want|send|take|order|get|add)\s)\Z"
)
_ALONE = re.compile(r"\s*(?:$|[,;.!?\n)]|(?:and|plus|please|pls|thanks|thx|as well|too|also)\b)")
_WORD_BEFORE, _LONGEST_WORD = re.compile(r"(?<![a-z])([a-z]{2,}) \Z"), 20
_TWO_NUMBERS = re.compile(r"([1-9][0-9]{1,2}) ([1-9][0-9]{2}) ?[^0-9 ]")
# What may be a day and a size, and what asks for so many behind it.
_DECIMAL = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}")
_ENDS_PRICE = re.compile(r" ?(?:\)|的那|的\)|/|一[㐀-鿿]|each|per )")
_ASKS = re.compile(r" ?(?:[先再]?给我)?(?:[先再]?[要来拿订搞整])?")
# 大包10 小包20: a unit that a number follows is the next size.
_VARIANT = re.compile(r"[大中小][㐀-鿿](?=[0-9])")
_DIGITS_APART = re.compile(r"([0-9]{1,4}) ")
_OF_A_TIME = re.compile(r" ?(?:[之以]?[前后]|左右|开始|送|到|来|[ap]\.?m\b|o'clock|sharp)")
_CALLED, _LONGEST_CALLED = re.compile(r"([一二两三四五六七八九][㐀-鿿])(\d{1,4})(?![\d.])"), 5


def without_names(spans: Sequence[Span], lowered: str, catalog: Catalog) -> list[Span]:
    """The spans without amounts whose unit begins a name (A 20 大袋B 10, and 2.4床单 where nothing is sold by the bed),
    without numbers written in groups that end in a size of a product (95 500 ml), without prices that are its code (2RS),
    without times that are its scale (1:24的) and without days that are its size (铜线1.6要70卷)."""
    sizes = [s for s in spans if s.label == "part" and s.rule == "parts.spec" and s.certainty == 1]
    known = {s.end: s for s in sizes}
    begun = {s.start: s for s in sizes}
    names = {
        s.end for s in spans if s.label == "part" and isinstance(s.value, Part) and s.value.kind == "han"
    }
    amounts = {s.start for s in spans if s.label == "quantity"}
    counted = {s.end for s in spans if s.label == "quantity"}
    found: list[Span] = []
    for span in spans:
        if (
            span.label == "date"
            and span.start in names
            and _DECIMAL.fullmatch(written := lowered[span.start : span.end])
            and catalog.knows(f"#{written}")
            and (asks := _ASKS.match(lowered, span.end)) is not None
            and asks.end() in amounts
        ):
            continue
        if span.label == "date" and _is_bracketed_price(span, lowered, counted):
            continue
        if span.label == "money" and (
            any(size.start < span.start < size.end for size in sizes)
            or _is_code(known.get(span.end), span, lowered)
            or _begins_code(begun.get(span.start), span, lowered)
        ):
            continue
        if span.label == "clock" and _is_scale(known.get(span.end), span, lowered):
            continue
        if span.label != "quantity" or span.value.number is None or span.value.unit is None:
            found.append(span)
            continue
        if _is_called_so(span, lowered, catalog):
            continue
        word = span.value.unit
        if lowered.endswith(word, span.start, span.end) and word not in catalog.unit_words:
            glued = span.end - len(word)
            if catalog.begins(lowered, glued, span.end) or (
                # 6205轴承, where the name that has 轴承 begins otherwise.
                not word.isascii() and catalog.knows("c:" + lowered[glued : span.end + 1][:2])
            ):
                found.append(replace(span, end=glued, label="bare", value=replace(span.value, unit=None)))
                continue
        if _is_thing(span, lowered, catalog):
            found.append(_without_unit(span, lowered))
            continue
        if (parted := _sized_apart(span, lowered, catalog)) is not None:
            found.extend(parted)
            continue
        unit = lowered.rfind(" ", span.start, span.end)
        size = known.get(span.end)
        if size is not None and (first := _DIGITS_APART.fullmatch(lowered, span.start, size.start)):
            number = exact(Decimal(first[1]))
            found.append(
                replace(
                    span, end=first.end(1), label="bare", value=replace(span.value, number=number, unit=None)
                )
            )
            continue
        begins = catalog.begins(lowered, unit + 1, span.end) or _VARIANT.match(lowered, unit + 1)
        if unit > span.start and begins:
            amount = replace(span.value, unit=None)
            span = replace(span, end=unit, label="bare", value=amount)
        found.append(span)
    return found


def _is_bracketed_price(day: Span, lowered: str, counted: Collection[int]) -> bool:
    """Whether a decimal alone stands in brackets behind an amount, as prices do: 水壶3个（9.8）, 20 jugs (9.80)."""
    before = lowered[: day.start].rstrip(" @")
    return (
        before.endswith("(")
        and len(before[:-1].rstrip()) in counted
        and _DECIMAL.fullmatch(lowered, day.start, day.end) is not None
        and _ENDS_PRICE.match(lowered, day.end) is not None
    )


def _is_thing(span: Span, lowered: str, catalog: Catalog) -> bool:
    """Whether the unit of a listed amount that stands alone is what is sold: and two dozen jugs, where jugs are."""
    word: str = span.value.unit
    unit = units.named(word)
    if unit is None or not word.isascii() or unit.kind not in ("container", "counter") or unit.generic:
        return False
    return (
        catalog.knows("w:" + stem(word))
        and not any(_means(own, unit) for own in catalog.unit_words)
        and _ALONE.match(lowered, span.end) is not None
        and _OPENS_ONE.search(lowered, max(0, span.start - _LONGEST_OPENING), span.start) is not None
    )


def _means(own: str, unit: units.Unit) -> bool:
    """Whether the catalog's word for a unit is that one, or what it may be called in the other language."""
    named = units.named(own)
    return named is not None and (named == unit or named.code in unit.fallbacks)


def _without_unit(span: Span, lowered: str) -> Span:
    unit = lowered.rfind(span.value.unit, span.start, span.end)
    end = span.start + len(lowered[span.start : unit].rstrip())
    return replace(span, end=end, label="bare", certainty=1.0, value=replace(span.value, unit=None))


def _sized_apart(span: Span, lowered: str, catalog: Catalog) -> list[Span] | None:
    """The size and the amount of tee 40 300 pcs, where tees come in 40; None if it may be one number."""
    two = _TWO_NUMBERS.match(lowered, span.start, span.end)
    word = _WORD_BEFORE.search(lowered, max(0, span.start - _LONGEST_WORD), span.start) if two else None
    if two is None or word is None or not catalog.together("w:" + stem(word[1]), f"#{two[1]}"):
        return None
    size, many = exact(Decimal(two[1])), exact(Decimal(two[2]))
    return [
        replace(span, end=two.end(1), label="bare", value=replace(span.value, number=size, unit=None)),
        replace(span, start=two.start(2), value=replace(span.value, number=many)),
    ]


def _is_code(size: Span | None, money: Span, lowered: str) -> bool:
    """Whether what reads as a price is a code of a product (2RS): digits with letters glued to them."""
    return size is not None and size.start == money.start and lowered[money.start : money.end].isalnum()


def _begins_code(size: Span | None, money: Span, lowered: str) -> bool:
    """Whether what reads as a price (Rs 25) is the beginning of a code of a product (RS25/6), which goes on behind it."""
    if size is None or not lowered[size.start : size.end].isascii():
        return False
    return lowered[money.start].isalpha() and size.end >= money.start + len(
        lowered[money.start : money.end].rstrip(" /")
    )


def _is_called_so(amount: Span, lowered: str, catalog: Catalog) -> bool:
    """Whether what reads as an amount opens the name of a product that is called by a number (三个7 of an ink 7-7-7)."""
    number = _CALLED.match(lowered, amount.start, amount.end + _LONGEST_CALLED)
    return (
        number is not None
        and number.start(2) == amount.end
        and catalog.together("c:" + number[1], "#" + number[2])
    )


def _is_scale(size: Span | None, clock: Span, lowered: str) -> bool:
    """Whether what reads as a time is a ratio that products bear (1:24), beside nothing that is said of times."""
    return size is not None and size.start == clock.start and not _OF_A_TIME.match(lowered, clock.end)
