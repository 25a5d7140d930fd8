"""17TRACK's API v2.2 as its documents describe it: register, gettrackinfo, getquota, rejections, and its signed webhook.

https://api.17track.net/en/doc?version=v2.2
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.servers.jsonserver import Call, JsonServer

KEY = "17-secret-of-track"
UNKNOWN_FORMAT, NOT_REGISTERED, NO_INFORMATION, REGISTERED = -18010012, -18019902, -18019909, -18019901
CANNOT_DETECT, QUOTA, DAILY = -18019903, -18019908, -18019907


def event(
    time_utc: str, words: str, sub_status: str | None = None, *, place: str = "", **more: Any
) -> dict[str, Any]:
    told = {"time_iso": None, "time_utc": time_utc, "description": words, "location": place, "stage": None}
    return told | {"sub_status": sub_status} | more


@dataclass
class Track17Server(JsonServer):
    """`traces`: of each number its events, newest first; `latest`: its status and sub-status as a whole; `estimates`: when it
    shall be there, and who says so."""

    traces: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    latest: dict[str, tuple[str, str]] = field(default_factory=dict)
    registered: dict[str, int | None] = field(default_factory=dict)
    estimates: dict[str, Mapping[str, str | None]] = field(default_factory=dict)
    undetected: set[str] = field(default_factory=set)
    quota: int = 100

    def answer(self, call: Call) -> tuple[int, Any]:
        if call.headers.get("17token") != KEY:
            return 401, {
                "code": -18010002,
                "data": {"errors": [{"code": -18010002, "message": "Access token is invalid."}]},
            }
        entries = json.loads(call.body)
        if len(entries) > 40:
            return 200, {
                "code": -18010013,
                "data": {"errors": [{"code": -18010013, "message": "Submitted data is invalid."}]},
            }
        method = call.path.rpartition("/")[2]
        if method == "getquota":
            return 200, {
                "code": 0,
                "data": {"quota_total": 100, "quota_used": 100 - self.quota, "quota_remain": self.quota},
            }
        accepted: list[Any] = []
        rejected: list[Any] = []
        for one in entries:
            number = one["number"]
            told, error = (self._register if method == "register" else self._info)(number, one.get("carrier"))
            if error:
                rejected.append(
                    {"number": number, "error": {"code": error, "message": f"error {error} of {number}"}}
                )
            else:
                accepted.append(told)
        return 200, {"code": 0, "data": {"accepted": accepted, "rejected": rejected}}

    def _register(self, number: str, carrier: int | None) -> tuple[Any, int | None]:
        if number in self.registered:
            return None, REGISTERED
        if number in self.undetected:
            return None, CANNOT_DETECT
        if not self.quota:
            return None, QUOTA
        self.quota -= 1
        self.registered[number] = carrier
        return {"origin": 1, "number": number, "carrier": carrier or 190000, "email": None}, None

    def _info(self, number: str, _carrier: int | None) -> tuple[Any, int | None]:
        if number not in self.registered:
            return None, NOT_REGISTERED
        return self.told(number), None

    def told(self, number: str) -> dict[str, Any]:
        status, sub_status = self.latest.get(number, ("NotFound", "NotFound_Other"))
        return {
            "number": number,
            "carrier": self.registered.get(number) or 190000,
            "param": None,
            "tag": "",
            "track_info": {
                "shipping_info": {},
                "latest_status": {"status": status, "sub_status": sub_status, "sub_status_descr": None},
                "latest_event": (self.traces.get(number) or [None])[0],
                "time_metrics": {
                    "days_of_transit": 2,
                    "estimated_delivery_date": self.estimates.get(
                        number, {"source": None, "from": None, "to": None}
                    ),
                },
                "milestone": [],
                "tracking": {
                    "providers_hash": 1,
                    "providers": [{"provider": {"key": 100012}, "events": self.traces.get(number, [])}],
                },
            },
        }

    def push(
        self, number: str, *, event: str = "TRACKING_UPDATED", key: str = KEY
    ) -> tuple[bytes, Mapping[str, str]]:
        """Body and headers of a call of the webhook."""
        body = json.dumps({"event": event, "data": self.told(number)}).encode()
        return body, {"sign": hashlib.sha256(body + b"/" + key.encode()).hexdigest()}
