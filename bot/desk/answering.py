"""Answers that need no reading: pressed buttons, numbered choices and a plain yes, and an order named after we asked which."""

import re
from dataclasses import dataclass

from bot.desk import matching, shortage, terse
from bot.desk.answerwords import gives_up, plain_answer
from bot.desk.case import Aside, Late, Pending
from bot.desk.clarification import (
    Callback,
    Settled,
    agree,
    only_choices,
    only_letters,
    parse_callback,
    questions,
    settle,
    spoken,
)
from bot.desk.content import Content, from_data
from parsers.catalog import Catalog
from store import inbox, orders, outbox
from store.database import Tx
from store.envelope import Envelope
from store.inbox import InboxItem
from store.order import Order

_REPEATING = frozenset({"reminder", "status"})
# The kinds of our messages that are answered.
_ASKS = frozenset({"question", "confirmation"})
_ORDER_NO = re.compile(r"SO-\d{8}-\d+")


@dataclass(frozen=True, slots=True)
class Asked:
    """An earlier message of which we asked what order it is about, and the order that the answer names."""

    item: InboxItem
    order_no: str


def settled(
    words: str, waiting: Pending | None, pressed: Callback | None, catalog: Catalog
) -> Settled | None:
    """What the message settles of the questions that are open, or None if it has to be read."""
    if waiting is None or not waiting.content.flags:
        return None
    if pressed is not None:
        # A button of an earlier asking has its own numbering.
        if pressed.round != waiting.order.times_asked:
            return None
        words = pressed.answer
    found = settle(words, waiting.content, catalog)
    if found.chosen:
        return found
    if (
        only_letters(words)
        and sum(bool(q.choices) for q in questions(waiting.content.flags, waiting.content.lines)) > 1
    ):
        # Of which question it is one cannot be told.
        return Settled(waiting.content, "", ())
    said = (
        spoken(words, waiting.content, catalog)
        or terse.named(words, waiting.content, catalog)
        or shortage.settled(words, waiting.content, catalog)
    )
    if said is not None:
        return said
    answer = plain_answer(words)
    if answer is True:
        return agree(waiting.content, catalog)
    if answer is False:
        duplicate = next(
            (
                question
                for question in questions(waiting.content.flags, waiting.content.lines)
                if question.kind == "duplicate" and not any(c.kind == "replace" for c in question.choices)
            ),
            None,
        )
        if duplicate is not None:
            return settle(f"{duplicate.number}B", waiting.content, catalog)
    return None


def aside(words: str, waiting: Pending | None) -> Aside | None:
    """Whether the whole text gives up the change that we asked about (not the order), or says no to a read-back."""
    if waiting is None:
        return None
    if waiting.content.flags:
        if terse.drops_every(words, waiting.content):
            return None
        unfinished = waiting.order.status in {"draft", "confirmation_sent"}
        return None if unfinished or not gives_up(words) else "gives_up_change"
    refused = waiting.order.status == "confirmation_sent" and plain_answer(words) is False
    return "says_no" if refused else None


def stale(tx: Tx, envelope: Envelope) -> bool:
    """Whether the pressed button stands under a message of ours that a later one about the same order has replaced:
    a yes to what stood there is no yes to what stands now."""
    receipt = envelope.in_reply_to
    shown = outbox.by_receipt(tx, channel=envelope.channel, receipt=receipt) if receipt else None
    if shown is None:
        return False
    recent = outbox.recent(tx, conversation=envelope.conversation, limit=50)
    # What repeats a question asks nothing new: the question itself still counts, and so do its own buttons.
    newest = next(
        (
            one
            for one in recent
            if one.buttons and one.order_no == shown.order_no and one.kind not in _REPEATING
        ),
        shown,
    )
    return newest.id > shown.id and newest.text != shown.text


def late(
    tx: Tx,
    envelope: Envelope,
    reach: tuple[Order, ...],
    words: str,
    pressed: Callback | None,
    catalog: Catalog,
) -> Late | None:
    """The question that a numbered choice, a button or a yes answers though it is open no more, or None.

    A plain yes is one only where it answers our message by its headers and the order is cancelled: elsewhere it is a
    courtesy.
    """
    plain = plain_answer(words) is not None
    if pressed is None and not plain and not only_choices(words):
        return None
    by_number = {order.order_no: order for order in reach}
    asked = next((one for one in matching.answered(tx, envelope) if one.kind in _ASKS), None)
    if asked is None and pressed is not None and pressed.order_no in by_number:
        rows = outbox.of_order(tx, pressed.order_no, kind="question")
        asked = next((one for one in rows if any(data == words for _, data in one.buttons)), None)
    if asked is None and not plain:
        recent = outbox.recent(tx, conversation=envelope.conversation, limit=20)
        asked = next((one for one in recent if one.kind in _ASKS), None)
    order = by_number.get(asked.order_no or "") if asked else None
    if asked is None or order is None or order.waits:
        return None
    if plain:
        return Late(order) if order.status == "cancelled" else None
    code = pressed.answer if pressed else "".join(words.split()).upper()
    label = next((label for label, data in asked.buttons if data.endswith(f":{code}")), None)
    content = _asked_content(tx, order, asked)
    found = settle(code, content, catalog) if content else None
    stands = found is not None and bool(found.chosen) and _same_lines(found.content, order)
    return Late(order, label, stands)


def _asked_content(tx: Tx, order: Order, asked: outbox.OutboxItem) -> Content | None:
    """What the order would have become when it was asked about in this message."""
    history = orders.history(tx, order.order_no)[: asked.order_version]
    event = next((one for one in reversed(history) if one.kind == "question_asked"), None)
    return from_data(event.data["content"]) if event and "content" in event.data else None


def _same_lines(content: Content, order: Order) -> bool:
    chosen = [(line.sku, line.quantity, line.unit) for line in content.lines]
    return chosen == [(line.sku, line.quantity, line.unit) for line in order.lines]


def says_yes(words: str, pressed: Callback | None) -> bool:
    """A plain yes, typed or pressed."""
    return pressed.answer == "yes" if pressed is not None else plain_answer(words) is True


def asked_which(tx: Tx, item: InboxItem, words: str) -> Asked | None:
    """The earlier message whose order this one names: by a choice of our question, or by its number."""
    conversation = item.envelope.conversation
    earlier = next(
        (
            one
            for one in inbox.recent(tx, conversation=conversation, limit=10)
            if one.id < item.id and one.state == "done"
        ),
        None,
    )
    if earlier is None or earlier.outcome != "asked" or earlier.order_no is not None:
        return None
    question = next(
        (one for one in outbox.recent(tx, conversation=conversation, limit=10) if one.inbox_id == earlier.id),
        None,
    )
    if question is None:
        return None
    offered = {}
    for label, data in question.buttons:
        number, button = _ORDER_NO.search(label), parse_callback(data)
        if number and button:
            offered[button.answer] = number[0]
    pressed = parse_callback(words)
    if pressed is not None and pressed.order_no is not None:
        return None  # a button of one order does not say which is meant
    code = pressed.answer if pressed else re.sub(r"[\s.、,，。]+", "", words).upper()
    if code in {"A", "B", "C", "D", "E", "F", "G", "H"}:
        code = f"1{code}"
    if code in offered:
        return Asked(earlier, offered[code])
    named = {number for number in _ORDER_NO.findall(words) if number in offered.values()}
    return Asked(earlier, named.pop()) if len(named) == 1 else None
