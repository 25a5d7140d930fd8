"""The bot as its users have it: the command `jiedan`, in processes of its own, in a directory of its own."""

import json
import os
import signal
import smtplib
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from typing import Any, TypeVar

Found = TypeVar("Found")
JIEDAN = Path(sys.executable).with_name("jiedan")
STARTED = 60.0
"""Seconds that a start may take on a busy machine."""
_NEVER_QUIET = '[desk.quiet]\nbegin = "00:00"\nend = "00:00"\n'


def until(found: Callable[[], Found], *, within: float = 45.0, what: str = "it") -> Found:
    """What `found` gives as soon as it is true; fails the test after `within` seconds."""
    deadline = time.monotonic() + within
    while True:
        value = found()
        if value:
            return value
        assert time.monotonic() < deadline, f"{what} did not come within {within} s"
        time.sleep(0.05)


def free_port() -> int:
    """A port of 127.0.0.1 that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def mail(text: str, *, sender: str, number: int = 1, subject: str = "订货") -> EmailMessage:
    """A mail from a customer; `number` makes its Message-ID."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "orders@lanwu-home.example", subject
    message["Message-ID"] = f"<order-{number}@{sender.partition('@')[2]}>"
    message["Date"] = "Tue, 24 Nov 2026 09:00:00 +0800"
    message.set_content(text)
    return message


class Home:
    """A directory with a configuration in it, and the commands that are given there. No hour is quiet, for tests run at any."""

    def __init__(self, directory: Path, *, config: str | None = None) -> None:
        self.directory = directory
        if config is not None:
            path = directory / "config.toml"
            path.write_text(_NEVER_QUIET + config, "utf-8")
            path.chmod(0o600)

    def jiedan(self, *arguments: str) -> str:
        """The output of a command that must be done."""
        done = self.command(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def command(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [str(JIEDAN), *arguments],
            cwd=self.directory,
            env=_environment(),
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )

    def listed(self, what: str, *arguments: str) -> list[dict[str, Any]]:
        """`jiedan WHAT list --json`."""
        rows: list[dict[str, Any]] = json.loads(self.jiedan(what, "list", "--json", *arguments))
        return rows

    @contextmanager
    def running(self, *arguments: str, started: str = "Ctrl-C") -> Iterator["Process"]:
        """`jiedan run` until the end of the block (then killed, if it still runs); given once it says `started`."""
        process = Process(self, *arguments)
        try:
            until(lambda: started in process.said() or process.ended(), within=STARTED, what="the start")
            assert not process.ended(), process.logged()
            yield process
        finally:
            process.kill()


class Process:
    """A running `jiedan run`."""

    count = 0

    def __init__(self, home: Home, *arguments: str) -> None:
        Process.count += 1
        self._out = home.directory / f"out-{Process.count}.txt"
        self._log = home.directory / f"log-{Process.count}.txt"
        with self._out.open("wb") as out, self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [str(JIEDAN), "run", *arguments],
                cwd=home.directory,
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=log,
                start_new_session=True,
            )

    def said(self) -> str:
        """What stands on its standard output so far."""
        return self._out.read_text("utf-8")

    def logged(self) -> str:
        return self._log.read_text("utf-8")

    def ended(self) -> bool:
        return self._process.poll() is not None

    def signal(self, number: int) -> None:
        self._process.send_signal(number)

    def wait(self, timeout: float = 30.0) -> int:
        """Its exit status; fails the test with what each of its threads does if it has not ended after `timeout` seconds."""
        try:
            return self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.signal(signal.SIGABRT)  # faulthandler writes the threads to the log
            self._process.wait(30)
            raise AssertionError(f"it did not end\n{self.said()}\n{self.logged()}") from None

    def kill(self) -> None:
        """SIGKILL, to it alone."""
        if not self.ended():
            self._process.send_signal(signal.SIGKILL)
        self._process.wait(30)


def send(port: int, *messages: EmailMessage) -> None:
    """Through the SMTP door on this port."""
    with smtplib.SMTP("127.0.0.1", port, timeout=30) as smtp:
        for message in messages:
            smtp.send_message(message)


def _environment() -> dict[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("JIEDAN_")},
        "PYTHONUNBUFFERED": "1",
        "PYTHONFAULTHANDLER": "1",
        "JIEDAN_OPERATOR": "tester",
    }
