"""A parcel under way as a pure value: what its carrier tells of it, and what that means for the order."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Literal, get_args

from store.states import LINE_OF_LIFE, State

TrackingStatus = Literal[
    "announced",  # the carrier knows the number, and does not have the parcel yet
    "in_transit",  # it was handed over and is on its way
    "out_for_delivery",  # a courier has it for today
    "ready_for_pickup",  # it lies in a locker or at a counter
    "failed_attempt",  # nobody was there, or the address was not found; it will be tried again
    "delivered",
    "exception",  # held, damaged, lost, refused: somebody must look
    "returning",  # on its way back to us
    "returned",
]
STATUSES: tuple[TrackingStatus, ...] = get_args(TrackingStatus)
ENDED: frozenset[TrackingStatus] = frozenset({"delivered", "returned"})
"""After these the carrier has nothing more to tell."""
NEEDS_A_PERSON: frozenset[TrackingStatus] = frozenset(
    {"failed_attempt", "exception", "returning", "returned"}
)

# How far an order is at least, once one of its parcels is there.
_LEADS_TO: Mapping[TrackingStatus, State] = MappingProxyType(
    {
        "in_transit": "in_transit",
        "out_for_delivery": "out_for_delivery",
        "ready_for_pickup": "out_for_delivery",
        "failed_attempt": "in_transit",
        # That one parcel arrived says of the others only that the order has left.
        "delivered": "in_transit",
    }
)


@dataclass(frozen=True, slots=True)
class TrackingEvent:
    """Something that a carrier tells of a parcel. `at` is aware; `code` is the carrier's or provider's own word for it."""

    at: datetime
    status: TrackingStatus
    text: str = ""
    place: str = ""
    code: str = ""

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError(f"{self.at} has no time zone")

    @property
    def identity(self) -> str:
        """Equal for two tellings of one event, even if it is classed otherwise the second time."""
        told = f"{self.at.timestamp():.0f}\0{' '.join(self.text.split())}\0{' '.join(self.place.split())}"
        # Without words only the status tells two events of a minute apart.
        return hashlib.sha256(
            told.encode("utf-8", "replace") + (b"" if self.text else self.status.encode())
        ).hexdigest()


def leads_to(statuses: Collection[str]) -> State | None:
    """The state that an order has reached by the statuses of all its parcels, or None where these say nothing.

    It is delivered once all of them are.
    """
    if statuses and all(status == "delivered" for status in statuses):
        return "delivered"
    reached = [_LEADS_TO[known] for known in STATUSES if known in statuses and known in _LEADS_TO]
    return max(reached, key=LINE_OF_LIFE.index, default=None)


def is_forward(state: State, to: State) -> bool:
    """Whether `to` lies further on the line of life; what a carrier tells never takes an order back."""
    if state not in LINE_OF_LIFE:
        return False
    return LINE_OF_LIFE.index(to) > LINE_OF_LIFE.index(state)
