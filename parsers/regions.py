"""The country of a telephone number that is written without one: that of the sender's domain, or that the text names."""

import re
from collections.abc import Iterable
from functools import cache

import phonenumbers

from parsers import phrases, wordlists
from parsers.normalize import lower

_HAN = re.compile(r"[㐀-鿿]")
_CHINA = "CN"


def said(address: str, texts: Iterable[str]) -> str | None:
    """The ISO country of a sender by mail address and words; None where nothing tells, or too much does."""
    domain = _of_domain(address)
    if domain is not None:
        return domain
    named: set[str] = set()
    chinese = False
    for text in texts:
        named |= {_names()[match.group()] for match in _pattern().finditer(lower(text))}
        chinese = chinese or _HAN.search(text) is not None
    if len(named) == 1:
        return named.pop()
    return _CHINA if chinese and not named - {_CHINA} else None


def is_country(name: str) -> bool:
    """Whether the words are the name of a country, in English or Chinese."""
    return name.strip(" .").lower() in _names()


def _of_domain(address: str) -> str | None:
    end = address.rpartition("@")[2].rpartition(".")[2].lower() if "@" in address[1:] else ""
    if end in phrases.words("phones", "generic_domains"):
        return None
    code = {"uk": "GB"}.get(end, end.upper())
    return code if code in phonenumbers.SUPPORTED_REGIONS else None


@cache
def _names() -> dict[str, str]:
    """Lower-cased names of countries in English and Chinese, with their code."""
    return {name: code for code, names in wordlists.load("regions").items() for name in names}


@cache
def _pattern() -> re.Pattern[str]:
    latin = wordlists.alternatives([name for name in _names() if name[0].isascii()])
    other = wordlists.alternatives([name for name in _names() if not name[0].isascii()])
    return re.compile(rf"(?<![a-z]){latin}(?![a-z])|{other}")
