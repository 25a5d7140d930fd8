"""What an operator decides reaches the customer once, by the channel that they ordered by."""

from typing import Any

import pytest

from bot.desk import conversations, progress, reviews
from bot.desk.progress import Refused
from store import inbox, order_messages, orders
from store.database import Database
from store.errors import StaleOrder
from store.order import Order
from tests.desk.house import DOMAIN, House

CHEN, GRACE = "chenmin@baiwei.example.cn", "grace.olsen@maple-school.example.com"
BY: dict[str, Any] = {"by": "wang", "channel": "staff"}


@pytest.fixture
def house(sqlite_db: Database) -> House:
    return House.of(sqlite_db)


def ordered(house: House, *, by: str = "mail") -> Order:
    if by == "mail":
        house.mail(CHEN, "橙汁450ml 5箱，送店里", subject="周一订货")
    elif by == "telegram":
        house.telegram("@baiwei_shop", "橙汁450ml 5箱")
    else:
        house.webchat("v1", "橙汁450ml 5箱", code="C001")
    return house.orders()[-1]


@pytest.mark.parametrize(
    ("by", "to"),
    [("mail", CHEN), ("telegram", House.chat_of("@baiwei_shop")), ("webchat", "webchat:v1")],
)
def test_each_step_is_told_once_where_the_order_came_from(house: House, by: str, to: str) -> None:
    number = ordered(house, by=by).order_no
    for state, word in (
        ("confirmed", "已确认"),
        ("packed", "已包装"),
        ("delivered", "已签收"),
        ("completed", "已完成"),
    ):
        progress.advance(house.db, number, to=state, now=house.now, **BY)
        (news,) = house.work()
        assert (news.kind, news.to, news.order_no) == ("push", to, number)
        assert word in news.text
        assert house.work() == (), "not a second time"


def test_news_by_mail_stand_in_the_thread_of_the_order(house: House) -> None:
    house.mail(CHEN, "橙汁450ml 5箱，送店里", subject="周一订货")
    receipt_of = house.last().envelope
    number = house.orders()[0].order_no
    house.mail(CHEN, "我想问一下别的事", subject="别的")
    progress.advance(house.db, number, to="confirmed", now=house.now, **BY)
    (news,) = house.work()
    assert news.subject == "Re: 周一订货"
    assert news.in_reply_to == receipt_of.message_id
    assert receipt_of.message_id in news.references
    assert news.message_id(DOMAIN).endswith(f"@{DOMAIN}>")


def test_what_happens_between_two_looks_is_told_in_one_message(house: House) -> None:
    number = ordered(house).order_no
    progress.advance(house.db, number, to="confirmed", now=house.now, **BY)
    progress.advance(house.db, number, to="packed", now=house.now, **BY)
    progress.ship(house.db, number, carrier="sf", tracking_number="SF1", now=house.now, **BY)
    (news,) = house.work()
    assert "进度：已确认 → 已包装 → 已发货" in news.text
    assert "物流：顺丰速运，运单号 SF1" in news.text


def test_a_second_parcel_is_told_and_a_parcel_twice_is_refused(house: House) -> None:
    number = ordered(house).order_no
    progress.ship(house.db, number, carrier="sf", tracking_number="SF1", now=house.now, **BY)
    house.work()
    progress.ship(house.db, number, carrier="yto", tracking_number="YT2", now=house.now, **BY)
    (news,) = house.work()
    assert "SF1" in news.text
    assert "YT2" in news.text
    with pytest.raises(Refused, match="has the shipment YT2 already"):
        progress.ship(house.db, number, carrier="yto", tracking_number="YT2", now=house.now, **BY)
    assert house.work() == ()


def test_the_company_chooses_what_is_announced(sqlite_db: Database) -> None:
    house = House.of(sqlite_db, announce=("shipped",))
    number = ordered(house).order_no
    progress.advance(house.db, number, to="packed", now=house.now, **BY)
    assert house.work() == ()
    progress.advance(house.db, number, to="shipped", now=house.now, **BY)
    (news,) = house.work()
    assert "已包装" not in news.text


def test_an_order_that_an_operator_sends_for_confirmation_is_read_back(house: House) -> None:
    number = ordered(house, by="telegram").order_no
    progress.advance(house.db, number, to="confirmation_sent", now=house.now, **BY)
    (asked,) = house.work()
    assert asked.kind == "confirmation"
    assert "请核对一下" in asked.text
    assert asked.buttons == (("确认", f"{number}:0:yes"),)
    (receipt,) = house.telegram("@baiwei_shop", "确认")
    assert receipt.kind == "receipt"
    assert house.order(number).status == "confirmed"


def test_hold_release_and_cancel_are_told_with_their_reason(house: House) -> None:
    number = ordered(house).order_no
    progress.hold(house.db, number, reason="仓库盘点", now=house.now, **BY)
    (held,) = house.work()
    assert "暂停处理" in held.text
    assert "原因：仓库盘点" in held.text
    progress.release(house.db, number, now=house.now, **BY)
    (released,) = house.work()
    assert "恢复处理，目前状态：已接收" in released.text
    progress.cancel(house.db, number, reason="停产", now=house.now, **BY)
    (cancelled,) = house.work()
    assert "已取消，不会发货" in cancelled.text
    assert house.work() == ()


def test_what_somebody_else_changed_meanwhile_is_left_alone(house: House) -> None:
    order = ordered(house)
    number, seen = order.order_no, order.version
    progress.advance(house.db, number, to="confirmed", now=house.now, expected_version=seen, **BY)
    for act in (
        lambda: progress.advance(house.db, number, to="packed", now=house.now, expected_version=seen, **BY),
        lambda: progress.advance(
            house.db, number, to="on_hold", reason="x", now=house.now, expected_version=seen, **BY
        ),
        lambda: progress.ship(
            house.db,
            number,
            carrier="sf",
            tracking_number="SF1",
            now=house.now,
            expected_version=seen,
            **BY,
        ),
        lambda: progress.hold(house.db, number, reason="x", now=house.now, expected_version=seen, **BY),
        lambda: progress.release(house.db, number, now=house.now, expected_version=seen, **BY),
        lambda: progress.cancel(house.db, number, reason="x", now=house.now, expected_version=seen, **BY),
    ):
        with pytest.raises(StaleOrder, match="somebody changed it meanwhile"):
            act()
    assert house.order(number).status == "confirmed"


def test_a_step_may_be_a_part_of_a_greater_whole(house: House) -> None:
    number = ordered(house).order_no

    def moved_and_given_up() -> None:
        with house.db.begin() as tx:
            progress.advance(tx, number, to="packed", now=house.now, **BY)
            progress.ship(tx, number, carrier="sf", tracking_number="SF1", now=house.now, **BY)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        moved_and_given_up()
    assert house.order(number).status == "received"


def test_what_the_table_forbids_is_refused_in_one_line_that_names_what_is_possible(house: House) -> None:
    number = ordered(house).order_no
    progress.advance(house.db, number, to="shipped", now=house.now, **BY)
    house.work()
    refusals = []
    for act in (
        lambda: progress.advance(house.db, number, to="received", now=house.now, **BY),
        lambda: progress.cancel(house.db, number, reason="x", now=house.now, **BY),
        lambda: progress.hold(house.db, number, reason="  ", now=house.now, **BY),
        lambda: progress.release(house.db, number, now=house.now, **BY),
        lambda: progress.ship(house.db, number, carrier=" ", tracking_number="1", now=house.now, **BY),
        lambda: progress.advance(house.db, "SO-20200101-0001", to="packed", now=house.now, **BY),
    ):
        with pytest.raises(Refused) as refused:
            act()
        refusals.append(str(refused.value))
    assert all("\n" not in text for text in refusals)
    assert "allowed: in_transit" in refusals[0]
    assert "there is no order SO-20200101-0001" in refusals[-1]
    assert house.work() == ()


def test_every_step_is_recorded_with_who_and_by_which_channel(house: House) -> None:
    number = ordered(house).order_no
    progress.hold(house.db, number, reason="盘点", now=house.now, **BY)
    progress.release(house.db, number, now=house.now, **BY)
    with house.db.read() as tx:
        told = [(event.kind, event.by, event.channel, event.reason) for event in orders.history(tx, number)]
    assert told == [
        ("order_booked", "C001", "email", None),
        ("order_held", "wang", "staff", "盘点"),
        ("order_released", "wang", "staff", None),
    ]


def test_an_accepted_review_is_done_in_the_operators_name_and_its_message_belongs_to_the_order(
    sqlite_db: Database,
) -> None:
    house = House.of(sqlite_db, threshold=1)
    (told,) = house.mail(CHEN, "橙汁450ml 5箱，送店里，贴红标签")
    assert told.kind == "handover"
    (review,) = house.reviews()
    order = reviews.accept(house.db, review.id, desk=house.desk, by="wang", now=house.now)
    assert order
    (receipt,) = house.work()
    assert (receipt.kind, receipt.to, receipt.order_no) == ("receipt", CHEN, order.order_no)
    with house.db.read() as tx:
        assert orders.history(tx, order.order_no)[0].by == "wang"
        assert [message.direction for message in order_messages.of_order(tx, order.order_no)] == ["in", "out"]
    for decide in (reviews.accept, reviews.reject):
        with pytest.raises(Refused, match=r"review 1 is accepted already \(by wang\)"):
            decide(house.db, review.id, desk=house.desk, by="li", now=house.now)
    assert house.work() == ()


def test_an_accepted_review_with_something_open_is_asked_of_the_customer(sqlite_db: Database) -> None:
    house = House.of(sqlite_db, threshold=1)
    house.take("C001")
    house.mail(CHEN, "可乐3箱")
    house.hand_back("C001")
    (review,) = house.reviews()
    reviews.accept(house.db, review.id, desk=house.desk, by="wang", now=house.now)
    (question,) = house.work()
    assert question.kind == "question"
    assert house.orders()[0].status == "draft"


def test_a_rejected_order_is_declined_once_and_a_rejected_request_says_nothing(sqlite_db: Database) -> None:
    house = House.of(sqlite_db, threshold=1)
    house.mail(GRACE, "10 cases of mineral water 550ml, with red labels please", subject="Order")
    reviews.reject(house.db, house.reviews()[0].id, desk=house.desk, by="wang", now=house.now)
    (declined,) = house.work()
    assert (declined.kind, declined.to, declined.subject) == ("declined", GRACE, "Re: Order")
    assert "no order was booked" in declined.text
    assert house.reviews() == ()
    house.mail(GRACE, "How much is a case of green tea 500ml?", subject="Question")
    reviews.reject(house.db, house.reviews()[0].id, desk=house.desk, by="wang", now=house.now)
    assert house.work() == ()


def test_an_unproven_senders_review_can_be_rejected_but_not_accepted(house: House) -> None:
    house.mail(CHEN, "橙汁450ml 5箱，送店里", proven=False)
    (review,) = house.reviews()
    with pytest.raises(Refused, match="is not proven to be who the mail says"):
        reviews.accept(house.db, review.id, desk=house.desk, by="wang", now=house.now)
    reviews.reject(house.db, review.id, desk=house.desk, by="wang", now=house.now)
    assert house.work() == ()
    assert house.orders() == ()


def test_of_what_was_not_read_nothing_can_be_accepted(house: House) -> None:
    files = (("单.xlsx", "application/vnd.ms-excel", b"x" * 5000),)
    house.mail(CHEN, "见附件", files=files)
    (review,) = house.reviews()
    with pytest.raises(Refused, match="nothing was read of this message"):
        reviews.accept(house.db, review.id, desk=house.desk, by="wang", now=house.now)
    with pytest.raises(Refused, match="there is no review 99"):
        reviews.accept(house.db, 99, desk=house.desk, by="wang", now=house.now)


def test_a_person_writes_where_the_customer_does_and_the_same_saying_goes_out_once(house: House) -> None:
    house.mail(CHEN, "橙汁450ml 5箱，送店里", subject="周一订货")
    conversations.take(house.db, "C001", by="wang", now=house.now)
    conversations.say(house.db, "C001", "橙汁今天下午到。", by="wang", now=house.now, said="1")
    with pytest.raises(Refused, match="said already"):
        conversations.say(house.db, "C001", "橙汁今天下午到。", by="wang", now=house.now, said="1")
    (said,) = house.work()
    assert (said.kind, said.to, said.subject, said.text) == ("say", CHEN, "Re: 周一订货", "橙汁今天下午到。")
    with house.db.read() as tx:
        assert inbox.recent(tx, limit=1)[0].envelope.message_id == said.in_reply_to
    for chat in ("telegram", "webchat"):
        assert (ordered(house, by=chat).order_no, house.work()) == (house.orders()[0].order_no, ())
    conversations.release(house.db, "C001", by="wang", now=house.now)
    assert len(house.webchat("v1", "绿茶500ml 3箱", code="C001")) == 1
