"""What servers ask of a listener, and what they do to it: tokens, names, mails that they withhold, answers that are none."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.channels.base import ChannelError
from bot.channels.imaplink import ImapLink
from bot.channels.imapsettings import ImapSettings
from bot.channels.oauth import OAuthSettings, TokenSource
from store.database import Database
from tests.channels.mailing import clock, kept, listener, listening, mail, read_all, subjects
from tests.servers.imapscript import ImapScript
from tests.servers.ports import until
from tests.servers.tokens import TokenServer

NOW = clock()


def scripted(script: ImapScript, **changes: object) -> ImapSettings:
    values = {
        "host": "127.0.0.1",
        "port": script.port,
        "security": "plain",
        "user": "orders@hengtong.example.cn",
        "backfill_days": 365,
        "timeout": 5.0,
        "poll_seconds": 1.0,
        **changes,
    }
    if "oauth" not in changes:
        values["password"] = "pw"
    return ImapSettings.model_validate(values)


def oauth(server: TokenServer, **changes: object) -> dict[str, object]:
    return {
        "provider": "microsoft",
        "client_id": "app",
        "refresh_token": "refresh",
        "token_url": server.url,
        **changes,
    }


def test_a_server_that_wants_to_know_its_clients_is_told_before_select(
    sqlite_db: Database, imap_script: ImapScript
) -> None:
    imap_script.wants_id = True
    imap_script.mails = {1: mail(1)}
    read_all(sqlite_db, scripted(imap_script))
    assert subjects(sqlite_db) == ["order 1"]
    verbs = imap_script.verbs()
    assert verbs.index("ID") < verbs.index("SELECT")


def test_no_command_deletes_and_none_marks_before_the_mail_is_kept(
    sqlite_db: Database, imap_script: ImapScript
) -> None:
    imap_script.mails = {1: mail(1), 2: mail(2)}
    read_all(sqlite_db, scripted(imap_script))
    said = "\n".join(imap_script.lines)
    assert "EXPUNGE" not in said
    assert "CLOSE" not in said
    assert "Deleted" not in said
    assert "BODY[" not in said  # only BODY.PEEK[
    verbs = imap_script.verbs()
    assert verbs.index("UID FETCH") < verbs.index("UID STORE")


def test_a_token_opens_the_mailbox(
    sqlite_db: Database, imap_script: ImapScript, token_server: TokenServer
) -> None:
    imap_script.mails = {1: mail(1)}
    imap_script.access_tokens = token_server.issued
    read_all(sqlite_db, scripted(imap_script, oauth=oauth(token_server, client_secret="s")))
    assert subjects(sqlite_db) == ["order 1"]
    (form,) = token_server.forms
    assert form == {
        "grant_type": "refresh_token",
        "client_id": "app",
        "client_secret": "s",
        "refresh_token": "refresh",
        "scope": "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access",
    }


def test_a_refused_token_is_fetched_anew(
    sqlite_db: Database, imap_script: ImapScript, token_server: TokenServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.retry.RECONNECT_MOST", 0.2)
    imap_script.mails = {1: mail(1)}
    imap_script.access_tokens = {"access-2"}
    with listening(sqlite_db, scripted(imap_script, oauth=oauth(token_server))):
        until(lambda: subjects(sqlite_db) == ["order 1"])
    assert [form["refresh_token"] for form in token_server.forms] == ["refresh", "refresh"]


def test_a_withdrawn_consent_is_said_in_one_line(
    sqlite_db: Database, imap_script: ImapScript, token_server: TokenServer
) -> None:
    token_server.answers = [
        (400, {"error": "invalid_grant", "error_description": "AADSTS70000:\r\n revoked"})
    ]
    one = listener(sqlite_db, scripted(imap_script, oauth=oauth(token_server)))
    with pytest.raises(ChannelError) as error:
        one.poll_one(lambda envelope: True)
    assert error.value.permanent
    assert error.value.reason == (
        "the token endpoint 127.0.0.1 refuses the sign-in (invalid_grant; AADSTS70000: revoked): make a new refresh token"
    )


def test_a_token_is_used_until_shortly_before_its_end(token_server: TokenServer) -> None:
    source = TokenSource(OAuthSettings.model_validate(oauth(token_server, provider="google")))
    assert source.access_token(now=NOW) == "access-1"
    assert source.access_token(now=NOW + timedelta(minutes=57)) == "access-1"
    assert source.access_token(now=NOW + timedelta(minutes=59)) == "access-2"
    source.forget()
    assert source.access_token(now=NOW + timedelta(minutes=59)) == "access-3"
    assert "scope" not in token_server.forms[0]


def test_a_renewed_refresh_token_is_kept_in_its_file(token_server: TokenServer, tmp_path: Path) -> None:
    file = tmp_path / "refresh"
    file.write_text("first\n")
    token_server.answers = [(200, {"access_token": "a", "expires_in": "60", "refresh_token": "second"})]
    wanted = OAuthSettings.model_validate(
        oauth(token_server, refresh_token=None, refresh_token_file=str(file))
    )
    source = TokenSource(wanted)
    assert source.access_token(now=NOW) == "a"
    assert file.read_text() == "second\n"
    assert file.stat().st_mode & 0o077 == 0
    assert source.access_token(now=NOW) == "access-2"  # a minute is too short to be used twice
    assert token_server.forms[1]["refresh_token"] == "second"
    assert TokenSource(wanted).access_token(now=NOW) == "access-3"
    assert token_server.forms[2]["refresh_token"] == "second"
    file.write_text("of a new consent\n")
    source.forget()
    assert source.access_token(now=NOW) == "access-4"
    assert token_server.forms[3]["refresh_token"] == "of a new consent"


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (503, "<html>busy</html>", "answered 503"),
        (429, {"error": "slow_down"}, r"answered 429 \(slow_down\)"),
        (200, {"expires_in": 5}, "answered without an access token"),
        (200, "[]", "answered without an access token"),
        (200, {"access_token": 7, "expires_in": "nan"}, "answered without an access token"),
    ],
)
def test_a_token_endpoint_that_stumbles_is_asked_again_later(
    token_server: TokenServer, status: int, body: object, told: str
) -> None:
    token_server.answers = [(status, body)]
    source = TokenSource(OAuthSettings.model_validate(oauth(token_server)))
    with pytest.raises(ChannelError, match=told) as error:
        source.access_token(now=NOW)
    assert not error.value.permanent
    assert source.access_token(now=NOW) == "access-2"


def test_a_mail_that_the_server_withholds_does_not_stop_the_others(
    sqlite_db: Database, imap_script: ImapScript
) -> None:
    imap_script.mails = {number: mail(number) for number in (1, 2, 3)}
    imap_script.withheld = {2}
    with listening(sqlite_db, scripted(imap_script)):
        until(lambda: len(kept(sqlite_db)) == 3)
    (lost,) = [item.envelope for item in kept(sqlite_db) if item.envelope.problems]
    assert lost.problems[0].startswith("incomplete: the server does not hand this mail over: ")
    assert lost.source.endswith("/7/2")
    assert lost.automated is None  # so that a person is told
    assert "order 1" in subjects(sqlite_db)
    assert "order 3" in subjects(sqlite_db)


@pytest.mark.parametrize(
    "greeting", [b"\x16\x03\x01\x02\n", b"220 mx ESMTP\r\n", b"* BYE overloaded\r\n", b""]
)
def test_what_is_no_imap_server_is_one_line(
    imap_script: ImapScript, greeting: bytes, sqlite_db: Database
) -> None:
    imap_script.serve = lambda line: (line.sendall(greeting), line.close())  # type: ignore[method-assign, assignment]
    one = listener(sqlite_db, scripted(imap_script))
    with pytest.raises(ChannelError) as error:
        one.poll_one(lambda envelope: True)
    assert error.value.reason.startswith("127.0.0.1:")
    assert "\n" not in error.value.reason


def test_a_mail_that_comes_as_idle_begins_is_not_left_for_later(
    sqlite_db: Database, imap_script: ImapScript
) -> None:
    imap_script.capability += " IDLE"
    imap_script.arriving = [mail(1), mail(2)]
    with listening(sqlite_db, scripted(imap_script)):
        until(lambda: subjects(sqlite_db) == ["order 1", "order 2"])


def test_a_server_that_cannot_mark_or_move_is_told_of_once(
    sqlite_db: Database, imap_script: ImapScript, caplog: pytest.LogCaptureFixture
) -> None:
    imap_script.mails = {number: mail(number) for number in range(1, 6)}
    imap_script.refuses = {"STORE"}
    read_all(sqlite_db, scripted(imap_script, batch=1, move_to="Taken"))
    assert len(subjects(sqlite_db)) == 5
    said = [record.getMessage().partition(": ")[2] for record in caplog.records]
    assert said.count("read mails cannot be marked or moved: store failed: [CANNOT] not here") == 1
    assert "cannot move mails (no MOVE): they stay where they are" in caplog.text
    assert "UID MOVE" not in imap_script.verbs()
    assert "UID COPY" not in imap_script.verbs()


def test_a_server_that_says_goodbye_is_connected_to_again(
    sqlite_db: Database, imap_script: ImapScript, caplog: pytest.LogCaptureFixture
) -> None:
    imap_script.capability += " IDLE"
    imap_script.says_goodbye = True
    with listening(sqlite_db, scripted(imap_script)) as one:
        until(lambda: one.problem)
        imap_script.mails = {1: mail(1)}
        until(lambda: subjects(sqlite_db) == ["order 1"])
        until(lambda: one.problem is None)
    # Which of the three is seen hangs on where the client stands when the server goes.
    assert re.search("said goodbye|closed the connection|hung up", caplog.text)


def test_no_command_is_longer_than_servers_must_read(imap_script: ImapScript) -> None:
    imap_script.mails = {4_000_000_000 + number: mail(number) for number in range(1_200)}
    link = ImapLink(scripted(imap_script), now=NOW)
    uids = link.newer_than(0)
    assert len(link.arrivals(uids)) == 1_200
    assert len(list(link.fetch(uids[:500]))) == 500
    link.mark(uids[:500])
    link.close(politely=True)
    assert "UID STORE" in imap_script.verbs()
