"""The page of figures: a period and its groups as a table, a chart and an xlsx file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any, cast, get_args

from bot.console.words import words
from bot.papers import chart, workbook
from bot.papers.report import BY, PERIODS, By, Report, bounds, report
from store import products
from store.database import Tx
from store.facts import facts

LONGEST = timedelta(days=3660)
_DRAWN = 20


@dataclass(frozen=True)
class Asked:
    """What the page was asked for."""

    by: By
    since: date
    until: date


def asked(query: Mapping[str, str], *, now: datetime, zone: tzinfo) -> Asked:
    """By the query; what of it cannot be used is this month, by day."""
    today = now.astimezone(zone).date()
    until = day(query.get("until")) or today
    since = day(query.get("since")) or until.replace(day=1)
    if not timedelta(0) <= until - since <= LONGEST:
        since = until.replace(day=1)
    by = query.get("by", "day")
    return Asked(cast("By", by) if by in get_args(By) else "day", since, until)


def made(tx: Tx, what: Asked, *, now: datetime, zone: tzinfo, language: str) -> Report:
    """The report, its labels in the words of the page."""
    t = words(language)

    def label(key: str) -> str:
        if what.by == "product":
            product = products.get(tx, key)
            english = product.name_en if product and language == "en" else ""
            return english or (product.name if product else key)
        return str(t["channels"].get(key, key)) if what.by == "channel" else key

    begin, end = bounds(what.since, what.until, zone)
    found = facts(tx, since=begin, until=end)
    return report(found, by=what.by, since=what.since, until=what.until, zone=zone, now=now, label=label)


def table(found: Report, *, language: str) -> dict[str, Any]:
    """What the page shows of it: headings, rows, a chart and the reasons."""
    t = _words(language)
    heads = [head for head, _ in workbook.figures(found.whole, found.currencies, t)]
    rows = [
        (
            t["whole"] if row is found.whole else row.label or t["nobody"],
            [
                _shown(value, head == t["touchless"])
                for head, value in workbook.figures(row, found.currencies, t)
            ],
        )
        for row in (*found.rows, found.whole)
    ]
    drawn = found.rows[-_DRAWN:] if found.by in PERIODS else found.rows[:_DRAWN]
    return {
        "heads": heads,
        "table": rows,
        "groups": [(one, t["by"][one]) for one in BY],
        "chart": chart.bars(
            [(row.label or t["nobody"], float(row.orders), str(row.orders)) for row in drawn],
            title=t["orders"],
        )
        if drawn
        else "",
        "reasons": [(t["asked_for"](reason), count) for reason, count in found.reasons],
    }


def sheet(found: Report, *, language: str, company: str) -> bytes:
    """The xlsx file."""
    return workbook.workbook(found, _words(language), title=f"{company} {found.since} – {found.until}")


def _words(language: str) -> dict[str, Any]:
    t = words(language)

    def asked_for(reason: str) -> str:
        field, _, code = reason.partition(" ")
        return f"{t['asked'].get(field, field)}: {t['codes'].get(code, code)}"

    return {**t["figures"], "report": t["report"], "asked_for": asked_for}


def _shown(value: Any, share: bool) -> str:
    if value is None:
        return ""
    if share:
        return f"{value:.0%}"
    return f"{value:,}"


def day(text: str | None) -> date | None:
    """A day as forms send it; None where it is none."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
