"""One answer to several questions, an answer with something more, and what an answer denies."""

from functools import cache

import pytest

from parsers import Catalog, Context, Flag, Reading, read
from tests.parsers.company import directory, message
from tests.parsers.haberdasher import reading, waits
from tests.parsers.shop import catalog_of, lines

THICK = (
    Flag("lines[0].sku", "ambiguous", ("YN-R-2", "YN-R-3"), "红棉绳2mm还是3mm？"),
    Flag("lines[1].sku", "ambiguous", ("YN-B-2", "YN-B-3"), "蓝棉绳2mm还是3mm？"),
)
FELT = Flag("lines[0].sku", "ambiguous", ("FL-T", "FL-S"), "“毛毡”驼色还是松石？")
_ROASTS = """\
OK-D,橡木条 深熏,Oak strip dark smoked,,,木,条,箱=10,条,9,CNY,,900,
OK-M,橡木条 中深熏,Oak strip medium-dark smoked,,,木,条,箱=10,条,11,CNY,,900,
EA-L,画架 带托盘,Easel with tray,带托盘画架,,具,个,,个,60,CNY,,900,
EA-N,画架 无托盘,Easel plain,无托盘画架,,具,个,,个,50,CNY,,900,
VN-25,清漆 2.5L,Varnish 2.5L,,2.5L,漆,桶,,桶,44,CNY,,900,
"""
OAK = Flag("lines[0].sku", "ambiguous", ("OK-D", "OK-M"), "橡木条深熏还是中深熏？")
EASEL = Flag("lines[0].sku", "ambiguous", ("EA-L", "EA-N"), "画架带托盘还是不带？")


@cache
def _wood() -> Catalog:
    return catalog_of(_ROASTS)


def wood(text: str, context: Context) -> Reading:
    return read(message(text, context=context), catalog=_wood(), directory=directory())


@pytest.mark.parametrize(
    "text",
    ["都要3毫米的", "两种全要3mm", "统统3mm，细的容易断", "3mm for both please", "两样都用3mm", "all 3mm"],
)
def test_one_answer_settles_all_that_it_is_said_of(text: str) -> None:
    found = reading(text, waits("4 卷 -", "6 卷 -", flags=THICK))
    assert (found.verdict, lines(found)) == ("accept", ["4 卷 YN-R-3", "6 卷 YN-B-3"])


@pytest.mark.parametrize(
    "text", ["3mm", "红的要3mm", "红的都要3mm", "3mm for all but the blue", "all 3mm except blue"]
)
def test_an_answer_to_one_leaves_the_other_open(text: str) -> None:
    found = reading(text, waits("4 卷 -", "6 卷 -", flags=THICK))
    assert found.verdict == "clarify"
    assert "6 卷 YN-B-3" not in lines(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("驼色的，另外松石的也来2张", ["5 张 FL-T", "2 张 FL-S"]),
        ("camel, and 2 sheets of the turquoise as well", ["5 张 FL-T", "2 张 FL-S"]),
        ("驼色，再添3卷松紧带", ["5 张 FL-T", "3 卷 EL-01"]),
        ("The camel one, and while you are at it 3 rolls of elastic band", ["5 张 FL-T", "3 卷 EL-01"]),
        ("驼色的，先拿4张", ["4 张 FL-T"]),
    ],
)
def test_an_answer_may_bring_more_goods_or_another_amount(text: str, expected: list[str]) -> None:
    found = reading(text, waits("5 张 -", flags=(FELT,)))
    assert (found.verdict, lines(found)) == ("accept", expected)


def test_what_is_ordered_beside_an_answer_is_never_lost_unseen() -> None:
    for text in ("camel, not that it matters much, with 3 tailor scissors", "驼色，剪刀3把随便哪天"):
        found = reading(text, waits("5 张 -", flags=(FELT,)))
        assert found.verdict != "accept" or any(line.sku == "SC-01" for line in found.lines), text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("深熏的", "8 条 OK-D"),
        ("中深熏的", "8 条 OK-M"),
        ("the dark one", "8 条 OK-D"),
        ("the medium-dark", "8 条 OK-M"),
        ("9元那款", "8 条 OK-D"),
        ("11那种", "8 条 OK-M"),
    ],
)
def test_a_trait_is_not_the_same_in_some_degree(text: str, expected: str) -> None:
    found = wood(text, waits("8 条 -", flags=(OAK,)))
    assert (found.verdict, lines(found)) == ("accept", [expected])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("不带托盘那款", "2 个 EA-N"),
        ("带托盘的", "2 个 EA-L"),
    ],
)
def test_what_shall_not_be_with_it_is_no_choice_of_it(text: str, expected: str) -> None:
    found = wood(text, waits("2 个 -", flags=(EASEL,)))
    assert lines(found) in ([expected], ["2 个 -"])
    if found.verdict == "accept":
        assert lines(found) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "驼色的。那圆的也跟着换成驼色吧",
        "camel. And the round ones should be camel too",
    ],
)
def test_a_change_that_comes_to_nothing_is_looked_at(text: str) -> None:
    found = reading(text, waits("5 张 -", "3 把 SC-01", flags=(FELT,)))
    assert found.verdict != "accept"


def test_a_picture_ends_what_is_said() -> None:
    asked = Flag("lines[0].unit", "ambiguous", ("包", "颗"), "100是包还是颗？")
    found = reading(
        "100颗啦 100包我卖到退休吗😂 剪刀改4把", waits("100 - BT-P", "3 把 SC-01", flags=(asked,))
    )
    assert lines(found) == ["100 颗 BT-P", "4 把 SC-01"]
