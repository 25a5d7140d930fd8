"""Why something waits for a person, in two languages."""

import ast
import re
from pathlib import Path

import pytest

from store import reasons
from store.states import TRANSITIONS

TABLE = reasons.table()["reason"]
DESK = Path(__file__).parents[2] / "bot" / "desk"


@pytest.mark.parametrize("one", TABLE, ids=lambda one: one["en"])
def test_each_reason_is_told_in_chinese_with_what_it_names(one: dict[str, str]) -> None:
    slots = re.findall(r"\{(\w+)\}", one["en"])
    assert set(re.findall(r"\{(\w+)\}", one["zh"])) <= set(slots)
    kept = one["en"].format_map({name: f"x{place}" for place, name in enumerate(slots)})
    said = reasons.told(kept, "zh")
    assert re.search(r"[\u4e00-\u9fff]", said), said
    assert "{" not in said
    assert reasons.told(kept, "en") == kept


def test_words_of_the_house_are_told_too() -> None:
    told = reasons.told("asks to change order SO-20261123-0001, which is packed", "zh")
    assert told == "要求修改订单 SO-20261123-0001，该订单已包装"
    assert set(reasons.table()["words"]["state"]) == set(TRANSITIONS)
    nested = reasons.told("read as new_order, an operator looks first: x.pdf may be no order; so it is", "zh")
    assert nested == "读作新订单，请人工先看：x.pdf 可能不是订单；so it is"
    assert reasons.told("something that nobody foresaw {0}", "zh") == "something that nobody foresaw {0}"


def test_all_that_the_desk_hands_over_is_in_the_table() -> None:
    literals = [
        argument.value
        for file in DESK.glob("*.py")
        for call in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", getattr(call.func, "attr", "")) in {"hand_over", "for_a_person"}
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]
    assert len(literals) > 8
    assert [text for text in literals if not reasons.known(text)] == []
