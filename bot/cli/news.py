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
    from store import customers, wishes

    with session.read() as tx:
        found = wishes.listing(tx)
        said = {x.who for x in found}
        filed = [x for x in customers.all(tx) if x.stages is not None and x.code not in said]
    rows = [
        *((x.who, list(x.stages), x.by, x.at) for x in found),
        *((x.code, list(x.stages or ()), "customers file", None) for x in filed),
    ]
    if as_json:
        print_json(
            [
                {"who": who, "stages": stages, "by": by, "at": iso(at, session.zone)}
                for who, stages, by, at in rows
            ]
        )
    elif rows:
        told = [
            (who, " ".join(stages) or "none", by, moment(at, session.zone)) for who, stages, by, at in rows
        ]
        click.echo(table(("CUSTOMER", "STAGES", "BY", "SINCE"), told))


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
    """Tell the customer CODE of what the customers' file says again, else of all."""
    from store import customers, wishes

    with session.database.begin() as tx:
        gone = wishes.forget(tx, customer)
        filed = customers.get(tx, customer)
    if not gone:
        raise click.ClickException(
            f"{plain(customer)} has no wish of its own; `news list` shows who hears of what"
        )
    stages = filed.stages if filed is not None else None
    click.echo(f"{plain(customer)} hears of: {'all' if stages is None else ', '.join(stages) or 'none'}")
