"""Messages that want nothing of an order desk: wishes, thanks, word that something came well, or what was meant for the family.

A text is idle if every clause of it bears a sign of that, and no word of business stands anywhere in it: whatever else is in a
message is for somebody to look at, however kind its other words are.
"""

import re

from parsers import phrases

# Whoever writes more than this has something to tell.
_LONGEST, _MOST_CLAUSES = 300, 10
_ENDS = re.compile(r"[,，。!！;；~～、…\n]+|\.(?=\s|\Z)|(?<=[㐀-鿿])\s+|\s+(?=[㐀-鿿])")
# What stands for the words that nothing is wrong: some of them are those of faults.
_SOUND = "完好"
_LETTERS = re.compile(r"[^\W_]")
# Pictures, and marks around a clause.
_AROUND = re.compile(r"[^\w㐀-鿿]+\Z|\A[^\w㐀-鿿]+|\[[㐀-鿿]{1,4}\]")
# A clause at home of more characters, or words, is a story of its own.
_HAN, _WORDS = 14, 10


def only(text: str) -> bool:
    """Whether the lower-cased words of a message want nothing of the desk."""
    if not text or len(text) > _LONGEST:
        return False
    book = phrases.book("idle")
    # That one will buy some other time is no business of now.
    text = book["sound"].pattern.sub(_SOUND, book["later"].pattern.sub(" ", text))
    clauses = [clause for part in _ENDS.split(text) if _LETTERS.search(clause := _AROUND.sub("", part))]
    if not clauses or len(clauses) > _MOST_CLAUSES or book.says(text, ("business", "pressing")):
        return False
    if book["kin"].pattern.search(text) or _at_home(clauses):
        return all(len(clause) <= _HAN or len(clause.split()) in range(2, _WORDS + 1) for clause in clauses)
    told = [bool(book["courtesy"].pattern.search(clause)) for clause in clauses]
    return any(told) and all(
        kind or book["vocative"].pattern.search(clause) for kind, clause in zip(told, clauses, strict=True)
    )


def pressing(text: str) -> bool:
    """Whether somebody waits, declines or decides, whatever kind words stand beside it."""
    return phrases.book("idle")["pressing"].pattern.search(text) is not None


def _at_home(clauses: list[str]) -> bool:
    """Whether most of it is of what is done at home (哥，妈说周末回家吃饭)."""
    home = phrases.book("idle")["home"].pattern
    return 2 * sum(bool(home.search(clause)) for clause in clauses) > len(clauses)
