"""What is required and what is only told: the trained voice beside the rules, and that it was fitted to the text that lies here."""

import pytest

from bench.note_texts import NOTES
from bench.sets import fingerprint
from parsers.notemodel import NEVER, SURE, model, requires
from parsers.trained import Linear
from tests.parsers.kitchen import said


@pytest.mark.parametrize(
    ("text", "note"),
    [
        # What shall be done to the goods before they go.
        ("砧板20块，木头的先上一遍油", "木头的先上一遍油"),
        ("蒸笼6套，盖子跟笼身用绳子扎一块", "盖子跟笼身用绳子扎一块"),
        (
            "20 chopping board 30cm please. Sand the edges before you pack them.",
            "Sand the edges before you pack them",
        ),
        # How they get in, and who is there.
        ("汤勺三盒，收发室老乔七点就下班", "收发室老乔七点就下班"),
        ("12 ladle 20cm please. The yard gate sticks, push hard.", "The yard gate sticks, push hard"),
    ],
)
def test_requirements_in_words_that_no_rule_knows(text: str, note: str) -> None:
    assert said(text).note == note


@pytest.mark.parametrize(
    "text",
    [
        "砧板20块，上个月那批客人挺喜欢",
        "蒸笼6套，我们老板娘过生日",
        "汤勺3盒，巷口新开了家面馆",
        "20 chopping board 30cm please. My cousin opened a second kitchen.",
        "12 ladle 20cm please. It has been a long week.",
    ],
)
def test_what_is_only_told_is_not_noted(text: str) -> None:
    assert said(text).note is None


def test_the_voice_alone_must_be_surer_than_beside_a_rule() -> None:
    def voice(bias: float) -> Linear:
        return Linear({}, bias, "")

    assert SURE > NEVER
    assert not requires(voice(-2.0), {}, ruled=False)
    assert requires(voice(-2.0), {}, ruled=True)
    assert not requires(voice(-5.0), {}, ruled=True)
    # The day that stands in a clause says nothing against what else does.
    assert requires(voice(-5.0), {"#has=date": 1.0}, ruled=True)


def test_the_model_was_fitted_to_the_text_that_lies_here() -> None:
    """If this fails: python -m bench.train_notes"""
    assert model().text == fingerprint(NOTES)
