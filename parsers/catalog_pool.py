"""What many products of a catalog share, kept once: a hundred thousand of them have few words, sizes and sounds between them."""

from collections.abc import Hashable, Iterator
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import Any, NamedTuple, TypeVar

from parsers.sounds import heard

Shared = TypeVar("Shared", bound=Hashable)

_NOT, _HAVING = "不未", "带含加有配附防"
_NOTHING: frozenset[Any] = frozenset()


class Spelt(NamedTuple):
    """Runs of Chinese characters, and what they are made of (see `Entry`)."""

    runs: frozenset[str]
    pairs: frozenset[str]
    sounds: frozenset[str]
    characters: frozenset[str]


class Pool:
    """Keeps once what many products share: words, sizes, sounds and whole sets of them."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Any] = {}
        self._spelt: dict[frozenset[str], Spelt] = {}
        self._pairs: dict[str, str] = {}

    def one(self, value: Shared) -> Shared:
        """This value, as it was first seen."""
        known: Shared = self._known.setdefault(value, value)
        return known

    def every(self, values: AbstractSet[Shared]) -> frozenset[Shared]:
        """This set, as it was first seen, of members that are kept too."""
        if not values:
            return _NOTHING
        found = frozenset(values)
        known: frozenset[Shared] | None = self._known.get(found)
        if known is None:
            known = self._each(found)
            self._known[known] = known
        return known

    def spelt(self, runs: set[str]) -> Spelt:
        """What these runs of Chinese characters are made of."""
        found = frozenset(runs)
        known = self._spelt.get(found)
        if known is None:
            # Few pairs and characters make all names: they are kept by themselves, where they are quickly found.
            pairs = {pair for run in runs for pair in _pairs(run)}
            kept, characters = self._pairs.setdefault, set().union(*runs)
            known = self._spelt[found] = Spelt(
                self._each(found),
                frozenset(map(kept, pairs, pairs)),
                frozenset(map(heard, pairs)),
                frozenset(map(kept, characters, characters)),
            )
        return known

    def _each(self, values: AbstractSet[Shared]) -> frozenset[Shared]:
        return frozenset(map(self._known.setdefault, values, values))


def _pairs(run: str) -> Iterator[str]:
    """The neighbouring characters of a run; 不带盖 has no lid, and does not answer to 带盖."""
    for at, (first, second) in enumerate(pairwise(run)):
        if not (at and run[at - 1] in _NOT and first in _HAVING):
            yield first + second
