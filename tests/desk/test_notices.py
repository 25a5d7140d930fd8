"""What the staff are told by itself: to each what the configuration says, once, of the orders that concern them."""

from datetime import timedelta
from typing import Any

import pytest

from bot.desk import delays, progress
from bot.desk.notices import notice_one
from store import outbox, worklists
from store.database import Database
from store.outbox import OutboxItem
from tests.desk.house import House
from tests.desk.killing import everything, turns
from tests.desk.staffed import CHAT, PEOPLE, WANG, ZHAO, ordered, staffed, writes
from tests.papers import reading

ALL = ["received", "changed", "held", "cancelled", "shipped", "delivered", "request", "short_stock", "assigned", "breach", "review"]  # fmt: skip


def person(name: str, telegram: int, **fields: Any) -> dict[str, Any]:
    return {"name": name, "telegram": telegram, **fields}


def notices(out: tuple[OutboxItem, ...]) -> list[tuple[str, str]]:
    """To whom, and how it begins."""
    return [(one.to, one.text.splitlines()[0]) for one in out if one.kind == "staff" and not one.inbox_id]


def ship(house: House, number: str) -> tuple[OutboxItem, ...]:
    progress.ship(
        house.db, number, tracking_number="SF1234567890123", by="林", channel="staff", now=house.now
    )
    return house.work()


def test_everybody_hears_what_the_table_says_and_once(db: Database) -> None:
    people = {
        "staff": {"chats": [CHAT], "hears": ["received", "shipped"]},
        "person": [
            person("王芳", WANG, hears=["received"], email="wang@example.cn", by="email"),
            person("赵力", ZHAO, hears=["shipped"]),
            person("Anna", 9003, hears=[]),
        ],
        "department": [{"name": "采购", "email": "buying@example.cn", "hears": ["held"], "only_own": False}],
    }
    house = staffed(db, people=people)
    out = house.telegram("@baiwei_shop", "橙汁450ml 5箱，送店里")
    (order,) = house.orders()
    assert notices(out) == [(str(CHAT), "新订单（C001）"), ("wang@example.cn", "新订单（C001）")]
    (mail,) = (one for one in out if one.to == "wang@example.cn")
    assert mail.subject == f"新订单 {order.order_no}"
    assert "橙汁 450ml 5 箱" in mail.text
    assert notices(house.work()) == []
    assert notices(ship(house, order.order_no)) == [
        (str(CHAT), "已发货（林）"),
        (str(ZHAO), "已发货（林）"),
    ]
    progress.hold(db, order.order_no, reason="地址不对", by="林", channel="staff", now=house.now)
    assert notices(house.work()) == [("buying@example.cn", "订单暂停（林）: 地址不对")]


def test_nobody_is_told_what_they_did_themselves(sqlite_db: Database) -> None:
    people = {"person": [person("王芳", WANG, roles=["look", "decide"], hears=["held"]), person("赵力", ZHAO, hears=["held"])]}  # fmt: skip
    house = staffed(sqlite_db, people=people)
    number = ordered(house)
    assert notices(writes(house, WANG, f"/hold {number} 盘点")) == [(str(ZHAO), "订单暂停（王芳）: 盘点")]


def test_what_waits_for_a_person_comes_with_its_buttons(sqlite_db: Database) -> None:
    house = staffed(sqlite_db, people={"staff": {"chats": [CHAT], "hears": ["review"]}}, threshold=1.0)
    out = house.telegram("@baiwei_shop", "橙汁450ml 5箱，送店里")
    (notice,) = (one for one in out if one.kind == "staff")
    (review,) = house.reviews()
    assert notice.text.startswith(f"待办\n{review.id}. @baiwei_shop")
    assert "橙汁450ml 5箱" in notice.text
    assert [data for _, data in notice.buttons] == [f"/accept {review.id}", f"/reject {review.id}"]
    assert house.work() == ()


def test_only_those_whose_order_it_is_hear_of_it(sqlite_db: Database) -> None:
    people = {
        "person": [person("赵力", ZHAO, hears=["assigned", "shipped"], only_own=True, departments=["仓库"])],
        "department": [
            {"name": "仓库", "email": "warehouse@example.cn", "hears": ["assigned", "shipped"]},
            {"name": "采购", "email": "buying@example.cn", "hears": ["assigned", "shipped"]},
        ],
        "assignment": [{"to": ["仓库"], "regions": ["杭州"]}],
    }
    house = staffed(sqlite_db, people=people)
    out = house.telegram("@baiwei_shop", "橙汁450ml 5箱，送店里")
    (order,) = house.orders()
    assert notices(out) == [
        ("warehouse@example.cn", "分配给 仓库（jiedan）"),
        (str(ZHAO), "分配给 仓库（jiedan）"),
    ]
    assert [to for to, _ in notices(ship(house, order.order_no))] == ["warehouse@example.cn", str(ZHAO)]


def test_short_stock_is_told(sqlite_db: Database) -> None:
    house = staffed(sqlite_db, people={"staff": {"chats": [CHAT], "hears": ["short_stock"]}})
    out = house.telegram("@baiwei_shop", "纯牛奶250ml 4箱，送店里")
    assert [to for to, head in notices(out) if head.startswith("缺货")] == [str(CHAT)]


BUYING = {
    "name": "采购",
    "email": "buying@example.cn",
    "hears": ["purchasing", "cancelled"],
    "papers": {"purchasing": ["purchasing", "pick"], "cancelled": ["purchasing"]},
    "only_own": False,
}


def _papers(house: House, out: tuple[OutboxItem, ...]) -> list[tuple[str, str]]:
    """The files of each notice: their names, and what stands in them."""
    found = []
    with house.db.read() as tx:
        for one in out:
            found += [(file.name, reading.text(file.content)) for file in outbox.files(tx, one.id)]
    return found


def test_a_department_gets_the_papers_of_what_it_chose(db: Database) -> None:
    house = staffed(db, people={"person": [], "department": [BUYING]})
    number = ordered(house, "纯牛奶250ml 2箱，橙汁450ml 5箱，送店里")
    progress.advance(db, number, to="purchasing", by="林", channel="staff", now=house.now)
    out = tuple(one for one in house.work() if one.kind == "staff")
    assert notices(out) == [("buying@example.cn", "开始采购（林）")]
    (note, told), (pick, _) = _papers(house, out)
    assert (note, pick) == (f"{number}-purchasing.pdf", f"{number}-pick.pdf")
    assert "纯牛奶250ml" in told
    progress.cancel(db, number, reason="x", by="林", channel="staff", now=house.now)
    (gone,) = (one for one in house.work() if one.kind == "staff")
    assert _papers(house, (gone,)) == [], "of a cancelled order nothing is bought"


def test_papers_reach_a_departments_chat_and_a_persons_own(db: Database) -> None:
    buying = {**BUYING, "chat": -100777, "email": None}
    zhao = person("赵力", ZHAO, hears=["purchasing"], papers={"purchasing": ["label"]})
    house = staffed(db, people={"person": [zhao], "department": [buying]})
    number = ordered(house)
    progress.advance(db, number, to="purchasing", by="林", channel="staff", now=house.now)
    out = tuple(one for one in house.work() if one.kind == "staff")
    assert {(one.channel, one.to) for one in out} == {("telegram", "-100777"), ("telegram", str(ZHAO))}
    names = {name for name, _ in _papers(house, out)}
    assert names == {f"{number}-{kind}.pdf" for kind in ("purchasing", "pick", "label")}


def test_each_stage_and_delay_may_be_heard_of(sqlite_db: Database) -> None:
    stages = ["reviewed", "confirmed", "purchasing", "in_production", "inspected", "packed"]
    arrived = ["shipped", "delivered", "completed", "returning", "returned"]
    people = {"staff": {"chats": [CHAT], "hears": [*stages, *arrived, "delayed"]}}
    house = staffed(sqlite_db, people=people)
    number = ordered(house)
    heads = []
    for to in (*stages, *arrived):
        progress.advance(sqlite_db, number, to=to, reason="x", by="林", channel="staff", now=house.now)  # type: ignore[arg-type]
        heads += [head for _, head in notices(house.work())]
        if to == "packed":
            zone = house.desk.settings.tzinfo
            delays.delay(sqlite_db, number, reason="封路", by="林", channel="staff", now=house.now, zone=zone)
            heads += [head for _, head in notices(house.work())]
    assert [head.partition("（")[0] for head in heads] == [
        "已审核", "客户已确认", "开始采购", "开始生产", "质检通过", "已包装", "交期有变",
        "已发货", "已签收", "已完成", "退换中", "已退换",
    ]  # fmt: skip


def test_at_night_it_waits_for_the_morning(sqlite_db: Database) -> None:
    house = staffed(sqlite_db, people={"staff": {"chats": [CHAT], "hears": ["received"]}})
    house.desk.settings = house.desk.settings.model_copy(
        update={"quiet": type(house.desk.settings.quiet)(begin="20:00", end="08:00")}
    )
    house.later(hours=12)  # ten in the evening
    assert notices(house.telegram("@baiwei_shop", "橙汁450ml 5箱，送店里")) == []
    house.later(hours=10)
    assert len(notices(house.work())) == 1


def test_who_begins_to_listen_later_is_not_told_of_all_that_was(sqlite_db: Database) -> None:
    house = staffed(sqlite_db)
    ordered(house)
    house.desk.staff = staffed_with_chat(house)
    assert house.work() == ()
    with sqlite_db.read() as tx:
        assert worklists.unnoticed(tx) is None


def staffed_with_chat(house: House) -> Any:
    from bot.cli.config import read

    return read({**PEOPLE, "staff": {"chats": [CHAT], "hears": ALL}}).people


def test_old_news_are_none(sqlite_db: Database) -> None:
    house = staffed(sqlite_db, people={"staff": {"chats": [CHAT], "hears": ALL}})
    house.telegram("@baiwei_shop", "在吗")
    with sqlite_db.begin() as tx:
        from bot.desk import entering

        entering.enter(tx, "C001", "橙汁450ml 5箱，送店里", by="林", now=house.now)
    from bot.desk.intake import process_one

    assert process_one(sqlite_db, desk=house.desk, now=house.now)
    house.later(hours=30)
    assert [to for to, head in notices(house.work()) if head.startswith("新订单")] == []


def test_one_order_that_cannot_be_read_keeps_no_other_back(sqlite_db: Database) -> None:
    house = staffed(sqlite_db, people={"staff": {"chats": [CHAT], "hears": ["shipped"]}})
    bad, good = ordered(house), ordered(house, "绿茶500ml 3箱，送店里")
    for number in (bad, good):
        progress.ship(
            sqlite_db, number, tracking_number="SF1234567890123", by="林", channel="staff", now=house.now
        )
    with sqlite_db.begin() as tx:
        tx.exec_driver_sql("UPDATE orders SET body = '{}' WHERE order_no = ?", (bad,))
    while notice_one(sqlite_db, desk=house.desk, now=house.now):
        pass
    assert [one.text.splitlines()[1].split()[0] for one in house.deliver() if one.kind == "staff"] == [good]


def test_killed_at_any_statement_everybody_is_told_once(db: Database) -> None:
    house = staffed(db, people={"staff": {"chats": [CHAT], "hears": ["received"]}, "assignment": [{"to": ["仓库"]}]})  # fmt: skip
    from bot.desk import entering
    from bot.desk.intake import process_one

    with db.begin() as tx:
        entering.enter(tx, "C001", "橙汁450ml 5箱，送店里", by="林", now=house.now)
    assert process_one(db, desk=house.desk, now=house.now)
    for turn in turns():
        with turn.until_killed():
            while notice_one(db, desk=house.desk, now=house.now):
                pass
    assert turn.number > 3
    told = [row for row in everything(db)["outbox"] if "notice:" in str(row)]
    assert len(told) == 1


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_digest_tells_the_day_to_whom_it_concerns_and_once(db: Database, language: str) -> None:
    people = {
        "staff": {"digest_at": "17:30"},
        "person": [
            person("王芳", WANG, hears=["digest"], email="wang@example.cn", by="email", language=language),
            person("赵力", ZHAO),
        ],
        "assignment": [{"to": ["仓库"]}],
    }
    house = staffed(db, people=people)
    number = ordered(house, "橙汁450ml 5箱，11月24日送店里")
    other = ordered(house, "绿茶500ml 3箱，送店里")
    house.telegram("@kongkee", "可乐3箱")
    ship(house, other)
    assert not [one for one in house.work() if one.to == "wang@example.cn"]
    house.later(hours=7, minutes=30)  # half past five in Shanghai
    (digest,) = (one for one in house.work() if one.to == "wang@example.cn")
    assert digest.subject is not None
    assert "2026-11-23" in digest.subject
    lines = digest.text.splitlines()
    if language == "zh":
        assert "新订单：3 个 ¥342.00" in lines
        assert "已发货：1 个；已签收：0 个；取消：0 个" in lines
        assert "等客户回复：1 个订单" in lines
        assert "· 仓库：手上 1 个订单" in lines
    else:
        assert "New orders: 3 ¥342.00" in lines
    assert house.work() == ()
    # The next working day it tells what is late, and nothing twice.
    house.later(days=2)
    (digest,) = (one for one in house.work() if one.to == "wang@example.cn")
    assert number in digest.text
    assert (
        "已过交期未送达：1 个" if language == "zh" else "Past their day and not delivered: 1"
    ) in digest.text
    assert ("新订单：0 个" if language == "zh" else "New orders: 0") in digest.text


def test_a_digest_that_was_missed_is_made_up_for(sqlite_db: Database) -> None:
    people = {"staff": {"chats": [CHAT], "hears": ["digest"], "digest_at": "17:30"}}
    house = staffed(sqlite_db, people=people)
    house.later(hours=7, minutes=40)
    assert len(notices(house.work())) == 1
    house.later(hours=16)  # nobody held the clock at half past five; it comes back at two hours to midnight
    house.later(hours=12)
    ordered_at = house.now
    assert len(notices(house.work())) == 1
    house.now = ordered_at + timedelta(minutes=1)
    assert notices(house.work()) == []
    house.later(days=4)  # a Sunday
    assert house.now.astimezone(house.desk.settings.tzinfo).weekday() in {5, 6}
    assert notices(house.work()) == []
