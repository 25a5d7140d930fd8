import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from scheduler.failures import in_one_line, pause
from scheduler.loops import Bell, Loop
from tests.scheduler.waiting import until

NEVER = 3600.0


@contextmanager
def running(loop: Loop) -> Iterator[Loop]:
    loop.start()
    try:
        yield loop
    finally:
        loop.stop()
        loop.join(10)
        assert not loop.is_alive()


def clock() -> datetime:
    return datetime.now(UTC)


class Queue:
    """Steps that take one item each."""

    def __init__(self, *items: str) -> None:
        self.items, self.done, self.looked = list(items), [], 0

    def step(self, now: datetime) -> bool:
        assert now.tzinfo is not None
        self.looked += 1
        if not self.items:
            return False
        item = self.items.pop(0)
        if item.startswith("bad"):
            raise ValueError(f"cannot take\n{item}")
        self.done.append(item)
        return True


def test_everything_due_is_done_without_waiting() -> None:
    queue, then = Queue(*"abcdef"), []
    loop = Loop("t", queue.step, clock=clock, bell=Bell(), then=lambda: then.append(1), poll=NEVER)
    with running(loop):
        until(lambda: len(queue.done) == 6)
    assert queue.done == list("abcdef")
    assert len(then) == 6


def test_the_bell_wakes_every_loop_that_waits_on_it() -> None:
    bell, queues = Bell(), [Queue(), Queue()]
    first = Loop("t1", queues[0].step, clock=clock, bell=bell, poll=NEVER)
    second = Loop("t2", queues[1].step, clock=clock, bell=bell, poll=NEVER)
    with running(first), running(second):
        until(lambda: all(queue.looked for queue in queues))
        for queue in queues:
            queue.items.append("new")
        bell.ring()
        until(lambda: all(queue.done == ["new"] for queue in queues))


def test_a_ring_during_a_step_is_not_missed() -> None:
    bell, begun, go_on, looked = Bell(), threading.Event(), threading.Event(), []

    def step(now: datetime) -> bool:
        looked.append(now)
        if len(looked) == 1:
            begun.set()
            assert go_on.wait(10)
        return False

    with running(Loop("t", step, clock=clock, bell=bell, poll=NEVER)):
        assert begun.wait(10)
        bell.ring()
        go_on.set()
        until(lambda: len(looked) == 2)


def test_what_another_process_put_there_is_found_by_polling() -> None:
    queue = Queue()
    with running(Loop("t", queue.step, clock=clock, bell=Bell(), poll=0.02)):
        until(lambda: queue.looked > 1)
        queue.items.append("from elsewhere")
        until(lambda: queue.done == ["from elsewhere"])


def test_a_failing_step_is_one_line_in_the_log_and_the_loop_goes_on(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheduler.loops.pause", lambda failures: 0.01)
    queue = Queue("a", "bad", "b")
    with caplog.at_level(logging.INFO), running(Loop("work 1", queue.step, clock=clock, bell=Bell())):
        until(lambda: queue.done == ["a", "b"])
    (record,) = [record for record in caplog.records if record.levelno >= logging.ERROR]
    line = record.getMessage()
    assert "\n" not in line
    assert "work 1: ValueError: cannot take bad" in line
    assert "test_loops.py:" in line


def test_stopping_finishes_the_step_in_hand_and_begins_no_other() -> None:
    begun, go_on, done = threading.Event(), threading.Event(), []

    def step(now: datetime) -> bool:
        begun.set()
        assert go_on.wait(10)
        done.append(now)
        return True

    loop = Loop("t", step, clock=clock, bell=Bell())
    loop.start()
    assert begun.wait(10)
    loop.stop()
    go_on.set()
    loop.join(10)
    assert not loop.is_alive()
    assert len(done) == 1


@pytest.mark.parametrize(
    ("words", "secret"),
    [
        ("cannot reach postgresql://jiedan:s3cret@db/x", "s3cret"),
        ("POST https://api.telegram.org/bot123456789:AAFakeFakeFakeFakeFakeFakeFakeFakeFake/getMe", "AAFake"),
    ],
)
def test_a_failure_is_told_without_secrets(words: str, secret: str) -> None:
    assert secret not in in_one_line(RuntimeError(words))


def test_pauses_grow_to_a_minute() -> None:
    pauses = [pause(n) for n in range(1, 2000)]
    assert pauses[0] <= 1
    assert pauses[3] > pauses[0]
    assert max(pauses) <= 60
    assert pauses[-1] >= 45
