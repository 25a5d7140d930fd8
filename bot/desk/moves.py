"""Moving orders, one or many: each by the same steps as at the command line, each row with an outcome of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from bot.desk import progress
from bot.desk.parcels import Transport
from bot.desk.progress import BreachStep, Refused
from store import moves, orders
from store.database import Database, Tx
from store.errors import DatabaseDown, StaleOrder
from store.moves import MoveList, MoveRow
from store.order import Mode, Order
from store.states import State

Verb = Literal["advance", "ship", "hold", "release", "cancel", "assign", "breach"]
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Move:
    """What is to happen to one order; `version`: only if the order is still at it. `names`: whose it is to be; `mode`, `insurance`: of what is
    shipped; `signed_by`: for what is delivered; `step`: of dealing with a breach of the rules, whose words are the reason."""

    order_no: str
    verb: Verb
    to: State | None = None
    carrier: str | None = None
    tracking_number: str | None = None
    mode: Mode | None = None
    insurance: str | None = None
    reason: str | None = None
    signed_by: str | None = None
    version: int | None = None
    names: tuple[str, ...] = ()
    step: BreachStep | None = None


@dataclass(frozen=True, slots=True)
class Unusable:
    """A row that says no move, and why."""

    order_no: str
    why: str


@dataclass(frozen=True, slots=True)
class Mover:
    """Who moves, by which channel, and which orders they may see: others are as if they were not there."""

    by: str
    channel: str
    sees: Callable[[Order], bool] = lambda order: True


class _Again(Exception):  # noqa: N818
    """Somebody else did something to the order, or this very row, in this moment."""


def make(tx: Tx, move: Move, *, mover: Mover, now: datetime) -> Order:
    """The order after the move. Raises Refused and StaleOrder, and nothing happens then."""
    order = orders.get(tx, move.order_no)
    if order is None or not mover.sees(order):
        raise Refused(f"there is no order {move.order_no}", code="no_order", order_no=move.order_no)
    told: dict[str, Any] = {
        "reason": move.reason,
        "by": mover.by,
        "channel": mover.channel,
        "now": now,
        "expected_version": move.version,
    }
    if move.verb == "ship":
        return progress.ship(
            tx,
            move.order_no,
            carrier=move.carrier,
            tracking_number=move.tracking_number or "",
            transport=Transport(move.mode, move.insurance),
            **told,
        )
    if move.verb == "hold":
        return progress.hold(tx, move.order_no, **{**told, "reason": move.reason or ""})
    if move.verb == "release":
        return progress.release(tx, move.order_no, **told)
    if move.verb == "cancel":
        return progress.cancel(tx, move.order_no, **told)
    if move.verb == "assign":
        return progress.assign(tx, move.order_no, to=move.names, **told)
    if move.verb == "breach" and move.step is not None:
        text = told.pop("reason") or ""
        return progress.breach(tx, move.order_no, step=move.step, text=text, **told)
    if move.to is None:
        raise Refused("an order advances to a state: say which")
    return progress.advance(tx, move.order_no, to=move.to, signed_by=move.signed_by, **told)


def make_all(
    db: Database,
    rows: Sequence[Move | Unusable],
    *,
    mover: Mover,
    clock: Callable[[], datetime],
    known: MoveList | None = None,
) -> tuple[MoveRow, ...]:
    """Makes each move by itself, whatever becomes of the others, and tells what became of it.

    `known`: the list that the rows are of; what was done of it before is told again and not done again.
    """
    told: list[MoveRow] = []
    down: str | None = None
    for number, row in enumerate(rows, 1):
        if down is None:
            try:
                told.append(make_row(db, number, row, mover=mover, now=clock(), known=known))
                continue
            except DatabaseDown as error:
                # The others would wait as long and fail alike.
                down = " ".join(str(error).split())[:300]
        told.append(MoveRow(number, row.order_no, "failed", f"not done: {down}"))
    return tuple(told)


def make_row(
    db: Database,
    number: int,
    row: Move | Unusable,
    *,
    mover: Mover,
    now: datetime,
    known: MoveList | None = None,
) -> MoveRow:
    """Makes one move and notes its outcome in the same transaction. Raises DatabaseDown, and nothing happened then."""
    for _ in range(_TRIES):
        try:
            with db.begin() as tx:
                before = moves.recorded(tx, known, number) if known is not None else None
                if before is not None:
                    return before
                told = _told(tx, number, row, mover=mover, now=now)
                if isinstance(row, Move) and row.version is None and told.outcome == "stale":
                    # Somebody moved it between our look and our step, and no version was asked for: look again.
                    raise _Again
                if known is not None and not moves.record(tx, known, told, now=now):
                    raise _Again
                return told
        except _Again:
            continue
    return MoveRow(number, row.order_no, "stale", "others are changing this order right now; give it again")


def _told(tx: Tx, number: int, row: Move | Unusable, *, mover: Mover, now: datetime) -> MoveRow:
    if isinstance(row, Unusable):
        return MoveRow(number, row.order_no, "unusable", row.why)
    told = MoveRow(number, row.order_no, "moved")
    try:
        order: Order | None = make(tx, row, mover=mover, now=now)
    except StaleOrder as error:
        told, order = replace(told, outcome="stale", detail=str(error)), orders.get(tx, row.order_no)
    except Refused as error:
        order = orders.get(tx, row.order_no)
        order = order if order is not None and mover.sees(order) else None
        told = replace(told, outcome="refused" if order else "unknown", detail=str(error))
    return replace(told, status=order.status, version=order.version) if order else told
