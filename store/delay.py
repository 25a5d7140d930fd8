"""Why an order may come late, as a value."""

from typing import Literal, get_args

Cause = Literal[
    "late",  # the promised day has passed
    "at_risk",  # the promised day is near, and the order is not so far
    "weather",
    "traffic",
    "other",  # another incident
    "carrier",  # the carrier expects to be there later
    "person",  # somebody here says so of this one order
]
CAUSES: tuple[Cause, ...] = get_args(Cause)
INCIDENTS: tuple[Cause, ...] = ("weather", "traffic", "other")
"""What befalls all orders of a region or a route."""
