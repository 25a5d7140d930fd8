"""The many small words that lean towards an intent and decide nothing alone: what the trained voice listens for.

The lists of leanings.toml say what kinds of words there are; how much each kind counts for an intent, beside everything
else, is learnt (see intentmodel.py).
"""

from parsers import phrases

_MOST_WORDS = 4
# The longest text whose words are looked for: who writes more than this wants to be read by plain cues.
_LONGEST = 4000


def find(text: str) -> dict[str, str]:
    """The kinds of words in a lower-cased text, each with some that were found."""
    text = text[:_LONGEST]
    words: dict[str, str] = {}
    for phrase in phrases.book("leanings").within(text):
        found: dict[str, None] = {}
        for match in phrase.pattern.finditer(text):
            found[match.group().strip(" ,，。")] = None
            if len(found) == _MOST_WORDS:
                break
        if found:
            words[phrase.name] = ", ".join(found)
    return words
