"""What a company says about its people: who they are, what each may do and hears of, and whose an order is."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from bot.desk.hours import TimeOfDay, Weekday
from bot.papers.documents import Kind

Role = Literal["look", "move", "decide", "enter", "talk", "assign", "breach"]
Notice = Literal[
    "received",
    "changed",
    "reviewed",
    "confirmed",
    "purchasing",
    "in_production",
    "inspected",
    "packed",
    "shipped",
    "delivered",
    "completed",
    "returning",
    "returned",
    "held",
    "cancelled",
    "delayed",
    "request",
    "short_stock",
    "low_stock",
    "assigned",
    "breach",
    "review",
    "overdue",
    "digest",
]
Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Mail = Annotated[str, StringConstraints(pattern=r"^[^@\s<>]+@[^@\s<>]+$")]
ChatId = Annotated[int, Field(ge=-(2**52), le=2**52)]
PersonId = Annotated[int, Field(gt=0, le=2**52)]

_ROLES = (
    "look (orders, reviews, lists), move (pack, ship, deliver, any next state), decide (reviews; hold, release, delay and "
    "cancel orders), enter (orders by telephone), talk (take conversations over), assign (say whose an order is, and which courier brings it), breach (deal with "
    "breaches of the rules)"
)
_NOTICES = (
    "received, changed, reviewed, confirmed, purchasing, in_production, inspected, packed, shipped, delivered, completed, "
    "returning, returned, held, cancelled, delayed (orders), request (a return, a complaint, a question), "
    "short_stock, low_stock (of a product), assigned, breach, review (something waits for a person), overdue, digest"
)
_PAPERS = (
    "The papers of the order that go along with what is told, for each of the words above: confirmation, pick, "
    'label, purchasing, production; such as { purchasing = ["purchasing"], in_production = ["production"] }'
)
Papers = Mapping[Notice, tuple[Kind, ...]]


class StaffSettings(BaseModel):
    """The chats of those who work here, and the daily digest."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    chats: tuple[ChatId, ...] = Field(
        (),
        description="The Telegram groups of the staff, by their numbers; the Telegram bot must be a member. Only the "
        "people named below can do anything there",
        examples=[(-1001234567890,)],
    )
    hears: tuple[Notice, ...] = Field((), description=f"What is told in these chats: {_NOTICES}")
    digest_at: TimeOfDay = Field(
        "17:30", description="When the digest of the day goes out to those who hear of it"
    )
    digest_days: tuple[Weekday, ...] = Field(
        ("mon", "tue", "wed", "thu", "fri"),
        description="On which days: mon, tue, wed, thu, fri, sat, sun; it tells what happened since the last one",
    )


class PersonSettings(BaseModel):
    """Somebody who works here."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Word = Field(description="The name, as the history of the orders says it", examples=["王芳"])
    telegram: PersonId | None = Field(
        None,
        description="The number of the person's own Telegram account; /whoami tells it. A name there can change hands, so it counts "
        "for nothing",
        examples=[123456789],
    )
    email: Mail | None = Field(
        None, description="The person's mail address, for notices", examples=["wang@example.cn"]
    )
    roles: tuple[Role, ...] = Field(("look",), description=f"What the person may do in the chat: {_ROLES}")
    language: Literal["zh", "en"] = Field(
        "zh", description="The language of what is told to the person (zh or en)"
    )
    departments: tuple[Word, ...] = Field(
        (), description="The departments that the person works in, by name", examples=[("仓库",)]
    )
    hears: tuple[Notice, ...] = Field((), description=f"What is told to the person: {_NOTICES}")
    papers: Papers = Field({}, description=_PAPERS)
    only_own: bool = Field(
        False, description="Of orders, tell only of those that are the person's or a department's of theirs"
    )
    by: Literal["telegram", "email"] = Field(
        "telegram", description="How it is told, where the person has both: telegram or email"
    )


class DepartmentSettings(BaseModel):
    """A department of the company, to which orders are assigned."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Word = Field(description="The name of the department", examples=["仓库"])
    chat: ChatId | None = Field(
        None,
        description="Its Telegram chat, by its number, for notices; commands work there if staff.chats names it too",
        examples=[-1001234567891],
    )
    email: Mail | None = Field(
        None, description="Its mail address, for notices", examples=["warehouse@example.cn"]
    )
    language: Literal["zh", "en"] = Field("zh", description="The language of what is told there (zh or en)")
    hears: tuple[Notice, ...] = Field(
        ("assigned",), description=f"What is told to the department: {_NOTICES}"
    )
    papers: Papers = Field({}, description=_PAPERS)
    only_own: bool = Field(True, description="Of orders, tell only of those that are the department's")


class AssignmentSettings(BaseModel):
    """A rule that says whose an order is once it is received. Every rule that fits names one of its `to`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    to: tuple[Word, ...] = Field(
        min_length=1,
        description="Departments or people; of several the one with the fewest orders in hand",
        examples=[("仓库",)],
    )
    categories: tuple[Word, ...] = Field(
        (),
        description="Only orders with a product of one of these categories (`category` of the catalog)",
        examples=[("饮料",)],
    )
    regions: tuple[Word, ...] = Field(
        (), description="Only orders whose delivery address says one of these", examples=[("杭州", "宁波")]
    )
    customers: tuple[Word, ...] = Field(
        (), description="Only orders of customers with these codes", examples=[("D002",)]
    )
    stock: Literal["short", "enough"] | None = Field(
        None,
        description="Only orders of which some stock is short, or none is: short, enough",
        examples=["short"],
    )
    otherwise: bool = Field(False, description="Only where no rule before it fitted")
