"""Sizes written otherwise than the catalog writes them: 1,5 m is its 1.5 m, 10 speed one size of its chains."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from parsers import number_words, units
from parsers.catalog import Catalog, code_key
from parsers.parts import Part, measure_words, parts
from parsers.patterns import seldom
from parsers.spans import Span

_NUMBER_WORD = "|".join(sorted(number_words.ENGLISH, key=len, reverse=True))
_MEASURE_WORDS = sorted(measure_words(), key=len, reverse=True)
_COMMA = seldom(r"(?<![\d.,])(\d{1,4}),(\d{1,2})(?![\d,.])")
_CANTONESE = re.compile(r"细[支樽瓶罐袋包盒桶箱号码]|[大中小]樽|[㐀-鿿]仔(?!细)")
# A digit before a word that may measure (八号), and decimals as they are said (一点五), but no clock (三点二十, 两点钟).
_SPOKEN = re.compile(
    r"(?<![\dA-Za-z零一二两三四五六七八九十百千万几半第乘])"
    r"(?:[零一二两三四五六七八九]点[零一二三四五六七八九]{1,2}(?![\d一二三四五六七八九十分点钟刻半])"
    r"|[一二两三四五六七八九](?=[㐀-鿿])(?![零一二两三四五六七八九十百千万点半几乘]))"
)
_HALVES = re.compile(r"(?<![\d.零一二两三四五六七八九十百千万第])([1-9一二两三四五六七八九])[号码寸]半")
_DIGITS = str.maketrans("零一二两三四五六七八九点", "01223456789.")
# 八号 tells a size, 二号仓 a place.
_NUMBERED = re.compile("[号码](?![仓店楼库门厂车院线桥路街馆厅栋窗口位铺档摊院])")
# 六分的: what measures stands alone.
_MEASURED = re.compile(r"[㐀-鿿](?:的|$|[^㐀-鿿])")
# 5号也100包: a number of what is sold by numbers, with what is wanted of it, and no day of the month.
_NUMBER_COUNTED = seldom(
    rf"(?<![\d月])(\d{{1,2}})号(?=(?:也|就|是|还|再|都|拿|来|要|各|的|那[个种款]){{0,2}} ?\d{{1,4}} ?[{units.COUNTERS}])"
)
_NUMBERED_ONCE = re.compile(r"(?<![\d月])(\d{1,2})号")
# 60包，5号的: as well, where it ends its clause behind an amount, or what asks for it.
_NUMBER_TOLD = seldom(
    rf"(?:[{units.COUNTERS}][,，、（( ]{{0,2}}(?:都|全)?(?:要|拿|来)?|[要拿])(?P<told>(?P<number>\d{{1,2}})号)(?=(?:的|那[个种款])(?:[吧哈啊呀哦]?(?:[,，。.;；、!！)）\s]|$)))"
)
# Three inch, sixty-five millimetres: a size in words before a measure.
_IN_WORDS = seldom(
    rf"(?<![A-Za-z0-9-])((?:{_NUMBER_WORD})(?:[ -](?:{_NUMBER_WORD})){{0,2}})(?=[ -](?:{'|'.join(_MEASURE_WORDS)})(?![A-Za-z]))",
    re.IGNORECASE,
)
# The 4 size balls: the number before its word, as in other languages.
_SIZE_BEHIND = re.compile(r"(?<![\w.,/*-])(\d{1,3}) size(?= [a-z]{3})", re.IGNORECASE)
# The litre bottles: one of the measure, which needs no number.
_ONE_MEASURE = seldom(
    r"(?:(?<=\bthe )|(?<=\bin )|(?<=\bof )|(?<=, )|(?<=\bsized ))(?<!by the )(?P<word>lit(?:re|er)|kilo)(?=[ -](?:bottle|tin|can|jar|pack|bag|box|tub|carton|size|one|jug|tetra|pouch)(?:e?s)?\b)"
    r"|(?<=\bthe )(?<!by the )(?P<other>lit(?:re|er)|kilo)(?= (?!price|rate|of\b|is\b|and\b|or\b)[a-z]{3})",
    re.IGNORECASE,
)
_NUMBER_BEFORE, _REACH = re.compile(r"(?<![\d.])(\d{1,4}(?:\.\d{1,2})?)[ -]\Z"), 10
# So thick, said between the sides or behind them.
_WALLED = seldom(
    r"(?<![\d.])(\d{1,3}(?:\.\d{1,2})?)的?壁?厚(?:度)?(\d{1,2}(?:\.\d{1,2})?)(?![\d.])"
    r"|(?<![\d.])(\d{1,3}(?:\.\d{1,2})?)的(\d{1,2}(?:\.\d{1,2})?)(?:壁?厚|壁)"
)
# 十年, 二十五年: more than one figure, which has no place to be written in digits.
_TENS = re.compile(
    r"(?<![\d零一二两三四五六七八九十百千万几半第])([一二三四五六七八九]?)十([一二三四五六七八九]?)(?=([㐀-鿿]))"
)
# A size that no product has.
_UNKNOWN = 0.7
# A word that counts goods as well tells a size only where more of the name follows.
_COUNTS, _TEN_THOUSAND = 0.3, "万"


def as_filed(text: str, catalog: Catalog) -> str:
    """The text with the catalog's word for what Cantonese calls otherwise (细支, 大樽), where the catalog does not;
    every character stays in its place."""
    return _CANTONESE.sub(lambda found: _filed(found.group(), catalog), text)


def _filed(said: str, catalog: Catalog) -> str:
    if catalog.knows("c:" + said):
        return said
    other = said.replace("樽", "瓶").replace("细", "小").replace("仔", "子")
    return other if catalog.knows("c:" + other) else said


# A row of nothing but a code that ends in a figure and a number.
_CODE_AND_AMOUNT = re.compile(
    r"(?m)^(?P<code>[A-Za-z][A-Za-z0-9./-]{1,20}\d),(?=\d{1,6}(?: ?[A-Za-z㐀-鿿]{1,8})?[ \t]*$)"
)


def with_points(text: str, catalog: Catalog) -> str:
    """The text with a point for the decimal comma of sizes that products have; every character stays in its place."""
    commas = [match.end(1) for match in _COMMA.finditer(text)]
    if not commas:
        return text
    pointed = list(text)
    for place in commas:
        pointed[place] = "."
    found = list(parts("".join(pointed)))
    for place in commas:
        part = next((one for one in found if one.start < place < one.end), None)
        if part is None or not _has(part, text, catalog):
            pointed[place] = ","
    return "".join(pointed)


def with_codes_apart(text: str, catalog: Catalog) -> str:
    """The text with another mark for a comma that stands in a row between one of our codes and its amount (AB-2,5), so that it is
    no decimal one; every character stays in its place."""

    def apart(row: re.Match[str]) -> str:
        return f"{row['code']}、" if catalog.coded(code_key(row["code"])) is not None else row[0]

    return _CODE_AND_AMOUNT.sub(apart, text) if "," in text else text


def with_digits(text: str, catalog: Catalog) -> str:
    """The text with digits for the characters of sizes that products have in digits (八号, 九速, 一点五的); every character
    stays in its place."""
    text = _HALVES.sub(lambda half: _halved(half, catalog), text)
    text = _in_figures(text, catalog)
    spoken = list(_SPOKEN.finditer(text))
    if not spoken:
        return text
    written = list(text)
    for match in spoken:
        written[match.start() : match.end()] = match[0].translate(_DIGITS)
    found = list(parts("".join(written)))
    starts = [part.start for part in found]
    for match in spoken:
        place = bisect_right(starts, match.start()) - 1
        known = place >= 0 and match.start() < found[place].end and _bears(found[place], match, text, catalog)
        if not known:
            written[match.start() : match.end()] = match[0]
    return "".join(written)


def with_size_before(text: str, catalog: Catalog) -> str:
    """4 size balls as size 4 balls, the litre bottles as the 1l bottles, where products are called so; every character but these
    stays in its place."""
    for found in _ONE_MEASURE.finditer(text):
        number = _NUMBER_BEFORE.search(text, max(0, found.start() - _REACH), found.start())
        sized = next(iter(parts(f"{number[1]} {found[0]}")), None) if number is not None else None
        if sized is not None and catalog.knows("=" + sized.key):
            # The 10 litre one is of that size.
            continue
        text = text[: found.start()] + _measured_once(found, catalog) + text[found.end() :]
    return _SIZE_BEHIND.sub(
        lambda found: f"size {found[1]}" if catalog.knows("#" + found[1]) else found[0], text
    )


def _measured_once(found: re.Match[str], catalog: Catalog) -> str:
    """The litre bottles as the 1 l bottles, where products have the size."""
    short = "1l" if found[0][0] in "lL" else "1kg"
    stated = next(iter(parts(short)), None)
    return (
        short.rjust(len(found[0]), "0")
        if stated is not None and catalog.knows("=" + stated.key)
        else found[0]
    )


def _in_figures(text: str, catalog: Catalog) -> str:
    """Three inch as 3 inch, where products have the size; what is shorter so is filled up with noughts before it."""
    for match in list(_IN_WORDS.finditer(text)):
        number = number_words.english(match[1])
        figures = str(number.low) if number is not None else ""
        if not figures or len(figures) > len(match[1]):
            continue
        written = text[: match.start()] + figures.zfill(len(match[1])) + text[match.end() :]
        part = next((one for one in parts(written) if one.start == match.start()), None)
        if part is not None and part.kind == "spec" and catalog.knows("=" + part.key):
            text = written
    return text


def _halved(said: re.Match[str], catalog: Catalog) -> str:
    """两号半 as 2.5, where products are called so."""
    number = said[1].translate(_DIGITS) + ".5"
    return number if catalog.knows("#" + number) else said[0]


def _bears(part: Part, said: re.Match[str], text: str, catalog: Catalog) -> bool:
    """Whether products bear the size, in digits."""
    end = said.end()
    if part.kind == "number" and _MEASURED.match(text, end) and catalog.knows(f"={part.key}{text[end]}"):
        return True
    if part.kind == "spec":
        return catalog.knows("=" + part.key) and not catalog.knows("c:" + text[end - 1 : end + 1])
    if not catalog.knows("#" + part.key):
        return False
    return end - said.start() > 1 or text[end] in catalog.gauges or bool(_NUMBERED.match(text, end))


def _has(part: Part, text: str, catalog: Catalog) -> bool:
    if part.kind == "spec":
        return catalog.knows("=" + part.key)
    # 1,5 may list sizes 1 and 5.
    sides = text[part.start : part.end].split(",")
    listed = all(catalog.knows("#" + side) for side in sides)
    return catalog.knows("#" + part.key) and not listed


def counted(text: str, catalog: Catalog) -> list[tuple[int, int]]:
    """Where a number of goods (5号) stands with an amount of them, beside another number that is no day."""
    found = [match for match in _NUMBER_COUNTED.finditer(text) if catalog.knows("#" + match[1])]
    told = [
        match.span("told") for match in _NUMBER_TOLD.finditer(text) if catalog.knows("#" + match["number"])
    ]
    named = {match[1] for match in _NUMBERED_ONCE.finditer(text) if catalog.knows("#" + match[1])}
    return [*told, *(match.span() for match in found if len(named) > 1)]


def walled(lowered: str, catalog: Catalog) -> Iterator[Span]:
    """Spans 'part' of sizes of two sides that say of one how thick it is (25厚3.5, 25的3.5厚), where products have them."""
    for match in _WALLED.finditer(lowered):
        sides = match[1] or match[3], match[2] or match[4]
        part = next(parts("*".join(sides)), None)
        if part is not None and part.kind == "spec" and catalog.knows("=" + part.key):
            placed = part.placed(*match.span())
            yield Span(placed.start, placed.end, "part", placed, 1.0, "writings.walled")


def gauged(found: Sequence[Part], lowered: str, catalog: Catalog) -> Iterator[Span]:
    """Spans 'part' of numbers with the word that in this catalog's names always stands behind one (8速, 10 speed)."""
    for number, behind in pairwise(found):
        if number.kind != "number" or not number.numbers or behind.start - number.end > 1:
            continue
        word = behind.key[:1] if behind.kind == "han" else behind.key
        # Nobody is named by tens of thousands but what has so many: 300万.
        ends = word == _TEN_THOUSAND or _MEASURED.match(behind.key)
        told = behind.kind == "han" and ends and catalog.knows(f"={number.key}{word}")
        if word not in catalog.gauges and not told:
            continue
        end = behind.start + len(word) if behind.kind == "han" else behind.end
        part = Part(number.start, end, "spec", number.key + word)
        sure = 1.0 if catalog.knows("=" + part.key) else _UNKNOWN
        if word in catalog.unit_words and not lowered[end : end + 1].isalnum():
            # 柜子要2门的, but 2门 alone counts what is sold by that.
            sure = _COUNTS
        yield Span(part.start, end, "part", part, sure, "writings.gauge")


def spoken_tens(lowered: str, catalog: Catalog) -> Iterator[Span]:
    """Spans 'part' of sizes from ten on in characters (十年的), where products have them in digits."""
    for match in _TENS.finditer(lowered):
        key = _in_tens(match) + match[3]
        if match[3] in catalog.gauges and catalog.knows("=" + key):
            part = Part(match.start(), match.end() + 1, "spec", key)
            yield Span(part.start, part.end, "part", part, 1.0, "writings.tens")


def tens_in_digits(words: str, catalog: Catalog) -> str:
    """The words with digits for the characters of such sizes: what stands behind them moves."""
    return _TENS.sub(
        lambda match: _in_tens(match) if catalog.knows(f"={_in_tens(match)}{match[3]}") else match[0], words
    )


def _in_tens(said: re.Match[str]) -> str:
    return f"{(said[1] or '一').translate(_DIGITS)}{(said[2] or '零').translate(_DIGITS)}"
