"""Tables whose columns are the variants of what the rows name."""

import pytest

from tests.parsers.outfitter import flags, lines, reading

EXPECTED = ["20 件 RC-Y-S", "30 件 RC-Y-M", "10 件 RC-G-M", "5 件 RC-G-L"]


@pytest.mark.parametrize(
    "text",
    [
        "品名\tS\tM\tL\n黄色雨衣\t20\t30\t0\n绿色雨衣\t\t10\t5",
        "品名 | S | M | L\n黄色雨衣 | 20 | 30 | -\n绿色雨衣 | - | 10 | 5",
        "| Style | S | M | L | Total |\n|---|---|---|---|---|\n| Raincoat yellow | 20 | 30 | | 50 |\n| Raincoat green | | 10 | 5 | 15 |\n| Total | 20 | 40 | 5 | 65 |",
        "Dear all, please book:\n\nStyle            S    M    L\nraincoat yellow  20   30   0\nraincoat green   0    10   5\n\nThanks and regards",
        "款号 S M L\n黄色雨衣 20 30 0\n绿色雨衣 0 10 5",
        "您好，要货如下：\n\n品名\tS\tM\tL\t合计\n黄色雨衣\t20\t30\t\t50\n绿色雨衣\t\t10\t5\t15\n合计\t20\t40\t5\t65\n\n谢谢",
        "品名,S码,M码,L码\n黄色雨衣,20,30,\n绿色雨衣,,10,5",
    ],
)
def test_each_filled_cell_is_a_line(text: str) -> None:
    assert lines(text) == EXPECTED
    assert flags(text) == []


def test_numbers_as_sizes() -> None:
    text = "品名\t110\t120\t130\n红舞蹈裙\t6\t0\t9\n"
    assert lines(text) == ["6 条 DK-110", "9 条 DK-130"]
    assert lines("Item | 36 | 38 | 40\ngrey slippers | 12 | 24 | 6") == [
        "12 双 SL-36",
        "24 双 SL-38",
        "6 双 SL-40",
    ]


def test_colours_as_columns() -> None:
    assert lines("品名\t红\t白\t蓝\n彩条布\t2\t\t3") == ["2 卷 TP-R", "3 卷 TP-B"]


def test_the_unit_and_the_price_hold_for_the_row() -> None:
    text = "品名\tS\tM\t单位\t单价\n黄色雨衣\t2\t3\t包\t21.00\n"
    assert lines(text) == ["2 包 RC-Y-S", "3 包 RC-Y-M"]
    assert [line.unit_price for line in reading(text).lines] == [21, 21]


def test_a_size_that_the_catalog_lacks_is_no_other_size() -> None:
    text = "品名\t110\t140\n红舞蹈裙\t6\t9"
    assert lines(text) == ["6 条 DK-110", "9 - -"]
    assert flags(text) == ["lines[1].sku unknown"]


def test_a_sum_that_differs_is_asked_about() -> None:
    text = "品名\tS\tM\n黄色雨衣\t20\t30\n合计\t60"
    assert flags(text) == ["lines conflict"]


@pytest.mark.parametrize(
    "text",
    [
        "品名\t数量\t单位\n晴雨伞\t20\t把",
        "晴雨伞\t20\t14.00\t280\n",
    ],
)
def test_other_tables_stay_what_they_are(text: str) -> None:
    assert lines(text)[:1] == ["20 把 UM-01"]
