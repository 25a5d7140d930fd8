"""What a draft corrects: the amount of what was named before it, or what was named, behind a word of correction."""

import re
from collections.abc import Sequence
from decimal import Decimal

from parsers import comparing, phrases, products, roles, units, variants
from parsers.catalog_entry import Entry as CatalogEntry
from parsers.clauses import CHANGES, Sentence
from parsers.drafts import DOUBTFUL, Draft, vague
from parsers.entries import Entry
from parsers.foregoing import Foregoing
from parsers.parts import Part, parts
from parsers.products import Match
from parsers.quantities import with_unit
from parsers.spans import Span

_KIND, _RESIZED = "a kind of what it corrects", 0.95
# By so many, and not to so many.
_BY = frozenset({"more", "less", "double", "half"})
# What is asked about, refused or told of takes nothing over.
UNSURE = roles.EXCLUDES | roles.DECOYS | CHANGES | {"ask", "condition", "or"}
# The number in a word for the old amount.
_OLD = re.compile(r"\d{1,9}")
# Between a word that takes back and what was meant instead.
_MEANS = re.compile(r"[是系要] ?$|\b(?:meant|mean|it.s|be|want(?:ed)?|need(?:ed)?)(?: the)? ?$")


def recount(draft: Draft, entry: Entry, sentence: Sentence, so_far: Foregoing) -> bool:
    """8箱30ml的…写错了，洗发水12箱; M 12盒，L 8盒，唔系，M要15盒: what was named before, named again behind a word of
    correction with another amount, less of its name or as much; whether it was."""
    if draft.amount is None or vague(draft.amount) or draft.amount.value.more:
        return False
    if draft.match.status not in ("one", "several") or (UNSURE - CHANGES | _BY) & draft.cues.keys():
        return False
    if roles.adds(sentence, entry):
        # It comes on top, whatever is corrected.
        draft.cues.pop("correct", None)
        return False
    said = [cue.start for cue in sentence.corrections(0, sentence.items[entry.first].start)]
    if not said and not CHANGES & draft.cues.keys():
        return False
    told = _told_by(draft, so_far) or [line for line in so_far.block.drafts if _is_told(line, draft)]
    told = [line for line in told if (said and line.end <= said[-1]) or _turned(line, draft)]
    line = so_far.last if so_far.last in told else told[-1] if len(told) == 1 else None
    line = of_old_amount(draft.cues, line, so_far)
    if line is None or line.amount is None:
        return False
    if len(told) > 1 or (roles.tells_more_beside(sentence, entry) and not _turned(line, draft)):
        line.certainty = min(line.certainty, DOUBTFUL)
    line.amount, line.second = with_unit(draft.amount, line.amount), None
    line.corrected = True
    so_far.heeded = roles.corrected_to(sentence, entry, draft.amount.end)
    return True


def resize(amount: Span, line: Draft, so_far: Foregoing) -> bool:
    """12 reels of the 12mm, oops, 8mm: what corrects is a size of another kind of the line's product, and no amount; whether it is
    one. Where several kinds have it, which is asked."""
    unit, base = amount.value.unit, so_far.catalog.entry(line.match.skus[0]) if line.match.skus else None
    if unit is None or not units.measures(unit) or line.match.status != "one" or base is None:
        return False
    said = so_far.text[amount.start : amount.end]
    stated = [part.moved(amount.start) for part in parts(said)]
    if len(stated) != 1 or comparing.has(stated[0], base, so_far.catalog):
        return False
    kin = variants.siblings(base, so_far.catalog)
    if not any(comparing.has(stated[0], one, so_far.catalog) for one in kin):
        return False
    kinds = variants.variants(base, stated, said, so_far.catalog, kin)
    if not kinds:
        return False
    status: products.Status = "one" if len(kinds) == 1 else "several"
    line.match = Match(status, kinds, _RESIZED, (), _KIND, strong=True)
    line.phrase = _resized(line.phrase, stated[0], base, so_far)
    line.corrected, so_far.heeded = True, amount.end
    return True


def _resized(phrase: Sequence[Part], stated: Part, base: CatalogEntry, so_far: Foregoing) -> list[Part]:
    """The phrase with the size that holds in the place of what was said of the other one."""
    found = [
        part for part in phrase if part.kind != stated.kind or not comparing.has(part, base, so_far.catalog)
    ]
    return [*found, stated]


def _is_told(line: Draft, again: Draft) -> bool:
    """Whether it is a line with an amount, of something that `again` may be."""
    one = line.role == "line" and line.amount is not None and line.match.status == "one"
    return one and line.match.skus[0] in again.match.skus


def of_old_amount(cues: dict[str, Span], line: Draft | None, so_far: Foregoing) -> Draft | None:
    """The line whose amount is changed where the old one is told (胶带不对，上面的10改成8): the only one of so many, if the line that
    seems meant is of another amount; if there is none, somebody looks."""
    was = _OLD.match(so_far.text, cues["was"].start) if "was" in cues else None
    if was is None or line is None or line.amount is None or line.amount.value.exact == Decimal(was[0]):
        return line
    so_many = [
        one
        for one in so_far.block.drafts
        if one.role == "line" and one.amount is not None and one.amount.value.exact == Decimal(was[0])
    ]
    if len(so_many) == 1:
        return so_many[0]
    line.certainty = min(line.certainty, DOUBTFUL)
    return line


def _told_by(again: Draft, so_far: Foregoing) -> list[Draft]:
    """The counted lines that words fit which by themselves tell only a kind: the gold ones, of a list with such."""
    if again.match.rule != products.INHERITED and not again.match.headless:
        return []
    counted = [
        line
        for line in so_far.block.drafts
        if line.role == "line" and line.amount is not None and line.match.status == "one"
    ]
    fits = products.find(again.phrase, so_far.catalog, among=[line.match.skus[0] for line in counted])
    possible = fits.skus if fits.status in ("one", "several") else ()
    return [line for line in counted if line.match.skus[0] in possible]


def _turned(line: Draft, again: Draft) -> bool:
    """Whether a word behind the line says what becomes of it: 6 rose, ... make the rose 8."""
    said = any(again.cues[label].start >= line.end for label in CHANGES & again.cues.keys())
    return said and again.match.status in ("one", "several")


def rename(draft: Draft, entry: Entry, sentence: Sentence, so_far: Foregoing) -> None:
    """要小袋的，不对，大袋的6箱; 小袋6箱，不对，是大袋的6箱: the product is corrected, not the amount."""
    last = so_far.last
    if last is None or not roles.renames(sentence, entry, max(last.end, so_far.heeded)):
        return
    if last.amount is not None and last.role != "line":
        return
    if roles.DECOYS & draft.cues.keys() or _is_of_another(draft, last, so_far):
        # 不对，红的家里还有一箱: what is spoken of is the red, whatever was named last.
        return
    same = products.find(draft.phrase, so_far.catalog, before=last.phrase)
    if same.rule != products.INHERITED and not so_far.lookup.kin(last.match, draft.match):
        return
    said = sentence.corrections(max(last.end, so_far.heeded), draft.start)
    if last.amount is not None and (roles.adds(sentence, entry) or _spoken_of_again(draft, last, so_far)):
        return
    if not any(_takes_back(cue, so_far.text) or not _hesitates(cue, so_far.text) for cue in said):
        # 6 rose, hang on, 3 vanilla: in its place or beside it?
        draft.certainty = min(draft.certainty, DOUBTFUL)
    elif last.amount is None:
        last.role = "passing"
    elif draft.match.skus != last.match.skus:
        taken = any(_takes_back(cue, so_far.text) for cue in said)
        more = roles.tells_more_beside if taken else roles.tells_more
        means = _MEANS.search(so_far.text, said[-1].start, draft.start) is not None
        _replace(draft, last, sure=taken and means, told=more(sentence, entry))


def _is_of_another(draft: Draft, last: Draft, so_far: Foregoing) -> bool:
    """Whether it names by itself the product of a counted line before the last one."""
    if draft.match.status != "one" or draft.match.rule == products.INHERITED or draft.match.headless:
        return False
    return any(
        line is not last and line.role == "line" and line.amount is not None
        for line in so_far.block.drafts
        if line.match.skus == draft.match.skus
    )


def _spoken_of_again(draft: Draft, last: Draft, so_far: Foregoing) -> bool:
    """Whether it is another line further up of which something is told (甲4箱，乙6箱，不对，甲的架上还有1箱): it comes in no place."""
    told = bool((UNSURE - CHANGES) & draft.cues.keys())
    return told and any(
        line is not last and line.role == "line" and line.match.skus == draft.match.skus
        for line in so_far.block.drafts
    )


def _takes_back(cue: Span, text: str) -> bool:
    if text[cue.start : cue.end].endswith(("是", "系")):
        # 等下，我翻下图纸，是128的
        return True
    return phrases.book("entries")["takes_back"].pattern.search(text, cue.start, cue.end) is not None


def _hesitates(cue: Span, text: str) -> bool:
    return phrases.book("entries")["hesitates"].pattern.search(text, cue.start, cue.end) is not None


def _replace(draft: Draft, last: Draft, *, sure: bool, told: bool) -> None:
    """This one in place of that; without an amount of its own and plain words that it is what was meant, or with other
    words before it (sorry, I forgot the large ones), somebody looks."""
    if draft.amount is None and (draft.match.status != "one" or UNSURE & draft.cues.keys()):
        return
    last.role = "excluded"
    if told or (draft.amount is None and not sure):
        draft.certainty = min(draft.certainty, DOUBTFUL)
    draft.amount = draft.amount or last.amount
