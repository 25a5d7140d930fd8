"""Tables and order forms: rows read by the columns that their header names."""

import pytest

from parsers import tables
from tests.parsers.company import flags, lines, reading

EXPECTED = ["20 只 LB-09", "3 袋 FT-25"]


@pytest.mark.parametrize(
    "text",
    [
        "| No | Item | Qty | Unit |\n|----|------|-----|------|\n| 1 | LED bulb 9W | 20 | pcs |\n| 2 | Compound fertiliser 25kg | 3 | bag |",
        "序号\t品名\t规格\t数量\t单位\n1\t球泡灯\t9W\t20\t只\n2\t复合肥\t25kg\t3\t袋",
        "序号  品名      规格   数量  单位  单价\n01    球泡灯    9W     20    只    4.50\n02    复合肥    25kg   3     袋    98.00",
        "Pos  Qty   Unit  Description\n10   20    pcs   LED bulb 9W white\n20   3     bag   Compound fertiliser 25kg",
        "编码,品名,数量,单位\nLB-09,球泡灯,20,只\nFT-25,复合肥,3,袋",
        "品名 | 数量(只)\n9瓦灯泡 | 20\n\n大袋复合肥 3袋",
        "商品编码   订购数量\nLB-09      20\nFT-25      3",
        "Item  Description           Qty      Price (CNY)  Amount\n1     LED bulb 9W           20 pcs   4.50         90.00\n2     Fertiliser 25kg       3 bags   98.00        294.00\nTotal                                             384.00",
        # Without a header the rows' own numbers are still no amounts.
        "1\t球泡灯\t9W\t20只\n2\t复合肥\t25kg\t3袋",
        "1 球泡灯 9W 20只\n2 复合肥 25kg 3袋",
        "LB-09    20    PCS\nFT-25    3    袋",
        # Columns that strokes, semicolons or tabs of any number part; two headings that stand close.
        "序 / 品名 / 规格 / 数量 / 单价(元)\n1 / 球泡灯 / 9W / 20只 / 4.50\n2 / 复合肥 / 25kg / 3袋 / 98",
        "Item - Qty - Unit\nLED bulb 9W - 20 - pcs\nCompound fertiliser 25kg - 3 - bag",
        "品名；数量；备注\n9瓦灯泡；20只；\n大袋复合肥；3袋；急",
        "品名\t\t数量\n9瓦灯泡\t20只\n大袋复合肥\t\t\t3袋",
        "序号　物料　　　　　　　数量　　单价(含税)\n1　　球泡灯 9W　　20只　　4.50\n2　　复合肥 25kg　　3袋　　98.00",
        # The amounts stand in a column named after the shop that they are for.
        "品名 | 东门店 | 单位\n9瓦灯泡 | 20 | 只\n大袋复合肥 | 3 | 袋",
    ],
)
def test_rows_are_read_by_their_columns(text: str) -> None:
    assert lines(text) == EXPECTED
    assert flags(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "品名\t规格\t箱数\n9瓦灯泡\tE27\t20\n大花盆\t20cm\t3\n小花盆\t12cm",
        "item\tno. of boxes\n9瓦灯泡\t20\n大花盆\t3",
        "型号 | 几箱\n9瓦灯泡 | 20\n大花盆 | 3",
    ],
)
def test_a_unit_heads_the_column_of_what_is_counted_by_it(text: str) -> None:
    assert lines(text) == ["20 箱 LB-09", "3 箱 PT-20"]


@pytest.mark.parametrize("empty", ["0", "", "-"])
def test_a_row_without_an_amount_beside_rows_with_one_was_not_ordered(empty: str) -> None:
    assert lines(f"品名,数量,单位\n9瓦灯泡,20,只\n大花盆,{empty},个") == ["20 只 LB-09"]


def test_a_price_each_is_a_price() -> None:
    text = (
        "Item | Quantity | Price each\nLED bulb 9W | 20 pcs | 4.50\nCompound fertiliser 25kg | 3 bags | 99.90"
    )
    assert flags(text) == ["lines[1].unit_price conflict"]


def test_rows_that_all_lack_their_amount_are_asked_about() -> None:
    assert flags("品名\t数量\n9瓦灯泡\t\n大花盆\t\n请尽快安排") == [
        "lines[0].quantity missing",
        "lines[1].quantity missing",
    ]


def test_the_price_column_is_the_price_of_the_row_and_compared_with_the_catalog() -> None:
    text = "品名\t数量\t单价\n9瓦灯泡\t20\t4.50\n大花盆\t5\t9.90"
    assert [str(line.unit_price) for line in reading(text).lines] == ["4.50", "9.90"]
    assert flags(text) == ["lines[1].unit_price conflict"]


@pytest.mark.parametrize(
    ("each", "sum_"), [("RMB each", "RMB ext"), ("CNY/ea", "Total CNY"), ("¥ per pc", "¥ amount")]
)
def test_a_currency_with_each_heads_the_prices(each: str, sum_: str) -> None:
    text = f"Qty   Description            {each:10}  {sum_}\n20    LED bulb 9W            4.50        90.00\n3     Fertiliser 25kg        98.00       294.00"
    assert [(str(line.quantity), str(line.unit_price)) for line in reading(text).lines] == [
        ("20", "4.50"),
        ("3", "98.00"),
    ]


def test_a_price_may_say_in_its_cell_what_it_is_for() -> None:
    text = "品名\t数量\t单位\t单价\n9瓦灯泡\t20\t箱\t4.50/只\n大花盆\t5\t箱\t6.80/个"
    assert [(str(line.unit_price), line.price_unit) for line in reading(text).lines] == [
        ("4.50", "只"),
        ("6.80", "个"),
    ]
    assert flags(text) == []


def test_the_sum_of_the_table_is_compared_with_its_rows() -> None:
    rows = "品名\t数量\t单位\n9瓦灯泡\t20\t只\n大花盆\t5\t个\n"
    assert flags(rows + "合计\t25") == []
    assert flags(rows + "合计\t30") == ["lines conflict"]


@pytest.mark.parametrize("heading", ["库存", "上次数量", "备注", "交期", "Stock", "Remarks"])
def test_other_columns_order_nothing(heading: str) -> None:
    text = f"品名\t{heading}\t数量\n9瓦灯泡\t7\t20\n大袋复合肥\t9\t3"
    assert lines(text) == EXPECTED


def test_a_cell_left_out_in_the_middle_does_not_shift_the_row() -> None:
    text = "品名          规格    数量   备注\n9瓦灯泡               20     白色\n复合肥        25kg    3      尽快"
    assert lines(text) == EXPECTED


def test_what_stands_around_the_table_is_read_as_before() -> None:
    text = "请安排：\n品名\t数量\n9瓦灯泡\t20\n以上请于12月25日前送到。另加大花盆2个"
    assert lines(text) == ["20 只 LB-09", "2 个 PT-20"]
    assert str(reading(text).delivery_date) == "2026-12-25"


@pytest.mark.parametrize(
    "text",
    [
        "Hello, how are you, we need some items, please",
        "数量多的话能便宜吗，品名我发你",
        "Dear Sir | Madam",
        "1  2  3\n4  5  6",
        "",
        "|||\n|||",
    ],
)
def test_no_header_no_table(text: str) -> None:
    assert tables.find(text) == []


def test_a_style_column_names_the_product_and_its_price_has_a_sign() -> None:
    text = "Style    Description    Qty      Unit $\nLB-09    Bulb           20 pcs   4.50"
    assert lines(text) == ["20 只 LB-09"]
    assert str(reading(text).lines[0].unit_price) == "4.50"


def test_a_code_and_its_amount_with_nothing_but_a_comma_between() -> None:
    assert lines("LB-09,5\nPT-20,15\nFT-25,6袋") == ["5 只 LB-09", "15 个 PT-20", "6 袋 FT-25"]


def test_rows_that_say_which_position_they_are() -> None:
    text = "Pos 10 | LED bulb, LB-09 | 3 boxes\nPos 20 | Pot, PT-20 | 6 pcs\nPos 30 | Tray, TR-06 | 250 pcs"
    assert lines(text) == ["3 箱 LB-09", "6 个 PT-20", "250 个 TR-06"]
    assert reading(text).certainty > 0.9


def test_what_is_counted_under_a_mail_is_no_name() -> None:
    text = "We order:\n\n400 x LB-09\n100 x PT-20\n\nAnna Nowak, Green Co. Ltd\ntel. +48 42 000 03 02"
    assert lines(text) == ["400 只 LB-09", "100 个 PT-20"]


def test_so_many_times_so_many_is_no_address() -> None:
    text = "the ship-to is the shop for this lot:\nbulb 9W 40 x 50, boxed\npot 20cm, 5 boxes"
    assert reading(text).delivery_address == "宁波市海曙区柳汀街10号"


def test_of_two_amounts_under_headings_that_tabs_shift_none_is_meant() -> None:
    assert flags("Item\t\tQty\tPacks\nLED bulb 9W\t5\t100") == ["lines[0].quantity missing"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "All in all 5 boxes of LED bulb 9W and 3 bags of compound fertiliser 25kg",
            ["5 箱 LB-09", "3 袋 FT-25"],
        ),
        (
            "5 boxes of LED bulb 9W, 3 bags of compound fertiliser 25kg, 8 all told",
            ["5 箱 LB-09", "3 袋 FT-25"],
        ),
    ],
)
def test_all_in_all_is_a_sum_only_behind_what_it_sums_up(text: str, expected: list[str]) -> None:
    assert lines(text) == expected
