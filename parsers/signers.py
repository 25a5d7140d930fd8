"""Who signed for a parcel, as its carrier writes it (signers.toml)."""

import re
from functools import cache

from parsers import wordlists

LONGEST = 500
"""Characters of a carrier's words that are looked through."""


def signer(words: str) -> str | None:
    """The name of who signed, or None where the words say none."""
    for pattern in _patterns():
        if found := pattern.search(words[:LONGEST]):
            return " ".join(found["name"].split())
    return None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one, re.IGNORECASE) for one in wordlists.load("signers")["re"])
