import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from bot.channels.base import ChannelError
from bot.channels.delivery import deliver_one
from bot.channels.telegram import TelegramSender, TelegramSettings
from bot.channels.telegramsender import split
from store import outbox
from store.database import Database
from store.outbox import OutboxItem, OutgoingDraft, OutgoingFile
from tests.servers.botapi import TOKEN, BotApi, Fault

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def item(text: str = "已收到", *, number: int = 1, to: str = "50001", **more: Any) -> OutboxItem:
    told: dict[str, Any] = {
        "kind": "receipt",
        "language": "zh",
        "dedupe_key": str(number),
        "token": "00000000",
        **more,
    }
    return OutboxItem(
        id=number, channel="telegram", conversation=f"telegram:{to}", to=to, text=text, state="sending",
        attempts=1, queued_at=NOW, due_at=NOW, **told,
    )  # fmt: skip


class Time:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def sender(botapi: BotApi, time: Time) -> Iterator[TelegramSender]:
    settings = TelegramSettings(token=SecretStr(TOKEN), api_url=botapi.url, timeout=5)
    sender = TelegramSender(settings, monotonic=time)
    yield sender
    sender.close()


def test_a_message_goes_out_and_its_receipt_names_it(botapi: BotApi, sender: TelegramSender) -> None:
    receipt = sender.send(item("已收到 <b>& co</b>"))
    (message,) = botapi.sent
    assert message["text"] == "已收到 <b>& co</b>"
    assert receipt == f"50001/{message['message_id']}"


def test_numbered_choices_are_buttons_under_the_last_part(botapi: BotApi, sender: TelegramSender) -> None:
    buttons = (
        ("1A 黑色", "SO-20261124-0001:1:1A"),
        ("1B 白色", "SO-20261124-0001:1:1B"),
        ("too long", "x" * 65),
    )
    text = "\n".join(f"第{n}行 " + "字" * 90 for n in range(60))
    receipt = sender.send(item(text, buttons=buttons))
    first, last = botapi.sent
    assert "reply_markup" not in first
    rows = last["reply_markup"]["inline_keyboard"]
    assert [[(b["text"], b["callback_data"]) for b in row] for row in rows] == [[buttons[0]], [buttons[1]]]
    assert receipt.endswith(f"/{last['message_id']}")
    assert f"{first['text']}\n{last['text']}" == text
    assert last["text"].startswith("第")


def test_the_welcome_offers_to_share_the_phone_in_a_private_chat(
    botapi: BotApi, sender: TelegramSender
) -> None:
    sender.send(item("您好", kind="welcome"))
    sender.send(item("您好", kind="welcome", to="-1001234", number=2))
    assert '"request_contact":true' in botapi.sent[0]["given"]["reply_markup"].replace(" ", "")
    assert "reply_markup" not in botapi.sent[1]["given"]


def test_in_a_group_the_answer_names_what_it_answers(botapi: BotApi, sender: TelegramSender) -> None:
    sender.send(item(to="-1001234", in_reply_to="-1001234/77"))
    sender.send(item(to="50001", number=2, in_reply_to="50001/78"))
    assert '"message_id": 77' in botapi.sent[0]["given"]["reply_parameters"].replace('":77', '": 77')
    assert "reply_parameters" not in botapi.sent[1]["given"]


def test_who_blocked_the_bot_is_not_tried_again(botapi: BotApi, sender: TelegramSender) -> None:
    botapi.blocked.add("50001")
    with pytest.raises(ChannelError, match="blocked by the user") as refused:
        sender.send(item())
    assert refused.value.permanent


def test_a_bad_request_is_permanent_and_a_bad_gateway_is_not(botapi: BotApi, sender: TelegramSender) -> None:
    botapi.fail("sendMessage", Fault(400, "Bad Request: chat not found"), Fault(502, html=True))
    with pytest.raises(ChannelError, match="hat not found") as refused:
        sender.send(item())
    assert refused.value.permanent
    with pytest.raises(ChannelError) as refused:
        sender.send(item())
    assert not refused.value.permanent
    sender.send(item())


def test_a_token_that_is_refused_may_be_mended(botapi: BotApi) -> None:
    sender = TelegramSender(TelegramSettings(token=SecretStr("1:wrong"), api_url=botapi.url))
    with pytest.raises(ChannelError, match="token") as refused:
        sender.send(item())
    assert not refused.value.permanent
    sender.close()


def test_a_server_that_is_not_there_is_tried_again() -> None:
    sender = TelegramSender(TelegramSettings(token=SecretStr(TOKEN), api_url="http://127.0.0.1:9", timeout=2))
    with pytest.raises(ChannelError) as refused:
        sender.send(item())
    assert not refused.value.permanent
    sender.close()


def test_too_many_messages_make_that_chat_wait_and_no_other(
    botapi: BotApi, sender: TelegramSender, time: Time
) -> None:
    botapi.flooded["50001"] = 30
    with pytest.raises(ChannelError) as refused:
        sender.send(item())
    assert refused.value.retry_after == 30
    sender.send(item(to="50002", number=2))
    asked = len(botapi.calls)
    with pytest.raises(ChannelError) as refused:
        sender.send(item(number=3))
    assert refused.value.retry_after == pytest.approx(30)
    assert len(botapi.calls) == asked, "it is not even asked while it has to rest"
    botapi.flooded.clear()
    time.now += 31
    sender.send(item())


def test_a_burst_is_let_through_and_then_one_a_second(
    botapi: BotApi, sender: TelegramSender, time: Time
) -> None:
    for number in range(5):
        sender.send(item(number=number))
    with pytest.raises(ChannelError) as refused:
        sender.send(item(number=6))
    assert refused.value.retry_after == pytest.approx(1)
    sender.send(item(number=7, to="50002"))
    time.now += 1.01
    sender.send(item(number=6))
    assert len(botapi.sent) == 7


def test_a_group_that_has_moved_is_followed(botapi: BotApi, sender: TelegramSender) -> None:
    botapi.moved["-55"] = -100987
    receipt = sender.send(item(to="-55"))
    assert receipt.startswith("-100987/")
    sender.send(item(to="-55", number=2))
    assert [call["chat_id"] for method, call in botapi.calls if method == "sendmessage"] == [
        "-55",
        "-100987",
        "-100987",
    ]


def test_refused_buttons_do_not_hold_the_text_back(botapi: BotApi, sender: TelegramSender) -> None:
    botapi.fail("sendMessage", Fault(400, "Bad Request: BUTTON_DATA_INVALID"))
    sender.send(item(buttons=(("A", "a"),)))
    assert botapi.sent[0]["text"] == "已收到"


def test_a_text_in_parts_goes_on_where_it_stopped(botapi: BotApi, sender: TelegramSender) -> None:
    text = "\n".join("字" * 100 for _ in range(90))
    long = item(text)
    original = botapi._sendmessage

    def second_fails(given: dict[str, str]) -> Any:
        if len(botapi.sent) == 1:
            botapi.fail("sendMessage", Fault(502, html=True))
            botapi._sendmessage = original  # type: ignore[method-assign]
        return original(given)

    botapi._sendmessage = second_fails  # type: ignore[method-assign]
    with pytest.raises(ChannelError):
        sender.send(long)
    gone = len(botapi.sent)
    assert gone >= 1
    sender.send(replace(long, attempts=2))
    assert "\n".join(message["text"] for message in botapi.sent) == text


def test_an_empty_message_is_a_mistake_of_ours(sender: TelegramSender) -> None:
    with pytest.raises(ChannelError, match="nothing to send") as refused:
        sender.send(item(" \n "))
    assert refused.value.permanent


def test_many_messages_to_one_chat_go_out_one_a_second_and_waiting_costs_no_attempt(
    botapi: BotApi, sender: TelegramSender, time: Time, sqlite_db: Database
) -> None:
    """More of them than attempts that a message has: an album, or several members of a group at once."""
    with sqlite_db.begin() as tx:
        for number in range(25):
            draft = OutgoingDraft(
                channel="telegram", conversation=f"telegram:50001/{number}", to="50001", kind="say",
                language="zh", text=f"第{number}条", dedupe_key=str(number),
            )  # fmt: skip
            outbox.enqueue(tx, draft, now=NOW)
    while time.now < 30:
        while deliver_one(sqlite_db, {"telegram": sender}, now=NOW + timedelta(seconds=time.now)):
            pass
        time.now += 0.5
    assert {message["text"] for message in botapi.sent} == {f"第{number}条" for number in range(25)}
    assert len(botapi.sent) == 25
    with sqlite_db.read() as tx:
        assert {each.attempts for each in outbox.recent(tx)} == {1}


def test_a_chat_that_always_asks_to_wait_is_given_up_in_the_end(
    botapi: BotApi, sender: TelegramSender, time: Time, sqlite_db: Database
) -> None:
    botapi.flooded["50001"] = 3600
    with sqlite_db.begin() as tx:
        draft = OutgoingDraft(
            channel="telegram", conversation="telegram:50001", to="50001", kind="say", language="zh",
            text="在吗", dedupe_key="x",
        )  # fmt: skip
        number = outbox.enqueue(tx, draft, now=NOW)
    for hour in range(24 * 14):
        time.now = hour * 3601.0
        deliver_one(sqlite_db, {"telegram": sender}, now=NOW + timedelta(seconds=time.now))
    with sqlite_db.read() as tx:
        found = outbox.get(tx, number or 0)
    assert found is not None
    assert found.state == "failed"
    assert "too many messages" in (found.reason or "")


def test_what_went_out_is_noted_as_soon_as_the_database_is_there_again(
    botapi: BotApi, sender: TelegramSender, sqlite_db: Database
) -> None:
    """Else it would go out a second time."""
    with sqlite_db.begin() as tx:
        draft = OutgoingDraft(
            channel="telegram", conversation="telegram:50001", to="50001", kind="say", language="zh",
            text="在吗", dedupe_key="x",
        )  # fmt: skip
        outbox.enqueue(tx, draft, now=NOW)
    trips = [True, True]

    def trip(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("UPDATE outbox SET state=?, sent_at") and trips:
            trips.pop()
            raise sqlite3.OperationalError("disk I/O error")

    sa.event.listen(sqlite_db._engine, "before_cursor_execute", trip)
    assert deliver_one(sqlite_db, {"telegram": sender}, now=NOW)
    assert not trips
    deliver_one(sqlite_db, {"telegram": sender}, now=NOW + timedelta(hours=1))
    assert len(botapi.sent) == 1


def test_delivery_goes_on_to_other_chats(botapi: BotApi, sender: TelegramSender, sqlite_db: Database) -> None:
    botapi.flooded["50001"] = 40
    with sqlite_db.begin() as tx:
        for number, chat in enumerate(("50001", "50001", "50002")):
            draft = OutgoingDraft(
                channel="telegram", conversation=f"telegram:{chat}", to=chat, kind="say", language="zh",
                text=f"第{number}条", dedupe_key=str(number),
            )  # fmt: skip
            outbox.enqueue(tx, draft, now=NOW)
    while deliver_one(sqlite_db, {"telegram": sender}, now=NOW):
        pass
    assert [message["text"] for message in botapi.sent] == ["第2条"]
    botapi.flooded.clear()
    later = NOW + timedelta(minutes=5)
    sender._chats._known.clear()
    while deliver_one(sqlite_db, {"telegram": sender}, now=later):
        pass
    assert [message["text"] for message in botapi.sent] == ["第2条", "第0条", "第1条"]
    with sqlite_db.read() as tx:
        found = outbox.recent(tx)
        assert {each.state for each in found} == {"sent"}
        receipt = found[0].receipt or ""
        assert outbox.by_receipt(tx, channel="telegram", receipt=receipt) is not None


@given(st.text(alphabet=st.sampled_from("字a😀 \n"), max_size=400), st.integers(4, 40))
def test_parts_fit_and_lose_nothing_but_blanks_at_the_cuts(text: str, longest: int) -> None:
    parts = split(text, longest=longest)
    assert all(part.strip() and len(part.encode("utf-16-le")) // 2 <= longest for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


PAPERS = (
    OutgoingFile("SO-20261124-0001-pick.pdf", "application/pdf", b"%PDF-1"),
    OutgoingFile("标签.pdf", "application/pdf", b"%PDF-2"),
)


def test_files_follow_the_text_and_people_reply_to_the_text(botapi: BotApi, sender: TelegramSender) -> None:
    receipt = sender.send(item("新订单", to="-100500", files=PAPERS))
    (message,) = botapi.sent
    assert receipt == f"-100500/{message['message_id']}"
    assert botapi.uploads == [("-100500", file.name, file.content) for file in PAPERS]


def test_a_file_that_failed_is_sent_again_alone(botapi: BotApi, sender: TelegramSender) -> None:
    botapi.fail("sendDocument", Fault(502, html=True))
    with pytest.raises(ChannelError) as caught:
        sender.send(item("新订单", files=PAPERS))
    assert not caught.value.permanent
    receipt = sender.send(item("新订单", files=PAPERS))
    (message,) = botapi.sent
    assert receipt == f"50001/{message['message_id']}"
    assert [name for _, name, _ in botapi.uploads] == [file.name for file in PAPERS]


def test_files_go_where_the_group_has_moved(botapi: BotApi, sender: TelegramSender) -> None:
    botapi.moved["-7"] = -1007
    sender.send(item("新订单", to="-7", files=PAPERS))
    assert {chat for chat, _, _ in botapi.uploads} == {"-1007"}


def test_a_file_that_is_refused_is_told(botapi: BotApi, sender: TelegramSender) -> None:
    nothing = OutgoingFile("x.pdf", "application/pdf", b"")
    with pytest.raises(ChannelError) as caught:
        sender.send(item("新订单", files=(nothing,)))
    assert caught.value.permanent
