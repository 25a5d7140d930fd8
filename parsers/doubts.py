"""What tells that a phrase is not surely the product it comes to, or names none: a mere word or sound of a name, a size that
belongs to more."""

import re
from collections.abc import Sequence
from dataclasses import replace

from parsers import kinds, phrases, products, traits, writings
from parsers.clauses import Item, Mention, Sentence, is_amount
from parsers.drafts import Draft
from parsers.entries import Entry
from parsers.lookup import Lookup
from parsers.naming import COMPLETED
from parsers.otherthings import OTHER_NOUN
from parsers.parts import Part, parts
from parsers.products import Match

_NUMERAL = re.compile(r"[0-9一二两三四五六七八九十百千半几]")
_LONGEST_NAME = 60
# A code begins with its letters; so many products are asked for theirs.
_CODE, _MOST_ASKED = re.compile(r"([a-z]{1,4})\d"), 8
# A participle behind these tells a state; the other words stand before any noun.
_STATE, _NEAR_STATE = re.compile(r"\b(?:is|are|was|were|be|been|being|gets?|got)(?: \w+ly)? $"), 24
_GRAMMAR = frozenset(
    {"all", "each", "every", "both", "any", "some", "other", "another", "same", "such", "own"}
)
# What is heard alike is more than a chance from so many characters on.
_SHORTEST_HEARD = 2
# What may stand between two pieces of one name.
_TOUCHES = re.compile(r" ?|的|[㐀-鿿]")
# And between a name and the size in which it is wanted.
_GOES_ON = re.compile(r"[,，:：\s]{0,3}(?:要|来|拿|给我|[xX]|的)?\s?")
# The rules of matches that other words do not touch.
_TOLD = frozenset({"sku", COMPLETED, kinds.RULE})


def of_mere_sound(entry: Entry, match: Match) -> Match:
    """The match, or none where two characters that are only heard alike stand beside others that are unknown."""
    spans = [span for mention in entry.mentions for span in mention.spans]
    if len(spans) != 1 or spans[0].label != "heard" or spans[0].end - spans[0].start > _SHORTEST_HEARD:
        return match
    touching = [gap for mention in entry.mentions for gap in mention.gaps]
    if any(gap.end == spans[0].start or gap.start == spans[0].end for gap in touching):
        return replace(match, status="none", skus=())
    return match


def of_words_before(entry: Entry, match: Match, before: Entry | None, text: str, lookup: Lookup) -> Match:
    """The match, or what it comes to with the words right before it, where one of both names no noun and they were parted
    because no product has all of it (加厚薄膜 25mm, 8寸 粉色蛋糕盒)."""
    if before is None or before.amount is not None or not before.phrase or match.rule in _TOLD:
        return match
    if not entry.phrase:
        return match
    touches = _GOES_ON if entry.match.headless else _TOUCHES
    if _another_code(before.phrase, match, lookup) and touches.fullmatch(
        text, max(part.end for part in before.phrase), min(part.start for part in entry.phrase)
    ):
        # K32 18L, where K46 is sold in drums of that size; 油漆X7，要18升的.
        return replace(match, status="none", rule=products.ANOTHER_THING, certainty=1.0)
    if not (entry.match.headless or before.match.headless):
        return match
    weak = not before.match.strong and not any(
        traits.of(part.key) or traits.within(part.key) for part in before.phrase
    )
    end, start = max(part.end for part in before.phrase), min(part.start for part in entry.phrase)
    between = text[end:start].strip()
    if (
        between
        and entry.match.headless
        and all(part.kind == "spec" for part in entry.phrase)
        and any(
            gap.start == end and text[gap.start : gap.end] == between
            for one in before.mentions
            for gap in one.gaps
        )
    ):
        # 过滤器 800L: the size is that of a noun of which we know but a part.
        return replace(match, certainty=min(match.certainty, OTHER_NOUN))
    if weak or before.match.rule in _TOLD or end > start or not _TOUCHES.fullmatch(text, end, start):
        return match
    measured = [
        {part.key.lstrip("0123456789.") for part in phrase if part.kind == "spec"}
        for phrase in (before.phrase, entry.phrase)
    ]
    if measured[0] & measured[1]:
        # 30cm的锅盖要24cm: two sizes are two things.
        return match
    joined = lookup.find([*before.phrase, *entry.phrase])
    return joined if joined.status not in ("one", "several") else match


def _another_code(phrase: Sequence[Part], match: Match, lookup: Lookup) -> bool:
    """Whether the phrase ends in a code that no product has, and the products meant have others that begin with its letters."""
    last = phrase[-1]
    code = _CODE.match(last.key) if last.kind == "spec" else None
    if code is None or lookup.catalog.knows("=" + last.key):
        return False
    named = [one for sku in match.skus[:_MOST_ASKED] if (one := lookup.catalog.entry(sku)) is not None]
    letters = code[1]
    return bool(named) and all(
        any((own := _CODE.match(key)) is not None and own[1] == letters for key in one.keys) for one in named
    )


def of_a_mere_word(entry: Entry, match: Match, sentence: Sentence) -> Match:
    """The match, or a less sure one where a mere word of its name (bottle) stands among other words, which hold the noun."""
    if match.status != "one" or match.rule != "parts" or not match.headless or match.strong:
        return match
    beside = [sentence.items[place] for place in (entry.first - 1,) if place >= 0]
    behind = list(sentence.items[entry.last + 1 : entry.last + 3])
    if not begins_another(entry, behind):
        beside += behind[:1]
    if any(isinstance(item, Mention) for item in (*beside, *entry.unknown)):
        return replace(match, certainty=min(match.certainty, OTHER_NOUN))
    return match


def begins_another(entry: Entry, behind: Sequence[Item]) -> bool:
    """Whether what stands behind has an amount of its own, as the entry has before it: 盐10箱 酱油3箱."""
    amount = entry.amount
    if amount is None or len(behind) < 2 or not isinstance(behind[0], Mention) or not is_amount(behind[1]):
        return False
    return bool(behind[0].spans) and max(part.end for part in entry.phrase) <= amount.start < behind[0].start


def of_the_whole(entry: Entry, match: Match, text: str, lookup: Lookup) -> Match:
    """The match, or that of all the words where it stands: a size among them that was read as an amount tells, too."""
    if match.status not in ("one", "several") or match.rule in _TOLD or not entry.mentions:
        return match
    if match.rule == products.INHERITED:
        return match
    start, end = min(one.start for one in entry.mentions), max(one.end for one in entry.mentions)
    # 20公分的盆: the size before the name is of it.
    start = min(start, min((part.start for part in entry.phrase), default=start))
    end = max(end, max((part.end for part in entry.phrase), default=end))
    amount = entry.amount
    if end - start > _LONGEST_NAME or (amount is not None and start <= amount.start < end):
        return match
    if any(part.kind == "lacks" for part in entry.phrase):
        return match
    words = writings.tens_in_digits(text[start:end], lookup.catalog)
    whole = lookup.find([part.moved(start) for part in parts(words)])
    if whole.status != "one" or whole.unexplained or match.skus == whole.skus:
        return match
    if match.status == "several" and whole.skus[0] in match.skus and whole.rule == "name":
        return whole
    if match.status == "one":
        return (
            whole if whole.rule == "name" else replace(match, status="several", skus=match.skus + whole.skus)
        )
    return match


def proper(entry: Entry, sentence: Sentence, text: str) -> bool:
    """Whether it rather names nothing: unknown words touch the mention, or stand directly before an English one; or it is a
    word of grammar: all goods, the gate is closed; or it tells only what sort of goods the list is of: 厨房用品, garden supplies."""
    if entry.amount is None and entry.phrase and entry.match.status == "several":
        end = max(part.end for part in entry.phrase)
        if phrases.book("entries")["sort_of_goods"].pattern.match(text, end):
            return True
    if len(entry.phrase) == 1 and entry.phrase[0].kind == "word":
        word = entry.phrase[0]
        state = word.key.endswith("ed") and _STATE.search(text[max(0, word.start - _NEAR_STATE) : word.start])
        if state or word.key in _GRAMMAR:
            return True
    gaps = [gap for mention in entry.mentions for gap in mention.gaps]
    if gaps:
        # What may be a number beside a product is never just a name.
        return not any(_NUMERAL.search(text, gap.start, gap.end) for gap in gaps)
    before = sentence.items[entry.first - 1] if entry.first else None
    return (
        isinstance(before, Mention)
        and not before.spans
        and sentence.items[entry.first].start - before.end == 1
    )


def states_words(entry: Entry, draft: Draft) -> bool:
    """Whether an unknown product is named by words at all, not by a size alone."""
    return (
        bool(draft.gaps)
        or any(part.kind in ("word", "han", "has") and len(part.key) > 1 for part in entry.phrase)
        or any(part.kind == "spec" and not part.key[:1].isdigit() for part in entry.phrase)
    )


def hardly(draft: Draft) -> bool:
    """A word that merely occurs in some names, beside a bare number (90 is right)."""
    inherited = draft.match.rule in (products.INHERITED, products.ANOTHER_THING)
    return (
        not draft.match.strong and not inherited and draft.amount is not None and draft.amount.label == "bare"
    )
