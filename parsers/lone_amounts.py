"""Amounts and prices that no product stands beside: of the line before, of one to come, or of nothing that is known."""

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from parsers import entries, quantities, roles
from parsers.clauses import Mention, Sentence
from parsers.drafts import Draft, vague
from parsers.entries import Entry
from parsers.foregoing import Foregoing
from parsers.quantities import Amount, with_unit
from parsers.spans import Span

# Cues that ask for what others spoke of, or for what was spoken of before; those and what asks for any number.
_ASKS = frozenset({"take", "more", "now"})
_ASKS_ANEW = _ASKS | {"set"}
_BY = frozenset({"more", "less"})
_AGAIN = re.compile(r" ?[(（](\d{1,6})[)）]")
_MORE_OF_IT = re.compile("再[㐀-鿿]{1,3}")
_ASKS_BESIDE = _ASKS_ANEW | {"also", "or"}


def take(entry: Entry, cues: dict[str, Span], sentence: Sentence, so_far: Foregoing) -> None:
    """Give the entry's amount to what it counts; what counts nothing known is loose, or an aside."""
    amount, last = entry.amount, so_far.last
    if amount is None or roles.DECOYS & cues.keys() or entries.counts_people(amount, so_far.text):
        return
    if amount.value.exact == 0 or amount.rule == quantities.ONE_OF:
        # 数量为0的不要 orders nothing.
        return
    if amount.label == "bare" and roles.EXCLUDES & cues.keys() and _sizes_another(amount, so_far):
        # 500的不用: of a size that was spoken of, and not wanted.
        return
    # 20打，不好意思再加10打: so many more correct nothing.
    corrects = roles.corrects(sentence, entry) and not (roles.adds(sentence, entry) or _BY & cues.keys())
    mentions = [item for item in sentence.items if isinstance(item, Mention)]
    wordy = amount.label == "bare" and bool(mentions)
    grew = next((not item.spans for item in reversed(mentions) if item.end <= amount.start), False)
    if grew and (last is None or last.role != "line") and {"was", "set"} <= cues.keys():
        # 座位从30个加到45个: what grew before anything was ordered is no line.
        so_far.block.asides.append(amount)
    elif wordy and not corrects:
        # A number amid words of its own counts something else, unless those ask for it or it stands by an amount.
        wanted = bool((_ASKS_BESIDE - {"now"}) & cues.keys())
        # We now clear shelf 4 for oil.
        wanted |= "now" in cues and not so_far.text.startswith(" for ", amount.end)
        wanted |= last is not None and last.amount is not None and _touch(last.amount, amount, so_far.text)
        wanted |= _contradicted(amount, so_far.text)
        (so_far.block.loose if wanted else so_far.block.asides).append(amount)
    elif last is not None and corrects and last.amount is not None:
        last.amount = with_unit(amount, last.amount)
        last.second, last.corrected = None, True
        so_far.heeded = amount.end
    elif last is not None and last.role == "line" and _replaces(last, amount, cues):
        last.amount, last.second = with_unit(amount, last.amount or amount), None
    elif last is not None and last.amount is None and last.role != "excluded":
        last.amount, last.second = amount, entry.second
        told = last.role == "decoy" and not _ASKS_ANEW & cues.keys()
        if last.role in ("passing", "decoy") and not told:
            last.role = "line"
        last.cues.update(cues)
        last.money = entry.money or last.money
    elif last is not None and last.role == "decoy" and (_ASKS & cues.keys() or _asks_again(cues)):
        so_far.add(
            replace(last, role="line", amount=amount, second=entry.second, cues=cues, money=entry.money)
        )
    elif last is None and so_far.waiting is None:
        so_far.waiting = amount
    else:
        so_far.block.loose.append(amount)


def _asks_again(cues: Mapping[str, Span]) -> bool:
    """Whether what parts it from what was told asks for more of that: 上次的很好卖，再要4个."""
    parting = cues.get("separator")
    return parting is not None and _MORE_OF_IT.fullmatch(str(parting.value)) is not None


def price(money: Span, so_far: Foregoing) -> None:
    """A price alone: that of the line before, or else of the next one."""
    if so_far.last is None:
        so_far.price = money
    elif so_far.last.money is None:
        so_far.last.money = money


def _sizes_another(amount: Span, so_far: Foregoing) -> bool:
    """Whether the number is a part of a name that stands further up."""
    exact = amount.value.exact
    return exact is not None and any(
        f"{exact.normalize():f}" in (part.key, *part.numbers)
        for draft in so_far.block.drafts
        for part in draft.phrase
    )


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
