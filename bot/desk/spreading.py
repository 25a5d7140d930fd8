"""An answer that makes more lines: several of the kinds that were offered, each with its amount ("1A 2箱，1B 1箱", "2 cases of
each"), or other goods besides ("1A and 5 cases of green tea")."""

import re
from collections.abc import Callable
from dataclasses import replace

from bot.desk.clarification import Question, Settled, questions
from bot.desk.content import Content, from_reading, line_index
from parsers.catalog import Catalog
from parsers.reading import Customer, Reading
from store.order import OpenQuestion

Read = Callable[[str], Reading]
"""Reads a text as an order of its own."""

_CODE = re.compile(r"(?<![A-Za-z0-9])(?:([1-9])\s?)?([A-Ia-i])(?![A-Za-z])")
_EACH = re.compile(
    r"(?:两种|都要|每种|每样|一样|各|要|来|both[,:]?|,|，|\s)*(?P<amount>(?:\d+|[一二两三四五六七八九十]{1,3})\s?[㐀-鿿]{0,2}?)(?:吧|\s)*"
    r"|(?:both[,:]? |take )?(?P<en>\d+(?: [a-z]+)?) (?:of )?each(?: one| kind)?(?:,? please)?[.!]?",
    re.IGNORECASE,
)
_PIECES = re.compile(r"\s*[,，;；、\n]\s*|\s+(?:and|plus)\s+", re.IGNORECASE)
_MOST = 4


def spread(
    words: str, content: Content, catalog: Catalog, *, customer: Customer | None, read: Read
) -> Settled | None:
    """The order with one line for each kind that the answer takes; None where it does not say how much of each."""
    asked = [q for q in questions(content.flags, content.lines) if q.kind == "sku" and q.choices]
    if len(asked) != 1 or not 2 <= len(asked[0].choices) <= _MOST:
        return None
    question = asked[0]
    text = _in_full(words, question, catalog)
    if text is None:
        return None
    reading = read(text)
    order = from_reading(reading, catalog=catalog, customer=customer)
    taken = order.lines
    kinds = {choice.value for choice in question.choices}
    skus = [line.sku for line in taken]
    sure = reading.intent == "new_order" and not any(
        line_index(flag.field) is not None for flag in reading.flags
    )
    if not sure or len(taken) < 2 or len(set(skus)) < len(skus) or not kinds.issuperset(skus):
        return None
    if any(line.quantity is None for line in taken):
        return None
    at = line_index(question.flag.field) or 0
    words_of = content.lines[at].text
    lines = (*content.lines[:at], *(replace(one, text=words_of) for one in taken), *content.lines[at + 1 :])
    flags = tuple(_moved(flag, at, len(taken) - 1) for flag in content.flags if flag != question.flag)
    currency = content.currency or order.currency
    return Settled(replace(content, lines=lines, currency=currency, flags=flags), "", ())


def besides(pending: Content, fresh: Reading) -> bool:
    """Whether a message, read as an order of its own, orders only goods that are not on the pending order, while all that is
    asked is how much of those on it: then its amounts are no answer to that."""
    asks_amounts = pending.flags and all(
        flag.field.endswith((".quantity", ".unit", ".stock")) for flag in pending.flags
    )
    if not asks_amounts or fresh.intent != "new_order" or fresh.verdict == "review" or not fresh.lines:
        return False
    offered = {one.partition("=")[2] for flag in pending.flags for one in flag.candidates}
    there = {line.sku for line in pending.lines} | offered
    return all(
        line.sku and line.sku not in there and line.quantity is not None for line in fresh.lines
    ) and not any(line_index(flag.field) is not None for flag in fresh.flags)


def of_substitute(pending: Content, fresh: Reading) -> bool:
    """Whether the message, read as an order of its own, gives an amount of a substitute that was offered."""
    offered = {
        value
        for flag in pending.flags
        for kind, _, value in (one.partition("=") for one in flag.candidates)
        if kind == "substitute"
    } - {line.sku for line in pending.lines}
    return fresh.intent == "new_order" and any(
        line.sku in offered and line.quantity is not None for line in fresh.lines
    )


def shared_out(
    pending: Content, fresh: Reading, catalog: Catalog, *, customer: Customer | None
) -> Settled | None:
    """The order where the message gives an amount both of the short goods and of their substitute, and orders nothing else."""
    short = [flag for flag in pending.flags if flag.field.endswith(".stock")]
    at = line_index(short[0].field) if len(short) == 1 else None
    if at is None or len(fresh.lines) != 2 or fresh.verdict != "accept":
        return None
    offered = {one.partition("=")[2] for one in short[0].candidates if one.startswith("substitute=")}
    if fresh.delivery_date or fresh.note or any(line.quantity is None for line in fresh.lines):
        return None
    first, second = sorted(fresh.lines, key=lambda line: line.sku in offered)
    if first.sku != pending.lines[at].sku or second.sku not in offered:
        return None
    order = from_reading(replace(fresh, lines=(first, second)), catalog=catalog, customer=customer)
    lines = (*pending.lines[:at], *order.lines, *pending.lines[at + 1 :])
    flags = tuple(_moved(flag, at, 1) for flag in pending.flags if flag != short[0])
    return Settled(replace(pending, lines=lines, flags=flags), "", ())


def joined(settled: Settled, besides: Reading, catalog: Catalog, *, customer: Customer | None) -> Settled:
    """The order as the choices leave it, with the lines that are ordered beside them and what is to be asked about those."""
    more = from_reading(besides, catalog=catalog, customer=customer)
    count = len(settled.content.lines)
    asked = tuple(_moved(flag, -1, count) for flag in more.flags if line_index(flag.field) is not None)
    content = replace(
        settled.content,
        lines=(*settled.content.lines, *more.lines),
        currency=settled.content.currency or more.currency,
        flags=(*settled.content.flags, *asked),
    )
    return replace(settled, content=content, rest="")


def _in_full(words: str, question: Question, catalog: Catalog) -> str | None:
    """The answer as an order of the kinds that it names, or None if it gives no amounts to several of them."""
    names = {choice.letter: _name(choice.value, catalog) for choice in question.choices}
    each = _EACH.fullmatch(words.strip())
    if each is not None and ("各" in words or "每" in words or each["en"]):
        amount = each["amount"] or each["en"]
        return "\n".join(f"{name} {amount}" for name in names.values())
    pieces = [piece for piece in _PIECES.split(words.strip()) if piece]
    if len(pieces) < 2:
        return None
    full = []
    for piece in pieces:
        code = _CODE.search(piece)
        known = code is not None and code[1] in {None, str(question.number)} and code[2].upper() in names
        if code is not None and known:
            full.append(f"{names[code[2].upper()]} {piece[: code.start()]} {piece[code.end() :]}")
        elif question.line is not None and not piece.isascii():
            full.append(f"{question.line.text}{piece}")
        else:
            return None
    return "\n".join(full)


def _name(sku: str, catalog: Catalog) -> str:
    product = catalog.get(sku)
    return product.name if product else sku


def _moved(flag: OpenQuestion, after: int, by: int) -> OpenQuestion:
    """The question about a line that stands further on now."""
    index = line_index(flag.field)
    if index is None or index <= after:
        return flag
    return replace(flag, field=flag.field.replace(f"[{index}]", f"[{index + by}]"))
