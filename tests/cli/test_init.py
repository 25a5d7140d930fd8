"""`jiedan init`: asks, tests what it is told against real servers, and writes a file that only its owner reads."""

import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.config import Config, load
from bot.cli.main import jiedan
from tests.servers.botapi import TOKEN, BotApi
from tests.servers.dovecot import PASSWORD
from tests.servers.fixtures_mail import Mailbox
from tests.servers.smtp import SmtpServer

pytestmark = pytest.mark.usefixtures("here")

# What is asked first: company, time zone, language, database (Enter takes what is proposed).
COMPANY = ("恒通商贸", "", "", "")
NO_MAILBOX, NO_SMTP, NO_TELEGRAM, THIS_MACHINE = "n", "n", "n", ""
CONFIG = Path("config.toml")


def answered(*answers: str) -> Result:
    return CliRunner().invoke(jiedan, ["init"], input="\n".join(answers) + "\n")


def written(*answers: str) -> Config:
    result = answered(*answers)
    assert result.exit_code == 0, result.output
    assert stat.S_IMODE(CONFIG.stat().st_mode) == 0o600
    config = load(CONFIG)
    assert config.warnings == ()
    return config


def test_everything_is_asked_tested_and_written(
    mailbox: Mailbox, smtp_server: SmtpServer, botapi: BotApi
) -> None:
    result = answered(
        *COMPANY,
        *("", mailbox.address, f"127.0.0.1:{mailbox.server.port}", "plain", PASSWORD),
        *("", mailbox.address, f"127.0.0.1:{smtp_server.port}", "plain", "n"),
        *("y", TOKEN, botapi.url),
        "https://orders.hengtong.example.cn",
    )
    assert result.exit_code == 0, result.output
    assert "Keep these settings" not in result.output
    checked = [line.split()[:2] for line in result.stdout.splitlines() if line.startswith(("ok ", "WRONG"))]
    assert checked == [["ok", "database"], ["ok", "mailbox"], ["ok", "smtp"], ["ok", "telegram"]]
    assert PASSWORD not in result.stdout.split()
    assert TOKEN not in result.output
    assert stat.S_IMODE(CONFIG.stat().st_mode) == 0o600
    config = load(CONFIG)
    assert (config.desk.company, config.desk.zone, config.desk.language) == (
        "恒通商贸",
        "Asia/Shanghai",
        "zh",
    )
    (box,) = config.mailbox
    assert (box.host, box.port, box.security, box.own_address) == (
        "127.0.0.1",
        mailbox.server.port,
        "plain",
        mailbox.address,
    )
    assert config.smtp is not None
    assert (config.smtp.from_address, config.smtp.user) == (mailbox.address, None)
    assert config.telegram is not None
    assert config.telegram.api_url == botapi.url
    assert config.web.public_url == "https://orders.hengtong.example.cn"
    assert smtp_server.mails == []
    assert "deleteWebhook" not in [name for name, _ in botapi.calls]


def test_nothing_but_the_company_is_needed() -> None:
    config = written(*COMPANY, NO_MAILBOX, NO_SMTP, NO_TELEGRAM, THIS_MACHINE)
    assert (config.mailbox, config.smtp, config.telegram, config.web.public_url) == ((), None, None, None)
    assert config.database_url == "sqlite:///var/jiedan.db"
    assert not Path("var").exists()


def test_a_secret_may_stay_where_it_is(mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAIL_PASSWORD", PASSWORD)
    config = written(
        *COMPANY,
        *("", mailbox.address, f"127.0.0.1:{mailbox.server.port}", "plain", "env:MAIL_PASSWORD"),
        *(NO_SMTP, NO_TELEGRAM, THIS_MACHINE),
    )
    assert 'password = "env:MAIL_PASSWORD"' in CONFIG.read_text("utf-8")
    assert config.mailbox[0].password is not None
    assert config.mailbox[0].password.get_secret_value() == PASSWORD


def test_what_does_not_work_is_asked_again_unless_it_is_kept(mailbox: Mailbox) -> None:
    server = f"127.0.0.1:{mailbox.server.port}"
    result = answered(
        *COMPANY,
        *("", mailbox.address, server, "plain", "wrong"),
        "n",
        *(mailbox.address, server, "plain", PASSWORD),
        *("", mailbox.address, "127.0.0.1:1", "plain", "", "", ""),
        "y",
        *(NO_TELEGRAM, THIS_MACHINE),
    )
    assert result.exit_code == 0, result.output
    checked = [line.split()[:2] for line in result.stdout.splitlines() if line.startswith(("ok ", "WRONG"))]
    assert checked == [["ok", "database"], ["WRONG", "mailbox"], ["ok", "mailbox"], ["WRONG", "smtp"]]
    config = load(CONFIG)
    assert config.mailbox[0].password is not None
    assert config.mailbox[0].password.get_secret_value() == PASSWORD
    assert config.smtp is not None
    assert config.smtp.user == mailbox.address
    assert config.smtp.password == config.mailbox[0].password


def test_what_is_not_allowed_is_said_and_asked_again() -> None:
    config = written(
        *("恒通商贸", "Mars/Base", "zh"),
        *("恒通商贸", "Asia/Shanghai", "en"),
        *("mysql://x", "sqlite:///books/jiedan.db"),
        *(NO_MAILBOX, NO_SMTP, NO_TELEGRAM, "orders.example.cn", "https://orders.example.cn"),
    )
    assert (config.desk.language, config.database_url) == ("en", "sqlite:///books/jiedan.db")


def test_a_file_is_never_overwritten_unasked() -> None:
    CONFIG.write_text('[desk]\ncompany = "甲"\n', "utf-8")
    kept = answered("n")
    assert (kept.exit_code, kept.stderr) == (1, "Error: config.toml was left as it is\n")
    assert load(CONFIG).desk.company == "甲"
    assert answered("").exit_code == 1
    assert written("y", *COMPANY, NO_MAILBOX, NO_SMTP, NO_TELEGRAM, THIS_MACHINE).desk.company == "恒通商贸"


def test_an_answer_that_ends_too_soon_leaves_nothing_behind() -> None:
    result = answered("恒通商贸")
    assert result.exit_code == 1
    assert "Aborted" in result.stderr
    assert not CONFIG.exists()


def test_the_servers_of_a_known_provider_are_proposed_with_what_newcomers_stumble_over() -> None:
    result = answered(*COMPANY, "y", "orders@163.com")
    assert "imap.163.com:993" in result.output
    assert "客户端授权密码" in result.output
    other = answered(*COMPANY, "y", "orders@hengtong.example.cn")
    assert "imap.hengtong.example.cn:993" in other.output


def test_a_place_that_cannot_be_written_is_said_before_anything_is_asked() -> None:
    Path("taken").write_text("a file where a directory should be")
    result = CliRunner().invoke(jiedan, ["--config", "taken/config.toml", "init"])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == "Error: taken: file exists\n"
