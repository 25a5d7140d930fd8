"""An answer that makes more lines: several of the kinds that were offered ("1A 2箱，1B 1箱", "2 cases of each", "both"), or
other goods besides ("1A and 4 cases of green tea")."""

from collections.abc import Callable
from dataclasses import replace

from bot.desk import answerwords
from bot.desk.clarification import Settled, questions
from bot.desk.content import Content, from_reading, line_index
from bot.desk.severalkinds import Several, several
from parsers.catalog import Catalog
from parsers.reading import Customer, Reading
from store.order import LineItem, OpenQuestion

Read = Callable[[str], Reading]
"""Reads a text as an order of its own."""
Answer = Callable[[str, Content], Reading]
"""Reads a text as the answer to what is asked of a content."""

_MOST = 4


def spread(
    words: str,
    content: Content,
    catalog: Catalog,
    *,
    customer: Customer | None,
    read: Read,
    answer: Answer,
) -> Settled | None:
    """The order with one line for each kind that the answer takes, and what else it says; None where it takes no several.

    `answer` reads a text as the answer to what is asked of a content."""
    asked = [q for q in questions(content.flags, content.lines) if q.kind == "sku" and q.choices]
    if len(asked) != 1 or not 2 <= len(asked[0].choices) <= _MOST:
        return None
    question = asked[0]
    at = line_index(question.flag.field)
    if at is None or at >= len(content.lines):
        return None
    old = content.lines[at]
    alone = replace(content, lines=(old,), flags=(replace(question.flag, field="lines[0].sku"),))

    def choose(name: str) -> str | None:
        reading = answer(name, alone)
        lines = reading.lines if reading.verdict == "accept" else ()
        same = [(line.quantity, line.unit) for line in lines] == [
            (old.quantity, lines[0].unit if lines else None)
        ]
        return lines[0].sku if same else None

    found = several(words, question, catalog, choose)
    if found is None:
        return None
    if any(one.quantity is None for one in found.taken):
        taken = tuple(_unmeasured(old, one.sku, catalog) for one in found.taken)
        open_ = tuple(OpenQuestion(f"lines[{at + i}].quantity", "missing") for i in range(len(taken)))
        currency = content.currency
    else:
        order = _ordered(found, catalog, customer, read)
        if order is None:
            return None
        taken, open_ = tuple(replace(one, text=old.text) for one in order.lines), ()
        currency = content.currency or order.currency
    lines = (*content.lines[:at], *taken, *content.lines[at + 1 :])
    left = tuple(_moved(flag, at, len(taken) - 1) for flag in content.flags if flag != question.flag)
    rest = found.beside if answerwords.says_something(found.beside) else ""
    return Settled(replace(content, lines=lines, currency=currency, flags=(*open_, *left)), rest, ())


def _ordered(found: Several, catalog: Catalog, customer: Customer | None, read: Read) -> Content | None:
    """What is taken, read as an order of its own: nothing of it is to be asked."""
    text = "\n".join(
        f"{_name(one.sku, catalog)} {format((one.quantity or 0), 'f')}{one.unit}" for one in found.taken
    )
    reading = read(text)
    order = from_reading(reading, catalog=catalog, customer=customer)
    sure = reading.intent == "new_order" and not any(
        line_index(flag.field) is not None for flag in reading.flags
    )
    same = [(line.sku, line.quantity, line.unit) for line in order.lines] == [
        (one.sku, one.quantity, one.unit) for one in found.taken
    ]
    return order if sure and same else None


def _unmeasured(line: LineItem, sku: str, catalog: Catalog) -> LineItem:
    """The line of this kind, by its own name, for how much of it has to be asked."""
    product = catalog.get(sku)
    name = product.name if product is not None else sku
    if product is not None and line.text.isascii():
        name = product.name_en or name
    unit = product.default_unit if product is not None else None
    return LineItem(sku=sku, text=name, quantity=None, unit=line.unit if line.unit == unit else unit)


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


def _name(sku: str, catalog: Catalog) -> str:
    product = catalog.get(sku)
    return product.name if product else sku


def _moved(flag: OpenQuestion, after: int, by: int) -> OpenQuestion:
    """The question about a line that stands further on now."""
    index = line_index(flag.field)
    if index is None or index <= after:
        return flag
    return replace(flag, field=flag.field.replace(f"[{index}]", f"[{index + by}]"))
