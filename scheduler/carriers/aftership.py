"""AfterShip Tracking: numbers are created once, then asked about in batches; its webhook is signed with a secret of its own.

https://www.aftership.com/docs/tracking/2026-07: 20 creations and 6 looks a second. A carrier whose slug is not here is recognised by
AfterShip itself. Which zone a `checkpoint_time` without an offset is of, the documents do not say: UTC, here.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from parsers.carriers import followed
from scheduler.carriers.base import (
    MOST_EVENTS,
    Answer,
    Asked,
    Forged,
    LimitReached,
    NotFoundYet,
    Outcome,
    Pushed,
    Temporary,
    UnknownNumber,
    Unreadable,
    day,
    moment,
    shown,
)
from scheduler.carriers.calling import Caller, Reply
from scheduler.carriers.settings import AftershipSettings
from store.shipment import TrackingEvent, TrackingStatus

SLUGS: Mapping[str, str] = {
    "sf": "sf-express",
    "zto": "zto-express",
    "yto": "yto",
    "sto": "sto",
    "yunda": "yundaex",
    "ems": "china-ems",
    "chinapost": "china-post",
    "dhl": "dhl",
    "ups": "ups",
    "fedex": "fedex",
    "usps": "usps",
}

_STATUSES: Mapping[str, TrackingStatus] = {
    "InfoReceived": "announced",
    "InTransit": "in_transit",
    "OutForDelivery": "out_for_delivery",
    "AttemptFail": "failed_attempt",
    "AvailableForPickup": "ready_for_pickup",
    "Delivered": "delivered",
    "Exception": "exception",
    "Expired": "exception",
    "Exception_010": "returning",
    "Exception_011": "returned",
}
_EXISTS = 4003
_PAID = 402


class Aftership:
    """Asks AfterShip."""

    name = "aftership"
    batch = 30
    pause = timedelta(seconds=1)
    least = timedelta(minutes=15)

    def __init__(self, settings: AftershipSettings) -> None:
        self._settings = settings
        secret = settings.webhook_secret
        self._secret = secret.get_secret_value().encode() if secret else None
        headers = {"as-api-key": settings.key.get_secret_value()}
        self._caller = Caller(self.name, settings.timeout, headers)
        self.carriers = frozenset(settings.carriers or followed())
        self.pushes = self._secret is not None

    def ask(self, parcels: Sequence[Asked], *, now: datetime) -> Mapping[Asked, Outcome]:
        found: dict[Asked, Outcome] = {}
        known = [parcel for parcel in parcels if parcel.registered]
        if known:
            found |= self._look(known, now=now)
        for parcel in parcels:
            if not parcel.registered:
                found[parcel] = self._create(parcel, now=now)
        return found

    def pushed(self, body: bytes, headers: Mapping[str, str]) -> tuple[Pushed, ...]:
        if self._secret is None:
            raise Forged
        right = base64.b64encode(hmac.new(self._secret, body, hashlib.sha256).digest())
        given = headers.get("aftership-hmac-sha256", "").strip()
        if not hmac.compare_digest(given.encode("utf-8", "replace"), right):
            raise Forged
        try:
            told = json.loads(body)
            if told["event"] != "tracking_update":
                return ()
            return (Pushed(str(told["msg"]["tracking_number"]), _outcome(told["msg"])),)
        except (ValueError, TypeError, KeyError, AttributeError):
            raise Unreadable from None

    def received(self, *, well: bool) -> str:
        return ""

    def check(self, *, now: datetime) -> str:
        self._call("GET", "couriers", now=now)
        return "the key is let in"

    def _look(self, parcels: Sequence[Asked], *, now: datetime) -> dict[Asked, Outcome]:
        numbers = ",".join(parcel.tracking_number for parcel in parcels)
        reply = self._call("GET", "trackings", now=now, params={"tracking_numbers": numbers, "limit": 200})
        data = reply.body.get("data")
        entries = data.get("trackings") if isinstance(data, dict) else None
        told: dict[str, list[Mapping[str, Any]]] = {}
        for entry in entries if isinstance(entries, list) else ():
            if isinstance(entry, dict):
                told.setdefault(str(entry.get("tracking_number") or "").upper(), []).append(entry)
        found: dict[Asked, Outcome] = {}
        for parcel in parcels:
            same = told.get(parcel.tracking_number.upper(), [])
            slug = SLUGS.get(parcel.carrier)
            entry = next((one for one in same if slug and one.get("slug") == slug), same[0] if same else None)
            # What was deleted there is created anew next time.
            found[parcel] = NotFoundYet("not there any more") if entry is None else _read(entry)
        return found

    def _create(self, parcel: Asked, *, now: datetime) -> Outcome:
        slug = SLUGS.get(parcel.carrier)
        told = {"tracking_number": parcel.tracking_number} | ({"slug": slug} if slug else {})
        reply = self._call("POST", "trackings", now=now, json=told)
        meta = reply.body.get("meta")
        code = meta.get("code") if isinstance(meta, dict) else None
        if reply.status in {200, 201, 202} or code == _EXISTS:
            return NotFoundYet("created", registered=True)
        message = shown(meta.get("message")) if isinstance(meta, dict) else ""
        return UnknownNumber(f"aftership: {code} {message}")

    def _call(self, method: str, path: str, *, now: datetime, **what: Any) -> Reply:
        reply = self._caller.call(method, f"{self._settings.api_url}/{path}", now=now, **what)
        if reply.status == _PAID:
            raise LimitReached("aftership: the plan is used up (status 402)", used_up=True)
        if reply.status >= 400 and method == "GET":
            raise Temporary(f"aftership: status {reply.status}")
        return reply


def _read(entry: Mapping[str, Any]) -> Outcome:
    try:
        return _outcome(entry)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        return Temporary(f"aftership: an answer that cannot be read: {type(error).__name__}")


def _outcome(entry: Mapping[str, Any]) -> Answer | NotFoundYet:
    found = []
    for point in entry.get("checkpoints") or ():
        at = moment(point.get("checkpoint_time") or point.get("created_at"))
        if at is not None:
            code = str(point.get("subtag") or point.get("tag") or "")
            text, where = shown(point.get("message")), shown(point.get("location") or point.get("city"))
            found.append(TrackingEvent(at, _status(code), text, where, code))
    # They stand oldest first.
    events = sorted(found, key=lambda event: event.at)[-MOST_EVENTS:]
    if not events:
        return NotFoundYet("no trace yet", registered=True)
    whole = str(entry.get("subtag") or entry.get("tag") or "")
    last = events[-1]
    if not last.code and whole:
        events[-1] = TrackingEvent(last.at, _status(whole), last.text, last.place, whole)
    # Who signed stands beside the trace, where it does not stand in it.
    last, name = events[-1], shown(entry.get("signed_by"))
    if name and last.status == "delivered" and name not in last.text:
        events[-1] = replace(last, text=f"{last.text} Signed for by: {name}".strip())
    # Beside it stand AfterShip's own guess and what the shop has promised.
    told = entry.get("courier_estimated_delivery_date") or {}
    latest = told.get("estimated_delivery_date_max") or told.get("estimated_delivery_date")
    return Answer(tuple(events), registered=True, expected=day(latest))


def _status(code: str) -> TrackingStatus:
    return _STATUSES.get(code) or _STATUSES.get(code.partition("_")[0], "in_transit")
