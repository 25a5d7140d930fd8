"""Moves by API: one order at a time against the version that the caller has seen, or many with each row's outcome."""

import hashlib
from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationInfo, field_validator

from bot.api.calling import CHANNEL, Answer, Api, Call
from bot.api.orders import of_call
from bot.api.problems import Problem, invalid
from bot.desk import movelist, moves, parcels
from bot.desk.movelist import NewMove, UnreadableListError
from bot.desk.moves import Move, Mover, Unusable, Verb
from bot.desk.progress import BreachStep
from store import moves as outcomes
from store import orders, scripts
from store.moves import MoveList, MoveRow
from store.order import Mode, Order
from store.states import State, allowed

CSV, XLSX = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ENDING = {CSV: "csv", XLSX: "xlsx"}

Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class Step(BaseModel):
    """One move of one order."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Annotated[int, Field(ge=1, lt=2**31)] = Field(
        description="The order's version as you have seen it; at another one nothing happens"
    )


class Advance(Step):
    """To another state."""

    to: State
    reason: Reason | None = None
    signed_by: (
        Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)] | None
    ) = Field(None, description="Who signed for the goods; with `delivered`")


class Ship(Step):
    """To shipped, with the shipment; or a further shipment of an order that is on its way."""

    carrier: Word | None = Field(
        None, description="The carrier's code or name; else the number tells it, if it can"
    )
    tracking_number: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = Field(
        "", description="What your own couriers deliver (carrier `own`) needs none", validate_default=True
    )
    mode: Mode | None = Field(None, description="How it travels")
    insurance: (
        Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)] | None
    ) = Field(None, description="For what it is insured")
    reason: Reason | None = None

    @field_validator("tracking_number")
    @classmethod
    def _numbered(cls, number: str, info: ValidationInfo) -> str:
        if not number and not parcels.is_own(info.data.get("carrier")):
            raise ValueError("only the carrier own goes without a tracking number")
        return number


class Hold(Step):
    """To on_hold; the customer is told the reason."""

    reason: Reason


class Release(Step):
    """Back to where it was held from."""

    reason: Reason | None = None


class Cancel(Step):
    """To cancelled; the customer is told the reason."""

    reason: Reason


class Assign(Step):
    """Into the hands of these people and departments, and of nobody else; of nobody, if there are none."""

    names: Annotated[tuple[Word, ...], Field(max_length=50)] = Field(
        description="Names of people and departments, as the configuration has them"
    )
    reason: Reason | None = None


class Breach(Step):
    """One step of dealing with a breach of the rules; the customer is not told."""

    step: BreachStep = Field(
        description="`report` stops the order, `investigate` and `correct` record what was found and what is done about it, "
        "`close` ends it"
    )
    reason: Reason = Field(description="The words of this step")


class NewMoves(BaseModel):
    """Many moves; each is made by itself."""

    moves: list[NewMove]


class _Rows(BaseModel):
    """The same, with what its rows say left open: a bad one is told in its row."""

    model_config = ConfigDict(extra="forbid")

    moves: list[Any]
    idempotency_key: Word | None = None


def step(verb: Verb, model: type[Step]) -> Callable[[Api, Call], Answer]:
    """The operation that makes one such move."""

    def run(api: Api, call: Call) -> Answer:
        stated = call.read(model)
        number = call.parts["order_no"]
        if verb in {"assign", "breach"} and not call.is_ours:
            raise Problem(403, "not_allowed_here", "this is for programs of the company's own")
        if isinstance(stated, Assign):
            _check_names(api, stated)
        with api.db.read() as tx:
            of_call(tx, call, number)
        move = Move(number, verb, **stated.model_dump())
        once = _list(call, f"{verb}/{number}", None)
        begun = _begun(api, call, once)
        row = moves.make_row(api.db, 1, move, mover=_mover(call), now=call.now, known=once)
        if row.outcome != "moved":
            raise _refusal(api, row)
        with api.db.read() as tx:
            order = scripts.order_json(tx, number, zone=api.zone, internal=call.is_ours)
        return Answer(order, headers={"Idempotent-Replayed": "true"} if begun else {})

    return run


def many(api: Api, call: Call) -> Answer:
    """Makes each move of a list, and tells what became of each."""
    stated: str | None = None
    places: list[str | None]
    rows: list[Move | Unusable]
    if call.kind in _ENDING:
        try:
            found = movelist.of_document(
                api.desk.opener.open(f"moves.{_ENDING[call.kind]}", call.kind, call.body)
            )
        except UnreadableListError as error:
            raise invalid([{"field": "", "message": str(error)}]) from None
        places, rows = [one.place or None for one in found], [one.move for one in found]
    else:
        body = call.read(_Rows)
        stated = body.idempotency_key
        rows = [movelist.of_fields(fields) for fields in body.moves[: api.settings.max_rows + 1]]
        places = [None] * len(rows)
    if len(rows) > api.settings.max_rows:
        raise Problem(
            413, "too_large", f"the list has more than {api.settings.max_rows} moves; nothing was done"
        )
    once = _list(call, "moves", stated)
    begun = _begun(api, call, once)
    told = moves.make_all(api.db, rows, mover=_mover(call), clock=api.clock, known=once)
    moved = sum(row.outcome == "moved" for row in told)
    body_told = {
        "moved": moved,
        "not_moved": len(told) - moved,
        "rows": [{**asdict(row), "place": place} for row, place in zip(told, places, strict=True)],
    }
    return Answer(body_told, headers={"Idempotent-Replayed": "true"} if begun else {})


def _check_names(api: Api, stated: Assign) -> None:
    known = api.desk.staff.names
    for place, name in enumerate(stated.names):
        if name not in known:
            message = f"there is nobody and no department {name}; there are: {', '.join(known) or 'none'}"
            raise invalid([{"field": f"names.{place}", "message": message}])


def _mover(call: Call) -> Mover:
    own = call.key.customer_code
    return Mover(call.key.name, CHANNEL, sees=lambda order: own is None or order.customer.code == own)


def _list(call: Call, what: str, stated: str | None) -> MoveList | None:
    """The list that the call brings, if the caller gave it a number of its own."""
    own = call.idempotency_key(stated)
    if own is None:
        return None
    return MoveList(f"{CHANNEL}:{call.key.name}/{what}/{own}", hashlib.sha256(call.body).hexdigest())


def _begun(api: Api, call: Call, once: MoveList | None) -> bool:
    """Whether this very list came before. Raises Problem if its number came with another one."""
    if once is None:
        return False
    with api.db.begin() as tx:
        outcomes.begin(tx, once, now=call.now)
        known = outcomes.digests(tx, once.source)
        if known != (once.digest,):
            detail = "this idempotency key came before with another content; nothing was done now"
            raise Problem(422, "key_used_otherwise", detail)
        return outcomes.recorded(tx, once, 1) is not None


def _refusal(api: Api, row: MoveRow) -> Problem:
    with api.db.read() as tx:
        order = orders.get(tx, row.order_no)
    code: Literal["stale", "not_possible"] = "stale" if row.outcome == "stale" else "not_possible"
    return Problem(409, code, row.detail or "", **(_stands(order) if order else {}))


def _stands(order: Order) -> dict[str, Any]:
    return {
        "order_no": order.order_no,
        "order_status": order.status,
        "version": order.version,
        "allowed": list(allowed(order.status, held_from=order.held_from)),
    }
