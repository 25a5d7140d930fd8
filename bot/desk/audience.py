"""Who else reads what is said about an order, besides the one who is answered: the company's table."""

from typing import Literal, cast

from pydantic import BaseModel, ConfigDict, Field

Reader = Literal["customer", "rep", "cc"]
Row = Literal[
    "receipt", "confirmation", "question", "changed", "cancelled", "request", "reminder", "news", "tracking"
]


class Copies(BaseModel):
    """For each message who gets a copy besides the one who wrote or is asked: customer, rep (of the order, else of the
    customer), cc (the addresses in `desk.cc`)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    receipt: tuple[Reader, ...] = Field(
        (), description="That the order is booked or confirmed: customer, rep, cc"
    )
    confirmation: tuple[Reader, ...] = Field(
        (), description="The read-back that waits for a yes: customer, rep, cc"
    )
    question: tuple[Reader, ...] = Field((), description="What is asked about the order: customer, rep, cc")
    changed: tuple[Reader, ...] = Field((), description="What was changed in the order: customer, rep, cc")
    cancelled: tuple[Reader, ...] = Field((), description="That the order is cancelled: customer, rep, cc")
    request: tuple[Reader, ...] = Field(
        (), description="A return, a complaint, feedback, a question: customer, rep, cc"
    )
    reminder: tuple[Reader, ...] = Field((), description="That an answer is still missing: customer, rep, cc")
    news: tuple[Reader, ...] = Field((), description="A new state of the order: customer, rep, cc")
    tracking: tuple[Reader, ...] = Field(
        (), description="That it is shipped, by whom and how: customer, rep, cc"
    )

    def of(self, row: Row) -> tuple[Reader, ...]:
        return cast("tuple[Reader, ...]", getattr(self, row))


class CopiesOfRepOrder(Copies):
    """Who gets a copy of what is said about an order that a sales rep placed, besides the one who is answered."""

    receipt: tuple[Reader, ...] = Field(
        ("customer", "rep"), description="That the order is booked or confirmed: customer, rep, cc"
    )
    changed: tuple[Reader, ...] = Field(
        ("customer", "rep"), description="What was changed in the order: customer, rep, cc"
    )
    cancelled: tuple[Reader, ...] = Field(
        ("customer", "rep"), description="That the order is cancelled: customer, rep, cc"
    )
    tracking: tuple[Reader, ...] = Field(
        ("customer",), description="That it is shipped, by whom and how: customer, rep, cc"
    )


class CopiesOfCustomerOrder(Copies):
    """The same of an order that the customer placed; the customer reads what the sales rep has brought about."""

    receipt: tuple[Reader, ...] = Field(
        ("customer",), description="That the order is booked or confirmed: customer, rep, cc"
    )
    changed: tuple[Reader, ...] = Field(
        ("customer",), description="What was changed in the order: customer, rep, cc"
    )
    cancelled: tuple[Reader, ...] = Field(
        ("customer",), description="That the order is cancelled: customer, rep, cc"
    )


class CopiesOfStaffOrder(CopiesOfCustomerOrder):
    """The same of an order that somebody here typed in for the customer, who has read nothing of it yet."""

    news: tuple[Reader, ...] = Field(("customer",), description="A new state of the order: customer, rep, cc")
    tracking: tuple[Reader, ...] = Field(
        ("customer",), description="That it is shipped, by whom and how: customer, rep, cc"
    )


class CopiesOfApiOrder(Copies):
    """The same of an order that another program brought, which tells its customers itself."""
