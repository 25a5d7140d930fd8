"""Which of the two languages a text is written in."""

import pytest

from parsers import language


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("可乐两箱，送老地方", "zh"),
        ("罐裝可樂兩箱", "zh"),
        ("PO 4500123 可乐 20 ctn", "zh"),
        ("M8x30 304 20盒", "zh"),
        ("Please send 20 cartons of cola", "en"),
        ("Dear Linda, please send 20 cartons to the 老地方 address, thanks a lot and best regards", "en"),
        ("hello 你好", "zh"),
        ("SKU-1 20", "en"),
        ("12345", "en"),
        ("", "en"),
        ("👍", "en"),
        ("ok", "en"),
        ("好", "zh"),
    ],
)
def test_language(text: str, spoken: str) -> None:
    assert language.of(text) == spoken
