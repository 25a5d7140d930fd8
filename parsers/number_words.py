"""Numbers in words: Chinese numeral runs (一百二, 两三千, 十几) and English ones (two dozen, twenty-five)."""

import re
from decimal import Decimal

from parsers import wordlists
from parsers.number_values import NumberValue, exact

_DATA = wordlists.load("numerals")
_DIGITS: dict[str, int] = _DATA["chinese"]["digits"]
_SCALES: dict[str, int] = _DATA["chinese"]["scales"]
_TWENTIES = str.maketrans(_DATA["chinese"]["twenties"])
CHINESE = "".join((*_DIGITS, *_SCALES, *_DATA["chinese"]["twenties"])) + "半几"

_ENGLISH_ONES: dict[str, int] = {**_DATA["english"]["units"], **_DATA["english"]["tens"]}
_ENGLISH_SCALES: dict[str, int] = _DATA["english"]["scales"]
SCALES = {word: size for word, size in _ENGLISH_SCALES.items() if size > 100}
_ENGLISH_MULTIPLES: dict[str, int] = _DATA["english"]["multiples"]
ENGLISH = (*_ENGLISH_ONES, *_ENGLISH_SCALES, *_ENGLISH_MULTIPLES)
# 两三百, 十七八, 三五: two neighbouring digits in one place are a range.
_NEIGHBOURS = re.compile(r"([一二两三四五六七八])([二两三四五六七八九])(?=[十百千万亿]|$)")
_LONGEST = 24


def chinese(run: str) -> NumberValue | None:
    """The number that a whole run of Chinese numeral characters says, or None if it is none."""
    if run == "半":
        return exact(Decimal("0.5"))
    if run == "几":
        return NumberValue(Decimal(2), Decimal(9), "vague")
    if run == "三两":
        return NumberValue(Decimal(2), Decimal(3), "range")
    if run == "百八十":
        return NumberValue(Decimal(80), Decimal(180), "approximate")
    if not run or "半" in run or len(run) > _LONGEST:
        return None
    run = run.translate(_TWENTIES)
    if run[0] in "百千":
        # 百来箱, 千把个: said without its 一, and never exactly.
        whole = _grammar("一" + run)
        return NumberValue(Decimal(whole), Decimal(whole), "approximate") if whole else None
    if "几" in run:
        low, high = _grammar(run.replace("几", "一")), _grammar(run.replace("几", "九"))
        return NumberValue(Decimal(low), Decimal(high), "vague") if low and high else None
    pair = _NEIGHBOURS.search(run)
    if (
        pair
        and (len(run) == 2 or any(c in _SCALES for c in run))
        and 0 < _DIGITS[pair[2]] - _DIGITS[pair[1]] <= 2
    ):
        low = _grammar(run[: pair.start(2)] + run[pair.end(2) :])
        high = _grammar(run[: pair.start(1)] + run[pair.end(1) :])
        if low and high and low < high:
            return NumberValue(Decimal(low), Decimal(high), "range")
    number = _grammar(run)
    return exact(Decimal(number)) if number is not None else None


def digits(run: str) -> str | None:
    """The digits of a run that spells them one by one (二〇二六, 一三八零零), or None."""
    # 两 counts and never spells: 三两箱 are no 32.
    if not 1 < len(run) <= _LONGEST or any(c not in _DIGITS or c in "两俩仨" for c in run):
        return None
    return "".join(str(_DIGITS[character]) for character in run)


def english(run: str) -> NumberValue | None:
    """The number that a run of English number words says, or None."""
    spoken = re.findall(r"[a-z]+", run.lower())
    total = section = 0
    multiplier = 1
    seen = False
    for word in spoken:
        if word in _ENGLISH_ONES:
            section += _ENGLISH_ONES[word]
        elif word in _ENGLISH_MULTIPLES:
            multiplier = _ENGLISH_MULTIPLES[word]
        elif word == "hundred":
            section = (section or 1) * 100
        elif word in _ENGLISH_SCALES:
            total += (section or 1) * _ENGLISH_SCALES[word]
            section = 0
        elif word in ("a", "an", "and", "of"):
            continue
        else:
            return None
        seen = True
    if not seen:
        return None
    value = Decimal(total + section) if total + section or spoken[-1] == "zero" else Decimal(1)
    return NumberValue(value * multiplier, value * multiplier, multiplier=Decimal(multiplier))


def _grammar(run: str) -> int | None:
    """一千二百零五 and its short forms (一百二 = 120); None for a run that says no one number."""
    total = section = 0
    digit: int | None = None
    last_scale, zero = 0, False
    for character in run:
        if character in _DIGITS:
            value = _DIGITS[character]
            if digit is not None:
                return None
            if value:
                digit = value
            elif len(run) == 1:
                return 0
            else:
                zero = True
            continue
        scale = _SCALES[character]
        if scale >= 10_000:
            section += digit or 0
            if not section:
                return None
            total += section * scale
            section = 0
        else:
            # Scales only fall: 二十三十 are two numbers.
            if (digit is None and scale != 10) or (section and last_scale <= scale):
                return None
            section += (1 if digit is None else digit) * scale
        digit, last_scale, zero = None, scale, False
    if digit is not None:
        # 一百二 and 两千五: the last digit is of the next lower scale, unless a 零 stands before it.
        short = not zero and last_scale >= 100
        section += digit * (last_scale // 10 if short else 1)
    return total + section
