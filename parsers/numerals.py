"""Numbers as people write them, in both languages: candidates with a certainty, never converted inside words."""

import itertools
import re
from dataclasses import dataclass
from decimal import Decimal

from parsers import number_words, units, wordlists
from parsers.number_words import Form
from parsers.spans import Span

_DATA = wordlists.load("numerals")


@dataclass(frozen=True, slots=True)
class NumberValue:
    """A number between `low` and `high` (equal if exact).

    `form`: 'range' (两三, 3-5), 'approximate' (约50, 一百多), 'vague' (几, a few), 'ambiguous' (1.200: two ways to read
    it), 'product' (12*24) and 'sum' (20+5, 买10送1), whose parts stand in `factors`. `multiplier` is 12 or 144 where a
    dozen or gross is already multiplied in.
    """

    low: Decimal
    high: Decimal
    form: Form = "exact"
    factors: tuple[Decimal, ...] = ()
    multiplier: Decimal = Decimal(1)

    @property
    def approximate(self) -> bool:
        return self.form != "exact"


@dataclass(frozen=True, slots=True)
class QuantityValue:
    """A number that is spoken around its unit (一箱半): the whole number and the unit's word."""

    number: NumberValue
    unit: str


def find(text: str) -> list[Span]:
    """Candidates, in order of their start: 'number' (NumberValue), 'quantity' (QuantityValue, 一箱半), 'approx' (左右),
    'indefinite' (一些, some), 'percent' (Decimal) and 'marker' (the 1) or 2、 that opens a list's row).

    Give it a surface text. A number with a unit behind it is certain; one inside a code or a word hardly.
    """
    never = _covered(_NEVER, text)
    spans = [*_markers(text), *_percents(text)]
    numbers = [*_arabic(text), *_chinese(text, never), *_english(text)]
    numbers += [*_joined(text), *_spoken_ranges(text, numbers), *_vague(text)]
    approx = _approx_words(text)
    spans += [_approximated(text, span) for span in numbers]
    spans += _halves(text, numbers)
    spans += approx + _indefinite(text)
    return sorted(spans, key=lambda s: (s.start, -s.end))


_ARABIC = re.compile(
    r"(?<![0-9])(?<![0-9][.,])(?:"
    r"(?P<indian>[0-9]{1,2}(?:,[0-9]{2}){1,5},[0-9]{3}(?:\.[0-9]{1,4})?)"
    r"|(?P<western>[0-9]{1,3}(?:,[0-9]{3}){1,6}(?:\.[0-9]{1,4})?)"
    r"|(?P<european>[0-9]{1,3}(?:\.[0-9]{3}){1,6},[0-9]{1,4}|[0-9]{1,3}(?:\.[0-9]{3}){2,6})"
    r"|(?P<spaced>[1-9][0-9]{0,2}(?: [05]00){1,3})"
    r"|(?P<comma>[0-9]{1,6},[0-9]{1,2})"
    r"|(?P<plain>[0-9]{1,12}(?:\.[0-9]{1,6})?)"
    r")(?![0-9])(?![.,][0-9])"
)
_SCALE_AFTER = re.compile(r" ?([十百千万亿])(?!里|能)|([kK])(?![A-Za-z])")
_FRACTION = re.compile(r"(?<![0-9/.])(?:([0-9]{1,3}) )?([1-9])/([2-9])(?![0-9/])")
_RANGE = re.compile(
    r"(?<![0-9A-Za-z.\-/])([0-9]{1,6}(?:\.[0-9]{1,3})?)( ?[-~] ?| ?到 ?| ?至 ?| ?或者? ?| to | or )([0-9]{1,6}(?:\.[0-9]{1,3})?)(?![0-9\-/.:])"
)
_TIMES = re.compile(
    r"(?<![0-9.])([0-9]{1,6}(?:\.[0-9]{1,3})?(?: ?\* ?[0-9]{1,6}(?:\.[0-9]{1,3})?){1,3})(?![0-9])(?!\.[0-9])"
)
_PLUS = re.compile(r"(?<![0-9.])([0-9]{1,6}) ?\+ ?([0-9]{1,6})(?![0-9])(?! ?% )")
_MARKER = re.compile(
    r"^[ \t]{0,8}(\(?[0-9]{1,2}[).、](?![0-9])|\(?[a-z]\)|[①-⑳]|[-•●·▪*](?=[ \t\u3400-\u9fff]))", re.MULTILINE
)
_PERCENT = re.compile(r"(?<![0-9.])([0-9]{1,3}(?:\.[0-9]{1,3})?) ?%")
_NEGATIVE = re.compile(r"(?:数量|qty|quantity|pcs|[:\t])[ \t:]{0,3}-[ ]?$", re.IGNORECASE)
_RUN = re.compile(rf"[{number_words.CHINESE}]{{1,40}}")
_ENGLISH_WORD = "|".join(sorted(number_words.ENGLISH, key=len, reverse=True))
_ENGLISH_RUN = re.compile(
    rf"\b(?:(?P<half>half an?|half) (?P<halved>dozen|gross|hundred|thousand)"
    rf"|(?:an? )?(?:{_ENGLISH_WORD})\b(?:[ -](?:and )?(?:{_ENGLISH_WORD})\b){{0,9}}(?P<more> and a half(?: dozen)?)?"
    rf"|(?P<alone>half(?: an?| of an?)?)\b"
    rf"|(?P<article>an?)(?= )"
    rf"|(?P<count>[0-9]{{1,4}}(?:\.[0-9])?) ?(?P<dozens>dozens?|doz|dz|gross)\b)",
    re.IGNORECASE,
)
_VAGUE = wordlists.pattern(tuple(_DATA["indefinite"]["vague_en"]))
_INDEFINITE = wordlists.pattern((*_DATA["indefinite"]["zh"], *_DATA["indefinite"]["en"]))
_NEVER = wordlists.pattern(tuple(_DATA["never"]["zh"]))
_APPROX = _DATA["approximate"]
_BEFORE = re.compile(
    r"(?:"
    + "|".join(re.escape(w) for w in _APPROX["before"])
    + r"|(?:\b(?:" + "|".join(re.escape(w) for w in _APPROX["before_en"]) + r"))|~)[ :是要]{0,2}$",
    re.IGNORECASE,
)  # fmt: skip
_TOPIC = re.compile(
    r"\b(?:"
    + "|".join(_APPROX["not_before_en"])
    + r")\W{1,2}\w{1,6}\W{0,2}$|[预合签大节制特续条]约$|[早晚马加补]上$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"[ ]?[^\s,，。;；、0-9]{0,3}?(?:"
    + "|".join(_APPROX["after"])
    + r")|[ ]?[A-Za-z]{0,8}[ ]?(?:or so|or thereabouts|ish)\b|ish\b",
    re.IGNORECASE,
)
_APPROX_WORDS = wordlists.pattern(
    (
        *_APPROX["after"],
        *_APPROX["after_en"],
        *(w for w in _APPROX["before"] if len(w) > 1),
        *_APPROX["before_en"],
    )
)
_MORE = re.compile(
    r"(?:[多余](?!少|谢|带|送|发|要|给|加|拿)|来(?=[\u3400-\u9fff])(?!自|的)|把(?=[\u3400-\u9fff])(?!它|货)|\+(?![0-9]))"
)


def _covered(pattern: re.Pattern[str], text: str) -> set[int]:
    return {i for match in pattern.finditer(text) for i in range(*match.span())}


def _exact(value: Decimal) -> NumberValue:
    return NumberValue(value, value)


def _arabic(text: str) -> list[Span]:
    spans = []
    for match in _ARABIC.finditer(text):
        start, end = match.span()
        value, certainty, rule = _read_digits(match)
        if scale := _SCALE_AFTER.match(text, end):
            factor = {"k": 1000, "十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}[
                (scale[1] or scale[2]).lower()
            ]
            value, end, rule = _exact(value.low * factor), scale.end(), "numerals.scaled"
            # 2百5 and 1万2: the digit behind is of the next lower scale.
            if scale[1] and factor >= 100 and re.match(r"[1-9](?![0-9.点块元十百千])", text[end : end + 2]):
                value, end = _exact(value.low + int(text[end]) * factor // 10), end + 1
        if _NEGATIVE.search(text[max(0, start - 14) : start]):
            value, start = _exact(-value.low), text.rindex("-", 0, start)
        spans.append(Span(start, end, "number", value, certainty * _placed(text, match.start(), end), rule))
    for match in _FRACTION.finditer(text):
        part = Decimal(match[2]) / Decimal(match[3])
        if part < 1 and (
            match[1] or units.at(text, match.end()) or text[match.end() : match.end() + 4] in (" of ", " a ")
        ):
            spans.append(
                Span(*match.span(), "number", _exact(Decimal(match[1] or 0) + part), 0.7, "numerals.fraction")
            )
    return spans


def _read_digits(match: re.Match[str]) -> tuple[NumberValue, float, str]:
    written, kind = match[0], match.lastgroup or ""
    if kind in ("indian", "western"):
        return _exact(Decimal(written.replace(",", ""))), 1.0, f"numerals.{kind}"
    if kind == "european":
        return _exact(Decimal(written.replace(".", "").replace(",", "."))), 1.0, "numerals.european"
    if kind == "spaced":
        return _exact(Decimal(written.replace(" ", ""))), 0.6, "numerals.spaced"
    if kind == "comma":
        return _exact(Decimal(written.replace(",", "."))), 0.6, "numerals.decimal-comma"
    whole, point, part = written.partition(".")
    if point and len(part) == 3 and whole != "0" and len(whole) <= 3:
        # 1.200 is one point two here and twelve hundred there.
        return NumberValue(Decimal(written), Decimal(whole + part), "ambiguous"), 0.9, "numerals.point"
    return _exact(Decimal(written)), 1.0, "numerals.plain"


def _placed(text: str, start: int, end: int) -> float:
    """How much a number of digits looks like a count from what stands directly around it."""
    before = text[start - 1] if start else " "
    after = text[end : end + 1]
    if units.at(text, end):
        counted = 0.95
    elif after.isascii() and after.isalpha():
        counted = 0.2
    else:
        counted = 0.7
    if (before.isascii() and (before.isalpha() and not _times_letter(text, start))) or before in "-/_.#":
        return min(counted, 0.3)
    return 0.3 if after in ("-", "/", ":", "_") and after else counted


def _times_letter(text: str, start: int) -> bool:
    return text[start - 1] in "xX" and (start < 2 or not text[start - 2].isalnum())


def _chinese(text: str, never: set[int]) -> list[Span]:
    spans = []
    for match in _RUN.finditer(text):
        run, start, end = match[0], *match.span()
        while run and start in never:
            run, start = run[1:], start + 1
        while run and end - 1 in never:
            run, end = run[:-1], end - 1
        if not run or any(i in never for i in range(start, end)):
            continue
        # A run may touch another number: 两箱三 is two runs, but 周五十箱 was cut above; 1万二 belongs to its digits.
        if start and text[start - 1] in "0123456789.第初":
            continue
        if run[-1:] == "半" and len(run) > 1:
            run, end = run[:-1], end - 1
        words = number_words.chinese(run)
        if words is None:
            if spelled := number_words.digits(run):
                spans.append(Span(start, end, "number", _exact(Decimal(spelled)), 0.3, "numerals.spelled"))
            continue
        more = _MORE.match(text, end)
        if more and words.form in ("exact", "approximate") and run[-1] in "十百千万" and len(run) < 8:
            words, end = number_words.Words(words.low, words.high, "approximate"), more.end()
        value = NumberValue(words.low, words.high, words.form)
        spans.append(Span(start, end, "number", value, _spoken(text, run, start, end), "numerals.zh"))
    return spans


def _spoken(text: str, run: str, start: int, end: int) -> float:
    if run in "俩仨" or (run[-1] in "俩仨"):
        return 0.9
    if units.at(text, end) or text[end : end + 2] in ("多箱", "个半"):
        return 0.9
    after = text[end : end + 1]
    if len(run) > 1:
        return 0.6 if not after or not "\u3400" <= after <= "\u9fff" else 0.4
    if run in "半几":
        return 0.1
    return 0.4 if not after or after in " \n\t,，。;；、." else 0.15


def _english(text: str) -> list[Span]:
    spans = []
    for match in _ENGLISH_RUN.finditer(text):
        start, end = match.span()
        words: number_words.Words | None
        if match["half"]:
            words = number_words.english(match["halved"])
            words = words and number_words.Words(words.low / 2, words.high / 2, multiplier=words.multiplier)
        elif match["count"]:
            size = Decimal(144 if match["dozens"].lower() == "gross" else 12)
            words = number_words.Words(*(Decimal(match["count"]) * size,) * 2, multiplier=size)
        elif match["alone"]:
            words = number_words.Words(Decimal("0.5"), Decimal("0.5"))
        elif match["article"]:
            words = number_words.Words(Decimal(1), Decimal(1))
        else:
            core = match[0][: len(match[0]) - len(match["more"] or "")]
            words = number_words.english(core)
            if words and match["more"]:
                dozen = Decimal(12) if "dozen" in match["more"].lower() else Decimal(1)
                half = (words.low / words.multiplier + Decimal("0.5")) * words.multiplier * dozen
                words = number_words.Words(half, half, multiplier=words.multiplier * dozen)
        if words is None:
            continue
        counted = units.at(text, end)
        weak = match["article"] or match["alone"] or match[0].lower() == "one"
        if match["article"] and not counted:
            continue
        certainty = (0.85 if counted else 0.2) if weak else (0.95 if counted else 0.7)
        value = NumberValue(words.low, words.high, words.form, multiplier=words.multiplier)
        spans.append(Span(start, end, "number", value, certainty, "numerals.en"))
        bare = re.match(rf"((?:an? )?(?:{_ENGLISH_WORD}))[ -](dozens?|gross)\b", match[0], re.IGNORECASE)
        if bare and words.multiplier > 1 and (plain := number_words.english(bare[1])):
            # "six dozen" also as six of a unit that a product may really be sold by.
            spans.append(
                Span(start, start + bare.end(1), "number", _exact(plain.low), 0.5, "numerals.en-dozens")
            )
    return spans


def _joined(text: str) -> list[Span]:
    """Ranges, sums and pack forms: several numbers that make one."""
    spans = []
    for match in _RANGE.finditer(text):
        low, high = Decimal(match[1]), Decimal(match[3])
        if low >= high:
            continue
        counted = units.at(text, match.end()) is not None
        tie = match[2].strip()
        certainty = {"-": 0.75 if counted else 0.2, "~": 0.85}.get(tie, 0.85 if counted else 0.5)
        spans.append(
            Span(*match.span(), "number", NumberValue(low, high, "range"), certainty, "numerals.range")
        )
    for match in _TIMES.finditer(text):
        factors = tuple(Decimal(part) for part in match[1].replace(" ", "").split("*"))
        inside = match.start() and text[match.start() - 1].isascii() and text[match.start() - 1].isalpha()
        value = NumberValue(factors[0], factors[0], "product", factors)
        spans.append(Span(*match.span(), "number", value, 0.1 if inside else 0.5, "numerals.times"))
    for match in _PLUS.finditer(text):
        factors = (Decimal(match[1]), Decimal(match[2]))
        spans.append(
            Span(
                *match.span(),
                "number",
                NumberValue(factors[0], sum(factors, Decimal(0)), "sum", factors),
                0.9,
                "numerals.plus",
            )
        )
    for match in _FREE.finditer(text):
        paid, free = (Decimal(part) for part in match.groups() if part)
        spans.append(
            Span(
                *match.span(),
                "number",
                NumberValue(paid, paid + free, "sum", (paid, free)),
                0.8,
                "numerals.free",
            )
        )
    return spans


def _spoken_ranges(text: str, numbers: list[Span]) -> list[Span]:
    """五到八箱, two or three boxes: ranges whose ends are words."""
    spans = []
    spoken = sorted((s for s in numbers if s.value.form == "exact"), key=lambda s: s.start)
    for first, second in itertools.pairwise(spoken):
        between = text[first.end : second.start]
        digits = text[first.start].isdigit() and text[second.start].isdigit()
        if (
            digits
            or len(between) > 6
            or between.strip() not in ("到", "至", "或", "或者", "to", "or", "-", "~")
        ):
            continue
        low, high = first.value.low, second.value.high
        if low < high:
            certainty = 0.85 if units.at(text, second.end) else 0.3
            value = NumberValue(low, high, "range")
            spans.append(Span(first.start, second.end, "number", value, certainty, "numerals.range"))
    return spans


# 10箱送1箱, 500个送20个; 10点送20箱 and 5号送3箱 name a time.
_FREE = re.compile(
    r"(?<![0-9.])([0-9]{1,6})(?: ?(?![点号日月时])[\u4e00-\u9fff])?[,，]? ?(?:送|搭|赠|外送|另送) ?([0-9]{1,6})(?![0-9:])(?!号|点|日|月)"
    r"|(?<![0-9.])(?:buy )?([0-9]{1,6})(?: [a-z]{2,8})? ?(?:\+|plus|get) ?([0-9]{1,6})(?: [a-z]{2,8})? (?:free|foc)\b",
    re.IGNORECASE,
)


def _vague(text: str) -> list[Span]:
    spans = []
    for match in _VAGUE.finditer(text):
        if not match[0] or not wordlists.starts_word(text, match.start()):
            continue
        # A couple is two to one who counts and a few to one who talks.
        couple = "couple" in match[0].lower()
        value = NumberValue(Decimal(2), Decimal(3 if couple else 9), "range" if couple else "vague")
        counted = units.at(text, match.end()) is not None
        spans.append(Span(*match.span(), "number", value, 0.9 if counted else 0.4, "numerals.vague"))
    return spans


def _approximated(text: str, span: Span) -> Span:
    """The same number, marked as approximate if a word beside it or behind its unit says so."""
    value: NumberValue = span.value
    if value.form not in ("exact", "ambiguous"):
        return span
    before = text[max(0, span.start - 16) : span.start]
    near = _BEFORE.search(before) is not None and not _TOPIC.search(before)
    end, certainty = span.end, span.certainty
    grown = text[end - 1].isdigit() and value.low % 10 == 0 and _MORE_DIGITS.match(text, end)
    if grown:
        end = grown.end()
        certainty = max(certainty, _placed(text, span.start, end))
    elif not near and not _AFTER.match(text[end : end + 16]) and not _MORE_UNITS.match(text, end):
        return span
    loose = NumberValue(value.low, value.high, "approximate", multiplier=value.multiplier)
    return Span(span.start, end, "number", loose, certainty, span.rule + "+approx")


_MORE_DIGITS = re.compile(
    r"(?:[多余几](?=[\u4e00-\u9fff])(?![少谢带送发要给加拿])|来(?=[箱件个包袋瓶桶盒只套]))(?=.)|\+(?![ 0-9])"
)
_MORE_UNITS = re.compile(r"[箱件个包袋瓶桶盒只套提卷]多(?![少谢带送发要给加拿多])")


def _halves(text: str, numbers: list[Span]) -> list[Span]:
    """一箱半, 两个半箱: the half stands behind the unit."""
    spans = []
    for span in numbers:
        value: NumberValue = span.value
        unit = units.at(text, span.end)
        if (
            value.form != "exact"
            or unit is None
            or not re.match(r"半(?![成年天价夜路金导糖自个小箱盒件包袋瓶桶])", text[unit[0] : unit[0] + 2])
        ):
            continue
        word = text[span.end : unit[0]].strip()
        if unit[1].kind == "multiple" and unit[1].factor:
            total = (value.low + Decimal("0.5")) * unit[1].factor
            spans.append(
                Span(
                    span.start,
                    unit[0] + 1,
                    "number",
                    NumberValue(total, total, multiplier=unit[1].factor),
                    0.95,
                    "numerals.half-dozen",
                )
            )
        else:
            spans.append(
                Span(
                    span.start,
                    unit[0] + 1,
                    "quantity",
                    QuantityValue(_exact(value.low + Decimal("0.5")), word),
                    0.95,
                    "numerals.half-after",
                )
            )
    return spans


def _markers(text: str) -> list[Span]:
    return [
        Span(*match.span(1), "marker", match[1], 0.8, "numerals.marker") for match in _MARKER.finditer(text)
    ]


def _percents(text: str) -> list[Span]:
    return [
        Span(*match.span(), "percent", Decimal(match[1]), 0.9, "numerals.percent")
        for match in _PERCENT.finditer(text)
    ]


def _approx_words(text: str) -> list[Span]:
    return [
        Span(*match.span(), "approx", match[0], 0.5, "numerals.approx-word")
        for match in _APPROX_WORDS.finditer(text)
        if match[0] and wordlists.starts_word(text, match.start())
    ]


def _indefinite(text: str) -> list[Span]:
    return [
        Span(*match.span(), "indefinite", match[0], 0.6, "numerals.indefinite")
        for match in _INDEFINITE.finditer(text)
        if match[0] and wordlists.starts_word(text, match.start())
    ]
