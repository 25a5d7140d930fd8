"""Amounts: a number with the unit word beside it, and bare prices such as 350一箱."""

import re
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from decimal import Decimal

from parsers import number_values, ones, smaller_units, unit_words, units, wordlists
from parsers.money import MoneyValue
from parsers.numerals import NumberValue
from parsers.parts import in_colour
from parsers.patterns import seldom
from parsers.spans import Span
from parsers.values import frozen

_HALF_MORE = re.compile(r"半(?![一-鿿]?[箱件包袋桶瓶提])")
_ONE_AND_A_HALF = Decimal("1.5")
_TIMES = re.compile(r" ?[x*] ?(?=[a-z㐀-鿿])(?!l(?![a-z]))")
# X20, x 3, *5 behind a name or a unit: so many of it.
_MULTIPLIED = re.compile(r"(?:(?<![a-z0-9-])x|(?<![0-9 ])\*|(?<=[^0-9] )\*) ?$")
_PER = re.compile(r" ?(?:[一每]|/|per |an? |each )(?=[a-z㐀-鿿])")
# 46 in 18L, but 3 in 10 pcs.
_IN_SIZE = re.compile(r" \d{1,4}(?:\.\d{1,2})? ?(?:ml|l|ltr|lit(?:er|re)s?|kgs?|g|cm|mm|m)\b")
_IN_CODE = re.compile(r"[0-9]/[0-9]{1,4}[a-wyz]{1,2}\Z")
_NEXT_NUMBER = 3
# 左右 behind an amount makes it vague; before one it is a pair of sides.
_ONLY_AFTER = frozenset(wordlists.load("numerals")["approximate"]["after"])
# 12*24 outside of a code is one amount rather than two.
_LIKELY, _PACKED = 0.5, 0.95
# Characters that are hardly a number (the 一 of 上一单) count nothing by themselves.
_DOUBTFUL = 0.2
# "Line 1:" opens a row and counts nothing.
_NUMBERED_ROW = re.compile(
    r"^[ \t]{0,8}(?:(?:line|item|pos|position|no|nr|第) ?\.? ?(?=\d{1,3}(?: ?[:.)、]|项|行))"
    # Serial numbers need no mark behind them.
    r"|s[lr]\b\.?(?: ?no\b\.?)? ?(?=\d{1,3}[ \t:.)-]))(\d{1,3})",
    re.MULTILINE,
)
# 多少钱一箱 asks for the price of one.
_PRICE_OF = re.compile(
    r"(?:多少钱?|几块钱?|几元|几钱|啥价|什么价|咋卖|怎么卖|(?:多少|几)[个只支条瓶包袋片张卷把双块罐根枚台](?:装|算)?) ?$"
)
# How many go in a carton asks the same.
_HOW_MANY_IN = re.compile(
    r"how many(?: [a-z]{2,12}){0,4} (?:in|into|inside|on|onto|to|per|for|make)(?: each| every)? $"
)
# 一箱多少张 asks what is in one.
_HOW_MANY = re.compile(
    r"(?:有|是|装|里有?|能装)?(?:多少(?!钱)|几(?!箱|件|个月|钱|块钱))| (?:holds?|contains?|has) how many"
)
_ASKED_BEFORE = 80
# 管子这一块: as to the pipes; 最后一车: one of a row is no amount; 下一张：what is listed is one order.
_THIS_KIND = re.compile(
    "[这那哪某]一[块类种款样项边头]|(?<=最)后一(?=[㐀-鿿])|[下开]一[张单笔票](?:新的?)?(?:单子?|订单)?(?=[:：,，])"
)
# 一袋袋装好: each by itself.
_ONE_BY_ONE = re.compile("一([㐀-鿿])\\1")
# 一箱半 with its number left out; behind a name alone.
_ONE_AND_HALF = seldom(
    r"(?<=[㐀-鿿a-z)])(?<![0-9一二两三四五六七八九十百千几半整大小多])([箱包袋瓶桶盒件斤打樽条罐])半(?=[，,。、;；\s]|$)"
)
# IEC 61730 is a standard.
_LEAST_STANDARD = 100
_STANDARD = re.compile(r"(?<![a-z0-9])(?:iec|iso|astm|bs|en|ul|jis|gb/?t|csa|ansi)[ -]?$")
# 再一个大的水壶三箱: another thing, of which there are three boxes.
_LINKS = re.compile("(?:再|还有|另外|然后|再有|最后)(?:就是)?$")
_ANOTHER = re.compile(
    "一个(?=(?:(?!然后|还有|再|和|跟|加)[^,，。;；\n ]){2,16}[㐀-鿿](?:[0-9]{1,4}|[一二两三四五六七八九十百]{1,4})"
    "(?:箱|件|包|袋|桶|条|个|盒|瓶|卷|双|台|只|把|张|捆|套|罐|支|吨|打|板)(?![的装]))"
)
_CHANGED = re.compile(r"(?:\bfrom|从|由) ?$")


@frozen
class Amount:
    """`number` of `unit` (the text's own word; None for a bare number). `number` is None for some, 一些. `more`: 2 more
    boxes."""

    number: NumberValue | None
    unit: str | None
    more: bool = False

    @property
    def exact(self) -> Decimal | None:
        """The amount where it is one number, else None."""
        number = self.number
        return number.low if number is not None and number.form == "exact" else None


def with_unit(amount: Span, before: Span) -> Span:
    """The amount, counted by the unit of the one before it if it states none itself."""
    value: Amount = amount.value
    unit = before.value.unit
    if value.unit is not None or unit is None or value.number is None or value.number.multiplier != 1:
        return amount
    return replace(amount, value=Amount(value.number, unit))


def find(
    lowered: str,
    numbers: Sequence[Span],
    own_words: frozenset[str],
    sizes: frozenset[str] = frozenset(),
    names: Callable[[str], bool] = lambda _: False,
    words: Callable[[str], bool] = lambda _: False,
) -> list[Span]:
    """Spans 'quantity' (Amount with a unit), 'bare' (Amount without), 'money' (a bare price per unit) 'marker' (what
    opens a list's row) and 'percent', which are no amounts.

    `numbers` are the spans of `numerals.find`; `own_words` the catalog's own units, which count wherever they stand;
    `sizes` letters that are sizes of its products, so that 20 M 50 are no metres; `names` tells numbers that are sizes
    written without a sign (5070一箱), which are no prices; `words` words of its names, so that 60 single sheets are sheets
    of a single bed.
    """
    found: list[Span] = []
    own = unit_words.own_units(own_words)
    approximations = [span for span in numbers if span.label == "approx"]
    starts = {span.start for span in numbers if span.label == "number"}
    markers = [span for span in numbers if span.label == "marker"]
    for half_more in _ONE_AND_HALF.finditer(lowered):
        amount = Amount(number_values.exact(_ONE_AND_A_HALF), half_more[1])
        found.append(Span(*half_more.span(), "quantity", amount, 0.95, "quantities.one and a half"))
    for start, end, unit, rule in ones.find(
        lowered, lambda place: unit_words.measured(lowered, place, own, own_words)
    ):
        found.append(Span(start, end, "quantity", Amount(number_values.exact(Decimal(1)), unit), 0.9, rule))
    marked = {place for span in markers for place in range(span.start, span.end)}
    found.extend(markers)
    marked |= {place for match in _NUMBERED_ROW.finditer(lowered) for place in range(*match.span(1))}
    for span in numbers:
        if span.start in marked:
            continue
        if span.label == "percent":
            found.append(span)
        if span.label == "indefinite":
            word = unit_words.behind(lowered, span.end, own)
            end = word[0] if word else span.end
            found.append(
                Span(span.start, end, "quantity", Amount(None, word[1] if word else None), 0.8, "some")
            )
        if span.label != "number":
            continue
        if _PRICE_OF.search(lowered[max(0, span.start - 6) : span.start]):
            if one := unit_words.behind(lowered, span.end, own):
                found.append(Span(span.start, one[0], "fill", one[1], 0.9, "quantities.of one"))
            continue
        if _ANOTHER.match(lowered, span.start) and _LINKS.search(
            lowered[max(0, span.start - 3) : span.start]
        ):
            found.append(Span(span.start, span.end + 1, "fill", "另", 1.0, "quantities.another"))
            continue
        if (
            span.value.form == "exact"
            and span.value.low >= _LEAST_STANDARD
            and _STANDARD.search(lowered[max(0, span.start - 8) : span.start])
        ):
            found.append(Span(span.start, span.end, "other_ref", None, 1.0, "quantities.standard"))
            continue
        if _THIS_KIND.match(lowered, max(0, span.start - 1)) or _ONE_BY_ONE.match(lowered, span.start):
            continue
        if _HOW_MANY_IN.search(lowered, max(0, span.start - _ASKED_BEFORE), span.start):
            continue
        if span.value.form == "range" and _CHANGED.search(lowered[max(0, span.start - 5) : span.start]):
            continue
        value, start = _approximated(span, approximations, starts)
        multiplied = _MULTIPLIED.search(lowered, max(0, start - 3), start)
        if multiplied:
            start = multiplied.start()
        packed = value.form == "product" and len(value.factors) == 2 and span.certainty >= _LIKELY
        certainty = _PACKED if packed else span.certainty
        times = _TIMES.match(lowered, span.end)
        aside = unit_words.aside(lowered, span.end, own, words)
        after = aside or unit_words.behind(lowered, times.end() if times else span.end, own)
        if (
            after
            and after[1] == "in"
            and (
                lowered[span.end - 1].isalpha()
                or _IN_SIZE.match(lowered, after[0])
                or in_colour(lowered, after[0])
            )
        ):
            # Type that one in: words count no inches by it; grade 46 in 18L comes in that size, 12 in blue in that colour.
            after = None
        if after is not None and after[1] in sizes and lowered[span.end] == " ":
            after = None
        # Soap 90g*12 一箱: what multiplies is no price.
        price = None if multiplied else _PER.match(lowered, span.end)
        priced = unit_words.behind(lowered, price.end(), own) if price else None
        if price and priced and span.value.form == "exact" and not names(lowered[span.start : span.end]):
            money = MoneyValue(span.value.low, None, priced[1])
            found.append(Span(span.start, priced[0], "money", money, 0.9, "quantities.bare price"))
        if value.form == "product" and _of_size(lowered, span, after):
            continue
        if after is None and (ahead := unit_words.ahead(lowered, start, span.end, words)) is not None:
            # Cartons 4: the unit before its number.
            amount = Amount(value, ahead[1])
            found.append(Span(ahead[0], span.end, "quantity", amount, certainty, "quantities.unit ahead"))
            continue
        if after is None and certainty < _DOUBTFUL:
            continue
        if after is None and span.label == "number" and _IN_CODE.search(lowered, max(0, start - 8), start):
            # The 16 of 205/55R16 x 8 is the end of its code.
            found.append(Span(start, span.end, "packing", None, 1.0, "quantities.of a code"))
            continue
        if after is None:
            found.append(Span(start, span.end, "bare", Amount(value, None), certainty, "quantities.bare"))
            continue
        end, unit = after
        if _HOW_MANY.match(lowered, end):
            continue
        half = _HALF_MORE.match(lowered, end)
        if half and value.form == "exact":
            value = replace(value, low=value.low + Decimal("0.5"), high=value.high + Decimal("0.5"))
            end = half.end()
        elif value.form == "exact" and (rest := smaller_units.and_less(lowered, end, unit)) is not None:
            value = replace(value, low=value.low + rest[0], high=value.high + rest[0])
            end = rest[1]
        end = max([end, *(a.end for a in approximations if a.start == end)])
        if any(a.start in (after[0], end) or a.end == end for a in approximations):
            value = replace(value, form="approximate")
        more = aside is not None and unit_words.MORE.match(lowered, span.end) is not None
        found.append(Span(start, end, "quantity", Amount(value, unit, more), certainty, "quantities.unit"))
    return found


def _of_size(lowered: str, span: Span, after: tuple[int, str] | None) -> bool:
    """20 x 9W and 4*25kg are so many of a size, no packing."""
    unit = units.named(after[1]) if after is not None else None
    if after is not None:
        return unit is not None and unit.factor is not None and unit.kind != "multiple"
    behind = lowered[span.end : span.end + 1]
    return behind.isascii() and behind.isalpha()


def _approximated(
    span: Span, approximations: Sequence[Span], starts: AbstractSet[int]
) -> tuple[NumberValue, int]:
    """The number with the word beside it that makes it less than exact, and where they begin; `starts` are those of all
    numbers."""
    value: NumberValue = span.value
    for word in approximations:
        if word.end <= span.start and word.value in _ONLY_AFTER:
            continue
        if word.start >= span.end and not starts.isdisjoint(range(word.end, word.end + _NEXT_NUMBER)):
            # 1.6大概要70卷, size 45 about 20 pairs: said of the one that follows.
            continue
        if span.start - 1 <= word.end <= span.start or span.end <= word.start <= span.end + 1:
            form = value.form if value.form != "exact" else "approximate"
            return replace(value, form=form), min(
                word.start, span.start
            ) if word.end <= span.start else span.start
    return value, span.start
