"""Which product a phrase means: every part that the phrase states is compared with what each candidate has.

A part that the text states and a candidate lacks rules that one out; a part that the candidate has and the text omits
leaves it possible. One left: it is meant. Several: they are asked about. Nothing is guessed between two.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from parsers import traits
from parsers.catalog import Catalog, Entry, pairs_of, signature, sound
from parsers.normalize import plain
from parsers.parts import Part

Status = Literal["one", "several", "near", "none"]

# The rule of a match that took its noun from the line before.
INHERITED = "as the line before"
# What is given away where a word is only heard alike, misspelt, or abbreviated to a character of it.
_HEARD, _SLIP, _ABBREVIATED = 0.06, 0.1, 0.15
# A grade (3号) that is no grade of the product but some other number of it (3 layers).
_OTHER_NUMBER = 0.1
# What may stand beside a colour or a size without meaning anything.
_EMPTY = frozenset("色款的号码")
_SPEC, _WORD = 2.0, 2.0
# A product that lacks a stated word is at best so likely meant.
_NEAR = 0.75


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Comparison:
    entry: Entry
    loss: float
    total: float
    ruled_out: bool
    unexplained: tuple[Part, ...]
    explained: float
    abbreviated: float


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
    entries: Iterable[Entry]
    if among is not None:
        entries = [entry for sku in among if (entry := catalog.entry(sku)) is not None]
    else:
        entries = catalog.candidates(phrase)
        if before:
            # Of all that are blue those of the line before must be among the candidates.
            entries = {id(one): one for one in (*catalog.candidates([*before, *phrase]), *entries)}.values()
    compared = [compare(phrase, entry, catalog) for entry in entries]
    compared = [one for one in compared if one.explained > 0]
    if not compared:
        return Match("none", ())
    fitting = [one for one in compared if not one.ruled_out]
    if not fitting:
        return _resembling(compared)
    least = min(one.loss for one in fitting)
    best = [one for one in fitting if one.loss <= least + 0.02]
    if not best[0].unexplained and not any(
        part.key in one.entry.runs for part in phrase for one in best if part.kind == "han"
    ):
        # 内墙漆 shortens 内墙乳胶漆 as well as it begins another name: a shorter way there does not decide.
        best = [
            one
            for one in fitting
            if one in best
            or (
                not one.unexplained
                and one.loss - one.abbreviated <= least + 0.02
                and _shortens(phrase, one.entry)
            )
        ]
    total = best[0].total
    if least > 0.45 * total:
        return _resembling(compared)
    rule = "parts"
    mere = all(part.kind == "han" and len(part.key) == 1 for part in phrase)
    begins = any(part.kind == "han" and part.key[:2] in one.entry.starts for part in phrase for one in best)
    headless = mere or not (begins or any(_states_head(phrase, one.entry) for one in best))
    named = [one for one in best if signature(phrase) in one.entry.names]
    if named:
        best, rule, headless = named, "name", headless and not mere
    words = sum(part.kind == "word" for part in phrase)
    strong = bool(named) or not headless or words > 1 or any(part.kind == "spec" for part in phrase)
    if len(best) > 1 and words > 1:
        # Baking powder is no powder for baking.
        said = [part.key for part in phrase if part.kind == "word"]
        whole = "|".join(("", *said, ""))
        full = [one for one in best if whole in one.entry.spoken]
        ordered = [one for one in best if any(_in_order(said, spoken) for spoken in one.entry.spoken)]
        best = full or ordered or best
    if len(best) > 1 and before and headless:
        narrowed = _narrow(best, before, catalog)
        if narrowed:
            best, rule = narrowed, INHERITED
    elif before and headless and _narrow(best, before, catalog):
        rule = INHERITED
    skus = tuple(one.entry.product.sku for one in best)
    unexplained = best[0].unexplained
    gap = sum(_weight(part) for part in unexplained)
    certainty = max(0.0, 1 - least / max(total, 4.0))
    if gap > 1.0:
        return Match("near", skus, _NEAR * certainty, unexplained, rule, headless, strong)
    status: Status = "one" if len(skus) == 1 else "several"
    return Match(status, skus, certainty, unexplained, rule, headless, strong)


def compare(phrase: Sequence[Part], entry: Entry, catalog: Catalog) -> Comparison:
    """How much of the phrase the product explains. What states another colour or size than the product's rules it out."""
    total = loss = explained = abbreviated = 0.0
    ruled_out = False
    unexplained: list[Part] = []
    others: list[traits.Trait] = []
    for part in phrase:
        if part.kind in ("spec", "number"):
            if _has_spec(part, entry):
                total += _SPEC
                explained += _SPEC
                if part.kind == "number" and not part.numbers and part.key not in entry.keys:
                    loss += _OTHER_NUMBER
            elif part.key not in entry.packs:
                total += _SPEC
                loss += _SPEC
                ruled_out = True
                unexplained.append(part)
        elif part.kind == "word":
            total += _WORD
            trait = traits.of(part.key)
            if part.key in entry.words or part.key in entry.keys or trait in entry.traits:
                explained += _WORD
            elif trait is not None:
                loss += _WORD
                others.append(trait)
                unexplained.append(part)
            elif any(near in entry.words for near in catalog.near_words(part.key)):
                explained += _WORD
                loss += _SLIP
            else:
                loss += _WORD
                unexplained.append(part)
        else:
            gain, given, missing, short = _han(part, entry)
            total += len(part.key)
            explained += gain
            abbreviated += short
            loss += given
            for one in missing:
                behind = one.end - part.start
                trait = traits.of(one.key) or traits.of(one.key + part.key[behind : behind + 1])
                if trait in entry.traits:
                    explained += len(one.key)
                    continue
                if trait is not None:
                    others.append(trait)
                # A colour weighs as much however it is spelt: of 透明、白色 both or neither is meant.
                loss += len(one.key) if trait is None else 1
                unexplained.append(one)
    if others:
        ruled_out = ruled_out or _contradicted(phrase, others, entry)
    return Comparison(entry, loss, max(total, 0.1), ruled_out, tuple(unexplained), explained, abbreviated)


def _contradicted(phrase: Sequence[Part], others: Sequence[traits.Trait], entry: Entry) -> bool:
    """Whether the product has another value of a group than the phrase states; 左右各8个 and 黑白都要 state both."""
    own = {group for group, _ in entry.traits}
    doubted = {group for group, _ in others if group in own}
    if not doubted:
        return False
    runs = [part.key for part in phrase if part.kind == "han"]
    said = traits.stated(runs, [part.key for part in phrase if part.kind != "han"])
    return not doubted <= {group for group, value in said if (group, value) in entry.traits}


def has(part: Part, entry: Entry, catalog: Catalog) -> bool:
    """Whether the product's name or specification states the part."""
    return compare([part], entry, catalog).explained > 0


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
    return float(len(part.key)) if part.kind == "han" else _WORD


def _has_spec(part: Part, entry: Entry) -> bool:
    if part.key in entry.keys:
        return True
    if part.kind == "number":
        return part.key in entry.numbers
    # ss316, A4-80: what is glued to the number is looser than the number itself.
    return any(number in entry.numbers and len(number) >= 3 for number in part.numbers if _glued(part))


def _glued(part: Part) -> bool:
    return part.key[:1].isalpha() and not part.key.startswith(("din", "iso", "m"))


def _han(part: Part, entry: Entry) -> tuple[float, float, list[Part], float]:
    """(explained, given away, missing, of the given away what is only abbreviated) of a run of Chinese characters."""
    run = part.key
    if len(run) == 1:
        if run in entry.singles:
            return 1.0, 0.0, [], 0.0
        if run in entry.characters:
            trait = traits.of(run)
            return 1.0, 0.0 if trait is not None and trait in entry.traits else 0.5, [], 0.0
        return 0.0, 0.0, [part], 0.0
    how = [0.0] * len(run)
    known = [False] * len(run)
    for index, (pair, heard) in enumerate(pairs_of(run)):
        if pair in entry.pairs:
            for place in (index, index + 1):
                known[place], how[place] = True, 0.0
        elif heard in entry.sounds:
            for place in (index, index + 1):
                if not known[place]:
                    known[place] = True
                    how[place] = 0.0 if run[place] in entry.characters else _HEARD
    short = 0.0
    for place, character in enumerate(run):
        if known[place]:
            continue
        if character in entry.characters:
            told = traits.of(character)
            known[place], how[place] = (
                True,
                0.0 if told is not None and told in entry.traits else _ABBREVIATED,
            )
            short += how[place]
        elif character in _EMPTY and place and traits.of(run[place - 1]) is not None:
            known[place] = True
    missing: list[Part] = []
    start = 0
    while start < len(run):
        if known[start]:
            start += 1
            continue
        end = start
        while end < len(run) and not known[end]:
            end += 1
        missing.append(Part(part.start + start, part.start + end, "han", run[start:end]))
        start = end
    return float(sum(known)), sum(how), missing, short


def _resembling(compared: Sequence[Comparison]) -> Match:
    ranked = sorted(compared, key=lambda one: one.loss)
    near = [one for one in ranked if one.explained >= 0.3 * one.total][:5]
    unexplained = near[0].unexplained if near else ()
    return Match("none", tuple(one.entry.product.sku for one in near), 0.5, unexplained)


def _states_head(phrase: Sequence[Part], entry: Entry) -> bool:
    for part in phrase:
        if part.kind == "word" and part.key in entry.heads:
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


def _narrow(best: Sequence[Comparison], before: Sequence[Part], catalog: Catalog) -> list[Comparison]:
    """Those of `best` that share most with the line before, if they share its noun (手套左的6只、右的4只)."""
    words = [part for part in before if part.kind in ("han", "word")]
    kin = [one for one in best if words and _states_head(words, one.entry)]
    if not kin:
        return []
    losses = [compare(before, one.entry, catalog).loss for one in kin]
    least = min(losses)
    return [one for one, loss in zip(kin, losses, strict=True) if loss <= least + 0.02]
