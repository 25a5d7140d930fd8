"""Conversations as transcripts: a small text format, and how one is played against the house.

    # what it is about
    confirmation = "always"                     a setting of the desk
    stock BV-MILK-250 = 0                       a product's stock, in base units
    restock BV-MILK-250 = 2026-12-05            and when it comes back
    yes of C001 = always                        a customer's own rule for the yes to their orders

    >> mail grace@example.com | subject: Order  what comes in; its text stands on the lines below
    Ten cases of water, please.
    << receipt mail grace@example.com           what must go out, in this order and nothing else:
    Order number: {1}                           each line must stand in it, {1} is the first order's number,
    not: BV-                                    … is anything within the line; `not:` must not stand in it
    == order 1 received C008                    how the order then stands
    BV-WATER-550 10 箱
    address: 杭州市…
    == confirmed 1 C008 email                   the proof of its yes: who, by which channel; below: `words:`, and
    words: Yes                                  lines that stand in the text that was confirmed
    == message booked                           what came of the message, and why
    == waits: asks to cancel …                  what then waits for an operator; `nothing waits`
    !! ship 1 sf SF1234567                      what an operator does; `!! accept refused: why` is refused
    !! delay 1 2026-12-05 why                   an order comes late, with a new day or without
    !! incident weather 杭州 1 why              so many days later, to a region
    !! parcel SF1234567 delivered signed        what its carrier tells of a parcel: a status, and words
    .. 2 hours                                  time passes

Channels: `mail ADDRESS`, `telegram @HANDLE`, `webchat VISITOR`. Options: `subject: …`, `answers` (a reply to our last
message there; `answers: ADDRESS` to the last that another was sent), `press` (the text is the beginning of a button's label), `as: CODE` and `rep: ADDRESS` (whom the web
chat proves), `chat: ID` (a Telegram group), `edits: N` (of a Telegram chat's
messages the N-th, written anew), `album: ID`, `account: ID` (another one than the handle's own), `proven` and `forged` (what the receiving server says), `Header: value`.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import cast

import pytest

from bot.desk import conversations, delays, progress, reviews
from parsers.carriers import codes
from scheduler.carriers.base import Answer, Pushed
from scheduler.tracking import Tracking, take
from store import inbox, orders, reasons, scripts
from store import reviews as kept_reviews
from store.database import Database
from store.delay import Cause
from store.order import Order
from store.outbox import OutboxItem
from store.shipment import TrackingEvent, TrackingStatus
from tests.desk.house import House
from tests.desk.invented import invented, known_of_company, known_of_histories, moments
from tests.scheduler.parcelhouse import SETTINGS, Scripted

CHANNELS = {"mail": "email", "telegram": "telegram", "webchat": "webchat"}
OPERATOR = "wang"


@dataclass
class Step:
    """A marker, what stands beside it, and the lines below it; `line` is its place in the file."""

    mark: str
    head: str
    line: int
    body: list[str] = field(default_factory=list)


@dataclass
class Transcript:
    title: str
    settings: dict[str, object]
    stock: dict[str, int]
    restock: dict[str, date]
    yes: dict[str, str]
    steps: list[Step]


def parse(text: str) -> Transcript:
    """Raises ValueError for a line that is nothing of the format."""
    found = Transcript("", {}, {}, {}, {}, [])
    for number, line in enumerate(text.splitlines(), 1):
        mark, _, head = line.partition(" ")
        if mark in {">>", "<<", "==", "!!", ".."}:
            found.steps.append(Step(mark, head.strip(), number))
        elif found.steps:
            found.steps[-1].body.append(line)
        elif line.startswith("#"):
            found.title += line.lstrip("# ")
        elif setting := re.fullmatch(r"(\w+) = (.+)", line):
            found.settings[setting[1]] = json.loads(setting[2])
        elif stock := re.fullmatch(r"stock (\S+) = (\d+)", line):
            found.stock[stock[1]] = int(stock[2])
        elif rule := re.fullmatch(r"yes of (\S+) = (\S+)", line):
            found.yes[rule[1]] = rule[2]
        elif back := re.fullmatch(r"restock (\S+) = (\S+)", line):
            found.restock[back[1]] = date.fromisoformat(back[2])
        elif line.strip():
            raise ValueError(f"line {number}: {line!r}")
    for step in found.steps:
        while step.body and not step.body[-1].strip():
            step.body.pop()
    return found


def play(db: Database, path: Path) -> House:
    """Plays a transcript from its beginning to its end. Raises AssertionError at the line where it went otherwise."""
    transcript = parse(path.read_text("utf-8"))
    house = House.of(
        db, stock=transcript.stock, restock=transcript.restock, yes=transcript.yes, **transcript.settings
    )
    player = Player(house)
    for step in transcript.steps:
        try:
            player.step(step)
        except AssertionError as error:
            raise AssertionError(f"{path.name}:{step.line}: {step.mark} {step.head}\n{error}") from None
    player.nothing_more()
    player.nothing_invented()
    return player.house


class Player:
    def __init__(self, house: House) -> None:
        self.house = house
        self.sent: list[OutboxItem] = []
        self._open: list[OutboxItem] = []
        self._by_mark: Mapping[str, Callable[[Step], None]] = {
            ">>": self._comes_in,
            "<<": self._goes_out,
            "==": self._stands,
            "!!": self._operator,
            "..": self._time,
        }

    def step(self, step: Step) -> None:
        if step.mark in {">>", "!!", ".."}:
            self.nothing_more()
        self._by_mark[step.mark](step)

    def nothing_more(self) -> None:
        assert not self._open, "also went out:\n" + "\n".join(map(_shown, self._open))

    def nothing_invented(self) -> None:
        """Rule 5, over the whole conversation; what the customer wrote and a person said is in the database too."""
        with self.house.db.read() as tx:
            found = orders.listing(tx)
            histories = {order.order_no: orders.history(tx, order.order_no) for order in found}
            came = [item.envelope.text for item in inbox.recent(tx, limit=1000)]
            waited = [review.reason for review in kept_reviews.listing(tx, state=None)]
            due = [review.due_at for review in kept_reviews.listing(tx, state=None) if review.due_at]
            catalog, directory = self.house.desk.company(tx)
        assert all(map(reasons.known, waited)), "not told in Chinese: " + "; ".join(waited)
        known = [
            *known_of_histories(histories, catalog),
            *came,
            *(shown for at in due for shown in moments(at)),
            *known_of_company(catalog, directory.customers),
            str(len(found)),
        ]
        for item in self.sent:
            if item.kind != "say":
                assert not invented(item.text, known), (invented(item.text, known), _shown(item))

    def _comes_in(self, step: Step) -> None:
        head, *options = (part.strip() for part in step.head.split("|"))
        channel, _, who = head.partition(" ")
        told = {name.strip(): value.strip() for name, _, value in (one.partition(":") for one in options)}
        text = self._numbered("\n".join(step.body))
        at = told.get("answers") or who
        ours = [item for item in self.sent if item.channel == CHANNELS[channel] and self._is_at(item, at)]
        answers = ours[-1] if "answers" in told and ours else None
        if "press" in told:
            text = next(data for item in reversed(ours) for label, data in item.buttons if label[:2] == text)
        if channel == "mail":
            proven = True if "proven" in told else False if "forged" in told else None
            new = self.house.mail(
                who,
                text,
                subject=told.get("subject", "订货"),
                answers=answers,
                proven=proven,
                headers={name: value for name, value in told.items() if name[0].isupper()},
            )
        elif channel == "telegram":
            new = self.house.telegram(
                who,
                text,
                chat=told.get("chat"),
                answers=answers,
                edits=int(told["edits"]) if "edits" in told else None,
                album=told.get("album"),
                account=told.get("account"),
            )
        else:
            new = self.house.webchat(who, text, code=told.get("as"), rep=told.get("rep"))
        self._went(new)

    def _goes_out(self, step: Step) -> None:
        kind, channel, who = step.head.split(maxsplit=2)
        assert self._open, "nothing went out"
        item = self._open.pop(0)
        assert (item.kind, item.channel) == (kind, CHANNELS[channel]), _shown(item)
        assert self._is_at(item, who), _shown(item)
        for line in step.body:
            absent, wanted = line.startswith("not:"), self._numbered(line.removeprefix("not:").strip())
            assert wanted, "an empty line says nothing"
            assert _matches(wanted, item) is not absent, f"{line!r} in:\n{_shown(item)}"

    def _stands(self, step: Step) -> None:
        if step.head == "nothing waits":
            assert not self.house.reviews(), self.house.reviews()
            return
        what, _, rest = step.head.partition(" ")
        if what == "order":
            number, status, *code = rest.split()
            self._order_stands(self.house.orders()[int(number) - 1], status, code, step.body)
        elif what == "confirmed":
            number, by, channel = rest.split()
            self._was_confirmed(self.house.orders()[int(number) - 1], by, channel, step.body)
        elif what == "orders":
            assert len(self.house.orders()) == int(rest), self.house.orders()
        elif what == "message":
            outcome, _, reason = rest.partition(" ")
            last = self.house.last()
            assert last.outcome == outcome, (last.outcome, last.reason)
            assert _like(self._numbered(reason), last.reason or ""), last.reason
        else:
            assert what == "waits:", step.head
            waiting = [review.reason for review in self.house.reviews()]
            assert any(_like(self._numbered(rest), reason) for reason in waiting), waiting

    def _order_stands(self, order: Order, status: str, code: list[str], body: list[str]) -> None:
        shown = {
            "lines": [f"{x.sku or x.text} {_plain(x.quantity)} {x.unit or '?'}" for x in order.lines],
            "address": order.delivery_address or "none",
            "date": str(order.delivery_date or "none"),
            "payment": order.payment or "none",
            "rep": order.on_behalf_of_rep or "none",
            "total": _plain(order.total),
            "po": order.po_number or "none",
            "note": order.note or "none",
            "parts": ", ".join(f"{x.sku} {_plain(x.first_part)}" for x in order.lines if x.first_part)
            or "none",
            "open": ", ".join(f"{flag.field} {flag.code}" for flag in order.flags) or "none",
        }
        assert order.status == status, (order.status, shown)
        assert [order.customer.code or "stranger"] == (code or [order.customer.code or "stranger"]), shown
        lines = [line for line in body if ": " not in line]
        assert not lines or shown["lines"] == lines, shown
        for line in body:
            if ": " in line:
                name, _, value = line.partition(": ")
                assert _like(value, str(shown[name])), shown

    def _was_confirmed(self, order: Order, by: str, channel: str, body: list[str]) -> None:
        with self.house.db.read() as tx:
            proof = (scripts.order_json(tx, order.order_no) or {})["confirmation"]
            assert proof, "not confirmed"
            message = inbox.get(tx, proof["message"])
        assert (proof["by"], proof["channel"]) == (by, channel), proof
        assert message, "its message is kept"
        assert message.envelope.text.startswith(proof["words"]), proof
        for line in body:
            words, told = line.removeprefix("words: "), proof["words"] if line.startswith("words: ") else None
            shown = [told.strip()] if told else (proof["text"] or "").splitlines()
            assert any(_like(self._numbered(words), each, whole=bool(told)) for each in shown), proof

    def _operator(self, step: Step) -> None:
        verb, *words = step.head.split(maxsplit=2)
        if verb == "parcel":
            self._carrier(words[0], *words[1].split(maxsplit=1))
            self._went(self.house.work())
            return
        house, db, now = self.house, self.house.db, self.house.now
        number = house.orders()[int(words[0]) - 1].order_no if words and words[0].isdigit() else ""
        by_hand = {"by": OPERATOR, "now": now}
        zone = house.desk.settings.tzinfo
        if verb == "advance":
            progress.advance(db, number, to=words[1], channel="staff", **by_hand)
        elif verb == "ship":
            carrier, tracking = words[1].split()
            progress.ship(db, number, carrier=carrier, tracking_number=tracking, channel="staff", **by_hand)
        elif verb in {"hold", "release", "cancel"}:
            act = getattr(progress, verb)
            act(db, number, reason=words[1] if len(words) > 1 else None, channel="staff", **by_hand)
        elif verb == "delay":
            day, _, why = words[1].partition(" ") if words[1][:4].isdigit() else ("", "", words[1])
            new = date.fromisoformat(day) if day else None
            delays.delay(db, number, reason=why, day=new, channel="staff", zone=zone, **by_hand)
        elif verb == "incident":
            region, days, why = words[1].split(maxsplit=2)
            what = cast("Cause", words[0])
            delays.incident(
                db,
                what=what,
                reason=why,
                regions=(region,),
                days=int(days),
                channel="staff",
                zone=zone,
                **by_hand,
            )
        elif verb in {"accept", "reject"}:
            act = partial(getattr(reviews, verb), db, house.reviews()[-1].id, desk=house.desk, **by_hand)
            if words[:1] == ["refused:"]:
                with pytest.raises(progress.Refused, match=re.escape(words[1])):
                    act()
            else:
                act()
        elif verb == "take":
            conversations.take(db, words[0], **by_hand)
        elif verb == "hand-back":
            then = words[1] if len(words) > 1 else ""
            left = conversations.release(db, words[0], done=then == "done", **by_hand)
            if then == "answer":
                conversations.answer(db, left, desk=house.desk, **by_hand)
        elif verb == "say":
            chat = f"telegram:{House.chat_of(words[0])}" if words[0][0] == "@" else words[0]
            conversations.say(db, chat, words[1], **by_hand)
        else:
            raise ValueError(step.head)
        self._went(house.work())

    def _carrier(self, number: str, status: str, words: str = "") -> None:
        tracker = Scripted(carriers=frozenset(codes()), pushes=True)
        event = TrackingEvent(self.house.now, cast("TrackingStatus", status), words)
        told = [Pushed(number, Answer((event,), registered=True))]
        assert take(self.house.db, Tracking(SETTINGS, (tracker,)), tracker, told, now=self.house.now)

    def _time(self, step: Step) -> None:
        amount, unit = step.head.split()
        self.house.later(**{unit: float(amount)})
        self._went(self.house.work())

    def _went(self, items: tuple[OutboxItem, ...]) -> None:
        self.sent += items
        self._open += items

    @staticmethod
    def _is_at(item: OutboxItem, who: str) -> bool:
        # A Telegram chat has a number of its own; the house makes it of the handle.
        if item.channel == "telegram" and who.startswith("@"):
            return item.to == House.chat_of(who)
        if item.channel == "telegram" and who.startswith("account "):
            return item.to == who.removeprefix("account ")
        return item.to == who or item.conversation == f"webchat:{who}"

    def _numbered(self, text: str) -> str:
        orders = self.house.orders()
        return re.sub(r"\{(\d)\}", lambda found: orders[int(found[1]) - 1].order_no, text)


def _matches(wanted: str, item: OutboxItem) -> bool:
    whole = "\n".join((item.subject or "", item.text, *(f"[{label}]" for label, _ in item.buttons)))
    return any(_like(wanted, line, whole=False) for line in whole.splitlines())


def _like(wanted: str, text: str, *, whole: bool = True) -> bool:
    pattern = ".*".join(map(re.escape, wanted.split("…")))
    found = re.match(pattern, text) if whole else re.search(pattern, text)
    return found is not None


def _plain(value: object) -> str:
    return "?" if value is None else f"{value:f}"


def _shown(item: OutboxItem) -> str:
    buttons = "".join(f"\n[{label}]" for label, _ in item.buttons)
    return f"{item.kind} {item.channel} {item.to}: {item.subject or ''}\n{item.text}{buttons}"
