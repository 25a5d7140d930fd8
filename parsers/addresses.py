"""Where the goods shall go: written addresses, and the labels that follow a delivery cue (送仓库, ship to Reno)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from parsers import phrases
from parsers.spans import Span


@dataclass(frozen=True, slots=True)
class AddressValue:
    """`text` is the address or the label's words; `cue` the words that announced it, if any."""

    text: str
    kind: Literal["address", "label", "usual"]
    cue: str | None = None


_HAN = re.compile(r"[㐀-鿿]")
# What makes Chinese words an address: a number, or the name of a place that needs none.
_PLACED = re.compile(r"\d|项目部|园|市场|大厦|村|医院|学校|大学")
_LEAST_CHINESE = 6
_CUE_REACH = 12


def find(text: str) -> list[Span]:
    """Spans 'address', 'address_label' and 'address_usual' (老地方, same address), all AddressValue."""
    found: list[Span] = []
    for span in (*_chinese(text), *_english(text)):
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


def _book(name: str) -> re.Pattern[str]:
    return phrases.book("addresses")[name].pattern


def _taken(span: Span, found: list[Span]) -> bool:
    return any(other.start < span.end and span.start < other.end for other in found)


def _chinese(text: str) -> Iterator[Span]:
    for name in ("cued_street", "chinese"):
        for match in _book(name).finditer(text):
            group = next(key for key, value in match.groupdict().items() if value)
            start, end = match.span(group)
            inside = _book("cue_inside").match(text[start:end])
            start += inside.end() if inside else 0
            end = start + len(_book("stop").sub("", text[start:end]))
            if end - start < _LEAST_CHINESE or not _PLACED.search(text[start:end]):
                continue
            cue = _book("cue_before").search(text[max(0, start - _CUE_REACH) : start])
            yield _address(text, start, end, cue["cue"] if cue else None)


def _english(text: str) -> Iterator[Span]:
    for name in ("english_cued", "english", "english_stated"):
        for match in _book(name).finditer(text):
            start, end = match.span("address")
            stop = _book("english_stop").search(text[start:end])
            words = text[start : start + stop.start() if stop else end].rstrip(" ,.")
            # A list of products may stand behind a colon too: what is announced by no place itself must read like one.
            strict = name == "english_stated" or not _book("to_a_place").search(match["cue"])
            if not _HAN.search(words) and _is_address(words, strict=strict):
                yield _address(text, start, start + len(words), match["cue"].strip(" ,:："))


def _is_address(words: str, *, strict: bool) -> bool:
    """A number, a street word or a postcode, and two parts at least: 12 Mill Lane, Leeds."""
    if strict and not _book("english_end").search(words):
        return False
    words = _book("day").sub("", words)
    parts = [part for part in words.split(",") if part.strip()]
    lettered = [part for part in parts if sum(c.isalpha() for c in part) >= 3]
    return (
        len(parts) > 1
        and bool(lettered)
        and any(c.isdigit() for c in words)
        and bool(_book("english_street").search(words))
    )


def _address(text: str, start: int, end: int, cue: str | None) -> Span:
    value = AddressValue(text[start:end], "address", cue)
    return Span(start, end, "address", value, 0.95 if cue else 0.8, "addresses.written")


def _labels(text: str) -> Iterator[Span]:
    for name in ("label", "english_label"):
        for match in _book(name).finditer(text):
            cue = match["cue"] or match.groupdict().get("cue_bare") or ""
            value = AddressValue(match["label"].strip(), "label", cue.strip())
            if value.text:
                yield Span(*match.span("label"), "address_label", value, 0.7, "addresses.label")
