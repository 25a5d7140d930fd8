"""Goods of one line that go to several places, and words beside a list that count or name nothing more."""

import pytest

from tests.parsers import chandler, five_trades
from tests.parsers.shop import flags, lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("小护舷20只，北码头店南码头店各10只", ["20 只 FD-S"]),
        ("红浮球不够了，要粉色的12个，渔人湾和望海角各送6个", ["12 个 BY-P"]),
        ("小护舷20只，店里12只仓库8只", ["20 只 FD-S"]),
        ("小护舷20只，12只送店里8只送仓库；机油5L 2桶", ["20 只 FD-S", "2 桶 OI-5"]),
        ("小护舷20只，店里卸12只，剩下8只拉仓库", ["20 只 FD-S"]),
        ("小护舷20只，送渔人湾和望海角各10只", ["20 只 FD-S"]),
        ("20 small fenders please, Porto gets 12 and Faro gets 8", ["20 只 FD-S"]),
        ("20 small fenders, 10 each to Porto and Faro", ["20 只 FD-S"]),
        ("20 small fenders: 12 to Porto, 8 to Faro. Engine oil 5L 2 pcs", ["20 只 FD-S", "2 桶 OI-5"]),
    ],
)
def test_what_goes_to_several_places_is_asked_about(text: str, expected: list[str]) -> None:
    found = chandler.reading(text)
    assert lines(found) == expected
    assert flags(found) == ["delivery_address ambiguous"]
    assert found.delivery_address is None


def test_amounts_that_do_not_make_up_the_line_are_looked_at() -> None:
    assert chandler.reading("小护舷20只，北码头店南码头店各15只").verdict != "accept"


@pytest.mark.parametrize(
    ("trade", "text", "expected"),
    [
        ("salon", "M码手套L码手套一样10盒", ["10 盒 GL-M", "10 盒 GL-L"]),
        ("grocer", "杏干、芒果干两种果干各5袋", ["5 袋 AP-DR", "5 袋 MG-DR"]),
        ("camping", "帐篷用品采购：卡式炉3台、气罐20罐", ["3 台 GS-1", "20 罐 GC-25"]),
        ("lights", "灯带采购清单\n灯带5米 10卷\n驱动电源 6个", ["10 卷 ST-5", "6 个 DR-60"]),
    ],
)
def test_how_many_kinds_and_what_sort_of_goods(trade: str, text: str, expected: list[str]) -> None:
    found = five_trades.reading(trade, text)
    assert (lines(found), found.verdict) == (expected, "accept")
