"""Who asks for speed, and who only speaks of it."""

import pytest

from parsers import Context, haste
from tests.parsers.people import order, reading


@pytest.mark.parametrize(
    "text",
    [
        "急用 快点发", "asap please", "快断货了 赶紧的", "we are in a hurry", "尽快", "快快快", "速发", "麻烦优先安排", "急!", "催得紧", "在线等",
        "quick quick please", "needed yesterday!", "門口等住用", "开业赶住要", "pls very fast", "send me quick", "as fast as you can", "the quickest possible way",
        "客户等着要", "能早就早", "第一时间给我拉来", "the sooner the better", "time is tight", "sharpish please", "please rush this one", "sorry for the rush", "need it urgently before the spring rush", "need it super fast", "last order was slow. this one is urgent", "不急的是黑色，白色急用", "no rush for the red, but the blue is urgent",
    ],
)  # fmt: skip
def test_haste(text: str) -> None:
    assert haste.is_asked(text)


@pytest.mark.parametrize(
    "text",
    [
        "不急", "no rush on this", "明天送就行", "thanks for answering so quickly", "不是很急", "没那么急", "上次很急，这次慢慢来", "另外催一下上次的发票",
        "催一下退款", "发快递", "快过期的不要", "not in a hurry", "nothing urgent", "last order was urgent, this one is not", "come before the rush hour", "the spring rush has hit us early", "school rush is coming", "I want them before the rush",
        "thanks for the rush last week", "take your time", "赶在周五前送来", "要赶在开业前到", "货到马上付现给司机", "到了立刻打我电话", "we don't have any hurry", "we pay immediately on arrival", "they sell so quickly", "后天送到，别耽误了",
    ],
)  # fmt: skip
def test_no_haste(text: str) -> None:
    assert not haste.is_asked(text)


@pytest.mark.parametrize("text", ["店里又快断货了，9瓦灯泡5箱", "9瓦灯泡5箱，学生马上要放假", "no need to rush, 5 cartons of LED bulb 9W"])  # fmt: skip
def test_a_reason_is_no_haste(text: str) -> None:
    assert not reading(text).urgent


def test_who_asks_and_is_run_after_tells_why() -> None:
    context = Context(open_orders=(order("SO-20261120-0002", ("LED-9W", 5, "箱")),))
    assert not reading("我的灯泡发了没，客人一直在催我", context=context).urgent
    assert reading("麻烦催一下，灯泡到哪了", context=context).urgent


def test_it_is_nearly_one_o_clock() -> None:
    assert not haste.is_asked("结果快一点了车才来")
