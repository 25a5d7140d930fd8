"""The staff's chat over HTTP: a Bot API server on one side, the database on the other, the whole bot between them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from store.database import Database
from tests.api.site import EVERYTHING, Site, served
from tests.papers import reading
from tests.servers.botapi import TOKEN, BotApi
from tests.servers.ports import until

STORE = -100700
STAFF = {"id": -100500, "type": "supergroup", "title": "仓库"}
WANG = {"id": 9001, "is_bot": False, "first_name": "芳", "username": "wang", "language_code": "zh-hans"}
THIEF = {"id": 9666, "is_bot": False, "first_name": "王芳", "username": "wang_", "language_code": "zh-hans"}


@contextmanager
def running(db: Database, directory: Path, api: BotApi) -> Iterator[Site]:
    sections: dict[str, Any] = {
        "telegram": {"token": TOKEN, "api_url": api.url, "poll_seconds": 1, "timeout": 5, "burst": 30},
        "staff": {"chats": [STAFF["id"]], "hears": ["received"]},
        "department": [
            {
                "name": "仓库",
                "chat": STORE,
                "hears": ["packed"],
                "papers": {"packed": ["label"]},
                "only_own": False,
            }
        ],
        "person": [{"name": "王芳", "telegram": WANG["id"], "roles": ["look", "move", "enter"]}],
    }
    with served(db, directory, roles=("listen", *EVERYTHING), **sections) as site:
        yield site


def test_an_order_by_telephone_goes_out_by_chat_alone(db: Database, tmp_path: Path, botapi: BotApi) -> None:
    def said(found: Callable[[str], bool]) -> dict[str, Any]:
        def look() -> list[dict[str, Any]]:
            return [one for one in tuple(botapi.sent) if found(str(one.get("text", "")))]

        return until(look, what="an answer")[0]

    with running(db, tmp_path, botapi) as site:
        botapi.says("/new C001 橙汁450ml 5箱，送店里", by=WANG, chat=STAFF)
        shown = said(lambda text: "电话订单" in text)
        assert site.orders() == ()
        query = botapi.presses(
            {"message_id": shown["message_id"], "date": 1, "chat": STAFF, "text": "x"},
            f"/book {site.kept()[0].id}",
            by=WANG,
        )
        said(lambda text: text.startswith("✓ 已记下"))
        (order,) = site.orders()
        said(lambda text: text.startswith("新订单（王芳）"))
        # Somebody of the same name, and the same update once more: nothing moves twice, nothing by strangers.
        botapi.says(f"/pack {order.order_no}", by=THIEF, chat=STAFF)
        said(lambda text: "不认识您的账号（编号 9666）" in text)
        assert site.orders()[0].status == "received"
        packed = botapi.message(f"/pack {order.order_no}", by=WANG, chat=STAFF)
        number = botapi.push(message=packed)
        said(lambda text: text == f"✓ {order.order_no} 已包装")
        (label,) = until(lambda: list(botapi.uploads), what="the label in the warehouse's chat")
        assert label[:2] == (str(STORE), f"{order.order_no}-label.pdf")
        assert order.order_no in reading.text(label[2])
        botapi.waiting.append({"update_id": number, "message": packed})
        botapi.says(f"/ship {order.order_no} SF1234567890123", by=WANG, chat=STAFF)
        said(lambda text: text.startswith(f"✓ {order.order_no} 已发货"))
        events = [(one.kind, one.by, one.channel) for one in site.history(order.order_no)]
    assert events == [
        ("order_booked", "王芳", "staff"),
        ("status_advanced", "王芳", "staff"),
        ("shipment_added", "王芳", "staff"),
    ]
    assert sum(one.get("text") == f"✓ {order.order_no} 已包装" for one in botapi.sent) == 1
    assert any(answer.get("callback_query_id") == query for answer in botapi.answered)
