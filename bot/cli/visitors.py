"""`jiedan visitors`: personal links to the web chat, by which a visitor is known to be a customer."""

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from bot.cli.config import load
from bot.cli.session import Session, json_option, pass_session
from bot.cli.terminal import iso, moment, plain, print_json

if TYPE_CHECKING:
    from bot.channels.webchat import WebSettings
    from store.database import Tx

EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - to recognise them
"""Addresses to listen on that nobody can write to."""


@click.group()
def visitors() -> None:
    """Personal links to the web chat: who opens one is that customer."""


@visitors.command()
@click.argument("customer", metavar="CODE")
@click.option(
    "--days", type=click.IntRange(1, 3650), help="How long it is good for.  [default: until revoked]"
)
@json_option
@pass_session
def link(session: Session, customer: str, days: int | None, *, as_json: bool) -> None:
    """Make a personal link for the customer CODE. It is shown this once; whoever has it orders as this customer."""
    from store.visitors import make_link

    base = _address(load(session.config_file, only=("web",)).web)
    now = session.now()
    expires = None if days is None else now + timedelta(days=days)
    with session.database.begin() as tx:
        _must_exist(tx, customer)
        token = make_link(tx, customer, now=now, expires_at=expires)
    url = f"{base}/chat/k/{token}"
    if as_json:
        print_json({"customer": customer, "url": url, "expires_at": iso(expires, session.zone)})
    else:
        click.echo(f"{url}{f'  (until {moment(expires, session.zone)})' if expires else ''}")


@visitors.command()
@click.argument("customer", metavar="CODE")
@pass_session
def revoke(session: Session, customer: str) -> None:
    """End all personal links of the customer CODE. Browsers that are this customer are strangers again."""
    from store.visitors import revoke_links

    with session.database.begin() as tx:
        _must_exist(tx, customer)
        ended = revoke_links(tx, customer)
    click.echo(f"{ended} links of {plain(customer)} have ended")


def _address(web: "WebSettings") -> str:
    """How a browser reaches the chat page."""
    if web.public_url is not None:
        return web.public_url.rstrip("/")
    if web.port == 0:
        raise click.ClickException(
            "web.port = 0: the page has another address at each start; set web.public_url"
        )
    if web.host in EVERYWHERE:
        raise click.ClickException(
            f"web.host = {web.host} does not say how customers reach the page; set web.public_url"
        )
    host = f"[{web.host}]" if ":" in web.host else web.host
    return f"http://{host}:{web.port}"


def _must_exist(tx: "Tx", customer: str) -> None:
    from store import customers

    if customers.get(tx, customer) is None:
        raise click.ClickException(f"there is no customer {plain(customer)}")
