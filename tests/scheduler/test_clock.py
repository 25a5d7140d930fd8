"""The clock: one holder of all processes, jobs by the table, and a failing job that goes on next time."""

import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest

from bot.desk.intake import Desk
from scheduler.clock import LEASE, ScheduledJobs
from scheduler.jobs import JOBS, Job
from store.database import Database
from tests.scheduler.waiting import until

EACH_SECOND = {"second": "*"}
NO_DESK = cast("Desk", None)  # these jobs have nothing to decide


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scheduler.holding.LOOK", 0.02)


@contextmanager
def running(db: Database, *jobs: Job, **options: Any) -> Iterator[ScheduledJobs]:
    clock = ScheduledJobs(
        jobs, db=db, desk=NO_DESK, zone=ZoneInfo("Asia/Shanghai"), clock=lambda: datetime.now(UTC), **options
    )
    clock.start()
    try:
        yield clock
    finally:
        clock.stop()
        clock.join(10)
        assert not clock.is_alive()


def test_a_job_makes_steps_until_there_is_no_more(sqlite_db: Database) -> None:
    left, then = [1, 2, 3], []

    def step(db: Database, desk: Desk, now: datetime) -> bool:
        assert now.tzinfo is not None
        return bool(left) and bool(left.pop())

    with running(sqlite_db, Job("take", EACH_SECOND, step), then=lambda: then.append(1)):
        until(lambda: not left)
        until(lambda: len(then) == 3)


def test_a_clock_that_is_set_back_stops_no_job(sqlite_db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    back = timedelta()
    ran: list[datetime] = []

    class Watch(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Watch":
            return super().now(tz) - back

    def step(db: Database, desk: Desk, now: datetime) -> bool:
        ran.append(now)
        return False

    monkeypatch.setattr("apscheduler.schedulers.base.datetime", Watch)
    monkeypatch.setattr("scheduler.clock.LOOK", 0.05)
    clock = ScheduledJobs(
        [Job("look", EACH_SECOND, step)], db=sqlite_db, desk=NO_DESK, zone=ZoneInfo("Asia/Shanghai"),
        clock=lambda: Watch.now(UTC),
    )  # fmt: skip
    clock.start()
    try:
        until(lambda: ran)
        back = timedelta(hours=8)
        ran.clear()
        until(lambda: any(now < datetime.now(UTC) - timedelta(hours=7) for now in ran))
    finally:
        clock.stop()
        clock.join(10)
    assert not clock.is_alive()


def test_a_failing_job_is_one_line_and_goes_on_next_time(
    sqlite_db: Database, caplog: pytest.LogCaptureFixture
) -> None:
    tries, well = [], threading.Event()

    def bad(db: Database, desk: Desk, now: datetime) -> bool:
        tries.append(now)
        if len(tries) == 1:
            raise ValueError("no\nluck")
        return False

    def good(db: Database, desk: Desk, now: datetime) -> bool:
        well.set()
        return False

    with running(sqlite_db, Job("bad", EACH_SECOND, bad), Job("good", EACH_SECOND, good)):
        until(lambda: len(tries) > 1)
        assert well.wait(10)
    (line,) = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert line.startswith("job bad: ValueError: no luck (test_clock.py:")


def test_jobs_that_hang_neither_stop_the_others_nor_begin_twice(sqlite_db: Database) -> None:
    release = threading.Event()
    began: dict[str, int] = dict.fromkeys((f"hangs {number}" for number in range(8)), 0)
    ran: list[datetime] = []

    def hanging(name: str) -> Job:
        def step(db: Database, desk: Desk, now: datetime) -> bool:
            began[name] += 1
            release.wait(30)
            return False

        return Job(name, EACH_SECOND, step)

    def well(db: Database, desk: Desk, now: datetime) -> bool:
        ran.append(now)
        return False

    with running(sqlite_db, *map(hanging, began), Job("well", EACH_SECOND, well)):
        until(lambda: all(began.values()))
        before = len(ran)
        until(lambda: len(ran) >= before + 3)
        assert set(began.values()) == {1}
        release.set()
        # What it missed meanwhile is made up for once, and the jobs go on.
        until(lambda: min(began.values()) >= 2)
        assert max(began.values()) <= 4


def test_a_step_that_comes_late_is_made_once(sqlite_db: Database) -> None:
    slow, ran = threading.Event(), []

    def late(db: Database, desk: Desk, now: datetime) -> bool:
        ran.append(now)
        if len(ran) == 1:
            # So long that several of its times pass by.
            slow.wait(3.2)
        return False

    with running(sqlite_db, Job("late", EACH_SECOND, late)):
        until(lambda: len(ran) >= 2)
    assert ran[1] - ran[0] >= timedelta(seconds=3)
    assert len(ran) <= 3


HOLDER = """
import sys
from store.database import Database
with Database.open(sys.argv[1]) as db:
    assert db.hold(sys.argv[2])
    print("held", flush=True)
    sys.stdin.read()
"""


def test_it_takes_over_from_a_holder_that_was_killed(db_url: str, db: Database) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, db_url, LEASE], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    ran = threading.Event()

    def step(db: Database, desk: Desk, now: datetime) -> bool:
        ran.set()
        return False

    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with running(db, Job("run", EACH_SECOND, step)):
            assert not ran.wait(1.2)
            holder.kill()
            assert ran.wait(20)


def test_every_job_has_a_name_of_its_own_and_a_cron_trigger_that_comes() -> None:
    from apscheduler.triggers.cron import CronTrigger

    assert len({job.name for job in JOBS}) == len(JOBS)
    zone = ZoneInfo("Asia/Shanghai")
    for job in JOBS:
        assert CronTrigger(timezone=zone, **job.when).get_next_fire_time(None, datetime.now(zone))
