"""The clauses of a message that ask or tell something beside an order, by their words alone (beside.toml). Pure."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

_LONGEST = 2000
_MOST_CLAUSES = 40
# Where a clause ends: at its mark, at a comma outside of numbers, at a blank before Chinese, and before what asks in English.
_APART = re.compile(
    r"[，。；;！!\n]+|[?？]+|,(?!\d)|(?<=[^\W\d])\.(?=\s|$)|(?<=\d)\.(?=\s)|(?<=[\u4e00-\u9fff\w])[ \u3000]+(?=[\u4e00-\u9fff])"
    r"|\s+(?=(?:and|but|also)\s+(?:when|how|what|where|do|does|can|could|is|are|will|would)\b)",
    re.IGNORECASE,
)
# What only leads to what is asked, as a clause of its own or before its words.
_LEADS = (
    r"(?:对了|另外|还有|再?请?问(?:一下|下|一句)?|顺便(?:再?问(?:一下|下|一句)?)?|想问(?:一下|下)?|请教(?:一下)?"
    r"|(?:also|and|but|so|oh|please|btw|by the way|ps|p\.s|(?:one (?:more )?|a )?(?:quick )?(?:question|thing))\b)"
)
_LEAD = re.compile(rf"\W*(?:{_LEADS}\W*)+", re.IGNORECASE)
_LED = re.compile(rf"\A\W*(?:(?:{_LEADS})[\s,，:：]*)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Aside:
    """A clause beside an order: `start` and `end` in the text, and its words as they can be given back."""

    kind: Literal["question", "harm", "remark"]
    start: int
    end: int
    words: str

    def says(self, table: str) -> bool:
        """Whether it holds one of the words of this table."""
        return search(table, self.words)


def asides(text: str) -> tuple[Aside, ...]:
    """What is asked or told beside an order, should the rest of the text be one; nothing where the text is too long to tell."""
    if len(text) > _LONGEST:
        return ()
    found: list[Aside] = []
    lead: int | None = None
    for start, end in _clauses(text):
        words = text[start:end]
        if _LEAD.fullmatch(words):
            lead = start if lead is None else lead
            continue
        kind = _kind(words)
        if kind is not None:
            begins = start if lead is None else lead
            found.append(Aside(kind, begins, end, _LED.sub("", " ".join(words.split()), count=1)))
        lead = None
    return tuple(found)


def clauses(text: str) -> tuple[Aside, ...]:
    """All clauses that say something, as they stand."""
    if len(text) > _LONGEST:
        return ()
    stretches = ((start, end, " ".join(text[start:end].split())) for start, end in _clauses(text))
    return tuple(
        Aside("remark", start, end, words)
        for start, end, words in stretches
        if not _LEAD.fullmatch(words) and not is_courtesy(words)
    )


def conditional(text: str) -> bool:
    """Whether an order in this text hangs on an answer, or may be no order yet."""
    return search("condition", text)


def wants_made_good(text: str) -> bool:
    """Whether what came bad, or did not come, shall be made good, so that what is counted may be no order."""
    harmed = any(one.kind == "harm" for one in asides(text))
    return (harmed and search("redress", text)) or search("owed", text)


def without(text: str, some: tuple[Aside, ...]) -> str:
    """The text with blanks in their place, so that all else stands where it stood."""
    for one in some:
        text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    return text


@cache
def samples() -> Mapping[str, Any]:
    """The table of words with its samples."""
    return tomllib.loads(files("bot.desk").joinpath("beside.toml").read_text("utf-8"))


def is_courtesy(words: str) -> bool:
    """Whether a question wants nothing but a nod."""
    bare = re.sub(r"\A\W+|\W+\Z", "", words)
    return any(pattern.fullmatch(bare) for pattern in _patterns("courtesy"))


def _kind(words: str) -> Literal["question", "harm"] | None:
    if search("harmed", words):
        return "harm"
    return "question" if search("question", words) and not is_courtesy(words) else None


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    """Where clauses begin and end, the mark of a question with it."""
    start, count = 0, 0
    for match in _APART.finditer(text):
        end = match.end() if match[0][0] in "?？" else match.start()
        if text[start:end].strip():
            count += 1
            if count > _MOST_CLAUSES:
                return
            yield start, end
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


def search(table: str, text: str) -> bool:
    """Whether the text holds one of the words of this table."""
    return any(pattern.search(text) for pattern in _patterns(table))


@cache
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one, re.IGNORECASE) for one in samples()[name]["re"])
