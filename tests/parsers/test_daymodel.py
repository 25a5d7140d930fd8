"""On which day goods shall come and what else happens on one: the trained voice beside the rules, and that it was fitted to the text that lies here."""

from datetime import date

import pytest

from bench.day_texts import DAYS, texts
from bench.sets import fingerprint
from parsers.daymodel import model
from tests.parsers.kitchen import said


@pytest.mark.parametrize(
    "text",
    [
        "砧板20块，昨天下了一天的雨",
        "蒸笼6套，上周我们换了个店长",
        "汤勺3盒，下周我们店庆",
        "汤勺3盒，这周末我要去老家喝喜酒",
        "蒸笼6套，后天我儿子开学",
        "20 chopping board 30cm please. We had guests from Oslo on Monday.",
        "6 bamboo steamer. Our website will be offline on Sunday.",
        "3 box ladle 20cm. I fly to Dubai tomorrow, so answer to my partner please",
    ],
)
def test_what_is_told_of_a_day_asks_for_nothing_then(text: str) -> None:
    assert said(text).delivery_date is None


def test_a_day_of_which_the_voice_is_not_sure_is_looked_at() -> None:
    found = said("汤勺3盒，周四我老公生日")
    assert found.delivery_date is None or found.certainty < 0.8


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("砧板20块，上周五那批有两块裂的，这回明天一早给我送来", date(2026, 11, 4)),
        ("周日家里请客 汤勺3盒 周六给我", date(2026, 11, 7)),
        ("汤勺3盒，我后天在店里", date(2026, 11, 5)),
        ("周四 汤勺3盒 砧板20块", date(2026, 11, 5)),
        ("6 bamboo steamer for Friday, my sister marries on Saturday", date(2026, 11, 6)),
        ("20 chopping board 30cm, on my dock 12 November", date(2026, 11, 12)),
        ("20 chopping board 30cm, ready Thursday, my driver comes", date(2026, 11, 5)),
    ],
)
def test_the_day_of_the_goods_is_told_from_others(text: str, day: date) -> None:
    found = said(text)
    assert (found.delivery_date, found.certainty >= 0.8) == (day, True)


def test_it_was_fitted_to_this_text() -> None:
    assert model().text == fingerprint(DAYS)


def test_every_day_is_found_in_its_text() -> None:
    told = list(texts())
    assert all(one.wanted for one in told)
    assert sum(any(one.wanted.values()) for one in told) > len(told) / 2
