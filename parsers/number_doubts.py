"""What makes a number less than exact: about, 左右, or so, a few, 一些."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from parsers import number_words, units, wordlists
from parsers.number_values import NumberValue
from parsers.spans import Span

_DATA = wordlists.load("numerals")
_COUNTED = 0.95
_VAGUE = wordlists.pattern(tuple(_DATA["indefinite"]["vague_en"]))
# A few hundred is no hundred.
_SCALE = re.compile(rf" (?:of )?(hundred|{'|'.join(number_words.SCALES)})s?\b", re.IGNORECASE)
_NO_NUMBER = wordlists.pattern((*_DATA["indefinite"]["zh"], *_DATA["indefinite"]["en"]))
_INDEFINITE = re.compile(f"{_NO_NUMBER.pattern}|{_DATA['indefinite']['added']}", _NO_NUMBER.flags)
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
    + r")\W{1,2}\w{1,6}\W{0,2}$|[预合签大节制特续条]约$|[早晚马加补捎带送装拿配添]上$",
    re.IGNORECASE,
)
# The floor wax rises to nine: that is its new number.
_RISES = re.compile(
    r"\b(?:goes|go|going|went|gone|is|are|comes?|rises?|moves?|bump|bring|raise|put|push|take|move|lift|increase)"
    r"(?:s|ed|ing)?(?: (?:it|them|that|this|those|these|the \w{2,12}))?(?: back)? up to ?\Z",
    re.IGNORECASE,
)
_FAR = 40
_AFTER = re.compile(
    r"[ ]?[^\s,，。;；、0-9]{0,3}?(?:"
    + "|".join(word + _APPROX["sides"] for word in _APPROX["after"])
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
# 上百箱, but 给我上20箱.
_ROUND = "十百千万"
# What stands between a number and its unit and makes the number less than exact: 30多箱, 100+ boxes, 50-ish, 50 or so.
_LOOSE_DIGITS = re.compile(
    r"(?:[多余几](?![少谢带送发要给加拿])|来(?=[箱件个包袋瓶桶盒只套]))|\+(?! ?[0-9])(?=.)", re.DOTALL
)
_LOOSE_WORDS = re.compile(r"-?ish\b| or so\b| or thereabouts\b", re.IGNORECASE)
# 30箱多, but 4箱多维: only at the end of what is said of it.
_MORE_UNITS = re.compile(r"[箱件个包袋瓶桶盒只套提卷]多(?=[一那这就也都的吧点呢啊]|[^\w㐀-鿿]|$)")
_SIDES = re.compile(_APPROX["sides"])
_POINTS = re.compile(r"[那这哪嗰𠮶呢]\Z")


def vague(text: str) -> Iterator[Span]:
    """Spans 'number' of words that name no number: a few, a couple of."""
    for match in _VAGUE.finditer(text):
        if not wordlists.starts_word(text, match.start()):
            continue
        # A couple is two to one who counts and a few to one who talks.
        couple = "couple" in match[0].lower()
        value = NumberValue(Decimal(2), Decimal(3 if couple else 9), "range" if couple else "vague")
        start, end = match.span()
        if scaled := _SCALE.match(text, end):
            end, times = scaled.end(), Decimal(number_words.SCALES.get(scaled[1].lower(), 100))
            value = replace(value, low=value.low * times, high=value.high * times)
        counted = units.at(text, end) is not None
        certainty = _COUNTED if scaled else 0.9 if counted else 0.4
        yield Span(start, end, "number", value, certainty, "numerals.vague")


def approximated(text: str, span: Span) -> Span:
    """The same number, marked as approximate if a word beside it or behind its unit says so."""
    value: NumberValue = span.value
    if value.form not in ("exact", "ambiguous"):
        return span
    before = text[max(0, span.start - 16) : span.start]
    near = _BEFORE.search(before) is not None or (before.endswith("上") and text[span.start] in _ROUND)
    near = (
        near and not _TOPIC.search(before) and not _RISES.search(text, max(0, span.start - _FAR), span.start)
    )
    end, certainty = span.end, span.certainty
    round_digits = text[end - 1].isdigit() and value.low % 10 == 0
    loose = (round_digits and _LOOSE_DIGITS.match(text, end)) or _LOOSE_WORDS.match(text, end)
    if loose:
        end = loose.end()
        certainty = max(certainty, _COUNTED) if units.at(text, end) else certainty
    elif not near and not _AFTER.match(text[end : end + 16]) and not _MORE_UNITS.match(text, end):
        return span
    return Span(
        span.start, end, "number", replace(value, form="approximate"), certainty, span.rule + "+approx"
    )


def words(text: str) -> Iterator[Span]:
    """Spans 'approx' (左右, about) and 'indefinite' (一些, some)."""
    for label, pattern, certainty in (("approx", _APPROX_WORDS, 0.5), ("indefinite", _INDEFINITE, 0.6)):
        for match in pattern.finditer(text):
            if _POINTS.search(text, max(0, match.start() - 1), match.start()):
                # 那些: they are pointed at.
                continue
            if label == "approx" and _RISES.search(text, max(0, match.start() - _FAR), match.end()):
                continue
            if match[0] in _APPROX["after"] and not _SIDES.match(text, match.end()):
                continue
            if wordlists.starts_word(text, match.start()):
                yield Span(*match.span(), label, match[0], certainty, f"numerals.{label}")
