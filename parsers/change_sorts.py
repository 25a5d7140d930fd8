"""Which of several lines a word means: those of the sort that the catalog counts them among, those that are called so themselves."""

from collections.abc import Sequence

from parsers.catalog import Catalog
from parsers.change_tokens import Token
from parsers.reading import Line


def of_the_sort(places: list[int], token: Token, before: Sequence[Line], catalog: Catalog) -> list[int]:
    """The places, and those of the lines that the catalog counts among what the name says: of the hose or of its clips is then
    not sure."""
    word = token.parts[0]
    if len(token.parts) > 1 or word.kind != "han" or not places:
        return places
    sort = [
        place
        for place, line in enumerate(before)
        if (product := catalog.get(line.sku or "")) is not None and product.category == word.key
    ]
    return sorted({*places, *sort})


def called_so(places: list[int], token: Token, before: Sequence[Line], catalog: Catalog) -> list[int]:
    """Of several lines those whose product is what the name calls it, and not just for it: a pipe, no glue for pipes."""
    if len(places) < 2:
        return places
    last = token.parts[-1]
    entries = {place: catalog.entry(before[place].sku or "") for place in places}
    so = [
        place
        for place, entry in entries.items()
        if entry is not None
        and (
            last.key in entry.heads
            or (last.kind == "han" and any(last.key.endswith(head) for head in entry.heads))
        )
    ]
    return so or places
