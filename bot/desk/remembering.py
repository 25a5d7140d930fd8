"""What a change of an order tells of the customer's words: which product a word was settled to mean, and which no more."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from bot.desk.content import Content, line_index
from store.order import LineItem


def settled(asked: Content, after: Content) -> Iterator[tuple[str, str]]:
    """The words of the lines whose product was asked about, each with the SKU that the answer gave it.

    `asked` is the order with its open questions, `after` what came of them. If the answer has moved the lines about,
    nothing can be told.
    """
    pairs = list(zip_longest(asked.lines, after.lines))
    if any(old is not None and old.sku and (new is None or new.sku != old.sku) for old, new in pairs):
        return
    open_now = {flag.field for flag in after.flags}
    meant: dict[str, set[str | None]] = {}
    for line in after.lines:
        meant.setdefault(line.text, set()).add(line.sku)
    for flag in asked.flags:
        place = line_index(flag.field)
        if place is None or not flag.field.endswith(".sku") or flag.field in open_now or place >= len(pairs):
            continue
        old, new = pairs[place]
        if old is None or new is None or old.sku is not None or not new.sku or not old.text:
            continue
        # Who takes several kinds means none of them by the word.
        if new.text == old.text and len(meant[old.text]) == 1:
            yield old.text, new.sku


def corrected(before: Sequence[LineItem], after: Sequence[LineItem]) -> list[str]:
    """The words of the remembered lines that are no more in the order: the customer has meant something else by them."""
    kept = {line.sku for line in after}
    return [line.text for line in before if line.remembered and line.sku not in kept]
