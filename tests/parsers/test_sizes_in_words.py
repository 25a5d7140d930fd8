"""Sizes from ten on in characters, numbers that are given up or vague, kinds that shall not come by mistake, and places called by their
town: each was booked as something else."""

from functools import cache

import pytest

from parsers import Catalog, Context, Customer, Directory, Message, Reading, Sender, read
from tests.parsers import company, shop
from tests.parsers.five_trades import reading

_CELLAR = """\
VI-3,老陈醋 3年 坛装,Aged vinegar 3 years jar,,2.5L/坛,醋,坛,箱=4,坛,38,CNY,,300,
VI-10,老陈醋 10年 坛装,Aged vinegar 10 years jar,十年老醋坛,2.5L/坛,醋,坛,箱=4,坛,88,CNY,,300,
VI-15,老陈醋 15年 坛装,Aged vinegar 15 years jar,十五年陈醋,2.5L/坛,醋,坛,箱=4,坛,138,CNY,,300,
SO-1,黄豆酱油 1L,Soy sauce 1L,,1L×12瓶,酱油,瓶,箱=12,瓶,9,CNY,,900,
"""
_HARBOUR = Customer(
    "Q1",
    "Tidewater Traders",
    emails=("ops@tidewater.example",),
    addresses=(
        ("Shop", "8 Quay Street, Marlow Bay QLD 4870, Australia"),
        ("Warehouse", "Unit 2, 40 Kiln Road, Fern Hollow QLD 4812, Australia"),
    ),
)


@cache
def _cellar() -> Catalog:
    return shop.catalog_of(_CELLAR)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("老陈醋十年坛装3坛", "3 坛 VI-10"),
        ("老陈醋要十五年的坛装3坛", "3 坛 VI-15"),
        ("坛装老陈醋3坛，要十年的", "3 坛 VI-10"),
        ("老陈醋十年的3坛，别拿错三年的", "3 坛 VI-10"),
        ("老陈醋10年的3坛，唔好攞3年嘅", "3 坛 VI-10"),
        ("老陈醋10年的3坛，千万不要发成15年的", "3 坛 VI-10"),
        ("老陈醋10年的3坛，别发错了", "3 坛 VI-10"),
        ("老陈醋10年的3坛，别拿错型号", "3 坛 VI-10"),
    ],
)
def test_a_size_in_characters_is_that_size(text: str, line: str) -> None:
    found = reading(_cellar(), text)
    assert (shop.lines(found), found.verdict) == ([line], "accept")


def test_a_size_in_characters_that_none_has_is_asked_about() -> None:
    assert reading(_cellar(), "老陈醋二十年的3坛").verdict != "accept"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Panel lights, 30 pcs rather than 20, plus 5 track lights 28W", ["30 个 PN-36", "5 个 TR-28"]),
        (
            "Panel lights, 30 pcs rather than the 20, and 5 track lights 28W",
            ["30 个 PN-36", "5 个 TR-28"],
        ),
        ("Panel lights, 30 pcs, up from 20. Also 5 track lights 28W", ["30 个 PN-36", "5 个 TR-28"]),
        ("30 panel lights rather than track lights", ["30 个 PN-36"]),
    ],
)
def test_a_number_that_is_given_up_takes_no_line_along(text: str, lines: list[str]) -> None:
    assert shop.lines(reading("lights", text)) == lines


@pytest.mark.parametrize(
    "text",
    ["few hundred panel lights", "panel lights, several hundred pcs", "a couple of thousand panel lights"],
)
def test_how_many_hundreds_is_asked(text: str) -> None:
    assert shop.flags(reading("lights", text)) == ["lines[0].quantity ambiguous"]


@pytest.mark.parametrize(
    ("text", "line"),
    [("a hundred panel lights", "100 个 PN-36"), ("two hundred panel lights", "200 个 PN-36")],
)
def test_hundreds_that_are_counted_are_booked(text: str, line: str) -> None:
    assert shop.lines(reading("lights", text)) == [line]


def _of_the_harbour(text: str) -> Reading:
    message = Message("m", "chat", company.NOW, Sender("ops@tidewater.example"), text, None, Context())
    return read(message, catalog=company.catalog(), directory=Directory([_HARBOUR], []))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("20 LED bulbs 9W. Fern Hollow warehouse please, shop's being painted", "Fern Hollow"),
        ("20 LED bulbs 9W. Fern Hollow please", "Fern Hollow"),
        ("20 LED bulbs 9W. Our Fern Hollow warehouse this time please", "Fern Hollow"),
        ("20 LED bulbs 9W for the warehouse before noon, or else it is closed", "Fern Hollow"),
        ("20 LED bulbs 9W. Marlow Bay shop please", "Marlow Bay"),
        ("20 LED bulbs 9W. Fern Hollow warehouse has plenty", "Marlow Bay"),
        ("20 LED bulbs 9W. Not to the Fern Hollow warehouse", "Marlow Bay"),
        ("20 LED bulbs 9W. Fern Hollow warehouse is full, so shop please", "Marlow Bay"),
    ],
)
def test_a_place_is_called_by_its_town_and_what_it_is(text: str, place: str) -> None:
    found = _of_the_harbour(text)
    assert (shop.lines(found), found.verdict) == (["20 只 LB-09"], "accept")
    assert place in (found.delivery_address or "")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("仓库要面板灯10个三点前拉来不然没人", "物流路8号"),
        ("仓库要面板灯10个中午前送否则不收", "物流路8号"),
        ("仓库没人面板灯10个送店里", "柳汀街10号"),
    ],
)
def test_what_would_be_later_shuts_no_place(text: str, place: str) -> None:
    found = reading("lights", text)
    assert shop.lines(found) == ["10 个 PN-36"]
    assert place in (found.delivery_address or "")
