"""An order by telephone: what a customer says is read at once and shown to who typed it in, and kept once they say so."""

from collections.abc import Sequence

from bot.desk import entering
from bot.desk.progress import Refused
from bot.desk.staffcommands import commands
from bot.desk.stafftask import Done, Task, UsageError
from store import customers, inbox, orders, outbox
from store.inbox import InboxItem


class _Undo(Exception):  # noqa: N818
    """What was tried is taken back."""


def hear(task: Task) -> Sequence[Done]:
    """`CUSTOMER words`: what would come of it, without keeping it."""
    code, text = task.first(), task.rest()
    if not text:
        raise UsageError
    lines: list[str] = []
    customer = customers.get(task.tx, code)
    try:
        # The same hands do it as when it is kept, so that what is shown is what will be.
        with task.tx.begin_nested():
            number = entering.enter(task.tx, code, text, by=task.person.name, now=task.now)
            lines += _became(task, number)
            raise _Undo
    except _Undo:
        pass
    who = f"{code} {customer.company}" if customer else code
    words = task.words
    return (
        Done(
            "\n".join(
                [words.say("heard", customer=who), *lines, "", words.say("heard_book", number=task.item.id)]
            ),
            buttons=((words.say("heard_button"), f"/book {task.item.id}"),),
        ),
    )


def book(task: Task) -> Sequence[Done]:
    """Keeps what was heard, as the customer's words, and deals with it; once, however often it is said."""
    code, text, heard = _heard(task)
    said = f"heard:{heard.id}"
    number = entering.enter(task.tx, code, text, by=task.person.name, now=task.now, said=said)
    item = inbox.get(task.tx, number)
    if item is None or inbox.earlier_waits(task.tx, item):
        return (Done(task.words.say("booked_waits"), done=True),)
    task.deal(task.tx, item, desk=task.desk, now=task.now)
    came = inbox.get(task.tx, number)
    order = orders.get(task.tx, came.order_no) if came and came.order_no else None
    if order is not None:
        lines = [task.words.say("booked", order_no=order.order_no, status=order.status)]
    else:
        outcome, reason = (came.outcome, came.reason) if came else (None, None)
        lines = [task.words.say("booked_other", outcome=outcome or "", reason=reason or "").strip()]
    lines += [one.text for one in _replies(task, number) if one.kind != "receipt"]
    return (Done("\n\n".join(lines), done=True),)


def _became(task: Task, number: int) -> list[str]:
    """What comes of the message: how the order stands then, and what the customer is told or asked."""
    item = inbox.get(task.tx, number)
    assert item is not None  # noqa: S101 - it was kept in this very transaction
    task.deal(task.tx, item, desk=task.desk, now=task.now)
    came = inbox.get(task.tx, number)
    order = orders.get(task.tx, came.order_no) if came and came.order_no else None
    outcome = came.outcome if came else None
    shown = task.words.say(
        f"heard_outcome_{outcome or 'ignored'}",
        order_no=order.order_no if order else "",
        status=order.status if order else "",
        reason=came.reason if came else "",
    )
    told = [one.text for one in _replies(task, number)]
    if order is not None and outcome == "booked":
        # Its number is only given when it is kept.
        told = [text.replace(order.order_no, "SO-…") for text in told]
    return [shown, *(["", task.words.say("heard_says"), *told] if told else [])]


def _replies(task: Task, number: int) -> tuple[outbox.OutboxItem, ...]:
    return tuple(one for one in outbox.answering(task.tx, number) if one.channel == entering.CHANNEL)


def _heard(task: Task) -> tuple[str, str, InboxItem]:
    """The customer and the words of what was heard here. Raises Refused."""
    stated = task.first()
    plain = stated.isascii() and stated.isdecimal() and len(stated) < 16
    item = inbox.get(task.tx, int(stated)) if plain else None
    # Only what somebody of the staff has typed in this chat; a number alone may be any message's.
    if item is not None and item.envelope.staff and item.envelope.reply_to == task.item.envelope.reply_to:
        for one in commands(item.envelope.text):
            code, _, text = one.text.partition(" ") if one.name == "new" else ("", "", "")
            if text.strip() and task.desk.staff.person(item.envelope.sender_id) is not None:
                code, text = one.words[0], one.text.strip()[len(one.words[0]) :].strip()
                return code, text, item
    raise Refused(f"there is no telephone order {stated[:40]}", code="not_heard_here", number=stated[:40])
