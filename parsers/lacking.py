"""Whether a product has an attribute, by its own names: a lid, sugar, USB."""

import re
from functools import lru_cache

from parsers import phrases
from parsers.normalize import plain
from parsers.reading import Product


def states(product: Product, word: str) -> bool | None:
    """Whether the product says that it has it (True), that it has it not (False), or nothing (None)."""
    return _states((product.name, product.name_en, product.spec, *product.aliases), word)


@lru_cache(maxsize=8192)
def _states(names: tuple[str, ...], word: str) -> bool | None:
    written = " ; ".join(plain(name).lower() for name in names)
    if word.isascii():
        end = r"(?:s|es|ed|d)?(?![a-z])"
        said = re.escape(word)
        lacking = rf"\b{phrases.slot('lacking', 'not_en')}{said}{end}|\b{said}{end}[- ]free\b"
        having = rf"(?<![a-z0-9]){said}{end}"
    else:
        said = re.escape(word)
        lacking = rf"{phrases.slot('lacking', 'not_zh')}{phrases.slot('lacking', 'has')}?{said}"
        having = said
    rest, lacks = re.subn(lacking, " ", written)
    if lacks:
        return False
    return True if re.search(having, rest) else None
