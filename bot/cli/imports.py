"""`jiedan import`: the catalog, the customers or the reps from a CSV file, all rows or none.

The file replaces what was there; the bot takes the new rows up with its next message.
"""

import sys
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from bot.cli.session import Session, json_option, pass_session
from bot.cli.terminal import plain, print_json, progress, say

if TYPE_CHECKING:
    from parsers.company_csv import Parsed
    from parsers.reading import Customer, Product
    from store.database import Tx

NAMED = 10
"""So many removed rows are named; what left the file by mistake shows there."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the company's files: its word, what tells its rows apart, and where they are kept."""

    name: str
    key: Callable[[Any], Hashable]
    kept: "Callable[[Tx], Sequence[Any]]"
    replace: Callable[..., object]


@dataclass(frozen=True, slots=True)
class Difference:
    """What an import does to the rows that were there."""

    added: int
    changed: int
    unchanged: int
    removed: tuple[str, ...]

    @classmethod
    def between(cls, old: Sequence[Any], new: Sequence[Any], key: Callable[[Any], Hashable]) -> "Difference":
        before, after = {key(row): row for row in old}, {key(row): row for row in new}
        stayed = [before[one] == row for one, row in after.items() if one in before]
        return cls(
            added=len(after) - len(stayed),
            changed=stayed.count(False),
            unchanged=stayed.count(True),
            removed=tuple(str(one) for one in before if one not in after),
        )

    def __str__(self) -> str:
        """`3 new, 2 changed, 1 removed (SKU-1)`."""
        named = ", ".join(self.removed[:NAMED]) + (", …" if len(self.removed) > NAMED else "")
        gone = f"{len(self.removed)} removed{f' ({named})' if named else ''}"
        return f"{self.added} new, {self.changed} changed, {self.unchanged} as before, {gone}"


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
    from parsers.company_csv import products as parse
    from store import products

    parsed = parse(_text(file))
    kind = Kind("products", lambda row: row.sku, products.all, products.replace_all)
    warnings = list(_catalog_warnings(parsed.rows))
    _import(session, file, kind, parsed, warnings, dry_run=dry_run, as_json=as_json)


@imports.command("customers")
@_arguments
@pass_session
def import_customers(session: Session, file: Path, *, dry_run: bool, as_json: bool) -> None:
    """Import the customers from FILE (CSV; `-` is the standard input)."""
    from parsers.company_csv import customers as parse
    from store import customers

    parsed = _with_stages(parse(_text(file)))
    kind = Kind("customers", lambda row: row.code, customers.all, customers.replace_all)
    warnings = list(_shared_addresses(parsed.rows))
    _import(session, file, kind, parsed, warnings, dry_run=dry_run, as_json=as_json)


@imports.command("reps")
@_arguments
@pass_session
def import_reps(session: Session, file: Path, *, dry_run: bool, as_json: bool) -> None:
    """Import the sales reps from FILE (CSV; `-` is the standard input)."""
    from parsers.company_csv import reps as parse
    from store import customers

    kind = Kind("reps", lambda row: row.name, customers.all_reps, customers.replace_reps)
    _import(session, file, kind, parse(_text(file)), [], dry_run=dry_run, as_json=as_json)


def _import(
    session: Session,
    file: Path,
    kind: Kind,
    parsed: "Parsed[Any]",
    warnings: Sequence[str],
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    problems = parsed.problems or (() if parsed.rows else ("the file has no rows",))
    difference = None if problems else _replaced(session, kind, parsed.rows, dry_run=dry_run)
    if as_json:
        told = {
            "file": str(file),
            "kind": kind.name,
            "rows": len(parsed.rows),
            "imported": difference is not None and not dry_run,
            "changes": None if difference is None else asdict(difference),
            "problems": list(problems),
            "warnings": list(warnings),
        }
        print_json(told)
    else:
        for line in (*problems, *(f"warning: {warning}" for warning in warnings)):
            say(plain(line))
    if difference is None:
        _refuse(f"{file}: {len(problems)} bad; nothing was imported")
    if not as_json:
        verb = "would be imported" if dry_run else "imported"
        click.echo(f"{len(parsed.rows)} {kind.name} {verb}: {plain(difference)}")


def _replaced(session: Session, kind: Kind, rows: Sequence[Any], *, dry_run: bool) -> Difference:
    if dry_run:
        with session.read() as tx:
            return Difference.between(kind.kept(tx), rows, kind.key)
    with session.database.begin() as tx, progress(len(rows), f"importing {kind.name}") as step:
        difference = Difference.between(kind.kept(tx), rows, kind.key)
        kind.replace(tx, rows, step=step)
    return difference


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


def _catalog_warnings(rows: "Sequence[Product]") -> Iterator[str]:
    skus = {row.sku for row in rows}
    for row in rows:
        if row.substitute and row.substitute not in skus:
            yield f"{row.sku}: its substitute {row.substitute} is not in the file"
        if row.default_unit and row.default_unit != row.base_unit and row.default_unit not in row.units:
            yield f"{row.sku}: its default unit {row.default_unit} is none of its units"


def _with_stages(parsed: "Parsed[Customer]") -> "Parsed[Customer]":
    """The rows with their stages by code, however they are written."""
    from bot.desk.movelist import state_of
    from store.states import TRANSITIONS

    rows, problems = [], list(parsed.problems)
    for row in parsed.rows:
        codes = [state_of(word) for word in row.stages or ()]
        for word, code in zip(row.stages or (), codes, strict=True):
            if code not in TRANSITIONS:
                problems.append(f"{row.code}: stages: {word} is none of {', '.join(TRANSITIONS)}")
        known = tuple(code for code in codes if code is not None)
        rows.append(row if row.stages is None else replace(row, stages=known))
    return replace(parsed, rows=tuple(rows), problems=tuple(problems))


def _shared_addresses(rows: "Sequence[Customer]") -> Iterator[str]:
    owner: dict[str, str] = {}
    for row in rows:
        for address in (*row.emails, row.telegram):
            key = address.casefold().removeprefix("@")
            if key and owner.setdefault(key, row.code) != row.code:
                yield f"{row.code}: {address} is also that of {owner[key]}; a message from it counts as {owner[key]}'s"
