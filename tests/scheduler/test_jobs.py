"""The table of jobs: each step does its work when it is called, and says when there is nothing more."""

from datetime import timedelta

import pytest

from scheduler.jobs import JOBS
from store.database import Database
from tests.desk.house import House

STEPS = {job.name: job.step for job in JOBS}


def run(house: House, name: str) -> list[str]:
    """The kinds of what goes out when the job has done all that is due."""
    for _ in range(20):
        if not STEPS[name](house.db, house.desk, house.now):
            break
    else:
        pytest.fail(f"{name} never ends")
    return [item.kind for item in house.deliver()]


def test_who_does_not_answer_is_reminded_by_the_clock(db: Database) -> None:
    house = House.of(db)
    house.telegram("@baiwei_shop", "可乐3箱")
    assert run(house, "reminders") == []
    house.now += timedelta(hours=4)
    assert run(house, "reminders") == ["reminder"]
    assert run(house, "reminders") == []


def test_what_is_overdue_is_told_by_the_clock(db: Database) -> None:
    house = House.of(db, operators=("office@hengtong.example.cn",))
    house.mail("chenmin@baiwei.example.cn", "你们上次的服务太差了，太不像话了！", subject="投诉")
    assert run(house, "overdue") == []
    house.now += timedelta(days=2)
    assert run(house, "overdue") == ["overdue"]
    assert run(house, "overdue") == []
