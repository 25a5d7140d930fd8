"""Photographs and scanned pages: read where the extra is installed, never booked unattended, named without it."""

import importlib.util
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from parsers.attachments import formats, layout, picture
from parsers.attachments.layout import Word
from tests.parsers.attachments.making import EXPECTED, TABLE, pdf, reading
from tests.parsers.shop import lines


@dataclass
class Found:
    """What the library gives: four corners, a text and a certainty for each piece."""

    boxes: list[Any]
    txts: list[str]
    scores: list[float]


def pieces() -> Found:
    """The table as pieces that a library would find, a little askew."""
    boxes, texts = [], []
    for row, cells in enumerate(TABLE):
        for column, cell in enumerate(cells):
            left, top = 100 + 160 * column, 100 + 40 * row + column
            right = left + 14 * len(str(cell)) + 4
            boxes.append([(left, top), (right, top), (right, top + 26), (left, top + 26)])
            texts.append(str(cell))
    return Found(boxes, texts, [0.98] * len(texts))


def saved(image: Image.Image, kind: str = "PNG") -> bytes:
    out = BytesIO()
    image.save(out, kind)
    return out.getvalue()


PHOTO = saved(Image.new("RGB", (900, 700), (250, 250, 250)), "JPEG")


def scanned(image: Image.Image) -> bytes:
    out = BytesIO()
    page = Canvas(out, pagesize=(600, 500))
    page.drawImage(ImageReader(image), 0, 0, 600, 500)
    page.save()
    return out.getvalue()


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for the library that finds the words."""
    known = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: known("json") if name == "rapidocr" else known(name)
    )
    monkeypatch.setattr(picture, "_engine", lambda: lambda _image: pieces())


@pytest.fixture
def no_library(monkeypatch: pytest.MonkeyPatch) -> None:
    known = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "rapidocr" else known(name))


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("name", ["photo.jpg", "scan.pdf"])
def test_what_was_read_from_a_picture_is_looked_at(name: str) -> None:
    data = PHOTO if name == "photo.jpg" else scanned(Image.open(BytesIO(PHOTO)))
    read = reading("订单见附件", (name, data))
    assert (lines(read), read.verdict) == (EXPECTED, "review")
    assert read.doubts == (f"{name}: read from a picture",)


@pytest.mark.usefixtures("no_library")
def test_without_the_extra_a_picture_is_named() -> None:
    assert formats.read("photo.jpg", "image/jpeg", PHOTO).problem == "a picture"
    scan = scanned(Image.open(BytesIO(PHOTO)))
    assert formats.read("scan.pdf", "", scan).problem == "a scanned document without text"


@pytest.mark.parametrize("size", [(600, 120), (900, 240), (100, 100)])
def test_a_logo_and_a_banner_say_nothing(size: tuple[int, int]) -> None:
    banner = formats.read("image001.png", "image/png", saved(Image.new("RGB", size, (1, 2, 3))))
    assert banner.empty
    read = reading("9瓦灯泡20只，谢谢", ("image001.png", saved(Image.new("RGB", size))))
    assert (lines(read), read.verdict) == (["20 只 LB-09"], "accept")


def test_hostile_pictures_have_their_problem() -> None:
    huge = bytearray(saved(Image.new("1", (64, 64))))
    huge[16:24] = (60_000).to_bytes(4, "big") * 2  # a header that promises 3.6 billion pixels
    for data in (bytes(huge), PHOTO[:200], b"\x89PNG\r\n\x1a\n", b"GIF89a" + bytes(40)):
        assert (formats.read("x.png", "image/png", data).problem or "").startswith("a picture")


def test_words_of_a_page_keep_their_columns() -> None:
    words = [
        Word("品名", 0, 20, 0, 10),
        Word("数量", 100, 120, 1, 11),
        Word("灯泡", 0, 20, 14, 24),
        Word("20", 102, 112, 15, 25),
    ]
    assert list(layout.lines(words)) == ["品名                数量", "灯泡                20"]


def test_a_real_library_reads_a_page() -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(pdf(TABLE)) as document:
        image = document[0].render(scale=3).to_pil().convert("RGB")
    read = reading("订单见附件", ("photo.png", saved(image)))
    assert (lines(read), read.verdict) == (EXPECTED, "review")
