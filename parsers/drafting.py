"""The draft of an entry: what it names, narrowed and doubted by all that stands beside it, and how much of it."""

import re
from collections.abc import Sequence
from decimal import Decimal

from parsers import (
    doubts,
    forewords,
    kinds,
    makes,
    meantfor,
    narrowing,
    otherthings,
    phrases,
    products,
    sizes,
    traits,
    units,
)
from parsers.clauses import Mention, Sentence, is_amount
from parsers.drafts import DOUBTFUL, Draft
from parsers.entries import Entry
from parsers.foregoing import Foregoing
from parsers.parts import Part
from parsers.products import Match
from parsers.reading import Product
from parsers.spans import Span

# A bare number with cents is rather a price: 3.00/100.
_PRICE = re.compile(r"\d{1,6}\.\d{2}")
# What stands between two things that are listed.
_PARTS_LIST = frozenset({"break", "separator"})


def draft(
    entry: Entry, cues: dict[str, Span], sentence: Sentence, opening: Entry | None, so_far: Foregoing
) -> Draft:
    """The draft of an entry that names something. `opening` is the entry before it in its sentence."""
    gaps = [gap for mention in entry.mentions for gap in mention.gaps]
    if entry.match.status in ("one", "several"):
        # 普通X9: the plain one, as the usual and the good ones, is of no other kind.
        gaps = [
            gap
            for gap in gaps
            if so_far.text[gap.start : gap.end] not in phrases.words("described", "praising")
        ]
    match, gaps = _match(entry, gaps, sentence, opening, so_far)
    match, gaps, begins = forewords.without(entry, match, gaps, cues, so_far.text, so_far.lookup)
    phrase = [part for part in entry.phrase if part.start >= (begins or 0)]
    places = [*(m.start for m in entry.mentions), *(part.start for part in entry.phrase)]
    ends = [*(m.end for m in entry.mentions), *(part.end for part in entry.phrase)]
    # Places of a list (items 2 and 5, 20 each) have no words of their own.
    said = sentence.items[entry.first]
    start, end = begins or min(places, default=said.start), max(ends, default=said.end)
    unit = entry.amount.value.unit if entry.amount is not None else None
    if unit is not None:
        # Connector pair, 200 pairs: the word is what it is counted by.
        gaps = [gap for gap in gaps if not _same_unit(so_far.text[gap.start : gap.end], unit)]
    # A size that is a part of the name stands for itself: 0.4的够了.
    gaps = [gap for gap in gaps if not any(part.start <= gap.start < part.end for part in phrase)]
    thing = meantfor.words(entry, sentence, so_far.text)
    if thing is not None:
        match, start = Match("none", match.skus, rule=products.ANOTHER_THING), min(start, thing.start)
    made = Draft(phrase, start, end, match, cues=cues, gaps=gaps)
    made.amount, made.second, made.money = entry.amount, entry.second, entry.money
    if made.second is not None and _tells_pack(made, so_far):
        made.second = None
    if made.amount is not None and made.amount.value.more:
        cues.setdefault("more", made.amount)
    made.proper = doubts.proper(entry, sentence, so_far.text)
    around = [*sentence.items[max(0, entry.first - 1) : entry.first], *sentence.items[entry.last + 1 :][:1]]
    made.listed = all(isinstance(item, Span) and item.label in _PARTS_LIST for item in around)
    if made.amount is not None and made.amount.label == "bare":
        made.amount = narrowing.unit_behind(so_far.text, made.amount, max(made.end, made.amount.end))
    if made.amount is not None and so_far.last is not None:
        made.match = narrowing.by_unit_before(made, so_far.last, so_far.text, so_far.lookup)
        made.amount = narrowing.unit_of_the_same(made, so_far.last, so_far.text, so_far.lookup)
    written = so_far.text[entry.amount.start : entry.amount.end] if entry.amount is not None else ""
    if (
        _PRICE.fullmatch(written)
        or (entry.doubtful and not _rowed(sentence, so_far))
        or "per" in cues
        or "condition" in cues
    ):
        # Per each of an unknown number; if there are none: which of both is wanted only the seller knows.
        made.certainty = DOUBTFUL
    return made


def _same_unit(word: str, unit: str) -> bool:
    meant = units.named(word)
    return meant is not None and meant == units.named(unit)


def _rowed(sentence: Sentence, so_far: Foregoing) -> bool:
    """Whether it is a row of a list whose row before is a line that ends in a mere number too: that is how many."""
    last = so_far.last
    if not sentence.whole_row or last is None or last.role != "line" or last.amount is None:
        return False
    between = so_far.text[last.amount.end : sentence.items[0].start]
    return last.amount.label == "bare" and last.amount.start >= last.end and between.strip(" ") == "\n"


def _tells_pack(draft: Draft, so_far: Foregoing) -> bool:
    """Whether the amount in brackets behind another is how many are in one that is counted: 20 packs (10 pcs inside)."""
    counted, held = draft.amount, draft.second
    if counted is None or held is None or so_far.text[counted.end : held.start].strip() not in ("(", "（"):
        return False
    goods = [product for sku in draft.match.skus if (product := so_far.catalog.get(sku)) is not None]
    sizes = [(_size(counted, product), _size(held, product)) for product in goods]
    return bool(sizes) and all(
        outer and inner and outer > inner and held.value.exact == outer / inner for outer, inner in sizes
    )


def _size(amount: Span, product: Product) -> Decimal | None:
    """How many base units of the product one of what the amount counts is, or None if that is not plain."""
    found = units.resolve(amount.value.unit or "", product.units, product.base_unit)
    if found.status != "found" or found.unit is None:
        return None
    return found.multiplier * product.units.get(found.unit, Decimal(1))


def _match(
    entry: Entry, gaps: list[Span], sentence: Sentence, opening: Entry | None, so_far: Foregoing
) -> tuple[Match, list[Span]]:
    """What the entry means where it stands, and those of the unexplained words beside its name that tell nothing."""
    text, lookup, catalog = so_far.text, so_far.lookup, so_far.catalog
    match = entry.match
    before = so_far.noun
    if match.headless and match.status != "none" and before and match.rule not in ("sku", kinds.RULE):
        match = _after(entry, before, so_far)
    match = narrowing.by_noun_before(entry, match, so_far.last, lookup)
    between = [gap for mention in entry.unknown for gap in mention.gaps]
    match, _ = narrowing.by_characters(match, between, text, catalog)
    if match.rule != kinds.RULE:
        beside = [*gaps, *between, *_before(sentence, entry), *_behind(sentence, entry)]
        said = [text[gap.start : gap.end] for gap in beside]
        match = narrowing.by_code(entry, match, lookup)
        match = narrowing.by_unit(entry, match, lookup)
        match = narrowing.by_one_of_its_size(entry, match, lookup)
        match = narrowing.by_model(entry, match, catalog)
        own = [text[gap.start : gap.end] for gap in gaps]
        match = narrowing.by_beginnings(match, said, catalog)
        if _points_back(sentence, entry) and before:
            match = narrowing.by_the_same(match, before, catalog)
        match = narrowing.by_size(match, own, catalog)
        match = narrowing.by_size(match, [*said, *narrowing.size_of_unit(entry)], catalog)
        if match.rule == products.BY_SIZE:
            gaps = [gap for gap in gaps if not _tells_apart(text[gap.start : gap.end])]
        match = narrowing.by_time(match, entry.phrase, _times(sentence, entry, text), lookup)
        match, gaps = narrowing.by_characters(match, gaps, text, catalog)
        match = match if gaps else narrowing.by_plainness(match, catalog)
        match = doubts.of_mere_sound(entry, match)
        match = otherthings.of_another_kind(entry, match, gaps)
        match = otherthings.of_another_word(entry, match, gaps, sentence, text, catalog)
        if match.rule != narrowing.CUT_SHORT:
            match = otherthings.of_another_noun(entry, match, sentence, text, catalog)
        match = doubts.of_words_before(entry, match, opening, text, lookup)
    match = makes.of_another_make(entry, match, sentence, catalog)
    match = doubts.of_a_mere_word(entry, match, sentence)
    match = doubts.of_the_whole(entry, match, text, lookup)
    match = makes.of_what_comes_with_it(entry, match, sentence, text, catalog)
    return makes.of_another_value(entry, match, text, catalog), gaps


def _after(entry: Entry, before: Sequence[Part], so_far: Foregoing) -> Match:
    """What an entry without a noun means behind the line before; a size that names a line of the message is that one."""
    match = products.find(entry.phrase, so_far.catalog, before=before)
    if match.rule == products.ANOTHER_THING and any(
        entry.match.skus == line.match.skus for line in so_far.block.drafts
    ):
        return entry.match
    return match


def _tells_apart(said: str) -> bool:
    return sizes.compares(said) or traits.briefly(said) is not None


def _times(sentence: Sentence, entry: Entry, text: str) -> list[str]:
    """What looks like a time among the entry's words, or right behind them."""
    near = sentence.items[entry.first : entry.last + 2]
    return [
        text[item.start : item.end]
        for item in near
        if isinstance(item, Span) and item.label in ("time", "clock")
    ]


def _points_back(sentence: Sentence, entry: Entry) -> bool:
    """Whether a word right before the name, or between it and its amount, says that it is of the kind of what was named before."""
    named = next(
        (place for place in range(entry.first, entry.last + 1) if isinstance(sentence.items[place], Mention)),
        0,
    )
    around = [*sentence.items[max(0, named - 1) : named], *sentence.items[named + 1 : entry.last + 1]]
    the_same = phrases.words("described", "the_same")
    return any(
        isinstance(word, Span) and isinstance(word.value, str) and word.value in the_same for word in around
    )


def _before(sentence: Sentence, entry: Entry) -> list[Span]:
    """Unexplained words before the entry that 的 joins to it (粗的黑吸管)."""
    joint, words = ([None, None, *list(sentence.items[: entry.first])])[-2:][::-1]
    joined = (
        isinstance(joint, Span) and joint.label == "glue" and joint.end == sentence.items[entry.first].start
    )
    return list(words.gaps) if joined and isinstance(words, Mention) and not words.spans else []


def _behind(sentence: Sentence, entry: Entry) -> list[Span]:
    """Unexplained words behind the entry with small words between (shampoo in the big bottle; shampoo, the big one)."""
    found: list[Span] = []
    comma = False
    for item in sentence.items[entry.last + 1 : entry.last + 6]:
        if isinstance(item, Span) and item.value in ("the", 1) and not found:
            comma |= item.label == "break"
            continue
        if isinstance(item, Mention) and not item.spans:
            found.extend(item.gaps)
        elif isinstance(item, Mention) or item.label not in ("fill", "glue"):
            # 粗的5盒，细的白色3盒: what is named or counted behind a comma has the words before it for itself.
            other = comma and (isinstance(item, Mention) or is_amount(item))
            return [] if other else found
    return found
