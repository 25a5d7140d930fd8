"""Sizes that are not given up, prices that are stated, and signs that decline or count."""

from decimal import Decimal

import pytest

from parsers import Context
from parsers.marks import evened
from parsers.money import find as find_money
from parsers.normalize import surface
from tests.parsers import camp, company, shop
from tests.parsers.test_numerals import shown, surest

_POTS, _LARGE, _BULBS = "5 箱 PT-12", "3 箱 PT-20", "1000 只 LB-09"
OPEN = Context(open_orders=(camp.order("SO-20261120-0011", _POTS, _LARGE, _BULBS),))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9瓦灯泡50只，快递9不用", ["50 只 LB-09"]),
        ("9瓦灯泡50只，9折不要", ["50 只 LB-09"]),
        ("9瓦灯泡50只，9栋不用送", ["50 只 LB-09"]),
        ("线管20mm 5捆，超过20不要", ["5 捆 PV-20"]),
        ("线管20mm 5捆，20以上的不要", ["5 捆 PV-20"]),
        ("陶土花盆20cm 3箱。上回说不要20，现在要", ["3 箱 PT-20"]),
        ("小花盆3箱，大花盆2箱，20的不要", ["3 箱 PT-12"]),
    ],
)
def test_a_number_that_is_no_size_takes_no_line_back(text: str, expected: list[str]) -> None:
    assert company.lines(text) == expected


def test_the_only_line_is_not_given_up_unseen() -> None:
    assert company.reading("线管20mm 5捆，20的不要").verdict != "accept"


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("LED bulb 9W 50 pcs, last time we paid 4.00 rmb", "4.00"),
        ("LED bulb 9W 50 pcs. We always paid CNY 4.00", "4.00"),
        ("LED bulb 9W 50 pcs, we will pay CNY 4", "4"),
        ("LED bulb 9W 50 pcs, paying 4 CNY", "4"),
        ("LED bulb 9W 50 pcs, $4 including freight", "4"),
        ("LED bulb 9W 50 pcs, CNY 4 duty paid", "4"),
        ("9瓦灯泡50只，含运费4.5元", "4.5"),
        ("9瓦灯泡50只，免运费4元", "4"),
        ("LED bulb 9W 50 pcs. They fined us $40 for that", None),
        ("LED bulb 9W 50 pcs. we paid the driver CNY 40", None),
        ("LED bulb 9W 50 pcs. We paid $30 too much", None),
    ],
)
def test_what_is_paid_for_goods_is_their_price(text: str, price: str | None) -> None:
    (line,) = company.reading(text).lines
    assert line.unit_price == (None if price is None else Decimal(price))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3百合页", "300"),
        ("5百合格证", "500"),
        ("1万用来送人", "10000"),
        ("120百", "12000"),
        ("3百合花", "3"),
        ("2万用表", "2"),
    ],
)
def test_a_scale_before_what_begins_otherwise(text: str, number: str) -> None:
    found = surest(text)
    assert found is not None
    assert shown(found.value) == number


@pytest.mark.parametrize("sign", ["🚫", "🙅", "👎", "🔟", "⛔", "💯"])
def test_signs_that_say_something_stay(sign: str) -> None:
    assert sign in evened(surface(f"小花盆3箱，{sign}大花盆")).text


@pytest.mark.parametrize("text", ["小花盆三箱~五箱", "小花盆2箱，上午~下午送", "小花盆2箱，早~晚都行"])
def test_waves_of_a_range_stay(text: str) -> None:
    assert "~" in evened(surface(text)).text


@pytest.mark.parametrize("text", ["3块收费标牌", "10块消费提示", "10块缴费标牌", "5块退税标牌", "5块运费牌"])
def test_goods_that_are_called_by_a_fee_are_goods(text: str) -> None:
    assert [span for span in find_money(text) if span.label == "money" and span.certainty > 0.5] == []


@pytest.mark.parametrize("text", ["浇水管15m 30米", "浇水管15m要30米"])
def test_a_length_of_the_only_line_stays(text: str) -> None:
    found = company.reading(text)
    assert (found.verdict, [line.sku for line in found.lines]) == ("clarify", ["HS-15"])


@pytest.mark.parametrize(
    ("text", "verdict", "first"),
    [
        ("小花盆改6箱，算了，不要了", "accept", None),
        ("小花盆加到8箱，不用了", "accept", None),
        ("小花盆加到8箱，那个就不要了吧", "accept", None),
        ("小花盆加到8箱，小钩子不要", "review", "8 箱 PT-12"),
        ("小花盆改6箱，铁铲不要了", "review", "6 箱 PT-12"),
    ],
)
def test_what_was_just_changed_is_taken_out_by_itself(text: str, verdict: str, first: str | None) -> None:
    found = company.reading(text, OPEN)
    assert found.verdict == verdict
    assert shop.lines(found) == [*([first] if first else []), _LARGE, _BULBS]


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("send small pot 5 boxes to the same place, 12 pcs street lamps later", "12 pcs -"),
        ("please send small pot 5 boxes to mill road, 12 boxes large pot", "12 箱 PT-20"),
    ],
)
def test_an_amount_is_no_house_number(text: str, second: str) -> None:
    found = company.reading(text)
    assert found.delivery_address == company.CUSTOMER.addresses[0][1]
    assert second in shop.lines(found)
