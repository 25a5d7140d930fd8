"""Where the goods shall go: written addresses, and the labels that follow a delivery cue (送仓库, ship to Reno)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from parsers import lettercase, phrases, regions
from parsers.patterns import Pattern
from parsers.spans import Span


@dataclass(frozen=True, slots=True)
class AddressValue:
    """`text` is the address or the label's words; `cue` the words that announced it, if any."""

    text: str
    kind: Literal["address", "label", "usual"]
    cue: str | None = None


_HAN = re.compile(r"[㐀-鿿]")
# What makes Chinese words an address: a number, or the name of a place that needs none.
_PLACED = re.compile(
    r"\d|项目部|园|市场|大厦|村|医院|学校|大学|[市州区县].{2,}[镇乡].{2,}|[市州].+[区县].+(?:路|街|道|巷)."
)
_LEAST_CHINESE = 6
_SHARED = re.compile(r"(?:各自?|分别)(?:送|发|要|放|拿)?[\d一二两三四五六七八九十百半]{1,4}[㐀-鿿]")
_CUE_REACH = 12
_ELSEWHERE = 30
# As much of a row above an address as is looked at.
_ABOVE = 120
# So far behind an address a unit tells that its last number counts goods.
_UNIT = 9
_SWAP = 60
# Behind "Co.": a county and what it lies in, and no new sentence.
_COUNTY = re.compile(r"[A-ZÀ-Þ][\w'’-]+(?: [A-Z]\d\d[ \w]{0,5})?[ ]?(?:[,.;\n)]|\Z)")
_ENDED = re.compile(r"\s*(?:[,.;!?\n]|\Z)")
# The patterns of addresses in Latin letters, and whether they must also end like one.
_ENGLISH = (
    ("english_cued", False),
    ("english_whose", False),
    ("english", False),
    ("english_at_once", True),
    ("english_stated", True),
    ("english_chinese", True),
    ("english_announced", True),
    ("english_pointed", True),
    ("english_bare", True),
    ("english_street_alone", False),
)


def find(text: str, *, asked: bool = False) -> list[Span]:
    """Spans 'address', 'address_label' and 'address_usual' (老地方, same address), all AddressValue. `asked`: we asked for
    an address, so that one needs no words before it and no country behind it."""
    found: list[Span] = []
    for span in (*_chinese(text), *_english(text, asked=asked)):
        if not _taken(span, found):
            found.append(span)
    found += [
        Span(m.start(), m.end(), "address_usual", AddressValue(m.group(), "usual"), 0.95, "addresses.usual")
        for m in _book("usual").finditer(text)
    ]
    for span in _labels(text):
        if not _taken(span, found):
            found.append(span)
    return sorted(found, key=lambda span: span.start)


def _book(name: str) -> Pattern:
    return phrases.book("addresses")[name].pattern


def _taken(span: Span, found: list[Span]) -> bool:
    return any(other.start < span.end and span.start < other.end for other in found)


def _chinese(text: str) -> Iterator[Span]:
    for name in ("cued_nested", "cued_street", "chinese"):
        for match in _book(name).finditer(text):
            group = next(key for key, value in match.groupdict().items() if value)
            start, end = match.span(group)
            inside = _book("cue_inside").match(text[start:end])
            start += inside.end() if inside else 0
            end = start + len(_book("stop").sub("", text[start:end]))
            nested = name == "cued_nested"
            if _SHARED.search(text[start:end]):
                # 送东门店和西门店各10件
                continue
            if end - start < _LEAST_CHINESE or not (nested or _PLACED.search(text[start:end])):
                continue
            cue = _book("cue_before").search(text[max(0, start - _CUE_REACH) : start])
            yield _address(text, start, end, cue["cue"] if cue else None)


def _english(said: str, *, asked: bool) -> Iterator[Span]:
    text = lettercase.ordinary(said)
    for name, strict in (*_ENGLISH, *([("english_answered", True)] if asked else [])):
        for match in _book(name).finditer(text):
            start, end = match.span("address")
            start = _behind_day(text, start, end)
            words = _bracketed(text[start : start + _stop(text[start:end])]).rstrip(" ,.")
            start, words = _without_company(start, words)
            start, words = _town_once(start, words)
            counted = _book("counted").search(text, start, start + len(words) + _UNIT)
            if counted:
                words = text[start : min(start + len(words), counted.start())].rstrip(" ,.")
            cue = match["cue"].strip(" ,:：") or None
            before = text[max(0, start - _ELSEWHERE) : start]
            if not _book("sends").search(cue or "") and _book("elsewhere").search(before):
                continue
            if _no_goods(text, start):
                continue
            # A list of products may stand behind a colon too: what is announced by no place itself must read like one.
            doubt = strict or (name == "english_cued" and not _book("to_a_place").search(match["cue"]))
            answered = name == "english_answered" and _ENDED.match(text, start + len(words)) is not None
            whole = name == "english_street_alone" or _is_address(
                words,
                strict=doubt,
                alone=cue is None
                and name not in ("english_answered", "english_announced", "english_pointed"),
                least=1 if answered else 2,
            )
            if whole and not _HAN.search(words):
                yield _address(said, start, start + len(words), cue)


def _without_company(start: int, words: str) -> tuple[int, str]:
    """Where the address begins, and it, without the company that it begins with: Mill Ltd, 12 Mill Lane, Leeds."""
    match = _company().match(words)
    if match is None or not any(character.isdigit() for character in words[match.end() :]):
        return start, words
    return start + match.end(), words[match.end() :]


def _behind_day(text: str, start: int, end: int) -> int:
    """Where the address begins, behind the day that is told before it: by 3 May, 12 Mill Lane, Leeds."""
    match = _book("day_first").match(text[start:end])
    told = match is not None and any(character.isdigit() for character in text[start + match.end() : end])
    return start + match.end() if match is not None and told else start


def _town_once(start: int, words: str) -> tuple[int, str]:
    """Where the address begins, and it, without the town that is named first and in its place again: Leeds, 12 Mill Lane, Leeds."""
    first, comma, rest = words.partition(",")
    parts = [part.strip().lower() for part in rest.split(",")]
    if not comma or any(map(str.isdigit, first)) or first.strip().lower() not in parts[1:]:
        return start, words
    behind = rest.lstrip()
    return start + len(words) - len(behind), behind


@cache
def _company() -> re.Pattern[str]:
    forms = phrases.slot("names", "corporate")
    return re.compile(rf"(?:the )?[A-ZÀ-Þ][\w&.'’ -]{{1,48}}? {forms}[,:]\s{{1,2}}(?=\S)", re.ASCII)


def _bracketed(words: str) -> str:
    """The words to the bracket that closes what was opened before them."""
    depth = 0
    for place, character in enumerate(words):
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return words[:place]
    return words


def _stop(text: str) -> int:
    """Where the address ends that the text begins with: at a full stop, but not that of an abbreviation."""
    for match in _book("english_stop").finditer(text):
        if match["point"] is None:
            return match.start()
        word = re.split(r"[ ,.]", text[: match.start()])[-1].lower()
        if word == "co" and _COUNTY.match(text, match.end()):
            continue
        if word.isdigit() and _goes_on_anew(text, match.end()):
            return match.start()
        if len(word) > 1 and word not in phrases.words("addresses", "short") and not word.endswith("str"):
            return match.start()
    return len(text)


def _goes_on_anew(text: str, start: int) -> bool:
    """Whether a sentence begins there, and no further part of an address: hall 7. On each bag, but not 7. Sokak."""
    word = re.match(
        r"\s*([A-Za-z]+)(?! ?\d| (?:Road|Rd|Street|St|Lane|Ln|Way|Avenue|Ave|Close|Court|Yard)\b)",
        text[start:],
    )
    said = word[1].lower() if word else ""
    return said in phrases.words("addresses", "small_words") or said in phrases.words("addresses", "bids")


def _no_goods(text: str, start: int) -> bool:
    """Whether the row above an address that begins a row says that no goods go there."""
    above, _, own = text[:start].rpartition("\n")
    row = above.rstrip().rpartition("\n")[2]
    return not own.strip() and bool(_book("no_goods_there").search(row[-_ABOVE:]))


def _is_address(words: str, *, strict: bool, alone: bool, least: int = 2) -> bool:
    """A number, a street word or a postcode, and two parts or as many as are the `least`: 12 Mill Lane, Leeds. What
    stands `alone` names its country too."""
    words = _book("day").sub("", words)
    parts = [part for part in words.split(",") if part.strip()]
    lettered = [part for part in parts if sum(c.isalpha() for c in part) >= 3]
    abroad = bool(parts) and regions.is_country(parts[-1])
    if alone and not (abroad and len(parts) > 2):
        return False
    # Whoever is asked where may answer without a comma: 12 Mill Lane Leeds.
    ends = len(parts) == 1 or abroad or bool(_book("english_end").search(words))
    if strict and not ends:
        return False
    return (
        len(parts) >= least
        and bool(lettered)
        and any(c.isdigit() for c in words)
        and (abroad or bool(_book("english_street").search(words)))
    )


def _address(text: str, start: int, end: int, cue: str | None) -> Span:
    value = AddressValue(text[start:end], "address", cue)
    return Span(start, end, "address", value, 0.95 if cue else 0.8, "addresses.written")


def _labels(text: str) -> Iterator[Span]:
    for name in ("label", "english_label", "english_town", "english_for"):
        for match in _book(name).finditer(text):
            groups = match.groupdict()
            cue = next((groups[key] for key in ("cue", "cue_bare", "cue_to") if groups.get(key)), "")
            place = "town" if groups.get("town") else "label"
            value = AddressValue(match[place].strip(), "label", cue.strip())
            if name == "english_town" and _book("swaps").search(
                text[max(0, match.start() - _SWAP) : match.start()]
            ):
                continue
            if value.text and value.text not in phrases.words("addresses", "spot_at"):
                yield Span(*match.span(place), "address_label", value, 0.7, f"addresses.{place}")
