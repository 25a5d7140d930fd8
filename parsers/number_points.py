"""What the point of 1.200 parts: thousands to some, decimals to others. The number stays open until its text or its writer's
country tells; what is counted in pieces has no thousandths."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from parsers import phrases, units
from parsers.number_values import NumberValue, exact
from parsers.quantities import Amount
from parsers.spans import Span

Parts = Literal["thousands", "decimals"]
_CHINA = "CN"
_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Points:
    """What points part in a text: by what is written in it (`shown`), or by the habit of its writer's country."""

    shown: Parts | None = None
    habit: Parts | None = None

    def settled(self, span: Span) -> Span:
        """The amount with its number as it is meant, if that can be told."""
        if span.label not in ("quantity", "bare"):
            return span
        amount: Amount = span.value
        number = amount.number
        if number is None or not _is_open(number):
            return span
        counted = amount.unit is not None and not units.measures(amount.unit)
        parts = self.shown
        if counted:
            parts = "thousands" if _has_thousandths(number) else self.shown or self._usual(amount.unit)
        if parts is None:
            return span
        meant = number.high if parts == "thousands" else number.low
        return replace(span, value=Amount(exact(meant), amount.unit))

    def _usual(self, unit: str | None) -> Parts | None:
        """The writer's habit; of the Chinese one only the words of Chinese are sure."""
        return None if self.habit == "decimals" and (unit or "").isascii() else self.habit


def tell(text: str, region: str | None) -> Points:
    """What points part in the text; `region` is the ISO country of who wrote it."""
    book = phrases.book("number_points")
    habit: Parts | None = "decimals" if region == _CHINA else None
    if region in phrases.words("number_points", "thousands_with_points"):
        habit = "thousands"
    if _counts_thousandths(text) or book["thousands_shown"].pattern.search(text):
        return Points("thousands", habit)
    decimals = book["decimals_shown"].pattern.search(text) is not None
    commas = book["commas_shown"].pattern.search(text) is not None
    if decimals == commas:
        return Points(None, habit)
    return Points("decimals" if decimals else "thousands", habit)


def settled(spans: Iterable[Span], points: Points) -> list[Span]:
    return [points.settled(span) for span in spans]


def _counts_thousandths(text: str) -> bool:
    """Whether pieces are counted with a point (1.250 pcs)."""
    for found in phrases.book("number_points")["pointed"].pattern.finditer(text):
        unit = units.at(text, found.end())
        if unit is not None and unit[1].kind not in units.MEASURES and not found.group().endswith("000"):
            return True
    return False


def _is_open(number: NumberValue) -> bool:
    return number.form == "ambiguous" and number.low * _THOUSAND == number.high


def _has_thousandths(number: NumberValue) -> bool:
    return number.low != number.low.to_integral_value()
