"""What tells that a product is meant of another make than the one that is sold: an unknown word before its name, another value
of something, something that it comes with."""

from collections.abc import Sequence
from dataclasses import replace

from parsers import narrowing, othervalues, phrases, products, sizes, traits, units
from parsers.catalog import Catalog
from parsers.catalog_entry import Entry as Product
from parsers.catalog_entry import begins_word, shortens, shows
from parsers.clauses import PARTS, Item, Mention, Sentence, is_amount
from parsers.entries import Entry
from parsers.parts import Part, grammar_words
from parsers.products import Match
from parsers.spans import Span

# How sure a product is that may be of another make.
_OTHER = 0.7
_SHORTEST_WORD, _LONGEST_END, _MOST_ASKED = 3, 2, 8
# The rules of matches that other words do not touch.
_TOLD = frozenset({"sku", narrowing.CUT_SHORT})
_LONGEST_VALUE = 8
# Behind words that ask for it begins a thing of a list: please send linseed oil.
_ASKING = frozenset({"take", "more", "also"})


def of_another_make(entry: Entry, match: Match, sentence: Sentence, catalog: Catalog) -> Match:
    """The match, or a less sure one where an unknown English word between its amount and its name tells of another kind
    (3 boxes latex gloves), and none where that word stands for the products' own (walnut cream, of whipping cream)."""
    first = entry.phrase[0] if entry.phrase else None
    if match.status not in ("one", "several") or match.rule in _TOLD or first is None:
        return match
    single = match.status == "one"
    if all(part.kind == "spec" for part in entry.phrase):
        words = _unknown_noun(entry, match, sentence)
        found = catalog.entry(match.skus[0]) if single else None
        if len(entry.phrase) > 1 and found is not None and all(begins_word(found, word) for word in words):
            # Trans 60W 24V, of the transformer that has both.
            return match
        alone = len(entry.phrase) == 1 and all(word.isascii() for word in words)
        if words and alone and _opens(entry.first - 1, sentence):
            # Satin tape 40 x 30 where labels of that size are sold: words of its own name another thing.
            return replace(match, status="none", rule=products.ANOTHER_THING, certainty=_OTHER)
        return replace(match, certainty=min(match.certainty, _OTHER)) if words and single else match
    if first.kind != "word" and (match.strong or any(part.kind in ("word", "han") for part in entry.phrase)):
        return match
    before = sentence.items[entry.first - 1] if entry.first else None
    opening = sentence.items[entry.first - 2] if entry.first > 1 else None
    opens = (
        is_amount(opening) or _parts(opening) or _asks(opening) if opening is not None else sentence.whole_row
    )
    if isinstance(opening, Mention) and opening.spans:
        opens = all(traits.of(part.key) for part in opening.parts)
    unknown = [before] if opens and isinstance(before, Mention) and not before.spans else []
    starts = {part.start for part in entry.phrase}
    ends = {part.end for part in entry.phrase}
    counted = entry.amount.start - 1 if entry.amount is not None else -1
    beside = [
        words
        for words in (*unknown, *entry.unknown)
        if words.end + 1 in starts or (words.start - 1 in ends and words.end == counted)
    ]
    named = [found for sku in match.skus[:_MOST_ASKED] if (found := catalog.entry(sku)) is not None]
    telling = [
        words
        for words in beside
        if any(_tells(gap.value) and not _its_own(gap.value, named) for gap in words.gaps)
    ]
    stands_before = any(words.end + 1 == first.start for words in telling)
    mere = not single or (match.headless and not match.strong)
    if stands_before and mere and _replaces(entry.phrase, match, catalog):
        return replace(match, status="none", skus=match.skus[:_MOST_ASKED])
    return replace(match, certainty=min(match.certainty, _OTHER)) if telling and single else match


def _its_own(word: str, named: Sequence[Product]) -> bool:
    """Whether it is a piece of a word of the products: of the one that there is, whichever (flat of layflat)."""
    return _begins(word, named) or (len(named) == 1 and shortens(named[0], word))


def _begins(word: str, named: Sequence[Product]) -> bool:
    """Whether a word of the products goes on as this one begins: silicon, of silicone."""
    return len(word) > _SHORTEST_WORD and all(
        any(known.startswith(word) and len(known) - len(word) <= _LONGEST_END for known in one.words)
        for one in named
    )


def _parts(item: Item) -> bool:
    return isinstance(item, Span) and item.label in PARTS


def _asks(item: Item) -> bool:
    return isinstance(item, Span) and item.label in _ASKING


def _replaces(phrase: Sequence[Part], match: Match, catalog: Catalog) -> bool:
    """Whether the phrase is but the noun of the products, before which each of them has another word."""
    words = [part for part in phrase if not part.telling]
    if not words or any(part.kind != "word" or part.key in traits.words() for part in words):
        return False
    said = "|".join(("", *(word for part in words for word in catalog.near_words(part.key)[:1]), ""))
    named = [entry for sku in match.skus[:_MOST_ASKED] if (entry := catalog.entry(sku)) is not None]
    return all(
        any(said in spoken for spoken in entry.spoken)
        and not any(spoken.startswith(said) for spoken in entry.spoken)
        for entry in named
    )


def _unknown_noun(entry: Entry, match: Match, sentence: Sentence) -> list[str]:
    """The unknown words behind which the size stands that is all we know of a name: 尿素25kg, where 复合肥25kg is sold."""
    before = sentence.items[entry.first - 1] if entry.first else None
    if not match.headless or not isinstance(before, Mention) or before.spans:
        return []
    if match.rule == products.INHERITED and not _opens(entry.first - 1, sentence):
        return []
    near = 0 <= sentence.items[entry.first].start - before.end <= 1
    said = [str(gap.value) for gap in before.gaps]
    told = sum(map(len, said)) > 1 and all(_tells(one) or not one.isascii() for one in said)
    return said if near and told else []


def _opens(place: int, sentence: Sentence) -> bool:
    """Whether a thing of a list begins there."""
    before = sentence.items[place - 1] if place else None
    return (
        before is None
        or is_amount(before)
        or _parts(before)
        or (isinstance(before, Span) and before.label == "marker")
    )


def _tells(word: str) -> bool:
    """Whether an unknown word may tell another kind: W/R is how a trade writes what it knows, a small bag a size."""
    short = len(word) < _SHORTEST_WORD or word in grammar_words()
    trait = traits.of(word)
    size = sizes.compares(word) or (trait is not None and trait[0] == "size")
    praises = word in phrases.words("described", "praising")
    return not short and units.named(word) is None and not size and not praises


def of_another_value(entry: Entry, match: Match, text: str, catalog: Catalog) -> Match:
    """The match, or a less sure one where the words beside its name give another value of something than it has: 单开双控
    where 双开单控 is sold, 9W黄光球泡 where it is 白光."""
    found = catalog.get(match.skus[0]) if match.status == "one" and match.rule != "sku" else None
    if found is None or not entry.mentions:
        return match
    start, end = min(one.start for one in entry.mentions), max(one.end for one in entry.mentions)
    amount = entry.amount
    opening = othervalues.opening().search(text, max(0, start - _LONGEST_VALUE), start)
    if opening is not None and not (amount is not None and amount.start < start <= amount.end + 1):
        start = opening.start()
    pieces = [(start, end)]
    if amount is not None and start <= amount.start < end:
        pieces = [(start, amount.start), (amount.end, end)]
    if any(othervalues.differs(text[first:last], found) for first, last in pieces):
        return replace(match, certainty=min(match.certainty, _OTHER))
    return match


def of_what_comes_with_it(
    entry: Entry, match: Match, sentence: Sentence, text: str, catalog: Catalog
) -> Match:
    """The match, or a less sure one where unknown words between its name and its amount tell what it comes with (五孔插座带USB
    20个, a socket with USB)."""
    found = catalog.entry(match.skus[0]) if match.status == "one" and match.rule != "sku" else None
    if found is None:
        return match
    for words in entry.unknown:
        place = next((at for at, item in enumerate(sentence.items) if item is words), 0)
        before = sentence.items[place - 1] if place else None
        if not isinstance(before, Span) or text[before.start : before.end] not in phrases.words(
            "othervalues", "with"
        ):
            continue
        said = text[words.start : words.end]
        if entry.first < place < entry.last and not (shows(found, said) or shortens(found, said)):
            return replace(match, certainty=min(match.certainty, _OTHER))
    return match
