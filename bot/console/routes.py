"""The operators' pages on this machine: the start page, the outgoing mails, and a read-only view of orders and reviews."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from decimal import Decimal
from functools import cache
from ipaddress import ip_address
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.console import mails, reports
from bot.console.words import words
from bot.papers.documents import KINDS, Document, Kind, NoDocument
from bot.papers.report import Report
from bot.papers.workbook import MEDIA_TYPE
from parsers.reading import Product
from store import (
    archive,
    customers,
    inbox,
    order_messages,
    orders,
    outbox,
    products,
    reasons,
    reviews,
    shipments,
    stops,
)
from store.database import Database, Tx
from store.order import OpenQuestion
from store.states import allowed

_LANGUAGE = "jiedan_language"
_LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})
_SHOWN = 200
_FAILED_AT_A_GLANCE = 5
_FOUND = 50
_BYTES = "application/octet-stream"
_BY_OTHER_COMMANDS = frozenset({"on_hold", "cancelled"})


@dataclass(frozen=True)
class Console:
    """What the pages show. `maildir`: where outgoing mails lie, None where a server sends them.

    `smtp_door`: host and port of the built-in SMTP server, once it listens. `zone`: the company's.
    """

    db: Database
    company: str
    zone: tzinfo
    clock: Callable[[], datetime]
    maildir: Path | None = None
    smtp_door: Callable[[], str | None] = lambda: None
    own_address: str = "orders@jiedan.localhost"
    playground: bool = False
    printed: Callable[[Tx, str, Kind], Document] | None = None
    """Makes an order's document. Raises NoDocument."""
    couriers: Callable[..., Sequence[object]] | None = None
    """The figures of the company's own couriers, `since` a day `until` another; None where it has none."""

    @property
    def command(self) -> str:
        """How one who has just typed `make run` calls the command."""
        return ".venv/bin/jiedan" if self.playground else "jiedan"


def console_routes(console: Console) -> list[BaseRoute]:
    """The pages as routes. They ask for no password: every one refuses what does not come from this machine."""
    pages = _Pages(console)

    def guarded(page: Callable[[Request], Response]) -> Callable[[Request], Response]:
        return lambda request: page(request) if _from_here(request) else PlainTextResponse("Not found\n", 404)

    return [
        Route("/", guarded(pages.home)),
        Route("/mails", guarded(pages.mails)),
        Route("/mails/{name}", guarded(pages.mail)),
        Route("/orders", guarded(pages.orders)),
        Route("/orders/{order_no}", guarded(pages.order)),
        Route("/orders/{order_no}/documents/{kind}", guarded(pages.document)),
        Route("/reviews", guarded(pages.reviews)),
        Route("/search", guarded(pages.search)),
        Route("/tours", guarded(pages.tours)),
        Route("/report", guarded(pages.report)),
        Route("/report.xlsx", guarded(pages.workbook)),
        Route("/messages/{number:int}/original", guarded(pages.original)),
        Mount("/static", StaticFiles(packages=[("bot.console", "pages/static")])),
    ]


class _Pages:
    def __init__(self, console: Console) -> None:
        self._console, self._db = console, console.db

    def home(self, request: Request) -> Response:
        with self._db.read() as tx:
            known = customers.all(tx)
            counts = {
                "products": products.count(tx),
                "customers": len(known),
                "orders": orders.count(tx),
                "reviews": reviews.count(tx),
                "failed": outbox.count_failed(tx),
            }
            failed = outbox.recent(tx, state="failed", limit=_FAILED_AT_A_GLANCE)
        writer = next((customer.emails[0] for customer in known if customer.emails), "me@example.com")
        host, _, port = (self._console.smtp_door() or "").rpartition(":")
        return self._page(
            request, "home", counts=counts, failed=failed, writer=writer, door_host=host, door_port=port
        )

    def mails(self, request: Request) -> Response:
        with self._db.read() as tx:
            count, failed = outbox.count_failed(tx), outbox.recent(tx, state="failed", limit=_SHOWN)
        directory = self._console.maildir
        return self._page(
            request,
            "mails",
            mails=mails.listing(directory) if directory else (),
            failed=failed,
            failed_count=count,
        )

    def mail(self, request: Request) -> Response:
        directory = self._console.maildir
        found = mails.one(directory, request.path_params["name"]) if directory else None
        return self._missing(request) if found is None else self._page(request, "mail", mail=found)

    def orders(self, request: Request) -> Response:
        with self._db.read() as tx:
            found = orders.listing(tx, limit=_SHOWN)
        return self._page(request, "orders", orders=found)

    def order(self, request: Request) -> Response:
        with self._db.read() as tx:
            order = orders.get(tx, request.path_params["order_no"])
            if order is None:
                return self._missing(request)
            said = [
                (message, item.envelope.text if message.direction == "in" else item.text)
                for message in order_messages.of_order(tx, order.order_no)
                for item in [(inbox if message.direction == "in" else outbox).get(tx, message.id)]
                if item is not None
            ]
            ordered = [products.get(tx, line.sku) for line in order.lines if line.sku]
            history = orders.history(tx, order.order_no)
            told = shipments.events_of(tx, [order.order_no])
        return self._page(
            request,
            "order",
            order=order,
            history=history,
            said=said,
            ways=[(number, events) for (_, _, number), events in told.items()],
            names={product.sku: _name(product, _language(request)) for product in ordered if product},
            asked=lambda flag: _asked(flag, words(_language(request))),
            kinds=KINDS if self._console.printed else (),
            next_states=[state for state in allowed(order.status) if state not in _BY_OTHER_COMMANDS],
        )

    def document(self, request: Request) -> Response:
        kind = request.path_params["kind"]
        if self._console.printed is None or kind not in KINDS:
            return self._missing(request)
        try:
            with self._db.read() as tx:
                made = self._console.printed(tx, request.path_params["order_no"], kind)
        except NoDocument as error:
            return self._page(request, "refused", 409, refusal=str(error))
        shown = {"Content-Disposition": f'inline; filename="{made.name}"'}
        return Response(made.content, headers=shown, media_type=made.media_type)

    def search(self, request: Request) -> Response:
        query = request.query_params.get("q", "").strip()
        with self._db.read() as tx:
            hits = archive.search(tx, query, limit=_FOUND)
        return self._page(request, "search", query=query, hits=hits)

    def tours(self, request: Request) -> Response:
        zone = self._console.zone
        today = self._console.clock().astimezone(zone).date()
        day = reports.day(request.query_params.get("day")) or today
        with self._db.read() as tx:
            planned = stops.of_day(tx, day)
            readable = {one.order_no: one for one in orders.several(tx, [stop.order_no for stop in planned])}
            found = [(stop, readable.get(stop.order_no)) for stop in planned]
            figures = (
                self._console.couriers(tx, since=day.replace(day=1), until=day)
                if self._console.couriers
                else ()
            )
        by_courier = groupby(found, key=lambda one: one[0].courier)
        return self._page(
            request,
            "tours",
            day=day,
            tours=[(courier, list(some)) for courier, some in by_courier],
            figures=figures,
            hour=lambda moment: f"{moment.astimezone(zone):%H:%M}" if moment else "",
        )

    def report(self, request: Request) -> Response:
        what, found = self._report(request)
        return self._page(request, "report", what=what, **reports.table(found, language=_language(request)))

    def workbook(self, request: Request) -> Response:
        what, found = self._report(request)
        content = reports.sheet(found, language=_language(request), company=self._console.company)
        name = f"{what.by}-{what.since}-{what.until}.xlsx"
        kept = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(content, headers=kept, media_type=MEDIA_TYPE)

    def _report(self, request: Request) -> tuple[reports.Asked, Report]:
        now, zone = self._console.clock(), self._console.zone
        what = reports.asked(request.query_params, now=now, zone=zone)
        with self._db.read() as tx:
            return what, reports.made(tx, what, now=now, zone=zone, language=_language(request))

    def original(self, request: Request) -> Response:
        """A message's bytes as they came in: to be kept, never to be shown by a browser."""
        number = request.path_params["number"]
        with self._db.read() as tx:
            item = inbox.get(tx, number) if number < 2**63 else None
            raw = inbox.raw(tx, number) if item is not None else b""
        if item is None:
            return self._missing(request)
        ending = "eml" if item.envelope.channel == "email" else "json" if raw[:1] in b"{[" else "txt"
        kept = {"Content-Disposition": f'attachment; filename="message-{number}.{ending}"'}
        return Response(raw, headers=kept | {"X-Content-Type-Options": "nosniff"}, media_type=_BYTES)

    def reviews(self, request: Request) -> Response:
        with self._db.read() as tx:
            waiting = [
                (review, inbox.get(tx, review.inbox_id) if review.inbox_id is not None else None)
                for review in reviews.listing(tx, limit=_SHOWN)
            ]
        return self._page(request, "reviews", waiting=waiting, now=self._console.clock())

    def _missing(self, request: Request) -> Response:
        return self._page(request, "missing", 404)

    def _page(self, request: Request, name: str, status: int = 200, **values: Any) -> Response:
        language = _language(request)
        html = (
            _environment()
            .get_template(f"{name}.html")
            .render(
                t=words(language),
                language=language,
                console=self._console,
                path=request.url.path,
                elsewise=urlencode(
                    [each for each in request.query_params.multi_items() if each[0] != "lang"]
                    + [("lang", "en" if language == "zh" else "zh")]
                ),
                at=lambda moment: _shown(moment, self._console.zone),
                why=lambda reason: reasons.told(reason, language),
                **values,
            )
        )
        page = HTMLResponse(html, status)
        if request.query_params.get("lang") in {"zh", "en"}:
            page.set_cookie(_LANGUAGE, language, max_age=31_536_000, path="/", httponly=True, samesite="lax")
        return page


def _from_here(request: Request) -> bool:
    """Whether a browser on this machine asks, and by a name of this machine: a proxy that passes others on sends neither."""
    host = request.headers.get("host", "").lower()
    name = (
        host if host.endswith("]") else host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    )
    try:
        here = request.client is not None and ip_address(request.client.host).is_loopback
    except ValueError:
        here = False
    forwarded = any(
        header in request.headers for header in ("forwarded", "x-forwarded-for", "x-real-ip", "via")
    )
    return here and name in _LOCAL and not forwarded


def _language(request: Request) -> str:
    for told in (request.query_params.get("lang"), request.cookies.get(_LANGUAGE)):
        if told in {"zh", "en"}:
            return str(told)
    first = request.headers.get("accept-language", "zh").strip().lower()
    return "en" if first.startswith("en") or ("zh" not in first and "en" in first) else "zh"


def _name(product: Product, language: str) -> str:
    return product.name_en if language == "en" and product.name_en else product.name


def _asked(flag: OpenQuestion, told: Mapping[str, Any]) -> str:
    """An open question in words: what it is about, and what is the matter with it."""
    head, _, last = flag.field.rpartition(".")
    about = told["asked"].get(last, last)
    place = re.fullmatch(r"lines\[(\d{1,6})\]", head)
    if place:
        about = f"{told['asked']['line'].format(number=int(place[1]) + 1)} {about}"
    return f"{about}: {told['codes'].get(flag.code, flag.code)}"


def _shown(moment: datetime, zone: tzinfo) -> str:
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")


def _money(amount: Decimal | None, currency: str | None) -> str:
    return "" if amount is None else f"{currency or ''} {amount:,.2f}".strip()


def _number(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount.normalize():f}"


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("bot.console", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(money=_money, number=_number, part=lambda text: quote(str(text), safe=""))
    return made
