"""What a clause says of a place on file that it names: goods go there, another matter is told, or nobody can tell."""

import re
from typing import Literal

from parsers import phrases
from parsers.delivery_words import BLANK, CLAUSE, bounds, says

Role = Literal["goes", "named", "aside", "of_order", "unsure"]
"""`goes`: in so many words; `named`: at the head of a list, or as what needs goods; `aside`: of stock, of people, of
what stays; `of_order`: which order is spoken of; `unsure`: nothing tells."""

_HAN = re.compile(r"[㐀-鿿]")
# 个仓, as Cantonese calls the warehouse.
_THE = re.compile(r"[那这嗰呢]?[个间]\Z")
# What stands before the name of a place at the head of a row: a greeting, a day, a sign.
_HEAD = 12

# How far behind a place words may point back to it.
_NEAR = 80


def role(text: str, start: int, end: int, *, cued: bool, alone: bool, sole: bool) -> Role:
    """What the text [start, end) is in its clause; `cued` where a word before it sends, `alone` where it is all of it,
    `sole` where no other place is on file."""
    before, after = _clause(text, start, end)
    clause = before + text[start:end] + after
    if sole and says("other_place", before):
        return "unsure"
    # 平时送仓库，这次送二店: what is usual stays aside where another place is named for now.
    rest = text[max(0, start - _NEAR) : start].removesuffix(before) + text[end : end + _NEAR]
    if not sole and says("usually", before) and says("this_time", rest):
        return "aside"
    if _aside(before, after, clause, cued=cued) or (not sole and says("was_sent", before)):
        return "aside"
    if alone:
        return "goes"
    sent = says("sent_to", before) and not says("not_only_there", text[end : end + _NEAR])
    if cued and (sent or not says("lies_in", before)):
        return "goes"
    if says("brings", clause) or (says("ends", before) and not after.strip(" .!?。！？~")):
        return "goes"
    if says("needs", after) or (cued and says("needs", before)):
        return "named"
    if _heads(text, start, after):
        return "named"
    if says("points_back", text[end : end + _NEAR]) and not says("stays", clause):
        return "goes"
    if says("opens", before) and says("goes_on", after):
        return "goes"
    if clause.isascii() and says("expects", clause):
        return "goes"
    return "named" if _HAN.search(clause) and not cued and not says("tale", clause) else "unsure"


def _aside(before: str, after: str, clause: str, *, cued: bool) -> bool:
    if before[-1:] in tuple("按照像跟") and says("pattern_of", after):
        return True
    if says("on_its_way", before):
        return True
    if not cued and not says("needs", after) and says("people_of", clause):
        return True
    was = says("of_what_was", before if cued else clause)
    if was and (not cued or says("told_of", after)) and not says("needs", after):
        return True
    if says("stays", after if _HAN.search(clause) else clause) and not says("of_the_place", clause):
        return True
    return not says("needs", after) and says("stock", clause) and not (cued and says("brings", before))


def _clause(text: str, start: int, end: int) -> tuple[str, str]:
    """What its clause says before and behind, as far as no word or blank parts it from another."""
    first, last = bounds(text, start, end, CLAUSE)
    for link in (phrases.book("delivery")["because"].pattern, BLANK):
        first = max([first, *(m.end() for m in link.finditer(text, first, start))])
        last = min([last, *(m.start() for m in link.finditer(text, end, last))])
    return text[first:start], text[end:last]


def _heads(text: str, start: int, after: str) -> bool:
    """Whether it is the heading of what is wanted there: at the begin of a row, with nothing or a colon behind."""
    row = text[text.rfind("\n", 0, start) + 1 : start]
    return len(row) <= _HEAD and says("headed", after)


def in_its_town(text: str, start: int, block_start: int, address: str) -> int:
    """Where the name begins of which the address bears the first half: 东湖 of 东湖仓库, which lies in 东湖区."""
    the = _THE.search(text, max(block_start, start - 2), start)
    named = the.start() if the else start
    for length in (4, 3, 2):
        words = text[max(block_start, named - length) : named]
        if len(words) == length and all(map(_HAN.match, words)) and words in address:
            return named - length
    return named
