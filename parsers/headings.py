"""Headings of order forms: what stands in the column below each, and whether a row of them makes a table."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import Literal

from parsers import units, wordlists
from parsers.cells import Cell
from parsers.form_labels import says
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
# In one language, and in two.
_LONGEST_HEADING, _LONGEST_PAIR = 24, 48
# What prices and sums are stated in: beside their name and not part of it.
_CURRENCY = re.compile(
    r"(?<![a-z])(?:usd|us\$|eur|euros?|gbp|cny|rmb|hkd|jpy|aud|cad|sgd|myr|thb|kes|idr|vnd|inr)(?![a-z])"
    r"|[$€£¥]|人民币|美元|美金|港币|港元|欧元|(?<=[价额计]) ?元"
)
# 箱数, no. of cartons, boxes: a unit heads the column of what is counted by it.
_UNITS = re.compile(
    r"(?:(?:no\.?|number|qty|quantity|total|order(?:ed)?|#) ?(?:of |in )?|共|合计|总|几|订|要)?"
    r"([㐀-鿿]{1,2}?|[a-z]{2,10})(?: ?(?:qty|ordered|total))?(?:数|数量)?"
)
_PAIR = re.compile(r"/|[㐀-鿿] ?[a-z]|[a-z] ?[㐀-鿿]")
_MOST_COUNTED = 2
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
    filled = [column.heading for column in columns if column.heading.text and not _of_order(column)]
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


def _of_order(column: Column) -> bool:
    """Whether the column is of the order and not of its lines, as in lists that programs write: order_no, ship to address."""
    return not column.role and says("column_label", column.heading.text.strip(" *:"))


def _counted(columns: Sequence[Column]) -> Sequence[Column]:
    """The columns, where none is headed by a word for amounts with the one headed by a unit as that: 品名 | 箱数."""
    roles = {column.role for column in columns}
    if "quantity" in roles or not roles & set(NAMING):
        return columns
    heads = [
        (place, unit)
        for place, column in enumerate(columns)
        if column.role in ("", "aside") and (unit := counted(column.heading.text))
    ]
    if not heads or len(heads) > _MOST_COUNTED:
        return columns
    # Of two the first is what is ordered, the other what it comes to.
    place, unit = heads[0]
    told = replace(columns[place], role="quantity", unit=unit)
    return [*columns[:place], told, *columns[place + 1 :]]


@lru_cache(maxsize=512)
def counted(heading: str) -> str:
    """The unit that heads a column of what is counted by it (箱数, ctns, total pcs); empty where none does."""
    found = _UNITS.fullmatch(_named(heading))
    return found[1] if found and units.named(found[1]) is not None and not packs(heading) else ""


@lru_cache(maxsize=512)
def packs(heading: str) -> bool:
    """Whether a column says how many are in each box: 装箱数, pcs/ctn."""
    return _packs().fullmatch(_named(BRACKETS.sub(" ", heading))) is not None


def _named(heading: str) -> str:
    return re.sub(r"[\s.*:：_]+", " ", heading).strip(" -/")


@cache
def _packs() -> re.Pattern[str]:
    return re.compile("|".join(wordlists.load("tables")["pack"]["like"]))


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
    name = _named(BRACKETS.sub(" ", heading))
    if len(name) > (_LONGEST_PAIR if _PAIR.search(name) else _LONGEST_HEADING):
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
        halves = [half.strip(" -") for half in name.split("/")]
        role = next((known[half] for half in halves if half in known), "")
    if not role and (both := _TWO_SCRIPTS.fullmatch(name)):
        # 品名 Product: the same heading in both languages.
        role = next((known[half] for part in both.groups("") if (half := part.strip(" /-")) in known), "")
    if not role:
        spelled = squeezed if not squeezed.isascii() else name
        role = _made_like(spelled)
    if not role and "/" in name:
        role = next((one for half in name.split("/") if (one := _made_like(half.strip(" -")))), "")
    return role


def _made_like(name: str) -> Role:
    if _packs().fullmatch(name):
        return "aside"
    return next((one for one, like in _made() if like.fullmatch(name)), "")


def sums_up(text: str, *, alone: bool = False) -> bool:
    """Whether a row that begins with this cell is the sum of those above; `text` in lower case. `alone`: wherever it stands
    in the row, with nothing but that in it."""
    told = re.sub(r"\s+", " ", _CURRENCY.sub(" ", BRACKETS.sub(" ", text))).strip(" .:：=-")
    if told in _total_words() or _sums_like().fullmatch(told):
        return True
    return not alone and re.split(r"[\s:：]", text, maxsplit=1)[0] in _total_words()


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
def _sums_like() -> re.Pattern[str]:
    return re.compile("|".join(wordlists.load("tables")["total"]["like"]))


@cache
def _total_words() -> tuple[str, ...]:
    return tuple(wordlists.load("tables")["total"]["words"])
