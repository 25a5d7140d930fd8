"""What a company decides about its desk: languages, confirmation, questions, caps and who is told what."""

import re
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated, Literal, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from bot.desk.audience import (
    Copies,
    CopiesOfApiOrder,
    CopiesOfCustomerOrder,
    CopiesOfRepOrder,
    CopiesOfStaffOrder,
)
from bot.desk.hours import QuietHours, WorkingHours
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


def confirm_above(policy: str) -> Decimal | None:
    """The total above which a known customer's order waits for the yes; None where no amount decides."""
    return Decimal(policy.removeprefix("above:")) if ":" in policy else None


def _stop(state: State) -> State:
    if state not in LINE_OF_LIFE[1:]:
        raise ValueError(f"must be one of {', '.join(LINE_OF_LIFE[1:])}")
    return state


class Reminders(BaseModel):
    """When a customer hears again of an order that waits for their answer or their yes, in hours of working time."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    after_hours: tuple[Annotated[float, Field(gt=0, le=1000)], ...] = Field(
        (4, 9),
        description="One reminder for each number: so many hours after the question, or after the reminder before; [] for none",
    )
    person_after_hours: float = Field(
        9, gt=0, le=1000, description="So many hours after the last one a person is told of the silence"
    )


class Delays(BaseModel):
    """When an order that is promised for a day is said to come late, in the company's working time."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tell: bool = Field(True, description="Tell the customer; without it a person alone hears of it")
    warn_days: int = Field(
        0,
        ge=0,
        le=60,
        description="So many days before the promised day it is at risk if the order is on hold or not packed yet",
    )


class Survey(BaseModel):
    """What a customer is asked after an order is completed: a score from 1 to 5, and words."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ask: bool = Field(True, description="Whether customers are asked")
    after_hours: float = Field(
        9, ge=0, le=1000, description="So many hours of working time after an order is completed"
    )
    remind: bool = Field(True, description="Remind once who does not answer")
    remind_after_hours: float = Field(
        27, gt=0, le=1000, description="So many hours of working time after it was asked"
    )
    low_score: int = Field(2, ge=0, le=5, description="A score of so much or less reaches a person")


class DueHours(BaseModel):
    """Within how many hours of working time a person sees to what waits for one; what is overdue is told to the operators."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    return_request: float = Field(9, ge=0, le=1000, description="A return, an exchange or a repair")
    complaint: float = Field(4, ge=0, le=1000, description="A complaint")
    feedback: float = Field(27, ge=0, le=1000, description="Feedback")
    inquiry: float = Field(4, ge=0, le=1000, description="A question")
    silence: float = Field(9, ge=0, le=1000, description="An order whose customer does not answer")
    other: float = Field(4, ge=0, le=1000, description="Whatever else a person has to look at")


Area = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]


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
        3,
        ge=0,
        le=3,
        description="How many times the same thing is asked in all, before a person takes over: 3 is once, and twice "
        "again; 0: nothing is asked",
    )
    stop_state: Annotated[State, AfterValidator(_stop)] = Field(
        "packed",
        description="From this state on (received to completed) an order is neither changed nor cancelled by message",
    )
    part_deliveries: bool = Field(
        True,
        description="Offer to send what is there of short stock at once, and the remainder once it is back",
    )
    delivery_areas: tuple[Area, ...] = Field(
        (),
        description="Where the company delivers, as addresses name these places; of an order to elsewhere a person hears. Empty: "
        "anywhere",
        examples=[("杭州", "宁波", "Shanghai")],
    )
    duplicate_hours: int = Field(
        24, ge=0, description="The same lines of the same customer within so many hours are asked about"
    )
    handover_hours: float = Field(
        1, ge=0, description="A conversation is told at most once in so many hours that a person will answer"
    )
    chat_window: float = Field(
        3,
        ge=0,
        le=30,
        description="Chat messages that follow each other within so many seconds are read as one; each waits so long",
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
    announce: tuple[State, ...] = Field(
        tuple(state for state in get_args(State) if state not in {"draft", "received", "reviewed"}),
        description="States whose beginning is told to the customer",
    )
    operators: tuple[str, ...] = Field(
        (),
        description="Mail addresses of the operators; they hear of what is overdue",
        examples=[("office@example.cn",)],
    )
    cc: tuple[str, ...] = Field(
        (),
        description="Mail addresses that `cc` stands for in the tables below",
        examples=[("sales@example.cn",)],
    )
    attach_confirmation: tuple[Literal["confirmation", "receipt", "changed"], ...] = Field(
        (),
        description="To which mails and Telegram messages the order is attached as a PDF to sign: the read-back that waits for a yes "
        "(confirmation), that it is booked (receipt), that it was changed (changed)",
        examples=[("confirmation", "receipt")],
    )
    templates: Path | None = Field(
        None,
        description="A folder with templates of the company's own, zh/NAME.j2 and en/NAME.j2, in place of ours",
        examples=["/etc/jiedan/templates"],
    )
    hours: WorkingHours = Field(WorkingHours(), description="When people work")
    quiet: QuietHours = Field(QuietHours(), description="When nothing is sent but answers")
    reminders: Reminders = Field(Reminders(), description="Reminding customers who do not answer")
    receipt_completes: bool = Field(
        True, description="Whether an order is completed once its customer says that the goods are there"
    )
    delays: Delays = Field(Delays(), description="When the promised day is at risk")
    survey: Survey = Field(Survey(), description="What is asked after an order is completed")
    due: DueHours = Field(DueHours(), description="Until when a person sees to something")
    order_of_rep: CopiesOfRepOrder = Field(
        CopiesOfRepOrder(), description="Who else reads what is said about an order that a sales rep placed"
    )
    order_of_customer: CopiesOfCustomerOrder = Field(
        CopiesOfCustomerOrder(),
        description="Who else reads what is said about an order that the customer placed",
    )
    order_of_staff: CopiesOfStaffOrder = Field(
        CopiesOfStaffOrder(),
        description="Who else reads what is said about an order that staff typed in for the customer",
    )
    order_of_api: CopiesOfApiOrder = Field(
        CopiesOfApiOrder(),
        description="Who else reads what is said about an order that a program brought by the HTTP API",
    )

    @property
    def tzinfo(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    def copies(self, *, channel: str, of_rep: bool) -> Copies:
        """The table of readers for an order, by who placed it and by which channel."""
        if of_rep:
            return self.order_of_rep
        by_channel: dict[str, Copies] = {"staff": self.order_of_staff, "api": self.order_of_api}
        return by_channel.get(channel, self.order_of_customer)
