"""Phone numbers as people write them, and digits that are none."""

import pytest

from parsers import contacts


def _phones(text: str) -> list[str | None]:
    return [span.value.e164 for span in contacts.find(text) if span.label == "phone"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("电话13900001111", ["+8613900001111"]),
        ("收货人张三，13900001111，一路5号", ["+8613900001111"]),
        ("+8613900001111", ["+8613900001111"]),
        ("+86 13900001111", ["+8613900001111"]),
        ("139 0000 1111", ["+8613900001111"]),
        ("13900001111/13800002222", ["+8613900001111", "+8613800002222"]),
        ("座机 0571-55550000", ["+8657155550000"]),
        ("tel: +49 40 5555 0101", ["+494055550101"]),
        ("call (206) 555-0123", ["+12065550123"]),
    ],
)
def test_a_phone_number_is_read(text: str, numbers: list[str]) -> None:
    assert _phones(text) == numbers


@pytest.mark.parametrize(
    "text",
    ["订单 20261123", "20000000个", "SO-20261123-0001", "M8x30 5000", "6901234567890123456", "1390000111"],
)
def test_other_digits_are_no_phone_number(text: str) -> None:
    assert _phones(text) == []
