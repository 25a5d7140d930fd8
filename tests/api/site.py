"""The drinks company's bot with its web server on a real port, and programs that call it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from bot.cli.config import read
from bot.cli.wiring import assembled
from scheduler.runner import Role, Runner
from store import apikeys, inbox, orders
from store.apikeys import ROLES
from store.database import Database
from store.inbox import InboxItem
from store.order import Order
from store.order_events import OrderEvent
from tests.desk import company

EVERYTHING: tuple[Role, ...] = ("work", "send", "schedule", "console")


@dataclass
class Site:
    """`now` is the bot's clock. `caller` makes a program with a key of its own."""

    db: Database
    port: int
    now: datetime = field(default=company.NOW)
    _callers: list["Caller"] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def key(
        self, name: str = "shop", *, roles: tuple[apikeys.Role, ...] = ROLES, customer: str | None = None
    ) -> str:
        with self.db.begin() as tx:
            return apikeys.make(tx, name, roles=roles, customer_code=customer, by="test", now=self.now)

    def caller(self, name: str = "shop", **key: Any) -> "Caller":
        return self.with_key(self.key(name, **key))

    def with_key(self, secret: str) -> "Caller":
        """A program that has this key."""
        self._callers.append(Caller(self.url, secret))
        return self._callers[-1]

    def close(self) -> None:
        for caller in self._callers:
            caller.close()

    def later(self, **time: float) -> None:
        self.now += timedelta(**time)

    def orders(self) -> tuple[Order, ...]:
        """All orders, the oldest first."""
        with self.db.read() as tx:
            return tuple(reversed(orders.listing(tx)))

    def history(self, order_no: str) -> tuple[OrderEvent, ...]:
        with self.db.read() as tx:
            return orders.history(tx, order_no)

    def kept(self) -> tuple[InboxItem, ...]:
        with self.db.read() as tx:
            return tuple(reversed(inbox.recent(tx, limit=1000)))


class Caller:
    """A program with a key; each answer is JSON."""

    def __init__(self, url: str, key: str) -> None:
        self._client = httpx.Client(
            base_url=url, headers={"Authorization": f"Bearer {key}"}, timeout=60, trust_env=False
        )

    def close(self) -> None:
        self._client.close()

    def get(self, path: str, **query: Any) -> httpx.Response:
        return self._client.get(f"/api/v1{path}", params=query or None)

    def post(
        self,
        path: str,
        body: Any = None,
        *,
        once: str | None = None,
        content: bytes | None = None,
        **headers: str,
    ) -> httpx.Response:
        """`once`: the idempotency key; `content` in place of a JSON `body`."""
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        if once is not None:
            told["Idempotency-Key"] = once
        if content is not None:
            return self._client.post(f"/api/v1{path}", content=content, headers=told)
        return self._client.post(f"/api/v1{path}", json=body, headers=told)


@contextmanager
def served(
    db: Database, directory: Path, *, roles: tuple[Role, ...] = EVERYTHING, **sections: dict[str, Any]
) -> Iterator[Site]:
    """The bot, running; `sections` of its configuration beside the usual."""
    company.fill(db)
    config = read(
        {
            "database": {
                "url": db.url.render_as_string(hide_password=False)
                .replace("+pysqlite", "")
                .replace("+psycopg", "")
            },
            "desk": {"company": "恒通饮品"},
            "web": {"port": 0},
            "maildir": {"directory": str(directory / "outgoing")},
            "api": {"wait_seconds": 30},
            **sections,
        },
        directory / "config.toml",
    )
    site = Site(db, 0)
    house = assembled(config, db, roles=roles, clock=lambda: site.now)
    assert house.parts.web is not None
    site.port = house.parts.web[1].getsockname()[1]
    runner = Runner(house.parts, roles=roles, clock=lambda: site.now)
    runner.start()
    try:
        yield site
    finally:
        site.close()
        stopped = runner.stop(within=20)
        house.close()
        assert stopped


def problem(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """The document of a problem, which has the one form of all."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    told: dict[str, Any] = answer.json()
    assert {"type", "title", "status", "code", "detail"} <= set(told)
    assert (told["status"], told["code"]) == (status, code)
    assert "\n" not in told["detail"]
    return told
