"""What a product's name and a customer's phrase are made of: sizes, codes, grades and words, in one form for both."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from typing import Literal

from parsers import extents, traits, wordlists
from parsers.extents import plain_number as plain_number
from parsers.normalize import lower
from parsers.part_patterns import DIGITS, measures_of, pattern
from parsers.values import frozen

PartKind = Literal["han", "word", "spec", "number", "lacks", "has"]


@frozen
class Part:
    """`key` is the canonical form; `numbers` the bare numbers by which people may call it (330 for 330ml);
    `looser` are keys of which this one is a closer statement (m8 for m8*30, a2 for a2-70)."""

    start: int
    end: int
    kind: PartKind
    key: str
    numbers: tuple[str, ...] = ()
    looser: tuple[str, ...] = ()

    @property
    def ranged(self) -> bool:
        """Whether it is a range (200-300g, 5-6)."""
        return self.kind in ("spec", "number") and _RANGED.fullmatch(self.key) is not None

    @property
    def telling(self) -> bool:
        """Whether it is a size as no amount is written: a measure or a code, a range, 20/30, 2842."""
        if self.kind == "number":
            return self.ranged or "/" in self.key or len(self.key) >= _FEWEST_TELLING
        return self.kind == "spec"

    def placed(self, start: int, end: int) -> "Part":
        """The part as the stretch says it."""
        return Part(start, end, self.kind, self.key, self.numbers, self.looser)

    def moved(self, by: int) -> "Part":
        """The part as it lies in a text that begins `by` characters before the one it was found in."""
        return self.placed(self.start + by, self.end + by)


_RANGED = re.compile(r"\d+(?:\.\d+)?(?:-\d+(?:\.\d+)?[a-z-]*|\+)")
# The parts of longer texts are not remembered, so that memory stays bounded.
_LONG = 1000
# Letters that are sizes: S-L is a range of them.
_SIZES = frozenset("smlx")
_FEWEST_TELLING = 4
_HALF = Decimal("0.5")
_IRREGULAR = {
    **{one[:-1] + "ves": one for one in ("loaf", "leaf", "shelf", "calf", "half", "scarf", "hoof", "wolf")},
    **{one[:-2] + "ves": one for one in ("knife", "wife")},
    "feet": "foot",
    "teeth": "tooth",
    "geese": "goose",
    "mice": "mouse",
}
_COLOUR = re.compile(r" ([a-z]{3,12})(?= ?(?:[,.;:!?)\n/+]|\Z)| (?:and|&|or|plus|please|pls)\b)")
_KIND_BEHIND = re.compile(r"[型款类级料面]")
# How far before it the word may stand that makes it one.
_KIND_REACH = 10
# Grade a, type a; white a at the end of what names it: no article.
_KIND_BEFORE, _NOTHING_BEHIND = (
    re.compile(r"(?:grade|class|type|size|series|quality) \Z"),
    re.compile(r" ?(?:[,;\n]|\Z)"),
)


def measure_words() -> list[str]:
    """The Latin words of measures that mean nothing else."""
    return [
        word for word in measures_of() if word.isascii() and len(word) > 1 and word != "in" and word.isalpha()
    ]


def measures(word: str) -> bool:
    """Whether the word measures: 9瓦, 20 watts."""
    return word in measures_of()


@cache
def attribute_words() -> frozenset[str]:
    """Words that tell products of one kind apart and name none: sides, sizes, colours, materials, finishes."""
    table = wordlists.load("parts")
    listed = (*table["attribute"]["zh"], *table["attribute"]["en"])
    return frozenset(stem(word) for word in (*listed, *traits.words()))


@cache
def grammar_words() -> frozenset[str]:
    """Words that hold names together and name nothing."""
    table = wordlists.load("parts")
    return frozenset(table["grammar"]["en"])


def number_part(start: int, end: int, number: Decimal) -> Part:
    """A bare number as a part of a name."""
    key = plain_number(str(number))
    return Part(start, end, "number", key, (key,))


def parts(text: str) -> Iterator[Part]:
    """The parts of a normalised text (see `normalize.surface`), in their order; nothing overlaps."""
    return iter(_remembered(text)) if len(text) <= _LONG else parts_once(text)


@lru_cache(maxsize=256)
def _remembered(text: str) -> tuple[Part, ...]:
    """Several rules take the same words apart, each for itself."""
    return tuple(parts_once(text))


def parts_once(text: str) -> Iterator[Part]:
    """The same of a text that nobody asks for again, such as each name of a large catalog."""
    for found in pattern().finditer(lower(text)):
        # The group that is closed last is the outermost.
        kind = found.lastgroup
        start, end = found.span()
        whole = found.group()
        match kind:
            case "run" | "han":
                yield Part(start, end, "han", whole)
            case "word":
                # A型 and B款 are kinds; "a box" is one.
                if whole not in grammar_words() or (whole == "a" and _is_kind(text, start, end)):
                    yield Part(start, end, "word", stem(whole))
            case "number":
                number = plain_number(whole)
                yield Part(start, end, "number", number, (number,))
            case "measure" if found["mlatin"] == "in" and in_colour(text, end):
                number = plain_number(found["amount"])
                yield Part(start, start + len(found["amount"]), "number", number, (number,))
            case "measure":
                half = _more(found["half"])
                yield _measure(start, end, found["amount"], found["mlatin"] or found["mother"], half)
            case "ratio":
                yield Part(start, end, "spec", whole, (whole.partition(":")[2],))
            case "code":
                yield _code(start, end, whole)
            case "trait":
                yield Part(start, end, "word", traits.spoken()[whole])
            case "dims":
                yield _dims(start, end, whole)
            case "sum":
                # 35+5uf, 6.35+9.52: what is of two sizes at once.
                sizes = re.findall(r"\d+(?:\.\d+)?", whole)
                sums = tuple(map(plain_number, sizes))
                yield Part(start, end, "spec", "+".join(sums), sums, sums)
            case "range":
                yield from _range(found)
            case "norm":
                digits = re.sub(r"\D", "", whole)
                key = re.sub(r"[^a-z0-9]", "", whole)
                yield Part(start, end, "spec", key, (digits,))
            case "over":
                yield Part(start, end, "number", plain_number(found["least"]) + "+")
            case "ends":
                yield from _ends(found)
            case "spoken":
                written = _digits(whole)
                if "*" in written or "乘" in written or written.startswith("m"):
                    yield _dims(start, end, written)
                else:
                    yield Part(start, end, "number", written, (written,))
            case "grade":
                number = plain_number(found["gbefore"] or found["gafter"] or _digits(found["gspoken"]))
                yield Part(start, end, "number", number)


def in_colour(text: str, end: int) -> bool:
    """Whether the "in" that ends there leads to a colour, and to nothing more: 9 in white."""
    told = _COLOUR.match(text.lower(), end)
    trait = traits.of(told[1]) if told is not None else None
    return trait is not None and trait[0] == "colour"


def _is_kind(text: str, start: int, end: int) -> bool:
    """Whether the letter a is one, and no article."""
    before = lower(text[max(0, start - _KIND_REACH) : start])
    worded = len(before) > 1 and before[-1] == " " and before[-2].isalpha()
    return bool(
        _KIND_BEHIND.match(text, end)
        or _KIND_BEFORE.search(before)
        or (worded and _NOTHING_BEHIND.match(text, end))
    )


def _more(said: str | None) -> Decimal:
    """What stands behind a measure for a part of it: 半, and the 8 of 1米8."""
    if not said:
        return Decimal(0)
    return _HALF if said == "半" else Decimal(_digits(said)) / 10


def stem(word: str) -> str:
    """An English word without its plural, so that nuts are a nut and boxes a box."""
    word = word.removesuffix("'s")
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us")):
        return word[:-1]
    return word


def _measure(start: int, end: int, amount: str, word: str, half: Decimal) -> Part:
    key, number = _measured(amount, word, half)
    if key is None:
        return Part(start, end, "han", amount + word)
    return Part(start, end, "spec", key, (number,))


@lru_cache(maxsize=4096)
def _measured(amount: str, word: str, half: Decimal) -> tuple[str | None, str]:
    """The key and the number of a measure: products have the same sizes over and over, so remembered."""
    number = "0.5" if amount == "半" else plain_number(_digits(amount))
    if half:
        number = plain_number(str(Decimal(number) + half))
    name, factor = measures_of()[word]
    try:
        return format((Decimal(number) * factor).normalize(), "f") + name, number
    except InvalidOperation:
        return None, number


def _dims(start: int, end: int, text: str) -> Part:
    size = extents.dimensions(text)
    return Part(start, end, "spec", size.key, size.numbers, size.looser)


_BY_FRACTIONS, _DENOMINATORS = frozenset({"inch", "mm"}), frozenset({"2", "4", "8", "16", "32", "64"})


def _range(found: re.Match[str]) -> Iterator[Part]:
    """20-30 and 200-300g as one part; two where the numbers do not rise (1117-3.3)."""
    start, end = found.span()
    low, high, mark, word = found["low"], found["high"], found["to"].strip(), found["runit"] or ""
    high_end = found.end("high")
    if mark == "/" and word == "in" and end > high_end + len(word):
        # 5/0 in the big tube
        word, end = "", high_end
    unit, factor = measures_of()[word] if word else ("", Decimal(1))
    size = extents.range_of(low, high, mark, unit, factor)
    if size is not None:
        kind: PartKind = "spec" if unit else "number"
        if mark == "/" and unit in _BY_FRACTIONS and high in _DENOMINATORS:
            # 3/4 inch is less than one, and no 4 inch.
            whole = tuple(one for one in size.looser if not one.endswith(unit))
            yield Part(start, end, kind, size.key, (f"{low}/{high}",), whole)
            return
        yield Part(start, end, kind, size.key, size.numbers, size.looser)
        return
    if mark == "/":
        both = f"{low}/{high}"
        yield Part(start, high_end, "number", both, (both,))
        return
    number = plain_number(low)
    yield Part(start, start + len(low), "number", number, (number,))
    behind = found.start("high")
    yield from (part.moved(behind) for part in parts(found.group()[behind - start :]))


def _ends(found: re.Match[str]) -> Iterator[Part]:
    """C to C, A转C: what has two ends is told by both."""
    one, other = found["one"], found["other"]
    if {one, other} <= _SIZES:
        for group in ("one", "other"):
            yield Part(*found.span(group), "word", found[group])
    else:
        yield Part(*found.span(), "word", f"{one}>{other}")


def _code(start: int, end: int, text: str) -> Part:
    if re.fullmatch(r"\d+s", text):
        # The 33s: those of size 33.
        return Part(start, end, "number", text[:-1], (text[:-1],))
    key = re.sub(r"[^a-z0-9]", "", text)
    head = re.match(r"[a-z]+\d+", text)
    looser = (head.group(),) if head and "-" in text and head.group() != key else ()
    digits = tuple(number for number in re.findall(r"\d+", text) if len(number) >= 3)
    return Part(start, end, "spec", key, digits, looser)


_CHINESE_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2}


def _digits(text: str) -> str:
    # Spoken sizes only (M八乘四十, 八点八级): quantities have their own grammar.
    return re.sub(rf"[{DIGITS}点]+", lambda found: _spoken(found.group()), text)


def _spoken(text: str) -> str:
    whole, point, fraction = text.partition("点")
    total = section = 0
    if len(whole) > 2 and whole[-2] == "百" and whole[-1] in _CHINESE_DIGITS:
        # 一百一 is 110, 一百零一 101.
        whole += "十"
    for character in whole:
        if character == "百":
            total, section = total + (section or 1) * 100, 0
        elif character == "十":
            total, section = total + (section or 1) * 10, 0
        else:
            section = section * 10 + _CHINESE_DIGITS[character]
    digits = "".join(str(_CHINESE_DIGITS.get(character, "")) for character in fraction)
    return f"{total + section}.{digits}" if point else str(total + section)
