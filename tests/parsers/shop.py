"""What every invented company of these tests needs: a catalog of its rows, and what is read at it, in short."""

from parsers import Catalog, Reading
from parsers.company_csv import products

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
