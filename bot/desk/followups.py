"""What a message says of what waits or is under way: an answer, more goods, an amount, a change in few words."""

from dataclasses import replace

from bot.desk import amounts, answering, answerwords, reader, spreading, terse, yesbut
from bot.desk.case import Case, Pending
from bot.desk.clarification import Settled, parse_callback
from bot.desk.content import Content, context
from bot.desk.content import reading as reading_of
from bot.desk.desk import Desk
from bot.desk.reader import Examined
from bot.desk.written import own_words
from parsers.directory import Directory
from parsers.reading import Context, Reading
from store.states import FINAL

_UNFINISHED = frozenset({"draft", "confirmation_sent"})
# What stands beside an answer and wants nothing done.
_ONLY_ASKS = frozenset({"other", "order_status", "inquiry", "feedback"})


def answer(case: Case, words: str, desk: Desk, directory: Directory) -> Examined | None:
    """What the message settles without being read, or None."""
    waiting, pressed = case.pending, parse_callback(words)
    # Given up is what is not booked yet; of a booked order it would be a change that is given up, or the order.
    if (
        waiting is not None
        and waiting.order.status in _UNFINISHED
        and answerwords.gives_up(words)
        and not terse.drops_every(words, waiting.content)
    ):
        reading = Reading("cancel_order", "accept", 1.0, order_no=waiting.order.order_no)
        return Examined(reader.for_customer(case, waiting.order.customer.code, directory), reading)
    if waiting is not None and pressed is None and (aside := answering.aside(words, waiting)):
        case = reader.for_customer(replace(case, aside=aside), waiting.order.customer.code, directory)
        return Examined(case, reading_of(waiting.content, waiting.order.order_no))
    if answerwords.wonders(words):
        return _reminded(case, directory)
    settled = _spread(case, words, desk, directory) if pressed is None else None
    settled = settled or answering.settled(words, waiting, pressed, case.catalog)
    if waiting is not None and settled is not None:
        case = reader.for_customer(case, settled.content.customer.code, directory)
        if settled.rest:
            after = replace(case, pending=Pending(waiting.order, settled.content))
            read = (
                few_words(after, settled.rest, desk, directory)
                or more_goods(after, settled.rest, desk, directory)
                or reader.read(after, desk, directory, text=settled.rest)
            )
            if read.reading.intent == "new_order" and read.reading.verdict != "review":
                settled = spreading.joined(settled, read.reading, case.catalog, customer=case.customer)
            # What is said besides and changes nothing must not swallow the choice; a person sees it.
            elif read.reading.intent not in _ONLY_ASKS:
                return read
        reading = reading_of(settled.content, waiting.order.order_no)
        return Examined(replace(case, settled=settled), reading)
    if waiting is not None and not waiting.content.flags and answering.says_yes(words, pressed):
        return yesbut.confirmed(reader.for_customer(case, waiting.order.customer.code, directory), waiting)
    if waiting is not None and not waiting.content.flags and (change := answerwords.after_yes(words)):
        case = reader.for_customer(case, waiting.order.customer.code, directory)
        behind = reader.read(case, desk, directory, text=change)
        meant = yesbut.heard(
            case, waiting, change, behind, lambda text: reader.parsed(case, desk, directory, Context(), text)
        )
        if meant is not None:
            return meant
    if waiting is not None and waiting.content.flags and (rest := answerwords.after_yes(words)):
        case = reader.for_customer(case, waiting.order.customer.code, directory)
        taken = yesbut.to_a_proposal(
            case, waiting, rest, lambda text: reader.parsed(case, desk, directory, Context(), text)
        )
        if taken is not None:
            return taken
    if case.late is not None:
        return Examined(case, Reading("order_status", "accept", 1.0, order_no=case.late.order.order_no))
    if waiting is None and answering.says_yes(words, None):
        # Said after a receipt it is a courtesy, and to a question that was answered already it adds nothing.
        return reader.nothing(case, "a plain yes, and nothing waits for one")
    if pressed is not None:
        # A button of a question that is settled: say how the order stands.
        known = any(order.order_no == pressed.order_no for order in case.orders)
        number = pressed.order_no if known else None
        if known and pressed.answer == "yes":
            # Said to a read-back that another has replaced; what stands now is read back.
            return Examined(case, Reading("confirm_order", "accept", 1.0, order_no=number))
        return Examined(case, Reading("order_status", "accept", 1.0, order_no=number))
    return None


def more_goods(case: Case, words: str, desk: Desk, directory: Directory) -> Examined | None:
    """Other goods than those that we asked about: lines of the same order, and what was asked stays open; else None."""
    waiting = case.pending
    if waiting is None or case.files or not waiting.content.flags:
        return None
    fresh = reader.read(replace(case, pending=None, orders=()), desk, directory, text=words).reading
    if spreading.of_substitute(waiting.content, fresh):
        out = spreading.shared_out(waiting.content, fresh, case.catalog, customer=case.customer)
        if out is not None:
            case = reader.for_customer(case, waiting.order.customer.code, directory)
            return Examined(replace(case, settled=out), reading_of(out.content, waiting.order.order_no))
        return reader.for_a_person(case, "gives an amount of the substitute that was offered")
    if not spreading.besides(waiting.content, fresh):
        return None
    case = reader.for_customer(case, waiting.order.customer.code, directory)
    if (
        fresh.delivery_date
        or fresh.note
        or fresh.delivery_address not in {None, waiting.content.delivery_address}
    ):
        return reader.for_a_person(
            case, "orders other goods than those that were asked about, and says more of them"
        )
    settled = spreading.joined(Settled(waiting.content, "", ()), fresh, case.catalog, customer=case.customer)
    return Examined(replace(case, settled=settled), reading_of(settled.content, waiting.order.order_no))


def amount(case: Case, words: str, desk: Desk, directory: Directory) -> Examined | None:
    """What the message says where an amount of its answers short stock, or stands beside a yes to it; else None."""
    waiting = case.pending
    if waiting is None or case.files or not any(f.field.endswith(".stock") for f in waiting.content.flags):
        return None

    def read(content: Content) -> Reading:
        return reader.read(replace(case, pending=Pending(waiting.order, content)), desk, directory).reading

    plainly = reader.read(case, desk, directory).reading
    found = amounts.meant(words, waiting.content, plainly, read)
    if found is not None:
        case = reader.for_customer(case, waiting.order.customer.code, directory)
        return Examined(replace(case, unplaced=words if found.unplaced else None), found.reading)
    if plainly.intent == "confirm_order" and amounts.beside_yes(words, waiting.content, read):
        return reader.for_a_person(case, "says yes to what was proposed, and an amount besides")
    return None


def few_words(case: Case, words: str, desk: Desk, directory: Directory) -> Examined | None:
    """What the message changes where it says so in too few words to be read by themselves; else None."""
    if case.files:
        return None
    now = reader.message(case, desk, Context()).now
    found = terse.heard(
        words, case, lambda one, text: reader.read(one, desk, directory, text=text).reading, now=now
    )
    if found is None:
        return None
    order = next((one for one in case.orders if one.order_no == found.reading.order_no), None)
    case = reader.for_customer(case, order.customer.code if order else None, directory)
    return Examined(replace(case, which_line=found.content, settled=found.settled), found.reading)


def carried_over(case: Case, asked: answering.Asked, desk: Desk, directory: Directory) -> Examined:
    """The earlier message read again, now that its order is named."""
    order = next((one for one in case.orders if one.order_no == asked.order_no), None)
    earlier = asked.item.envelope
    if order is None:
        return reader.read(case, desk, directory)
    case = reader.for_customer(replace(case, envelope=earlier), order.customer.code, directory)
    alone = replace(case, orders=(order,), pending=None)
    if (few := few_words(alone, own_words(earlier), desk, directory)) is not None:
        return replace(few, case=replace(few.case, orders=case.orders))
    message = reader.message(case, desk, Context(open_orders=(context(order),), words=case.words))
    reading = desk.read(message, case.catalog, directory)
    flags = tuple(flag for flag in reading.flags if flag.field != "order_no")
    verdict = "accept" if reading.verdict == "clarify" and not flags else reading.verdict
    return Examined(case, replace(reading, order_no=order.order_no, flags=flags, verdict=verdict))


def _spread(case: Case, words: str, desk: Desk, directory: Directory) -> Settled | None:
    waiting = case.pending
    if waiting is None:
        return None
    fresh = replace(case, pending=None, orders=())

    def answer_to(text: str, content: Content) -> Reading:
        asked = replace(case, pending=Pending(waiting.order, content), orders=())
        return reader.read(asked, desk, directory, text=text).reading

    return spreading.spread(
        words,
        waiting.content,
        case.catalog,
        customer=case.customer,
        read=lambda text: reader.read(fresh, desk, directory, text=text).reading,
        answer=answer_to,
    )


def _reminded(case: Case, directory: Directory) -> Examined | None:
    """Who only wonders ("?") is asked again what is open, else told how things stand."""
    waiting = case.pending
    if waiting is not None:
        case = reader.for_customer(case, waiting.order.customer.code, directory)
        if waiting.content.flags:
            return Examined(case, reading_of(waiting.content, waiting.order.order_no))
    elif not any(order.status not in FINAL for order in case.orders):
        return None
    return Examined(case, Reading("order_status", "accept", 1.0))
