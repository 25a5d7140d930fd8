"""The one composition root: from the configuration to everything that runs. Nothing connects at import."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from socket import socket
from typing import Any
from urllib.parse import urlsplit

from starlette.routing import Route
from starlette.types import ASGIApp

from bot.api.calling import Api
from bot.api.routes import api_routes
from bot.channels.base import Keep, Sender
from bot.channels.fetched import FetchedSender
from bot.channels.imap import ImapListener
from bot.channels.imapsettings import ImapSettings
from bot.channels.maildir import MaildirSender
from bot.channels.mime import attachment_contents
from bot.channels.smtp import SmtpSender
from bot.channels.smtpdoor import SmtpDoor
from bot.channels.telegram import Say, TelegramListener, TelegramSender, webhook_routes
from bot.channels.telegramupdates import Staffing
from bot.channels.webchat import WebchatSender, web_app
from bot.cli.config import Config
from bot.console.routes import Console, console_routes
from bot.desk import joining, printing, samples, staffcommands
from bot.desk.deliveries import performance
from bot.desk.desk import Desk
from bot.desk.dropfolder import DropFolder
from bot.desk.settings import DeskSettings
from bot.desk.templating import Templates, shipped
from bot.desk.toursettings import Fleet
from bot.sample.company import load_where_empty
from scheduler.carriers.making import trackers
from scheduler.jobs import JOBS, Job, dropped_lists, forgetting_calls, planned_tours, tracking_job
from scheduler.listening import Listening
from scheduler.loops import Bell, Clock
from scheduler.runner import Parts, Role
from scheduler.tracking import Tracking
from scheduler.trackingdoor import tracking_routes
from scheduler.webserver import bound
from store import cursors, inbox, outbox
from store.database import Database
from store.envelope import Envelope
from store.outbox import OutgoingDraft

DOOR_OPENS_WITHIN = 10.0
"""Seconds that the greeting waits for the SMTP door, whose port is only known once it listens."""


@dataclass(frozen=True)
class StoredCursor:
    """Where a listener notes how far it has read."""

    db: Database
    source: str

    def get(self) -> str | None:
        with self.db.read() as tx:
            return cursors.get(tx, self.source)

    def set(self, value: str) -> None:
        with self.db.begin() as tx:
            cursors.put(tx, self.source, value)


@dataclass(frozen=True)
class House:
    """What is to run, and the lines that tell a person where to click once it does."""

    parts: Parts
    greeting: Callable[[], Sequence[str]]
    close: Callable[[], object]
    """Ends the connections that senders keep; call it when nothing runs any more."""


def assembled(config: Config, db: Database, *, roles: Sequence[Role], clock: Clock) -> House:
    """Everything that these roles need; `db` is open and migrated. Raises PortError for a port in use."""
    sample = config.path is None and load_where_empty(db)
    inbox_bell, outbox_bell = Bell(), Bell()
    keep = keeper(db, inbox_bell, clock=clock, settings=config.desk)
    say = speaker(db, outbox_bell, clock=clock)
    going_out, close = _senders(config, db, clock)
    tracking = Tracking(config.tracking, trackers(config.tracking), config.desk) if config.tracking else None
    called = tracking_routes(db, tracking, clock=clock, then=outbox_bell.ring)
    door = _door(config, clock) if "listen" in roles else None
    sock = bound(config.web.host, config.web.port, key="web.port") if "console" in roles else None
    the_desk = desk(config)
    parts = Parts(
        db=db,
        desk=the_desk,
        keep=keep,
        senders=going_out,
        inbox_bell=inbox_bell,
        outbox_bell=outbox_bell,
        jobs=[*JOBS, *_jobs(config, tracking, roles)],
        listeners=_listeners(config, db, door, say, clock) if "listen" in roles else [],
        web=(_pages(config, db, the_desk, keep, say, outbox_bell, door, clock, called), sock)
        if sock
        else None,
    )
    return House(parts, lambda: list(_greeting(config, roles, door, sock, sample)), close)


def desk(config: Config) -> Desk:
    """The company's desk. Our own addresses are known to it: what comes from them is never answered.

    Raises TemplateError for a template of the company's own that cannot be used.
    """
    own = [*config.desk.own_addresses, (config.smtp or config.maildir).from_address]
    own += [box.own_address for box in config.mailbox]
    settings = config.desk.model_copy(update={"own_addresses": tuple(dict.fromkeys(own))})
    source = config.database.url.get_secret_value()
    templates = shipped()
    if settings.templates is not None:
        templates = Templates(settings.templates)
        samples.check(templates)
    return Desk(
        settings=settings,
        templates=templates,
        staff=config.people,
        fleet=Fleet(config.courier, config.tours),
        contents=attachment_contents,
        source=source,
    )


def keeper(db: Database, bell: Bell, *, clock: Clock, settings: DeskSettings | None = None) -> Keep:
    """Commits envelopes to the inbox, and wakes the workers for each new one. By the desk's `settings` chat messages wait a
    moment for what their writer adds."""

    def keep(envelope: Envelope) -> bool:
        with db.begin() as tx:
            hold = joining.hold(envelope, settings) if settings else timedelta(0)
            new = inbox.keep(tx, envelope, now=clock(), hold=hold) is not None
        if new:
            bell.ring()
        return new

    return keep


def speaker(db: Database, bell: Bell, *, clock: Clock) -> Say:
    """Commits what a channel itself has to say to the outbox, once, and wakes the senders."""

    def say(draft: OutgoingDraft) -> None:
        with db.begin() as tx:
            new = outbox.enqueue(tx, draft, now=clock()) is not None
        if new:
            bell.ring()

    return say


def _jobs(config: Config, tracking: Tracking | None, roles: Sequence[Role]) -> Iterator[Job]:
    """What the clock does beside its usual jobs, as the company has set it."""
    yield forgetting_calls(config.api.calls_kept_days)
    if tracking is not None:
        yield tracking_job(tracking)
    if config.courier:
        yield planned_tours()
    if config.drop is not None and "schedule" in roles:
        config.drop.directory.mkdir(parents=True, exist_ok=True)
        yield dropped_lists(DropFolder(config.drop))


def _senders(config: Config, db: Database, clock: Clock) -> tuple[Mapping[str, Sender], Callable[[], object]]:
    """A sender for each channel that this configuration can answer by, and what ends their connections."""
    found: dict[str, Sender] = {"email": _mail_sender(config, clock), "webchat": WebchatSender(db)}
    found |= {name: FetchedSender(name) for name in ("api", "staff")}
    if config.telegram is None:
        return found, lambda: None
    telegram = TelegramSender(config.telegram)
    return found | {"telegram": telegram}, telegram.close


def _mail_sender(config: Config, clock: Clock) -> Sender:
    if config.smtp is not None:
        return SmtpSender(config.smtp, clock=clock)
    return MaildirSender(
        config.maildir.directory,
        from_address=config.maildir.from_address,
        from_name=config.desk.company,
        clock=clock,
    )


def _door(config: Config, clock: Clock) -> SmtpDoor | None:
    settings = config.smtp_door
    if settings is None:
        return None
    # The door binds its port itself, in a thread; a port in use should be said before anything starts.
    bound(settings.host, settings.port, key="smtp_door.port").close()
    return SmtpDoor(settings, clock=clock)


def _listeners(
    config: Config, db: Database, door: SmtpDoor | None, say: Say, clock: Clock
) -> list[Listening]:
    return [
        *([Listening(door)] if door else []),
        *(_mailbox(settings, db, clock) for settings in config.mailbox),
        *_telegram(config, say, clock),
    ]


def _mailbox(settings: ImapSettings, db: Database, clock: Clock) -> Listening:
    name = f"imap:{settings.own_address}/{settings.folder}"
    listener = ImapListener(settings, cursor=StoredCursor(db, name), clock=clock)
    return Listening(listener, lease=name)


def _telegram(config: Config, say: Say, clock: Clock) -> Iterator[Listening]:
    if config.telegram is not None:
        listener = TelegramListener(
            config.telegram, say=say, company=config.desk.company, clock=clock, staffing=_staffing(config)
        )
        yield Listening(listener, lease=listener.name)


def _staffing(config: Config) -> Staffing:
    """Whose words are commands of the staff."""
    staff = config.people
    return Staffing(
        frozenset(staff.settings.chats), staff.numbers, staffcommands.is_command, staffcommands.known
    )


def _pages(
    config: Config,
    db: Database,
    the_desk: Desk,
    keep: Keep,
    say: Say,
    outbox_bell: Bell,
    door: SmtpDoor | None,
    clock: Clock,
    parcels: Sequence[Route],
) -> ASGIApp:
    """The one web application: the chat, where Telegram, other programs and trackers of `parcels` call, and on this machine
    the operators' pages."""
    hook = "/telegram"
    called: list[Route] = []
    if config.telegram is not None:
        if config.telegram.webhook_url is not None:
            hook = urlsplit(config.telegram.webhook_url).path or "/"
        called = webhook_routes(
            config.telegram,
            keep=keep,
            say=say,
            company=config.desk.company,
            clock=clock,
            path=hook,
            staffing=_staffing(config),
        )
    console = Console(
        db,
        company=config.desk.company,
        zone=config.zone,
        maildir=None if config.smtp else config.maildir.directory,
        smtp_door=lambda: _door_address(config, door),
        own_address=the_desk.settings.own_addresses[0],
        playground=config.web.playground,
        clock=clock,
        printed=lambda tx, order_no, kind: printing.printed(tx, order_no, kind, desk=the_desk, now=clock()),
        couriers=performance if config.courier else None,
    )
    api = Api(config.api, db=db, keep=keep, desk=the_desk, zone=config.zone, clock=clock)
    return web_app(
        config.web,
        db=db,
        keep=keep,
        company=config.desk.company,
        zone=config.zone,
        clock=clock,
        enqueued=outbox_bell.ring,
        console=console_routes(console),
        more=[*called, *parcels, *api_routes(api)],
        foreign=(hook, *(route.path for route in parcels)),
    )


def _greeting(
    config: Config, roles: Sequence[Role], door: SmtpDoor | None, sock: socket | None, sample: bool
) -> Iterator[str]:
    yield f"接单 jiedan is running ({', '.join(roles)})."
    if sample:
        yield "  company   an invented one, to try things out; import your own with: jiedan import catalog FILE.csv"
    if sock is not None:
        base = config.web.public_url or _address("http://", sock.getsockname())
        if config.web.console:
            yield f"  start     {base}/"
        yield f"  chat      {base.rstrip('/')}/chat"
    if door is not None and door.ready.wait(DOOR_OPENS_WITHIN):
        yield f"  mails in  {_door_address(config, door)} (SMTP, without encryption or password)"
    if "listen" in roles:
        for box in config.mailbox:
            yield f"  mails in  {box.own_address}"
        if config.telegram is not None:
            way = config.telegram.webhook_url or "asks for news itself"
            yield f"  telegram  bot {config.telegram.bot_id}, {way}"
    if "send" in roles and config.smtp is None:
        shown = f"{base}/mails, " if sock is not None and config.web.console else ""
        yield f"  mails out {shown}{config.maildir.directory.absolute()} (a maildir)"
    yield "Ctrl-C stops it."


def _door_address(config: Config, door: SmtpDoor | None) -> str | None:
    """Host and port of the SMTP door, once it listens."""
    if config.smtp_door is None or door is None or door.port is None:
        return None
    return _address("", (config.smtp_door.host, door.port))


def _address(scheme: str, name: tuple[Any, ...]) -> str:
    # Who listens everywhere is reached here by the machine's own name: nobody can write to "everywhere".
    where = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(name[0], str(name[0]))  # noqa: S104 - to recognise it
    host = f"[{where}]" if ":" in where else where
    return f"{scheme}{host}:{name[1]}"
