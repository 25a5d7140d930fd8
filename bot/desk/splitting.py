"""A message that is several orders: for two places, for two days, or one order and "another order".

It is cut only where there is one way to cut it, into parts each of which is a whole order by itself; how it is cut is
found by reading the parts, not by more rules on words.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from itertools import combinations, pairwise
from typing import Any

from parsers.reading import Line, Reading

Read = Callable[[str], Reading]

SEVERAL = "several orders in one message"
"""Why a message waits for a person who tells its orders apart."""

_SEVERAL = frozenset({("delivery_address", "ambiguous"), ("delivery_date", "conflict")})
_BREAKS = re.compile(r"\s*\n\s*|[。；;，,]\s*|\.\s+|\s+and\s+", re.IGNORECASE)
_BEGINS = re.compile(r"(?:^|[\n。；;!！?？，,.])[\s\-*•>]*(?:\(?\d[.、)）]\s*)?$")
_HEADING_ENDS = re.compile(r"\s*(?:[:：,，.、)\-]\s*|\n\s*)|(?<=[:：.)\-])\s*")
# What may stand before the first of several orders: "two orders for Friday".
_ANNOUNCING = frozenset({"new_order", "other", "inquiry"})
_MOST_BREAKS = 12
_MOST_ORDERS = 4


def places_or_days(reading: Reading) -> int:
    """How many places or days of delivery an order of several lines names, where it should name one; 0 if it names one."""
    if reading.intent != "new_order" or len(reading.lines) < 2:
        return 0
    several = [flag for flag in reading.flags if (flag.field, flag.code) in _SEVERAL]
    return max((len(flag.candidates) for flag in several), default=0)


def headed(text: str) -> tuple[tuple[int, int], ...]:
    """Where in the text another order begins, in so many words: from where to where these words stand."""
    found: dict[int, int] = {}
    for pattern in _patterns("another"):
        for match in pattern.finditer(text):
            if _BEGINS.search(text[max(0, match.start() - 20) : match.start()]):
                found[match.start()] = max(match.end(), found.get(match.start(), 0))
    return tuple(sorted(found.items()))


def orders(text: str, whole: Reading, read: Read) -> tuple[Reading, ...]:
    """The orders that the text is, by its headings or by its places and days; none if it is not clearly several."""
    if whole.intent != "new_order" or len(whole.lines) < 2:
        return ()
    headings = headed(text)
    if headings:
        chunks = _chunks(text, headings)
        # What is said of all of them at the end would be heard of the last alone.
        return () if any(map(said_jointly, chunks[1:])) else _whole_orders(chunks, whole, read, headed=True)
    count = places_or_days(whole)
    if not 2 <= count <= _MOST_ORDERS or whole.note:
        # Whose a remark is could not be told.
        return ()
    breaks = [match.end() for match in _BREAKS.finditer(text) if match.end() < len(text)]
    if len(breaks) > _MOST_BREAKS:
        return ()
    known: dict[str, Reading] = {}

    def read_once(part: str) -> Reading:
        if part not in known:
            known[part] = read(part)
        return known[part]

    found: dict[tuple[object, ...], tuple[Reading, ...]] = {}
    for cuts in combinations(breaks, count - 1):
        parts = _whole_orders([text[a:b] for a, b in pairwise((0, *cuts, len(text)))], whole, read_once)
        apart = {(part.delivery_address, part.delivery_date) for part in parts}
        if parts and len(apart) == len(parts):
            found[
                tuple((_goods(part.lines), part.delivery_address, part.delivery_date) for part in parts)
            ] = parts
    return next(iter(found.values())) if len(found) == 1 else ()


def for_several(text: str, whole: Reading, read: Read) -> bool:
    """Whether a sales rep orders for several customers at once: parts of the text name one each, and not the same."""
    named = next((flag for flag in whole.flags if flag.field == "customer"), None)
    if named is None or len(named.candidates) < 2:
        return False
    parts = [part for part in re.split(r"[\n，,；;。]", text) if part.strip()][:_MOST_BREAKS]
    return len({code for part in parts if (code := read(part).customer.code)}) > 1


def _chunks(text: str, headings: tuple[tuple[int, int], ...]) -> list[str]:
    """The orders without the words that number them, and what stands before the first."""
    ends = [start for start, _ in headings[1:]] + [len(text)]
    return [
        text[: headings[0][0]],
        *(_bare(text[start:end], begun - start) for (start, begun), end in zip(headings, ends, strict=True)),
    ]


def _bare(chunk: str, heading: int) -> str:
    ended = _HEADING_ENDS.match(chunk, heading)
    return chunk[ended.end() :] if ended else chunk


def _whole_orders(
    chunks: list[str], whole: Reading, read: Read, *, headed: bool = False
) -> tuple[Reading, ...]:
    """The readings of the chunks, if each is an order and together they order what the whole does; else none.

    What the whole says once is said of all; under headings, what stands before the first.
    """
    parts: list[Reading] = []
    common = None if headed else whole
    for chunk in chunks:
        if not chunk.strip():
            continue
        part = read(chunk)
        if headed and not part.lines and chunk is chunks[0] and part.intent in _ANNOUNCING:
            common = replace(part, customer=whole.customer)
            continue
        several = any((flag.field, flag.code) in _SEVERAL for flag in part.flags)
        if part.intent != "new_order" or not part.lines or part.verdict == "review" or several:
            return ()
        parts.append(_with_common(part, common) if common else replace(part, customer=whole.customer))
    goods = tuple(each for part in parts for each in _goods(part.lines))
    return tuple(parts) if len(parts) > 1 and goods == _goods(whole.lines) else ()


def _with_common(part: Reading, whole: Reading) -> Reading:
    """What is said once, of all of them: a day, a payment, the customer's number and who they are."""
    asked = {flag.field for flag in whole.flags}
    return replace(
        part,
        customer=whole.customer,
        delivery_date=part.delivery_date or (None if "delivery_date" in asked else whole.delivery_date),
        payment=part.payment or whole.payment,
        po_number=part.po_number or whole.po_number,
        urgent=part.urgent or whole.urgent,
    )


def _goods(lines: tuple[Line, ...]) -> tuple[object, ...]:
    return tuple((line.sku or line.text, line.quantity, line.unit) for line in lines)


def said_jointly(text: str) -> bool:
    """Whether the text says something of several things together."""
    return any(pattern.search(text) for pattern in _patterns("jointly"))


@cache
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in samples()[name]["re"])


@cache
def samples() -> Mapping[str, Any]:
    """The table of words with its samples."""
    return tomllib.loads(files("bot.desk").joinpath("splits.toml").read_text("utf-8"))
