"""Orders in Word documents, PDF files, pages and plain text."""

import re
import zipfile
from datetime import date
from io import BytesIO

import docx
import pytest
import xlwt

from tests.parsers.attachments.making import EXPECTED, document, pdf, reading
from tests.parsers.shop import lines

CHINESE = (
    ("序号", "品名", "规格", "单位", "数量", "单价"),
    (1, "球泡灯", "9W", "只", 20, "4.50"),
    (2, "陶土花盆", "20cm", "个", 24, "6.80"),
    (3, "复合肥", "25kg", "袋", None, "98.00"),
    (None, "合计", None, None, 44, None),
)
ENGLISH = (
    ("Item", "Code", "Description", "Qty", "UOM", "Unit Price", "Amount"),
    (10, "LB-09", "LED bulb 9W", 20, "pcs", "4.50", "90.00"),
    (20, "FT-25", "Fertiliser 25kg", 3, "bags", "98.00", "294.00"),
    (None, None, "Total", None, None, None, "384.00"),
)
ABOVE = ("绿野园艺店采购订单", "订单编号：LY-118　　订单日期：2026-11-20", "供应商：远东五金批发有限公司")
BELOW = ("收货地址：宁波市鄞州区中河路8号", "联系人：王芳　电话：13800001111", "要求到货日期：2026年12月1日")


@pytest.mark.parametrize("ruled", [True, False])
def test_a_chinese_pdf_with_and_without_lines_between_its_cells(ruled: bool) -> None:
    read = reading("附件是本周订单", ("订单.pdf", pdf(*ABOVE, CHINESE, *BELOW, ruled=ruled)))
    assert (read.intent, read.verdict) == ("new_order", "accept")
    assert lines(read) == ["20 只 LB-09", "24 个 PT-20"]
    assert (read.po_number, read.delivery_date) == ("LY-118", date(2026, 12, 1))
    assert read.delivery_address == "宁波市鄞州区中河路8号"
    assert (read.customer.company, read.customer.contact) == ("绿野园艺店", "王芳")


@pytest.mark.parametrize("ruled", [True, False])
def test_an_english_pdf(ruled: bool) -> None:
    above = ("PURCHASE ORDER", "PO No: 4500-118", "Date: 2026-11-20")
    below = ("Ship to: Greenfield Shop, 12 Mill Lane, Leeds LS1 4AB", "Required by: 1 December 2026")
    made = pdf(*above, ENGLISH, *below, ruled=ruled, font="Helvetica")
    read = reading("Please find attached our PO.", ("PO.pdf", made))
    assert (lines(read), read.verdict) == (EXPECTED, "accept")
    assert (read.po_number, read.delivery_date) == ("4500-118", date(2026, 12, 1))
    assert read.delivery_address == "Greenfield Shop, 12 Mill Lane, Leeds LS1 4AB"


def test_a_long_table_goes_on_over_the_page() -> None:
    rows = [CHINESE[0], *[(n, f"别的东西{n}", "中号", "只", None, "1.00") for n in range(1, 60)], CHINESE[1]]
    read = reading("见附件", ("要货单.pdf", pdf(*ABOVE, rows)))
    assert (lines(read), read.verdict) == (["20 只 LB-09"], "accept")


def test_a_name_that_wraps_in_its_cell() -> None:
    rows = (("品名", "数量", "单位"), ("球泡灯 12W 白光 节能", 20, "只"), ("复合肥 25kg", 3, "袋"))
    read = reading("见附件", ("订单.pdf", pdf(rows, colWidths=[55, 60, 60])))
    assert lines(read) == ["20 只 LB-12", "3 袋 FT-25"]


def test_a_pdf_without_an_ordered_amount_adds_nothing() -> None:
    terms = pdf(
        "供货条款",
        "一、质量保证：甲方收货后7天内提出异议。",
        "二、逾期付款的，每日按0.5%计息。",
        "三、最低起订量10箱。",
    )
    read = reading("9瓦灯泡20只，谢谢", ("条款.pdf", terms))
    assert (lines(read), read.verdict, read.note) == (["20 只 LB-09"], "accept", None)
    assert (read.delivery_date, read.payment) == (None, None)


def test_a_datasheet_is_not_booked() -> None:
    sheet = pdf(
        "球泡灯 9W 技术参数",
        (("Parameter", "Value"), ("Power", "9W"), ("Carton", "50 pcs"), ("LED bulb 9W", "12 pcs")),
    )
    read = reading("请确认附件参数，没问题就发9瓦灯泡20只", ("参数.pdf", sheet))
    assert read.verdict == "review"


def test_a_word_document_with_a_table_and_sentences() -> None:
    made = document("采购订单", "贵司好：请按下表供货，要求到货日期：2026年12月1日。", CHINESE, *BELOW[:1])
    read = reading("附件是本周订单", ("订单.docx", made))
    assert (lines(read), read.verdict) == (["20 只 LB-09", "24 个 PT-20"], "accept")
    assert (read.delivery_date, read.delivery_address) == (date(2026, 12, 1), "宁波市鄞州区中河路8号")


def test_a_letter_that_orders_in_sentences() -> None:
    made = document("您好，", "这周请送20只9瓦灯泡和3袋大袋复合肥，12月1日前送到店里。", "王芳")
    read = reading("见附件", ("订货.docx", made))
    assert (lines(read), read.verdict) == (EXPECTED, "accept")
    assert (read.delivery_date, read.customer.contact) == (date(2026, 12, 1), "王芳")


def test_what_is_crossed_out_or_under_review_in_a_document_makes_an_operator_look() -> None:
    made = docx.Document()
    paragraph = made.add_paragraph("9瓦灯泡20只")
    paragraph.add_run("，大袋复合肥3袋").font.strike = True
    out = BytesIO()
    made.save(out)
    read = reading("订单见附件", ("订单.docx", out.getvalue()))
    assert (lines(read), read.verdict) == (["20 只 LB-09"], "review")


def test_insertions_and_deletions_under_review() -> None:
    made = document("9瓦灯泡20只", "XX")
    source, target = zipfile.ZipFile(BytesIO(made)), BytesIO()
    with zipfile.ZipFile(target, "w") as changed:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                inserted = "<w:ins w:id='1'><w:r><w:t>大袋复合肥3袋</w:t></w:r></w:ins><w:del w:id='2'><w:r><w:delText>大花盆2个</w:delText></w:r></w:del>"
                data = re.sub(rb"<w:r><w:t>XX</w:t></w:r>", inserted.encode(), data)
            changed.writestr(name, data)
    read = reading("订单见附件", ("订单.docx", target.getvalue()))
    assert (lines(read), read.verdict) == (EXPECTED, "review")


def test_a_page_that_is_called_a_workbook() -> None:
    page = (
        "<html><head><meta charset='gb2312'></head><body><table><tr><td colspan=3>采购单</td></tr>"
        "<tr><td>品名</td><td>数量</td><td>单位</td></tr><tr><td>9瓦灯泡</td><td>20</td><td>只</td></tr>"
        "<tr><td>大花盆</td><td></td><td>个</td></tr><tr><td>大袋复合肥</td><td>3</td><td>袋</td></tr></table></body></html>"
    )
    read = reading("请安排", ("订单.xls", page.encode("gbk")))
    assert (lines(read), read.verdict) == (EXPECTED, "accept")


def test_a_workbook_in_one_xml_file() -> None:
    def cell(value: object) -> str:
        kind = "Number" if isinstance(value, int) else "String"
        return f'<Cell><Data ss:Type="{kind}">{value}</Data></Cell>' if value is not None else "<Cell/>"

    table = (("品名", "数量", "单位"), ("9瓦灯泡", 20, "只"), ("大花盆", None, "个"), ("大袋复合肥", 3, "袋"))
    rows = "".join(f"<Row>{''.join(map(cell, row))}</Row>" for row in table)
    book = (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
        ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="订单"><Table>'
        f'<Row><Cell ss:MergeAcross="2"><Data ss:Type="String">采购单</Data></Cell></Row>{rows}</Table></Worksheet></Workbook>'
    )
    read = reading("请安排", ("订单.xls", book.encode()))
    assert (lines(read), read.verdict) == (EXPECTED, "accept")
    assert reading("请安排", ("订单.xls", book.encode()[:400])).verdict == "review"


def test_an_old_workbook() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("订单")
    for number, row in enumerate(CHINESE):
        for column, value in enumerate(row):
            if value is not None:
                sheet.write(number, column, float(value) if str(value).replace(".", "").isdigit() else value)
    out = BytesIO()
    book.save(out)
    read = reading("请安排", ("订单.xls", out.getvalue()))
    assert (lines(read), read.verdict) == (["20 只 LB-09", "24 个 PT-20"], "accept")


@pytest.mark.parametrize("charset", ["utf-8", "gbk", "utf-16"])
def test_plain_text(charset: str) -> None:
    assert lines(reading("", ("订货.txt", "9瓦灯泡20只\n大袋复合肥3袋\n".encode(charset)))) == EXPECTED
    aligned = "品名          数量   单位\n9瓦灯泡        20     只\n大花盆                个\n大袋复合肥      3      袋\n"
    assert lines(reading("", ("订货.txt", aligned.encode(charset)))) == EXPECTED


def test_the_same_order_as_workbook_and_as_pdf_is_booked_once() -> None:
    read = reading("订单见附件", ("订单.pdf", pdf(*ABOVE, CHINESE)), ("订单.docx", document(CHINESE)))
    assert (lines(read), read.verdict) == (["20 只 LB-09", "24 个 PT-20"], "accept")


def test_columns_stay_apart_where_names_are_wider_than_their_letters() -> None:
    rows = (
        ("#", "Product", "Qty", "Unit", "Remarks", "In Stock"),
        (1, "Silicone sealant clear", 217, "箱", None, 62),
        (2, "Conduit 20mm", None, "捆", None, 213),
        (3, "Garden glove left", 215, "只", "fragile", 37),
    )
    read = reading("见附件", ("PO.pdf", pdf("PURCHASE ORDER", rows, ruled=False)))
    assert (lines(read), read.verdict) == (["217 箱 SL-CL", "215 只 GV-LF"], "accept")


def test_numbers_of_rows_under_a_heading_that_may_name_products() -> None:
    rows = (
        ("Item", "Description", "Qty"),
        (1, "LED bulb 9W", 20),
        (2, "LED bulb 12W", None),
        (3, "Seed tray", 0),
        (4, "Fertiliser 25kg", 3),
    )
    read = reading("PO attached", ("PO.docx", document(rows)))
    assert (lines(read), read.verdict) == (EXPECTED, "accept")
