"""The small one, the large one: of products that differ in one measure, the one at its end."""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from parsers import traits, units
from parsers.catalog_entry import Entry
from parsers.normalize import plain
from parsers.parts import Part, parts

# What holds or counts one of it.
_CONTAINER = f"[{units.COUNTERS}包装](?:装)?"
_SMALL = re.compile(
    rf"^[小细](?:号|的|{_CONTAINER}的?)?$|^(?:small|little)(?:er|est)?$|^mini$|^short(?:er|est)?$"
)
_LARGE = re.compile(rf"^大(?:号|的|{_CONTAINER}的?)?$|^(?:large|big|tall)(?:r|er|st|est|ger|gest)?$")
_HELD = re.compile(r"^[大小细]([桶瓶包袋盒罐箱壶])")
_LESS = re.compile(r"^[短薄窄细](?:的|款)?$|^(?:short|thin|narrow)(?:er|est|ner|nest)?$")
_MORE = re.compile(r"^[长厚宽粗](?:的|款)?$|^(?:long|thick|wide)(?:r|er|st|est)?$")
_MEASURE = re.compile(r"(\d+(?:\.\d+)?)([a-z]*)")
# 小块, 大桶: how big what has a size is thought to be.
_LOOSE = frozenset("大小厚薄粗细长短宽窄高低重轻")
# What is long or thick is measured so.
_LENGTHS = frozenset({"mm", "inch", "foot", ""})
_FEWEST = 2
# A side of a size: the thick one of 25×2.8 and 25×3.5.
_SIDE = "*"
# Several of one size in one: 500ml*2, 4x100g.
_SEVERAL = r"(?:[2-9]|[1-4]\d)(?!\d)"
_HOLDS = r"(?:ml|l|g|kg|oz|毫升|升|克|公斤)"
_PACKED = re.compile(
    rf"\d ?{_HOLDS} ?[x*×] ?{_SEVERAL}|(?<![\d.a-z]){_SEVERAL} ?[x*×] ?\d{{1,4}}(?:\.\d+)? ?{_HOLDS}(?![a-z])"
)


def relative(words: Sequence[str], entries: Sequence[Entry]) -> Entry | None:
    """The entry that `words` (unexplained ones beside the name) mean by its size, if they mean one and it is clear
    which measure they speak of."""
    told = {trait for word in words if (trait := traits.briefly(word))}
    lettered = [entry for entry in entries if told and told <= entry.traits]
    if len(lettered) == 1:
        return lettered[0]
    small = any(_SMALL.match(word) for word in words)
    large = any(_LARGE.match(word) for word in words)
    if small == large:
        return _by_length(words, entries)
    held = {said[1] for word in words if relates(word) and (said := _HELD.match(word))}
    if held:
        # The large bottle is none that comes in a drum, nor the carton of it.
        entries = [one for one in entries if held <= {one.product.base_unit, *one.product.units}]
        if len(entries) == 1:
            return entries[0]
    if len(entries) < _FEWEST:
        return None
    size = ("size", "s" if small else "l")
    marked = [entry for entry in entries if size in entry.traits]
    if len(marked) == 1 and all(any(group == "size" for group, _ in entry.traits) for entry in entries):
        return marked[0]
    found = _at_the_end(entries, least=small)
    return found if found is not None or not small else _by_length(words, entries)


def single(phrase: Sequence[Part], entries: Sequence[Entry]) -> list[Entry]:
    """Those of the entries that are one of the stated size, where others are several of it in one: a bottle of half a litre
    is no box of two."""
    if not any(part.kind == "spec" for part in phrase) or any("*" in part.key for part in phrase):
        return list(entries)
    return [one for one in entries if not _packed(one.product.name, one.product.name_en)] or list(entries)


@lru_cache(maxsize=4096)
def _packed(*names: str | None) -> bool:
    return any(_PACKED.search(plain(name or "").lower()) is not None for name in names)


def _by_length(words: Sequence[str], entries: Sequence[Entry]) -> Entry | None:
    """The long or the thick one, the short or the thin one, where they are told apart by one length."""
    less = any(_LESS.match(word) for word in words)
    more = any(_MORE.match(word) for word in words)
    if less == more or len(entries) < _FEWEST:
        return None
    return _at_the_end(entries, least=less, units=_LENGTHS)


def _at_the_end(
    entries: Sequence[Entry], *, least: bool, units: frozenset[str] | None = None
) -> Entry | None:
    """The entry with the least or the most of the one measure that tells all of them apart."""
    measured = [_measures(entry) for entry in entries]
    shared = set.intersection(*(set(one) for one in measured))
    telling = [
        name
        for name in shared
        if len({one[name] for one in measured}) == len(measured)
        and (units is None or name in units or name.startswith(_SIDE))
    ]
    # Sides tell only where nothing that measures the whole does.
    telling = [name for name in telling if not name.startswith(_SIDE)] or telling
    if len(telling) != 1:
        return None
    pick = min if least else max
    return pick(zip(entries, measured, strict=True), key=lambda pair: pair[1][telling[0]])[0]


@lru_cache(4096)
def relates(word: str) -> bool:
    """Whether a word tells the small or the large one of some."""
    return bool(_SMALL.match(word) or _LARGE.match(word))


@lru_cache(4096)
def compares(word: str) -> bool:
    """The same, also of a word for the long, the thick or the wide one."""
    return relates(word) or bool(_LESS.match(word) or _MORE.match(word))


def _measures(entry: Entry) -> dict[str, Decimal]:
    """What the product's name measures, by unit, and each side of what it measures on several; a unit that it states twice tells
    nothing."""
    found: dict[str, Decimal] = {}
    twice: set[str] = set()
    for key in entry.keys:
        match = _MEASURE.fullmatch(key)
        if match is None:
            continue
        if match[2] in found:
            twice.add(match[2])
        try:
            found[match[2]] = Decimal(match[1])
        except InvalidOperation:
            continue
    sides = {
        f"{_SIDE}{place}": Decimal(side)
        for part in parts(plain(entry.product.name).lower())
        if part.kind == "spec" and "*" in part.key
        for place, side in enumerate(part.key.split("*"))
        if side.replace(".", "", 1).isdigit()
    }
    return {**sides, **{name: value for name, value in found.items() if name not in twice}}


def loosely(part: Part) -> bool:
    """Whether it only says how big what is wanted is thought to be: 大, 大包."""
    return part.key in _LOOSE or (part.key[:1] in _LOOSE and units.named(part.key[1:]) is not None)
