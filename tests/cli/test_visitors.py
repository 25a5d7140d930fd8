"""`jiedan visitors`: a personal link makes whoever opens it that customer at the web chat, until it ends."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from store.database import Database
from store.visitors import customer_of_link
from tests.cli.shop import Shop


def owner(shop: Shop, url: str, *, after: timedelta = timedelta(0)) -> str | None:
    """Whose link this is, so long after now."""
    with Database.open(shop.url) as db, db.read() as tx:
        return customer_of_link(tx, url.rpartition("/")[2], now=datetime.now(UTC) + after)


def configure(shop: Shop, web: str) -> None:
    with Path("config.toml").open("a", encoding="utf-8") as config:
        config.write(f"\n[web]\n{web}\n")


def test_a_link_proves_its_customer_and_is_kept_nowhere_as_it_is(each_shop: Shop) -> None:
    url = each_shop.done("visitors", "link", "C001").strip()
    assert re.fullmatch(r"http://127\.0\.0\.1:8080/chat/k/[\w-]{30,}", url)
    assert owner(each_shop, url) == "C001"
    assert owner(each_shop, url, after=timedelta(days=3000)) == "C001"
    assert url != each_shop.done("visitors", "link", "C001").strip()


def test_a_link_for_some_days_ends_with_them(each_shop: Shop) -> None:
    told = each_shop.json("visitors", "link", "C008", "--days", "7")
    assert told["customer"] == "C008"
    assert datetime.fromisoformat(told["expires_at"]).utcoffset() is not None
    assert owner(each_shop, told["url"], after=timedelta(days=6)) == "C008"
    assert owner(each_shop, told["url"], after=timedelta(days=8)) is None


def test_revoking_ends_all_links_of_a_customer(each_shop: Shop) -> None:
    urls = [each_shop.done("visitors", "link", code).strip() for code in ("C001", "C001", "C008")]
    assert each_shop.done("visitors", "revoke", "C001") == "2 links of C001 have ended\n"
    assert [owner(each_shop, url) for url in urls] == [None, None, "C008"]


def test_a_link_leads_to_where_customers_reach_the_page(shop: Shop) -> None:
    configure(shop, 'public_url = "https://orders.example.cn/"')
    assert shop.done("visitors", "link", "C001").startswith("https://orders.example.cn/chat/k/")


@pytest.mark.parametrize("web", ["port = 0", 'host = "0.0.0.0"'])
def test_an_address_that_nobody_could_open_is_refused(shop: Shop, web: str) -> None:
    configure(shop, web)
    assert shop.refused("visitors", "link", "C001").endswith("set web.public_url")


def test_an_unknown_customer_is_refused_and_wrong_use_told(shop: Shop) -> None:
    for verb in ("link", "revoke"):
        assert shop.refused("visitors", verb, "C999") == "there is no customer C999"
    assert shop.run("visitors", "link", "C001", "--days", "0").exit_code == 2
