"""The noun of a run of variants: what is said of it goes on to each of them, and tells which of its products each is."""

from collections.abc import Iterator, Sequence

from parsers import kinds, products, run_variants, traits, units
from parsers.catalog_entry import Entry as Product
from parsers.clauses import Item, Mention
from parsers.kinds import Kind, Token
from parsers.lookup import Lookup
from parsers.parts import Part, parts
from parsers.products import Match
from parsers.spans import Span
from parsers.values import frozen

_FEWEST, _MOST_WORDS = 2, 24
# An unknown variant is told by so many products of its noun.
_MOST_NEAR = 5


@frozen
class Noun:
    """The words of the noun and of what was said of it, and the products that share the noun."""

    told: tuple[Token, ...]
    siblings: tuple[Product, ...]
    skus: tuple[str, ...]
    certainty: float


def of(
    mention: Mention, text: str, lookup: Lookup, *, whole: Mention | None = None, kind: Span | None = None
) -> Noun | None:
    """What the mention names, if that is clear, or else what the `whole` of it names; `kind` tells more of it."""
    for named in (mention, whole or mention):
        match = lookup.find(named.parts) if named.parts else Match("none", ())
        if match.status in ("one", "several") and not match.headless and match.strong:
            break
    else:
        return None
    own = lookup.siblings(named.parts)
    said = [token for span in mention.spans for token in _words(span, text, lookup)]
    # What was only heard alike no product states.
    told = [one for one in said if any(kinds.states(entry, one, lookup) for entry in own)]
    if not told or len(told) > _MOST_WORDS or len(own) < _FEWEST:
        return None
    number = run_variants.as_size(kind) if kind is not None else None
    if number is not None and any(kinds.states(entry, number, lookup) for entry in own):
        told = [number, *told]
    if not any(all(kinds.states(entry, one, lookup) for one in told) for entry in own):
        return None
    return Noun(tuple(told), tuple(own), match.skus, match.certainty)


def has_number(noun: Noun, item: Span, lookup: Lookup) -> bool:
    """Whether a product of the noun has the number, and is not sold by what it counts."""
    token = run_variants.as_size(item)
    if token is None or not run_variants.may_be_size(item.value.unit):
        return False
    return any(kinds.states(entry, token, lookup) for entry in noun.siblings)


def has_size(noun: Noun, item: Span, lookup: Lookup) -> bool:
    """Whether the number measures a size of the noun's products, none of which is counted by that measure: cord 3mm white."""
    unit: str | None = item.value.unit
    if unit is None or not units.measures(unit) or not has_number(noun, item, lookup):
        return False
    goods = [entry.product for entry in noun.siblings]
    return all(units.resolve(unit, one.units, one.base_unit).multiplier != 1 for one in goods)


def variants(noun: Noun, names: Sequence[Item], text: str, lookup: Lookup) -> Iterator[Kind]:
    """The kind that each of the names is; a later one has what was said of those before and what it does not replace."""
    told = list(noun.told)
    before: list[Token] = []
    last: list[Token] = []
    for name in names:
        own = _told(name, text, lookup)
        groups = {group for one in own if (group := run_variants.group(one))}
        before += [one for one in told if "number" in groups and run_variants.group(one) == "number"]
        kept = [one for one in told if run_variants.group(one) not in groups]
        told = [*kept, *own]
        if last and not _any_has(noun, told, lookup):
            # The wide ones 15, thin 15: whatever it is called, it stands in place of the variant before.
            other = [*(one for one in kept if one not in last), *own]
            told = other if _any_has(noun, other, lookup) else told
        last = own
        yield _kind(noun, told, before, lookup)


def _any_has(noun: Noun, told: Sequence[Token], lookup: Lookup) -> bool:
    return any(all(kinds.states(entry, one, lookup) for one in told) for entry in noun.siblings)


def _told(item: Item, text: str, lookup: Lookup) -> list[Token]:
    if isinstance(item, Span):
        token = _measured(item, text, lookup) or run_variants.as_size(item)
        return [token] if token is not None else []
    found: list[Token] = []
    for span in item.spans:
        said = text[span.start : span.end]
        if run_variants.is_lettered(said) or (traits.of(said) and said.isascii()):
            found.append(Token(Part(span.start, span.end, "word", run_variants.plain(said))))
        else:
            found += _words(span, text, lookup)
    return found


def _measured(item: Span, text: str, lookup: Lookup) -> Token | None:
    """The size that a number with its measure is, where products have it: 4寸, which is no other 4."""
    if item.value.unit is None or not units.measures(item.value.unit):
        return None
    found = [part.moved(item.start) for part in parts(text[item.start : item.end])]
    known = len(found) == 1 and found[0].kind == "spec" and lookup.catalog.knows("=" + found[0].key)
    return Token(found[0]) if known else None


def _words(span: Span, text: str, lookup: Lookup) -> list[Token]:
    """What a span says."""
    return [token for token in kinds.tokens([Mention([span])], text, lookup) or [] if not token.empty]


def _kind(noun: Noun, told: Sequence[Token], before: Sequence[Token], lookup: Lookup) -> Kind:
    """The product of the noun that has all that is told; none where the variant is no product's. Of several the one
    that shares most numbers with what was named `before` (no. 5 of 60cm 10, of 40cm 20)."""
    phrase = tuple(kinds.phrase(sorted(told, key=lambda one: one.part.start)))
    fits = [entry for entry in noun.siblings if all(kinds.states(entry, one, lookup) for one in told)]
    if len(fits) > 1 and before:
        shared = [sum(kinds.states(entry, one, lookup) for one in before) for entry in fits]
        fits = [entry for entry, many in zip(fits, shared, strict=True) if many == max(shared)]
    skus = tuple(entry.product.sku for entry in fits)
    if not skus:
        return Kind(Match("none", noun.skus[:_MOST_NEAR], 1.0, (), kinds.RULE, strong=True), phrase)
    status: products.Status = "one" if len(skus) == 1 else "several"
    return Kind(Match(status, skus, noun.certainty, (), kinds.RULE, strong=True), phrase)
