"""Which words of a Telegram chat are commands of the staff: by account and chat, never by name or by what is passed on."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels.telegrammessage import Me
from bot.channels.telegramupdates import Staffing, incoming
from bot.desk import staffcommands

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ME = Me(777, "Jiedan_Test_bot")
STAFF = {"id": -100500, "type": "supergroup", "title": "仓库"}
OTHER = {"id": -100900, "type": "supergroup", "title": "订货群"}
WANG = {"id": 9001, "is_bot": False, "first_name": "王芳", "language_code": "zh-hans"}
LIN = {"id": 50001, "is_bot": False, "first_name": "林", "username": "lin"}
STAFFING = Staffing(frozenset({-100500}), frozenset({9001}), staffcommands.is_command, staffcommands.known)


def private(who: dict[str, Any]) -> dict[str, Any]:
    return {"id": who["id"], "type": "private", "first_name": who["first_name"]}


def update(text: str, who: dict[str, Any], chat: dict[str, Any], **more: Any) -> dict[str, Any]:
    entities = (
        [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}] if text[:1] == "/" else []
    )
    return {
        "update_id": 1,
        "message": {
            "message_id": 5, "date": 1_700_000_000, "from": who, "chat": chat, "text": text, "entities": entities, **more,
        },
    }  # fmt: skip


def read(raw: dict[str, Any], policy: Any = "addressed") -> Any:
    return incoming(raw, me=ME, received_at=NOW, group_policy=policy, staffing=STAFFING)


@pytest.mark.parametrize("policy", ["addressed", "all", "never"])
@pytest.mark.parametrize(
    "text", ["/ship SO-1 SF1", "/ship@Jiedan_Test_bot SO-1 SF1", "/发货 SO-1 SF1", "/fly"]
)
def test_in_the_staffs_chat_each_command_counts_as_it_was_written(text: str, policy: str) -> None:
    for who in (WANG, LIN):
        told = read(update(text, who, STAFF), policy)
        assert (told.envelope.staff, told.envelope.text, told.greet) == (True, text, False)
        assert told.envelope.sender_id == str(who["id"])


@pytest.mark.parametrize("policy", ["addressed", "all", "never"])
@pytest.mark.parametrize("text", ["橙汁5箱到了吗", "@Jiedan_Test_bot 橙汁5箱", "/ship@other_bot SO-1 SF1"])
def test_their_talk_is_not_kept(text: str, policy: str) -> None:
    assert read(update(text, WANG, STAFF), policy) is None


def test_in_a_private_chat_only_those_who_work_here_give_commands() -> None:
    assert read(update("/pack SO-1", WANG, private(WANG))).envelope.staff
    told = read(update("/pack SO-1", LIN, private(LIN)))
    assert (told.envelope.staff, told.envelope.text) == (False, "SO-1")
    # What is no command of ours is what any writer says.
    assert not read(update("橙汁5箱", WANG, private(WANG))).envelope.staff
    told = read(update("/start", WANG, private(WANG)))
    assert (told.envelope.staff, told.greet) == (False, True)


def test_in_the_customers_groups_nobody_does() -> None:
    told = read(update("/pack SO-1", WANG, OTHER))
    assert (told.envelope.staff, told.envelope.text) == (False, "SO-1")


@pytest.mark.parametrize(
    "passed_on",
    [
        {"forward_origin": {"type": "user", "date": 1, "sender_user": LIN}},
        {"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "林"}},
        {"via_bot": {"id": 3, "is_bot": True, "first_name": "x", "username": "x_bot"}},
    ],
)
def test_what_is_passed_on_is_no_command(passed_on: dict[str, Any]) -> None:
    assert read(update("/cancel SO-1 x", WANG, STAFF, **passed_on)) is None
    told = read(update("/cancel SO-1 x", WANG, private(WANG), **passed_on))
    assert not told.envelope.staff


def test_who_writes_as_the_group_is_nobody() -> None:
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    told = read(update("/pack SO-1", anonymous, STAFF, sender_chat=STAFF))
    assert (told.envelope.staff, told.envelope.sender_id) == (True, "-100500")
    assert told.envelope.sender_id not in {str(number) for number in STAFFING.people}


def pressed(who: dict[str, Any], chat: dict[str, Any], data: str) -> dict[str, Any]:
    message = {"message_id": 4, "date": 1, "chat": chat, "from": {"id": 777, "is_bot": True, "first_name": "x"}, "text": "x"}  # fmt: skip
    return {
        "update_id": 2,
        "callback_query": {"id": "q", "from": who, "message": message, "chat_instance": "1", "data": data},
    }


def test_a_button_is_the_command_that_it_stands_for() -> None:
    assert read(pressed(WANG, STAFF, "/accept 3")).envelope.staff
    assert read(pressed(WANG, private(WANG), "/accept 3")).envelope.staff
    assert not read(pressed(LIN, private(LIN), "/accept 3")).envelope.staff
    assert not read(pressed(WANG, STAFF, "ok:SO-1")).envelope.staff


def test_an_edited_command_is_told_apart() -> None:
    raw = update("/pack SO-1", WANG, STAFF)
    raw["edited_message"] = raw.pop("message")
    told = read(raw)
    assert (told.envelope.staff, told.envelope.edited) == (True, True)
