"""Telegram by its webhook, with each role in a process of its own on PostgreSQL, behind a reverse proxy's name."""

import signal
from contextlib import ExitStack
from pathlib import Path

from bot.sample.company import load_where_empty
from store.database import Database
from tests.end_to_end.bot import Home, free_port, until
from tests.servers.botapi import TOKEN, BotApi

# Without a path, which is one of the ways to write it.
HOOK = "https://bot.lanwu-home.example"
CONFIG = """
[web]
port = {web}
[database]
url = "{url}"
[telegram]
token = "{token}"
api_url = "{api}"
webhook_url = "{hook}"
webhook_secret = "s3cret-of_the-hook"
"""


def test_split_over_processes_an_order_through_the_webhook_is_booked_and_answered_once(
    tmp_path: Path, postgres_url: str, botapi: BotApi
) -> None:
    with Database.open(postgres_url) as db:
        assert load_where_empty(db)
    web = free_port()
    config = CONFIG.format(web=web, url=postgres_url, token=TOKEN, api=botapi.url, hook=HOOK)
    home = Home(tmp_path, config=config)
    with ExitStack() as stack:
        roles = ("console", "listen", "work,schedule", "send")
        processes = [stack.enter_context(home.running("--roles", role)) for role in roles]
        console = processes[0]
        until(lambda: botapi.webhook.get("url") == HOOK, what="the webhook")
        botapi.says("5寸碗10箱，送仓库")
        said = list(botapi.waiting)
        assert botapi.call_webhook(secret="guessed", port=web) == [403]
        assert botapi.call_webhook(port=web) == [200]
        # Telegram did not hear the 200, and the process that took the update is gone.
        console.kill()
        processes[0] = stack.enter_context(home.running("--roles", "console"))
        botapi.waiting.extend(said)
        assert botapi.call_webhook(port=web) == [200]
        until(lambda: botapi.sent, what="the answer by Telegram")
        (order,) = home.listed("orders")
        assert (order["customer"]["code"], order["channel"]) == ("D001", "telegram")
        assert order["order_no"] in botapi.sent[0]["text"]
        home.jiedan("orders", "ship", order["order_no"], "--carrier", "sf", "--tracking", "SF1234567890")
        until(lambda: len(botapi.sent) > 1, what="the news by Telegram")
        assert "SF1234567890" in botapi.sent[-1]["text"]
        for process in processes:
            process.signal(signal.SIGTERM)
        for process in processes:
            assert process.wait(20) == 0
            assert "Traceback" not in process.logged()
            assert TOKEN.partition(":")[2] not in process.logged()
    assert len(botapi.sent) == 2
