"""Numbers in words: Chinese numeral runs (一百二, 两三千, 十几) and English ones (two dozen, twenty-five)."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Form = Literal["exact", "range", "approximate", "vague", "ambiguous", "product", "sum"]

_DIGITS = {
    **{c: i for i, c in enumerate("零一二三四五六七八九")},
    "〇": 0,
    "两": 2,
    "俩": 2,
    "仨": 3,
    "幺": 1,
    **{c: i for i, c in enumerate("壹贰叁肆伍陆柒捌玖", 1)},
}
_SCALES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10_000, "亿": 100_000_000}
CHINESE = "".join((*_DIGITS, *_SCALES)) + "廿卅半几"

_ENGLISH_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_ENGLISH_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
_ENGLISH_SCALES = {
    "hundred": 100,
    "thousand": 1000,
    "million": 1_000_000,
    "dozen": 12,
    "dozens": 12,
    "doz": 12,
    "gross": 144,
}
# 两三百, 十七八, 三五: two neighbouring digits in one place are a range.
_NEIGHBOURS = re.compile(r"([一二两三四五六七八])([二两三四五六七八九])(?=[十百千万亿]|$)")

ENGLISH = (*_ENGLISH_UNITS, *_ENGLISH_TENS, *_ENGLISH_SCALES)


@dataclass(frozen=True, slots=True)
class Words:
    """What a run of number words says: a number between `low` and `high`."""

    low: Decimal
    high: Decimal
    form: Form = "exact"
    multiplier: Decimal = Decimal(1)


def chinese(run: str) -> Words | None:
    """The number that a whole run of Chinese numeral characters says, or None if it is none."""
    if run == "半":
        return Words(Decimal("0.5"), Decimal("0.5"))
    if run == "几":
        return Words(Decimal(2), Decimal(9), "vague")
    if run == "百八十":
        return Words(Decimal(80), Decimal(180), "approximate")
    if "半" in run or len(run) > 24:
        return None
    run = run.replace("廿", "二十").replace("卅", "三十")
    if run[0] == "百" or run[0] == "千":
        # 百来箱, 千把个: said without its 一, and never exactly.
        whole = _grammar("一" + run)
        return Words(Decimal(whole), Decimal(whole), "approximate") if whole else None
    if "几" in run:
        low, high = _grammar(run.replace("几", "一")), _grammar(run.replace("几", "九"))
        return Words(Decimal(low), Decimal(high), "vague") if low and high else None
    pair = _NEIGHBOURS.search(run)
    if (
        pair
        and (len(run) == 2 or any(c in _SCALES for c in run))
        and 0 < _DIGITS[pair[2]] - _DIGITS[pair[1]] <= 2
    ):
        low = _grammar(run[: pair.start(2)] + run[pair.end(2) :])
        high = _grammar(run[: pair.start(1)] + run[pair.end(1) :])
        if low and high and low < high:
            return Words(Decimal(low), Decimal(high), "range")
    number = _grammar(run)
    return Words(Decimal(number), Decimal(number)) if number is not None else None


def digits(run: str) -> str | None:
    """The digits of a run that spells them one by one (二〇二六, 一三八零零), or None."""
    spelled = _digits_only(run)
    return "".join(str(_DIGITS[c]) for c in spelled) if len(spelled) == len(run) > 1 else None


def english(run: str) -> Words | None:
    """The number that a run of English number words says, or None."""
    spoken = re.findall(r"[a-z]+", run.lower())
    total = section = 0
    multiplier = Decimal(1)
    seen = False
    for word in spoken:
        if word in _ENGLISH_UNITS:
            section += _ENGLISH_UNITS[word]
        elif word in _ENGLISH_TENS:
            section += _ENGLISH_TENS[word]
        elif word in ("dozen", "dozens", "doz", "gross"):
            multiplier = Decimal(_ENGLISH_SCALES[word])
        elif word == "hundred":
            section = (section or 1) * 100
        elif word in ("thousand", "million"):
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
    return Words(value * multiplier, value * multiplier, multiplier=multiplier)


def _digits_only(run: str) -> str:
    return "".join(c for c in run if c in _DIGITS)


def _grammar(run: str) -> int | None:
    """一千二百零五 and its short forms (一百二 = 120); None for a run that says no one number."""
    total = section = 0
    digit: int | None = None
    last_scale, zero = 0, False
    for character in run:
        if character in _DIGITS:
            value = _DIGITS[character]
            if value == 0:
                if digit is not None:
                    return None
                zero = True
                if len(run) == 1:
                    return 0
                continue
            if digit is not None:
                return None
            digit = value
            continue
        scale = _SCALES[character]
        if scale >= 10_000:
            section += digit or 0
            if not section:
                return None
            total += section * scale
            section = 0
        else:
            if digit is None and scale != 10:
                return None
            section += (1 if digit is None else digit) * scale
        digit, last_scale, zero = None, scale, False
    if digit is not None:
        # 一百二 and 两千五: the last digit is of the next lower scale, unless a 零 stands before it.
        short = not zero and last_scale >= 100
        section += digit * (last_scale // 10 if short else 1)
    return total + section
