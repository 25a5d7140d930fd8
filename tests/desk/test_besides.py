"""What follows from what is asked and told beside an order, where several things meet."""

from bot.desk import progress
from store import orders
from store.database import Database
from tests.desk.house import House

GRACE = "grace.olsen@maple-school.example.com"


def noted(house: House, order_no: str) -> list[str]:
    with house.db.read() as tx:
        history = orders.history(tx, order_no)
    return [str(event.data["text"]) for event in history if event.kind == "request_recorded"]


def test_two_complaints_about_one_earlier_order_are_both_noted_on_it(db: Database) -> None:
    house = House.of(db)
    house.mail(GRACE, "5 cases of orange juice 450ml")
    earlier = house.orders()[0].order_no
    progress.advance(db, earlier, to="delivered", by="wang", channel="staff", now=house.now)
    house.work()
    house.mail(
        GRACE,
        "3 cases of green tea please. Two of the juices you sent last week were cracked. The last delivery had a wet box.",
    )
    assert house.last().outcome == "booked"
    assert [line.sku for line in house.orders()[1].lines] == ["BV-GT-500"]
    assert len(noted(house, earlier)) == 2


def test_a_wish_beside_the_question_where_an_earlier_order_is_reaches_a_person(db: Database) -> None:
    house = House.of(db)
    house.webchat("v1", "橙汁5箱", code="C001")
    sent = house.webchat("v1", "上次的单到哪了，急用。另外再来5箱绿茶", code="C001")
    assert [item.kind for item in sent] == ["receipt", "status"]
    assert "同事会尽快回复您" in sent[1].text
    (review,) = house.reviews()
    assert review.reason.startswith("orders, and besides asks about an order, and wishes")


def test_goods_that_came_stained_are_noted_and_not_ordered_again(db: Database) -> None:
    house = House.of(db)
    house.webchat("v1", "橙汁20箱", code="C001")
    earlier = house.orders()[0].order_no
    progress.advance(db, earlier, to="delivered", by="wang", channel="staff", now=house.now)
    house.work()
    house.webchat("v1", "绿茶5箱。另外上批橙汁两箱有污渍，帮看看怎么处理", code="C001")
    assert [line.sku for line in house.orders()[1].lines] == ["BV-GT-500"]
    assert noted(house, earlier)
