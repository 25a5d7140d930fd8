"""`jiedan tours`: our own couriers' rounds, and what became of their stops."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from bot.cli.session import Session, json_option, operator_option, pass_session
from bot.cli.terminal import iso, print_json, say, table

if TYPE_CHECKING:
    from bot.desk.desk import Desk
    from store.database import Tx
    from store.stops import Stop

STAFF = "staff"
_DAY = click.DateTime(formats=["%Y-%m-%d"])
_MOMENT = click.DateTime(formats=["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"])


@click.group()
def tours() -> None:
    """What our own couriers deliver: plan, list, hand over."""


@tours.command()
@click.option("--day", type=_DAY, help="Of which day.  [default: today]")
@pass_session
def plan(session: Session, day: datetime | None) -> None:
    """Put what is shipped with the carrier `own` on a day's tours; customers are told when it comes."""
    from bot.desk import tours

    now = session.now()
    with session.database.begin() as tx:
        planned = tours.plan(tx, day=_day(session, day), desk=_desk(session), now=now)
    for order_no in planned.orders:
        click.echo(f"{order_no} planned")
    for order_no, why in planned.left:
        say(f"note: {order_no} waits on: {why}")
    if not (planned.orders or planned.left):
        say(f"note: nothing waits for a tour on {_day(session, day)}")


@tours.command("list")
@click.option("--day", type=_DAY, help="Of which day.  [default: today]")
@click.option("--courier", metavar="NAME", help="Only this courier's.")
@json_option
@pass_session
def list_tours(session: Session, day: datetime | None, courier: str | None, *, as_json: bool) -> None:
    """List the stops of a day, each courier's in their order."""
    from store import stops

    with session.read() as tx:
        planned = stops.of_day(tx, _day(session, day), courier=courier)
        places = stops.places(planned)
        found = [_shown(tx, stop, places[stop.order_no], session) for stop in planned]
    if as_json:
        print_json(found)
    elif found:
        names = ("courier", "position", "order_no", "state", "window", "customer", "phone", "address")
        click.echo(table([name.upper() for name in names], [[x[name] for name in names] for x in found]))


@tours.command()
@click.argument("order_no")
@click.option("--courier", metavar="NAME", help="Onto whose tour.  [default: the one that it is on]")
@click.option("--day", type=_DAY, help="Of which day.  [default: the one that it is on, else today]")
@click.option(
    "--place", type=click.IntRange(min=1), help="The how-manieth stop it is then.  [default: the last]"
)
@operator_option
@json_option
@pass_session
def move(
    session: Session,
    order_no: str,
    courier: str | None,
    day: datetime | None,
    place: int | None,
    by: str,
    *,
    as_json: bool,
) -> None:
    """Move the stop of ORDER_NO to another courier, day or place; who is reached at another time now is told."""
    from bot.desk import rerouting

    with session.database.begin() as tx:
        moved = rerouting.move(
            tx,
            order_no,
            to=courier,
            day=day.date() if day else None,
            place=place,
            by=by,
            desk=_desk(session),
            now=session.now(),
        )
    window = "-".join(f"{at.astimezone(session.zone):%H:%M}" for at in moved.window)
    if as_json:
        told = {"order_no": moved.order_no, "courier": moved.courier, "day": moved.day.isoformat()}
        print_json({**told, "position": moved.place, "window": window, "told": list(moved.told)})
        return
    click.echo(f"{moved.order_no} {moved.courier} {moved.day} stop {moved.place} {window}")
    for number in moved.told:
        say(f"note: the customer of {number} is told of the new time")


@tours.command()
@click.argument("courier")
@click.option("--day", type=_DAY, help="Of which day.  [default: today]")
@operator_option
@pass_session
def start(session: Session, courier: str, day: datetime | None, by: str) -> None:
    """COURIER sets out: the orders of the tour are out for delivery."""
    from bot.desk import deliveries

    done, refused = deliveries.start(
        session.database, courier, day=_day(session, day), by=by, channel=STAFF, now=session.now()
    )
    for order_no in done:
        click.echo(f"{order_no} out_for_delivery")
    for order_no, why in refused:
        say(f"note: {order_no} is left out: {why}")


@tours.command()
@click.argument("order_no")
@click.option("--signed-by", required=True, metavar="NAME", help="Who signed for it.")
@click.option("--at", type=_MOMENT, help="When, as 2026-11-27 14:05 in the company's zone.  [default: now]")
@operator_option
@pass_session
def deliver(session: Session, order_no: str, signed_by: str, at: datetime | None, by: str) -> None:
    """ORDER_NO is handed over."""
    from bot.desk import deliveries

    moment = at.replace(tzinfo=session.zone) if at else None
    with session.database.begin() as tx:
        order = deliveries.delivered(
            tx, order_no, signed_by=signed_by, at=moment, by=by, channel=STAFF, now=session.now()
        )
    click.echo(f"{order.order_no} {order.status}")


@tours.command()
@click.argument("order_no")
@click.option("--reason", required=True, help="Why, for the history.")
@operator_option
@pass_session
def fail(session: Session, order_no: str, reason: str, by: str) -> None:
    """ORDER_NO could not be handed over; it waits for another tour."""
    from bot.desk import deliveries

    with session.database.begin() as tx:
        order = deliveries.failed(tx, order_no, reason=reason, by=by, channel=STAFF, now=session.now())
    click.echo(f"{order.order_no} {order.status}")


@tours.command()
@click.option("--since", type=_DAY, help="The first day.  [default: the month's first]")
@click.option("--until", type=_DAY, help="The last one, included.  [default: today]")
@json_option
@pass_session
def report(session: Session, since: datetime | None, until: datetime | None, *, as_json: bool) -> None:
    """Each courier's figures: delivered, on time, complaints, and how punctual on average."""
    from dataclasses import asdict

    from bot.desk import deliveries

    last = _day(session, until)
    first = since.date() if since else last.replace(day=1)
    with session.read() as tx:
        found = [asdict(one) for one in deliveries.performance(tx, since=first, until=last)]
    if as_json:
        print_json(found)
    elif found:
        names = ("courier", "stops", "delivered", "on_time", "failures", "complaints", "minutes")
        click.echo(table([name.upper() for name in names], [[x[name] for name in names] for x in found]))


def _desk(session: Session) -> "Desk":
    if not session.desk.fleet.couriers:
        raise click.ClickException("there is no courier yet; add a [[courier]] to the configuration")
    return session.desk


def _day(session: Session, stated: datetime | None) -> date:
    return stated.date() if stated else session.now().astimezone(session.zone).date()


def _shown(tx: "Tx", stop: "Stop", place: int, session: Session) -> dict[str, Any]:
    from store import orders

    order = orders.get(tx, stop.order_no)
    window = [f"{at.astimezone(session.zone):%H:%M}" for at in (stop.since, stop.until) if at]
    return {
        "courier": stop.courier,
        "position": place,
        "order_no": stop.order_no,
        "state": stop.state,
        "window": "-".join(window),
        "customer": (order.customer.company or order.customer.contact) if order else None,
        "phone": order.customer.phone if order else None,
        "address": order.delivery_address if order else None,
        "delivered_at": iso(stop.delivered_at, session.zone),
        "signed_by": stop.signed_by,
        "failures": stop.failures,
    }
