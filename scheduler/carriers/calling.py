"""Calls of providers over HTTP: bounded in time and size, no redirects, and every fault of the wire a TrackingError."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import cache
from ssl import SSLContext
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


@dataclass(frozen=True, slots=True)
class Caller:
    """Calls one provider. `timeout`: seconds for a whole call, however slowly its answer drips."""

    name: str
    timeout: float
    headers: Mapping[str, str]

    def call(self, method: str, url: str, *, now: datetime, **what: Any) -> Reply:
        """The reply, whose JSON is an object. Raises Temporary for what the wire or the server does, LimitReached for 429,
        CredentialsRefused for 401 and 403."""
        try:
            status, headers, raw = asyncio.run(self._fetched(method, url, what))
        except TimeoutError:
            raise Temporary(f"{self.name}: no whole answer within {self.timeout:g} s") from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Temporary(f"{self.name}: {type(error).__name__}: {error}") from None
        self._judge(status, headers, now=now)
        try:
            body = json.loads(raw)
        except (ValueError, RecursionError):
            body = None
        if not isinstance(body, dict):
            raise Temporary(f"{self.name}: an answer that is no JSON object (status {status})")
        return Reply(status, headers, body)

    async def _fetched(
        self, method: str, url: str, what: Mapping[str, Any]
    ) -> tuple[int, httpx.Headers, bytes]:
        raw = bytearray()
        # The client limits each read, and what drips has one every moment.
        async with asyncio.timeout(self.timeout):
            client = httpx.AsyncClient(
                timeout=self.timeout, headers=dict(self.headers), verify=_certificates()
            )
            async with client, client.stream(method, url, **what) as response:
                async for chunk in response.aiter_bytes():
                    raw += chunk
                    if len(raw) > LARGEST:
                        raise Temporary(f"{self.name}: an answer of more than {LARGEST} bytes")
        return response.status_code, response.headers, bytes(raw)

    def _judge(self, status: int, headers: httpx.Headers, *, now: datetime) -> None:
        if status in {401, 403}:
            raise CredentialsRefused(f"{self.name}: the credentials are refused (status {status})")
        if status == 429:
            wait = retry_after(headers, now=now)
            raise LimitReached(f"{self.name}: asked too often (status 429)", retry_after=wait)
        if status >= 500 or 300 <= status < 400:
            wait = retry_after(headers, now=now)
            raise Temporary(f"{self.name}: status {status}", retry_after=wait)


@cache
def _certificates() -> SSLContext:
    """Read once: that takes longer than a call."""
    return httpx.create_ssl_context()


def retry_after(headers: Mapping[str, str], *, now: datetime) -> float | None:
    """Seconds that the other side asks us to wait (RFC 9110, 10.2.3; or the moment in X-RateLimit-Reset), a day at most."""
    told = headers.get("retry-after", "").strip()
    try:
        if told.isascii() and told.isdigit():
            wait = float(told)
        elif told:
            wait = (parsedate_to_datetime(told) - now).total_seconds()
        elif reset := headers.get("x-ratelimit-reset", "").strip():
            wait = float(reset) - now.timestamp()
        else:
            return None
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(wait, 0.0), 86_400.0) if wait == wait else None
