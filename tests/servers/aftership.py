"""AfterShip Tracking 2026-07 as its documents describe it: create, list by numbers, couriers, errors in `meta`, and its signed webhook.

https://www.aftership.com/docs/tracking/2026-07
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from tests.servers.jsonserver import Call, JsonServer

KEY, SECRET = "asat-secret-of-aftership", "webhook-secret"


def checkpoint(
    time: str, words: str, subtag: str | None = None, *, place: str = "", **more: Any
) -> dict[str, Any]:
    tag = subtag.partition("_")[0] if subtag else None
    told = {
        "checkpoint_time": time,
        "created_at": "2026-11-25T00:00:00+00:00",
        "message": words,
        "location": place,
    }
    return told | {"tag": tag, "subtag": subtag} | more


@dataclass
class AftershipServer(JsonServer):
    """`traces`: of each number its checkpoints, oldest first; `tags`: tag and subtag as a whole; `estimates`: when
    the courier expects to be there."""

    traces: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    tags: dict[str, tuple[str, str]] = field(default_factory=dict)
    created: dict[str, str | None] = field(default_factory=dict)
    estimates: dict[str, Mapping[str, str | None]] = field(default_factory=dict)
    signers: dict[str, str] = field(default_factory=dict)
    undetected: set[str] = field(default_factory=set)

    def answer(self, call: Call) -> tuple[int, Any]:
        if call.headers.get("as-api-key") != KEY:
            return 401, _meta(401, "Unauthorized", "The API key is invalid.")
        path = call.path.rpartition("/")[2]
        if path == "couriers":
            return 200, {"meta": {"code": 200}, "data": {"total": 0, "couriers": []}}
        if path == "trackings" and call.method == "GET":
            wanted = parse_qs(call.query)["tracking_numbers"][0].split(",")
            found = [self.told(number) for number in wanted if number in self.created]
            return 200, {
                "meta": {"code": 200},
                "data": {"pagination": {"total": len(found)}, "trackings": found},
            }
        if path == "trackings":
            return self._create(json.loads(call.body))
        return 404, _meta(404, "NotFound", "The URI requested is invalid")

    def _create(self, told: Mapping[str, Any]) -> tuple[int, Any]:
        number = told["tracking_number"]
        if number in self.created:
            return 400, _meta(4003, "BadRequest", "Tracking already exists.")
        if number in self.undetected:
            return 400, _meta(4012, "BadRequest", "Cannot detect courier.")
        self.created[number] = told.get("slug")
        return 201, {"meta": {"code": 201}, "data": self.told(number)}

    def told(self, number: str) -> dict[str, Any]:
        tag, subtag = self.tags.get(number, ("Pending", "Pending_001"))
        return {
            "id": f"id-{number}",
            "tracking_number": number,
            "slug": self.created.get(number) or "detected",
            "tag": tag,
            "subtag": subtag,
            "signed_by": self.signers.get(number),
            "courier_estimated_delivery_date": self.estimates.get(number),
            "aftership_estimated_delivery_date": {"estimated_delivery_date": "2026-12-24"},
            "checkpoints": self.traces.get(number, []),
        }

    def push(
        self, number: str, *, event: str = "tracking_update", secret: str = SECRET
    ) -> tuple[bytes, Mapping[str, str]]:
        """Body and headers of a call of the webhook."""
        told = {
            "ts": 1764000000,
            "event": event,
            "event_id": "b2d5…",
            "is_tracking_first_tag": True,
            "msg": self.told(number),
        }
        body = json.dumps(told).encode()
        digest = hmac.new(secret.encode(), body, hashlib.sha256).digest()
        return body, {"aftership-hmac-sha256": base64.b64encode(digest).decode()}


def _meta(code: int, kind: str, message: str) -> dict[str, Any]:
    return {"meta": {"code": code, "type": kind, "message": message}, "data": {}}
