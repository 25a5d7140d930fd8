"""The drop folder: each list once, whole, also after a crash, with its outcomes beside it."""

import csv
import os
from pathlib import Path

import pytest

from bot.desk.dropfolder import DropFolder
from bot.desk.dropsettings import DropSettings
from store import orders
from store.database import Database
from tests.desk.house import House
from tests.desk.killing import turns

CHEN = "chenmin@baiwei.example.cn"


@pytest.fixture
def house(db: Database) -> House:
    return House.of(db)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "drop").mkdir()
    return tmp_path / "drop"


def opened(folder: Path, *, rest_seconds: float = 10) -> DropFolder:
    return DropFolder(DropSettings(directory=folder, rest_seconds=rest_seconds, by="仓库"))


def placed(house: House, count: int = 1) -> list[str]:
    for number in range(count):
        house.mail(CHEN, f"橙汁450ml {number + 1}箱，送店里")
    return [order.order_no for order in house.orders()]


def step(house: House, drop: DropFolder) -> bool:
    return drop.take_one(house.db, desk=house.desk, now=house.now)


def told(folder: Path, name: str = "list.csv") -> list[dict[str, str]]:
    with (folder / f"{name}.outcome.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_list_that_rests_is_carried_out_once(house: House, folder: Path) -> None:
    one, two = placed(house, 2)
    drop = opened(folder)
    text = f"order_no,state,carrier,tracking_number\n{one},packed,,\nSO-1,packed,,\n{two},,sf,SF1\n{two},=1+1,,\n"
    (folder / "list.csv").write_text(text, "utf-8")
    assert not step(house, drop), "it was seen for the first time"
    house.later(seconds=9)
    assert not step(house, drop)
    house.later(seconds=1)
    assert step(house, drop)
    rows = told(folder)
    assert [row["outcome"] for row in rows] == ["moved", "unknown", "moved", "unusable"]
    assert [row["place"] for row in rows] == ["row 2", "row 3", "row 4", "row 5"]
    assert (rows[0]["order_no"], rows[0]["status"], rows[0]["version"]) == (one, "packed", "2")
    assert house.order(two).shipments[0].tracking_number == "SF1"
    with house.db.read() as tx:
        event = orders.history(tx, one)[-1]
    assert (event.by, event.channel) == ("仓库", "drop")
    house.later(seconds=60)
    assert not step(house, drop)
    assert not step(house, opened(folder, rest_seconds=0)), "nor after a start anew"
    assert sorted(path.name for path in folder.iterdir()) == ["list.csv", "list.csv.outcome.csv"]


def test_a_list_that_is_still_being_written_is_left(house: House, folder: Path) -> None:
    one, two = placed(house, 2)
    drop = opened(folder)
    with (folder / "list.csv").open("w", encoding="utf-8") as file:
        file.write(f"order_no,state\n{one},packed\n")
        for row in ("", f"{two},", "packed\n"):
            file.write(row)
            file.flush()
            assert not step(house, drop)
            house.later(seconds=9)
    assert not step(house, drop)
    house.later(seconds=10)
    assert step(house, drop)
    assert [order.status for order in house.orders()] == ["packed", "packed"]


def test_the_same_name_with_other_rows_is_another_list(house: House, folder: Path) -> None:
    one, two = placed(house, 2)
    drop = opened(folder, rest_seconds=0)
    path = folder / "list.csv"
    path.write_text(f"order_no,state\n{one},packed\n", "utf-8")
    assert step(house, drop)
    path.write_text(f"order_no,state\n{two},packed\n", "utf-8")
    assert step(house, drop)
    assert [row["order_no"] for row in told(folder)] == [two]
    os.utime(path, (1, 1))
    assert not step(house, drop), "touched is not changed"


def test_what_is_no_list_is_told_or_left_alone(house: House, folder: Path, tmp_path: Path) -> None:
    (number,) = placed(house)
    list_of_one = f"order_no,state\n{number},packed\n"
    for name in (".list.csv", "~$list.xlsx", "list.txt", "list.csv.part", "old.csv.outcome.csv"):
        (folder / name).write_text(list_of_one, "utf-8")
    (folder / "folder.csv").mkdir()
    (tmp_path / "elsewhere.csv").write_text(list_of_one, "utf-8")
    (folder / "link.csv").symlink_to(tmp_path / "elsewhere.csv")
    drop = opened(folder, rest_seconds=0)
    assert not step(house, drop)
    (folder / "torn.xlsx").write_bytes(b"PK\x03\x04 torn")
    (folder / "other.csv").write_text("客户,数量\n百味,3\n", "utf-8")
    assert step(house, drop)
    assert step(house, drop)
    assert not step(house, drop)
    assert "cannot be read" in told(folder, "torn.xlsx")[0]["detail"]
    assert "no heading" in told(folder, "other.csv")[0]["detail"]
    assert house.order(number).status == "received"


def test_outcomes_are_no_formulas(house: House, folder: Path) -> None:
    (folder / "list.csv").write_text("order_no,state\n=HYPERLINK(1),packed\n", "utf-8")
    assert step(house, opened(folder, rest_seconds=0))
    assert told(folder)[0]["order_no"] == "'=HYPERLINK(1)"


def test_one_that_cannot_be_told_about_holds_up_no_other(house: House, folder: Path) -> None:
    one, two = placed(house, 2)
    (folder / "a.csv").write_text(f"order_no,state\n{one},packed\n", "utf-8")
    (folder / "a.csv.outcome.csv").mkdir()
    (folder / "b.csv").write_text(f"order_no,state\n{two},packed\n", "utf-8")
    drop = opened(folder, rest_seconds=0)
    assert step(house, drop)
    assert [row["outcome"] for row in told(folder, "b.csv")] == ["moved"]
    (folder / "a.csv.outcome.csv").rmdir()
    assert step(house, drop)
    assert [row["outcome"] for row in told(folder, "a.csv")] == ["moved"]
    assert house.order(one).version == 2


def test_killed_anywhere_each_list_is_carried_out_once(sqlite_db: Database, folder: Path) -> None:
    house = House.of(sqlite_db)
    numbers = placed(house, 2)
    rows = "".join(f"{number},sf,SF{number}\n" for number in numbers)
    (folder / "list.csv").write_text(f"order_no,carrier,tracking_number\n{rows}", "utf-8")
    for turn in turns():
        with turn.until_killed():
            step(house, opened(folder, rest_seconds=0))
    assert turn.number > 10
    assert [row["outcome"] for row in told(folder)] == ["moved", "moved"]
    assert [len(house.order(one).shipments) for one in numbers] == [1, 1]
