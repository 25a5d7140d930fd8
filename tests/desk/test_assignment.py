"""Whose an order is: by rule when it is received, by hand afterwards; and breaches of the rules, step by step."""

from typing import Any

import pytest

from bot.cli.config import ConfigError, read
from bot.desk import progress
from bot.desk.areas import outside
from bot.desk.moves import Move, Mover, make_row
from bot.desk.progress import BreachStep, Refused
from store import assignments, orders
from store.database import Database
from store.order_events import replay
from tests.desk.house import House
from tests.desk.staffed import PEOPLE, ordered, staffed


def ruled(db: Database, *rules: dict[str, Any], **settings: object) -> House:
    return staffed(db, people={"assignment": list(rules)}, **settings)


@pytest.mark.parametrize(
    ("rule", "fits"),
    [
        ({}, True),
        ({"categories": ["饮料"]}, True),
        ({"categories": ["乳品"]}, False),
        ({"categories": ["乳品", " 飲料 "]}, True),
        ({"regions": ["杭州"]}, True),
        ({"regions": ["宁波", "西湖區"]}, True),
        ({"regions": ["宁波"]}, False),
        ({"customers": ["C001"]}, True),
        ({"customers": ["C008"]}, False),
        ({"stock": "enough"}, True),
        ({"stock": "short"}, False),
        ({"categories": ["饮料"], "regions": ["宁波"]}, False),
    ],
)
def test_a_rule_fits_by_all_that_it_asks_for(sqlite_db: Database, rule: dict[str, Any], fits: bool) -> None:
    house = ruled(sqlite_db, {"to": ["仓库"], **rule})
    assert house.order(ordered(house)).assigned == (("仓库",) if fits else ())


def test_a_region_in_latin_letters_is_a_whole_word(sqlite_db: Database) -> None:
    house = ruled(
        sqlite_db, {"to": ["仓库"], "regions": ["Wen"]}, {"to": ["采购"], "regions": ["wensan road"]}
    )
    number = ordered(house, "橙汁450ml 5箱，送到 188 Wensan Road, Hangzhou")
    assert "仓库" not in house.order(number).assigned


def test_every_rule_that_fits_names_one_and_otherwise_counts_only_where_none_did(db: Database) -> None:
    house = ruled(
        db,
        {"to": ["采购"], "stock": "short"},
        {"to": ["仓库"], "regions": ["杭州"]},
        {"to": ["王芳"], "otherwise": True},
    )
    number = ordered(house)
    assert house.order(number).assigned == ("仓库",)
    with db.read() as tx:
        history = orders.history(tx, number)
        assert replay(number, history) == orders.get(tx, number)
    assert [(one.kind, one.by, one.data) for one in history[1:]] == [
        ("order_assigned", "jiedan", {"assigned": ["仓库"]})
    ]
    elsewhere = ordered(house, "绿茶500ml 3箱，送到宁波市海曙区中山路5号")
    assert house.order(elsewhere).assigned == ("王芳",)


def test_of_several_the_one_with_the_fewest_orders_in_hand(db: Database) -> None:
    house = ruled(db, {"to": ["王芳", "赵力"]})
    first, second, third = (
        ordered(house, f"{what}，送店里") for what in ("橙汁450ml 5箱", "绿茶500ml 3箱", "矿泉水550ml 4箱")
    )
    assert [house.order(one).assigned for one in (first, second, third)] == [("王芳",), ("赵力",), ("王芳",)]
    for one in (first, third):
        progress.advance(db, one, to="delivered", by="x", channel="staff", now=house.now)
    assert house.order(ordered(house, "橙汁450ml 9箱，送店里")).assigned == ("王芳",), (
        "what is gone is no work"
    )


def test_a_draft_is_nobodys_until_it_is_received(sqlite_db: Database) -> None:
    house = ruled(sqlite_db, {"to": ["仓库"]})
    house.telegram("@baiwei_shop", "可乐3箱，送店里")
    (draft,) = house.orders()
    assert (draft.status, draft.assigned) == ("draft", ())
    progress.advance(sqlite_db, draft.order_no, to="received", by="x", channel="staff", now=house.now)
    house.work()
    assert house.order(draft.order_no).assigned == ("仓库",), "also where a person received it"


def test_by_hand_it_is_theirs_and_no_rule_takes_it_back(db: Database) -> None:
    house = ruled(db, {"to": ["仓库"]})
    number = ordered(house)
    progress.assign(db, number, to=["采购", "采购"], by="林", channel="staff", now=house.now, reason="缺货")
    house.work()
    assert house.order(number).assigned == ("采购",)
    with db.read() as tx:
        assert [one.order_no for one in orders.listing(tx, assigned="采购")] == [number]
        assert orders.listing(tx, assigned="仓库") == ()
        assert assignments.in_hand(tx, ["仓库", "采购"]) == {"仓库": 0, "采购": 1}
    progress.cancel(db, number, reason="x", by="林", channel="staff", now=house.now)
    with pytest.raises(Refused, match="needs nobody any more"):
        progress.assign(db, number, to=["仓库"], by="林", channel="staff", now=house.now)


@pytest.mark.parametrize(
    ("people", "line"),
    [
        ({"assignment": [{"to": ["火星"]}]}, "assignment[0]: there is no 火星; there are: 仓库, 采购"),
        ({"person": [{"name": "A", "departments": ["火星"]}]}, "person A: there is no 火星; there are: 仓库, 采购"),
        ({"person": [{"name": "A"}, {"name": "a"}]}, "is there twice"),
        ({"person": [{"name": "A", "telegram": 5}, {"name": "B", "telegram": 5}]}, "the Telegram account 5 is there twice"),
        ({"person": [{"name": "A", "telegram": -5}]}, "person[0].telegram"),
        ({"person": [{"name": "A", "roles": ["boss"]}]}, "person[0].roles"),
        ({"person": [{"name": "A", "hears": ["digest"]}]}, "person A: hears of something, but has neither a Telegram account nor"),
        ({"staff": {"hears": ["gossip"]}}, "staff.hears"),
        ({"person": [{"name": "A", "email": "a@example.cn", "papers": {"packed": ["label"]}}]}, "person A: has papers for what it does not hear of: packed"),
        ({"person": [{"name": "A", "email": "a@example.cn", "papers": {"packed": ["poster"]}}]}, "person[0].papers"),
        ({"staff": {"digest_at": "25:00"}}, "staff.digest_at"),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_is_told_at_the_start(people: dict[str, Any], line: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read({**PEOPLE, **people})
    assert line in str(caught.value)


def breach(house: House, number: str, step: BreachStep, text: str) -> str | None:
    order = progress.breach(house.db, number, step=step, text=text, by="林", channel="staff", now=house.now)
    return order.breach


def test_a_breach_stops_the_order_until_a_person_closes_it(db: Database) -> None:
    house = staffed(db)
    number = ordered(house)
    assert breach(house, number, "report", "没有按合同价") == "reported"
    assert house.order(number).status == "on_hold"
    assert house.work() == (), "the customer hears nothing of it"
    for step in ("correct", "close", "report"):
        with pytest.raises(Refused):
            breach(house, number, step, "x")  # type: ignore[arg-type]
    with pytest.raises(Refused, match="needs its words"):
        breach(house, number, "investigate", "  ")
    for move in (Move(number, "release"), Move(number, "advance", to="received")):
        row = make_row(db, 1, move, mover=Mover("林", "staff"), now=house.now)
        assert (row.outcome, row.detail) == (
            "refused",
            f"order {number} goes on only when its breach is closed",
        )
    assert breach(house, number, "investigate", "录入时看错了价目表") == "investigated"
    assert breach(house, number, "investigate", "补充：两单都错") == "investigated"
    with pytest.raises(Refused, match="corrective action first"):
        breach(house, number, "close", "x")
    assert breach(house, number, "correct", "改价并重新培训") == "corrected"
    with db.read() as tx:
        assert [one.order_no for one in orders.breached(tx)] == [number]
    assert breach(house, number, "close", "已复核") is None
    progress.release(db, number, by="林", channel="staff", now=house.now)
    assert house.order(number).status == "received"
    assert house.work() == ()
    progress.hold(db, number, reason="盘点", by="林", channel="staff", now=house.now)
    progress.release(db, number, by="林", channel="staff", now=house.now)
    assert [one.kind for one in house.work()] == ["push"]
    with db.read() as tx:
        history = orders.history(tx, number)
        assert orders.breached(tx) == ()
        assert replay(number, history) == orders.get(tx, number)
    assert [(one.kind, one.reason) for one in history if one.kind.startswith("breach")] == [
        ("breach_reported", "没有按合同价"),
        ("breach_investigated", "录入时看错了价目表"),
        ("breach_investigated", "补充：两单都错"),
        ("breach_corrected", "改价并重新培训"),
        ("breach_closed", "已复核"),
    ]


def test_a_breach_of_a_delivered_order_is_recorded_though_nothing_can_be_stopped(sqlite_db: Database) -> None:
    house = staffed(sqlite_db)
    number = ordered(house)
    progress.advance(sqlite_db, number, to="delivered", by="x", channel="staff", now=house.now)
    assert breach(house, number, "report", "送错仓库") == "reported"
    assert house.order(number).status == "delivered"
    progress.advance(sqlite_db, number, to="completed", by="x", channel="staff", now=house.now)


def test_an_order_with_a_breach_can_be_cancelled(sqlite_db: Database) -> None:
    house = staffed(sqlite_db)
    number = ordered(house)
    breach(house, number, "report", "x")
    progress.cancel(sqlite_db, number, reason="客户撤单", by="x", channel="staff", now=house.now)
    assert breach(house, number, "investigate", "y") == "investigated", "the matter itself goes on"


def test_an_order_to_where_nobody_delivers_reaches_a_person_once(db: Database) -> None:
    house = House.of(db, delivery_areas=("西湖区", "Hangzhou"))
    house.mail("chenmin@baiwei.example.cn", "橙汁450ml 5箱，送店里")
    assert house.reviews() == ()
    house.mail("chenmin@baiwei.example.cn", "绿茶500ml 3箱，送仓库")
    (there,) = (one for one in house.orders() if "余杭" in (one.delivery_address or ""))
    (review,) = house.reviews()
    expected = f"order {there.order_no} is to go to {there.delivery_address}, where we do not deliver"
    assert (review.order_no, review.reason) == (there.order_no, expected)
    assert review.due_at is not None
    house.mail("chenmin@baiwei.example.cn", f"订单 {there.order_no} 绿茶改成 4 箱")
    assert len(house.reviews()) == 1


@pytest.mark.parametrize(
    ("address", "areas", "is_outside"),
    [
        ("杭州市西湖区文三路188号", ("杭州",), False),
        ("杭州市西湖区文三路188号", ("宁波",), True),
        ("杭州市西湖区文三路188号", (), False),
        (None, ("宁波",), False),
        ("12 Newark Street", ("New",), True),
        ("12 New Street", ("new",), False),
    ],
)
def test_what_is_outside(address: str | None, areas: tuple[str, ...], is_outside: bool) -> None:
    assert outside(address, areas) is is_outside
