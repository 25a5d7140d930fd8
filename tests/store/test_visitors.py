"""Web chat visitors: who is behind a browser, and that nobody becomes somebody else by guessing."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from store import inbox, visitors
from store.database import Database
from store.tables import codes, links
from store.tables import visitors as visitor_rows
from tests.store.making import MINUTE, NOW, envelope

HOUR = timedelta(hours=1)


@pytest.fixture
def visitor(db: Database) -> str:
    with db.begin() as tx:
        found = visitors.by_token(tx, visitors.create(tx, now=NOW))
        assert found
        return found.id


def _code(db: Database, visitor: str, customer: str = "C1", *, minutes: int = 0) -> str:
    with db.begin() as tx:
        code = visitors.start_code(tx, visitor, customer, now=NOW + minutes * MINUTE)
        assert code
        return code


def _tried(db: Database, visitor: str, code: str, *, minutes: int = 1) -> str | None:
    with db.begin() as tx:
        return visitors.check_code(tx, visitor, code, now=NOW + minutes * MINUTE)


def _other_than(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_a_visitor_is_known_by_the_token_alone_and_a_stranger_at_first(db: Database) -> None:
    with db.begin() as tx:
        token = visitors.create(tx, now=NOW)
        found = visitors.by_token(tx, token)
        assert found == visitors.get(tx, found.id if found else "")
        assert found
        assert (found.customer_code, found.made_at) == (None, NOW)
        assert visitors.by_token(tx, found.id) is None
        assert visitors.get(tx, token) is None


def test_no_secret_is_in_the_database(db: Database, visitor: str) -> None:
    code = _code(db, visitor)
    with db.begin() as tx:
        token, link = visitors.create(tx, now=NOW), visitors.make_link(tx, "C1", now=NOW)
    with db.read() as tx:
        kept = [str(row) for table in (visitor_rows, links, codes) for row in tx.execute(sa.select(table))]
    assert len(kept) == 4
    assert not [row for row in kept for secret in (token, link, f"'{code}'") if secret in row]


def test_a_right_code_names_the_customer_once(db: Database, visitor: str) -> None:
    code = _code(db, visitor)
    assert _tried(db, visitor, f" {code} ") == "C1"
    assert _tried(db, visitor, code) is None
    with db.read() as tx:
        found = visitors.get(tx, visitor)
    assert found
    assert found.customer_code == "C1"


def test_a_code_is_for_its_own_visitor(db: Database, visitor: str) -> None:
    code = _code(db, visitor)
    with db.begin() as tx:
        other = visitors.by_token(tx, visitors.create(tx, now=NOW))
    assert other
    assert _tried(db, other.id, code) is None
    assert _tried(db, visitor, code) == "C1"


def test_a_code_is_void_after_its_time_and_after_a_newer_one(db: Database, visitor: str) -> None:
    first = _code(db, visitor)
    assert _tried(db, visitor, first, minutes=10) is None
    second = _code(db, visitor, minutes=11)
    if first != second:
        assert _tried(db, visitor, first, minutes=12) is None
    assert _tried(db, visitor, second, minutes=12) == "C1"


def test_guessing_is_stopped(db: Database, visitor: str) -> None:
    code = _code(db, visitor)
    for _ in range(visitors.CODE_ATTEMPTS):
        assert _tried(db, visitor, _other_than(code)) is None
    assert _tried(db, visitor, code) is None


def test_nobody_gets_more_than_a_few_codes_an_hour(db: Database, visitor: str) -> None:
    for minute in range(visitors.CODES_AN_HOUR):
        _code(db, visitor, minutes=minute)
    with db.begin() as tx:
        other = visitors.by_token(tx, visitors.create(tx, now=NOW))
        assert other
        assert visitors.start_code(tx, visitor, "C2", now=NOW + 30 * MINUTE) is None
        assert visitors.start_code(tx, other.id, "C1", now=NOW + 30 * MINUTE) is None
        assert visitors.start_code(tx, other.id, "C2", now=NOW + 30 * MINUTE)
        assert visitors.start_code(tx, visitor, "C1", now=NOW + HOUR)


def test_a_personal_link_works_until_it_expires_or_is_revoked(db: Database) -> None:
    with db.begin() as tx:
        lasting, brief, other = (
            visitors.make_link(tx, "C1", now=NOW),
            visitors.make_link(tx, "C1", now=NOW, expires_at=NOW + HOUR),
            visitors.make_link(tx, "C2", now=NOW),
        )
        assert visitors.customer_of_link(tx, brief, now=NOW) == "C1"
        assert visitors.customer_of_link(tx, brief, now=NOW + HOUR) is None
        assert visitors.customer_of_link(tx, lasting, now=NOW + 1000 * HOUR) == "C1"
        assert visitors.customer_of_link(tx, "made up", now=NOW) is None
        assert visitors.revoke_links(tx, "C1") == 2
        assert visitors.customer_of_link(tx, lasting, now=NOW) is None
        assert visitors.customer_of_link(tx, other, now=NOW) == "C2"


def test_what_opens_nothing_any_more_is_deleted(db: Database, visitor: str) -> None:
    _code(db, visitor)
    later = _code(db, visitor, minutes=55)
    with db.begin() as tx:
        lasting = visitors.make_link(tx, "C1", now=NOW)
        visitors.make_link(tx, "C1", now=NOW, expires_at=NOW + HOUR)
        # Expired, but it still counts for the hour.
        assert visitors.discard_expired(tx, now=NOW + 30 * MINUTE) == 0
        assert visitors.discard_expired(tx, now=NOW + HOUR) == 2
        assert visitors.discard_expired(tx, now=NOW + HOUR) == 0
        assert visitors.customer_of_link(tx, lasting, now=NOW + HOUR) == "C1"
    assert _tried(db, visitor, later, minutes=61) == "C1"


def test_strangers_who_only_looked_are_forgotten_after_a_month(db: Database) -> None:
    with db.begin() as tx:
        tokens = [visitors.create(tx, now=NOW) for _ in range(4)]
        _looked, wrote, known, asked = [one.id for token in tokens if (one := visitors.by_token(tx, token))]
        inbox.keep(tx, envelope(channel="webchat", conversation=f"webchat:{wrote}", message_id=None))
        visitors.identify(tx, known, "C1")
        visitors.start_code(tx, asked, "C1", now=NOW + timedelta(days=31))
        assert visitors.discard_expired(tx, now=NOW + timedelta(days=29)) == 0
        assert visitors.discard_expired(tx, now=NOW + timedelta(days=31)) == 1
        assert [visitors.by_token(tx, token) is None for token in tokens] == [True, False, False, False]
