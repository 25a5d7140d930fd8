"""Which lines of a pending order a clause of an answer names."""

import re

from parsers import answer_products, variants
from parsers.change_names import Named
from parsers.changewords import Clause
from parsers.parts import attribute_words
from parsers.questions import Questions

# What calls for one of a kind.
_A_KIND, _KIND_BEHIND = (
    re.compile(
        r"(?:^|[^需不])(?:要|来|拿|用|给我|选).{1,8}(?:那|这)?(?:[款种个]|的(?![㐀-鿿]))|\bones? (?:please|pls|it is)\b"
    ),
    12,
)


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
        said = asked.words(token)
        if said in offered or any(said == unit * (len(said) // len(unit)) for unit in offered):
            # 箱, 箱箱箱！
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


def wants_a_kind(asked: Questions, clause: Clause) -> bool:
    """Whether it wants one of what was offered by words that we do not know: 要结实那款, the bright one please."""
    offered = any(name == "sku" and asked.candidates(place) for place, name in asked.flags)
    names = [token for token in clause.of("name") if token.parts or token.gaps]
    if not offered or clause.of("amount") or not names:
        return False
    said = asked.annotated.lowered[clause.start : clause.end + _KIND_BEHIND]
    return _A_KIND.search(said) is not None and not lines(asked, clause)
