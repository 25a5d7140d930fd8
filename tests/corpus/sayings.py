"""Reads the corpus of values: every meaning with each of its sayings, as one test case."""

import tomllib
from pathlib import Path
from typing import Any


def load(name: str) -> dict[str, Any]:
    """The parsed `tests/corpus/<name>.toml`."""
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))


def cases(name: str, table: str) -> list[tuple[dict[str, Any], str]]:
    """(meaning, saying) for every saying of every `[[table]]` of the file."""
    return [(meaning, said) for meaning in load(name)[table] for said in meaning["says"]]


def named(case: object) -> str:
    """The saying itself as the name of its test."""
    return case if isinstance(case, str) else ""
