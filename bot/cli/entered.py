"""What became of an order that an operator typed in: waited for, and told."""

import time
from typing import Any

from bot.cli.session import Session
from bot.cli.terminal import block

LOOK = 0.2
"""Seconds between two looks whether the running bot has dealt with it."""


def entered(session: Session, number: int, *, wait: float) -> dict[str, Any]:
    """The message of this number in the inbox, once it is dealt with or `wait` seconds are over."""
    from store import inbox, orders, outbox

    until = time.monotonic() + wait
    while True:
        with session.database.read() as tx:
            item = inbox.get(tx, number)
            if item is None or item.state != "new" or item.attempts or time.monotonic() >= until:
                order = orders.get(tx, item.order_no) if item and item.order_no else None
                replies = [one for one in outbox.answering(tx, number) if one.channel == "staff"]
                break
        time.sleep(LOOK)
    return {
        "id": number,
        "state": item.state if item else None,
        "outcome": item.outcome if item else None,
        "reason": item.reason if item else None,
        "order_no": item.order_no if item else None,
        "status": order.status if order else None,
        "replies": [one.text for one in replies],
    }


def told(found: dict[str, Any]) -> str:
    """The same in lines for the operator: what came of it, and what the customer would be told or asked."""
    if found["outcome"] is None:
        return (
            f"kept as message {found['id']}; a running bot decides about it (jiedan inbox show {found['id']})"
        )
    about = " ".join(str(one) for one in (found["order_no"], found["status"]) if one)
    head = ": ".join(one for one in (found["outcome"], about) if one)
    if found["reason"]:
        head += f" ({found['reason']})"
    return block("\n\n".join([head, *found["replies"]]))
