"""Words that the catalog does not know where they stand like a line: 3盒冻干牛肝; 30 bowls, 2 ladders among lines; a row of a list.

What is not sold must be asked about: passed over in silence, the customer would wait for it.
"""

import re
from collections.abc import Collection, Sequence

from parsers import ones, phrases, placing, roles, units
from parsers.clauses import PARTS, Item, Mention, is_number
from parsers.drafts import Draft, measures, vague
from parsers.entries import Entry, Pattern, counts_people
from parsers.entry_rows import Row
from parsers.foregoing import Foregoing
from parsers.parts import grammar_words, stem
from parsers.products import Match
from parsers.quantities import Amount
from parsers.spans import Span

# What may stand in a thing of a list without telling more of it, or asks for it.
_IDLE = frozenset({"fill", "glue", "take", "more", "now"})
_JOINS = re.compile(r"[ \t]*[x×*:：-]?[ \t]*")
_HAN = re.compile(r"[㐀-鿿]")
# A thing is named in a few words; more tell a story. With a unit, or in a row of its own, the words may be more.
_MOST_HAN, _MOST_LATIN = 8, 3
_MOST_WORDS, _MOST_LENGTH = 6, 40
_MOST = 10_000
_WITH_NUMBER = 2
# For the kitchen, for children: a word of grammar or two, and what.
_MOST_OF_WHAT_FOR = 4
# 一件一个盒: so many of it to each of what is ordered.
_ONE_PER, _PER_REACH = re.compile("[一每][㐀-鿿] ?$"), 3
# What opens a list.
_OPENS = re.compile(r" ?[:：](?=[ \n]*\S)")
# So far before such words their clause is looked at.
_CLAUSE = 20


def counted(entry: Entry, cues: dict[str, Span], row: Row, beside: Sequence[Row], so_far: Foregoing) -> None:
    """Take unknown words beside an amount as a line where goods are sold by its unit, or where they are a row of a list."""
    words = entry.mentions[0]
    amount: Amount | None = entry.amount.value if entry.amount is not None else None
    if entry.amount is None or amount is None:
        return
    if entry.amount.rule == ones.ONE_OF:
        said = so_far.text[words.start : words.end]
        if words.start != entry.amount.end or phrases.book("entries")["no_goods"].pattern.search(said):
            # 来个电话: that asks for no goods.
            return
    if vague(entry.amount):
        if so_far.last is not None and so_far.last.role == "line" and _asked_for(cues):
            so_far.block.loose.append(entry.amount)
        return
    if measures(amount.unit) and "take" not in cues:
        return
    if (amount.unit or "") not in so_far.catalog.sale_units and not _is_row(row, beside):
        return
    if counts_people(entry.amount, so_far.text):
        return
    if _heads_list(entry, words, so_far):
        return
    if phrases.book("entries")["rates"].pattern.match(so_far.text, entry.amount.end):
        # 4台机器一天用三盘: what uses it is not ordered.
        return
    if words.end - words.start < 2 or not _is_short(words):
        # Something is counted that is no name that we could ask about.
        told = roles.DECOYS & cues.keys() and not roles.WANTED & cues.keys()
        so_far.block.loose.extend([] if told else [entry.amount])
        return
    clause = so_far.text[max(0, words.start - _CLAUSE) : entry.amount.start]
    if phrases.book("entries")["of_papers"].pattern.search(clause):
        return
    if amount.unit in phrases.words("entries", "sheets") and phrases.book("entries")[
        "papers_before"
    ].pattern.search(clause):
        # 收据跟六月那些合成一张, 质检书印一份: whatever is done with papers, so many sheets of them are no goods.
        return
    if _ONE_PER.search(so_far.text, max(0, entry.amount.start - _PER_REACH), entry.amount.start):
        return
    if not _bracketed(words.start, so_far.text) and not _goes_in(words.end, clause, so_far.text):
        _add(words.start, words.end, entry, cues, so_far)


def _heads_list(entry: Entry, words: Mention, so_far: Foregoing) -> bool:
    """Whether a list opens right behind so many of what has no unit of goods: please load one container: ..."""
    amount = entry.amount
    unit = amount.value.unit if amount is not None else None
    if amount is None or (
        unit in (None, "个", *so_far.catalog.sale_units) and unit not in phrases.words("entries", "loads")
    ):
        return False
    return _OPENS.match(so_far.text, max(words.end, amount.end)) is not None


def _is_row(row: Row, beside: Sequence[Row]) -> bool:
    """Whether it is a row of its own, name first, beside rows that are lines."""
    sentence, entries = row
    if not sentence.whole_row or len(entries) != 1 or entries[0].amount_first:
        return False
    return any(_is_line(one) for one in beside)


def listed(entry: Entry, cues: dict[str, Span], row: Row, beside: Sequence[Row], so_far: Foregoing) -> bool:
    """Take unknown words beside a number alone as a line where known products are counted beside it; whether it was one.
    `row` is the sentence with all its entries, `beside` are those before and behind it."""
    sentence, entries = row
    known = sentence.whole_row and any(_is_line(one) for one in beside)
    known = known or (_plural(sentence.items, so_far.text) and _among_lines(beside))
    words = None
    if known or any(one.named and one.amount is not None for one in entries):
        words = _words(row, entry, so_far.text, so_far.pattern) if _asked_for(cues) else None
    if words is None and any(_is_line(one) and one[1][0].amount_first for one in beside):
        words = _of_row(row, entry)
    if words is None and sentence.whole_row and _asked_for(cues):
        words = _of_turned_row(row, entry, beside, so_far.text)
    if words is None and _asked_for(cues):
        words = _of_sentence(row, entry, beside, so_far)
    if words is None or _bracketed(words[0], so_far.text):
        return False
    _add(*words, entry, cues, so_far)
    return True


def _goes_in(end: int, clause: str, text: str) -> bool:
    """Whether it is put into each of the things ordered, as the words before its amount and behind it say."""
    book = phrases.book("entries")
    if book["puts_in_each"].pattern.search(clause):
        return True
    return (
        book["puts"].pattern.search(clause) is not None
        and book["in_each"].pattern.match(text, end) is not None
    )


def _bracketed(place: int, text: str) -> bool:
    """Whether what stands there is said by the way, in brackets (1200 rpm, 35 degrees)."""
    row = text.rfind("\n", 0, place) + 1
    return text.count("(", row, place) > text.count(")", row, place)


def _add(start: int, end: int, entry: Entry, cues: dict[str, Span], so_far: Foregoing) -> None:
    draft = Draft(entry.phrase, start, end, Match("none", ()), cues=cues)
    draft.amount, draft.money = entry.amount, entry.money
    if placing.packs_apart(draft, so_far.text):
        # 捆成一包: of all that is ordered.
        return
    placing.by_cues(draft, so_far)
    so_far.add(draft)


def _asked_for(cues: Collection[str]) -> bool:
    """Whether no cue beside it tells that the thing is not wanted, or is a tale."""
    return not set(cues) - PARTS - _IDLE


def _is_line(row: Row) -> bool:
    """Whether the sentence is a row of text that is one line of an order, whose product is known."""
    sentence, entries = row
    return sentence.whole_row and len(entries) == 1 and entries[0].named and entries[0].amount is not None


def _plural(items: Sequence[Item], text: str) -> bool:
    """Whether the sentence is nothing but unknown words that end in a plural, and how many: Spark plugs 20."""
    words = items[0]
    if len(items) != _WITH_NUMBER or not isinstance(words, Mention) or words.spans:
        return False
    last = text[: words.end].rpartition(" ")[2].rpartition("\n")[2]
    if not last.isascii() or stem(last) == last or units.named(last) is not None:
        return False
    return _may_be_goods(last)


def _among_lines(beside: Sequence[Row]) -> bool:
    """Whether the last thing of a sentence beside it is known and counted, and two are in all."""
    counted = [[one.named and one.amount is not None for one in entries] for _, entries in beside]
    return any(told and told[-1] for told in counted) and sum(map(sum, counted)) >= _WITH_NUMBER


def _is_short(words: Mention) -> bool:
    return words.end - words.start <= _MOST_LENGTH and len(words.gaps) <= _MOST_WORDS


def _of_row(row: Row, entry: Entry) -> tuple[int, int] | None:
    """The unknown words of a row that is a number and them."""
    sentence, _ = row
    words = next((item for item in sentence.items if isinstance(item, Mention)), None)
    broken = any(isinstance(item, Span) and item.label == "break" for item in sentence.items)
    if not sentence.whole_row or words is None or broken or words.spans or entry.amount is None:
        return None
    return (words.start, words.end) if entry.amount.start <= words.start and _is_short(words) else None


def _of_turned_row(row: Row, entry: Entry, beside: Sequence[Row], text: str) -> tuple[int, int] | None:
    """The unknown words of a row that is a number, them and at most what they are for, whichever way the rows beside it go: 5
    wooden oars, in a list of goods with their number behind. Where nothing tells that they are many, a line must follow."""
    sentence, _ = row
    amount, words = [*sentence.items, None, None][:2]
    if amount is not entry.amount or not isinstance(words, Mention) or words.spans or entry.amount is None:
        return None
    exact, rest = entry.amount.value.exact, sentence.items[2:]
    if entry.amount.label != "bare" or exact is None or not 1 < exact < _MOST or exact % 1:
        return None
    told = not rest or (_prepares(words.end, text) and len(rest) <= _MOST_OF_WHAT_FOR)
    if not told or any(isinstance(item, Span) and item.label not in _IDLE for item in rest):
        return None
    if not _JOINS.fullmatch(text, entry.amount.end, words.start) or not _is_name(
        text[words.start : words.end]
    ):
        return None
    last = str(words.gaps[-1].value)
    if counts_people(entry.amount, text) or not _may_be_goods(last):
        return None
    follows = any(_is_line(one) and one[0].items[0].start > words.end for one in beside)
    lines = follows or any(_is_line(one) for one in beside)
    return (words.start, words.end) if follows or (lines and stem(last) != last) else None


def _prepares(end: int, text: str) -> bool:
    """Whether it is told there what they are for."""
    return phrases.book("entries")["what_for"].pattern.match(text, end) is not None


def _may_be_goods(word: str) -> bool:
    book = phrases.book("entries")
    if not word.isascii() or units.named(word) is not None or word in phrases.words("entries", "loads"):
        return False
    return not (book["heads"].pattern.match(f" {word}") or book["no_goods_row"].pattern.match(word))


def _of_sentence(row: Row, entry: Entry, beside: Sequence[Row], so_far: Foregoing) -> tuple[int, int] | None:
    """The words of a sentence that is nothing but them and an amount behind a comma, like the line in the sentence beside it: a saddle
    for the Mk 2, 5 pieces."""
    sentence, entries = row
    amount = entry.amount
    if amount is None or amount.label != "quantity" or amount.value.unit not in so_far.catalog.sale_units:
        return None
    before = [item for item in sentence.items if item.end <= amount.start]
    mentions = [item for item in before if isinstance(item, Mention)]
    told = not before or not isinstance(before[0], Mention) or any(item.spans for item in mentions)
    if told or sentence.items[-1].start > amount.start or before[-1].end == mentions[-1].end:
        return None
    marks = [item for item in before if isinstance(item, Span) and item.label == "break"]
    alike = any(
        one_entries
        and one_entries[-1].named
        and not one_entries[-1].amount_first
        and one_entries[-1].amount is not None
        for _, one_entries in beside
    )
    start, end = before[0].start, before[-1].start
    if len(marks) != 1 or marks[0] is not before[-1] or not alike or any(one.named for one in entries):
        return None
    return (start, end) if end - start <= _MOST_LENGTH and not _bracketed(start, so_far.text) else None


def _words(row: Row, entry: Entry, text: str, pattern: Pattern) -> tuple[int, int] | None:
    """Where the words stand that the bare number of `entry` counts, or None where it counts nothing like goods."""
    sentence, entries = row
    amount = entry.amount
    if amount is None or amount.label != "bare":
        return None
    exact = amount.value.exact
    if exact is None or not 0 < exact < _MOST or exact != exact.to_integral_value():
        return None
    taken = {place for one in entries if one is not entry for place in range(one.first, one.last + 1)}
    before = _side(sentence.items[: entry.first][::-1], range(entry.first - 1, -1, -1), taken)
    behind = _side(sentence.items[entry.last + 1 :], range(entry.last + 1, len(sentence.items)), taken)
    if before is None or behind is None or bool(before) == bool(behind):
        return None
    mentions = [*before, *behind]
    start, end = min(one.start for one in mentions), max(one.end for one in mentions)
    if before:
        end = max(end, amount.start)
        end = start + len(text[start:end].rstrip(" \tx×*:：-"))
        latin = not _HAN.search(text, start, end)
        if latin and _goes_on(sentence.items[entry.last + 1 :], amount.end):
            # Rev 4 brackets: a number before a name belongs to it.
            return None
        if latin and pattern != "product first" and not text[end : amount.start].strip():
            # Gate 3, Room 5: a place or a number of something, not an amount.
            return None
    elif pattern == "product first" or not _JOINS.fullmatch(text, amount.end, start):
        return None
    alone = len(behind) == 1 and sentence.alone(entry.first, entry.last + 1)
    if len(behind) > 1 and _prepares(behind[0].end, text) and not counts_people(amount, text):
        # Boat hooks for mooring: what they are for is no part of their name.
        end = behind[0].end
        return (
            (start, end)
            if _may_be_goods(str(behind[0].gaps[-1].value)) and _is_name(text[start:end])
            else None
        )
    return (start, end) if _is_name(text[start:end], alone=alone) else None


def _side(items: Sequence[Item], places: Sequence[int], taken: set[int]) -> list[Mention] | None:
    """The unknown words on one side of a number as far as its thing of the list goes; None if more is told there."""
    found: list[Mention] = []
    for item, place in zip(items, places, strict=True):
        if place in taken or (not isinstance(item, Mention) and item.label in PARTS):
            break
        if isinstance(item, Mention):
            if item.spans:
                return None
            found.append(item)
        elif is_number(item) or item.label not in _IDLE:
            return None
    return found


def _goes_on(items: Sequence[Item], end: int) -> bool:
    """Whether a name stands right behind what ends there."""
    following = items[0] if items else None
    return isinstance(following, Mention) and bool(following.spans) and following.start - end <= 1


def _is_name(said: str, *, alone: bool = False) -> bool:
    """Whether the words may be a name: few, and none that only grammar needs. Two letters are one where they stand `alone`
    with their number in a list."""
    han = len(_HAN.findall(said))
    latin = re.findall(r"[a-z']+", said)
    if han:
        return 1 < han <= _MOST_HAN and not latin
    return (
        0 < len(latin) <= _MOST_LATIN and len(said) > (1 if alone else 2) and not set(latin) & grammar_words()
    )
