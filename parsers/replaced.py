"""What comes in the place of a line that was named before it: of the one that is given up (30的够了，改成40的6盒), or of the
last one (30的6盒，改成40的)."""

from parsers import corrected, phrases, roles, variants
from parsers.clauses import CHANGES, Mention, Sentence
from parsers.drafts import DOUBTFUL, Draft, Role
from parsers.entries import Entry
from parsers.foregoing import Foregoing
from parsers.products import Match
from parsers.spans import Span

# What turns one thing into another, and what may stand between the word for it and the other.
_TURNS = frozenset({"set", "swap", "correct"})
_MARKS = ",，。;；:：!！?？…\n"
_SMALL = frozenset({"fill", "glue", "take", "marker"})
_GIVEN_UP: frozenset[Role] = frozenset({"excluded", "decoy", "passing"})
_KIND, _SURE = "a kind of what it replaces", 0.95


def takes_place(draft: Draft, entry: Entry, sentence: Sentence, so_far: Foregoing) -> bool:
    """Give the draft the place of the line that it replaces; whether there is such a line."""
    if (corrected.UNSURE - CHANGES) & draft.cues.keys() or roles.adds(sentence, entry):
        return False
    supposes = phrases.book("entries")["supposes"].pattern
    if supposes.search(so_far.text, sentence.items[0].start, draft.start):
        return False
    if phrases.book("entries")["keeps_what_was"].pattern.search(_clause(draft, so_far.text)):
        return False
    turn = _turn(draft, entry, sentence, so_far.text)
    given_up, line = _line_before(draft, turn, sentence, so_far)
    if line is None:
        return False
    _narrow(draft, line, so_far)
    kin = so_far.lookup.kin(line.match, draft.match)
    if draft.match.status not in ("one", "several") or line.match.skus[0] in draft.match.skus:
        return False
    refused = given_up is not None and given_up.role != "passing"
    if not kin and (draft.amount is None or (given_up is not None and not refused)):
        return False
    if not kin and given_up is None:
        # In its place, or also? Both stay, and somebody looks.
        draft.certainty = min(draft.certainty, DOUBTFUL)
        return False
    for other in so_far.block.drafts:
        # 10号的8卷……10号的还有几卷，换成14号的8卷: both times it is what is given up.
        if other.role == "line" and other.match.skus == line.match.skus:
            other.role = "excluded"
    if draft.amount is None:
        draft.amount, draft.second = line.amount, line.second
    so_far.heeded = max(draft.end, so_far.heeded)
    return True


def _clause(draft: Draft, text: str) -> str:
    """What stands between the marks around the draft."""
    start = max((text.rfind(mark, 0, draft.start) for mark in _MARKS), default=-1) + 1
    ends = [place for mark in _MARKS if (place := text.find(mark, draft.end)) >= 0]
    return text[start : min(ends, default=len(text))].lower()


def _turn(draft: Draft, entry: Entry, sentence: Sentence, text: str) -> Span | None:
    """The word right beside the entry by which it comes in the place of something: 换成, make it, instead."""
    pattern = phrases.book("entries")["turns_into"].pattern
    for item in reversed(sentence.items[: entry.first]):
        if isinstance(item, Mention):
            break
        if item.label in _TURNS:
            return item if pattern.search(text[item.start : item.end].strip()) else None
        if item.label not in _SMALL:
            break
    for item in sentence.items[entry.first : entry.last + 2]:
        # The square ones instead, 4 boxes.
        if isinstance(item, Span) and item.label == "set" and item.start >= draft.end:
            return item if pattern.search(text[item.start : item.end]) else None
    return None


def _line_before(
    draft: Draft, turn: Span | None, sentence: Sentence, so_far: Foregoing
) -> tuple[Draft | None, Draft | None]:
    """What was said of the line that is replaced, if it was named again, and that line."""
    last = so_far.last
    if last is None or not last.match.skus or last.proper:
        return None, None
    if last.role == "line" and last.amount is not None:
        counted = turn is not None and last.match.status == "one"
        return None, (last if counted and not last.money else None)
    opens = turn is not None and turn.start <= sentence.items[0].start
    if last.role not in _GIVEN_UP or not (opens or last.start >= sentence.items[0].start):
        return None, None
    told = [
        line
        for line in so_far.block.drafts
        if line.role == "line"
        and line.amount is not None
        and line.match.status == "one"
        and line.match.skus[0] in last.match.skus
    ]
    if len(told) != 1:
        return None, None
    thought = sentence.corrections(told[0].end, draft.start)
    return last, (told[0] if turn is not None or (thought and last.role != "passing") else None)


def _narrow(draft: Draft, line: Draft, so_far: Foregoing) -> None:
    """Let what the words leave open be as it was with the line (50瓦左转的，改成右转的)."""
    if draft.match.status == "one" and not draft.headless:
        return
    base = so_far.catalog.entry(line.match.skus[0])
    if base is None:
        return
    words = so_far.text[draft.start : draft.end]
    kinds = variants.variants(
        base, draft.phrase, words, so_far.catalog, variants.siblings(base, so_far.catalog)
    )
    if len(kinds) == 1:
        draft.match = Match("one", kinds, _SURE, (), _KIND, strong=True)
