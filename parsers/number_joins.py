"""Several numbers that make one: ranges (20-30箱), packs (12*24), sums and free goods (20+5, 买10送1)."""

import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from parsers import number_words, units
from parsers.number_values import NumberValue, exact
from parsers.patterns import seldom
from parsers.spans import Span

_N = r"[0-9]{1,6}(?:\.[0-9]{1,3})?"
_RANGE = seldom(
    rf"(?<![0-9A-Za-z.\-/*])({_N})( ?[-~/] ?|、| ?到 ?| ?至 ?| ?或者? ?| to | or )({_N})(?![0-9\-/.:])",
    re.IGNORECASE,
)
_BETWEEN = seldom(rf"\bbetween ({_N}) and ({_N})(?![0-9\-/.:])", re.IGNORECASE)
_TIMES = seldom(rf"(?<![0-9./])({_N}(?: ?\* ?{_N}){{1,3}})(?![0-9])(?!\.[0-9])")
_PLUS = seldom(r"(?<![0-9.])([0-9]{1,6}) ?\+ ?([0-9]{1,6})(?![0-9])(?! ?% )")
_PLUS_UNITS = seldom(r"(?<![0-9.])([0-9]{1,6}) ?([\u4e00-\u9fff]|[A-Za-z]{2,8}) ?\+ ?([0-9]{1,6})(?= ?\2)")
# 10箱送1箱, 500个送20个; 10点送20箱 and 5号送3箱 name a time.
_FREE = seldom(
    r"(?<![0-9.])([0-9]{1,6})(?: ?(?![点号日月时])[\u4e00-\u9fff])?(?:[,，]|[,，]? ?[(（](?=[再另外附加额赠搭]))? ?(?:(?:送|搭|赠|外送|另送) ?([0-9]{1,6})(?![0-9:])(?!号|点|日|月)"
    # More to another place is no gift (再送2箱到店里), nor is another thing.
    r"|(?:另|再|附|加|额)外?[送赠] ?([0-9]{1,6})(?![0-9:])(?!号|点|日|月)(?= ?[\u4e00-\u9fff]{0,2}(?:[^\u4e00-\u9fff \w]|$)))"
    r"|(?<![0-9.])(?:buy )?([0-9]{1,6})(?: [a-z]{2,8})? ?(?:\+|plus|get) ?([0-9]{1,6})(?: [a-z]{2,8})? (?:free|foc)\b",
    re.IGNORECASE,
)
_WIDE = 4
_TIES = frozenset({"到", "至", "或", "或者", "to", "or", "-", "~"})
_MEASURES = frozenset({"mass", "length", "volume", "area"})


def find(text: str, numbers: Sequence[Span]) -> Iterator[Span]:
    """Spans 'number' that hold several of the text's numbers; `numbers` are the single ones."""
    yield from _ranges(text)
    yield from _packs(text)
    yield from _sums(text)
    yield from _said_twice(text)
    yield from _spoken_ranges(text, numbers)


def _range(span: tuple[int, int], low: Decimal, high: Decimal, certainty: float) -> Span:
    return Span(*span, "number", NumberValue(low, high, "range"), certainty, "numerals.range")


def _ranges(text: str) -> Iterator[Span]:
    for match in _RANGE.finditer(text):
        low, high, tie = Decimal(match[1]), Decimal(match[3]), match[2].strip()
        counted = units.at(text, match.end()) is not None
        if low >= high or (tie in ("/", "、") and not (counted and _either(text, match))):
            continue
        # "item 3 - 40 cartons": a dash between blanks parts what is too far apart for a range.
        if match[2].startswith(" -") and high > low * _WIDE:
            continue
        certainty = {"-": 0.75 if counted else 0.2, "/": 0.9, "、": 0.9, "~": 0.85}.get(
            tie, 0.85 if counted else 0.5
        )
        yield _range(match.span(), low, high, certainty)
    for match in _BETWEEN.finditer(text):
        low, high = Decimal(match[1]), Decimal(match[2])
        if low < high and units.at(text, match.end()):
            yield _range(match.span(), low, high, 0.9)


def _either(text: str, match: re.Match[str]) -> bool:
    """Whether 10/20盒 and 5、6箱 leave two numbers open: not 1/2箱, and not the fifth row of a list."""
    low, high = Decimal(match[1]), Decimal(match[3])
    if match[2] == "、":
        return high == low + 1 and match.start() > 0 and text[match.start() - 1] != "\n"
    return len(match[1]) > 1 or (high == low + 1 and low > 1)


# ten (10) boxes: the same number twice, as contracts write it.
_TWICE = seldom(
    rf"(?<![0-9A-Za-z.,\-])([0-9]{{1,6}}|[A-Za-z -]{{3,40}}?) ?\(({_N}|[A-Za-z -]{{3,40}})\)", re.IGNORECASE
)


def _said_twice(text: str) -> Iterator[Span]:
    for match in _TWICE.finditer(text):
        second = _either_way(match[2])
        if second is None:
            continue
        # Other words may stand before those of the number.
        starts = [match.start() + word.start() for word in re.finditer(r"[0-9A-Za-z]+", match[1])]
        for start in starts:
            if _either_way(text[start : match.end(1)]) == second:
                counted = units.at(text, match.end()) is not None
                certainty = 0.95 if counted else 0.7
                yield Span(start, match.end(), "number", exact(second), certainty, "numerals.twice")
                break


def _either_way(written: str) -> Decimal | None:
    if written[0].isdigit():
        return Decimal(written)
    words = number_words.english(written)
    return words.low if words is not None else None


def _packs(text: str) -> Iterator[Span]:
    for match in _TIMES.finditer(text):
        factors = tuple(Decimal(part) for part in match[1].replace(" ", "").split("*"))
        before = text[match.start() - 1 : match.start()]
        unit = units.at(text, match.end())
        if before.isascii() and before.isalpha():
            certainty = 0.1
        elif unit is None:
            certainty = 0.5
        else:
            # 60*40cm is a size, 12*24pcs a number of packs.
            certainty = 0.1 if unit[1].kind in _MEASURES else 0.9
        value = NumberValue(factors[0], factors[0], "product", factors)
        yield Span(*match.span(), "number", value, certainty, "numerals.times")


def _sums(text: str) -> Iterator[Span]:
    for pattern, certainty, rule in ((_PLUS, 0.9, "plus"), (_PLUS_UNITS, 0.9, "plus"), (_FREE, 0.8, "free")):
        for match in pattern.finditer(text):
            first, second = (Decimal(part) for part in match.groups() if part and part.isdecimal())
            value = NumberValue(first, first + second, "sum", (first, second))
            # 20+1 ctn free: by the unit behind them all are counted.
            end = max(match.end(group) for group in range(1, match.re.groups + 1))
            end = end if units.at(text, end) else match.end()
            yield Span(match.start(), end, "number", value, certainty, f"numerals.{rule}")


def _spoken_ranges(text: str, numbers: Sequence[Span]) -> Iterator[Span]:
    """五到八箱, two or three boxes: ranges whose ends are words."""
    spoken = sorted((s for s in numbers if s.value.form == "exact"), key=lambda s: s.start)
    for first, second in itertools.pairwise(spoken):
        between = text[first.end : second.start]
        digits = text[first.start].isdigit() and text[second.start].isdigit()
        listed = between == "、" and first.start > 0 and second.value.low == first.value.low + 1
        if digits or len(between) > 6 or not (between.strip() in _TIES or listed):
            continue
        low, high = first.value.low, second.value.high
        if low < high:
            certainty = 0.85 if units.at(text, second.end) else 0.5
            yield _range((first.start, second.end), low, high, certainty)
