"""What is said of a line behind it: more of what it is, which of several it is, which it is not."""

import re
from dataclasses import replace

from parsers import corrected, narrowing, products, refusals, roles, units
from parsers.catalog_entry import COUNTS
from parsers.clauses import Mention, Sentence
from parsers.drafts import Draft
from parsers.foregoing import Foregoing
from parsers.spans import Span

_CHANGES = frozenset({"swap", "set"})
# What may stand between a counted line and words that tell which one is meant, how sure that is, and what adds another.
_TO_WHICH, _TOLD_APART = frozenset({"break", "fill", "glue", "take", "marker"}), 0.9
_ON_TOP = frozenset({"also", "more", "separator"})
_MEASURES = r"(?:[mk]?g|[mc]?l|[mck]?m|w|inch|oz|lbs?|克|公斤|千克|斤|毫?升|[厘毫]?米|瓦|寸)(?![a-z])"
_REFUSING = _TO_WHICH | roles.EXCLUDES


def elaborates(draft: Draft, sentence: Sentence, so_far: Foregoing) -> bool:
    """Whether the mention only says more of the line before (…，304不锈钢，…; inner tubes 30, the ones with a long valve)."""
    last = so_far.last
    if last is None or last.role == "excluded" or (_CHANGES | roles.EXCLUDES) & draft.cues.keys():
        return False
    if last.amount is not None and _says_which(draft, last, sentence, so_far):
        last.end = draft.end
        return True
    if not draft.headless or (last.amount is not None and last.match.status != "several"):
        return False
    if draft.gaps and all(len(part.key) == 1 for part in draft.phrase):
        # 二年级: a character of another word, which tells nothing of the line.
        return so_far.lookup.find([*last.phrase, *draft.phrase]).status in ("one", "several")
    if not narrowing.by_words(last, draft.phrase, so_far.catalog):
        return False
    last.end = draft.end
    return True


def describes(draft: Draft, sentence: Sentence, so_far: Foregoing) -> bool:
    """Whether a number and its noun behind a counted code in the same sentence only say what that is (300 tubs of AB-50, 50 pc blocks,
    at 3.40): the price told there is the line's."""
    last = so_far.last
    if last is None or last.role != "line" or last.amount is None or last.match.rule != "sku":
        return False
    if last.start < sentence.items[0].start or last.match.status != "one":
        return False
    if last.match.skus[0] not in draft.match.skus or (_ON_TOP | corrected.UNSURE) & draft.cues.keys():
        return False
    entry = so_far.catalog.entry(last.match.skus[0])
    exact = draft.amount.value.exact if draft.amount is not None else None
    if entry is None or (draft.amount is None and draft.cues.keys() - {"fill", "glue"}):
        return False
    if draft.amount is not None and (exact is None or f"{exact.normalize():f}" not in entry.numbers):
        return False
    if draft.amount is not None and (
        draft.amount.value.unit is None or _sold_by(draft.amount, last, so_far) or _to_a_place(sentence)
    ):
        # 10桶，5桶菜油: so many more of it, perhaps for another place.
        return False
    last.money = last.money or draft.money
    return True


def _sold_by(amount: Span, line: Draft, so_far: Foregoing) -> bool:
    """Whether the amount is counted as the line is, or in a unit in which its product is sold."""
    product = so_far.catalog.get(line.match.skus[0])
    sold = {line.amount.value.unit} if line.amount is not None else set()
    if product is not None:
        sold |= {product.base_unit, product.default_unit, *product.units}
    kinds = {units.named(unit) or unit for unit in sold if unit}
    counted = units.named(amount.value.unit)
    if counted is None or counted in kinds or counted.kind == "container":
        return True
    # 250 pcs of what is called 250g are so many of it.
    said = f"{product.name} {product.name_en} {product.spec}".lower() if product is not None else ""
    number = f"{amount.value.exact.normalize():f}"
    return counted.kind in COUNTS and re.search(rf"(?<![\d.]){number} ?{_MEASURES}", said) is not None


def _to_a_place(sentence: Sentence) -> bool:
    return any(isinstance(one, Span) and one.label in refusals.PLACES for one in sentence.items)


def _says_which(draft: Draft, last: Draft, sentence: Sentence, so_far: Foregoing) -> bool:
    """Whether the mention behind a counted line tells which of its products is meant, and let it: some of those that are
    possible, or another of the same noun that has all of both."""
    end = max(last.end, last.amount.end if last.amount is not None else 0)
    between = [item for item in sentence.items if end <= item.start < item.end <= draft.start]
    spans = [item for item in between if isinstance(item, Span)]
    told = len(spans) == len(between) and all(one.label in _TO_WHICH for one in spans)
    if not told or last.start < sentence.items[0].start or (corrected.UNSURE | _ON_TOP) & draft.cues.keys():
        return False
    joined = so_far.lookup.find([*last.phrase, *draft.phrase])
    if last.match.status in ("several", "near"):
        fits = products.find(draft.phrase, so_far.catalog, among=last.match.skus)
        if fits.status not in ("one", "several") or len(fits.skus) >= len(last.match.skus):
            return False
        sure = min(_TOLD_APART, fits.certainty)
        last.match = replace(last.match, status=fits.status, skus=fits.skus, certainty=sure, unexplained=())
        return True
    other = joined.status == "one" and last.match.status == "one" and joined.skus != last.match.skus
    if other and draft.headless and not joined.unexplained and so_far.lookup.kin(joined, last.match):
        last.match = replace(joined, certainty=min(joined.certainty, _TOLD_APART))
        return True
    return False


def rule_out(draft: Draft, sentence: Sentence, so_far: Foregoing) -> None:
    """Take what is refused right behind a counted line from the products that it may mean (30 tents, not the heated ones)."""
    last = so_far.last
    if (
        last is None
        or last.role != "line"
        or last.amount is None
        or last.match.status not in ("several", "near")
    ):
        return
    end = max(last.end, last.amount.end)
    between = [item for item in sentence.items if end <= item.start and item.end <= draft.start]
    told = all(not one.spans if isinstance(one, Mention) else one.label in _REFUSING for one in between)
    fits = tuple(sku for sku in last.match.skus if sku not in draft.match.skus)
    if not told or last.start < sentence.items[0].start or not 0 < len(fits) < len(last.match.skus):
        return
    status: products.Status = "one" if len(fits) == 1 else "several"
    sure = min(_TOLD_APART, draft.match.certainty)
    last.match = replace(last.match, status=status, skus=fits, certainty=sure, unexplained=())
