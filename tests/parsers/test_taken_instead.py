"""What takes back a number or another kind right beside it, and things that are only for goods of ours."""

import pytest

from tests.parsers import chandler, depot, parlour
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
