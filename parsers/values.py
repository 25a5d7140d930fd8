"""Small values of which a message makes thousands: frozen for whoever checks types, quick to make for whoever runs."""

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

_T = TypeVar("_T")


@dataclass_transform(frozen_default=True)
def frozen(made: type[_T]) -> type[_T]:
    """A dataclass with slots that is never changed. mypy sees to that: at run time to guard each field costs as much again as to
    make the whole."""
    return dataclass(slots=True, unsafe_hash=True)(made)
