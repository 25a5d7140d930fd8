"""What every invented company of these tests needs: a catalog of its rows, and what is read at it, in short."""

from parsers import Catalog, Directory, Reading, read
from parsers.company_csv import products
from parsers.jsonform import message_from_json

HEADER = "sku,name,name_en,aliases,spec,category,base_unit,units,default_unit,price,currency,min_order,stock,substitute"


def catalog_of(rows: str) -> Catalog:
    """The catalog of the rows under `HEADER`, all of which are right."""
    parsed = products(f"{HEADER}\n{rows}")
    assert parsed.problems == ()
    return Catalog.build(parsed.rows)


def lines(found: Reading) -> list[str]:
    """The lines as `quantity unit sku`, what is null as `-`."""
    return [
        f"{'-' if line.quantity is None else format(line.quantity.normalize(), 'f')} {line.unit or '-'} {line.sku or '-'}"
        for line in found.lines
    ]


def flags(found: Reading) -> list[str]:
    """What is asked, as `field code`."""
    return [f"{flag.field} {flag.code}" for flag in found.flags]


def of_a_stranger(text: str, catalog: Catalog) -> Reading:
    """What a chat message means whose writer no file knows."""
    sender = {"address": "someone@elsewhere.example", "name": None}
    form = {"id": "1", "channel": "chat", "now": "2026-11-03T09:30:00+08:00", "subject": None, "text": text}
    return read(message_from_json({**form, "from": sender}), catalog=catalog, directory=Directory((), ()))
