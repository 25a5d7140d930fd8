"""Amounts and prices that no product stands beside: of the line before, of one to come, or of nothing that is known."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from parsers import corrected, entries, ones, phrases, roles, units
from parsers.clauses import PARTS, Item, Mention, Sentence, asks_more, is_amount
from parsers.drafts import DOUBTFUL, Draft, vague
from parsers.entries import Entry
from parsers.foregoing import Foregoing
from parsers.money import MoneyValue
from parsers.quantities import Amount, with_unit
from parsers.reading import Product
from parsers.spans import Span

# Cues that ask for what others spoke of, or for what was spoken of before; those and what asks for any number.
_ASKS = frozenset({"take", "more", "now"})
_ASKS_ANEW = _ASKS | {"set"}
_BY = frozenset({"more", "less"})
_AGAIN = re.compile(r" ?[(（](\d{1,6})[)）]")
_ASKS_BESIDE = _ASKS_ANEW | {"also", "or"}
# A thing is named in so few words, so few drafts behind a line.
_MOST_WORDS, _BEFORE = 3, 2
# So many items behind a size that is not wanted tell whether that is all.
_NEAR = 4
# Of so many letters what asks for an amount behind it begins.
_BEGS = 16
# 5张照片，3个快递: what stands right behind what is counted is counted.
_ENDS = re.compile(
    r"\s*(?:\Z|[,，。.;；!！?？\n)）]|[吧哈呗啊]|就[行好够可]|谢谢|(?:please|pls|plz|thanks|thx|more|will|would|is)\b)"
)
_FIRST = re.compile(r"先[㐀-鿿]{0,2}\s?\Z|\bfirst\b")


def take(entry: Entry, cues: dict[str, Span], sentence: Sentence, so_far: Foregoing) -> None:
    """Give the entry's amount to what it counts; what counts nothing known is loose, or an aside."""
    amount, last = entry.amount, so_far.last
    if amount is None or entries.counts_people(amount, so_far.text):
        return
    if roles.DECOYS & cues.keys():
        if last is not None and last.start >= sentence.items[0].start:
            so_far.left = last
        return
    if amount.value.exact == 0 or amount.rule == ones.ONE_OF:
        # 数量为0的不要 orders nothing.
        return
    if amount.label == "bare" and roles.EXCLUDES & cues.keys():
        sized = _sized(amount, so_far)
        if sized:
            # 500的不用: of a size that was spoken of, and not wanted. 快递9不用 is of something else.
            if _is_size(amount, entry, sentence, so_far.text):
                _give_up(sized, entry, sentence, so_far)
            return
    # 20打，不好意思再加10打: so many more correct nothing.
    corrects = roles.corrects(sentence, entry) and not (roles.adds(sentence, entry) or _BY & cues.keys())
    mentions = [item for item in sentence.items if isinstance(item, Mention)]
    wordy = amount.label == "bare" and bool(mentions)
    grew = next((not item.spans for item in reversed(mentions) if item.end <= amount.start), False)
    if grew and not corrects and (last is None or last.role != "line") and {"was", "set"} <= cues.keys():
        # 座位从30个加到45个: what grew before anything was ordered is no line.
        so_far.block.asides.append(amount)
    elif wordy and not corrects:
        # A number amid words of its own counts something else, unless those ask for it or it stands by an amount.
        wanted = bool((_ASKS_BESIDE - {"now"}) & cues.keys())
        # We now clear shelf 4 for oil.
        wanted |= "now" in cues and not so_far.text.startswith(" for ", amount.end)
        wanted |= last is not None and last.amount is not None and _touch(last.amount, amount, so_far.text)
        wanted |= _contradicted(amount, so_far.text)
        wanted |= _counts_what_follows(entry, sentence, so_far)
        (so_far.block.loose if wanted else so_far.block.asides).append(amount)
    elif corrects and (counted := _thought_over(amount, entry, sentence, so_far)) is not None:
        if counted.amount is not None:
            counted.amount = with_unit(amount, counted.amount)
        counted.second, counted.corrected = None, True
        so_far.heeded = roles.corrected_to(sentence, entry, amount.end)
    elif (
        last is not None
        and (
            corrects
            or _ASKS & cues.keys()
            or asks_more(cues.get("separator"))
            or phrases.book("entries")["begged"].pattern.search(so_far.text[amount.end : amount.end + _BEGS])
        )
        and not _counts_else(amount, last, so_far)
        and (_was_told(last, sentence, so_far) or _asks_for_more(last, amount, cues, sentence, so_far))
    ):
        last.role = "decoy"
        so_far.add(
            replace(last, role="line", amount=amount, second=entry.second, cues=cues, money=entry.money)
        )
    elif last is not None and corrects and last.amount is not None and corrected.resize(amount, last, so_far):
        pass
    elif last is not None and corrects and last.amount is not None:
        meant = corrected.of_old_amount(cues, last, so_far) or last
        meant.amount = with_unit(amount, meant.amount or last.amount)
        meant.second, meant.corrected = None, True
        so_far.heeded = roles.corrected_to(sentence, entry, amount.end)
    elif last is not None and last.role == "line" and _replaces(last, amount, cues):
        last.amount, last.second = with_unit(amount, last.amount or amount), None
    elif last is not None and last.amount is None and last.role != "excluded":
        last.amount, last.second = amount, entry.second
        told = last.role == "decoy" and not _ASKS_ANEW & cues.keys()
        if last.role in ("passing", "decoy") and not told:
            last.role = "line"
        last.cues.update(cues)
        last.money = entry.money or last.money
    elif last is None and so_far.waiting is None:
        so_far.waiting = amount
    else:
        so_far.block.loose.append(amount)


def _thought_over(amount: Span, entry: Entry, sentence: Sentence, so_far: Foregoing) -> Draft | None:
    """The line whose amount is thought over behind words that name nothing and stand between (玫瑰25扎，又加桌了，那就30扎吧)."""
    drafts = so_far.block.drafts
    if len(drafts) < _BEFORE or drafts[-1] is not so_far.last or entry.first == 0:
        return None
    told, line = drafts[-1], drafts[-2]
    cue = sentence.items[entry.first - 1]
    rethought = isinstance(cue, Span) and cue.label == "correct"
    if not rethought or told.amount is not None or told.match.status != "none" or line.role != "line":
        return None
    parted = ",;. …\n"
    own = any(mark in so_far.text[told.end : cue.start] for mark in parted)
    same = line.amount is not None and line.amount.value.unit in (None, amount.value.unit)
    return line if own and same and line.start >= sentence.items[0].start else None


def _was_told(last: Draft, sentence: Sentence, so_far: Foregoing) -> bool:
    """Whether the amount of what was named last was only told: as stock, or by what is said of it right behind."""
    if last.role == "decoy":
        return True
    if last.role != "line" or last.amount is None or roles.WANTED & last.cues.keys():
        return False
    left = phrases.book("entries")["left_with"].pattern.search(so_far.text, last.start, last.amount.start)
    return last.start >= sentence.items[0].start and left is not None


def _counts_else(amount: Span, last: Draft, so_far: Foregoing) -> bool:
    """Whether what stands right behind it is counted, or in a unit that the goods do not have, or only so many come first."""
    before = so_far.text[max(0, amount.start - _BEGS) : amount.start]
    if _FIRST.search(before) or not _ENDS.match(so_far.text, amount.end):
        return last.role == "line"
    return last.role == "line" and _in_base(amount, last, so_far) is None


def _in_base(amount: Span, last: Draft, so_far: Foregoing) -> Decimal | None:
    """How much of the goods of the line it is."""
    entry = so_far.catalog.entry(last.match.skus[0]) if last.match.skus else None
    value: Amount = amount.value
    if entry is None or value.exact is None:
        return None
    if value.unit is None:
        return value.exact
    product = entry.product
    found = units.resolve(value.unit, product.units, product.base_unit)
    if found.status != "found" or found.unit is None:
        return None
    return value.exact * found.multiplier * product.units.get(found.unit, Decimal(1))


def _asks_for_more(
    last: Draft, amount: Span, cues: dict[str, Span], sentence: Sentence, so_far: Foregoing
) -> bool:
    """Whether so much is asked for right behind a smaller amount that nothing asked for: caramel 1 bottle, send 2 cases."""
    told = last.amount
    if last.role != "line" or told is None or "take" not in cues or {"more", "also", "correct"} & cues.keys():
        return False
    if roles.WANTED & last.cues.keys() or last.start < sentence.items[0].start:
        return False
    here, there = _in_base(amount, last, so_far), _in_base(told, last, so_far)
    return here is not None and there is not None and here > there


def _counts_what_follows(entry: Entry, sentence: Sentence, so_far: Foregoing) -> bool:
    """Whether it stands like an amount of the list: 6 before things that have another amount, 30 of the cinnamon ones."""
    behind = list(sentence.items[entry.last + 1 : entry.last + 4])
    if _ends_item(entry, sentence, behind, so_far):
        return True
    if behind and isinstance(behind[0], Span) and behind[0].label == "group":
        return True
    before = sentence.items[entry.first - 1] if entry.first else None
    listed = isinstance(before, Span) and before.label in PARTS
    if not listed or so_far.last is None or so_far.last.amount is None:
        return False
    small = [item for item in behind if isinstance(item, Span) and item.label in ("glue", "fill")]
    named = next((item for item in behind if isinstance(item, Mention)), None)
    return bool(small) and small[0].value == "of" and named is not None and not named.spans


def _ends_item(entry: Entry, sentence: Sentence, behind: Sequence[Item], so_far: Foregoing) -> bool:
    """Whether words of a list stand before it, and nothing behind, where other things are counted: 姜片6袋，桂花 4."""
    amount = entry.amount
    name, opening = ([None, None, *sentence.items[: entry.first]])[-2:][::-1]
    if amount is None or not isinstance(name, Mention) or len(name.gaps) > _MOST_WORDS:
        return False
    opens = isinstance(opening, Span) and opening.label in PARTS
    closes = not behind or (isinstance(behind[0], Span) and behind[0].label in PARTS | {"condition"})
    counted = [one for one in so_far.block.drafts[-_BEFORE:] if one.role == "line" and one.amount is not None]
    row = opening is None and sentence.whole_row and bool(name.spans)
    if not closes or not counted or not (row or (opens and counted[-1].start >= sentence.items[0].start)):
        return False
    between = so_far.text[name.end : amount.start].strip(" \tx×*:：-")
    return not between and not phrases.book("entries")["numbered"].pattern.search(
        so_far.text[name.start : amount.start]
    )


def price(money: Span, sentence: Sentence, so_far: Foregoing) -> None:
    """A price alone: that of the line before, or else of the next one; what was charged or paid for something else is none."""
    if _is_told(money, sentence, so_far):
        so_far.block.told.append(money)
    elif so_far.last is None:
        so_far.price = money
    elif so_far.last.money is None:
        so_far.last.money = money
        _for_all(so_far.last, money, sentence, so_far)


def _for_all(last: Draft, money: Span, sentence: Sentence, so_far: Foregoing) -> None:
    """A price in a sentence of its own is that of all the lines right before it that are of one kind and cost the same (EU 50 -
    6 ctn, EU 52 - 9 ctn. Price USD 7 the piece)."""
    value: MoneyValue = money.value
    if value.is_total or last.start >= sentence.items[0].start:
        return
    if any(is_amount(item) or (isinstance(item, Mention) and item.spans) for item in sentence.items):
        return
    meant = _product(last, so_far)
    for draft in reversed(so_far.block.drafts):
        if draft is last:
            continue
        own = _product(draft, so_far)
        if draft.role != "line" or draft.money is not None or meant is None or own is None:
            return
        if (own.category, own.price, own.base_unit) != (meant.category, meant.price, meant.base_unit):
            return
        draft.money = money


def _product(draft: Draft, so_far: Foregoing) -> Product | None:
    one = draft.match.status == "one" and draft.role == "line"
    return so_far.catalog.get(draft.match.skus[0]) if one else None


def _is_told(money: Span, sentence: Sentence, so_far: Foregoing) -> bool:
    """Whether words of its own tell what the money was, in a sentence that names no goods: they fined us $40 for that."""
    value: MoneyValue = money.value
    if value.per_unit or value.is_total:
        return False
    place = next((at for at, item in enumerate(sentence.items) if item is money), None)
    if place is None:
        return False
    own = [item for at, item in enumerate(sentence.items) if sentence.clauses[at] == sentence.clauses[place]]
    said = so_far.text[own[0].start : own[-1].end]
    book = phrases.book("entries")
    if book["prices"].pattern.search(said):
        return False
    if book["charges"].pattern.search(said):
        return True
    if any(is_amount(item) for item in own):
        return False
    words = [item for item in sentence.items if isinstance(item, Mention)]
    beside = any(isinstance(item, Mention) for item in own)
    return beside and not any(one.spans for one in words) and not any(map(is_amount, sentence.items))


def _sized(amount: Span, so_far: Foregoing) -> list[Draft]:
    """What stands further up with the number as a part of its name."""
    exact = amount.value.exact
    return [
        draft
        for draft in so_far.block.drafts
        if exact is not None
        and any(f"{exact.normalize():f}" in (part.key, *part.numbers) for part in draft.phrase)
    ]


def _is_size(amount: Span, entry: Entry, sentence: Sentence, text: str) -> bool:
    """Whether the number is said to be one of the goods, and neither a bound nor what was said another time."""
    clause = sentence.clauses[entry.last]
    own = [item for place, item in enumerate(sentence.items) if sentence.clauses[place] == clause]
    book = phrases.book("entries")
    if book["elsewise"].pattern.search(text, own[0].start, own[-1].end):
        return False
    return (
        book["of_size"].pattern.match(text, amount.end) is not None
        or book["the_size"].pattern.search(text, max(0, amount.start - _BEGS), amount.start) is not None
    )


def _give_up(sized: Sequence[Draft], entry: Entry, sentence: Sentence, so_far: Foregoing) -> None:
    """Take back the one line of that size that was ordered; where more is said beside it, or of several, somebody looks."""
    lines = [draft for draft in sized if draft.role == "line" and draft.amount is not None]
    behind = sentence.items[entry.last + 1 :][:_NEAR]
    clause = sentence.clauses[entry.last]
    more = any(
        isinstance(item, Mention) and sentence.clauses[entry.last + 1 + place] == clause
        for place, item in enumerate(behind)
    )
    for line in lines:
        line.certainty = min(line.certainty, DOUBTFUL)
    others = any(draft.role == "line" and draft not in lines for draft in so_far.block.drafts)
    if len(lines) == 1 and others and not more:
        lines[0].role = "excluded"


def _touch(one: Span, other: Span, text: str) -> bool:
    return other.start - one.end >= 0 and not text[one.end : other.start].strip(" (（")


def _contradicted(amount: Span, text: str) -> bool:
    """Whether it is written out again in brackets as another number: twenty (25)."""
    again = _AGAIN.match(text, amount.end)
    return again is not None and amount.value.exact not in (None, Decimal(again[1]))


def _replaces(last: Draft, amount: Span, cues: dict[str, Span]) -> bool:
    """Whether the amount is the real one: behind a vague one (几袋...先送15袋), or behind what one of them holds (一箱五公斤那个，要三箱)."""
    before: Amount | None = last.amount.value if last.amount is not None else None
    if before is None or amount.value.exact is None:
        return False
    told_size = last.second is not None and before.exact == 1 and bool(roles.WANTED & cues.keys())
    return vague(last.amount) or told_size
