"""Rule 2 for what programs bring: killed between any two steps and called again, it is kept once and decided once."""

import json
from collections.abc import Callable
from datetime import UTC
from typing import Any

import pytest

from bot.api import messages, neworders
from bot.api.calling import Api, Call, Kept
from bot.api.settings import ApiSettings
from bot.cli.wiring import keeper
from bot.desk.desk import Desk
from bot.desk.intake import process_one
from scheduler.loops import Bell
from store.apikeys import ROLES, ApiKey
from store.database import Database
from tests.desk import company
from tests.desk.killing import everything, turns

KEY = ApiKey(1, "shop", ROLES, None, company.NOW, "test", None, None)
MESSAGE = {"text": "橙汁450ml 5箱，送店里", "customer": "C001"}
ORDER = {"customer": {"code": "C001"}, "lines": [{"sku": "BV-OJ-450", "quantity": 5, "unit": "箱"}]}


@pytest.mark.parametrize(("create", "body"), [(messages.create, MESSAGE), (neworders.create, ORDER)])
def test_killed_at_any_statement_and_called_again(
    db: Database, create: Callable[[Api, Call], Kept], body: dict[str, Any]
) -> None:
    company.fill(db)
    desk = Desk()
    api = Api(
        ApiSettings(),
        db=db,
        keep=keeper(db, Bell(), clock=lambda: company.NOW),
        desk=desk,
        zone=UTC,
        clock=lambda: company.NOW,
    )
    call = Call(KEY, company.NOW, headers={"idempotency-key": "1"}, body=json.dumps(body).encode())
    for turn in turns():
        with turn.until_killed():
            kept = create(api, call)
        if turn.killed:
            assert len(everything(db)["inbox"]) <= 1
    assert turn.number > 4
    waiting = kept.told()
    assert (waiting.status, waiting.body["state"]) == (202, "new")
    for turn in turns():
        with turn.until_killed():
            process_one(db, desk=desk, now=company.NOW)
        if turn.killed:
            assert everything(db)["orders"] == ()
    assert turn.number > 4
    told = create(api, call).told()
    assert (told.status, told.body["outcome"]) == (201, "booked")
    assert told.headers["Idempotent-Replayed"] == "true"
    after = everything(db)
    assert [len(after[what]) for what in ("inbox", "orders", "outbox")] == [1, 1, 1]
