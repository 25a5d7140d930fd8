"""What names a size or a colour and nothing else: S, 红, 38码; and the items that a run of them is made of."""

import re

from parsers import phrases, traits, units
from parsers.clauses import Item, Mention
from parsers.kinds import Token
from parsers.parts import number_part
from parsers.quantities import Amount
from parsers.spans import Span

SMALL = frozenset({"take", "fill", "glue", "break", "separator", "also", "more"})
"""The cues that may stand among variants and amounts."""
LONGEST = 40
"""Nobody goes on for more items than these."""

# The words of the longest size or colour; beyond it the mention is not worth looking at word by word.
_LONGEST_NAME = 8
_SIZED = re.compile(r"\d+(?:\.\d+)?[a-z]+")
_LETTERS = re.compile(traits.LETTERED)
_NUMBERED = re.compile(r"(?:eu|us|uk|dn|#)?\d{1,6}(?:\.\d{1,2})?(?:[-/*]\d{1,5}(?:\.\d{1,2})?)?")


def is_variant(item: Item, text: str) -> bool:
    if not isinstance(item, Mention) or item.sku is not None or item.gaps or len(item.spans) > _LONGEST_NAME:
        return False
    for span in item.spans:
        said = text[span.start : span.end]
        if not (traits.of(said) or is_lettered(said) or _NUMBERED.fullmatch(plain(said))):
            return False
    return True


def is_size(span: Span, text: str) -> bool:
    said = text[span.start : span.end]
    trait = traits.of(said)
    bare = said.rstrip("".join(phrases.words("runs", "behind_size")))
    return bool((trait and trait[0] == "size") or _NUMBERED.fullmatch(bare))


def is_lettered(said: str) -> bool:
    """Whether it is a size in letters: S, XL码, 2L."""
    return _LETTERS.fullmatch(plain(said)) is not None


def plain(said: str) -> str:
    """The variant without the words behind it that mean nothing."""
    return said.rstrip("".join(phrases.words("runs", "behind")))


def group(token: Token) -> str:
    """What the token tells, of which a product has one: a trait's group, "number", or nothing that is known."""
    trait = traits.briefly(token.part.key)
    if trait is not None:
        return trait[0]
    if _LETTERS.fullmatch(token.part.key):
        return "size"
    sized = token.part.kind == "spec" and _SIZED.fullmatch(token.part.key)
    return "number" if sized or _NUMBERED.fullmatch(token.part.key) else ""


def counts_sizes(unit: str | None) -> bool:
    return unit in phrases.words("runs", "size_units")


def as_size(item: Span) -> Token | None:
    """The number of an amount as a product's name would have it."""
    amount: Amount = item.value
    return Token(number_part(item.start, item.end, amount.exact)) if amount.exact is not None else None


def may_be_size(unit: str | None) -> bool:
    """Whether a number with the unit may be a size; one without always may."""
    return unit is None or counts_sizes(unit) or units.measures(unit)
