"""Headings of order forms: what stands in the column below each, and whether a row of them makes a table."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import Literal

from parsers import units, wordlists
from parsers.cells import Cell
from parsers.values import frozen

Role = Literal[
    "number", "code", "product", "spec", "quantity", "unit", "price", "amount", "note", "aside", ""
]

_ROLES: tuple[Role, ...] = (
    "number",
    "code",
    "product",
    "spec",
    "quantity",
    "unit",
    "price",
    "amount",
    "note",
    "aside",
)
NAMING = ("code", "product", "spec")
"""The roles of the columns that together name a row's product."""
BRACKETS = re.compile(r"[(\[（【]([^)\]）】]*)[)\]）】]")
_LONGEST_HEADING = 24
# What prices and sums are stated in: beside their name and not part of it.
_CURRENCY = re.compile(
    r"(?<![a-z])(?:usd|us\$|eur|euros?|gbp|cny|rmb|hkd|jpy|aud|cad|sgd|myr|thb|kes|idr|vnd|inr)(?![a-z])"
    r"|[$€£¥]|人民币|美元|美金|港币|港元|欧元|(?<=[价额计]) ?元"
)
# 箱数, no. of cartons, boxes: a unit heads the column of what is counted by it.
_UNITS = re.compile(
    r"(?:(?:no\.?|number|qty|#) ?(?:of )?|几|订|要)?([㐀-鿿]{1,2}?|[a-z]{2,10})(?: ?qty)?(?:数|数量)?"
)
_TWO_SCRIPTS = re.compile(r"([^a-z]+)([a-z][^㐀-鿿]*)|([^㐀-鿿]*[a-z][^㐀-鿿]*)([㐀-鿿][^a-z]*)")


@frozen
class Column:
    """`unit` is what the heading states beside its name: 箱 of 数量(箱), usd of Price (USD)."""

    role: Role
    heading: Cell
    unit: str = ""


def of(columns: Sequence[Column]) -> list[Column] | None:
    """The columns of an order form, if their headings are those of one: products and amounts are named."""
    columns = _counted(columns)
    roles = [column.role for column in columns if column.role]
    filled = [column.heading for column in columns if column.heading.text]
    named = set(roles) & set(NAMING) or (
        {"number"} & set(roles) and any("item" in cell.text for cell in filled)
    )
    if (
        roles.count("quantity") == 1
        and not {"code", "product"} & set(roles)
        and len(filled) > 2
        and _headings_only(filled)
    ):
        # 面料 | 颜色 | 用量: what a trade calls its goods may be no word of ours.
        return [column if column.role else replace(column, role="spec") for column in columns]
    if len(columns) < 2 or not named or not {"quantity", "unit", "price"} & set(roles):
        return None
    if 2 * len(roles) > len(filled) and len(roles) >= 2 and ("quantity" in roles or len(roles) < len(filled)):
        return list(columns)
    return None


def _counted(columns: Sequence[Column]) -> Sequence[Column]:
    """The columns, where none is headed by a word for amounts with the one headed by a unit as that: 品名 | 箱数."""
    roles = {column.role for column in columns}
    if "quantity" in roles or not roles & set(NAMING):
        return columns
    heads = [
        (place, unit[1])
        for place, column in enumerate(columns)
        if column.role in ("", "aside")
        and (unit := _UNITS.fullmatch(column.heading.text.strip()))
        and units.named(unit[1]) is not None
    ]
    if len(heads) != 1:
        return columns
    place, counted = heads[0]
    told = replace(columns[place], role="quantity", unit=counted)
    return [*columns[:place], told, *columns[place + 1 :]]


def column(text: str) -> Column:
    """What stands under a heading that is a cell of its own; `text` in lower case."""
    return under(Cell(0, len(text), text))


def under(cell: Cell) -> Column:
    """What stands under a heading; its text in lower case."""
    role, unit = _read(cell.text)
    return Column(role, cell, unit)


@lru_cache(maxsize=512)
def _read(heading: str) -> tuple[Role, str]:
    """The role and the unit that a heading states: every cell of a text is asked for one, by every way to part its row, so
    remembered."""
    bracket = BRACKETS.search(heading)
    name = re.sub(r"[\s.*:：]+", " ", BRACKETS.sub(" ", heading)).strip(" -/")
    if len(name) > _LONGEST_HEADING:
        return "", ""
    unit = bracket[1].strip() if bracket else ""
    role = _role(name)
    if (told := _CURRENCY.search(name)) is not None:
        # Price USD, EUR/pc
        role = role or _role(_CURRENCY.sub(" ", name).strip(" -/"))
        unit = unit or (told[0].strip() if role in ("price", "amount") else "")
    return role, unit


def _role(name: str) -> Role:
    """The role of a heading by its words; by how such headings are made where it is none of those known."""
    known = _headings()
    squeezed = name.replace(" ", "")
    role = known.get(name) or known.get(squeezed, "")
    if not role and "/" in name:
        role = known.get(name.split("/")[0].strip(), "")
    if not role and (both := _TWO_SCRIPTS.fullmatch(name)):
        # 品名 Product: the same heading in both languages.
        role = next((known[half] for part in both.groups("") if (half := part.strip(" /-")) in known), "")
    if not role:
        spelled = squeezed if not squeezed.isascii() else name
        role = next((one for one, like in _made() if like.fullmatch(spelled)), "")
    return role


def sums_up(text: str) -> bool:
    """Whether a row that begins with this cell is the sum of those above; `text` in lower case."""
    first = re.split(r"[\s:：]", text, maxsplit=1)[0]
    return first in _total_words() or text.rstrip(" :：") in _total_words()


def _headings_only(cells: Sequence[Cell]) -> bool:
    return all(len(cell.text) <= _LONGEST_HEADING and not re.search(r"\d", cell.text) for cell in cells)


@cache
def _headings() -> dict[str, Role]:
    table = wordlists.load("tables")
    return {word: role for role in reversed(_ROLES) for word in table[role]["words"]}


@cache
def _made() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    """How headings of a role are put together; what orders nothing is told first."""
    table = wordlists.load("tables")
    order: tuple[Role, ...] = ("aside", *(role for role in _ROLES if role != "aside"))
    return tuple((role, re.compile("|".join(table[role]["like"]))) for role in order if "like" in table[role])


@cache
def _total_words() -> tuple[str, ...]:
    return tuple(wordlists.load("tables")["total"]["words"])
