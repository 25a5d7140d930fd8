"""Several products in one breath: 红蓝黑水笔, S, M and L gloves, 挂锁30、40、50: what each shares with the others is said once.

Every product explains some of the words. Those that explain most, each in its own way, are meant, if together they
explain all of them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from parsers import comparing, products, traits, units
from parsers.catalog_entry import Entry, shows
from parsers.clauses import Item, Mention
from parsers.lookup import Lookup
from parsers.parts import Part, parts
from parsers.products import Match
from parsers.quantities import Amount
from parsers.spans import Span
from parsers.values import frozen

RULE = "kinds"
# More kinds than these are no list that somebody says in one breath; neither are so many words.
_MOST_KINDS, _MOST_TOKENS, _MOST_CANDIDATES = 16, 60, 400
# What stands beside any size or colour and tells nothing.
_EMPTY = frozenset(
    (
        *"的码号色款种型类样味装规格个支只寸",
        "size",
        "sizes",
        "colour",
        "color",
        "kind",
        "type",
        "version",
        "one",
    )
)
_SIZES = re.compile(rf"{traits.LETTERS}(?:[/,、 ]?{traits.LETTERS}){{1,7}}")
_SIZE = re.compile(traits.LETTERS)


@frozen
class Token:
    """A word, a size, a Chinese colour or a single Chinese character of what is said; `segment` counts the separators before it."""

    part: Part
    segment: int = 0
    sku: str | None = None

    @property
    def empty(self) -> bool:
        return self.part.key in _EMPTY


@frozen
class Kind:
    """One of the products with the words that speak of it; `sure` unless only the product of two lists made it."""

    match: Match
    phrase: tuple[Part, ...]
    sure: bool = True


def tokens(items: Iterable[Item], text: str, lookup: Lookup) -> list[Token] | None:
    """What the items say, word by word; None if a number among them is no part of any name."""
    found: list[Token] = []
    segment = 0
    for item in items:
        if isinstance(item, Mention):
            for span in sorted((*item.spans, *item.gaps), key=lambda span: span.start):
                found.extend(Token(token.part, segment, token.sku) for token in _of_span(span, text, lookup))
        elif item.label in ("break", "separator"):
            segment += 1
        elif item.label in ("bare", "quantity"):
            named = _of_number(item, text, lookup)
            if named is None:
                return None
            found.extend(replace(token, segment=segment) for token in named)
    return found


def _of_span(span: Span, text: str, lookup: Lookup) -> list[Token]:
    if span.label == "sku":
        return [Token(Part(span.start, span.end, "word", text[span.start : span.end]), sku=span.value)]
    said = text[span.start : span.end]
    if _lists_sizes(said):
        return [
            Token(Part(span.start + one.start(), span.start + one.end(), "word", one[0]))
            for one in _SIZE.finditer(said)
        ]
    stated = [part.moved(span.start) for part in parts(said)] if span.label == "gap" else [span.value]
    return [token for part in stated for one in _listed(part, text, lookup) for token in _letters(one)]


def _lists_sizes(said: str) -> bool:
    """Whether letters are several sizes: S/M/L, or SML in their order; ml and mm are measures."""
    if not _SIZES.fullmatch(said):
        return False
    sizes = [traits.of(one[0]) for one in _SIZE.finditer(said)]
    ranks = [place for one in sizes if one and (place := traits.rank(one)) is not None]
    glued = said.isalnum()
    return units.named(said) is None and (
        not glued or (len(ranks) == len(sizes) and ranks == sorted(set(ranks)))
    )


def _listed(part: Part, text: str, lookup: Lookup) -> list[Part]:
    """30/40 as two sizes, where no product bears it as one."""
    joined = part.ranged or (part.kind == "number" and "/" in part.key)
    if not joined or lookup.catalog.knows("=" + part.key):
        return [part]
    return [
        one.moved(place)
        for found in re.finditer(r"[^-/~到至]+", text[part.start : part.end])
        for place in (part.start + found.start(),)
        for one in parts(found[0])
    ]


def _letters(part: Part) -> list[Token]:
    if part.kind != "han":
        return [Token(part)]
    whole = {start: len(word) for start, _, word in traits.within(part.key)}
    found: list[Token] = []
    place = 0
    while place < len(part.key):
        end = place + whole.get(place, 1)
        found.append(Token(Part(part.start + place, part.start + end, "han", part.key[place:end])))
        place = end
    return found


def _of_number(item: Span, text: str, lookup: Lookup) -> list[Token] | None:
    amount: Amount = item.value
    if amount.number is None or amount.number.form not in ("exact", "range", "product"):
        return None
    found: list[Token] = []
    stated = list(parts(text[item.start : item.end]))
    if amount.unit in lookup.catalog.sale_units and not any(
        part.kind == "spec" and lookup.catalog.knows("=" + part.key) for part in stated
    ):
        return None
    for moved in (one for part in stated for one in _listed(part.moved(item.start), text, lookup)):
        if moved.kind in ("spec", "number") and not any(
            lookup.catalog.knows(mark + moved.key) for mark in "=#"
        ):
            return None
        found.extend(_letters(moved))
    return found


def find(said: Sequence[Token], lookup: Lookup, *, among: Sequence[Entry] = ()) -> list[Kind]:
    """The kinds that the tokens name, in the order of the text; empty if that is not clear. `among` are the products
    that may be meant where the words name no noun."""
    told = [token for token in said if not token.empty]
    if not 1 < len(told) <= _MOST_TOKENS:
        return []
    sets = _maximal(_explained(told, among or _candidates(told, lookup), lookup))
    kinds = [(own, _kind(own, entries, told, lookup)) for own, entries in sets]
    if not among:
        nouns = [(own, kind) for own, kind in kinds if not kind.match.headless and kind.match.strong]
        kinds = nouns
    kinds = _of_one_value(kinds, told)
    if not 1 < len(kinds) <= _MOST_KINDS:
        return []
    if len(frozenset[int]().union(*(own for own, _ in kinds))) < len(told):
        return []
    if any(_takes_end_of_noun(own, [other for other, _ in kinds], told) for own, _ in kinds):
        return []
    kinds = _paired(kinds, told)
    shared = frozenset.intersection(*(own for own, _ in kinds))
    kinds.sort(key=lambda one: min(told[place].part.start for place in one[0] - shared))
    return [kind for _, kind in kinds]


def _takes_end_of_noun(own: frozenset[int], others: Sequence[frozenset[int]], told: Sequence[Token]) -> bool:
    """Whether a kind has but the end of the noun that another one has whole, and a size: no 平底锅 28cm is a 蒸锅 28cm."""
    for run in _nouns(told):
        end = [place for place in run if place in own]
        rest = [told[place] for place in own if place not in run]
        if (
            0 < len(end) < len(run)
            and end == run[-len(end) :]
            and any(other >= set(run) for other in others)
            and rest
            and all(token.part.kind in ("spec", "number") for token in rest)
        ):
            return True
    return False


def _nouns(told: Sequence[Token]) -> Iterator[list[int]]:
    """The places of tokens that are neighbouring characters."""
    run: list[int] = []
    for place, token in enumerate(told):
        if run and (token.part.kind != "han" or token.part.start != told[run[-1]].part.end):
            yield run
            run = []
        if token.part.kind == "han":
            run.append(place)
    if run:
        yield run


def _of_one_value(
    kinds: list[tuple[frozenset[int], Kind]], told: Sequence[Token]
) -> list[tuple[frozenset[int], Kind]]:
    """Without those that have all sizes at once (a set of S, M and L), where others have one each."""
    groups = {place: trait[0] for place, token in enumerate(told) if (trait := traits.of(token.part.key))}
    most = {
        number: max(Counter(groups[place] for place in own if place in groups).values(), default=0)
        for number, (own, _) in enumerate(kinds)
    }
    single = [kind for number, kind in enumerate(kinds) if most[number] <= 1]
    covered = frozenset[int]().union(*(own for own, _ in single))
    return single if len(single) > 1 and len(covered) == len(told) else kinds


def _candidates(said: Sequence[Token], lookup: Lookup) -> list[Entry]:
    found: dict[str, Entry] = {}
    for phrase in _runs(said, split=True):
        for entry in lookup.catalog.candidates(phrase):
            found.setdefault(entry.product.sku, entry)
    for token in said:
        coded = lookup.catalog.entry(token.sku) if token.sku is not None else None
        if coded is not None:
            found.setdefault(coded.product.sku, coded)
    return list(found.values())[:_MOST_CANDIDATES]


def phrase(said: Sequence[Token]) -> list[Part]:
    """The tokens as the parts of one phrase, neighbouring characters joined again."""
    return _runs(said)[0]


def _runs(said: Sequence[Token], *, split: bool = False) -> list[list[Part]]:
    """The tokens as parts again, neighbouring characters joined; `split`: each part for itself."""
    joined: list[Part] = []
    for token in said:
        part = token.part
        last = joined[-1] if joined else None
        if last is not None and last.kind == part.kind == "han" and last.end == part.start:
            joined[-1] = Part(last.start, part.end, "han", last.key + part.key)
        elif token.sku is None:
            joined.append(part)
    return [[part] for part in joined] if split else [joined]


def _explained(
    said: Sequence[Token], entries: Sequence[Entry], lookup: Lookup
) -> dict[frozenset[int], list[Entry]]:
    sets: dict[frozenset[int], list[Entry]] = {}
    for entry in entries:
        own = frozenset(place for place, token in enumerate(said) if states(entry, token, lookup))
        if own:
            sets.setdefault(own, []).append(entry)
    return sets


def states(entry: Entry, token: Token, lookup: Lookup) -> bool:
    """Whether the product has what the token says."""
    if token.sku is not None:
        return entry.product.sku == token.sku
    if traits.briefly(token.part.key) in entry.traits:
        return True
    if token.part.kind == "han":
        return shows(entry, token.part.key)
    return comparing.has(token.part, entry, lookup.catalog)


def _maximal(sets: dict[frozenset[int], list[Entry]]) -> list[tuple[frozenset[int], list[Entry]]]:
    largest = sorted(sets, key=len, reverse=True)[: 4 * _MOST_KINDS]
    return [(own, sets[own]) for own in largest if not any(own < other for other in largest)]


def _kind(own: frozenset[int], entries: Sequence[Entry], said: Sequence[Token], lookup: Lookup) -> Kind:
    mine = [token for place, token in enumerate(said) if place in own]
    phrase = _runs(mine)[0]
    skus = tuple(entry.product.sku for entry in entries)
    found = lookup.find(phrase)
    headless = found.headless and found.rule != "name" and not any(token.sku for token in mine)
    strong = found.strong or any(token.sku for token in mine)
    if found.status in ("one", "several") and set(found.skus) <= set(skus):
        skus = found.skus
    status: products.Status = "one" if len(skus) == 1 else "several"
    return Kind(Match(status, skus, 1.0, (), RULE, headless, strong), tuple(phrase))


def _paired(
    kinds: list[tuple[frozenset[int], Kind]], said: Sequence[Token]
) -> list[tuple[frozenset[int], Kind]]:
    """Of the product of two lists (S M L 黑白) those that the text itself pairs (S黑、M白); else all, less sure."""
    signatures = {
        place: frozenset(number for number, (own, _) in enumerate(kinds) if place in own)
        for place in range(len(said))
    }
    crossed = any(
        len({signatures[place] for place in own if 1 < len(signatures[place]) < len(kinds)}) > 1
        for own, _ in kinds
    )
    if not crossed:
        return kinds
    chosen: list[int] = []
    for segment in sorted({token.segment for token in said}):
        inside = [place for place, token in enumerate(said) if token.segment == segment]
        fits = frozenset.intersection(*(signatures[place] for place in inside))
        if len(fits) != 1:
            return [(own, replace(kind, sure=False)) for own, kind in kinds]
        chosen.extend(fits)
    once = [number for number, times in Counter(chosen).items() if times == 1]
    return [kinds[number] for number in once]
