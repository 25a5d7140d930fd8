"""`jiedan api-keys`: the keys of programs that may call the HTTP API, and what they called."""

from typing import TYPE_CHECKING, get_args

import click

from bot.cli.session import Session, json_option, limit_option, operator_option, pass_session
from bot.cli.terminal import iso, moment, plain, print_json, table
from store.apikeys import Role

if TYPE_CHECKING:
    from store.apikeys import ApiKey


@click.group("api-keys")
def api_keys() -> None:
    """Keys of programs that call the HTTP API."""


@api_keys.command()
@click.argument("name")
@click.option(
    "--role",
    "roles",
    type=click.Choice(get_args(Role)),
    multiple=True,
    required=True,
    help="What it may do, once for each: read (orders), orders (bring messages and orders in), moves (of orders).",
)
@click.option("--customer", metavar="CODE", help="The only customer that it acts for.  [default: all]")
@json_option
@operator_option
@pass_session
def make(
    session: Session, name: str, roles: tuple[Role, ...], customer: str | None, by: str, *, as_json: bool
) -> None:
    """Make a key; NAME stands in the history of what its program does. The key is shown this once."""
    from store import apikeys, customers

    with session.database.begin() as tx:
        if customer is not None and customers.get(tx, customer) is None:
            raise click.ClickException(f"there is no customer {plain(customer)}")
        secret = apikeys.make(tx, name, roles=roles, customer_code=customer, by=by, now=session.now())
    if as_json:
        print_json({"name": name, "roles": list(roles), "customer": customer, "key": secret})
    else:
        click.echo(secret)


@api_keys.command("list")
@json_option
@pass_session
def list_keys(session: Session, *, as_json: bool) -> None:
    """List the keys, the newest first, the revoked ones too; the keys themselves are not kept."""
    from store import apikeys

    with session.read() as tx:
        found = apikeys.listing(tx)
    if as_json:
        print_json([_json(key, session) for key in found])
    elif found:
        columns = ("NAME", "ROLES", "CUSTOMER", "MADE", "BY", "REVOKED")
        rows = [
            (
                key.name,
                ",".join(key.roles),
                key.customer_code,
                moment(key.made_at, session.zone),
                key.made_by,
                moment(key.revoked_at, session.zone),
            )
            for key in found
        ]
        click.echo(table(columns, rows))


@api_keys.command()
@click.argument("name")
@operator_option
@pass_session
def revoke(session: Session, name: str, by: str) -> None:
    """End the key NAME at once. A new key of this name goes on where its program was."""
    from store import apikeys

    with session.database.begin() as tx:
        if not apikeys.revoke(tx, name, by=by, now=session.now()):
            raise click.ClickException(f"no key {plain(name)} is in use")
    click.echo(f"the key {plain(name)} has ended")


@api_keys.command()
@click.option("--name", help="Only calls with this key.")
@limit_option
@json_option
@pass_session
def calls(session: Session, name: str | None, limit: int, *, as_json: bool) -> None:
    """List what was called, the refused calls too, the newest first."""
    from store import apikeys

    with session.read() as tx:
        found = apikeys.calls(tx, name=name, limit=limit)
    if as_json:
        told = [
            {
                "at": iso(call.at, session.zone),
                "by": call.by,
                "method": call.method,
                "path": call.path,
                "status": call.status,
            }
            for call in found
        ]
        print_json(told)
    elif found:
        rows = [(moment(x.at, session.zone), x.by, x.status, x.method, x.path) for x in found]
        click.echo(table(("AT", "BY", "STATUS", "METHOD", "PATH"), rows))


def _json(key: "ApiKey", session: Session) -> dict[str, object]:
    return {
        "name": key.name,
        "roles": list(key.roles),
        "customer": key.customer_code,
        "made_at": iso(key.made_at, session.zone),
        "made_by": key.made_by,
        "revoked_at": iso(key.revoked_at, session.zone),
        "revoked_by": key.revoked_by,
    }
