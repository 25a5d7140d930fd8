"""What takes back a number or another kind right beside it, and things that are only for goods of ours."""

import pytest

from parsers import Context
from tests.parsers import camp, chandler, depot, outfitter, parlour, works
from tests.parsers.shop import flags, lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "hiya, 31 boxes fender small - soz, 13 not 31, fat fingers. plus 4 boxes fender large",
            ["13 箱 FD-S", "4 箱 FD-L"],
        ),
        ("42 red buoys please. typo: 24, not 42", ["24 个 BY-R"]),
        (
            "fender small 12 boxes, nylon rope 14mm 6 boxes. oops, 9 not 6",
            ["12 箱 FD-S", "9 箱 RP-14"],
        ),
        (
            "red buoys 24. fenders large 12. apologies, the buoys are 42 not 24",
            ["42 个 BY-R", "12 只 FD-L"],
        ),
        ("need 24 red buoys and 10 orange ones. sorry! 12 not 24", ["12 个 BY-R", "10 个 BY-O"]),
        ("30 boxes of orange buoy, 20 not 30 sorry", ["20 箱 BY-O"]),
        ("红浮球31箱，写错了，是13箱不是31箱", ["13 箱 BY-R"]),
        # What is packed, sent or sold by such numbers is not ordered by them.
        ("24 red buoys, please pack 12 not 24 per bag", ["24 个 BY-R"]),
        ("24 red buoys. last time you sent 20 not 24", ["24 个 BY-R"]),
        ("24 red buoys, we sell 12 not 24 a week", ["24 个 BY-R"]),
        ("24 red buoys; if you only have 12 not 24 tell me", ["24 个 BY-R"]),
        ("24 red buoys, deliver on 13 not 12 december", ["24 个 BY-R"]),
    ],
)
def test_a_denied_number_was_wanted_before(text: str, expected: list[str]) -> None:
    found = chandler.reading(text)
    assert (lines(found), found.verdict) == (expected, "accept")


def test_which_of_two_is_denied_is_looked_at() -> None:
    found = chandler.reading("24 red buoys and 24 orange ones. sorry! 12 not 24")
    assert (lines(found), found.verdict) == (["24 个 BY-R", "24 个 BY-O"], "review")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We'd like the orange buoys rather than the red: 20 boxes", ["20 箱 BY-O"]),
        ("red buoys instead of orange please: 4 boxes", ["4 箱 BY-R"]),
        ("We will take the small fender, not the large: 6 boxes", ["6 箱 FD-S"]),
        ("nylon rope 14mm not the 10mm: 5 boxes", ["5 箱 RP-14"]),
        ("浮球要橙色的，不要红色的，20箱，大护舷3箱", ["20 箱 BY-O", "3 箱 FD-L"]),
        ("大护舷而不是小护舷，要6只", ["6 只 FD-L"]),
        # Counted already: what follows has an amount of its own.
        (
            "20 boxes of orange buoys rather than the red, 12 boxes small fenders",
            ["20 箱 BY-O", "12 箱 FD-S"],
        ),
        ("orange buoys 20 boxes, not the red, and 6 large fenders", ["20 箱 BY-O", "6 只 FD-L"]),
        ("红浮球不要，橙浮球20箱", ["20 箱 BY-O"]),
        ("大护舷够了不要，小护舷要6只", ["6 只 FD-S"]),
    ],
)
def test_the_amount_is_that_of_what_is_preferred(text: str, expected: list[str]) -> None:
    found = chandler.reading(text)
    assert (lines(found), found.verdict) == (expected, "accept")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("orange buoys not red, small fenders not large: 12 boxes each", ["12 箱 BY-O", "12 箱 FD-S"]),
        ("red buoys not the orange. 20 boxes hull cleaner", ["20 箱 CL-5"]),
    ],
)
def test_what_is_not_preferred_is_no_line(text: str, expected: list[str]) -> None:
    assert lines(chandler.reading(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20 covers for small fender\nred buoy - 24", ["20 - -", "24 个 BY-R"]),
        ("20 inflatable covers for small fenders, 24 red buoys", ["20 - -", "24 个 BY-R"]),
        ("20 rubber plugs for the hull\nred buoy - 24", ["20 - -", "24 个 BY-R"]),
        ("covers for small fender 20, red buoy 24", ["20 - -", "24 个 BY-R"]),
        # Rows that go the other way, and what unknown things are for.
        (
            "20 inflatable kayak for children\nsmall fender 6\nred buoy - 24",
            ["20 - -", "6 只 FD-S", "24 个 BY-R"],
        ),
        ("red buoys 24\n5 wooden oars\ndeck mat 60x80 - 10", ["24 个 BY-R", "5 - -", "10 块 MT-60"]),
        ("5 boat hooks for mooring, 24 red buoys", ["5 - -", "24 个 BY-R"]),
    ],
)
def test_what_is_for_ours_is_not_ours(text: str, expected: list[str]) -> None:
    found = chandler.reading(text)
    unknown = [f"lines[{place}].sku unknown" for place, line in enumerate(expected) if line.endswith(" -")]
    assert (lines(found), flags(found), found.verdict) == (expected, unknown, "clarify")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20 small fenders for the marina\nred buoy - 24", ["20 只 FD-S", "24 个 BY-R"]),
        ("new requests for small fender 20, red buoy 24", ["20 只 FD-S", "24 个 BY-R"]),
        ("red buoys 24\ndeck mat 60x80 - 10\n12 harbour view\nhull", ["24 个 BY-R", "10 块 MT-60"]),
        ("red buoys 24\n2 separate invoices\ndeck mat 60x80 - 10", ["24 个 BY-R", "10 块 MT-60"]),
        ("red buoys 24\n3 floors, no lift\ndeck mat 60x80 - 10", ["24 个 BY-R", "10 块 MT-60"]),
    ],
)
def test_what_is_ours_stays(text: str, expected: list[str]) -> None:
    found = chandler.reading(text)
    assert (lines(found), flags(found)) == (expected, [])


def test_other_trades() -> None:
    assert lines(depot.reading("shackle 8mm, 24 boxes pls. Correction: 42, not 24.")) == ["42 盒 SH-8"]
    assert lines(depot.reading("16 lids for glass jug, 4 hand grease pump")) == ["16 个 LD-JG", "4 台 PM-1"]
    assert lines(parlour.reading("unscented floor cleaner rather than lavender, 6 boxes")) == ["6 箱 FL-N"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PP rope 12mm 12 reels, oops, 8mm", ["12 盘 RP-8"]),
        ("shackle 8mm 3 boxes, sorry 12mm", ["3 盒 SH-12"]),
        ("3 boxes shackle 8mm. correction: 12mm not 8mm", ["3 盒 SH-12"]),
        ("hydraulic oil 46 18L 3 pails, make that 200L", ["3 桶 HY-200"]),
        ("wine glass 350ml 24 dozen, no wait, 450 ml", ["24 打 WG-450"]),
        ("白水泥50kg 6袋，写错了，是5kg的", ["6 袋 CM-5"]),
        # An amount corrects an amount.
        ("hydraulic oil 46 18L 3 pails, make that 4 pails", ["4 桶 HY-18"]),
        ("wine glass 350ml 24 boxes, no wait, 20", ["20 箱 WG-350"]),
        ("PP rope 12mm 2 reels, oops, 300m", ["300 米 RP-12"]),
    ],
)
def test_a_size_corrects_which_is_meant(text: str, expected: list[str]) -> None:
    found = depot.reading(text)
    assert (lines(found), found.verdict) == (expected, "accept")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "a box of hull cleaner and a dozen each of the buoys, red and orange",
            ["1 箱 CL-5", "12 个 BY-R", "12 个 BY-O"],
        ),
        (
            "2 boxes of hull cleaner (the 5L) and a dozen each of the red and orange buoys",
            ["2 箱 CL-5", "12 个 BY-R", "12 个 BY-O"],
        ),
        ("red buoys, orange buoys 25cm each 6 boxes", ["6 箱 BY-R", "6 箱 BY-O"]),
        ("nylon rope 10mm and nylon rope 14mm each four boxes", ["4 箱 RP-10", "4 箱 RP-14"]),
        (
            "4 boxes each of red and orange buoys and 2 boxes hull cleaner",
            ["4 箱 BY-R", "4 箱 BY-O", "2 箱 CL-5"],
        ),
        ("hull cleaner 2 boxes, red buoys, orange buoys 12 each", ["2 箱 CL-5", "12 个 BY-R", "12 个 BY-O"]),
        # Serial numbers of rows are no amounts.
        (
            "Sl.1 fender small, 15x55 cm size - 20 Nos.\nSl.2 fender large - 5 Nos.\nSl.3 red buoy 25cm - 10 Nos.",
            ["20 只 FD-S", "5 只 FD-L", "10 个 BY-R"],
        ),
        # Two inches of stock.
        ("24 red buoys (still have 6), 6 large fenders (2 in stock)", ["24 个 BY-R", "6 只 FD-L"]),
    ],
)
def test_each_of_those_that_are_not_counted_yet(text: str, expected: list[str]) -> None:
    found = chandler.reading(text)
    assert (lines(found), found.verdict) == (expected, "accept")


def test_what_begins_like_a_unit_is_a_code_or_a_word() -> None:
    found = works.reading("2 GM-11, 6 L-shape brackets, 20 NT-16")
    assert (lines(found), flags(found)) == (["2 片 GM-11", "6 - -", "20 个 NT-16"], ["lines[1].sku unknown"])
    assert lines(parlour.reading("6 pn-8s, 4 cr-1, 2 cl-p")) == ["6 个 PN-8S", "4 盒 CR-1", "2 卷 CL-P"]
    assert lines(camp.reading("2 PC-R, 4 CH-1", Context())) == ["2 - PC-R", "4 把 CH-1"]
    assert lines(outfitter.reading("dance skirt red 110 a few bales")) == ["- 包 DK-110"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("24 boxes wine glass, 350ml (30 pieces left on the shelf)", ["24 箱 WG-350"]),
        ("wine glass 350ml (30 pieces left) 24 boxes", ["24 箱 WG-350"]),
        ("20 bags white cement, 50kg (we sold 12 last month), 2 pcs mug cup", ["20 袋 CM-50", "2 个 CU-1"]),
        (
            "shackle 8mm (only 2 left) - 6 boxes, wine glass 450ml (10 on hand) - 3 cases",
            ["6 盒 SH-8", "3 箱 WG-450"],
        ),
        ("卸扣8mm（架上还有3盒）要6盒", ["6 盒 SH-8"]),
        # Where nothing else is counted, or the brackets ask.
        ("shackle 8mm 3 boxes, wine glass 350ml (30 pieces left)", ["3 盒 SH-8"]),
        ("wine glass 350ml (3 left, please send 20 boxes)", ["20 箱 WG-350"]),
        ("wine glass 350ml (20 boxes)", ["20 箱 WG-350"]),
    ],
)
def test_brackets_tell_of_the_stock(text: str, expected: list[str]) -> None:
    found = depot.reading(text)
    assert (lines(found), found.verdict) == (expected, "accept")


def test_what_each_is_sold_by_is_not_counted() -> None:
    found = chandler.reading("red buoys (24 sold last month), orange buoys (6 sold). Please send 12 of each")
    assert found.verdict == "review"
