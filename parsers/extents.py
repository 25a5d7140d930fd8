"""Sizes of two numbers in one form for all their writings: dimensions (28×42cm, 2842) and ranges (200-300g, 200/300)."""

import re
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

# Two sides written without a sign between (2842) are told from an amount by their length.
SHORTEST_JOINED = 4
# So many digits has a side in millimetres that people tell in centimetres.
_CENTIMETRES = 3
_TWO = 2
_MARK = re.compile(r"[*x乘]")


class Extent(NamedTuple):
    """`key` is the canonical form, `numbers` the bare numbers by which people may call it, `looser` its other writings."""

    key: str
    numbers: tuple[str, ...] = ()
    looser: tuple[str, ...] = ()


def plain_number(text: str) -> str:
    """`1,000` and `1000.0` as `1000`; what is no number is left alone."""
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return text
    return format(number.normalize(), "f") if number.is_finite() and abs(number) < Decimal("1e15") else text


def dimensions(text: str) -> Extent:
    """What 28*42cm, 60cm*2m and m8*30 state."""
    sizes = _MARK.split(text.replace(" ", "").replace("φ", ""))
    unit = next((size[len(size.rstrip("cm")) :] for size in sizes[::-1] if size[-1:] == "m"), "")
    if sizes[0].startswith("m") and sizes[0][1:2].isdigit():
        first = "m" + _millimetres(sizes[0].removeprefix("m"))
        rest = [_millimetres(size) for size in sizes[1:]]
        return Extent("*".join((first, *rest)), (), (first,))
    # 10×10cm is measured once for both; people also write it bare, or one side of it.
    sides = [_millimetres(size if size[-1:] == "m" else size + unit) for size in sizes]
    bare = [plain_number(size.rstrip("cm")) for size in sizes]
    key = "*".join(sides)
    written = [bare, sides]
    if unit and all(side.endswith("0") and len(side) >= _CENTIMETRES for side in sides):
        # 600×600mm is a tile of 60×60 to who thinks in centimetres.
        written.append([side[:-1] for side in sides])
    written = [list(one) for one in dict.fromkeys(map(tuple, written))]
    looser = {"*".join(turned) for one in written for turned in _turned(one)}
    looser |= {joined for one in written if len(joined := _joined(one)) >= SHORTEST_JOINED}
    if unit:
        looser |= {side + "mm" for side in sides}
    elif len(sides) > _TWO:
        # A disc of 125×6×22 is one of 125 mm.
        looser.add(sides[0] + "mm")
    return Extent(key, (bare[0],), tuple(sorted(looser - {key})))


def range_of(low: str, high: str, mark: str, unit: str, factor: Decimal) -> Extent | None:
    """What 200-300g and 20/30 state; None where the numbers do not rise, which makes no range."""
    ends = plain_number(low), plain_number(high)
    try:
        first, last = Decimal(ends[0]), Decimal(ends[1])
    except InvalidOperation:
        return None
    if first >= last:
        return None
    slashed, dashed = "/".join(ends), "-".join(ends)
    if not unit:
        key = slashed if mark == "/" else dashed
        return Extent(key, (key,) if mark == "/" else ends, (dashed if mark == "/" else slashed,))
    measured = [format((end * factor).normalize(), "f") for end in (first, last)]
    return Extent("-".join(measured) + unit, ends, (dashed, slashed, *(end + unit for end in measured)))


def _turned(sides: list[str]) -> list[list[str]]:
    """The sides in the order given and, of two, in the other; of three also the first two alone."""
    if len(sides) == 2:
        return [sides, sides[::-1]]
    return [sides, sides[:2]]


def _joined(sides: list[str]) -> str:
    return "".join(sides[:2]).replace(".", "")


def _millimetres(size: str) -> str:
    if size.endswith("mm"):
        return plain_number(size[:-2])
    if size.endswith("cm"):
        return plain_number(str(Decimal(size[:-2]) * 10))
    if size.endswith("m"):
        return plain_number(str(Decimal(size[:-1]) * 1000))
    return plain_number(size)
