"""Which product a phrase means: every part that the phrase states is compared with what each candidate has.

A part that the text states and a candidate lacks rules that one out; a part that the candidate has and the text omits
leaves it possible. One left: it is meant. Several: they are asked about. Nothing is guessed between two.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from parsers import othervalues, sizes, traits, wording
from parsers.catalog import Catalog
from parsers.catalog_entry import Entry, signature
from parsers.comparing import Comparison, compared, uncoloured
from parsers.comparing import has as has
from parsers.comparing_parts import WORD
from parsers.normalize import plain
from parsers.parts import Part, attribute_words
from parsers.shading import unshaded
from parsers.sounds import pairs_of, sound
from parsers.values import frozen

Status = Literal["one", "several", "near", "none"]

# The rule of a match that took its noun from the line before.
INHERITED = "as the line before"
# The rule where only another thing comes in the size or the colour that is told behind a line (stockpot 24cm 4, 28cm 2).
ANOTHER_THING = "another thing has that size"
# A product that lacks a stated word is at best so likely meant.
_NEAR = 0.75
_SPEC_PARTS = re.compile(r"[;；,，、/|]")
# The rule of the small or the large one of some, and how sure it is.
BY_SIZE, _RELATIVE = "by size", 0.95
# How sure a product is of whose name only the noun at its end is left out, and how long what is left may be.
_CUT_SHORT, _LONGEST_CUT, _MOST_LEFT_OUT = 0.7, 3, 2
# What a size explains, at least.
_SIZED = 1.0
# More sizes than this make up for a name that is cut short.
_SIZES_TELL = 1
# One that says nothing of a stated colour or size, or has another character in the word.
_DOUBTED = 0.6
# What single characters give away that stand anywhere in a name (黑 and 板 of 白板笔 黑).
_SCATTERED = 0.5


@frozen
class Match:
    """`skus` fit the phrase ('one', 'several'), or fit but for `unexplained` words ('near'), or resemble it ('none').

    `certainty` falls with every word that was only heard alike or left unexplained. `headless`: the phrase states no
    noun of theirs; `strong`: it states a noun, a size or a whole name, not just a word that occurs in the name.
    """

    status: Status
    skus: tuple[str, ...]
    certainty: float = 1.0
    unexplained: tuple[Part, ...] = ()
    rule: str = "parts"
    headless: bool = False
    strong: bool = False


def find(
    phrase: Sequence[Part],
    catalog: Catalog,
    *,
    among: Collection[str] | None = None,
    before: Sequence[Part] = (),
) -> Match:
    """The products that `phrase` means, within `among` (SKUs of an order) where given.

    `before` is the phrase of the line before, from which a phrase without a noun (M12的20) takes its own.
    """
    if not phrase:
        return Match("none", ())
    phrase = wording.telling(phrase, catalog)
    entries: Iterable[Entry]
    if among is not None:
        entries = [entry for sku in among if (entry := catalog.entry(sku)) is not None]
    else:
        entries = catalog.candidates(phrase)
        if before:
            # Of all that are blue those of the line before must be among the candidates.
            entries = {id(one): one for one in (*catalog.candidates([*before, *phrase]), *entries)}.values()
    some = [one for one in compared(phrase, entries, catalog) if one.explained > 0]
    if not some:
        return Match("none", ())
    sized = _by_relative_size(phrase, catalog, among=among, before=before)
    if sized is not None:
        return sized
    fitting = uncoloured([one for one in some if not one.ruled_out], some)
    if not fitting:
        return _resembling(some)
    least = min(one.loss for one in fitting)
    best = [one for one in fitting if one.loss <= least + 0.02]
    best = [one for one in best if not one.doubted and not one.unexplained] or best
    if any(part.kind in ("spec", "number") for part in phrase):
        # 25的管: of that size, rather than one that comes in bundles of 25.
        most = max(one.explained for one in best)
        best = [one for one in best if one.explained > most - _SIZED]
    runs = [part.key for part in phrase if part.kind == "han"]
    if not best[0].unexplained and not (runs and any(not one.entry.runs.isdisjoint(runs) for one in best)):
        # 内墙漆 shortens 内墙乳胶漆 as well as it begins another name: a shorter way there does not decide.
        chosen = {id(one) for one in best}
        best = [
            one
            for one in fitting
            if id(one) in chosen
            or (
                not one.unexplained
                and one.loss - one.abbreviated <= least + 0.02
                and _shortens(phrase, one.entry)
            )
        ]
    total = best[0].total
    if least > 0.45 * total:
        return _resembling(some)
    rule = "parts"
    mere = all(part.kind == "han" and len(part.key) == 1 for part in phrase)
    begins = any(part.kind == "han" and part.key[:2] in one.entry.starts for part in phrase for one in best)
    headless = mere or not (begins or any(_states_head(phrase, one.entry, catalog) for one in best))
    whole_name = signature(phrase)
    named = [one for one in best if whole_name in one.entry.names]
    if named:
        best, rule, headless = named, "name", headless and not mere
    words = sum(part.kind == "word" for part in phrase)
    strong = bool(named) or not headless or words > 1 or any(part.telling for part in phrase)
    if len(best) > 1 and words > 1:
        # Baking powder is no powder for baking.
        said = [part.key for part in phrase if part.kind == "word"]
        whole = "|".join(("", *said, ""))
        full = [one for one in best if whole in one.entry.spoken]
        ordered = [one for one in best if any(_in_order(said, spoken) for spoken in one.entry.spoken)]
        best = full or ordered or best
    if len(best) > 1:
        # The dark roast is none that is medium-dark.
        pure = unshaded(phrase, [one.entry for one in best])
        best = [one for one in best if any(one.entry is entry for entry in pure)]
    if len(best) > 1:
        # The ABS guard is one that is called so, rather than one whose inside is of it.
        latin = [f"|{part.key}|" for part in phrase if part.kind == "word" and traits.of(part.key) is None]
        called = [one for one in best if _is_called(latin, one.entry)]
        best = called if latin and called else best
    if len(best) > 1:
        # 一开单控 is none of 一开双控, whatever other name of it has 单 in it.
        stated = " ".join(part.key for part in phrase if part.kind == "han")
        best = [one for one in best if not othervalues.differs(stated, one.entry.product)] or best
    if before and headless:
        narrowed = _narrow(best, before, catalog)
        if narrowed:
            best, rule = narrowed if len(best) > 1 else best, INHERITED
        elif (
            (not mere or _told_groups(phrase))
            and rule != "name"
            and (kind := _sized_as(phrase, before, best, catalog))
        ):
            return Match("none", kind, 0.5, rule=ANOTHER_THING)
    skus = tuple(one.entry.product.sku for one in best)
    # Who writes out a product's whole name means it, whatever a word of it would say by itself (non-stick).
    outright = bool(best[0].unexplained and named and not best[0].doubted)
    unexplained = () if outright else best[0].unexplained
    gap = sum(_weight(part) for part in unexplained)
    certainty = 1.0 if outright else max(0.0, 1 - least / max(total, 4.0))
    if not named and len(best) == 1 and cut_short(phrase, best[0].entry):
        certainty = min(certainty, _CUT_SHORT)
    # Where a part stands is that of the text in which it was first compared (see `comparing`): its word alone holds.
    told = {part.key for part in phrase}
    amid = any(part.key not in told for part in unexplained)
    if amid or any(one.doubted for one in best) or (mere and len(phrase) > 1 and least >= _SCATTERED):
        certainty = min(certainty, _DOUBTED)
    if gap > 1.0:
        return Match("near", skus, _NEAR * certainty, unexplained, rule, headless, strong)
    status: Status = "one" if len(skus) == 1 else "several"
    return Match(status, skus, certainty, unexplained, rule, headless, strong)


def _by_relative_size(
    phrase: Sequence[Part], catalog: Catalog, *, among: Collection[str] | None, before: Sequence[Part]
) -> Match | None:
    """The small or the large one of what the other words name, where no name says so itself (a small tin of wax, of 1 l and 200 ml)."""
    words = [part for part in phrase if sizes.compares(part.key)]
    rest = [part for part in phrase if part not in words]
    if not words or not rest:
        return None
    match = find(rest, catalog, among=among, before=before)
    sizeless = [part for part in rest if part.kind not in ("spec", "number")]
    if match.status == "one" and sizeless and len(sizeless) < len(rest):
        # The small carton of 250 ml: both say the same.
        wider = find(sizeless, catalog, among=among, before=before)
        match = wider if match.skus[0] in wider.skus else match
    if match.status != "several" or match.headless:
        return None
    entries = [entry for sku in match.skus if (entry := catalog.entry(sku)) is not None]
    told = any(has(part, entry, catalog) for part in words for entry in entries)
    meant = sizes.relative([part.key for part in words], entries) if not told else None
    if meant is None or any(not has(part, meant, catalog) for part in rest):
        return None
    sure = min(match.certainty, _RELATIVE)
    return replace(match, status="one", skus=(meant.product.sku,), certainty=sure, rule=BY_SIZE)


def states_noun(phrase: Sequence[Part], entry: Entry, catalog: Catalog) -> bool:
    """Whether the phrase comes to where one of the product's names ends: its noun."""
    ends = {sound(run[-1]) for run in entry.runs}
    for part in phrase:
        if part.kind == "han" and not ends.isdisjoint(map(sound, part.key)):
            return True
        if part.kind == "word":
            said = catalog.near_words(part.key) or catalog.pieces(part.key)[-1:]
            if any(spoken.endswith(f"|{word}|") for word in said for spoken in entry.spoken):
                return True
    return False


def _is_called(words: Sequence[str], entry: Entry) -> bool:
    """Whether all the words are of its names, or are by themselves what is told of it: what is lined with PVC is not called so."""
    told = {plain(said).strip().lower() for said in _SPEC_PARTS.split(entry.product.spec or "")}
    return all(word.strip("|") in told or any(word in name for name in entry.spoken) for word in words)


def cut_short(phrase: Sequence[Part], entry: Entry) -> bool:
    """Whether the phrase is a name without the one character at its end, which made it that thing (咖啡 of 咖啡杯), or
    without what stands right before that one (玻璃杯 of 玻璃保温杯)."""
    words = [part for part in phrase if part.kind in ("han", "word")]
    if len(phrase) - len(words) > _SIZES_TELL:
        # 6mm 1.8m的灰垫: two sizes that it has tell enough.
        return False
    if any(part.kind == "word" for part in words) or any(
        one.end != two.start for one, two in pairwise(words)
    ):
        return False
    said = "".join(part.key for part in words)
    longer = [run for run in entry.runs if said in run]
    if longer:
        if any(run.startswith(said) and run[len(said) :] in attribute_words() for run in longer):
            # 蓝围裙 of 蓝围裙厚: only its kind is left out.
            return False
        short = len(said) <= _LONGEST_CUT
        return short and all(run.startswith(said) and len(run) == len(said) + 1 for run in longer)
    if any(said.endswith(run) for run in entry.runs if len(run) > 1):
        return False
    bare = [run for run in entry.runs if said[:-1] in run and run.endswith(said[-1:])]
    return bool(bare) and all(len(run) - run.index(said[:-1]) - len(said) >= _MOST_LEFT_OUT for run in bare)


def _shortens(phrase: Sequence[Part], entry: Entry) -> bool:
    """Whether the phrase leaves characters of one of the product's names out and keeps their order."""
    names = [plain(name) for name in (entry.product.name, *entry.product.aliases)]
    runs = [part.key for part in phrase if part.kind == "han"]
    return all(any(_within(run, name) for name in names) for run in runs)


def _in_order(words: Sequence[str], spoken: str) -> bool:
    rest = iter(spoken.split("|"))
    return all(word in rest for word in words)


def _within(run: str, name: str) -> bool:
    rest = iter(name)
    return all(character in rest for character in run)


def _weight(part: Part) -> float:
    return float(len(part.key)) if part.kind == "han" else WORD


def _resembling(compared: Sequence[Comparison]) -> Match:
    ranked = sorted(compared, key=lambda one: one.loss)
    near = [one for one in ranked if one.explained >= 0.3 * one.total][:5]
    unexplained = near[0].unexplained if near else ()
    return Match("none", tuple(one.entry.product.sku for one in near), 0.5, unexplained)


def _states_head(phrase: Sequence[Part], entry: Entry, catalog: Catalog) -> bool:
    for part in phrase:
        if part.kind == "word" and not entry.heads.isdisjoint(
            catalog.near_words(part.key) or catalog.pieces(part.key)
        ):
            return True
        if part.kind == "han" and (
            any(head in part.key for head in entry.heads)
            or (len(part.key) == 1 and part.key in entry.singles)
            or any(
                heard in {" ".join(map(sound, head)) for head in entry.heads if len(head) == 2}
                for _, heard in pairs_of(part.key)
            )
        ):
            return True
    return False


def _sized_as(
    phrase: Sequence[Part], before: Sequence[Part], best: Sequence[Comparison], catalog: Catalog
) -> tuple[str, ...]:
    """The products of the line before, if the phrase is a mere size such as they are told apart by, and only another
    thing comes in it; else none."""
    groups = _told_groups(phrase)
    if not groups and not all(part.kind in ("spec", "number") for part in phrase):
        return ()
    measures = {_measure(part.key) for part in phrase if part.kind == "spec"}
    if len(measures) > 1:
        # 12.8V 200Ah names by itself what has both.
        return ()
    earlier = [entry for sku in find(before, catalog).skus[:8] if (entry := catalog.entry(sku)) is not None]
    if any(entry.heads & one.entry.heads for entry in earlier for one in best):
        return ()
    if groups:
        told = any(groups <= {group for group, _ in entry.traits} for entry in earlier)
    else:
        told = any(
            measures & set(map(_measure, entry.keys)) if measures else entry.numbers for entry in earlier
        )
    return tuple(entry.product.sku for entry in earlier) if told else ()


def _told_groups(phrase: Sequence[Part]) -> set[str]:
    """Of what kind the traits are that make the whole phrase (黑的, the blue); none if it says anything else."""
    told = [traits.briefly(part.key) if part.kind in ("han", "word") else None for part in phrase]
    return {trait[0] for trait in told if trait is not None} if all(told) else set()


def _measure(key: str) -> str:
    return key.lstrip("0123456789.-*")


def _narrow(best: Sequence[Comparison], before: Sequence[Part], catalog: Catalog) -> list[Comparison]:
    """Those of `best` that share most with the line before, if they share its noun (手套左的6只、右的4只)."""
    words = [part for part in before if part.kind in ("han", "word")]
    kin = [one for one in best if words and _states_head(words, one.entry, catalog)]
    if not kin:
        return []
    losses = [one.loss for one in compared(before, [one.entry for one in kin], catalog)]
    least = min(losses)
    return [one for one, loss in zip(kin, losses, strict=True) if loss <= least + 0.02]
