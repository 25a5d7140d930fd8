"""Word lists as data: reads the TOML files beside the code once, and turns words into one fast pattern."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """The parsed `parsers/<name>.toml`."""
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))


def alternatives(words: Iterable[str]) -> str:
    """A pattern that matches the longest of `words`, as nested groups: its cost does not grow with their number.

    Words of Latin letters match whole words only, in any case if the pattern is compiled so; a space in a word
    stands for one or two spaces or a hyphen.
    """
    root: dict[str, Any] = {}
    for word in sorted(set(words)):
        node = root
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return _branch(root, "")


def _branch(node: dict[str, Any], last: str) -> str:
    parts = [_piece(character) + _branch(child, character) for character, child in node.items() if character]
    if "" in node:
        # A Latin word ends where no letter follows; a Chinese one has no such border.
        end = "(?![A-Za-z])" if last.isascii() and last.isalpha() else ""
        parts.append(end)
    if len(parts) == 1:
        return parts[0]
    return "(?:" + "|".join(parts) + ")"


def _piece(character: str) -> str:
    return r"[ \-]{1,2}" if character == " " else re.escape(character)


@cache
def pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """The compiled, case-insensitive pattern of `words`; see `alternatives`."""
    # Where none of them can begin, nothing more is tried.
    first = "".join(re.escape(letter) for letter in sorted({word[:1].lower() for word in words}))
    opening = f"(?=[{first}])" if first and "" not in words else ""
    return re.compile(opening + alternatives(w.lower() for w in words), re.IGNORECASE)


def starts_word(text: str, start: int) -> bool:
    """Whether a Latin word may begin at `start`: no Latin letter stands right before it."""
    if start == 0 or not (text[start].isascii() and text[start].isalpha()):
        return True
    before = text[start - 1]
    return not (before.isascii() and before.isalpha()) or before == "_"
