"""What a draft is in its block: a line, passed over, not wanted, what others do, or only more words of the line before."""

from parsers import doubts, narrowing, products, roles
from parsers.clauses import Sentence
from parsers.drafts import DOUBTFUL, Draft, measures, vague
from parsers.entries import Entry
from parsers.foregoing import Foregoing
from parsers.quantities import with_unit

# A product and its amount stand close: 要, x, a colon or dots between.
_PAUSES, _MOST_BETWEEN = " \t.:：-*x·,，()（）", 1
# What stands behind the thing that it asks for.
TOO = frozenset({"too", "as well", "likewise", "也要", "也来", "也拿", "也订", "也需要", "也送"})
# Behind a word that we know stands the noun that we do not: hair spray too.
_LONGEST_NOUN = 16
_SENDING = ("送", "发", "到", "拉", "运")
_WANTS = frozenset({"also", "take"})
_CHANGES = frozenset({"swap", "set"})
# What says that nothing is left.
_GONE = ("完", "光")
# What is asked about, refused or told of takes nothing over.
_UNSURE = roles.EXCLUDES | roles.DECOYS | _CHANGES | {"ask", "condition", "or"}


def place(draft: Draft, entry: Entry, sentence: Sentence, so_far: Foregoing) -> None:
    """Add the draft of the entry to the block in its role."""
    if _recount(draft, entry, sentence, so_far):
        return
    _count_by_the_second(draft)
    _rename(draft, entry, sentence, so_far)
    if draft.amount is None and _elaborates(draft, so_far):
        return
    if draft.amount is None and so_far.waiting is not None and so_far.pattern == "amount first":
        draft.amount, so_far.waiting = so_far.waiting, None
    by_cues(draft, so_far)
    if draft.role == "line" and draft.amount is None:
        found = draft.match.strong and draft.match.status in ("one", "several")
        found = found and not _is_where(draft, sentence)
        draft.role = "line" if _WANTS & draft.cues.keys() and found else "passing"
    if _unknown_too(draft):
        draft.role = "line"
    elif draft.match.status == "none" and draft.amount is None and not draft.match.skus:
        draft.role = "passing"
    if draft.role == "line" and doubts.hardly(draft):
        draft.role = "passing"
        doubt = so_far.block.loose if draft.match.status == "one" else so_far.block.asides
        doubt.extend([draft.amount] if draft.amount is not None else [])
    if draft.match.status == "none" and not _could_be_unknown(entry, draft, so_far.text):
        counted = draft.role == "line" and draft.amount is not None and not vague(draft.amount)
        draft.role = "passing"
        if counted and draft.amount is not None and not measures(draft.amount.value.unit):
            so_far.block.loose.append(draft.amount)
    if draft.role == "line" and draft.money is None:
        draft.money, so_far.price = so_far.price, None
    so_far.add(draft)


def _count_by_the_second(draft: Draft) -> None:
    """Of something that is not known and has a measure and a count the count is the amount: matt foil 390mm 20 rolls."""
    if draft.match.status != "none" or draft.amount is None or draft.second is None:
        return
    if measures(draft.amount.value.unit) and not measures(draft.second.value.unit):
        draft.end = max(draft.end, draft.amount.end)
        draft.amount, draft.second = draft.second, None


def _is_where(draft: Draft, sentence: Sentence) -> bool:
    """Whether it stands right behind a word of sending, and goes on in another noun: 都送洗衣房."""
    sent = any(
        cue.end == draft.start and str(cue.value).endswith(_SENDING)
        for _, cue in sentence.cues("take", "fill")
    )
    return sent and any(gap.start > draft.start and gap.end == draft.end for gap in draft.gaps)


def _unknown_too(draft: Draft) -> bool:
    """Whether a thing that is no product of ours is asked for in the words right behind it (hair spray too)."""
    too = draft.cues.get("also")
    asked = too is not None and str(too.value) in TOO and 0 <= too.start - draft.end <= _LONGEST_NOUN
    return asked and draft.role == "passing" and draft.amount is None and draft.match.status == "none"


def by_cues(draft: Draft, so_far: Foregoing) -> None:
    """What is not wanted, is in stock or is what others do is not ordered; what others want may be ordered for them."""
    if roles.EXCLUDES & draft.cues.keys():
        draft.role = "excluded"
    elif roles.DECOYS & draft.cues.keys() and not _runs_out(draft, so_far.text):
        draft.role = "decoy"
        if "others" in draft.cues and draft.amount is not None and roles.WANTED & draft.cues.keys():
            so_far.block.loose.append(draft.amount)


def _runs_out(draft: Draft, text: str) -> bool:
    """Whether what is gone is asked for in the same breath: 卖完了来10箱."""
    gone, asks, amount = draft.cues.get("stock"), draft.cues.get("take"), draft.amount
    if gone is None or asks is None or amount is None or "others" in draft.cues:
        return False
    told = text[gone.start : gone.end].rstrip("了").endswith(_GONE)
    return told and draft.start < gone.start and gone.end <= asks.start and asks.end == amount.start


def _recount(draft: Draft, entry: Entry, sentence: Sentence, so_far: Foregoing) -> bool:
    """8箱30ml的…写错了，洗发水12箱: what was named last, named again behind a word of correction with another amount, less
    of its name or as much; whether it was."""
    last = so_far.last
    if (
        last is None
        or last.role != "line"
        or last.amount is None
        or draft.amount is None
        or vague(draft.amount)
    ):
        return False
    if (
        last.match.status != "one"
        or last.match.skus[0] not in draft.match.skus
        or _UNSURE & draft.cues.keys()
    ):
        return False
    if draft.match.status not in ("one", "several") or roles.adds(sentence, entry):
        return False
    if not roles.renames(sentence, entry, last.end):
        return False
    last.amount, last.second = with_unit(draft.amount, last.amount), None
    last.corrected = True
    if roles.tells_more(sentence, entry):
        last.certainty = min(last.certainty, DOUBTFUL)
    return True


def _rename(draft: Draft, entry: Entry, sentence: Sentence, so_far: Foregoing) -> None:
    """要小袋的，不对，大袋的6箱; 小袋6箱，不对，是大袋的6箱: the product is corrected, not the amount."""
    last = so_far.last
    if last is None or not roles.renames(sentence, entry, last.end):
        return
    if last.amount is not None and last.role != "line":
        return
    same = products.find(draft.phrase, so_far.catalog, before=last.phrase)
    if same.rule != products.INHERITED and not so_far.lookup.kin(last.match, draft.match):
        return
    if last.amount is None:
        last.role = "passing"
    elif draft.match.skus != last.match.skus and not roles.adds(sentence, entry):
        _replace(draft, last, told=roles.tells_more(sentence, entry))


def _replace(draft: Draft, last: Draft, *, told: bool) -> None:
    """This one in place of that; without an amount of its own, or with other words before it (sorry, I forgot the large
    ones), somebody looks."""
    if draft.amount is None and (draft.match.status != "one" or _UNSURE & draft.cues.keys()):
        return
    last.role = "excluded"
    if draft.amount is None or told:
        draft.certainty = min(draft.certainty, DOUBTFUL)
    draft.amount = draft.amount or last.amount


def _elaborates(draft: Draft, so_far: Foregoing) -> bool:
    """Whether the mention only says more of the line before (…，304不锈钢，…)."""
    last = so_far.last
    if last is None or not draft.headless or last.role == "excluded":
        return False
    if _CHANGES & draft.cues.keys():
        return False
    if last.amount is not None and last.match.status != "several":
        return False
    if not narrowing.by_words(last, draft.phrase, so_far.catalog):
        return False
    last.end = draft.end
    return True


def _could_be_unknown(entry: Entry, draft: Draft, text: str) -> bool:
    """Whether a phrase that fits no product may yet be an order for something that the catalog lacks."""
    amount = draft.amount
    if vague(amount):
        return False
    if draft.match.rule == products.ANOTHER_THING:
        return amount is not None
    if not doubts.states_words(entry, draft):
        return False
    if amount is None or amount.start < draft.end:
        return True
    if amount.label == "quantity" and entry.unknown and entry.unknown[0].start - draft.end <= 1:
        # Engine mounts, 3 boxes: the noun is what we do not know.
        draft.end = max(draft.end, *(words.end for words in entry.unknown if words.end <= amount.start), 0)
    between = text[draft.end : amount.start]
    return not measures(amount.value.unit) and len(between.strip(_PAUSES)) <= _MOST_BETWEEN
