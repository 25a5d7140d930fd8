"""`jiedan init`: writes a configuration by asking, and tests each connection as soon as it is told."""

import contextlib
import os
import tempfile
import tomllib
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import click

from bot.cli.checks import Check, database_check, mailbox_check, smtp_check, telegram_check
from bot.cli.config import DEFAULT_FILE, SECTIONS, ConfigError, DatabaseSettings, read
from bot.cli.doctor import run, tell
from bot.cli.example import render
from bot.cli.session import Session, pass_session
from bot.cli.terminal import say

TIMEOUT = 10.0
"""Seconds that each server gets to answer."""

TELEGRAM = "https://api.telegram.org"

Table = dict[str, Any]


@click.command()
@pass_session
def init(session: Session) -> None:
    """Write a configuration by asking, and test its connections.

    A secret may be given as env:NAME or file:/path; any other is written into the file, which then only you can read.
    """
    path = session.config_file or DEFAULT_FILE
    if path.exists() and not click.confirm(f"{path} is there already. Overwrite it?", default=False):
        raise click.ClickException(f"{path} was left as it is")
    _must_be_writable(path.parent)  # said before anybody has answered a page of questions
    values = _asked()
    read(values)  # what does not hold together is said before anything is written
    _write(path, render(values))
    click.echo(f"\nWritten to {path}, which only you can read. Next:")
    click.echo("  jiedan import catalog FILE.csv   your products; then customers and reps")
    click.echo("  jiedan doctor                    whether everything works")
    click.echo("  jiedan run                       start the bot")


def _asked() -> dict[str, Any]:
    values: dict[str, Any] = {"desk": _until_valid("desk", _desk)}
    values["database"] = _until_it_works("database", _database, _database_check)
    mailbox: Table = {}
    if click.confirm("Read orders from a mailbox?", default=True):
        mailbox = _until_it_works("mailbox", _mailbox, mailbox_check)
        values["mailbox"] = [mailbox]
    if click.confirm("Send answers by mail through an SMTP server?", default=bool(mailbox)):
        values["smtp"] = _until_it_works("smtp", lambda: _smtp(mailbox), smtp_check)
    if click.confirm("Take orders by Telegram?", default=False):
        values["telegram"] = _until_it_works("telegram", _telegram, telegram_check)
    values["web"] = _until_valid("web", _web)
    return values


def _desk() -> Table:
    return {
        "company": click.prompt("Your company's name, as your customers know it"),
        "zone": click.prompt("Your time zone", default="Asia/Shanghai"),
        "language": click.prompt(
            "The language for customers who show none", default="zh", type=click.Choice(["zh", "en"])
        ),
    }


def _database() -> Table:
    return {
        "url": click.prompt(
            "Where to keep everything (sqlite:///FILE or postgresql://…)", default="sqlite:///var/jiedan.db"
        )
    }


def _mailbox() -> Table:
    user = click.prompt("The mailbox's address")
    known = _provider(user)
    if known["hint"]:
        say(known["hint"])
    host, port = _host_and_port("Its IMAP server", known["imap"], 993)
    table: Table = {"host": host, "port": port, "user": user}
    security = _security("mailbox", port, {993: "tls", 143: "starttls"})
    return table | security | {"password": _secret("Its password")}


def _smtp(mailbox: Table) -> Table:
    address = click.prompt("The address that answers come from", default=mailbox.get("user"))
    host, port = _host_and_port("Its SMTP server", _provider(address)["smtp"], 465)
    table: Table = {"host": host, "port": port, "from_address": address}
    table |= _security("smtp", port, {465: "tls", 587: "starttls", 25: "plain"})
    if not click.confirm("Does it want a user and a password?", default=True):
        return table
    user = click.prompt("The user to sign in as", default=mailbox.get("user", address))
    same = user == mailbox.get("user") and click.confirm("The mailbox's password?", default=True)
    return table | {"user": user, "password": mailbox["password"] if same else _secret("The password")}


def _telegram() -> Table:
    table: Table = {"token": _secret("The bot's token, from @BotFather")}
    server = click.prompt("The Bot API server", default=TELEGRAM)
    return table if server == TELEGRAM else table | {"api_url": server}


def _web() -> Table:
    told = click.prompt(
        "The address by which customers reach the chat page, https://… (empty: this machine only)",
        default="",
        show_default=False,
    )
    return {"public_url": told} if told else {}


def _database_check(settings: DatabaseSettings, *, timeout: float) -> Check:
    return database_check(settings.url.get_secret_value(), timeout=timeout)


def _security(section: str, port: int, usual: dict[int, str]) -> Table:
    if port in usual:
        return {"security": usual[port]}
    kinds = click.Choice(["tls", "starttls", "plain"])
    return {"security": click.prompt(f"The security of the {section}'s link", default="tls", type=kinds)}


def _secret(question: str) -> str:
    return str(click.prompt(f"{question} (or env:NAME, or file:/path)", hide_input=True))


def _host_and_port(question: str, known: str, usual: int) -> tuple[str, int]:
    while True:
        told = click.prompt(f"{question} (host, or host:port)", default=known or None)
        host, _, port = str(told).rpartition(":") if ":" in str(told) else (str(told), "", str(usual))
        if host and port.isdecimal() and 0 < int(port) < 65536:
            return host, int(port)
        say(f"{told}: write HOST or HOST:PORT, with a port from 1 to 65535")


def _provider(address: str) -> dict[str, str]:
    domain = address.rpartition("@")[2].casefold()
    table = tomllib.loads(files("bot.cli").joinpath("providers.toml").read_text("utf-8"))
    for provider in table["provider"]:
        if domain in provider["domains"]:
            return dict(provider)
    return {"imap": f"imap.{domain}:993", "smtp": f"smtp.{domain}:465", "hint": ""}


def _until_valid(name: str, ask: Callable[[], Table]) -> Table:
    while True:
        table = ask()
        try:
            read({name: table})
        except ConfigError as error:
            say(str(error))
        else:
            return table


def _until_it_works(name: str, ask: Callable[[], Table], check: Callable[..., Check]) -> Table:
    """The table of a section once what it names answers, or once it is to be kept all the same."""
    while True:
        table = ask()
        try:
            told = read({name: [table] if SECTIONS[name].many else table}).tables[name]
        except ConfigError as error:
            say(str(error))
            continue
        settings = told[0] if SECTIONS[name].many else told
        finding = run(check(settings, timeout=TIMEOUT))
        tell(finding)
        if finding.well or click.confirm("Keep these settings all the same?", default=False):
            return table


def _must_be_writable(directory: Path) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=directory):
        pass


def _write(path: Path, text: str) -> None:
    """All of it or nothing, and at no moment readable by others."""
    descriptor, unfinished = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mode 600
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        Path(unfinished).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(unfinished).unlink()
        raise
