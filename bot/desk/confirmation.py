"""Whether an order waits for the customer's yes, and whether it looks like one that we already have."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.desk.case import Writer
from bot.desk.content import Content, same_goods
from bot.desk.likeness import alike, same_number
from bot.desk.settings import DeskSettings, confirm_above
from parsers.catalog import Catalog
from parsers.reading import Customer
from store.order import OpenQuestion, Order


def needs_yes(content: Content, *, writer: Writer, customer: Customer | None, settings: DeskSettings) -> bool:
    """Whether the order is read back for a yes before it counts: by the rule of this customer, else by the company's.

    Who only says to be the customer is bound by the company's rule, and never by a looser one of the customer's.
    """
    known = customer is not None and writer.kind in {"customer", "rep"}
    own = customer.confirmation if customer is not None else ""
    policy = own if known or own == "always" else ""
    policy = policy or settings.confirmation
    if policy in {"always", "never"}:
        return policy == "always"
    if not known:
        return True
    above = confirm_above(policy)
    # An unknown total may be any total.
    return above is not None and (content.total is None or content.total > above)


def duplicate(
    content: Content,
    orders: Iterable[Order],
    *,
    catalog: Catalog,
    customer: Customer | None,
    conversation: str,
    settings: DeskSettings,
    now: datetime,
    besides: str | None = None,
) -> OpenQuestion | None:
    """The question whether this is an order that we have already, or None.

    Suspected are orders of the same customer with the same or similar goods within the company's hours, or with the same
    PO number. Who writes the same twice in one conversation knows what stands there; another way in, or another person,
    may not know, so there less likeness is asked about. Code `conflict`: the same goods; `ambiguous`: only similar ones,
    so that this one may also be the other's new version.
    """
    if "duplicate" in content.agreed or not content.lines:
        return None
    since = now - timedelta(hours=settings.duplicate_hours)
    for order in orders:
        if order.order_no == besides or order.status in {"cancelled", "returned"}:
            continue
        if any(flag.field == "duplicate" for flag in order.flags):
            # Perhaps no order itself; the one that it repeats is among them.
            continue
        if order.customer.code != (customer.code if customer else None):
            continue
        same_po = same_number(content.po_number, order.po_number)
        if not same_po and (
            order.placed_at < since or same_number(content.po_number, order.po_number) is False
        ):
            continue
        if same_goods(content.lines, order.lines):
            return OpenQuestion("duplicate", "conflict", (f"again={order.order_no}",))
        elsewhere = order.conversation != conversation
        if same_po or alike(content, order, catalog, closely=not elsewhere):
            return OpenQuestion("duplicate", "ambiguous", (f"again={order.order_no}",))
    return None
