"""`jiedan import`: the catalog, the customers or the reps from a CSV file, all rows or none.

The file replaces what was there; the bot takes the new rows up with its next message.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from bot.cli.session import Session, json_option, pass_session
from bot.cli.terminal import plain, print_json, progress, say
from parsers.company_csv import Parsed
from parsers.reading import Customer, Product

Store = Callable[[Any, Iterable[Any]], object]


@click.group()
def imports() -> None:
    """Import the catalog, the customers or the reps from a CSV file.

    The file replaces what was there. All rows are imported or none; each bad row is named.
    """


def _arguments(command: Callable[..., Any]) -> Callable[..., Any]:
    command = json_option(command)
    command = click.option("--dry-run", is_flag=True, help="Check the file and change nothing.")(command)
    return click.argument("file", type=click.Path(path_type=Path, allow_dash=True))(command)


@imports.command("catalog")
@_arguments
@pass_session
def import_catalog(session: Session, file: Path, *, dry_run: bool, as_json: bool) -> None:
    """Import the products from FILE (CSV; `-` is the standard input)."""
    from parsers.company_csv import products
    from store.products import replace_all

    parsed = products(_text(file))
    warnings = list(_catalog_warnings(parsed.rows))
    _import(session, file, "products", parsed, warnings, replace_all, dry_run=dry_run, as_json=as_json)


@imports.command("customers")
@_arguments
@pass_session
def import_customers(session: Session, file: Path, *, dry_run: bool, as_json: bool) -> None:
    """Import the customers from FILE (CSV; `-` is the standard input)."""
    from parsers.company_csv import customers
    from store.customers import replace_all

    parsed = customers(_text(file))
    warnings = list(_shared_addresses(parsed.rows))
    _import(session, file, "customers", parsed, warnings, replace_all, dry_run=dry_run, as_json=as_json)


@imports.command("reps")
@_arguments
@pass_session
def import_reps(session: Session, file: Path, *, dry_run: bool, as_json: bool) -> None:
    """Import the sales reps from FILE (CSV; `-` is the standard input)."""
    from parsers.company_csv import reps
    from store.customers import replace_reps

    _import(session, file, "reps", reps(_text(file)), [], replace_reps, dry_run=dry_run, as_json=as_json)


def _import(
    session: Session,
    file: Path,
    what: str,
    parsed: Parsed[Any],
    warnings: Sequence[str],
    store: Store,
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    problems = parsed.problems
    if not problems and not parsed.rows:
        problems = ("the file has no rows",)
    good = not problems
    if good and not dry_run:
        rows = parsed.rows
        with session.database.begin() as tx, progress(len(rows), f"importing {what}") as step:
            store(tx, list(_counted(rows, step)))
    for line in problems if not as_json else ():
        say(plain(line))
    for line in warnings if not as_json else ():
        say(f"warning: {plain(line)}")
    if as_json:
        print_json(
            {
                "file": str(file),
                "kind": what,
                "rows": len(parsed.rows),
                "imported": good and not dry_run,
                "problems": list(problems),
                "warnings": list(warnings),
            }
        )
    elif good:
        verb = "would be imported" if dry_run else "imported"
        click.echo(f"{len(parsed.rows)} {what} {verb}")
    if not good:
        _refuse(f"{file}: {len(problems)} bad; nothing was imported")


def _refuse(line: str) -> NoReturn:
    raise click.ClickException(line)


def _text(file: Path) -> str:
    raw = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    marked = raw.startswith((b"\xff\xfe", b"\xfe\xff"))  # "Unicode text" of a spreadsheet program
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    _refuse(f"{file}: is no text in UTF-8 or GB18030; save it as CSV UTF-8")


def _counted(rows: Sequence[Any], step: Callable[[int], object]) -> Iterator[Any]:
    for row in rows:
        yield row
        step(1)


def _catalog_warnings(rows: Sequence[Product]) -> Iterator[str]:
    skus = {row.sku for row in rows}
    for row in rows:
        if row.substitute and row.substitute not in skus:
            yield f"{row.sku}: its substitute {row.substitute} is not in the file"
        if row.default_unit and row.default_unit != row.base_unit and row.default_unit not in row.units:
            yield f"{row.sku}: its default unit {row.default_unit} is none of its units"


def _shared_addresses(rows: Sequence[Customer]) -> Iterator[str]:
    owner: dict[str, str] = {}
    for row in rows:
        for address in (*row.emails, row.telegram):
            key = address.casefold().removeprefix("@")
            if key and owner.setdefault(key, row.code) != row.code:
                yield f"{row.code}: {address} is also that of {owner[key]}; a message from it counts as {owner[key]}'s"
