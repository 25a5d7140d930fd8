"""Where the company delivers: of an order that is to go elsewhere a person hears before anybody packs it."""

import re
from datetime import datetime

from bot.desk import due
from bot.desk.desk import Desk
from parsers.normalize import plain
from store.database import Tx
from store.order import Order


def look(tx: Tx, before: Order | None, order: Order, *, desk: Desk, now: datetime) -> None:
    """Opens a review where the address that the order has now is outside of the company's areas; `before`: the order as it
    was, None for a new one. Each address is told once, when the order is placed with it or changed to it."""
    if order.status in {"draft", "cancelled"} or not outside(
        order.delivery_address, desk.settings.delivery_areas
    ):
        return
    if before is not None and before.status != "draft" and before.delivery_address == order.delivery_address:
        return
    reason = f"order {order.order_no} is to go to {order.delivery_address}, where we do not deliver"
    due.open_review(tx, desk.settings, kind="other", reason=reason, order_no=order.order_no, now=now)


def outside(address: str | None, areas: tuple[str, ...]) -> bool:
    """Whether the address is none of these places; never without an address, or without areas. Pure."""
    return bool(address and areas) and not any(says(address or "", one) for one in areas)


def says(address: str, place: str) -> bool:
    """Whether the address names the place; a word of Latin letters as a whole. Pure."""
    name = re.escape(_bare(place))
    ends = r"\b" if place.isascii() else ""
    return re.search(f"{ends}{name}{ends}", _bare(address)) is not None


def _bare(words: str) -> str:
    return plain(words).casefold().strip()
