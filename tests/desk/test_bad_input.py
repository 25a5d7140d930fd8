"""What people and programs send that is no order: each has its clear outcome, and none stops the desk."""

import pytest

from store.database import Database
from store.envelope import Attachment
from store.outbox import OutboxItem
from tests.desk.house import House

CHEN, SHOP = "chenmin@baiwei.example.cn", "@baiwei_shop"
ORDER = "橙汁450ml 5箱，送店里"


@pytest.fixture
def house(sqlite_db: Database) -> House:
    return House.of(sqlite_db)


def outcome(house: House, sent: tuple[OutboxItem, ...]) -> tuple[str | None, str, list[str]]:
    last = house.last()
    assert last.state == "done"
    return last.outcome, last.reason or "", [item.kind for item in sent]


@pytest.mark.parametrize("text", ["", "   \n ", "💦💦", "？？？", "……", "\u200b\ufeff"])
def test_a_message_without_words_is_ignored_while_nothing_is_asked(house: House, text: str) -> None:
    assert outcome(house, house.telegram(SHOP, text)) == ("ignored", "there are no words in it", [])
    assert outcome(house, house.mail(CHEN, text, subject="")) == ("ignored", "there are no words in it", [])


@pytest.mark.parametrize("text", ["", "💦💦", "……"])
def test_as_an_answer_to_a_question_a_person_looks_at_it(house: House, text: str) -> None:
    house.telegram(SHOP, "可乐3箱")
    assert outcome(house, house.telegram(SHOP, text)) == ("routed", "an answer without words", ["handover"])
    assert house.orders()[0].status == "draft"


@pytest.mark.parametrize("text", ["好的", "OK", "确认", "谢谢，好的。", "Yes, please"])
def test_a_yes_to_nothing_is_a_courtesy(house: House, text: str) -> None:
    house.telegram(SHOP, ORDER)
    result, _, sent = outcome(house, house.telegram(SHOP, text))
    assert (result, sent) == ("ignored", [])


def test_small_talk_beside_a_choice_does_not_swallow_it(house: House) -> None:
    house.telegram(SHOP, "可乐3箱")
    result, _, sent = outcome(house, house.telegram(SHOP, "1B，今天天气真好啊"))
    assert (result, sent) == ("booked", ["receipt"])
    assert house.orders()[0].lines[0].sku == "BV-COLA-500"


def test_an_empty_mail_with_a_subject_that_orders_is_asked_about(house: House) -> None:
    result, _, sent = outcome(house, house.mail(CHEN, "", subject="订货"))
    assert (result, sent) == ("asked", ["question"])


def test_ten_thousand_lines_are_not_booked_in_part(house: House) -> None:
    text = "\n".join(f"橙汁450ml {number % 7 + 1}箱" for number in range(10_000))
    result, reason, sent = outcome(house, house.mail(CHEN, text))
    assert (result, sent) == ("routed", ["handover"])
    assert reason.startswith("too long: only the first 60000 of ")
    assert house.orders() == ()


def test_more_questions_than_anybody_answers_go_to_a_person_with_the_draft(house: House) -> None:
    text = "\n".join(f"可乐 {number + 1}箱" for number in range(40))
    result, reason, sent = outcome(house, house.mail(CHEN, text))
    assert (result, sent) == ("routed", ["handover"])
    assert reason.endswith("questions are more than anybody answers")
    assert house.orders()[0].status == "draft"
    assert len(house.orders()[0].lines) == 40


@pytest.mark.parametrize(
    "text",
    [
        "Здравствуйте, пришлите, пожалуйста, 10 ящиков воды.",
        "생수 10박스 주문합니다",
        "水を10箱お願いします。",
        "أرجو إرسال عشرة صناديق ماء",
        "ขอสั่งน้ำดื่ม 10 ลัง",
    ],
)
def test_a_language_that_is_not_read_goes_to_a_person(house: House, text: str) -> None:
    result = outcome(house, house.mail("someone@example.org", text, subject=""))
    assert result == ("routed", "written in a language that is not read", ["handover"])


def test_a_foreign_name_makes_no_foreign_message(house: House) -> None:
    house.telegram(SHOP, f"{ORDER}（收货人 Иван）")
    assert house.last().reason != "written in a language that is not read"


def test_a_mail_with_only_a_file_goes_to_a_person(house: House) -> None:
    files = (("采购单.xlsx", "application/vnd.ms-excel", b"x" * 5000),)
    result = outcome(house, house.mail(CHEN, "", subject="订单", files=files))
    assert result == (
        "routed",
        "came with files that were not read: 采购单.xlsx (damaged, or not what its name says)",
        ["handover"],
    )
    photo = (Attachment("IMG_1.jpg", "image/jpeg", 400_000),)
    assert outcome(house, house.telegram(SHOP, "", files=photo))[0] == "routed"


def test_a_logo_and_a_signature_are_no_files_to_read(house: House) -> None:
    files = (("logo.png", "image/png", b"x" * 5000), ("signature.asc", "application/pgp-signature", b"--"))
    result, _, sent = outcome(house, house.mail(CHEN, ORDER, files=files))
    assert (result, sent) == ("booked", ["receipt"])


@pytest.mark.parametrize("text", ["你好", "Hello!", "早上好"])
def test_a_greeting_is_kept_and_not_answered(house: House, text: str) -> None:
    assert outcome(house, house.telegram("@nobody", text)) == ("ignored", "not for the order desk", [])


@pytest.mark.parametrize(
    "text",
    [
        "橙汁450ml " + "9" * 400 + "箱",
        "橙汁" * 3000,
        "{{ order.total }} {% for x in y %}",
        "1A 2B 3C",
        "SO-99999999-1",
    ],
)
def test_nonsense_is_dealt_with(house: House, text: str) -> None:
    house.telegram(SHOP, text)
    assert house.last().state == "done"
    assert house.last().outcome != "booked"


def test_a_mail_that_names_no_sender_waits_for_a_person_and_nobody_is_answered(house: House) -> None:
    result, _, sent = outcome(house, house.mail("", ORDER))
    assert (result, sent) == ("routed", [])
    assert len(house.reviews()) == 1
