"""The routes of the chat page: reading it, writing in it, the news of it, and saying who one is."""

import hashlib
import logging
import re
import secrets
from collections.abc import Callable
from datetime import datetime, tzinfo

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.channels import webchatvisit as visit
from bot.channels.base import Keep
from bot.channels.pages import texts
from bot.channels.webchatguard import Form, Limits, client_address, posted
from bot.channels.webchatpages import Pages
from bot.channels.webchatsettings import WebSettings
from bot.channels.webchatview import view
from bot.channels.webchatvisit import Guest
from store.database import Database
from store.envelope import Envelope
from store.errors import StoreError

log = logging.getLogger(__name__)

COOKIE = "jiedan_visitor"
_JAR = "jiedan_personas"
_MESSAGE_ID = re.compile(r"[A-Za-z0-9_-]{6,64}")
# As webchatview marks a button: by the message of ours under which it stands, which WebchatSender's receipt names.
_BUTTON = re.compile(r"b(\d{1,18})-\d{4}")
_NEW_VISITORS_AN_HOUR = 60
_CODES_AN_HOUR = 10
_SMALL = 4_000


class Chat:
    """The chat's pages over the store. What a visitor writes is kept before the answer says so."""

    def __init__(
        self,
        settings: WebSettings,
        *,
        db: Database,
        keep: Keep,
        company: str,
        zone: tzinfo,
        clock: Callable[[], datetime],
        enqueued: Callable[[], None],
        console: bool,
    ) -> None:
        self._settings, self._db, self._keep = settings, db, keep
        self._company, self._clock = company, clock
        self._enqueued, self._console = enqueued, console
        self._pages = Pages(settings, company=company, zone=zone, clock=clock, console=console)
        self._limits = Limits()

    def routes(self) -> list[BaseRoute]:
        playground = [Route("/chat/be", self._be, methods=["POST"])] if self._settings.playground else []
        start = [] if self._console else [Route("/", lambda request: RedirectResponse("/chat", 303))]
        return [
            *start,
            Route("/chat", self._page),
            Route("/chat/messages", self._write, methods=["POST"]),
            Route("/chat/news", self._news),
            Route("/chat/k/{link}", self._link),
            Route("/chat/code", self._ask_code),
            Route("/chat/code", self._send_code, methods=["POST"]),
            Route("/chat/code/check", self._check_code, methods=["POST"]),
            Route("/chat/code/check", self._ask_code),
            Route("/chat/leave", self._leave, methods=["POST"]),
            *playground,
            Mount("/chat/static", StaticFiles(packages=[("bot.channels", "pages/static")])),
        ]

    def _page(self, request: Request) -> Response:
        known = self._guest(request)
        if known is not None:
            return self._shown(request, known)
        address = client_address(request)
        if address and not self._limits.allow(f"new {address}", times=_NEW_VISITORS_AN_HOUR, within=3600):
            return self._pages.notice(request, "too_many", 429)
        known, token = visit.welcome(self._db, now=self._clock())
        return self._pages.with_cookie(self._shown(request, known), COOKIE, token)

    def _shown(self, request: Request, known: Guest) -> Response:
        with self._db.read() as tx:
            shown = view(tx, known.conversation, now=self._clock())
            chosen = visit.personas(tx) if self._settings.playground else ((), ())
        return self._pages.render(
            request, "chat", known, view=shown, personas=chosen, message_id=_fresh(), notice=None, typed=""
        )

    async def _write(self, request: Request) -> Response:
        form = await posted(request, cap=self._settings.max_text * 12 + _SMALL)
        if form is None:
            return await run_in_threadpool(self._refused, request, "too_long", 413, {})
        return await run_in_threadpool(self._written, request, form)

    def _written(self, request: Request, form: Form) -> Response:
        known = self._guest(request)
        if known is None:
            return self._back(request)
        text, message_id = form.get("text", "").replace("\r\n", "\n").replace("\0", ""), form.get("id", "")
        if not _MESSAGE_ID.fullmatch(message_id):
            return self._refused(request, "not_sent", 422, form)
        if not text.strip():
            return self._refused(request, None, 422, {})
        if len(text) > self._settings.max_text:
            return self._refused(request, "too_long", 413, form)
        if not self._limits.allow(
            f"writes {known.visitor.id}", times=self._settings.messages_a_minute, within=60
        ):
            return self._refused(request, "too_fast", 429, form)
        try:
            self._keep(self._envelope(known, text, message_id))
        except StoreError as error:
            log.error("a message of %s could not be kept: %s", known.conversation, error)
            return self._refused(request, "not_sent", 503, form)
        if request.headers.get("hx-request") != "true":
            return RedirectResponse("/chat", 303)
        sent = {"HX-Trigger": "sent"}
        label = form.get("label")
        if label is not None:
            return HTMLResponse(texts.page("_chosen", label=label), headers=sent)
        return HTMLResponse(
            self._pages.composer(request, notice=None, typed="", message_id=_fresh()), headers=sent
        )

    def _envelope(self, known: Guest, text: str, message_id: str) -> Envelope:
        own = known.conversation
        customer, rep = known.customer, known.rep
        # The page's id alone does not make two posts one message: after a timeout the visitor may have rewritten it.
        button = _BUTTON.fullmatch(message_id)
        words = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
        address = (rep.emails[0] if rep.emails else rep.telegram or own) if rep else own
        return Envelope(
            channel="webchat",
            source=f"{own}/{message_id}/{words}",
            conversation=own,
            sender_address=address.lower(),
            sender_id=own,
            sender_name=customer.contact if customer else rep.name if rep else None,
            proven=True if customer or rep else None,
            customer_code=customer.code if customer else None,
            reply_to=own,
            in_reply_to=f"{own}/{button[1]}" if button else None,
            received_at=self._clock(),
            text=text,
            raw=text.encode("utf-8", "replace"),
        )

    def _news(self, request: Request) -> Response:
        known = self._guest(request)
        if known is None:
            return Response(status_code=204)
        after, busy = request.query_params.get("after", ""), request.query_params.get("busy") == "1"
        with self._db.read() as tx:
            shown = view(tx, known.conversation, after=after, now=self._clock())
        if not shown.bubbles and shown.busy == busy:
            return Response(status_code=204)
        return self._pages.render(request, "_messages", known, view=shown)

    def _link(self, request: Request) -> Response:
        token = visit.by_link(
            self._db,
            request.path_params["link"],
            request.cookies.get(COOKIE),
            now=self._clock(),
            playground=self._settings.playground,
        )
        if token is None:
            return self._pages.notice(request, "link_invalid", 404)
        return self._pages.with_cookie(RedirectResponse("/chat", 303), COOKIE, token)

    def _ask_code(self, request: Request) -> Response:
        known = self._guest(request)
        if known is None:
            return RedirectResponse("/chat", 303)
        return self._pages.render(request, "code", known, sent=False, notice=None)

    async def _send_code(self, request: Request) -> Response:
        form = await posted(request, cap=_SMALL)
        return await run_in_threadpool(self._code_sent, request, form or {})

    def _code_sent(self, request: Request, form: Form) -> Response:
        known = self._guest(request)
        if known is None:
            return self._back(request)
        who = [f"codes {known.visitor.id}"] + [f"codes {a}" for a in (client_address(request),) if a]
        if not all(self._limits.allow(each, times=_CODES_AN_HOUR, within=3600) for each in who):
            return self._pages.render(request, "code", known, 429, sent=False, notice="too_fast")
        page = self._pages.render(request, "code", known, sent=True, notice=None)
        # After the answer, so that its time tells nobody whether the address is on file.
        page.background = BackgroundTask(
            visit.send_code,
            self._db,
            known,
            form.get("address", "")[:200],
            company=self._company,
            language=self._pages.language(request),
            now=self._clock(),
            then=self._enqueued,
        )
        return page

    async def _check_code(self, request: Request) -> Response:
        form = await posted(request, cap=_SMALL)
        return await run_in_threadpool(self._code_checked, request, form or {})

    def _code_checked(self, request: Request, form: Form) -> Response:
        known = self._guest(request)
        if known is None:
            return self._back(request)
        held, code = request.cookies.get(COOKIE, ""), form.get("code", "")[:40]
        token = visit.check_code(self._db, known, held, code, now=self._clock())
        if token is not None:
            return self._pages.with_cookie(RedirectResponse("/chat", 303), COOKIE, token)
        return self._pages.render(request, "code", known, 422, sent=True, notice="code_wrong")

    async def _be(self, request: Request) -> Response:
        form = await posted(request, cap=_SMALL) or {}
        token, jar = await run_in_threadpool(
            visit.become, self._db, form.get("persona", ""), request.cookies.get(_JAR, ""), now=self._clock()
        )
        page = self._pages.with_cookie(RedirectResponse("/chat", 303), COOKIE, token)
        return self._pages.with_cookie(page, _JAR, jar)

    def _leave(self, request: Request) -> Response:
        page = RedirectResponse("/chat", 303)
        page.delete_cookie(COOKIE, path="/chat")
        page.delete_cookie(_JAR, path="/chat")
        return page

    def _guest(self, request: Request) -> Guest | None:
        with self._db.read() as tx:
            return visit.guest(tx, request.cookies.get(COOKIE), playground=self._settings.playground)

    def _back(self, request: Request) -> Response:
        """To the page, which makes a visitor of who has no cookie (any more)."""
        if request.headers.get("hx-request") == "true":
            return Response(status_code=204, headers={"HX-Redirect": "/chat"})
        return RedirectResponse("/chat", 303)

    def _refused(self, request: Request, notice: str | None, status: int, form: Form) -> Response:
        if request.headers.get("hx-request") != "true":
            return self._pages.notice(request, notice, status) if notice else RedirectResponse("/chat", 303)
        typed, message_id = form.get("text", ""), form.get("id", "")
        # The next try is the same message, in case this one was kept after all.
        message_id = message_id if _MESSAGE_ID.fullmatch(message_id) else _fresh()
        if "label" in form:
            told = self._pages.words(request)[notice or "not_sent"]
            choice = texts.page("_choice", mark=message_id, data=typed, label=form["label"], notice=told)
            return HTMLResponse(choice, status)
        return HTMLResponse(
            self._pages.composer(request, notice=notice, typed=typed, message_id=message_id),
            status_code=status,
        )


def _fresh() -> str:
    return secrets.token_urlsafe(12)
