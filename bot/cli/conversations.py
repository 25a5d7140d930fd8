"""`jiedan conversations`: a person takes a conversation over, writes in it, hands it back."""

import sys
from typing import TYPE_CHECKING

import click

from bot.cli.session import Session, json_option, operator_option, pass_session
from bot.cli.terminal import iso, moment, plain, print_json, table

if TYPE_CHECKING:
    from store.database import Tx


@click.group()
def conversations() -> None:
    """Take a conversation over, write in it, hand it back.

    CUSTOMER is a customer's code (all of that customer's conversations), or one conversation as `list` shows it.
    """


@conversations.command("list")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="At most so many.")
@json_option
@pass_session
def list_conversations(session: Session, limit: int, *, as_json: bool) -> None:
    """List the conversations, the one with the newest message first."""
    from store.conversations import listing

    with session.database.read() as tx:
        found = listing(tx, limit=limit)
    if as_json:
        print_json(
            [
                {
                    "conversation": x.key,
                    "channel": x.channel,
                    "customer": x.customer_code,
                    "name": x.name,
                    "last_message_at": iso(x.last_message_at, session.zone),
                    "taken_by": x.taken_by,
                    "taken_at": iso(x.taken_at, session.zone),
                }
                for x in found
            ]
        )
    elif found:
        columns = ("CONVERSATION", "CUSTOMER", "NAME", "LAST MESSAGE", "TAKEN BY")
        rows = [
            (x.key, x.customer_code, x.name, moment(x.last_message_at, session.zone), x.taken_by)
            for x in found
        ]
        click.echo(table(columns, rows))


@conversations.command()
@click.argument("customer")
@operator_option
@pass_session
def take(session: Session, customer: str, by: str) -> None:
    """Answer CUSTOMER yourself; the bot keeps silent there, and keeps what comes in."""
    from store import conversations as threads

    with session.database.begin() as tx:
        _must_exist(tx, customer)
        threads.take(tx, customer, by, session.now())
    click.echo(f"{plain(customer)} is taken by {plain(by)}")


@conversations.command()
@click.argument("customer")
@operator_option
@pass_session
def release(session: Session, customer: str, by: str) -> None:
    """Hand CUSTOMER back to the bot."""
    from store import conversations as threads

    with session.database.begin() as tx:
        _must_exist(tx, customer)
        released = threads.release(tx, customer)
    if not released:
        raise click.ClickException(f"{plain(customer)} is not taken")
    click.echo(f"{plain(customer)} is handed back to the bot by {plain(by)}")


@conversations.command()
@click.argument("customer")
@click.argument("text")
@operator_option
@pass_session
def say(session: Session, customer: str, text: str, by: str) -> None:
    """Write TEXT to CUSTOMER (`-` reads it from the standard input)."""
    from bot.desk import conversations as desk

    if text == "-":
        text = sys.stdin.buffer.read().decode("utf-8", "replace")
    if not text.strip():
        raise click.UsageError("TEXT is empty")
    with session.database.read() as tx:
        key = _newest(tx, customer)
    desk.say(session.database, key, text.strip(), by=by, now=session.now())
    click.echo(f"written to {plain(key)}")


def _must_exist(tx: "Tx", customer: str) -> None:
    from store import conversations as threads
    from store import customers

    if threads.get(tx, customer) is None and customers.get(tx, customer) is None:
        raise click.ClickException(f"there is no customer and no conversation {plain(customer)}")


def _newest(tx: "Tx", customer: str) -> str:
    """The conversation of this key, else the customer's one with the newest message."""
    from store import conversations as threads

    if threads.get(tx, customer) is not None:
        return customer
    _must_exist(tx, customer)
    found = threads.of_customer(tx, customer)
    if not found:
        raise click.ClickException(
            f"{plain(customer)} has not written yet: there is no conversation to write in"
        )
    return found[0].key
