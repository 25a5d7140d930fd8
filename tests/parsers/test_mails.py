"""Whole mails: what their senders have newly said, and what only signs or accompanies it."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from parsers import segments

MAILS: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "corpus" / "mails.toml").read_text("utf-8")
)


def _rows(text: str, subject: str, kind: str) -> list[str]:
    said = (text[b.start : b.end] for b in segments.split(subject, text) if b.kind == kind and not b.depth)
    return [row.strip() for row in "".join(said).splitlines() if row.strip()]


@pytest.mark.parametrize("name", MAILS)
def test_what_is_newly_said(name: str) -> None:
    mail = MAILS[name]
    assert _rows(mail["text"], mail["subject"], "new") == mail["said"]
    if "signed" in mail:
        assert _rows(mail["text"], mail["subject"], "signature") == mail["signed"]
