"""Words that tell of what is there, of another day or of another place, beside orders that say nearly the same."""

from datetime import date

import pytest

from parsers import Customer, Directory, Message, Reading, Sender, read
from tests.parsers import company
from tests.parsers.shop import catalog_of

CATALOG = catalog_of("""\
LP-1,壁灯,Wall lamp,,,灯,只,箱=10,只,30,CNY,,900,
RP-1,红绳,Red rope,,,绳,卷,箱=20,卷,8,CNY,,900,
""")
HOUSE, STORE, YARD = "6 Mill Lane, Leeds LS1 4AB", "2 Dock Road, Hull HU1 2AB", "8 Ferry Street, York YO1 3CD"
DIRECTORY = Directory(
    [
        Customer(
            "C1",
            "Ash Lamps Ltd",
            emails=("ann@ash.example.com",),
            addresses=(("house", HOUSE), ("store", STORE), ("yard", YARD)),
        ),
        Customer(
            "C2",
            "青禾灯饰",
            emails=("li@qinghe.example.com",),
            addresses=(("店里", "宁波市海曙区柳汀街10号"), ("库房", "宁波市江北区庄桥路5号")),
        ),
    ],
    [],
)


def reading(text: str) -> Reading:
    author = "ann@ash.example.com" if text.isascii() else "li@qinghe.example.com"
    message = Message("m", "chat", company.NOW, Sender(author), text)
    return read(message, catalog=CATALOG, directory=DIRECTORY)


def amounts(found: Reading) -> list[tuple[str | None, int]]:
    return [(line.sku, int(line.quantity or 0)) for line in found.lines]


LAMPS, ROPE = ("LP-1", 4), ("RP-1", 3)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("店里摆4箱壁灯，红绳3箱", [LAMPS, ROPE]),
        ("店里留4箱壁灯，库房留3箱红绳", [LAMPS, ROPE]),
        ("店里还留4箱壁灯，红绳3箱", [LAMPS, ROPE]),
        ("店里还摆着4箱壁灯，红绳3箱", [ROPE]),
        ("the 4 cartons Wall lamp from the previous email please, and Red rope 3 cartons", [LAMPS, ROPE]),
        ("the 4 cartons Wall lamp of the last leaflet, Red rope 3 cartons", [LAMPS, ROPE]),
        ("4 cartons Wall lamp still in the offer, 3 cartons Red rope", [LAMPS, ROPE]),
        ("Wall lamp 4 cartons. Red rope 3 cartons if still in the sale", [LAMPS, ROPE]),
        ("Red rope 3 cartons. Wall lamp 4 cartons are still in our cellar", [ROPE]),
        ("Stock order: Wall lamp 4 cartons", [LAMPS]),
        ("Stock list: Wall lamp 4 cartons needed", [LAMPS]),
        ("Stock today: Wall lamp 4 cartons. Send Red rope 3 cartons", [ROPE]),
        ("Need Wall lamp, four December.", [LAMPS]),
        ("Wall lamp four October, Red rope three.", [LAMPS, ROPE]),
    ],
)
def test_what_is_ordered_is_not_what_is_there(text: str, lines: list[tuple[str, int]]) -> None:
    assert amounts(reading(text)) == lines


FRIDAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "Wall lamp 4 cartons, Friday please. On Saturday we paint, please do not bring it on that day",
            FRIDAY,
        ),
        ("Wall lamp 4 cartons. Friday is our fair, please deliver it on that day", FRIDAY),
        ("4 cartons Wall lamp for Friday. On Saturday we open, please bring the bill by that day", FRIDAY),
        ("壁灯4箱，周五之前送。上批12月1号到的，碎了，那天送货的师傅来晚了", FRIDAY),
        ("I will be gone by Friday. Wall lamp 4 cartons", None),
        ("Wall lamp 4 cartons. It lasts us till Friday", None),
        ("Wall lamp 4 cartons. the rope will be gone by Thursday, deliver Friday", FRIDAY),
        ("Wall lamp 4 cartons, they need to be left Friday at the house", FRIDAY),
        ("Wall lamp 4 cartons, it has to wait till Friday", FRIDAY),
        ("Wall lamp 4 cartons, but the lamps need to be held until Friday", FRIDAY),
        (
            "4 cartons Wall lamp for Friday. Saturday we open and the baker will bring rolls on that day",
            FRIDAY,
        ),
        ("Wall lamp 4 cartons, which shall be held for now, Friday is fine", FRIDAY),
        ("Wall lamp 4 cartons, by end of this month we want it delivered", date(2026, 11, 30)),
        ("We need by this month, we would like 4 cartons Wall lamp", date(2026, 11, 30)),
        ("壁灯4箱，周五能发出来吗", FRIDAY),
        ("壁灯4箱，周五能发货来吗", FRIDAY),
        ("壁灯4箱，周五能不能寄来", FRIDAY),
        ("Wall lamp 4 cartons by 12 December, it is Friday that we close", date(2026, 12, 12)),
        ("Wall lamp 4 cartons by 5 December, it's a Monday order", date(2026, 12, 5)),
        ("Wall lamp 4 cartons by Friday, that's next week's opening on 3 December", FRIDAY),
        ("壁灯4箱，周五送到，那天是12月5号开业前", FRIDAY),
        ("Wall lamp 4 cartons, deliver on twelve December.", date(2026, 12, 12)),
        ("Wall lamp 4 cartons, please deliver in December. 3 cartons Red rope", date(2026, 12, 31)),
        ("Wall lamp 4 cartons in December. 3rd carton free", date(2026, 12, 31)),
        ("Wall lamp 4 cartons by December. 18th", date(2026, 12, 18)),
    ],
)
def test_the_day_that_is_asked_for_stands(text: str, day: date | None) -> None:
    found = reading(text)
    assert found.delivery_date == day
    assert not [flag for flag in found.flags if flag.field == "delivery_date"]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Wall lamp 4 cartons. the keys are with the store. Send to the house", HOUSE),
        ("Wall lamp 4 cartons. our papers are with the yard, deliver to the house", HOUSE),
        ("Wall lamp 4 cartons, they should be with the yard by Friday", YARD),
        ("Wall lamp 4 cartons with your trip to the yard on Friday", YARD),
        ("Wall lamp 4 cartons on the next boat to the store", STORE),
        ("The bus to the yard leaves at nine. Wall lamp 4 cartons", HOUSE),
        ("连锁门店，壁灯4箱", "宁波市海曙区柳汀街10号"),
        ("旗舰门店，壁灯4箱", "宁波市海曙区柳汀街10号"),
        ("壁灯4箱，施工工地注意安全", "宁波市海曙区柳汀街10号"),
    ],
)
def test_the_place_that_is_asked_for_stands(text: str, address: str) -> None:
    assert reading(text).delivery_address == address
