"""How often a question is put, and that it never comes twice in the same words."""

from dataclasses import replace

import pytest

from bot.desk.asking import counted
from bot.desk.case import Reply
from bot.desk.clarification import questions
from bot.desk.content import Content
from bot.desk.replies import Texts
from bot.desk.settings import DeskSettings
from bot.desk.templating import LANGUAGES, shipped
from store.order import OpenQuestion, OrderParty
from tests.desk.making import CATALOG, DIRECTORY, item, order

ASKED = {
    "lines[0].sku": (("BV-COLA-330", "BV-COLA-500"), ()),
    "lines[0].quantity": (("20", "30"), ()),
    "lines[0].unit": (("箱", "罐"), ()),
    "lines[0].unit_price": ((),),
    "lines[0].stock": (("available=3", "wait=3", "part=3"), ("wait=0",)),
    "delivery_date": (("2026-12-03", "2027-03-04"), ()),
    "delivery_address": (("一路1号", "二路2号"), ()),
    "customer": (("C001", "C007"), ()),
    "duplicate": (("again=SO-20261123-0002",),),
    "lines": ((),),
}
CODES = ("missing", "ambiguous", "unknown", "conflict", "out_of_range")


def content(*flags: OpenQuestion, texts: tuple[str, ...] = ("可乐", "橙汁")) -> Content:
    lines = tuple(replace(item("BV-COLA-330", "3", "48.00"), text=text) for text in texts)
    return Content(OrderParty("C001"), lines=lines, currency="CNY", flags=flags)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("for_rep", [True, False])
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("field", ASKED)
def test_no_question_comes_twice_in_the_same_words(
    language: str, field: str, code: str, *, for_rep: bool
) -> None:
    texts = Texts(
        TEMPLATES,
        DeskSettings(),
        catalog=CATALOG,
        directory=DIRECTORY,
        language="zh" if language == "zh" else "en",
    )
    about = order(1, *content().lines)
    for candidates in ASKED[field]:
        said = []
        for times in (1, 2, 3):
            asked = questions((OpenQuestion(field, code, candidates, asked=times),), about.lines)
            text = texts.text(Reply("x", "question_again", {"questions": asked}), about, for_rep=for_rep)
            said.append(next(line for line in text.splitlines() if line.startswith("1. ")))
        assert len(set(said)) == 3, said


TEMPLATES = shipped()
COLA = OpenQuestion("lines[0].sku", "ambiguous", ("BV-COLA-330", "BV-COLA-500"))
WHERE = OpenQuestion("delivery_address", "missing")


def test_each_question_counts_for_itself() -> None:
    first = content(replace(COLA, asked=1))
    again = counted(content(COLA, WHERE), first)
    assert [flag.asked for flag in again] == [2, 1]
    assert [flag.asked for flag in counted(content(COLA, WHERE), None)] == [1, 1]
    uncounted = content(COLA)
    assert [flag.asked for flag in counted(content(COLA), uncounted)] == [2], "asked by an older program"


def test_a_question_is_the_same_where_its_line_has_moved_and_another_where_its_reason_is_another() -> None:
    first = content(replace(COLA, asked=1))
    moved = content(replace(COLA, field="lines[1].sku"), texts=("橙汁", "可乐"))
    assert counted(moved, first)[0].asked == 2
    other = content(replace(COLA, field="lines[1].sku"))
    assert counted(other, first)[0].asked == 1
    assert counted(content(replace(COLA, code="unknown")), first)[0].asked == 1
