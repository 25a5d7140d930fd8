"""Patterns that every Python 3.11 can run."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
POSSESSIVE = re.compile(r"(?:[)\]}.]|\\[a-zA-Z])[*+?]\+|\(\?>")


def test_no_pattern_is_possessive() -> None:
    """Python before 3.11.5 (Debian 12's among them) hangs on possessive repetition and atomic groups: gh-106052."""
    sources = [
        path
        for room in ("parsers", "bot", "store", "scheduler")
        for path in (ROOT / room).rglob("*")
        if path.suffix in {".py", ".toml"}
    ]
    assert len(sources) > 100
    assert [path.name for path in sources if POSSESSIVE.search(path.read_text("utf-8"))] == []
