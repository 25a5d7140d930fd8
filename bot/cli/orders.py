"""`jiedan orders`: what is ordered, and an operator's hand on it."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, get_args

import click

from bot.cli import orderviews
from bot.cli.inhouse import INHOUSE
from bot.cli.session import (
    Session,
    json_option,
    moves_order,
    operator_option,
    pass_session,
    reason_option,
    required_reason_option,
)
from bot.cli.shipping import transport_options
from bot.cli.terminal import plain, print_json, say
from bot.papers.documents import KINDS, Code, Kind
from store.order import Order
from store.states import State

STATES = get_args(State)


@click.group()
def orders() -> None:
    """List, show and move orders."""


@orders.command("list")
@click.option("--status", type=click.Choice(STATES), metavar="STATE", help="Only orders in this state.")
@click.option("--customer", metavar="CODE", help="Only orders of this customer.")
@click.option("--assigned", metavar="NAME", help="Only orders in the hands of this person or department.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many, the newest.  [default: all]")
@json_option
@pass_session
def list_orders(
    session: Session,
    status: State | None,
    customer: str | None,
    assigned: str | None,
    limit: int | None,
    *,
    as_json: bool,
) -> None:
    """List the orders, the newest first."""
    from store import scripts

    with session.read() as tx:
        found = scripts.orders_json(
            tx, status=status, customer=customer, assigned=assigned, limit=limit, zone=session.zone
        )
    if as_json:
        print_json(found)
    elif found:
        click.echo(orderviews.listed(found, session.zone))


@orders.command()
@click.argument("order_no")
@json_option
@pass_session
def show(session: Session, order_no: str, *, as_json: bool) -> None:
    """Show ORDER_NO: its lines, its history and its messages."""
    from store import scripts

    with session.read() as tx:
        order = scripts.order_json(tx, order_no, zone=session.zone)
    if order is None:
        raise click.ClickException(f"there is no order {plain(order_no)}")
    if as_json:
        print_json(order)
    else:
        click.echo(orderviews.whole(order, session.zone))


@orders.command()
@click.option("--customer", metavar="CODE", required=True, help="Whose order it is, by their code on file.")
@click.option("--text", help="What they said; without it, or as `-`, it is read from the standard input.")
@click.option(
    "--wait",
    type=click.FloatRange(0, 600),
    default=30,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait for what the running bot makes of it.",
)
@json_option
@operator_option
@pass_session
def new(session: Session, customer: str, text: str | None, wait: float, by: str, *, as_json: bool) -> None:
    """Type in what CODE has ordered by telephone or in person; it is read and decided like any message.

    What there is to ask is printed, to be asked at once; the answer is typed in the same way.
    """
    from bot.cli.entered import entered, told
    from bot.desk import entering

    if text in {None, "-"}:
        text = sys.stdin.buffer.read().decode("utf-8", "replace")
    if text is None or not text.strip():
        raise click.UsageError("the text is empty")
    with session.database.begin() as tx:
        number = entering.enter(tx, customer, text, by=by, now=session.now())
    found = entered(session, number, wait=wait)
    if as_json:
        print_json(found)
    else:
        click.echo(told(found))


@orders.command()
@click.option(
    "--to", "state", type=click.Choice(STATES), metavar="STATE", required=True, help="The next state."
)
@reason_option
@click.option("--signed-by", metavar="NAME", help="Who signed for the goods, with `--to delivered`.")
@moves_order
def advance(
    session: Session, order_no: str, state: State, reason: str | None, signed_by: str | None, by: str
) -> None:
    """Move ORDER_NO to the next STATE, if the transition table allows it; the customer is told."""
    from bot.desk import progress

    order = progress.advance(
        session.database,
        order_no,
        to=state,
        reason=reason,
        signed_by=signed_by,
        **session.hand(by),
    )
    _moved(order)


@orders.command()
@click.option(
    "--carrier", metavar="CODE", help="Who carries it, by code or name; else the number tells it, if it can."
)
@click.option(
    "--tracking",
    metavar="NUMBER",
    default="",
    help="The carrier's tracking number; `--carrier own` needs none.",
)
@reason_option
@transport_options
@moves_order
def ship(
    session: Session,
    order_no: str,
    carrier: str | None,
    tracking: str,
    reason: str | None,
    by: str,
    transport: Any,
) -> None:
    """Move ORDER_NO to shipped, with its shipment; the customer is told the tracking number."""
    from bot.desk import parcels, progress

    if not tracking and not parcels.is_own(carrier):
        raise click.UsageError("Missing option '--tracking'; only `--carrier own` goes without.")
    order = progress.ship(
        session.database,
        order_no,
        carrier=carrier,
        tracking_number=tracking,
        transport=transport,
        reason=reason,
        **session.hand(by),
    )
    if doubt := parcels.doubt(parcels.shipment(carrier, tracking, order_no=order_no)):
        say(f"note: {doubt}")
    _moved(order)


@orders.command()
@click.argument("order_no")
@click.option(
    "--kind", type=click.Choice(KINDS), default="confirmation", show_default=True, help="Which document."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="Where to write it; `-` is the standard output.  [default: ORDER_NO-KIND.pdf]",
)
@click.option("--language", type=click.Choice(("zh", "en")), help="Instead of its reader's.")
@click.option(
    "--code",
    type=click.Choice(("qr", "code128")),
    default="qr",
    show_default=True,
    help="What a label bears.",
)
@click.option("--parcels", type=click.IntRange(1, 200), default=1, show_default=True, help="How many labels.")
@pass_session
def document(
    session: Session,
    order_no: str,
    kind: Kind,
    output: Path | None,
    language: Literal["zh", "en"] | None,
    code: Code,
    parcels: int,
) -> None:
    """Write ORDER_NO as a PDF: a confirmation to sign, a pick list, package labels, a purchasing or production note."""
    from bot.desk import printing

    with session.read() as tx:
        made = printing.printed(
            tx,
            order_no,
            kind,
            desk=session.desk,
            now=session.now(),
            language=language,
            code=code,
            parcels=parcels,
        )
    path = output or Path(made.name)
    if str(path) == "-":
        click.echo(made.content, nl=False)
        return
    path.write_bytes(made.content)
    click.echo(str(path))


@orders.command()
@required_reason_option
@moves_order
def hold(session: Session, order_no: str, reason: str, by: str) -> None:
    """Put ORDER_NO on hold (stock, price, a breach of rules); the customer is told the reason."""
    from bot.desk import progress

    _moved(progress.hold(session.database, order_no, reason=reason, **session.hand(by)))


@orders.command()
@required_reason_option
@moves_order
def release(session: Session, order_no: str, reason: str, by: str) -> None:
    """Let ORDER_NO go on from where it was held."""
    from bot.desk import progress

    _moved(progress.release(session.database, order_no, reason=reason, **session.hand(by)))


@orders.command()
@required_reason_option
@moves_order
def cancel(session: Session, order_no: str, reason: str, by: str) -> None:
    """Cancel ORDER_NO; the customer is told the reason."""
    from bot.desk import progress

    _moved(progress.cancel(session.database, order_no, reason=reason, **session.hand(by)))


@orders.command()
@click.option(
    "--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The new delivery date, if it is known."
)
@required_reason_option
@moves_order
def delay(session: Session, order_no: str, reason: str, by: str, day: datetime | None) -> None:
    """Say that ORDER_NO comes late; the customer is told the reason, and the new date if one is given."""
    from bot.desk import delays

    _moved(
        delays.delay(
            session.database,
            order_no,
            reason=reason,
            day=day.date() if day is not None else None,
            zone=session.zone,
            **session.hand(by),
        )
    )


@orders.command()
@click.option("--name", required=True, help="Who signed for the goods.")
@moves_order
def signed(session: Session, order_no: str, name: str, by: str) -> None:
    """Note who signed for the goods of ORDER_NO, which is delivered."""
    from bot.desk import progress

    _moved(progress.signed(session.database, order_no, name=name, **session.hand(by)))


for command in INHOUSE:
    orders.add_command(command)


def _moved(order: Order) -> None:
    click.echo(f"{order.order_no} {order.status}")
