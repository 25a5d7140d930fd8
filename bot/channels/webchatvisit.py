"""Who a visitor of the chat is: a stranger until a personal link or a code says otherwise; in the playground whoever they choose."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from bot.channels.pages import texts
from parsers.directory import address_key
from parsers.reading import Customer, Rep
from store import conversations, customers, inbox, outbox, visitors
from store.database import Database, Tx
from store.outbox import OutgoingDraft
from store.visitors import CODE_VALID, Visitor

_REP = "rep:"
"""In the playground a visitor can be a sales rep: noted in place of a customer's code."""


@dataclass(frozen=True, slots=True)
class Guest:
    """A visitor and who that is; both None for a stranger."""

    visitor: Visitor
    customer: Customer | None = None
    rep: Rep | None = None

    @property
    def conversation(self) -> str:
        return f"webchat:{self.visitor.id}"

    @property
    def persona(self) -> str:
        """The choice of the playground that this is: a customer's code, `rep:<name>`, or nothing."""
        return self.customer.code if self.customer else f"{_REP}{self.rep.name}" if self.rep else ""


def guest(tx: Tx, token: str | None, *, playground: bool) -> Guest | None:
    """Who holds this cookie, or None."""
    visitor = visitors.by_token(tx, token) if token else None
    return None if visitor is None else _known(tx, visitor, playground=playground)


def welcome(db: Database, *, now: datetime) -> tuple[Guest, str]:
    """A new stranger, and the token for the cookie."""
    with db.begin() as tx:
        token = visitors.create(tx, now=now)
        visitor = visitors.by_token(tx, token)
    assert visitor is not None  # noqa: S101 - made a line above
    return Guest(visitor), token


def by_link(db: Database, link: str, token: str | None, *, now: datetime, playground: bool) -> str | None:
    """The token of a visitor whom the personal link proves; None if the link is not valid.

    Whoever is another customer already begins a conversation of its own, so that none is mixed with another's.
    """
    with db.begin() as tx:
        code = visitors.customer_of_link(tx, link, now=now)
        if code is None or customers.get(tx, code) is None:
            return None
        before = guest(tx, token, playground=playground)
        if before is None or before.visitor.customer_code not in {None, code}:
            token = visitors.create(tx, now=now)
        visitor = visitors.by_token(tx, token or "")
        assert visitor is not None  # noqa: S101 - found or made above
        visitors.identify(tx, visitor.id, code)
    return token


def send_code(
    db: Database,
    guest: Guest,
    address: str,
    *,
    company: str,
    language: str,
    now: datetime,
    then: Callable[[], None] = lambda: None,
) -> None:
    """Sends a code to this address if a customer has it on file. Says nothing either way; run it after the answer."""
    with db.begin() as tx:
        customer = _customer_at(tx, address)
        way = None if customer is None else _way(tx, customer, address)
        if customer is None or way is None:
            return
        code = visitors.start_code(tx, guest.visitor.id, customer.code, now=now)
        if code is None:
            return
        language = customer.language or language
        minutes = int(CODE_VALID.total_seconds() // 60)
        channel, to = way
        number = f"{guest.visitor.id}:{secrets.token_hex(6)}"
        draft = OutgoingDraft(
            channel=channel,
            # Not the customer's own conversation: a code must not wait behind a message that cannot go out.
            conversation=f"code:{number}",
            to=to,
            kind="code",
            language=language,
            subject=texts.text("code_subject", language, company=company) if channel == "email" else None,
            text=texts.text("code", language, company=company, code=code, minutes=minutes),
            dedupe_key=f"code:{number}",
        )
        outbox.enqueue(tx, draft, now=now)
    then()


def check_code(db: Database, guest: Guest, token: str, code: str, *, now: datetime) -> str | None:
    """The token of the visitor whom the right code proves, `token` or a new one; None if the code is wrong.

    As with a link: whoever is another customer already begins a conversation of its own.
    """
    digits = "".join(character for character in code if character.isdigit())
    before = guest.visitor.customer_code
    with db.begin() as tx:
        proven = visitors.check_code(tx, guest.visitor.id, digits, now=now)
        if proven is not None and before not in {None, proven}:
            visitors.identify(tx, guest.visitor.id, before)
            token = visitors.create(tx, now=now)
            visitor = visitors.by_token(tx, token)
            assert visitor is not None  # noqa: S101 - made a line above
            visitors.identify(tx, visitor.id, proven)
    return None if proven is None else token


def personas(tx: Tx) -> tuple[tuple[Customer, ...], tuple[Rep, ...]]:
    """Whom one can choose to be in the playground."""
    return customers.all(tx)[:50], customers.all_reps(tx)[:20]


def become(db: Database, persona: str, jar: str, *, now: datetime) -> tuple[str, str]:
    """The token of the visitor who is this persona, and the jar with it added. Playground only.

    The jar (a cookie) remembers the token of each persona, so that going back finds its conversation.
    """
    known = dict(parse_qsl(jar))
    with db.begin() as tx:
        if not _exists(tx, persona):
            persona = ""
        token = known.get(f"as-{persona}")
        visitor = visitors.by_token(tx, token) if token else None
        if token is None or visitor is None or (visitor.customer_code or "") != persona:
            token = visitors.create(tx, now=now)
            visitor = visitors.by_token(tx, token)
            if visitor is not None and persona:
                visitors.identify(tx, visitor.id, persona)
    known[f"as-{persona}"] = token
    return token, urlencode(known)


def _known(tx: Tx, visitor: Visitor, *, playground: bool) -> Guest:
    code = visitor.customer_code
    if code is None:
        return Guest(visitor)
    if code.startswith(_REP) and playground:
        name = code.removeprefix(_REP)
        return Guest(visitor, rep=next((rep for rep in customers.all_reps(tx) if rep.name == name), None))
    return Guest(visitor, customer=customers.get(tx, code))


def _exists(tx: Tx, persona: str) -> bool:
    if persona.startswith(_REP):
        return any(rep.name == persona.removeprefix(_REP) for rep in customers.all_reps(tx))
    return customers.get(tx, persona) is not None


def _customer_at(tx: Tx, address: str) -> Customer | None:
    key = address_key(address)
    if not key:
        return None
    for customer in customers.all(tx):
        if any(address_key(own) == key for own in (*customer.emails, customer.telegram) if own):
            return customer
    return None


def _way(tx: Tx, customer: Customer, address: str) -> tuple[str, str] | None:
    """Channel and address of the code: the mail address as typed, or the private chat of the handle."""
    key = address_key(address)
    for own in customer.emails:
        if address_key(own) == key:
            return "email", own.strip().lower()
    for known in conversations.of_customer(tx, customer.code):
        # A group is not the customer's alone, and a chat was perhaps with whom the file named before.
        if (
            known.channel == "telegram"
            and not known.reply_to.startswith("-")
            and any(
                address_key(last.envelope.sender_address) == key
                for last in inbox.recent(tx, limit=1, conversation=known.key)
            )
        ):
            return "telegram", known.reply_to
    return None
