"""The routes of the API: a call is bounded, known, allowed, run, waited for, answered and recorded."""

import logging
import re
import time
from collections.abc import Callable, Mapping
from typing import Any

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.api.calling import Api, Call, Kept, authenticated, must_have
from bot.api.document import BASE, document, page
from bot.api.operations import OPERATIONS, Operation
from bot.api.problems import MEDIA_TYPE, Problem
from bot.channels.webchatguard import Limits, body
from store import apikeys, inbox
from store.apikeys import ApiCall, ApiKey
from store.errors import DatabaseDown, StoreError

log = logging.getLogger(__name__)

BODY_WITHIN = 30.0
"""Seconds that a caller has for sending the body."""
LOOK = 0.1
"""Seconds between two looks whether a kept message has been dealt with."""
LONGEST_WAIT = 30.0
_EVERY_METHOD = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
_WAIT = re.compile(r"(?:^|[,;\s])wait=(\d{1,4})(?:$|[,;\s])")


def api_routes(api: Api) -> list[BaseRoute]:
    """Everything under /api: the operations, the document and its page."""
    calls = _Calls(api)
    paths: dict[str, dict[str, Operation]] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method] = operation
    return [
        Route("/api", lambda request: page()),
        Route(f"{BASE}/openapi.json", lambda request: JSONResponse(document())),
        Mount("/api/static", StaticFiles(packages=[("bot.api", "pages/static")])),
        *(Route(BASE + path, calls.endpoint(known), methods=_EVERY_METHOD) for path, known in paths.items()),
        Route("/api/{rest:path}", calls.endpoint({}), methods=_EVERY_METHOD),
    ]


class _Calls:
    def __init__(self, api: Api) -> None:
        self._api = api
        self._limits = Limits()

    def endpoint(self, known: Mapping[str, Operation]) -> Callable[[Request], Any]:
        """What answers the calls of one path; `known` are its operations by method."""

        async def answer(request: Request) -> Response:
            key: ApiKey | None = None
            try:
                key = await run_in_threadpool(self._key, request)
                told = await self._answered(request, key, known)
            except Problem as problem:
                told = _refused(problem)
            except DatabaseDown as error:
                log.warning("%s %s: %s", request.method, request.url.path, error)
                told = _refused(
                    Problem(503, "busy", "the books cannot be written now", headers={"Retry-After": "5"})
                )
            except Exception:
                log.exception("%s %s", request.method, request.url.path)
                told = _refused(Problem(500, "failed", "a fault of ours, which is noted"))
            if key is not None:
                await run_in_threadpool(self._record, request, key, told.status_code)
            return told

        return answer

    def _key(self, request: Request) -> ApiKey:
        with self._api.db.read() as tx:
            return authenticated(tx, request.headers.get("authorization", ""))

    async def _answered(self, request: Request, key: ApiKey, known: Mapping[str, Operation]) -> Response:
        within = 60.0
        if not self._limits.allow(key.name, times=self._api.settings.calls_a_minute, within=within):
            detail = f"more than {self._api.settings.calls_a_minute} calls within a minute"
            raise Problem(429, "too_many", detail, headers={"Retry-After": "10"})
        if not known:
            raise Problem(404, "not_found", f"there is no {request.url.path[:100]}; see /api")
        operation = known.get(request.method)
        if operation is None:
            raise Problem(
                405,
                "no_such_method",
                f"this path knows {', '.join(known)}",
                headers={"Allow": ", ".join(known)},
            )
        must_have(key, operation.role)
        call = Call(
            key=key,
            now=self._api.clock(),
            parts=dict(request.path_params),
            query=dict(request.query_params),
            headers=dict(request.headers),
            body=await self._body(request) if operation.method == "POST" else b"",
        )
        answer = await run_in_threadpool(operation.run, self._api, call)
        if isinstance(answer, Kept):
            await self._dealt_with(answer.inbox_id, self._wait(request))
            answer = await run_in_threadpool(answer.told)
        if answer.media_type is not None:
            return Response(answer.body, answer.status, dict(answer.headers), answer.media_type)
        return JSONResponse(answer.body, answer.status, headers=dict(answer.headers))

    async def _body(self, request: Request) -> bytes:
        most = self._api.settings.max_body
        too_large = Problem(413, "too_large", f"the body has more than {most} bytes")
        declared = request.headers.get("content-length", "")
        if declared.isdecimal() and (len(declared) > 12 or int(declared) > most):
            raise too_large
        with anyio.move_on_after(BODY_WITHIN) as limit:
            found = await body(request, cap=most)
        if limit.cancelled_caught:
            raise Problem(408, "too_slow", f"the body did not arrive within {BODY_WITHIN:.0f} seconds")
        if found is None:
            raise too_large
        return found

    def _wait(self, request: Request) -> float:
        asked = _WAIT.search(request.headers.get("prefer", ""))
        return min(float(asked[1]), LONGEST_WAIT) if asked else self._api.settings.wait_seconds

    async def _dealt_with(self, inbox_id: int, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not await run_in_threadpool(self._is_dealt_with, inbox_id) and time.monotonic() < until:
            await anyio.sleep(LOOK)

    def _is_dealt_with(self, inbox_id: int) -> bool:
        with self._api.db.read() as tx:
            item = inbox.get(tx, inbox_id)
        return item is None or item.state != "new" or item.attempts > 0

    def _record(self, request: Request, key: ApiKey, status: int) -> None:
        path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        call = ApiCall(self._api.clock(), key.name, request.method, path, status)
        try:
            with self._api.db.begin() as tx:
                apikeys.record_call(tx, call)
        except StoreError as error:
            # What was done is done, and must be answered.
            log.warning("the call %s %s of %s was not recorded: %s", call.method, call.path, call.by, error)


def _refused(problem: Problem) -> Response:
    return JSONResponse(problem.document(), problem.status, headers=problem.headers, media_type=MEDIA_TYPE)
