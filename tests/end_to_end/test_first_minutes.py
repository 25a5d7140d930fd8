"""A newcomer's first minutes: `jiedan run` without any configuration, and the chat page that it names."""

import re
import signal
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.end_to_end.bot import Home, Process, free_port, mail, send, until

# The embedded default, on ports that no other test uses; a configuration without these keys would take 8080 and 2525.
CONFIG = """
[smtp_door]
port = {door}
[web]
port = {web}
playground = true
"""


@pytest.fixture
def ports() -> tuple[int, int]:
    return free_port(), free_port()


@pytest.fixture
def home(tmp_path: Path, ports: tuple[int, int]) -> Home:
    sample = Path(__file__).parents[2] / "bot" / "sample"
    home = Home(tmp_path, config=CONFIG.format(door=ports[0], web=ports[1]))
    for what in ("catalog", "customers", "reps"):
        home.jiedan("import", what, str(sample / f"{what}.csv"))
    return home


@pytest.fixture
def page(home: Home, ports: tuple[int, int]) -> Iterator[tuple[Process, httpx.Client]]:
    with home.running() as bot:
        (address,) = re.findall(r"http://\S+/chat", bot.said())
        assert address == f"http://127.0.0.1:{ports[1]}/chat"
        with httpx.Client(
            base_url=address.removesuffix("/chat"), timeout=30, follow_redirects=True
        ) as client:
            yield bot, client


def test_an_order_on_the_chat_page_is_booked_and_answered_there(
    home: Home, page: tuple[Process, httpx.Client]
) -> None:
    bot, client = page
    assert client.get("/chat").status_code == 200
    assert client.post("/chat/be", data={"persona": "D002"}).status_code == 200
    written = client.post("/chat/messages", data={"text": "白毛巾10包，白浴巾20条", "id": "first-message"})
    assert written.status_code == 200
    number = until(
        lambda: re.search(r"SO-\d{8}-\d{4}", client.get("/chat").text), what="the answer on the page"
    )[0]
    (order,) = home.listed("orders")
    assert order["order_no"] == number
    assert (order["customer"]["code"], order["channel"], order["status"]) == ("D002", "webchat", "received")

    home.jiedan("orders", "ship", number, "--carrier", "sf", "--tracking", "SF1234567890")
    until(lambda: "SF1234567890" in client.get("/chat").text, what="the news on the page")
    assert client.get("/chat").text.count("SF1234567890") == 1
    bot.signal(signal.SIGINT)
    assert bot.wait(20) == 0


def test_the_start_page_shows_where_to_write_and_the_mails_what_was_answered(
    ports: tuple[int, int], page: tuple[Process, httpx.Client]
) -> None:
    bot, client = page
    client.get("/chat")
    client.get("/chat/news")
    send(ports[0], mail("你们有保温杯吗？什么价格？", sender="nobody@strangers.example"))
    until(lambda: "nobody@strangers.example" in client.get("/mails").text, what="the answer among the mails")
    assert str(ports[0]) in client.get("/").text
    bot.signal(signal.SIGTERM)
    assert bot.wait(20) == 0
    assert "Traceback" not in bot.logged()
