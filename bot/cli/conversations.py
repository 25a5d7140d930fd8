"""`jiedan conversations`: a person takes a conversation over, writes in it, hands it back."""

import sys

import click

from bot.cli.session import Session, json_option, operator_option, pass_session
from bot.cli.terminal import iso, moment, plain, print_json, table


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
    from bot.desk.conversations import waiting
    from store.conversations import listing

    with session.read() as tx:
        found = listing(tx, limit=limit)
        left = {x.key: len(waiting(tx, x.key)) for x in found}
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
                    "waiting": left[x.key],
                }
                for x in found
            ]
        )
    elif found:
        columns = ("CONVERSATION", "CUSTOMER", "NAME", "LAST MESSAGE", "TAKEN BY", "WAITING")
        rows = [
            (
                x.key,
                x.customer_code,
                x.name,
                moment(x.last_message_at, session.zone),
                x.taken_by,
                left[x.key] or None,
            )
            for x in found
        ]
        click.echo(table(columns, rows))


@conversations.command()
@click.argument("customer")
@operator_option
@pass_session
def take(session: Session, customer: str, by: str) -> None:
    """Answer CUSTOMER yourself; the bot keeps silent there, and keeps what comes in."""
    from bot.desk import conversations as desk

    desk.take(session.database, customer, by=by, now=session.now())
    click.echo(f"{plain(customer)} is taken by {plain(by)}")


@conversations.command()
@click.argument("customer")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="At most so many.")
@json_option
@pass_session
def show(session: Session, customer: str, limit: int, *, as_json: bool) -> None:
    """Show what was said with CUSTOMER, the oldest first, and what still waits there."""
    from bot.desk.conversations import said, waiting

    with session.read() as tx:
        found = said(tx, customer, limit=limit)
        left = {one.item.id: one.review.id for one in waiting(tx, customer)}
    if as_json:
        print_json(
            [
                {
                    "at": iso(x.at, session.zone),
                    "direction": x.direction,
                    "channel": x.channel,
                    "id": x.id,
                    "by": x.by,
                    "text": x.text,
                    "waits_in_review": left.get(x.id) if x.direction == "in" else None,
                }
                for x in found
            ]
        )
        return
    for x in found:
        waits = left.get(x.id) if x.direction == "in" else None
        head = (
            f"{'>>' if x.direction == 'in' else '<<'} {moment(x.at, session.zone)} {x.channel} {plain(x.by)}"
        )
        click.echo(f"{head}{f'  [waits in review {waits}]' if waits else ''}")
        click.echo("\n".join(f"   {plain(line)}" for line in x.text.splitlines()) + "\n")


@conversations.command()
@click.argument("customer")
@click.option("--answer", is_flag=True, help="The bot answers what came in meanwhile.")
@click.option("--done", is_flag=True, help="You have seen to what came in meanwhile; nothing is said to it.")
@operator_option
@pass_session
def release(session: Session, customer: str, by: str, *, answer: bool, done: bool) -> None:
    """Hand CUSTOMER back to the bot; what came in meanwhile waits in `review list`, unless an option says otherwise."""
    from bot.desk import conversations as desk

    if answer and done:
        raise click.UsageError("--answer or --done, not both")
    left = desk.release(session.database, customer, by=by, now=session.now(), done=done)
    click.echo(f"{plain(customer)} is handed back to the bot by {plain(by)}")
    if answer:
        waits = desk.answer(session.database, left, desk=session.desk, by=by, now=session.now())
        click.echo(f"{len(left) - waits} of {len(left)} messages are dealt with")
        return
    for one in left:
        words = " ".join(one.item.envelope.text.split())[:60]
        click.echo(f"waits in review {one.review.id}: {plain(words)}")


@conversations.command()
@click.argument("customer")
@click.argument("text")
@operator_option
@pass_session
def say(session: Session, customer: str, text: str, by: str) -> None:
    """Write TEXT to CUSTOMER (`-` reads it from the standard input), where they wrote last."""
    from bot.desk import conversations as desk

    if text == "-":
        text = sys.stdin.buffer.read().decode("utf-8", "replace")
    if not text.strip():
        raise click.UsageError("TEXT is empty")
    number = desk.say(session.database, customer, text, by=by, now=session.now())
    click.echo(f"written to {plain(customer)}: message {number} of the outbox")
