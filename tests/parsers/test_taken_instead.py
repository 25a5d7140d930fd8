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


@pytest.mark.parametrize(
    ("text", "expected", "verdict"),
    [
        # Where, when and what came is told by a number, too.
        ("24 red buoys, deliver at 8 not 24", ["24 个 BY-R"], "accept"),
        ("小护舷24只，收到8只不是24只", ["24 只 FD-S"], "review"),
        ("小护舷24只，库里8只不是24只", ["24 只 FD-S"], "review"),
        ("小护舷24箱，先送8箱不是24箱", ["24 箱 FD-S"], "review"),
        ("小护舷24箱，应该是8箱不是24箱", ["8 箱 FD-S"], "accept"),
        ("小护舷24箱，我要8箱不是24箱", ["8 箱 FD-S"], "accept"),
        ("24 red buoys, we only need 12, not 24", ["12 个 BY-R"], "accept"),
    ],
)
def test_a_denied_number_that_counts_something_else(text: str, expected: list[str], verdict: str) -> None:
    found = chandler.reading(text)
    assert (lines(found), found.verdict) == (expected, verdict)


@pytest.mark.parametrize(
    "text",
    [
        "I received small fenders instead of large, 5 pcs",
        "you sent me the small fenders rather than the large, 5 pcs",
        "收到的是小护舷而不是大护舷，5只",
    ],
)
def test_what_came_in_the_place_of_other_goods_is_no_order(text: str) -> None:
    assert chandler.reading(text).verdict != "accept"


def test_what_came_last_time_is_why_others_are_ordered() -> None:
    found = chandler.reading(
        "Last time you sent small fenders instead of large. Please send 5 boxes of large fenders"
    )
    assert (found.intent, lines(found)) == ("new_order", ["5 箱 FD-L"])
    found = chandler.reading("小护舷而不是之前那种，3只")
    assert (lines(found), found.verdict) == (["3 只 FD-S"], "accept")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What is wanted instead stands in the brackets as well.
        ("浮球(不要橙色要红色)5个", ["5 个 BY-R"]),
        ("浮球(别送橙色，送红色的)5个", ["5 个 BY-R"]),
        ("浮球(不要粉色)5个", ["5 个 -"]),
        # What follows upon the brackets has its own amount.
        ("小护舷（还有20只，够了）大护舷5只", ["5 只 FD-L"]),
        # More of another thing is no gift.
        ("小护舷10只 再送2只大护舷", ["10 只 FD-S", "2 只 FD-L"]),
        ("小护舷10只，另外送3块甲板垫60×80到店里", ["10 只 FD-S", "3 块 MT-60"]),
        ("小护舷10只（再送2只）", ["- 只 FD-S"]),
    ],
)
def test_brackets_and_gifts(text: str, expected: list[str]) -> None:
    assert lines(chandler.reading(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("restocks for small fenders 5", ["5 只 FD-S"]),
        ("numbers for small fenders: 5", ["5 只 FD-S"]),
        ("invoices for small fenders 5", ["5 只 FD-S"]),
        ("refills for engine oil 1L 5", ["5 - -"]),
        ("12 Mill Lane\nFender small 4\nFender large 6", ["4 只 FD-S", "6 只 FD-L"]),
        ("Hi\n3 things for the shop\nFender small 4", ["4 只 FD-S"]),
    ],
)
def test_words_that_are_no_goods_for_ours(text: str, expected: list[str]) -> None:
    assert lines(chandler.reading(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("旧折叠椅都扔了，要10把", ["10 把 CH-1"]),
        ("旧的折叠椅都淘汰了，再订10把", ["10 把 CH-1"]),
        ("Hi, the old folding chairs are being replaced, we need 10", ["10 把 CH-1"]),
        ("旧的双人帐篷都扔了，折叠椅10把", ["10 把 CH-1"]),
    ],
)
def test_what_replaces_the_old_ones_is_told_by_their_name(text: str, expected: list[str]) -> None:
    found = camp.reading(text, Context())
    assert (lines(found), found.verdict) == (expected, "accept")


def test_a_corrected_size_is_the_one_that_is_stated() -> None:
    found = chandler.reading("nylon rope 10mm 4 rolls, oops, 14mm")
    assert [(line.sku, line.spec) for line in found.lines] == [("RP-14", "14mm")]
