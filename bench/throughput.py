"""Messages per second through the whole desk, beside a bare keep in the same run, on SQLite and on PostgreSQL.

    python -m bench.throughput [--messages 300] [--json]

A keep is one durable commit of one message; a decided message is its claim, reading, order, reply and commit. What
counts is the ratio of the two: it says the same on a slow disk and on a fast one.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.cli import wiring
from bot.cli.config import read
from bot.desk.intake import process_one
from bot.sample.company import load_where_empty
from store import inbox
from store.database import Database
from store.envelope import Envelope
from tests.servers.postgres import Postgres

BEGIN = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)

# (customer's address, text): an order, an order with a question in it, a question, thanks.
TEXTS: Sequence[tuple[str, str]] = (
    ("caigou@chengzi-mart.example", "316的黑色保温杯500ml来5箱，5寸碗10箱，周五前送仓库"),
    ("hello@haitangli.example", "白毛巾10包，白浴巾20条"),
    ("luo@banshan-kitchen.example", "保温杯20个，二店收"),
    (
        "orders@lakeside-home.example",
        "Please send 12 boxes of white mugs and 5 cartons of 8 inch plates. Thanks, Hannah",
    ),
    ("erik@nordicpantry.example", "What is the price of the bamboo cutting board?"),
    ("purchase@rongcheng-hotels.example", "老地方，5号电池3盒，7号电池2盒，LED球泡9W暖白的10盒"),
    ("maria@sunnycove.example", "thanks, received!"),
)


def envelope(number: int) -> Envelope:
    """A mail; each customer's next one comes a day later."""
    address, text = TEXTS[number % len(TEXTS)]
    return Envelope(
        channel="email",
        source=f"bench:{number}",
        conversation=f"email:{address}",
        sender_address=address,
        reply_to=address,
        received_at=BEGIN + timedelta(days=number // len(TEXTS)),
        text=text,
        raw=f"Message-ID: <{number}@bench.example>\r\n\r\n{text}".encode(),
        subject="订单",
        proven=True,
    )


def rate(step: Callable[[int], object], messages: int) -> float:
    """How often a second `step` was done."""
    begun = time.perf_counter()
    for number in range(messages):
        step(number)
    return messages / (time.perf_counter() - begun)


def measure(db: Database, messages: int) -> dict[str, float]:
    """Rates of keep and of process_one, and the second in parts of the first."""
    load_where_empty(db)
    # No cap on a sender, no question about a repetition: it is the same mails again and again.
    desk = wiring.desk(read({"desk": {"hourly_cap": 1_000_000, "duplicate_hours": 0}}))

    def keep(number: int) -> None:
        with db.begin() as tx:
            assert inbox.keep(tx, envelope(number)) is not None

    def decide(number: int) -> None:
        assert process_one(db, desk=desk, now=BEGIN + timedelta(days=messages))

    kept = rate(keep, messages)
    with db.read() as tx:
        desk.company(tx)  # built once a start, not once a message
    decided = rate(decide, messages)
    return {"kept_per_s": kept, "decided_per_s": decided, "ratio": decided / kept}


@contextmanager
def databases() -> Iterator[dict[str, Database]]:
    with (
        tempfile.TemporaryDirectory() as directory,
        Postgres() as server,
        Database.open(f"sqlite:///{Path(directory) / 'bench.db'}") as sqlite,
        Database.open(server.create()) as postgres,
    ):
        for db in (sqlite, postgres):
            db.migrate()
        yield {"sqlite": sqlite, "postgresql (no fsync)": postgres}


def main() -> None:
    parser = argparse.ArgumentParser(description="Messages per second through the whole desk.")
    parser.add_argument("--messages", type=int, default=300)
    parser.add_argument("--json", action="store_true")
    told = parser.parse_args()
    with databases() as opened:
        found = {name: measure(db, told.messages) for name, db in opened.items()}
    if told.json:
        print(json.dumps(found, indent=2))
        return
    for name, rates in found.items():
        print(
            f"{name:24} keep {rates['kept_per_s']:7.0f}/s   decide {rates['decided_per_s']:7.0f}/s"
            f"   ratio {rates['ratio']:.3f}"
        )


if __name__ == "__main__":
    main()
