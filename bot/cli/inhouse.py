"""What the company keeps to itself about orders: in whose hands they are, and breaches of the rules."""

from typing import TYPE_CHECKING

import click

from bot.cli.session import Session, json_option, moves_order, pass_session, reason_option
from bot.cli.terminal import moment, plain, print_json, table, who

if TYPE_CHECKING:
    from bot.desk.progress import BreachStep


@click.command()
@click.option(
    "--to",
    "names",
    metavar="NAME",
    multiple=True,
    help="A person or department of the configuration; once for each.",
)
@click.option("--nobody", is_flag=True, help="In nobody's hands.")
@reason_option
@moves_order
def assign(
    session: Session, order_no: str, names: tuple[str, ...], reason: str | None, by: str, *, nobody: bool
) -> None:
    """Say in whose hands ORDER_NO is from now on."""
    from bot.desk import progress

    if bool(names) == nobody:
        raise click.UsageError("say --to NAME, once for each, or --nobody")
    known = session.staff.names
    for name in names:
        if name not in known:
            raise click.ClickException(
                f"there is nobody and no department {plain(name)}; there are: {', '.join(known) or 'none'}"
            )
    order = progress.assign(session.database, order_no, to=names, reason=reason, **session.hand(by))
    click.echo(f"{order.order_no} in the hands of {', '.join(order.assigned) or 'nobody'}")


@click.command()
@click.option(
    "--step",
    type=click.Choice(("report", "investigate", "correct", "close")),
    required=True,
    metavar="STEP",
    help="report (stops the order), investigate, correct, close.",
)
@click.option(
    "--text", required=True, help="What happened, what was found, what is done about it, how it ended."
)
@moves_order
def breach(session: Session, order_no: str, step: "BreachStep", text: str, by: str) -> None:
    """Record one STEP of dealing with a breach of the rules about ORDER_NO; the customer is not told."""
    from bot.desk import progress

    order = progress.breach(session.database, order_no, step=step, text=text, **session.hand(by))
    click.echo(f"{order.order_no} {order.status}, breach {order.breach or 'closed'}")


@click.command()
@json_option
@pass_session
def breaches(session: Session, *, as_json: bool) -> None:
    """List the orders with a breach of the rules that is not closed, the oldest first."""
    from store import orders as kept
    from store import scripts

    with session.read() as tx:
        found = [scripts.order_json(tx, one.order_no, zone=session.zone) for one in kept.breached(tx)]
    orders_found = [one for one in found if one is not None]
    if as_json:
        print_json(orders_found)
    elif orders_found:
        rows = []
        for order in orders_found:
            steps = [event for event in order["history"] if event["event"].startswith("breach_")]
            since = next(event for event in reversed(steps) if event["event"] == "breach_reported")
            rows.append(
                (
                    order["order_no"],
                    order["status"],
                    order["breach"],
                    who(order["customer"]),
                    moment(since["at"], session.zone),
                    since["by"],
                    since["reason"],
                )
            )
        click.echo(table(("ORDER", "STATE", "BREACH", "CUSTOMER", "SINCE", "BY", "WHY"), rows))


INHOUSE: tuple[click.Command, ...] = (assign, breach, breaches)
"""These belong to `jiedan orders`."""
