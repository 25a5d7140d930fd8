"""What the people of the company are told by itself: what happened to orders, what waits for a person; to each what the
configuration says, once."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import cast

from bot.desk import assignment, printing
from bot.desk.case import Language
from bot.desk.desk import Desk
from bot.desk.staff import Listener
from bot.desk.staffsettings import Notice
from bot.desk.staffviews import order_body, order_head, order_line, review_buttons, review_line
from bot.desk.staffwords import StaffWords
from bot.desk.views import Views, one_line
from store import inbox, orders, outbox, reasons, reviews, worklists
from store.database import Database, Tx
from store.errors import UnreadableOrder
from store.order import Order
from store.order_events import BREACHES, OrderEvent
from store.outbox import OutgoingDraft, OutgoingFile
from store.reviews import Review

log = logging.getLogger(__name__)

OLD = timedelta(days=1)
"""What happened longer ago is no news: it was in the digest, or was imported."""
_QUOTED = 500

_OF_KIND: Mapping[str, Notice] = {
    "order_booked": "received",
    "order_changed": "changed",
    "order_confirmed": "confirmed",
    "order_held": "held",
    "order_cancelled": "cancelled",
    "shipment_added": "shipped",
    "request_recorded": "request",
    "order_assigned": "assigned",
    "delivery_delayed": "delayed",
    "delay_noticed": "delayed",
    **dict.fromkeys(BREACHES, "breach"),
}
_OF_STATE: Mapping[str, Notice] = {
    "reviewed": "reviewed",
    "confirmed": "confirmed",
    "purchasing": "purchasing",
    "in_production": "in_production",
    "inspected": "inspected",
    "packed": "packed",
    "shipped": "shipped",
    "delivered": "delivered",
    "completed": "completed",
    "returning": "returning",
    "returned": "returned",
    "cancelled": "cancelled",
}
# With these the whole order is shown, so that who hears of it can begin.
_WHOLE: frozenset[Notice] = frozenset(
    {"received", "changed", "assigned", "short_stock", "purchasing", "in_production"}
)


def notice_one(db: Database, *, desk: Desk, now: datetime) -> bool:
    """Tells the staff what is new about one order, or what has come to wait for a person; False if there is nothing.

    The messages and the note that it was told are one transaction. An order that nobody has is given to whom the rules name
    before. Raises DatabaseDown.
    """
    listeners = tuple(one for one in desk.staff.listeners() if one.hears)
    with db.begin() as tx:
        if not listeners and not desk.staff.rules:
            # So that whoever is written into the table later is not told of all that ever was.
            worklists.mark_noticed(tx)
            reviews.mark_noticed(tx, now=now)
            return False
        waiting = reviews.unnoticed(tx)
        for review in waiting:
            _tell_review(tx, review, listeners, desk=desk, now=now)
        reviews.mark_noticed(tx, [one.id for one in waiting], now=now)
        found = worklists.unnoticed(tx)
        if found is None:
            return bool(waiting)
        order_no, noticed = found
        try:
            _tell_order(tx, order_no, noticed, listeners, desk=desk, now=now)
        except (UnreadableOrder, ValueError, KeyError, TypeError, AttributeError, ArithmeticError):
            # One row that cannot be read must not keep all others from being told.
            log.exception("the staff were not told of order %s", order_no)
        worklists.mark_noticed(tx, order_no)
    return True


def kind_of(event: OrderEvent, order: Order) -> Notice | None:
    """What the event is to the staff; None: nothing that they are told of."""
    if event.kind == "order_drafted" or event.kind == "question_asked":
        short = any(flag.code == "short" for flag in order.flags)
        return "short_stock" if short else None
    return _OF_STATE.get(event.data.get("to") or "") or _OF_KIND.get(event.kind)


def _tell_order(
    tx: Tx, order_no: str, noticed: int, listeners: Sequence[Listener], *, desk: Desk, now: datetime
) -> None:
    order = orders.get(tx, order_no)
    if order is None:
        return
    order = assignment.assign(tx, order, desk=desk, now=now)
    news = [
        (kind, event)
        for event in orders.events_after(tx, order_no, noticed)
        if now - event.at < OLD and (kind := kind_of(event, order)) is not None
    ]
    told: set[str] = set()
    for listener in listeners:
        heard = [one for one in news if _hears(listener, *one, order)]
        by = listener.person.name if listener.person else None
        if not heard or listener.place.to in told or all(event.by == by for _, event in heard):
            continue
        told.add(listener.place.to)
        words, views = _voice(tx, listener, desk)
        heads = dict.fromkeys(_head(kind, event, order, words) for kind, event in heard)
        lines = [*heads]
        if any(kind in _WHOLE for kind, _ in heard):
            lines += [order_head(order, views, words), *order_body(order, views, words)]
            if order.assigned:
                lines.append(words.say("order_assigned", names=words.joined(order.assigned)))
        else:
            lines.append(order_line(order, views, words))
        subject = words.say("notice_subject", head=words.notice(heard[0][0]), order_no=order_no)
        key = f"notice:{order_no}:{order.version}:{listener.key}"
        wanted = dict.fromkeys(paper for kind, _ in heard for paper in listener.papers.get(kind, ()))
        papers = printing.enclosed(
            tx, order, tuple(wanted), language=cast("Language", listener.language), desk=desk, now=now
        )
        enqueue(tx, listener, "\n".join(lines), subject=subject, key=key, desk=desk, now=now, files=papers)


def _hears(listener: Listener, kind: Notice, event: OrderEvent, order: Order) -> bool:
    if kind not in listener.hears:
        return False
    if kind == "assigned":
        # That an order is somebody's is told to whom it is, and where everything is told.
        mine = (listener.key.partition(":")[2], *(listener.person.departments if listener.person else ()))
        return listener.key.startswith("chat:") or not set(mine).isdisjoint(event.data.get("assigned") or ())
    return not listener.own or not set(listener.own).isdisjoint(order.assigned)


def _head(kind: Notice, event: OrderEvent, order: Order, words: StaffWords) -> str:
    told = words.notice(kind)
    if kind == "assigned":
        told += " " + (words.joined(event.data.get("assigned") or ()) or words.say("nobody"))
    elif kind == "breach" and order.breach:
        told += " " + words.say(f"stage_{order.breach}")
    reason = reasons.told(event.reason, words.language) if event.reason else ""
    what = one_line(reason or str(event.data.get("text") or ""), longest=200)
    return f"{told}{words.say('by_whom', by=event.by)}{f': {what}' if what and kind != 'changed' else ''}"


def _tell_review(tx: Tx, review: Review, listeners: Sequence[Listener], *, desk: Desk, now: datetime) -> None:
    order = orders.get(tx, review.order_no) if review.order_no else None
    item = inbox.get(tx, review.inbox_id) if review.inbox_id is not None else None
    told: set[str] = set()
    for listener in listeners:
        own = set(listener.own)
        if "review" not in listener.hears or listener.place.to in told:
            continue
        if own and order is not None and own.isdisjoint(order.assigned):
            continue
        told.add(listener.place.to)
        words, views = _voice(tx, listener, desk)
        lines = [words.notice("review"), review_line(tx, review, views, words, now=now)]
        if item is not None and item.envelope.text.strip():
            lines += ["", item.envelope.text.strip()[:_QUOTED]]
        subject = words.say("notice_subject", head=words.notice("review"), order_no=review.order_no or "")
        key = f"notice:review:{review.id}:{review.opened_at.isoformat()}:{listener.key}"
        buttons = review_buttons(review, words) if item is not None else ()
        enqueue(tx, listener, "\n".join(lines), subject=subject, key=key, desk=desk, now=now, buttons=buttons)


def enqueue(
    tx: Tx,
    listener: Listener,
    text: str,
    *,
    subject: str,
    key: str,
    desk: Desk,
    now: datetime,
    buttons: tuple[tuple[str, str], ...] = (),
    files: tuple[OutgoingFile, ...] = (),
) -> None:
    """Queues a message to somebody of the staff; in quiet hours for when they are over."""
    mail = listener.place.channel == "email"
    draft = OutgoingDraft(
        channel=listener.place.channel,
        conversation=listener.place.conversation,
        to=listener.place.to,
        kind=outbox.STAFF,
        language=listener.language,
        text=text,
        dedupe_key=key,
        subject=subject.strip() if mail else None,
        buttons=() if mail else buttons,
        files=files,
        not_before=desk.settings.quiet.until(now, desk.settings.tzinfo),
    )
    outbox.enqueue(tx, draft, now=now)


def listening(desk: Desk, notice: Notice) -> Iterator[Listener]:
    """Those who hear of this, each place once."""
    told: set[str] = set()
    for listener in desk.staff.listeners():
        if notice in listener.hears and listener.place.to not in told:
            told.add(listener.place.to)
            yield listener


def _voice(tx: Tx, listener: Listener, desk: Desk) -> tuple[StaffWords, Views]:
    language = cast("Language", listener.language)
    catalog, directory = desk.company(tx)
    views = Views(catalog, directory, language=language, zone=desk.settings.tzinfo)
    return StaffWords(language, desk.templates), views
