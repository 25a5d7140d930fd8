"""`jiedan news`: of which stages of their orders a customer wants to hear."""

import click

from bot.cli.orders import STATES
from bot.cli.session import Session, json_option, operator_option, pass_session
from bot.cli.terminal import iso, moment, plain, print_json, table


@click.group()
def news() -> None:
    """Of which stages of their orders customers want to hear: list it, set it, reset it."""


@news.command("list")
@json_option
@pass_session
def list_wishes(session: Session, *, as_json: bool) -> None:
    """List the customers who want to hear of other stages than all."""
    from store import wishes

    with session.read() as tx:
        found = wishes.listing(tx)
    if as_json:
        print_json(
            [
                {"who": x.who, "stages": list(x.stages), "by": x.by, "at": iso(x.at, session.zone)}
                for x in found
            ]
        )
    elif found:
        rows = [(x.who, " ".join(x.stages) or "none", x.by, moment(x.at, session.zone)) for x in found]
        click.echo(table(("CUSTOMER", "STAGES", "BY", "SINCE"), rows))


@news.command("set")
@click.argument("customer", metavar="CODE")
@click.argument("stages", nargs=-1, type=click.Choice(STATES), metavar="[STAGE]...")
@operator_option
@pass_session
def set_wish(session: Session, customer: str, stages: tuple[str, ...], by: str) -> None:
    """Tell the customer CODE only of these stages of their orders; without any, of none.

    That an order is cancelled, on hold or late, or needs an answer, is told all the same.
    """
    from store import customers, wishes

    with session.database.begin() as tx:
        if customers.get(tx, customer) is None:
            raise click.ClickException(f"there is no customer {plain(customer)}")
        wishes.put(tx, customer, stages, by=by, now=session.now())
    click.echo(f"{plain(customer)} hears of: {', '.join(stages) or 'none'}")


@news.command()
@click.argument("customer", metavar="CODE")
@pass_session
def reset(session: Session, customer: str) -> None:
    """Tell the customer CODE of what everybody is told."""
    from store import wishes

    with session.database.begin() as tx:
        gone = wishes.forget(tx, customer)
    if not gone:
        raise click.ClickException(f"{plain(customer)} hears of all; `news list` shows who does not")
    click.echo(f"{plain(customer)} hears of all")
