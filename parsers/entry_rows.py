"""The sentences of a block cut into entries, all by the order of product and amount that most of them follow."""

from collections.abc import Iterator, Sequence

from parsers import each, elliptic, kinds, products
from parsers.clauses import Sentence
from parsers.entries import Entry, Pattern
from parsers.lookup import Lookup
from parsers.naming import COMPLETED
from parsers.pairing import Pairing
from parsers.parts import Part

Row = tuple[Sentence, list[Entry]]

# The rules of matches that need no noun.
_TOLD = frozenset({"name", "sku", COMPLETED, products.INHERITED, kinds.RULE})


def cut(sentences: Sequence[Sentence], text: str, lookup: Lookup) -> tuple[list[Row], Pattern]:
    """Each sentence with its entries, and the pattern that they follow. What a sentence leaves out it may be given."""
    pairing = Pairing(text, lookup)
    rows = _rows(sentences, pairing, text, lookup, "either")
    pattern = _pattern(rows)
    return (rows if pattern == "either" else _rows(sentences, pairing, text, lookup, pattern)), pattern


def _rows(
    sentences: Sequence[Sentence], pairing: Pairing, text: str, lookup: Lookup, pattern: Pattern
) -> list[Row]:
    rows: list[Row] = []
    before: list[Part] = []
    for sentence in sentences:
        sentence, entries = _completed(sentence, pairing, pattern, text, lookup, before)
        rows.append((sentence, entries))
        before = next(
            (entry.phrase for entry in reversed(entries) if entry.named and not entry.match.headless),
            before,
        )
    return rows


def _completed(
    sentence: Sentence, pairing: Pairing, pattern: Pattern, text: str, lookup: Lookup, before: list[Part]
) -> Row:
    """The sentence with what it leaves out, where its entries are clearer then. `before` is the phrase named last."""
    entries = _in_order(pairing, pattern, sentence)
    unclear = sum(_unclear(entry, lookup) for entry in entries)
    completed = elliptic.complete(sentence, text, lookup, before, entries) if unclear else None
    if completed is not None:
        again = _in_order(pairing, pattern, completed)
        if sum(_unclear(entry, lookup) for entry in again) < unclear:
            return completed, again
    return sentence, entries


def _unclear(entry: Entry, lookup: Lookup) -> bool:
    """Whether it is not clear what the entry counts, or by what."""
    if entry.amount is None:
        # 2-tube x2, behind a 4-tube one: so many of a part name nothing by themselves, and the number behind them counts.
        return entry.match.headless and any(part.kind == "has" for part in entry.phrase)
    unit = entry.amount.value.unit
    sold = unit is None or lookup.sold_by(unit, entry.match)
    told = entry.match.status == "one" and any(part.telling for part in entry.phrase)
    weak = entry.match.headless and entry.match.rule not in _TOLD and not told
    return not entry.named or entry.match.status != "one" or not sold or weak


def _in_order(pairing: Pairing, pattern: Pattern, sentence: Sentence) -> list[Entry]:
    return sorted([*pairing.entries(sentence, pattern), *_grouped(sentence)], key=lambda entry: entry.first)


def _grouped(sentence: Sentence) -> Iterator[Entry]:
    """The entries of products that share an amount."""
    for place, item in sentence.cues("group"):
        group: each.Group = item.value
        for kind in group.kinds:
            phrase = list(kind.phrase)
            yield Entry(place, place, phrase, match=kind.match, amount=group.amount, doubtful=not kind.sure)
        for words in group.unknown:
            yield Entry(place, place, mentions=[words], amount=group.amount)


def _pattern(rows: Sequence[Row]) -> Pattern:
    """The order of product and amount that most entries with both follow."""
    counted = [
        entry
        for _, entries in rows
        for entry in entries
        if entry.named and entry.amount is not None and entry.match.rule != kinds.RULE
    ]
    first = sum(entry.amount_first for entry in counted)
    if 2 * first == len(counted):
        return "either"
    return "amount first" if 2 * first > len(counted) else "product first"
