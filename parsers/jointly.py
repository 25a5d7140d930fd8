"""What a sentence says of several of its lines together: what they all are, each so many, one or the other, some for free."""

from parsers import headed, narrowing, products, shared
from parsers.clauses import Mention, Sentence, is_amount
from parsers.drafts import DOUBTFUL, Draft
from parsers.foregoing import Foregoing
from parsers.parts import Part
from parsers.spans import Span

_DIGITS = frozenset("0123456789")
_TOO = "都"


def settle(sentence: Sentence, first: int, so_far: Foregoing) -> None:
    """Let the sentence's cues tell on the drafts of the block; `first`: where those of the sentence begin."""
    for _, cue in sentence.cues("all"):
        if isinstance(cue.value, list) and cue.rule != headed.RULE:
            _narrow_all(cue.value, cue, first, so_far)
    for place, _ in sentence.cues("bonus"):
        _with_bonus(sentence, place, first, so_far)
    for _, cue in sentence.cues("free"):
        if so_far.text[cue.start : cue.start + 1] in _DIGITS:
            # 20 pcs plus 2 free; 送2个 may as well be how many to deliver.
            before = [one for one in so_far.block.drafts[first:] if one.amount and one.start < cue.start]
            so_far.bonus.extend(before[-1:])
        else:
            # 200包送20: glued to an amount it is what comes with it.
            so_far.bonus.extend(
                one for one in so_far.block.drafts[first:] if one.amount and one.amount.end == cue.start
            )
    for place, cue in sentence.cues("each")[:1]:
        _each(so_far.block.drafts[first:], alone=_of_one(sentence, place, cue, so_far.text))
    _alternatives(sentence, first, so_far)


def _narrow_all(phrase: list[Part], cue: Span, first: int, so_far: Foregoing) -> None:
    """Let the phrase narrow what is named before the cue."""
    drafts = so_far.block.drafts
    before = [line for line in drafts if line.start < cue.start]
    for line in before or drafts:
        narrowing.by_words(line, phrase, so_far.catalog)
    if cue.rule == shared.SIZE:
        lines = [line for line in drafts[first:] if line.start < cue.start and line.amount]
        come = [all(so_far.lookup.states(line.match, part) for part in phrase) for line in lines]
        if lines and (not come[-1] or sum(come) < shared.AT_LEAST):
            # All of them, and the last one does not come in it.
            lines[-1].certainty = min(lines[-1].certainty, DOUBTFUL)


def _with_bonus(sentence: Sentence, place: int, first: int, so_far: Foregoing) -> None:
    """买十送一要20盒: whether what comes free is among the twenty must be asked."""
    start = sentence.items[place].start
    counted = [draft for draft in so_far.block.drafts[first:] if draft.role == "line" and draft.amount]
    near = [draft for draft in counted if draft.amount is not None and draft.amount.start > start][:1]
    so_far.bonus.extend(near or counted[-1:] or ([so_far.last] if so_far.last is not None else []))


def _of_one(sentence: Sentence, place: int, cue: Span, text: str) -> bool:
    """Whether only one thing is named before the word that is said of all, where it means "too": 鞋油都要两盒."""
    if not text.startswith(_TOO, cue.start):
        return False
    named = 0
    for item in reversed(sentence.items[:place]):
        if is_amount(item) or (
            isinstance(item, Span) and item.label == "break" and item.rule != "enumerated"
        ):
            break
        if isinstance(item, Span) and item.label in ("break", "separator", "or"):
            return False
        named += isinstance(item, Mention)
    return named == 1


def _each(drafts: list[Draft], *, alone: bool) -> None:
    """各8箱 of what is not clear: the products that were named each get the amount, and somebody looks; `alone`: one is named."""
    counted = [d for d in drafts if d.amount is not None and d.role == "line" and "each" in d.cues]
    if len(counted) != 1:
        return
    for draft in drafts if not alone else ():
        wanted = draft.amount is None and draft.role in ("passing", "line")
        if wanted and draft.match.strong and not draft.headless:
            draft.amount, draft.role = counted[0].amount, "line"
    if not alone:
        counted[0].certainty = DOUBTFUL


def _alternatives(sentence: Sentence, first: int, so_far: Foregoing) -> None:
    """A or B, 10 boxes; 10 boxes of A, black or white: one line, asked about."""
    drafts = so_far.block.drafts
    for _, cue in sentence.cues("or"):
        for place in range(first, len(drafts) - 1):
            one, two = drafts[place], drafts[place + 1]
            if not (one.end <= cue.start and cue.end <= two.start):
                continue
            counted, other = (one, two) if two.amount is None else (two, one)
            if other.amount is not None or not other.match.skus:
                continue
            fits = products.find(other.phrase, so_far.catalog, before=counted.phrase).skus
            skus = tuple(dict.fromkeys((*one.match.skus, *two.match.skus)))
            counted.alternatives = tuple(dict.fromkeys((*counted.match.skus, *fits))) if fits else skus
            counted.start, counted.end = min(one.start, two.start), max(one.end, two.end)
            drafts.remove(other)
            so_far.last = counted if so_far.last is other else so_far.last
            break
