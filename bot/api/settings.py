"""What a company says about the HTTP API."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class ApiSettings(BaseModel):
    """The HTTP API for shops, platforms, dealers and an ERP; without a key (jiedan api-keys) nobody can use it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    calls_a_minute: Annotated[int, Field(ge=1, le=100_000)] = Field(
        300, description="How many calls one key may make within a minute"
    )
    max_body: Annotated[int, Field(ge=1_000, le=50_000_000)] = Field(
        2_000_000, description="The longest body of a call that is taken, in bytes"
    )
    wait_seconds: Annotated[float, Field(ge=0, le=30)] = Field(
        10,
        description="How long a call that brings a message or an order waits for what becomes of it; "
        "a caller may ask for less or more (`Prefer: wait=N`, 30 at most)",
    )
    max_rows: Annotated[int, Field(ge=1, le=10_000)] = Field(
        1_000, description="How many moves, or lines of an order, one call may bring"
    )
    calls_kept_days: Annotated[int, Field(ge=1, le=3650)] = Field(
        90, description="How long it is remembered who called what"
    )
