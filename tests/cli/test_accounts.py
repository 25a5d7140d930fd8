"""`jiedan accounts`: whose a Telegram handle is."""

from datetime import UTC, datetime

from store import accounts
from store.database import Database
from tests.cli.shop import Shop

AT = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)


def test_handles_are_listed_accepted_and_forgotten(each_shop: Shop) -> None:
    assert each_shop.done("accounts", "list") == ""
    with Database.open(each_shop.url) as db, db.begin() as tx:
        accounts.bind(tx, "@baiwei_shop", "11", now=AT)
        accounts.claim(tx, "@baiwei_shop", "22", now=AT)
    (row,) = each_shop.json("accounts", "list")
    assert (row["handle"], row["account"], row["claimed_by"]) == ("@baiwei_shop", "11", "22")
    for words in ("HANDLE", "@baiwei_shop", "11", "22"):
        assert words in each_shop.done("accounts", "list")
    accepted = each_shop.done("accounts", "accept", "@baiwei_shop")
    assert accepted == "@baiwei_shop belongs to account 22 now\n"
    assert "no other account writes as" in each_shop.refused("accounts", "accept", "@baiwei_shop")
    assert "belongs to no account any more" in each_shop.done("accounts", "forget", "@baiwei_shop")
    assert "belongs to no account" in each_shop.refused("accounts", "forget", "@baiwei_shop")
