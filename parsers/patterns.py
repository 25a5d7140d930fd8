"""Many patterns over the same text: only what may stand in it is tried, for of the many that a message is asked for few
have anything of theirs there (see needles.py)."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from sys import maxsize

from parsers.needles import Needles, needed, pieces

# Of so many texts it is remembered what may stand in them; of long ones only of a few, so that memory stays bounded.
_REMEMBERED, _LONG, _LONG_REMEMBERED = 64, 2000, 2
# To search for so short an expression costs no more than to ask whether it may be there.
_SMALL = 40
# Where case does not count these match letters that differ from them in lower case too: s and i, and each other.
_FOLDED = re.compile("[ſİıµμΜ]")
_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[(|)]", re.DOTALL)

There = Mapping[int, Sequence[int]]


class Pattern:
    """A regular expression that answers as its alternatives compiled together would; each is compiled when it is first
    tried."""

    def __init__(self, alternatives: Sequence["_Alternative"], index: "_Index", number: int) -> None:
        self._alternatives = alternatives
        self._number, self._index = number, index
        self._needs = any(alternative.needles is not None for alternative in alternatives)
        self._always = _without_needles(alternatives)

    @property
    def source(self) -> str:
        return "|".join(alternative.source for alternative in self._alternatives)

    def _places(self, text: str) -> Sequence[int]:
        if not self._needs:
            return self._always
        # Many patterns are asked for in the same text, one after the other.
        last, there = self._index.last
        if last is not text:
            there = self._index.there(text)
        return there.get(self._number, self._always)

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
        self._index = _Index()
        self._names = tuple(sources)
        self._patterns = {name: self._index.added(*source) for name, source in sources.items()}

    def __getitem__(self, name: str) -> Pattern:
        return self._patterns[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._patterns)

    def __len__(self) -> int:
        return len(self._patterns)

    def within(self, *texts: str) -> list[str]:
        """The names of those that may stand in one of the texts, in their order."""
        return [self._names[number] for number in self._index.patterns(texts)]


class _Alternative:
    """One of several expressions that answer as one; `others` are the names of the groups of those beside it."""

    def __init__(
        self, source: str, flags: int, needles: Needles | None, others: Collection[str] = ()
    ) -> None:
        self.source, self.needles = source, needles
        self._flags, self._others = flags, others

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        if not self._others:
            return re.compile(self.source, self._flags)
        # A match tells of the others' groups, as it would if all were compiled together, that they matched nothing.
        others = "".join(f"(?P<{name}>)" for name in self._others)
        return re.compile(f"(?:{self.source})(?:{others}){{0}}", self._flags)


class _Index:
    """Which alternatives of which patterns may stand in a text: those with a needle there, and those without any."""

    def __init__(self) -> None:
        # The patterns that have alternatives without needles, and of each needle the patterns that have it: which of the
        # alternatives may stand where it does.
        self._always: set[int] = set()
        self._holders: dict[str, list[tuple[int, Sequence[int]]]] = defaultdict(list)
        self._needles: set[str] = set()
        self._size = 0
        self._of_short = lru_cache(_REMEMBERED)(self._look)
        self._of_long = lru_cache(_LONG_REMEMBERED)(self._look)
        self.last: tuple[str | None, There] = None, {}

    def added(self, sources: Sequence[str], flags: int) -> Pattern:
        """One more pattern, of these alternatives."""
        number, alternatives = self._size, _alternatives(sources, flags)
        self._size += 1
        always = _without_needles(alternatives)
        if always:
            self._always.add(number)
        for place, alternative in enumerate(alternatives):
            places = sorted([*always, place])
            needles = alternative.needles or frozenset()
            for needle in needles:
                self._holders[needle].append((number, places))
            self._needles |= needles
            _vocabulary.learn(needles)
        self._of_short.cache_clear()
        self._of_long.cache_clear()
        self.last = None, {}
        return Pattern(alternatives, self, number)

    def patterns(self, texts: Iterable[str]) -> list[int]:
        """Which patterns may stand in one of the texts, in order."""
        return sorted(self._always.union(*map(self.there, texts)))

    def there(self, text: str) -> There:
        """Of each pattern that has a needle in the text the alternatives that may stand there, in order."""
        found = self._of_short(text) if len(text) <= _LONG else self._of_long(text)
        self.last = text, found
        return found

    def _look(self, text: str) -> There:
        found: dict[int, Sequence[int]] = {}
        for needle in self._needles & _vocabulary.there(text):
            for number, places in self._holders[needle]:
                known = found.get(number)
                if known is None:
                    found[number] = places
                elif known is not places:
                    found[number] = sorted({*known, *places})
        return found


def _without_needles(pattern: Iterable[_Alternative]) -> Sequence[int]:
    return [place for place, alternative in enumerate(pattern) if alternative.needles is None]


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
        if _FOLDED.search(text):
            return self._words
        return self._words.intersection(pieces(text))


_vocabulary = _Vocabulary()
_seldom = _Index()


def seldom(source: str, flags: int = 0) -> Pattern:
    """An expression that few texts have anything of: it is compiled, and tried, only where it may stand."""
    return _seldom.added([source], flags)


def _alternatives(sources: Sequence[str], flags: int) -> list[_Alternative]:
    whole = "|".join(f"(?:{source})" for source in sources)
    if len(whole) < _SMALL:
        return [_Alternative(whole, flags, None)]
    parts = [part for source in sources for part in _split(source)]
    told = [needed(part, flags) for part in parts]
    # Which of two empty matches comes first, and what follows them, is only told by the whole; so are numbers of groups.
    if any(one.empty or one.numbered for one in told):
        return [_Alternative(whole, flags, needed(whole, flags).needles)]
    groups = [name for one in told for name in one.groups]
    return [
        _Alternative(part, flags, one.needles, [name for name in groups if name not in one.groups])
        for part, one in zip(parts, told, strict=True)
    ]


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
