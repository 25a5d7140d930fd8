"""Readings, orders and cases made by hand, for tests of what follows from them."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from bot.desk.case import Case, Decision, Pending, Writer
from bot.desk.content import from_order
from bot.desk.decide import decide
from bot.desk.settings import DeskSettings
from parsers.reading import Line, Party, Reading
from store.envelope import Envelope
from store.order import LineItem, OpenQuestion, Order, OrderParty
from store.states import State
from tests.desk import company

NOW = company.NOW
CATALOG, DIRECTORY = company.catalog(), company.directory()
CHEN = DIRECTORY.customer("C001")
REP = DIRECTORY.rep_by_address("zhouqian@hengtong.example.cn")


def envelope(text: str = "…", **fields: Any) -> Envelope:
    made = Envelope(
        channel="email",
        source="imap:orders@hengtong.example.cn/INBOX/1/7",
        conversation="email:chenmin@baiwei.example.cn",
        sender_address="chenmin@baiwei.example.cn",
        reply_to="chenmin@baiwei.example.cn",
        received_at=NOW,
        text=text,
        raw=text.encode(),
        message_id="<7@mail.example.net>",
    )
    return replace(made, **fields)


def line(sku: str | None, quantity: str | None, unit: str | None = "箱", **fields: Any) -> Line:
    return Line(
        sku=sku,
        text=fields.pop("text", sku or "?"),
        quantity=None if quantity is None else Decimal(quantity),
        unit=unit,
        **fields,
    )


def reading(intent: str = "new_order", *lines: Line, verdict: str = "accept", **fields: Any) -> Reading:
    given = {"certainty": 0.95, "customer": Party("C001"), "delivery_address": "杭州市西湖区文三路188号"}
    return Reading(intent=intent, verdict=verdict, lines=lines, **(given | fields))


def order(
    number: int = 1,
    *lines: LineItem,
    status: State = "received",
    code: str | None = "C001",
    flags: tuple[OpenQuestion, ...] = (),
    **fields: Any,
) -> Order:
    made = Order(
        order_no=f"SO-20261123-{number:04}",
        status=status,
        version=3,
        placed_at=NOW - timedelta(hours=number),
        customer=OrderParty(code, "百味便利店" if code == "C001" else "某店", "陈敏"),
        channel="email",
        conversation="email:chenmin@baiwei.example.cn",
        reply_to="chenmin@baiwei.example.cn",
        lines=lines or (item("BV-OJ-450", "5", "45.00"),),
        currency="CNY",
        delivery_address="杭州市西湖区文三路188号",
        payment="monthly",
        flags=flags,
        times_asked=1 if flags else 0,
    )
    return replace(made, **fields)


def item(sku: str | None, quantity: str | None, price: str | None, unit: str | None = "箱") -> LineItem:
    amount = Decimal(quantity) * Decimal(price) if quantity and price else None
    return LineItem(
        sku=sku,
        text=sku or "?",
        quantity=None if quantity is None else Decimal(quantity),
        unit=unit,
        unit_price=None if price is None else Decimal(price),
        amount=amount,
    )


def case(**fields: Any) -> Case:
    """A mail of customer C001, whose orders are `orders`; of them `waiting` is the one that an answer is awaited on."""
    waiting: Order | None = fields.pop("waiting", None)
    orders: tuple[Order, ...] = fields.pop("orders", ())
    made = Case(
        envelope=envelope(),
        writer=Writer("customer", "chenmin@baiwei.example.cn", customer=CHEN),
        catalog=CATALOG,
        language="zh",
        customer=CHEN,
        orders=(*([waiting] if waiting else []), *orders),
        pending=Pending(waiting, from_order(waiting)) if waiting else None,
    )
    return replace(made, **fields)


def stranger(**fields: Any) -> Case:
    return case(
        **{"writer": Writer("stranger", "dora@teahouse.example"), "customer": None, "language": "en"} | fields
    )


def decided(about: Case, said: Reading, **settings: Any) -> Decision:
    given = {"own_addresses": ("orders@hengtong.example.cn",)} | settings
    return decide(about, said, settings=DeskSettings.model_validate(given), now=NOW)


def templates(decision: Decision) -> list[str]:
    return [reply.template for reply in decision.replies]


def kinds(decision: Decision) -> list[str]:
    return [event.kind for event in decision.change.events] if decision.change else []
