"""Everything that runs: listeners, workers, senders, the clock and the web server, started by role and stopped cleanly.

    channel --listen--> inbox --work--> order events + outbox --send--> channel
                                              ^
                        operators' changes ---+--- schedule (the clock)

Each role is threads around one-step functions; all state is in the database, so that any of them may be killed.
"""

import logging
import socket
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol, get_args

from starlette.types import ASGIApp

from bot.channels.base import Keep, Sender
from bot.channels.delivery import deliver_one
from bot.desk.intake import Desk, process_one, read_ahead
from scheduler.clock import ScheduledJobs
from scheduler.jobs import JOBS, Job
from scheduler.listening import Listening, Supervisor
from scheduler.loops import Bell, Clock, Loop, Step
from scheduler.webserver import WebServer
from store.database import Database

log = logging.getLogger(__name__)

Role = Literal["listen", "work", "send", "schedule", "console"]
ROLES: tuple[Role, ...] = get_args(Role)

STOP_WITHIN = 4.5
"""Seconds that everything gets to finish what is in hand; what takes longer is repeated at the next start."""


class Running(Protocol):
    """A thread that can be asked to end."""

    name: str

    def start(self) -> None: ...
    def stop(self) -> None: ...
    def join(self, timeout: float | None = None) -> None: ...
    def is_alive(self) -> bool: ...


@dataclass(frozen=True)
class Parts:
    """What the composition root hands over. `inbox_bell` is rung by `keep`, `outbox_bell` when something is to go out."""

    db: Database
    desk: Desk
    keep: Keep
    senders: Mapping[str, Sender]
    inbox_bell: Bell
    outbox_bell: Bell
    listeners: Sequence[Listening] = ()
    web: tuple[ASGIApp, socket.socket] | None = None
    jobs: Sequence[Job] = JOBS


class Runner:
    """Starts what the roles name; `stop` finishes what is in hand."""

    def __init__(
        self,
        parts: Parts,
        *,
        roles: Sequence[Role] = ROLES,
        clock: Clock,
        workers: int = 1,
        carriers: int = 3,
    ) -> None:
        self._parts, self._clock = parts, clock
        # In the order of stopping: first nothing new comes in, then what came is decided, then delivered.
        self._stages: list[list[Running]] = [
            [*self._listeners(roles), *self._web(roles)],
            [*self._clocks(roles), *self._workers(roles, workers)],
            self._carriers(roles),
        ]

    def start(self) -> None:
        for stage in reversed(self._stages):
            for thread in stage:
                thread.start()

    def stop(self, *, within: float = STOP_WITHIN) -> bool:
        """Asks everything to end and waits; False if something was still busy when the time was over."""
        deadline = time.monotonic() + within
        for stage in self._stages:
            for thread in stage:
                thread.stop()
        for stage in self._stages:
            for thread in stage:
                thread.join(max(0.0, deadline - time.monotonic()))
        busy = [thread.name for stage in self._stages for thread in stage if thread.is_alive()]
        if busy:
            log.warning("still busy, left to the next start: %s", ", ".join(busy))
        return not busy

    def alive(self) -> bool:
        """Whether every part still runs."""
        return all(thread.is_alive() for stage in self._stages for thread in stage)

    def _listeners(self, roles: Sequence[Role]) -> list[Running]:
        if "listen" not in roles:
            return []
        parts = self._parts
        return [Supervisor(each, keep=parts.keep, db=parts.db) for each in parts.listeners]

    def _web(self, roles: Sequence[Role]) -> list[Running]:
        if self._parts.web is None:
            return []
        app, sock = self._parts.web
        return [WebServer(app, sock=sock)]

    def _clocks(self, roles: Sequence[Role]) -> list[Running]:
        if "schedule" not in roles:
            return []
        parts = self._parts
        return [
            ScheduledJobs(
                parts.jobs,
                db=parts.db,
                desk=parts.desk,
                zone=parts.desk.settings.tzinfo,
                clock=self._clock,
                then=parts.outbox_bell.ring,
            )
        ]

    def _workers(self, roles: Sequence[Role], count: int) -> list[Running]:
        if "work" not in roles:
            return []
        parts = self._parts

        def step(now: datetime) -> bool:
            # Two workers of PostgreSQL would read the same message ahead, and there nobody waits for their transactions.
            if parts.db.is_sqlite:
                read_ahead(parts.db, desk=parts.desk, now=now)
            return process_one(parts.db, desk=parts.desk, now=now)

        return [
            Loop(
                f"work {number}",
                step,
                clock=self._clock,
                bell=parts.inbox_bell,
                then=parts.outbox_bell.ring,
            )
            for number in range(1, count + 1)
        ]

    def _carriers(self, roles: Sequence[Role]) -> list[Running]:
        """A loop for each channel, so that a server that hangs delays its own messages only; and one for whatever is due."""
        if "send" not in roles:
            return []
        parts = self._parts

        def step(channels: tuple[str, ...] | None) -> Step:
            return lambda now: deliver_one(parts.db, parts.senders, now=now, channels=channels)

        loops = {f"send {name}": step((name,)) for name in parts.senders} | {"send": step(None)}
        return [Loop(name, each, clock=self._clock, bell=parts.outbox_bell) for name, each in loops.items()]
