"""Whose an order is once it is received: the company's rules by product, place, customer, stock and work in hand."""

from collections.abc import Iterator
from datetime import datetime

from bot.desk import stock
from bot.desk.areas import says
from bot.desk.desk import Desk
from bot.desk.staffsettings import AssignmentSettings
from parsers.catalog import Catalog
from parsers.normalize import plain
from store import assignments, orders
from store.database import Tx
from store.order import Order
from store.order_events import OrderEvent
from store.states import FINAL

BY = "jiedan"


def assign(tx: Tx, order: Order, *, desk: Desk, now: datetime) -> Order:
    """The order in the hands of those whom the rules name, once it is received and nobody has it; else as it was."""
    if not desk.staff.rules or order.assigned or order.status == "draft" or order.status in FINAL:
        return order
    names = list(dict.fromkeys(_named(tx, order, desk)))
    if not names:
        return order
    event = OrderEvent("order_assigned", now, BY, order.channel, None, {"assigned": names})
    return orders.append(tx, order.order_no, [event], expected_version=order.version)


def _named(tx: Tx, order: Order, desk: Desk) -> Iterator[str]:
    catalog, _ = desk.company(tx)
    fitted = False
    for rule in desk.staff.rules:
        if (rule.otherwise and fitted) or not fits(rule, order, catalog):
            continue
        fitted = True
        in_hand = assignments.in_hand(tx, rule.to) if len(rule.to) > 1 else {}
        yield min(rule.to, key=lambda name: in_hand.get(name, 0))


def fits(rule: AssignmentSettings, order: Order, catalog: Catalog) -> bool:
    """Whether all that the rule asks for is so."""
    ordered = [(line, product) for line in order.lines if line.sku and (product := catalog.get(line.sku))]
    if rule.categories:
        wanted = {_bare(one) for one in rule.categories}
        if not any(_bare(product.category or "") in wanted for _, product in ordered):
            return False
    if rule.regions and not any(says(order.delivery_address or "", region) for region in rule.regions):
        return False
    if rule.customers and order.customer.code not in rule.customers:
        return False
    if rule.stock is not None:
        short = any(stock.is_short(product, line.quantity, line.unit) for line, product in ordered)
        return short == (rule.stock == "short")
    return True


def _bare(words: str) -> str:
    return plain(words).casefold().strip()
