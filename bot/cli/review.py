"""`jiedan review`: the readings that wait for an operator's word."""

from typing import TYPE_CHECKING, Any, Literal

import click

from bot.cli import inbox
from bot.cli.session import Session, json_option, operator_option, pass_session
from bot.cli.terminal import fields, iso, moment, print_json, table

if TYPE_CHECKING:
    from store.inbox import InboxItem
    from store.reviews import Review, ReviewState

STATES = ("open", "accepted", "rejected", "all")


@click.group()
def review() -> None:
    """Decide the readings that wait for an operator."""


@review.command("list")
@click.option("--state", type=click.Choice(STATES), default="open", show_default=True, help="Which of them.")
@click.option("--limit", type=click.IntRange(min=1), default=200, show_default=True, help="At most so many.")
@json_option
@pass_session
def list_reviews(
    session: Session, state: "ReviewState | Literal['all']", limit: int, *, as_json: bool
) -> None:
    """List what waits for an operator, the oldest first."""
    from store import inbox as kept
    from store import reviews

    with session.read() as tx:
        found = [
            (x, kept.get(tx, x.inbox_id) if x.inbox_id is not None else None)
            for x in reviews.listing(tx, state=None if state == "all" else state, limit=limit)
        ]
    if as_json:
        print_json([_json(x, item, session) for x, item in found])
    elif found:
        columns = ("ID", "SINCE", "DUE", "STATE", "MESSAGE", "ORDER", "FROM", "WHY")
        rows = [
            (
                x.id,
                moment(x.opened_at, session.zone),
                _due(x, session),
                x.state,
                x.inbox_id,
                x.order_no,
                item.envelope.sender_address if item else "",
                x.reason,
            )
            for x, item in found
        ]
        click.echo(table(columns, rows))


@review.command()
@click.argument("review_id", metavar="ID", type=int)
@json_option
@pass_session
def show(session: Session, review_id: int, *, as_json: bool) -> None:
    """Show review ID: the message, what was read in it, and why it waits."""
    from store import inbox as kept
    from store import reviews

    with session.read() as tx:
        found = reviews.get(tx, review_id)
        item = kept.get(tx, found.inbox_id) if found is not None and found.inbox_id is not None else None
    if found is None:
        raise click.ClickException(f"there is no review {review_id}")
    if as_json:
        told = _json(found, item, session)
        print_json(told | {"message": inbox.as_json_of(item, session.zone) if item else None})
        return
    click.echo(
        fields(
            [
                ("review", found.id),
                ("since", moment(found.opened_at, session.zone)),
                ("due", _due(found, session)),
                ("state", found.state),
                ("why", found.reason),
                ("order", found.order_no),
                ("decided by", found.decided_by),
                ("decided", moment(found.decided_at, session.zone)),
            ]
        )
    )
    if item is not None:
        click.echo("\n" + inbox.told(item, session.zone))


@review.command()
@click.argument("review_id", metavar="ID", type=int)
@operator_option
@pass_session
def accept(session: Session, review_id: int, by: str) -> None:
    """Do what was read in the message of review ID; what is missing in it is asked of the customer."""
    from bot.desk import reviews

    order = reviews.accept(session.database, review_id, desk=session.desk, by=by, now=session.now())
    click.echo(f"review {review_id} is accepted{f': {order.order_no} {order.status}' if order else ''}")


@review.command()
@click.argument("review_id", metavar="ID", type=int)
@operator_option
@pass_session
def reject(session: Session, review_id: int, by: str) -> None:
    """Do nothing about the message of review ID; who waits to hear what became of an order is told."""
    from bot.desk import reviews

    reviews.reject(session.database, review_id, desk=session.desk, by=by, now=session.now())
    click.echo(f"review {review_id} is rejected")


def _due(found: "Review", session: Session) -> str:
    due = moment(found.due_at, session.zone)
    return f"{due} OVERDUE" if found.overdue(session.now()) else due


def _json(found: "Review", item: "InboxItem | None", session: Session) -> dict[str, Any]:
    return {
        "id": found.id,
        "state": found.state,
        "at": iso(found.opened_at, session.zone),
        "due_at": iso(found.due_at, session.zone),
        "overdue": found.overdue(session.now()),
        "kind": found.kind,
        "reason": found.reason,
        "inbox_id": found.inbox_id,
        "order_no": found.order_no,
        "channel": item.envelope.channel if item else None,
        "from": item.envelope.sender_address if item else None,
        "decided_by": found.decided_by,
        "decided_at": iso(found.decided_at, session.zone),
    }
