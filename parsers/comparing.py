"""How a phrase and a product compare: what its parts come to together (each by itself: `comparing_parts`), and what it rules
out."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from parsers import comparing_parts, traits
from parsers.catalog import Catalog
from parsers.catalog_entry import Entry
from parsers.comparing_parts import LOOSE, WORD, Share, Told
from parsers.parts import Part
from parsers.traits import Trait
from parsers.values import frozen

# What a thing is that nobody dyed.
_NO_COLOUR: frozenset[Trait | None] = frozenset({("colour", "clear"), ("colour", "natural")})
# One of two values that are a colour only together.
_HALVED = 0.3


@frozen
class Comparison:
    """`doubted`: the phrase states a trait of which the product says nothing, or only together with another."""

    entry: Entry
    loss: float
    total: float
    ruled_out: bool
    unexplained: tuple[Part, ...]
    explained: float
    abbreviated: float
    doubted: bool = False


def compare(phrase: Sequence[Part], entry: Entry, catalog: Catalog) -> Comparison:
    """How much of the phrase the product explains. What states another colour or size than the product's rules it out."""
    return next(compared(phrase, (entry,), catalog))


def compared(phrase: Sequence[Part], entries: Iterable[Entry], catalog: Catalog) -> Iterator[Comparison]:
    """The phrase compared with each of the products."""
    shares = [(part, _remembered(part, catalog)) for part in phrase]
    for entry in entries:
        place = id(entry)
        total = loss = explained = abbreviated = 0.0
        ruled_out = False
        unexplained: tuple[Part, ...] = ()
        told: list[Told] = []
        for part, known in shares:
            share = known.get(place)
            if share is None:
                share = known[place] = comparing_parts.share(part, entry, catalog)
            # Taken apart at once: to ask for each field costs as much again as the rest of the loop.
            of_all, lost, known_of, against, strange, short, states = share
            total += of_all
            loss += lost
            explained += known_of
            abbreviated += short
            if strange:
                unexplained += strange
                ruled_out = ruled_out or against
            if states is not None:
                told.append(states)
        one = Comparison(entry, loss, max(total, 0.1), ruled_out, unexplained, explained, abbreviated)
        yield _with_traits(one, told) if told else one


def _together(told: Sequence[Told]) -> Told:
    return Told(*(tuple(itertools.chain.from_iterable(some)) for some in zip(*told, strict=True)))


def _with_traits(one: Comparison, told: Sequence[Told]) -> Comparison:
    """The comparison, once it is heeded what the phrase states of the product's colour, size and the like."""
    entry, loss = one.entry, one.loss
    others, stated, nouns, inside = told[0] if len(told) == 1 else _together(told)
    # 金色金枪鱼: the gold of the noun is no colour of the fish.
    twice = not set(nouns).isdisjoint(inside) if nouns else False
    halved = bool(stated) and any(
        not values.isdisjoint(stated) and not values <= {*stated, *inside} for values in entry.stated.mixed
    )
    if (
        not others
        and any(group == "colour" for group, _ in stated)
        and any(group == "shade" and (group, value) not in stated for group, value in entry.traits)
    ):
        loss += LOOSE
    if twice:
        loss += 1.0
    if halved:
        loss += _HALVED
    ruled_out = one.ruled_out or (bool(others) and _contradicted(others, {*stated}, {*inside}, entry))
    doubted = twice or halved or bool(others)
    return Comparison(
        entry, loss, one.total, ruled_out, one.unexplained, one.explained, one.abbreviated, doubted
    )


def uncoloured(fitting: list[Comparison], some: Sequence[Comparison]) -> list[Comparison]:
    """Those that fit, where all that some do not say is that they are clear or natural, and others of their noun are coloured:
    clear film is the one that is not called black."""
    found: list[Comparison] = []
    for one in fitting:
        told = [traits.of(part.key) for part in one.unexplained]
        if one.doubted and told and _NO_COLOUR.issuperset(told) and not _coloured(one.entry):
            nouns = one.entry.heads
            if any(
                other.ruled_out and _coloured(other.entry) and other.entry.heads & nouns for other in some
            ):
                lost = sum(WORD if part.kind == "word" else 1.0 for part in one.unexplained)
                one = replace(one, loss=one.loss - lost + LOOSE, unexplained=(), doubted=False)
        found.append(one)
    return found


def _coloured(entry: Entry) -> bool:
    return any(group == "colour" for group, _ in entry.traits)


def has(part: Part, entry: Entry, catalog: Catalog) -> bool:
    """Whether the product's name or specification states the part."""
    known = _remembered(part, catalog)
    share = known.get(id(entry))
    if share is None:
        share = known[id(entry)] = comparing_parts.share(part, entry, catalog)
    return share.explained > 0


def _remembered(part: Part, catalog: Catalog) -> dict[int, Share]:
    """What a part comes to at each product: the same words come again and again, in one message and in the next."""
    return catalog.remembered((part.kind, part.key, part.numbers))


def _contradicted(others: Sequence[Trait], stated: set[Trait], inside: set[Trait], entry: Entry) -> bool:
    """Whether the product has another value of a group than the phrase states; 左右各8个 and 黑白都要 state both."""
    own = {group for group, _ in entry.traits}
    told = {group for group, _ in stated}
    # 红色黄铜阀: of the colour of a thing its noun says nothing.
    told |= {group for group, _ in inside if group in entry.stated.nouns}
    return any(group in own and group not in told for group, _ in others)
