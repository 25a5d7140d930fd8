"""Documents say what the order says, in Chinese that a viewer finds and shows without fonts of its own."""

from dataclasses import replace
from typing import get_args

import pytest

from bot.papers import fonts
from bot.papers.documents import KINDS, Code, Item, Kind, Sheet, made, words
from parsers.reading import Payment
from tests.papers import reading

CUP = Item(
    "黑色小保温杯 350ml", "CU-316", "316不锈钢", "2 箱", "48 只", "912.00", "1,824.00", None, "30 只", "18 只", "2026-12-05", "CU-318 白色",
)  # fmt: skip
COLA = Item("可乐 330ml", "BV-330", "330ml×24罐", "20 箱", "480 罐", "48.00", "960.00", "10 箱", "9600 罐")
OPEN = Item("不锈钢碗")
SHEET = Sheet(
    language="zh", company="恒通饮品有限公司", order_no="SO-20261126-0009", version=3, placed_at="2026-11-26 13:59",
    printed_at="2026-11-26 15:00", customer="橙子百货（杭州）有限公司", contact="林小橙", phone="+8613800001001",
    po_number="PO-7", delivery_date="2026-11-27", delivery_address="杭州市余杭区良渚路9号2库", payment="monthly",
    note="早上送，<b>不要</b>打电话 & 轻放", currency="CNY", total="2,784.00", items=(CUP, COLA),
)  # fmt: skip


def test_a_confirmation_has_all_that_is_agreed_and_a_place_to_sign() -> None:
    told = reading.text(made("confirmation", SHEET).content)
    for words_ in (
        "恒通饮品有限公司", "订单确认书", "SO-20261126-0009", "2026-11-2613:59", "橙子百货（杭州）有限公司", "林小橙", "PO-7",
        "2026-11-27", "杭州市余杭区良渚路9号2库", "月结", "黑色小保温杯350ml", "CU-316", "2箱", "912.00", "1,824.00",
        "先发10箱", "合计CNY2,784.00", "早上送，<b>不要</b>打电话&轻放", "供方", "需方", "签字（盖章）", "签字回传", "订单版本3",
    ):  # fmt: skip
        assert words_ in told, words_


def test_a_pick_list_tells_pieces_and_no_price() -> None:
    told = reading.text(made("pick", SHEET).content)
    for words_ in (
        "拣货单",
        "黑色小保温杯350ml",
        "316不锈钢",
        "2箱",
        "48只",
        "480罐",
        "拣货人",
        "复核人",
        "杭州市余杭区良渚路9号2库",
    ):
        assert words_ in told, words_
    assert "912.00" not in told
    assert "2,784.00" not in told


def test_a_purchasing_note_lists_only_what_is_short() -> None:
    told = reading.text(made("purchasing", SHEET).content)
    for words_ in ("采购通知单", "黑色小保温杯350ml", "48只", "30只", "18只", "2026-12-05", "CU-318白色"):
        assert words_ in told, words_
    assert "可乐" not in told
    covered = reading.text(made("purchasing", replace(SHEET, items=(COLA,))).content)
    assert "库存够用，不需要采购。" in covered


def test_a_production_note_has_what_is_made_and_who_checks() -> None:
    told = reading.text(made("production", SHEET).content)
    for words_ in ("生产任务单", "316不锈钢", "2箱", "完成", "检验", "生产负责人", "质检人", "2026-11-27"):
        assert words_ in told, words_


@pytest.mark.parametrize("code", get_args(Code))
def test_each_parcel_has_a_label_of_its_own(code: Code) -> None:
    pages = reading.pages(made("label", SHEET, code=code, parcels=3).content)
    assert len(pages) == 3
    for number, page in enumerate(pages, 1):
        for words_ in (
            "SO-20261126-0009",
            "橙子百货",
            "林小橙",
            "+8613800001001",
            "良渚路9号2库",
            f"第 {number} 件，共 3 件",
        ):
            assert words_ in page, words_


def test_what_is_open_is_said_to_be_open() -> None:
    told = replace(SHEET, items=(OPEN,), total=None, delivery_date=None, delivery_address=None, payment=None)
    text = reading.text(made("confirmation", told).content)
    assert text.count("待确认") == 7
    assert "None" not in text


def test_many_lines_go_on_with_their_heading() -> None:
    pages = reading.pages(made("confirmation", replace(SHEET, items=(CUP, COLA) * 60)).content)
    assert len(pages) > 3
    assert all("品名" in page for page in pages[:-1])
    assert f"第 2 页，共 {len(pages)} 页" in pages[1]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_in_english_has_no_chinese_words_of_ours(kind: Kind) -> None:
    item = Item(
        "Cola 330ml can", "BV-330", "24 cans", "20 carton", "480 can", "48.00", "960.00", to_buy="3 can"
    )
    told = replace(
        SHEET, language="en", company="Hengtong", customer="Maple School", contact="Grace", note=None,
        delivery_address="588 Jiangnan Avenue", items=(item,),
    )  # fmt: skip
    text = reading.text(made(kind, told).content)
    assert not [character for character in text if ord(character) > 0x2E7F]
    assert "Hengtong" in text


@pytest.mark.parametrize("kind", KINDS)
def test_all_fonts_are_in_the_file(kind: Kind) -> None:
    content = made(kind, SHEET).content
    assert reading.fonts(content) <= {
        "BitstreamVeraSans-Roman",
        "BitstreamVeraSans-Bold",
        "DroidSansFallback",
    }
    # Only the characters that are used, so that a mail stays light.
    assert len(content) < 120_000


def test_a_character_without_a_glyph_is_shown_as_missing() -> None:
    assert "".join(words_ for _, words_ in fonts.runs("𠮷野家 A\x07é喆")) == "〓野家 A é喆"


@pytest.mark.parametrize("kind", KINDS)
def test_long_words_of_others_neither_break_the_page_nor_the_program(kind: Kind) -> None:
    long = "很长的名字" * 40
    item = replace(CUP, name=long, sku="X" * 200, spec="y" * 200, quantity="123456789012345.678 箱")
    told = replace(
        SHEET, customer=long, contact="W" * 200, po_number="P" * 200, delivery_address="路" * 200,
        note="备注 " * 300, items=(item,),
    )  # fmt: skip
    assert reading.pages(made(kind, told).content)


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert made("confirmation", SHEET).content == made("confirmation", SHEET).content


def test_both_languages_have_the_same_words() -> None:
    def names(told: object, before: str = "") -> set[str]:
        if not isinstance(told, dict):
            return {before}
        return {name for key, value in told.items() for name in names(value, f"{before}.{key}")}

    assert names(dict(words("zh"))) == names(dict(words("en")))
    assert set(words("zh")["payments"]) == set(get_args(Payment))
    assert set(words("zh")["kinds"]) == set(KINDS)
