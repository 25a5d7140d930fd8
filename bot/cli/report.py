"""`jiedan report`: the figures of a period."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli.session import Session, json_option, pass_session
from bot.cli.terminal import print_json, table

if TYPE_CHECKING:
    from bot.papers.report import By, Report, Row
    from store.database import Tx

GROUPS = ("all", "channel", "customer", "product", "rep", "courier", "carrier", "day", "week", "month")
_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command()
@click.option(
    "--by", type=click.Choice(GROUPS), default="all", show_default=True, help="A row for each of these."
)
@click.option(
    "--since", type=_DAY, help="The first day that orders were placed on.  [default: the month's first]"
)
@click.option("--until", type=_DAY, help="The last one, included.  [default: today]")
@click.option(
    "--xlsx", type=click.Path(path_type=Path, dir_okay=False), help="Write it to this file, with a chart."
)
@json_option
@pass_session
def report(
    session: Session,
    by: "By",
    since: datetime | None,
    until: datetime | None,
    xlsx: Path | None,
    *,
    as_json: bool,
) -> None:
    """Orders, value, questions, times, delays, returns and ratings of the orders placed in a period."""
    today = session.now().astimezone(session.zone).date()
    last = until.date() if until else today
    first = since.date() if since else min(last.replace(day=1), last)
    if first > last:
        raise click.BadParameter(f"{first} is after {last}", param_hint="--since")
    if last - first > timedelta(days=3660):
        raise click.BadParameter("ten years at most", param_hint="--since")
    with session.read() as tx:
        found = made(tx, session, by=by, since=first, until=last)
    if xlsx is not None:
        from bot.console.reports import sheet

        xlsx.write_bytes(
            sheet(found, language=session.books.desk.language, company=session.books.desk.company)
        )
        click.echo(str(xlsx))
    elif as_json:
        print_json(as_json_of(found))
    else:
        click.echo(told(found))


def made(tx: "Tx", session: Session, *, by: "By", since: date, until: date) -> "Report":
    """The report from the books."""
    from bot.papers.report import bounds, report
    from store import products
    from store.facts import facts

    def name(key: str) -> str:
        product = products.get(tx, key) if by == "product" else None
        return product.name if product else key

    begin, end = bounds(since, until, session.zone)
    return report(
        facts(tx, since=begin, until=end), by=by, since=since, until=until, zone=session.zone, now=session.now(),
        label=name,
    )  # fmt: skip


def as_json_of(found: "Report") -> dict[str, Any]:
    """The whole report; money as decimal strings by currency, shares from 0 to 1."""
    return {
        "by": found.by,
        "since": found.since.isoformat(),
        "until": found.until.isoformat(),
        "rows": [_row(row) for row in found.rows],
        "whole": _row(found.whole),
        "reasons": [{"reason": reason, "orders": count} for reason, count in found.reasons],
    }


def told(found: "Report") -> str:
    """The report as tables."""
    rows = [*found.rows, found.whole]
    heads = ["ORDERS", "LINES", *(f"VALUE {one}" for one in found.currencies)]
    heads += ["TOUCHLESS", "ASKED", "MINUTES", "DELIVERED", "LATE", "RETURNED", "CANCELLED", "SCORE", ""]
    parts = [
        table(
            heads,
            [
                (
                    row.orders,
                    row.lines,
                    *(f"{row.value[one]:,}" if one in row.value else "" for one in found.currencies),
                    "" if row.touchless_share is None else f"{row.touchless_share:.0%}",
                    row.asked,
                    row.minutes,
                    row.delivered,
                    row.late,
                    row.returned,
                    row.cancelled,
                    row.score,
                    "all" if row is found.whole else _named(row),
                )
                for row in rows
            ],
        )
    ]
    if found.reasons:
        parts.append(table(("ORDERS", "ASKED FOR"), [(count, reason) for reason, count in found.reasons]))
    return "\n\n".join(parts)


def _named(row: "Row") -> str:
    if not row.key:
        return "(none)"
    return row.key if row.key == row.label else f"{row.key} {row.label}"


def _row(row: "Row") -> dict[str, Any]:
    names = ("key", "label", "placed", "orders", "lines", "unpriced", "touchless", "touchless_share", "asked")
    more = ("minutes", "delivered", "late", "returned", "cancelled", "rated", "score")
    return {
        **{name: getattr(row, name) for name in (*names, *more)},
        "value": {currency: str(amount) for currency, amount in row.value.items()},
    }
