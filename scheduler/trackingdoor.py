"""Where providers of tracking call: each shows by its signature who it is, and hears "well" only once what it told is kept."""

import logging
from collections.abc import Callable
from datetime import datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from scheduler.carriers.base import Forged, Tracker, Unreadable
from scheduler.failures import in_one_line
from scheduler.tracking import Tracking, take
from store.database import Database

log = logging.getLogger(__name__)

LARGEST = 2_000_000
"""Bytes of a call that are read."""


def tracking_routes(
    db: Database,
    tracking: Tracking | None,
    *,
    clock: Callable[[], datetime],
    then: Callable[[], object] = lambda: None,
) -> list[Route]:
    """A route for each provider. `then` is called when something was kept."""
    if tracking is None:
        return []
    return [
        Route(f"/tracking/{tracker.name}", _called(db, tracking, tracker, clock, then), methods=["POST"])
        for tracker in tracking.trackers
    ]


def _called(
    db: Database,
    tracking: Tracking,
    tracker: Tracker,
    clock: Callable[[], datetime],
    then: Callable[[], object],
) -> Callable[[Request], object]:
    async def called(request: Request) -> Response:
        body = bytearray()
        try:
            async for chunk in request.stream():
                body += chunk
                if len(body) > LARGEST:
                    return Response(status_code=413)
        except ClientDisconnect:
            return Response(status_code=400)
        headers = {name.lower(): value for name, value in request.headers.items()}
        try:
            told = tracker.pushed(bytes(body), headers)
        except Forged:
            log.warning("%s: a call with a wrong signature", tracker.name)
            return Response(status_code=403)
        except Unreadable:
            log.warning("%s: a call that cannot be read", tracker.name)
            return Response(status_code=400)
        try:
            kept = await run_in_threadpool(take, db, tracking, tracker, told, now=clock())
        except Exception as error:
            # Anything but 200 makes it call again.
            log.error("%s: what it told could not be kept: %s", tracker.name, in_one_line(error))
            log.debug("%s", tracker.name, exc_info=True)
            return _answer(tracker, well=False)
        if kept:
            then()
        return _answer(tracker, well=True)

    return called


def _answer(tracker: Tracker, *, well: bool) -> Response:
    words = tracker.received(well=well)
    media = "application/json" if words else None
    return Response(words, status_code=200 if well else 503, media_type=media)
