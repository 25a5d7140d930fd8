"""Messages, orders and moments for the tests of the store."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from store import inbox, orders
from store.database import Database
from store.envelope import Envelope
from store.order import LineItem, OpenQuestion, Order, OrderParty
from store.order_events import OrderEvent
from store.outbox import OutgoingDraft
from store.states import State

NOW = datetime(2026, 11, 24, 8, 30, 0, 123456, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def mail(
    number: int = 1,
    *,
    sender: str = "li@example.cn",
    message_id: str | None = None,
    date_line: str = "Tue, 24 Nov 2026 16:30:00 +0800",
    words: str = "可乐两箱",
    hops: str = "",
) -> bytes:
    """A mail's bytes, as one hop or another may have passed them on."""
    found = f"<{number}@example.cn>" if message_id is None else message_id
    id_line = f"Message-ID: {found}\r\n" if found else ""
    dated = f"Date: {date_line}\r\n" if date_line else ""
    head = f"{hops}{id_line}From: Li <{sender}>\r\nTo: orders@example.com\r\n{dated}Subject: order\r\n"
    return f"{head}\r\n{words}\r\n".encode()


def envelope(number: int = 1, **fields: Any) -> Envelope:
    """A mail from li@example.cn, `number` telling one from another; `fields` replace what it has."""
    sender = fields.pop("sender", "li@example.cn")
    made = Envelope(
        channel="email",
        source=f"imap:orders@example.com/INBOX/1/{number}",
        conversation=f"email:{sender}",
        sender_address=sender,
        reply_to=sender,
        received_at=NOW,
        text="可乐两箱",
        raw=mail(number, sender=sender),
        message_id=f"<{number}@example.cn>",
    )
    return replace(made, **fields)


def order(order_no: str = "SO-20261124-0001", *, status: State = "received", **fields: Any) -> Order:
    made = Order(
        order_no=order_no,
        status=status,
        version=0,
        placed_at=NOW,
        customer=OrderParty("C001", "上海一号店", "李雷", "+8613800000000", "li@example.cn"),
        channel="email",
        conversation="email:li@example.cn",
        reply_to="li@example.cn",
        on_behalf_of_rep="王芳",
        lines=(
            LineItem("COLA", "可乐", Decimal(2), "箱", Decimal("48.00")),
            LineItem("TEA", "红茶", Decimal("1.5"), "kg", Decimal("33.335"), spec="散装"),
        ),
        currency="CNY",
        delivery_date=date(2026, 11, 27),
        delivery_address="上海市一路1号",
        payment="monthly",
        po_number="PO-7",
        note="早上送",
        flags=(OpenQuestion("lines[1].unit", "ambiguous", ("kg", "盒"), "公斤还是盒？"),),
    )
    return replace(made, **fields)


def event(
    kind: str, *, minutes: int = 1, by: str = "wang", reason: str | None = None, **data: Any
) -> OrderEvent:
    return OrderEvent(kind, NOW + minutes * MINUTE, by, "staff", reason, data)


def draft(number: int = 1, **fields: Any) -> OutgoingDraft:
    made = OutgoingDraft(
        channel="email",
        conversation="email:li@example.cn",
        to="li@example.cn",
        kind="receipt",
        language="zh",
        text="已收到",
        dedupe_key=f"receipt:{number}",
    )
    return replace(made, **fields)


def book(db: Database, order_no: str = "SO-20261124-0001", **fields: Any) -> Order:
    """Book `order` in a transaction of its own."""
    with db.begin() as tx:
        return orders.create(tx, order(order_no, **fields), by="C001")


def keep_all(db: Database, *envelopes: Envelope) -> list[int | None]:
    """Keep each in a transaction of its own, as listeners do."""
    ids = []
    for one in envelopes:
        with db.begin() as tx:
            ids.append(inbox.keep(tx, one))
    return ids
