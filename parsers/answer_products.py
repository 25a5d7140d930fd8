"""Which of the products that a question offers an answer chooses, or what it wants in the place of what we do not have."""

import re
from collections.abc import Sequence

from parsers import having, othervalues, phrases, products, units, variants
from parsers.catalog_entry import Entry
from parsers.change_tokens import Token
from parsers.changewords import Clause
from parsers.normalize import plain
from parsers.orderlines import unit_of
from parsers.parts import Part, parts
from parsers.quantities import Amount
from parsers.questions import Questions
from parsers.reading import Flag, Product
from parsers.sizes import loosely, relative

# What says of the name behind it that it is not meant; and what stands right before a part that is not wanted (不带写字板).
_DENYING = frozenset({"not", "remove", "except"})
_WANTS = frozenset({"want", "set", "only", "keep", "instead"})
_WITHOUT, _SHORT_WORD = re.compile(r"(?:不|没有?|冇|未|唔)(?:带|含|加|配|连|有|用)?\Z"), 3
# The third of what is offered; what is counted so.
_MOST_PLACES, _PLACES = 3, frozenset("个种款项样")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_ENGLISH = re.compile(r"[a-z]+")
# What makes a trait one in some degree.
_DEGREES = frozenset("中半浅特超加微次亚偏全略")


def settle(asked: Questions, clause: Clause, place: int, flag: Flag, taken: list[Token]) -> None:
    """Settle the question about the product of the line at `place`, if the clause answers it."""
    candidates = asked.candidates(place)
    if not candidates:
        _instead(asked, clause, place, taken)
        return
    every = {entry.product.sku for entry in candidates}
    left = set(asked.left.get(place, every))
    used: list[Token] = _of_so_many(asked, clause, candidates, left)
    for number, token in enumerate(clause.tokens):
        if any(token is one for one in (*taken, *used)):
            continue
        fits = choices(asked, token, candidates, place)
        if not fits:
            continue
        before = clause.tokens[number - 1] if number else None
        behind = clause.tokens[number + 1] if number + 1 < len(clause.tokens) else None
        denied = (before is not None and before.label in _DENYING) or (
            behind is not None and behind.label == "remove"
        )
        denied ^= _lacking(asked, token)
        if denied and len(fits) < len(every):
            left -= fits
        elif not denied:
            left &= fits
        used.append(token)
    if not used:
        chosen = ordinal(asked.order.said(clause), flag)
        left = {chosen} if chosen else set()
        used = [token for token in clause.of("name") if not token.parts] if chosen else []
        used += [token for token in clause.of("amount") if chosen and _tells_place(token)]
    if used and not left:
        # The red one, the white one: which?
        asked.torn.add(place)
    if len(left) != 1 or (left == every and len(every) > 1):
        # A name that all candidates bear may still tell whose the amount is; one that some bear leaves those.
        if 1 < len(left) < len(every) and _only_question(asked, place):
            asked.left[place] = left
            taken += [token for token in used if token.kind == "name"]
        return
    if not _alone(asked, clause, place):
        return
    if asked.unheard and not clause.labels & _WANTS and any(token.gaps for token in clause.of("name")):
        # The bright one please, the navy ones fade: what is spoken of may be what is not wanted.
        asked.order.doubt(clause, "wanted, or spoken of")
    asked.choose(place, left.pop())
    _unexplained(asked, clause, place, used)
    taken += used
    for token in clause.of("amount"):
        if any(token is one for one in taken):
            continue
        line = asked.order.before[place]
        if asked.order.names.fits(line, token):
            taken.append(token)


def _of_so_many(asked: Questions, clause: Clause, candidates: Sequence[Entry], left: set[str]) -> list[Token]:
    """The words of the clause that tell how many of a part is wanted (the 2 port one), where those that are `left` differ by
    it; they are left no more."""
    used: list[Token] = []
    if clause.labels & _DENYING:
        return used
    text = asked.annotated.lowered
    known = {entry.product.sku: having.told(entry.product) for entry in candidates}
    told = frozenset[str]().union(*known.values())
    said = [
        had for had in having.stated(text) if had.key in told and _tells_kind(asked, clause, had, candidates)
    ]
    if len({had.key for had in said}) != 1:
        # We are two, the one of three: one of them is about something else.
        return used
    for had in said:
        fits = {sku for sku, keys in known.items() if had.key in keys}
        if clause.start <= had.start < clause.end and len(fits) < len(candidates):
            left &= fits
            used += [token for token in clause.tokens if token.start < had.end and had.start < token.end]
    return used


def _tells_kind(asked: Questions, clause: Clause, had: having.Had, candidates: Sequence[Entry]) -> bool:
    """Whether nothing but the noun of the candidates goes on behind the words: 三人沙发."""
    return having.closed(asked.annotated.lowered, had) or any(
        had.end <= token.start <= had.end + 1 and noun(token, candidates) for token in clause.of("name")
    )


def meant_by_all(asked: Questions, clause: Clause) -> set[int]:
    """The lines whose questions the clause answers together, as it says (都要低帮的); those of the noun that it names, if any,
    and those to which no word is foreign (5W的都要暖光)."""
    if "all" not in clause.labels or "except" in clause.labels:
        return set()
    open_ = {place for place, name in asked.flags if name == "sku" and asked.candidates(place)}
    names = [token for token in clause.of("name") if token.parts]
    for token in names:
        spoken_of = {place for place in open_ if fitting(asked, token, place)}
        open_ = spoken_of or open_
    named = {place for place in open_ if any(noun(token, asked.candidates(place)) for token in names)}
    return named or open_


def _lacking(asked: Questions, token: Token) -> bool:
    """Whether the words say that something is not with it, in no word of ours: 不带写字板."""
    if token.kind != "name" or not token.parts or token.sku:
        return False
    start = token.parts[0].start
    block = next((one.start for one in asked.annotated.voice if one.start <= start < one.end), 0)
    return _WITHOUT.search(asked.annotated.lowered, max(block, start - _SHORT_WORD), start) is not None


def fitting(asked: Questions, token: Token, place: int) -> set[str]:
    """The products offered for the line that have all that the token says; none where it does not speak of them."""
    return choices(asked, token, asked.candidates(place), place)


def _tells_place(token: Token) -> bool:
    """Whether the number may be that of the second one."""
    amount: Amount | None = token.span.value if token.span else None
    return (
        amount is not None
        and amount.exact is not None
        and amount.exact <= _MOST_PLACES
        and (amount.unit is None or amount.unit in _PLACES)
    )


def _unexplained(asked: Questions, clause: Clause, place: int, used: Sequence[Token]) -> None:
    """A number amid the words of what is chosen that is neither its own nor read as an amount is a doubt."""
    product = asked.catalog.get(asked.order.before[place].sku or "")
    told = written(product) if product is not None else ""
    for token in used:
        if token.kind != "name" or token.sku:
            continue
        for number in _NUMBER.finditer(asked.words(token)):
            at = token.start + number.start()
            if not any(part.start <= at < part.end for part in token.parts) and not has_number(
                told, number[0]
            ):
                asked.order.doubt(clause, "a number within the name")


def written(product: Product) -> str:
    """All that the catalog calls the product."""
    return " ".join((product.name, product.name_en, product.spec, *product.aliases))


def has_number(told: str, number: str) -> bool:
    """Whether the number stands in the words by itself."""
    return re.search(rf"(?<![\d.]){re.escape(number)}(?![\d.])", told) is not None


def _only_question(asked: Questions, place: int) -> bool:
    return not any(name == "sku" and other != place for other, name in asked.flags)


def _alone(asked: Questions, clause: Clause, place: int) -> bool:
    """Whether no other question is answered by the same words as well; if one is, the noun decides."""
    rivals = [
        other
        for other, name in asked.flags
        if name == "sku" and other != place and _answers(asked, clause, other)
    ]
    if not rivals or "all" in clause.labels:
        # 都要低帮的: each of them.
        return True
    tokens = clause.of("name")
    mine = any(noun(token, asked.candidates(place)) for token in tokens)
    theirs = any(noun(token, asked.candidates(other)) for other in rivals for token in tokens)
    return mine and not theirs


def _answers(asked: Questions, clause: Clause, place: int) -> bool:
    candidates = asked.candidates(place)
    left = {entry.product.sku for entry in candidates}
    for token in clause.tokens:
        fits = choices(asked, token, candidates, place)
        left &= fits or left
    return len(left) == 1 and len(candidates) > 1


def choices(asked: Questions, token: Token, candidates: Sequence[Entry], place: int) -> set[str]:
    """The candidates that have all that the token says; none where it does not speak of them."""
    if token.sku:
        return {token.sku} & {entry.product.sku for entry in candidates}
    stated = list(token.parts)
    text = asked.words(token)
    if token.kind == "amount":
        stated = _number(asked, token, candidates, place)
    if token.kind == "name" and token.gaps and not stated:
        told = variants.told_by(text, candidates)
        if not told and (meant := relative(_ENGLISH.findall(text), candidates)) is not None:
            # The thicker one.
            return {meant.product.sku}
        return told
    if token.kind not in ("name", "amount") or (not stated and not variants.LETTERED.search(text)):
        return set()
    sizes = [part for part in stated if not loosely(part)]
    # 10kg bags: what it comes in is the unit of all of them.
    bare = [part for part in stated if part.kind != "word" or units.named(part.key) is None]
    fewer = [said for said in (sizes, bare) if said and len(said) < len(stated)]
    for said in (stated, *fewer):
        fits = {
            entry.product.sku for entry in candidates if variants.has_all(entry, said, text, asked.catalog)
        }
        if fits:
            fits = _called(stated, fits, candidates) or fits
            return _plainly(asked, said, fits, candidates) or fits
    found = products.find(stated, asked.catalog, among=[entry.product.sku for entry in candidates])
    if found.status == "one" and not found.unexplained:
        return set(found.skus)
    if stated and not sizes and (meant := relative([part.key for part in stated], candidates)) is not None:
        return {meant.product.sku}
    numbers = [asked.annotated.lowered[part.start : part.end] for part in sizes if part.kind == "number"]
    if numbers and len(numbers) == len(sizes):
        # The other side of a size: 厚的1.0, of 12.7×0.8 and 12.7×1.0.
        sided = {
            entry.product.sku
            for entry in candidates
            if all(has_number(written(entry.product), one) for one in numbers)
        }
        if 0 < len(sided) < len(candidates):
            return sided
    valued = {entry.product.sku for entry in candidates if othervalues.states(text, entry.product)}
    valued = valued or _with_numbers(stated, text, candidates)
    return valued if len(valued) < len(candidates) else set()


def _with_numbers(stated: Sequence[Part], text: str, candidates: Sequence[Entry]) -> set[str]:
    """The candidates in whose writing the numbers stand as the answer writes them, where it says no more: 1.0 of 12.7×1.0."""
    numbers = _NUMBER.findall(text)
    if not numbers or not all(loosely(part) or part.kind in ("number", "spec") for part in stated):
        return set()
    told = {entry.product.sku: plain(written(entry.product)) for entry in candidates}
    return {sku for sku, words in told.items() if all(has_number(words, number) for number in numbers)}


def _called(stated: Sequence[Part], fits: set[str], candidates: Sequence[Entry]) -> set[str]:
    """Those that are called by the number, and do not just have it: the 50 is the one of 50 cm, not of 50 litres."""
    numbers = {part.key for part in stated if part.kind == "number"}
    if not numbers or len(fits) < 2:
        return set()
    named = set()
    for entry in candidates:
        product = entry.product
        called = {
            number
            for name in (product.name, product.name_en)
            for part in parts(plain(name))
            for number in part.numbers
        }
        if product.sku in fits and numbers <= called:
            named.add(product.sku)
    return named


def _plainly(
    asked: Questions, stated: Sequence[Part], fits: set[str], candidates: Sequence[Entry]
) -> set[str]:
    """Those that are just that, where the others are it in some degree: 深烘 of 深烘 and 中深烘, dark of dark and medium-dark."""
    if len(fits) < 2 or len(stated) != 1 or stated[0].kind not in ("han", "word"):
        return set()
    key = re.escape(stated[0].key)
    if asked.annotated.lowered[max(0, stated[0].start - 1) : stated[0].start] in _DEGREES:
        return set()
    degrees = phrases.words("offers", "degrees")
    degree = rf"(?:[{''.join(_DEGREES)}]|\b(?:{'|'.join(degrees)})[- ]){key}"
    plainly = set()
    for entry in candidates:
        told = plain(written(entry.product)).lower()
        if entry.product.sku in fits and re.search(degree, told) is None:
            plainly.add(entry.product.sku)
    return plainly


def _number(asked: Questions, token: Token, candidates: Sequence[Entry], place: int) -> list[Part]:
    """A number that is a size of candidates, and not how much."""
    amount: Amount | None = token.span.value if token.span else None
    if amount is None or asked.order.names.fits(asked.order.before[place], token):
        return []
    if amount.unit and any(
        unit_of(amount.unit, entry.product, (), asked.catalog).status != "unknown" for entry in candidates
    ):
        return []
    found = list(parts(asked.words(token)))
    return found if len(found) == 1 and found[0].kind in ("spec", "number") else []


def noun(token: Token, candidates: Sequence[Entry]) -> bool:
    """Whether a word of the name is what all candidates are called by."""
    heads = frozenset.intersection(*(entry.heads for entry in candidates))
    return any(
        part.key in heads or (part.kind == "han" and any(head in part.key for head in heads))
        for part in token.parts
    )


def ordinal(said: str, flag: Flag) -> str | None:
    """The first one; B; option 2."""
    book = phrases.book("changes")
    for number, name in enumerate(("first_of", "second_of", "third_of")):
        if number < len(flag.candidates) and book[name].pattern.search(said):
            return flag.candidates[number]
    return None


def _instead(asked: Questions, clause: Clause, place: int, taken: list[Token]) -> None:
    """Something else in the place of what we do not have."""
    told = [(token, asked.order.names.named_by(token)) for token in clause.of("name")]
    found = [(token, named) for token, named in told if named.telling and not named.places]
    told_of = {sku for flag, _ in asked.chosen.values() for sku in flag.candidates}
    if found and set(found[0][1].match.skus) & told_of:
        # Of what else was asked, it is the other one, and why it is not wanted.
        return
    if len(found) == 1 and found[0][1].match.status == "one" and "more" not in clause.labels:
        token, named = found[0]
        asked.choose(place, named.match.skus[0])
        taken.append(token)
