"""Copies of what is said about an order: to the customer, the sales rep or the company's own addresses, by its table."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.desk import due, identity, printing, quiet
from bot.desk.addressing import Destination, name_on_file, on_file
from bot.desk.audience import Reader, Row
from bot.desk.case import Reply
from bot.desk.desk import Desk
from bot.desk.replies import Texts
from parsers.directory import Directory
from parsers.reading import Customer, Rep
from store import conversations, outbox
from store.database import Tx
from store.order import Order
from store.outbox import COPY, OutgoingDraft

Words = Callable[[Texts, str | None], tuple[str, tuple[tuple[str, str], ...]]]
"""Makes text and buttons for the customer, from the texts of their language and the name to greet by."""

_ENTERED = frozenset({"staff", "api"})
_ROWS: Mapping[str, Row] = {
    "receipt": "receipt",
    "confirmation": "confirmation",
    "question": "question",
    "question_again": "question",
    "changed": "changed",
    "cancelled": "cancelled",
    "acknowledged": "request",
    "reminder": "reminder",
}


def row_of(reply: Reply) -> Row | None:
    """The row of the table that a reply belongs to, by its template; None: nobody but the writer reads it."""
    return _ROWS.get(reply.template)


def enqueue(
    tx: Tx,
    original: OutgoingDraft,
    words: Words,
    *,
    row: Row,
    order: Order | None,
    customer: Customer | None,
    desk: Desk,
    now: datetime,
    wrote: Reader | None = None,
    besides: str = "",
) -> None:
    """Queues a copy for each reader in the row but the one who `wrote`; in quiet hours for when they are over.

    `besides`: an address that nobody reads.
    """
    of_rep = order is not None and order.on_behalf_of_rep is not None
    channel = order.channel if order is not None else original.channel
    for reader in desk.settings.copies(channel=channel, of_rep=of_rep).of(row):
        # Whose words others have put in has been answered nowhere that they read.
        if reader == wrote and not (reader == "customer" and original.channel in _ENTERED):
            continue
        if reader == "customer":
            drafts = _for_customer(tx, original, words, order, customer, desk=desk, besides=besides)
            whose = customer
        else:
            drafts, whose = _passed_on(tx, original, reader, order, customer, desk=desk), None
        for number, draft in enumerate(drafts):
            if draft.to == original.to:
                continue
            if _taken(tx, draft, whose):
                reason = f"not sent to {draft.to}, whom a person has taken over: {original.kind}"
                due.open_review(
                    tx, desk.settings, kind="other", reason=reason, order_no=draft.order_no, now=now
                )
                continue
            held = desk.settings.quiet.until(now, quiet.zone_of(whose, desk))
            key = f"{original.dedupe_key}:{reader}:{number}"
            draft = replace(draft, dedupe_key=key, not_before=held)
            draft = printing.with_confirmation(tx, draft, order, desk=desk, now=now)
            outbox.enqueue(tx, draft, now=now)


def tell_rep(
    tx: Tx, order: Order, template: str, values: Mapping[str, Any], *, key: str, desk: Desk, now: datetime
) -> None:
    """A message of ours to the sales rep of an order's customer, if there is one with an address."""
    catalog, directory = desk.company(tx)
    rep = _rep_of(order, directory.customer(order.customer.code) if order.customer.code else None, directory)
    place = _at_rep(tx, rep, order) if rep is not None else None
    if rep is None or place is None:
        return
    texts = desk.texts(catalog, directory, desk.settings.language)
    draft = OutgoingDraft(
        channel=place.channel,
        conversation=place.conversation,
        to=place.to,
        kind=template,
        language=desk.settings.language,
        text=texts.text(Reply(template, template, values), order, greeted=rep.name),
        dedupe_key=key,
        subject=texts.subject(template, order.order_no) if place.channel == "email" else None,
        order_no=order.order_no,
        not_before=desk.settings.quiet.until(now, desk.settings.tzinfo),
    )
    outbox.enqueue(tx, draft, now=now)


def _for_customer(
    tx: Tx,
    original: OutgoingDraft,
    words: Words,
    order: Order | None,
    customer: Customer | None,
    *,
    desk: Desk,
    besides: str,
) -> Iterator[OutgoingDraft]:
    place = on_file(tx, customer, besides=besides)
    if place is None:
        return
    earlier = order.language if order else None
    language = identity.language(customer, "", earlier=earlier, default=desk.settings.language)
    texts = desk.texts(*desk.company(tx), language)
    text, buttons = words(texts, name_on_file(customer, order))
    yield _at(
        place,
        original,
        language=language,
        text=text,
        buttons=buttons,
        subject=texts.subject(original.kind, original.order_no),
    )


def _passed_on(
    tx: Tx,
    original: OutgoingDraft,
    reader: Reader,
    order: Order | None,
    customer: Customer | None,
    *,
    desk: Desk,
) -> Iterator[OutgoingDraft]:
    catalog, directory = desk.company(tx)
    language = desk.settings.language
    texts = desk.texts(catalog, directory, language)
    rep = _rep_of(order, customer, directory) if reader == "rep" else None
    places = [Destination("email", f"email:{to.lower()}", to) for to in desk.settings.cc if reader == "cc"]
    at_rep = _at_rep(tx, rep, order) if rep is not None else None
    for place in [at_rep] if at_rep is not None else places:
        text = texts.copied(
            original.text,
            order,
            greeted=rep.name if rep else None,
            customer=customer,
            to=_called(original, order, customer),
        )
        yield _at(
            place,
            original,
            language=language,
            kind=COPY,
            text=text,
            buttons=(),
            subject=texts.subject(COPY, original.order_no),
        )


def _called(original: OutgoingDraft, order: Order | None, customer: Customer | None) -> str:
    """Who was written to, for people: the address of a mail, in chats a name rather than a number."""
    if original.channel == "email":
        return original.to
    if order is not None and order.on_behalf_of_rep and order.reply_to == original.to:
        return order.on_behalf_of_rep
    return name_on_file(customer, order) or original.to


def _at(place: Destination, original: OutgoingDraft, *, subject: str, **fields: Any) -> OutgoingDraft:
    return replace(
        original,
        channel=place.channel,
        conversation=place.conversation,
        to=place.to,
        subject=subject if place.channel == "email" else None,
        in_reply_to=None,
        references=(),
        **fields,
    )


def _rep_of(order: Order | None, customer: Customer | None, directory: Directory) -> Rep | None:
    """The rep who placed the order, else the customer's."""
    name = (order.on_behalf_of_rep if order else None) or (customer.rep if customer else None)
    return next((rep for rep in directory.reps if rep.name == name), None)


def _at_rep(tx: Tx, rep: Rep, order: Order | None) -> Destination | None:
    """Where a rep is reached: by mail, else where the rep has placed this order."""
    for address in rep.emails:
        return Destination("email", f"email:{address.strip().lower()}", address.strip().lower())
    if order is not None and order.on_behalf_of_rep == rep.name and order.reply_to:
        return Destination(order.channel, order.conversation, order.reply_to)
    return None


def _taken(tx: Tx, draft: OutgoingDraft, customer: Customer | None) -> bool:
    return conversations.taken(tx, draft.conversation, customer.code if customer else None)
