"""Before any page: only the names that are ours, no request forged from elsewhere, headers that forbid scripts of others, limits
of how much and how often."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Mapping
from ipaddress import IPv4Address, IPv6Address, ip_address
from threading import Lock
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

Form = Mapping[str, str]
"""The fields of a posted form."""

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


class Guard:
    """ASGI middleware. A page elsewhere that has its name point here (DNS rebinding) is refused by its Host.

    `foreign`: paths that other servers post to, by whatever name a proxy has before us; they show who they are in
    another way.
    """

    def __init__(
        self, app: ASGIApp, *, names: Iterable[str], origin: str | None, foreign: Iterable[str] = ()
    ) -> None:
        self._app, self._names = app, frozenset(names)
        self._origin, self._foreign = origin, frozenset(foreign)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["method"] == "POST" and scope["path"] in self._foreign:
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if host_name(headers.get("host", "")) not in self._names:
            refused = "This name is not known here; add it to hosts of [web].\n"
            await PlainTextResponse(refused, 421)(scope, receive, send)
            return
        if scope["method"] not in {"GET", "HEAD"} and self._forged(headers):
            await PlainTextResponse("This came from another site.\n", 403)(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                told = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    told.setdefault(name, value)
                told.setdefault("cache-control", "no-store")
            await send(message)

        await self._app(scope, receive, with_headers)

    def _forged(self, headers: Headers) -> bool:
        """Browsers say where a POST comes from; a program that says nothing carries no cookie of anybody's."""
        site = headers.get("sec-fetch-site")
        if site is not None:
            return site not in {"same-origin", "none"}
        origin = headers.get("origin")
        if origin is None:
            return False
        return origin != self._origin and urlsplit(origin).netloc.lower() != headers.get("host", "").lower()


def host_name(host: str) -> str:
    """The name in a Host header, without the port, in lower case."""
    host = host.strip().lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].rstrip(".")


async def body(request: Request, *, cap: int) -> bytes | None:
    """The request's body, or None if it has more than `cap` bytes or its sender went away."""
    found = bytearray()
    try:
        async for chunk in request.stream():
            found += chunk
            if len(found) > cap:
                return None
    except ClientDisconnect:
        return None
    return bytes(found)


async def posted(request: Request, *, cap: int) -> Form | None:
    """The form's fields, or None if it is too large or none."""
    raw = await body(request, cap=cap)
    if raw is None:
        return None
    try:
        fields = parse_qs(raw.decode("ascii"), keep_blank_values=True, max_num_fields=20, errors="replace")
    except ValueError:
        return None
    return {name: values[-1] for name, values in fields.items()}


class Limits:
    """How often somebody did something lately; in the memory of this process."""

    def __init__(self, *, monotonic: Callable[[], float] = time.monotonic, most: int = 20_000) -> None:
        self._now, self._most = monotonic, most
        self._done: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def allow(self, who: str, *, times: int, within: float) -> bool:
        """Whether `who` may do it once more: at most `times` within so many seconds. A yes counts."""
        with self._lock:
            now = self._now()
            done = self._done.setdefault(who, deque())
            self._done.move_to_end(who)
            while len(self._done) > self._most:
                self._done.popitem(last=False)
            while done and done[0] <= now - within:
                done.popleft()
            if len(done) >= times:
                return False
            done.append(now)
            return True


def client_address(request: Request) -> str | None:
    """Where the request comes from; None from this machine, for that may be a proxy that stands for everybody."""
    host = request.client.host if request.client else ""
    try:
        address: IPv4Address | IPv6Address = ip_address(host)
    except ValueError:
        return None
    # So a socket that listens on both families shows who came by IPv4 (RFC 4291, 2.5.5.2).
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    if address.is_loopback:
        return None
    # A customer of a provider has a whole /64 of IPv6 addresses.
    return str(address) if address.version == 4 else ":".join(address.exploded.split(":")[:4])
