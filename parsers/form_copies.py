"""What files and the mail that they came with say twice of the same goods: once where they agree, contradicted where not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from parsers import phrases, units
from parsers.annotate import Annotated
from parsers.catalog import Catalog
from parsers.drafts import Draft
from parsers.form import Form
from parsers.quantities import Amount
from parsers.reading import Product


@dataclass(slots=True)
class Source:
    """What one file, or one sheet or page of it, orders."""

    form: Form
    drafts: list[Draft] = field(default_factory=list)

    @property
    def amounts(self) -> dict[str, Amount]:
        return {
            draft.match.skus[0]: draft.amount.value for draft in self.drafts if _one(draft) and draft.amount
        }


def orders(draft: Draft) -> bool:
    """Whether the draft stands for a line with an amount."""
    if draft.role != "line" or draft.amount is None:
        return False
    amount: Amount = draft.amount.value
    return amount.exact is None or amount.exact != 0


def _one(draft: Draft) -> bool:
    return draft.match.status == "one" and len(draft.match.skus) == 1


def without_copies(sources: Sequence[Source]) -> tuple[list[Source], list[str]]:
    """The sources, each order once: a copy is left out. With why an operator looks where they overlap otherwise."""
    kept: list[Source] = []
    doubts: list[str] = []
    for source in sources:
        own = source.amounts
        twin = False
        for other in kept:
            theirs = other.amounts
            if not own.keys() & theirs.keys():
                continue
            if (
                len(own) == len(source.drafts)
                and own.keys() == theirs.keys()
                and all(_same(own[sku], theirs[sku], None) for sku in own)
            ):
                twin = True
            else:
                names = sorted({source.form.name, other.form.name})
                doubts.append(f"the same products are ordered twice in {' and '.join(names)}")
        if not twin:
            kept.append(source)
    return kept, doubts


def beside(
    annotated: Annotated, body: Sequence[Draft], filed: Sequence[Draft], said: str, catalog: Catalog
) -> Iterator[str]:
    """Settle what mail and files say of the same products: once where they agree, contradicted where they do not.

    Gives why an operator looks at what the mail orders besides.
    """
    by_sku: dict[str, Draft] = {draft.match.skus[0]: draft for draft in filed if _one(draft)}
    adds = phrases.book("forms")["adds"].pattern.search(said) is not None
    for draft in body:
        if not orders(draft) or draft.amount is None:
            continue
        amount: Amount = draft.amount.value
        fits = [by_sku[sku] for sku in draft.match.skus if sku in by_sku]
        same = [
            other
            for other in fits
            if other.amount is not None
            and _same(amount, other.amount.value, catalog.get(other.match.skus[0]))
        ]
        if same:
            draft.role = "decoy"
        elif _one(draft) and fits and not adds:
            fits[0].contradicted = True
            annotated.disputed.add(id(fits[0]))
            draft.role = "decoy"
        elif not draft.match.skus:
            draft.role = "decoy"
            yield "the mail names an amount of something besides the files"
        elif not adds or fits:
            yield "the mail orders other things than the files"


def _same(one: Amount, other: Amount, product: Product | None) -> bool:
    """Whether two amounts come to the same; a unit that one of them leaves out is the other's."""
    if one.exact is None or other.exact is None:
        return False
    if one.unit is None or other.unit is None or one.unit == other.unit:
        return one.exact == other.exact
    if product is None:
        return False
    first, second = _base(one, product), _base(other, product)
    return first is not None and first == second


def _base(amount: Amount, product: Product) -> Decimal | None:
    found = units.resolve(amount.unit or "", product.units, product.base_unit)
    if found.status != "found" or found.unit is None or amount.exact is None:
        return None
    size = Decimal(1) if found.unit == product.base_unit else product.units.get(found.unit)
    return amount.exact * found.multiplier * size if size is not None else None
