"""Mails and chats with files: an order form is booked, asked about or looked at like words; what cannot be read is named."""

import pytest

from store.database import Database
from store.envelope import Attachment
from tests.desk.house import House
from tests.parsers.attachments.making import xlsx

CHEN, SHOP = "chenmin@baiwei.example.cn", "@baiwei_shop"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORM = xlsx(
    (
        ("百味便利店订货单",),
        ("品名", "规格", "数量", "单位"),
        ("橙汁", "450ml", 5, "箱"),
        ("可乐", "330ml", None, "箱"),
    )
)
UNCLEAR = xlsx((("品名", "数量", "单位"), ("橙汁450ml", 5, "箱"), ("可乐", 3, "箱")))


@pytest.fixture
def house(sqlite_db: Database) -> House:
    return House.of(sqlite_db)


def test_an_order_form_that_comes_by_mail_is_booked(house: House) -> None:
    sent = house.mail(CHEN, "订货单见附件，谢谢", subject="订货", files=(("订货单.xlsx", KIND, FORM),))
    assert (house.last().outcome, [item.kind for item in sent]) == ("booked", ["receipt"])
    (order,) = house.orders()
    assert [(line.sku, str(line.quantity), line.unit) for line in order.lines] == [("BV-OJ-450", "5", "箱")]


def test_an_order_form_that_comes_by_chat_without_a_word_is_booked(house: House) -> None:
    files = (Attachment("订货单.xlsx", KIND, len(FORM), FORM),)
    house.telegram(SHOP, "", files=files)
    assert house.last().outcome == "booked"


def test_what_the_form_leaves_open_is_asked(house: House) -> None:
    sent = house.mail(CHEN, "订货单见附件", files=(("订货单.xlsx", KIND, UNCLEAR),))
    assert (house.last().outcome, [item.kind for item in sent]) == ("asked", ["question"])
    assert "可乐" in sent[0].text


def test_a_file_is_not_lost_behind_a_yes(house: House) -> None:
    house.telegram(SHOP, "可乐3箱")
    files = (Attachment("订货单.xlsx", KIND, len(FORM), FORM),)
    house.telegram(SHOP, "好的", files=files)
    assert house.last().outcome == "routed"
    assert "files came while an answer is waited for" in (house.last().reason or "")


def test_files_that_cannot_be_read_are_named(house: House) -> None:
    house.mail(
        CHEN,
        "见附件",
        files=(("订单.xlsx", KIND, FORM[:900]), ("图.jpg", "image/jpeg", b"\xff\xd8" * 30_000)),
    )
    assert house.last().outcome == "routed"
    assert "订单.xlsx (a damaged archive), 图.jpg (of a kind that is not read)" in (house.last().reason or "")


def test_a_file_whose_bytes_were_not_kept_is_named(house: House) -> None:
    house.telegram(SHOP, "", files=(Attachment("订货单.xlsx", KIND, 90_000),))
    assert house.last().reason == "came with files that were not read: 订货单.xlsx (its bytes are not here)"
