"""Whose the orders are: the names of people and departments, and how many open orders each has."""

from collections.abc import Iterable, Mapping, Sequence

import sqlalchemy as sa

from store.database import Tx
from store.states import LINE_OF_LIFE
from store.tables import assignees, orders

IN_HAND = (*LINE_OF_LIFE[: LINE_OF_LIFE.index("shipped")], "on_hold")
"""The states in which an order is still somebody's work here."""


def replace(tx: Tx, order_no: str, names: Iterable[str]) -> None:
    """The order is theirs from now on, and nobody else's."""
    tx.execute(sa.delete(assignees).where(assignees.c.order_no == order_no))
    rows = [{"name": name, "order_no": order_no} for name in dict.fromkeys(names)]
    if rows:
        tx.execute(sa.insert(assignees), rows)


def numbers(name: str) -> "sa.Select[tuple[str]]":
    """The query of the numbers of all orders that are this one's."""
    return sa.select(assignees.c.order_no).where(assignees.c.name == name)


def in_hand(tx: Tx, names: Sequence[str]) -> Mapping[str, int]:
    """How many orders each of these still has to see to."""
    query = (
        sa.select(assignees.c.name, sa.func.count())
        .join(orders, orders.c.order_no == assignees.c.order_no)
        .where(assignees.c.name.in_(names), orders.c.status.in_(IN_HAND))
        .group_by(assignees.c.name)
    )
    return dict.fromkeys(names, 0) | {row[0]: row[1] for row in tx.execute(query)}
