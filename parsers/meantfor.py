"""Things that are for goods of ours and are none of them: 20 covers for small fenders. What is counted is what is unknown."""

from parsers import phrases, units
from parsers.clauses import PARTS, Mention, Sentence, is_amount
from parsers.entries import Entry
from parsers.parts import grammar_words, stem

# Longer stretches are no name; who is spoken of before them is.
_MOST_WORDS = 3


def words(entry: Entry, sentence: Sentence, text: str) -> Mention | None:
    """The unknown words of which the goods that the entry names only tell what that is for."""
    places = [
        place
        for place in range(entry.first, entry.last + 1)
        if isinstance(item := sentence.items[place], Mention) and item.spans
    ]
    if entry.amount is None or not places:
        return None
    named, place = sentence.items[places[0]], places[0] - 1
    while place >= 0 and not isinstance(sentence.items[place], Mention):
        if is_amount(sentence.items[place]):
            return None
        place -= 1
    said = sentence.items[place] if place >= 0 else None
    if not isinstance(said, Mention) or said.spans or len(said.gaps) > _MOST_WORDS:
        return None
    book = phrases.book("entries")
    if not book["is_for"].pattern.search(text[said.end : named.start]):
        return None
    if book["no_thing"].pattern.search(text[said.start : said.end]):
        return None
    last = str(said.gaps[-1].value)
    if not last.isascii() or last in grammar_words() or units.named(last) is not None:
        return None
    if entry.amount.end <= said.start:
        return said if text[entry.amount.end : said.start].strip() in ("", "of", "x", "*", "-") else None
    opens = place == 0 or getattr(sentence.items[place - 1], "label", "") in PARTS | {"marker"}
    # Before its number it must be seen that things are meant: by their plural.
    return said if opens and stem(last) != last else None
