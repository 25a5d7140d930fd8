"""A person speaks: takes a conversation over, writes in it, hands it back."""

from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from bot.desk.progress import Refused
from bot.desk.writing import answer_to
from store import conversations, inbox, outbox
from store.database import Database
from store.outbox import OutgoingDraft


def take(db: Database, key: str, *, by: str, now: datetime) -> None:
    """A person answers from now on; the bot keeps silent. `key`: a conversation's, or a customer's code."""
    with db.begin() as tx:
        conversations.take(tx, key, by, now)


def release(db: Database, key: str) -> bool:
    """Hands it back to the bot; False if nobody had taken it."""
    with db.begin() as tx:
        return conversations.release(tx, key)


def say(db: Database, key: str, text: str, *, by: str, now: datetime, said: str | None = None) -> int:
    """Writes in a conversation as a person; the outbox id. `said`: an id of this saying, so that a repetition is the same.

    Raises Refused for an unknown conversation.
    """
    if not text.strip():
        raise Refused("there is nothing to say")
    with db.begin() as tx:
        thread = conversations.get(tx, key)
        if thread is None:
            raise Refused(f"there is no conversation {key}")
        last = next(iter(inbox.recent(tx, conversation=key, limit=1)), None)
        draft = OutgoingDraft(
            channel=thread.channel,
            conversation=key,
            to=thread.reply_to,
            kind="say",
            language="zh",
            text=text.strip(),
            dedupe_key=f"say:{key}:{said or uuid4().hex}",
        )
        if last is not None:
            answer = answer_to(
                last.envelope, kind="say", language="zh", text=draft.text, subject="", key=draft.dedupe_key
            )
            draft = replace(
                draft,
                subject=answer.subject or None,
                in_reply_to=answer.in_reply_to,
                references=answer.references,
                order_no=last.order_no,
            )
        number = outbox.enqueue(tx, draft, now=now)
        if number is None:
            raise Refused("this was said already")
        return number
