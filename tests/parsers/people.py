"""Customers and reps of the electrical and garden wholesaler, invented for the tests of who speaks and what they want."""

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Literal

from parsers import (
    Context,
    Customer,
    Directory,
    Flag,
    Line,
    Message,
    OrderContext,
    Reading,
    Rep,
    Sender,
    read,
)
from tests.parsers.company import NOW, catalog

GARDEN = Customer(
    "K01",
    "绿野园艺店",
    contact="汪岚",
    emails=("shop@luye.example.cn",),
    telegram="@luye",
    addresses=(
        ("城北店", "宁波市江北区环城北路10号"),
        ("城南店", "宁波市鄞州区日丽路77号"),
        ("仓库", "宁波市北仑区港区路5号3库"),
    ),
)
SCHOOL = Customer(
    "K02",
    "Hillside School",
    contact="Nora Finch",
    emails=("office@hillside.example.com",),
    addresses=(("Main", "4 Beacon Lane, Leeds LS1 4AB, UK"), ("Annex", "9 Quarry Road, Leeds LS2 7QQ, UK")),
    date_order="DMY",
)
POWER_A = Customer("K03", "宁波光明电器有限公司", contact="何工", emails=("he@guangming.example.cn",))
POWER_B = Customer("K04", "光明五金行", contact="许姐", telegram="@guangming_wj")
REP = Rep("沈洁", ("shen@dianyuan.example.cn",), "@shen_rep")


@cache
def directory() -> Directory:
    return Directory([GARDEN, SCHOOL, POWER_A, POWER_B], [REP])


def order(number: str, *lines: tuple[str, int, str], address: str | None = None) -> OrderContext:
    listed = tuple(Line(sku, "", Decimal(quantity), unit) for sku, quantity, unit in lines)
    return OrderContext(number, "confirmed", listed, date(2026, 11, 27), address)


def asked(*flags: Flag, lines: tuple[Line, ...] = (), number: str | None = None) -> Context:
    return Context(pending=OrderContext(number, "pending", lines, flags=flags))


def reading(
    text: str,
    *,
    sender: str = "@luye",
    subject: str | None = None,
    context: Context | None = None,
    channel: Literal["email", "chat"] | None = None,
) -> Reading:
    kind = channel or ("email" if "@" in sender[1:] else "chat")
    message = Message("t", kind, NOW, Sender(sender), text, subject, context or Context())
    return read(message, catalog=catalog(), directory=directory())
