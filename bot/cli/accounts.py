"""`jiedan accounts`: which Telegram account stands behind a handle on file."""

import click

from bot.cli.session import Session, json_option, pass_session
from bot.cli.terminal import iso, moment, plain, print_json, table


@click.group()
def accounts() -> None:
    """Which Telegram account a handle on file belongs to: list it, accept another one, forget it."""


@accounts.command("list")
@json_option
@pass_session
def list_accounts(session: Session, *, as_json: bool) -> None:
    """List the handles that have written, each with its account; those that another account claims come first."""
    from store import accounts as known

    with session.read() as tx:
        found = known.listing(tx)
    if as_json:
        print_json(
            [
                {
                    "handle": f"@{x.handle}",
                    "account": x.account,
                    "bound_at": iso(x.bound_at, session.zone),
                    "claimed_by": x.claimed_by,
                    "claimed_at": iso(x.claimed_at, session.zone),
                }
                for x in found
            ]
        )
    elif found:
        rows = [
            (f"@{x.handle}", x.account, moment(x.bound_at, session.zone), x.claimed_by or "") for x in found
        ]
        click.echo(table(("HANDLE", "ACCOUNT", "SINCE", "CLAIMED BY"), rows))


@accounts.command()
@click.argument("handle")
@pass_session
def accept(session: Session, handle: str) -> None:
    """The account that writes as HANDLE now is its owner's: from now on it counts, and the one before does not."""
    from store import accounts as known

    with session.database.begin() as tx:
        account = known.accept(tx, handle, now=session.now())
    if account is None:
        raise click.ClickException(
            f"no other account writes as {plain(handle)}; `accounts list` shows what is known"
        )
    click.echo(f"{plain(handle)} belongs to account {plain(account)} now")


@accounts.command()
@click.argument("handle")
@pass_session
def forget(session: Session, handle: str) -> None:
    """Forget whose HANDLE is: the next account that writes as it will be its owner's."""
    from store import accounts as known

    with session.database.begin() as tx:
        gone = known.forget(tx, handle)
    if not gone:
        raise click.ClickException(
            f"{plain(handle)} belongs to no account; `accounts list` shows what is known"
        )
    click.echo(f"{plain(handle)} belongs to no account any more")
