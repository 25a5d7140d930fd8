"""`jiedan words`: what customers mean by their own words for products, as it was settled with them."""

import click

from bot.cli.session import Session, json_option, pass_session
from bot.cli.terminal import iso, moment, plain, print_json, table


@click.group()
def words() -> None:
    """What customers mean by their own words for products: list it, forget it."""


@words.command("list")
@click.option("--customer", metavar="CODE", help="Only those of this customer.")
@json_option
@pass_session
def list_words(session: Session, customer: str | None, *, as_json: bool) -> None:
    """List the words that are remembered, by customer."""
    from store import memory

    with session.read() as tx:
        found = memory.listing(tx, customer=customer)
    if as_json:
        print_json(
            [
                {
                    "customer": x.customer_code,
                    "word": x.said,
                    "sku": x.sku,
                    "order_no": x.order_no,
                    "at": iso(x.at, session.zone),
                }
                for x in found
            ]
        )
    elif found:
        rows = [(x.customer_code, x.said, x.sku, x.order_no, moment(x.at, session.zone)) for x in found]
        click.echo(table(("CUSTOMER", "WORD", "SKU", "ORDER", "SINCE"), rows))


@words.command()
@click.argument("customer")
@click.argument("word")
@pass_session
def forget(session: Session, customer: str, word: str) -> None:
    """Forget what CUSTOMER (a code) means by WORD; it is asked about again."""
    from store import memory

    with session.database.begin() as tx:
        gone = memory.forget(tx, customer, [word])
    if not gone:
        raise click.ClickException(
            f"{plain(customer)} has no word {plain(word)}; `words list` shows what is remembered"
        )
    click.echo(f"{plain(word)} of {plain(customer)} is forgotten")
