"""A Bot API server over HTTP for tests: long poll with confirmation and redelivery, files, and its refusals.

What it mirrors: https://core.telegram.org/bots/api. Talk to it as a person would (`says`, `edits`, `presses`),
then look at what the bot has sent (`sent`) and what it has not confirmed yet (`waiting`).
"""

import asyncio
import itertools
import json
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

TOKEN = "777000111:AAtest-token_of_no_bot_at_all_0000000"
BOT = {
    "id": 777000111,
    "is_bot": True,
    "first_name": "Jiedan",
    "username": "Jiedan_Test_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
}
LIN = {"id": 50001, "is_bot": False, "first_name": "小橙", "last_name": "林", "username": "Chengzi_Mart", "language_code": "zh-hans"}  # fmt: skip
NOBODY = {"id": 50002, "is_bot": False, "first_name": "Sam", "language_code": "en"}
LARGEST_FILE = 20_000_000
LARGEST_UPLOAD = 50_000_000


@dataclass(frozen=True)
class Fault:
    """What the next call of a method gets in place of its answer; `html`: a proxy's page, not the API's JSON."""

    status: int
    description: str = ""
    parameters: dict[str, Any] | None = None
    html: bool = False


@dataclass
class BotApi:
    """The server's state; its methods may be called from the test's thread."""

    port: int = 0
    faults: dict[str, list[Fault]] = field(default_factory=dict)
    sent: list[dict[str, Any]] = field(default_factory=list)
    uploads: list[tuple[str, str, bytes]] = field(default_factory=list)
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    waiting: list[dict[str, Any]] = field(default_factory=list)
    answered: list[dict[str, Any]] = field(default_factory=list)
    blocked: set[str] = field(default_factory=set)
    flooded: dict[str, int] = field(default_factory=dict)
    moved: dict[str, int] = field(default_factory=dict)
    files: dict[str, tuple[str, bytes, int]] = field(default_factory=dict)
    dripping: set[str] = field(default_factory=set)
    queries: set[str] = field(default_factory=set)
    webhook: dict[str, str] = field(default_factory=dict)
    pollers: int = 0
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(8812))
    _messages: "itertools.count[int]" = field(default_factory=lambda: itertools.count(100))
    _lock: threading.RLock = field(default_factory=threading.RLock)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def fail(self, method: str, *faults: Fault) -> None:
        with self._lock:
            self.faults.setdefault(method.lower(), []).extend(faults)

    def push(self, **update: Any) -> int:
        """Queues an update as it is; its number."""
        with self._lock:
            number = next(self._numbers)
            self.waiting.append({"update_id": number, **update})
            return number

    def message(self, text: str | None = None, *, by: dict[str, Any] = LIN, chat: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:  # fmt: skip
        told: dict[str, Any] = {
            "message_id": next(self._messages),
            "from": by,
            "chat": chat or {"id": by["id"], "type": "private", "first_name": by["first_name"]},
            "date": int(time.time()),
            **more,
        }
        if text is not None:
            told["text"] = text
            if text.startswith("/"):
                length = len(text.split()[0])
                told.setdefault("entities", [{"type": "bot_command", "offset": 0, "length": length}])
        return told

    def says(self, text: str | None = None, **more: Any) -> dict[str, Any]:
        """A person writes; the message."""
        message = self.message(text, **more)
        self.push(message=message)
        return message

    def edits(self, message: dict[str, Any], text: str) -> None:
        self.push(edited_message={**message, "text": text, "edit_date": int(time.time())})

    def presses(self, message: dict[str, Any], data: str, *, by: dict[str, Any] = LIN) -> str:
        """A person presses a button of a message that the bot has sent; the query's id."""
        query = f"q{next(self._numbers)}"
        self.queries.add(query)
        self.push(
            callback_query={"id": query, "from": by, "message": message, "chat_instance": "-31", "data": data}
        )
        return query

    def file(self, name: str, content: bytes, *, size: int | None = None) -> str:
        """Puts a file on the server; its file_id."""
        file_id = f"file-{len(self.files)}"
        self.files[file_id] = (name, content, len(content) if size is None else size)
        return file_id

    def call_webhook(self, *, secret: str | None = None, port: int | None = None) -> list[int]:
        """Calls the webhook as Telegram does: each waiting update until it gets a 200; the statuses.

        `port`: of this machine, as a reverse proxy passes a call on, with the name that was called.
        """
        statuses = []
        url = urlsplit(self.webhook["url"])
        where = url.geturl() if port is None else f"http://127.0.0.1:{port}{url.path}"
        while self.waiting:
            answer = httpx.post(
                where,
                json=self.waiting[0],
                headers={
                    "Host": url.netloc,
                    "X-Telegram-Bot-Api-Secret-Token": secret or self.webhook.get("secret_token", ""),
                },
                timeout=20,
            )
            statuses.append(answer.status_code)
            if answer.status_code != 200:
                return statuses
            self.waiting.pop(0)
        return statuses

    async def call(self, request: Request) -> Response:
        method = request.path_params["method"].lower()
        if request.path_params["token"] != TOKEN:
            return _refused(401, "Unauthorized")
        async with request.form() as form:
            given = {key: value for key, value in form.items() if isinstance(value, str)}
            files = {key: value for key, value in form.items() if isinstance(value, UploadFile)}
            uploaded = {key: (one.filename or "", await one.read()) for key, one in files.items()}
        with self._lock:
            self.calls.append((method, given))
            faults = self.faults.get(method, [])
            if faults:
                fault = faults.pop(0)
                if fault.html:
                    return HTMLResponse("<html><h1>502 Bad Gateway</h1></html>", fault.status)
                return _refused(fault.status, fault.description, fault.parameters)
        if method == "getupdates":
            return await self._get_updates(given)
        handler = getattr(self, f"_{method}", None)
        if handler is None:
            return _refused(404, "Not Found")
        with self._lock:
            answer: Response = handler(given, uploaded) if uploaded else handler(given)
            return answer

    async def download(self, request: Request) -> Response:
        faults = self.faults.get("download", [])
        if faults:
            return HTMLResponse("<html>", faults.pop(0).status)
        found = self.files.get(request.path_params["file_id"])
        if found and request.path_params["file_id"] in self.dripping:
            return StreamingResponse(_dripped(found[1]))
        return Response(found[1]) if found else Response(status_code=404)

    async def _get_updates(self, given: dict[str, str]) -> Response:
        if self.webhook:
            words = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            return _refused(409, words)
        with self._lock:
            self.pollers += 1
            mine = self.pollers
            if "offset" in given:
                offset = int(given["offset"])
                self.waiting = [update for update in self.waiting if update["update_id"] >= offset]
        deadline = time.monotonic() + float(given.get("timeout", "0"))
        while True:
            if self.pollers != mine:
                words = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
                return _refused(409, words)
            with self._lock:
                ready = self.waiting[: int(given.get("limit", "100"))]
            if ready or time.monotonic() >= deadline:
                return _ok(ready)
            await asyncio.sleep(0.01)

    def _getme(self, given: dict[str, str]) -> Response:
        return _ok(BOT)

    def _sendmessage(self, given: dict[str, str]) -> Response:
        chat, text = given["chat_id"], given.get("text", "")
        if refused := self._closed(chat):
            return refused
        if not text.strip():
            return _refused(400, "Bad Request: message text is empty")
        if len(text.encode("utf-16-le")) // 2 > 4096:
            return _refused(400, "Bad Request: message is too long")
        markup = json.loads(given.get("reply_markup", "{}"))
        for row in markup.get("inline_keyboard", []):
            for button in row:
                if len(button.get("callback_data", "").encode()) > 64:
                    return _refused(400, "Bad Request: BUTTON_DATA_INVALID")
        message = {**self._own(chat), "text": text}
        if "inline_keyboard" in markup:
            message["reply_markup"] = markup
        self.sent.append({**message, "given": given})
        return _ok(message)

    def _senddocument(self, given: dict[str, str], uploaded: dict[str, tuple[str, bytes]]) -> Response:
        """Multipart, the file under whatever name `document` points to (https://core.telegram.org/bots/api#sending-files)."""
        chat = given["chat_id"]
        if refused := self._closed(chat):
            return refused
        found = uploaded.get(given.get("document", "").removeprefix("attach://") or "document")
        if found is None or not found[1]:
            return _refused(400, "Bad Request: file must be non-empty")
        if len(found[1]) > LARGEST_UPLOAD:
            return _refused(413, "Request Entity Too Large")
        name, content = found
        told = {"file_id": f"up-{len(self.uploads)}", "file_unique_id": f"up-{len(self.uploads)}"}
        message = {**self._own(chat), "document": {**told, "file_name": name, "file_size": len(content)}}
        self.uploads.append((chat, name, content))
        return _ok(message)

    def _closed(self, chat: str) -> Response | None:
        """Why nothing can be sent to this chat now."""
        if chat in self.flooded:
            seconds = self.flooded[chat]
            return _refused(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})
        if chat in self.blocked:
            return _refused(403, "Forbidden: bot was blocked by the user")
        if chat in self.moved:
            words = "Bad Request: group chat was upgraded to a supergroup chat"
            return _refused(400, words, {"migrate_to_chat_id": self.moved[chat]})
        return None

    def _own(self, chat: str) -> dict[str, Any]:
        kind = "supergroup" if chat.startswith("-") else "private"
        return {
            "message_id": next(self._messages),
            "from": BOT,
            "chat": {"id": int(chat), "type": kind, "title" if kind != "private" else "first_name": "x"},
            "date": int(time.time()),
        }

    def _editmessagetext(self, given: dict[str, str]) -> Response:
        number = int(given["message_id"])
        found = next((each for each in self.sent if each["message_id"] == number), None)
        if found is None:
            return _refused(400, "Bad Request: message to edit not found")
        if found["text"] == given["text"]:
            return _refused(400, "Bad Request: message is not modified")
        found["text"] = given["text"]
        return _ok({key: value for key, value in found.items() if key != "given"})

    def _answercallbackquery(self, given: dict[str, str]) -> Response:
        if given["callback_query_id"] not in self.queries:
            words = "Bad Request: query is too old and response timeout expired or query ID is invalid"
            return _refused(400, words)
        self.queries.discard(given["callback_query_id"])
        self.answered.append(given)
        return _ok(True)

    def _getfile(self, given: dict[str, str]) -> Response:
        file_id = given["file_id"]
        if file_id not in self.files:
            return _refused(400, "Bad Request: invalid file_id")
        size = self.files[file_id][2]
        if size > LARGEST_FILE:
            return _refused(400, "Bad Request: file is too big")
        told = {
            "file_id": file_id,
            "file_unique_id": file_id,
            "file_size": size,
            "file_path": f"documents/{file_id}",
        }
        return _ok(told)

    def _setwebhook(self, given: dict[str, str]) -> Response:
        self.webhook = given
        return _ok(True)

    def _deletewebhook(self, given: dict[str, str]) -> Response:
        self.webhook = {}
        return _ok(True)

    def _getwebhookinfo(self, given: dict[str, str]) -> Response:
        told = {"url": self.webhook.get("url", ""), "has_custom_certificate": False}
        return _ok({**told, "pending_update_count": len(self.waiting)})


@contextmanager
def running() -> Iterator[BotApi]:
    """A server of its own on a free port."""
    api = BotApi()
    app = Starlette(
        routes=[
            Route("/bot{token}/{method}", api.call, methods=["GET", "POST"]),
            Route("/file/bot{token}/documents/{file_id}", api.download),
        ]
    )
    with serving(app, abruptly=True) as port:
        api.port = port
        yield api


@contextmanager
def serving(app: Any, *, abruptly: bool = False) -> Iterator[int]:
    """Serves an ASGI app on a free port of this machine; gives the port.

    `abruptly`: ends in the middle of what it answers, such as a long poll. A file that is just being opened for an answer
    would then stay open, so that whoever serves files to a browser ends in order.
    """
    server = uvicorn.Server(
        uvicorn.Config(
            app, host="127.0.0.1", port=0, log_config=None, timeout_graceful_shutdown=1, lifespan="off"
        )
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        deadline = time.monotonic() + 10
        while not server.started:
            assert time.monotonic() < deadline, "the server did not start"
            time.sleep(0.01)
        yield int(server.servers[0].sockets[0].getsockname()[1])
    finally:
        server.should_exit, server.force_exit = True, abruptly
        thread.join(10)


async def _dripped(content: bytes) -> AsyncIterator[bytes]:
    """Slowly enough to take for ever, fast enough that no single read times out."""
    for byte in content:
        yield bytes([byte])
        await asyncio.sleep(0.1)


def _ok(result: Any) -> Response:
    return JSONResponse({"ok": True, "result": result})


def _refused(status: int, description: str, parameters: dict[str, Any] | None = None) -> Response:
    told = {"ok": False, "error_code": status, "description": description}
    return JSONResponse(told | ({"parameters": parameters} if parameters else {}), status)
