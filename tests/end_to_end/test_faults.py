"""Two whole bots on one PostgreSQL that is restarted, and one of the bots killed: nothing is lost and nothing said twice."""

from collections import Counter
from pathlib import Path

import httpx
import pytest

from bot.sample.company import load_where_empty
from store.database import Database
from tests.end_to_end.bot import Home, free_port, until
from tests.servers.botapi import LIN, TOKEN, BotApi
from tests.servers.postgres import Postgres

CONFIG = """
[web]
port = {web}
[database]
url = "{url}"
[desk]
hourly_cap = 100
[telegram]
token = "{token}"
api_url = "{api}"
poll_seconds = 1
"""


def test_a_restart_of_postgresql_and_a_kill_lose_nothing_and_double_nothing(
    tmp_path: Path, botapi: BotApi
) -> None:
    with Postgres() as server:
        if not server.can_restart:
            pytest.fail("this test restarts its PostgreSQL: unset JIEDAN_TEST_PG or install postgresql")
        url = server.create()
        with Database.open(url) as db:
            db.migrate()
            assert load_where_empty(db)
        ports = free_port(), free_port()
        homes = []
        for name, port in zip(("one", "two"), ports, strict=True):
            (tmp_path / name).mkdir()
            config = CONFIG.format(web=port, url=url, token=TOKEN, api=botapi.url)
            homes.append(Home(tmp_path / name, config=config))
        with homes[0].running() as one, homes[1].running() as two:
            people = [{**LIN, "id": 60000 + number, "username": f"guest_{number}"} for number in range(8)]
            for number, person in enumerate(people):
                botapi.says(f"竹筷{number + 3}包", by=person)
            visitor = httpx.Client(base_url=f"http://127.0.0.1:{ports[1]}", timeout=60, follow_redirects=True)
            with visitor:
                assert visitor.get("/chat").status_code == 200
                until(lambda: len(botapi.sent) >= 3, what="the first answers")
                server.restart()
                # A browser repeats what it is not sure of.
                until(
                    lambda: (
                        visitor.post("/chat/messages", data={"text": "饭碗2箱", "id": "only-one"}).status_code
                        == 200
                    )
                )
                for number, person in enumerate(people):
                    botapi.says(f"饭碗{number + 3}箱", by=person)
                until(lambda: len(botapi.sent) >= 10, what="answers after the restart")
                one.kill()
                server.restart()
                until(lambda: not botapi.waiting, within=120, what="the keeping of all messages")
                until(lambda: len(botapi.sent) >= 16, within=120, what="all answers")
                until(lambda: all(row["state"] == "done" for row in homes[1].listed("inbox", "--limit=200")))
                until(
                    lambda: all(row["state"] == "sent" for row in homes[1].listed("outbox", "--limit=200")),
                    within=120,
                )
            assert not two.ended()
        rows = homes[1].listed("inbox", "--limit=200")
        assert Counter(row["channel"] for row in rows) == {"telegram": 16, "webchat": 1}
        answers = homes[1].listed("outbox", "--limit=200")
        assert len(answers) == 17
        said = Counter((message["chat"]["id"], message["text"]) for message in botapi.sent)
        # A killed process may have sent one message a channel that it could not note any more.
        assert sum(said.values()) - 16 <= 2, said
        assert len(said) == 16
