"""Mails that answer a notice to the staff: carried out where it is safe, answered where it is not, never a customer's order."""

from typing import Any

from store import outbox
from store.database import Database
from store.outbox import OutboxItem
from tests.desk.house import House
from tests.desk.staffed import ordered, staffed

WANG, BUYING = "wangfang@example.cn", "buying@example.cn"
PEOPLE: dict[str, Any] = {
    "person": [
        {"name": "王芳", "email": WANG, "roles": ["look", "move", "decide"], "hears": ["received", "review"]},
    ],
    "department": [{"name": "采购", "email": BUYING, "hears": ["received"], "only_own": False}],
}


def test_a_proven_reply_carries_out_commands(db: Database) -> None:
    house, notice = _noticed(db)
    number = house.orders()[0].order_no
    quoted = "".join(f"> {line}\n" for line in notice.text.splitlines())
    (answer, *news) = house.mail(WANG, f"/pack {number}\n\n{quoted}", answers=notice, proven=True)
    assert answer.text == f"✓ {number} 已包装"
    assert (answer.kind, answer.channel, answer.to) == ("staff", "email", WANG)
    assert house.order(number).status == "packed"
    assert [one.kind for one in news] == ["push"]


def test_a_review_is_decided_by_a_reply(db: Database) -> None:
    house = staffed(db, people=PEOPLE, threshold=1)
    sent = house.telegram("@baiwei_shop", "橙汁450ml 5箱，外箱请贴红色标签")
    (notice,) = (one for one in sent if one.to == WANG)
    (review,) = house.reviews()
    house.mail(WANG, f"/accept {review.id}", answers=notice, proven=True)
    assert [order.status for order in house.orders()] == ["received"]
    assert not house.reviews()


def test_without_a_command_the_person_is_told_what_there_is(db: Database) -> None:
    house, notice = _noticed(db)
    (answer,) = house.mail(WANG, "好的，橙汁再加5箱吧", answers=notice, proven=True)
    assert "/pack" in answer.text
    assert len(house.orders()) == 1


def test_an_unproven_reply_does_nothing_and_the_person_is_told(db: Database) -> None:
    house, notice = _noticed(db)
    number = house.orders()[0].order_no
    for proven in (None, False):
        (answer,) = house.mail(WANG, f"/pack {number}", answers=notice, proven=proven)
        assert answer.to == WANG
        assert "没有执行任何操作" in answer.text
    assert house.order(number).status == "received"


def test_the_answer_goes_to_the_person_and_to_no_other_address(db: Database) -> None:
    house, notice = _noticed(db)
    (answer,) = house.mail(
        WANG, "/list", answers=notice, proven=True, headers={"Reply-To": "thief@example.net"}
    )
    assert answer.to == WANG


def test_a_shared_mailbox_is_nobody(db: Database) -> None:
    house, _ = _noticed(db)
    number = house.orders()[0].order_no
    notice = _last_to(house, BUYING)
    (answer,) = house.mail(BUYING, f"/pack {number}", answers=notice, proven=True)
    assert "不是某一个人的" in answer.text
    assert house.order(number).status == "received"


def test_from_another_address_a_person_hears_and_nothing_is_answered(db: Database) -> None:
    house, notice = _noticed(db)
    sent = house.mail("wang.private@example.net", "橙汁10箱，送仓库", answers=notice, proven=True)
    assert {one.to for one in sent} == {WANG}
    assert len(house.orders()) == 1
    (review,) = house.reviews()
    assert review.reason == "answers a notice to the staff, from an address that it did not go to"


def test_a_customer_who_got_a_notice_passed_on_writes_as_ever(db: Database) -> None:
    house, notice = _noticed(db)
    sent = house.mail("chenmin@baiwei.example.cn", "绿茶500ml 3箱", answers=notice)
    assert "receipt" in [one.kind for one in sent]
    assert len(house.orders()) == 2


def test_a_machine_is_not_answered(db: Database) -> None:
    house, notice = _noticed(db)
    absent = {"Auto-Submitted": "auto-replied"}
    assert house.mail(WANG, "我不在办公室", answers=notice, proven=True, headers=absent) == ()
    assert not house.reviews()


def test_two_who_answer_each_other_stop(db: Database) -> None:
    house, notice = _noticed(db, hourly_cap=3)
    answered = [house.mail(WANG, "收到", answers=notice, proven=True) for _ in range(6)]
    assert [len(one) for one in answered][-1] == 0


def _noticed(db: Database, **settings: object) -> tuple[House, OutboxItem]:
    house = staffed(db, people=PEOPLE, **settings)
    ordered(house)
    return house, _last_to(house, WANG)


def _last_to(house: House, address: str) -> OutboxItem:
    with house.db.read() as tx:
        return next(one for one in outbox.recent(tx, limit=50) if one.to == address)
