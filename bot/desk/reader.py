"""How a message is read at all: with what its case knows, for whom, or not at all and why."""

from dataclasses import dataclass, replace

from bot.desk import matching, quiet
from bot.desk.alphabets import foreign
from bot.desk.case import Case
from bot.desk.desk import Desk
from parsers.directory import Directory
from parsers.pipeline import LONGEST
from parsers.reading import Context, Message, Reading, Sender
from store.envelope import NOTED, Envelope


@dataclass(frozen=True, slots=True)
class Examined:
    """A message with all that is known of it, and its reading; `orders`: the readings of the several orders that it is."""

    case: Case
    reading: Reading
    orders: tuple[Reading, ...] = ()


def read(case: Case, desk: Desk, directory: Directory, *, text: str | None = None) -> Examined:
    """The case with its reading, for the customer that a rep names in it; `text`: of these words alone."""
    if _wordless(case.envelope) and not case.files:
        if case.pending is None:
            return nothing(case, "there are no words in it")
        return for_a_person(case, "an answer without words")
    rep = case.writer.kind == "rep"
    known = matching.reading_context(case.orders, case.pending, case.customer, rep=rep)
    if case.words:
        known = replace(known, words=case.words)
    reading = parsed(case, desk, directory, known, text)
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
            reading = parsed(case, desk, directory, known, text)
    elif rep and case.pending is not None and reading.order_no == case.pending.order.order_no:
        case = for_customer(case, case.pending.order.customer.code, directory)
    return Examined(case, reading)


def for_a_person(case: Case, why: str) -> Examined:
    """What nobody can act on, and why."""
    return Examined(replace(case, unreadable=why), Reading("inquiry", "review", 0.0))


def nothing(case: Case, why: str) -> Examined:
    """What nothing follows from, and why."""
    return Examined(replace(case, idle=why), Reading("other", "ignore", 1.0))


def parsed(case: Case, desk: Desk, directory: Directory, known: Context, text: str | None) -> Reading:
    """The words as they stand, or `text` in their place, read with what is `known`."""
    whole = message(case, desk, known)
    return desk.read(whole if text is None else replace(whole, text=text), case.catalog, directory)


def message(case: Case, desk: Desk, known: Context) -> Message:
    """The message as the parsers take it."""
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


def for_customer(case: Case, code: str | None, directory: Directory) -> Case:
    """The case as one of the customer with this code, where it is nobody's yet and its writer may speak for them."""
    if case.customer is not None or not code:
        return case
    customer = directory.customer(code)
    rep = case.writer.rep
    # The choice of a customer is a rep's, and only among the rep's own.
    if customer is None or rep is None or customer.rep != rep.name:
        return case
    return replace(case, customer=customer)


def unreadable(case: Case) -> str | None:
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
