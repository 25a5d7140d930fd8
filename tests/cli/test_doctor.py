"""`jiedan doctor`: one line for each thing, what is wrong and how to mend it; it changes nothing anywhere."""

import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.main import jiedan
from tests.cli.shop import Shop
from tests.servers.botapi import TOKEN, BotApi
from tests.servers.dovecot import PASSWORD
from tests.servers.fixtures_mail import Mailbox
from tests.servers.proxy import Proxy
from tests.servers.smtp import SmtpServer

CONFIG = """
[[mailbox]]
host = "127.0.0.1"
port = {imap}
security = "plain"
user = "{address}"
password = "{password}"
[smtp]
host = "127.0.0.1"
port = {smtp}
security = "plain"
from_address = "{address}"
[telegram]
token = "{token}"
api_url = "{api}"
"""
NOBODY = 1
"""A port on which nobody listens."""


def configured(shop: Shop, **told: object) -> None:
    file = shop.directory / "config.toml"
    file.write_text(file.read_text("utf-8") + CONFIG.format(**told), "utf-8")


def examined(*arguments: str) -> Result:
    return CliRunner().invoke(jiedan, ["doctor", *arguments])


def told(result: Result) -> dict[str, tuple[str, str]]:
    """Of each line that was printed the mark and the words, by what was looked at."""
    lines = {}
    for line in result.stdout.splitlines():
        mark, rest = line[:5].strip(), line[7:]
        what, _, words = rest.partition("  ")
        lines[what] = (mark, words.strip())
    return lines


def test_all_is_well_with_real_servers(
    each_shop: Shop, mailbox: Mailbox, smtp_server: SmtpServer, botapi: BotApi
) -> None:
    mailbox.deliver(b"Subject: hello\r\n\r\nhello\r\n")
    configured(
        each_shop,
        imap=mailbox.server.port,
        address=mailbox.address,
        password=PASSWORD,
        smtp=smtp_server.port,
        token=TOKEN,
        api=botapi.url,
    )
    result = examined()
    assert result.exit_code == 0, result.output
    lines = told(result)
    assert list(lines) == [
        "configuration",
        "database",
        "catalog",
        f"mailbox {mailbox.address}",
        "smtp",
        "telegram",
    ]
    assert {mark for mark, _ in lines.values()} == {"ok"}
    assert lines["catalog"][1] == "7 products, 3 customers, 2 reps"
    assert "tables up to date" in lines["database"][1]
    assert "1 mails" in lines[f"mailbox {mailbox.address}"][1]
    assert "Jiedan_Test_bot" in lines["telegram"][1]
    for secret in (PASSWORD, TOKEN):
        assert secret not in result.stdout.split()
    with mailbox.server.login(mailbox.address) as other:
        assert [data[b"FLAGS"] for data in other.fetch(other.search(), ["FLAGS"]).values()] in (
            [()],
            [(b"\\Recent",)],
        )
    assert smtp_server.mails == []
    assert [name for name, _ in botapi.calls if name.lower() != "getme"] == []


def test_each_thing_that_is_wrong_is_one_line_with_its_remedy(shop: Shop, mailbox: Mailbox) -> None:
    configured(
        shop,
        imap=mailbox.server.port,
        address=mailbox.address,
        password="wr0ng-pass",
        smtp=NOBODY,
        token="123:AA-not-a-bot",
        api=f"http://127.0.0.1:{NOBODY}",
    )
    result = examined("--timeout", "5")
    assert result.exit_code == 1
    lines = told(result)
    assert {what: mark for what, (mark, _) in lines.items()} == {
        "configuration": "ok",
        "database": "ok",
        "catalog": "ok",
        f"mailbox {mailbox.address}": "WRONG",
        "smtp": "WRONG",
        "telegram": "WRONG",
    }
    assert "password and folder of this [[mailbox]]" in lines[f"mailbox {mailbox.address}"][1]
    assert "password of [smtp]" in lines["smtp"][1]
    assert "@BotFather" in lines["telegram"][1]
    for secret in ("wr0ng-pass", "123:AA-not-a-bot"):
        assert secret not in result.output


def test_a_server_that_says_nothing_costs_the_timeout_and_no_more(
    shop: Shop, imap_proxy: Proxy, smtp_server: SmtpServer, botapi: BotApi
) -> None:
    imap_proxy.black_hole()
    configured(
        shop,
        imap=imap_proxy.port,
        address="orders@hengtong.example.cn",
        password=PASSWORD,
        smtp=smtp_server.port,
        token=TOKEN,
        api=botapi.url,
    )
    lines = told(examined("--timeout", "0.5"))
    assert lines["mailbox orders@hengtong.example.cn"][0] == "WRONG"
    assert (lines["smtp"][0], lines["telegram"][0]) == ("ok", "ok")


def test_json_says_the_same_to_a_script(shop: Shop) -> None:
    found = json.loads(examined("--json").stdout)
    assert [(row["check"], row["ok"], row["mend"]) for row in found] == [
        ("configuration", True, None),
        ("database", True, None),
        ("catalog", True, None),
        ("outgoing mail", True, None),
    ]


def test_a_newcomer_without_anything_is_told_what_comes_first_and_nothing_is_made(here: Path) -> None:
    result = examined()
    assert result.exit_code == 1
    lines = told(result)
    assert lines["configuration"] == ("ok", "the embedded default (no config.toml here)")
    assert lines["database"][0] == "ok"
    assert lines["catalog"] == (
        "WRONG",
        "0 products, 0 customers, 0 reps; import your products: jiedan import catalog FILE.csv",
    )
    assert list(here.iterdir()) == []


def test_each_mistake_of_the_configuration_is_a_line(here: Path) -> None:
    Path("config.toml").write_text('[desk]\nlanguage = "fr"\n[smpt]\n', "utf-8")
    result = examined("--json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert [row["ok"] for row in found] == [False, False]
    assert {row["mend"] for row in found} == {"see config.example.toml"}
    assert "did you mean smtp?" in found[0]["said"]


@pytest.mark.parametrize(
    "url", ["sqlite:////dev/null/jiedan.db", f"postgresql://u:hunter2@127.0.0.1:{NOBODY}/d"]
)
def test_a_database_that_cannot_be_had_is_wrong_and_so_is_the_catalog_in_it(here: Path, url: str) -> None:
    Path("config.toml").write_text(f'[database]\nurl = "{url}"\n', "utf-8")
    result = examined("--timeout", "2")
    assert result.exit_code == 1
    lines = told(result)
    assert (lines["database"][0], lines["catalog"][0]) == ("WRONG", "WRONG")
    assert "hunter2" not in result.output


def test_a_database_in_which_somebody_writes_for_long_is_not_taken_for_a_broken_one(shop: Shop) -> None:
    writer = sqlite3.connect(shop.directory / "var" / "jiedan.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    mark, words = told(examined("--timeout", "0.3"))["database"]
    writer.close()
    assert mark == "WRONG"
    assert "look at what writes" in words


def test_a_directory_that_cannot_be_written_for_outgoing_mail_is_said(shop: Shop) -> None:
    (shop.directory / "taken").write_text("a file where a directory should be")
    file = shop.directory / "config.toml"
    file.write_text(file.read_text("utf-8") + '[maildir]\ndirectory = "taken"\n', "utf-8")
    mark, words = told(examined())["outgoing mail"]
    assert mark == "WRONG"
    assert "taken" in words


def test_a_drop_folder_that_cannot_be_used_is_said(shop: Shop) -> None:
    (shop.directory / "taken").write_text("a file where a directory should be")
    file = shop.directory / "config.toml"
    begun = file.read_text("utf-8")
    for directory, mark in (("taken", "WRONG"), ("drop", "ok")):
        file.write_text(f'{begun}[drop]\ndirectory = "{directory}"\n', "utf-8")
        assert told(examined())["drop folder"][0] == mark
