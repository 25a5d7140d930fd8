"""`jiedan run`: starts what its roles name, says where to click, and stops cleanly on Ctrl-C or SIGTERM."""

import logging
import os
import signal
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from bot.cli.session import Session, pass_session

if TYPE_CHECKING:
    from scheduler.runner import Role

STOPS = frozenset({signal.SIGINT, signal.SIGTERM})
"""The first of these ends everything in order, the second ends the process at once."""

# What these say at INFO is either noise or, with a bot's token in an URL, a secret.
CHATTY = ("httpx", "httpcore", "apscheduler", "uvicorn", "telegram", "alembic", "mail.log", "asyncio")


class _Roles(click.ParamType[Any]):
    name = "roles"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> "tuple[Role, ...]":
        from scheduler.runner import ROLES

        if isinstance(value, tuple):
            return value
        told = [part.strip() for part in str(value).split(",") if part.strip()]
        for role in told:
            if role != "all" and role not in ROLES:
                self.fail(f"{role!r} is no role; there are: {', '.join(ROLES)}", param, ctx)
        return tuple(role for role in ROLES if role in told or "all" in told or not told)


@click.command()
@click.option(
    "--roles",
    type=_Roles(),
    default="all",
    show_default=True,
    help="What this process does: listen, work, send, schedule, console; several with commas.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    help="How many messages are worked on at a time; else 1 on SQLite, 2 on PostgreSQL.",
)
@click.option("--verbose", is_flag=True, help="Log what is of interest to who mends the program.")
@pass_session
def run(session: Session, *, roles: "tuple[Role, ...]", workers: int | None, verbose: bool) -> None:
    """Start the bot: channels, workers, scheduler, console.

    Ctrl-C stops it; what is in hand is finished. A second Ctrl-C ends at once; nothing is lost then either.
    """
    from bot.cli.wiring import assembled
    from scheduler.runner import Runner

    _log(verbose=verbose)
    house = assembled(session.config, session.database, roles=roles, clock=_now)
    runner = Runner(
        house.parts, roles=roles, clock=_now, workers=workers or (1 if session.database.is_sqlite else 2)
    )
    # Blocked before any thread starts and fetched here: a handler could run while this thread holds the lock of
    # what it waits on, or not run at all if the signal came just before the wait.
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
    runner.start()
    for line in house.greeting():
        click.echo(line)
    sys.stdout.flush()
    signal.sigwait(STOPS)
    for number in STOPS:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
    click.echo("Stopping; what is in hand is finished first. Ctrl-C again ends at once.")
    sys.stdout.flush()
    clean = runner.stop()
    house.close()
    if not clean:
        # A thread that hangs in a dead connection must not keep the process; its step is repeated at the next start.
        logging.shutdown()
        os._exit(0)


def _now() -> datetime:
    return datetime.now(UTC)


class _OneLine(logging.Formatter):
    """One line a record, whatever stands in it, without secrets; tracebacks only for who asked for them."""

    def __init__(self, *, tracebacks: bool) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")
        self._tracebacks = tracebacks

    def format(self, record: logging.LogRecord) -> str:
        from scheduler.failures import in_one_line, without_secrets

        if self._tracebacks:
            return without_secrets(super().format(record))
        bare = logging.makeLogRecord({**record.__dict__, "exc_info": None, "exc_text": None})
        text = " ".join(super().format(bare).split())
        error = record.exc_info[1] if record.exc_info else None
        return without_secrets(f"{text}: {in_one_line(error)}" if error else text)


def _log(*, verbose: bool) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_OneLine(tracebacks=verbose))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    # That a job is still at work when its time comes again is meant so; the next time it goes on.
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
    for name in ("bot", "scheduler", "store", "parsers"):
        logging.getLogger(name).setLevel(logging.DEBUG if verbose else logging.INFO)
