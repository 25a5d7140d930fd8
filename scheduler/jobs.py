"""The table of jobs: what the clock does and when. Each is one step that says whether there is more.

Messages that are due again (inbox, outbox) need no job: the loops of `work` and `send` look each second.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.desk.delays import watch_one
from bot.desk.digest import digest_one
from bot.desk.dropfolder import DropFolder
from bot.desk.intake import Desk
from bot.desk.lowstock import warn_one
from bot.desk.news import push_one
from bot.desk.notices import notice_one
from bot.desk.overdue import tell_overdue_one
from bot.desk.reminding import remind_one
from bot.desk.surveys import survey_one
from bot.desk.tours import plan_due_one
from scheduler.tracking import Tracking, track_one
from store import apikeys, visitors
from store.database import Database


@dataclass(frozen=True)
class Job:
    """`step(db, desk, now)` is called until it is False; `when` are the fields of a cron trigger in the company's zone."""

    name: str
    when: Mapping[str, str]
    step: Callable[[Database, Desk, datetime], bool]


class OneStep(Protocol):
    """A step as the desk has it; whether there is more."""

    def __call__(self, db: Database, *, desk: Desk, now: datetime) -> bool: ...


def _of(step: OneStep) -> Callable[[Database, Desk, datetime], bool]:
    return lambda db, desk, now: step(db, desk=desk, now=now)


def _discard(db: Database, desk: Desk, now: datetime) -> bool:
    with db.begin() as tx:
        visitors.discard_expired(tx, now=now)
    return False


JOBS: tuple[Job, ...] = (
    # A customer hears of a new status soon after the operator has set it.
    Job("status pushes", {"second": "*"}, _of(push_one)),
    # Who does not answer is reminded, and at last a person is told.
    Job("reminders", {"second": "20"}, _of(remind_one)),
    # What a person should have seen to by now is told to the operators.
    Job("overdue", {"second": "40"}, _of(tell_overdue_one)),
    # The people of the company hear of what they want to hear of.
    Job("staff notices", {"second": "*/2"}, _of(notice_one)),
    # Looked at each minute, so that a digest whose time passed while nobody held the clock is made all the same.
    Job("digest", {"second": "10"}, _of(digest_one)),
    # What a new catalog has little of.
    Job("low stock", {"second": "30"}, _of(warn_one)),
    # A promised day that may be missed is told, once for each cause.
    Job("promised days", {"second": "50"}, _of(watch_one)),
    # After an order is completed its customer is asked how it was.
    Job("surveys", {"second": "10"}, _of(survey_one)),
    # Secrets that no longer open anything are not kept.
    Job("expired codes and links", {"minute": "17"}, _discard),
)


def tracking_job(tracking: Tracking) -> Job:
    """Asks where parcels are; how often each, its own time says, and how fast, its provider's."""

    def step(db: Database, desk: Desk, now: datetime) -> bool:
        return track_one(db, tracking, now=now)

    return Job("parcels", {"second": "*"}, step)


def forgetting_calls(days: int) -> Job:
    """Who called what by API is forgotten after so many days."""

    def step(db: Database, desk: Desk, now: datetime) -> bool:
        with db.begin() as tx:
            apikeys.discard_calls(tx, before=now - timedelta(days=days))
        return False

    return Job("old calls", {"hour": "3", "minute": "27"}, step)


def planned_tours() -> Job:
    """The day's tours of our own couriers are planned, once, when it is time to."""

    def step(db: Database, desk: Desk, now: datetime) -> bool:
        return plan_due_one(db, desk=desk, now=now)

    return Job("tours", {"second": "30"}, step)


def dropped_lists(folder: DropFolder) -> Job:
    """The lists of moves in the drop folder are carried out."""
    return Job("drop folder", {"second": "*/2"}, _of(folder.take_one))
