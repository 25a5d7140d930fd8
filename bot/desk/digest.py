"""The digest of the day: what came in, what waits for whom, what is late, what went out; to those who hear of it."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import cast, get_args

from bot.desk import notices, stock
from bot.desk.case import Language
from bot.desk.desk import Desk
from bot.desk.hours import Weekday
from bot.desk.lowstock import is_low
from bot.desk.staff import Listener
from bot.desk.staffwords import StaffWords
from bot.desk.views import Views, shown_money
from store import assignments, cursors, orders, reviews
from store.assignments import IN_HAND
from store.database import Database, Tx
from store.order import Order
from store.states import LINE_OF_LIFE

_MARK = "digest"
"""Under this name is noted when the last one was made."""
_FARTHEST = timedelta(days=7)
_LISTED = 15
_LATE = frozenset(LINE_OF_LIFE[1 : LINE_OF_LIFE.index("delivered")]) | {"on_hold"}


@dataclass(frozen=True, slots=True)
class _Day:
    """All that a digest is made of; `reached`: the states that orders came to."""

    day: date
    since: datetime
    came: tuple[Order, ...]
    reached: tuple[tuple[str, Order], ...]
    standing: tuple[Order, ...]
    waiting: int
    overdue: int
    in_hand: tuple[tuple[str, int], ...]


def digest_one(db: Database, *, desk: Desk, now: datetime) -> bool:
    """Makes the digest of the day once its time has come, to all who hear of it in one transaction; False if it is not due.

    A day on which the program stood still is made up for by the next digest, which begins where the last one ended. Raises
    DatabaseDown.
    """
    listeners = tuple(notices.listening(desk, "digest"))
    due = _due(desk, now)
    if not listeners or due is None:
        return False
    with db.read() as tx:
        if (_last(tx) or now - _FARTHEST) >= due:
            return False
    with db.begin() as tx:
        last = _last(tx)
        if last is not None and last >= due:
            return False
        since = max(last or due - timedelta(days=1), now - _FARTHEST)
        found = _day(tx, since, desk=desk, now=now)
        for listener in listeners:
            language = cast("Language", listener.language)
            words = StaffWords(language, desk.templates)
            catalog, directory = desk.company(tx)
            views = Views(catalog, directory, language=language, zone=desk.settings.tzinfo)
            text = "\n".join(_lines(found, listener, words, views, desk, tx))
            subject = words.say("digest_subject", day=found.day.isoformat())
            key = f"digest:{found.day.isoformat()}:{listener.key}"
            notices.enqueue(tx, listener, text, subject=subject, key=key, desk=desk, now=now)
        cursors.put(tx, _MARK, now.isoformat())
    return True


def _due(desk: Desk, now: datetime) -> datetime | None:
    """When today's digest was due, if it was already."""
    zone = desk.settings.tzinfo
    local, settings = now.astimezone(zone), desk.staff.settings
    at = datetime.combine(local.date(), time.fromisoformat(settings.digest_at), zone)
    weekday = get_args(Weekday)[local.weekday()]
    return at if weekday in settings.digest_days and local >= at else None


def _last(tx: Tx) -> datetime | None:
    told = cursors.get(tx, _MARK)
    return datetime.fromisoformat(told) if told else None


def _day(tx: Tx, since: datetime, *, desk: Desk, now: datetime) -> _Day:
    changed = {one.order_no: one for one in orders.listing(tx, changed_since=since)}
    reached: list[tuple[str, Order]] = []
    for order_no, history in orders.histories(tx, list(changed)).items():
        states = {
            str(event.data.get("to") or ("shipped" if event.kind == "shipment_added" else ""))
            for event in history
            if since <= event.at <= now
        }
        reached += [(state, changed[order_no]) for state in sorted(states)]
    waiting = reviews.listing(tx, limit=100_000)
    names = desk.staff.names
    return _Day(
        now.astimezone(desk.settings.tzinfo).date(),
        since,
        tuple(one for one in changed.values() if one.placed_at >= since),
        tuple(reached),
        orders.open_ones(tx),
        len(waiting),
        sum(one.overdue(now) for one in waiting),
        tuple(assignments.in_hand(tx, names).items()) if names else (),
    )


def _lines(day: _Day, listener: Listener, words: StaffWords, views: Views, desk: Desk, tx: Tx) -> list[str]:
    def own(found: Sequence[Order]) -> list[Order]:
        return [one for one in found if not listener.own or not set(listener.own).isdisjoint(one.assigned)]

    company = desk.settings.company_en if words.language == "en" else None
    since = views.moment(day.since)
    lines = [
        words.say("digest_head", company=company or desk.settings.company, day=day.day, since=since),
        "",
    ]
    came, standing = own(day.came), own(day.standing)
    counts = Counter(state for state, one in day.reached if own([one]))
    lines.append(words.say("digest_came", count=len(came), value=_value(came)).rstrip())
    channels = Counter(one.channel for one in came)
    lines += [
        words.say("digest_by_channel", channel=words.channel(name), count=count)
        for name, count in channels.most_common()
    ]
    lines.append(
        words.say(
            "digest_went",
            shipped=counts["shipped"],
            delivered=counts["delivered"],
            cancelled=counts["cancelled"],
        )
    )
    lines += ["", words.say("digest_waits_customer", count=sum(one.waits for one in standing))]
    lines.append(words.say("digest_waits_person", count=day.waiting, overdue=day.overdue))
    lines += [
        words.say("digest_in_hand", name=name, count=count)
        for name, count in day.in_hand
        if count and (not listener.own or name in listener.own)
    ]
    loose = sum(not one.assigned and one.status in IN_HAND for one in day.standing)
    if loose and desk.staff.rules and not listener.own:
        lines.append(words.say("digest_unassigned", count=loose))
    lines += _late(day, standing, words, views)
    held = sum(one.status == "on_hold" for one in standing)
    breached = sum(one.breach is not None for one in standing)
    if held:
        lines.append(words.say("digest_held", count=held))
    if breached:
        lines.append(words.say("digest_breaches", count=breached))
    if short := _short(standing, views, desk, tx):
        lines.append(words.say("digest_short", names=words.joined(short)))
    if low := [views.name(product) for product in desk.company(tx)[0] if is_low(product)]:
        more = ["…"] if len(low) > _LISTED else []
        lines.append(words.say("digest_low", names=words.joined([*low[:_LISTED], *more])))
    return lines


def _late(day: _Day, standing: Sequence[Order], words: StaffWords, views: Views) -> list[str]:
    late = sorted(
        (
            (one.delivery_date, one)
            for one in standing
            if one.delivery_date is not None and one.delivery_date < day.day and one.status in _LATE
        ),
        key=lambda found: (found[0], found[1].order_no),
    )
    if not late:
        return []
    lines = ["", words.say("digest_late", count=len(late))]
    for promised, one in late[:_LISTED]:
        told = words.say(
            "digest_late_line",
            order_no=one.order_no,
            status=one.status,
            customer=views.order(one)["customer_name"] or "",
            day=promised.isoformat(),
            names=words.joined(one.assigned),
        )
        lines.append(told.rstrip())
    if len(late) > _LISTED:
        lines.append("…")
    return lines


def _short(standing: Sequence[Order], views: Views, desk: Desk, tx: Tx) -> list[str]:
    """The products of which orders in hand want more than there is."""
    catalog, _ = desk.company(tx)
    found: dict[str, None] = {}
    for order in standing:
        for line in order.lines if order.status in IN_HAND else ():
            product = catalog.get(line.sku) if line.sku else None
            if product is not None and stock.is_short(product, line.quantity, line.unit):
                found[views.name(product)] = None
    return list(found)[:_LISTED]


def _value(came: Sequence[Order]) -> str:
    """What they are worth, by currency: sums of different ones are never added."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for one in came:
        if one.total is not None:
            sums[one.currency or ""] += one.total
    return " + ".join(shown_money(total, currency or None) for currency, total in sorted(sums.items()))
