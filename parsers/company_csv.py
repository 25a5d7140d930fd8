"""The company's data from CSV text (catalog, customers, reps): values, and one plain line per bad row.

The columns are those of the reading contract, version 1, of customers also `zone` (a time zone) and `coordinates`
(`label=latitude,longitude` of an address) and `stages` (of which stages of their orders they hear; `none` of none) and
`confirmation` (whether their orders wait for a yes), and in the catalog `restock`: the day (YYYY-MM-DD) on which short
stock is expected to be full again, and `low_stock`: so much or less, in base units, is little. List cells are separated by `;`.
"""

import csv
import io
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Generic, TypeVar, cast, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from parsers.reading import Customer, Payment, Product, Rep

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Parsed(Generic[Row]):
    """The rows that could be read, and one line for each that could not (`row 7 (SKU-1): …`; row 1 is the header)."""

    rows: tuple[Row, ...]
    problems: tuple[str, ...]


def products(text: str) -> Parsed[Product]:
    """The catalog's rows; a row without `sku` or any name, with a SKU twice or with a bad number is a problem."""
    return _parse(text, "sku", ("name", "name_en"), _product)


def customers(text: str) -> Parsed[Customer]:
    """The customers' rows; a row without `code`, without company and contact, or with a code twice, is a problem."""
    return _parse(text, "code", ("company", "company_en", "contact"), _customer)


def reps(text: str) -> Parsed[Rep]:
    """The sales reps' rows; a row without `name`, or with a name twice, is a problem."""
    return _parse(text, "name", (), _rep)


def _parse(
    text: str, key: str, named: tuple[str, ...], make: Callable[[Mapping[str, str]], Row]
) -> Parsed[Row]:
    """`key` tells the rows apart; one of the columns `named` must be filled, and stands for the first where that is empty."""
    rows: list[Row] = []
    problems: list[str] = []
    seen: set[str] = set()
    try:
        for number, cells in _cells(text, (key, *named[:1])):
            name = cells.get(key, "")
            try:
                if not name:
                    raise ValueError(f"{key} is empty")
                if named and not cells.get(named[0]):
                    cells[named[0]] = next((cells[column] for column in named if cells.get(column)), "")
                    if not cells[named[0]]:
                        raise ValueError(f"{named[0]} is empty")
                if name in seen:
                    raise ValueError(f"{key} {name} is there twice")
                row = make(cells)
            except ValueError as error:
                problems.append(f"row {number} ({name or '?'}): {error}")
            else:
                seen.add(name)
                rows.append(row)
    except (ValueError, csv.Error) as error:
        problems.append(str(error))
    return Parsed(tuple(rows), tuple(problems))


def _cells(text: str, needed: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    header = [cell.strip().casefold() for cell in next(reader, [])]
    for column in needed:
        if column not in header:
            raise ValueError(f"the header row has no column {column}")
    for number, row in enumerate(reader, 2):
        if any(cell.strip() for cell in row):
            yield number, {name: cell.strip() for name, cell in zip(header, row, strict=False)}


def _product(cells: Mapping[str, str]) -> Product:
    units: dict[str, Decimal] = {}
    for part in _list(cells.get("units", "")):
        unit, equals, size = part.partition("=")
        if not equals or not unit.strip():
            raise ValueError(f"units: {part} is not unit=size")
        units[unit.strip()] = _number(size, f"units: {unit.strip()}", positive=True)
    return Product(
        sku=cells["sku"],
        name=cells["name"],
        name_en=cells.get("name_en", ""),
        aliases=_list(cells.get("aliases", "")),
        spec=cells.get("spec", ""),
        category=cells.get("category", ""),
        base_unit=cells.get("base_unit", ""),
        units=units,
        default_unit=cells.get("default_unit") or None,
        price=_optional(cells, "price"),
        currency=cells.get("currency", "").upper() or None,
        min_order=_optional(cells, "min_order"),
        stock=_optional(cells, "stock"),
        substitute=cells.get("substitute") or None,
        restock=_day(cells, "restock"),
        low_stock=_optional(cells, "low_stock"),
    )


def _customer(cells: Mapping[str, str]) -> Customer:
    addresses: list[tuple[str, str]] = []
    for part in _list(cells.get("addresses", "")):
        label, equals, address = part.partition("=")
        addresses.append((label.strip(), address.strip()) if equals else ("", part))
    payment = cells.get("payment") or None
    if payment is not None and payment not in get_args(Payment):
        raise ValueError(f"payment: {payment} is none of {', '.join(get_args(Payment))}")
    order = cells.get("date_order", "").upper()
    if order not in {"", "YMD", "DMY", "MDY"}:
        raise ValueError(f"date_order: {order} is none of YMD, DMY, MDY")
    return Customer(
        code=cells["code"],
        company=cells["company"],
        company_en=cells.get("company_en", ""),
        contact=cells.get("contact", ""),
        phone=cells.get("phone", ""),
        emails=_list(cells.get("emails", "")),
        telegram=cells.get("telegram", ""),
        addresses=tuple(addresses),
        payment=cast("Payment | None", payment),
        currency=cells.get("currency", "").upper() or None,
        language=cells.get("language", ""),
        date_order=order,
        rep=cells.get("rep", ""),
        zone=_zone(cells.get("zone", "")),
        coordinates=_coordinates(cells.get("coordinates", ""), {label for label, _ in addresses}),
        stages=_stages(cells.get("stages", "")),
        confirmation=_confirmation(cells.get("confirmation", "")),
    )


def _coordinates(cell: str, labels: Collection[str]) -> tuple[tuple[str, float, float], ...]:
    found = []
    for part in _list(cell):
        label, _, place = part.rpartition("=")
        latitude, _, longitude = place.partition(",")
        try:
            north, east = float(latitude), float(longitude)
        except ValueError:
            raise ValueError(f"coordinates: {part} is not label=latitude,longitude") from None
        if label.strip() not in labels:
            raise ValueError(f"coordinates: no address is called {label.strip()}")
        if not (abs(north) <= 90 and abs(east) <= 180):
            raise ValueError(f"coordinates: {place} is no place on earth")
        found.append((label.strip(), north, east))
    return tuple(found)


def _stages(cell: str) -> tuple[str, ...] | None:
    stated = _list(cell)
    return (() if stated == ("none",) else stated) if stated else None


def _confirmation(cell: str) -> str:
    policy = cell.lower()
    if policy in {"", "always", "never"}:
        return policy
    name, _, amount = policy.partition(":")
    if name != "above" or _number(amount, "confirmation") < 0:
        raise ValueError(f"confirmation: {cell} is none of always, never, above:AMOUNT")
    return policy


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key if name else ""
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"zone: {name} is no time zone such as Asia/Shanghai") from None


def _rep(cells: Mapping[str, str]) -> Rep:
    return Rep(cells["name"], _list(cells.get("emails", "")), cells.get("telegram", ""))


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _optional(cells: Mapping[str, str], column: str) -> Decimal | None:
    cell = cells.get(column, "")
    return _number(cell, column) if cell else None


def _day(cells: Mapping[str, str], column: str) -> date | None:
    cell = cells.get(column, "")
    try:
        return date.fromisoformat(cell) if cell else None
    except ValueError:
        raise ValueError(f"{column}={cell} is not a day such as 2026-12-05") from None


def _number(cell: str, what: str, *, positive: bool = False) -> Decimal:
    try:
        number = Decimal(cell.strip())
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise ValueError(f"{what}={cell.strip()} is not a number")
    if number < 0 or (positive and number == 0):
        raise ValueError(f"{what}={cell.strip()} is not above 0")
    return number
