"""Positions of a list that the message answers: item 2, position 3, 第二项, option B stand for the products named there.

The list is the order or offer that the message quotes; without one the order that it is about.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from parsers import number_words
from parsers.parts import Part, parts
from parsers.products import Match
from parsers.reading import Context
from parsers.spans import Span

_ROW = re.compile(
    r"^[>\s]{0,12}(?:pos\.? ?|item ?|no\.? ?|option ?|方案|选项)?(\d{1,2}|[a-jA-J])(?:[).、:：]|(?=\s))\s*(\S.{1,160})$",
    re.MULTILINE,
)
# Rows that bear letters come behind all that bear numbers.
_LETTERS, _FIRST_LETTER = 1000, ord("a")
_LETTER = re.compile("[a-j]")
_SO_LETTERED = r"[a-j](?:(?:, ?| ?& ?| and | or |[和、及跟与或])[a-j]){0,6}"
_LETTERED = re.compile(
    rf"(?:\b(?:options?|offers?|items?|choices?|variants?|positions?|pos\.?) ?|(?:方案|选项|选择?|要|拿) ?)({_SO_LETTERED})(?![a-z0-9])"
    rf"|(?<![a-z0-9])({_SO_LETTERED})(?= ?(?:方案|款|项|选项))"
    rf"|(?<![a-z0-9])({_SO_LETTERED.replace('{0,6}', '{1,6}')})(?![a-z0-9])"
    # Alone an a may be a word: A: 20 pcs.
    r"|(?<![a-z0-9_&'.-])([b-hj]|a(?=[:：]? ?\d|不要))(?![a-z0-9_&'-])"
)
_TIES = r"(?:, ?| ?& ?| and | or )"
_STATED = re.compile(
    rf"\b(?:items?|pos(?:itions?|\.)?|lines?|rows?)(?: no\.?| number)? ?#?((?:\d{{1,2}}{_TIES})*\d{{1,2}})\b(?! ?%)"
    r"|第([0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:项|行|条|个|款|样|种)"
)
_NUMBER = re.compile(r"\d{1,2}")
# Number 3 is a place in the list where no name goes on behind it (number 3 brushes).
_NAMED = re.compile(
    r"\b(?:numbers?|options?) ?#?(\d{1,2})\b(?=(?: ?[,.;:!?)(\n&x-]|$| \d| (?:and|or|only|for|please|pls|at|is|as|from|in|to|we|with|too|plus)\b))"
)
# 1和3要; 2)要20把; 3拿2箱: a number that opens a clause, or a run of them, is a place in the list where a verb or its own sign
# stands behind it.
_OPENING = re.compile(
    r"(?:(?<=^)|(?<=[\n,，。;；!！]))[^\S\n]{0,2}(?P<run>(?:\d{1,2} ?(?:[和跟与及、,&+]|and) ?){0,5}\d{1,2})"
    r"(?: ?[)）](?= ?(?:不?要|不用|拿|来|訂|订|先|\d))| ?[:：](?!\d\d(?!\d))| ?号(?![前后那当到送发之以左货交取下上早晚中凌]|来(?! ?\d))|(?= ?(?:不?要|不用|拿|来|訂|订|都|各|先|就|取消|唔要|攞)))",
    re.MULTILINE,
)
# 10 boxes of no. 2.
_NUMBERED = re.compile(r"(?:\bno\.? ?|#)(\d{1,2})\b(?![.,]\d| ?[%\"\u2033]|[a-z])")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_PLACES = {word: place for place, word in enumerate(_ORDINALS, 1)}
_PLACES |= {
    f"{place}{'st' if place == 1 else 'nd' if place == 2 else 'rd' if place == 3 else 'th'}": place
    for place in range(1, 11)
}
_ORDINAL = re.compile(rf"\b(?:{'|'.join(_PLACES)})\b")
# The third one; the first and the third of your offer. The first week is none.
_RANKED = re.compile(
    rf"\bthe ((?:(?:{'|'.join(_PLACES)})(?:, ?| ?& ?| and | or )(?:the )?){{0,6}}(?:{'|'.join(_PLACES)}))"
    r"(?: (?:ones?|items?|offers?|positions?|products?|lines?|options?|rows?)\b|(?= (?:of|on|in) (?:the|your|ur) (?:list|offer|quote|quotation|mail|email)\b))"
)
# Amounts stand behind a name: what a row's name has is read up to them.
_MOST_PARTS = 10


def quoted(texts: Iterable[str], find: Callable[[Sequence[Part]], Match]) -> dict[int, str]:
    """The SKU at each position of the list that is quoted; empty if there is none."""
    found: dict[int, str] = {}
    for text in texts:
        for row in _ROW.finditer(text):
            sku = _named(row[2], find)
            if sku is not None:
                found.setdefault(_row(row[1]), sku)
    return found


def of_order(context: Context, lowered: str = "") -> dict[int, str]:
    """The SKU at each position of the order that it is about, of several the one whose number is `lowered` anywhere; empty
    if it is unclear which one is meant."""
    orders = [context.pending] if context.pending is not None else list(context.open_orders)
    if len(orders) > 1:
        orders = [order for order in orders if order.order_no and order.order_no.lower() in lowered]
    if len(orders) != 1:
        return {}
    return {place: line.sku for place, line in enumerate(orders[0].lines, 1) if line.sku}


def _named(row: str, find: Callable[[Sequence[Part]], Match]) -> str | None:
    """The one product that the row names by its longest beginning."""
    phrase = list(parts(row))[:_MOST_PARTS]
    for length in range(len(phrase), 0, -1):
        match = find(phrase[:length])
        if match.status == "one" and match.strong:
            return match.skus[0]
    return None


def find(lowered: str, skus: Mapping[int, str], listed: Mapping[int, str]) -> list[Span]:
    """Spans 'sku' of the positions that the text states. The second one is so only of what is `listed` before the writer's
    eyes: of an order that was confirmed long ago nobody knows how he counts."""
    spans: list[Span] = []
    if not skus:
        return spans
    for match in _STATED.finditer(lowered):
        if match[2] is not None:
            place = _place(match[2])
            if place in skus:
                spans.append(Span(*match.span(), "sku", skus[place], 1.0, "positions"))
            continue
        for number in _NUMBER.finditer(lowered, match.start(1), match.end(1)):
            place = int(number[0])
            # The first number stands with its word: items 2 and 5.
            start = match.start() if number.start() == match.start(1) else number.start()
            if place in skus:
                spans.append(Span(start, number.end(), "sku", skus[place], 1.0, "positions"))
    for match in _OPENING.finditer(lowered) if len(listed) > 1 else ():
        numbers = list(_NUMBER.finditer(lowered, match.start("run"), match.end("run")))
        if all(int(number[0]) in listed for number in numbers):
            for number in numbers:
                end = match.end() if number is numbers[-1] else number.end()
                spans += _at(number.start(), end, int(number[0]), listed)
    for match in (one for pattern in (_NAMED, _NUMBERED) for one in pattern.finditer(lowered)):
        spans += _at(match.start(), match.end(), int(match[1]), listed)
    for match in _LETTERED.finditer(lowered) if max(listed, default=0) > _LETTERS else ():
        letters = list(
            _LETTER.finditer(lowered, match.start(match.lastindex or 0), match.end(match.lastindex or 0))
        )
        for letter in letters:
            start = match.start() if letter is letters[0] else letter.start()
            spans += _at(start, letter.end(), _row(letter[0]), listed)
    for match in _RANKED.finditer(lowered):
        ranks = list(_ORDINAL.finditer(lowered, match.start(1), match.end(1)))
        for rank in ranks:
            # The last one stands with the noun behind it: the first and the third one.
            end = match.end() if rank is ranks[-1] else rank.end()
            spans += _at(rank.start(), end, _PLACES[rank[0]], listed)
    return spans


def _at(start: int, end: int, place: int, skus: Mapping[int, str]) -> list[Span]:
    return [Span(start, end, "sku", skus[place], 1.0, "positions")] if place in skus else []


def _row(written: str) -> int:
    return int(written) if written.isdigit() else _LETTERS + 1 + ord(written.lower()) - _FIRST_LETTER


def _place(written: str) -> int:
    if written.isdigit():
        return int(written)
    words = number_words.chinese(written)
    return int(words.low) if words is not None else 0
