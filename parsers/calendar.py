"""The days that people name by word: official holidays of China and days of the lunar year, from a data table."""

from datetime import date


def holiday(name: str, *, year: int) -> tuple[date, date] | None:
    """First and last day off of the holiday in `year`, or None if the table does not know it."""
    return None
