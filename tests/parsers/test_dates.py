"""Days in both languages: one meaning, many sayings, and what is no day."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from parsers import dates, wordlists
from parsers.dates import DateValue
from parsers.normalize import surface
from parsers.spans import Span
from tests.corpus import sayings

NOW: datetime = sayings.load("dates")["now"]
DATA = wordlists.load("dates")


def found(text: str, *, now: datetime = NOW, order: str = "") -> list[Span]:
    return [
        span for span in dates.find(surface(text).text, now=now, date_order=order) if span.label == "date"
    ]


def days(value: DateValue) -> set[date]:
    return {value.day} if value.day else set(value.alternatives)


@pytest.mark.parametrize(("meaning", "said"), sayings.cases("dates", "day"), ids=sayings.named)
def test_a_day_is_read_however_it_is_said(meaning: dict[str, Any], said: str) -> None:
    means = meaning["means"]
    wanted = set() if means == "none such" else {means} if isinstance(means, str) else set(means)
    (span,) = found(said, now=meaning.get("now", NOW), order=meaning.get("order", ""))
    value: DateValue = span.value
    assert {day.isoformat() for day in days(value)} == wanted
    assert value.out_of_range is (means == "none such" or meaning.get("past", False))
    assert value.weekday_conflict is meaning.get("conflict", False)
    assert value.relation == meaning.get("relation", value.relation)
    assert value.written in surface(said).text


@pytest.mark.parametrize(("meaning", "said"), sayings.cases("dates", "nothing"), ids=sayings.named)
def test_what_is_no_day(meaning: dict[str, Any], said: str) -> None:
    assert found(said) == []


@pytest.mark.parametrize(("text", "day"), DATA["samples"]["valid"])
def test_samples_of_the_word_list(text: str, day: str) -> None:
    (span,) = found(text)
    assert span.value.day == date.fromisoformat(day)


@pytest.mark.parametrize("text", DATA["samples"]["invalid"])
def test_samples_that_are_no_day(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("请于12月8日前送到B2平台", "12月8日前"),
        ("landed by 20 Jan please", "by 20 Jan"),
        ("要货 w/c 7 Dec, thanks", "w/c 7 Dec"),
        ("下周三上午10点前送", "下周三"),
        ("最晚12月3号到", "最晚12月3号"),
        ("before Christmas if possible", "before Christmas"),
        ("deliver by Christmas without fail", "by Christmas"),
        ("landed by Christmas unless the ship is late", "by Christmas"),
        ("周四（10月22日）早上7点前", "周四(10月22日)"),
    ],
)
def test_the_words_of_a_date_are_its_own(text: str, written: str) -> None:
    assert [span.value.written for span in found(text)] == [written]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("今天下单，明天到", ["2026-11-25", "2026-11-26"]),
        ("12月5日送10箱，12月9日送20箱", ["2026-12-05", "2026-12-09"]),
        ("order of 20 Nov, needed by 4 Dec", ["2026-11-20", "2026-12-04"]),
    ],
)
def test_several_days_stay_several(text: str, said: list[str]) -> None:
    assert [span.value.day.isoformat() for span in found(text)] == said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("保质期12个月", ["12个月"]),
        ("账期30天", ["30天"]),
        ("30 days net", ["30 days"]),
        ("warranty 2 years", ["2 years"]),
        ("11月的账", ["11月"]),
        ("有效期 2027.12", ["2027.12"]),
        ("Q4 2026", ["Q4 2026"]),
        ("周一至周五收货", ["周一至周五"]),
        ("open Mon-Fri", ["Mon-Fri"]),
        ("每周三送", ["每周三"]),
        ("three working days", ["three working days"]),
        ("三天内送", []),
        ("within 3 days", []),
        ("3月饼", []),
        ("两天然气", []),
    ],
)
def test_times_that_are_no_day(text: str, words: list[str]) -> None:
    spans = dates.find(surface(text).text, now=NOW)
    assert [span.value for span in spans if span.label == "time"] == words


@pytest.mark.parametrize(
    ("now", "text", "day"),
    [
        # Today is the calendar day of `now` where `now` is said, whatever the hour.
        (datetime(2026, 11, 25, 23, 59, tzinfo=timezone(timedelta(hours=8))), "明天", date(2026, 11, 26)),
        (datetime(2026, 11, 25, 0, 1, tzinfo=timezone(timedelta(hours=-8))), "tomorrow", date(2026, 11, 26)),
        (datetime(2026, 12, 31, 9, tzinfo=UTC), "明天", date(2027, 1, 1)),
        (datetime(2026, 12, 31, 9, tzinfo=UTC), "下个月5号", date(2027, 1, 5)),
        (datetime(2026, 12, 31, 9, tzinfo=UTC), "月初", date(2027, 1, 10)),
        (datetime(2026, 1, 31, 9, tzinfo=UTC), "一个月内", date(2026, 2, 28)),
        (datetime(2028, 2, 28, 9, tzinfo=UTC), "明天", date(2028, 2, 29)),
        (datetime(2027, 1, 10, 9, tzinfo=UTC), "12月20日", date(2026, 12, 20)),
        (datetime(2027, 1, 10, 9, tzinfo=UTC), "11月1日", date(2027, 11, 1)),
        (datetime(2026, 11, 29, 9, tzinfo=UTC), "next week", date(2026, 12, 6)),
        (datetime(2026, 11, 29, 9, tzinfo=UTC), "本周", date(2026, 11, 29)),
        (datetime(2026, 11, 30, 9, tzinfo=UTC), "周一", date(2026, 12, 7)),
        (datetime(2026, 11, 25, 23, 0, tzinfo=UTC), "2小时内", date(2026, 11, 26)),
        (datetime(2026, 9, 30, 9, tzinfo=UTC), "3个工作日内", date(2026, 10, 10)),
        (datetime(2024, 2, 29, 9, tzinfo=UTC), "2月29日", date(2024, 2, 29)),
        (datetime(2027, 6, 1, 9, tzinfo=UTC), "week 53 of 2026", date(2027, 1, 3)),
    ],
)  # fmt: skip
def test_days_count_from_now(now: datetime, text: str, day: date) -> None:
    (span,) = found(text, now=now)
    assert span.value.day == day


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        dates.find("明天", now=datetime(2026, 11, 25))


@pytest.mark.parametrize("text", ["3/4", "03-04-2026", "by 3/12 please"])
def test_what_hangs_on_the_order_of_figures_is_seen_to(text: str) -> None:
    assert dates.in_figures(surface(text).text)
    assert len({tuple(span.value for span in found(text, order=order)) for order in ("DMY", "YMD")}) == 2


def test_nothing_else_hangs_on_it() -> None:
    texts = [surface(said).text for _, said in sayings.cases("dates", "day")[::3]]
    for text in (one for one in texts if not dates.in_figures(one)):
        told = [dates.find(text, now=NOW, date_order=order) for order in ("", "DMY", "MDY", "YMD")]
        assert told[1:] == told[:-1]
