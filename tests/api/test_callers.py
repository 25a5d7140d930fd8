"""Who may call, how much, and that whatever comes is answered in one form."""

import socket
import threading
from pathlib import Path
from typing import Any

import httpx
import pytest

from store import apikeys
from store.apikeys import BadKeyName
from store.database import Database
from tests.api.site import Site, problem, served

ORDER = {"text": "橙汁450ml 5箱，送店里", "customer": "C001"}


@pytest.mark.parametrize(
    "authorization", [None, "", "Bearer", "Bearer nonsense", "Basic eDp5", "Bearer 钥匙"]
)
def test_without_a_key_in_use_the_answer_is_401_and_one_line(site: Site, authorization: str | None) -> None:
    headers = {} if authorization is None else {"Authorization": authorization.encode()}
    for method, path in (("GET", "/orders"), ("POST", "/messages"), ("GET", "/nothing"), ("PUT", "/orders")):
        answer = httpx.request(method, f"{site.url}/api/v1{path}", headers=headers, trust_env=False)
        problem(answer, 401, "no_key")
        assert answer.headers["www-authenticate"].startswith("Bearer")


def test_a_key_works_until_it_is_revoked_and_is_kept_as_a_digest(each_site: Site) -> None:
    secret = each_site.key("erp")
    assert each_site.with_key(secret).get("/orders").status_code == 200
    with each_site.db.begin() as tx:
        assert secret not in str([tuple(row) for row in tx.exec_driver_sql("SELECT * FROM api_keys")])
        assert apikeys.revoke(tx, "erp", by="wang", now=each_site.now)
        assert not apikeys.revoke(tx, "erp", by="wang", now=each_site.now)
    problem(each_site.with_key(secret).get("/orders"), 401, "no_key")


def test_a_name_is_used_by_one_key_at_a_time(db: Database, site: Site) -> None:
    def make(name: str) -> str:
        with db.begin() as tx:
            return apikeys.make(tx, name, roles=("read",), by="test", now=site.now)

    first = make("erp")
    with pytest.raises(BadKeyName, match="there is a key erp already"):
        make("erp")
    with db.begin() as tx:
        apikeys.revoke(tx, "erp", by="test", now=site.now)
    assert make("erp") != first
    for name in ("", " erp", "a/b", "a\nb", "x" * 61, "a\x00"):
        with pytest.raises(BadKeyName):
            make(name)


@pytest.mark.parametrize(
    ("roles", "calls"),
    [
        (("read",), {("GET", "/orders"): 200, ("POST", "/messages"): 403, ("GET", "/messages/1"): 403}),
        (("orders",), {("GET", "/orders"): 403, ("GET", "/orders/SO-1"): 403, ("GET", "/messages/1"): 404}),
        (("moves",), {("GET", "/orders"): 403, ("POST", "/messages"): 403}),
    ],
)
def test_a_key_does_what_its_roles_say(
    site: Site, roles: tuple[apikeys.Role, ...], calls: dict[tuple[str, str], int]
) -> None:
    caller = site.caller("one", roles=roles)
    for (method, path), status in calls.items():
        answer = caller.get(path) if method == "GET" else caller.post(path, ORDER, once="1")
        assert answer.status_code == status, (path, answer.text)


def test_each_call_is_recorded_under_the_keys_name(each_site: Site) -> None:
    shop = each_site.caller("shop")
    shop.get("/orders", status="draft")
    shop.post("/messages", ORDER, once="1")
    shop.post("/messages", {}, once="2")
    with each_site.db.read() as tx:
        told = [(call.by, call.method, call.path, call.status) for call in apikeys.calls(tx, name="shop")]
        assert apikeys.calls(tx, name="other") == ()
    assert told == [
        ("shop", "POST", "/api/v1/messages", 422),
        ("shop", "POST", "/api/v1/messages", 201),
        ("shop", "GET", "/api/v1/orders?status=draft", 200),
    ]


def test_a_key_that_calls_too_often_waits_and_the_others_do_not(db: Database, tmp_path: Path) -> None:
    with served(db, tmp_path, roles=("console",), api={"calls_a_minute": 3}) as site:
        hasty, other = site.caller("hasty"), site.caller("other")
        assert [hasty.get("/orders").status_code for _ in range(4)] == [200, 200, 200, 429]
        refused = hasty.get("/orders")
        problem(refused, 429, "too_many")
        assert refused.headers["retry-after"].isdecimal()
        assert other.get("/orders").status_code == 200


def test_what_is_not_there_and_what_is_not_known_have_the_same_form(site: Site) -> None:
    shop = site.caller()
    problem(shop.get("/nothing"), 404, "not_found")
    problem(shop.get("/orders/SO-19990101-0001"), 404, "not_found")
    problem(shop.post("/orders/SO-19990101-0001/eat", {}), 404, "not_found")
    refused = shop.post("/messages/1", {})
    problem(refused, 405, "no_such_method")
    assert refused.headers["allow"] == "GET"


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 400, "bad_request"),
        (b"\x00\xff\xfe", 400, "bad_request"),
        (b"{", 400, "bad_request"),
        (b"[" * 100_000, 400, "bad_request"),
        (b'{"a":' * 100_000, 400, "bad_request"),
        (b"[]", 422, "invalid"),
        (b"null", 422, "invalid"),
        (b'"' + b"x" * 100_000 + b'"', 422, "invalid"),
        (b'{"text": NaN}', 422, "invalid"),
        (b'{"in_reply_to": ' + b"9" * 5_000 + b"}", 400, "bad_request"),
        (b"x" * 3_000_000, 413, "too_large"),
    ],
    ids=range(11),
)
def test_hostile_bodies_are_refused_and_nothing_is_kept(
    site: Site, content: bytes, status: int, code: str
) -> None:
    shop = site.caller()
    told = problem(shop.post("/messages", content=content, once="1"), status, code)
    assert len(str(told)) < 5_000, "it does not say all of it back"
    assert site.kept() == ()
    assert shop.get("/orders").status_code == 200


def test_a_body_of_another_kind_is_refused(site: Site) -> None:
    shop = site.caller()
    told = shop.post(
        "/messages", content=b"text=x", once="1", content_type="application/x-www-form-urlencoded"
    )
    problem(told, 415, "wrong_kind")


def test_a_body_without_an_end_is_cut_off(site: Site) -> None:
    """A chunked body that goes on and on holds no more than the cap."""
    key = site.key()
    with socket.create_connection(("127.0.0.1", site.port), timeout=20) as line:
        head = (
            f"POST /api/v1/messages HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\nAuthorization: Bearer {key}\r\n"
            "Idempotency-Key: 1\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        line.sendall(head.encode())
        chunk = b"x" * 0x10000
        answered = threading.Event()

        def send() -> None:
            try:
                for _ in range(200):
                    line.sendall(b"10000\r\n" + chunk + b"\r\n")
            except OSError:
                answered.set()

        sender = threading.Thread(target=send)
        sender.start()
        assert line.recv(4096).startswith(b"HTTP/1.1 413")
        line.shutdown(socket.SHUT_RDWR)
        sender.join()
    assert site.kept() == ()


def test_who_goes_away_in_the_middle_leaves_nothing(site: Site) -> None:
    key = site.key()
    with socket.create_connection(("127.0.0.1", site.port), timeout=20) as line:
        line.sendall(
            f"POST /api/v1/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {key}\r\n"
            f'Idempotency-Key: 1\r\nContent-Length: 500\r\n\r\n{{"text": "x'.encode()
        )
    assert site.with_key(key).get("/orders").status_code == 200
    assert site.kept() == ()


def test_orders_are_filtered_and_paged(each_site: Site) -> None:
    shop = each_site.caller()
    numbers: list[str] = []
    for count in range(1, 6):
        each_site.later(minutes=count % 2)
        who = "C001" if count % 2 else "C008"
        told = shop.post(
            "/messages", {"text": f"橙汁450ml {count}箱", "customer": who}, once=str(count)
        ).json()
        numbers.append(told["order_no"])
    found: list[dict[str, Any]] = []
    page = shop.get("/orders", limit=2).json()
    while True:
        found += page["orders"]
        if page["next"] is None:
            break
        page = shop.get(page["next"].removeprefix("/api/v1")).json()
    assert [order["order_no"] for order in found] == numbers[::-1]
    assert found[0] == shop.get(f"/orders/{numbers[-1]}").json()
    mine = shop.get("/orders", customer="C008", status="received", limit=200).json()["orders"]
    assert [order["order_no"] for order in mine] == [numbers[3], numbers[1]]
    since = found[1]["placed_at"]
    late = shop.get("/orders", changed_since=since).json()["orders"]
    assert [order["order_no"] for order in late] == [
        one["order_no"] for one in found if one["placed_at"] >= since
    ]
    assert 1 <= len(late) < 5
    assert shop.get("/orders", status="packed").json() == {"orders": [], "next": None}


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"status": "lost"}, "status"),
        ({"limit": "0"}, "limit"),
        ({"limit": "9" * 40}, "limit"),
        ({"limit": "五"}, "limit"),
        ({"changed_since": "2026-11-24"}, "changed_since"),
        ({"changed_since": "99999-01-01T00:00:00Z"}, "changed_since"),
        ({"since": "x"}, "since"),
    ],
)
def test_a_filter_of_no_use_is_named(site: Site, query: dict[str, str], field: str) -> None:
    told = problem(site.caller().get("/orders", **query), 422, "invalid")
    assert told["errors"][0]["field"] == field


def test_a_key_for_one_customer_sees_no_other_orders(site: Site) -> None:
    shop, dealer = site.caller(), site.caller("dealer", customer="C008")
    number = shop.post("/messages", ORDER, once="1").json()["order_no"]
    own = dealer.post("/messages", {"text": "Green tea 500ml, 4 cases"}, once="1").json()["order_no"]
    assert [order["order_no"] for order in dealer.get("/orders").json()["orders"]] == [own]
    problem(dealer.get(f"/orders/{number}"), 404, "not_found")
    problem(dealer.get("/orders", before=number), 404, "not_found")
    problem(dealer.get("/orders", customer="C001"), 403, "not_allowed_here")
