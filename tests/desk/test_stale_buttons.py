"""A button stays where it was: pressed after its question was settled or put anew, it answers no other."""

from store.database import Database
from store.order import Order
from store.outbox import OutboxItem
from tests.desk.house import House

KONG = "@kongkee"


def press(house: House, item: OutboxItem, label: str) -> None:
    """Presses the button of this sent message whose label has these words."""
    data = next(data for text, data in item.buttons if label in text)
    house.telegram(KONG, data, answers=item)


def one(house: House) -> Order:
    (order,) = house.orders()
    return order


def test_the_yes_to_an_older_content_confirms_nothing(db: Database) -> None:
    house = House.of(db, confirmation="always")
    (old,) = house.telegram(KONG, "矿泉水3箱")
    assert one(house).status == "confirmation_sent"
    (new,) = house.telegram(KONG, "改成矿泉水30箱")
    assert one(house).status == "confirmation_sent"
    press(house, old, "")
    assert one(house).status == "confirmation_sent", "that yes was to 3"
    press(house, new, "")
    assert one(house).status == "confirmed"


def test_a_button_of_an_order_does_not_say_which_order_is_meant(db: Database) -> None:
    house = House.of(db)
    house.telegram(KONG, "矿泉水3箱")
    house.telegram(KONG, "橙汁2箱")
    (about,) = house.telegram(KONG, "可乐10箱")
    assert about.buttons
    (which,) = house.telegram(KONG, "取消订单")
    assert "SO-" in which.buttons[0][0]
    before = {order.order_no: order.status for order in house.orders()}
    press(house, about, "1A")
    after = {order.order_no: order.status for order in house.orders()}
    assert "cancelled" not in after.values(), (before, after)


def test_which_order_is_meant_is_answered_by_the_newest_question_only(db: Database) -> None:
    house = House.of(db)
    for text in ("矿泉水3箱", "橙汁2箱"):
        house.telegram(KONG, text)
    (old,) = house.telegram(KONG, "取消订单")
    house.telegram(KONG, "绿茶2箱")
    (new,) = house.telegram(KONG, "取消订单")
    assert [label for label, _ in old.buttons] != [label for label, _ in new.buttons]
    press(house, old, "1A")
    assert "cancelled" not in {order.status for order in house.orders()}
    (newest,) = house.telegram(KONG, "取消订单")
    press(house, newest, "1A")
    assert "cancelled" in {order.status for order in house.orders()}
