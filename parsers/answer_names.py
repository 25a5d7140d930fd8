"""Which lines of a pending order a clause of an answer names."""

from parsers import answer_products, variants
from parsers.change_names import Named
from parsers.changewords import Clause
from parsers.parts import attribute_words
from parsers.questions import Questions


def lines(asked: Questions, clause: Clause) -> set[int]:
    """The lines that the clause names."""
    found: set[int] = set()
    offered = {
        unit.lower()
        for place, _ in asked.flags
        if (product := asked.catalog.get(asked.order.before[place].sku or "")) is not None
        for unit in (product.base_unit, *product.units)
    }
    for token in clause.of("name"):
        if asked.words(token) in offered:
            continue
        named = asked.order.names.named_by(token)
        found |= set(named.places) if named.known or named.match.strong else set()
        for place, line in enumerate(asked.order.before):
            candidates = asked.candidates(place)
            if line.sku is None and candidates and answer_products.noun(token, candidates):
                found.add(place)
        found |= _written(asked, named)
    return found


def _written(asked: Questions, named: Named) -> set[int]:
    """The one line in whose product's writing the attribute stands: 生的 of two that are 生 and 熟, though no list of ours
    holds it, and 小的 of a small one and a large one."""
    attributes = named.token.parts and all(part.key in attribute_words() for part in named.token.parts)
    if named.places or not (attributes or asked.order.names.mere(named)):
        return set()
    entries = {
        place: entry
        for place, line in enumerate(asked.order.before)
        if line.sku and (entry := asked.catalog.entry(line.sku))
    }
    told = variants.told_by(asked.words(named.token), list(entries.values()))
    places = {place for place, entry in entries.items() if entry.product.sku in told}
    return places if len(places) == 1 else set()
