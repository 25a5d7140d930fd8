"""Clock times and bounds of the day, and what only looks like one."""

import pytest

from parsers import clocks
from parsers.normalize import surface


def written(text: str, *, bare: bool = False) -> list[str]:
    """The clock times of the text that no longer one covers."""
    spans = sorted(clocks.find(surface(text).text), key=lambda s: (s.start, -s.end))
    kept: list[str] = []
    end = -1
    for span in spans:
        if span.start >= end:
            end = span.end
            if span.value.bare is bare:
                kept.append(span.value.written)
    return kept


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("早6:30前送到", "早6:30前"),
        ("下午五点之前到摊位", "下午五点之前"),
        ("上午10点前", "上午10点前"),
        ("早上7点前送到", "早上7点前"),
        ("朝早十點前送", "朝早十点前"),
        ("8点半", "8点半"),
        ("两点半", "两点半"),
        ("凌晨四点", "凌晨四点"),
        ("十点钟", "十点钟"),
        ("晚上8点以后", "晚上8点以后"),
        ("下午2点到4点", "下午2点到4点"),
        ("8点到10点之间", "8点到10点之间"),
        ("8点-10点", "8点-10点"),
        ("8至10点", "8至10点"),
        ("7、8点", "7、8点"),
        ("七八点", "七八点"),
        ("7点多", "7点多"),
        ("８：３０—９：３０", "8:30-9:30"),
        ("14:00-16:00", "14:00-16:00"),
        ("最晚11点", "最晚11点"),
        ("10:00:00", "10:00:00"),
        ("中午前", "中午前"),
        ("午饭前", "午饭前"),
        ("天黑前", "天黑前"),
        ("开门前", "开门前"),
        ("下班之前", "下班之前"),
        ("before 9am", "before 9am"),
        ("by 5pm", "by 5pm"),
        ("no later than 3pm", "no later than 3pm"),
        ("after 4 pm", "after 4 pm"),
        ("at 10:30", "at 10:30"),
        ("10.30am", "10.30am"),
        ("10h30", "10h30"),
        ("9-17h", "9-17h"),
        ("7 a.m.", "7 a.m."),
        ("9 o'clock", "9 o'clock"),
        ("before 14.00", "before 14.00"),
        ("between 8 and 10 am", "between 8 and 10 am"),
        ("9-11am", "9-11am"),
        ("from 9 to 5 pm", "from 9 to 5 pm"),
        ("by noon", "by noon"),
        ("before lunch", "before lunch"),
        ("by COB", "by COB"),
        ("EOD please", "EOD"),
        ("end of day", "end of day"),
        ("not before 10, please", "not before 10"),
        ("before ten", "before ten"),
        ("before ten please", "before ten"),
        ("礼拜三七点送", "七点"),
        ("下周一八点半前", "八点半前"),
    ],
)
def test_a_time_of_the_day(text: str, words: str) -> None:
    assert written(text) == [words]


@pytest.mark.parametrize(
    ("text", "words"),
    [("早上送", "早上"), ("明天下午", "下午"), ("傍晚", "傍晚"), ("in the morning", "in the morning"), ("this afternoon", "this afternoon")],
)  # fmt: skip
def test_a_part_of_the_day_alone_is_bare(text: str, words: str) -> None:
    assert written(text, bare=True) == [words]
    assert written(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "八点八级", "3点5折", "第一时间", "3点式安全带", "100点", "25点", "ratio 1:100", "16:9", "M8:30", "before 10 boxes", "after 20 cartons", "2 hours", "24小时", "早点送",
        "晚点到", "有点贵", "3时效", "by 20 Jan", "at 12.50", "good morning team", "tel 021-5050", "5*10", "12:5",
    ],
)  # fmt: skip
def test_what_is_no_time_of_the_day(text: str) -> None:
    assert written(text) == []
