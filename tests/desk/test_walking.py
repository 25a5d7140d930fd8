"""One order that cannot be dealt with is put aside whole, and a person hears of it once."""

import pytest

from bot.desk.walking import one_step
from store import orders, worklists
from store.database import Database, Tx
from store.errors import DatabaseDown
from tests.desk.house import House

CHEN = "chenmin@baiwei.example.cn"


@pytest.fixture
def house(db: Database) -> House:
    made = House.of(db)
    made.mail(CHEN, "橙汁450ml 5箱，送店里")
    return made


def stumble(
    house: House, error: Exception, *, drawn: bool = True, again: bool | None = None
) -> list[tuple[str, int]]:
    """A step that writes and then fails; what was put aside."""
    (order,) = house.orders()
    aside: list[tuple[str, int]] = []

    def put_aside(_: Tx, order_no: str, version: int) -> bool | None:
        aside.append((order_no, version))
        return again

    with one_step(
        house.db,
        logged="order %s stumbled",
        told=lambda order: f"it was {order.status}",
        put_aside=put_aside,
        desk=house.desk,
        now=house.now,
    ) as step:
        step.order = orders.get(step.tx, order.order_no) if drawn else None
        worklists.follow_again(step.tx, order.order_no, at=house.now)
        raise error
    return aside


def followed(house: House) -> bool:
    with house.db.begin() as tx:
        return worklists.followed(tx, now=house.now) is not None


def test_nothing_of_the_step_stays_and_a_person_hears_what_was_not_done(house: House) -> None:
    (order,) = house.orders()
    assert stumble(house, ValueError("no word\nfor it")) == [(order.order_no, order.version)]
    (review,) = house.reviews()
    assert review.order_no == order.order_no
    assert review.reason == f"it was {order.status}: ValueError: no word for it"
    assert not followed(house)


def test_what_is_drawn_again_is_nothing_for_a_person(house: House) -> None:
    assert len(stumble(house, ValueError("too early"), again=False)) == 1
    assert house.reviews() == ()


@pytest.mark.parametrize(("error", "drawn"), [(DatabaseDown("gone"), True), (ValueError("early"), False)])
def test_what_is_no_fault_of_the_order_is_raised(house: House, error: Exception, *, drawn: bool) -> None:
    with pytest.raises(type(error)):
        stumble(house, error, drawn=drawn)
    assert house.reviews() == ()
    assert not followed(house)
