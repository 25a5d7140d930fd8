"""Words in the case that they would have."""

import pytest

from parsers.lettercase import ordinary


@pytest.mark.parametrize(
    ("text", "cased"),
    [
        ("deliver to 12 mill lane, leeds", "deliver to 12 Mill Lane, Leeds"),
        ("DELIVER TO 12 MILL LANE, LEEDS", "deliver to 12 Mill Lane, Leeds"),
        ("Deliver to 12 mill lane, leeds", "deliver to 12 Mill Lane, Leeds"),
        # Whoever sets capitals means them, and few words tell nothing.
        ("deliver to the mill in Leeds please", "deliver to the mill in Leeds please"),
        ("ann lee", "ann lee"),
        ("hose 30mm for the two pumps", "Hose 30mm for the Two Pumps"),
    ],
)
def test_ordinary(text: str, cased: str) -> None:
    assert ordinary(text) == cased
