"""The tokens of a message about an order that is there: names, amounts, and the words that say what becomes of them."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Literal

from parsers import change_numbers, change_spans, phrases, variants
from parsers.annotate import HEADER_LABELS, Annotated
from parsers.ones import ONE_OF
from parsers.parts import Part, attribute_words, parts
from parsers.segments import Block
from parsers.spans import Span

Kind = Literal["name", "amount", "word", "money"]
Opening = Literal["stop", "comma", "and", "hence", "reason"]
_PARTS = frozenset({"part", "heard", "guess"})
# Cues that stand for words of change.
_TOLD = frozenset({"stock", "others", "less"})
_NUMBERS = frozenset({"quantity", "bare"})
# A part of a name that is only one character may as well belong to a word of change.
_WEAK = 0.5
# Stretches of unknown words no longer than this may tell a kind (白, 加厚); longer ones are a story.
_MOST_ATTRIBUTE = 8
_FULL_STOP = 2
# What is counted so is lines: two others stay.
_OTHERS = re.compile(r" (?:others?|remaining)(?: (?:items?|lines?|products?|positions?|goods))?(?![a-z])")
_COMMA = re.compile(r"[,，;；]")
_LETTERED_BY, _LETTER = "级等码号款型", re.compile(r"[^a-z0-9][a-z]")
# 9-speed: the number belongs to the word.
_HYPHENED = re.compile(r"-[a-z]")
# A picture ends what is said.
_PICTURE = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]+")
# 要白的~ 数量再说; but 3~5 is an amount.
_TRAILS = re.compile(r"(?<![\d\s])(?:[~〜]+|\.{3,})(?! ?\d)")
HAN_BLANK = re.compile(r"[㐀-鿿0-9] {1,3}[㐀-鿿0-9]")
_RANK: dict[str, Opening] = {
    "beside": "comma",
    "corrects": "comma",
    "hence": "hence",
    "reason": "reason",
    "and": "and",
}
# These deny only what is named right behind them.
_NAMING = frozenset({"no", "without"})
# Attributes that say only that there are some: 颜色, 型号.
_TELL_NOTHING = frozenset("色款型级号")
_OWN = re.compile(r" (?:(?:the|any|our|my|those|these) )?")
# "of the" is shorter, "half of them" is not.
_PART_OF = len("of these ")
# And these tell nothing of what they stand before: better make it 8, we'll take 9.
_IDLE = frozenset({"better", "rather", "even", "oh", "ll", "ve", "d", "please", "then", "while", "though"})
# Hi, whatever the goods are called.
_GREETING = re.compile(r"(?:hi|hello|hey|dear|good (?:day|morning|afternoon|evening))\b(?!-)")
# Small words that stand between the parts of a name, or behind it, and tell nothing of it: 白色嗰款, 那只.
_POINTING = r"[那这𠮶嗰呢][种个款只支条件样些批箱包瓶项类]?"
_ONES = re.compile(rf"的|码|号|款|{_POINTING}| ones?\b")
_ONE_OF_A_KIND = re.compile(r"(?: [a-z]+){0,2} ones?(?![a-z])")
# In which respect goods are of a kind; a number right behind it tells the kind.
_FACETS = "规格|尺寸|尺码|型号|粗细|大小|直径|口径|管径|线径|长度|厚度|宽度|高度|颜色|口味|度数|色温"
_SIZED, _FACET_REACH = (
    re.compile(
        rf"(?:{_FACETS})[^，。,;；\d]{{0,3}}$|\b(?:size|diameter|length|thickness|width)[^.,;\d]{{0,6}}$"
    ),
    16,
)
_EMPTY = re.compile(rf"(?:{_FACETS}|{_POINTING}|啲|住|晒|咗|嘅|唻|只[系是]|就是|不过|但[系是]?|仅仅)+")
# What turns to a line that is otherwise: 只是大碗…
_BUT = re.compile(r"(?:只[系是]|就是|不过|但[系是]?)(?=[㐀-鿿])")
_BETWEEN = re.compile(rf"(?:的|of|of the|in|\(\)|[()\-/]|[的啲嘅]?(?:{_POINTING})?[的啲嘅]?)?")
# What "to" joins is changed into something; without any of these before it, it belongs to a name (A to C).
_TURNING = frozenset({"set", "upto", "from", "more", "less", "want"})


@dataclass(slots=True)
class Token:
    """`label` is the word's; `parts` and `sku` what a name states, `gaps` how many unknown words touch it."""

    kind: Kind
    start: int
    end: int
    label: str = ""
    span: Span | None = None
    parts: list[Part] = field(default_factory=list)
    sku: str | None = None
    gaps: int = 0


def pieces(
    annotated: Annotated,
    block: Block,
    sizes: Callable[[Span, Sequence[Part]], bool],
    sold: Collection[str],
    *,
    blanks: bool,
) -> Iterator[Token | Opening]:
    """The tokens of a block in their order, and what parts its clauses."""
    text = annotated.lowered
    chosen: list[Span] = []
    for one in change_spans.opened(annotated, block, sold):
        span = change_numbers.with_unit(change_numbers.without_bound(one, text), text, sold)
        if not chosen or span.start >= chosen[-1].end:
            chosen.append(span)
    words = _words(text[block.start : block.end], block.start, chosen)
    taken = [(word.start, word.end) for word in words]
    items: list[tuple[int, Token | Opening]] = []
    items += [(word.start, _RANK.get(word.label, word)) for word in words]
    for span in chosen:
        if _GREETING.match(text, span.start) and (span.start == block.start or text[span.start - 1] == "\n"):
            continue
        if span.label == "correct" and (mark := _COMMA.search(text, span.start, span.end)) is not None:
            # 6箱不够，按9箱算: the words of a slip end at a mark.
            items.append((mark.start(), "comma"))
        overlaps = any(start < span.end and span.start < end for start, end in taken)
        if overlaps and span.label == "gap":
            # 改做大的: a word of change took only some of the unknown ones.
            span = change_spans.left_of(span, taken)
            overlaps = span.start == span.end
        if overlaps and not _counts_more(span) and span.rule != ONE_OF and span.label != "break":
            continue
        if change_spans.pronoun(span, annotated.text):
            continue
        made = _piece(span, text)
        if made is not None:
            items.append((span.start, made))
        if change_spans.ends_sentence(span, annotated.text):
            items.append((span.end, "stop"))
    if blanks:
        blank = HAN_BLANK.finditer(text, block.start, block.end)
        items += [(match.start() + 1, "comma") for match in blank]
    items += [(match.start(), "comma") for match in _TRAILS.finditer(text, block.start, block.end)]
    items += [(match.start(), "comma") for match in _PICTURE.finditer(text, block.start, block.end)]
    items.sort(key=lambda item: item[0])
    tokens = [item for _, item in items]
    for place, item in enumerate(tokens):
        if isinstance(item, Token) and item.kind == "amount" and item.span is not None:
            near = [
                other.parts
                for other in (tokens[place + 1 : place + 2] + tokens[max(0, place - 1) : place])
                if isinstance(other, Token) and other.kind == "name" and _touch(item, other, text)
            ]
            if sizes(item.span, near[0] if near else ()):
                tokens[place] = replace(item, kind="name", parts=moved(text, item.start, item.end))
    joined = list(_joined(_without_joining(tokens), text))
    for item, following in zip_longest(joined, joined[1:]):
        if isinstance(item, Token):
            named = isinstance(following, Token) and following.kind == "name" and not following.gaps
            if text[item.start : item.end] in _NAMING:
                if not (
                    named and isinstance(following, Token) and _OWN.fullmatch(text, item.end, following.start)
                ):
                    # No sign of it: no word about a product.
                    continue
            elif item.kind == "amount" and _OTHERS.match(text, item.end):
                # Two other items stay.
                continue
            elif item.label == "share" and item.end - item.start < _PART_OF and named:
                # 5 of the 12W: of a product, and not of so many.
                continue
        yield item


def _without_joining(items: Sequence[Token | Opening]) -> Iterator[Token | Opening]:
    """The items without the small words that only stand within a name."""
    turned = False
    for place, item in enumerate(items):
        if not isinstance(item, Token):
            # Replace A by B and C by D.
            turned = turned and item == "and"
        elif item.label in _TURNING:
            turned = True
        elif item.label == "to" and not turned and 0 < place < len(items) - 1:
            before, behind = items[place - 1], items[place + 1]
            if all(
                isinstance(one, Token) and one.kind == "name" and not one.gaps for one in (before, behind)
            ):
                before.end = item.end  # type: ignore[union-attr]
                continue
        yield item


def _touch(one: Token, other: Token, text: str) -> bool:
    first, second = (one, other) if one.start < other.start else (other, one)
    return _glued(text[first.end : second.start])


def _piece(span: Span, text: str) -> Token | Opening | None:
    if span.label == "break":
        return "stop" if span.value == _FULL_STOP else "comma"
    if span.label == "marker" and span.rule == "enumerations":
        return "stop"
    if span.label in _NUMBERS:
        if change_numbers.in_reference(span, text):
            return None
        behind = text[span.end : span.end + 5]
        sized = _SIZED.search(text, max(0, span.start - _FACET_REACH), span.start)
        if span.label == "bare" and (sized or _ONES.match(behind)):
            return Token("name", span.start, span.end, parts=moved(text, span.start, span.end), span=span)
        return Token("amount", span.start, span.end, span=span)
    if span.label == "kind":
        return Token("name", span.start, span.end, parts=moved(text, span.start, span.end))
    if span.label in ("money", "percent"):
        return Token("money", span.start, span.end, span=span)
    if span.label == "sku":
        return Token("name", span.start, span.end, sku=span.value)
    if span.label in _PARTS and isinstance(span.value, Part):
        return Token("name", span.start, span.end, parts=[span.value], span=span)
    if span.label == "separator":
        return "and"
    if span.label in _TOLD:
        return Token("word", span.start, span.end, span.label)
    if span.label == "gap":
        but = _BUT.match(text, span.start, span.end)
        span = span if but is None else replace(span, start=but.end())
        said = text[span.start : span.end].strip()
        if said in _TELL_NOTHING and span.start and "㐀" <= text[span.start - 1] <= "鿿":
            # 蓝色, where the catalog says 蓝.
            return None
        empty = said in variants.EMPTY_WORDS or said in _IDLE or _EMPTY.fullmatch(said)
        return None if empty else _attribute(span, text)
    if span.label in HEADER_LABELS:
        return Token("word", span.start, span.end, "header")
    return None


def _counts_more(span: Span) -> bool:
    return span.label in _NUMBERS and span.value.more is True


def moved(text: str, start: int, end: int) -> list[Part]:
    """The parts of a name in these words of the text."""
    return [
        Part(one.start + start, one.end + start, one.kind, one.key, one.numbers, one.looser)
        for one in parts(text[start:end])
    ]


def _attribute(span: Span, text: str) -> Token:
    """Unknown words: the attributes among them (白, 大, red) tell a kind; others count as unexplained."""
    if text[span.start] in _LETTERED_BY and _LETTER.match(text, span.start - 2):
        # A级: the letter alone is an article.
        span = replace(span, start=span.start - 1)
    said = text[span.start : span.end]
    if variants.LETTERED.fullmatch(said):
        return Token("name", span.start, span.end)
    if said.isdigit() and _HYPHENED.match(text, span.end):
        return Token("name", span.start, span.end, parts=moved(text, span.start, span.end))
    known = attribute_words()
    found: list[Part] = []
    if len(said) <= _MOST_ATTRIBUTE:
        place = 0
        while place < len(said):
            size = next((n for n in (3, 2, 1) if said[place : place + n] in known and not said.isascii()), 0)
            if size and said[place : place + size] not in _TELL_NOTHING:
                start = span.start + place
                found.append(Part(start, start + size, "han", said[place : place + size]))
            place += size or 1
        if said.isascii():
            found = [part for part in moved(text, span.start, span.end) if part.key in known]
    return Token("name", span.start, span.end, parts=found, gaps=0 if found else 1)


def _joined(items: Iterable[Token | Opening], text: str) -> Iterator[Token | Opening]:
    """Names that touch, or have only small words between, are one."""
    last: Token | None = None
    turned = False
    for item in items:
        if (
            isinstance(item, Token)
            and item.kind == "name"
            and last is not None
            and not (turned and HAN_BLANK.fullmatch(text, last.end - 1, item.start + 1))
            and (_glued(text[last.end : item.start]) or _the_ones(last, item, text))
            and not (last.sku and item.sku)
            and not (item.gaps and item.start > last.end and text[item.start].isascii())
        ):
            last.parts += item.parts
            last.sku, last.end, last.gaps = last.sku or item.sku, item.end, last.gaps + item.gaps
            continue
        if last is not None:
            yield last
        turned = isinstance(item, Token) and (
            item.label in ("set", "want") or (item.kind == "name" and turned)
        )
        last = item if isinstance(item, Token) and item.kind == "name" else None
        if last is None:
            yield item
    if last is not None:
        yield last


def _the_ones(last: Token, item: Token, text: str) -> bool:
    """Whether the name tells which ones are meant by the name before it: size 3 the stitched ones."""
    return text[last.end : item.start] == " the " and bool(_ONE_OF_A_KIND.match(text, item.end))


def _glued(between: str) -> bool:
    return _BETWEEN.fullmatch(between.strip()) is not None and "\n" not in between


def _words(said: str, offset: int, chosen: Sequence[Span]) -> list[Token]:
    """The words of change, the longest first; within what is a date, a number or a product there are none."""
    found = [
        Token("word", match.start() + offset, match.end() + offset, phrase.name)
        for phrase in phrases.book("changes").within(said)
        if not phrase.name.endswith("_of")
        for match in phrase.pattern.finditer(said)
        if match.end() > match.start()
    ]
    found.sort(key=lambda token: (token.start - token.end, token.start))
    kept: list[Token] = []
    for token in found:
        if any(token.start < other.end and other.start < token.end for other in kept):
            continue
        if not any(
            _forbids(span, token, said[: token.start - offset][-4:])
            for span in chosen
            if span.start < token.end and token.start < span.end
        ):
            kept.append(token)
    return kept


def _forbids(span: Span, token: Token, before: str) -> bool:
    """Whether the span says something else with the word's letters (`before`: what stands right before it)."""
    if span.label in _PARTS and token.label == "all" and before == "for ":
        # Large for all, where something is called an all-purpose cleaner.
        return False
    if span.label == "heard" and token.label == "if":
        # What only sounds like a name stands against a plain word that makes all of it doubtful.
        return False
    if span.label in HEADER_LABELS or span.label in ("marker", "money", "percent"):
        return True
    wider = (
        token.start <= span.start
        and span.end <= token.end
        and token.end - token.start > span.end - span.start
    )
    if span.label in _NUMBERS:
        # 2 more boxes: the word within says what becomes of the line.
        return not (wider or (_counts_more(span) and token.label == "more"))
    if span.label in _PARTS or span.label == "sku":
        return not (wider or (span.certainty < _WEAK and token.start <= span.start and span.end <= token.end))
    return False
