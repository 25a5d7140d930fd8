"""Lists of moves as people and programs write them: rows of fields, or a table of a file, to moves or to why not."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, cast, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from bot.desk import parcels, staffcommands
from bot.desk.moves import Move, Unusable
from parsers.attachments.document import Document, Grid
from parsers.normalize import plain
from store.order import MODES, Mode
from store.states import State

_LOOKED_AT = 20
"""Rows from the top of a table in which its headings may stand."""
_MARKS = re.compile(r"[\s_.:：#*()（）\-]+")

Cell = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class NewMove(BaseModel):
    """One move: to `state`; or shipped, with `tracking_number` and `carrier`; or `state` "release" from a hold."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    order_no: Cell
    state: Cell | None = Field(None, description="A state's code, its Chinese word, or `release`")
    carrier: Cell | None = Field(None, description="Its code or name; else the number tells it, if it can")
    tracking_number: Cell | None = None
    mode: Cell | None = Field(
        None, description=f"How it travels, with a shipment: {', '.join(MODES)}, or a Chinese word"
    )
    insurance: Annotated[str, StringConstraints(strip_whitespace=True, max_length=100)] | None = Field(
        None, description="For what the shipment is insured"
    )
    signed_by: Annotated[str, StringConstraints(strip_whitespace=True, max_length=100)] | None = Field(
        None, description="Who signed for the goods; with the state delivered"
    )
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)] | None = Field(
        None, description="Why, for the history; needed for on_hold"
    )
    version: Annotated[int, Field(ge=1, lt=2**31)] | None = Field(
        None, description="Only if the order is still at this version"
    )


class UnreadableListError(Exception):
    """A file in which no list of moves stands; the text says why, in one line."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row of a file: where it stands in it, and its move."""

    place: str
    move: Move | Unusable


def of_fields(fields: Any) -> Move | Unusable:
    """The move that a row of fields says."""
    try:
        row = NewMove.model_validate(fields)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        where = ".".join(str(part) for part in first["loc"])[:60]
        stated = fields.get("order_no") if isinstance(fields, dict) else None
        number = stated[:100] if isinstance(stated, str) else ""
        return Unusable(number, f"{where}: {first['msg']}" if where else first["msg"])
    return _move(row)


def of_document(document: Document) -> tuple[ListRow, ...]:
    """The moves of an opened CSV or xlsx file, row by row. Raises UnreadableListError."""
    if document.problem is not None:
        raise UnreadableListError(f"the file cannot be read: {document.problem}")
    grids = [part for part in document.parts if isinstance(part, Grid) and part.rows]
    tables = [(grid, found) for grid in grids if (found := _headings(grid)) is not None]
    if not tables:
        raise UnreadableListError(
            "no heading names the order number beside a state or a tracking number; "
            "write order_no, state, carrier, tracking_number, reason in the first row"
        )
    rows = tuple(row for grid, (top, columns) in tables for row in _rows(grid, top, columns))
    doubts = [doubt for grid, _ in tables for doubt in grid.doubts]
    left = [grid.name or "a sheet" for grid in grids if all(grid is not one for one, _ in tables)]
    told = [f"nothing of sheet {name} was done: no heading of an order number" for name in left]
    return (*rows, *(ListRow("", Unusable("", one)) for one in (*doubts, *told)))


def heading(words: str) -> str | None:
    """The field that a column's heading names."""
    return _words()[0].get(_bare(words))


def state_of(words: str) -> str | None:
    """The code of a state, or `release`."""
    return _words()[1].get(_bare(words))


def mode_of(words: str) -> Mode | None:
    """The way to travel that the words mean."""
    return cast("Mode | None", _modes().get(_bare(words)))


def _headings(grid: Grid) -> tuple[int, Mapping[int, str]] | None:
    for top, row in enumerate(grid.rows[:_LOOKED_AT]):
        columns: dict[int, str] = {}
        for place, cell in enumerate(row):
            name = heading(cell)
            if name is not None and name not in columns.values():
                columns[place] = name
        if "order_no" in columns.values() and {"state", "tracking_number"} & set(columns.values()):
            return top, columns
    return None


def _rows(grid: Grid, top: int, columns: Mapping[int, str]) -> Iterator[ListRow]:
    for index, cells in enumerate(grid.rows[top + 1 :], top + 1):
        fields: dict[str, Any] = {
            name: cells[place].strip()
            for place, name in columns.items()
            if place < len(cells) and cells[place].strip()
        }
        if not fields:
            continue
        where = grid.place(index)
        if grid.numbers[index] in grid.hidden:
            number = str(fields.get("order_no", ""))[:100]
            yield ListRow(where, Unusable(number, "the row is hidden in the file: show it, or take it out"))
            continue
        version = fields.get("version", "")
        if version.isascii() and version.isdecimal():
            fields["version"] = int(version)
        yield ListRow(where, of_fields(fields))


def _move(row: NewMove) -> Move | Unusable:
    state = state_of(row.state) if row.state else None
    if row.state and state is None:
        return Unusable(
            row.order_no, f"{row.state[:60]} is no state; there are: {', '.join(get_args(State))}, release"
        )
    if row.signed_by and state != "delivered":
        return Unusable(row.order_no, "signed_by goes with delivered")
    order_no = staffcommands.order_no(row.order_no) or row.order_no
    mode = mode_of(row.mode) if row.mode else None
    if row.mode and mode is None:
        return Unusable(row.order_no, f"{row.mode[:60]} is no way to travel; there are: {', '.join(MODES)}")
    if (row.mode or row.insurance) and not (row.tracking_number or row.carrier):
        return Unusable(row.order_no, "mode and insurance go with a shipment")
    plain_move = Move(order_no, "advance", reason=row.reason or None, version=row.version)
    if row.tracking_number or row.carrier:
        if not row.tracking_number and not parcels.is_own(row.carrier):
            return Unusable(row.order_no, "a carrier without a tracking number")
        if state not in {None, "shipped"}:
            return Unusable(row.order_no, f"a tracking number goes with shipped, not with {state}")
        return _changed(
            plain_move,
            verb="ship",
            carrier=row.carrier,
            tracking_number=row.tracking_number,
            mode=mode,
            insurance=row.insurance or None,
        )
    if state is None:
        return Unusable(row.order_no, "neither a state nor a tracking number")
    if state == "release":
        return _changed(plain_move, verb="release")
    if state == "on_hold":
        return _changed(plain_move, verb="hold")
    if state == "cancelled":
        return _changed(plain_move, verb="cancel")
    return _changed(plain_move, to=cast("State", state), signed_by=row.signed_by or None)


def _changed(move: Move, **fields: Any) -> Move:
    return Move(**{name: getattr(move, name) for name in Move.__slots__} | fields)


def _bare(words: str) -> str:
    return _MARKS.sub("", plain(words[:60]).casefold())


@cache
def _words() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Headings and states by their words."""
    told = tomllib.loads(files("bot.desk").joinpath("moves.toml").read_text("utf-8"))
    headings = _by_word(told["heading"].items())
    states = _by_word(((code, [code, *words]) for code, words in told["state"].items()))
    return headings, states | _by_word([("release", told["release"]["words"])])


@cache
def _modes() -> Mapping[str, str]:
    told = tomllib.loads(files("bot.desk").joinpath("moves.toml").read_text("utf-8"))
    return _by_word((code, [code, *words]) for code, words in told["mode"].items())


def _by_word(named: Any) -> dict[str, str]:
    words: dict[str, str] = {}
    for name, sayings in named:
        words |= {_bare(saying): name for saying in sayings}
    return words
