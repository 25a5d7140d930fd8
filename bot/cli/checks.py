"""What the doctor looks at: one check for each thing that the configuration names.

A check connects as the bot does, and neither sends, marks nor changes anything.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.config import Config, missing_file

if TYPE_CHECKING:
    from bot.channels.imapsettings import ImapSettings
    from bot.channels.smtp import SmtpSettings
    from bot.channels.telegram import TelegramSettings
    from scheduler.carriers.settings import TrackingSettings
    from store.database import Database


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found; `mend` says what to do where it is not well."""

    what: str
    well: bool
    said: str
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """Something to look at; `mend` is the advice where looking raises an error that says the rest."""

    what: str
    look: Callable[[], Finding]
    mend: str = ""


def checks_of(config: Config, *, timeout: float) -> Sequence[Check]:
    """A check for everything that this configuration names; `timeout` in seconds for each server."""
    url = config.database_url
    checks = [
        *([Check("templates", lambda: _check_templates(config))] if config.desk.templates else []),
        database_check(url, timeout=timeout),
        Check("catalog", lambda: _check_rows(url, timeout=timeout), "mend the database first"),
        *(mailbox_check(mailbox, timeout=timeout) for mailbox in config.mailbox),
    ]
    if config.smtp is not None:
        checks.append(smtp_check(config.smtp, timeout=timeout))
    else:
        checks.append(Check("outgoing mail", lambda: _check_maildir(config.maildir.directory)))
    if config.drop is not None:
        folder = config.drop.directory
        checks.append(Check("drop folder", lambda: _check_folder(folder)))
    if config.telegram is not None:
        checks.append(telegram_check(config.telegram, timeout=timeout))
    if config.tracking is not None:
        checks += tracking_checks(config.tracking, timeout=timeout)
    return checks


def database_check(url: str, *, timeout: float) -> Check:
    """Whether the database opens, whether its tables fit this program, and whether it can be written."""
    mend = (
        "check url of [database], and that this user may read and write that file"
        if url.startswith("sqlite:///")
        else "check url of [database], and that its server runs and lets this user in"
    )
    return Check("database", lambda: _check_database(url, timeout=timeout), mend)


def mailbox_check(settings: "ImapSettings", *, timeout: float) -> Check:
    """Whether the mailbox lets us in and has its folder; no mail is touched."""
    what = f"mailbox {settings.own_address}"

    def look() -> Finding:
        from bot.channels.imap import check

        hurried = settings.model_copy(update={"timeout": min(timeout, settings.timeout)})
        return Finding(what, well=True, said=check(hurried, now=datetime.now(UTC)))

    return Check(what, look, "check host, port, security, user, password and folder of this [[mailbox]]")


def smtp_check(settings: "SmtpSettings", *, timeout: float) -> Check:
    """Whether the server lets us in; no mail is sent."""

    def look() -> Finding:
        from bot.channels.smtp import SmtpSender

        hurried = settings.model_copy(update={"timeout": min(timeout, settings.timeout)})
        return Finding("smtp", well=True, said=SmtpSender(hurried, clock=lambda: datetime.now(UTC)).check())

    return Check("smtp", look, "check host, port, security, user and password of [smtp]")


def telegram_check(settings: "TelegramSettings", *, timeout: float) -> Check:
    """Whether the token is a bot's; nothing is sent and no update is fetched."""

    def look() -> Finding:
        from bot.channels.telegram import check

        return Finding("telegram", well=True, said=check(settings, timeout=timeout))

    return Check(
        "telegram",
        look,
        "check token of [telegram] with @BotFather, and that this machine reaches the Bot API",
    )


def tracking_checks(settings: "TrackingSettings", *, timeout: float) -> Sequence[Check]:
    """Whether each provider of tracking lets us in; no parcel is registered."""

    def check(name: str) -> Check:
        what = f"tracking {name}"

        def look() -> Finding:
            from scheduler.carriers.making import trackers

            told = getattr(settings, name)
            hurried = told.model_copy(update={"timeout": min(timeout, told.timeout)})
            (tracker,) = trackers(settings.model_copy(update={**dict.fromkeys(providers), name: hurried}))
            return Finding(what, well=True, said=tracker.check(now=datetime.now(UTC)))

        return Check(what, look, f"check the keys and api_url of [tracking.{name}]")

    providers = ("kuaidi100", "track17", "aftership")
    return [check(name) for name in providers if getattr(settings, name) is not None]


def _check_templates(config: Config) -> Finding:
    from bot.desk.samples import check
    from bot.desk.templating import TemplateError, Templates

    try:
        check(Templates(config.desk.templates))
    except TemplateError as error:
        return Finding("templates", well=False, said=str(error), mend="mend it, or take it away to use ours")
    return Finding("templates", well=True, said=f"{config.desk.templates} and ours")


def _check_maildir(directory: Path) -> Finding:
    place = next(parent for parent in (directory, *directory.absolute().parents) if parent.exists())
    return Finding(
        "outgoing mail",
        well=place.is_dir() and os.access(place, os.W_OK | os.X_OK),
        said=f"no [smtp]: mails are written to the maildir {directory}",
        mend=f"let this user write in {place}",
    )


def _check_folder(directory: Path) -> Finding:
    place = next(parent for parent in (directory, *directory.absolute().parents) if parent.exists())
    return Finding(
        "drop folder",
        well=place.is_dir() and os.access(place, os.R_OK | os.W_OK | os.X_OK),
        said=f"lists of moves are taken from {directory}",
        mend=f"let this user read and write in {place}",
    )


def _check_database(url: str, *, timeout: float) -> Finding:
    from store import schema
    from store.errors import DatabaseBusy

    if missing := missing_file(url):
        place = next(parent for parent in missing.absolute().parents if parent.exists())
        return Finding(
            "database",
            well=place.is_dir() and os.access(place, os.W_OK | os.X_OK),
            said=f"SQLite at {missing}, to be made by the first start in {place}",
            mend=f"let this user write in {place}",
        )
    with _opened(url, timeout) as database:
        with database.read() as tx:
            current, revision = schema.is_current(tx), schema.revision(tx)
        if revision is not None and not current:
            database.migrate()  # raises where the tables are newer than the program
        try:
            with database.begin():
                pass  # a full disk or a read-only file shows here
        except DatabaseBusy as error:
            mend = "look at what writes in it for so long (`jiedan run` logs it), or end that"
            return Finding("database", well=False, said=str(error), mend=mend)
        kind = "SQLite" if database.is_sqlite else "PostgreSQL"
        state = (
            "tables up to date"
            if revision is not None
            else "no tables yet; the first `jiedan run` makes them"
        )
        return Finding("database", well=True, said=f"{kind} at {database}, {state}")


def _check_rows(url: str, *, timeout: float) -> Finding:
    from store import customers, products, schema

    counts = (0, 0, 0)
    if not missing_file(url):
        with _opened(url, timeout) as database, database.read() as tx:
            if schema.revision(tx) is not None:
                counts = (len(products.all(tx)), len(customers.all(tx)), len(customers.all_reps(tx)))
    said = f"{counts[0]} products, {counts[1]} customers, {counts[2]} reps"
    return Finding(
        "catalog", well=counts[0] > 0, said=said, mend="import your products: jiedan import catalog FILE.csv"
    )


def _opened(url: str, timeout: float) -> "Database":
    from store.database import Database

    if url.startswith("postgresql://") and "connect_timeout" not in url:
        url += f"{'&' if '?' in url else '?'}connect_timeout={max(2, round(timeout))}"
    return Database.open(url, busy_seconds=timeout, pool_size=1)
