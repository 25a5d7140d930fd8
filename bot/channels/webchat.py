"""The web chat: a page that a company links to, its routes, and the sender whose messages the page shows."""

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from bot.channels.base import ChannelError, Keep
from bot.channels.webchatguard import Guard
from bot.channels.webchatroutes import Chat
from bot.channels.webchatsettings import WebSettings
from store import visitors
from store.database import Database
from store.outbox import OutboxItem

__all__ = ["WebSettings", "WebchatSender", "web_app"]


class WebchatSender:
    """A message is delivered once it is noted as sent: the visitor's page shows it within a second."""

    name = "webchat"

    def __init__(self, db: Database) -> None:
        self._db = db

    def send(self, item: OutboxItem) -> str:
        """`webchat:<visitor>/<outbox id>`. Raises ChannelError (permanent) where there is no such visitor."""
        kind, _, visitor = item.conversation.partition(":")
        with self._db.read() as tx:
            known = kind == "webchat" and visitors.get(tx, visitor) is not None
        if not known:
            raise ChannelError(f"webchat: there is no visitor {visitor[:60]!r}", permanent=True)
        return f"{item.conversation}/{item.id}"


def web_app(
    settings: WebSettings,
    *,
    db: Database,
    keep: Keep,
    company: str,
    zone: tzinfo,
    clock: Callable[[], datetime],
    enqueued: Callable[[], None] = lambda: None,
    console: Sequence[BaseRoute] = (),
    more: Sequence[BaseRoute] = (),
    foreign: Sequence[str] = ("/telegram",),
) -> Starlette:
    """The whole web application: the chat page, the operators' `console` and `more` routes, behind the guard.

    The console is left out where `settings.console` says that others could reach it.
    `zone`: the company's time zone, for the times that are shown. `enqueued` is called when a message (a code)
    was put into the outbox. `foreign`: paths that other servers post to.
    """
    operators = tuple(console) if settings.console else ()
    chat = Chat(
        settings,
        db=db,
        keep=keep,
        company=company,
        zone=zone,
        clock=clock,
        enqueued=enqueued,
        console=bool(operators),
    )
    return Starlette(
        routes=[*chat.routes(), *operators, *more],
        middleware=[Middleware(Guard, names=settings.names, origin=settings.origin(), foreign=foreign)],
    )
