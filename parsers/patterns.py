"""Many patterns over the same text: only what may stand in it is tried, for of the many that a message is asked for few
have anything of theirs there (see needles.py)."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from itertools import accumulate, chain
from sys import maxsize

from parsers.needles import Needles, needed, pieces

# Of so many texts it is remembered what may stand in them; of long ones only of a few, so that memory stays bounded.
_REMEMBERED, _LONG, _LONG_REMEMBERED = 64, 2000, 2
# To search for so short an expression costs no more than to ask whether it may be there.
_SMALL = 160
_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[(|)]", re.DOTALL)
_CAPTURES = re.compile(r"(?<!\\)\((?:(?!\?)|\?P<)")


class Pattern:
    """A regular expression that answers as its alternatives compiled together would; each is compiled when it is first
    tried. Where case does not count it follows ASCII's rules, or the text is in lower case."""

    def __init__(self, alternatives: Sequence["_Alternative"], index: "_Index", number: int) -> None:
        self._alternatives = alternatives
        needs = any(alternative.needles is not None for alternative in alternatives)
        self._asked: Callable[[str], Sequence[int]] | None = partial(index.places, number) if needs else None
        self._all = range(len(alternatives))

    @property
    def source(self) -> str:
        return "|".join(alternative.source for alternative in self._alternatives)

    def _places(self, text: str) -> Sequence[int]:
        return self._all if self._asked is None else self._asked(text)

    def search(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        best: re.Match[str] | None = None
        for place in self._places(text):
            found = self._alternatives[place].compiled.search(text, start, end)
            if found is not None and (best is None or found.start() < best.start()):
                best = found
        return best

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        places = self._places(text)
        tried = (self._alternatives[place].compiled.match(text, start) for place in places)
        return next((found for found in tried if found is not None), None)

    def finditer(self, text: str, start: int = 0, end: int = maxsize) -> Iterator[re.Match[str]]:
        places = self._places(text)
        if len(places) < 2:
            return self._alternatives[places[0]].compiled.finditer(text, start, end) if places else iter(())
        return self._among(places, text, start, end)

    def _among(self, places: Sequence[int], text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        # Of several the leftmost match counts, then the first; what it covers is not looked at again.
        next_of = {place: self._alternatives[place].compiled.search(text, start, end) for place in places}
        while True:
            ahead = {place: found for place, found in next_of.items() if found is not None}
            if not ahead:
                return
            best = ahead[min(ahead, key=lambda place: (ahead[place].start(), place))]
            yield best
            next_of = {
                place: found
                if found.start() >= best.end()
                else self._alternatives[place].compiled.search(text, best.end(), end)
                for place, found in ahead.items()
            }

    def sub(self, replacement: str, text: str) -> str:
        """The text with the replacement, as it is written, in place of each match."""
        kept: list[str] = []
        done = 0
        for found in self.finditer(text):
            kept.append(text[done : found.start()])
            done = found.end()
        return replacement.join([*kept, text[done:]])


class Together(Mapping[str, Pattern]):
    """Patterns that are asked about the same texts, by their names."""

    def __init__(self, sources: Mapping[str, tuple[Sequence[str], int]]) -> None:
        """Of each name the alternatives and their flags."""
        alternatives = [_alternatives(listed, flags) for listed, flags in sources.values()]
        self._index = _Index(alternatives)
        self._names = tuple(sources)
        self._patterns = {
            name: Pattern(one, self._index, number)
            for number, (name, one) in enumerate(zip(sources, alternatives, strict=True))
        }

    def __getitem__(self, name: str) -> Pattern:
        return self._patterns[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._patterns)

    def __len__(self) -> int:
        return len(self._patterns)

    def within(self, *texts: str) -> list[str]:
        """The names of those that may stand in one of the texts, in their order."""
        if len(texts) == 1:
            return [self._names[number] for number in self._index.patterns(texts[0])]
        numbers = sorted({number for text in texts for number in self._index.patterns(text)})
        return [self._names[number] for number in numbers]


class _Alternative:
    def __init__(self, source: str, flags: int, needles: Needles | None) -> None:
        self.source, self.needles = source, needles
        self._flags = flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self.source, self._flags)


class _Index:
    """Which alternatives of which patterns may stand in a text: those with a needle there, and those without any."""

    def __init__(self, patterns: Sequence[Sequence[_Alternative]]) -> None:
        # All alternatives of all patterns in a row, and where in it those of each pattern begin.
        self._pattern_of = [number for number, pattern in enumerate(patterns) for _ in pattern]
        self._begins = [0, *accumulate(map(len, patterns))]
        self._always = [
            [place for place, alternative in enumerate(pattern) if alternative.needles is None]
            for pattern in patterns
        ]
        self._asked_always = frozenset(number for number, always in enumerate(self._always) if always)
        self._holders: dict[str, list[int]] = defaultdict(list)
        for one, alternative in enumerate(chain.from_iterable(patterns)):
            for needle in alternative.needles or ():
                self._holders[needle].append(one)
        _vocabulary.learn(self._holders)
        self._of_short = lru_cache(_REMEMBERED)(self._look)
        self._of_long = lru_cache(_LONG_REMEMBERED)(self._look)

    def patterns(self, text: str) -> list[int]:
        """Which patterns may stand in the text, in order."""
        there = self._of_short(text) if len(text) <= _LONG else self._of_long(text)
        return sorted(self._asked_always.union(map(self._pattern_of.__getitem__, there)))

    def places(self, pattern: int, text: str) -> Sequence[int]:
        """Which alternatives of the pattern may stand in the text, in order."""
        there = self._of_short(text) if len(text) <= _LONG else self._of_long(text)
        first, last = self._begins[pattern], self._begins[pattern + 1]
        at = bisect_left(there, first)
        if at == len(there) or there[at] >= last:
            return self._always[pattern]
        inside = [one - first for one in there[at : bisect_left(there, last)]]
        return sorted([*self._always[pattern], *inside])

    def _look(self, text: str) -> Sequence[int]:
        """The alternatives with a needle in the text, by their numbers among all."""
        there = self._holders.keys() & _vocabulary.there(text)
        return sorted(set().union(*map(self._holders.__getitem__, there)))


class _Vocabulary:
    """The needles of all patterns that there are: a text is searched for them once, whoever asks for which."""

    def __init__(self) -> None:
        self._words: set[str] = set()
        self._in_short = lru_cache(_REMEMBERED)(self._look)
        self._in_long = lru_cache(_LONG_REMEMBERED)(self._look)

    def learn(self, words: Iterable[str]) -> None:
        self._words.update(words)

    def there(self, text: str) -> set[str]:
        """The needles in the text."""
        look = self._in_short if len(text) <= _LONG else self._in_long
        return look(text, len(self._words))

    def _look(self, text: str, _known: int) -> set[str]:
        # What was found before another thread taught more words is not found again: there were fewer.
        return self._words & pieces(text)


_vocabulary = _Vocabulary()


def _alternatives(sources: Sequence[str], flags: int) -> list[_Alternative]:
    whole = "|".join(f"(?:{source})" for source in sources)
    if len(whole) < _SMALL:
        return [_Alternative(whole, flags, None)]
    if not _CAPTURES.search(whole):
        parts = [part for source in sources for part in _split(source)]
        told = [needed(part, flags) for part in parts]
        # Which of two empty matches comes first, and what follows them, is only told by the whole.
        if not any(one.empty for one in told):
            return [_Alternative(part, flags, one.needles) for part, one in zip(parts, told, strict=True)]
    return [_Alternative(whole, flags, needed(whole, flags).needles)]


def _split(source: str) -> list[str]:
    """The alternatives of an expression, as far as no group holds them together."""
    depth, begin = 0, 0
    found: list[str] = []
    for token in _TOKEN.finditer(source):
        if token[0] == "(":
            depth += 1
        elif token[0] == ")":
            depth -= 1
        elif token[0] == "|" and depth == 0:
            found.append(source[begin : token.start()])
            begin = token.end()
    return [*found, source[begin:]]
