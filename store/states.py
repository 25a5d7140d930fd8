"""The states of an order and the table of transitions, as data.

    draft → received → reviewed → confirmation_sent → confirmed → purchasing → in_production → inspected
    → packed → shipped → in_transit → out_for_delivery → delivered → completed

Forward may skip: a company uses the stages that it needs. Back goes only what `BACK` names.
Aside stand on_hold (goes back to where it was held from), cancelled, returning and returned.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, get_args

LineOfLife = Literal[
    "draft",
    "received",
    "reviewed",
    "confirmation_sent",
    "confirmed",
    "purchasing",
    "in_production",
    "inspected",
    "packed",
    "shipped",
    "in_transit",
    "out_for_delivery",
    "delivered",
    "completed",
]
State = Literal[LineOfLife, "on_hold", "cancelled", "returning", "returned"]

LINE_OF_LIFE: tuple[State, ...] = get_args(LineOfLife)
FINAL: frozenset[State] = frozenset({"completed", "cancelled", "returned"})

# Each step back has a reason that happens.
BACK: Mapping[State, tuple[State, ...]] = MappingProxyType(
    {
        "received": ("draft",),  # a change left something to ask
        "reviewed": ("draft", "received"),  # the review found something to ask, or was of an older content
        "confirmation_sent": ("draft", "received", "reviewed"),  # the customer answered with a change
        "confirmed": ("draft", "confirmation_sent"),  # changed after the yes: asked, or confirmed anew
        "in_production": ("purchasing",),  # material ran short
        "inspected": ("in_production",),  # to be worked over
        "packed": ("in_production", "inspected"),  # unpacked, to be worked over or inspected again
        "shipped": ("packed",),  # not handed over to the carrier after all
        "out_for_delivery": ("in_transit",),  # nobody was there
        "delivered": ("in_transit", "out_for_delivery"),  # signed for by mistake
    }
)

_UNTIL_PACKED = LINE_OF_LIFE[: LINE_OF_LIFE.index("packed") + 1]
_UNTIL_DELIVERY = LINE_OF_LIFE[: LINE_OF_LIFE.index("out_for_delivery") + 1]
HOLDABLE: frozenset[State] = frozenset(_UNTIL_DELIVERY)
CANCELLABLE: frozenset[State] = frozenset(_UNTIL_PACKED)  # what has left the house comes back as a return
RETURNABLE: frozenset[State] = frozenset(
    {"shipped", "in_transit", "out_for_delivery", "delivered", "completed"}
)


# Promised, and not there yet.
UNDER_WAY: frozenset[State] = frozenset(
    state for state in LINE_OF_LIFE[1 : LINE_OF_LIFE.index("delivered")] if state != "confirmation_sent"
) | {"on_hold"}


def _row(state: State) -> tuple[State, ...]:
    at = LINE_OF_LIFE.index(state)
    aside: list[State] = []
    if state in HOLDABLE:
        aside.append("on_hold")
    if state in CANCELLABLE:
        aside.append("cancelled")
    if state in RETURNABLE:
        aside.append("returning")
    return (*LINE_OF_LIFE[at + 1 :], *BACK.get(state, ()), *aside)


TRANSITIONS: Mapping[State, tuple[State, ...]] = MappingProxyType(
    {
        **{state: _row(state) for state in LINE_OF_LIFE},
        # Only the one of these that the order was held from; see `allowed`.
        "on_hold": (*_UNTIL_DELIVERY, "cancelled", "returning"),
        "cancelled": (),
        # A return that is refused or withdrawn leaves the goods where they were.
        "returning": ("returned", "delivered", "completed"),
        "returned": (),
    }
)
"""From each state, where it may go."""


def allowed(state: State, *, held_from: State | None = None) -> tuple[State, ...]:
    """Where an order in this state may go next.

    One on hold goes back to `held_from`, or is cancelled or returned if it could have been from there.
    """
    if state == "on_hold" and held_from is not None:
        from_there = TRANSITIONS[held_from]
        return (held_from, *(aside for aside in ("cancelled", "returning") if aside in from_there))
    return TRANSITIONS[state]
