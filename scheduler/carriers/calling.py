"""Calls of providers over HTTP: bounded in time and size, no redirects, and every fault of the wire a TrackingError."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from scheduler.carriers.base import CredentialsRefused, LimitReached, Temporary

LARGEST = 4_000_000
"""Bytes of an answer that are read."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer with its JSON."""

    status: int
    headers: Mapping[str, str]
    body: dict[str, Any]


class Caller:
    """Keeps the connections to one provider. `timeout`: seconds for a whole call, however slowly it drips."""

    def __init__(self, name: str, *, timeout: float, headers: Mapping[str, str] | None = None) -> None:
        self._name, self._timeout = name, timeout
        self._client = httpx.Client(timeout=timeout, headers=dict(headers or {}), follow_redirects=False)

    def close(self) -> None:
        self._client.close()

    def call(self, method: str, url: str, *, now: datetime, **what: Any) -> Reply:
        """The reply, whose JSON is an object. Raises Temporary for what the wire or the server does, LimitReached for 429,
        CredentialsRefused for 401 and 403."""
        deadline = time.monotonic() + self._timeout
        raw = bytearray()
        try:
            with self._client.stream(method, url, **what) as response:
                for chunk in response.iter_bytes():
                    raw += chunk
                    if len(raw) > LARGEST:
                        raise Temporary(f"{self._name}: an answer of more than {LARGEST} bytes")
                    if time.monotonic() > deadline:
                        raise Temporary(f"{self._name}: no whole answer within {self._timeout:g} s")
        except httpx.HTTPError as error:
            raise Temporary(f"{self._name}: {type(error).__name__}: {error}") from None
        except httpx.InvalidURL as error:
            raise Temporary(f"{self._name}: {error}") from None
        self._judge(response, now=now)
        try:
            body = json.loads(raw)
        except ValueError:
            body = None
        if not isinstance(body, dict):
            raise Temporary(f"{self._name}: an answer that is no JSON object (status {response.status_code})")
        return Reply(response.status_code, response.headers, body)

    def _judge(self, response: httpx.Response, *, now: datetime) -> None:
        status = response.status_code
        if status in {401, 403}:
            raise CredentialsRefused(f"{self._name}: the credentials are refused (status {status})")
        if status == 429:
            wait = retry_after(response.headers, now=now)
            raise LimitReached(f"{self._name}: asked too often (status 429)", retry_after=wait)
        if status >= 500 or 300 <= status < 400:
            wait = retry_after(response.headers, now=now)
            raise Temporary(f"{self._name}: status {status}", retry_after=wait)


def retry_after(headers: Mapping[str, str], *, now: datetime) -> float | None:
    """Seconds that the other side asks us to wait (RFC 9110, 10.2.3; or the moment in X-RateLimit-Reset), a day at most."""
    told = headers.get("retry-after", "").strip()
    wait: float | None = None
    try:
        if told.isascii() and told.isdigit():
            wait = float(told)
        elif told:
            wait = (parsedate_to_datetime(told) - now).total_seconds()
        elif reset := headers.get("x-ratelimit-reset", "").strip():
            wait = float(reset) - now.timestamp()
    except (ValueError, TypeError, OverflowError):
        return None
    return None if wait is None or wait != wait else min(max(wait, 0.0), 86_400.0)
