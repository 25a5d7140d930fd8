"""The benchmark's own arithmetic: what counts as right, as critical and as a silent error."""

import json
from pathlib import Path
from typing import Any

import pytest

from bench.scoring import agree, figures, judge, note_agrees, paired

ORDER: dict[str, Any] = {
    "intent": "new_order",
    "verdict": "accept",
    "customer": {"code": "K1", "contact": "Ana Ruiz"},
    "lines": [{"sku": "A", "quantity": 2, "unit": "箱"}, {"sku": "B", "quantity": 5, "unit": "个"}],
    "delivery_date": "2026-12-01",
}


def case(**changes: Any) -> dict[str, Any]:
    return {
        "message": {"id": "1", "text": "two of A, five of B"},
        "gold": {**ORDER, **changes},
        "tags": ["list"],
    }


def test_a_reading_that_says_the_same_is_exact_and_touchless() -> None:
    found = figures([judge(case(), {**ORDER, "note": None, "flags": []})])
    assert (found["exact"], found["touchless"], found["silent_errors"]) == (1, 1, 0)
    assert found["f1"]["lines"] == 1
    assert found["exact_by_tag"] == {"list": "1/1"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"intent": "amend_order"},
        {"lines": ORDER["lines"][:1]},
        {"lines": [{**ORDER["lines"][0], "quantity": 20}, ORDER["lines"][1]]},
        {"lines": [{**ORDER["lines"][0], "unit": "提"}, ORDER["lines"][1]]},
        {"delivery_date": None},
        {"customer": {"code": "K2", "contact": "Ana Ruiz"}},
        {"delivery_address": "7 Invented Road"},
    ],
)
def test_a_wrong_field_that_an_order_is_carried_out_by_is_a_silent_error(wrong: dict[str, Any]) -> None:
    found = figures([judge(case(), {**ORDER, **wrong})])
    assert (found["exact"], found["touchless"], found["silent_errors"]) == (0, 0, 1)


def test_a_wrong_name_costs_exactness_alone() -> None:
    found = figures([judge(case(), {**ORDER, "customer": {"code": "K1", "contact": None}})])
    assert (found["exact"], found["touchless"], found["silent_errors"]) == (0, 1, 0)


def test_what_had_to_be_asked_and_was_not_is_a_silent_error() -> None:
    unclear = case(verdict="clarify", flags=[{"field": "lines[0].sku", "code": "ambiguous"}])
    assert figures([judge(unclear, ORDER)])["silent_errors"] == 1
    asked = {**ORDER, "verdict": "clarify", "flags": [{"field": "lines[0].sku", "code": "ambiguous"}]}
    assert figures([judge(unclear, asked)])["caught"] == 1


def test_what_a_message_got_instead_of_an_answer() -> None:
    asked, left = {**ORDER, "verdict": "clarify"}, {**ORDER, "verdict": "review"}
    ignored = {"intent": "other", "verdict": "ignore"}
    found = figures([judge(case(), reading) for reading in (asked, left, ignored, {})])
    assert (found["needless"], found["review"], found["lost"], found["unread"]) == (0.25, 0.25, 0.5, 1)


def test_flags_are_compared_by_the_line_that_they_mean() -> None:
    gold = case(verdict="clarify", flags=[{"field": "lines[1].unit", "code": "ambiguous"}])
    turned = [ORDER["lines"][1], ORDER["lines"][0]]
    read = {
        **ORDER,
        "lines": turned,
        "verdict": "clarify",
        "flags": [{"field": "lines[0].unit", "code": "ambiguous"}],
    }
    assert judge(gold, read).differences == []


def test_lines_are_paired_by_product_first() -> None:
    gold = [{"sku": "A"}, {"sku": None}, {"sku": "B"}]
    assert paired(gold, [{"sku": "B"}, {"sku": None}]) == {0: 2, 1: 0}


@pytest.mark.parametrize(
    ("name", "one", "other", "same"),
    [
        ("phone", "+86 138-0000-0000", "13800000000", True),
        ("phone", "123", "0123", False),
        ("delivery_address", "7 Invented Rd., Unit 3", "7 invented rd unit 3", True),
        ("order_no", "SO-1", "SO-2", False),
        ("contact", None, "", True),
        ("contact", None, "Ana", False),
    ],
)
def test_how_alike_values_must_be(name: str, one: object, other: object, same: bool) -> None:
    assert agree(name, one, other) is same


def test_a_note_is_most_of_the_words_and_not_the_whole_message() -> None:
    text = "two of A please, " * 10 + "ring the bell twice"
    assert note_agrees("ring the bell twice", "please ring the bell twice", text)
    assert not note_agrees("ring the bell twice", "ring", text)
    assert not note_agrees("ring the bell twice", text, text)
    assert note_agrees("", "", text)


def test_another_programs_answers_can_be_scored(tmp_path: Path) -> None:
    from bench.reading import judged

    (tmp_path / "cases.jsonl").write_text(json.dumps(case()), encoding="utf-8")
    answers = tmp_path / "answers.jsonl"
    answers.write_text(json.dumps({**ORDER, "id": "1"}), encoding="utf-8")
    assert figures(judged(tmp_path, answers))["exact"] == 1
    retold = case()
    retold["message"]["id"] = "2"
    (tmp_path / "retold.jsonl").write_text(json.dumps(retold), encoding="utf-8")
    assert figures(judged(tmp_path, answers, file="retold.jsonl"))["unread"] == 1
