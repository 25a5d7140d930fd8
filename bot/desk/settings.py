"""What a company decides about its desk: languages, confirmation, questions, caps and who is told what."""

import re
from decimal import Decimal, InvalidOperation
from typing import Annotated, Literal, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from store.states import LINE_OF_LIFE, State

Language = Literal["zh", "en"]


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("must be a time zone's name such as Asia/Shanghai") from None
    return name


def _policy(text: str) -> str:
    if text in {"always", "new", "never"}:
        return text
    match = re.fullmatch(r"above:(.+)", text)
    try:
        if match and Decimal(match[1]) >= 0:
            return text
    except InvalidOperation:
        pass
    raise ValueError('must be "always", "new", "never" or "above:AMOUNT" such as "above:10000"')


def _stop(state: State) -> State:
    if state not in LINE_OF_LIFE[1:]:
        raise ValueError(f"must be one of {', '.join(LINE_OF_LIFE[1:])}")
    return state


class DeskSettings(BaseModel):
    """The desk: how orders are confirmed, asked about and followed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    company: str = Field(
        "接单", description="The company's name as the customers know it; it signs the messages"
    )
    company_en: str | None = Field(
        None,
        description="The company's name in English texts, where it is another",
        examples=["Hengtong Trading"],
    )
    zone: Annotated[str, AfterValidator(_zone)] = Field(
        "Asia/Shanghai", description="The company's time zone; 'today' and all shown times are in it"
    )
    language: Language = Field("zh", description="The language for writers who show none (zh or en)")
    confirmation: Annotated[str, AfterValidator(_policy)] = Field(
        "new",
        description="Whose complete order waits for a yes to our read-back: always, new (senders who are not on file), "
        "above:AMOUNT (those, and totals above AMOUNT in the order's currency), never",
    )
    threshold: float = Field(
        0.8, ge=0, le=1, description="A reading less certain than this (0 to 1) waits for an operator"
    )
    max_line_quantity: Decimal | None = Field(
        None, gt=0, description="A line of more than so many base units is asked about", examples=[10_000]
    )
    max_questions: int = Field(
        2, ge=0, le=10, description="How many times an order is asked about before a person takes over"
    )
    stop_state: Annotated[State, AfterValidator(_stop)] = Field(
        "packed",
        description="From this state on (received to completed) an order is neither changed nor cancelled by message",
    )
    duplicate_hours: int = Field(
        24, ge=0, description="The same lines of the same customer within so many hours are asked about"
    )
    handover_hours: float = Field(
        1, ge=0, description="A conversation is told at most once in so many hours that a person will answer"
    )
    hourly_cap: int = Field(
        20, ge=1, description="Replies to one sender within an hour; what comes beyond waits for an operator"
    )
    tries: int = Field(
        3, ge=1, description="How many times a message is tried before it is put aside for an operator"
    )
    require_proof: bool = Field(
        False,
        description="Treat a mail as its customer's only if the receiving server vouches for the sender",
    )
    own_addresses: tuple[str, ...] = Field(
        (),
        description="Our own mail addresses; mail from them is never answered",
        examples=[("orders@example.cn",)],
    )
    rep_customer_gets: tuple[Literal["receipt", "tracking"], ...] = Field(
        ("receipt", "tracking"),
        description="What the customer is sent, by the channel on file, of an order that a rep placed: receipt, tracking",
    )
    announce: tuple[State, ...] = Field(
        tuple(state for state in get_args(State) if state not in {"draft", "received", "reviewed"}),
        description="States whose beginning is told to the customer",
    )

    @property
    def tzinfo(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def confirm_above(self) -> Decimal | None:
        """The total above which a known customer's order waits for the yes; None where no amount decides."""
        return Decimal(self.confirmation.removeprefix("above:")) if ":" in self.confirmation else None
