"""Where providers call: signed, bounded, kept before it is answered, and the same call twice changes nothing."""

import asyncio
import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

import httpx
import pytest

from bot.channels.webchat import WebSettings, web_app
from scheduler import trackingdoor
from scheduler.carriers.making import trackers
from scheduler.carriers.settings import TrackingSettings
from scheduler.tracking import Tracking
from scheduler.trackingdoor import tracking_routes
from store.database import Database
from store.errors import DatabaseDown
from tests.desk.house import House
from tests.scheduler.parcelhouse import SF, events_of, shipped, way_of
from tests.servers.aftership import SECRET, AftershipServer, checkpoint
from tests.servers.kuaidi100 import CUSTOMER, SALT, Kuaidi100Server, way
from tests.servers.track17 import KEY, Track17Server, event

SETTINGS = TrackingSettings.model_validate(
    {
        "kuaidi100": {
            "customer": CUSTOMER,
            "key": "k",
            "callback_url": "https://orders.example.cn/tracking/kuaidi100",
            "salt": SALT,
            "carriers": ["sf"],
        },
        "track17": {"key": KEY, "webhook": True},
        "aftership": {"key": "k", "webhook_secret": SECRET},
    }
)


class Door:
    """The whole web application with its guard, as a provider on the internet reaches it."""

    def __init__(self, house: House, settings: TrackingSettings = SETTINGS) -> None:
        self.rung = 0
        tracking = Tracking(settings, trackers(settings))
        routes = tracking_routes(house.db, tracking, clock=lambda: house.now, then=self._ring)
        self._app = web_app(
            WebSettings(),
            db=house.db,
            keep=lambda _: True,
            company="恒通",
            zone=house.settings.tzinfo,
            clock=lambda: house.now,
            more=routes,
            foreign=tuple(route.path for route in routes),
        )

    def _ring(self) -> None:
        self.rung += 1

    def post(self, name: str, body: bytes, headers: Mapping[str, str] | None = None) -> httpx.Response:
        async def call() -> httpx.Response:
            transport = httpx.ASGITransport(app=self._app, client=("203.0.113.9", 40000))
            async with httpx.AsyncClient(transport=transport, base_url="http://orders.example.cn") as client:
                return await client.post(f"/tracking/{name}", content=body, headers=dict(headers or {}))

        return asyncio.run(call())


@pytest.fixture
def house(sqlite_db: Database) -> House:
    return House.of(sqlite_db, quiet={"begin": "00:00", "end": "00:00"})


def kuaidi100_call(at: datetime) -> tuple[str, bytes, Mapping[str, str]]:
    server = Kuaidi100Server()
    server.traces[SF] = way((f"{at:%Y-%m-%d %H:%M:%S}", "派送中", "5"))
    return "kuaidi100", server.push(SF), {"content-type": "application/x-www-form-urlencoded"}


def track17_call(at: datetime) -> tuple[str, bytes, Mapping[str, str]]:
    server = Track17Server()
    server.traces[SF] = [event(at.isoformat(), "out", "OutForDelivery_Other")]
    return "track17", *server.push(SF)


def aftership_call(at: datetime) -> tuple[str, bytes, Mapping[str, str]]:
    server = AftershipServer()
    server.traces[SF] = [checkpoint(at.isoformat(), "out", "OutForDelivery_001")]
    return "aftership", *server.push(SF)


@pytest.mark.parametrize("made", [kuaidi100_call, track17_call, aftership_call])
def test_a_signed_call_moves_the_order_and_a_repeated_one_nothing(house: House, made: Any) -> None:
    number = shipped(house)
    name, body, headers = made(house.now)
    told = SETTINGS.model_copy(
        update={other: None for other in ("kuaidi100", "track17", "aftership") if other != name}
    )
    door = Door(house, told)
    for _ in range(3):
        answer = door.post(name, body, headers)
        assert answer.status_code == 200
        if name == "kuaidi100":
            assert answer.json() == {"result": True, "returnCode": "200", "message": "成功"}
        else:
            assert answer.content == b""
    assert way_of(house, number) == ["out_for_delivery"]
    assert len(events_of(house, number)) == 1
    (news,) = house.work()
    assert "派送中" in news.text
    assert door.rung == 3


@pytest.mark.parametrize("made", [kuaidi100_call, track17_call, aftership_call])
def test_a_wrong_signature_is_refused_without_a_word(house: House, made: Any) -> None:
    number, door = shipped(house), Door(house)
    name, body, headers = made(house.now)
    for wrong in (body.replace(b"5", b"3", 1) + b" ", b"", b"\x00" * 100):
        answer = door.post(name, wrong, headers)
        assert (answer.status_code, answer.content) == (403, b"")
    assert door.post(name, dict_body(name, body), {}).status_code == 403
    assert events_of(house, number) == []


def dict_body(name: str, body: bytes) -> bytes:
    """The call without its signature."""
    if name != "kuaidi100":
        return body
    return b"param=" + dict(parse_qsl(body.decode()))["param"].encode()


def test_an_endless_call_is_cut_off(house: House) -> None:
    answer = Door(house).post("track17", b"x" * (trackingdoor.LARGEST + 1))
    assert (answer.status_code, answer.content) == (413, b"")


def test_signed_nonsense_is_refused(house: House) -> None:
    body = json.dumps({"event": "TRACKING_UPDATED"}).encode()
    sign = hashlib.sha256(body + b"/" + KEY.encode()).hexdigest()
    answer = Door(house).post("track17", body, {"sign": sign})
    assert (answer.status_code, answer.content) == (400, b"")


def test_what_cannot_be_kept_is_to_come_again(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    number, door = shipped(house), Door(house)
    name, body, headers = kuaidi100_call(house.now)

    def down(*_: object, **__: object) -> int:
        raise DatabaseDown("gone")

    with monkeypatch.context() as patch:
        patch.setattr(trackingdoor, "take", down)
        answer = door.post(name, body, headers)
    assert (answer.status_code, answer.json()["result"]) == (503, False)
    assert door.post(name, body, headers).json()["result"] is True
    assert way_of(house, number) == ["out_for_delivery"]


def test_a_number_of_nobody_is_well_and_says_nothing(house: House) -> None:
    door = Door(house)
    name, body, headers = kuaidi100_call(house.now)
    assert door.post(name, body, headers).status_code == 200
    assert door.rung == 0


def test_nobody_may_look(house: House) -> None:
    door = Door(house)

    async def call() -> int:
        transport = httpx.ASGITransport(app=door._app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return (await client.get("/tracking/track17")).status_code

    assert asyncio.run(call()) == 405


def test_without_tracking_there_is_no_door(house: House) -> None:
    assert tracking_routes(house.db, None, clock=lambda: house.now) == []
