"""Whether a message asks for speed: in one of its clauses, and not only of what was or of a paper."""

import re

from parsers import phrases
from parsers.annotate import Annotated

# Between Chinese words a blank parts clauses; "but" does between English ones.
_CLAUSES = re.compile(r"[,，、]+|(?<=[㐀-鿿]) +(?=[㐀-鿿])|\bbut\b|但是?|不过")
_SENTENCES = re.compile(r"[\n。；;~～]+|(?<=[!！?？])|\.(?=\s|$)")


def asked(annotated: Annotated, *, waiting: bool = True) -> bool:
    """Whether the message asks for speed; `waiting`: also by saying that somebody waits for it, or runs after the writer."""
    said = annotated.said(annotated.voice)
    return is_asked(f"{said}\n{annotated.subject}" if annotated.subject else said, waiting=waiting)


def is_asked(text: str, *, waiting: bool = True) -> bool:
    """Whether the lower-cased words ask for speed."""
    book = phrases.book("haste")
    names = ("asks", "waits") if waiting else ("asks",)
    asking = [book[name].pattern for name in names] if book.may_say(text, names) else []
    no = (book["denies"].pattern, book["spoken_of"].pattern)
    for sentence in _SENTENCES.split(text):
        chased = bool(book["chases"].pattern.search(sentence)) and not book["papers"].pattern.search(sentence)
        chased = chased and (waiting or not book["chased"].pattern.search(sentence))
        for clause in _CLAUSES.split(sentence) if asking or chased else ():
            asks = any(pattern.search(clause) for pattern in asking)
            asks = asks or (chased and book["chases"].pattern.search(clause) is not None)
            if asks and not any(pattern.search(clause) for pattern in no):
                return True
    return False
