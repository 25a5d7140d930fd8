"""`jiedan search`: orders and messages by their words."""

import click

from bot.cli.session import Session, json_option, pass_session
from bot.cli.terminal import moment, print_json, say, table


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--customer", metavar="CODE", help="Only what belongs to orders of this customer.")
@click.option(
    "--limit",
    type=click.IntRange(1, 1000),
    default=20,
    show_default=True,
    help="At most so many, the newest.",
)
@json_option
@pass_session
def search(
    session: Session, words: tuple[str, ...], customer: str | None, limit: int, *, as_json: bool
) -> None:
    """Find orders and messages that have all of WORDS, the newest first."""
    from store import scripts

    with session.read() as tx:
        found = scripts.search_json(tx, " ".join(words), customer=customer, limit=limit, zone=session.zone)
    if as_json:
        print_json(found)
    elif not found:
        say("nothing has all of these words")
    else:
        rows = [
            (
                x["kind"],
                x["id"],
                moment(x["at"], session.zone),
                x["order_no"],
                x["channel"],
                x["who"],
                x["excerpt"],
            )
            for x in found
        ]
        click.echo(table(("WHAT", "ID", "AT", "ORDER", "CHANNEL", "WHO", "WORDS"), rows))
