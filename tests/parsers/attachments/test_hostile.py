"""Files that are damaged, locked, too large, not what they are called, or made to do harm: each has its problem, soon."""

import random
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from parsers.attachments import formats
from parsers.attachments.document import from_json, to_json
from tests.parsers.attachments.making import TABLE, document, pdf, reading, saved, workbook, xlsx
from tests.parsers.shop import lines

LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">'
    + b"".join(
        b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 10) for letter in range(ord("b"), ord("m"))
    )
    + b"]>"
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def changed(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The archive with one member changed."""
    source, target = zipfile.ZipFile(BytesIO(data)), BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in source.namelist():
            inner = source.read(member)
            archive.writestr(member, change(inner) if member == name else inner)
    return target.getvalue()


def packed(**members: bytes) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target.getvalue()


def problem(name: str, data: bytes, kind: str = "") -> str | None:
    return formats.read(name, kind, data).problem


def locked() -> bytes:
    out = BytesIO()
    page = Canvas(out, encrypt=StandardEncryption("secret", canPrint=0))
    page.drawString(72, 700, "LED bulb 9W 20 pcs")
    page.save()
    return out.getvalue()


def scanned() -> bytes:
    out = BytesIO()
    page = Canvas(out)
    page.linearGradient(0, 0, 200, 200, ((1, 0, 0), (0, 0, 1)))
    page.drawInlineImage(picture(), 0, 0, 300, 300)
    page.save()
    return out.getvalue()


def picture() -> object:
    from PIL import Image

    return Image.new("RGB", (40, 40), (200, 30, 30))


@pytest.mark.parametrize("start", [LAUGHS, OUTSIDE], ids=["entities of entities", "a file of ours"])
@pytest.mark.parametrize(
    "member", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"]
)
def test_entities_of_a_workbook_are_not_expanded(start: bytes, member: str) -> None:
    def with_entities(inner: bytes) -> bytes:
        body = inner.partition(b"?>")[2] if inner.startswith(b"<?xml") else inner
        return start + body.replace("品名".encode(), b"&l;&a;").replace(b'name="Sheet1"', b'name="&a;"')

    read = formats.read("订单.xlsx", "", changed(xlsx(TABLE), member, with_entities))
    assert len(str(to_json(read))) < 10_000
    assert "root:" not in str(read)


@pytest.mark.parametrize("start", [LAUGHS, OUTSIDE], ids=["entities of entities", "a file of ours"])
def test_entities_of_a_document_are_not_expanded(start: bytes) -> None:
    made = changed(
        document("XX"),
        "word/document.xml",
        lambda inner: start + inner.partition(b"?>")[2].replace(b"XX", b"&l;&a;"),
    )
    assert problem("订单.docx", made) == "a damaged document, its XML is broken"


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("订单.xlsx", b"", "empty"),
        ("订单.xlsx", b"PK\x03\x04 not really", "a damaged archive"),
        ("订单.xlsx", b"MZ\x90\x00\x03" + bytes(2000), "damaged, or not what its name says"),
        ("订单.xlsx", packed(**{"readme.txt": b"hello"}), "a packed archive"),
        ("订单.zip", packed(**{"readme.txt": b"hello"}), "a packed archive"),
        ("订单.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000), "a damaged workbook"),
        ("订单.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000), "an old Office file"),
        ("订单.xlsx", b"\xd0\xcf\x11\xe0" + bytes(900) + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        ("订单.pdf", b"%PDF-1.7\nnothing", "a damaged PDF"),
        ("订单.pdf", b"not one", "damaged, or not what its name says"),
        ("订单.pdf", locked(), "protected by a password"),
        ("订单.pdf", scanned(), "a scanned document without text"),
        ("订单.csv", b"\x00\x01\x02\x03" * 500, "no text: it holds bytes that no text has"),
        ("订单.csv", b"\x89PNG\r\n\x1a\n" + bytes(500), "a picture"),
        ("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(500), "a picture"),
        ("订单.xlsx", xlsx(()), "there is nothing in it"),
        ("订单", b"\x7fELF" + bytes(500), "of a kind that is not read"),
        ("订单.rar", b"Rar!\x1a\x07" + bytes(500), "damaged, or not what its name says"),
        ("订单.csv", b"a,b\n" * 30_000, "more than 20,000 rows or 400,000 cells"),
        ("订单.csv", b"," * 5_000 + b"x", "a row with more than 256 columns"),
        ("订单.txt", b"x" * 2_000_001, "more than 2,000,000 characters"),
        ("订单.bin", bytes(15 * 1024 * 1024 + 1), "larger than 15 MB"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(name: str, data: bytes, why: str) -> None:
    assert (problem(name, data) or "").partition(" (")[0] == why


def test_an_archive_that_unpacks_to_more_than_it_may() -> None:
    bomb = changed(xlsx(TABLE), "xl/worksheets/sheet1.xml", lambda inner: inner + bytes(101 * 1024 * 1024))
    assert len(bomb) < 200_000
    assert problem("订单.xlsx", bomb) == "too large when unpacked"
    many = packed(**{f"xl/{number}": b"" for number in range(5_001)})
    assert problem("订单.xlsx", many) == "too large when unpacked"


def test_a_workbook_with_more_rows_than_anybody_orders_by() -> None:
    assert (problem("订单.xlsx", xlsx([("a", 1)] * 20_001)) or "").startswith("more than 20,000 rows")
    far = workbook((("a", 1),))
    far.worksheets[0]["XFD1048576"] = 5
    assert problem("订单.xlsx", saved(far)) is not None


def test_a_file_is_what_it_holds_and_not_what_it_is_called() -> None:
    for name, data in (
        ("a.xlsx", pdf(TABLE)),
        ("a.pdf", xlsx(TABLE)),
        ("a.csv", document(TABLE)),
        ("a", xlsx(TABLE)),
    ):
        assert lines(reading("订单见附件", (name, data))) == ["20 只 LB-09", "3 袋 FT-25"]


def test_macros_are_passed_over() -> None:
    made = packed(
        **{
            **{
                n: zipfile.ZipFile(BytesIO(xlsx(TABLE))).read(n)
                for n in zipfile.ZipFile(BytesIO(xlsx(TABLE))).namelist()
            },
            "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(900),
        }
    )
    assert lines(reading("订单见附件", ("订单.xlsm", made))) == ["20 只 LB-09", "3 袋 FT-25"]


@pytest.mark.parametrize(
    "loop",
    [
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>endobj\ntrailer<</Root 1 0 R>>\n",
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj\ntrailer<</Root 1 0 R/Prev 0>>\nstartxref\n9\n%%EOF",
        b"%PDF-1.4\n" + b"[" * 100_000,
        b"%PDF-1.4\n1 0 obj<</Length 1 0 R>>stream\n" + b"<<" * 50_000,
    ],
)
def test_a_pdf_that_refers_to_itself_comes_to_an_end(loop: bytes) -> None:
    assert problem("订单.pdf", loop) is not None


def test_nothing_is_raised_on_files_that_were_cut_or_garbled() -> None:
    chance = random.Random(7)
    for name, data in (
        ("a.xlsx", xlsx(TABLE)),
        ("a.docx", document(TABLE)),
        ("a.pdf", pdf(TABLE)),
        ("a.csv", "品名,数量\nx,1".encode("gbk")),
    ):
        for _ in range(40):
            cut = data[: chance.randrange(len(data))]
            garbled = bytearray(data)
            for _ in range(5):
                garbled[chance.randrange(len(garbled))] = chance.randrange(256)
            for damaged in (cut, bytes(garbled)):
                read = formats.read(name, "", damaged)
                assert from_json(name, to_json(read)) == read
                reading("订单见附件", (name, damaged))
