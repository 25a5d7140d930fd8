"""What is to be cut or parted into how many: 剪成三段，每段100米, cut into 3 pieces of 100 m each. It comes to what was ordered,
and orders nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from parsers import number_words

_HAN = r"(\d{1,5}(?:\.\d{1,2})?|[一二两三四五六七八九十百]{1,5})"
_PIECE = r"[段条根截节块份件卷捆扎盘包袋箱筒片张板]"
_CHINESE = re.compile(
    rf"(?:剪|裁|切|锯|截|割|分|断|拆|开|缠|绕|卷|打|装)(?:断|开|切|装)?(?:成|为|做|作)?{_HAN}(?:个|小|等)?{_PIECE}"
    rf"[,，、; ]{{0,2}}(?:每|一|各|1)(?:个|小)?{_PIECE}?(?:是|为|要|长|装|都是)?{_HAN} ?([㐀-鿿a-z]{{1,3}})"
)
_ENGLISH = re.compile(
    r"\b(?:cut|split|divided?|slit|saw|sawn|chop|wind|wound|roll(?:ed)?|part|pack(?:ed)?)(?: [a-z]{2,6}){0,2} (?:in|into|to|as|up into) "
    r"(\d{1,5}|[a-z]{3,8}) (?:equal )?(?:pieces|lengths|parts|sections|rolls|coils|strips|bundles|lots|portions|bags|packs|pcs)"
    r"(?: of|,|:)? (\d{1,5}(?:\.\d{1,2})?|[a-z]{3,8}) ?([a-z]{1,8})\b(?: each)?"
)


@dataclass(frozen=True, slots=True)
class Cut:
    """Where it is said, what all pieces come to, and the word of its unit."""

    start: int
    end: int
    total: Decimal
    unit: str


def find(text: str, start: int, end: int) -> Iterator[Cut]:
    """What a stretch of a lower-cased text says of pieces, each of so much."""
    for pattern in (_CHINESE, _ENGLISH):
        for match in pattern.finditer(text, start, end):
            count, each = _number(match[1]), _number(match[2])
            if count and each:
                yield Cut(match.start(), match.end(), count * each, match[3])


def _number(said: str) -> Decimal | None:
    if said[0].isdigit():
        return Decimal(said)
    value = number_words.english(said) if said.isascii() else number_words.chinese(said)
    return value.low if value is not None and value.low == value.high else None
