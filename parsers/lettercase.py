"""Latin words in the case that they would have: people write whole messages in small letters, or in capitals alone."""

import re

from parsers import phrases

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# Where a sentence begins, the telephone itself sets the capital.
_OPENING = re.compile(r"(?:[.!?:]\s{1,3}|>\s?)\Z")
_LEAST = 3
_BEFORE = 4


def ordinary(text: str) -> str:
    """The same text, as long as before: in rows of one case all words with a capital but the small ones of a sentence."""
    return "".join(_row(row) if _of_one_case(row) else row for row in text.splitlines(keepends=True))


def _of_one_case(row: str) -> bool:
    small = great = 0
    for word in _WORD.finditer(row):
        letters = word.group()
        if len(letters) == 1 or not letters.isascii():
            continue
        if letters.islower():
            small += 1
        elif letters.isupper():
            great += 1
        elif word.start() and not _OPENING.search(row[max(0, word.start() - _BEFORE) : word.start()]):
            return False
    return (small >= _LEAST and not great) or (great >= _LEAST and not small)


def _row(row: str) -> str:
    little = phrases.words("addresses", "small_words")

    def cased(word: re.Match[str]) -> str:
        letters = word.group()
        if letters.lower() in little:
            return letters.lower() if letters.isascii() else letters
        # Letters that are part of a number stay: 30mm, 12A.
        if not letters.isascii() or (word.start() and row[word.start() - 1].isdigit()):
            return letters
        return letters[0].upper() + letters[1:].lower()

    return _WORD.sub(cased, row)
