"""Numbers as people write them, in both languages: candidates with a certainty, never converted inside words."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from decimal import Decimal

from parsers import enumerations, number_doubts, number_joins, number_words, units, wordlists
from parsers.number_values import Form, NumberValue, exact
from parsers.patterns import seldom
from parsers.spans import Span

__all__ = ["Form", "NumberValue", "find"]

_DATA = wordlists.load("numerals")


def find(text: str, sold: Collection[str] = ()) -> list[Span]:
    """Candidates, in order of their start: 'number' (NumberValue), 'approx' (左右), 'indefinite' (一些, some), 'percent'
    (Decimal) and 'marker' (the 1) or 2、 that opens a list's row).

    Give it a surface text. A number with a unit behind it (`sold`: or one of the company's own) is certain; one inside a code
    or a word hardly.
    """
    numbers = [*_arabic(text), *_chinese(text, sold), *_english(text)]
    numbers += number_joins.find(text, numbers)
    numbers += number_doubts.vague(text)
    spans = [number_doubts.approximated(text, span) for span in numbers]
    spans += number_doubts.words(text)
    spans += [Span(*m.span(1), "marker", m[1], 0.8, "numerals.marker") for m in _MARKER.finditer(text)]
    spans += enumerations.find(text)
    spans += [
        Span(*m.span(), "percent", Decimal(m[1]), 0.9, "numerals.percent") for m in _PERCENT.finditer(text)
    ]
    return sorted(spans, key=lambda s: (s.start, -s.end))


_ARABIC = re.compile(
    r"(?<![0-9])(?<![0-9][.,])(?:"
    r"(?P<indian>[0-9]{1,2}(?:,[0-9]{2}){1,5},[0-9]{3}(?:\.[0-9]{1,4})?)"
    r"|(?P<western>[0-9]{1,3}(?:,[0-9]{3}){1,6}(?:\.[0-9]{1,4})?)"
    r"|(?P<european>[0-9]{1,3}(?:\.[0-9]{3}){1,6},[0-9]{1,4}|[0-9]{1,3}(?:\.[0-9]{3}){2,6})"
    r"|(?P<spaced>(?<![A-Za-z])[1-9][0-9]{0,2}(?: [05]00){1,3})"
    r"|(?P<comma>[0-9]{1,6},[0-9]{1,2})"
    r"|(?P<plain>[0-9]{1,12}(?:\.[0-9]{1,6})?)"
    r")(?![0-9])(?![.,][0-9])"
)
# 1 250 pcs: one number to those who group by blanks, two to those who number their rows.
_GROUPED = seldom(r"(?<![0-9A-Za-z.,\-/*])[1-9][0-9]{0,2}(?: [0-9]{3}){1,3}(?![0-9A-Za-z.,\-/*])")
# 2535十二包 is twelve of a size; 3百叶帘 and 5万用表 are so many of what begins with the same character.
_NAMED_SO = (
    "百叶|百合(?![页格计同订并])|百香|百褶|百洁|百搭|千斤顶|千层(?=饼|糕|蛋糕)|千足|万能|万用(?=表|板|胶|夹)|"
    "万向(?=轮|节)|万金油|万寿|万圣|万年"
)
_SCALE_AFTER = re.compile(
    rf"(?: ?(?!{_NAMED_SO})([百千万亿])|(?<![0-9.][0-9]) ?(十))(?!里|能)|([kK])(?![A-Za-z])"
)
_MOST_SCALED = 100
_NOUN = re.compile(
    r"[㐀-鿿](?<![个只箱盒条瓶袋包件套双支张台把桶罐块米斤根卷捆片副打对枚颗粒吨公千克升份本册束盆株棵板扎筐篓坛])"
)
_SCALES = {"k": 1000, "十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_FRACTION = seldom(r"(?<![0-9/.])(?:([0-9]{1,3}) )?([1-9])/([2-9])(?![0-9/])")
_MARKER = re.compile(
    r"^[ \t]{0,8}(\([0-9]{1,2}\)|[0-9]{1,2}[).、](?![0-9])|[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十])|\(?[a-z]\)|[①-⑳]|[-•●·▪*](?=[ \t\u3400-\u9fff]))",
    re.MULTILINE,
)
_PERCENT = seldom(r"(?<![0-9.])([0-9]{1,3}(?:\.[0-9]{1,3})?) ?%")
_NEGATIVE = re.compile(r"(?:数量|qty|quantity|pcs|[:\t])[ \t:]{0,3}-[ ]?$", re.IGNORECASE)
_MINUS = seldom(r"(?<=[^\W_]) -(?=[0-9])")
_COUNTED = re.compile(r"[0-9]{1,6}")
# 12-pack and 3-way are words, 24罐装 and 三件套 sizes; 20-box is twenty boxes, 10箱袋装 ten cartons of what comes in bags.
_COMPOUND = re.compile(r"-(?!ish\b)[A-Za-z]{2}")
_PACKED = re.compile(
    r" ?(?:(?:[\u4e00-\u9fff]|(?![箱件])[\u4e00-\u9fff]{2})装(?![箱车好柜卸配])|件套|口味|号)"
)


def _names(text: str, end: int) -> bool:
    """Whether the number that ends here is a part of a name or of a size."""
    if _COMPOUND.match(text, end):
        return units.at(text, end + 1) is None
    return _PACKED.match(text, end) is not None


def _arabic(text: str) -> Iterator[Span]:
    below = _below_zero(text)
    for match in _ARABIC.finditer(text):
        start, end = match.span()
        if _names(text, end):
            continue
        value, certainty, rule = _read_digits(match)
        scale = _SCALE_AFTER.match(text, end)
        if (
            scale
            and scale[1] in ("百", "千")
            and value.low >= _MOST_SCALED
            and _NOUN.match(text, scale.end())
        ):
            # 120百: of such a size, and the character belongs to what follows.
            scale = None
        if scale:
            factor = _SCALES[(scale[1] or scale[2] or scale[3]).lower()]
            value, end, rule = exact(value.low * factor), scale.end(), "numerals.scaled"
            # 2百5 and 1万2: the digit behind is of the next lower scale.
            if scale[1] and factor >= 100 and re.match(r"[1-9](?![0-9.点块元十百千])", text[end : end + 2]):
                value, end = exact(value.low + int(text[end]) * factor // 10), end + 1
        if _NEGATIVE.search(text[max(0, start - 14) : start]) or start in below:
            value, start = exact(-value.low), text.rindex("-", 0, start)
        yield Span(start, end, "number", value, certainty * _placed(text, match.start(), end), rule)
    yield from _grouped(text)
    for match in _FRACTION.finditer(text):
        part = Decimal(match[2]) / Decimal(match[3])
        if part < 1 and (
            match[1] or units.at(text, match.end()) or text[match.end() : match.end() + 4] in (" of ", " a ")
        ):
            yield Span(
                *match.span(), "number", exact(Decimal(match[1] or 0) + part), 0.7, "numerals.fraction"
            )


def _below_zero(text: str) -> frozenset[int]:
    """Where a number with a minus of its own begins. Where several rows have one it parts names from amounts."""
    found = [
        match.end() for match in _MINUS.finditer(text) if units.at(text, _end_of_digits(text, match.end()))
    ]
    if not found:
        return frozenset()
    counted = sum(1 for match in _COUNTED.finditer(text) if units.at(text, match.end()))
    return frozenset(found) if len(found) == 1 and counted > 1 else frozenset()


def _end_of_digits(text: str, start: int) -> int:
    match = _COUNTED.match(text, start)
    return match.end() if match else start


def _grouped(text: str) -> Iterator[Span]:
    for match in _GROUPED.finditer(text):
        if units.at(text, match.end()) is None:
            continue
        groups = match[0].split(" ")
        whole, last = Decimal("".join(groups)), Decimal(groups[-1])
        if any(group.startswith("0") for group in groups[1:]):
            # 3 000 kg: nobody counts to 000.
            yield Span(*match.span(), "number", exact(whole), 0.95, "numerals.grouped")
        elif text[match.start() - 1 : match.start()] not in ("", "\n"):
            yield Span(
                *match.span(), "number", NumberValue(last, whole, "ambiguous"), 0.8, "numerals.grouped"
            )


def _read_digits(match: re.Match[str]) -> tuple[NumberValue, float, str]:
    written, kind = match[0], match.lastgroup or ""
    if kind in ("indian", "western"):
        return exact(Decimal(written.replace(",", ""))), 1.0, f"numerals.{kind}"
    if kind == "european":
        return exact(Decimal(written.replace(".", "").replace(",", "."))), 1.0, "numerals.european"
    if kind == "spaced":
        return exact(Decimal(written.replace(" ", ""))), 0.6, "numerals.spaced"
    if kind == "comma":
        return exact(Decimal(written.replace(",", "."))), 0.6, "numerals.decimal-comma"
    whole, point, part = written.partition(".")
    if point and len(part) == 3 and whole != "0" and len(whole) <= 3:
        # 1.200 is one point two here and twelve hundred there.
        return NumberValue(Decimal(written), Decimal(whole + part), "ambiguous"), 0.9, "numerals.point"
    return exact(Decimal(written)), 1.0, "numerals.plain"


# 30x of something, with a blank behind.
_SO_MANY = re.compile(r"[xX](?= )")


def _placed(text: str, start: int, end: int) -> float:
    """How much a number of digits looks like a count from what stands directly around it."""
    before = text[start - 1] if start else " "
    after = text[end : end + 1]
    if units.at(text, end):
        counted = 0.95
    elif after.isascii() and after.isalpha() and not _SO_MANY.match(text, end):
        counted = 0.2
    else:
        counted = 0.7
    if (before.isascii() and (before.isalpha() and not _times_letter(text, start))) or before in "-/_.#":
        return min(counted, 0.3)
    return 0.3 if after in ("-", "/", ":", "_") and after else counted


def _times_letter(text: str, start: int) -> bool:
    """Whether the letter before is the x of "x3" or "可乐x3", not of a code."""
    before = text[start - 2] if start > 1 else " "
    return text[start - 1] in "xX" and not (before.isascii() and before.isalnum())


_DIMENSIONS = re.compile(r"[0-9]\*[0-9]{1,4}$")
_RUN = re.compile(rf"[{number_words.CHINESE}]{{1,40}}")
_NEVER = wordlists.pattern(tuple(_DATA["never"]["zh"]))
# A42三十, M8五十: behind a code with letters, where nothing follows.
_CODE, _STOPS = re.compile(r"[A-Za-z]-?[0-9]{1,4}\Z"), re.compile(r"[\s,，。;；、!！]|\Z")
# In a list of such, a single one counts as well: A42三十，A50五.
_CODES_LISTED = re.compile(rf"[A-Za-z]-?[0-9]{{1,4}}[{number_words.CHINESE}]{{2,6}}(?:[\s,，。;；、!！]|\Z)")
_MORE = re.compile(
    r"(?:[多余](?!少|谢|带|送|发|要|给|加|拿)|来(?=[\u3400-\u9fff])(?!自|的)|把(?=[\u3400-\u9fff])(?!它|货)|\+(?![0-9]))"
)


def _chinese(text: str, sold: Collection[str]) -> Iterator[Span]:
    never = {i for match in _NEVER.finditer(text) for i in range(*match.span())}
    shortest = 1 if _CODES_LISTED.search(text) else 2
    for match in _RUN.finditer(text):
        run, start, end = match[0], *match.span()
        while run and start in never:
            run, start = run[1:], start + 1
        while run and end - 1 in never:
            run, end = run[:-1], end - 1
        if not run or any(i in never for i in range(start, end)):
            continue
        # The 二 of 1万二 belongs to its digits, 第三 is a rank; behind 60*90 counts what follows.
        outside = text[max(0, start - 2) : start]
        # E51两桶, 593六桶: a code ends before what counts.
        digits = outside[-1:] in tuple("0123456789.") and not (
            _DIMENSIONS.search(text[max(0, start - 12) : start])
            or (units.at(text, end) and run[0] in "一两二三四五六七八九十俩仨")
            or (
                len(run) >= shortest
                and _CODE.search(text[max(0, start - 8) : start])
                and _STOPS.match(text, end)
            )
        )
        if digits or outside[-1:] in ("第", "初") or outside == "分之" or _names(text, end):
            continue
        if run[-1:] == "半" and len(run) > 1:
            run, end = run[:-1], end - 1
        value = number_words.chinese(run)
        if value is None:
            yield from _read_out(text, run, start, end)
            continue
        more = _MORE.match(text, end)
        if more and value.form in ("exact", "approximate") and run[-1] in "十百千万" and len(run) < 8:
            value, end = replace(value, form="approximate"), more.end()
        own = text[end : end + 1] in sold or text[end : end + 2] in sold
        if certainty := 0.9 if own and text[end : end + 1] > "~" else _spoken(text, run, end):
            yield Span(start, end, "number", value, certainty, "numerals.zh")


def _read_out(text: str, run: str, start: int, end: int) -> Iterator[Span]:
    """A number said digit by digit, as models and sizes are (五三零的); its last digit may count (三九零五卷)."""
    spelled = number_words.digits(run)
    if not spelled:
        return
    kind = _MODEL[0] <= len(spelled) <= _MODEL[1] and text.startswith(_OF_KIND, end)
    if kind or not _inside_word(text, end):
        yield Span(start, end, "number", exact(Decimal(spelled)), 0.9 if kind else 0.3, "numerals.spelled")
    if _MODEL[0] < len(spelled) <= _MODEL[1] + 1 and units.at(text, end):
        model, count = exact(Decimal(spelled[:-1])), exact(Decimal(spelled[-1]))
        yield Span(start, end - 1, "number", model, 0.9, "numerals.spelled")
        yield Span(end - 1, end, "number", count, 0.9, "numerals.spelled")


# How many digits of a model are read out, and what stands behind them.
_MODEL, _OF_KIND = (3, 4), ("的", "款", "型", "那")
_TIE_AFTER = re.compile(rf"(?:到|至|或者?)[0-9{number_words.CHINESE}]")


def _inside_word(text: str, end: int) -> bool:
    more = "\u3400" <= text[end : end + 1] <= "\u9fff"
    return more and units.at(text, end) is None and _TIE_AFTER.match(text, end) is None


def _spoken(text: str, run: str, end: int) -> float:
    """How much a Chinese numeral looks like a count; 0 for one that is a part of a word."""
    if run[-1] in "俩仨" or units.at(text, end) or text[end : end + 2] in ("多箱", "个半"):
        return 0.9
    inside = _inside_word(text, end)
    if len(run) > 1:
        return 0.4 if inside else 0.6
    return 0.0 if inside or run in "半几" else 0.4


_WORD = "|".join(sorted(number_words.ENGLISH, key=len, reverse=True))
_SCALE = "|".join(number_words.SCALES)
# A Chinese character ends a Latin word: two盒.
_ENDED = "(?![A-Za-z0-9_])"
_ENGLISH = seldom(
    rf"(?<![A-Za-z]-)(?<![A-Za-z0-9_])(?:(?P<half>half an?|half) (?P<halved>dozen|gross|hundred|thousand)"
    rf"|(?:an? )?(?:{_WORD}){_ENDED}(?:[ -](?:(?:(?<=hundred )|(?<=thousand )|(?<=million ))and )?(?:{_WORD}){_ENDED}){{0,9}}(?P<more> and a half(?: dozen)?)?"
    rf"|(?P<whole>[0-9]{{1,4}}) (?:and|&) (?:a )?half\b"
    rf"|(?P<alone>half(?: an?| of an?)?)\b"
    rf"|(?P<article>an?(?: single)?)(?= )"
    rf"|(?P<times>[0-9]{{1,4}}(?:\.[0-9]{{1,3}})?) ?(?P<scale>{_SCALE})\b"
    rf"|(?P<count>[0-9]{{1,4}}(?:\.[0-9])?) ?(?P<dozens>dozens?|doz|dz|gross)\b)",
    re.IGNORECASE,
)
_DOZENS = re.compile(
    rf"((?:an? )?(?:{_WORD})(?:[ -](?:and )?(?:{_WORD})){{0,4}}?)[ -](dozens?|gross)\b", re.IGNORECASE
)


# The blue one, this one: it stands for a thing and counts none.
_STANDS_FOR = re.compile(r"\b(?:the|that|this|which|each|every)(?: [\w.#\"'/-]{1,14}){0,3} \Z", re.IGNORECASE)
_REACH = 64


def _english(text: str) -> Iterator[Span]:
    for match in _ENGLISH.finditer(text):
        start, end = match.span()
        if _names(text, end):
            continue
        value = _read_words(match)
        counted = units.at(text, end)
        if value is None or ((match["article"] or match["alone"]) and not counted):
            continue
        one = match[0].lower() == "one"
        if one and not counted and _STANDS_FOR.search(text, max(0, start - _REACH), start):
            continue
        weak = match["article"] or match["alone"] or one
        certainty = (0.85 if counted else 0.2) if weak else (0.95 if counted else 0.7)
        yield Span(start, end, "number", value, certainty, "numerals.en")
        bare = _DOZENS.match(match[0])
        if bare and value.multiplier > 1 and (single := number_words.english(bare[1])):
            # "six dozen" also as six of a unit that a product may really be sold by.
            yield Span(start, start + bare.end(1), "number", exact(single.low), 0.5, "numerals.en-dozens")


def _read_words(match: re.Match[str]) -> NumberValue | None:
    if match["half"]:
        value = number_words.english(match["halved"])
        return value and replace(value, low=value.low / 2, high=value.high / 2)
    if match["count"]:
        size = Decimal(144 if match["dozens"].lower() == "gross" else 12)
        return replace(exact(Decimal(match["count"]) * size), multiplier=size)
    if match["times"]:
        return exact(Decimal(match["times"]) * number_words.SCALES[match["scale"].lower()])
    if match["whole"]:
        return exact(Decimal(match["whole"]) + Decimal("0.5"))
    if match["alone"]:
        return exact(Decimal("0.5"))
    if match["article"]:
        return exact(Decimal(1))
    more = match["more"]
    value = number_words.english(match[0].removesuffix(more) if more else match[0])
    if value is None or not more:
        return value
    dozen = Decimal(12) if "dozen" in more.lower() else Decimal(1)
    half = (value.low / value.multiplier + Decimal("0.5")) * value.multiplier * dozen
    return NumberValue(half, half, multiplier=value.multiplier * dozen)
