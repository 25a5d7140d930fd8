"""Answers that need no reading: numbered choices, buttons, a yes, a no, and choices said in words."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.desk import answerwords
from bot.desk.clarification import agree, callback, parse_callback, questions, settle, spoken
from bot.desk.content import Content, from_data, to_data
from store.order import LineItem, OpenQuestion, OrderParty
from tests.desk.making import CATALOG, item

COLA = OpenQuestion("lines[0].sku", "ambiguous", ("BV-COLA-330", "BV-COLA-500"))
UNIT = OpenQuestion("lines[0].unit", "ambiguous", ("箱", "罐"))
DAY = OpenQuestion("delivery_date", "ambiguous", ("2026-12-03", "2027-03-04"))
SHORT = OpenQuestion("lines[1].stock", "short", ("substitute=BV-GT-500", "available=6", "wait=6"))
TWICE = OpenQuestion("duplicate", "conflict", ("again=SO-20261123-0001",))
PRICE = OpenQuestion("lines[1].unit_price", "conflict")


def content(*flags: OpenQuestion) -> Content:
    lines = (item(None, "3", None, None), item("BV-ICET-500", "10", "36.00"))
    return Content(OrderParty("C001"), lines=lines, currency="CNY", flags=flags)


TABLES = answerwords.samples()


@pytest.mark.parametrize("name", TABLES)
def test_the_samples_of_the_table(name: str) -> None:
    for text in TABLES[name]["valid"]:
        assert _meaning(text) == name, text
    for text in TABLES[name]["invalid"]:
        assert _meaning(text) != name, text


def test_no_word_means_two_things() -> None:
    whole = [
        name
        for name in TABLES
        if name not in {"filler", "courtesy", "but", "relative", "contrary", "nod", "apology"}
    ]
    words = [word.casefold() for name in whole for word in TABLES[name]["words"]]
    assert len(words) == len(set(words))


def _meaning(text: str) -> str | None:
    plain = answerwords.plain_answer(text)
    if plain is not None and not any(map(str.isalnum, text)):
        return "nod"
    if plain is not None:
        return "yes" if plain else "no"
    if answerwords.gives_up(text):
        return "give_up"
    if (choice := answerwords.choice(text)) is not None:
        return choice
    if answerwords.relative(text):
        return "relative"
    return "contrary" if answerwords.contrary(text) else None


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("可以，但是绿茶改成6箱", "绿茶改成6箱"),
        ("好的。绿茶改成6箱", "绿茶改成6箱"),
        ("确认！\n另外加3箱水", "另外加3箱水"),
        ("yes, but make it 6 cases", "make it 6 cases"),
        ("OK but 12 boxes", "12 boxes"),
        ("Yes please, and add two cases", "and add two cases"),
    ],
)
def test_what_follows_a_yes(text: str, rest: str) -> None:
    assert answerwords.after_yes(text) == rest


@pytest.mark.parametrize(
    "text", ["好的红茶10箱", "可以", "yesterday's order", "行李箱3个", "不可以，改成6箱", "okra 5 boxes", ""]
)
def test_what_only_looks_like_a_yes(text: str) -> None:
    assert answerwords.after_yes(text) is None


@pytest.mark.parametrize(
    ("text", "chosen", "rest"),
    [
        ("1B", ["BV-COLA-500"], ""),
        ("1b 2A", ["BV-COLA-500", "2026-12-03"], ""),
        ("1A,2B", ["BV-COLA-330", "2027-03-04"], ""),
        ("1.A、2-B 谢谢", ["BV-COLA-330", "2027-03-04"], ""),
        ("选1B，谢谢", ["BV-COLA-500"], ""),
        ("我选 1B 和 2A", ["BV-COLA-500", "2026-12-03"], ""),
        ("1A please, and send it to the warehouse", ["BV-COLA-330"], ", and send it to the warehouse"),
        ("1C", [], "1C"),
        ("3A", [], "3A"),
        ("送到1B栋", [], "送到1B栋"),
        ("31A", [], "31A"),
        ("", [], ""),
    ],
)
def test_numbered_choices(text: str, chosen: list[str], rest: str) -> None:
    found = settle(text, content(COLA, DAY), CATALOG)
    assert [choice.value for choice in found.chosen] == chosen
    assert found.rest.strip(" ,，") == rest.strip(" ,，") or "warehouse" in found.rest
    assert len(found.content.flags) == 2 - len(chosen)


def test_a_letter_alone_answers_the_only_question_with_choices() -> None:
    quantity = OpenQuestion("lines[1].quantity", "missing")
    assert settle("B", content(COLA, quantity), CATALOG).content.lines[0].sku == "BV-COLA-500"
    assert settle("B。", content(COLA), CATALOG).chosen
    assert not settle("B", content(COLA, DAY), CATALOG).chosen


def test_two_choices_about_one_line_both_count() -> None:
    settled = settle("1B 2A", content(COLA, replace(UNIT, candidates=("箱", "瓶"))), CATALOG)
    line = settled.content.lines[0]
    assert (line.sku, line.unit, line.quantity) == ("BV-COLA-500", "箱", Decimal(3))
    assert (line.unit_price, line.amount) == (Decimal("31.20"), Decimal("93.60"))
    assert settled.content.flags == ()


def test_a_chosen_product_brings_its_unit_and_its_price() -> None:
    line = settle("1A", content(COLA), CATALOG).content.lines[0]
    assert (line.sku, line.unit, line.unit_price) == ("BV-COLA-330", "箱", Decimal("48.00"))


def test_choices_about_stock_dates_and_addresses() -> None:
    assert settle("1A", content(SHORT), CATALOG).content.lines[1] == LineItem(
        "BV-GT-500", "BV-ICET-500", Decimal(10), "箱", Decimal("39.00"), Decimal("390.00")
    )
    available = settle("1B", content(SHORT), CATALOG).content.lines[1]
    assert (available.quantity, available.amount) == (Decimal(6), Decimal("216.00"))
    waits = settle("1C", content(SHORT), CATALOG).content
    assert (waits.lines[1].quantity, waits.agreed) == (Decimal(10), ("stock:BV-ICET-500",))
    assert settle("1B", content(DAY), CATALOG).content.delivery_date == date(2027, 3, 4)
    where = OpenQuestion("delivery_address", "ambiguous", ("一路1号", "二路2号"))
    assert settle("1B", content(where), CATALOG).content.delivery_address == "二路2号"


def test_a_yes_takes_proposals_only_and_each_of_them() -> None:
    agreed = agree(content(SHORT, TWICE, PRICE), CATALOG)
    assert agreed
    assert agreed.content.flags == ()
    assert agreed.content.lines[1].sku == "BV-GT-500"
    assert set(agreed.content.agreed) == {"duplicate", "unit_price:BV-ICET-500"}
    assert agree(content(COLA), CATALOG) is None, "two products are no proposal"
    assert agree(content(SHORT, COLA), CATALOG) is None
    assert agree(content(), CATALOG) is None


@pytest.mark.parametrize(
    ("text", "flags", "kind"),
    [
        ("再订一份", (TWICE,), "again"),
        ("发重了", (TWICE,), "drop"),
        ("等到货后再发", (SHORT,), "wait"),
        ("Send what you have.", (SHORT,), "available"),
        ("the current price is fine", (PRICE,), "catalog"),
        ("等到货后再发", (TWICE,), None),
        ("等到货后再发", (SHORT, replace(SHORT, field="lines[0].stock")), None),
        ("可乐", (COLA,), None),
    ],
)
def test_a_choice_said_in_words(text: str, flags: tuple[OpenQuestion, ...], kind: str | None) -> None:
    found = spoken(text, content(*flags), CATALOG)
    assert (found.chosen[0].kind if found else None) == kind


def test_buttons_say_order_round_and_answer_in_under_64_bytes() -> None:
    data = callback("SO-20261123-0001", 2, "1A")
    assert len(data.encode()) < 64
    pressed = parse_callback(data)
    assert pressed
    assert (pressed.order_no, pressed.round, pressed.answer) == ("SO-20261123-0001", 2, "1A")
    assert parse_callback(callback(None, 0, "yes")) is not None
    for text in ("1A", "SO-20261123-0001:1:1Z", "SO-20261123-0001:x:1A", "'; DROP TABLE orders"):
        assert parse_callback(text) is None


def test_candidates_that_cannot_be_applied_are_asked_for_in_words() -> None:
    odd = (
        OpenQuestion("delivery_date", "ambiguous", ("tomorrow", "2026-13-40")),
        OpenQuestion("lines[0].quantity", "ambiguous", ("two or three", "NaN")),
        OpenQuestion("lines[7].sku", "ambiguous", ("BV-GT-500",)),
    )
    asked = questions(odd, content().lines)
    assert [len(question.choices) for question in asked] == [0, 0, 1]
    assert asked[2].line is None
    assert settle("3A", content(*odd), CATALOG).content.lines == content().lines


def test_a_content_survives_its_event() -> None:
    full = replace(
        content(COLA, SHORT),
        delivery_date=date(2026, 11, 27),
        note="早上",
        urgent=True,
        agreed=("duplicate",),
    )
    assert from_data(to_data(full)) == full
