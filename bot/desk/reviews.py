"""An operator's word on what waits: accept what was read, or reject it."""

from dataclasses import replace
from datetime import datetime

from bot.desk import writing
from bot.desk.case import Decision, Reply
from bot.desk.decide import FAX, ORDERING, TAKEN, decide_all
from bot.desk.desk import Desk
from bot.desk.examining import examine
from bot.desk.progress import Refused
from bot.desk.reader import Examined
from bot.desk.splitting import SEVERAL
from store import inbox, orders, reviews
from store.database import Database, Tx, transaction_of
from store.inbox import InboxItem
from store.order import Order
from store.order_events import OrderEvent
from store.reviews import Review


def accept(db: Database | Tx, review_id: int, *, desk: Desk, by: str, now: datetime) -> Order | None:
    """Does what the message says, however uncertain the reading was; what is missing is asked of the customer.

    The order that it is about, if any. A message that was answered already is only noted as seen to. Raises Refused.
    For this and what follows `db` may be the open transaction that it is to be a part of.
    """
    with transaction_of(db) as tx:
        review = _open(tx, review_id)
        item = inbox.get(tx, review.inbox_id) if review.inbox_id is not None else None
        order = None
        if item is not None and (item.state == "failed" or item.outcome == "routed"):
            parts = inbox.parts(tx, item.id)
            examined = examine(tx, item, desk=desk, now=now, operator=by, parts=parts)
            if examined.case.writer.kind == "doubted":
                raise Refused(
                    f"{examined.case.writer.address} is not proven to be who the mail says; enter the order by hand",
                    code="not_proven",
                    address=examined.case.writer.address,
                )
            if review.reason == FAX:
                raise Refused(
                    "a fax tells on its sheet alone who sent it; enter the order for its customer", code="fax"
                )
            if examined.case.unreadable and not examined.reading.lines:
                raise Refused(
                    f"nothing was read of this message ({examined.case.unreadable}); answer it by hand",
                    code="nothing_read",
                    why=examined.case.unreadable,
                )
            decision = _supervised(examined, desk=desk, now=now)
            if (decision.reason or examined.case.unreadable or "").startswith(SEVERAL):
                raise Refused(
                    f"{SEVERAL}, and where one ends is not clear; enter each by hand", code="several_orders"
                )
            order = writing.carry_out(
                tx, item, examined.case, decision, desk=desk, now=now, key=f"review:{review_id}"
            )
            _finish(tx, item, decision, order, now=now)
        if order is None:
            _record(tx, review, OrderEvent("review_accepted", now, by, "staff", review.reason))
        if not reviews.decide(tx, review_id, decision="accepted", by=by, now=now):
            raise Refused(
                f"review {review_id} was decided meanwhile", code="decided_meanwhile", review=review_id
            )
        return order


def answer(db: Database | Tx, review_id: int, *, desk: Desk, by: str, now: datetime) -> Order | None:
    """Deals with a message that came in while a person spoke with the customer, as if it came in now; what is not certain
    waits again, for its own reason. The order that it is about, if any. Raises Refused."""
    with transaction_of(db) as tx:
        review = _open(tx, review_id)
        item = inbox.get(tx, review.inbox_id) if review.inbox_id is not None else None
        if item is None or item.outcome != "routed":
            raise Refused(
                f"there is no message in review {review_id} that waits for an answer",
                code="no_message",
                review=review_id,
            )
        examined = examine(tx, item, desk=desk, now=now)
        decision = decide_all(
            examined.case, examined.reading, examined.orders, settings=desk.settings, now=now
        )
        key = f"review:{review_id}:{now.isoformat()}"
        order = writing.carry_out(tx, item, examined.case, decision, desk=desk, now=now, key=key)
        _finish(tx, item, decision, order, now=now)
        if decision.review is not None:
            about = order or decision.about
            number = about.order_no if about else None
            kind = decision.review_kind
            writing.ask_a_person(tx, item, examined, decision.review, number, kind=kind, desk=desk, now=now)
        elif not reviews.decide(tx, review_id, decision="accepted", by=by, now=now):
            raise Refused(
                f"review {review_id} was decided meanwhile", code="decided_meanwhile", review=review_id
            )
        return order


def done(tx: Tx, review: Review, *, by: str, now: datetime) -> None:
    """A person has seen to it already; nothing is said."""
    if reviews.decide(tx, review.id, decision="accepted", by=by, now=now):
        _record(tx, review, OrderEvent("review_accepted", now, by, "staff", review.reason))


def reject(db: Database | Tx, review_id: int, *, desk: Desk, by: str, now: datetime) -> None:
    """Nothing is done about the message; the order that it is about, if any, remembers it. Whoever waits to hear what
    became of an order is told. Raises Refused."""
    with transaction_of(db) as tx:
        review = _open(tx, review_id)
        item = inbox.get(tx, review.inbox_id) if review.inbox_id is not None else None
        if item is not None and item.outcome == "routed" and review.reason not in {TAKEN, FAX}:
            _decline(tx, item, review, desk=desk, by=by, now=now)
        if not reviews.decide(tx, review_id, decision="rejected", by=by, now=now):
            raise Refused(
                f"review {review_id} was decided meanwhile", code="decided_meanwhile", review=review_id
            )
        _record(tx, review, OrderEvent("review_rejected", now, by, "staff", review.reason))


def _record(tx: Tx, review: Review, event: OrderEvent) -> None:
    order = orders.get(tx, review.order_no) if review.order_no else None
    if order is not None:
        orders.append(tx, order.order_no, [event], expected_version=order.version)


def _decline(tx: Tx, item: InboxItem, review: Review, *, desk: Desk, by: str, now: datetime) -> None:
    # A request that a person was told of, or an order that is kept as a draft, is answered by what the person does.
    parts = inbox.parts(tx, item.id)
    case = examine(tx, item, desk=desk, now=now, operator=by, parts=parts).case
    intent = (item.reading_json or {}).get("intent")
    if intent not in ORDERING or item.order_no or case.taken or case.writer.kind == "doubted":
        return
    decision = Decision("routed", replies=(Reply("declined", "declined", {"intent": intent}),))
    writing.carry_out(tx, item, case, decision, desk=desk, now=now, key=f"review:{review.id}")


def _finish(tx: Tx, item: InboxItem, decision: Decision, order: Order | None, *, now: datetime) -> None:
    number = order.order_no if order else None
    if item.state == "failed":
        inbox.retry(tx, item.id, now=now)
        inbox.finish(tx, item.id, outcome=decision.outcome, reason=decision.reason, order_no=number, now=now)
    else:
        inbox.settle(tx, item.id, outcome=decision.outcome, reason=decision.reason, order_no=number)


def _supervised(examined: Examined, *, desk: Desk, now: datetime) -> Decision:
    reading = examined.reading
    read = replace(reading, verdict="clarify" if reading.flags else "accept")
    decision = decide_all(examined.case, read, examined.orders, settings=desk.settings, now=now)
    # The operator who accepts is the person that a request was routed to.
    return replace(decision, review=None)


def _open(tx: Tx, review_id: int) -> Review:
    review = reviews.get(tx, review_id)
    if review is None:
        raise Refused(f"there is no review {review_id}", code="no_review", review=review_id)
    if review.state != "open":
        raise Refused(
            f"review {review_id} is {review.state} already (by {review.decided_by})",
            code="decided",
            review=review_id,
            decision=review.state,
            by=review.decided_by,
        )
    return review
