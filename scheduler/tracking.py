"""Follows parcels: asks those who know where they are, keeps each of their words once, and moves the orders.

Record, act, record: a parcel is claimed in one transaction (due again soon, should we die), asked about outside of any, and what
came of it is written in one transaction a parcel. Repeated after a crash at any point, a step changes nothing twice.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.desk import due, parcels
from bot.desk.settings import DeskSettings
from parsers import carriers
from scheduler.carriers.base import (
    Answer,
    Asked,
    CredentialsRefused,
    LimitReached,
    NotFoundYet,
    Outcome,
    Pushed,
    Temporary,
    Tracker,
    TrackingError,
    UnknownNumber,
)
from scheduler.carriers.settings import TrackingSettings
from scheduler.failures import in_one_line
from store import orders, shipments, worklists
from store.database import Database, Tx
from store.errors import StaleOrder
from store.order import Order, Shipment
from store.shipment import ENDED, NEEDS_A_PERSON, TrackingEvent
from store.shipments import Parcel

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
"""After so long a parcel is due again whose asker died; longer than any call may take."""
TRIES = 5
"""How often what a carrier told is written anew where somebody changed the order meanwhile."""
STUBBORN = 10
"""After so many failures in a row of a provider an operator is told."""
LONGEST_WAIT = timedelta(hours=6)
_HOPELESS = timedelta(hours=1)
_SLOWER = 6
"""A parcel that has rested for so many times as long as it was waited is asked about again."""


@dataclass(frozen=True)
class Tracking:
    """Who is asked, the first that knows a carrier first, and how often. `desk`: until when a person sees to what needs one."""

    settings: TrackingSettings
    trackers: tuple[Tracker, ...]
    desk: DeskSettings = field(default_factory=DeskSettings)

    def charged(self, tracker: Tracker) -> frozenset[str]:
        """The carriers that this provider is asked about, and no other before it."""
        before = self.trackers[: self.trackers.index(tracker)]
        return tracker.carriers.difference(*(one.carriers for one in before))


def track_one(db: Database, tracking: Tracking, *, now: datetime) -> bool:
    """Asks one provider about what is due, as many parcels as it takes in a call; False if nothing is due or allowed now."""
    for tracker in tracking.trackers:
        with db.read() as tx:
            if not (
                _allowed(tx, tracker, now=now)
                and shipments.any_due(tx, of=tracking.charged(tracker), now=now)
            ):
                continue
        claimed = _claimed(db, tracking, tracker, now=now)
        if claimed is None:
            continue
        if claimed:
            _ask(db, tracking, tracker, claimed, now=now)
        return True
    return False


def take(db: Database, tracking: Tracking, tracker: Tracker, told: Sequence[Pushed], *, now: datetime) -> int:
    """Keeps what a provider tells unasked; how many of our parcels it was about. A second time it changes nothing."""
    count = 0
    for one in told:
        number = carriers.written(one.tracking_number)
        with db.read() as tx:
            ours = [
                parcel
                for parcel in shipments.of_number(tx, number)
                if parcel.carrier in tracking.charged(tracker)
            ]
        for parcel in ours:
            _record(db, tracking, tracker, parcel, one.outcome, now=now, asked=False)
        count += len(ours)
    return count


def wait_until_next(
    parcel: Parcel,
    tracker: Tracker,
    *,
    registered: bool,
    failures: int,
    settings: TrackingSettings,
    now: datetime,
) -> timedelta:
    """How long until the parcel is asked about again: the longer it rests, the longer, and longer still after failures."""
    every, rest = timedelta(minutes=settings.every_minutes), timedelta(hours=settings.rest_hours)
    wait = max(every, min((now - parcel.learnt_at) / _SLOWER, rest))
    if parcel.status == "out_for_delivery":
        wait = every
    if tracker.pushes and registered:
        wait = rest
    if failures:
        wait = min(wait * 2 ** min(failures, 10), max(rest, wait))
    return max(wait, tracker.least)


def _claimed(
    db: Database, tracking: Tracking, tracker: Tracker, *, now: datetime
) -> dict[Asked, Parcel] | None:
    """The parcels to ask this provider about; None if there are none, or it may not be asked now."""
    with db.begin() as tx:
        if not _allowed(tx, tracker, now=now):
            return None
        found = shipments.claim(
            tx, of=tracking.charged(tracker), now=now, until=now + LEASE, most=tracker.batch
        )
        if not found:
            return None
        asked: dict[Asked, Parcel] = {}
        numbers: set[tuple[str, str]] = set()
        for parcel in found:
            order = orders.get(tx, parcel.order_no)
            if why := _over(parcel, order, tracking.settings, now=now):
                shipments.end(tx, parcel.id, reason=why)
                continue
            phone = order.customer.phone if order else None
            if (parcel.carrier, parcel.tracking_number) in numbers:
                continue  # the goods of two orders in one parcel: the answer is both's
            numbers.add((parcel.carrier, parcel.tracking_number))
            one = Asked(parcel.carrier, parcel.tracking_number, parcel.registered == tracker.name, phone)
            asked[one] = parcel
        if asked:
            shipments.occupy(tx, tracker.name, until=now + tracker.pause)
        return asked


def _allowed(tx: Tx, tracker: Tracker, *, now: datetime) -> bool:
    standing = shipments.tracker(tx, tracker.name)
    return standing is None or standing.free_at <= now


def _over(parcel: Parcel, order: Order | None, settings: TrackingSettings, *, now: datetime) -> str | None:
    """Why nobody needs to be asked about the parcel any more."""
    if order is None or order.status in parcels.UNFOLLOWED:
        return f"the order is {order.status if order else 'gone'}"
    if parcel.asked_at is None and now - parcel.added_at > timedelta(days=settings.silence_days):
        return "it was sent long before anybody was asked"
    return None


def _ask(
    db: Database, tracking: Tracking, tracker: Tracker, asked: Mapping[Asked, Parcel], *, now: datetime
) -> None:
    outcomes: Mapping[Asked, Outcome]
    try:
        outcomes = tracker.ask(list(asked), now=now)
    except TrackingError as error:
        _hold(db, tracking, tracker, asked, error, now=now)
        return
    except Exception as error:
        # What nobody foresaw in an answer must not stop the others' parcels.
        log.exception("%s could not be asked", tracker.name)
        outcomes = dict.fromkeys(asked, Temporary(in_one_line(error)))
    with db.begin() as tx:
        standing = shipments.tracker(tx, tracker.name)
        if standing is not None and standing.reason is not None:
            log.info("%s answers again", tracker.name)
            shipments.refused(tx, tracker.name, until=standing.free_at, reason=None)
    for one, parcel in asked.items():
        missing = Temporary(f"{tracker.name} says nothing of the number")
        with db.read() as tx:
            same = [x for x in shipments.of_number(tx, parcel.tracking_number) if x.carrier == parcel.carrier]
        for each in same:
            _record(db, tracking, tracker, each, outcomes.get(one, missing), now=now, asked=True)


def _hold(
    db: Database,
    tracking: Tracking,
    tracker: Tracker,
    asked: Mapping[Asked, Parcel],
    error: TrackingError,
    *,
    now: datetime,
) -> None:
    """The provider answered nothing: nobody asks it for a while, and the parcels wait as long."""
    with db.begin() as tx:
        standing = shipments.tracker(tx, tracker.name)
        failures = standing.failures + 1 if standing else 1
        wait = _patience(error, failures)
        log.warning("%s; asked again in %.0f s", error.reason, wait.total_seconds())
        if _tell(error, failures, before=standing.reason if standing else None):
            reason = f"parcels cannot be followed: {error.reason}"
            due.open_review(tx, tracking.desk, kind="other", reason=reason, now=now)
        shipments.refused(tx, tracker.name, until=now + wait, reason=_kind(error))
        for parcel in asked.values():
            shipments.note(tx, parcel.id, due_at=now + wait, reason=error.reason)


def _patience(error: TrackingError, failures: int) -> timedelta:
    if isinstance(error, CredentialsRefused) or (isinstance(error, LimitReached) and error.used_up):
        return _HOPELESS
    wait = min(timedelta(minutes=1) * 2 ** min(failures - 1, 12), LONGEST_WAIT)
    told = error.retry_after if isinstance(error, Temporary | LimitReached) else None
    return wait if told is None else max(timedelta(seconds=told), timedelta(seconds=1))


def _tell(error: TrackingError, failures: int, *, before: str | None) -> bool:
    """Whether an operator is to hear of it: at once where only people can help, and once."""
    if isinstance(error, CredentialsRefused) or (isinstance(error, LimitReached) and error.used_up):
        return before != _kind(error)
    return failures == STUBBORN


def _kind(error: TrackingError) -> str:
    used_up = isinstance(error, LimitReached) and error.used_up
    return "UsedUp" if used_up else type(error).__name__


def _record(
    db: Database,
    tracking: Tracking,
    tracker: Tracker,
    parcel: Parcel,
    outcome: Outcome,
    *,
    now: datetime,
    asked: bool,
) -> None:
    """Writes down what came of one parcel. Raises StaleOrder if its order is changed by others again and again."""
    for left in reversed(range(TRIES)):
        try:
            with db.begin() as tx:
                fresh = shipments.get(tx, parcel.id)
                if fresh is not None and (fresh.state == "followed" or not asked):
                    _write(tx, tracking, tracker, fresh, outcome, now=now)
        except StaleOrder:
            if not left:
                raise
        else:
            return


def _write(
    tx: Tx, tracking: Tracking, tracker: Tracker, parcel: Parcel, outcome: Outcome, *, now: datetime
) -> None:
    settings = tracking.settings
    if isinstance(outcome, UnknownNumber):
        shipments.end(tx, parcel.id, reason=outcome.reason)
        _person(tx, tracking, parcel, f"cannot be followed: {outcome.reason}", now=now)
        return
    # A parcel of which nobody knows is due again as before; only faults are waited out.
    failures = parcel.failures + 1 if isinstance(outcome, Temporary) else 0
    registered = parcel.registered == tracker.name
    reason = None
    after = parcel
    if isinstance(outcome, Answer):
        registered = outcome.registered
        after = _told(tx, tracking, parcel, outcome.events, now=now)
        if outcome.expected is not None and after.expected != outcome.expected.isoformat():
            after = replace(after, expected=outcome.expected.isoformat())
            worklists.watch_again(tx, parcel.order_no)
    else:
        reason = outcome.reason
        registered = outcome.registered if isinstance(outcome, NotFoundYet) else registered
    silent = now - after.learnt_at
    if after.state == "followed":
        if after.status in ENDED:
            after = replace(after, state="ended")
            reason = f"it is {after.status}"
        elif silent >= timedelta(days=settings.silence_days):
            after = replace(after, state="ended")
            reason = f"nothing was heard of it for {settings.silence_days:g} days"
            _person(tx, tracking, parcel, f"is followed no longer: {reason}", now=now)
        elif (
            after.status is None and not after.reported and silent >= timedelta(hours=settings.unknown_hours)
        ):
            after = replace(after, reported=True)
            hours = f"{settings.unknown_hours:g}"
            _person(tx, tracking, parcel, f"has no trace after {hours} hours; is its number right?", now=now)
    wait = wait_until_next(
        after, tracker, registered=registered, failures=failures, settings=settings, now=now
    )
    if isinstance(outcome, Temporary) and outcome.retry_after is not None:
        wait = max(wait, timedelta(seconds=outcome.retry_after))
    shipments.note(
        tx,
        parcel.id,
        state=after.state,
        status=after.status,
        learnt_at=after.learnt_at,
        due_at=now + wait,
        failures=failures,
        registered=tracker.name if registered else None,
        reported=after.reported,
        reason=reason,
        expected=after.expected,
    )


def _told(
    tx: Tx, tracking: Tracking, parcel: Parcel, events: Sequence[TrackingEvent], *, now: datetime
) -> Parcel:
    """The parcel after what a carrier told of it; the order goes along, and a person hears of what needs one."""
    before = shipments.newest(tx, parcel.id)
    if not shipments.tell(tx, parcel.id, events, now=now):
        return parcel
    newest = shipments.newest(tx, parcel.id)
    if newest is None or newest == before:
        # Only older things became known.
        return replace(parcel, learnt_at=now)
    about = Shipment(parcel.carrier, parcel.tracking_number)
    parcels.told(tx, parcel.order_no, about, newest, settings=tracking.desk, now=now)
    if newest.status in NEEDS_A_PERSON and newest.status != parcel.status:
        words = " ".join(f"{newest.place} {newest.text}".split()) or newest.code
        _person(tx, tracking, parcel, f"is {newest.status}: {words}", now=now)
    return replace(parcel, learnt_at=now, status=newest.status)


def _person(tx: Tx, tracking: Tracking, parcel: Parcel, what: str, *, now: datetime) -> None:
    reason = f"the parcel {parcel.tracking_number} ({parcel.carrier}) {what}"[:500]
    due.open_review(tx, tracking.desk, kind="other", reason=reason, order_no=parcel.order_no, now=now)
