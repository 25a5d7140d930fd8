"""`jiedan api-keys`: keys are shown once, kept as digests, listed and revoked."""

from datetime import UTC, datetime

from store import apikeys
from store.apikeys import ApiCall
from store.database import Database
from tests.cli.shop import Shop


def known(shop: Shop, secret: str) -> str | None:
    with Database.open(shop.url) as db, db.read() as tx:
        key = apikeys.by_secret(tx, secret)
    return key.name if key else None


def test_a_key_is_made_listed_and_revoked(each_shop: Shop) -> None:
    secret = each_shop.done("api-keys", "make", "erp", "--role", "moves", "--role", "read").strip()
    assert known(each_shop, secret) == "erp"
    told = each_shop.json("api-keys", "make", "dealer 8", "--role", "orders", "--customer", "C008")
    assert (known(each_shop, told["key"]), told["customer"]) == ("dealer 8", "C008")
    listed = each_shop.json("api-keys", "list")
    assert [(key["name"], key["roles"], key["customer"]) for key in listed] == [
        ("dealer 8", ["orders"], "C008"),
        ("erp", ["read", "moves"], None),
    ]
    assert {key["made_by"] for key in listed} == {"林会计"}
    assert secret not in each_shop.done("api-keys", "list")
    assert each_shop.done("api-keys", "revoke", "erp") == "the key erp has ended\n"
    assert known(each_shop, secret) is None
    assert each_shop.json("api-keys", "list")[1]["revoked_by"] == "林会计"
    assert each_shop.refused("api-keys", "revoke", "erp") == "no key erp is in use"


def test_what_cannot_be_a_key_is_refused_in_one_line(shop: Shop) -> None:
    shop.done("api-keys", "make", "erp", "--role", "read")
    assert shop.refused("api-keys", "make", "erp", "--role", "read").startswith("there is a key erp already")
    assert "cannot name a key" in shop.refused("api-keys", "make", "a/b", "--role", "read")
    refused = shop.refused("api-keys", "make", "x", "--role", "read", "--customer", "C999")
    assert refused == "there is no customer C999"
    for wrong in (("make", "x"), ("make", "x", "--role", "all")):
        assert shop.run("api-keys", *wrong).exit_code == 2


def test_the_calls_of_a_key_are_listed(shop: Shop) -> None:
    at = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
    with Database.open(shop.url) as db, db.begin() as tx:
        for by, status in (("erp", 200), ("shop", 422), ("erp", 409)):
            apikeys.record_call(tx, ApiCall(at, by, "POST", "/api/v1/moves", status))
    assert [call["status"] for call in shop.json("api-keys", "calls", "--name", "erp")] == [409, 200]
    assert len(shop.json("api-keys", "calls", "--limit", "2")) == 2
    assert "2026-11-24 09:00:00+08:00" in shop.done("api-keys", "calls")
