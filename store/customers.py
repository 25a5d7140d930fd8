"""The customers' and the sales reps' rows, each replaced as a whole by an import."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from parsers.reading import Customer, Rep
from store import sql
from store.database import Tx
from store.tables import customers, reps


def replace_all(tx: Tx, rows: Iterable[Customer], *, step: sql.Step = sql.ignored) -> int:
    """Put these customers, in this order, in place of what was there; returns how many. Each code once.

    `step` hears how many more are written.
    """
    values = [
        {
            "code": row.code,
            "position": position,
            "company": row.company,
            "company_en": row.company_en,
            "contact": row.contact,
            "phone": row.phone,
            "emails": list(row.emails),
            "telegram": row.telegram,
            "addresses": [list(address) for address in row.addresses],
            "payment": row.payment,
            "currency": row.currency,
            "language": row.language,
            "date_order": row.date_order,
            "rep": row.rep,
            "zone": row.zone or None,
            "coordinates": [list(place) for place in row.coordinates] or None,
            "stages": None if row.stages is None else list(row.stages),
            "confirmation": row.confirmation or None,
        }
        for position, row in enumerate(rows)
    ]
    return sql.replace_rows(tx, customers, values, step=step)


def replace_reps(tx: Tx, rows: Iterable[Rep], *, step: sql.Step = sql.ignored) -> int:
    """Put these reps, in this order, in place of what was there; returns how many. Each name once.

    `step` hears how many more are written.
    """
    values = [
        {"name": row.name, "position": position, "emails": list(row.emails), "telegram": row.telegram}
        for position, row in enumerate(rows)
    ]
    return sql.replace_rows(tx, reps, values, step=step)


def all(tx: Tx) -> tuple[Customer, ...]:  # noqa: A001
    """All customers, in the file's order."""
    return tuple(_customer(row) for row in tx.execute(sa.select(customers).order_by(customers.c.position)))


def all_reps(tx: Tx) -> tuple[Rep, ...]:
    """All sales reps, in the file's order."""
    rows = tx.execute(sa.select(reps).order_by(reps.c.position))
    return tuple(Rep(row.name, tuple(row.emails), row.telegram) for row in rows)


def get(tx: Tx, code: str) -> Customer | None:
    row = tx.execute(sa.select(customers).where(customers.c.code == code)).first()
    return None if row is None else _customer(row)


def version(tx: Tx) -> int:
    """A number that changes with each import of customers or reps: what a cache of the directory is keyed on."""
    return sql.version(tx, "customers") + sql.version(tx, "reps")


def _customer(row: "sa.Row[Any]") -> Customer:
    return Customer(
        code=row.code,
        company=row.company,
        company_en=row.company_en,
        contact=row.contact,
        phone=row.phone,
        emails=tuple(row.emails),
        telegram=row.telegram,
        addresses=tuple((label, address) for label, address in row.addresses),
        payment=row.payment,
        currency=row.currency,
        language=row.language,
        date_order=row.date_order,
        rep=row.rep,
        zone=row.zone or "",
        coordinates=tuple((label, north, east) for label, north, east in row.coordinates or ()),
        stages=None if row.stages is None else tuple(row.stages),
        confirmation=row.confirmation or "",
    )
