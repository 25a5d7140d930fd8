"""By what words the places on file may be called: 城北店 also 城北, a warehouse also 仓库, and the town that one lies in."""

import re
from collections.abc import Sequence
from functools import lru_cache

from parsers import phrases
from parsers.delivery_words import in_digits, in_numerals
from parsers.normalize import plain

_ZH_PLACE = re.compile(
    r"([㐀-鿿]{2,4}?)(?:省|自治区|市|区|县|镇|乡|街道|路|街|大道|村|巷|工业园|物流园|产业园|广场|大厦|花园|小区|市场)"
)
_LEAST_PLACE = 4


@lru_cache(maxsize=1024)
def called(addresses: tuple[tuple[str, str], ...]) -> Sequence[tuple[str, str, str]]:
    """(words, address, what half of it they are) by which a customer's addresses may be called: the "short" half of a
    label, which any sentence may hold, or the "place" that the address lies in. Customers write again and again."""
    called = [
        (call, address, "short" if short else "")
        for label, address in addresses
        for call, short in calls(label).items()
    ]
    lies_in = [(place, address) for _, address in addresses for place in places(address)]
    # A town that two of them lie in tells neither.
    called += [
        (place, address, "place")
        for place, address in lies_in
        if all(place not in plain(other).lower() for _, other in addresses if other != address)
    ]
    return called


def places(address: str) -> set[str]:
    """Towns, districts and streets of an address: 城厢 of 城厢镇, leeds."""
    text = plain(address).lower()
    found = {match[1] for match in _ZH_PLACE.finditer(text)}
    for part in text.split(",") if text.isascii() else ():
        words = " ".join(word for word in part.split() if not any(c.isdigit() for c in word))
        # Warehouse 12 is no town.
        if len(words) >= _LEAST_PLACE and words not in phrases.words("delivery", "generic"):
            found.add(words)
    return found


def calls(label: str) -> dict[str, bool]:
    """By what words a label may be called, 城北店 also 城北, 二厂 also 厂里; and whether that is half a name only,
    which any sentence may hold: 城南 of 城南工地."""
    name = plain(label).lower().strip()
    if not name:
        return {}
    # Who writes in another language than the file calls the warehouse 仓库.
    same = {
        word: False
        for kind in phrases.words("delivery", "same")
        if name in kind.split()
        for word in kind.split()
    }
    if name.isascii():
        return {name: False} | same
    calls = {name: False} | same
    for tail in phrases.words("delivery", "tails"):
        if name.endswith(tail) and len(name) - len(tail) >= 2:
            calls.setdefault(name[: -len(tail)], False)
    for tail in phrases.words("delivery", "loose_tails"):
        if name.endswith(tail) and len(name) - len(tail) >= 2:
            calls.setdefault(name[: -len(tail)], True)
    if name[-1] in "店厂库仓部":
        calls.setdefault(name[-1] + "里", False)
    if len(name) >= 3 and name[-2:] in ("工地", "门店", "仓库", "工厂"):
        calls.setdefault(name[-2:], False)
    for call, short in list(calls.items()):
        for written in (in_digits(call), in_numerals(call)):
            calls.setdefault(written, short)
    return calls
