"""`jiedan incidents`: the weather or the traffic keeps orders from arriving in time, and their customers are told."""

from datetime import date, datetime

import click

from bot.cli.session import Session, json_option, operator_option, pass_session
from bot.cli.terminal import plain, print_json, table
from store.delay import INCIDENTS, Cause


@click.group()
def incidents() -> None:
    """Tell the customers of a region or a route that their orders come late."""


@incidents.command()
@click.argument("what", type=click.Choice(INCIDENTS))
@click.option("--reason", required=True, help="What has happened; the customers read it.")
@click.option("--region", "regions", multiple=True, help="A part of the delivery address; may be repeated.")
@click.option("--carrier", "carriers", multiple=True, metavar="CODE", help="Who carries; may be repeated.")
@click.option(
    "--courier", "couriers", multiple=True, metavar="NAME", help="Whose tour it is; may be repeated."
)
@click.option(
    "--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The new delivery date of all of them."
)
@click.option("--days", type=click.IntRange(1, 60), help="By so many days each one's date is moved.")
@click.option("--dry-run", is_flag=True, help="Only show which orders it concerns.")
@operator_option
@json_option
@pass_session
def tell(
    session: Session,
    what: Cause,
    reason: str,
    regions: tuple[str, ...],
    carriers: tuple[str, ...],
    couriers: tuple[str, ...],
    day: datetime | None,
    days: int | None,
    by: str,
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Tell the customers of all orders under way to a region, by a carrier or on a courier's tour, of WHAT (weather, traffic, other).

    Each hears it once, however often the command is repeated on the same day; a new date is told only where it is given.
    """
    from bot.desk import delays

    if day is not None and days is not None:
        raise click.UsageError("give --date or --days, not both")
    moved: date | None = day.date() if day is not None else None
    found = delays.incident(
        session.database,
        what=what,
        reason=reason,
        regions=regions,
        carriers=carriers,
        couriers=couriers,
        day=moved,
        days=days,
        zone=session.zone,
        dry_run=dry_run,
        **session.hand(by),
    )
    if as_json:
        rows = [
            {"order_no": x.order_no, "outcome": x.outcome, "delivery_date": x.day and x.day.isoformat()}
            for x in found
        ]
        print_json(rows)
    elif found:
        click.echo(
            table(
                ("ORDER", "OUTCOME", "NEW DATE"), [(x.order_no, plain(x.outcome), x.day or "") for x in found]
            )
        )
    else:
        click.echo("no order under way is concerned")
