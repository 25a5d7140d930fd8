"""Which entry a cue word speaks of: a negation of the nearest, an addition of the next, the rest of its whole clause."""

import re
from collections.abc import Sequence

from parsers import phrases, refusals
from parsers.clauses import Item, Mention, Sentence, is_amount
from parsers.entries import Entry
from parsers.spans import Span

# Cues that decide the role of the entry that they stand nearest to.
EXCLUDES = frozenset({"negate", "remove"})
# Cues that make it a tale: of what is there, of what others do. Cues that ask for it all the same.
DECOYS, WANTED = frozenset({"stock", "others"}), frozenset({"also", "take", "more"})
_REST = frozenset({"其他", "其余", "其它", "别的", "剩下的", "rest", "others"})
_RESIZES = frozenset({"double", "half"})
# Cues that change one amount only.
_CHANGES_ONE = frozenset({"more", "less"}) | _RESIZES
_ADDS, _ON_TOP = frozenset({"also", "more", "separator"}), ("还", "也", "又", "再", "另", "too")
# So many characters behind a word of stock may be all that is said in brackets.
_BRIEFLY = 3
# So far before an amount the day stands on which something was done with so many.
_NEAR = 24
# What a word of stock heads: 库存情况：, stock here:
_HEADS = re.compile(r"(?:[㐀-鿿]{1,4}|[ \t]?[a-z]{1,9})?[ \t]?[:：]")
_WAYS = re.compile("[送发寄拉放卸运走到去]")
# What leads to a place.
_LEADS = frozenset({"take", "fill", "glue"})
# What may stand beside a word that refuses, and says nothing of what.
_IDLE = frozenset({"fill", "glue", "now", "time", "break", "negate", "remove", "take"})
_ROLE_CUES = EXCLUDES | {"stock"}
_NO_CUES = frozenset(
    {"quantity", "bare", "money", "break", "summed", "packing", "narrows", "marker", "percent", "group"}
)


def assigned(sentence: Sentence, entries: Sequence[Entry], text: str) -> list[dict[str, Span]]:
    """The cues of each entry: those of its clauses; what excludes, changes an amount or marks stock belongs to the
    nearest entry alone. `text` is what the sentence lies on."""
    cues: list[dict[str, Span]] = [{} for _ in entries]
    clauses = [set(sentence.clauses[entry.first : entry.last + 1]) for entry in entries]
    for place, item in enumerate(sentence.items):
        if isinstance(item, Mention) or item.label in _NO_CUES:
            continue
        clause = sentence.clauses[place]
        near = [number for number, own in enumerate(clauses) if clause in own]
        if item.label not in _ROLE_CUES | _CHANGES_ONE and (near or item.label not in _RESIZES):
            for number in near:
                cues[number].setdefault(item.label, item)
            continue
        if item.label in EXCLUDES and _of_a_place(sentence, place, text):
            continue
        if item.label in EXCLUDES:
            near = [
                number
                for number in near
                if not refusals.of_another(sentence, entries[number], place)
                and not refusals.of_words_between(sentence, entries[number], place, text)
                and not refusals.wanted_instead(sentence, entries[number], place)
                and not refusals.of_its_brackets(sentence, entries[number], place, text)
                and not refusals.of_a_part(sentence, entries[number], place, text)
            ]
        if item.label == "stock":
            near = [
                number
                for number in near
                if not _asked_behind(sentence, entries[number], place)
                and not _in_brackets_behind(sentence, entries[number], place, text)
            ]
        if not near and not _of_the_rest(sentence, place):
            near = _named_last(sentence, entries, place, cues, text)
        if near:
            # 甲加乙: what is added stands behind the word; 甲不要: what is not wanted before it.
            behind = item.label in _CHANGES_ONE
            nearest = min(
                near,
                key=lambda number: (
                    # Make the red 8 and skip the blue: what is joined on is another thing.
                    _parted(sentence, entries[number], place),
                    _distance(sentence, entries[number], place),
                    behind == (entries[number].first < place),
                ),
            )
            cues[nearest].setdefault(item.label, item)
            if item.label in EXCLUDES and clause in clauses[nearest]:
                for number in _joined(sentence, entries, nearest, place):
                    cues[number].setdefault(item.label, item)
            if item.label == "stock":
                for number in _counted_on(sentence, entries, nearest, place, text):
                    cues[number].setdefault(item.label, item)
    return cues


def _named_last(
    sentence: Sentence,
    entries: Sequence[Entry],
    place: int,
    cues: list[dict[str, Span]],
    text: str,
) -> list[int]:
    """灯泡，不要了: the entry that was named last, of which a word that stands alone is said. Where so many of that one are only told to
    be there (小的还有20个，不用补), nothing is said of those before it."""
    item = sentence.items[place]
    if not isinstance(item, Span) or item.label not in EXCLUDES | _RESIZES:
        return []
    behind = [number for number, entry in enumerate(entries) if entry.last < place]
    if behind and "stock" in cues[behind[-1]] and entries[behind[-1]].named:
        return behind[-1:]
    bracketed = bool(behind) and refusals.of_its_brackets(sentence, entries[behind[-1]], place, text)
    if (
        behind
        and not bracketed
        and item.label in EXCLUDES
        and _refuses_alone(sentence, entries[behind[-1]], place)
    ):
        said = _clause(sentence, place, text)
        if refusals.this_time(said):
            return behind[-1:]
        if not refusals.of_haste(said) and not refusals.goes_on(text, item.end):
            # 6包，不用了: of the goods, or of what was asked before? They stay, and are looked at.
            cues[behind[-1]].setdefault("refused", item)
    before = [
        number
        for number in behind
        if entries[number].amount is None
        and not refusals.of_its_brackets(sentence, entries[number], place, text)
        and not refusals.of_another(sentence, entries[number], place)
    ]
    return ([number for number in before if _is_thing(entries[number])] or before)[-1:]


def _refuses_alone(sentence: Sentence, entry: Entry, place: int) -> bool:
    """Whether a clause of nothing but the word follows the counted entry: 棕熊有6只，不拿."""
    own = [one for at, one in enumerate(sentence.items) if sentence.clauses[at] == sentence.clauses[place]]
    told = [*own, *sentence.items[entry.last + 1 : place]]
    counted = entry.named and entry.amount is not None
    return counted and all(isinstance(one, Span) and one.label in _IDLE for one in told)


def _clause(sentence: Sentence, place: int, text: str) -> str:
    own = [one for at, one in enumerate(sentence.items) if sentence.clauses[at] == sentence.clauses[place]]
    return text[own[0].start : own[-1].end]


def mark_earlier(entry: Entry, cues: dict[str, Span], text: str) -> None:
    """Make a tale of what came or was ordered on a day that is past: 上个月补的8件还多."""
    amount = entry.amount
    if amount is None:
        return
    near = max(0, amount.start - _NEAR), amount.start
    book = phrases.book("entries")
    then = book["earlier"].pattern.search(text, *near)
    if then is None and not WANTED & cues.keys():
        then = book["past"].pattern.search(text, *near)
        # Behind its name alone: 上周那种小花盆5箱 is wanted.
        if then is not None and any(words.spans and words.end > then.start() for words in entry.mentions):
            then = None
    if then is None and not WANTED & cues.keys():
        then = _became(entry, amount, text)
    if then is not None:
        cues.setdefault("stock", amount)


def _became(entry: Entry, amount: Span, text: str) -> re.Match[str] | None:
    """What tells that so many are spoken of as of another time: that they did not last, were paid back, came in broken."""
    book = phrases.book("entries")
    end = max([amount.end, *(words.end for words in entry.mentions)])
    if amount.start < end and (paid := book["of_money"].pattern.match(text, end)):
        return paid
    became = book["became"].pattern.match(text, end) or book["became"].pattern.match(text, amount.end)
    if became is None:
        return None
    # Unknown words are no name where they tell what became of so many.
    unknown = not any(words.spans for words in entry.mentions)
    return (
        became if unknown else book["then"].pattern.search(text, max(0, amount.start - _NEAR), amount.start)
    )


def _is_thing(entry: Entry) -> bool:
    """Whether it names what is sold, and not only how that is: the vase is too tall, leave it."""
    return entry.match.strong and entry.match.status in ("one", "several")


def _of_the_rest(sentence: Sentence, place: int) -> bool:
    """其他不要了 says nothing of what was named."""
    before = sentence.items[place - 1] if place else None
    return isinstance(before, Span) and isinstance(before.value, str) and before.value in _REST


def _of_a_place(sentence: Sentence, place: int, text: str) -> bool:
    """Whether a place is refused, and no goods: 送总仓别送门店."""
    before, behind = (
        next((one for one in items if isinstance(one, Mention) or one.label not in _LEADS), None)
        for items in (reversed(sentence.items[:place]), sentence.items[place + 1 :])
    )
    if not isinstance(behind, Span) or behind.label not in refusals.PLACES:
        return False
    # 别送仓库: what is said of a way is not said of goods.
    led = _WAYS.search(text, sentence.items[place].start, behind.start) is not None
    return led or (isinstance(before, Span) and before.label in refusals.PLACES)


def _asked_behind(sentence: Sentence, entry: Entry, place: int) -> bool:
    """Whether the entry is asked for behind what tells of the stock: none left -> 6 boxes, 没货了要3箱."""
    between = [item for item in sentence.items[place + 1 : entry.first] if isinstance(item, Span)]
    return not entry.named and any(item.label in ("take", "correct") for item in between)


def _in_brackets_behind(sentence: Sentence, entry: Entry, place: int, text: str) -> bool:
    """Whether the word stands in brackets behind a counted name that tell more than it (8袋（上次发错了，这次看清楚）, 8袋（架上还有一点，不够卖）):
    a word or two in them may well tell what the amount is (8袋（上月用量）)."""
    if not entry.named or entry.amount is None or entry.last >= place:
        return False
    cue, end = sentence.items[place], sentence.items[entry.last].end
    closes = text.find(")", cue.end)
    inside = text[end : cue.start].strip()
    return inside.startswith("(") and ")" not in inside and closes - cue.end > _BRIEFLY


def _joined(sentence: Sentence, entries: Sequence[Entry], nearest: int, place: int) -> list[int]:
    """甲和乙不要, no A or B: the entries that share what excludes the nearest, joined to it by 和 and the like alone."""
    step = -1 if entries[nearest].last < place else 1
    joined: list[int] = []
    number = nearest
    while entries[number].amount is None and 0 <= number + step < len(entries):
        first, second = sorted((number, number + step))
        between = sentence.items[entries[first].last + 1 : entries[second].first]
        tied = [item for item in between if isinstance(item, Span) and item.label in ("separator", "or")]
        if entries[number + step].amount is not None or len(tied) != 1 or len(between) != 1:
            break
        number += step
        joined.append(number)
    return joined


def _counted_on(
    sentence: Sentence, entries: Sequence[Entry], nearest: int, place: int, text: str
) -> list[int]:
    """库存还有甲12套、乙70只: the counted entries that go on the list behind a word of stock, with nothing but 、 between; where it
    heads the list (库存情况：甲12套，乙70只), with nothing but marks."""
    found: list[int] = []
    if place > entries[nearest].first:
        return found
    heads = _HEADS.match(text, sentence.items[place].end) is not None
    for number in range(nearest, len(entries) - 1):
        between = sentence.items[entries[number].last + 1 : entries[number + 1].first]
        listed = [item for item in between if isinstance(item, Span) and item.label == "break"]
        if len(between) != 1 or len(listed) != 1 or not (heads or listed[0].rule == "enumerated"):
            break
        if entries[number].amount is None or entries[number + 1].amount is None:
            break
        found.append(number + 1)
    return found


def _parted(sentence: Sentence, entry: Entry, place: int) -> bool:
    """Whether a word that joins two things stands between the entry and a cue behind it."""
    between = sentence.items[entry.last + 1 : place]
    return any(isinstance(item, Span) and item.label == "separator" for item in between)


def _distance(sentence: Sentence, entry: Entry, place: int) -> int:
    if entry.first <= place <= entry.last:
        return 0
    cue = sentence.items[place]
    if place > entry.last:
        return cue.start - sentence.items[entry.last].end
    return sentence.items[entry.first].start - cue.end


def corrects(sentence: Sentence, entry: Entry) -> bool:
    """Whether a word of correction stands between the entry and the amount before it."""
    for item in reversed(sentence.items[: entry.first]):
        if is_amount(item):
            return False
        if isinstance(item, Span) and item.label == "correct":
            return True
    return False


def corrected_to(sentence: Sentence, entry: Entry, end: int) -> int:
    """Where the correction ends that the entry makes: a word of it may stand behind, too (20 bags, sorry, 2 boxes I mean)."""
    behind = [*sentence.items[entry.last + 1 : entry.last + 3], None, None][:2]
    cue, mark = behind
    closes = mark is None or (isinstance(mark, Span) and mark.label == "break")
    ends = isinstance(cue, Span) and cue.label == "correct" and closes
    return cue.end if isinstance(cue, Span) and ends else end


def _since_corrected(sentence: Sentence, entry: Entry) -> Sequence[Item]:
    """What stands between the last word of correction before the entry and the entry."""
    before = sentence.items[: entry.first]
    place = max(
        (at for at, item in enumerate(before) if isinstance(item, Span) and item.label == "correct"),
        default=len(before),
    )
    return before[place + 1 :]


def adds(sentence: Sentence, entry: Entry) -> bool:
    """Whether what follows the word of correction comes on top: sorry, also 6 of the large ones."""
    inside = sentence.items[entry.first : entry.last + 1]
    said = [item for item in (*_since_corrected(sentence, entry), *inside) if isinstance(item, Span)]
    return any(item.label in _ADDS or item.value in _ON_TOP for item in said)


def tells_more(sentence: Sentence, entry: Entry) -> bool:
    """Whether other words stand between the word of correction and the entry."""
    return any(isinstance(item, Mention) for item in _since_corrected(sentence, entry))


def tells_more_beside(sentence: Sentence, entry: Entry) -> bool:
    """Whether such words stand in the entry's own clause: what stands before only says how it came to be wrong."""
    own = sentence.clauses[entry.first]
    since = _since_corrected(sentence, entry)
    first = entry.first - len(since)
    return any(
        isinstance(item, Mention) and sentence.clauses[first + place] == own
        for place, item in enumerate(since)
    )


def renames(sentence: Sentence, entry: Entry, end: int) -> bool:
    """Whether a word of correction stands between what ends at `end` and the entry."""
    return bool(sentence.corrections(end, sentence.items[entry.first].start))
