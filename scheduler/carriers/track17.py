"""17TRACK (API v2.2): numbers are registered, then asked about in batches; its webhook is signed with the same key.

https://api.17track.net/en/doc?version=v2.2: three calls a second, 40 numbers a call. A carrier whose key is not here is recognised
by 17TRACK itself. Which zone `time_iso` without an offset is of, the documents do not say: UTC, here.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from parsers.carriers import followed
from scheduler.carriers.base import (
    MOST_EVENTS,
    Answer,
    Asked,
    CredentialsRefused,
    Forged,
    LimitReached,
    NotFoundYet,
    Outcome,
    Pushed,
    Temporary,
    TrackingError,
    UnknownNumber,
    Unreadable,
    day,
    moment,
    shown,
)
from scheduler.carriers.calling import Caller
from scheduler.carriers.settings import Track17Settings
from store.shipment import TrackingEvent, TrackingStatus

KEYS: Mapping[str, int] = {
    "dhl": 100001,
    "ups": 100002,
    "fedex": 100003,
    "sf": 100012,
    "usps": 21051,
    "chinapost": 3011,
    "ems": 3013,
}

_STATUSES: Mapping[str, TrackingStatus] = {
    "InfoReceived": "announced",
    "InTransit": "in_transit",
    "PickedUp": "in_transit",
    "Departure": "in_transit",
    "Arrival": "in_transit",
    "OutForDelivery": "out_for_delivery",
    "AvailableForPickup": "ready_for_pickup",
    "DeliveryFailure": "failed_attempt",
    "Delivered": "delivered",
    "Exception": "exception",
    "Expired": "exception",
    "Returning": "returning",
    "Returned": "returned",
    # Sub-statuses that mean something else than their status.
    "Exception_Returning": "returning",
    "Exception_Returned": "returned",
    "DeliveryFailure_Rejected": "exception",
    "DeliveryFailure_Security": "exception",
    "DeliveryFailure_InvalidAddress": "exception",
    "InTransit_CustomsRequiringInformation": "exception",
}

_REGISTERED, _NOT_REGISTERED, _NO_INFORMATION = -18019901, -18019902, -18019909
_REFUSED = frozenset({-18010001, -18010002, -18010004, -18010005})  # IP address, key, account
_TOO_OFTEN = frozenset({-18010014, -18019907})  # requests, requests of a day
_USED_UP = -18019908
_FOR_GOOD = frozenset(
    {-18010010, -18010011, -18010012, -18010013, -18019903, -18019910}
)  # the number or its carrier


class Track17:
    """Asks 17TRACK."""

    name = "track17"
    batch = 40
    pause = timedelta(seconds=1)
    least = timedelta(minutes=15)

    def __init__(self, settings: Track17Settings) -> None:
        self._settings = settings
        self._key = settings.key.get_secret_value()
        self._caller = Caller(self.name, settings.timeout, {"17token": self._key})
        self.carriers = frozenset(settings.carriers or followed())
        self.pushes = settings.webhook

    def ask(self, parcels: Sequence[Asked], *, now: datetime) -> Mapping[Asked, Outcome]:
        found: dict[Asked, Outcome] = {}
        fresh = [parcel for parcel in parcels if not parcel.registered]
        if fresh:
            # What was just registered has no news yet; it is asked about next time.
            found |= self._each(
                "register", fresh, lambda _: NotFoundYet("registered", registered=True), now=now
            )
        known = [parcel for parcel in parcels if parcel.registered]
        if known:
            found |= self._each("gettrackinfo", known, _outcome, now=now)
        return found

    def pushed(self, body: bytes, headers: Mapping[str, str]) -> tuple[Pushed, ...]:
        right = hashlib.sha256(body + b"/" + self._key.encode()).hexdigest()
        given = headers.get("sign", "").strip().lower()
        if not hmac.compare_digest(given.encode("utf-8", "replace"), right.encode()):
            raise Forged
        try:
            told = json.loads(body)
            event, data = told["event"], told["data"]
            if event != "TRACKING_UPDATED":
                return ()
            found = []
            for entry in data if isinstance(data, list) else [data]:
                outcome = _outcome(entry)
                if isinstance(outcome, Answer | NotFoundYet):
                    found.append(Pushed(str(entry["number"]), outcome))
            return tuple(found)
        except (ValueError, TypeError, KeyError, AttributeError):
            raise Unreadable from None

    def received(self, *, well: bool) -> str:
        return ""

    def check(self, *, now: datetime) -> str:
        body = self._call("getquota", [], now=now)
        data = body.get("data")
        left = data.get("quota_remain") if isinstance(data, dict) else None
        return "the key is let in" if left is None else f"the key is let in, {left} numbers are left"

    def _each(
        self,
        method: str,
        parcels: Sequence[Asked],
        accepted: Callable[[Mapping[str, Any]], Outcome],
        *,
        now: datetime,
    ) -> dict[Asked, Outcome]:
        body = self._call(method, [_entry(parcel) for parcel in parcels], now=now)
        told: dict[str, Outcome] = {}
        for entry in _entries(body, "accepted"):
            told[_number(entry)] = _read(accepted, entry)
        for entry in _entries(body, "rejected"):
            told[_number(entry)] = _rejected(entry)
        missing = Temporary(f"track17: {method} says nothing of the number")
        return {parcel: told.get(parcel.tracking_number.upper(), missing) for parcel in parcels}

    def _call(self, method: str, entries: Sequence[Mapping[str, Any]], *, now: datetime) -> Mapping[str, Any]:
        url = f"{self._settings.api_url}/{method}"
        body = self._caller.call("POST", url, now=now, json=list(entries)).body
        code = body.get("code")
        if code != 0:
            data = body.get("data")
            errors = data.get("errors") if isinstance(data, dict) else None
            first = errors[0] if isinstance(errors, list) and errors and isinstance(errors[0], dict) else {}
            error = _error(first.get("code", code), shown(first.get("message") or body.get("message")))
            # Of the whole call: one number alone cannot be to blame.
            raise Temporary(error.reason) if isinstance(error, UnknownNumber | NotFoundYet) else error
        return body


def _entry(parcel: Asked) -> Mapping[str, Any]:
    key = KEYS.get(parcel.carrier)
    return {"number": parcel.tracking_number} | ({"carrier": key} if key else {})


def _entries(body: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    data = body.get("data")
    entries = data.get(name) if isinstance(data, dict) else None
    yield from (entry for entry in entries if isinstance(entry, dict)) if isinstance(entries, list) else ()


def _number(entry: Mapping[str, Any]) -> str:
    return str(entry.get("number") or "").upper()


def _read(accepted: Callable[[Mapping[str, Any]], Outcome], entry: Mapping[str, Any]) -> Outcome:
    try:
        return accepted(entry)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        return Temporary(f"track17: an answer that cannot be read: {type(error).__name__}")


def _rejected(entry: Mapping[str, Any]) -> Outcome:
    told = entry.get("error")
    error = _error(*(told.get("code"), shown(told.get("message"))) if isinstance(told, dict) else (None, ""))
    if isinstance(error, NotFoundYet | UnknownNumber | Temporary):
        return error
    raise error


def _error(code: object, message: str) -> TrackingError:
    said = f"track17: {code} {message}"
    if code in {_REGISTERED, _NO_INFORMATION}:
        return NotFoundYet(said, registered=True)
    if code == _NOT_REGISTERED:
        return NotFoundYet(said, registered=False)
    if code in _REFUSED:
        return CredentialsRefused(said)
    if code in _TOO_OFTEN:
        return LimitReached(said)
    if code == _USED_UP:
        return LimitReached(said, used_up=True)
    if code in _FOR_GOOD:
        return UnknownNumber(said)
    return Temporary(said)


def _outcome(entry: Mapping[str, Any]) -> Outcome:
    info = entry.get("track_info") or {}
    latest = info.get("latest_status") or {}
    told = [
        event
        for provider in (info.get("tracking") or {}).get("providers") or ()
        for event in provider.get("events") or ()
    ]
    found = []
    for event in told:
        at = moment(event.get("time_utc") or event.get("time_iso"))
        if at is not None:
            code = str(event.get("sub_status") or event.get("stage") or "")
            text, where = shown(event.get("description")), shown(event.get("location"))
            found.append((TrackingEvent(at, _status(code), text, where, code), bool(code)))
    # They stand newest first, those of one moment too.
    found.reverse()
    ordered = sorted(found, key=lambda one: one[0].at)[-MOST_EVENTS:]
    if not ordered:
        if latest.get("sub_status") == "NotFound_InvalidCode":
            return UnknownNumber("track17: this is no carrier's number")
        return NotFoundYet("no trace yet", registered=True)
    events = [event for event, _ in ordered]
    last, classed = ordered[-1]
    whole = str(latest.get("sub_status") or latest.get("status") or "")
    if not classed and whole:
        events[-1] = TrackingEvent(last.at, _status(whole), last.text, last.place, whole)
    return Answer(tuple(events), registered=True, expected=_expected(info))


def _expected(info: Mapping[str, Any]) -> date | None:
    """The carrier's own estimate, its latest day; that of 17TRACK itself is none."""
    told = (info.get("time_metrics") or {}).get("estimated_delivery_date") or {}
    return day(told.get("to") or told.get("from")) if told.get("source") == "Official" else None


def _status(code: str) -> TrackingStatus:
    return _STATUSES.get(code) or _STATUSES.get(code.partition("_")[0], "in_transit")
