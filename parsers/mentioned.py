"""Which goods a message names that orders nothing: what is asked about, praised or wrong; not what is only spoken of (your
oils, 40 salons, the goods for the fair)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from parsers import claims, elliptic, kinds, phrases, products, units
from parsers.annotate import Annotated
from parsers.catalog import Catalog
from parsers.clauses import Mention
from parsers.drafts import DOUBTFUL, Block, Draft
from parsers.kinds import Token
from parsers.lookup import Lookup
from parsers.parts import Part, parts
from parsers.products import Match
from parsers.reading import Intent
from parsers.spans import Span

# What joins the words of one name; more parts than these no name has.
_JOINS, _MOST_PARTS = re.compile(r"[ -]?的?[ -]?"), 24
# How sure a product is that is found in words of which others tell something else.
_FOUND = 0.9
# A kind of goods that is spoken of in fewer words is not what the message is about.
_FEWEST_WORDS, _FEWEST_CHARACTERS = 2, 4
# A letter and its digits are a code from so many characters on: M8 is a size.
_SHORTEST_CODE = 4
# So many characters before an amount its price may be asked for.
_REACH = 8
_SENTENCE = frozenset("\n.。!！?？;；")


def goods(block: Block, kind: Intent, annotated: Annotated, catalog: Catalog) -> list[Draft]:
    """The drafts of what is named. What is counted or surely one product makes all else mere words."""
    drafts = list(_recovered(block, kind, annotated, catalog))
    found = [d for d in drafts if d.match.skus and (d.amount is not None or _stands(d, kind, annotated))]
    sure = [d for d in found if d.amount is not None or d.match.status == "one"]
    if not sure:
        sure = [d for d in drafts if d.match.status == "one" and d.match.strong]
    found = sure or found
    if kind in claims.INTENTS:
        found = _wrong(found, annotated)
    if kind == "inquiry":
        for draft in found:
            if draft.amount is not None and _priced_by(draft.amount, annotated):
                draft.amount = None
        known = {draft.match.skus for draft in found}
        others = [one for one in _others(found, annotated, catalog) if one.match.skus not in known]
        found = sorted([*found, *others], key=lambda draft: draft.start)
    return list(once(found))


def particular(found: Sequence[Draft], kind: Intent, annotated: Annotated, catalog: Catalog) -> list[Draft]:
    """Those of the drafts that speak of a product, and not of a kind of goods. What goes back is asked about."""
    if kind == "return_request":
        return list(found)
    # Where is my cola: of a customer's own orders a kind of goods says which one is asked about.
    orders = annotated.message.context.open_orders if kind == "order_status" else ()
    own = {line.sku for order in orders for line in order.lines}
    return [
        draft
        for draft in found
        if not own.isdisjoint(draft.match.skus)
        or not (_general(draft, annotated, catalog) or _counts_others(draft, catalog))
    ]


def _counts_others(draft: Draft, catalog: Catalog) -> bool:
    """Whether a mere number stands before a mere word that is no noun of the product: 60 kids, of a chair for kids."""
    entry = catalog.entry(draft.match.skus[0]) if draft.match.status == "one" else None
    bare = draft.amount is not None and draft.amount.label == "bare"
    mere = claims.is_mere(draft)
    return entry is not None and bare and mere and not products.states_noun(draft.phrase, entry, catalog)


def _wrong(found: Sequence[Draft], annotated: Annotated) -> list[Draft]:
    """Without those of which it is said that nothing is wrong, and mere words, where others are named (falls off in the hand)."""
    sound = phrases.book("entries")["in_order"].pattern
    named = [
        draft
        for draft in found
        if (draft.amount is not None and not _apart(draft, draft.amount, annotated))
        or sound.match(annotated.lowered, draft.end) is None
    ]
    counted = any(draft.amount is not None and draft.match.status == "one" for draft in named)
    kept = [draft for draft in named if draft.amount is not None or not (counted and claims.is_mere(draft))]
    return kept or list(found)


def _priced_by(amount: Span, annotated: Annotated) -> bool:
    """Whether the price of one is asked for: 一副多少钱, how much for one."""
    if amount.value.exact != 1:
        return False
    if phrases.book("entries")["would_take"].pattern.search(annotated.lowered, 0, amount.start):
        # 拿一箱多少钱: so many would be bought.
        return False
    asked = phrases.book("entries")["asks_price"].pattern
    before = annotated.lowered[max(0, amount.start - _REACH) : amount.start]
    return (
        asked.match(annotated.lowered, amount.end) is not None
        or phrases.book("entries")["price_before"].pattern.search(before) is not None
    )


def _others(found: Sequence[Draft], annotated: Annotated, catalog: Catalog) -> Iterator[Draft]:
    """The other kinds of what is asked about, in a size or a colour alone: right behind it (4升的跟5升的哪个划算), or further on
    (what does the 8 l one cost)."""
    book, text, lookup = phrases.book("entries"), annotated.lowered, Lookup(catalog)
    for draft in found:
        if draft.match.status != "one" or draft.amount is not None:
            continue
        behind = book["and_kind"].pattern.match(text, draft.end)
        told = [behind] if behind is not None else []
        if draft is found[-1]:
            told += [
                match
                for block in annotated.voice
                for match in book["the_kind"].pattern.finditer(text, max(block.start, draft.end), block.end)
            ]
        for match in told:
            start, end = match.span(match.lastgroup or 0)
            said = [Token(part.moved(start)) for part in parts(text[start:end])]
            meant = elliptic.sibling(said, lookup, draft.phrase)
            if meant is not None:
                other = Match("one", (meant.product.sku,), _FOUND, rule=products.INHERITED)
                yield Draft([token.part for token in said], start, end, other, role="passing")


def _stands(draft: Draft, kind: Intent, annotated: Annotated) -> bool:
    """Whether the words name goods by themselves, or as the other kind of what a question named before (铝的跟铁的差多
    少, the jug, large and small)."""
    if not draft.match.headless:
        return True
    if draft.match.status != "one":
        return False
    if kind != "cancel_order" and any(_codes(part) for part in draft.phrase):
        # 练习用K330的: a code that only one product bears is that one.
        return True
    if kind != "inquiry" or draft.match.rule != products.INHERITED:
        return False
    if draft.gaps or draft.proper:
        return False
    text = annotated.lowered
    book = phrases.book("entries")
    return bool(
        book["points_behind"].pattern.match(text, draft.end)
        or book["joins_before"].pattern.search(text, max(0, draft.start - 8), draft.start)
    )


def _codes(part: Part) -> bool:
    return part.kind == "spec" and part.key[:1].isalpha() and len(part.key) >= _SHORTEST_CODE


def _recovered(block: Block, kind: Intent, annotated: Annotated, catalog: Catalog) -> Iterator[Draft]:
    """The drafts; those of which no product has all words as the products of their pieces: two kinds that are compared, a
    name amid words of a tale."""
    for draft in block.drafts:
        named = 1 < len(draft.phrase) <= _MOST_PARTS and kind != "cancel_order"
        if named and kind == "inquiry" and draft.amount is None and _unsure(draft):
            several = list(_kinds(draft, annotated, catalog))
            yield from several
            if several:
                continue
        told = named and draft.match.status in ("none", "near")
        pieces = list(_pieces(draft, annotated, catalog)) if told else []
        # They lie flat on a shelf: a word of some name amid others.
        pieces = [one for one in pieces if len(one[0]) > 1 or one[1].rule == "name"]
        if not pieces:
            yield draft
        for piece, match in pieces:
            amount = draft.amount if len(pieces) == 1 else None
            start, end = min(part.start for part in piece), max(part.end for part in piece)
            yield replace(draft, phrase=piece, start=start, end=end, match=match, amount=amount, gaps=[])


def _unsure(draft: Draft) -> bool:
    return draft.match.status == "several" or (
        draft.match.status == "one" and draft.match.certainty < DOUBTFUL
    )


def _kinds(draft: Draft, annotated: Annotated, catalog: Catalog) -> Iterator[Draft]:
    """Each of the kinds that the words name together: 头灯充电的和电池的哪个亮."""
    lookup = Lookup(catalog)
    spans = [Span(part.start, part.end, "part", part) for part in draft.phrase]
    told = kinds.tokens([Mention(spans)], annotated.lowered, lookup)
    found = kinds.find(told, lookup) if told else []
    if all(kind.match.status == "one" for kind in found):
        for kind in found:
            start, end = min(part.start for part in kind.phrase), max(part.end for part in kind.phrase)
            yield replace(draft, phrase=list(kind.phrase), start=start, end=end, match=kind.match)


def _pieces(draft: Draft, annotated: Annotated, catalog: Catalog) -> Iterator[tuple[list[Part], Match]]:
    """Stretches of the phrase that are all of a name, without the single characters and the sizes that none has."""
    known = [part for part in draft.phrase if _tells(part, catalog)]
    piece: list[Part] = []
    for part, following in zip_longest(known, known[1:]):
        piece.append(part)
        if (
            following is not None
            and _JOINS.fullmatch(annotated.lowered, part.end, following.start)
            and not _begins(following, piece)
        ):
            continue
        match = products.find(piece, catalog)
        if match.status == "one" and match.strong and not match.headless and not match.unexplained:
            yield piece, replace(match, certainty=min(match.certainty, _FOUND))
        piece = []


def _begins(part: Part, piece: Sequence[Part]) -> bool:
    """Whether the part says again what the piece says, as another name does."""
    return any(part.kind == one.kind and part.key == one.key for one in piece)


def _tells(part: Part, catalog: Catalog) -> bool:
    if part.kind == "han":
        return len(part.key) > 1
    if part.kind in ("spec", "number"):
        return catalog.knows("=" + part.key) or any(catalog.knows("=" + number) for number in part.numbers)
    return True


def _general(draft: Draft, annotated: Annotated, catalog: Catalog) -> bool:
    """Whether it speaks of a kind of goods, and of none of them: your oils; we deal in doors; 40 salons."""
    if draft.match.status == "one":
        return False
    if draft.amount is not None and _counts(draft, catalog):
        return False
    words = sum(part.kind in ("word", "spec") for part in draft.phrase)
    characters = sum(len(part.key) for part in draft.phrase if part.kind == "han")
    if words < _FEWEST_WORDS and characters < _FEWEST_CHARACTERS:
        return True
    return phrases.book("entries")["introduces"].pattern.search(_sentence(draft, annotated)) is not None


def _counts(draft: Draft, catalog: Catalog) -> bool:
    """Whether its amount has a unit by which one of the products is sold."""
    amount = draft.amount
    unit = amount.value.unit if amount is not None else None
    goods = [product for sku in draft.match.skus if (product := catalog.get(sku)) is not None]
    return unit is not None and any(
        units.resolve(unit, product.units, product.base_unit).status == "found" for product in goods
    )


def _sentence(draft: Draft, annotated: Annotated) -> str:
    text = annotated.lowered
    start = max((text.rfind(mark, 0, draft.start) for mark in _SENTENCE), default=-1) + 1
    ends = [end for mark in _SENTENCE if (end := text.find(mark, draft.end)) >= 0]
    return text[start : min(ends, default=len(text))]


def once(found: Sequence[Draft]) -> Iterator[Draft]:
    """Without those that count one product by a mere number, where another one is counted by a unit (four halls, and 100
    cartons of balls), and without what is named once more beside its amount (is it in stock, and what do 24 pcs cost)."""
    counted = {
        draft.match.skus: draft.amount.value.exact
        for draft in found
        if draft.match.status == "one" and draft.amount is not None and draft.amount.label == "quantity"
    }
    for draft in found:
        bare = draft.amount if draft.amount is not None and draft.amount.label == "bare" else None
        other = counted.get(draft.match.skus) if draft.match.status == "one" else None
        again = draft.amount is None and other is not None
        if not again and (bare is None or other is None or bare.value.exact == other):
            yield draft


def lend_amount(found: Sequence[Draft], annotated: Annotated, catalog: Catalog) -> None:
    """What is that, and do 50 come cheaper: the one amount that stands elsewhere is of the one product asked
    about. One that counts something else there is not (the last truck before the feast)."""
    sold = {draft.match.skus for draft in found if draft.match.status == "one"}
    if len(sold) != 1 or any(draft.match.status != "one" for draft in found):
        return
    product = catalog.get(found[0].match.skus[0])
    for draft in found:
        amount = draft.amount
        vague = amount is not None and amount.value.exact is None
        elsewhere = amount is not None and _apart(draft, amount, annotated)
        counts = amount is not None and product is not None and claims.counts(amount, product)
        if vague or (elsewhere and not counts):
            draft.amount = None
    if any(draft.amount is not None for draft in found):
        return
    named = [(part.start, part.end) for draft in found for part in draft.phrase if part.kind == "has"]
    amounts = [
        span
        for spans in annotated.sentences
        for span in spans
        if product is not None and claims.counts(span, product) and not _priced_by(span, annotated)
        # 四管的: what the name has of it is no amount.
        if not any(start <= span.start and span.end <= end for start, end in named)
    ]
    if len({(span.value.exact, span.value.unit) for span in amounts}) == 1:
        found[0].amount = amounts[0]


def _apart(draft: Draft, amount: Span, annotated: Annotated) -> bool:
    """Whether another sentence or clause begins between the name and the amount."""
    between = annotated.lowered[min(draft.end, amount.end) : max(draft.start, amount.start)]
    return any(character in _SENTENCE or character in ",，" for character in between)
