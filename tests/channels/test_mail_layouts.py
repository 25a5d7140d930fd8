"""Pages as mail programs write them, from the raw mail to who wrote what: layouts survive on the way to text."""

import tomllib
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from bot.channels.mime import envelope_from_bytes
from parsers import segments
from parsers.segments import Block

PAGES: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "corpus" / "pages.toml").read_text("utf-8")
)
NOW = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
BODY = "Dear Shen,<br>5 boxes of bulbs for the north shop, please.<br><br>Nora Finch<br>Hillside School"
WORDS = ["Dear Shen,", "5 boxes of bulbs for the north shop, please.", "Nora Finch", "Hillside School"]
FORWARDS = [name for name, page in PAGES.items() if page.get("passed")]
ANSWERS = [name for name in PAGES if name not in FORWARDS]


def _text(page: dict[str, Any]) -> str:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Someone <one@d.example>", "orders@d.example", page["subject"]
    mail.set_content(page["page"].replace("%BODY%", BODY), subtype="html")
    return envelope_from_bytes(mail.as_bytes(), source="t", received_at=NOW).text


def _said(text: str, blocks: tuple[Block, ...], depth: int, *kinds: str) -> list[str]:
    clean = segments.unmarked(text, blocks)
    said = "".join(clean[b.start : b.end] for b in blocks if b.depth == depth and b.kind in kinds)
    return [row.strip() for row in said.splitlines() if row.strip()]


@pytest.mark.parametrize("program", FORWARDS)
def test_a_forwarded_page_speaks_under_its_own_header(program: str) -> None:
    page = PAGES[program]
    text = _text(page)
    blocks = segments.split(page["subject"], text)
    assert _said(text, blocks, 0, "new", "signature") == page.get("remark", ["帮下这单，加急"])
    assert _said(text, blocks, 1, "new", "signature") == WORDS
    header = next(block.header for block in blocks if block.depth == 1 and block.kind == "new")
    assert header is not None
    assert (header.name, header.address) == ("Nora Finch", "nora@hill.example")
    sent = header.sent(NOW)
    assert sent is not None
    assert sent.replace(tzinfo=None, second=0) == datetime(2026, 11, 2, 22, 44)


@pytest.mark.parametrize("program", ANSWERS)
def test_what_a_page_quotes_is_not_said_again(program: str) -> None:
    page = PAGES[program]
    text = _text(page)
    assert _said(text, segments.split(page["subject"], text), 0, "new") == page["said"]
