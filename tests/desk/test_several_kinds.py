"""An answer that takes several of the kinds that were offered: what becomes of the order."""

import pytest

from store.database import Database
from tests.desk.house import House

CANS, BOTTLES = "BV-COLA-330", "BV-COLA-500"


def after(db: Database, *said: str, order: str = "可乐6箱") -> tuple[str, list[str]]:
    """The order's state and lines after the question which cola is meant was answered so."""
    house = House.of(db)
    for text in (order, *said):
        house.webchat("v1", text, code="C001")
    (found,) = house.orders()
    return found.status, [
        f"{line.sku} {'?' if line.quantity is None else format(line.quantity.normalize(), 'f')} {line.unit}"
        for line in found.lines
    ]


@pytest.mark.parametrize(
    ("text", "cans", "bottles"),
    [
        ("4箱罐装，剩下瓶装", "4", "2"),
        ("罐装4箱，其余都要瓶装", "4", "2"),
        ("3箱罐装，5箱瓶装", "3", "5"),
        ("罐装4箱瓶装1箱", "4", "1"),
        ("两个都要，各4箱", "4", "4"),
        ("两种各4箱", "4", "4"),
        ("罐装瓶装各4箱", "4", "4"),
        ("1A和1B各4箱", "4", "4"),
        ("1A 4箱，1B 5箱", "4", "5"),
        ("A要4箱，B要5箱", "4", "5"),
        ("一半一半", "3", "3"),
        ("各一半", "3", "3"),
        ("一半罐装一半瓶装", "3", "3"),
        ("half and half", "3", "3"),
        ("half cans, half bottles", "3", "3"),
        ("4 cans 2 bottles", "4", "2"),
        ("3 cans and 4 bottles", "3", "4"),
        ("4 cans and the rest bottles", "4", "2"),
        ("4 cases of cans and 1 case of bottles", "4", "1"),
        ("both, 4 each", "4", "4"),
        ("4 of each please", "4", "4"),
        ("cans and bottles, 4 cases each", "4", "4"),
    ],
)
def test_each_kind_is_a_line(db: Database, text: str, cans: str, bottles: str) -> None:
    status, lines = after(db, text)
    assert (status, sorted(lines)) == ("received", [f"{CANS} {cans} 箱", f"{BOTTLES} {bottles} 箱"])


@pytest.mark.parametrize("text", ["都要", "两种都要", "both", "both please", "罐装和瓶装"])
def test_how_much_of_each_is_asked_and_told_at_once(db: Database, text: str) -> None:
    assert after(db, text) == ("draft", [f"{CANS} ? 箱", f"{BOTTLES} ? 箱"])


@pytest.mark.parametrize("text", ["各4箱", "4 cases each"])
def test_so_much_of_each_answers_both_questions(db: Database, text: str) -> None:
    assert after(db, "都要", text) == ("received", [f"{CANS} 4 箱", f"{BOTTLES} 4 箱"])


@pytest.mark.parametrize(
    "text",
    [
        # 24 cans are a case, and twelve bottles are one: boxes, or pieces?
        "48 cans 48 bottles",
        "罐装7箱，其余瓶装",
        "罐装4箱，其余瓶装，其余罐装",
        "都行",
        "either",
        "罐装4箱，绿茶2箱，瓶装1箱",
    ],
)
def test_what_is_not_clear_is_asked_again(db: Database, text: str) -> None:
    assert after(db, text)[0] == "draft"


def test_halves_of_an_odd_number_are_asked(db: Database) -> None:
    assert after(db, "一半一半", order="可乐5箱")[0] == "draft"


@pytest.mark.parametrize("text", ["两种各4箱，再加橙汁2箱", "4 cans, 4 bottles, and 2 cases of orange juice"])
def test_other_goods_beside_them_are_lines_too(db: Database, text: str) -> None:
    status, lines = after(db, text)
    assert (status, lines) == ("received", [f"{CANS} 4 箱", f"{BOTTLES} 4 箱", "BV-OJ-450 2 箱"])
