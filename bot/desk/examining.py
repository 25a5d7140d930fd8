"""A kept message in the light of what its writer has with us: who it is, which order waits, and what it says."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

from bot.desk import (
    aftercare,
    answering,
    besides,
    besidewords,
    correcting,
    followups,
    identity,
    joining,
    matching,
    reader,
    rewriting,
    splitting,
    structured,
)
from bot.desk.besidewords import Aside
from bot.desk.case import Afterwards, Case, Late, Pending, Writer
from bot.desk.clarification import Callback, only_choices, parse_callback
from bot.desk.content import reading as reading_of
from bot.desk.desk import Desk
from bot.desk.reader import Examined
from bot.desk.rewriting import Rewritten
from bot.desk.written import own_words
from parsers.directory import Directory
from parsers.reading import Context, Reading
from store import conversations, memory, outbox
from store.database import Tx
from store.envelope import Envelope
from store.inbox import InboxItem
from store.order import Order

# What an edit can still change without a word of ours; and what came of a message that its edit is read instead of.
_UNCONFIRMED = frozenset({"draft", "received", "reviewed", "confirmation_sent"})
_UNHEARD = frozenset({None, "ignored"})
# What stands beside a score and wants nothing.
_ONLY_WORDS = frozenset({"feedback", "other", "confirm_order", "clarification"})


def examine(
    tx: Tx,
    item: InboxItem,
    *,
    desk: Desk,
    now: datetime,
    operator: str | None = None,
    parts: Sequence[InboxItem] = (),
) -> Examined:
    """Reads a kept message. `operator`: who has looked at it and wants done what it says. `parts`: what is read as one
    with it."""
    settings = desk.settings
    edit = rewriting.rewritten(tx, item)
    envelope = edit.envelope if edit else joining.joined(item, parts).envelope
    items = edit.items if edit else joining.newest(item, parts)
    catalog, directory = desk.company(tx)
    writer = identity.writer(envelope, directory, settings=settings, known=identity.standing(tx, envelope))
    reach = matching.within_reach(tx, writer, envelope, directory)
    words = own_words(envelope)
    pressed = parse_callback(words)
    outdated = pressed is not None and answering.stale(tx, envelope)
    asked = None if outdated else answering.asked_which(tx, item, words)
    waiting = None if asked or outdated else matching.pending(tx, envelope, reach, pressed=pressed)
    code = writer.customer.code if writer.customer else None
    after = None if asked or edit else _afterwards(tx, envelope, words, pressed, reach, waiting, now=now)
    late = (
        None
        if waiting or asked or edit or after
        else answering.late(tx, envelope, reach, words, pressed, catalog)
    )
    case = Case(
        envelope=envelope,
        writer=writer,
        catalog=catalog,
        language=identity.language(
            writer.customer,
            f"{envelope.subject or ''} {words}",
            earlier=waiting.order.language if waiting and writer.customer is None else None,
            default=settings.language,
        ),
        customer=writer.customer,
        orders=reach,
        pending=waiting,
        taken=conversations.taken(tx, envelope.conversation, code),
        answers_us=matching.answers_us(tx, envelope),
        replies_last_hour=outbox.count_to(tx, envelope.reply_to, since=now - timedelta(hours=1)),
        handover_due=not matching.handed_over(
            tx, envelope.conversation, since=now - timedelta(hours=settings.handover_hours)
        ),
        supervised=operator is not None,
        operator=operator,
        files=tuple(file for one in items for file in desk.opener.of_message(tx, one, desk.contents)),
        words=memory.of_customer(tx, code) if code else {},
        words_of=memory.of_customers(tx, _of_rep(writer, directory)),
        late=late,
        after=after,
        asked_what=matching.asked_what(tx, envelope.conversation),
    )
    if envelope.structured:
        # Each is an order of its own: never the answer to what waits.
        return Examined(
            replace(case, pending=None, late=None, after=None), structured.reading(tx, item, case, desk=desk)
        )
    unread = reader.unreadable(case)
    if unread is not None:
        return reader.for_a_person(case, unread)
    if edit is not None and (edit.order is not None or edit.outcome not in _UNHEARD):
        return _rewritten(tx, case, edit, desk, directory)
    if asked is not None:
        if case.files:
            return reader.for_a_person(case, "files came with the answer to which order is meant")
        earlier = replace(case, files=desk.opener.of_message(tx, asked.item, desk.contents))
        return followups.carried_over(earlier, asked, desk, directory)
    if case.after is not None and not case.files:
        return _with_the_rest(case, case.after, desk, directory)
    case = replace(case, after=None)
    whole = _understood(tx, case, words, desk, directory)
    return whole if pressed else _less_what_is_beside(tx, case, words, whole, desk, directory)


def _less_what_is_beside(
    tx: Tx, case: Case, words: str, whole: Examined, desk: Desk, directory: Directory
) -> Examined:
    """The order of the message, with what it asks or tells beside it kept apart."""

    def less(some: tuple[Aside, ...]) -> Examined:
        text = case.envelope.text
        for one in some:
            clause = words[one.start : one.end]
            text = text.replace(clause, " " * len(clause), 1)
        rest = replace(case, envelope=replace(case.envelope, text=text))
        return _understood(tx, rest, own_words(rest.envelope), desk, directory)

    @cache
    def alone(text: str) -> Reading:
        return reader.parsed(case, desk, directory, Context(), text)

    if besides.places(whole) and besidewords.wants_made_good(words):
        return reader.for_a_person(case, "orders, and wants earlier goods made good")
    found = besides.apart(words, whole, less, alone)
    return whole if found is None else replace(found, case=replace(found.case, envelope=case.envelope))


def _understood(tx: Tx, case: Case, words: str, desk: Desk, directory: Directory) -> Examined:
    """What the message says to what waits, or by itself."""
    if case.pending is not None and (headings := splitting.headed(words)):
        another = _another(case, headings[0][0], desk, directory)
        if another is not None:
            return another
    if not case.files and (corrected := _corrected(tx, case, words, desk, directory)):
        return corrected
    # What the words settle by themselves, files may say otherwise.
    examined = None if case.files else followups.answer(case, words, desk, directory)
    examined = examined or followups.more_goods(case, words, desk, directory)
    examined = (
        examined
        or followups.amount(case, words, desk, directory)
        or followups.few_words(case, words, desk, directory)
    )
    examined = examined or _unasked(tx, case, reader.read(case, desk, directory))
    if examined.reading.intent == "confirm_order":
        return replace(examined, case=_with_read_back(tx, examined.case, examined.reading))
    return _taken_apart(examined, words, desk, directory)


def _corrected(tx: Tx, case: Case, words: str, desk: Desk, directory: Directory) -> Examined | None:
    """A choice that is taken back for another."""

    def read(waiting: Pending, text: str) -> Reading:
        return reader.read(replace(case, pending=waiting), desk, directory, text=text).reading

    found = correcting.heard(tx, case, words, read)
    if found is None:
        return None
    case = reader.for_customer(case, found.order.customer.code, directory)
    reading = replace(reading_of(found.content, found.order.order_no), intent="amend_order")
    return Examined(replace(case, corrects=found.asked), reading)


def _another(case: Case, begins: int, desk: Desk, directory: Directory) -> Examined | None:
    """Another order, while one waits for an answer: by itself, or a person tells it from the answer before it; None where
    nothing is ordered in it, as in "once more, please"."""
    read = reader.read(replace(case, pending=None, orders=()), desk, directory)
    if not read.reading.lines:
        return None
    if begins > 0 or read.reading.intent != "new_order":
        return reader.for_a_person(case, splitting.SEVERAL)
    return replace(read, case=replace(read.case, orders=case.orders))


def _afterwards(
    tx: Tx,
    envelope: Envelope,
    words: str,
    pressed: Callback | None,
    reach: tuple[Order, ...],
    waiting: Pending | None,
    *,
    now: datetime,
) -> Afterwards | None:
    return aftercare.heard(
        words,
        pressed,
        orders=reach,
        answered=next(matching.answered(tx, envelope), None),
        newest=next(iter(outbox.recent(tx, conversation=envelope.conversation, limit=1)), None),
        waits=waiting is not None,
        now=now,
    )


def _with_the_rest(case: Case, after: Afterwards, desk: Desk, directory: Directory) -> Examined:
    """What is said beside a score is read too: it may order, ask or complain."""
    if after.rest:
        read = reader.read(replace(case, pending=None), desk, directory, text=after.rest)
        if read.reading.intent not in _ONLY_WORDS and read.reading.verdict in {"accept", "clarify"}:
            return read
    code = after.order.customer.code if after.order else None
    return Examined(reader.for_customer(case, code, directory), Reading("feedback", "accept", 1.0))


def _taken_apart(examined: Examined, words: str, desk: Desk, directory: Directory) -> Examined:
    """Several orders in one message are several, or a person tells them apart; never one."""
    case, reading = examined.case, examined.reading
    if case.files or reading.intent != "new_order" or reading.verdict == "review" or case.unreadable:
        return examined
    rep = case.writer.kind == "rep"
    known = matching.reading_context(case.orders, None, case.customer, rep=rep)

    def read(text: str) -> Reading:
        return reader.parsed(case, desk, directory, known, text)

    if rep and splitting.for_several(words, reading, read):
        return replace(examined, case=replace(case, unreadable=splitting.SEVERAL))
    orders = splitting.orders(words, reading, read)
    if orders:
        return replace(examined, case=replace(case, pending=None), orders=orders)
    if splitting.headed(words) and len(reading.lines) > 1:
        return replace(examined, case=replace(case, unreadable=splitting.SEVERAL))
    return examined


def _rewritten(tx: Tx, case: Case, edit: Rewritten, desk: Desk, directory: Directory) -> Examined:
    """A message that was edited after it was dealt with: the order that it made is what it says now."""
    if edit.same:
        return reader.nothing(case, "edited, and no word of it is another")
    order = next((one for one in case.orders if edit.order and one.order_no == edit.order.order_no), None)
    if order is None:
        return reader.for_a_person(case, f"a later version of a message that was {edit.outcome}")
    if order.status == "cancelled":
        return Examined(replace(case, late=Late(order)), Reading("order_status", "accept", 1.0))
    if order.status not in _UNCONFIRMED:
        return reader.for_a_person(
            case, f"a later version of the message of order {order.order_no}, which is {order.status}"
        )
    others = tuple(one for one in case.orders if one is not order)
    words = case.envelope.text
    if any((one.placed_at, one.conversation) == (order.placed_at, order.conversation) for one in others):
        return reader.for_a_person(case, "a later version of a message that made several orders")
    fresh = replace(case, orders=others, pending=None)
    read = reader.read(fresh, desk, directory)
    if _taken_apart(read, words, desk, directory) is not read:
        return reader.for_a_person(case, "a later version of a message, which now has several orders")
    pending = matching.loaded(tx, order)
    return replace(read, case=replace(read.case, orders=case.orders, pending=pending, rewrites=order))


def _with_read_back(tx: Tx, case: Case, reading: Reading) -> Case:
    number = reading.order_no or (case.pending.order.order_no if case.pending else None)
    order = next((one for one in case.orders if one.order_no == number), None)
    return replace(case, read_back=matching.read_back(tx, case.envelope, order)) if order else case


def _unasked(tx: Tx, case: Case, examined: Examined) -> Examined:
    """What answers a message of ours and orders nothing by itself, though no answer is awaited from this writer."""
    reading = examined.reading
    if (
        case.pending is not None
        or any(line.sku for line in reading.lines)
        or reading.intent == "order_status"
    ):
        return examined
    about = next((one.order_no for one in matching.answered(tx, case.envelope) if one.order_no), None)
    if about is None:
        bare = only_choices(own_words(case.envelope))
        return reader.for_a_person(case, "an answer to nothing that was asked") if bare else examined
    order = next((one for one in case.orders if one.order_no == about), None)
    if order is None:
        return reader.for_a_person(case, f"answers a message about order {about}, which is not this sender's")
    if order.status == "cancelled" and (reading.verdict == "review" or reading.intent == "new_order"):
        return Examined(replace(case, late=Late(order)), Reading("order_status", "accept", 1.0))
    return examined


def _of_rep(writer: Writer, directory: Directory) -> tuple[str, ...]:
    """The codes of a rep's customers."""
    rep = writer.rep
    return tuple(one.code for one in directory.customers if rep is not None and one.rep == rep.name)
