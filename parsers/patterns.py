"""Many patterns over the same text: only what may stand in it is tried, for of the many that a message is asked for few
have anything of theirs there (see needles.py)."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from sys import maxsize

from parsers.needles import Needles, needed, pieces

# Of so many texts it is remembered what may stand in them: the clauses of a message, which many books are asked about. Of
# long ones only of a few, so that memory stays bounded.
_REMEMBERED, _LONG, _LONG_REMEMBERED = 128, 2000, 4
# To search for so short an expression costs no more than to ask whether it may be there.
_SMALL = 40
# Where case does not count these match letters that differ from them in lower case too: s and i, and each other.
_FOLDED = re.compile("[ſİıµμΜ]")
_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[(|)]", re.DOTALL)

There = Mapping[int, int]
"""Of patterns, by their numbers, a bit for each alternative that may stand in a text."""


@lru_cache(4096)
def _set_in(bits: int) -> Sequence[int]:
    return [place for place in range(bits.bit_length()) if bits >> place & 1]


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
        may = there.get(self._number)
        return self._always if may is None else _set_in(may)

    def search(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        places = self._places(text)
        if len(places) < 2:
            return self._alternatives[places[0]].compiled.search(text, start, end) if places else None
        best: re.Match[str] | None = None
        for place in places:
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
        searches = [self._alternatives[place].compiled.search for place in places]
        ahead = [(search, found) for search in searches if (found := search(text, start, end)) is not None]
        while ahead:
            best = min(ahead, key=_begins)[1]
            yield best
            done = best.end()
            ahead = [
                (search, further)
                for search, found in ahead
                if (further := found if found.start() >= done else search(text, done, end)) is not None
            ]

    def sub(self, replacement: str, text: str) -> str:
        """The text with the replacement, as it is written, in place of each match."""
        kept: list[str] = []
        done = 0
        for found in self.finditer(text):
            kept.append(text[done : found.start()])
            done = found.end()
        return replacement.join([*kept, text[done:]])


def _begins(ahead: tuple[object, re.Match[str]]) -> int:
    return ahead[1].start()


class Together(Mapping[str, Pattern]):
    """Patterns that are asked about the same texts, by their names."""

    def __init__(self, sources: Mapping[str, tuple[Sequence[str], int]]) -> None:
        """Of each name the alternatives and their flags."""
        self._index = _Index()
        self._names = tuple(sources)
        self._patterns = {name: self._index.added(*source) for name, source in sources.items()}
        # Some of them by their numbers: those that are asked for together, of which there are few sets.
        self._some: dict[tuple[str, ...], Mapping[int, Pattern]] = {}

    def __getitem__(self, name: str) -> Pattern:
        return self._patterns[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._patterns)

    def __len__(self) -> int:
        return len(self._patterns)

    def within(self, *texts: str) -> list[str]:
        """The names of those that may stand in one of the texts, in their order."""
        return [self._names[number] for number in self._index.patterns(texts)]

    def among(self, names: tuple[str, ...], text: str) -> Iterator[Pattern]:
        """Those of the named ones that may stand in the text, in no order."""
        numbers = self._some.get(names)
        if numbers is None:
            numbers = self._some[names] = {self._names.index(name): self[name] for name in names}
        return self._index.among(numbers, text)


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
        self._holders: dict[str, tuple[tuple[int, int], ...]] = defaultdict(tuple)
        self._needles: set[str] = set()
        self._size = 0
        self.last: tuple[str | None, There] = None, {}

    def added(self, sources: Sequence[str], flags: int) -> Pattern:
        """One more pattern, of these alternatives."""
        number, alternatives = self._size, _alternatives(sources, flags)
        self._size += 1
        always = _without_needles(alternatives)
        if always:
            self._always.add(number)
        may: dict[str, int] = defaultdict(lambda: sum(1 << place for place in always))
        for place, alternative in enumerate(alternatives):
            for needle in alternative.needles or ():
                may[needle] |= 1 << place
        for needle, places in may.items():
            self._holders[needle] += ((number, places),)
        self._needles |= may.keys()
        # Last, since what was found before is not found again from here on.
        _vocabulary.learn(may)
        self.last = None, {}
        return Pattern(alternatives, self, number)

    def patterns(self, texts: Iterable[str]) -> list[int]:
        """Which patterns may stand in one of the texts, in order."""
        return sorted(self._always.union(*map(self.there, texts)))

    def among(self, numbers: Mapping[int, Pattern], text: str) -> Iterator[Pattern]:
        """Those of some patterns that may stand in the text."""
        last, there = self.last
        if last is not text:
            there = self.there(text)
        may = self._always.union(there) if there else self._always
        return (numbers[number] for number in may & numbers.keys())

    def there(self, text: str) -> There:
        """Of each pattern that has a needle in the text the alternatives that may stand there."""
        words, looked = _vocabulary.there(text)
        found = looked.get(self)
        if found is None:
            found = looked[self] = self._look(words)
        self.last = text, found
        return found

    def _look(self, words: set[str]) -> There:
        found: dict[int, int] = {}
        for needle in self._needles & words:
            for number, places in self._holders[needle]:
                found[number] = found.get(number, 0) | places
        return found


def _without_needles(pattern: Iterable[_Alternative]) -> Sequence[int]:
    return [place for place, alternative in enumerate(pattern) if alternative.needles is None]


class _Vocabulary:
    """The needles of all patterns that there are: a text is searched for them once, whoever asks for which."""

    def __init__(self) -> None:
        self._words: set[str] = set()
        self._learnt = 0
        self._in_short = lru_cache(_REMEMBERED)(self._look)
        self._in_long = lru_cache(_LONG_REMEMBERED)(self._look)

    def learn(self, words: Iterable[str]) -> None:
        self._words.update(words)
        self._learnt += 1

    def there(self, text: str) -> tuple[set[str], dict[_Index, There]]:
        """The needles in the text, and room for what each index makes of them."""
        look = self._in_short if len(text) <= _LONG else self._in_long
        return look(text, self._learnt)

    def _look(self, text: str, _learnt: int) -> tuple[set[str], dict[_Index, There]]:
        # What was found before another thread taught more words is not found again: there were fewer.
        if _FOLDED.search(text):
            return self._words, {}
        return self._words.intersection(pieces(text)), {}


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
