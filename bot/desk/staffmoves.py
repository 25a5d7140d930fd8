"""What the staff's commands change: orders, reviews, conversations, breaches."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import cast

from bot.desk import conversations, delays, moves, parcels, progress, reviews, staffcommands
from bot.desk.movelist import mode_of, state_of
from bot.desk.moves import Move, Verb
from bot.desk.parcels import Transport
from bot.desk.progress import BREACH_STEPS, BreachStep, Refused
from bot.desk.stafftask import CHANNEL, Done, Task, UsageError
from parsers import carriers
from store import orders
from store.states import State


def pack(task: Task) -> Sequence[Done]:
    return _moved(task, "advance", to="packed", reason=task.rest())


def deliver(task: Task) -> Sequence[Done]:
    """With who signed for the goods; of what is delivered already that is noted."""
    number, signed_by = task.order_no(), task.rest()
    order = orders.get(task.tx, number)
    if signed_by and order is not None and order.status in {"delivered", "completed"}:
        order = progress.signed(
            task.tx, number, name=signed_by, by=task.person.name, channel=CHANNEL, now=task.now
        )
        told = task.words.say("signed", order_no=number, status=order.status, name=signed_by)
        return (Done(told, done=True),)
    return _moved(task, "advance", to="delivered", signed_by=signed_by or None)


def advance(task: Task) -> Sequence[Done]:
    """To a state by its code or its Chinese word; to one beside the line by the command that is for it."""
    number, *words = task.command.words or [""]
    if not words:
        raise UsageError
    to, reason = state_of(words[0]), task.rest().partition(words[0])[2].strip()
    if to is None:
        raise Refused(f"{words[0]} is no state", code="no_state", word=words[0][:40])
    if to == "release":
        return _moved(task, "release", reason=reason)
    # Those who move orders along do not thereby stop or end them.
    if to in {"on_hold", "cancelled"} and "decide" not in task.person.roles:
        role = task.words.say_role("decide")
        return (
            Done(task.words.say("not_allowed", word=f"{task.command.word} {number}", role=role), done=False),
        )
    verb: Verb = "hold" if to == "on_hold" else "cancel" if to == "cancelled" else "advance"
    return _moved(task, verb, to=cast("State", to), reason=reason)


def ship(task: Task) -> Sequence[Done]:
    """`NUMBER TRACKING [CARRIER]`; the carrier may stand before the tracking number too. `NUMBER own`: by our own couriers."""
    order_no, *words = task.order_no(), *task.command.words[1:]
    if not words:
        raise UsageError
    words, transport = _transport(words)
    carrier, number = _parcel(words)
    move = Move(order_no, "ship", carrier=carrier, tracking_number=number)
    if transport is not None:
        move = replace(move, mode=transport.mode, insurance=transport.insurance)
    order = moves.make(task.tx, move, mover=task.mover, now=task.now)
    sent = parcels.shipment(carrier, number, order_no=order_no)
    key = "shipped_doubtful" if parcels.doubt(sent) else "shipped"
    told = task.words.say(
        key, order_no=order.order_no, status=order.status, carrier=sent.carrier, number=sent.tracking_number
    )
    return (Done(told, done=True),)


def hold(task: Task) -> Sequence[Done]:
    return _moved(task, "hold", reason=task.rest())


def release(task: Task) -> Sequence[Done]:
    return _moved(task, "release", reason=task.rest())


def cancel(task: Task) -> Sequence[Done]:
    if task.order_no() and not task.rest():
        raise Refused("cancelling an order needs a reason", code="needs_reason", order_no=task.order_no())
    return _moved(task, "cancel", reason=task.rest())


def delay(task: Task) -> Sequence[Done]:
    """`NUMBER [DAY] reason`: it comes late, and then, if a day is named; the customer is told."""
    order_no, words = task.order_no(), task.command.words[1:]
    day = _day(words[0]) if words else None
    reason = task.rest().removeprefix(words[0]).strip() if day is not None else task.rest()
    delays.delay(
        task.tx,
        order_no,
        reason=reason,
        day=day,
        by=task.person.name,
        channel=CHANNEL,
        now=task.now,
        zone=task.desk.settings.tzinfo,
    )
    return (Done(task.words.say("delayed", order_no=order_no, day=day or "—"), done=True),)


def assign(task: Task) -> Sequence[Done]:
    """To people and departments by their names; `-` to nobody."""
    order_no, stated = task.order_no(), task.command.words[1:]
    if not stated:
        raise UsageError
    names = []
    for word in stated if stated != ("-",) else ():
        name = task.desk.staff.named(word)
        if name is None:
            raise Refused(
                f"there is nobody and no department {word}",
                code="unknown_name",
                word=word[:40],
                names=task.words.joined(task.desk.staff.names),
            )
        names.append(name)
    order = progress.assign(task.tx, order_no, to=names, by=task.person.name, channel=CHANNEL, now=task.now)
    shown = task.words.joined(order.assigned) or task.words.say("nobody")
    return (Done(task.words.say("assigned", order_no=order_no, names=shown), done=True),)


def report(task: Task) -> Sequence[Done]:
    return _breach(task, "report")


def investigate(task: Task) -> Sequence[Done]:
    return _breach(task, "investigate")


def correct(task: Task) -> Sequence[Done]:
    return _breach(task, "correct")


def close(task: Task) -> Sequence[Done]:
    return _breach(task, "close")


def accept(task: Task) -> Sequence[Done]:
    number = _review(task)
    order = reviews.accept(task.tx, number, desk=task.desk, by=task.person.name, now=task.now)
    if order is None:
        return (Done(task.words.say("accepted", review=number), done=True),)
    told = task.words.say("accepted_order", review=number, order_no=order.order_no, status=order.status)
    return (Done(told, done=True),)


def reject(task: Task) -> Sequence[Done]:
    number = _review(task)
    reviews.reject(task.tx, number, desk=task.desk, by=task.person.name, now=task.now)
    return (Done(task.words.say("rejected", review=number), done=True),)


def take(task: Task) -> Sequence[Done]:
    conversations.take(task.tx, task.first(), by=task.person.name, now=task.now)
    return (Done(task.words.say("taken", key=task.first()), done=True),)


def say(task: Task) -> Sequence[Done]:
    key, text = task.first(), task.rest()
    if not text:
        raise UsageError
    conversations.say(
        task.tx, key, text, by=task.person.name, now=task.now, said=f"{task.item.envelope.source}/{len(text)}"
    )
    return (Done(task.words.say("said", key=key), done=True),)


def hand_back(task: Task) -> Sequence[Done]:
    key, stated = task.first(), task.command.words[1:]
    how = staffcommands.handback_of(stated[0]) if stated else None
    if stated and how is None:
        raise UsageError
    by, now = task.person.name, task.now
    left = conversations.release(task.tx, key, by=by, now=now, done=how == "done")
    waiting = len(left)
    if how == "answer":
        waiting = conversations.answer(task.tx, left, desk=task.desk, by=by, now=now)
    told = task.words.say("handed_back_waiting" if waiting else "handed_back", key=key, count=waiting)
    return (Done(told, done=True),)


def _moved(
    task: Task, verb: Verb, *, to: State | None = None, reason: str = "", signed_by: str | None = None
) -> Sequence[Done]:
    move = Move(task.order_no(), verb, to=to, reason=reason or None, signed_by=signed_by)
    order = moves.make(task.tx, move, mover=task.mover, now=task.now)
    return (Done(task.words.say("moved", order_no=order.order_no, status=order.status), done=True),)


def _breach(task: Task, step: BreachStep) -> Sequence[Done]:
    order = progress.breach(
        task.tx,
        task.order_no(),
        step=step,
        text=task.rest(),
        by=task.person.name,
        channel=CHANNEL,
        now=task.now,
    )
    told = task.words.say(BREACH_STEPS[step], order_no=order.order_no, status=order.status)
    return (Done(told, done=True),)


def _day(word: str) -> date | None:
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None


def _transport(words: Sequence[str]) -> tuple[list[str], Transport | None]:
    """The other words, and how the parcel travels: a word for a way, and what follows the word for an insurance."""
    at = next((at for at, word in enumerate(words) if staffcommands.says_insured(word)), len(words))
    insurance = " ".join(words[at + 1 :]) or (words[at] if at < len(words) else None)
    # The first word is the number's or the carrier's.
    modes = [mode for word in words[1:at] if (mode := mode_of(word))]
    left = [word for place, word in enumerate(words[:at]) if not place or mode_of(word) is None]
    return left, Transport(modes[0] if modes else None, insurance) if modes or insurance else None


def _parcel(words: Sequence[str]) -> tuple[str | None, str]:
    """Carrier and number: the carrier is the word, or the words, at either end that people call one so. What our own couriers
    bring needs no number."""
    if parcels.is_own(" ".join(words)):
        return " ".join(words), ""
    for count in range(len(words) - 1, 0, -1):
        for carrier, number in ((words[-count:], words[:-count]), (words[:count], words[count:])):
            if carriers.carrier_named(" ".join(carrier)):
                return " ".join(carrier), "".join(number)
    if len(words) == 2 and not any(character.isdigit() for character in words[1]):
        return words[1], words[0]  # a carrier of the company's own
    return None, "".join(words)


def _review(task: Task) -> int:
    stated = task.first()
    if not (stated.isascii() and stated.isdecimal() and len(stated) < 16):
        raise Refused(f"there is no review {stated}", code="no_review", review=stated[:40])
    return int(stated)
