"""`jiedan parse`: read messages by the reading contract and print what was understood. Sends and keeps nothing."""

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click
from tqdm import tqdm

from bot.channels.mime import attachment_contents, envelope_from_bytes
from bot.desk.files import Opener
from bot.desk.indexcache import indexed
from parsers import Catalog, Directory, Message, Reading, Sender, read
from parsers.attachments.document import Document
from parsers.company_csv import Parsed
from parsers.company_csv import customers as customers_from
from parsers.company_csv import products as products_from
from parsers.company_csv import reps as reps_from
from parsers.explain import explain as explained
from parsers.jsonform import message_from_json, reading_to_json
from store.envelope import Envelope

Row = TypeVar("Row")
_OPENER = Opener()
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(short_help="Read messages and print what was understood.")
@click.argument("source", required=False)
@click.option("--catalog", "catalog_csv", type=_FILE, required=True, help="The catalog, CSV.")
@click.option("--customers", "customers_csv", type=_FILE, help="The customers, CSV.")
@click.option("--reps", "reps_csv", type=_FILE, help="The sales reps, CSV.")
@click.option("--jsonl", help="A file of messages, one JSON object a line; - reads standard input.")
@click.option("--json", "as_json", is_flag=True, help="Print one message's reading as JSON.")
@click.option("--explain", is_flag=True, help="Print which words and which rule made each field.")
@click.option("--from", "address", default="@someone", help="Who wrote a chat message.", show_default=True)
def parse(
    source: str | None,
    catalog_csv: Path,
    customers_csv: Path | None,
    reps_csv: Path | None,
    jsonl: str | None,
    as_json: bool,
    explain: bool,
    address: str,
) -> None:
    """Read one mail (SOURCE.eml), one chat message (SOURCE is -, text on standard input) or many (--jsonl).

    Nothing is sent and nothing is kept. With --jsonl a line that cannot be read is answered by its id and an
    error, the run goes on, and the exit status is 1.
    """
    catalog = indexed(_rows(products_from, catalog_csv), str(catalog_csv.resolve()))
    directory = Directory(_rows(customers_from, customers_csv), _rows(reps_from, reps_csv))
    if (jsonl is None) == (source is None):
        raise click.UsageError("Give either one message (a .eml file, or -) or --jsonl FILE.")
    if jsonl is not None:
        sys.exit(0 if _many(jsonl, catalog, directory) else 1)
    message = _one(source or "-", address)
    reading = read(message, catalog=catalog, directory=directory)
    if as_json:
        click.echo(json.dumps({"id": message.id, **reading_to_json(reading)}, ensure_ascii=False))
    else:
        click.echo(explained(reading, catalog, evidence=explain), nl=False)


def _rows(parser: Callable[[str], Parsed[Row]], path: Path | None) -> tuple[Row, ...]:
    if path is None:
        return ()
    parsed = parser(path.read_text(encoding="utf-8-sig"))
    for problem in parsed.problems:
        click.echo(f"{path.name}: {problem}", err=True)
    return parsed.rows


def _many(jsonl: str, catalog: Catalog, directory: Directory) -> bool:
    """Whether every line could be read."""
    base = Path.cwd() if jsonl == "-" else Path(jsonl).resolve().parent
    if jsonl == "-":
        rows = sys.stdin.buffer.read().splitlines()
    else:
        try:
            rows = Path(jsonl).read_bytes().splitlines()
        except OSError as error:
            raise click.ClickException(f"{jsonl}: {error.strerror}") from error
    good = True
    out = sys.stdout
    for row in tqdm(rows, unit=" messages", delay=2, disable=not sys.stderr.isatty(), file=sys.stderr):
        if not row.strip():
            continue
        answer = _answer(row, base, catalog, directory)
        good = good and "error" not in answer
        out.write(json.dumps(answer, ensure_ascii=False) + "\n")
    out.flush()
    return good


def _answer(row: bytes, base: Path, catalog: Catalog, directory: Directory) -> dict[str, Any]:
    identity: object = None
    try:
        form = json.loads(row.decode("utf-8-sig"))
        if not isinstance(form, dict):
            raise ValueError("the line is not a JSON object")
        identity = form.get("id")
        message = _message(form, base)
    except (ValueError, RecursionError) as error:
        return {"id": identity, "error": " ".join(str(error).split())}
    reading: Reading = read(message, catalog=catalog, directory=directory)
    return {"id": message.id, **reading_to_json(reading)}


def _message(form: dict[str, Any], base: Path) -> Message:
    name = form.get("eml")
    if name is None or form.get("text") is not None:
        return message_from_json(form)
    try:
        raw = (base / str(name)).read_bytes()
    except (OSError, ValueError) as error:
        raise ValueError(f"eml: {name} cannot be read") from error
    envelope = envelope_from_bytes(raw, source=f"file:{name}", received_at=datetime.now(UTC))
    message = message_from_json({**form, "subject": envelope.subject, "text": envelope.text})
    return replace(message, attachments=_files(envelope))


def _files(envelope: Envelope) -> tuple[Document, ...]:
    numbers = range(len(envelope.attachments))
    return _OPENER.all(envelope.attachments, attachment_contents(envelope.raw, numbers) if numbers else {})


def _one(source: str, address: str) -> Message:
    now = datetime.now().astimezone()
    if source == "-":
        text = sys.stdin.buffer.read().decode("utf-8", "replace").strip("\n")
        return Message("-", "chat", now, Sender(address), text)
    path = Path(source)
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise click.ClickException(f"{source}: {error.strerror}") from error
    envelope = envelope_from_bytes(raw, source=f"file:{path.name}", received_at=now)
    sender = Sender(envelope.sender_address, envelope.sender_name)
    message = Message(path.name, "email", now, sender, envelope.text, envelope.subject)
    return replace(message, attachments=_files(envelope))
