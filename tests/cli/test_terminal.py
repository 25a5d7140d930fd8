"""Tables, times and text as an operator sees them."""

import io
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from bot.cli.terminal import block, fields, iso, moment, plain, progress, table, width

SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_wide_characters_take_two_columns_and_marks_none() -> None:
    assert width("可乐 330ml") == 10
    assert width("ｆｕｌｌ") == 8
    assert width("e\u0301\u200d") == 1


def test_columns_start_at_the_same_place_whatever_the_script() -> None:
    printed = table(("SKU", "名称", "N"), [("A-1", "可口可乐", 1), ("B-22", "cola", Decimal("2.5"))])
    columns = [width(line[: line.rindex(line.split()[-1])]) for line in printed.splitlines()]
    assert len(set(columns)) == 1
    assert printed.splitlines()[0] == "SKU   名称      N"


def test_an_empty_table_shows_its_heading_and_none_an_empty_cell() -> None:
    assert table(("A", "B"), []) == "A  B"
    assert table(("A", "B"), [(None, "x")]) == "A  B\n   x"


def test_a_message_cannot_steer_the_terminal() -> None:
    assert plain("a\x1b[2Jb\nc\u202ed\x07") == "a[2Jb cd"
    assert block("one\n\x1b]0;title\x07two\tx") == "one\n]0;titletwo x"


def test_fields_leave_out_what_is_not_there() -> None:
    assert fields([("客户", "C1"), ("note", None), ("address", "")]) == "客户  C1"


def test_moments_are_told_in_the_companys_zone_with_offset() -> None:
    at = datetime(2026, 11, 24, 16, 30, 5, 999, tzinfo=UTC)
    assert moment(at, SHANGHAI) == "2026-11-25 00:30:05+08:00"
    assert moment("2026-11-24T16:30:05+00:00", SHANGHAI) == "2026-11-25 00:30:05+08:00"
    assert moment(None, SHANGHAI) == ""


def test_moments_in_json_are_iso_8601_with_offset() -> None:
    assert iso(datetime(2026, 11, 24, 16, 30, 5, 999, tzinfo=UTC), SHANGHAI) == "2026-11-25T00:30:05+08:00"
    assert iso(None, SHANGHAI) is None


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_shows_on_a_terminal_once_it_takes_long_and_leaves_no_trace(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def drawn(stream: io.StringIO, *, delay: float) -> str:
        monkeypatch.setattr("sys.stderr", stream)
        monkeypatch.setattr("bot.cli.terminal.BAR_DELAY", delay)
        with progress(3, "importing products") as step:
            step(1)
            step(2)
        return stream.getvalue()

    assert "importing products" in drawn(_Terminal(), delay=0)
    assert drawn(_Terminal(), delay=0).endswith("\r")
    assert drawn(_Terminal(), delay=60) == ""
    assert drawn(io.StringIO(), delay=0) == ""
