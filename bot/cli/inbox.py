"""`jiedan inbox`: what came in, and a second try at what failed."""

import json
import sys
from datetime import tzinfo
from typing import TYPE_CHECKING, Any

import click

from bot.cli.session import Session, json_option, limit_option, pass_session
from bot.cli.terminal import block, fields, iso, moment, print_json, table

if TYPE_CHECKING:
    from store.inbox import InboxItem, InboxState

STATES = ("new", "done", "failed")


@click.group()
def inbox() -> None:
    """What came in: list, show, retry."""


@inbox.command("list")
@click.option("--state", type=click.Choice(STATES), help="Only messages in this state.")
@limit_option
@json_option
@pass_session
def list_inbox(session: Session, state: "InboxState | None", limit: int, *, as_json: bool) -> None:
    """List the messages that came in, the newest first."""
    from store import scripts

    with session.read() as tx:
        found = scripts.inbox_json(tx, state=state, limit=limit, zone=session.zone)
    if as_json:
        print_json(found)
    elif found:
        names = ("channel", "state", "from", "outcome", "order_no", "reason")
        rows = [(x["id"], moment(x["at"], session.zone), *(x[name] for name in names)) for x in found]
        click.echo(table(("ID", "AT", "CHANNEL", "STATE", "FROM", "OUTCOME", "ORDER", "REASON"), rows))


@inbox.command()
@click.argument("message_id", metavar="ID", type=int)
@click.option("--raw", is_flag=True, help="Print the message's bytes as they came in.")
@json_option
@pass_session
def show(session: Session, message_id: int, *, raw: bool, as_json: bool) -> None:
    """Show message ID: who wrote what, and what became of it."""
    from store import inbox as kept

    with session.read() as tx:
        item = kept.get(tx, message_id)
        source = kept.raw(tx, message_id) if raw and item is not None else b""
    if item is None:
        raise click.ClickException(f"there is no message {message_id} in the inbox")
    if raw:
        sys.stdout.buffer.write(source)
    elif as_json:
        print_json(as_json_of(item, session.zone))
    else:
        click.echo(told(item, session.zone))


@inbox.command()
@click.argument("message_id", metavar="ID", type=int)
@pass_session
def retry(session: Session, message_id: int) -> None:
    """Read and decide message ID again, at once."""
    from store import inbox as kept

    with session.database.begin() as tx:
        item = kept.get(tx, message_id)
        again = kept.retry(tx, message_id, now=session.now())
    if item is None:
        raise click.ClickException(f"there is no message {message_id} in the inbox")
    if not again:
        raise click.ClickException(
            f"message {message_id} is {item.state}; only a failed one can be tried again"
        )
    click.echo(f"message {message_id} will be read again")


def told(item: "InboxItem", zone: tzinfo) -> str:
    """The message for an operator to read: its head, its text, what was read in it."""
    envelope = item.envelope
    head = fields(
        [
            ("message", item.id),
            ("channel", f"{envelope.channel} ({envelope.source})"),
            ("received", moment(envelope.received_at, zone)),
            ("from", f"{envelope.sender_address} {envelope.sender_name or ''}"),
            ("entered by", envelope.entered_by),
            ("sender proven", {True: "yes", False: "no", None: ""}[envelope.proven]),
            ("automated", envelope.automated),
            ("to", ", ".join(envelope.to)),
            ("subject", envelope.subject),
            ("attachments", ", ".join(f"{x.filename} ({x.size} bytes)" for x in envelope.attachments)),
            ("problems", "; ".join(envelope.problems)),
            ("state", f"{item.state} ({item.attempts} attempts)" if item.attempts > 1 else item.state),
            ("outcome", item.outcome),
            ("order", item.order_no),
            ("reason", item.reason),
        ]
    )
    parts = [head, block(envelope.text.rstrip())]
    if item.reading_json:
        parts.append("READING\n" + block(json.dumps(item.reading_json, ensure_ascii=False, indent=2)))
    return "\n\n".join(parts)


def as_json_of(item: "InboxItem", zone: tzinfo) -> dict[str, Any]:
    envelope = item.envelope
    return {
        "id": item.id,
        "channel": envelope.channel,
        "state": item.state,
        "at": iso(envelope.received_at, zone),
        "from": envelope.sender_address,
        "from_name": envelope.sender_name,
        "entered_by": envelope.entered_by,
        "proven": envelope.proven,
        "to": list(envelope.to),
        "subject": envelope.subject,
        "text": envelope.text,
        "attachments": [
            {"filename": x.filename, "content_type": x.content_type, "size": x.size}
            for x in envelope.attachments
        ],
        "problems": list(envelope.problems),
        "automated": envelope.automated,
        "conversation": envelope.conversation,
        "source": envelope.source,
        "message_id": envelope.message_id,
        "attempts": item.attempts,
        "outcome": item.outcome,
        "order_no": item.order_no,
        "reason": item.reason,
        "reading": item.reading_json,
    }
