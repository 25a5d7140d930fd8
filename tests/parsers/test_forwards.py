"""The layouts of mail programs in many languages: who wrote what is passed on, when, and which words are whose."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from parsers import mailhead_words, segments, wordlists
from parsers.segments import Block

CORPUS = Path(__file__).parents[1] / "corpus"
FORWARDS: dict[str, dict[str, Any]] = tomllib.loads((CORPUS / "forwards.toml").read_text("utf-8"))
ATTRIBUTIONS: list[str] = tomllib.loads((CORPUS / "attributions.toml").read_text("utf-8"))["attributions"]
SAMPLES = wordlists.load("mailheads")["samples"]
NOW = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
REMARK = "帮下这单，加急"
BODY = "Dear Shen,\n5 boxes of bulbs for the north shop, please.\n\nNora Finch\nHillside School"
RECOGNISED = {
    "header": lambda row: mailhead_words.field(row.translate({ord("："): ":", 0x3000: " "})) is not None,
    "forwarded": lambda row: mailhead_words.is_mark(row.lstrip("> "), "forwarded"),
    "original": lambda row: mailhead_words.is_mark(row, "original"),
    "wrote": mailhead_words.is_attribution,
}


@pytest.mark.parametrize("kind", SAMPLES)
def test_samples(kind: str) -> None:
    assert [row for row in SAMPLES[kind]["yes"] if not RECOGNISED[kind](row)] == []
    assert [row for row in SAMPLES[kind]["no"] if RECOGNISED[kind](row)] == []


def _said(text: str, blocks: tuple[Block, ...], depth: int) -> str:
    clean = segments.unmarked(text, blocks)
    kinds = ("new", "signature")
    said = "".join(
        clean[block.start : block.end] for block in blocks if block.depth == depth and block.kind in kinds
    )
    return "\n".join(row.strip() for row in said.strip().splitlines())


@pytest.mark.parametrize("remark", [REMARK, ""])
@pytest.mark.parametrize("program", FORWARDS)
def test_a_forwarded_mail_speaks_under_its_own_header(program: str, remark: str) -> None:
    row = FORWARDS[program]
    body = BODY
    if row.get("quoted"):
        body = "\n".join(f"> {line}".rstrip() for line in BODY.splitlines())
    text = f"{remark}\n{row['text']}{body}\n"
    blocks = segments.split(row["subject"], text)
    assert _said(text, blocks, 0) == remark
    assert _said(text, blocks, 1) == BODY
    header = next(block.header for block in blocks if block.depth == 1 and block.kind == "new")
    assert header is not None
    assert header.name == "Nora Finch"
    assert header.address == ("nora@hill.example" if row.get("address", True) else None)
    sent = header.sent(NOW)
    assert sent is not None
    assert sent.replace(tzinfo=None, second=0) == datetime(2026, 11, 2, 22, 44)


@pytest.mark.parametrize("row", ATTRIBUTIONS)
def test_what_somebody_wrote_is_a_quote(row: str) -> None:
    text = f"好的\n\n{row}\n旧的话 5箱"
    blocks = segments.split("Re: bulbs", text)
    assert _said(text, blocks, 0) == "好的"
    quote = next(block.header for block in blocks if block.kind == "quote")
    assert quote is not None
    assert (quote.name, quote.address) in {
        ("Ann Lee", "ann@hill.example"),
        (None, "ann@hill.example" if "@" in row else None),
    }
    sent = quote.sent(NOW)
    assert sent is not None
    assert sent.replace(tzinfo=None, second=0) == datetime(2026, 11, 2, 22, 44)
