"""One amount of two variants by halves: 80 of it, half S and half M: 40 of each."""

from dataclasses import replace
from decimal import Decimal

from parsers import phrases, run_nouns
from parsers.clauses import Item, Mention, Sentence, is_amount
from parsers.each import Group
from parsers.lookup import Lookup
from parsers.quantities import Amount
from parsers.run_variants import LONGEST, SMALL, is_variant
from parsers.spans import Span

_TWO = 2


def at(sentence: Sentence, place: int, text: str, lookup: Lookup) -> int:
    """Part the amount beside the noun that stands at `place`; the place of the last item that was taken."""
    mention = sentence.items[place]
    if not isinstance(mention, Mention):
        return place
    around = [at for at in (place - 1, place + 1) if 0 <= at < len(sentence.items)]
    counted = next((at for at in around if is_amount(sentence.items[at])), None)
    amount = sentence.items[counted] if counted is not None else None
    if counted is None or not isinstance(amount, Span) or amount.value.exact is None:
        return place
    names, stop = _names(sentence, max(place, counted) + 1, text)
    half: Decimal = amount.value.exact / _TWO
    if len(names) != _TWO or half != half.to_integral_value():
        return place
    noun = run_nouns.of(mention, text, lookup)
    if noun is None:
        return place
    number = replace(amount.value.number, low=half, high=half)
    each = replace(amount, value=Amount(number, amount.value.unit))
    spans = [
        Span(name.start, name.end, "group", Group((kind,), each), 0.9, "runs.half")
        for name, kind in zip(names, run_nouns.variants(noun, names, text, lookup), strict=True)
    ]
    start = min(place, counted)
    sentence.replace(start, stop, spans)
    return start + len(spans) - 1


def _names(sentence: Sentence, start: int, text: str) -> tuple[list[Item], int]:
    """The two variants that have "half" before them, and the place behind them."""
    names: list[Item] = []
    awaits, stop = False, start
    for place in range(start, min(len(sentence.items), start + LONGEST)):
        item = sentence.items[place]
        said = [*item.spans, *item.gaps] if isinstance(item, Mention) else [item]
        for span in sorted(said, key=lambda one: one.start):
            if text[span.start : span.end] in phrases.words("runs", "half"):
                awaits = True
            elif awaits and span.label == "part" and is_variant(one := Mention([span]), text):
                names.append(one)
                awaits, stop = False, place + 1
            elif isinstance(item, Mention) or item.label not in SMALL:
                return names, stop
        if len(names) == _TWO:
            break
    return names, stop
