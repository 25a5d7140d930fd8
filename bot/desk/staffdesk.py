"""Carries out what somebody of the staff orders in the chat: command by command, all or none of each, and tells what became of it.

Who it is says the number of their Telegram account. The moves are those of the command line and the HTTP API.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from bot.desk import staffcommands, staffmoves, stafftours, staffviews, telephone
from bot.desk.addressing import answer_to
from bot.desk.case import Language
from bot.desk.desk import Desk
from bot.desk.progress import Refused
from bot.desk.staff import may
from bot.desk.staffcommands import Command
from bot.desk.staffsettings import PersonSettings
from bot.desk.stafftask import Deal, Done, Task, UsageError
from bot.desk.staffwords import StaffWords
from store import inbox, outbox
from store.database import Tx
from store.errors import StaleOrder
from store.inbox import InboxItem
from store.outbox import OutgoingFile

Handler = Callable[[Task], Sequence[Done]]

_HANDLERS: Mapping[str, Handler] = {
    "whoami": staffviews.whoami,
    "help": staffviews.helped,
    "order": staffviews.order,
    "document": staffviews.document,
    "tour": stafftours.tour,
    "list": staffviews.listed,
    "mine": staffviews.mine,
    "reviews": staffviews.reviews_waiting,
    "review": staffviews.review,
    "breaches": staffviews.breaches,
    "pack": staffmoves.pack,
    "ship": staffmoves.ship,
    "deliver": staffmoves.deliver,
    "advance": staffmoves.advance,
    "depart": stafftours.depart,
    "undelivered": stafftours.undelivered,
    "reroute": stafftours.reroute,
    "hold": staffmoves.hold,
    "delay": staffmoves.delay,
    "release": staffmoves.release,
    "cancel": staffmoves.cancel,
    "assign": staffmoves.assign,
    "breach": staffmoves.report,
    "finding": staffmoves.investigate,
    "action": staffmoves.correct,
    "close": staffmoves.close,
    "accept": staffmoves.accept,
    "reject": staffmoves.reject,
    "take": staffmoves.take,
    "say": staffmoves.say,
    "handback": staffmoves.hand_back,
    "new": telephone.hear,
    "book": telephone.book,
}
# These may name several orders, or reviews, in one line.
_MANY = frozenset({"pack", "deliver", "release", "accept", "reject"})
_LONGEST = 3500
"""Characters of an answer; Telegram's messages hold 4096, and the end of a long list says that there is more."""


@dataclass(frozen=True, slots=True)
class _Answer:
    lines: tuple[str, ...]
    buttons: tuple[tuple[str, str], ...] = ()
    files: tuple[OutgoingFile, ...] = ()


def obey(
    tx: Tx, item: InboxItem, *, deal: Deal, desk: Desk, now: datetime, person: PersonSettings | None = None
) -> None:
    """Deals with a command of the staff, in the open transaction. `deal`: how a customer's words are dealt with; `person`:
    who gives it, where that is known otherwise than by the account."""
    if item.envelope.automated:
        inbox.finish(tx, item.id, outcome="ignored", reason=item.envelope.automated, now=now)
        return
    person = person or desk.staff.person(item.envelope.sender_id)
    language = cast("Language", person.language if person else desk.staff.language)
    words = StaffWords(language, desk.templates)
    answer = _answer(tx, item, person, words, deal=deal, desk=desk, now=now)
    draft = answer_to(
        item.envelope,
        kind=outbox.STAFF,
        language=language,
        text=_cut("\n".join(answer.lines)),
        subject="",
        key=f"inbox:{item.id}:staff",
    )
    buttons = answer.buttons if draft.channel != "email" else ()
    outbox.enqueue(tx, replace(draft, inbox_id=item.id, buttons=buttons, files=answer.files), now=now)
    inbox.finish(
        tx, item.id, outcome="answered", reason=f"staff: {person.name if person else 'unknown'}", now=now
    )


def _answer(
    tx: Tx,
    item: InboxItem,
    person: PersonSettings | None,
    words: StaffWords,
    *,
    deal: Deal,
    desk: Desk,
    now: datetime,
) -> _Answer:
    if person is None:
        return _Answer((words.say("unknown_person", number=item.envelope.sender_id),))
    if item.envelope.edited:
        return _Answer((words.say("edited"),))
    given = [each for one in staffcommands.commands(item.envelope.text) for each in _each(one)]
    if len(given) > staffcommands.MOST:
        return _Answer((words.say("too_many", most=staffcommands.MOST, count=len(given)),))
    done = [
        one
        for command in given
        for one in _carried_out(Task(tx, item, person, command, words, desk, now, deal))
    ]
    moved = [one for one in done if one.done is not None]
    lines = [one.text for one in done]
    if len(moved) > 1:
        successes = sum(one.done is True for one in moved)
        lines.append(words.say("counted", count=len(moved), done=successes, left=len(moved) - successes))
    buttons = tuple(button for one in done for button in one.buttons)
    return _Answer(tuple(lines), buttons, tuple(file for one in done for file in one.files))


def _carried_out(task: Task) -> Sequence[Done]:
    """What became of one command: all of it is done, or nothing."""
    command, words = task.command, task.words
    if command.name is None:
        return (Done(words.say("unknown_command", word=command.word), done=False),)
    if not may(task.person, command.needs):
        role = words.say_role(command.needs or "look")
        return (Done(words.say("not_allowed", word=command.word, role=role), done=False),)
    about = staffcommands.order_no(command.words[0]) if command.words else None
    about = about or f"/{command.word} {command.text[:40]}".strip()
    try:
        with task.tx.begin_nested():
            return _HANDLERS[command.name](task)
    except UsageError:
        return (Done(words.say("usage", usage=words.help_of(command.name)), done=False),)
    except StaleOrder:
        why = words.say("refused_stale")
    except Refused as error:
        why = words.refusal(error)
    return (Done(words.say("not_done", about=about, why=why), done=False),)


def _each(command: Command) -> Iterator[Command]:
    """One command for each order, or each review, that a line names; what stands behind them belongs to all."""
    if command.name not in _MANY:
        yield command
        return
    named: list[str] = []
    rest = list(command.words)
    while rest and (staffcommands.order_no(rest[0]) or rest[0].isdecimal()):
        named.append(rest.pop(0))
    if len(named) < 2:
        yield command
        return
    for one in named:
        yield replace(command, text=" ".join([one, *rest]))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit("\n", 1)[0] + "\n…"
