"""Written addresses in Chinese and English, labels, and the usual place."""

import pytest

from parsers import addresses


def _read(text: str, label: str = "address") -> list[str]:
    return [span.value.text for span in addresses.find(text) if span.label == label]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("送到宁波市江北区环城北路10号，明天", "宁波市江北区环城北路10号"),
        ("地址改成宁波市鄞州区日丽路77号2楼", "宁波市鄞州区日丽路77号2楼"),
        ("送宁波市北仑区港区路5号3库明天上午", "宁波市北仑区港区路5号3库"),
        ("送到城西解放路12号", "城西解放路12号"),
        ("Ship to: ul. Nowa 18, 60-101 Poznan, Poland\nThanks", "ul. Nowa 18, 60-101 Poznan, Poland"),
        (
            "Please to deliver in our new store: Av. Sol 2280, Callao, Peru. With bank transfer.",
            "Av. Sol 2280, Callao, Peru",
        ),
        ("to our new depot, Camino Sol 455, Lima, Peru. Need before May", "Camino Sol 455, Lima, Peru"),
        (
            "Deliver to Unit 4, 31 Foundry Rd, Laverton North VIC 3026, Australia.",
            "Unit 4, 31 Foundry Rd, Laverton North VIC 3026, Australia",
        ),
        ("Delivery address: 4 Beacon Lane, Leeds LS1 4AB, UK", "4 Beacon Lane, Leeds LS1 4AB, UK"),
        ("to 44 Links Road, Nyali, Mombasa by 5 December", "44 Links Road, Nyali, Mombasa"),
        ("Deliver to 44 Links Road, Nyali before Friday", "44 Links Road, Nyali"),
    ],
)
def test_a_written_address(text: str, expected: str) -> None:
    assert _read(text) == [expected]


@pytest.mark.parametrize(
    "text",
    ["送12箱灯泡", "ship to Reno", "9W bulbs, 5 boxes, to be sent tomorrow", "超市要货3箱", "at 9, please"],
)
def test_no_address(text: str) -> None:
    assert _read(text) == []


@pytest.mark.parametrize("text", ["送老地方", "地址不变", "same address as last time", "to the usual"])
def test_the_usual_place(text: str) -> None:
    assert _read(text, "address_usual")


@pytest.mark.parametrize(("text", "label"), [("送三店", "三店"), ("deliver to our Annex warehouse", "Annex")])
def test_a_label(text: str, label: str) -> None:
    assert _read(text, "address_label") == [label]


@pytest.mark.parametrize(
    "text",
    [
        "delivery is Friday, December 4, 2026",
        "Delivery: Monday, March 5, 2027",
        "deliver by: Tuesday, 08 December 2026",
        "Please send: Road Cone 750, Park Bench 1200",
        "The goods are: Floor Lamp 9W, Shop Light 50W 2700",
        "Goods needed: Floor Tile 6060, Wall Tile 3060, 2000 pcs",
    ],
)
def test_days_and_products_behind_a_colon_are_no_address(text: str) -> None:
    assert not [span for span in addresses.find(text) if span.label == "address"]
