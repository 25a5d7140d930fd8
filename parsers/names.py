"""Names of people and companies: who a signature or the end of a text names, and what an introduction or a label says."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from parsers import namepieces, phrases, regions
from parsers.namepieces import HAN, Piece, pieces, shape
from parsers.spans import Span

Source = Literal["introduction", "label", "signoff", "receiver", "heading", "mention", "greeting"]
_ONLY_HAN = re.compile(r"[㐀-鿿·]+")
_DIGIT = re.compile(r"\d")
_PHONE_OR_MAIL = re.compile(r"@|(?:\d[\d()\s.-]{5,24}\d)|^\D{0,4}x?\s?\d{2,5}$")
# A letter opens with a greeting, so that a name at its end signs it.
_LETTER = re.compile(
    r"\s*(?:hi|hello|dear|hey|good (?:morning|afternoon|day|evening)|morning)\b", re.IGNORECASE
)
# A row of a form (要求到货日：2026-11-03) and no way to reach somebody.
_FORM = re.compile(
    r"(?:(?:收|送|交|到|卸|提|发)货|配送|收件)(?!人)[㐀-鿿]{0,4}\s?[:：]|(?:日期?|时间|数量|金额|单号|备注|付款|结算|合计|地点)\s?[:：]|(?:19|20)\d\d[-/年.]\d{1,2}[-/月.]\d{1,2}"
)
# Words with a capital, and numbers.
_LATIN_NAME = re.compile(r"[A-ZÀ-Þ\d][\w.'’&À-ÿ/#-]*(?: (?:[A-ZÀ-Þ\d][\w.'’&À-ÿ/#-]*|&|of|and|de|the))*")
_LONGEST_ROW = 120
_LONGEST_CLOSING = 60
_MOST_ROWS = 14
_SAID_OTHERWISE = frozenset(("other", "label"))
_LONG_WORD = 9
_FIRST_AND_LAST = 2
_FROM_THERE = 0.2
# Characters of a Chinese word that begins like a name.
_WORD = 2
# So many words make a message that somebody may sign.
_SAID = 6
_THANKS = re.compile(
    r"(?:(?:many|kind|best|warm|big|with) )?(?:thanks|thank you|thx|cheers|regards|greetings|wishes)(?: [a-z]{1,8}){0,3}",
    re.IGNORECASE,
)
TAIL = "names.tail"
"""The rule of a single word behind the last sentence, which may be a place on file as well."""
NICK = "names.nick"
"""The rule of a nickname that ends a run of clauses, which may also be whom it is written to."""
# What may be the number of a telephone, by which somebody is reached.
_NUMBER = re.compile(r"\d[\d ()-]{6,18}\d")
# (name of the phrase, source, certainty), the surest first.
_IN_WORDS: tuple[tuple[str, Source, float], ...] = (
    ("labels", "label", 0.9),
    ("introduces", "introduction", 0.85),
    ("letterhead", "label", 0.8),
    ("receives", "receiver", 0.85),
    ("reached", "receiver", 0.75),
    ("heading", "heading", 0.8),
    ("mentions", "mention", 0.7),
    ("greets", "greeting", 0.9),
)


@dataclass(frozen=True, slots=True)
class NameValue:
    """A name as the text writes it; `source` says what marks it: a self-introduction, a label of a form, a sign-off,
    who receives the goods, whom the invoice is made out to, a mention by somebody else, or a greeting of ours."""

    text: str
    source: Source


def signs(row: str) -> bool:
    """Whether a row holds nothing but names, roles and ways to reach somebody."""
    if len(row) > _LONGEST_ROW or _FORM.search(row):
        return False
    found = pieces(row)
    firm = found[0].text if found and found[0].kind == "company" else ""
    if " " in firm and not re.search(r"\d", firm) and all(_LATIN_NAME.fullmatch(one.text) for one in found):
        # A firm with the words of its address behind it; PT-20 10 is none.
        return True
    other = [piece for piece in found if piece.kind not in ("person", "company", "role", "reach")]
    return len(other) < len(found) and len(other) <= 1 and all(_shop(piece) for piece in other)


def of_person(text: str) -> bool:
    """Whether the words are a Western person's name and nothing else."""
    return not HAN.search(text) and [piece.kind for piece in pieces(text)] == ["person"]


def only_place(row: str) -> bool:
    """Whether a row is nothing but the Chinese name of a shop, a school, a works: that of a company or of a place."""
    found = pieces(row) if len(row) <= _LONGEST_ROW else ()
    return (
        len(found) == 1 and found[0].kind in ("company", "other") and bool(_ONLY_HAN.fullmatch(found[0].text))
    )


def _shop(piece: Piece) -> bool:
    """A few Chinese characters that may be a shop's name and say nothing."""
    return _bare(piece) and not shape("says").search(piece.text)


def closes(row: str) -> bool:
    """Whether a row is a closing with who closes: Thanks, Ann / 谢谢，王芳"""
    found = pieces(row) if len(row) <= _LONGEST_CLOSING else ()
    kinds = [piece.kind for piece in found]
    return kinds[:1] == ["closing"] and all(
        kind in ("closing", "person", "company", "role") for kind in kinds
    )


def _bare(piece: Piece) -> bool:
    """A few Chinese characters that may be a shop's name."""
    return 2 <= len(piece.text) <= 12 and bool(_ONLY_HAN.fullmatch(piece.text))


def in_signature(text: str) -> list[Span]:
    """Spans 'person' and 'company' of a block that signs."""
    rows = [(match.start(), match.group()) for match in re.finditer(r"[^\n]+", text) if match.group().strip()]
    read = [
        [_moved(piece, start) for piece in pieces(row[:_LONGEST_ROW])] for start, row in rows[:_MOST_ROWS]
    ]
    return list(_signed(read))


def in_tail(text: str) -> list[Span]:
    """Spans of a sign-off that ends a text without a signature of its own: "… Thanks, Ann", "……抱歉。王芳"."""
    body = text.rstrip()
    first = body.rfind("\n") + 1
    row = body[first:]
    own_row = True
    cut = max(
        (
            match.end()
            for match in re.finditer(r"[.!?。！？；;…](?:\s|(?=[㐀-鿿]))|[~～]\s?|(?<![-–—])[-–—]{2}\s?", row)
        ),
        default=0,
    )
    surname = shape("alone").fullmatch(row.strip(" .。")) if first else None
    if surname is not None:
        at = first + row.index(surname[0])
        return [Span(at, at + 1, "person", NameValue(surname[0], "signoff"), 0.7, "names.signoff")]
    found: Sequence[Piece] = _parted(row) if len(row) <= _LONGEST_ROW else ()
    if cut and not _only_names(found):
        found, own_row = [_moved(piece, cut) for piece in _parted(row[cut:])], False
    if not _only_names(found) or len(row[cut:]) > _LONGEST_ROW:
        return _nick_behind(row[cut:], first + cut) if len(row[cut:]) <= _LONGEST_ROW else []
    closed = any(piece.kind == "closing" for piece in found)
    alone = len(found) == 1 and " " not in found[0].text and not HAN.search(found[0].text)
    # One capitalised word behind a sentence may be a town; by itself in its row it signs, and so it does below a letter.
    if alone and not own_row and not closed and not _LETTER.match(text):
        piece = _moved(found[0], first)
        return (
            [Span(piece.start, piece.end, "person", NameValue(piece.text, "signoff"), 0.6, TAIL)]
            if _said(text, piece)
            else []
        )
    if own_row and not first and not closed and len(found) == 1 and found[0].kind == "person":
        return []
    return list(_signed([[_moved(piece, first) for piece in found]]))


def _nick_behind(row: str, at: int) -> list[Span]:
    """Who signs a run of clauses that only blanks part, by what friends call them: 白菜两箱 送店里 琴姐."""
    match = phrases.book("names")["nick_behind"].pattern.search(row.rstrip(" .。!！~～"))
    if match is None or _no_name(match["person"], "person"):
        return []
    start, end = match.span("person")
    return [Span(at + start, at + end, "person", NameValue(match["person"], "signoff"), 0.6, NICK)]


def _said(text: str, name: Piece) -> bool:
    """Whether so much is said before the word that ends a text that it signs it, and is nothing that was spoken of."""
    before = text[: name.start]
    if _THANKS.fullmatch(name.text) or text[name.end :].strip().startswith(("!", "?")):
        return False
    return len(before.split()) >= _SAID and name.text not in before


def _parted(row: str) -> list[Piece]:
    """The pieces of a row; thanks in other words than the known ones close it as well: Thanks a bunch, Ann."""
    return [
        replace(piece, kind="closing") if piece.kind == "other" and _THANKS.fullmatch(piece.text) else piece
        for piece in pieces(row)
    ]


def _only_names(found: Sequence[Piece]) -> bool:
    kinds = {piece.kind for piece in found}
    if not kinds & {"person", "company"}:
        return False
    if kinds & _SAID_OTHERWISE:
        # 云朵 王芳: a shop's name may be of any characters where a person follows.
        return all(
            piece.kind not in _SAID_OTHERWISE or _before_person(found, index)
            for index, piece in enumerate(found)
        )
    return True


def _before_person(found: Sequence[Piece], index: int) -> bool:
    follows = found[index + 1].kind if index + 1 < len(found) else None
    return _shop(found[index]) and follows in ("person", "role")


def _signed(rows: Iterable[Sequence[Piece]]) -> Iterator[Span]:
    """The first person, and the company: by its form, or by its place beside the person."""
    person: Piece | None = None
    company: Piece | None = None
    guess: Piece | None = None
    rows = list(rows)
    for number, row in enumerate(rows):
        if person is None and _foreign_closing(row, rows[number + 1 :]):
            continue
        if person is None and _thanks_another(row, rows[number + 1 :]):
            continue
        numbered = any(_DIGIT.search(piece.text) and not _PHONE_OR_MAIL.search(piece.text) for piece in row)
        for index, piece in enumerate(row):
            if piece.kind == "company":
                company = company or piece
            elif piece.kind == "person":
                if _shop_before_person(row, index):
                    guess = guess or piece
                elif person is None or _fuller(person, piece):
                    person = piece
                elif not HAN.search(piece.text) and not numbered:
                    guess = guess or piece
            elif piece.kind == "other" and (
                _before_person(row, index) or (len(row) == 1 and _bare(piece) and person)
            ):
                guess = guess or piece
    if person is not None:
        yield _span(person, "person", 0.85)
    company = company or guess
    if company is not None:
        yield _span(company, "company", 0.85 if company.kind == "company" else 0.7)


def _fuller(signed: Piece, below: Piece) -> bool:
    """Whether the name below is the signed one written out: Em, Emily above Emily Novak."""
    first, *rest = below.text.lower().split()
    return bool(rest) and " " not in signed.text and first.startswith(signed.text.lower().strip("."))


def _foreign_closing(row: Sequence[Piece], below: Sequence[Sequence[Piece]]) -> bool:
    """One long word, or one beside a closing that we know, over a first and a last name: Saygilarimla."""
    said = [piece for piece in row if piece.kind != "closing"]
    if len(said) != 1 or said[0].kind != "person" or " " in said[0].text or HAN.search(said[0].text):
        return False
    if len(row) == 1 and len(said[0].text) < _LONG_WORD:
        return False
    first = next((piece for lower in below[:1] for piece in lower[:1]), None)
    return first is not None and first.kind == "person" and len(first.text.split()) == _FIRST_AND_LAST


def _thanks_another(row: Sequence[Piece], below: Sequence[Sequence[Piece]]) -> bool:
    """Thanks to somebody in a row of their own, over the name of who signs: Thanks Ann / Bo."""
    if [piece.kind for piece in row] != ["closing", "person"] or not _THANKS.fullmatch(row[0].text):
        return False
    if row[1].start - row[0].end > 1:
        # Thanks, Ann: behind a mark stands who signs.
        return False
    under = [piece for lower in below[:1] for piece in lower]
    one = [piece.kind for piece in under[:1]] == ["person"] and not HAN.search(under[0].text)
    # Ann / Ann Lee is one who writes the name out, Ann / Rod Line a firm below it.
    return one and not _fuller(row[1], under[0]) and (len(row[1].text.split()) == 1)


def _shop_before_person(row: Sequence[Piece], index: int) -> bool:
    """Of two Chinese pieces that could both be people, 麦香 王芳, the first is the shop."""
    following = row[index + 1] if index + 1 < len(row) else None
    return following is not None and following.kind == "person" and bool(HAN.search(row[index].text))


def _span(piece: Piece, label: str, certainty: float) -> Span:
    return Span(piece.start, piece.end, label, NameValue(piece.text, "signoff"), certainty, "names.signoff")


def _moved(piece: Piece, by: int) -> Piece:
    return Piece(piece.start + by, piece.end + by, piece.text, piece.kind)


def in_words(text: str) -> list[Span]:
    """Spans 'person' and 'company' that introductions, labels, receivers, headings and mentions name."""
    found: list[Span] = []
    for name, source, certainty in _IN_WORDS:
        if name == "reached" and not _NUMBER.search(text):
            # Beside whose name no number may stand nobody is reached.
            continue
        for match in phrases.book("names")[name].pattern.finditer(text):
            for group, words in match.groupdict().items():
                label = group.partition("_")[0]
                kept = words.strip(" ,.") if words else ""
                if label == "person" and (other := _no_person(kept)) is not None:
                    # This is Rod Line Ltd; this is Accounts Payable.
                    if other != "company":
                        continue
                    label = other
                if kept and not _no_name(kept, label):
                    start = match.start(group) + words.index(kept)
                    # From a town rather than of a firm: what is said to be the firm's name outranks it.
                    from_there = group.endswith("_from")
                    if from_there and regions.is_country(kept):
                        continue
                    value = NameValue(kept, source)
                    sure = certainty - _FROM_THERE * from_there
                    found.append(Span(start, start + len(kept), label, value, sure, f"names.{source}"))
    return found


def _no_person(text: str) -> str | None:
    """What Western words are that stand where a person's name does: a company or an office; None where they may be a name."""
    if not text or HAN.search(text) or " " not in text:
        return None
    kinds = {piece.kind for piece in pieces(text)}
    return next((kind for kind in ("company", "role") if kinds == {kind}), None)


def _no_name(text: str, label: str) -> bool:
    if HAN.search(text):
        return label == "person" and (
            text[:_WORD] in phrases.words("names", "no_persons") or namepieces.is_place(text)
        )
    first = text.split()[0].lower().strip(".'").replace("’", "'")
    if first in namepieces.SAYS_WHO:
        return True
    lone = phrases.words("names", "seldom_names") | phrases.words("names", "roles_en")
    alone = " " not in text and first in lone
    return alone or first in phrases.words("names", "no_names")
