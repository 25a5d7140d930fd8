"""Whether a text is written in a script that is read at all: Latin or Chinese."""

import unicodedata

_LOOKED_AT = 5_000  # characters
# Japanese and Korean texts hold Chinese characters too; their own letters give them away.
_READ = ("LATIN", "CJK", "FULLWIDTH LATIN", "BOPOMOFO")


def foreign(text: str) -> bool:
    """Whether more than a third of the letters are of another script (Cyrillic, Arabic, kana, Hangul, Thai …).

    A name or a product in foreign letters makes no foreign message.
    """
    letters = [character for character in text[:_LOOKED_AT] if character.isalpha()]
    others = sum(not unicodedata.name(letter, "").startswith(_READ) for letter in letters)
    return others * 3 > len(letters)
