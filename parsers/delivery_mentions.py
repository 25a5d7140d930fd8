"""What a clause says of a place on file that it names: goods go there, another matter is told, or nobody can tell."""

import re
from typing import Literal

from parsers.delivery_words import BLANK, CLAUSE, around, says

Role = Literal["goes", "named", "aside", "of_order", "unsure"]
"""`goes`: in so many words; `named`: at the head of a list, or as what needs goods; `aside`: of stock, of people, of
what stays; `of_order`: which order is spoken of; `unsure`: nothing tells."""

_LINK = re.compile(r"\b(?:because|since|but|so|and|while|whereas|though)\b")
_HAN = re.compile(r"[㐀-鿿]")
# What stands before the name of a place at the head of a row: a greeting, a day, a sign.
_HEAD = 12

# What points back to a place that was just named: our shop in Leeds opens soon, please send there.
_THERE = re.compile(
    r"\b(?:send|deliver|ship|bring)(?: \w{1,12}){0,3} there\b|(?:送|发|寄|拉)(?:到|去|往)?(?:那里|那边|那儿|嗰度|嗰邊)",
    re.IGNORECASE,
)
_NEAR = 80
# What may stand before a place that begins its clause.
_OPENS = re.compile(
    r"\s*(?:(?:the|our|my) )?(?:(?:shop|store|warehouse|depot|office|branch|site|factory|plant) )?(?:(?:in|at|for) )?",
    re.IGNORECASE,
)
# What may stand behind a place that begins its clause, and tells nothing else of it.
_GOES_ON = re.compile(
    r"(?:\s*(?:,|o\b|please\b|pls\b|this time\b|today\b|only\b|again\b|in \w{2,20}\b|店|这次|哈|吧|啊|[.!。！]))*"
    r"(?:\s*(?:and |but )?not\b[^.;\n]{0,40})?\s*",
    re.IGNORECASE,
)


def role(text: str, start: int, end: int, *, cued: bool, alone: bool) -> Role:
    """What the text [start, end) is in its clause; `cued` where a word before it sends, `alone` where it is all of it."""
    before, after = _clause(text, start, end)
    clause = before + text[start:end] + after
    if _aside(before, after, clause, cued=cued):
        return "aside"
    if alone:
        return "goes"
    if cued and not says("lies_in", before):
        return "goes"
    if says("brings", clause) or (says("ends", before) and not after.strip(" .!?。！？~")):
        return "goes"
    if says("needs", after) or (cued and says("needs", before)):
        return "named"
    if _heads(text, start, after):
        return "named"
    if _THERE.search(text, end, end + _NEAR) and not says("stays", clause):
        return "goes"
    if _OPENS.fullmatch(before) and _GOES_ON.fullmatch(after):
        # Leeds this time, not Hull.
        return "goes"
    return "named" if _HAN.search(clause) and not cued and not says("tale", clause) else "unsure"


def _aside(before: str, after: str, clause: str, *, cued: bool) -> bool:
    was = says("of_what_was", before if cued else clause)
    if was and (not cued or says("told_of", after)) and not says("needs", after):
        return True
    if says("stays", after if _HAN.search(clause) else clause) and not says("of_the_place", clause):
        return True
    return not says("needs", after) and says("stock", clause) and not (cued and says("brings", before))


def _clause(text: str, start: int, end: int) -> tuple[str, str]:
    """What its clause says before and behind, as far as no word or blank parts it from another."""
    clause = around(text, start, end, CLAUSE)
    first = text.index(clause, max(0, start - len(clause)))
    last = first + len(clause)
    for link in (_LINK, BLANK):
        first = max([first, *(m.end() for m in link.finditer(text, first, start))])
        last = min([last, *(m.start() for m in link.finditer(text, end, last))])
    return text[first:start], text[end:last]


def _heads(text: str, start: int, after: str) -> bool:
    """Whether it is the heading of what is wanted there: at the begin of a row, with nothing or a colon behind."""
    row = text[text.rfind("\n", 0, start) + 1 : start]
    return len(row) <= _HEAD and re.match(r"\s*(?:的|那边|补货|要货)?\s*(?:[:：]|\Z)", after) is not None


def in_its_town(text: str, start: int, block_start: int, address: str) -> int:
    """Where the name begins of which the address bears the first half: 东湖 of 东湖仓库, which lies in 东湖区."""
    for length in (4, 3, 2):
        words = text[max(block_start, start - length) : start]
        if len(words) == length and all(map(_HAN.match, words)) and words in address:
            return start - length
    return start
