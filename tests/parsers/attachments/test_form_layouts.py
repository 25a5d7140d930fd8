"""Order forms of layouts that nobody foresaw: what stands beside and below tables, boxes beside pieces, headings of many words."""

from collections.abc import Sequence
from datetime import date

from parsers.attachments.document import Document, Grid, Prose
from parsers.form import Form
from parsers.forms import form
from tests.parsers.attachments.making import EXPECTED, reading, xlsx
from tests.parsers.shop import lines


def _form(*rows: tuple[str, ...]) -> Form:
    return form(Document("form", (Grid("S", rows, tuple(range(1, len(rows) + 1))),)))


def form_text(rows: Sequence[Sequence[object]]) -> str:
    return _form(*(tuple(str(cell) for cell in row) for row in rows)).text


def test_boxes_beside_what_they_come_to_are_the_amount() -> None:
    heads = ("Line", "Our ref.", "Item", "Cases", "Pcs/case", "Total pcs")
    found = _form(
        heads, ("1", "KX-20", "LED bulb 9W", "4", "50", "200"), ("2", "KX-21", "hose 25m", "", "", "3")
    )
    assert "1\tKX-20\tLED bulb 9W\t4 cases" in found.text
    assert "2\tKX-21\those 25m\t3 pcs" in found.text
    assert not found.doubts
    wrong = _form(heads, ("1", "KX-20", "LED bulb 9W", "4", "50", "300"))
    assert "amounts in two units that do not agree" in wrong.doubts


def test_a_block_of_labels_beside_the_table_is_no_part_of_it() -> None:
    rows = (
        ("品名", "数量", "单位", None, "绿野园艺店"),
        ("9瓦灯泡", 20, "只", None, "订单号", "LY-PO-90"),
        ("大袋复合肥", 3, "袋", None, "要求到货", "2026-12-01"),
    )
    read = reading("订单见附件", ("订单.xlsx", xlsx(rows)))
    assert (lines(read), read.verdict) == (EXPECTED, "accept")
    assert (read.po_number, read.delivery_date) == ("LY-PO-90", date(2026, 12, 1))


def test_labels_side_by_side_over_their_values() -> None:
    found = _form(
        ("Need by", "Terms", "Via"), ("2026-12-01", "T/T", "truck"), ("Item", "Qty"), ("LED bulb", "4")
    )
    assert found.text.startswith("Need by: 2026-12-01\nTerms: T/T\nVia: truck\n")


def test_headings_that_no_book_has_are_told_by_what_stands_below() -> None:
    rows = (("啥货", "来几个"), ("9瓦灯泡", "20只"), ("大袋复合肥", "3袋"))
    read = reading("订单见附件", ("订单.xlsx", xlsx(rows)))
    assert (lines(read), read.verdict) == (EXPECTED, "accept")


def test_a_group_is_no_second_row_of_headings() -> None:
    found = _form(("编码", "品名", "数量"), ("仓库",), ("A100-1", "灯泡", "5"), ("仓库小计", "", "5"))
    assert found.text.startswith("编码\t品名\t数量\nA100-1\t灯泡\t5\n")


def test_lists_that_programs_write_say_the_order_in_each_row() -> None:
    rows = (
        ("order_no", "item", "qty", "unit", "phone", "ship_to_address"),
        ("GF-118", "LED bulb 9W", 20, "pcs", "13800001111", "12 Mill Lane, Leeds"),
        ("GF-118", "Fertiliser 25kg", 3, "bags", "13800001111", "12 Mill Lane, Leeds"),
    )
    read = reading("our order is attached", ("export.xlsx", xlsx(rows)))
    assert (lines(read), read.verdict) == (EXPECTED, "accept")
    assert (read.delivery_address, read.po_number) == ("12 Mill Lane, Leeds", "GF-118")


def test_a_file_that_nobody_could_read_is_not_let_go_for_another_remark() -> None:
    notes = ("note.xlsx", xlsx((("see you on monday",),)))
    read = reading("Please ship the attached. FYI our warehouse closes at 5.", notes)
    assert read.verdict == "review"


def test_unknown_goods_below_the_table_are_looked_at() -> None:
    rows = (
        ("品名", "数量"),
        ("9瓦灯泡", 20),
        ("合计", 20),
        ("另外再加蓝色三层不锈钢工具箱3个，一起送过来，谢谢",),
    )
    assert reading("订单见附件", ("订单.xlsx", xlsx(rows))).verdict == "review"


def test_goods_that_begin_like_a_label_or_a_total_are_rows() -> None:
    rows = (("品名", "数量", "单位"), ("9瓦灯泡", 20, "只"), ("手机/平板支架", 20, "个"))
    assert "手机/平板支架" in form_text(rows)
    brands = (("Code", "Brand", "Item", "Qty"), ("A1", "TOTAL", "drill", "3"), ("A3", "Bosch", "saw", "5"))
    assert "TOTAL\tdrill\t3" in form_text(brands)


def test_labels_below_the_table_are_no_rows_of_it() -> None:
    rows = (
        ("序号 No.", "品名 Item", "规格 Spec", "数量 Qty", "单位 UOM"),
        (1, "球泡灯 LED bulb", "9W", 20, "只"),
        ("合计 TOTAL", None, None, 20),
        ("订单号 PO No.", None, "LY-PO-91"),
        ("交货日期 Delivery Date", None, "2026-12-01"),
        ("备注 Remark", None, "上午送"),
    )
    read = reading("订单见附件", ("订单.xlsx", xlsx(rows)))
    assert (lines(read), read.po_number) == (["20 只 LB-09"], "LY-PO-91")
    assert (read.delivery_date, read.note) == (date(2026, 12, 1), "上午送")


def test_lines_of_text_with_labels_side_by_side() -> None:
    text = "PO No.   : GF-77          Date : 14 Dec 2026\nTo       : Farway     Need by   2026-12-20"
    found = form(Document("po.txt", (Prose("", text),)))
    assert found.text.strip().split("\n") == ["PO No.: GF-77", "Date : 14 Dec 2026", "Need by: 2026-12-20"]


def test_what_a_mail_wishes_is_no_change_of_its_form() -> None:
    rows = (("品名", "数量", "单位"), ("9瓦灯泡", 20, "只"), ("大袋复合肥", 3, "袋"))
    read = reading("订单见附件，送货单不要随货，另外寄给财务", ("订单.xlsx", xlsx(rows)))
    assert (lines(read), read.verdict) == (EXPECTED, "accept")
    read = reading("订单见附件，复合肥不要了", ("订单.xlsx", xlsx(rows)))
    assert read.verdict != "accept" or lines(read) == EXPECTED[:1]


def test_a_list_of_what_is_in_stock_orders_nothing() -> None:
    found = _form(
        ("品名", "规格", "单位", "现有库存"), ("灯泡", "9W", "只", "40"), ("花盆", "20cm", "个", "12")
    )
    assert (found.ordered, found.tables) == (0, 0)


def test_a_title_of_several_words_heads_no_table() -> None:
    read = reading(
        "po attached",
        (
            "po.xlsx",
            xlsx(
                (
                    ("绿野园艺店 采购订单 Purchase Order",),
                    ("订单号", "LY-PO-93"),
                    ("品名", "数量"),
                    ("9瓦灯泡", "20只"),
                )
            ),
        ),
    )
    assert lines(read) == EXPECTED[:1]
