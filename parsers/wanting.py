"""What a product must not have: 不带盖的纸杯, cups without a lid, sugar-free. In a phrase it is a part of its own kind, which
rules out what has it; a component of preparing finds it where products of the noun beside it differ by it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from parsers import phrases, products
from parsers.clauses import Mention, Sentence, is_amount
from parsers.lacking import states
from parsers.lookup import Lookup
from parsers.parts import Part
from parsers.spans import Span

_ENDS = re.compile(r"\s*(?:$|[,.;)\n]|[x*]? ?\d)")
_MOST_FILLS, _MOST_FOUND, _SHORTEST = 3, 20, 3
_LONGEST = 400
# How sure a noun must be that is left of a run of characters.
_WHOLE = 0.9


def settle(sentence: Sentence, text: str, lookup: Lookup, before: Sequence[Sequence[Part]] = ()) -> None:
    """Make a part of the name of what products beside it must not have."""
    if not sentence.items:
        return
    start, end = sentence.items[0].start, sentence.items[-1].end
    if end - start > _LONGEST:
        return
    book = phrases.book("lacking")
    found = [match for name in ("zh", "en") for match in book[name].pattern.finditer(text, start, end)]
    for match in sorted(found, key=lambda one: -one.start())[:_MOST_FOUND]:
        _settle(sentence, text, lookup, match, before)


def _settle(
    sentence: Sentence, text: str, lookup: Lookup, match: re.Match[str], before: Sequence[Sequence[Part]]
) -> None:
    if _in_a_name(sentence, match, lookup):
        return
    for word, end in _words(match, text):
        for mention, noun in _nouns(sentence, lookup, match.start(), end, before):
            kin = lookup.siblings(noun)
            said = {states(entry.product, word) for entry in kin}
            if said <= {None} or all(word in entry.heads for entry in kin):
                continue
            if said == {True} and match["refuses"]:
                continue
            if False not in said and _refuses_noun(match, text):
                continue
            _put(sentence, text, Span(match.start(), end, "part", word), mention, noun)
            return


def _in_a_name(sentence: Sentence, match: re.Match[str], lookup: Lookup) -> bool:
    """Whether the word that denies begins the name of a product: 无线充, 无纺布; or ends it, as the catalog has it: 无糖口香糖."""
    return any(
        span.label == "part" and span.start <= match.start() < span.end and _whole([span.value], lookup)
        for item in sentence.items
        if isinstance(item, Mention)
        for span in item.spans
    )


def _whole(phrase: Sequence[Part], lookup: Lookup) -> bool:
    """Whether it is a name of a product, or all of one up to its noun."""
    found = lookup.find(phrase)
    product = lookup.catalog.entry(found.skus[0]) if found.status == "one" and found.certainty == 1 else None
    if found.rule == "name" or product is None:
        return found.rule == "name"
    return products.states_noun(phrase, product, lookup.catalog)


def _words(match: re.Match[str], text: str) -> Iterator[tuple[str, int]]:
    """What may be lacking, the longest first, with where the word that tells of it ends."""
    if _english(match):
        if match["free"]:
            yield match["free"], match.end()
            return
        word = match["what"]
        for ending in ("", "es", "ed", "s", "d"):
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
                yield word.removesuffix(ending), match.end()
        return
    book = phrases.book("lacking")
    word, start = match["what"], match.start("what")
    for length in range(len(word), 0, -1):
        end = start + length
        kind = book["kind"].pattern.match(text, end)
        if book["open"].pattern.match(text, end) or (match["refuses"] and not kind):
            continue
        yield word[:length], kind.end() if kind else end


def _english(match: re.Match[str]) -> bool:
    return "free" in match.re.groupindex


def _refuses_noun(match: re.Match[str], text: str) -> bool:
    """Whether what follows "no" goes on: no paper cups is no kind of cup."""
    loose = _english(match) and match.group().startswith(("no ", "not ", "don"))
    return loose and not match["kind"] and not _ENDS.match(text, match.end())


def _nouns(
    sentence: Sentence, lookup: Lookup, start: int, end: int, before: Sequence[Sequence[Part]]
) -> Iterator[tuple[Mention | None, list[Part]]]:
    """The phrases that may be the noun, with their mention: the one before, the one behind, or that of a line before."""
    own = [item for item in sentence.items if isinstance(item, Mention) and item.spans and item.sku is None]
    earlier = [item for item in own if item.start < start]
    behind = next((item for item in own if item.end > end and item.start <= end + 1), None)
    for mention in (behind, earlier[-1] if earlier else None):
        if mention is not None:
            left = _left(mention.spans, start, end)
            noun = [span.value for span in left if span.label != "sku"]
            cut = any(span not in mention.spans for span in left)
            match = lookup.find(noun) if cut else None
            if noun and (match is None or (not match.headless and match.certainty > _WHOLE)):
                yield mention, noun
    if not earlier and before:
        yield None, list(before[-1])


def _left(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    """The spans without what of them lies between start and end."""
    kept: list[Span] = []
    for span in spans:
        if span.end <= start or span.start >= end:
            kept.append(span)
            continue
        part = span.value
        if span.end > end and isinstance(part, Part) and part.kind == "han":
            rest = replace(part, start=end, key=part.key[end - span.end :])
            kept.append(replace(span, start=end, value=rest))
    return kept


def _put(sentence: Sentence, text: str, said: Span, mention: Mention | None, noun: Sequence[Part]) -> None:
    """Put what is lacking to the mention of its noun, or, where another amount stands between, beside that noun again."""
    start, end = said.start, said.end
    first = next((at for at, item in enumerate(sentence.items) if item.end > start), len(sentence.items))
    counted = any(is_amount(item) for item in sentence.items[first : first + _MOST_FILLS + 2])
    near = mention is not None and not any(
        is_amount(item) for item in sentence.items if mention.start <= item.start < start
    )
    for item in list(sentence.items):
        if item.end <= start or item.start >= end:
            continue
        if isinstance(item, Mention):
            spans = _left(item.spans, start, end)
            item.gaps = [gap for gap in item.gaps if gap.end <= start or gap.start >= end]
            if spans or item.gaps:
                item.spans = spans
                continue
        place = next(at for at, one in enumerate(sentence.items) if one is item)
        del sentence.items[place], sentence.clauses[place]
    part = Part(start, end, "lacks", said.value)
    if mention is None or (not near and counted):
        again = [replace(one, start=start, end=start, key=_without(one.key, said.value)) for one in noun]
        spans = [Span(start, start, "part", one) for one in again if one.key]
        place = next(
            (at for at, item in enumerate(sentence.items) if item.start >= start), len(sentence.items)
        )
        clause = sentence.clauses[min(place, len(sentence.clauses) - 1)] if sentence.clauses else 0
        sentence.items.insert(place, Mention([*spans, Span(start, end, "part", part)]))
        sentence.clauses.insert(place, clause)
        return
    if mention.end >= start or not text[mention.end : start].strip(" ,，"):
        mention.spans = sorted([*mention.spans, Span(start, end, "part", part)], key=lambda span: span.start)
    else:
        at = mention.end
        mention.spans.append(Span(at, at, "part", part.placed(at, at)))


def _without(key: str, word: str) -> str:
    return (
        re.sub(rf"{phrases.slot('lacking', 'has')}?{re.escape(word)}", "", key) if not word.isascii() else key
    )
