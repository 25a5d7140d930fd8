"""Rule 6: machines are never answered, and what loop is left is stopped by a cap per sender and hour."""

from dataclasses import replace

import pytest

from bot.desk import progress, reviews
from store import customers
from store.database import Database
from tests.desk.house import OUR_ADDRESS, House

CHEN = "chenmin@baiwei.example.cn"
ORDER = "橙汁450ml 5箱，送店里"
MACHINES = [
    {"Auto-Submitted": "auto-replied"},
    {"Auto-Submitted": "auto-generated"},
    {"Auto-Submitted": "auto-notified; owner-email=x@y.cn"},
    {"Precedence": "bulk"},
    {"Precedence": "auto_reply"},
    {"List-Id": "<offers.drinks.example>"},
    {"List-Unsubscribe": "<mailto:off@drinks.example>"},
    {"Return-Path": "<>"},
    {"X-Auto-Response-Suppress": "All"},
    {"X-Autoreply": "yes"},
]


@pytest.fixture
def house(sqlite_db: Database) -> House:
    return House.of(sqlite_db)


@pytest.mark.parametrize("headers", MACHINES, ids=lambda headers: " ".join(headers))
@pytest.mark.parametrize("text", [ORDER, "可乐3箱", "我的订单到哪里了？", "投诉！橙汁是破的", "谢谢"])
def test_nothing_is_ever_sent_to_a_machine(house: House, headers: dict[str, str], text: str) -> None:
    assert house.mail(CHEN, text, headers=headers) == ()
    assert house.orders() == ()
    last = house.last()
    assert last.outcome in {"ignored", "routed"}
    assert "an automated sender: " in (last.reason or "")
    assert (last.outcome == "routed") is bool(house.reviews())


@pytest.mark.parametrize("sender", ["noreply@shop.example", "no-reply@erp.example", OUR_ADDRESS])
def test_nobody_reads_there(house: House, sender: str) -> None:
    assert house.mail(sender, ORDER) == ()
    assert house.orders() == ()


def test_an_order_of_a_program_is_accepted_by_an_operator_and_told_to_the_person_on_file(
    house: House,
) -> None:
    program = {"Auto-Submitted": "auto-generated"}
    house.mail(
        "grace.olsen@maple-school.example.com", "10 cases of mineral water 550ml, please", headers=program
    )
    (review,) = house.reviews()
    reviews.accept(house.db, review.id, desk=house.desk, by="wang", now=house.now)
    assert house.work() == (), "the only address on file is the program's own"
    (order,) = house.orders()
    assert (order.status, order.customer.code, order.reply_to) == ("received", "C008", "")
    progress.advance(house.db, order.order_no, to="confirmed", by="wang", channel="staff", now=house.now)
    assert house.work() == ()


def test_the_person_on_file_hears_what_became_of_the_programs_order(house: House) -> None:
    with house.db.begin() as tx:
        filed = [
            replace(one, emails=("erp@baiwei.example.cn", *one.emails)) if one.code == "C001" else one
            for one in customers.all(tx)
        ]
        customers.replace_all(tx, filed)
    house.mail("erp@baiwei.example.cn", ORDER, headers={"Auto-Submitted": "auto-generated"})
    (review,) = house.reviews()
    reviews.accept(house.db, review.id, desk=house.desk, by="wang", now=house.now)
    (receipt,) = house.work()
    assert (receipt.kind, receipt.to, receipt.in_reply_to) == ("receipt", CHEN, None)
    number = house.orders()[0].order_no
    progress.advance(house.db, number, to="confirmed", by="wang", channel="staff", now=house.now)
    (news,) = house.work()
    assert (news.kind, news.to) == ("push", CHEN)


def test_a_loop_is_stopped_by_the_cap_and_goes_on_an_hour_later(sqlite_db: Database) -> None:
    house = House.of(sqlite_db, hourly_cap=5, duplicate_hours=0)
    sent = [len(house.telegram("@kongkee", f"橙汁450ml {number + 1}箱")) for number in range(8)]
    assert sent == [1, 1, 1, 1, 1, 0, 0, 0]
    assert len(house.orders()) == 5
    reasons = {review.reason for review in house.reviews()}
    assert reasons == {"more than 5 replies to this sender within an hour"}
    assert len(house.telegram("@baiwei_shop", "橙汁450ml 1箱")) == 1, "others are served"
    house.later(hours=1, seconds=1)
    assert len(house.telegram("@kongkee", "橙汁450ml 9箱")) == 1


def test_two_robots_of_ours_do_not_talk_for_ever(house: House) -> None:
    """What we say, sent back to us as if a person had written it, comes to an end."""
    said = house.telegram("@kongkee", "可乐3箱")
    answers = 0
    while said and answers < 50:
        answers += len(said)
        said = house.telegram("@kongkee", said[-1].text)
    assert answers <= house.settings.hourly_cap
