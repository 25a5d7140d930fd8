"""A month of a wholesaler by a moved clock: 2,000 orders from the message to the door, each thing told exactly once.

The one-step functions are called as the loops and the clock call them; what goes out is what a sender was handed. Messages
that are read are some of the orders; the others were booked by a shop's system, and their paperwork is done in the evening.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from bot.channels.base import ChannelError
from bot.channels.delivery import deliver_one
from bot.console.words import words
from bot.desk import deliveries, progress
from bot.desk.desk import Desk
from bot.desk.intake import process_one
from bot.desk.settings import DeskSettings
from bot.desk.toursettings import CourierSettings, Fleet, TourSettings
from bot.papers.report import bounds, report
from scheduler.carriers.base import Answer, Asked, Outcome
from scheduler.jobs import JOBS, planned_tours, tracking_job
from scheduler.tracking import Tracking
from store import facts, inbox, orders, outbox, stops, worklists
from store.database import Database
from store.envelope import Envelope
from store.order import Order, OrderParty
from store.order_events import OrderEvent
from store.outbox import OutboxItem
from store.states import State
from tests.desk import company
from tests.desk.making import item
from tests.scheduler.parcelhouse import SETTINGS, Scripted

ORDERS, DAYS, READ_A_DAY = 2000, 30, 3
ZONE = ZoneInfo("Asia/Shanghai")
FIRST = datetime(2026, 11, 2, tzinfo=ZONE)
HOURS = (7.5, 9, 14, 17, 22.5)
"""When the day is looked at; the first and the last lie in the quiet hours."""
CUSTOMERS = (
    ("email", "chenmin@baiwei.example.cn", "C001", "zh"),
    ("email", "grace.olsen@maple-school.example.com", "C008", "en"),
    ("telegram", "@kongkee", "C007", "zh"),
)
GOODS = {
    "zh": ("可乐 330ml 罐装", "矿泉水 550ml", "橙汁 450ml", "绿茶 500ml"),
    "en": ("Cola 330ml can", "Mineral water 550ml", "Orange juice 450ml", "Green tea 500ml"),
}
SKUS = ("BV-COLA-330", "BV-WATER-550", "BV-OJ-450", "BV-GT-500")
WANG = "王师傅"


@dataclass
class Post:
    """Takes each message, at a second try where the other side is busy now and then; remembers what arrived, and when."""

    name: str
    chance: Random
    month: "Month"
    arrived: list[tuple[datetime, OutboxItem]] = field(default_factory=list)

    def send(self, message: OutboxItem) -> str:
        if message.attempts == 1 and self.chance.random() < 0.05:
            raise ChannelError("421 busy, come back")
        self.arrived.append((self.month.now, message))
        return f"{message.to}/{message.id}"


class Carrier(Scripted):
    """Knows of a parcel what has happened to it by now."""

    def ask(self, parcels: Sequence[Asked], *, now: datetime) -> Mapping[Asked, Outcome]:
        known = super().ask(parcels, now=now)
        return {
            parcel: Answer(tuple(event for event in answer.events if event.at <= now), registered=True)
            if isinstance(answer, Answer)
            else answer
            for parcel, answer in known.items()
        }


QUICK = TourSettings(stop_minutes=1, leg_minutes=1)
"""Two thousand orders are a lot for one courier."""


class Month:
    """`now` is moved by `live`."""

    def __init__(self, db: Database) -> None:
        self.db, self.now, chance = db, FIRST.astimezone(UTC), Random(7)
        company.fill(db, stock=dict.fromkeys(SKUS, 10**9))
        self.desk = Desk(settings=DeskSettings(company="恒通饮品", chat_window=0, duplicate_hours=0))
        self.carrier = Carrier(batch=100, pause=timedelta(0), least=timedelta(0))
        tracking = Tracking(SETTINGS, (self.carrier,))
        self.desk.fleet = Fleet((CourierSettings(name=WANG, capacity=500),), QUICK)
        self.jobs = [*JOBS, tracking_job(tracking), planned_tours()]
        self.posts = {name: Post(name, chance, self) for name in ("email", "telegram")}
        self.written = 0

    def live(self) -> None:
        for day in range(DAYS + 6):
            for hour in HOURS:
                self.now = (FIRST + timedelta(days=day, hours=hour)).astimezone(UTC)
                if hour == 9 and day < DAYS:
                    self.write(day)
                self.operate(hour)
                self.work()

    def write(self, day: int) -> None:
        """Customers order. Some messages come in twice, as after an acknowledgement that was lost."""
        for number in range(READ_A_DAY):
            for _ in range(1 + number % 2):
                with self.db.begin() as tx:
                    inbox.keep(tx, self.message(day * READ_A_DAY + number))
        left = ORDERS - DAYS * READ_A_DAY
        with self.db.begin() as tx:
            for _ in range(left * (day + 1) // DAYS - left * day // DAYS):
                self.written += 1
                order = self.order(orders.next_order_no(tx, day=self.today))
                orders.create(tx, order, by="shop")

    def message(self, number: int) -> Envelope:
        channel, sender, _, language = CUSTOMERS[number % len(CUSTOMERS)]
        goods, amount = GOODS[language][number % 4], number % 50 + 1
        text = f"New order: {amount} cases of {goods}" if language == "en" else f"新订单：{goods} {amount}箱"
        chat = str(700 + number % len(CUSTOMERS))
        return Envelope(
            channel="email" if channel == "email" else "telegram",
            source=f"{channel}:{number}",
            conversation=f"{channel}:{sender if channel == 'email' else chat}",
            sender_address=sender,
            reply_to=sender if channel == "email" else chat,
            received_at=self.now,
            text=text,
            raw=f"From: {sender}\r\nMessage-ID: <{number}@x>\r\n\r\n{text}".encode(),
            message_id=f"<{number}@x>",
            subject="order" if channel == "email" else None,
        )

    def order(self, order_no: str) -> Order:
        number = self.written
        channel, _, _, language = CUSTOMERS[number % len(CUSTOMERS)]
        to = f"shop{number % 20}@example.com" if channel == "email" else f"80{number % 20}"
        line = item(SKUS[number % 4], str(number % 50 + 1), "48.00")
        return Order(
            order_no=order_no, status="received", version=0, placed_at=self.now, customer=OrderParty(None, to),
            channel=channel, conversation=f"{channel}:{to}", reply_to=to, language=language, lines=(line,), currency="CNY",
            delivery_address="杭州市西湖区文三路188号", delivery_date=self.today + timedelta(days=4),
        )  # fmt: skip

    @property
    def today(self) -> date:
        return self.now.astimezone(ZONE).date()

    def work(self) -> None:
        """What the loops and the clock have done by now."""
        while process_one(self.db, desk=self.desk, now=self.now):
            pass
        for job in self.jobs:
            while job.step(self.db, self.desk, self.now):
                pass
        for _ in range(2):
            while deliver_one(self.db, self.posts, now=self.now, rand=lambda: 0.0):
                pass
            # What was refused for now is due again by then.
            self.now += timedelta(minutes=5)

    def operate(self, hour: float) -> None:
        """People pack, ship, drive, and write down in the evening what they did."""
        by_state: dict[State, list[Order]] = defaultdict(list)
        with self.db.read() as tx:
            for state in ("received", "packed", "out_for_delivery", "delivered"):
                by_state[state] = [*orders.listing(tx, status=state)]
            planned = [stop for stop in stops.of_day(tx, self.today) if stop.state == "planned"]
        if hour == 9 and planned:
            deliveries.start(self.db, WANG, day=self.today, by=WANG, channel="staff", now=self.now)
        for order in by_state["out_for_delivery"]:
            if hour == 17 and order.shipments[0].carrier == stops.OWN:
                with self.db.begin() as tx:
                    deliveries.delivered(
                        tx, order.order_no, signed_by="前台", by=WANG, channel="staff", now=self.now
                    )
        for order in by_state["delivered"]:
            if hour == 14:
                self.move(order, "completed")
        for order in by_state["packed"]:
            if hour == 17:
                self.ship(order)
        for order in by_state["received"]:
            number = int(order.order_no[-4:])
            if hour == 14 and number % 53 == 0:
                progress.cancel(self.db, order.order_no, reason="x", by="w", channel="staff", now=self.now)
            elif hour == 14 and number % 13 == 0:
                self.move(order, "packed")
            elif hour == 22.5 and number % 13:
                with self.db.begin() as tx:
                    orders.append(tx, order.order_no, self.fetched(), expected_version=order.version)

    def fetched(self) -> list[OrderEvent]:
        """A customer who fetches the goods: three states at once."""
        steps = ("packed", "delivered", "completed")
        return [OrderEvent("status_advanced", self.now, "w", "staff", None, {"to": to}) for to in steps]

    def ship(self, order: Order) -> None:
        number = int(order.order_no[-4:])
        told: dict[str, str] = {"carrier": "own"}
        if number % 2:
            tracking = f"SF{order.order_no[3:11]}{number:05}"
            told = {"carrier": "sf", "tracking_number": tracking}
            for hours, status in ((16, "in_transit"), (40, "out_for_delivery"), (44, "delivered")):
                self.carrier.happens(tracking, status, self.now + timedelta(hours=hours), text=f"{status}")  # type: ignore[arg-type]
        progress.ship(self.db, order.order_no, **told, by="w", channel="staff", now=self.now)

    def move(self, order: Order, to: State) -> None:
        progress.advance(self.db, order.order_no, to=to, by="w", channel="staff", now=self.now)


CODES: dict[str, State] = {
    **{shown: state for state, shown in words("zh")["states"].items()},
    **{state.replace("_", " "): state for state in words("en")["states"]},
}
NEWS = re.compile(r"(?:有新进展：|there is news of order \S+: )(.+?)[。.]$", re.MULTILINE)
WAY = re.compile(r"^(?:进度：|Progress: )(.+)$", re.MULTILINE)
CANCELLED = re.compile(r"已取消，不会发货|has been cancelled")
ARRIVAL = re.compile(r"^(?:预计送达：|Expected: )", re.MULTILINE)


def told_of(text: str) -> list[State]:
    """The states that a customer reads in the news."""
    if way := WAY.search(text):
        return [CODES[one.strip()] for one in re.split("→|->", way[1])]
    if CANCELLED.search(text):
        return ["cancelled"]
    news = NEWS.search(text)
    return [CODES[news[1]]] if news else []


@pytest.mark.timeout(600)
def test_a_month_of_two_thousand_orders_ends_with_everybody_told_everything_once(sqlite_db: Database) -> None:
    month = Month(sqlite_db)
    month.live()
    with sqlite_db.read() as tx:
        found = orders.listing(tx)
        histories = orders.histories(tx, [order.order_no for order in found])
        kept = outbox.recent(tx, limit=100_000)
        assert worklists.unannounced(tx, now=month.now) is None
        since, until = bounds(FIRST.date(), month.today, ZONE)
        known = tuple(facts.facts(tx, since=since, until=until))
    # Nothing was lost or made twice, and nothing is left to do.
    assert len(found) == ORDERS
    assert {order.status for order in found} == {"completed", "cancelled"}
    assert {message.state for message in kept} == {"sent"}
    arrived = [one for post in month.posts.values() for one in post.arrived]
    assert sorted(message.id for _, message in arrived) == sorted(message.id for message in kept)

    about: dict[str, list[OutboxItem]] = defaultdict(list)
    for at, message in sorted(arrived, key=lambda one: one[1].id):
        assert message.order_no is not None
        about[message.order_no].append(message)
        if message.kind == "push":
            assert 8 <= at.astimezone(ZONE).hour < 21, "told in the quiet hours"
    for order in found:
        happened = [event.data["to"] for event in histories[order.order_no][1:] if "to" in event.data]
        happened += ["cancelled"] * sum(
            event.kind == "order_cancelled" for event in histories[order.order_no]
        )
        pushes = [message for message in about[order.order_no] if message.kind == "push"]
        # News of the courier's time repeat the state that was told before.
        read = [state for message in pushes for state in told_of(message.text)]
        assert drop_repeats(read) == happened, order.order_no
        planned = sum(event.kind == "stop_planned" for event in histories[order.order_no])
        assert sum(bool(ARRIVAL.search(message.text)) for message in pushes) == planned
        assert {message.to for message in about[order.order_no]} <= {order.reply_to}
    receipts = Counter(message.order_no for _, message in arrived if message.kind == "receipt")
    assert set(receipts.values()) == {1}
    assert len(receipts) == DAYS * READ_A_DAY
    # The figures of the month agree with its orders.
    told = report(known, by="channel", since=FIRST.date(), until=month.today, zone=ZONE, now=month.now)
    assert told.whole.placed == ORDERS
    assert told.whole.orders + told.whole.cancelled == ORDERS
    assert told.whole.value["CNY"] == sum(order.total or 0 for order in found if order.status != "cancelled")
    assert told.whole.late == 0


def drop_repeats(states: list[State]) -> list[State]:
    return [state for at, state in enumerate(states) if not at or states[at - 1] != state]
