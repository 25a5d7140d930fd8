"""The trained voice beside the rules: what it sees, how it is weighed, and that it was fitted to the text that lies here."""

import numpy as np
import pytest

from bench.sets import TEXTS, fingerprint
from parsers.intent import Decision, Findings
from parsers.intentmodel import Model, features, masked, model, weighed
from parsers.pipeline import annotated_case
from parsers.reading import Context, OrderContext

from . import company


def mask(text: str) -> str:
    case = annotated_case(company.message(text), catalog=company.catalog(), directory=company.directory())
    return " ".join(masked(case.annotated).split())


def test_goods_amounts_and_days_are_masked() -> None:
    assert mask("明天要9瓦灯泡30只") == mask("周五要小花盆5个")
    assert "PP" in mask("please send 30 LED bulbs 9W")
    assert "30" not in mask("please send 30 LED bulbs 9W")


def test_what_waits_for_an_answer_is_seen() -> None:
    order = OrderContext("SO-1", "pending", (), None, None, ())
    found = features("ok", Findings("ok"), Context(pending=order), ["yes"])
    assert {"ok", "#pending=confirm", "#cue=yes"} <= found.keys()
    assert "#pending=none" in features("ok", Findings("ok"), Context(), [])


def test_the_shipped_model_was_fitted_to_the_shipped_text() -> None:
    """If this fails: python -m bench.train_intent"""
    assert model().text == fingerprint(TEXTS)
    assert len(model().intents) == 11


def test_shares_add_up_and_unknown_words_say_nothing() -> None:
    shares = model().shares({"a word that nobody wrote": 1.0})
    assert sum(shares.values()) == pytest.approx(1)


TOY = Model(
    ("complaint", "new_order", "other"), {"late": 0}, np.array([[4.0, 0.0, 0.0]], np.float16), np.zeros(3), ""
)


def test_agreement_makes_surer_and_doubt_less_sure() -> None:
    shares = TOY.shares({"late": 1.0})
    agreed = weighed(Decision("complaint", 0.8), shares)
    assert agreed.intent == "complaint"
    assert agreed.certainty > 0.95
    torn = weighed(Decision("new_order", 0.93), shares)
    assert torn.certainty < 0.95
    assert weighed(Decision("new_order", 0.6, "a rule"), shares).intent == "complaint"


def test_nothing_is_ignored_by_the_model_alone() -> None:
    shares = {"complaint": 0.001, "new_order": 0.001, "other": 0.998}
    for ruled in (Decision("new_order", 0.6), Decision("other", 0.5)):
        found = weighed(ruled, shares)
        assert found.intent == "other"
        assert found.certainty <= 0.6


def test_idle_words_that_bear_nothing_of_an_order_are_ignored() -> None:
    shares = {"complaint": 0.001, "new_order": 0.001, "other": 0.998}
    assert weighed(Decision("other", 0.5), shares, idle=True).certainty > 0.9
    unsure = {"complaint": 0.04, "new_order": 0.04, "other": 0.92}
    assert weighed(Decision("other", 0.5), unsure, idle=True).certainty <= 0.6


WAITING = Context(pending=OrderContext("SO-20261101-0001", "pending", (), None, None))


@pytest.mark.parametrize("text", ["都放妥了 师傅辛苦", "all put away, thank you lads"])
def test_thanks_are_ignored_unless_an_answer_is_awaited(text: str) -> None:
    assert company.reading(text).verdict == "ignore"
    assert company.reading(text, WAITING).verdict != "ignore"


@pytest.mark.parametrize("text", ["都放妥了 灯泡碎了两个", "all put away, cheers. bulbs again next week?"])
def test_thanks_that_tell_more_are_not_ignored(text: str) -> None:
    assert company.reading(text).verdict != "ignore"


def test_texts_of_fixed_form_are_not_turned() -> None:
    ruled = Decision("other", 0.97, "machine", plain=True)
    assert weighed(ruled, TOY.shares({"late": 1.0})) == ruled


def test_of_a_message_without_words_the_model_says_nothing() -> None:
    ruled = Decision("new_order", 0.7)
    assert weighed(ruled, TOY.shares({"late": 1.0}), said=False) == ruled


def test_what_may_as_well_mean_something_else_gets_no_surer() -> None:
    assert weighed(Decision("complaint", 0.6, torn=True), TOY.shares({"late": 1.0})).certainty <= 0.6


def test_the_words_that_speak_for_an_intent_are_told() -> None:
    assert TOY.speaking({"late": 1.0, "#open=1": 1.0}, "complaint") == ["late"]
    assert TOY.speaking({"late": 1.0}, "other") == []
