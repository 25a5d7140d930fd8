"""What the staff look at in the chat: orders, lists, what waits for a person, open breaches, their own commands."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import cast, get_args

from bot.desk import printing, staffcommands
from bot.desk.movelist import state_of
from bot.desk.progress import Refused
from bot.desk.staff import may
from bot.desk.stafftask import Done, Task, UsageError
from bot.desk.staffwords import StaffWords
from bot.desk.views import Views, one_line, shown_money
from bot.papers.documents import NoDocument
from store import inbox, orders, reasons, reviews
from store.database import Tx
from store.order import Order
from store.outbox import OutgoingFile
from store.reviews import Review
from store.states import FINAL, State

LISTED = 20
_LONGEST = 1200
"""Characters of a message that a review shows."""


def whoami(task: Task) -> Sequence[Done]:
    person, words = task.person, task.words
    told = words.say(
        "whoami",
        name=person.name,
        number=task.item.envelope.sender_id,
        roles=words.joined([words.say_role(role) for role in person.roles]) or words.say("nothing"),
        departments=words.joined(person.departments) or words.say("nothing"),
    )
    return (Done(told),)


def helped(task: Task) -> Sequence[Done]:
    """The commands that this person may give."""
    words = task.words
    lines = [words.say("help_head", name=task.person.name)]
    lines += [words.help_of(name) for name, needs in staffcommands.names().items() if may(task.person, needs)]
    return (Done("\n".join([*lines, "", words.say("help_more")])),)


def order(task: Task) -> Sequence[Done]:
    found = orders.get(task.tx, task.order_no())
    if found is None:
        raise Refused(f"there is no order {task.order_no()}", code="no_order", order_no=task.order_no())
    views, words = _views(task), task.words
    lines = [order_head(found, views, words)]
    if found.on_behalf_of_rep:
        lines.append(words.say("order_for_rep", rep=found.on_behalf_of_rep))
    lines += order_body(found, views, words)
    lines += [
        words.say(
            "order_shipment",
            carrier=one.carrier,
            number=one.tracking_number,
            mode=one.mode or "",
            insurance=one.insurance or "",
        ).rstrip()
        for one in found.shipments
    ]
    if found.flags:
        lines.append(words.say("order_open", count=len(found.flags)))
    if found.assigned:
        lines.append(words.say("order_assigned", names=words.joined(found.assigned)))
    if found.breach:
        lines.append(words.say("order_breach", stage=words.say(f"stage_{found.breach}")))
    last = orders.history(task.tx, found.order_no)[-1]
    reason = one_line(reasons.told(last.reason or "", words.language))
    lines.append(words.say("order_last", at=views.moment(last.at), by=last.by, reason=reason).rstrip())
    return (Done("\n".join(lines)),)


def document(task: Task) -> Sequence[Done]:
    """`NUMBER KIND…`: the order on paper, as files that go along with the answer."""
    order_no, stated = task.order_no(), task.command.words[1:] or ("confirmation",)
    kinds = [staffcommands.document_of(word) for word in stated]
    if None in kinds:
        raise UsageError
    files = []
    for kind in dict.fromkeys(kind for kind in kinds if kind is not None):
        try:
            made = printing.printed(task.tx, order_no, kind, desk=task.desk, now=task.now)
        except NoDocument as error:
            raise Refused(str(error), code="no_document") from None
        files.append(OutgoingFile(made.name, made.media_type, made.content))
    return (Done("\n".join(one.name for one in files), files=tuple(files)),)


def listed(task: Task) -> Sequence[Done]:
    """The newest orders: those that are not over, or those in one state."""
    if not task.command.words:
        found = [one for one in orders.listing(task.tx, limit=200) if one.status not in FINAL]
        return (_list(task, found),)
    word = task.command.words[0]
    state = state_of(task.command.text) or state_of(word)
    if state is None or state not in get_args(State):
        raise Refused(f"{word} is no state", code="no_state", word=word[:40])
    return (_list(task, orders.listing(task.tx, status=cast("State", state), limit=LISTED + 1)),)


def mine(task: Task) -> Sequence[Done]:
    """The orders of the person and of the departments of theirs that are not over."""
    found = {
        one.order_no: one
        for name in (task.person.name, *task.person.departments)
        for one in orders.listing(task.tx, assigned=name)
        if one.status not in FINAL
    }
    return (_list(task, sorted(found.values(), key=lambda one: one.placed_at, reverse=True)),)


def reviews_waiting(task: Task) -> Sequence[Done]:
    found = reviews.listing(task.tx, limit=200)
    if not found:
        return (Done(task.words.say("no_reviews")),)
    views = _views(task)
    lines = [review_line(task.tx, one, views, task.words, now=task.now) for one in found[:LISTED]]
    if len(found) > LISTED:
        lines.append(task.words.say("more_reviews", count=len(found) - LISTED))
    return (Done("\n".join(lines)),)


def review(task: Task) -> Sequence[Done]:
    """One thing that waits, with the message that it is about."""
    stated = task.first()
    plain = stated.isascii() and stated.isdecimal() and len(stated) < 16
    found = reviews.get(task.tx, int(stated)) if plain else None
    if found is None:
        raise Refused(f"there is no review {stated}", code="no_review", review=stated[:40])
    item = inbox.get(task.tx, found.inbox_id) if found.inbox_id is not None else None
    lines = [
        task.words.say("review_head", review=found.id, reason=reasons.told(found.reason, task.words.language))
    ]
    if found.state != "open":
        lines.append(task.words.say("refused_decided", review=found.id, by=found.decided_by))
    elif item is not None or found.order_no:
        lines.append(review_line(task.tx, found, _views(task), task.words, now=task.now))
    if item is not None:
        lines += ["", item.envelope.text[:_LONGEST]]
    return (
        Done("\n".join(lines), buttons=review_buttons(found, task.words) if found.state == "open" else ()),
    )


def breaches(task: Task) -> Sequence[Done]:
    found = orders.breached(task.tx)
    if not found:
        return (Done(task.words.say("no_breaches")),)
    lines = []
    for one in found[:LISTED]:
        told = [event for event in orders.history(task.tx, one.order_no) if event.kind == "breach_reported"]
        lines.append(
            task.words.say(
                "breach_line",
                order_no=one.order_no,
                status=one.status,
                stage=task.words.say(f"stage_{one.breach}"),
                reason=one_line(told[-1].reason or "") if told else "",
            )
        )
    return (Done("\n".join(lines)),)


def order_head(order: Order, views: Views, words: StaffWords) -> str:
    """Number, state and customer in one line."""
    who = views.order(order)["customer_name"] or order.customer.code or ""
    return words.say("order_head", order_no=order.order_no, status=order.status, customer=who).rstrip()


def order_body(order: Order, views: Views, words: StaffWords) -> list[str]:
    """Goods, total, day, address and note, a line each."""
    shown, lines = views.order(order), []
    for line in shown["lines"][:LISTED]:
        told = words.say(
            "order_goods",
            name=line["name"],
            quantity=line["quantity"] or "?",
            unit=line["unit"] or "",
            amount=shown_money(line["amount"], order.currency) if line["amount"] is not None else "",
        )
        lines.append(told.rstrip())
    if len(order.lines) > LISTED:
        lines.append("…")
    for key, value in (
        ("total", shown_money(order.total, order.currency) if order.total is not None else None),
        ("day", shown["delivery_date"]),
        ("address", order.delivery_address),
        ("note", shown["note"]),
    ):
        if value:
            lines.append(words.say(f"order_{key}", **{key: value}))
    return lines


def review_line(tx: Tx, found: Review, views: Views, words: StaffWords, *, now: datetime) -> str:
    """Whose message it is, what it is about, and until when a person sees to it."""
    item = inbox.get(tx, found.inbox_id) if found.inbox_id is not None else None
    told = words.say(
        "review_overdue" if found.overdue(now) else "review_line",
        review=found.id,
        who=item.envelope.sender_address if item else "",
        order_no=found.order_no or "",
        reason=one_line(reasons.told(found.reason, words.language), longest=120),
        due=views.moment(found.due_at) if found.due_at else "—",
    )
    return " ".join(told.split())


def review_buttons(found: Review, words: StaffWords) -> tuple[tuple[str, str], ...]:
    """What may be done about it by pressing."""
    return (
        (words.say("button_accept", review=found.id), f"/accept {found.id}"),
        (words.say("button_reject", review=found.id), f"/reject {found.id}"),
    )


def order_line(order: Order, views: Views, words: StaffWords) -> str:
    shown = views.order(order)
    told = words.say(
        "order_line",
        order_no=order.order_no,
        status=order.status,
        customer=shown["customer_name"] or order.customer.code or "",
        total=shown_money(order.total, order.currency) if order.total is not None else "",
        day=shown["delivery_date"] or "",
    )
    return " ".join(told.split())


def _list(task: Task, found: Iterable[Order]) -> Done:
    listed = list(found)
    if not listed:
        return Done(task.words.say("no_orders"))
    views = _views(task)
    lines = [order_line(one, views, task.words) for one in listed[:LISTED]]
    if len(listed) > LISTED:
        lines.append(task.words.say("more_orders", count=LISTED))
    return Done("\n".join(lines))


def _views(task: Task) -> Views:
    catalog, directory = task.desk.company(task.tx)
    return Views(catalog, directory, language=task.words.language, zone=task.desk.settings.tzinfo)
