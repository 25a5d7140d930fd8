"""What a mail says beside the order form that it brings: a covering note, or that something else is wanted."""

from decimal import Decimal

import pytest

from parsers import Context, Line, OrderContext
from tests.parsers.attachments.making import EXPECTED, TABLE, reading, xlsx
from tests.parsers.shop import lines

FORM = ("订单.xlsx", xlsx((("采购订单",), *TABLE)))
OPEN = OrderContext("SO-20261120-0007", "confirmed", (Line("PT-20", "", Decimal(24), "个"),))


@pytest.mark.parametrize(
    "note",
    [
        "",
        "见附件",
        "请查收附件",
        "附件是本周订单，请安排，谢谢",
        "您好！附件为我司采购订单，请查收并尽快安排发货。如有问题请随时联系。谢谢！",
        "附件订单请确认交期",
        "采购单已发，请确认收到",
        "这是下周的要货单，货到付款，麻烦排单",
        "See attached.",
        "Please find attached our PO.",
        "Dear team,\n\nAttached please find our order for next week.\n\nThanks and regards",
        "Please process the attached PO and send us the order confirmation.",
        "Kindly acknowledge receipt of the attached PO",
    ],
)
@pytest.mark.parametrize("context", [None, Context(open_orders=(OPEN,))], ids=["first", "another"])
def test_a_covering_note_brings_an_order(note: str, context: Context | None) -> None:
    read = reading(note, FORM, context=context)
    assert (read.intent, read.verdict, lines(read)) == ("new_order", "accept", EXPECTED)


@pytest.mark.parametrize(
    "note",
    [
        "请取消附件这张订单",
        "附件里的货有3袋破损，要求退货",
        "附件这单什么时候能到？",
        "请报价，清单见附件",
        "附件清单能给个优惠价吗",
        "附件订单请盖章回传",
        "收到，附件已盖章",
        "附件作废",
        "上次那单改成附件这样",
        "这是修改后的订单，以此为准",
        "这是上次的对账单，请核对",
        "附件是付款回单，请查收",
        "附件里除了复合肥都要",
        "附件第一行不要了，其他照发",
        "仅供参考",
        "Please quote for the attached list",
        "Please cancel the attached order",
        "The goods in the attached PO arrived broken",
        "Revised PO attached, please disregard the previous one",
        "Attached PO, but do not ship line 2 yet",
        "FYI",
        "All items in the attached list except the fertiliser",
        "Our forecast for next month is attached",
    ],
)
@pytest.mark.parametrize("context", [None, Context(open_orders=(OPEN,))], ids=["first", "another"])
def test_what_wants_something_else_is_not_booked_as_the_form_stands(
    note: str, context: Context | None
) -> None:
    assert reading(note, FORM, context=context).verdict == "review"


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("附件订单，复合肥不要了", EXPECTED[:1]),
        ("请按附件发货，其中9瓦灯泡改成30只", ["30 只 LB-09", EXPECTED[1]]),
    ],
)
def test_a_plain_change_of_the_form_is_carried_out(note: str, expected: list[str]) -> None:
    read = reading(note, FORM)
    assert (read.intent, read.verdict, lines(read)) == ("new_order", "accept", expected)
