"""Mails that answer a notice to the staff: the word of a person who works here, and never a customer's order.

What they order is carried out only where the receiving server vouches for the sender (RFC 8601), and the notice went to this
very person: whoever has read a notice could name it. Everybody else of the staff is told what they can do instead.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import cast

from bot.desk import due, matching, staffcommands, staffdesk
from bot.desk.addressing import answer_to
from bot.desk.case import Language
from bot.desk.desk import Desk
from bot.desk.staffsettings import PersonSettings
from bot.desk.stafftask import Deal
from bot.desk.staffwords import StaffWords
from bot.desk.written import own_words
from store import inbox, outbox
from store.database import Tx
from store.inbox import InboxItem
from store.outbox import OutboxItem

ELSEWHERE = "answers a notice to the staff, from an address that it did not go to"
"""Why such a mail waits for a person."""


def obey(tx: Tx, item: InboxItem, *, deal: Deal, desk: Desk, now: datetime) -> bool:
    """Deals with a mail that answers a notice, in the open transaction; False if it is none, and somebody else's to deal with."""
    envelope = item.envelope
    if envelope.channel != "email":
        return False
    notice = next((one for one in matching.answered(tx, envelope) if one.kind == outbox.STAFF), None)
    if notice is None:
        return False
    if envelope.automated:
        inbox.finish(tx, item.id, outcome="ignored", reason=envelope.automated, now=now)
    elif envelope.sender_address.casefold() != notice.to.casefold():
        return _from_elsewhere(tx, item, desk=desk, now=now)
    elif _answers(tx, item, most=desk.settings.hourly_cap, since=now - timedelta(hours=1)):
        inbox.finish(tx, item.id, outcome="ignored", reason="too many answers within an hour", now=now)
    else:
        _from_staff(tx, item, notice, deal=deal, desk=desk, now=now)
    return True


def _from_staff(
    tx: Tx, item: InboxItem, notice: OutboxItem, *, deal: Deal, desk: Desk, now: datetime
) -> None:
    person = _person(desk, notice.to)
    if person is None or item.envelope.proven is not True:
        _refuse(tx, item, notice, person, desk=desk, now=now)
        return
    words = own_words(item.envelope)
    given = words if staffcommands.commands(words) else "/help"
    envelope = replace(item.envelope, text=given, reply_to=notice.to)
    staffdesk.obey(tx, replace(item, envelope=envelope), deal=deal, desk=desk, now=now, person=person)


def _refuse(
    tx: Tx, item: InboxItem, notice: OutboxItem, person: PersonSettings | None, *, desk: Desk, now: datetime
) -> None:
    language = cast("Language", person.language if person else notice.language)
    why = "mail_shared" if person is None else "mail_unproven"
    draft = answer_to(
        item.envelope,
        kind=outbox.STAFF,
        language=language,
        text=StaffWords(language, desk.templates).say(why),
        subject="",
        key=f"inbox:{item.id}:staff",
    )
    outbox.enqueue(tx, replace(draft, inbox_id=item.id, to=notice.to), now=now)
    inbox.finish(
        tx, item.id, outcome="answered", reason="staff: nothing is done by an unproven mail", now=now
    )


def _from_elsewhere(tx: Tx, item: InboxItem, *, desk: Desk, now: datetime) -> bool:
    """A customer or rep to whom a notice was passed on writes as ever; of others a person hears, and nothing is answered."""
    _, directory = desk.company(tx)
    address = item.envelope.sender_address
    if directory.customer_by_address(address) or directory.rep_by_address(address):
        return False
    due.open_review(tx, desk.settings, kind="other", reason=ELSEWHERE, now=now, inbox_id=item.id)
    inbox.finish(tx, item.id, outcome="routed", reason=ELSEWHERE, now=now)
    return True


def _answers(tx: Tx, item: InboxItem, *, most: int, since: datetime) -> bool:
    """Whether this mail's writer was answered as often as anybody is within an hour: two machines would go on for ever."""
    sent = outbox.recent(tx, conversation=item.envelope.conversation, limit=most)
    return len(sent) == most and all(one.inbox_id and one.queued_at > since for one in sent)


def _person(desk: Desk, address: str) -> PersonSettings | None:
    mine = address.casefold()
    found = [one for one in desk.staff.people if one.email and one.email.casefold() == mine]
    return found[0] if len(found) == 1 else None
