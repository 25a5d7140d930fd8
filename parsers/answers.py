"""An answer matched to the questions asked first: what the message settles of a pending order, and what stays open."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from parsers import products
from parsers.annotate import Annotated
from parsers.catalog import Catalog
from parsers.drafts import Block, Draft
from parsers.orderlines import Settled, line_field, settle, size_in_base, unit_of
from parsers.parts import Part, parts
from parsers.quantities import Amount
from parsers.reading import Flag, Line, OrderContext
from parsers.spans import Span

_THEIR_PRICE = re.compile(
    r"(?:按|照|就)(?:你们?|您|贵司|目录|系统|现在)的?(?:价|来|吧|算)?|目录价|现价|你们的价|your price|list price|catalog(?:ue)? price|your list"
)
_OUR_PRICE = re.compile(
    r"(?:按|照)(?:我们?|之前|上次|老|原来)[^，。]{0,6}|our price|price we (?:agreed|said)|old price"
)


@dataclass(slots=True)
class Answered:
    """The pending order's lines after the answer, the questions left, and the drafts that answered nothing."""

    lines: list[Settled]
    open: list[Flag] = field(default_factory=list)
    rest: list[Draft] = field(default_factory=list)
    loose: list[Span] = field(default_factory=list)
    settled: int = 0


def match(pending: OrderContext, block: Block, annotated: Annotated, catalog: Catalog) -> Answered:
    """Settle the questions on lines; those on the header are the caller's."""
    result = Answered([Settled(_bare(line)) for line in pending.lines], rest=list(block.drafts))
    amounts = [span for span in block.loose if not _negated(annotated, span)]
    phrase = _everything(annotated)
    for flag in pending.flags:
        where = line_field(flag)
        if where is None:
            continue
        index, name = where
        if index >= len(result.lines):
            continue
        done = False
        if name == "sku":
            done = _product(result, index, flag, phrase, annotated, catalog)
        elif name in ("quantity", "unit"):
            done = _amount(result, index, name, amounts, annotated, catalog)
        elif name == "unit_price":
            done = _price(result, index, annotated, catalog)
        if done:
            result.settled += 1
        else:
            result.open.append(replace(flag, question=None))
    result.loose = amounts
    return result


def _bare(line: Line) -> Line:
    return Line(line.sku, line.text, line.quantity, line.unit, line.unit_price, line.price_unit, line.spec)


def _negated(annotated: Annotated, span: Span) -> bool:
    before = annotated.lowered[max(0, span.start - 6) : span.start]
    return bool(re.search(r"(?:不是|不要|别|not|no,?)\s?$", before))


def _everything(annotated: Annotated) -> list[Part]:
    """All parts and bare numbers of the message as one phrase."""
    found: list[Part] = []
    for spans in annotated.chosen.values():
        for span in spans:
            if isinstance(span.value, Part) and span.label in ("part", "heard", "guess"):
                found.append(span.value)
            elif span.label in ("bare", "quantity"):
                found.extend(
                    replace(part, start=part.start + span.start, end=part.end + span.start)
                    for part in parts(annotated.lowered[span.start : span.end])
                    if part.kind in ("number", "spec")
                )
    return found


def _product(
    result: Answered,
    index: int,
    flag: Flag,
    everything: Sequence[Part],
    annotated: Annotated,
    catalog: Catalog,
) -> bool:
    old = result.lines[index].line
    coded = [span.value for spans in annotated.chosen.values() for span in spans if span.label == "sku"]
    if len(set(coded) & set(flag.candidates)) == 1:
        code = next(sku for sku in coded if sku in flag.candidates)
        result.rest = [draft for draft in result.rest if code not in draft.match.skus]
        result.lines[index] = _with_product(old, code, None, annotated, catalog)
        return True
    among = flag.candidates or tuple(p.sku for p in catalog) if len(catalog) < 2000 else flag.candidates
    for draft in result.rest:
        found = _one(draft.phrase, among, catalog) if draft.role != "excluded" else None
        if found is None:
            continue
        result.rest.remove(draft)
        result.lines[index] = _with_product(old, found, draft, annotated, catalog)
        return True
    negated = [draft for draft in result.rest if draft.role == "excluded"]
    if negated and len(flag.candidates) == 2:
        out = _one(negated[0].phrase, among, catalog)
        if out is not None:
            found = next(sku for sku in flag.candidates if sku != out)
            result.rest.remove(negated[0])
            result.lines[index] = _with_product(old, found, None, annotated, catalog)
            return True
    for phrase in (everything, *([part] for part in everything)):
        found = _one(list(phrase), among, catalog)
        if found is not None:
            result.rest = [d for d in result.rest if d.match.status == "one" and d.amount is not None]
            result.lines[index] = _with_product(old, found, None, annotated, catalog)
            return True
    ordinal = _ordinal(annotated.said(annotated.voice))
    if ordinal is not None and ordinal < len(flag.candidates):
        result.lines[index] = _with_product(old, flag.candidates[ordinal], None, annotated, catalog)
        return True
    return False


def _ordinal(said: str) -> int | None:
    for number, pattern in enumerate(
        (
            r"第一[个种款]|前(?:者|面那)|the first|option (?:1|a)\b",
            r"第二[个种款]|后(?:者|面那)|the second|the latter|option (?:2|b)\b",
            r"第三[个种款]|the third|option (?:3|c)\b",
        )
    ):
        if re.search(pattern, said):
            return number
    return None


def _one(phrase: Sequence[Part], among: Sequence[str], catalog: Catalog) -> str | None:
    found = products.find(phrase, catalog, among=among)
    return found.skus[0] if found.status == "one" else None


def _with_product(
    old: Line, sku: str, draft: Draft | None, annotated: Annotated, catalog: Catalog
) -> Settled:
    product = catalog.get(sku)
    line = replace(old, sku=sku)
    if product is not None and line.unit is not None:
        line = replace(line, unit=unit_of(line.unit, product, (), catalog).unit or line.unit)
    elif product is not None and line.quantity is not None:
        line = replace(line, unit=product.default_unit)
    if draft is not None and draft.amount is not None:
        stated = settle(
            replace(draft, match=replace(draft.match, status="one", skus=(sku,))), annotated, catalog
        )
        return Settled(
            replace(line, quantity=stated.line.quantity, unit=stated.line.unit or line.unit), stated.flags
        )
    return Settled(line)


def _amount(
    result: Answered, index: int, name: str, amounts: list[Span], annotated: Annotated, catalog: Catalog
) -> bool:
    line = result.lines[index].line
    product = catalog.get(line.sku) if line.sku else None
    for draft in list(result.rest):
        if draft.amount is None or draft.role == "excluded":
            continue
        fits = line.sku in draft.match.skus
        if not fits and line.sku is not None:
            fits = (
                _one(draft.phrase, [one.line.sku for one in result.lines if one.line.sku], catalog)
                == line.sku
            )
        if fits:
            result.rest.remove(draft)
            stated = settle(
                replace(draft, match=replace(draft.match, status="one", skus=(line.sku or "",))),
                annotated,
                catalog,
            )
            unit = stated.line.unit or line.unit
            quantity = stated.line.quantity
            if name == "unit" and unit is None:
                return False
            flags = tuple(f for f in stated.flags if f.field != "unit" or unit is None)
            result.lines[index] = Settled(replace(line, quantity=quantity, unit=unit), flags)
            return quantity is not None
    for span in amounts:
        amount: Amount = span.value
        if amount.exact is None:
            continue
        resolved = unit_of(amount.unit, product, (), catalog)
        unit = resolved.unit or line.unit
        if amount.unit is not None and resolved.status != "found" and product is not None:
            continue
        if name == "unit" and resolved.status != "found":
            continue
        if unit is None and product is not None:
            unit = product.default_unit
        amounts.remove(span)
        quantity = amount.exact * (resolved.multiplier if resolved.status == "found" else 1)
        result.lines[index] = Settled(replace(line, quantity=quantity, unit=unit))
        return unit is not None or product is None
    if name == "unit" and product is not None:
        said = annotated.said(annotated.voice)
        named = {
            unit
            for unit in (product.base_unit, *product.units)
            if unit and re.search(re.escape(unit.lower()) + r"(?![a-z])", said)
        }
        if len(named) == 1:
            result.lines[index] = Settled(replace(line, unit=named.pop()))
            return True
    return False


def _price(result: Answered, index: int, annotated: Annotated, catalog: Catalog) -> bool:
    line = result.lines[index].line
    product = catalog.get(line.sku) if line.sku else None
    said = annotated.said(annotated.voice)
    stated = next(
        (s for spans in annotated.chosen.values() for s in spans if s.label in ("money", "bare", "quantity")),
        None,
    )
    size = size_in_base(line.unit, product) if product is not None else None
    listed = product.price * size if product is not None and product.price is not None and size else None
    if stated is not None:
        value = stated.value.amount if stated.label == "money" else stated.value.exact
        if value is not None and (listed is None or abs(value - listed) <= listed / 100):
            result.lines[index] = Settled(replace(line, unit_price=value))
            return True
        if value is not None and not _THEIR_PRICE.search(said):
            return False
    if _THEIR_PRICE.search(said) and not _OUR_PRICE.search(said) and listed is not None:
        result.lines[index] = Settled(replace(line, unit_price=listed))
        return True
    return False
