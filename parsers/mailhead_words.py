"""What one row or subject of a mail is by the words that mail programs write in their many languages; words in mailheads.toml."""

import re
from functools import cache, lru_cache
from typing import Literal

from parsers import wordlists
from parsers.maildates import moment
from parsers.normalize import plain

Subject = Literal["passes", "answers", "plain"]
_FIELDS = ("from", "date", "to", "subject", "other")
_LABEL = re.compile(r"[|*_\s]{0,6}([^|*:\t\n]{1,24}?)[*_\s]{0,4}(?::|\||\t)[*_|\s]{0,6}(.*)", re.DOTALL)
_EDGES = " \t-_=*~>:.#<[]()|"
RULE = re.compile(r"[-_=*~]{2}")
_CJK_GAP = re.compile(r"(?<=[㐀-鿿])\s{1,4}(?=[㐀-鿿])")
BESIDE_ADDRESS = re.compile(r"[<\[(][^<>\[\]()\s]{1,64}@[^<>\[\]()\s]{1,130}[>\])]")
CLOCK = re.compile(r"\d[:.]\d\d(?!\d)")
# "As I wrote on Monday:" reminds of a mail and quotes none.
_REMINDS = re.compile(
    r"(?:\b(?:i|we|you|he|she|they|as)|[我你您他她们])\s{0,2}(?:have |had )?$", re.IGNORECASE
)
# "On Mon, Ann Lee wrote": people who shorten what their program wrote leave the weekday.
_ON_A_WEEKDAY = re.compile(
    r"(?:on )?(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? (?:at )?(?:\d{1,2}[:.]\d\d,? )?(?:[^\s\d,.;]+ ){1,4}\Z|(?:在)?(?:周|星期|礼拜)[一二三四五六日天][^,，。;；\n]{1,16}\Z",
    re.IGNORECASE,
)
LONGEST_ROW = 400
LONGEST_MARK = 90
LONGEST_FIELD = 2_000


def subject_kind(subject: str | None) -> Subject:
    """Whether a mail of this subject passes another one on or answers it; the first of several prefixes counts."""
    first = re.match(
        r"\s{0,9}(?:[\[【][^\]】]{1,30}[\]】]\s{0,3}){0,2}([^:\[\]]{1,24}?)\s?(?:\[\d{1,3}\]|\(\d{1,3}\))?\s?:",
        plain(subject or "")[:200],
    )
    if first is None:
        return "plain"
    word = even(first[1])
    answers, passes = word in listed("answers"), word in listed("passes")
    # VS is an answer in Finland and a forward in Denmark.
    if answers == passes:
        return "plain"
    return "answers" if answers else "passes"


def field(row: str) -> tuple[str, str] | None:
    """(what it states, its value) of a row of a header."""
    # A row that a table of the page was: the label is a cell.
    found = _LABEL.match(row[:LONGEST_FIELD].lstrip("> \t"))
    if found is None:
        return None
    label = labels().get(even(found[1]))
    return None if label is None else (label, found[2].strip(" |*\t;"))


def is_mark(row: str, kind: Literal["forwarded", "original"]) -> bool:
    """Whether a row is the line that programs write over a forwarded or an answered mail."""
    if len(row) > LONGEST_MARK:
        return False
    return even(row) in listed(kind) and (
        bool(RULE.search(row)) or (kind == "forwarded" and plain(row).rstrip().endswith(":"))
    )


def is_attribution(text: str) -> bool:
    """Whether a text is "On ..., ... wrote:" of some language."""
    text = plain(text).strip()
    if len(text) > LONGEST_ROW or not text.endswith((":", "-", ">")):
        return False
    inner = text.strip("-: \t")
    beside = BESIDE_ADDRESS.search(inner)
    if text.endswith(":") and beside and CLOCK.search(inner) and moment(inner):
        return True
    verb = verbs().search(inner)
    if verb is None or (beside is None and _REMINDS.search(inner[: verb.start()])):
        return False
    return (
        beside is not None
        or moment(inner) is not None
        or _ON_A_WEEKDAY.match(inner[: verb.start()]) is not None
    )


def is_rule(row: str) -> bool:
    """A row that is a line drawn across."""
    return len(row) >= 2 and not row.strip("-_=*—–─━ ")


@lru_cache(maxsize=4096)
def even(text: str) -> str:
    """A label or a mark without what stands around it, in one script and case."""
    bare = plain(text).strip(_EDGES).casefold()
    return _CJK_GAP.sub("", " ".join(bare.split()))


@cache
def listed(kind: str) -> frozenset[str]:
    """The words of a kind in all languages."""
    words = wordlists.load("mailheads")[kind]
    return frozenset(even(word) for written in words.values() for word in written)


@cache
def labels() -> dict[str, str]:
    """Each label of a header with the field that it names; a word of two fields (Data, De) names the first."""
    found: dict[str, str] = {}
    for kind in _FIELDS:
        for word in listed(kind):
            found.setdefault(word, kind)
    return found


@cache
def fused_labels() -> re.Pattern[str]:
    """The labels of a header whose rows have run together."""
    words = {
        word for kind in _FIELDS for written in wordlists.load("mailheads")[kind].values() for word in written
    }
    longest_first = sorted((word for word in words if len(word) > 1), key=len, reverse=True)
    return re.compile(rf"({'|'.join(map(re.escape, longest_first))})\s?:\s?")


@cache
def verbs() -> re.Pattern[str]:
    """What stands for "wrote" over quotes."""
    wrote = {word for written in wordlists.load("mailheads")["wrote"].values() for word in written}
    latin = sorted((verb for verb in wrote if verb[0].isalpha() and verb[0] < "Ͱ"), key=len, reverse=True)
    other = sorted(wrote - set(latin), key=len, reverse=True)
    return re.compile(
        rf"(?<!\w)(?:{'|'.join(map(re.escape, latin))})(?!\w)|(?:{'|'.join(map(re.escape, other))})",
        re.IGNORECASE,
    )
