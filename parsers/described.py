"""What is said of a line behind its amount (10 tents, the red ones; 头灯20个 5W): a colour or a size that its product lacks
makes somebody look."""

import re
from collections.abc import Sequence

from parsers import comparing, othervalues, phrases, products, roles, traits
from parsers.catalog import Catalog
from parsers.catalog_entry import Entry as Product
from parsers.clauses import Item, Mention, Sentence, is_amount
from parsers.drafts import DOUBTFUL, Draft
from parsers.foregoing import Foregoing
from parsers.parts import Part, parts
from parsers.quantities import Amount
from parsers.sizes import compares, relates
from parsers.spans import Span
from parsers.units import MEASURES, named

_IDLE = frozenset({"fill", "glue", "take", "marker"})
# Behind a comma it is said of the line as well; a longer run of characters tells something else.
_MOST_BREAKS, _LONGEST, _LONGEST_RUN, _MOST_ITEMS = 1, 24, 4, 8
_JOINS = ("的", "嘅")
# What may stand between an amount and an attribute; an attribute that nobody knows is one word, in brackets or with 的.
_BEFORE_WORD, _LONGEST_WORD = _IDLE | {"break"}, 12
_OPENS, _CLOSES = "(（", ("）", ")")
_ATTRIBUTE_ENDS = re.compile(r"[的嘅](?:[，,。;；!！\s]|$)")
# So near a word that leaves out stands what is left out.
_NEAR = 2
# So many characters are a value with what it belongs to, and nothing else.
_SHORT = 3


def doubt(sentence: Sentence, first: int, so_far: Foregoing) -> None:
    """Let it tell on the sentence's lines, which are the drafts from `first` on."""
    drafts = so_far.block.drafts[first:]
    lines = [draft for draft in drafts if draft.role == "line" and draft.amount is not None]
    if len(lines) > 1 and _leaves_out(sentence, so_far.text):
        lines[-1].certainty = min(lines[-1].certainty, DOUBTFUL)
    for draft in lines:
        found = so_far.catalog.entry(draft.match.skus[0]) if draft.match.status == "one" else None
        if found is None:
            continue
        others = [one for one in drafts if one is not draft and one.role != "passing"]
        for start, end in _behind(sentence.items, draft, others, so_far.text):
            said = so_far.text[start:end]
            if draft.match.rule == products.BY_SIZE and compares(said):
                # The long ones, which it is.
                continue
            if lacks(said, found, so_far.catalog):
                draft.certainty = min(draft.certainty, DOUBTFUL)
        if _called_otherwise(sentence.items, draft, so_far.text):
            draft.certainty = min(draft.certainty, DOUBTFUL)


def _called_otherwise(items: Sequence[Item], draft: Draft, text: str) -> bool:
    """Whether behind the amount stands one unknown word as an attribute, in brackets or with 的: 5袋，要无核的; 5 bags (salted)."""
    amount = draft.amount
    if amount is None:
        return False
    behind = [item for item in items if item.start >= max(draft.end, amount.end)][:_MOST_ITEMS]
    breaks = 0
    for item in behind:
        if isinstance(item, Mention):
            said = text[item.start : item.end]
            if item.spans or len(said) > _LONGEST_WORD or " " in said:
                return False
            if text[item.start - 1] in _OPENS and text[item.end : item.end + 1] in _CLOSES:
                return True
            return _ATTRIBUTE_ENDS.match(text, item.end) is not None
        breaks += item.label == "break"
        if item.label not in _BEFORE_WORD or breaks > _MOST_BREAKS:
            return False
    return False


def _leaves_out(sentence: Sentence, text: str) -> bool:
    """Whether the small or the large one of what was named is not wanted (大的不要), which may be any of them."""
    for place, _ in sentence.cues(*roles.EXCLUDES):
        near = sentence.items[max(0, place - _NEAR) : place + _NEAR + 1]
        words = [item for item in near if isinstance(item, Mention)]
        if any(relates(text[item.start : item.end]) for item in words):
            return True
    return False


def lacks(said: str, product: Product, catalog: Catalog) -> bool:
    """Whether a few lower-cased words state a trait or a size, which the product has not."""
    if len(said) > _LONGEST:
        return False
    told = [part for part in parts(said) if _tells(part)]
    for part in told:
        compared = comparing.compare([part], product, catalog)
        if compared.doubted or (compared.ruled_out and part.kind == "spec"):
            return True
    return othervalues.differs(said, product.product)


def _tells(part: Part) -> bool:
    if part.kind == "spec":
        return any(character.isdigit() for character in part.key)
    if part.kind == "word":
        return traits.of(part.key) is not None
    if part.kind != "han" or len(part.key) > _LONGEST_RUN:
        return False
    found = traits.within(part.key)
    left = len(part.key.strip(_empty())) - sum(len(word) for _, _, word in found)
    return bool(found) and left <= 0


def _behind(items: Sequence[Item], draft: Draft, others: Sequence[Draft], text: str) -> list[tuple[int, int]]:
    """Where the words stand behind the line that only describe it: nothing else is told before the next pause."""
    amount = draft.amount
    if amount is None:
        return []
    found: list[tuple[int, int]] = []
    end = max(draft.end, amount.end)
    breaks = 0
    behind = [item for item in items if item.start >= end][:_MOST_ITEMS]
    begun: int | None = None
    for item in behind:
        if any(_holds(other, item) for other in others):
            # 粗的5盒，细的白色3盒: 的 joins the words to what stands behind them.
            joined = bool(found) and text[found[-1][1] : item.start].strip() in _JOINS
            return [] if not breaks or joined else found
        if isinstance(item, Span) and item.label == "break":
            breaks += 1
            if found or breaks > _MOST_BREAKS:
                return found
        elif isinstance(item, Mention) or _measures(item):
            start = begun if begun is not None and text[begun : item.end].isalnum() else item.start
            found.append((start, item.end))
            if not _describes(text[start : item.end]):
                return []
        elif item.label not in _IDLE:
            return []
        # 单|孔: one word, the first half of which may be heard as a small word.
        begun = item.start if isinstance(item, Span) and item.end - item.start == 1 else None
    return found


def _describes(said: str) -> bool:
    """Whether the words state traits and sizes, or only point to them (the 450 g ones)."""
    words = phrases.words("described", "pointing")
    if othervalues.values(said) and len(said.strip(_empty())) <= _SHORT:
        return True
    return all(_tells(part) or part.key in words or named(part.key) is not None for part in parts(said))


def _holds(draft: Draft, item: Item) -> bool:
    amount = draft.amount
    counted = amount is not None and amount.start <= item.start < amount.end
    return counted or draft.start <= item.start < draft.end


def _measures(item: Span) -> bool:
    """Whether it is an amount that may be a size."""
    value: Amount | None = item.value if is_amount(item) else None
    unit = named(value.unit) if value is not None and value.unit else None
    return unit is not None and unit.kind in MEASURES


def _empty() -> str:
    """The characters that stand beside a trait without meaning anything."""
    return "".join(phrases.words("described", "empty"))
