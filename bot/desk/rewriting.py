"""An edited chat message: what it now says as a whole, and the order that it made when it was first written."""

from dataclasses import dataclass, replace

from bot.desk import joining
from store import inbox, orders
from store.database import Tx
from store.envelope import Envelope
from store.inbox import InboxItem
from store.order import Order


@dataclass(frozen=True, slots=True)
class Rewritten:
    """`envelope`: the edit, with the words of all that was read as one with it; `items`: where its files are.

    `order`: what the message made, if it made one; `outcome`: what came of it; `same`: no word of it is another now.
    """

    envelope: Envelope
    items: tuple[InboxItem, ...]
    order: Order | None
    outcome: str | None
    same: bool


def rewritten(tx: Tx, item: InboxItem) -> Rewritten | None:
    """What an edited message makes of the one that it is a version of; None if that one never came in."""
    if not item.envelope.edited:
        return None
    original = next(iter(inbox.versions(tx, item, before=item.id)), None)
    whole = original and (inbox.get(tx, original.part_of) if original.part_of else original)
    if original is None or whole is None:
        return None
    parts = inbox.parts(tx, whole.id)
    edits = [
        version
        for part in (whole, *parts)
        for version in inbox.versions(tx, part, before=item.id)
        if version.envelope.edited and version.id not in {one.id for one in parts}
    ]
    later = sorted((*parts, *edits), key=lambda one: one.id)
    before, after = joining.joined(whole, later), joining.joined(whole, (*later, item))
    order = orders.get(tx, whole.order_no) if whole.order_no else None
    if order is not None:
        made_by = orders.history(tx, order.order_no)[0].data.get("source")
        order = order if made_by == whole.envelope.source else None
    return Rewritten(
        replace(item.envelope, text=after.envelope.text, attachments=after.envelope.attachments),
        joining.newest(whole, (*later, item)),
        order,
        whole.outcome,
        same=before.envelope.text == after.envelope.text,
    )
