"""A kept message in the light of what its writer has with us: who it is, which order waits, and what it says."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.desk import (
    aftercare,
    amounts,
    answering,
    answerwords,
    identity,
    joining,
    matching,
    quiet,
    rewriting,
    splitting,
    spreading,
    structured,
    terse,
)
from bot.desk.alphabets import foreign
from bot.desk.case import Afterwards, Case, Late, Pending, Writer
from bot.desk.clarification import Callback, Settled, only_choices, parse_callback
from bot.desk.content import Content, context
from bot.desk.content import reading as reading_of
from bot.desk.desk import Desk
from bot.desk.rewriting import Rewritten
from bot.desk.written import own_words
from parsers.directory import Directory
from parsers.pipeline import LONGEST
from parsers.reading import Context, Message, Reading, Sender
from store import conversations, memory, outbox
from store.database import Tx
from store.envelope import NOTED, Envelope
from store.inbox import InboxItem
from store.order import Order
from store.states import FINAL

# What an edit can still change without a word of ours; and what came of a message that its edit is read instead of.
_UNCONFIRMED = frozenset({"draft", "received", "reviewed", "confirmation_sent"})
_UNHEARD = frozenset({None, "ignored"})
_UNFINISHED = frozenset({"draft", "confirmation_sent"})
# What stands beside a score and wants nothing.
_ONLY_ASKS = frozenset({"other", "order_status", "inquiry", "feedback"})
_ONLY_WORDS = frozenset({"feedback", "other", "confirm_order", "clarification"})


@dataclass(frozen=True, slots=True)
class Examined:
    """A message with all that is known of it, and its reading; `orders`: the readings of the several orders that it is."""

    case: Case
    reading: Reading
    orders: tuple[Reading, ...] = ()


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
    unread = _unreadable(case)
    if unread is not None:
        return _for_a_person(case, unread)
    if edit is not None and (edit.order is not None or edit.outcome not in _UNHEARD):
        return _rewritten(tx, case, edit, desk, directory)
    if asked is not None:
        if case.files:
            return _for_a_person(case, "files came with the answer to which order is meant")
        earlier = replace(case, files=desk.opener.of_message(tx, asked.item, desk.contents))
        return _carried_over(earlier, asked, desk, directory)
    if case.after is not None and not case.files:
        return _with_the_rest(case, case.after, desk, directory)
    case = replace(case, after=None)
    # What the words settle by themselves, files may say otherwise.
    examined = None if case.files else _answer(case, words, desk, directory)
    examined = examined or _besides(case, words, desk, directory)
    examined = examined or _amount(case, words, desk, directory) or _terse(case, words, desk, directory)
    examined = examined or _unasked(tx, case, _read(case, desk, directory))
    if examined.reading.intent == "confirm_order":
        return replace(examined, case=_with_read_back(tx, examined.case, examined.reading))
    return _taken_apart(examined, words, desk, directory)


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
        read = _read(replace(case, pending=None), desk, directory, text=after.rest)
        if read.reading.intent not in _ONLY_WORDS and read.reading.verdict in {"accept", "clarify"}:
            return read
    code = after.order.customer.code if after.order else None
    return Examined(_for_customer(case, code, directory), Reading("feedback", "accept", 1.0))


def _taken_apart(examined: Examined, words: str, desk: Desk, directory: Directory) -> Examined:
    """Several orders in one message are several, or a person tells them apart; never one."""
    case, reading = examined.case, examined.reading
    if case.files or reading.intent != "new_order" or reading.verdict == "review" or case.unreadable:
        return examined
    known = matching.reading_context(case.orders, None, case.customer, rep=case.writer.kind == "rep")
    orders = splitting.orders(words, reading, lambda text: _parsed(case, desk, directory, known, text))
    if orders:
        return replace(examined, case=replace(case, pending=None), orders=orders)
    if splitting.headed(words) and len(reading.lines) > 1:
        return replace(examined, case=replace(case, unreadable=splitting.SEVERAL))
    return examined


def _rewritten(tx: Tx, case: Case, edit: Rewritten, desk: Desk, directory: Directory) -> Examined:
    """A message that was edited after it was dealt with: the order that it made is what it says now."""
    if edit.same:
        return _nothing(case, "edited, and no word of it is another")
    order = next((one for one in case.orders if edit.order and one.order_no == edit.order.order_no), None)
    if order is None:
        return _for_a_person(case, f"a later version of a message that was {edit.outcome}")
    if order.status == "cancelled":
        return Examined(replace(case, late=Late(order)), Reading("order_status", "accept", 1.0))
    if order.status not in _UNCONFIRMED:
        return _for_a_person(
            case, f"a later version of the message of order {order.order_no}, which is {order.status}"
        )
    others = tuple(one for one in case.orders if one is not order)
    words = case.envelope.text
    if any((one.placed_at, one.conversation) == (order.placed_at, order.conversation) for one in others):
        return _for_a_person(case, "a later version of a message that made several orders")
    fresh = replace(case, orders=others, pending=None)
    read = _read(fresh, desk, directory)
    if _taken_apart(read, words, desk, directory) is not read:
        return _for_a_person(case, "a later version of a message, which now has several orders")
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
        return _for_a_person(case, "an answer to nothing that was asked") if bare else examined
    order = next((one for one in case.orders if one.order_no == about), None)
    if order is None:
        return _for_a_person(case, f"answers a message about order {about}, which is not this sender's")
    if order.status == "cancelled" and (reading.verdict == "review" or reading.intent == "new_order"):
        return Examined(replace(case, late=Late(order)), Reading("order_status", "accept", 1.0))
    return examined


def _of_rep(writer: Writer, directory: Directory) -> tuple[str, ...]:
    """The codes of a rep's customers."""
    rep = writer.rep
    return tuple(one.code for one in directory.customers if rep is not None and one.rep == rep.name)


def _answer(case: Case, words: str, desk: Desk, directory: Directory) -> Examined | None:
    """What the message settles without being read, or None."""
    waiting, pressed = case.pending, parse_callback(words)
    # Given up is what is not booked yet; of a booked order it would be a change that is given up, or the order.
    if waiting is not None and waiting.order.status in _UNFINISHED and answerwords.gives_up(words):
        reading = Reading("cancel_order", "accept", 1.0, order_no=waiting.order.order_no)
        return Examined(_for_customer(case, waiting.order.customer.code, directory), reading)
    if waiting is not None and pressed is None and (aside := answering.aside(words, waiting)):
        case = _for_customer(replace(case, aside=aside), waiting.order.customer.code, directory)
        return Examined(case, reading_of(waiting.content, waiting.order.order_no))
    if answerwords.wonders(words):
        return _reminded(case, directory)
    settled = _spread(case, words, desk, directory) if pressed is None else None
    settled = settled or answering.settled(words, waiting, pressed, case.catalog)
    if waiting is not None and settled is not None:
        case = _for_customer(case, settled.content.customer.code, directory)
        if settled.rest:
            after = replace(case, pending=Pending(waiting.order, settled.content))
            read = (
                _terse(after, settled.rest, desk, directory)
                or _besides(after, settled.rest, desk, directory)
                or _read(after, desk, directory, text=settled.rest)
            )
            if read.reading.intent == "new_order" and read.reading.verdict != "review":
                settled = spreading.joined(settled, read.reading, case.catalog, customer=case.customer)
            # What is said besides and changes nothing must not swallow the choice; a person sees it.
            elif read.reading.intent not in _ONLY_ASKS:
                return read
        reading = reading_of(settled.content, waiting.order.order_no)
        return Examined(replace(case, settled=settled), reading)
    if waiting is not None and not waiting.content.flags and answering.says_yes(words, pressed):
        reading = replace(
            reading_of(waiting.content, waiting.order.order_no), intent="confirm_order", lines=()
        )
        return Examined(_for_customer(case, waiting.order.customer.code, directory), reading)
    if waiting is not None and not waiting.content.flags and (change := answerwords.after_yes(words)):
        changed = _read(case, desk, directory, text=change)
        # "Yes, thank you" changes nothing; what does is read without the yes, which must not count alone.
        if changed.reading.intent in {"amend_order", "cancel_order", "clarification"}:
            return changed
        if changed.reading.intent == "inquiry" or "?" in change or "？" in change:
            return _for_a_person(changed.case, "says yes to the read-back, and asks something besides")
    if case.late is not None:
        return Examined(case, Reading("order_status", "accept", 1.0, order_no=case.late.order.order_no))
    if waiting is None and answering.says_yes(words, None):
        # Said after a receipt it is a courtesy, and to a question that was answered already it adds nothing.
        return _nothing(case, "a plain yes, and nothing waits for one")
    if pressed is not None:
        # A button of a question that is settled: say how the order stands.
        known = any(order.order_no == pressed.order_no for order in case.orders)
        number = pressed.order_no if known else None
        if known and pressed.answer == "yes":
            # Said to a read-back that another has replaced; what stands now is read back.
            return Examined(case, Reading("confirm_order", "accept", 1.0, order_no=number))
        return Examined(case, Reading("order_status", "accept", 1.0, order_no=number))
    return None


def _besides(case: Case, words: str, desk: Desk, directory: Directory) -> Examined | None:
    """Other goods than those that we asked about: lines of the same order, and what was asked stays open; else None."""
    waiting = case.pending
    if waiting is None or case.files or not waiting.content.flags:
        return None
    fresh = _read(replace(case, pending=None, orders=()), desk, directory, text=words).reading
    if spreading.of_substitute(waiting.content, fresh):
        return _for_a_person(case, "gives an amount of the substitute that was offered")
    if not spreading.besides(waiting.content, fresh):
        return None
    case = _for_customer(case, waiting.order.customer.code, directory)
    if (
        fresh.delivery_date
        or fresh.note
        or fresh.delivery_address not in {None, waiting.content.delivery_address}
    ):
        return _for_a_person(
            case, "orders other goods than those that were asked about, and says more of them"
        )
    settled = spreading.joined(Settled(waiting.content, "", ()), fresh, case.catalog, customer=case.customer)
    return Examined(replace(case, settled=settled), reading_of(settled.content, waiting.order.order_no))


def _spread(case: Case, words: str, desk: Desk, directory: Directory) -> Settled | None:
    if case.pending is None:
        return None
    fresh = replace(case, pending=None, orders=())
    return spreading.spread(
        words,
        case.pending.content,
        case.catalog,
        customer=case.customer,
        read=lambda text: _read(fresh, desk, directory, text=text).reading,
    )


def _reminded(case: Case, directory: Directory) -> Examined | None:
    """Who only wonders ("?") is asked again what is open, else told how things stand."""
    waiting = case.pending
    if waiting is not None:
        case = _for_customer(case, waiting.order.customer.code, directory)
        if waiting.content.flags:
            return Examined(case, reading_of(waiting.content, waiting.order.order_no))
    elif not any(order.status not in FINAL for order in case.orders):
        return None
    return Examined(case, Reading("order_status", "accept", 1.0))


def _amount(case: Case, words: str, desk: Desk, directory: Directory) -> Examined | None:
    """What the message says where an amount of its answers short stock, or stands beside a yes to it; else None."""
    waiting = case.pending
    if waiting is None or case.files or not any(f.field.endswith(".stock") for f in waiting.content.flags):
        return None

    def read(content: Content) -> Reading:
        return _read(replace(case, pending=Pending(waiting.order, content)), desk, directory).reading

    plainly = _read(case, desk, directory).reading
    found = amounts.meant(words, waiting.content, plainly, read)
    if found is not None:
        case = _for_customer(case, waiting.order.customer.code, directory)
        return Examined(replace(case, unplaced=words if found.unplaced else None), found.reading)
    if plainly.intent == "confirm_order" and amounts.beside_yes(words, waiting.content, read):
        return _for_a_person(case, "says yes to what was proposed, and an amount besides")
    return None


def _terse(case: Case, words: str, desk: Desk, directory: Directory) -> Examined | None:
    """What the message changes where it says so in too few words to be read by themselves; else None."""
    if case.files:
        return None
    now = _message(case, desk, Context()).now
    found = terse.heard(
        words, case, lambda one, text: _read(one, desk, directory, text=text).reading, now=now
    )
    if found is None:
        return None
    order = next((one for one in case.orders if one.order_no == found.reading.order_no), None)
    case = _for_customer(case, order.customer.code if order else None, directory)
    return Examined(replace(case, which_line=found.content, settled=found.settled), found.reading)


def _carried_over(case: Case, asked: answering.Asked, desk: Desk, directory: Directory) -> Examined:
    """The earlier message read again, now that its order is named."""
    order = next((one for one in case.orders if one.order_no == asked.order_no), None)
    earlier = asked.item.envelope
    if order is None:
        return _read(case, desk, directory)
    case = _for_customer(replace(case, envelope=earlier), order.customer.code, directory)
    alone = replace(case, orders=(order,), pending=None)
    if (few := _terse(alone, own_words(earlier), desk, directory)) is not None:
        return replace(few, case=replace(few.case, orders=case.orders))
    message = _message(case, desk, Context(open_orders=(context(order),), words=case.words))
    reading = desk.read(message, case.catalog, directory)
    flags = tuple(flag for flag in reading.flags if flag.field != "order_no")
    verdict = "accept" if reading.verdict == "clarify" and not flags else reading.verdict
    return Examined(case, replace(reading, order_no=order.order_no, flags=flags, verdict=verdict))


def _read(case: Case, desk: Desk, directory: Directory, *, text: str | None = None) -> Examined:
    if _wordless(case.envelope) and not case.files:
        if case.pending is None:
            return _nothing(case, "there are no words in it")
        return _for_a_person(case, "an answer without words")
    rep = case.writer.kind == "rep"
    known = matching.reading_context(case.orders, case.pending, case.customer, rep=rep)
    if case.words:
        known = replace(known, words=case.words)
    reading = _parsed(case, desk, directory, known, text)
    if (
        rep
        and reading.customer.code
        and (case.customer is None or case.customer.code != reading.customer.code)
    ):
        # Only the reading says for whom a rep writes; then it is read again with that customer's orders.
        customer = directory.customer(reading.customer.code)
        if customer is not None and case.writer.rep is not None and customer.rep == case.writer.rep.name:
            case = replace(case, customer=customer)
            if case.pending is not None and case.pending.order.customer.code not in {None, customer.code}:
                case = replace(case, pending=None)
            case = replace(case, words=case.words_of.get(customer.code, {}))
            known = matching.reading_context(case.orders, case.pending, customer, rep=True)
            known = replace(known, words=case.words)
            reading = _parsed(case, desk, directory, known, text)
    elif rep and case.pending is not None and reading.order_no == case.pending.order.order_no:
        case = _for_customer(case, case.pending.order.customer.code, directory)
    return Examined(case, reading)


def _for_a_person(case: Case, why: str) -> Examined:
    return Examined(replace(case, unreadable=why), Reading("inquiry", "review", 0.0))


def _nothing(case: Case, why: str) -> Examined:
    return Examined(replace(case, idle=why), Reading("other", "ignore", 1.0))


def _parsed(case: Case, desk: Desk, directory: Directory, known: Context, text: str | None) -> Reading:
    message = _message(case, desk, known)
    if text is not None:
        message = replace(message, text=text)
    return desk.read(message, case.catalog, directory)


def _message(case: Case, desk: Desk, known: Context) -> Message:
    envelope = case.envelope
    return Message(
        id=envelope.source,
        channel="email" if envelope.channel == "email" else "chat",
        now=envelope.received_at.astimezone(quiet.zone_of(case.writer.customer, desk)),
        # The address by which the writer is known, and none that is not proven.
        sender=Sender(case.writer.address, envelope.sender_name),
        text=envelope.text,
        subject=envelope.subject,
        context=known,
        customer_code=case.writer.customer.code if case.writer.customer else None,
        attachments=case.files,
    )


def _for_customer(case: Case, code: str | None, directory: Directory) -> Case:
    if case.customer is not None or not code:
        return case
    customer = directory.customer(code)
    rep = case.writer.rep
    # The choice of a customer is a rep's, and only among the rep's own.
    if customer is None or rep is None or customer.rep != rep.name:
        return case
    return replace(case, customer=customer)


def _unreadable(case: Case) -> str | None:
    """Why nobody can act on what was read of this message, or None."""
    envelope = case.envelope
    unread = [f"{file.name} ({file.problem})" for file in case.files if file.problem is not None]
    if unread:
        return f"came with files that were not read: {', '.join(unread[:5])}"
    if problems := [each for each in envelope.problems if not each.startswith(NOTED)]:
        return "; ".join(problems)
    if len(envelope.text) > LONGEST:
        return f"too long: only the first {LONGEST} of {len(envelope.text)} characters would be read"
    if foreign(f"{envelope.subject or ''} {envelope.text}"):
        return "written in a language that is not read"
    return None


def _wordless(envelope: Envelope) -> bool:
    """Whether it says nothing: no text, or only signs and emoji."""
    return not any(character.isalnum() for character in f"{envelope.subject or ''}{envelope.text}")
