"""Which goods a message names that orders nothing, in an invented shop of garden tools and pond goods."""

import pytest

from parsers import read
from tests.parsers.company import directory, message
from tests.parsers.shop import catalog_of, lines

CATALOG = catalog_of(
    """\
RK-2,树叶耙 塑料 2齿宽,Leaf rake plastic,塑料耙,塑料,园具,把,箱=20,把,12,CNY,,900,
RK-S,树叶耙 钢丝,Leaf rake steel,钢丝耙,钢丝,园具,把,箱=20,把,22,CNY,,900,
SP-5,喷壶 5L,Pump sprayer 5L,5升喷壶,5L,园具,个,箱=12,个,25,CNY,,900,
SP-8,喷壶 8L,Pump sprayer 8L,8升喷壶,8L,园具,个,箱=8,个,35,CNY,,900,
NT-4,鱼池网 4m,Pond net 4m,4米池网,4m,池塘,张,箱=30,张,40,CNY,,900,
NT-6,鱼池网 6m,Pond net 6m,6米池网,6m,池塘,张,箱=20,张,60,CNY,,900,
FD-G,锦鲤饲料 增色 5kg,Koi food colour 5kg,增色锦鲤料,5kg,池塘,袋,箱=4,袋,80,CNY,,900,
CP-2,鱼池气泵 PX220,Pond air pump PX220,PX220气泵,PX220,池塘,台,箱=8,台,90,CNY,,900,
GL-H,园艺手套 加厚,Garden gloves heavy,厚手套,加厚,园具,双,打=12,双,6,CNY,,900,
"""
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The other kind is named by what tells it apart alone.
        ("塑料耙跟钢丝的价格差多少？", ["- - RK-2", "- - RK-S"]),
        ("5升喷壶的和8升的差多少钱", ["- - SP-5", "- - SP-8"]),
        ("What is the price of the pump sprayer 5L, and how much is the 8L one?", ["- - SP-5", "- - SP-8"]),
        ("Is the pond net 4m or 6m better for herons? what price", ["- - NT-4", "- - NT-6"]),
        # Goods in general are no lines.
        ("we deal in garden supplies and look for a supplier of sprayers, do you have certificates?", []),
        ("Do your gloves and nets carry a CE mark? We serve 30 ponds", ["- - GL-H"]),
        # A name amid words of a tale, a size that nobody has.
        ("Is pump sprayer 8L available with a 230 V charger?", ["- - SP-8"]),
        # What one costs, and an amount that counts something else.
        ("增色锦鲤料一袋多少钱？", ["- - FD-G"]),
        ("增色锦鲤料什么价？还有你们年前最后一车几号走", ["- - FD-G"]),
        ("增色锦鲤料什么价？拿20袋能少点吗", ["20 袋 FD-G"]),
        ("增色锦鲤料好多钱一袋嘛？我拿20袋给不给少点", ["20 袋 FD-G"]),
        ("增色锦鲤料要是拿20袋，一袋能做到多少？", ["20 袋 FD-G"]),
        ("Two questions on the pump sprayer 5L: is there a spare hose, and what is the price?", ["- - SP-5"]),
        # A code that one product alone bears names it.
        ("新手练习用PX220的，压力调多少合适", ["- - CP-2"]),
    ],
)
def test_goods_asked_about(text: str, expected: list[str]) -> None:
    found = read(message(text), catalog=CATALOG, directory=directory())
    assert (found.intent, lines(found)) == ("inquiry", expected)


@pytest.mark.parametrize(
    ("text", "intent", "expected"),
    [
        ("树叶耙钢丝的和塑料的哪个耐用，怎么卖", "inquiry", ["- - RK-S", "- - RK-2"]),
        ("鱼池网4米的现在什么价？6米的呢", "inquiry", ["- - NT-4", "- - NT-6"]),
        ("昨天到的5升喷壶漏水，坏了2个，厚手套没问题，怎么弄", "complaint", ["2 个 SP-5"]),
        (
            "3 of the pump sprayers 5L drip, the gloves are fine, please take them back",
            "return_request",
            ["3 个 SP-5"],
        ),
    ],
)
def test_goods_compared_or_wrong(text: str, intent: str, expected: list[str]) -> None:
    found = read(message(text), catalog=CATALOG, directory=directory())
    assert (found.intent, lines(found)) == (intent, expected)
