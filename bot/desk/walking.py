"""One order after the other: drawn from a work list, dealt with in one transaction, put aside where that fails."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from bot.desk import due
from bot.desk.desk import Desk
from store.database import Database, Tx
from store.errors import DatabaseDown, UnreadableOrder
from store.order import Order

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Step:
    """The transaction of one step; `order` is what it has drawn, None until then."""

    tx: Tx
    order: Order | None = None


@contextmanager
def one_step(
    db: Database,
    *,
    logged: str,
    told: Callable[[Order], str],
    put_aside: Callable[[Tx, str, int], bool | None],
    desk: Desk,
    now: datetime,
) -> Iterator[Step]:
    """What is done within is one transaction: a crash anywhere repeats the whole step.

    An order that cannot be read or dealt with keeps no other waiting: `put_aside` takes its number and version off the list,
    and a person is `told` what was not done, as is the log (`logged`, with %s for the number); nobody is told if the answer
    is False, because the order has changed and is drawn again. Raises DatabaseDown, and whatever comes before an order is
    drawn.
    """
    step: Step | None = None
    try:
        with db.begin() as tx:
            step = Step(tx)
            yield step
        return
    except DatabaseDown:
        raise
    except UnreadableOrder as error:
        log.error("%s", error)
        order_no, version, reason = error.order_no, error.version, str(error)
    except Exception as error:
        if step is None or step.order is None:
            raise
        order_no, version = step.order.order_no, step.order.version
        log.exception(logged, order_no)
        reason = f"{told(step.order)}: {type(error).__name__}: {' '.join(str(error).split())}"
    with db.begin() as tx:
        if put_aside(tx, order_no, version) is not False:
            due.open_review(tx, desk.settings, kind="other", reason=reason[:500], order_no=order_no, now=now)
