"""The house between inbox and outbox for the tests: what comes in is kept and dealt with, what goes out is returned."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from email.message import EmailMessage

from bot.channels.mime import attachment_contents, envelope_from_bytes
from bot.desk.delays import watch_one
from bot.desk.desk import Desk
from bot.desk.digest import digest_one
from bot.desk.intake import process_one
from bot.desk.joining import hold
from bot.desk.lowstock import warn_one
from bot.desk.news import push_one
from bot.desk.notices import notice_one
from bot.desk.overdue import tell_overdue_one
from bot.desk.reminding import remind_one
from bot.desk.settings import DeskSettings
from bot.desk.surveys import survey_one
from bot.desk.templating import shipped
from store import conversations, inbox, orders, outbox, reviews
from store.database import Database
from store.envelope import Attachment, Envelope
from store.inbox import InboxItem
from store.order import Order
from store.outbox import OutboxItem
from store.reviews import Review
from tests.desk import company

OUR_ADDRESS = "orders@hengtong.example.cn"
DOMAIN = "hengtong.example.cn"
TEMPLATES = shipped()
SERVER = "mx.hengtong.example.cn"


@dataclass
class House:
    """One company's desk over a database; `now` stands still until the test moves it."""

    db: Database
    settings: DeskSettings = field(
        default_factory=lambda: DeskSettings(company="恒通饮品", own_addresses=(OUR_ADDRESS,), chat_window=0)
    )
    now: datetime = company.NOW
    _seen: set[int] = field(default_factory=set)
    _count: int = 0
    _written: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.desk = Desk(settings=self.settings, templates=TEMPLATES, contents=attachment_contents)

    @classmethod
    def of(
        cls,
        db: Database,
        *,
        stock: dict[str, int] | None = None,
        restock: dict[str, date] | None = None,
        yes: dict[str, str] | None = None,
        **settings: object,
    ) -> "House":
        """The drinks company's house, its files loaded; `settings` replace the desk's."""
        company.fill(db, stock=stock, restock=restock, yes=yes)
        given = {"company": "恒通饮品", "own_addresses": (OUR_ADDRESS,), "chat_window": 0} | settings
        return cls(db, DeskSettings.model_validate(given))

    def mail(
        self,
        sender: str,
        text: str,
        *,
        subject: str = "订货",
        answers: OutboxItem | None = None,
        proven: bool | None = None,
        headers: dict[str, str] | None = None,
        files: tuple[tuple[str, str, bytes], ...] = (),
    ) -> tuple[OutboxItem, ...]:
        """A mail comes in; what it brings about in the outbox. `proven`: what the receiving server says of its sender."""
        return self.receive(
            self.mail_envelope(
                sender,
                text,
                subject=subject,
                answers=answers,
                proven=proven,
                headers=headers,
                files=files,
            )
        )

    def mail_envelope(
        self,
        sender: str,
        text: str,
        *,
        subject: str = "订货",
        answers: OutboxItem | None = None,
        proven: bool | None = None,
        headers: dict[str, str] | None = None,
        files: tuple[tuple[str, str, bytes], ...] = (),
    ) -> Envelope:
        """The envelope of a mail as its bytes give it."""
        number = self._next()
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = sender, OUR_ADDRESS, subject
        message["Message-ID"] = f"<{number}@mail.example.net>"
        if answers is not None:
            message["In-Reply-To"] = message["References"] = answers.message_id(DOMAIN)
        if proven is not None:
            message["Authentication-Results"] = f"{SERVER}; dmarc={'pass' if proven else 'fail'}"
        for name, value in (headers or {}).items():
            message[name] = value
        message.set_content(text or "\n")
        for name, kind, content in files:
            main, _, sub = kind.partition("/")
            message.add_attachment(content, maintype=main, subtype=sub, filename=name)
        return envelope_from_bytes(
            message.as_bytes(),
            source=f"imap:{OUR_ADDRESS}/INBOX/1/{number}",
            received_at=self.now,
            own_addresses=(OUR_ADDRESS,),
            trusted_authserv=SERVER,
        )

    def telegram(
        self,
        handle: str,
        text: str,
        *,
        chat: str | None = None,
        answers: OutboxItem | None = None,
        files: tuple[Attachment, ...] = (),
        edits: int | None = None,
        album: str | None = None,
        account: str | None = None,
    ) -> tuple[OutboxItem, ...]:
        """A message in a Telegram chat; a pressed button is its data as the text. `edits`: it is a later version of that
        message of the chat; they are counted from 1. `account`: another number than the handle's own."""
        number = self._next()
        chat = chat or account or self.chat_of(handle)
        written = self._written.setdefault(chat, [])
        if edits is None:
            written.append(f"{chat}/{number}")
        return self.receive(
            Envelope(
                channel="telegram",
                source=f"telegram:777000/{number}",
                conversation=f"telegram:{chat}",
                sender_address=handle,
                sender_id=account or self.chat_of(handle),
                reply_to=chat,
                received_at=self.now,
                text=text,
                raw=text.encode(),
                message_id=written[-1 if edits is None else edits - 1],
                in_reply_to=answers.receipt if answers else None,
                references=(f"album:{album}",) if album else (),
                attachments=files,
                edited=edits is not None,
            )
        )

    @staticmethod
    def chat_of(handle: str) -> str:
        """The private chat of a handle."""
        return str(700_000 + sum(map(ord, handle)))

    def webchat(
        self, visitor: str, text: str, *, code: str | None = None, rep: str | None = None
    ) -> tuple[OutboxItem, ...]:
        """A visitor of the chat page; `code`: the customer that the channel proves, `rep`: the rep's address likewise."""
        return self.receive(self.webchat_envelope(visitor, text, code=code, rep=rep))

    def webchat_envelope(
        self, visitor: str, text: str, *, code: str | None = None, rep: str | None = None
    ) -> Envelope:
        number, own = self._next(), f"webchat:{visitor}"
        return Envelope(
            channel="webchat",
            source=f"{own}/m{number:06}",
            conversation=own,
            sender_address=rep or own,
            sender_id=own,
            reply_to=own,
            received_at=self.now,
            text=text,
            raw=text.encode(),
            proven=True if code or rep else None,
            customer_code=code,
        )

    def receive(self, *envelopes: Envelope) -> tuple[OutboxItem, ...]:
        """Keeps the messages, deals with all that is due, and gives what is new in the outbox."""
        for envelope in envelopes:
            with self.db.begin() as tx:
                inbox.keep(tx, envelope, hold=hold(envelope, self.settings))
        return self.work()

    def work(self) -> tuple[OutboxItem, ...]:
        """Deals with all that is due, news of orders included; what is new in the outbox, marked as sent."""
        while process_one(self.db, desk=self.desk, now=self.now):
            pass
        steps = (
            watch_one,
            push_one,
            remind_one,
            survey_one,
            tell_overdue_one,
            warn_one,
            notice_one,
            digest_one,
        )
        for step in steps:
            while step(self.db, desk=self.desk, now=self.now):
                pass
        return self.deliver()

    def deliver(self) -> tuple[OutboxItem, ...]:
        """What is new in the outbox and may go now, oldest first; each is noted as sent."""
        with self.db.begin() as tx:
            new = tuple(
                item
                for item in reversed(outbox.recent(tx, limit=1000))
                if item.id not in self._seen and (item.not_before is None or item.not_before <= self.now)
            )
            for item in new:
                outbox.sent(tx, item.id, receipt=f"{item.to}/{item.id}", now=self.now)
        self._seen |= {item.id for item in new}
        return tuple(replace(item, receipt=f"{item.to}/{item.id}") for item in new)

    def later(self, **time: float) -> None:
        """Time passes: `later(hours=2)`."""
        self.now += timedelta(**time)

    def orders(self) -> tuple[Order, ...]:
        """All orders, the oldest first."""
        with self.db.read() as tx:
            return tuple(reversed(orders.listing(tx)))

    def order(self, order_no: str) -> Order:
        with self.db.read() as tx:
            found = orders.get(tx, order_no)
        assert found is not None, order_no
        return found

    def last(self) -> InboxItem:
        """The newest message of the inbox."""
        with self.db.read() as tx:
            return inbox.recent(tx, limit=1)[0]

    def reviews(self) -> tuple[Review, ...]:
        """What waits for an operator."""
        with self.db.read() as tx:
            return reviews.listing(tx)

    def take(self, key: str, *, by: str = "wang") -> None:
        with self.db.begin() as tx:
            conversations.take(tx, key, by, self.now)

    def hand_back(self, key: str) -> bool:
        with self.db.begin() as tx:
            return conversations.release(tx, key)

    def _next(self) -> int:
        self._count += 1
        return self._count
