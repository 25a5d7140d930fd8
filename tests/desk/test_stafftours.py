"""Our own couriers' tours in the staff's chat: looked at, set out for, not handed over, moved to another; and orders on paper."""

from datetime import timedelta

import pytest

from bot.desk import tours
from bot.desk.toursettings import CourierSettings, Fleet
from store import orders, outbox, stops
from store.database import Database
from store.stops import Stop
from tests.desk.house import House
from tests.desk.staffed import ANNA, PEOPLE, WANG, ZHAO, ordered, staffed, told, writes
from tests.papers import reading

FLEET = Fleet(
    (
        CourierSettings(name="王师傅", phone="13800002001"),
        CourierSettings(name="李师傅", districts=("滨江区",)),
    )
)


@pytest.fixture
def house(db: Database) -> House:
    house = staffed(db)
    house.desk.fleet = FLEET
    return house


def on_tour(house: House, *texts: str) -> list[str]:
    """Orders that are shipped by our own couriers and planned for today."""
    numbers = [ordered(house, text) for text in texts]
    for number in numbers:
        assert "（own" in told(house, ZHAO, f"/ship {number} 自送")
    with house.db.begin() as tx:
        tours.plan(tx, day=house.now.date(), desk=house.desk, now=house.now)
    house.work()
    return numbers


def stop(house: House, order_no: str) -> Stop:
    with house.db.read() as tx:
        found = stops.get(tx, order_no)
    assert found is not None
    return found


def test_a_tour_from_the_list_to_the_signature(house: House) -> None:
    first, second = on_tour(house, "橙汁450ml 5箱，送店里", "绿茶500ml 3箱，送仓库")
    told_tour = told(house, ANNA, "/tour")
    assert told_tour.splitlines()[0] == "王师傅, 2026-11-23"
    assert len(told_tour.splitlines()) == 3
    assert told(house, ZHAO, "/配送 王师傅 2026-11-23").splitlines()[1].startswith("1. ")
    assert told(house, ZHAO, "/tour 2026-11-24") == "2026-11-24 没有配送安排"
    out = writes(house, ZHAO, "/depart 王师傅")
    assert [one.kind for one in out] == ["staff", "push", "push"]
    *moved, counted = out[0].text.splitlines()
    assert set(moved) == {f"✓ {first} 派送中", f"✓ {second} 派送中"}
    assert counted == "共 2 条：完成 2，未完成 0"
    assert told(house, ZHAO, f"/undelivered {first} 门关着") == f"✓ {first} 运输中，等下一次配送"
    assert (stop(house, first).state, stop(house, first).failures) == ("waiting", 1)
    with house.db.read() as tx:
        last = orders.history(tx, first)[-1]
    assert (last.kind, last.reason, last.by, last.channel) == ("stop_failed", "门关着", "赵力", "staff")
    assert told(house, ZHAO, f"/deliver {second} 陈敏") == f"✓ {second} 已签收"
    assert (stop(house, second).state, stop(house, second).signed_by) == ("delivered", "陈敏")


def test_a_stop_goes_to_another_courier_by_who_may_say_so(house: House) -> None:
    first, second = on_tour(house, "橙汁450ml 5箱，送店里", "绿茶500ml 3箱，送仓库")
    assert "没有“分配”权限" in told(house, ZHAO, f"/reroute {first} 李师傅")
    out = writes(house, WANG, f"/改派 {first} 李师傅")
    assert out[0].text.startswith(f"✓ {first} → 李师傅 2026-11-23 第 1 站 ")
    (push,) = out[1:]
    assert (push.order_no, "配送员 李师傅" in push.text) == (first, True)
    assert told(house, WANG, f"/reroute {second} 李师傅 1 2026-11-24").startswith(
        f"✓ {second} → 李师傅 2026-11-24 第 1 站"
    )
    assert stop(house, second).day == (house.now + timedelta(days=1)).date()


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("/reroute {0} 赵师傅", "✗ {0}：没有配送员“赵师傅”；有：王师傅, 李师傅"),
        ("/reroute {0} 9", "✗ {0}：没有第 9 站，只能是 1 到 1"),
        ("/reroute {0} 2020-01-01", "✗ {0}：2020-01-01 已经过去"),
        ("/reroute {0} 2026-13-45", "写法："),
        ("/reroute {0}", "写法："),
        ("/reroute SO-20261123-9999 王师傅", "没有订单"),
        ("/depart 李师傅", "李师傅 2026-11-23 没有要送的"),
        ("/depart", "写法："),
        ("/depart 王", "没有配送员“王”"),
        ("/undelivered {0}", "需要写原因"),
        ("/tour 王", "没有配送员“王”"),
        ("/delay {0} 2026-11-22 台风", "2026-11-22 已经过去"),
        ("/delay {0} 2026-11-25", "需要写原因"),
        ("/document {0} 海报", "写法："),
        ("/document SO-20261123-9999", "现在不能出这种单据"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_in_one_line_and_moves_nothing(house: House, text: str, answer: str) -> None:
    (number,) = on_tour(house, "橙汁450ml 5箱，送店里")
    before = stop(house, number), house.order(number)
    said = told(house, WANG, text.format(number))
    assert answer.format(number) in said, said
    assert len(said.splitlines()) == 1
    assert (stop(house, number), house.order(number)) == before


def test_a_delay_is_told_to_the_customer_with_the_day_if_there_is_one(house: House) -> None:
    number = ordered(house)
    assert "没有“审核”权限" in told(house, ZHAO, f"/delay {number} 设备检修")
    answer, push = writes(house, WANG, f"/delay {number} 设备 检修")
    assert answer.text == f"✓ {number} 已告知客户会晚到，新日期：—"
    assert "原因：设备 检修。" in push.text
    answer, push = writes(house, WANG, f"/延期 {number} 2026-11-30 等原料")
    assert "新的送货日期：2026-11-30" in push.text
    assert house.order(number).delivery_date is not None


def test_papers_come_into_the_chat(house: House) -> None:
    number = ordered(house)
    (answer,) = writes(house, ZHAO, f"/单据 {number} 拣货 标签 pick")
    assert answer.text.splitlines() == [f"{number}-pick.pdf", f"{number}-label.pdf"]
    with house.db.read() as tx:
        pick, label = outbox.files(tx, answer.id)
    assert (pick.name, label.name) == (f"{number}-pick.pdf", f"{number}-label.pdf")
    assert number in reading.text(label.content)
    told(house, WANG, f"/cancel {number} x")
    (answer,) = writes(house, ZHAO, f"/document {number}")
    with house.db.read() as tx:
        assert outbox.files(tx, answer.id) == ()
    assert "现在不能出这种单据" in answer.text


def test_nobody_without_a_role_sees_tours_or_papers(db: Database) -> None:
    nobody = {"name": "访客", "telegram": 9009, "roles": []}
    house = staffed(db, people={"person": [*PEOPLE["person"], nobody]})
    house.desk.fleet = FLEET
    number = ordered(house)
    for text in (
        "/tour",
        f"/document {number}",
        f"/undelivered {number} x",
        "/depart 王师傅",
        f"/delay {number} x",
    ):
        assert "权限" in told(house, 9009, text)
