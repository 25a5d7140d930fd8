"""Mails and chats with files: an order form is booked, asked about or looked at like words; what cannot be read is named."""

import zipfile
from io import BytesIO

import pytest

from bot.desk.files import Opener
from store.database import Database
from store.envelope import Attachment
from tests.desk.house import House
from tests.parsers.attachments.making import xlsx

CHEN, SHOP = "chenmin@baiwei.example.cn", "@baiwei_shop"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORM = xlsx(
    (
        ("百味便利店订货单",),
        ("品名", "规格", "数量", "单位"),
        ("橙汁", "450ml", 5, "箱"),
        ("可乐", "330ml", None, "箱"),
    )
)
UNCLEAR = xlsx((("品名", "数量", "单位"), ("橙汁450ml", 5, "箱"), ("可乐", 3, "箱")))


@pytest.fixture
def house(sqlite_db: Database) -> House:
    return House.of(sqlite_db)


def test_an_order_form_that_comes_by_mail_is_booked(house: House) -> None:
    sent = house.mail(CHEN, "订货单见附件，谢谢", subject="订货", files=(("订货单.xlsx", KIND, FORM),))
    assert (house.last().outcome, [item.kind for item in sent]) == ("booked", ["receipt"])
    (order,) = house.orders()
    assert [(line.sku, str(line.quantity), line.unit) for line in order.lines] == [("BV-OJ-450", "5", "箱")]


def test_an_order_form_that_comes_by_chat_without_a_word_is_booked(house: House) -> None:
    files = (Attachment("订货单.xlsx", KIND, len(FORM), FORM),)
    house.telegram(SHOP, "", files=files)
    assert house.last().outcome == "booked"


def test_what_the_form_leaves_open_is_asked(house: House) -> None:
    sent = house.mail(CHEN, "订货单见附件", files=(("订货单.xlsx", KIND, UNCLEAR),))
    assert (house.last().outcome, [item.kind for item in sent]) == ("asked", ["question"])
    assert "可乐" in sent[0].text


def test_a_file_is_not_lost_behind_a_yes(house: House) -> None:
    house.telegram(SHOP, "可乐3箱")
    files = (Attachment("订货单.xlsx", KIND, len(FORM), FORM),)
    house.telegram(SHOP, "好的", files=files)
    assert house.last().outcome == "routed"
    assert "files came while an answer is waited for" in (house.last().reason or "")


def test_files_that_cannot_be_read_are_named(house: House) -> None:
    sent = house.mail(
        CHEN,
        "见附件",
        files=(("订单.xlsx", KIND, FORM[:900]), ("图.jpg", "image/jpeg", b"\xff\xd8" * 30_000)),
    )
    assert house.last().outcome == "routed"
    assert "订单.xlsx (a damaged archive), 图.jpg (a picture)" in (house.last().reason or "")
    assert "没能读取附件“订单.xlsx”、“图.jpg”" in sent[0].text


def test_a_file_whose_bytes_were_not_kept_is_named(house: House) -> None:
    house.telegram(SHOP, "", files=(Attachment("订货单.xlsx", KIND, 90_000),))
    assert house.last().reason == "came with files that were not read: 订货单.xlsx (its bytes are not here)"


def test_a_file_that_is_never_done_is_given_up() -> None:
    loop = b"%PDF-1.4\n1 0 obj 1 0 R endobj\ntrailer<</Root 1 0 R>>\n"
    assert Opener(seconds=3).open("订单.pdf", "application/pdf", loop).problem == "it takes too long to read"


def test_a_file_that_takes_all_memory_costs_only_its_own_process() -> None:
    with_far_cell = b'<row r="1048576"><c r="XFD1048576"><v>5</v></c></row></sheetData>'
    source, target = zipfile.ZipFile(BytesIO(FORM)), BytesIO()
    with zipfile.ZipFile(target, "w") as changed:
        for name in source.namelist():
            data = source.read(name)
            changed.writestr(name, data.replace(b"</sheetData>", with_far_cell))
    problem = Opener().open("订单.xlsx", KIND, target.getvalue()).problem
    assert problem == "more than 20,000 rows or 400,000 cells"


def test_what_was_opened_is_remembered_and_many_files_are_not_opened() -> None:
    opener = Opener()
    first = opener.open("订单.xlsx", KIND, FORM)
    assert opener.open("订单.xlsx", KIND, FORM) is first
    files = [Attachment(f"{number}.txt", "text/plain", 3) for number in range(12)]
    read = opener.all(files, dict.fromkeys(range(12), "水".encode()))
    assert [one.problem for one in read[9:]] == [None, "more than 10 files", "more than 10 files"]


def test_what_the_machine_lacked_for_a_moment_is_not_held_against_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opener = Opener()
    data = "品名,数量\n灯泡,3\n".encode()
    with monkeypatch.context() as broken:
        broken.setattr("sys.executable", "/nowhere/python")
        assert opener.open("订单.csv", "text/csv", data).problem is not None
    assert opener.open("订单.csv", "text/csv", data).problem is None
