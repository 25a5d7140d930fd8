"""What leaves fewer of the products that a name may mean: what stands beside it, which also tells the unit of its amount,
and the order that it is about."""

import re
from collections.abc import Sequence
from dataclasses import replace

from parsers import comparing, elliptic, normalize, phrases, products, sizes, units
from parsers.catalog import Catalog
from parsers.catalog_entry import Entry as ProductEntry
from parsers.catalog_entry import shows
from parsers.drafts import Block, Draft
from parsers.entries import Entry
from parsers.lookup import Lookup
from parsers.parts import Part, parts
from parsers.products import Match
from parsers.quantities import Amount, with_unit
from parsers.reading import OrderContext, Product
from parsers.spans import Span

_HAN = re.compile(r"[㐀-鿿]+")
# Longer words are a name of their own; behind a colour or a size these say nothing.
_MOST_CHARACTERS, _EMPTY = 2, "色号码款的"
_OTHER_COLOUR = 0.6
_UNIT_BEHIND = re.compile(r" ?\(")
# A number of a model, and so many models of one are compared.
_CODE, _MOST_MODELS = re.compile(r"\d"), 6
CUT_SHORT = "cut short"
# The rule of a product that comes in what the line before counts, and how sure it is.
SOLD_SO, _SURE_OF_UNIT, _OF = "sold as the line before", 0.95, " of "
_SHORTEST_BEGINNING, _LATIN = 3, re.compile(r"[a-z]+")
# Of one product nobody says more than this.
_MOST_PARTS = 30


def by_code(entry: Entry, match: Match, lookup: Lookup) -> Match:
    """A match by code, or all that are possible where the words beside the code name other products."""
    product = lookup.catalog.entry(match.skus[0]) if match.rule == "sku" and entry.phrase else None
    if product is None:
        return match
    if comparing.compare(entry.phrase, product, lookup.catalog).doubted:
        # A code, and another colour than its product has.
        return replace(match, certainty=min(match.certainty, _OTHER_COLOUR))
    named = lookup.find(entry.phrase)
    if named.status not in ("one", "several") or not named.strong or match.skus[0] in named.skus:
        return match
    return replace(named, status="several", skus=(*match.skus, *named.skus))


def by_unit(entry: Entry, match: Match, lookup: Lookup) -> Match:
    """Of several products the one that is sold by the stated unit, where the others are not."""
    unit = entry.amount.value.unit if entry.amount is not None else None
    meant = units.named(unit) if unit else None
    if match.status != "several" or unit is None or unit in phrases.words("entries", "any_thing"):
        return match
    # What counts many things counts those that the catalog counts so: 6支 of rods, not of the cases on them.
    loose = meant is not None and meant.kind == "counter"
    fits = [
        sku
        for sku in match.skus
        if (product := lookup.catalog.get(sku)) is not None
        and (_counted_so(product, unit) if loose else lookup.has_unit(product, unit))
    ]
    if loose and not fits:
        # 支 of what comes in bottles, where none is counted by it.
        fits = [
            sku
            for sku in match.skus
            if (product := lookup.catalog.get(sku)) is not None
            and units.contains(unit, (product.base_unit, *product.units))
        ]
    return (
        replace(match, status="one", skus=tuple(fits), rule="sold by the unit") if len(fits) == 1 else match
    )


def by_one_of_its_size(entry: Entry, match: Match, lookup: Lookup) -> Match:
    """Of several products those that are one of the stated size, unless the unit is that of the others (330ml 5组)."""
    if match.status != "several":
        return match
    several = [found for sku in match.skus if (found := lookup.catalog.entry(sku)) is not None]
    kept = sizes.single(entry.phrase, several)
    if len(several) < len(match.skus) or len(kept) == len(several):
        return match
    unit = entry.amount.value.unit if entry.amount is not None else None
    sold = [one for one in several if unit is not None and lookup.has_unit(one.product, unit)]
    if sold and not any(one in kept for one in sold):
        kept = sold
    skus = tuple(one.product.sku for one in kept)
    return replace(match, status="one" if len(skus) == 1 else "several", skus=skus)


def _counted_so(product: Product, unit: str) -> bool:
    """Whether the catalog counts the product by the unit, in whichever language."""
    own = (product.base_unit, *product.units)
    return unit in own or (unit.isascii() and any(units.named(one) == units.named(unit) for one in own))


def by_size(match: Match, words: Sequence[str], catalog: Catalog) -> Match:
    """Of several products the small or the large one, where the words beside the name say so."""
    if match.status != "several" or not words:
        return match
    entries = [entry for sku in match.skus if (entry := catalog.entry(sku)) is not None]
    meant = sizes.relative(words, entries)
    if meant is None:
        return match
    return replace(match, status="one", skus=(meant.product.sku,), rule=products.BY_SIZE)


def by_plainness(match: Match, catalog: Catalog) -> Match:
    """Of several products the plain one, where the others are the same in a colour that nobody spoke of."""
    entries = [entry for sku in match.skus if (entry := catalog.entry(sku)) is not None]
    if match.status != "several" or len(entries) < 2:
        return match
    plain = [entry for entry in entries if not any(group == "colour" for group, _ in entry.traits)]
    if len(plain) != 1 or not all(_coloured(entry, plain[0]) for entry in entries if entry is not plain[0]):
        return match
    return replace(match, status="one", skus=(plain[0].product.sku,), rule="the plain one")


def by_model(entry: Entry, match: Match, catalog: Catalog) -> Match:
    """Of several models the one that is called by the stated code alone: X9 is no X9 Pro."""
    entries = [one for sku in match.skus if (one := catalog.entry(sku)) is not None]
    codes = {part.key for part in entry.phrase if _CODE.search(part.key)}
    if match.status != "several" or not 1 < len(entries) <= _MOST_MODELS or not codes:
        return match
    graded = [_grades(one) for one in entries]
    plain = [one for one, (_, grades) in zip(entries, graded, strict=True) if not grades]
    if len(plain) != 1:
        return match
    words = next(said for one, (said, _) in zip(entries, graded, strict=True) if one is plain[0])
    others = [one for one, (_, grades) in zip(entries, graded, strict=True) if grades]
    same = all(said <= words for said, grades in graded if grades)
    if (
        not same
        or not any(code in words for code in codes)
        or not all(_sizes(plain[0]) <= _sizes(o) for o in others)
    ):
        return match
    return replace(match, status="one", skus=(plain[0].product.sku,), rule="the plain model")


def _grades(entry: ProductEntry) -> tuple[frozenset[str], frozenset[str]]:
    """The words of a product's name without those that grade its model, and these."""
    name = f"{entry.product.name} {entry.product.name_en or ''}"
    said = frozenset(re.findall(r"[a-z0-9]+|[㐀-鿿]+", normalize.plain(name).lower()))
    grades = said & phrases.words("described", "grades")
    return said - grades, grades


def _coloured(entry: ProductEntry, plain: ProductEntry) -> bool:
    """Whether the product is the plain one in a colour: it has all the words of its name and all its sizes."""
    more = {group for group, _ in entry.traits - plain.traits}
    words = plain.words <= entry.words or _named_within(entry, plain)
    same = entry.product.category == plain.product.category and words
    return same and "colour" in more <= {"colour", "shade"} and _sizes(plain) <= _sizes(entry)


def _named_within(entry: ProductEntry, plain: ProductEntry) -> bool:
    """Whether the Chinese name of the product holds that of the plain one: 彩色复印纸 that of 复印纸."""
    name, other = (normalize.plain(one.product.name) for one in (entry, plain))
    runs = _HAN.findall(other)
    return bool(runs) and all(run in name for run in runs)


def _sizes(entry: ProductEntry) -> set[str]:
    return {
        part.key for part in parts(normalize.plain(entry.product.name)) if part.kind in ("spec", "number")
    }


def by_characters(
    match: Match, gaps: Sequence[Span], text: str, catalog: Catalog
) -> tuple[Match, list[Span]]:
    """Of several products those that have the odd characters beside the name (府绸白), and the gaps that tell nothing."""
    if match.status != "several":
        return match, list(gaps)
    left: list[Span] = []
    for gap in gaps:
        said = text[gap.start : gap.end].rstrip(_EMPTY)
        entries = [entry for sku in match.skus if (entry := catalog.entry(sku)) is not None]
        fits = [entry for entry in entries if said and shows(entry, said)]
        if len(said) > _MOST_CHARACTERS or not _HAN.fullmatch(said) or not 0 < len(fits) < len(entries):
            left.append(gap)
            continue
        skus = tuple(entry.product.sku for entry in fits)
        match = replace(match, status="one" if len(skus) == 1 else "several", skus=skus, rule="by characters")
    return match, left


def by_beginnings(match: Match, words: Sequence[str], catalog: Catalog) -> Match:
    """Of several products those that have a word which `words` beside the name cut short (a bouquet mix, of mixed)."""
    cut = [word for word in words if len(word) >= _SHORTEST_BEGINNING and word.isascii() and word.isalpha()]
    if match.status != "several" or not cut:
        return match
    entries = [entry for sku in match.skus if (entry := catalog.entry(sku)) is not None]
    fits = [
        entry.product.sku
        for entry in entries
        if all(any(known.startswith(word) for known in _latin(entry)) for word in cut)
    ]
    if not 0 < len(fits) < len(entries):
        return match
    return replace(match, status="one" if len(fits) == 1 else "several", skus=tuple(fits), rule=CUT_SHORT)


def _latin(entry: ProductEntry) -> list[str]:
    names = (entry.product.name, entry.product.name_en or "", *entry.product.aliases)
    return [word for name in names for word in _LATIN.findall(normalize.plain(name).lower())]


def by_time(match: Match, phrase: Sequence[Part], said: Sequence[str], lookup: Lookup) -> Match:
    """Of several products the one with the numbers of what looks like a time: tea lights of 8 hours."""
    stated = [part for one in said for part in parts(one) if part.kind in ("spec", "number")]
    if match.status != "several" or not stated:
        return match
    told = lookup.find([*phrase, *stated])
    fits = tuple(sku for sku in told.skus if sku in match.skus)
    if told.status != "one" or not fits or not lookup.states(told, stated[0]):
        return match
    return replace(match, status="one", skus=fits, rule="of that time")


def by_the_same(match: Match, before: Sequence[Part], catalog: Catalog) -> Match:
    """Of several products those that have most in common with what was named before: napkins white 33cm, the same in red."""
    if match.status != "several" or not before:
        return match
    entries = [entry for sku in match.skus if (entry := catalog.entry(sku)) is not None]
    losses = [one.loss for one in comparing.compared(before, entries, catalog)]
    fits = [entry.product.sku for entry, loss in zip(entries, losses, strict=True) if loss == min(losses)]
    if len(fits) == len(entries):
        return match
    return replace(match, status="one" if len(fits) == 1 else "several", skus=tuple(fits), rule="of the same")


def by_words(draft: Draft, phrase: Sequence[Part], catalog: Catalog) -> bool:
    """Let the phrase say more of the draft's product, if there is one that has all of it; whether there is."""
    if len(draft.phrase) > _MOST_PARTS:
        return False
    joined = products.find([*draft.phrase, *phrase], catalog)
    if joined.status not in ("one", "several") or (
        draft.match.status == "one" and joined.status == "several"
    ):
        return False
    draft.phrase, draft.match = [*draft.phrase, *phrase], joined
    return True


def by_order(block: Block, order: OrderContext) -> None:
    """What fits several products is the one of them that the order has."""
    inside = {line.sku for line in order.lines}
    for draft in block.drafts:
        fits = [sku for sku in draft.match.skus if sku in inside]
        if draft.match.status in ("several", "near") and len(fits) == 1:
            draft.match = replace(draft.match, status="one", skus=(fits[0],))


def size_of_unit(entry: Entry) -> list[str]:
    """大 of 两大瓶: what the amount's unit says of the product's size."""
    unit = entry.amount.value.unit if entry.amount is not None else None
    written = str(unit or "")
    return [written[0]] if written[:1] in ("大", "小") and len(written) > 1 else []


def unit_behind(text: str, amount: Span, end: int) -> Span:
    """The amount with the unit that stands behind the product (500 bulbs H7 (pcs))."""
    opening = _UNIT_BEHIND.match(text, end)
    found = units.at(text, opening.end()) if opening else None
    if opening is None or found is None:
        return amount
    value: Amount = amount.value
    return replace(amount, value=Amount(value.number, text[opening.end() : found[0]].strip()))


def by_unit_before(draft: Draft, last: Draft, text: str, lookup: Lookup) -> Match:
    """Of several products the one that comes in what the line before counts, where the draft's own number leaves it out
    (4 kegs of lager, 2 of the stout)."""
    amount, match = draft.amount, draft.match
    unit = last.amount.value.unit if last.amount is not None and last.role == "line" else None
    meant = units.named(unit) if unit else None
    if match.status != "several" or amount is None or amount.label != "bare" or meant is None:
        return match
    if unit is None or meant.kind != "container" or not text.startswith(_OF, amount.end):
        return match
    products = [product for sku in match.skus if (product := lookup.catalog.get(sku)) is not None]
    sold = [(one.sku, units.resolve(unit, one.units, one.base_unit)) for one in products]
    sure = max((found.certainty for _, found in sold if found.status == "found"), default=0.0)
    fits = [sku for sku, found in sold if found.status == "found" and found.certainty == sure]
    if len(fits) != 1:
        return match
    return replace(
        match, status="one", skus=tuple(fits), certainty=min(match.certainty, _SURE_OF_UNIT), rule=SOLD_SO
    )


def by_noun_before(entry: Entry, match: Match, last: Draft | None, lookup: Lookup) -> Match:
    """The match, surer where the name is cut short of the noun that the line before has: 高筋粉3袋，低筋2袋."""
    found = lookup.catalog.entry(match.skus[0]) if match.status == "one" and match.rule == "parts" else None
    if found is None or last is None or last.role != "line" or match.unexplained:
        return match
    if not products.cut_short(entry.phrase, found) or not lookup.kin(match, last.match):
        return match
    return replace(match, certainty=max(match.certainty, _SURE_OF_UNIT))


def unit_of_the_same(draft: Draft, last: Draft, text: str, lookup: Lookup) -> Span | None:
    """The draft's amount, with the unit of the line before where it leaves both noun and unit to that one (6 tins of glue,
    then 4 of varnish). What stands in no such place and may be sold by several units is asked: 红的6箱，蓝的要40."""
    amount = draft.amount
    if amount is None or amount.label != "bare" or last.amount is None:
        return amount
    if draft.match.rule != SOLD_SO and not elliptic.leaves_noun(
        draft.phrase, draft.match, last.match, lookup
    ):
        return amount
    product = lookup.catalog.get(draft.match.skus[0]) if draft.match.status == "one" else None
    if (
        product is not None
        and not product.default_unit
        and product.units
        and not text.startswith(_OF, amount.end)
    ):
        return amount
    unit = last.amount.value.unit
    return with_unit(amount, last.amount) if unit is None or lookup.sold_by(unit, draft.match) else amount
