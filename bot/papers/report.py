"""Figures of a period: how much was ordered, how smoothly it went, and by whom. Pure; money of two currencies is never added."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from statistics import median
from typing import Literal, get_args

from store.facts import Fact

By = Literal["all", "channel", "customer", "product", "rep", "courier", "carrier", "day", "week", "month"]
BY: tuple[By, ...] = get_args(By)
PERIODS: frozenset[By] = frozenset({"day", "week", "month"})
_NAMED: frozenset[By] = frozenset({"product", "channel", "carrier"})
NOBODY = ""
"""The key of what belongs to no rep, courier or customer on file."""


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one group. `placed`: all that was begun; `orders`: those of them that were agreed and not cancelled, which
    all that follows is about. `minutes`: the median from the first message to the agreement. `late`: delivered after its day,
    or not yet though the day is over. `score`: the average of the ratings, one decimal."""

    key: str
    label: str
    placed: int
    orders: int
    lines: int
    value: Mapping[str, Decimal]
    unpriced: int
    touchless: int
    asked: int
    minutes: float | None
    delivered: int
    late: int
    returned: int
    cancelled: int
    rated: int
    score: float | None

    @property
    def touchless_share(self) -> float | None:
        return self.touchless / self.orders if self.orders else None


@dataclass(frozen=True, slots=True)
class Report:
    """A period, its groups (the largest first, periods in their order), all of it in one row, and why had to be asked."""

    by: By
    since: date
    until: date
    rows: tuple[Row, ...]
    whole: Row
    reasons: tuple[tuple[str, int], ...]

    @property
    def currencies(self) -> tuple[str, ...]:
        """The currencies that occur, the most usual first."""
        count = Counter(currency for row in (*self.rows, self.whole) for currency in row.value)
        return tuple(sorted(count, key=lambda one: (-count[one], one)))


def report(
    facts: Iterable[Fact],
    *,
    by: By,
    since: date,
    until: date,
    zone: tzinfo,
    now: datetime,
    label: Callable[[str], str] = lambda key: key,
) -> Report:
    """The figures of these orders; `since` and `until` (both included) are those that they were chosen by. `label` names
    the SKU, channel or carrier of a group."""
    known = tuple(facts)
    today = now.astimezone(zone).date()
    groups: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in known:
        for group in dict.fromkeys(_groups(fact, by, zone)):
            groups[group].append(fact)
    rows = [
        _row(
            key,
            label(key) if by in _NAMED and key else name,
            some,
            zone=zone,
            today=today,
            sku=key if by == "product" else None,
        )
        for (key, name), some in groups.items()
    ]
    if by in PERIODS:
        rows.sort(key=lambda row: row.key)
    else:
        rows.sort(key=lambda row: (-row.orders, -row.placed, row.key))
    reasons = Counter(reason for fact in known for reason in fact.asked)
    return Report(
        by=by,
        since=since,
        until=until,
        rows=tuple(rows) if by != "all" else (),
        whole=_row("", "", known, zone=zone, today=today),
        reasons=tuple(sorted(reasons.items(), key=lambda one: (-one[1], one[0]))),
    )


def bounds(since: date, until: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """The moments between which the days from `since` to `until` lie, both included."""
    begin = datetime.combine(since, datetime.min.time(), zone)
    return begin, datetime.combine(until + timedelta(days=1), datetime.min.time(), zone)


def _groups(fact: Fact, by: By, zone: tzinfo) -> Iterator[tuple[str, str]]:
    """The groups that an order belongs to, as (key, label)."""
    day = fact.placed_at.astimezone(zone).date()
    if by == "product":
        yield from ((line.sku, line.sku) for line in fact.lines if line.sku)
    elif by == "carrier":
        yield from ((carrier, carrier) for carrier in fact.carriers)
    elif by == "customer":
        yield fact.customer_code or NOBODY, fact.customer if fact.customer_code else NOBODY
    elif by == "day":
        yield day.isoformat(), day.isoformat()
    elif by == "week":
        monday = day - timedelta(days=day.weekday())
        yield monday.isoformat(), monday.isoformat()
    elif by == "month":
        yield f"{day:%Y-%m}", f"{day:%Y-%m}"
    elif by != "all":
        found = {"channel": fact.channel, "rep": fact.rep, "courier": fact.courier}[by] or NOBODY
        yield found, found


def _row(
    key: str, label: str, facts: Iterable[Fact], *, zone: tzinfo, today: date, sku: str | None = None
) -> Row:
    """`sku`: only its lines count."""
    known = tuple(facts)
    agreed = [
        fact for fact in known if fact.booked_at is not None and fact.status not in {"draft", "cancelled"}
    ]
    value: dict[str, Decimal] = defaultdict(Decimal)
    unpriced = 0
    for fact in agreed:
        amounts = [line.amount for line in fact.lines if sku is None or line.sku == sku]
        if any(amount is None for amount in amounts) or fact.currency is None:
            unpriced += 1
        value_of = sum((amount for amount in amounts if amount is not None), Decimal(0))
        if fact.currency is not None and value_of:
            value[fact.currency] += value_of
    waits = [(fact.booked_at - fact.placed_at).total_seconds() / 60 for fact in agreed if fact.booked_at]
    ratings = [fact.rating for fact in agreed if fact.rating is not None]
    return Row(
        key=key,
        label=label,
        placed=len(known),
        orders=len(agreed),
        lines=sum(1 for fact in agreed for line in fact.lines if sku is None or line.sku == sku),
        value=dict(value),
        unpriced=unpriced,
        touchless=sum(fact.touchless for fact in agreed),
        asked=sum(bool(fact.asked) for fact in agreed),
        minutes=round(median(waits), 1) if waits else None,
        delivered=sum(fact.delivered_at is not None for fact in agreed),
        late=sum(_late(fact, zone, today) for fact in agreed),
        returned=sum(fact.returned for fact in agreed),
        cancelled=sum(fact.status == "cancelled" for fact in known),
        rated=len(ratings),
        score=round(sum(ratings) / len(ratings), 1) if ratings else None,
    )


def _late(fact: Fact, zone: tzinfo, today: date) -> bool:
    if fact.delivery_date is None:
        return False
    if fact.delivered_at is not None:
        return fact.delivered_at.astimezone(zone).date() > fact.delivery_date
    over = fact.status in {"completed", "returning", "returned"}
    return not over and today > fact.delivery_date
