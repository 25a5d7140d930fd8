"""The stretches of a text that may name a product of the catalog: words, codes, sizes and what sounds like them."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from parsers import (
    alike,
    number_words,
    othernames,
    packings,
    phrases,
    sums,
    traits,
    units,
    wordlists,
    writings,
)
from parsers.catalog import Catalog, code_key
from parsers.parts import Part, parts
from parsers.sounds import pairs_of
from parsers.spans import Span

# A colour or size beside a name; what may stand behind it.
_TRAIT = 0.6
# One right before a word of the catalog, rather than a small word (生 of 生鸡肉); these groups also where no product has any.
_TOUCHING = 0.95
_KINDS = frozenset({"colour", "doneness", "state", "age"})
_BESIDE = "的各和跟与及要来加同"
_JOINS = "和跟与及同"
# What a run of characters that are only heard alike is worth less than one that is written alike.
_HEARD_ALIKE = 0.76
# A number word is a number before it is a part of a name.
_COUNTS = 0.3
# A code that no product bears.
_UNKNOWN_CODE = 0.7
# A range that products have may yet be an amount.
_RANGED = 0.9
# A code of so few characters is one only as the catalog writes it, with its hyphen (AB-7).
_SHORTEST_CODE = 4
# A code with a blank in it may be a word and its amount: of so many characters it is none, or where an amount stands behind.
_CODED, _CODE_WORD = re.compile(r"(?<![a-z0-9])[a-z0-9]+(?:[-_./ ][a-z0-9]+)*"), re.compile("[a-z0-9]+")
_DIGIT = re.compile("[0-9]")
_DECIMAL = re.compile(r"\d\.\d")
_SURE_CODE, _AMOUNT_BEHIND = 6, re.compile(r" ?[*x]? ?[0-9一二两三四五六七八九十]")
# So many characters at either end of a run may belong to a word beside it.
_MOST_CUT = 6
_LETTER_BEHIND = re.compile(r"\d{1,5} ([sml])")
_COUNTED_CODE, _COUNTED_LETTER = re.compile(r"(.{3,12})x(\d{1,4})"), re.compile(r"(x{0,3}[sl]|m)(\d{1,4})")
# X20 behind a name: twenty of it.
_SO_MANY = re.compile(r"\d{1,4}x")
_TIMES = re.compile(r"x\d{1,4}")
_TIMES_LARGE = re.compile(r"\dx ")
_GLUED = re.compile(r"([a-z]{1,3})(\d{1,4})")
_SIZED = re.compile(r"\d(?:寸|号|码|升|斤|公斤|克|米|厘米|公分|毫米|毫升|瓦|色|孔|层|头)\Z")
_GREETING = re.compile(r"(?:hi|hey|hello|dear)(?![\w-])(?: ([a-z]+))?")
_OPPOSITES = re.compile(r"(?:左右|前后|上下|内外|大小|黑白|红黑|红绿|红蓝)(?= ?(?:各|每样|每种|分别))")


def find(lowered: str, catalog: Catalog) -> list[Span]:
    """Spans 'part' (Part), 'heard' (a Part that only sounds like the catalog's words), 'guess' (a size that no
    product has) and 'sku' (str)."""
    found: list[Span] = [
        *_codes(lowered, catalog),
        *_opposites(lowered),
        *packings.find(lowered, catalog),
        *othernames.find(lowered, catalog),
    ]
    stated = [one for part in parts(lowered) for one in _times(part, lowered, catalog)]
    found.extend(
        Span(one.start, one.end, "part", one, 1.0, "parts.joined") for one in _joined(stated, catalog)
    )
    if "厚" in lowered or "壁" in lowered:
        found.extend(writings.walled(lowered, catalog))
    if catalog.gauges or "万" in lowered:
        found.extend(writings.gauged(stated, lowered, catalog))
        if "十" in lowered:
            found.extend(writings.spoken_tens(lowered, catalog))
    for place, part in enumerate(stated):
        if part.kind == "han":
            found.extend(_runs(part, catalog, lowered))
        elif part.kind == "word" and _greets(part, lowered, catalog):
            continue
        elif part.kind == "word":
            near = catalog.near_words(part.key) or catalog.pieces(part.key) or catalog.initials(part.key)
            trait = traits.of(part.key)
            if near or (trait is not None and trait[0] in catalog.groups and _sized(part, lowered)):
                sure = 1.0 if part.key in near or trait is not None else 0.7
                if part.key in number_words.ENGLISH:
                    sure = _COUNTS
                found.append(Span(part.start, part.end, "part", part, sure, "parts.word"))
            elif alike.akin(part, stated[max(0, place - 1) : place + 2], catalog):
                found.append(Span(part.start, part.end, "part", part, alike.AKIN, "parts.akin"))
        elif part.kind == "number":
            # A bare number is an amount until its clause says otherwise; 8.8级 and class 8 are parts.
            known = catalog.knows("=" + part.key)
            if part.ranged and not known:
                continue
            if not lowered[part.start : part.end].replace(".", "").replace(",", "").isdigit():
                label = "part" if known else "guess"
                found.append(Span(part.start, part.end, label, part, 1.0, "parts.grade"))
        else:
            known = catalog.knows("=" + part.key)
            if "+" in part.key and not sums.is_size(part, stated, lowered, catalog):
                continue
            if part.ranged:
                # Whether 20-30kg is how big or how much is told by what stands beside it.
                label, sure = ("part", _RANGED) if known else ("guess", 1.0)
                found.append(Span(part.start, part.end, label, part, sure, "parts.range"))
                continue
            if not known and part.key.count("*") > 1:
                found.extend(_shorter(part, lowered, catalog))
            measure = part.key[:1].isdigit() and "*" not in part.key
            if not known and (_TIMES.fullmatch(part.key) or _SO_MANY.fullmatch(part.key)):
                continue
            letter_behind = _LETTER_BEHIND.fullmatch(lowered, part.start, part.end)
            if not known and letter_behind and catalog.knows("w:" + letter_behind[1]):
                # S 20 M 50: sizes, no metres.
                word = Part(letter_behind.start(1), part.end, "word", letter_behind[1])
                found.append(Span(word.start, word.end, "part", word, 1.0, "parts.size"))
                continue
            told = _told_apart(part, catalog) if not known else None
            if told is not None:
                found.append(Span(told.start, told.end, "part", told, 1.0, "parts.counted"))
                continue
            sides = "乘" in lowered[part.start : part.end] and "*" in part.key
            if known or not measure:
                product = not sides and part.key[:1].isdigit() and not known
                label, sure = ("guess", 1.0) if product else ("part", 1.0 if known else _UNKNOWN_CODE)
                found.append(Span(part.start, part.end, label, part, sure, "parts.spec"))
                if not known:
                    found.extend(_letters(part, lowered, catalog))
            else:
                # A size that products are told apart by is one, also where none has just that one.
                label = "part" if part.key.lstrip("0123456789.") in catalog.measures else "guess"
                found.append(Span(part.start, part.end, label, part, 1.0, "parts.measure"))
    return found


def _greets(part: Part, lowered: str, catalog: Catalog) -> bool:
    """Whether the word opens a line as a greeting does (hi dear), and no name: hi vis jackets."""
    greeting = _GREETING.match(lowered, part.start)
    if greeting is None or lowered[: part.start].rstrip(" ")[-1:] not in ("", "\n"):
        return False
    return greeting[1] is None or not catalog.near_words(greeting[1])


def _times(part: Part, lowered: str, catalog: Catalog) -> Iterable[Part]:
    """3x large where nothing is sold in 3XL: how many there are of a large one."""
    counted = _TIMES_LARGE.match(lowered, part.start, part.end) if part.kind == "word" else None
    if counted is None or catalog.knows("t:" + part.key):
        return (part,)
    return (one.moved(counted.end()) for one in parts(lowered[counted.end() : part.end]))


def _joined(stated: Sequence[Part], catalog: Catalog) -> Iterable[Part]:
    """Two words that the catalog writes as one."""
    for first, second in itertools.pairwise(stated):
        if (
            first.kind == second.kind == "word"
            and second.start - first.end == 1
            and catalog.knows("w:" + first.key + second.key)
        ):
            yield Part(first.start, second.end, "word", first.key + second.key)


def _told_apart(part: Part, catalog: Catalog) -> Part | None:
    """The name in what is no code of ours: 2612A of 2612Ax2, M of M-10 where products have letters for sizes."""
    counted = _COUNTED_CODE.fullmatch(part.key)
    name = next(iter(parts(counted[1])), None) if counted else None
    if name is not None and catalog.knows("=" + name.key):
        return name.moved(part.start)
    sized = _COUNTED_LETTER.fullmatch(part.key)
    if sized and "size" in catalog.groups:
        return Part(part.start, part.start + len(sized[1]), "word", sized[1])
    return None


def _sized(part: Part, lowered: str) -> bool:
    """Whether a word that states a trait may be one here: a single letter is a size behind Chinese words only."""
    return len(part.key) > 1 or "\u3400" <= lowered[: part.start].rstrip(" ")[-1:] <= "\u9fff"


def _letters(part: Part, lowered: str, catalog: Catalog) -> Iterable[Span]:
    """维C10瓶: of letters and digits that are no code the letters alone may be a word of a name."""
    glued = _GLUED.match(lowered, part.start, part.end)
    if glued and glued.end() == part.end and catalog.knows("w:" + glued[1]):
        word = Part(part.start, glued.end(1), "word", glued[1])
        yield Span(word.start, word.end, "part", word, 1.0, "parts.letters")


def _shorter(part: Part, lowered: str, catalog: Catalog) -> Iterable[Span]:
    """60*30*40 where products measure 60*30: the last factor is how many."""
    end = lowered.rindex("*", part.start, part.end)
    for inner in parts(lowered[part.start : end].rstrip()):
        if inner.start == 0 and any(catalog.knows("=" + key) for key in (inner.key, *inner.looser)):
            moved = replace(inner, start=part.start, end=part.start + inner.end)
            yield Span(moved.start, moved.end, "part", moved, 1.0, "parts.spec")


def _opposites(lowered: str) -> Iterable[Span]:
    """左右各8个 names two kinds, one by each character."""
    for match in _OPPOSITES.finditer(lowered):
        part = Part(match.start(), match.end(), "han", match.group())
        yield Span(match.start(), match.end(), "part", part, 1.0, "parts.opposites")


def _codes(lowered: str, catalog: Catalog) -> Iterable[Span]:
    for match in _CODED.finditer(lowered):
        if "-" not in match.group() and not _DIGIT.search(match.group()):
            continue
        words = list(_CODE_WORD.finditer(match.group()))
        for first in range(len(words)):
            for last in range(min(len(words), first + 5), first, -1):
                start, end = words[first].start(), words[last - 1].end()
                text = match.group()[start:end]
                if "-" not in text and not _DIGIT.search(text):
                    continue
                key = code_key(text)
                as_listed = len(key) == _SHORTEST_CODE - 1 and catalog.codes.get(key, "").casefold() == text
                # BT5 for BT-5: two letters before the digit, and no size that products have.
                glued = len(key) == _SHORTEST_CODE - 1 and key == text and key[:2].isalpha()
                glued = glued and not catalog.knows("=" + key) and not catalog.knows("w:" + key[:2])
                listed = (as_listed and "-" in text) or glued
                if (len(key) < _SHORTEST_CODE and not listed) or not any(c.isalpha() for c in key):
                    continue
                sku = catalog.coded(key)
                after = lowered[match.start() + end : match.start() + end + 1]
                counted = (
                    text.count(" ") == 1 and _AMOUNT_BEHIND.match(lowered, match.start() + end) is not None
                )
                whole = " " not in text or "-" not in (sku or "") or len(key) >= _SURE_CODE
                # T8 1.2m states a length, whatever code has these letters and digits.
                decimal = " " in text and "." not in (sku or "") and _DECIMAL.search(text) is not None
                if sku is not None and after != "%" and (whole or counted) and not decimal:
                    begin = match.start() + start
                    yield Span(begin, match.start() + end, "sku", sku, 1.0, "catalog.sku")
                    break


def _runs(part: Part, catalog: Catalog, lowered: str) -> Iterable[Span]:
    """Stretches of a run of Chinese characters whose neighbouring characters stand together somewhere in the catalog."""
    run = part.key
    common = _common()
    pairs = list(pairs_of(run))
    exact = [catalog.knows("c:" + pair) for pair, _ in pairs]
    # 拖鞋请: what only sounds like two characters of a name, and one of which asks for it, is that word.
    asking = phrases.words("entries", "asking")
    heard = [
        known or (asking.isdisjoint(pair) and catalog.knows("p:" + sound))
        for known, (pair, sound) in zip(exact, pairs, strict=True)
    ]
    for links, label in ((exact, "part"), (heard, "heard")):
        start = 0
        while start < len(links):
            if not links[start]:
                start += 1
                continue
            end = start
            while end < len(links) and links[end]:
                end += 1
            for a, b in _cuts(start, end):
                text, links_inside = run[a : b + 1], exact[a:b]
                if text not in common and (label == "part" or not all(links_inside)):
                    sure = 1.0 if label == "part" else 1 - _HEARD_ALIKE * _only_heard(links_inside)
                    first, last = part.start + a, part.start + b + 1
                    yield Span(first, last, label, Part(first, last, "han", text), sure, f"parts.{label}")
            start = end
    yield from alike.turned(part, catalog, exact, common)
    yield from _traits(part, catalog, lowered, [*exact, False])
    for index, character in enumerate(run):
        begin = part.start + index
        if catalog.knows("1:" + character) and (index or _names(character, lowered, begin)):
            yield Span(
                begin, begin + 1, "part", Part(begin, begin + 1, "han", character), 0.4, "parts.single"
            )


def _traits(part: Part, catalog: Catalog, lowered: str, linked: Sequence[bool]) -> Iterable[Span]:
    """Colours and sizes that no name has just so (红色, 白 of 白雨伞): such as touch a word of the catalog, and such as
    stand by themselves."""
    run = part.key
    free = 0
    for chain in traits.chains(run):
        start, end = chain[0].start, chain[-1].end
        touches = end < len(run) and linked[end]
        begins = (
            start == free
            or touches
            or run[start - 1] in _JOINS
            or (start > 0 and linked[start - 1] is False and _links(linked, start - 2))
        )
        ends = end == len(run) or touches or run[end] in _BESIDE
        known = [
            one for one in chain if one.trait[0] in catalog.groups or (touches and one.trait[0] in _KINDS)
        ]
        if not (begins and ends and known):
            continue
        free = end
        alone = start == 0 and (end == len(run) or run[end] in _BESIDE)
        if len(chain) == 1 and end == 1 and alone and chain[0].trait[0] != "colour":
            continue
        for one in known:
            first, last = part.start + one.start, part.start + one.end
            sure = _TOUCHING if len(chain) > 1 or touches else _TRAIT
            yield Span(first, last, "part", Part(first, last, "han", one.word), sure, "parts.trait")


def _links(linked: Sequence[bool], place: int) -> bool:
    return place >= 0 and linked[place]


def _names(character: str, lowered: str, place: int) -> bool:
    """Whether a single character may name a product: 盘 and 桶 are units first, and name one only behind a size or at
    the head of a clause; 个 and 只 never do."""
    unit = units.named(character)
    if unit is None:
        return True
    before = lowered[place - 1] if place else "\n"
    if before.isascii() and before.isalpha():
        return True
    sized = (before.isascii() and before.isalnum()) or _SIZED.search(lowered, max(0, place - 4), place)
    return unit.kind == "container" and (bool(sized) or before in " \n,，。;；")


def _cuts(start: int, end: int) -> Iterable[tuple[int, int]]:
    """A stretch and what is left of it where its first or last characters belong to another word."""
    yield start, end
    for cut in range(start + 1, min(end, start + _MOST_CUT)):
        yield cut, end
    for cut in range(end - 1, max(start, end - _MOST_CUT), -1):
        yield start, cut


def _only_heard(exact: Sequence[bool]) -> float:
    """The share of a run's characters that stand beside no neighbour as the catalog has them."""
    known = [False] * (len(exact) + 1)
    for place, joined in enumerate(exact):
        if joined:
            known[place] = known[place + 1] = True
    return known.count(False) / len(known)


@cache
def _common() -> frozenset[str]:
    """Everyday words that may occur inside a product's name (一次 of 一次性) and name none."""
    return frozenset(wordlists.load("cues")["fill"]["zh"])
