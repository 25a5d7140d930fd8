"""An invented order in all its states, and every message about it: each template is tried with these before the first
customer sees it, so that one which names what there is not is an error at the start."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from typing import get_args

from bot.desk.case import Reply
from bot.desk.clarification import questions
from bot.desk.content import from_order
from bot.desk.replies import Texts
from bot.desk.settings import DeskSettings
from bot.desk.templating import LANGUAGES, TEMPLATES, TemplateError, Templates
from parsers.catalog import Catalog
from parsers.directory import Directory
from parsers.reading import Customer, Intent, Product
from store.delay import CAUSES
from store.difference import between
from store.order import LineItem, OpenQuestion, Order, OrderParty, Shipment
from store.order_events import OrderEvent
from store.states import State

_AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
_ARRIVAL = {"courier": "样品", "phone": "1", "since": _AT.isoformat(), "until": _AT.isoformat()}
_PRODUCTS = (
    Product("S-1", "样品", "Sample", base_unit="瓶", units={"箱": Decimal(12)}, default_unit="箱",
            price=Decimal("2.50"), currency="CNY", min_order=Decimal(12), stock=Decimal(30), substitute="S-2"),
    Product("S-2", "另一样品", "Other sample", spec="500ml", base_unit="瓶"),
)  # fmt: skip
_CUSTOMER = Customer("C-1", "样品公司", "Sample Company", contact="样品", rep="样品业务员")
_CODES = ("missing", "ambiguous", "unknown", "conflict", "out_of_range", "short")
_CANDIDATES: dict[str, tuple[str, ...]] = {
    "lines[0].sku": ("S-1", "S-2"),
    "lines[0].quantity": ("2", "3"),
    "lines[0].unit": ("箱", "瓶"),
    "lines[0].unit_price": (),
    "lines[0].stock": ("substitute=S-2", "available=2", "wait=2"),
    "lines": (),
    "delivery_date": ("2026-12-01", "2026-12-02"),
    "delivery_address": ("甲", "乙"),
    "customer": ("C-1",),
    "duplicate": ("again=SO-20261123-0002",),
    "change": ("S-1=2 箱", "S-2=3 瓶", "S-1=0", "S-1|S-2=0"),
    "other": (),
}


def check(templates: Templates) -> None:
    """Renders every template with the samples, in each language. Raises TemplateError for the first that cannot be."""
    for language in LANGUAGES:
        texts = Texts(
            templates,
            DeskSettings(),
            catalog=Catalog.build(_PRODUCTS),
            directory=Directory([_CUSTOMER]),
            language=language,
        )
        for name, render in _renderings(texts):
            try:
                render()
            except Exception as error:
                words = " ".join(str(error).split()) or type(error).__name__
                raise TemplateError(f"{templates.path_of(name, language)}: {words}") from error


def replies(one: Order, other: Order) -> list[Reply]:
    """Every reply that there is about these orders, with the values that its template is given."""
    asked = {"questions": questions(one.flags, one.lines)}
    which = OpenQuestion("order_no", "ambiguous", (one.order_no, other.order_no))
    late = {
        "id": 2,
        "due_at": _AT,
        "sender": "sample@example.cn",
        "order_no": other.order_no,
        "reason": "complains",
    }
    plain = ("receipt", "cancelled", "unchanged", "what_changes", "handover", "confirmation")
    changed = {"difference": between(from_order(one), from_order(other))}
    said = {"said": "2 cases are broken"}
    return [
        *(Reply("x", name) for name in plain),
        Reply("x", "handover", {"files": ("order.pdf",)}),
        Reply("x", "changed", changed),
        Reply("x", "unchanged", {"given_up": True}),
        Reply("x", "confirmation", changed),
        Reply("x", "confirmation", {"difference": None, "outdated": True}),
        Reply("x", "cancelled", {"stands": other.order_no}),
        *(Reply("x", "late", {"label": "1B", "stands": stands}) for stands in (True, False)),
        Reply("x", "late", {"label": None}),
        Reply("x", "question", asked),
        Reply("x", "question_again", asked),
        Reply("x", "question_again", {**asked, "unplaced": "2 cases"}),
        Reply("x", "which_order", {"questions": questions((which,), ()), "orders": (one, other)}),
        *(Reply("x", "refused", {"what": what}) for what in ("change", "cancel")),
        Reply("x", "status", {"orders": (one,)}),
        Reply("x", "status", {"orders": (one, other)}),
        Reply("x", "status", {**asked, "orders": (one, other), "asking": one.order_no, "more": True}),
        *(Reply("x", "no_order", {"asked_no": number}) for number in (one.order_no, None)),
        Reply("x", "no_order", {"asked_no": None, "asked_words": "cola"}),
        *(
            Reply("x", "acknowledged", {**said, "intent": intent, "known": known})
            for intent in get_args(Intent)
            for known in (True, False)
        ),
        *(Reply("x", "declined", {"intent": intent}) for intent in get_args(Intent)),
        *(Reply("x", "reminder", {**asked, "number": number}) for number in (1, 2)),
        Reply("x", "silence", {"due_at": _AT}),
        *(Reply("survey", "survey", {"again": again}) for again in (False, True)),
        *(Reply("x", "has_goods", {"signed_by": name}) for name in (None, "Tom Hill")),
        *(Reply("x", "scored", {"low": low}) for low in (False, True)),
        *(Reply("x", "wished", {"stages": stages}) for stages in (None, (), ("shipped", "delivered"))),
        Reply("x", "overdue", {"overdue": [late, {**late, "sender": None, "order_no": None}]}),
    ]


def pushes(texts: Texts, one: Order) -> Iterator[str]:
    """The texts of every kind of news about the order."""
    for steps in ((), ("confirmed",), ("confirmed", "packed", "shipped")):
        for released, shipments, reason in ((True, False, None), (False, True, "盘点")):
            for arrival in (None, _ARRIVAL, {**_ARRIVAL, "phone": ""}):
                yield texts.push(
                    one,
                    steps,
                    greeted="样品",
                    released=released,
                    shipments=shipments,
                    reason=reason,
                    arrival=arrival,
                )
        for name in (None, "Tom Hill"):
            yield texts.push(
                one, steps, greeted=None, released=False, shipments=False, reason=None, arrived=True, signed_by=name
            )  # fmt: skip
        yield texts.push(
            one, steps, greeted=None, released=False, shipments=False, reason=None, undelivered=True
        )
        for what in CAUSES:
            for told in ({}, {"delivery_date": "2026-12-03"}):
                data = {"what": what, "promised": "2026-12-01" if told else None, **told}
                event = OrderEvent("delivery_delayed", _AT, "jiedan", "staff", "样品" if told else None, data)
                yield texts.push(
                    one, steps, greeted=None, released=False, shipments=False, reason=None, delay=event
                )


def _renderings(texts: Texts) -> Iterator[tuple[str, Callable[[], object]]]:
    """Each template's name with what renders it."""
    pairs = list(_pairs())
    for one, other in pairs:
        for reply in replies(one, other):
            # What was asked makes no difference to the others.
            if one.flags and not reply.values.get("questions"):
                continue
            for greeted, for_rep in (("样品", False), (None, True)):
                yield (
                    reply.template,
                    partial(texts.text, reply, one, greeted=greeted, orders=(one, other), for_rep=for_rep),
                )
            yield reply.template, partial(texts.buttons, reply, one, orders=(one, other))
    for one, _ in pairs:
        yield "push", partial(lambda order: list(pushes(texts, order)), one)
    one = pairs[0][0]
    for about in (one, None):
        yield "copied", partial(texts.copied, "…", about, greeted=None, customer=_CUSTOMER, to="x@example.cn")
    for kind in (*TEMPLATES, "copy"):
        yield "subject", partial(texts.subject, kind, one.order_no)


def _pairs() -> Iterator[tuple[Order, Order]]:
    bare = Order("SO-20261123-0001", "draft", 1, _AT, OrderParty(), "email", "email:x", "x")
    line = LineItem("S-1", "样品", Decimal(2), "箱", Decimal("30.00"), Decimal("60.00"), remembered=True)
    full = replace(
        bare, customer=OrderParty("C-1", "样品公司"), on_behalf_of_rep="样品业务员", lines=(line,), currency="CNY",
        delivery_date=date(2026, 12, 1), delivery_address="甲", payment="monthly", po_number="PO-1", note="样品",
        urgent=True, shipments=(Shipment("sf", "SF1", mode="air", insurance="5000"), Shipment("样品车队", "A-1"), Shipment("own", "SO-20261123-0001")),
    )  # fmt: skip
    open_line = LineItem(None, "样品", None, None)
    for state in get_args(State):
        yield replace(full, status=state), replace(bare, order_no="SO-20261123-0002", lines=(open_line,))
    for flags in _flags():
        yield replace(full, flags=flags), full
        open_ones = tuple(flag for flag in flags if not flag.field.endswith(".stock"))
        yield replace(bare, lines=(open_line,), flags=open_ones), full


def _flags() -> Iterator[tuple[OpenQuestion, ...]]:
    for code in _CODES:
        yield tuple(OpenQuestion(field, code, shown) for field, shown in _CANDIDATES.items())
        # Stock and duplicates always offer something.
        yield tuple(
            OpenQuestion(field, code, shown if field in {"lines[0].stock", "duplicate"} else ())
            for field, shown in _CANDIDATES.items()
        )
