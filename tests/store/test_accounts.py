"""Handles and the accounts that stand behind them."""

from datetime import UTC, datetime

from store import accounts
from store.database import Database

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def test_a_handle_belongs_to_the_account_that_used_it_first(db: Database) -> None:
    with db.begin() as tx:
        accounts.bind(tx, "@Shop", "1", now=NOW)
        accounts.bind(tx, "shop", "2", now=NOW)
        found = accounts.of_handle(tx, "@SHOP")
        assert found is not None
        assert (found.handle, found.account, found.claimed_by) == ("shop", "1", None)
        assert [one.handle for one in accounts.of_account(tx, "1")] == ["shop"]
        assert accounts.of_account(tx, "2") == ()


def test_another_account_claims_it_once_and_a_person_settles_it(db: Database) -> None:
    with db.begin() as tx:
        assert not accounts.claim(tx, "@shop", "2", now=NOW), "it belongs to nobody yet"
        accounts.bind(tx, "@shop", "1", now=NOW)
        accounts.bind(tx, "@other", "3", now=NOW)
        assert accounts.accept(tx, "@shop", now=NOW) is None
        assert accounts.claim(tx, "@shop", "2", now=NOW)
        assert not accounts.claim(tx, "@shop", "2", now=NOW)
        assert [one.handle for one in accounts.listing(tx)] == ["shop", "other"]
        assert accounts.accept(tx, "shop", now=NOW) == "2"
        found = accounts.of_handle(tx, "shop")
        assert found is not None
        assert (found.account, found.claimed_by) == ("2", None)
        assert accounts.forget(tx, "@shop")
        assert not accounts.forget(tx, "@shop")
