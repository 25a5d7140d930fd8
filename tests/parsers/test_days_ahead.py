"""Days that are counted back from another one, days that only tell why, and the one of several that is meant."""

import pytest

from parsers import phrases
from parsers.date_parts import EN_NUMBERS
from tests.parsers.company import NOW
from tests.parsers.people import reading


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("店庆12月15日开始，9瓦灯泡5箱请提前三天送来", "2026-12-12"),
        ("花展下周六开幕，开幕前两天要到货：9瓦灯泡5箱", "2026-12-03"),
        ("9瓦灯泡5箱，12月15日前一周送到", "2026-12-08"),
        ("Our garden show opens on 12 December, 5 cartons of LED bulb 9W two days before that please.", "2026-12-10"),
        ("The fair is on 12 December. Please deliver 5 cartons of LED bulb 9W the day before.", "2026-12-11"),
        ("5 cartons of LED bulb 9W a week before 18 December", "2026-12-11"),
        ("摄影大赛12月12日，赛前两天运到：9瓦灯泡5箱", "2026-12-10"),
        ("The garden fair is on Saturday 12 December. Can you get 5 cartons of LED bulb 9W here the Thursday before?", "2026-12-10"),
        ("The tour group arrives 10 December and all must be here a week ahead of them. 5 cartons of LED bulb 9W", "2026-12-03"),
        ("We have a review on 10 December, 5 cartons of LED bulb 9W any time the week before suits.", "2026-12-06"),
        ("下礼拜来验收，验收前一天要装好，周四验收。9瓦灯泡5箱", "2026-11-25"),
        # A call so long before is no delivery, nor is a wish beside a day that stands.
        ("9瓦灯泡5箱，12月15日送，提前一天打电话", "2026-12-15"),
        ("5 cartons of LED bulb 9W for 12 December, phone us the day before", "2026-12-12"),
        ("5 cartons of LED bulb 9W for 11 December, we are shut the Friday before", "2026-12-11"),
        ("9瓦灯泡5箱，入库前一日报车牌，周五送", "2026-11-27"),
    ],
)  # fmt: skip
def test_a_day_is_counted_back_from_another(text: str, day: str) -> None:
    found = reading(text)
    assert found.delivery_date is not None
    assert found.delivery_date.isoformat() == day
    assert not [flag for flag in found.flags if flag.field == "delivery_date"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("9瓦灯泡5箱，圣诞前给我就成……算了，12月18号吧", "2026-12-18"),
        ("9瓦灯泡5箱，元旦前到，不了，就12月21号", "2026-12-21"),
        ("5 cartons of LED bulb 9W before christmas will do, let's say 17 december", "2026-12-17"),
        ("5 cartons of LED bulb 9W before end of December... no wait, it must be in the Annex 18.12", "2026-12-18"),
        ("5 cartons of LED bulb 9W must land before the Christmas holidays or the shop stays dark", "2026-12-24"),
        ("9瓦灯泡5箱元旦前运来哈不然放假没人装", "2026-12-31"),
        ("For the Christmas window we need 5 cartons of LED bulb 9W latest 14 December.", "2026-12-14"),
        ("REQ. DATE: 18 December 2026\n5 cartons of LED bulb 9W", "2026-12-18"),
        ("后天帮我运9瓦灯泡5箱过来然后城北店这边的旧灯泡不用换了", "2026-11-25"),
        ("9瓦灯泡5箱下周三运过来就行别放城北店啊放仓库", "2026-12-02"),
        ("下礼拜园里要进一批花苗。12月1日上午卸仓库：9瓦灯泡5箱", "2026-12-01"),
        ("The last parcel got here Tuesday, thanks. 5 cartons of LED bulb 9W, end of January is fine.", "2027-01-31"),
        ("9瓦灯泡5箱，26号先送，25号我们盘点", "2026-11-26"),
        ("9瓦灯泡5箱，周日我守店，下午两点以后运来", "2026-11-29"),
        ("9瓦灯泡5箱，12月18日送，卸货走3号月台", "2026-12-18"),
        ("9瓦灯泡5箱，礼拜六老时间", "2026-11-28"),
        ("9瓦灯泡5箱，周五走快运", "2026-11-27"),
        ("9瓦灯泡5箱，下周二园里有人", "2026-12-01"),
        ("9瓦灯泡5箱，比上回提前三天送，就12月8号", "2026-12-08"),
        ("We got to have 5 cartons of LED bulb 9W by Friday", "2026-11-27"),
        ("5 cartons of LED bulb 9W. Latest shipment 15 December, arrival by 8 January.", "2027-01-08"),
        ("9瓦灯泡5箱，最迟12月10日发货，15日前送到城南店", "2026-12-15"),
        ("9瓦灯泡5箱。我26号出差，28号上午送比较好", "2026-11-28"),
        ("9瓦灯泡5箱 周四送仓库 哦周四我外出没人 周五吧", "2026-11-27"),
        ("明天排满了走不开没空收，后天中午运来9瓦灯泡5箱", "2026-11-25"),
        ("We're shut Monday for painting, any other day next week works. 5 cartons of LED bulb 9W", "2026-12-06"),
    ],
)  # fmt: skip
def test_of_several_days_the_one_that_is_meant(text: str, day: str) -> None:
    found = reading(text)
    assert found.delivery_date is not None
    assert found.delivery_date.isoformat() == day
    assert not [flag for flag in found.flags if flag.field == "delivery_date"]


@pytest.mark.parametrize(
    "text",
    [
        "9瓦灯泡5箱，周末游客多得站不下脚",
        "9瓦灯泡5箱 礼拜天生意旺忙不过来",
        "年前那批灯泡卖空了，9瓦灯泡5箱",
        "9瓦灯泡5箱。12瓦的我明早翻翻库房还有几只",
    ],
)
def test_a_day_that_only_tells_why_is_none(text: str) -> None:
    assert reading(text).delivery_date is None


def test_counts_in_words_are_those_that_dates_know() -> None:
    assert phrases.words("delivery", "count_en") - {"the"} == EN_NUMBERS.keys()


@pytest.mark.parametrize(
    "text",
    [
        "Our stand opened on 26 November. Please deliver 5 cartons of LED bulb 9W a week ahead",
        "We open on 28 November, deliver 5 cartons of LED bulb 9W two weeks before",
        "11月26日开业，9瓦灯泡5箱，开业前一周送到",
    ],
)
def test_what_is_over_is_no_day_to_deliver_on(text: str) -> None:
    day = reading(text).delivery_date
    assert day is None or day >= NOW.date()
