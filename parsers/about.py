"""Which order of the sender a message is about: by its number, its day, the place that it goes to, what is in it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from parsers import order_days, phrases, references
from parsers.annotate import Annotated
from parsers.normalize import plain
from parsers.order_clauses import Spoken
from parsers.reading import Context, Customer, Flag, OrderContext
from parsers.references import ReferenceValue
from parsers.requirements import Stretch

# Of such an order goods are with the customer.
_CAME = frozenset({"delivered", "shipped"})


@dataclass(frozen=True, slots=True)
class About:
    """The order that the message is about: its number as stated or found, the order if it is in the context; `several`:
    something becomes of another one, too."""

    order_no: str | None = None
    order: OrderContext | None = None
    flags: tuple[Flag, ...] = ()
    several: bool = False


def about(
    annotated: Annotated,
    context: Context,
    named: Sequence[Collection[str]],
    *,
    needed: bool,
    finished: bool = False,
    came: bool = False,
    customer: Customer | None = None,
    spoken: Spoken | None = None,
) -> About:
    """Which order is meant; only orders of the context are ever found, since only those are the sender's.

    `named` are the SKUs that each product of the text may be. `needed`: a missing or ambiguous order is flagged;
    `finished`: the last order counts, though it may be delivered; `came`: it is about goods that are there; `spoken` is what is said of whole orders.
    """
    known = _known(context, finished=finished)
    spoken = spoken or Spoken()
    stated = _stated(annotated, known, spoken)
    if stated is not None:
        return stated
    if not known:
        return About(None, None, (Flag("order_no", "missing"),) if needed else ())
    known = (came and [order for order in known if order.status in _CAME]) or known
    fits = known if len(known) == 1 else _narrowed(annotated, known, named, customer, spoken)
    if len(fits) == 1:
        return About(fits[0].order_no, fits[0])
    return About(None, None, (Flag("order_no", "ambiguous", _numbers(fits)),) if needed else ())


def _known(context: Context, *, finished: bool) -> list[OrderContext]:
    """The orders with a number, each once."""
    listed = [*context.open_orders, context.pending, context.last_order if finished else None]
    known: dict[str, OrderContext] = {}
    for order in listed:
        if order is not None and order.order_no:
            known.setdefault(order.order_no, order)
    return list(known.values())


def _numbers(orders: Sequence[OrderContext]) -> tuple[str, ...]:
    return tuple(order.order_no or "" for order in orders)


def _stated(annotated: Annotated, known: Sequence[OrderContext], spoken: Spoken) -> About | None:
    """The order whose number stands in the text or, if none does, in the subject; one that we do not know is kept."""
    spans = annotated.of("order_ref", blocks=annotated.voice) or [
        span for span in references.find(annotated.subject.upper()) if span.label == "order_ref"
    ]
    values: list[ReferenceValue] = [span.value for span in spans] or [
        # "Order 99812": ours, since a message about an order placed before gives that order's number.
        replace(span.value, partial=True)
        for span in annotated.of("po", blocks=annotated.voice)
        if span.value.kind == "either"
    ]
    meant = spoken.acted_on or [v.number for v in values if v.number not in spoken.kept]
    values = [v for v in values if v.number in meant] or values
    several = len(spoken.acted_on) > 1
    for value in (*(v for v in values if not v.partial), *(v for v in values if v.partial)):
        fits = [order for order in known if _bears(order, value)]
        if len(fits) == 1:
            return About(fits[0].order_no, fits[0], several=several)
        if fits:
            return About(None, None, (Flag("order_no", "ambiguous", _numbers(fits)),))
    first = next((v for v in values if not v.partial), values[0] if values else None)
    return (
        None
        if first is None
        else About(first.number, None, (Flag("order_no", "unknown", _numbers(known)),), several=several)
    )


def _bears(order: OrderContext, value: ReferenceValue) -> bool:
    number = (order.order_no or "").casefold()
    return number.endswith(value.number.casefold()) if value.partial else number == value.number.casefold()


def _narrowed(
    annotated: Annotated,
    orders: Sequence[OrderContext],
    named: Sequence[Collection[str]],
    customer: Customer | None,
    spoken: Spoken,
) -> Sequence[OrderContext]:
    """The orders that what is said leaves: the first hint that fits some of them and not all decides. Where the day on which it is
    due and the place to which it goes fit different ones, it may be any."""
    due, there = _by_due(annotated, orders, spoken), _by_place(annotated, orders, customer, spoken)
    if due and there and not any(order in there for order in due):
        return orders
    for fits in (
        _by_day(annotated, orders, spoken),
        due,
        there,
        _by_content(orders, named),
        _latest(annotated, orders),
    ):
        if 0 < len(fits) < len(orders):
            return fits
    return orders


def _by_day(annotated: Annotated, orders: Sequence[OrderContext], spoken: Spoken) -> Sequence[OrderContext]:
    """Orders placed on the day or in the month that is spoken of; our numbers hold the day. Where one stays, it is another."""
    meant: list[OrderContext] = []
    kept: list[OrderContext] = []
    for start, placed in order_days.told(annotated):
        fits = [order for order in orders if (day := order_days.of_number(order.order_no)) and placed(day)]
        stays = (
            _lies_in(spoken.stays, start)
            or phrases.book("about")["anothers"].pattern.match(annotated.lowered, start) is not None
        )
        (kept if stays else meant).extend(fits)
    meant = [order for order in meant or orders if order not in kept] if meant or kept else []
    return [order for order in orders if order in meant]


def _by_due(annotated: Annotated, orders: Sequence[OrderContext], spoken: Spoken) -> list[OrderContext]:
    """Orders that are due on the day by which the message calls them. Where one stays, it is another; where one is called off,
    it is no other."""
    told = [
        (span, stays or _lies_in(spoken.stays, span.start)) for span, stays in order_days.calling(annotated)
    ]
    off = {span.value.day for span, stays in told if not stays and _lies_in(spoken.calls_off, span.start)}
    meant = off or {span.value.day for span, stays in told if not stays}
    kept = {span.value.day for span, stays in told if stays}
    if not told:
        return []
    return [
        order
        for order in orders
        if order.delivery_date not in kept and (order.delivery_date in meant or not meant)
    ]


def _lies_in(stretches: Sequence[Stretch], start: int) -> bool:
    return any(first <= start < last for first, last in stretches)


def _by_place(
    annotated: Annotated, orders: Sequence[OrderContext], customer: Customer | None, spoken: Spoken
) -> list[OrderContext]:
    """Orders that go to a place on file which the text names them by: 城北店那单. Where another one stays, none is meant."""
    places, kept = set(), set()
    book = phrases.book("about")
    for label, address in customer.addresses if customer is not None else ():
        name = plain(label).lower().strip()
        for block in annotated.voice:
            at = annotated.lowered.find(name, block.start, block.end) if name else -1
            behind = annotated.lowered[at + len(name) : block.end] if at >= 0 else ""
            if at >= 0 and _lies_in(spoken.stays, at):
                kept.add(plain(address))
            elif book["place"].pattern.search(behind) or book["there"].pattern.search(behind):
                places.add(plain(address))
    if kept and not places:
        # The one for the depot stays: it is another one.
        return [order for order in orders if plain(order.delivery_address or "") not in kept]
    return [order for order in orders if plain(order.delivery_address or "") in places]


def _by_content(orders: Sequence[OrderContext], named: Sequence[Collection[str]]) -> list[OrderContext]:
    """Orders that hold most of the products named."""
    held = [sum(any(line.sku in skus for line in order.lines) for skus in named) for order in orders]
    return [order for order, count in zip(orders, held, strict=True) if count and count == max(held)]


def says_latest(words: str) -> bool:
    """Whether the words name the last order as the one that is meant."""
    return phrases.book("about")["latest"].pattern.search(words.lower()) is not None


def _latest(annotated: Annotated, orders: Sequence[OrderContext]) -> list[OrderContext]:
    if not says_latest(annotated.said(annotated.voice)):
        return []
    return [max(orders, key=lambda order: order.order_no or "")]
