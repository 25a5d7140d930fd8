"""What a draft is in its block: a line, passed over, not wanted, what others do, or only more words of the line before."""

from collections.abc import Collection, Sequence

from parsers import comparing, corrected, doubts, phrases, replaced, roles, tellings, unlisted
from parsers.clauses import PARTS, Item, Mention, Sentence, asks_more, is_amount
from parsers.drafts import DOUBTFUL, Draft, measures, vague
from parsers.entries import Entry
from parsers.foregoing import Foregoing
from parsers.naming import OTHER_SIZE
from parsers.parts import parts
from parsers.spans import Span

_LONGEST_DENIAL = 10
_NEAR_CUE = 2
_SENDING = ("送", "发", "到", "拉", "运")
_WANTS = frozenset({"also", "take"})
# What parts the things of a list, and what says nothing of them.
_PARTS, _IDLE = frozenset({"break", "separator", "also", "more"}), frozenset({"fill", "glue"})
# So far around an amount it is told that so many are there; what asks for more of it.
_AROUND = 16
# Of what is named once, these say that it is wanted as well.
_ALL_WANTED = frozenset({"都要", "都来", "都拿", "都订"})
_SURE = 0.8


def place(draft: Draft, entry: Entry, sentence: Sentence, so_far: Foregoing) -> None:
    """Add the draft of the entry to the block in its role."""
    if not replaced.takes_place(draft, entry, sentence, so_far) and corrected.recount(
        draft, entry, sentence, so_far
    ):
        return
    if "refused" in draft.cues or (draft.amount is not None and _denied(draft.amount, so_far.text)):
        draft.certainty = min(draft.certainty, DOUBTFUL)
    unlisted.count_by_the_second(draft, so_far.text)
    if draft.amount is not None and _is_told(draft, so_far) and _sizes_another_kind(draft, so_far):
        so_far.block.asides.append(draft.amount)
        draft.amount = None
    corrected.rename(draft, entry, sentence, so_far)
    if tellings.describes(draft, sentence, so_far):
        return
    if draft.amount is None and tellings.elaborates(draft, sentence, so_far):
        return
    if draft.amount is None and so_far.waiting is not None and so_far.pattern == "amount first":
        draft.amount, so_far.waiting = so_far.waiting, None
    by_cues(draft, so_far)
    if draft.role == "excluded" and draft.amount is None:
        tellings.rule_out(draft, sentence, so_far)
    if draft.role == "line" and draft.amount is None:
        found = draft.match.strong and draft.match.status in ("one", "several")
        # 厨房用品采购：锅3口: what sort of goods it is.
        sort = draft.proper and draft.match.status == "several" and not draft.gaps
        found = found and not sort and not _is_where(draft, sentence)
        asked = (_WANTS & draft.cues.keys() or _wants_all(draft, so_far.text)) and not _sent_elsewhere(
            draft, so_far.text
        )
        # 新校区宿舍要添置：, where something else is called so: a word amid those of a place.
        heading = draft.proper and bool(draft.gaps) and draft.match.certainty < _SURE
        wanted = (asked and not heading and not _is_noun_of(draft, so_far)) or (
            found and _is_listed(draft, entry, sentence, so_far)
        )
        draft.role = "line" if wanted and found else "passing"
    if unlisted.asked_too(draft):
        draft.role = "line"
    elif draft.match.status == "none" and draft.amount is None and not draft.match.skus:
        draft.role = "passing"
    if (
        draft.role == "line"
        and draft.amount is not None
        and "total" in draft.cues
        and draft.match.status == "several"
    ):
        # 80 lamps altogether: the sum of them, by what they all are.
        so_far.block.totals.append(draft.amount)
        draft.role, draft.amount, draft.proper = "passing", None, True
    if draft.role == "line" and packs_apart(draft, so_far.text):
        # 杯子单独装成一箱 says how the goods are packed.
        draft.role, draft.amount, draft.proper = "passing", None, True
    another = draft.match.status == "none" and unlisted.counts_words(entry, so_far)
    if (
        draft.match.status == "none"
        and draft.role == "line"
        and unlisted.counts_another_kind(entry, draft, so_far)
    ):
        another = True
    elif another:
        # 4 wind mills 400W among lines: of what is not sold, whatever has that size.
        draft.start = min(draft.start, entry.unknown[0].start)
    # In a size that none of its kind has: that is asked about, whatever it is measured by.
    another = another or (draft.match.rule == OTHER_SIZE and draft.amount is not None)
    if (
        draft.role == "line"
        and not another
        and doubts.hardly(draft)
        and _counted_in_list(draft, entry, sentence, so_far)
    ):
        # A number and a mere word that stand like the lines beside them are looked at, and not passed over.
        draft.certainty = min(draft.certainty, DOUBTFUL)
    elif draft.role == "line" and not another and doubts.hardly(draft):
        draft.role = "passing"
        doubt = so_far.block.loose if draft.match.status == "one" else so_far.block.asides
        doubt.extend([draft.amount] if draft.amount is not None else [])
    if (
        draft.match.status == "none"
        and not another
        and not unlisted.could_be_ordered(entry, draft, so_far.text)
    ):
        counted = draft.role == "line" and draft.amount is not None and not vague(draft.amount)
        draft.role = "passing"
        if counted and draft.amount is not None and not measures(draft.amount.value.unit):
            so_far.block.loose.append(draft.amount)
    if draft.role == "line" and draft.money is None:
        draft.money, so_far.price = so_far.price, None
    so_far.add(draft)


def _wants_all(draft: Draft, text: str) -> bool:
    """Whether it is told of it alone that it is wanted, too: 保护胶都要."""
    cue = draft.cues.get("each")
    return cue is not None and cue.start == draft.end and text[cue.start : cue.end] in _ALL_WANTED


def _denied(amount: Span, text: str) -> bool:
    """Whether the words right before the amount say that it is another."""
    before = max(0, amount.start - _LONGEST_DENIAL)
    return phrases.book("entries")["denies"].pattern.search(text, before, amount.start) is not None


def _is_told(draft: Draft, so_far: Foregoing) -> bool:
    """Whether other lines are there, and nothing asks for this one: then it may be no line."""
    asked = {"take", "total", "set"} & draft.cues.keys()
    return not asked and any(one.role == "line" for one in so_far.block.drafts)


def _sizes_another_kind(draft: Draft, so_far: Foregoing) -> bool:
    """Whether what seems an amount is the size of another kind of the product, which is not sold by that measure (the 10mm came
    in with the 5mm)."""
    amount, lookup = draft.amount, so_far.lookup
    unit: str | None = amount.value.unit if amount is not None else None
    if amount is None or not measures(unit) or draft.match.status != "one" or unit is None:
        return False
    if lookup.sold_by(unit, draft.match):
        return False
    stated = list(parts(so_far.text[amount.start : amount.end]))
    kinds = [one for one in lookup.siblings(draft.phrase) if one.product.sku not in draft.match.skus]
    return len(stated) == 1 and any(comparing.has(stated[0], one, so_far.catalog) for one in kinds)


def _counted_in_list(draft: Draft, entry: Entry, sentence: Sentence, so_far: Foregoing) -> bool:
    """Whether it is a thing of a list with nothing but its number beside it, where other things are counted: 2 oj among lines."""
    amount, last = draft.amount, so_far.last
    if amount is None or draft.cues.keys() - {"also", "take", "more", "separator"}:
        return False
    if draft.gaps and not (sentence.whole_row and sentence.alone(entry.first, entry.last)):
        return False
    behind = list(sentence.items[entry.last + 1 : entry.last + 4])
    if behind and isinstance(behind[0], Span) and behind[0].label in PARTS:
        behind = behind[1:]
    if doubts.begins_another(entry, behind):
        return True
    if last is None and sentence.alone(entry.first, entry.last) and len(behind) > 1:
        # 2 oj, 10 water.
        return is_amount(behind[0]) and isinstance(behind[1], Mention) and bool(behind[1].spans)
    counted = last is not None and last.role == "line" and last.amount is not None and last.match.strong
    if not counted or last is None or last.amount is None:
        return False
    text = so_far.text
    if amount.start < draft.start:
        joined = unlisted.parted(text, amount.start)
        return sentence.alone(entry.first, entry.last) or (joined and last.amount.start < last.start)
    follows = last.amount.start >= last.end and not text[last.amount.end : draft.start].strip()
    return sentence.alone(entry.first, entry.last) or follows


def _is_noun_of(draft: Draft, so_far: Foregoing) -> bool:
    """Whether it stands right behind a line that has its amount before it: its noun, by whatever name (5 of the 40 l hiking packs)."""
    last = so_far.last
    if last is None or last.role != "line" or last.amount is None or last.amount.start > last.start:
        return False
    draft.proper |= 0 <= draft.start - last.end <= 1
    return 0 <= draft.start - last.end <= 1


def _is_listed(draft: Draft, entry: Entry, sentence: Sentence, so_far: Foregoing) -> bool:
    """Whether it stands in the list behind a line of it with nothing beside it (螺丝2包，还有垫圈): how many is for the customer to say."""
    last = so_far.last
    if (
        last is None
        or last.role != "line"
        or last.amount is None
        or draft.gaps
        or draft.headless
        or draft.proper
    ):
        return False
    opening = sentence.items[0]
    if last.start < opening.start and not (isinstance(opening, Span) and opening.label == "marker"):
        return False
    if any(last.end <= cue.start < draft.start for _, cue in sentence.cues("correct")):
        return False
    before = sentence.items[: entry.first][::-1]
    return _reaches(before, _PARTS) and _reaches(sentence.items[entry.last + 1 :], _PARTS | {"end"})


def _reaches(items: Sequence[Item], marks: Collection[str]) -> bool:
    """Whether only small words stand between a thing and the next mark of its list."""
    for item in items:
        if isinstance(item, Mention):
            return False
        if item.label in marks:
            return True
        if item.label not in _IDLE:
            return False
    return "end" in marks


def _is_where(draft: Draft, sentence: Sentence) -> bool:
    """Whether it stands right behind a word of sending, and goes on in another noun: 都送洗衣房."""
    sent = any(
        cue.end == draft.start and str(cue.value).endswith(_SENDING)
        for _, cue in sentence.cues("take", "fill")
    )
    return sent and any(gap.start > draft.start and gap.end == draft.end for gap in draft.gaps)


def _sent_elsewhere(draft: Draft, text: str) -> bool:
    """Whether all that asks for it is a word of sending that does not stand by it: 送到, 上午有比赛."""
    cue = draft.cues.get("take")
    if cue is None or "also" in draft.cues or not text[cue.start : cue.end].endswith(_SENDING):
        return False
    return not (0 <= draft.start - cue.end <= _NEAR_CUE or 0 <= cue.start - draft.end <= _NEAR_CUE)


def by_cues(draft: Draft, so_far: Foregoing) -> None:
    """What is not wanted, is in stock or is what others do is not ordered; what others want may be ordered for them."""
    amount = draft.amount
    if roles.EXCLUDES & draft.cues.keys():
        draft.role = "excluded"
        if amount is not None and amount.value.exact and not _explained(draft, so_far.text):
            so_far.block.loose.append(amount)
    elif roles.DECOYS & draft.cues.keys() and not _runs_out(draft, so_far.text):
        draft.role = "decoy"
        others = "others" in draft.cues and bool(roles.WANTED & draft.cues.keys())
        if amount is not None and (others or _asks_more(draft) or _counted_when_gone(draft, so_far.text)):
            so_far.block.loose.append(amount)


def _explained(draft: Draft, text: str) -> bool:
    """Whether it is told why so many stand beside what is not wanted: they are there, or were ordered before."""
    amount = draft.amount
    if amount is None or (roles.DECOYS | {"same", "correct", "set"}) & draft.cues.keys():
        return True
    first, last = max(0, min(draft.start, amount.start) - _AROUND), max(draft.end, amount.end) + _AROUND
    if phrases.book("entries")["suffices"].pattern.match(text[amount.end : last]):
        # 10把够了 may be so many that lie there, and so many that are wanted.
        last = amount.end
    return phrases.book("entries")["is_there"].pattern.search(text, first, last) is not None


def _asks_more(draft: Draft) -> bool:
    """Whether more of it is asked for right before the amount of a tale: 上回的卖光了，再来5箱."""
    amount, parting, told = draft.amount, draft.cues.get("separator"), draft.cues.get("stock")
    if amount is None or parting is None or told is None or told.start > parting.start:
        return False
    return parting.end == amount.start and asks_more(parting)


def _runs_out(draft: Draft, text: str) -> bool:
    """Whether what is gone is asked for in the same breath: 卖完了来10箱; sold out, please send 10."""
    gone, asks, amount = draft.cues.get("stock"), draft.cues.get("take"), draft.amount
    if gone is None or asks is None or amount is None or "others" in draft.cues:
        return False
    told = _is_gone(draft, gone, asks.start, text)
    return told and gone.end <= asks.start and text[asks.end : amount.start] in ("", " ")


def _counted_when_gone(draft: Draft, text: str) -> bool:
    """Whether an amount stands in a clause of its own behind what is gone: of what went, or wanted again (卖完了，这个也要10箱)?"""
    gone, amount = draft.cues.get("stock"), draft.amount
    if gone is None or amount is None or "others" in draft.cues or amount.start < gone.end:
        return False
    return _is_gone(draft, gone, amount.start, text) and "," in text[gone.end : amount.start]


def _is_gone(draft: Draft, gone: Span, end: int, text: str) -> bool:
    """Whether the words of the stock up to `end`, behind the goods, say that nothing is left."""
    told = phrases.book("entries")["runs_out"].pattern.search(text[gone.start : end])
    return draft.start < gone.start and told is not None


def packs_apart(draft: Draft, text: str) -> bool:
    """Whether the amount is the one box into which goods are put by themselves."""
    amount = draft.amount
    if amount is None or amount.value.exact != 1 or amount.start < draft.start:
        return False
    return phrases.book("entries")["packs_apart"].pattern.search(text[draft.start : amount.start]) is not None
