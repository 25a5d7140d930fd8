"""The last order once more: what is told beside it and changes nothing, what takes something off, and what holds it back."""

import pytest

from parsers import Context
from tests.parsers.camp import reading
from tests.parsers.shop import lines
from tests.parsers.test_same_again import CHAIRS, GAS, LAST, MATS, ROPE

ALL = [GAS, ROPE, MATS, CHAIRS]
MORE_ROPE = [GAS, "30 卷 RP-4", MATS, CHAIRS]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("按10月那单再来一次。两处不一样：风绳要30卷，折叠椅这次免了", MORE_ROPE[:3]),
        ("跟上次一样，就一处不同：风绳要30卷", MORE_ROPE),
        ("Same as last time. Two differences: rope 30 rolls, no chairs", MORE_ROPE[:3]),
        ("上回那套原样再发一遍，折叠椅先停一停，还没卖完", ALL[:3]),
        ("照上次的再来一遍，折叠椅歇一歇，还多着呢", ALL[:3]),
        ("上次那些再来一份，折叠椅暂停一次", ALL[:3]),
        ("Same as last time, give the chairs a miss, we still have some", ALL[:3]),
        ("上回那张单子再开一张同样的，防潮垫换橙色的", [GAS, ROPE, "30 张 MAT-O", CHAIRS]),
        (
            "上回那张单子再开一张同样的，墨绿防潮垫换橙色，风绳减到12卷",
            [GAS, "12 卷 RP-4", "30 张 MAT-O", CHAIRS],
        ),
        ("上次的单子再下一张一模一样的", ALL),
        ("照上月那张单子再抄一张", ALL),
        ("please open another order identical to the last one", ALL),
        ("Same as last time, customers loved the chairs", ALL),
        ("上次那些再来一份，折叠椅卖得特别好", ALL),
        ("跟上次一样来一份，上次有一箱压瘪了，这回包好点", ALL),
        ("跟上次一样，上次坏了两把椅子，这次包好点", ALL),
        ("上次那些再来一份，没人就放门卫", ALL),
        ("Same as last time please. If nobody answers ring next door", ALL),
    ],
)
def test_the_last_order_again(text: str, expected: list[str]) -> None:
    found = reading(text, Context(last_order=LAST))
    assert (found.intent, lines(found), found.verdict) == ("new_order", expected, "accept")


@pytest.mark.parametrize(
    "text",
    [
        "跟上次一样来一份，先别发，等我通知",
        "跟上次一样再来一份，数量我再核实一下",
        "跟上次一样，有一处不同，回头告诉你",
        "跟上次一样，分两批送",
        "以后每周都照上次的来一份",
        "跟上次一样，没货的话换别的牌子也行",
        "上次那些再来一份，涨价的话就算了",
        "上次那些再来一份，送我朋友那边",
        "上次那些再来一份，要是客人多就再加5箱气罐",
        "上次那些再来一份，老李那份也算上",
        "跟上次一样，上次少了一箱气罐，补上",
        "跟上次一样，上次坏了两把椅子，这次多给两把",
        "same as last time please, but don't ship until I confirm",
        "Same as last time, with a few changes I'll tell you later",
    ],
)
def test_what_holds_it_back_or_asks_for_more_is_looked_at(text: str) -> None:
    assert reading(text, Context(last_order=LAST)).verdict != "accept"
