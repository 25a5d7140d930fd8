"""The pieces of a row of a signature, and what each is: a person, a company, a role, a way to reach somebody."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from typing import Literal

from parsers import phrases
from parsers.values import frozen

Kind = Literal["person", "company", "role", "reach", "closing", "label", "other"]
HAN = re.compile(r"[㐀-鿿]")
# Between the pieces of a signature: bars, commas (but of Co., Ltd.), dashes between blanks, wide gaps, any blank
# beside a Chinese character.
_SEPARATOR = re.compile(
    r"\s{0,4}[|,，、;；:：\t](?!\s?(?:Ltd|Inc|LLC|S\.A|Limited))\s{0,4}|\s{1,4}[-/]{1,2}\s{1,4}|(?<=[㐀-鿿])/|/(?=[㐀-鿿])"
    r"|\s{2,8}|\s(?=\((?![A-Za-z]{1,14}\) (?:Ltd|Limited|Inc|LLC|Co\b|Corp|GmbH|Bhd|PLC)))|(?<=[㐀-鿿])(?=\([㐀-鿿]{1,8}\)(?:\s|$))|(?<=[㐀-鿿])\s(?=[^\s])|(?<=[^\s])\s(?=[㐀-鿿])"
)
_AROUND = " \t.!！。~～*'\"“”()（）-—…"
_REACH = re.compile(
    r"[\w.+-]{1,64}@[\w-]{1,64}\.|www\.|https?:|\+?\(?\d[\d()\s.-]{5,24}\d|(?:tel|phone|mobile|mob|cell|fax|ext|x|whatsapp|电话|手机|传真|微信|qq)\b\.?|\d{3,}",
    re.IGNORECASE | re.ASCII,
)
_NOT_IN_NAMES = re.compile(
    # 发城东店 says where goods go; 发达五金店 is a shop.
    r"[到送前后。！？]|直接|[那这]边|\d[点号月日]|\A[^㐀-鿿]{0,3}(?:走|用|发|寄)[㐀-鿿]{1,6}(?:物流|快递|速运|快运|货运|专线)\Z|\A(?:请|麻烦)?(?:发(?![达财记艺源发型廊])|寄|拉|运)[㐀-鿿]{1,6}[店仓厂铺库]"
)
_CAPITAL = re.compile(r"(?:[A-ZÀ-Þ][\w.'’&À-ÿ-]*|[A-Z]{2,})")
# Harlow & Finch: two who trade together.
_PARTNERS = re.compile(r"[A-ZÀ-Þ][\w'’.-]{1,30}(?:, [A-ZÀ-Þ][\w'’.-]{1,30})? (?:&|\+) [A-ZÀ-Þ][\w'’.-]{1,30}")
# What says that a shop's name follows, and what begins the way of a parcel: 走青石物流 names no customer.
_FIRM_LABEL = re.compile(r"(?:店铺?名称?|公司名称?|单位名称|商户名|字号|招牌)(?![㐀-鿿]{0,2}\Z)")
_NICKNAME = re.compile(r"[小阿老大][㐀-鿿]")
# What leads to a name and is none: It's Ann.
SAYS_WHO = frozenset(
    ("i'm", "it's", "that's", "here's", "there's", "we're", "let's", "what's", "i've", "i'll", "i'd")
)
# More words that no capital begins behind a legal form go on to say something of the firm.
_MOST_BEHIND = 2
_POINTS = re.compile(r"\.\s?")
# What a name begins with that is written short, and in a signature a word that says for whom somebody signs.
_INITIAL = re.compile(r"[a-zà-ɏ]\.?")
_FOR_FIRM = frozenset(
    ("for", "for and on behalf of", "on behalf of", "company", "firm", "organisation", "organization")
)
_KISSES = re.compile(r"\s(?:x{1,3}|xo(?:xo)?)$", re.IGNORECASE)
_KISSES_AHEAD = re.compile(r"(?:x{1,3}|xo(?:xo)?)\s(?=[A-ZÀ-Þ][a-zà-ÿ]+$)")
# Who signs for somebody else, and what they have studied: i. A., ppa., Dipl.-Ing.
_FOR_ANOTHER = re.compile(
    r"(?:i\. ?[av]\.|ppa\.?|p\. ?p\.?|p/[po]|per pro\.?|dipl\.[ -]?\w{1,12}\.?|mag\.|ing\.) {1,2}",
    re.IGNORECASE,
)
# What the name of a part of a house ends in, and hardly anybody's own.
_ROOMS = "房库厅厨柜岗仓"
_LONGEST_OFFICE, _LONGEST_POST = 6, 12
# Words of a closing, and characters of a name behind one.
_LONGEST_CLOSING = 4
_NAMED = (2, 3)
# Characters of a Chinese word that begins like a name.
_WORD = 2


@frozen
class Piece:
    """A stretch of a row between separators, and what it is."""

    start: int
    end: int
    text: str
    kind: Kind


@cache
def shape(slot: str) -> re.Pattern[str]:
    """A slot of the book of names, for a whole piece."""
    return re.compile(phrases.slot("names", slot), re.ASCII)


def is_place(text: str) -> bool:
    """Whether the words say where in a house, and no surname begins a name by them: 花房, 冷库, 前厅."""
    return text[-1] in _ROOMS or text in phrases.words("addresses", "site") | phrases.words(
        "addresses", "spot_at"
    )


def _is_person(text: str) -> bool:
    """Whether a Chinese piece has the shape of a person's name: 王芳, 王姐, 老王; none ends as sentences do: 安排吧."""
    if (
        text.startswith("谢谢")
        or text[:_WORD] in phrases.words("names", "no_persons")
        or shape("particle").match(text[-1])
        or is_place(text)
    ):
        return False
    return bool(shape("person").fullmatch(text))


@lru_cache(maxsize=256)
def pieces(row: str) -> tuple[Piece, ...]:
    """The pieces of a row, each with its kind. Separators and blanks belong to none."""
    found: list[Piece] = []
    start = 0
    for match in (*_SEPARATOR.finditer(row), None):
        end = match.start() if match is not None else len(row)
        text = row[start:end]
        inner = text.strip(_AROUND)
        if inner:
            begin = start + text.index(inner)
            stop = begin + len(inner)
            # Inc. and Ltd. keep their full stop.
            if row.startswith(".", stop) and inner.endswith(_dotted()):
                inner += "."
            found.extend(_kinds(inner, begin))
            if match is not None and match[0].strip() in tuple(":：") and found[-1].kind == "other":
                # 制表：王芳: what stands before a colon names what follows, and no firm.
                found[-1] = replace(found[-1], kind="role" if inner.lower() in _FOR_FIRM else "label")
        start = match.end() if match is not None else end
    for index, piece in enumerate(found[1:], 1):
        if (
            piece.kind == "other"
            and found[index - 1].kind in ("role", "company")
            and (
                _NICKNAME.fullmatch(piece.text)
                or (found[index - 1].text.endswith("人") and _signs_off(piece.text))
            )
        ):
            # 店长 小鹿: behind a post stands who holds it; 收件人：谷雨 has any name.
            found[index] = replace(piece, kind="person")
        elif row[piece.start - 1 : piece.start] == "(" and found[index - 1].kind != "closing":
            # 小王(仓库), 青石小馆(筹): what stands in brackets says where, or as what, and names nobody.
            found[index] = replace(piece, kind="role")
    if (
        len(found) > 1
        and found[-2].kind == "closing"
        and found[-1].kind == "other"
        and _signs_off(found[-1].text)
    ):
        found[-1] = replace(found[-1], kind="person")
    return tuple(found)


def _signs_off(text: str) -> bool:
    """Whether a few Chinese characters behind a closing say nothing else and so may be a name of another people."""
    return (
        len(text) in _NAMED
        and all(map(HAN.match, text))
        and not shape("says").search(text)
        and not shape("no_sign").search(text)
        and text not in phrases.words("names", "no_persons")
    )


def _kinds(text: str, at: int) -> Iterator[Piece]:
    if HAN.search(text):
        yield from _chinese(text, at)
    else:
        if proxy := _FOR_ANOTHER.match(text):
            at, text = at + proxy.end(), text[proxy.end() :]
        text = _KISSES.sub("", text)
        if closing := _closing(text):
            yield Piece(at, at + len(closing), closing, "closing")
            rest = text[len(closing) :].lstrip("!~., ")
            at, text = at + len(text) - len(rest), rest
        if ahead := _KISSES_AHEAD.match(text):
            at, text = at + ahead.end(), text[ahead.end() :]
        yield Piece(at, at + len(text), text, _latin(text))


def _closing(text: str) -> str:
    """The words that close a mail before a name without a mark between: Rgds Ann, Best regards Ann Lee."""
    words = text.split(" ")
    for count in range(min(len(words) - 1, _LONGEST_CLOSING), 0, -1):
        closing = " ".join(words[:count]).rstrip("!~.,")
        if (
            closing.lower() in phrases.words("letters", "closing")
            and closing.lower() not in phrases.words("names", "no_closing")
            and _latin(" ".join(words[count:])) == "person"
        ):
            return closing
    return ""


@cache
def _dotted() -> tuple[str, ...]:
    """Legal forms that end in a full stop, without it."""
    return tuple(" " + form[:-1] for form in phrases.words("names", "corporate") if form.endswith("."))


def _chinese(text: str, at: int) -> Iterator[Piece]:
    end = at + len(text)
    if text in phrases.words("letters", "closing"):
        yield Piece(at, end, text, "closing")
    elif _is_person(text):
        yield Piece(at, end, text, "person")
    elif text in phrases.words("names", "roles"):
        yield Piece(at, end, text, "role")
    else:
        if label := _FIRM_LABEL.match(text):
            # 店名青石小馆
            at, text = at + label.end(), text[label.end() :]
        cut = _company_length(text)
        if cut:
            yield Piece(at, at + cut, text[:cut], "company")
            if cut < len(text):
                yield from _chinese(text[cut:], at + cut)
            return
        for length in range(min(len(text) - 1, _longest_role()), 0, -1):
            if text[:length] in phrases.words("names", "roles") and _is_person(text[length:]):
                yield Piece(at, at + length, text[:length], "role")
                yield Piece(at + length, end, text[length:], "person")
                return
        kind: Kind = "reach" if _REACH.match(text) else "role" if _office(text) else "other"
        yield Piece(at, end, text, kind)


@cache
def _longest_role() -> int:
    return max(map(len, phrases.words("names", "roles")))


def _office(text: str) -> bool:
    """An office or a post: 采购部, 采购部经理, 华东区销售总监."""
    if len(text) <= _LONGEST_OFFICE and text[-1] in "部处科室组":
        return True
    return len(text) <= _LONGEST_POST and bool(shape("post").fullmatch(text))


def _company_length(text: str) -> int:
    """How much of `text` is a company's name; what follows it must be a role or a person."""
    best = 0
    for match in shape("kinds").finditer(text):
        rest = text[match.end() :]
        if (
            match.start() >= 2
            and text.count("(", 0, match.end()) == text.count(")", 0, match.end())
            and not _NOT_IN_NAMES.search(text[: match.end()])
            and (not rest or rest in phrases.words("names", "roles") or _is_person(rest))
        ):
            best = match.end()
    return best


def _goes_on(text: str) -> bool:
    """Whether a sentence goes on behind the legal form of a firm: Rod Line AB runs four halls."""
    form = shape("corporate").search(text)
    behind = text[form.end() :].split() if form is not None else []
    particles = phrases.words("names", "particles")
    return sum(word[0].islower() and word not in particles for word in behind) > _MOST_BEHIND


def _latin(text: str) -> Kind:
    lowered = text.lower()
    words = lowered.replace(",", " ").split()
    # B.rgds, K. Rgds: however the letters of a closing are pointed.
    if {lowered, _POINTS.sub("", lowered)} & phrases.words("letters", "closing"):
        return "closing"
    if _REACH.match(text):
        return "reach"
    capital = all(
        _CAPITAL.match(word) or word in phrases.words("names", "particles") for word in text.split()
    )
    if words and words[-1].strip(".") in phrases.words("names", "posts_en"):
        # Office Manager is no office, Practice Nurse no practice.
        return "role"
    if shape("corporate").search(text) or (
        capital
        and len(words) > 1
        and any(
            {word.strip(".'"), word.strip(".'s")} & phrases.words("names", "company_words") for word in words
        )
    ):
        return "company" if _CAPITAL.match(text) and not _goes_on(text) else "other"
    if any(word.strip(".") in phrases.words("names", "roles_en") for word in words):
        return "role"
    if capital and _PARTNERS.fullmatch(text):
        return "company"
    if capital and len(words) <= 5 and len(text) >= 2 and not any(c.isdigit() for c in text):
        # In K. Best the word is a name, whatever else it means.
        given = words[1:] if len(words) > 1 and _INITIAL.fullmatch(words[0]) else []
        bare = {word.strip(".'") for word in words} - {word.strip(".'") for word in given}
        if words[0].replace("’", "'") in SAYS_WHO:
            return "other"
        if bare & phrases.words("names", "no_names") or bare <= phrases.words("names", "seldom_names"):
            return "other"
        return "person"
    return "other"
