"""What is said by the way, of praise, hours, blame and prices, does not take the place of what is ordered or asked."""

import time

import pytest

from parsers import Context, Directory, Flag, Message, Reading, Sender, read
from tests.parsers import camp

OPEN = Context(open_orders=(camp.order("SO-20261123-0008", "5 箱 GS-230", "8 张 MAT-G", "6 把 CH-1"),))
BOTH = Context(open_orders=(*OPEN.open_orders, camp.order("SO-20261120-0014", "20 卷 RP-4")))
CLUB = "tom@lakeside.example.com"


def _told(text: str, context: Context | None = None) -> Reading:
    return camp.reading(
        text, context or Context(), sender=CLUB if text.isascii() else "shop@yuanzu.example.cn"
    )


def _of_a_mail(subject: str, text: str, context: Context) -> Reading:
    message = Message("m", "email", camp.NOW, Sender(CLUB), text, subject, context)
    return read(message, catalog=camp.catalog(), directory=Directory([camp.CUSTOMER, camp.ABROAD], []))


@pytest.mark.parametrize(
    "text",
    [
        "12 folding chairs. Compliments for the last tents",
        "My guests love it. 7 more folding chairs please",
        "Great service, thanks! Now please send 12 camp stoves.",
        "What a shame, we used them all. Send 12 camp stoves",
        "it is a shame our gas is gone. 12 camp stoves please",
        "货车来了谁负责卸货？折叠椅12把",
        "车开到门口谁负责签收？折叠椅12把",
        "炉头一次拿12台，什么时候能送到？",
        "折叠椅来12把，多少钱一把",
        "折叠椅给个好价，12把",
    ],
)
def test_goods_that_are_counted_are_ordered(text: str) -> None:
    found = _told(text)
    assert found.intent == "new_order"
    assert len(found.lines) == 1


def test_a_letter_of_praise_takes_no_order_in() -> None:
    found = _of_a_mail("Great service", "Thank you. Please add 2 folding chairs to my order", OPEN)
    assert found.intent == "amend_order"
    assert _of_a_mail("Great work but", "Good work, but two chairs are broken", OPEN).intent != "feedback"


def test_praise_alone_is_praise() -> None:
    assert _told("We loved it, thank you").intent == "feedback"


@pytest.mark.parametrize("how", ["not needed urgently", "with covers not needed", "not needed till Monday"])
def test_what_is_not_needed_of_goods_takes_none_off(how: str) -> None:
    assert len(_told(f"12 folding chairs {how}, 4 camp stoves").lines) == 2


@pytest.mark.parametrize("text", ["折叠椅12把，一趟拿了什么价", "一回拿12把折叠椅啥价"])
def test_who_asks_what_an_amount_costs_orders_none(text: str) -> None:
    assert _told(text).intent == "inquiry"


@pytest.mark.parametrize(
    "text",
    [
        "I'm out until 4, leave the boxes with the porter",
        "I'm out this week, please leave the boxes with Ann",
        "The shop is closed from noon on Friday, please come before",
        "Our store is shut from Friday.",
    ],
)
def test_who_tells_when_to_come_is_heard(text: str) -> None:
    assert _told(text, OPEN).verdict != "ignore"


def test_a_mail_that_asks_to_bring_goods_is_heard() -> None:
    text = "The warehouse will be closed from Friday, please bring everything before"
    assert _of_a_mail("Delivery", text, OPEN).verdict != "ignore"
    assert _of_a_mail("Hours", "The warehouse is closed from 1 to 2 pm.", OPEN).verdict != "ignore"
    absent = "The office is closed until 4 January. Please contact Ann."
    assert _of_a_mail("Absence", absent, Context()).verdict == "ignore"


@pytest.mark.parametrize("text", ["昨天那单司机拉到仓库去了，你们送错了"])
def test_an_order_that_went_astray_is_moved_nowhere(text: str) -> None:
    assert _told(text, OPEN).intent == "complaint"


def test_who_asks_why_it_went_there_is_read_again() -> None:
    assert _told("昨天那单怎么给我寄到仓库去了", OPEN).verdict == "review"
    assert _told("昨天那单给拉到仓库", OPEN).intent == "amend_order"


def test_hours_are_no_sizes_of_orders() -> None:
    text = "We ordered before from others. 12 camp stoves please, from 5 to 9 pm delivery"
    assert _told(text, OPEN).intent == "new_order"


@pytest.mark.parametrize(
    "text",
    [
        "12 camp stoves, deliver 0830 please leave with the porter",
        "12 camp stoves, gate code 0512 please keep it secret",
        "12 camp stoves. Use pallet 0331 as planned",
        "12 camp stoves, hall 0412 still needs them",
        "Order 0300 hours delivery please, 12 camp stoves",
    ],
)
def test_four_digits_name_an_order_only_if_one_ends_so(text: str) -> None:
    found = _told(text)
    assert (found.intent, found.order_no, found.verdict) == ("new_order", None, "accept")


@pytest.mark.parametrize(
    "text",
    [
        "0008 can go, 0014 cancel",
        "0008 stays, cancel 0014",
        "0014 can stay, cancel 0008",
        "order 0008 stays, cancel 0014",
    ],
)
def test_the_order_that_stays_is_not_the_one_called_off(text: str) -> None:
    assert _told(text, BOTH).order_no is None


def test_the_order_that_is_named_is_called_off() -> None:
    assert _told("0014 please cancel", BOTH).order_no == "SO-20261120-0014"
    assert _told("0014 please cancel, 0008 stays", BOTH).order_no == "SO-20261120-0014"


def test_a_unit_over_and_over_costs_little() -> None:
    ask = Flag("lines[0].unit", "ambiguous", ("卷", "盒"))
    asked = Context(pending=camp.order(None, "30 - RP-4", flags=(ask,)))
    assert [line.unit for line in camp.reading("盒盒盒", asked).lines] == ["盒"]
    began = time.perf_counter()
    camp.reading("盒" * 12_000, asked)
    assert time.perf_counter() - began < 2
