"""The rest of an amount in a smaller unit behind it: 三斤六两, 2公斤300克, 一米二."""

import re
from decimal import Decimal

from parsers import number_words, units

# 六两 of 三斤六两, 300克 of 2公斤300克; 二 of 一米二 is a tenth, unless it counts what follows.
_REST = re.compile(
    r"(?:([0-9]{1,3}|[一二三四五六七八九]|[一二三四五六七八九]?[十百][一二三四五六七八九]?)(两|克|公分|厘米|毫升|g|cm)(?![a-z])"
    r"|([1-9一二三四五六七八九])(?=[的,，。;；)）\s]|$))"
)
_LIANG = Decimal("0.05")
# Nobody tells tenths of what is as small as this: 550毫升8 are eight of 550 ml.
_WHOLE, _SMALL = frozenset({"mass", "volume"}), Decimal("0.01")


def and_less(lowered: str, end: int, unit: str) -> tuple[Decimal, int] | None:
    """The rest of 三斤六两, 2公斤300克 and 一米二 in the first unit, and where it ends."""
    meant = units.named(unit)
    if meant is None or meant.factor is None or meant.kind not in units.MEASURES:
        return None
    rest = _REST.match(lowered, end)
    if rest is None:
        return None
    written = rest[1] or rest[3]
    words = None if written.isascii() else number_words.chinese(written)
    number = words.low if words is not None else Decimal(written)
    second = units.named(rest[2]) if rest[2] else None
    if rest[2] is None:
        told_in_tenths = meant.kind not in _WHOLE or meant.factor > _SMALL
        smaller = meant.factor / 10 if told_in_tenths else Decimal(0)
    elif rest[2] == "两":
        smaller = _LIANG if meant.kind == "mass" else Decimal(0)
    else:
        smaller = (
            second.factor or Decimal(0) if second is not None and second.kind == meant.kind else Decimal(0)
        )
    return (number * smaller / meant.factor, rest.end()) if 0 < smaller < meant.factor else None
