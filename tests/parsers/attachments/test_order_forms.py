"""Order forms in workbooks and delimited text, as customers lay them out."""

from datetime import date, datetime

import pytest
from openpyxl.styles import Font

from tests.parsers.attachments.making import EXPECTED, TABLE, reading, saved, workbook, xlsx
from tests.parsers.shop import flags, lines

CHINESE = (
    ("绿野园艺店采购订单",),
    ("订单编号：", "LY-PO-118", None, None, "订单日期：", datetime(2026, 11, 20)),
    ("供应商：", "远东五金批发有限公司", None, None, "要求到货日期", datetime(2026, 12, 1)),
    (),
    ("序号", "品名", "规格", "单位", "数量", "单价", "金额", "备注"),
    (1, "球泡灯", "9W", "只", 20.0, 4.5, 90, None),
    (2, "球泡灯", "12W", "只", None, 5.5, None, None),
    ("园艺类",),
    (3, "陶土花盆", "20cm", "个", 24, 6.8, 163.2, "轻放"),
    (4, "复合肥", "25kg", "袋", 0, 98, 0, None),
    ("合计", None, None, None, 44),
    ("收货地址：", "宁波市鄞州区中河路8号"),
    ("联系人：", "王芳", None, "电话：", 13800001111),
    ("制单：李雷", None, None, "审核："),
)
ENGLISH = (
    ("PURCHASE ORDER", None, None, None, "PO No:", "4500-118"),
    (None, None, None, None, "Date:", "2026-11-20"),
    ("Vendor", None, None, "Ship To"),
    ("Farway Wholesale Co., Ltd.", None, None, "Greenfield Garden Shop"),
    ("88 Bund Road", None, None, "12 Mill Lane"),
    ("Shanghai", None, None, "Leeds LS1 4AB"),
    (),
    ("Item", "SKU", "Description", "Qty", "UOM", "Unit Price", "Amount"),
    (10, "LB-09", "LED bulb 9W", 20, "pcs", 4.5, 90),
    (20, "FT-25", "Fertiliser 25kg", 3, "bags", 98, 294),
    (None, None, "Total", None, None, None, 384),
    ("Required by", datetime(2026, 12, 1)),
    ("Payment terms: T/T 30 days",),
)


def test_a_chinese_form_with_a_title_groups_and_empty_rows() -> None:
    read = reading("附件是本周订单，请安排，谢谢", ("采购单.xlsx", xlsx(CHINESE, merged=["A1:H1"])))
    assert (read.intent, read.verdict) == ("new_order", "accept")
    assert lines(read) == ["20 只 LB-09", "24 个 PT-20"]
    assert [str(line.unit_price) for line in read.lines] == ["4.5", "6.8"]
    assert read.delivery_date == date(2026, 12, 1)
    assert (read.po_number, read.delivery_address) == ("LY-PO-118", "宁波市鄞州区中河路8号")
    assert (read.customer.company, read.customer.contact) == ("绿野园艺店", "王芳")
    assert (read.customer.phone, read.note) == ("+8613800001111", "轻放")


def test_an_english_form_with_the_vendor_beside_the_place_to_ship_to() -> None:
    read = reading("Hi, please find attached our PO.", ("PO.xlsx", xlsx(ENGLISH)))
    assert (read.intent, read.verdict) == ("new_order", "accept")
    assert lines(read) == EXPECTED
    assert (read.po_number, read.payment) == ("4500-118", "transfer")
    assert read.delivery_date == date(2026, 12, 1)
    assert read.delivery_address == "Greenfield Garden Shop, 12 Mill Lane, Leeds LS1 4AB"


def test_each_value_says_where_in_the_file_it_stands() -> None:
    read = reading("", ("采购单.xlsx", xlsx(CHINESE)), subject="订单")
    proof = read.lines[1].evidence
    assert (proof["sku"].place, proof["sku"].text) == ("采购单.xlsx, Sheet1 row 9 column B", "陶土花盆\t20cm")
    assert (proof["quantity"].place, proof["quantity"].start) == ("采购单.xlsx, Sheet1 row 9 column E", -1)
    assert read.evidence["delivery_date"].place == "采购单.xlsx, Sheet1 row 3"


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gbk", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimited_text_in_any_charset_and_with_any_delimiter(charset: str, delimiter: str) -> None:
    text = "\r\n".join(delimiter.join(map(str, row)) for row in TABLE) + "\r\n"
    read = reading("请安排附件订单", ("订单.csv", text.encode(charset)))
    assert (lines(read), read.verdict) == (EXPECTED, "accept")


def test_traditional_and_western_charsets() -> None:
    big5 = "品名,數量,單位\r\n9瓦燈泡,20,隻\r\n大袋複合肥,3,袋\r\n".encode("big5")
    assert lines(reading("", ("order.csv", big5), subject="訂單")) == EXPECTED
    western = "Description;Qty;Remarks\r\nLED bulb 9W;20;für Café\r\nFertiliser 25kg;3;\r\n".encode("cp1252")
    read = reading("Order attached", ("order.csv", western))
    assert (lines(read), read.note) == (EXPECTED, "für Café")


def test_a_text_file_that_is_called_a_workbook() -> None:
    text = "\r\n".join("\t".join(map(str, row)) for row in TABLE).encode("gbk")
    assert lines(reading("", ("订单.xls", text), subject="订单")) == EXPECTED


def test_a_catalog_with_ten_ordered_rows_is_ten_rows() -> None:
    rows = [("编码", "品名", "规格", "单价", "订购数量")]
    rows += [(f"ZZ-{n:04}", f"别的东西{n}", "中号", 1.5, None) for n in range(3000)]
    rows[500:500] = [("LB-09", "球泡灯 9W 白光", "9W", 4.5, 20)]
    rows[1700:1700] = [("FT-25", "复合肥 25kg", "25kg/袋", 98, 3)]
    read = reading("这次要的都填在表里了", ("2026价格表.xlsx", xlsx(rows)))
    assert (lines(read), read.verdict) == (EXPECTED, "accept")


def test_mail_and_file_that_say_the_same_are_booked_once() -> None:
    form = ("订单.xlsx", xlsx(TABLE))
    assert lines(reading("9瓦灯泡20只，大袋复合肥3袋，见附件", form)) == EXPECTED
    part = reading("订单见附件，9瓦灯泡20只请先发", form)
    assert lines(part) == EXPECTED


def test_mail_and_file_that_contradict_each_other_are_asked_about() -> None:
    read = reading("9瓦灯泡30只，大袋复合肥3袋，见附件", ("订单.xlsx", xlsx(TABLE)))
    assert (lines(read), flags(read)) == (["- 只 LB-09", "3 袋 FT-25"], ["lines[0].quantity conflict"])
    assert read.verdict == "clarify"


def test_what_the_mail_adds_to_the_file_is_ordered_too() -> None:
    read = reading("订单见附件，另外再加2个大花盆", ("订单.xlsx", xlsx(TABLE)))
    assert sorted(lines(read)) == sorted([*EXPECTED, "2 个 PT-20"])
    assert read.verdict == "accept"


def test_other_things_in_the_mail_than_in_the_file_make_an_operator_look() -> None:
    assert reading("大花盆2个，订单见附件", ("订单.xlsx", xlsx(TABLE))).verdict == "review"


def test_the_same_order_in_two_files_is_booked_once() -> None:
    text = "\n".join(",".join(map(str, row)) for row in TABLE).encode()
    read = reading("订单见附件", ("订单.xlsx", xlsx(TABLE)), ("订单.csv", text))
    assert (lines(read), read.verdict) == (EXPECTED, "accept")


def test_two_files_that_order_different_amounts_of_the_same_make_an_operator_look() -> None:
    other = (TABLE[0], ("9瓦灯泡", 40, "只"))
    read = reading("订单见附件", ("a.xlsx", xlsx(TABLE)), ("b.xlsx", xlsx(other)))
    assert read.verdict == "review"
    assert read.doubts == ("the same products are ordered twice in a.xlsx and b.xlsx",)


@pytest.mark.parametrize(
    "name", ["报价单.xlsx", "送货单.xlsx", "Invoice 88.xlsx", "上月订单.xlsx", "库存表.xlsx"]
)
def test_what_is_called_no_order_is_not_booked(name: str) -> None:
    assert reading("请查收附件", (name, xlsx(TABLE))).verdict == "review"
    read = reading("大花盆2个，谢谢", (name, xlsx(TABLE)))
    assert (lines(read), read.verdict) == (["2 个 PT-20"], "review")


def test_a_form_without_amounts_orders_nothing_and_is_not_passed_over() -> None:
    blank = (("品名", "订购数量", "单位"), ("9瓦灯泡", None, "只"), ("大袋复合肥", 0, "袋"))
    read = reading("请看附件", ("订货单.xlsx", xlsx(blank)))
    assert (lines(read), read.verdict) == ([], "review")
    assert read.doubts == ("no order was found in 订货单.xlsx",)
    read = reading("9瓦灯泡20只，谢谢", ("营业执照.xlsx", xlsx((("统一社会信用代码", "9133"),))))
    assert (lines(read), read.verdict) == (["20 只 LB-09"], "accept")


def test_what_the_catalog_does_not_know_makes_an_operator_look_and_is_not_asked_about_row_by_row() -> None:
    rows = (
        ("Description", "Qty"),
        ("Stapler, heavy duty", 3),
        ("Ring binder A4", 3),
        ("Toner cartridge", 9),
        ("LED bulb 9W", 2),
    )
    assert reading("order attached", ("list.xlsx", xlsx(rows))).verdict == "review"


def test_hidden_rows_columns_and_sheets_are_not_seen_and_hidden_amounts_make_an_operator_look() -> None:
    book = workbook((*TABLE, ("大花盆", 2, "个"), ("小花盆", None, "个")), TABLE, names=("订单", "上次"))
    book.worksheets[1].sheet_state = "hidden"
    book.worksheets[0].row_dimensions[5].hidden = True
    read = reading("", ("订单.xlsx", saved(book)), subject="订单")
    assert lines(read) == ["20 只 LB-09", "3 袋 FT-25", "2 个 PT-20"]
    assert read.verdict == "accept"
    book.worksheets[0].row_dimensions[4].hidden = True
    read = reading("", ("订单.xlsx", saved(book)), subject="订单")
    assert (lines(read), read.verdict) == (EXPECTED, "review")
    assert read.doubts == ("订单.xlsx: hidden rows with amounts",)


def test_a_row_that_is_struck_out_is_not_ordered() -> None:
    book = workbook((*TABLE, ("大花盆", 2, "个")))
    for cell in book.worksheets[0][3]:
        cell.font = Font(strike=True)
    read = reading("", ("订单.xlsx", saved(book)), subject="订单")
    assert (lines(read), read.verdict) == (["20 只 LB-09", "2 个 PT-20"], "accept")


def test_of_a_row_that_is_struck_out_in_part_nobody_knows_what_is_left() -> None:
    book = workbook(TABLE)
    book.worksheets[0]["A3"].font = Font(strike=True)
    read = reading("", ("订单.xlsx", saved(book)), subject="订单")
    assert (lines(read), read.verdict) == (["20 只 LB-09"], "review")
    assert "订单.xlsx: words that are crossed out" in read.doubts


def test_numbers_are_read_as_their_cells_show_them() -> None:
    book = workbook((("编码", "品名", "数量"), (9, "球泡灯 9W 白光", 2), ("FT-25", "复合肥 25kg", 3)))
    book.worksheets[0]["C2"].number_format = '0"箱"'
    read = reading("", ("订单.xlsx", saved(book)), subject="订单")
    assert lines(read) == ["2 箱 LB-09", "3 袋 FT-25"]


def test_a_formula_without_its_value_makes_an_operator_look() -> None:
    read = reading("", ("订单.xlsx", xlsx((*TABLE, ("大花盆", "=1+1", "个")))), subject="订单")
    assert read.verdict == "review"


def test_headings_in_two_rows_and_names_merged_over_their_sizes() -> None:
    rows = (
        ("序号", "品名", "规格", "数量", None, "备注"),
        (None, None, None, "箱", "只", None),
        (1, "球泡灯", "9W", None, 20, None),
        (2, None, "12W", 1, None, None),
    )
    merged = ("A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2", "B3:B4")
    read = reading("", ("订单.xlsx", xlsx(rows, merged=merged)), subject="订单")
    assert (lines(read), read.verdict) == (["20 只 LB-09", "1 箱 LB-12"], "accept")


def test_two_tables_beside_each_other_under_one_header() -> None:
    rows = (
        ("品名", "单位", "数量", "品名", "单位", "数量"),
        ("9瓦灯泡", "只", 20, "大花盆", "个", 2),
        ("12瓦灯泡", "只", None, "大袋复合肥", "袋", 3),
    )
    read = reading("", ("订单.xlsx", xlsx(rows)), subject="订单")
    assert (lines(read), read.verdict) == (["20 只 LB-09", "2 个 PT-20", "3 袋 FT-25"], "accept")


def test_headings_in_both_languages() -> None:
    rows = (
        ("品名 Description", "规格/Size", "数量\nQty", "单位 Unit"),
        ("球泡灯", "9W", 20, "只"),
        ("复合肥", "25kg", 3, "袋"),
    )
    assert lines(reading("", ("订单.xlsx", xlsx(rows)), subject="订单")) == EXPECTED


def test_sheets_of_different_products_are_one_order_and_copies_count_once() -> None:
    lamps, garden = TABLE[:2], (TABLE[0], TABLE[2])
    read = reading(
        "", ("订单.xlsx", xlsx(lamps, garden, TABLE, names=("照明", "园艺", "空白")[:3])), subject="订单"
    )
    assert read.verdict == "review"
    read = reading("", ("订单.xlsx", xlsx(lamps, garden, names=("照明", "园艺"))), subject="订单")
    assert (lines(read), read.verdict) == (EXPECTED, "accept")
    read = reading("", ("订单.xlsx", xlsx(TABLE, TABLE, names=("客户联", "存根"))), subject="订单")
    assert (lines(read), read.verdict) == (EXPECTED, "accept")


def test_sums_of_groups_are_no_sums_of_all() -> None:
    rows = (*TABLE[:2], ("小计", 20, None), TABLE[2], ("小计", 3, None))
    read = reading("", ("订单.xlsx", xlsx(rows)), subject="订单")
    assert (lines(read), flags(read), read.verdict) == (EXPECTED, [], "accept")
    read = reading("", ("订单.xlsx", xlsx((*rows, ("总计", 23, None)))), subject="订单")
    assert (flags(read), read.verdict) == ([], "accept")
    read = reading("", ("订单.xlsx", xlsx((*TABLE, ("合计", 30, None)))), subject="订单")
    assert (flags(read), read.verdict) == (["lines conflict"], "clarify")


@pytest.mark.parametrize("amount", ["若干", "待定", "√", "同上"])
def test_an_amount_that_is_no_number_is_not_taken_for_none(amount: str) -> None:
    read = reading("", ("订单.xlsx", xlsx((*TABLE, ("大花盆", amount, "个")))), subject="订单")
    assert read.verdict == "review"


def test_a_day_of_delivery_that_all_rows_give() -> None:
    rows = [
        (*row, day)
        for row, day in zip(TABLE, ("交货日期", datetime(2026, 12, 3), datetime(2026, 12, 3)), strict=True)
    ]
    read = reading("", ("订单.xlsx", xlsx(rows)), subject="订单")
    assert (read.delivery_date, read.verdict) == (date(2026, 12, 3), "accept")
    rows[2] = (*TABLE[2], datetime(2026, 12, 9))
    assert reading("", ("订单.xlsx", xlsx(rows)), subject="订单").verdict == "review"


def test_of_several_addresses_the_one_where_the_goods_go() -> None:
    rows = (("公司地址：", "宁波市海曙区柳汀街99号"), ("收货地址：", "宁波市鄞州区中河路8号"), *TABLE)
    assert reading("见附件", ("订单.xlsx", xlsx(rows))).delivery_address == "宁波市鄞州区中河路8号"
    rows = (
        ("供应商：远东五金批发有限公司",),
        ("地址：上海市黄浦区人民路1号",),
        ("电话：021-55556666",),
        ("订货单位：绿野园艺店",),
        ("地址：宁波市鄞州区中河路8号",),
        *TABLE,
    )
    read = reading("见附件", ("订单.xlsx", xlsx(rows)))
    assert (read.delivery_address, read.customer.phone, read.verdict) == (
        "宁波市鄞州区中河路8号",
        None,
        "accept",
    )
    blocks = (
        ("Bill To", None, "Ship To"),
        ("Greenfield Ltd", None, "Greenfield Shop"),
        ("1 High Street", None, "12 Mill Lane"),
        ("London E1 6AN", None, "Leeds LS1 4AB"),
    )
    read = reading(
        "PO attached", ("PO.xlsx", xlsx((*blocks, (), ("Description", "Qty"), ("LED bulb 9W", 20))))
    )
    assert read.delivery_address == "Greenfield Shop, 12 Mill Lane, Leeds LS1 4AB"
    assert read.customer.company == "Greenfield Ltd"


def test_orders_for_several_places_or_numbers_are_not_thrown_together() -> None:
    lamps, garden = TABLE[:2], (TABLE[0], TABLE[2])
    east = xlsx((("收货地址", "宁波市鄞州区中河路8号"), *lamps))
    west = xlsx((("收货地址", "宁波市江北区人民路9号"), *garden))
    assert reading("两个店的订单见附件", ("东.xlsx", east), ("西.xlsx", west)).verdict == "review"
    first, second = xlsx((("PO No", "A-1"), *lamps)), xlsx((("PO No", "A-2"), *garden))
    assert reading("two orders attached", ("a.xlsx", first), ("b.xlsx", second)).verdict == "review"


@pytest.mark.parametrize(
    "remark", ["取消", "要暖光", "缺货就换12cm的", "等通知再发", "送5个", "do not ship", "in red"]
)
def test_a_remark_that_may_change_its_row_makes_an_operator_look(remark: str) -> None:
    rows = [(*row, note) for row, note in zip(TABLE, ("备注", remark, None), strict=True)]
    assert reading("见附件", ("订单.xlsx", xlsx(rows))).verdict == "review"


@pytest.mark.parametrize("heading", ["赠品数量", "东门店", "free", "加单"])
def test_numbers_under_a_heading_that_is_not_known_make_an_operator_look(heading: str) -> None:
    rows = [(*row, more) for row, more in zip(TABLE, (heading, 2, None), strict=True)]
    assert reading("见附件", ("订单.xlsx", xlsx(rows))).verdict == "review"


@pytest.mark.parametrize("heading", ["税率", "箱规", "起订量", "库存", "pcs/ctn", "上月销量"])
def test_numbers_that_are_known_to_order_nothing_are_passed_over(heading: str) -> None:
    rows = [(*row, more) for row, more in zip(TABLE, (heading, 2, 7), strict=True)]
    read = reading("见附件", ("订单.xlsx", xlsx(rows)))
    assert (lines(read), read.verdict) == (EXPECTED, "accept")


def test_amounts_for_several_shops_under_their_names_make_an_operator_look() -> None:
    rows = (("品名", "单位", "东门店", "西门店"), ("9瓦灯泡", "只", 20, 30), ("大花盆", "个", 1, 2))
    assert reading("各店要货见附件", ("要货.xlsx", xlsx(rows))).verdict == "review"
