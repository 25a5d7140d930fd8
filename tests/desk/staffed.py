"""The drinks company's house with people in it, and what they write in their chats."""

from typing import Any

from bot.cli.config import read
from store.database import Database
from store.envelope import Envelope
from store.outbox import OutboxItem
from tests.desk.house import House

CHAT = -100500
WANG, ZHAO, ANNA = 9001, 9002, 9003
PEOPLE: dict[str, Any] = {
    "telegram": {"token": "777000:of-nobody"},
    "staff": {"chats": [CHAT]},
    "person": [
        {
            "name": "王芳",
            "telegram": WANG,
            "roles": ["look", "move", "decide", "enter", "talk", "assign", "breach"],
            "departments": ["仓库"],
        },
        {"name": "赵力", "telegram": ZHAO, "roles": ["look", "move"], "departments": ["仓库"]},
        {"name": "Anna", "telegram": ANNA, "roles": ["look"], "language": "en", "email": "anna@example.cn"},
    ],
    "department": [
        {"name": "仓库", "email": "warehouse@example.cn", "hears": []},
        {"name": "采购", "email": "buying@example.cn", "hears": []},
    ],
}
BAIWEI = "@baiwei_shop"


def staffed(db: Database, *, people: dict[str, Any] | None = None, **settings: object) -> House:
    """A house with these people; `people` stands in place of sections of the usual ones."""
    house = House.of(db, quiet={"begin": "00:00", "end": "00:00"}, **settings)
    house.desk.staff = read({**PEOPLE, **(people or {})}).people
    return house


def writes(
    house: House, who: int, text: str, *, chat: int | None = CHAT, source: str | None = None, **fields: Any
) -> tuple[OutboxItem, ...]:
    """Somebody gives a command in the staff's chat, or (`chat` None) in their private one; all that goes out then."""
    house._count += 1
    place = who if chat is None else chat
    envelope = Envelope(
        channel="telegram",
        source=source or f"telegram:777000/s{house._count}",
        conversation=f"telegram:{place}" if chat is None else f"telegram:{place}/{who}",
        sender_address=f"tg:{who}",
        sender_id=str(who),
        proven=True,
        reply_to=str(place),
        received_at=house.now,
        text=text,
        raw=text.encode("utf-8", "surrogatepass"),
        message_id=f"{place}/s{house._count}",
        staff=True,
        **fields,
    )
    return house.receive(envelope)


def told(house: House, who: int, text: str, **fields: Any) -> str:
    """What somebody is answered."""
    (answer,) = (one for one in writes(house, who, text, **fields) if one.kind == "staff" and one.inbox_id)
    return answer.text


def ordered(house: House, text: str = "橙汁450ml 5箱，送店里", *, who: str = BAIWEI) -> str:
    """A customer orders; the number of the order."""
    before = {one.order_no for one in house.orders()}
    house.telegram(who, text)
    (order,) = (one for one in house.orders() if one.order_no not in before)
    return order.order_no
