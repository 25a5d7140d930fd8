"""The surface of a text: one width, one script, one dash, one multiplication sign, with a map to the source."""

import re
from functools import cache, lru_cache

from opencc import OpenCC

from parsers.values import frozen

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_INVISIBLE = "\r\u00ad\u200b\u200c\u2060\ufeff\ufe0e\ufe0f\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_TILDES = "\u223c\u301c\uff5e"
_TIMES = "\u00d7\u2715\u2716\u2573\u2a2f\uff0a\u2217\u204e"
_QUOTES = {
    "\u2018": "'",
    "\u2019": "'",
    "\u02bc": "'",
    "\u00b4": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u201e": '"',
    "\uff02": '"',
}
# One character to several: squared units and ligatures that phones and old programs write.
_WIDER = {
    "㎏": "kg",
    "㎎": "mg",
    "㎜": "mm",
    "㎝": "cm",
    "㎞": "km",
    "㎡": "m2",
    "㏄": "cc",
    "℡": "Tel",
    "№": "No.",
    "…": "...",
    "㎖": "ml",
    "ℓ": "l",
    "㍑": "升",
    "²": "2",
    "³": "3",
}
_FRACTIONS = {
    "½": "1/2",
    "¼": "1/4",
    "¾": "3/4",
    "⅓": "1/3",
    "⅔": "2/3",
    "⅛": "1/8",
    "⅜": "3/8",
    "⅝": "5/8",
    "⅞": "7/8",
}
_TIMES_LETTERS = "xXХх"
_DIGITS = "0123456789"


@frozen
class Surface:
    """`text` to read; `offsets[i]` is the source index of its character i (one entry more: the source's end)."""

    text: str
    offsets: tuple[int, ...]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the source that [start, end) of `text` stands for."""
        if start >= end:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end - 1] + 1 if end < len(self.offsets) else self.offsets[-1]


def surface(text: str) -> Surface:
    """Normalise `text`: width, script, spaces, dashes, multiplication signs. Newlines and tabs stay."""
    if (simply := _each_by_itself(text)) is not None:
        return Surface(simply, tuple(range(len(text) + 1)))
    characters: list[str] = []
    offsets: list[int] = []
    for index, character in enumerate(text):
        for replaced in _replaced(text, index, character):
            characters.append(replaced)
            offsets.append(index)
    offsets.append(len(text))
    return Surface(_times_between_numbers("".join(characters)), tuple(offsets))


def _each_by_itself(text: str) -> str | None:
    """The normalised text, where one character of it stands for each of the given one."""
    if text.isascii():
        return None if "\r" in text else _times_between_numbers(text)
    if _UNEVEN.search(text) or ("，" in text and _BETWEEN_DIGITS.search(text)):
        return None
    return _times_between_numbers(text.translate(_PLAINLY))


def encodable(text: str) -> str:
    """The same text, character by character, with U+FFFD for halves of surrogate pairs, which JSON can carry in."""
    return _HALVES.sub("\ufffd", text)


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """The surface's text alone, for words that come from company data."""
    simply = _each_by_itself(text)
    return surface(text).text if simply is None else simply


def _replaced(text: str, index: int, character: str) -> str:
    before = text[index - 1] if index else " "
    if character == "，" and before in _DIGITS and text[index + 1 : index + 2] in tuple(_DIGITS):
        # "M8 10，200盒" lists two things; as a half-width comma it would read as ten thousand two hundred.
        return character
    if character in _FRACTIONS:
        # 2½ is two and a half, not 21/2.
        return " " * (before in _DIGITS) + _FRACTIONS[character]
    return _character(character)


@cache
def _character(character: str) -> str:
    if character in _INVISIBLE:
        return ""
    if character in _SPACES:
        return " "
    if character in _DASHES:
        return "-"
    if character in _TILDES:
        return "~"
    if character in _TIMES:
        return "*"
    if character in _QUOTES:
        return _QUOTES[character]
    if character in _WIDER:
        return _WIDER[character]
    if "\uff01" <= character <= "\uff5e":
        return chr(ord(character) - 0xFEE0)
    if character == "￥":
        return "¥"
    if "\u3400" <= character <= "\u9fff" or character >= "\U00020000":
        return _simplified(character)
    return character


# Two ways to write the same word, of which the converter knows nothing: Hong Kong has 黏板 and 枱, the catalogs 粘板 and 台.
_WRITTEN_OTHERWISE = {"黏": "粘", "枱": "台", "檯": "台"}


def _simplified(character: str) -> str:
    simplified: str = _WRITTEN_OTHERWISE.get(character) or _converter().convert(character)
    return simplified if len(simplified) == 1 else character


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


class _Plainly(dict[int, str]):
    """A table for `str.translate` that finds out about a character when it first comes."""

    def __missing__(self, code: int) -> str:
        self[code] = plainly = _character(chr(code))
        return plainly


_PLAINLY = _Plainly()
# What stands for none or several, and what stands for something else beside a digit.
_UNEVEN = re.compile(
    f"[{_INVISIBLE}{''.join(one for one, said in _WIDER.items() if len(said) > 1)}{''.join(_FRACTIONS)}]"
)
_BETWEEN_DIGITS = re.compile("(?<=[0-9])，(?=[0-9])")
_HALVES = re.compile("[\ud800-\udfff]")
_TIMES_LETTER = re.compile(f"[{_TIMES_LETTERS}]")
_TIMES_BETWEEN = re.compile(rf"(?<=[0-9])((?:[mc]?m|in|\")? ?)[{_TIMES_LETTERS}](?= ?[0-9])", re.IGNORECASE)


def _times_between_numbers(text: str) -> str:
    # M8x30, 12 X 24, 5cm x 3m: the letter stands for a multiplication sign only between measures.
    if not _TIMES_LETTER.search(text):
        return text
    return _TIMES_BETWEEN.sub(r"\1*", text)


def lower(text: str) -> str:
    """Lower case that keeps every offset: İ and its like stay as they are."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
