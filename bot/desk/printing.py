"""An order's documents: what each says, in whose language, and whether there may be one."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from bot.desk import due, identity, pricing
from bot.desk.case import Language
from bot.desk.desk import Desk
from bot.desk.views import Views, number, one_line
from bot.papers import documents
from bot.papers.documents import Code, Document, Item, Kind, NoDocument, Sheet
from parsers.catalog import Catalog
from store import orders
from store.database import Tx
from store.order import LineItem, Order
from store.outbox import OutgoingDraft, OutgoingFile
from store.states import State

log = logging.getLogger(__name__)

FOR_THE_CUSTOMER: frozenset[Kind] = frozenset({"confirmation"})
"""The others tell of stock, purchases and work, which is nobody's business outside of the company."""
_NEVER: frozenset[State] = frozenset({"draft", "cancelled"})
_LONGEST = 200
_WITH_FILES = frozenset({"email", "telegram"})
"""The channels by which files can go."""


def printed(
    tx: Tx,
    order_no: str,
    kind: Kind,
    *,
    desk: Desk,
    now: datetime,
    language: Language | None = None,
    code: Code = "qr",
    parcels: int = 1,
) -> Document:
    """The document of an order as it stands, in the customer's language if it is for them, else in the company's.

    Raises NoDocument where there is no such order, or it must not be worked on: a draft is not agreed yet, and what is on
    hold or cancelled is neither packed nor bought.
    """
    order = orders.get(tx, order_no)
    if order is None:
        raise NoDocument(f"there is no order {order_no}")
    if not _may_be(order, kind):
        raise NoDocument(f"order {order_no} is {order.status}: there is no {kind} for it")
    told = sheet(tx, order, kind, desk=desk, now=now, language=language)
    return documents.made(kind, told, code=code, parcels=parcels)


def sheet(
    tx: Tx, order: Order, kind: Kind, *, desk: Desk, now: datetime, language: Language | None = None
) -> Sheet:
    """What a document of this kind says of the order."""
    catalog, directory = desk.company(tx)
    settings = desk.settings
    if language is None and kind in FOR_THE_CUSTOMER:
        filed = directory.customer(order.customer.code) if order.customer.code else None
        language = identity.language(filed, "", earlier=order.language, default=settings.language)
    language = language or settings.language
    views = Views(catalog, directory, language=language, zone=settings.tzinfo)
    view = views.order(order)
    english = language == "en"
    return Sheet(
        language=language,
        company=(settings.company_en if english else None) or settings.company,
        order_no=order.order_no,
        version=order.version,
        placed_at=view["placed_at"],
        printed_at=views.moment(now),
        customer=_bounded(view["customer_name"]),
        contact=_bounded(order.customer.contact),
        phone=_bounded(order.customer.phone),
        po_number=_bounded(order.po_number) or None,
        delivery_date=view["delivery_date"],
        delivery_address=_bounded(order.delivery_address) or None,
        payment=order.payment,
        note=view["note"],
        urgent=order.urgent,
        currency=order.currency,
        total=_figure(order.total),
        items=tuple(_item(line, views, catalog) for line in order.lines),
    )


def with_confirmation(
    tx: Tx, draft: OutgoingDraft, order: Order | None, *, desk: Desk, now: datetime
) -> OutgoingDraft:
    """The draft with the order's confirmation, where the company attaches it to messages of this kind.

    What cannot be printed keeps no message back: it goes without, and a person is told.
    """
    if draft.channel not in _WITH_FILES or draft.kind not in desk.settings.attach_confirmation:
        return draft
    if order is None or order.status in _NEVER:
        return draft
    language: Language = "en" if draft.language == "en" else "zh"
    return replace(draft, files=enclosed(tx, order, ["confirmation"], language=language, desk=desk, now=now))


def enclosed(
    tx: Tx, order: Order, kinds: Sequence[Kind], *, language: Language, desk: Desk, now: datetime
) -> tuple[OutgoingFile, ...]:
    """The documents of these kinds, to go along with a message, as far as there may be such ones of the order now.

    What cannot be printed is left out, and a person is told.
    """
    files = []
    for kind in kinds:
        if not _may_be(order, kind):
            continue
        told = sheet(tx, order, kind, desk=desk, now=now, language=language)
        try:
            made = documents.made(kind, told)
        except Exception as error:
            log.exception("the %s of %s cannot be printed", kind, order.order_no)
            reason = (
                f"the message about {order.order_no} went out without its document: {type(error).__name__}"
            )
            due.open_review(tx, desk.settings, kind="other", reason=reason, order_no=order.order_no, now=now)
        else:
            files.append(OutgoingFile(made.name, made.media_type, made.content))
    return tuple(files)


def _may_be(order: Order, kind: Kind) -> bool:
    return order.status not in _NEVER and (order.status != "on_hold" or kind in FOR_THE_CUSTOMER)


def _item(line: LineItem, views: Views, catalog: Catalog) -> Item:
    view: dict[str, Any] = views.line(line)
    product = catalog.get(line.sku) if line.sku else None
    needed = pricing.base_quantity(product, line.quantity, line.unit) if product else None
    short = None
    if product and needed is not None:
        # Of what is not counted in stock, all is bought.
        short = max(needed - (product.stock or Decimal(0)), Decimal(0))
    base = product.base_unit if product else None
    substitute = catalog.get(product.substitute) if product and product.substitute else None
    return Item(
        name=view["name"],
        sku=line.sku or "",
        spec=one_line(product.spec if product else line.spec or "", longest=_LONGEST),
        quantity=_counted(line.quantity, line.unit),
        in_base=_counted(needed, base),
        unit_price=_figure(line.unit_price),
        amount=_figure(line.amount),
        first_part=_counted(line.first_part, line.unit),
        stock=_counted(product.stock, base) if product else None,
        to_buy=_counted(short, base) if short else None,
        restock=product.restock.isoformat() if product and product.restock else None,
        substitute=f"{substitute.sku} {views.name(substitute)}" if substitute else None,
    )


def _counted(quantity: Decimal | None, unit: str | None) -> str | None:
    return None if quantity is None else f"{number(quantity)} {unit or ''}".strip()


def _figure(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{pricing.money(amount):,}"


def _bounded(text: str | None) -> str:
    return one_line(text or "", longest=_LONGEST)
