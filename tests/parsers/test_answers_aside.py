"""What stands beside an answer and changes nothing: what did not change, what is not to go wrong, at which price."""

import pytest

from parsers import Context, Flag
from tests.parsers.camp import order, reading
from tests.parsers.shop import lines

PEGS, CHAIRS, CANS = "2 包 PG-20", "6 把 CH-1", "30 罐 GS-230"
UNIT = Context(
    pending=order(
        None,
        "30 - GS-230",
        PEGS,
        flags=(Flag("lines[0].unit", "ambiguous", ("罐", "排", "箱"), "罐、排还是箱？"),),
    )
)
PLACE = Context(
    pending=order(None, PEGS, CHAIRS, flags=(Flag("delivery_address", "missing", (), "送到哪里？"),))
)
TOTAL = Context(
    pending=order(
        None, "18 包 PG-20", "14 把 CH-1", flags=(Flag("lines", "conflict", (), "相加是32，您写合计40？"),)
    )
)
PRICE = Context(
    pending=order(
        None, PEGS, CHAIRS, flags=(Flag("lines[1].unit_price", "conflict", (), "现价66元，您写的是60元？"),)
    )
)
OPEN = Context(open_orders=(order("SO-20261123-0008", "5 箱 GS-230", CHAIRS),))


@pytest.mark.parametrize(
    ("context", "text", "expected"),
    [
        (UNIT, "小气罐要30罐，别给我送成30箱了", [CANS, PEGS]),
        (UNIT, "30罐，可别弄成30箱啊", [CANS, PEGS]),
        (UNIT, "是30罐，千万别写成30排", [CANS, PEGS]),
        (PLACE, "地址给你：台州市路桥区金水路3号。号码没换，13900003006", [PEGS, CHAIRS]),
        (PLACE, "台州市路桥区金水路3号，联系人没变", [PEGS, CHAIRS]),
        (TOTAL, "总数写错了，应该是32，两样的数量都不变", ["18 包 PG-20", "14 把 CH-1"]),
        (PRICE, "现价66元我们接受，折叠椅就照这个价做", [PEGS, CHAIRS]),
        (PRICE, "66一把可以，椅子就按这个价走", [PEGS, CHAIRS]),
        (PRICE, "66 is fine, please go ahead with the chairs at that price", [PEGS, CHAIRS]),
        (PRICE, "66元接受，椅子改8把", [PEGS, "8 把 CH-1"]),
        (OPEN, "折叠椅改成8把，别弄成18把了", ["5 箱 GS-230", "8 把 CH-1"]),
        (OPEN, "折叠椅改成8把，其他没变，联系人也没换", ["5 箱 GS-230", "8 把 CH-1"]),
    ],
)
def test_it_changes_nothing(context: Context, text: str, expected: list[str]) -> None:
    found = reading(text, context)
    assert (lines(found), found.flags, found.verdict) == (expected, (), "accept")


@pytest.mark.parametrize(
    ("context", "text"),
    [
        (UNIT, "别给我送成30箱"),
        (PRICE, "66太贵了，椅子先不做"),
        (PRICE, "椅子照60那个价做"),
        (PRICE, "66元接受，地钉也照这个价做"),
    ],
)
def test_what_is_no_answer_or_more_than_one_is_looked_at(context: Context, text: str) -> None:
    assert reading(text, context).verdict != "accept"
