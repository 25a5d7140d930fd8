"""What the rows of a form come to: amount times price is the row's sum, and the sums are the form's. Where they agree
they prove what stands in which column; where one row does not, it contradicts itself."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

_NUMBER = re.compile(r"\d{1,3}(?:[.,' ]\d{3}){1,4}(?:[.,]\d{1,4})?|\d{1,12}(?:[.,]\d{1,6})?")
_MOST_SIGNS = 6
# Prices are rounded, and so are sums.
_ROUNDED, _SHARE = Decimal("0.02"), Decimal("0.002")
_FEWEST_ROWS, _COLUMNS = 2, 3


def values(cell: str) -> tuple[Decimal, ...]:
    """The numbers that the cell may mean, by the point and by the comma: 1.250 is one thing here and another there."""
    found = _NUMBER.search(cell)
    if found is None or len(cell) - len(found[0]) > _MOST_SIGNS:
        return ()
    written = re.sub(r"[' ]", "", found[0])
    if re.search(r"\d", cell[: found.start()] + cell[found.end() :]):
        return ()
    read = (written.replace(",", ""), written.replace(".", "").replace(",", "."))
    return tuple(Decimal(one) for one in read if one.count(".") <= 1)


def close(one: Decimal, other: Decimal) -> bool:
    """Whether two sums are the same but for rounding."""
    return abs(one - other) <= max(_ROUNDED, abs(other) * _SHARE)


def holds(quantity: str, price: str, total: str) -> bool | None:
    """Whether the row's sum is its amount times its price; None where one of them is no number."""
    numbers = [values(cell) for cell in (quantity, price, total)]
    if not all(numbers):
        return None
    return any(close(q * p, t) for q in numbers[0] for p in numbers[1] for t in numbers[2])


def proven(rows: Sequence[Sequence[str]], quantity: int, price: int, total: int) -> bool:
    """Whether each row proves which column is which."""
    told = [holds(row[quantity], row[price], row[total]) for row in rows]
    plain = [row for row in rows if len({row[quantity], row[price], row[total]}) == _COLUMNS]
    return len(told) >= _FEWEST_ROWS and all(told) and bool(plain)


def adds_up(cells: Iterable[str], total: str) -> bool | None:
    """Whether the cells come to the total; None where one of them is no number."""
    told = [values(cell) for cell in (*cells, total)]
    if not all(told):
        return None
    # All of a column are written alike.
    both = [(one[0], one[-1]) for one in told]
    return any(close(sum((row[way] for row in both[:-1]), Decimal(0)), both[-1][way]) for way in (0, 1))
