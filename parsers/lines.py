"""Order lines from the sentences of a block: each entry is drafted and placed, and what later words say of it is heeded."""

from collections.abc import Sequence

from parsers import (
    afterthoughts,
    denied_amounts,
    described,
    drafting,
    each,
    entries,
    entry_rows,
    foretold,
    headed,
    joint_units,
    jointly,
    likewise,
    lone_amounts,
    phrases,
    placing,
    roles,
    splits,
    strangers,
    told_numbers,
    uncounted,
)
from parsers.clauses import Mention, Sentence
from parsers.drafts import DOUBTFUL, Block
from parsers.entry_rows import Row
from parsers.foregoing import Foregoing
from parsers.lookup import Lookup
from parsers.parts import Part
from parsers.preparing import prepare
from parsers.spans import Span

# So many phrases back a list may take its noun.
_REMEMBERED = 4


def read(sentences: Sequence[Sentence], text: str, lookup: Lookup) -> Block:
    """What the sentences come to, read in order. `text` is what they lie on."""
    totals = _prepare(sentences, text, lookup)
    rows, pattern = entry_rows.cut(sentences, text, lookup)
    so_far = Foregoing(text, lookup, pattern, Block(totals=totals))
    for place, row in enumerate(rows):
        beside = [rows[near] for near in (place - 1, place + 1) if 0 <= near < len(rows)]
        _read(row, beside, so_far)
    so_far.stop_waiting()
    so_far.block.totals = [total for total in totals if not _sums_others(total, sentences, so_far)]
    _doubt_refused(so_far)
    joint_units.hold(so_far.block, text, lookup.catalog)
    afterthoughts.price_of_all(so_far.block, text, lookup)
    afterthoughts.review(so_far.block, text, bonus=so_far.bonus)
    afterthoughts.unfilled(so_far.block, text)
    return so_far.block


def _sums_others(total: Span, sentences: Sequence[Sentence], so_far: Foregoing) -> bool:
    """Whether the sum is one of people, or of what is told of before any goods are named (捡了一窝小狗，一共5只。…): in a sentence of
    unknown words alone, by a unit that none of the lines has."""
    if entries.counts_people(total, so_far.text):
        return True
    lines = [line for line in so_far.block.drafts if line.role == "line" and line.amount is not None]
    counted = {line.amount.value.unit for line in lines if line.amount is not None}
    if total.value.unit in {None, *counted} or any(line.start < total.end for line in lines):
        return False
    own = next((one for one in sentences if one.items[0].start <= total.start < one.items[-1].end), None)
    told = [item for item in own.items if isinstance(item, Mention)] if own is not None else []
    opens = any(mark in so_far.text[total.end : lines[0].start] for mark in ":：") if lines else True
    return bool(told) and not opens and not any(item.spans for item in told)


def _doubt_refused(so_far: Foregoing) -> None:
    """小花盆3箱，不要了: what takes back all that was counted before it."""
    drafts = so_far.block.drafts
    last = max(drafts, key=lambda draft: draft.start, default=None)
    if last is None or last.role != "line" or last.amount is None:
        return
    if phrases.book("entries")["refused"].pattern.search(so_far.text, max(last.end, last.amount.end)):
        for draft in drafts:
            draft.certainty = min(draft.certainty, DOUBTFUL)


def _doubt_corrected(row: Row, first: int, so_far: Foregoing) -> None:
    """砂纸3包，不对，粗的: something is taken back, and what is wanted for it is not understood."""
    sentence, found = row
    lines = [draft for draft in so_far.block.drafts if draft.role == "line" and draft.amount is not None]
    for place, cue in sentence.cues("correct"):
        before = [draft for draft in lines if draft.end <= cue.start and not draft.corrected]
        if not before or not phrases.book("entries")["takes_back"].pattern.search(
            so_far.text, cue.start, cue.end
        ):
            continue
        known = any(
            entry.first > place and (entry.amount is not None or entry.match.status in ("one", "several"))
            for entry in found
        )
        heard = any(
            # Its name may stand before the word, and the new amount behind it.
            line.corrected or (line.amount is not None and line.amount.start > cue.start)
            for line in lines
        ) or any(
            draft.start > cue.start and (draft.role != "passing" or draft.amount is None)
            for draft in so_far.block.drafts[first:]
            if draft.match.status != "several" or draft.role != "passing"
        )
        named = any(isinstance(item, Mention) for item in sentence.items[place + 1 :])
        if named and not (known and heard):
            before[-1].certainty = min(before[-1].certainty, DOUBTFUL)


def _prepare(sentences: Sequence[Sentence], text: str, lookup: Lookup) -> list[Span]:
    """Make the sentences ready; the amounts that sum others up."""
    totals: list[Span] = []
    before: list[list[Part]] = []
    denied_amounts.settle(sentences, text)
    for sentence in sentences:
        totals.extend(prepare(sentence, text, lookup, before))
        before = [*before, *each.phrases(sentence)][-_REMEMBERED:]
    return totals


def _read(row: Row, beside: Sequence[Row], so_far: Foregoing) -> None:
    """One sentence; `beside` are those before and behind it."""
    sentence, found = row
    drafts, waiting = so_far.block.drafts, so_far.waiting
    first, before = len(drafts), len(so_far.block.loose)
    last = so_far.last
    shares = splits.over_places(sentence, found, so_far)
    so_far.block.split += [entry.amount for entry in shares if entry.amount is not None]
    for number, (entry, cues) in enumerate(
        zip(found, roles.assigned(sentence, found, so_far.text), strict=True)
    ):
        roles.mark_earlier(entry, cues, so_far.text)
        if any(entry is share for share in shares):
            continue
        if entry.named:
            opening = found[number - 1] if number else None
            draft = drafting.draft(entry, cues, sentence, opening, so_far)
            placing.place(draft, entry, sentence, so_far)
        elif entry.mentions:
            strangers.counted(entry, cues, row, beside, so_far)
        elif entry.amount is not None:
            if not strangers.listed(entry, cues, row, beside, so_far):
                lone_amounts.take(entry, cues, sentence, so_far)
        elif entry.money is not None:
            lone_amounts.price(entry.money, sentence, so_far)
    if so_far.waiting is waiting:
        so_far.stop_waiting()
    _doubt_corrected(row, first, so_far)
    foretold.settle(sentence, first, so_far)
    likewise.settle(sentence, last, first, so_far)
    headed.narrow(sentence, drafts[first:], so_far)
    described.doubt(sentence, first, so_far)
    uncounted.add(row, beside, first, so_far)
    jointly.settle(sentence, first, so_far)
    told_numbers.settle(sentence, first, before, so_far)
    if any(draft.role == "line" for draft in drafts[first:]):
        mentions = [item for item in sentence.items if isinstance(item, Mention)]
        so_far.block.gaps.extend(gap for words in mentions for gap in words.gaps)
