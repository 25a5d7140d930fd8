"""Marks that people write otherwise or leave out, as the commas they stand for: rows of points, waves, smileys behind a mark,
blanks between whole clauses of Chinese talk, a new row for a correction."""

import re
from bisect import bisect_left
from collections.abc import Callable

from parsers import phrases
from parsers.normalize import Surface

_HAN = "㐀-鿿"
# Several points are one mark. Between two numbers they are a range, and before a correction they are hesitation.
_POINTS = re.compile(r"(?<=[^\s.。,，:：;；!！?？~>(（])(?:\.{2,}|。{2,})[ ]?(?=[\w(（])")
_BESIDE = re.compile(f"[{_HAN}]")
_NEAR = 8
# A size behind a name goes on with it: 橙汁 450ml.
_BLANK = re.compile(rf"(?<=[{_HAN}]) (?=[{_HAN}]|\d(?![\d.]*[a-z×*]))")
# What has marks of its own needs none; what has wide blanks, tabs or bars has columns; what is quoted is not talk.
_PARTED = re.compile(r"  |[\t|>]")
_PAUSES = ",，;；!！。"
_LETTER = re.compile(r"\w")
# So many pieces behind a blank tell whether it parts two things.
_AHEAD = 4
_LEAST = 6
# Signs that agree, decline or count say something: 👍👌✅❌🚫🙅👎🔟💯. Behind a mark and at the end of a row the others say nothing; behind the small word that
# ends a clause, or so many of something, they part it from what follows.
_FACES = "[\U0001f300-\U0001f43f\U0001f440-\U0001f44b\U0001f44f-\U0001f4ae\U0001f4b0-\U0001f50f\U0001f525-\U0001f644\U0001f646-\U0001f6aa\U0001f6ac-\U0001f6d0\U0001f6d2-\U0001faff\u2600-\u2610\u2612-\u26d3\u26d5-\u2704\u2706-\u2712\u2721-\u274b\u2763-\u2767\ufe0f\u200d]+"
_SMILEYS = re.compile(
    f"(?<=[,，。.!！?？;；~])[ ]?{_FACES}(?=\\s|\\w|$)|(?<=\\w)[ ]?{_FACES}(?=[ ]*$)", re.MULTILINE
)
_PARTING_SMILEYS = re.compile(
    f"(?:(?<=[了吧呢哈啊呀哦嘛啦喔噢呗])|(?<=[\\d一二两三四五六七八九十半][箱件盒包袋桶瓶条个支套双卷台只把块张片打罐]))[ ]?{_FACES}[ ]?(?=\\w)"
)
# Between numbers, days, months, parts of the day and amounts it is a range.
_WAVES = re.compile(
    rf"(?<=[{_HAN}])(?<![一二三四五六七八九十两百千日号月年点周天时])(?<![午早晚上](?=[~!！ ]{{1,9}}[下中上早晚傍半]))(?<![个只箱盒条瓶袋包件套双支张台把桶罐块米斤根卷捆片](?=[~!！ ]{{1,9}}[\d一二三四五六七八九十两百半几]))[~!！]*~[~ ]*(?=[{_HAN}\d])"
)
_ROWS = re.compile(rf"(?<=[{_HAN}])[ ]*\n(?=[{_HAN}\d])")


def evened(face: Surface, end: int | None = None) -> Surface:
    """The surface with a comma for each mark of this kind; of the source only what stands before `end` is talk."""
    face = _replaced(face, _SMILEYS, _smiley, end)
    face = _replaced(face, _PARTING_SMILEYS, _parting_smiley, end)
    if not _BESIDE.search(face.text):
        return face
    if ".." in face.text or "。。" in face.text:
        face = _replaced(face, _POINTS, _points, end)
    if "~" in face.text:
        face = _replaced(face, _WAVES, _wave, end)
    if "\n" in face.text:
        face = _replaced(face, _ROWS, _row, end)
    if " " not in face.text:
        return face
    stop = _until(face, end)
    rows = [_talked(row) for row in face.text[:stop].split("\n")]
    return Surface("\n".join(rows) + face.text[stop:], face.offsets)


def _until(face: Surface, end: int | None) -> int:
    return len(face.text) if end is None else bisect_left(face.offsets, end)


def _replaced(
    face: Surface, marks: re.Pattern[str], mark: Callable[[str, int, int], str | None], end: int | None
) -> Surface:
    """The surface with what `mark` has for what is found at these places of the text: one character, none, or no change."""
    text = face.text
    pieces: list[str] = []
    offsets: list[int] = []
    position = 0
    for found in marks.finditer(text, 0, _until(face, end)):
        said = mark(text, *found.span())
        if said is None:
            continue
        pieces.append(text[position : found.start()] + said)
        offsets.extend(face.offsets[position : found.start() + len(said)])
        position = found.end()
    if not pieces:
        return face
    return Surface("".join(pieces) + text[position:], (*offsets, *face.offsets[position:]))


def _smiley(_text: str, _start: int, _end: int) -> str:
    return ""


def _parting_smiley(text: str, _start: int, end: int) -> str | None:
    return None if _refuses(text, end) else ","


def _points(text: str, start: int, end: int) -> str | None:
    between = text[start - 1].isdigit() and text[end].isdigit()
    near = _BESIDE.search(text[max(0, start - _NEAR) : start] + text[end : end + _NEAR])
    corrects = phrases.book("marks")["corrects"].pattern.match(text, end)
    return None if between or not near or corrects or _refuses(text, end) else ","


def _wave(text: str, _start: int, end: int) -> str | None:
    return None if _refuses(text, end) else ","


def _refuses(text: str, start: int) -> bool:
    return phrases.book("marks")["refuses"].pattern.match(text, start) is not None


def _has_marks(row: str) -> bool:
    """Whether a mark stands before a letter of the row, or it has columns."""
    first = min((place for mark in _PAUSES if (place := row.find(mark)) >= 0), default=-1)
    return (first >= 0 and _LETTER.search(row, first) is not None) or _PARTED.search(row) is not None


def _row(text: str, start: int, end: int) -> str | None:
    """What takes back something of the row before goes on with it; a row of nothing else goes on itself."""
    opens = phrases.book("marks")["takes_back"].pattern
    if opens.match(text, end):
        return ","
    last = max(text.rfind(mark, 0, start) for mark in "\n,，。.!！?？;；")
    alone = opens.match(text, last + 1) if last >= 0 else None
    return "," if alone and alone.end() == start else None


def _talked(row: str) -> str:
    """The row with commas for the blanks between its clauses, if it talks without any marks."""
    if " " not in row or len(_BESIDE.findall(row)) < _LEAST or _has_marks(row):
        return row
    book = phrases.book("marks")
    if not book["talks"].pattern.search(row):
        return row
    letters = list(row)
    places = [found.start() for found in _BLANK.finditer(row)]
    pieces = [
        row[start:stop]
        for start, stop in zip([0, *(place + 1 for place in places)], [*places, len(row)], strict=True)
    ]
    for index, place in enumerate(places):
        if _refuses(row, place + 1):
            continue
        if not _one_thing(pieces[index], pieces[index + 1 : index + 1 + _AHEAD]):
            letters[place] = "," if not row[place + 1].isdigit() or not row[place - 1].isdigit() else " "
    return "".join(letters)


def _one_thing(before: str, behind: list[str]) -> bool:
    """Whether a blank stands within one thing of a list: between its name, what it is like and how much of it there is."""
    book = phrases.book("marks")
    if book["counts"].pattern.search(behind[0]):
        # How many of what was just called are wanted: 再加个油灯吧 要10个.
        return True
    if book["closes"].pattern.search(before):
        return False
    if book["place"].pattern.search(before) and not book["clause"].pattern.search(behind[0]):
        # Who is there follows where it is.
        return True
    if book["alone"].pattern.search(behind[0]):
        return True
    if book["clause"].pattern.search(before):
        return False
    for piece in behind:
        if book["alone"].pattern.search(piece):
            return True
        if book["clause"].pattern.search(piece):
            return False
    return False
