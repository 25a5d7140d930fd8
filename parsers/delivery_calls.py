"""By what words the places on file may be called: 城北店 also 城北, a warehouse also 仓库, and the town that one lies in."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from parsers import phrases, wordlists
from parsers.delivery_words import in_digits, in_numerals
from parsers.normalize import plain
from parsers.sounds import spelt

_ZH_PLACE = re.compile(
    r"([㐀-鿿]{2,4}?)(?:省|自治区|市|区|县|镇|乡|街道|路|街|大道|村|巷|工业园|物流园|产业园|广场|大厦|花园|小区|市场)"
)
# What stands behind a town's name with its postal code: of no town.
_STATE_AND_CODE = re.compile(r" [a-z]{2,3}(?= \d{4,6}\s*\Z)")
_LEAST_PLACE = 4
# Shorter names in Latin letters are too often another word.
_LEAST_SPELT = 5
_HAN = re.compile(r"[㐀-鿿]{2,}")


@lru_cache(maxsize=1024)
def called(addresses: tuple[tuple[str, str], ...]) -> Sequence[tuple[str, str, str]]:
    """(words, address, what half of it they are) by which a customer's addresses may be called: the "short" half of a
    label, which any sentence may hold, or the "place" that the address lies in. Customers write again and again."""
    called = [
        (call, address, "short" if short else "")
        for label, address in addresses
        for call, short in calls(label).items()
    ]
    # What is one place's whole name calls no other by the half.
    whole = {call: address for call, address, half in called if not half}
    called = [one for one in called if not one[2] or whole.get(one[0], one[1]) == one[1]]
    lies_in = [(place, address) for _, address in addresses for place in places(address)]
    # A town that two of them lie in tells neither.
    alone = [
        (place, address)
        for place, address in lies_in
        if all(place not in plain(other).lower() for _, other in addresses if other != address)
    ]
    called += [(place, address, "place") for place, address in alone]
    called += [(latin, address, "place") for place, address in alone for latin in in_latin(place)]
    return called


def places(address: str) -> set[str]:
    """Towns, districts and streets of an address: 城厢 of 城厢镇, leeds."""
    text = plain(address).lower()
    found = {match[1] for match in _ZH_PLACE.finditer(text)}
    found |= {town for towns in wordlists.load("towns").values() for town in towns if town in text}
    for part in text.split(",") if text.isascii() else ():
        part = _STATE_AND_CODE.sub("", part)
        words = " ".join(word for word in part.split() if not any(c.isdigit() for c in word))
        # Warehouse 12 is no town.
        if len(words) >= _LEAST_PLACE and words not in phrases.words("delivery", "generic"):
            found.add(words)
    return found


def in_latin(place: str) -> set[str]:
    """How a Chinese name is written in Latin letters: its pinyin in one word, and what else its towns are called."""
    if not _HAN.fullmatch(place):
        return set()
    latin = {name for name, towns in wordlists.load("towns").items() if place in towns}
    letters = "".join(spelt(character) for character in place)
    return latin | ({letters} if len(letters) >= _LEAST_SPELT and letters.isascii() else set())


@cache
def kinds() -> frozenset[str]:
    """English words for what a place is."""
    return frozenset(
        word for kind in phrases.words("delivery", "same") for word in kind.split() if word.isascii()
    )


def _of_its_kind(name: str) -> dict[str, bool]:
    """What a place is, in either language, where its name ends with that: the store for 城北店, 店里 for Hill store."""
    kinds = [
        (len(end), kind.split())
        for kind in phrases.words("delivery", "same")
        for end in kind.split()
        if name != end and name.endswith(f" {end}" if end.isascii() else end)
    ]
    # 酒店 is no shop, and 酒家 no home.
    longest = max((length for length, _ in kinds), default=0)
    if longest == 1 and name[-1] not in phrases.words("delivery", "kind_ends"):
        return {}
    return {word: True for length, words in kinds if length == longest for word in words if len(word) > 1}


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
        if word == name
        or len(word) > 1
        or (word in name and word not in phrases.words("delivery", "ends_only"))
    }
    kind = {word: half for word, half in _of_its_kind(name).items() if word not in same}
    if name.isascii():
        return _without_kind(name) | kind | {name: False} | same
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
        if call not in phrases.words("delivery", "generic"):
            for latin in in_latin(call):
                calls.setdefault(latin, True)
    for word, half in kind.items():
        calls.setdefault(word, half)
    return calls


def _without_kind(name: str) -> dict[str, bool]:
    """What is left of an English label without the word for what it is: hill of hill store."""
    first, _, last = name.rpartition(" ")
    kinds = phrases.words("delivery", "generic") | phrases.words("delivery", "place_en")
    common = phrases.words("delivery", "street_en") | phrases.words("delivery", "no_name_en")
    whole = len(first) >= _LEAST_PLACE and last in kinds and first not in kinds | common
    return {first: True} if whole else {}
