"""The clock of the deployment: APScheduler, in one process at a time, calling the jobs of the table.

APScheduler is only the clock. Due work lies in the tables of the store, so that a holder that dies leaves nothing
behind but the lease, and the next holder goes on.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import tzinfo

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

from bot.desk.intake import Desk
from scheduler.failures import in_one_line, pause
from scheduler.holding import Holding
from scheduler.jobs import Job
from scheduler.loops import Clock
from store.database import Database

log = logging.getLogger(__name__)

LEASE = "scheduler"
LOOK = 5.0
"""Seconds between two looks whether the time of day was set back."""
BATCH = 200
"""Steps that a job makes in one go at most; what is left waits for its next time, so that it stops soon when told to."""


class ScheduledJobs(threading.Thread):
    """Holds the lease of the scheduler and runs its jobs; takes over when another holder dies.

    `then` is called after each step that did something.
    """

    def __init__(
        self,
        jobs: Sequence[Job],
        *,
        db: Database,
        desk: Desk,
        zone: tzinfo,
        clock: Clock,
        then: Callable[[], object] = lambda: None,
        lease: str = LEASE,
    ) -> None:
        super().__init__(name="schedule", daemon=True)
        self._jobs, self._db, self._desk, self._zone, self._clock = tuple(jobs), db, desk, zone, clock
        self._then = then
        self._holding = Holding(db, lease)
        self._stopping = threading.Event()

    def stop(self) -> None:
        """Asks it to end after the steps in hand; `join` waits for that."""
        self._stopping.set()
        self._holding.stop()

    def run(self) -> None:
        failed = 0
        while not self._stopping.is_set():
            try:
                self._hold_and_run()
                failed = 0
            except Exception as error:
                failed += 1
                wait = pause(failed)
                log.error("%s: %s; again in %.0f s", self.name, in_one_line(error), wait)
                log.debug("%s", self.name, exc_info=True)
                self._stopping.wait(wait)

    def _hold_and_run(self) -> None:
        with self._holding.held() as over:
            if over is None:
                return
            scheduler = BackgroundScheduler(
                timezone=self._zone,
                # A thread for each: as many as hang, the others go on.
                executors={"default": ThreadPoolExecutor(max(len(self._jobs), 1))},
                # Late is better than never, once is enough, and never twice at a time.
                job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
            )
            for job in self._jobs:
                trigger = CronTrigger(timezone=self._zone, **job.when)
                scheduler.add_job(self._run_job, trigger, args=(job, over), id=job.name, name=job.name)
            scheduler.start()
            try:
                before = self._clock()
                while not over.wait(LOOK):
                    now = self._clock()
                    if now < before:
                        log.warning("the clock was set back from %s to %s", before, now)
                        for each in scheduler.get_jobs():
                            # It would wait until the time that was comes again.
                            each.reschedule(each.trigger)
                    before = now
            finally:
                scheduler.shutdown(wait=True)

    def _run_job(self, job: Job, over: threading.Event) -> None:
        try:
            for _ in range(BATCH):
                if over.is_set() or not job.step(self._db, self._desk, self._clock()):
                    return
                self._then()
        except Exception as error:
            log.error("job %s: %s", job.name, in_one_line(error))
            log.debug("job %s", job.name, exc_info=True)
