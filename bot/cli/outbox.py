"""`jiedan outbox`: what goes out, and a second try at what failed."""

from datetime import tzinfo
from typing import TYPE_CHECKING, Any

import click

from bot.cli.session import Session, json_option, limit_option, pass_session
from bot.cli.terminal import block, fields, iso, moment, print_json, table

if TYPE_CHECKING:
    from store.outbox import OutboxItem, OutboxState

STATES = ("queued", "sending", "sent", "failed")


@click.group()
def outbox() -> None:
    """What goes out: list, show, retry."""


@outbox.command("list")
@click.option("--state", type=click.Choice(STATES), help="Only messages in this state.")
@limit_option
@json_option
@pass_session
def list_outbox(session: Session, state: "OutboxState | None", limit: int, *, as_json: bool) -> None:
    """List the messages that go out, the newest first."""
    from store import scripts

    with session.read() as tx:
        found = scripts.outbox_json(tx, state=state, limit=limit, zone=session.zone)
    if as_json:
        print_json(found)
    elif found:
        names = ("channel", "state", "to", "kind", "order_no", "reason")
        rows = [(x["id"], moment(x["at"], session.zone), *(x[name] for name in names)) for x in found]
        click.echo(table(("ID", "AT", "CHANNEL", "STATE", "TO", "KIND", "ORDER", "REASON"), rows))


@outbox.command()
@click.argument("message_id", metavar="ID", type=int)
@json_option
@pass_session
def show(session: Session, message_id: int, *, as_json: bool) -> None:
    """Show message ID as it goes out, and what became of it."""
    from store import outbox as kept

    with session.read() as tx:
        item = kept.get(tx, message_id)
    if item is None:
        raise click.ClickException(f"there is no message {message_id} in the outbox")
    if as_json:
        print_json(_json(item, session.zone))
    else:
        click.echo(_told(item, session.zone))


@outbox.command()
@click.argument("message_id", metavar="ID", type=int)
@pass_session
def retry(session: Session, message_id: int) -> None:
    """Send message ID again, at once."""
    from store import outbox as kept

    with session.database.begin() as tx:
        item = kept.get(tx, message_id)
        again = kept.retry(tx, message_id, session.now())
    if item is None:
        raise click.ClickException(f"there is no message {message_id} in the outbox")
    if not again:
        raise click.ClickException(
            f"message {message_id} is {item.state}; only a failed one can be tried again"
        )
    click.echo(f"message {message_id} will be sent again")


def _told(item: "OutboxItem", zone: tzinfo) -> str:
    head = fields(
        [
            ("message", item.id),
            ("channel", item.channel),
            ("kind", item.kind),
            ("queued", moment(item.queued_at, zone)),
            ("to", item.to),
            ("cc", ", ".join(item.cc)),
            ("subject", item.subject),
            ("order", item.order_no),
            ("answers message", item.inbox_id),
            ("state", f"{item.state} ({item.attempts} attempts)" if item.attempts > 1 else item.state),
            ("next attempt", moment(item.due_at, zone) if item.state in {"queued", "sending"} else ""),
            ("sent", moment(item.sent_at, zone)),
            ("receipt", item.receipt),
            ("reason", item.reason),
            ("buttons", ", ".join(label for label, _ in item.buttons)),
        ]
    )
    return f"{head}\n\n{block(item.text.rstrip())}"


def _json(item: "OutboxItem", zone: tzinfo) -> dict[str, Any]:
    return {
        "id": item.id,
        "channel": item.channel,
        "state": item.state,
        "at": iso(item.sent_at or item.queued_at, zone),
        "due_at": iso(item.due_at, zone),
        "sent_at": iso(item.sent_at, zone),
        "to": item.to,
        "cc": list(item.cc),
        "kind": item.kind,
        "language": item.language,
        "subject": item.subject,
        "text": item.text,
        "buttons": [label for label, _ in item.buttons],
        "conversation": item.conversation,
        "order_no": item.order_no,
        "inbox_id": item.inbox_id,
        "attempts": item.attempts,
        "receipt": item.receipt,
        "reason": item.reason,
    }
