"""The words of the pages in each language."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words(language: str) -> Mapping[str, Any]:
    """The words of the pages in this language."""
    told = tomllib.loads(files("bot.console").joinpath("pages/words.toml").read_text("utf-8"))
    found: Mapping[str, Any] = told[language]
    return found
