"""What nobody has seen to in time is told to the operators, once."""

from datetime import datetime
from typing import Any

from bot.desk import notices
from bot.desk.addressing import Destination
from bot.desk.case import Reply
from bot.desk.desk import Desk
from store import inbox, outbox, reviews
from store.database import Database, Tx
from store.outbox import OutgoingDraft
from store.reviews import Review


def tell_overdue_one(db: Database, *, desk: Desk, now: datetime) -> bool:
    """Tells the operators of all that has become overdue, in one message to each; False if there is nothing new.

    The message and the note that it was told are one transaction. Without operators, and people who hear of it, nobody is told: the list of
    reviews and the console show it. Raises DatabaseDown.
    """
    to_whom = [
        *(Destination("email", f"email:{one.lower()}", one) for one in desk.settings.operators),
        *(one.place for one in notices.listening(desk, "overdue")),
    ]
    if not to_whom or desk.settings.quiet.until(now, desk.settings.tzinfo) is not None:
        return False
    with db.begin() as tx:
        found = reviews.overdue(tx, now=now)
        if not found:
            return False
        reply = Reply("overdue", "overdue", {"overdue": [_shown(tx, one) for one in found]})
        language = desk.settings.language
        texts = desk.texts(*desk.company(tx), language)
        for place in {one.to.lower(): one for one in to_whom}.values():
            draft = OutgoingDraft(
                channel=place.channel,
                conversation=place.conversation,
                to=place.to,
                kind=reply.kind,
                language=language,
                text=texts.text(reply, None),
                dedupe_key=f"overdue:{found[-1].id}:{now.isoformat()}:{place.to}",
                subject=texts.subject(reply.kind, None) if place.channel == "email" else None,
            )
            outbox.enqueue(tx, draft, now=now)
        reviews.mark_told(tx, [one.id for one in found], now=now)
    return True


def _shown(tx: Tx, review: Review) -> dict[str, Any]:
    item = inbox.get(tx, review.inbox_id) if review.inbox_id is not None else None
    return {
        "id": review.id,
        "due_at": review.due_at,
        "order_no": review.order_no,
        "sender": item.envelope.sender_address if item else None,
        "reason": review.reason,
    }
