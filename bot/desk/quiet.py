"""Whether somebody is left in peace now: the quiet hours of the company, or of the customer's own time zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.desk.desk import Desk
from parsers.reading import Customer
from store.database import Tx


def zone_of(customer: Customer | None, desk: Desk) -> ZoneInfo:
    """The customer's time zone where the file has one, else the company's."""
    return ZoneInfo(customer.zone) if customer is not None and customer.zone else desk.settings.tzinfo


def until(tx: Tx, desk: Desk, code: str | None, *, now: datetime) -> datetime | None:
    """When the quiet hours of this customer are over, or None outside of them. `code` None: one who is not on file."""
    customer = desk.company(tx)[1].customer(code) if code else None
    return desk.settings.quiet.until(now, zone_of(customer, desk))
