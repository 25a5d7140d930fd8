"""Unknown words that touch a name in a change and belong to it."""

from parsers import products
from parsers.catalog import Catalog
from parsers.change_tokens import Token, moved


def take(token: Token, text: str, catalog: Catalog) -> None:
    """Take unknown words that touch the name for a part of it where all of it names one product (粉的 beside 10寸球), or where they are
    the letters with which its number begins (the CV coveralls)."""
    every = moved(text, token.start, token.end)
    found = products.find(every, catalog) if len(every) > len(token.parts) else None
    if (
        found is not None
        and found.status == "one"
        and found.strong
        and not (found.headless or found.unexplained)
    ):
        token.parts, token.gaps = every, 0
        return
    found = products.find(token.parts, catalog)
    said = text[token.start : token.parts[0].start].strip()
    if found.status == "one" and found.strong and token.gaps == 1 and said.isascii() and said.isalpha():
        token.gaps -= said in found.skus[0].lower().split("-")
