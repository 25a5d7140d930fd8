import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from bot.channels.base import ChannelError, Keep
from bot.channels.telegram import TelegramListener, TelegramSettings, check, webhook_routes
from store import inbox, outbox
from store.database import Database
from store.envelope import Envelope
from store.outbox import OutgoingDraft
from tests.servers.botapi import BOT, LIN, NOBODY, TOKEN, BotApi, Fault, serving
from tests.servers.ports import until

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
GROUP = {"id": -1001234, "type": "supergroup", "title": "橙子订货群"}
SECRET = "s3cret-of_the-hook"


def settings(api: BotApi, **more: Any) -> TelegramSettings:
    told: dict[str, Any] = {"poll_seconds": 1, "timeout": 5, "api_url": api.url, **more}
    return TelegramSettings(token=SecretStr(TOKEN), **told)


class Kept:
    """Keeps in memory, as the inbox does: each source once."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.said: list[OutgoingDraft] = []
        self.arrivals = 0
        self.fail: Callable[[Envelope], None] = lambda envelope: None

    def keep(self, envelope: Envelope) -> bool:
        self.arrivals += 1
        self.fail(envelope)
        if any(each.source == envelope.source for each in self.envelopes):
            return False
        self.envelopes.append(envelope)
        return True

    def say(self, draft: OutgoingDraft) -> None:
        if all(each.dedupe_key != draft.dedupe_key for each in self.said):
            self.said.append(draft)

    def one(self) -> Envelope:
        until(lambda: self.envelopes, what="a message")
        return self.envelopes[0]


@contextmanager
def listening(api: BotApi, kept: Kept, keep: Keep | None = None, **more: Any) -> Iterator[TelegramListener]:
    listener = TelegramListener(settings(api, **more), say=kept.say, company="蓝屋家居", clock=lambda: NOW)
    stop = threading.Event()
    errors: list[BaseException] = []

    def run() -> None:
        try:
            listener.run(keep or kept.keep, stop)
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield listener
    finally:
        began = time.monotonic()
        stop.set()
        thread.join(10)
        assert not thread.is_alive()
        assert time.monotonic() - began < 5, "it has to return soon after stop"
    if errors:
        raise errors[0]


@pytest.fixture
def kept() -> Kept:
    return Kept()


def test_a_message_is_kept_with_who_wrote_where(botapi: BotApi, kept: Kept) -> None:
    message = botapi.says("保温杯 350ml 黑色 2箱\n周五送到仓库 🙏")
    with listening(botapi, kept):
        envelope = kept.one()
        until(lambda: not botapi.waiting, what="the confirmation")
    assert envelope.channel == "telegram"
    assert envelope.text == "保温杯 350ml 黑色 2箱\n周五送到仓库 🙏"
    assert (envelope.sender_address, envelope.sender_id) == ("@chengzi_mart", "50001")
    assert envelope.sender_name == "小橙 林"
    assert (envelope.conversation, envelope.reply_to) == ("telegram:50001", "50001")
    assert envelope.source == "telegram:777000111/8812"
    assert envelope.message_id == f"50001/{message['message_id']}"
    assert envelope.proven is True
    assert envelope.received_at == NOW
    assert envelope.automated is None
    assert '"text":"保温杯' in envelope.raw.decode()
    assert len(kept.envelopes) == 1


def test_one_without_a_name_is_known_by_number(botapi: BotApi, kept: Kept) -> None:
    botapi.says("10 cartons", by=NOBODY)
    with listening(botapi, kept):
        assert kept.one().sender_address == "tg:50002"


def test_nothing_is_confirmed_before_it_is_committed(botapi: BotApi, kept: Kept) -> None:
    botapi.says("第一单")
    botapi.says("第二单")

    def down(envelope: Envelope) -> None:
        if envelope.text == "第二单":
            raise RuntimeError("the database is down")

    kept.fail = down
    with pytest.raises(RuntimeError, match="database is down"), listening(botapi, kept):
        until(lambda: kept.arrivals == 2)
    assert len(botapi.waiting) == 2, "neither may be confirmed"
    kept.fail = lambda envelope: None
    with listening(botapi, kept):
        until(lambda: not botapi.waiting, what="the confirmation")
    assert [each.text for each in kept.envelopes] == ["第一单", "第二单"]


def test_what_was_kept_but_not_confirmed_comes_again_and_is_known(
    botapi: BotApi, sqlite_db: Database
) -> None:
    botapi.says("一箱")
    kept = Kept()

    def keep(envelope: Envelope) -> bool:
        with sqlite_db.begin() as tx:
            new = inbox.keep(tx, envelope) is not None
        kept.keep(envelope)
        return new

    first = list(botapi.waiting)
    with listening(botapi, kept, keep):
        until(lambda: not botapi.waiting)
    botapi.waiting.extend(first)  # the connection died before the confirmation came through
    with listening(botapi, kept, keep):
        until(lambda: not botapi.waiting)
    assert kept.arrivals == 2
    with sqlite_db.read() as tx:
        assert len(inbox.recent(tx)) == 1


def test_numbers_that_start_anew_lower_are_not_lost(botapi: BotApi, kept: Kept) -> None:
    with listening(botapi, kept):
        botapi.says("before the silence")
        until(lambda: not botapi.waiting)
        asked = len([1 for method, _ in botapi.calls if method == "getupdates"])
        until(lambda: len([1 for method, _ in botapi.calls if method == "getupdates"]) > asked + 1)
        botapi.waiting.append({"update_id": 17, "message": botapi.message("after a week of silence")})
        until(lambda: len(kept.envelopes) == 2)
        until(lambda: not botapi.waiting)
    assert kept.envelopes[1].text == "after a week of silence"


@pytest.mark.parametrize(
    "fault",
    [
        Fault(502, html=True),
        Fault(500, "Internal Server Error"),
        Fault(409, "Conflict: terminated by other getUpdates request"),
        Fault(429, "Too Many Requests: retry after 1", {"retry_after": 1}),
    ],
    ids=lambda fault: str(fault.status),
)
def test_it_goes_on_after_the_servers_troubles(botapi: BotApi, kept: Kept, fault: Fault) -> None:
    botapi.fail("getUpdates", fault)
    botapi.says("两箱")
    with listening(botapi, kept):
        assert kept.one().text == "两箱"


def test_a_second_poller_makes_the_first_wait_not_die(botapi: BotApi, kept: Kept) -> None:
    with listening(botapi, kept) as listener:
        until(lambda: listener.last_answer)
        until(lambda: botapi.pollers > 0)
        botapi.pollers += 1  # somebody else asks
        until(lambda: botapi.pollers > 2, what="another try")
        botapi.says("还在")
        assert kept.one().text == "还在"


def test_a_webhook_that_was_left_behind_is_taken_away_without_losing_what_waits(
    botapi: BotApi, kept: Kept
) -> None:
    botapi.webhook = {"url": "https://old.example/hook"}
    botapi.says("等了很久")
    with listening(botapi, kept):
        assert kept.one().text == "等了很久"


def test_a_refused_token_is_said_in_one_line(botapi: BotApi, kept: Kept) -> None:
    wrong = TelegramSettings(token=SecretStr("777000111:AAwrong"), api_url=botapi.url)
    listener = TelegramListener(wrong, say=kept.say, company="x", clock=lambda: NOW)
    with pytest.raises(ChannelError, match="does not accept the token"):
        listener.run(kept.keep, threading.Event())
    with pytest.raises(ChannelError, match="does not accept the token"):
        check(wrong, timeout=5)


def test_check_names_the_bot(botapi: BotApi) -> None:
    assert check(settings(botapi), timeout=5) == "@Jiedan_Test_bot, asks for news itself"


def test_silence_of_the_server_ends_the_listener_so_that_it_starts_anew(botapi: BotApi, kept: Kept) -> None:
    botapi.fail("getUpdates", *[Fault(502, html=True)] * 100)
    hurried = settings(botapi).model_copy(update={"silence_seconds": 0.5})
    listener = TelegramListener(hurried, say=kept.say, company="x", clock=lambda: NOW)
    with pytest.raises(ChannelError, match="no answer for"):
        listener.run(kept.keep, threading.Event())


def test_a_pressed_button_is_its_answer(botapi: BotApi, kept: Kept) -> None:
    keyboard = {"inline_keyboard": [[{"text": "1A 黑色 350ml", "callback_data": "SO-20261124-0001:1:1A"}]]}
    question = {
        **botapi.message("哪一种?", by=BOT, chat={"id": 50001, "type": "private"}),
        "reply_markup": keyboard,
    }
    botapi.presses(question, "SO-20261124-0001:1:1A")
    with listening(botapi, kept):
        envelope = kept.one()
        until(lambda: botapi.answered, what="the acknowledgement")
    assert envelope.text == "SO-20261124-0001:1:1A"
    assert envelope.sender_address == "@chengzi_mart"
    assert envelope.conversation == "telegram:50001"
    assert envelope.in_reply_to == f"50001/{question['message_id']}"
    assert botapi.answered[0]["text"] == "✓ 1A 黑色 350ml"


def test_a_query_that_is_too_old_is_kept_all_the_same(botapi: BotApi, kept: Kept) -> None:
    question = botapi.message("哪一种?", by=BOT, chat={"id": 50001, "type": "private"})
    query = botapi.presses(question, "-:1:1B")
    botapi.queries.discard(query)
    with listening(botapi, kept):
        assert kept.one().text == "-:1:1B"
        until(lambda: not botapi.waiting)


def test_an_edited_message_is_an_envelope_of_its_own_that_names_the_one_before(
    botapi: BotApi, kept: Kept
) -> None:
    message = botapi.says("要 10 箱")
    botapi.edits(message, "要 12 箱")
    with listening(botapi, kept):
        until(lambda: len(kept.envelopes) == 2)
    first, second = kept.envelopes
    assert second.source == "telegram:777000111/8813/edited"
    assert second.text == "要 12 箱"
    assert second.message_id == first.message_id
    assert (first.edited, second.edited) == (False, True)
    assert not second.problems


def test_files_are_kept_with_their_captions(botapi: BotApi, kept: Kept) -> None:
    xlsx = botapi.file("订单.xlsx", b"PK\x03\x04 not really")
    photo = botapi.file("x.jpg", b"\xff\xd8 large")
    small = botapi.file("s.jpg", b"\xff\xd8")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    document = {
        "file_id": xlsx,
        "file_unique_id": "u",
        "file_name": "../订单\n.xlsx",
        "mime_type": kind,
        "file_size": 15,
    }
    botapi.says(document=document, caption="见附件,周五要")
    sizes = [
        {"file_id": small, "file_unique_id": "s", "width": 90, "height": 90, "file_size": 2},
        {"file_id": photo, "file_unique_id": "l", "width": 900, "height": 900, "file_size": 8},
    ]
    botapi.says(photo=sizes, media_group_id="77", caption="第一张")
    botapi.says(photo=sizes, media_group_id="77")
    with listening(botapi, kept):
        until(lambda: len(kept.envelopes) == 3)
    with_file, first, second = kept.envelopes
    assert with_file.text == "见附件,周五要"
    (attachment,) = with_file.attachments
    assert attachment.filename == ".._订单_.xlsx"
    assert attachment.content_type == kind
    assert attachment.content == b"PK\x03\x04 not really"
    assert attachment.size == 15
    assert first.attachments[0].content == b"\xff\xd8 large"
    assert first.attachments[0].content_type == "image/jpeg"
    assert first.references == second.references == ("album:77",)
    assert second.attachments[0].content == b"\xff\xd8 large"
    assert second.text == ""


def test_a_file_that_is_too_large_or_gone_is_named_and_the_message_kept(botapi: BotApi, kept: Kept) -> None:
    large = {"file_id": "x", "file_unique_id": "x", "file_name": "big.zip", "file_size": 30_000_000}
    botapi.says(document=large, caption="large")
    botapi.says(document={"file_id": "gone", "file_unique_id": "g", "file_name": "gone.pdf"}, caption="gone")
    with listening(botapi, kept):
        until(lambda: len(kept.envelopes) == 2)
    assert [each.attachments[0].content for each in kept.envelopes] == [None, None]
    assert "big.zip was not fetched: it has 30000000 bytes" in kept.envelopes[0].problems[0]
    assert "gone.pdf could not be fetched" in kept.envelopes[1].problems[0]


def test_a_file_comes_at_the_second_try(botapi: BotApi, kept: Kept) -> None:
    botapi.fail("download", Fault(502))
    file_id = botapi.file("a.pdf", b"%PDF")
    botapi.says(document={"file_id": file_id, "file_unique_id": "g", "file_name": "a.pdf"})
    with listening(botapi, kept):
        assert kept.one().attachments[0].content == b"%PDF"
    assert not kept.envelopes[0].problems


def test_in_a_group_only_what_is_meant_for_the_bot_is_kept(botapi: BotApi, kept: Kept) -> None:
    mention = [{"type": "mention", "offset": 0, "length": 16}]
    asked = botapi.message("哪一种?", by=BOT, chat=GROUP)
    botapi.says("中午吃什么", chat=GROUP)
    botapi.says("@Jiedan_Test_bot 饭碗 2箱", chat=GROUP, entities=mention)
    botapi.says("第一种", chat=GROUP, reply_to_message=asked)
    botapi.says("/order@jiedan_test_bot 竹筷 5包", chat=GROUP)
    botapi.says("/order@another_bot 竹筷 5包", chat=GROUP)
    botapi.says(
        chat=GROUP, caption="@Jiedan_Test_bot 这个", caption_entities=mention,
        document={"file_id": "gone", "file_unique_id": "g", "file_size": 1},
    )  # fmt: skip
    botapi.says(chat=GROUP, new_chat_title="新名字")
    with listening(botapi, kept):
        until(lambda: not botapi.waiting)
    assert [each.text for each in kept.envelopes] == ["饭碗 2箱", "第一种", "竹筷 5包", "这个"]
    assert {each.conversation for each in kept.envelopes} == {"telegram:-1001234/50001"}
    assert {each.reply_to for each in kept.envelopes} == {"-1001234"}
    assert kept.envelopes[0].sender_address == "@chengzi_mart"
    assert kept.envelopes[1].in_reply_to == f"-1001234/{asked['message_id']}"


@pytest.mark.parametrize(("policy", "texts"), [("all", ["中午吃什么"]), ("never", [])])
def test_a_company_can_set_what_counts_in_groups(
    botapi: BotApi, kept: Kept, policy: str, texts: list[str]
) -> None:
    botapi.says("中午吃什么", chat=GROUP)
    with listening(botapi, kept, group_policy=policy):
        until(lambda: not botapi.waiting)
    assert [each.text for each in kept.envelopes] == texts


def test_start_is_answered_with_a_welcome_once(botapi: BotApi, kept: Kept) -> None:
    botapi.says("/start")
    botapi.says("/help", by=NOBODY)
    first = list(botapi.waiting)
    with listening(botapi, kept):
        until(lambda: not botapi.waiting)
        botapi.waiting.extend(first)
        until(lambda: not botapi.waiting)
    assert len(kept.said) == 2
    assert "蓝屋家居" in kept.said[0].text
    assert kept.said[0].text.startswith("您好")
    assert kept.said[1].text.startswith("Hello")
    assert (kept.said[0].to, kept.said[0].kind) == ("50001", "welcome")
    assert all(each.automated for each in kept.envelopes), "the desk does not answer it too"


def test_other_commands_are_words(botapi: BotApi, kept: Kept) -> None:
    botapi.says("/order_status")
    with listening(botapi, kept):
        assert kept.one().text == "order status"


def test_a_shared_contact_and_a_place_are_said_in_words(botapi: BotApi, kept: Kept) -> None:
    contact = {"phone_number": "8613800010001", "first_name": "林", "last_name": "小橙", "user_id": LIN["id"]}
    botapi.says(contact=contact)
    place = {"latitude": 24.48, "longitude": 118.08}
    botapi.says(location=place, venue={"location": place, "title": "仓库", "address": "集美区杏林北路120号"})
    with listening(botapi, kept):
        until(lambda: len(kept.envelopes) == 2)
    assert kept.envelopes[0].text == "林 小橙 +8613800010001"
    assert kept.envelopes[1].text == "集美区杏林北路120号 (仓库)"


def test_the_number_of_another_stays_as_it_was_filed(botapi: BotApi, kept: Kept) -> None:
    """Telegram writes the numbers of its users internationally; what stands in an address book may be local."""
    botapi.says(contact={"phone_number": "13800010001", "first_name": "仓库老王"})
    with listening(botapi, kept):
        assert kept.one().text == "仓库老王 13800010001"


def test_bots_are_machines(botapi: BotApi, kept: Kept) -> None:
    other = {"id": 99, "is_bot": True, "first_name": "Other", "username": "other_bot"}
    botapi.says("/start", by=other)
    botapi.says("hello", by=other)
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    mention = [{"type": "mention", "offset": 0, "length": 16}]
    botapi.says("@Jiedan_Test_bot hi", by=anonymous, chat=GROUP, sender_chat=GROUP, entities=mention)
    with listening(botapi, kept):
        until(lambda: not botapi.waiting)
    assert [bool(each.automated) for each in kept.envelopes] == [True, True, False]
    assert kept.envelopes[2].sender_address == "tg:-1001234"
    assert not kept.said


def test_members_of_a_group_have_a_conversation_each(botapi: BotApi, kept: Kept) -> None:
    """What one of them asked, confirms or owns is nothing to another."""
    mention = [{"type": "mention", "offset": 0, "length": 16}]
    asked = botapi.message("哪一种?", by=BOT, chat=GROUP)
    botapi.says("@Jiedan_Test_bot 饭碗 2箱", chat=GROUP, entities=mention)
    botapi.says("@Jiedan_Test_bot yes", chat=GROUP, by=NOBODY, entities=mention)
    botapi.presses(asked, "SO-20261124-0001:1:yes", by=NOBODY)
    with listening(botapi, kept):
        until(lambda: not botapi.waiting)
    assert [each.conversation for each in kept.envelopes] == [
        "telegram:-1001234/50001",
        "telegram:-1001234/50002",
        "telegram:-1001234/50002",
    ]


def test_who_writes_as_a_channel_is_a_person_and_a_channels_own_post_is_not(
    botapi: BotApi, kept: Kept
) -> None:
    channel = {"id": -1009, "type": "channel", "title": "橙子", "username": "Chengzi_Mart"}
    as_channel = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
    telegram = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
    botapi.says("饭碗 2箱", by=as_channel, chat=GROUP, sender_chat=channel)
    botapi.says("本周特价", by=telegram, chat=GROUP, sender_chat=channel, is_automatic_forward=True)
    with listening(botapi, kept, group_policy="all"):
        until(lambda: not botapi.waiting)
    (written,) = kept.envelopes
    assert written.automated is None
    assert (written.sender_address, written.sender_name) == ("tg:-1009", "橙子"), (
        "its name is no person's handle"
    )


def test_a_place_that_moves_is_told_once(botapi: BotApi, kept: Kept) -> None:
    place = {"latitude": 24.48, "longitude": 118.08, "live_period": 900}
    first = botapi.says(location=place)
    botapi.push(edited_message={**first, "location": {**place, "latitude": 24.49}, "edit_date": 1})
    with listening(botapi, kept):
        until(lambda: not botapi.waiting)
    assert [each.text for each in kept.envelopes] == ["24.480000, 118.080000"]


def test_a_link_to_the_bot_opens_the_chat_and_its_token_is_no_message(botapi: BotApi, kept: Kept) -> None:
    botapi.says("/start from_website-7")
    botapi.says("/start 竹筷 5包")
    with listening(botapi, kept):
        until(lambda: not botapi.waiting)
    assert len(kept.said) == 1
    assert [each.text for each in kept.envelopes if not each.automated] == ["竹筷 5包"]


def test_a_group_message_that_cannot_be_read_but_names_the_bot_is_kept(botapi: BotApi, kept: Kept) -> None:
    for text in ("@Jiedan_Test_bot 一种新东西", "不是给它的"):
        odd = botapi.message(text, chat=GROUP)
        odd["entities"] = "not a list of anything"
        botapi.push(message=odd)
    with listening(botapi, kept):
        until(lambda: not botapi.waiting)
    (only,) = kept.envelopes
    assert only.problems
    assert (only.conversation, only.reply_to) == ("telegram:-1001234/50001", "-1001234")


def test_a_file_that_drips_holds_nobody_up_for_long(botapi: BotApi, kept: Kept) -> None:
    file_id = botapi.file("slow.pdf", b"%PDF" * 1000)
    botapi.dripping.add(file_id)
    botapi.says(document={"file_id": file_id, "file_unique_id": "g", "file_name": "slow.pdf"})
    botapi.says("一箱")
    with listening(botapi, kept, timeout=0.5):
        until(lambda: len(kept.envelopes) == 2, what="the next message")
    assert "slow.pdf could not be fetched" in kept.envelopes[0].problems[0]


def test_an_update_that_cannot_be_read_is_kept_for_a_person_and_stops_nobody(
    botapi: BotApi, kept: Kept
) -> None:
    odd = botapi.message("一种新东西")
    odd["entities"] = "not a list of anything"
    botapi.push(message=odd)
    botapi.push(something_new={"of": "next year"})
    botapi.says("普通的")
    with listening(botapi, kept):
        until(lambda: not botapi.waiting)
    assert [each.text for each in kept.envelopes] == ["一种新东西", "普通的"]
    assert kept.envelopes[0].problems
    assert kept.envelopes[0].reply_to == "50001"


def test_a_webhook_is_kept_before_its_200(botapi: BotApi, kept: Kept) -> None:
    with serving_hook(botapi, kept) as url:
        hooked = settings(botapi, webhook_url=url, webhook_secret=SecretStr(SECRET))
        listener = TelegramListener(hooked, say=kept.say, company="x", clock=lambda: NOW)
        stop = threading.Event()
        thread = threading.Thread(target=listener.run, args=(kept.keep, stop), daemon=True)
        thread.start()
        until(lambda: botapi.webhook, what="the webhook")
        file_id = botapi.file("a.pdf", b"%PDF")
        botapi.says("一箱")
        botapi.says(document={"file_id": file_id, "file_unique_id": "g", "file_name": "a.pdf"})
        assert botapi.call_webhook(secret="guessed") == [403]
        assert kept.arrivals == 0

        def down(envelope: Envelope) -> None:
            raise RuntimeError("down")

        kept.fail = down
        assert botapi.call_webhook() == [503]
        assert not kept.envelopes
        kept.fail = lambda envelope: None
        assert botapi.call_webhook() == [200, 200]
        stop.set()
        thread.join(5)
        assert not thread.is_alive()
    assert kept.envelopes[0].text == "一箱"
    assert kept.envelopes[1].attachments[0].content == b"%PDF"


def test_a_webhook_asks_who_it_is_once_and_then_keeps_messages_even_while_telegram_is_away(
    botapi: BotApi, kept: Kept
) -> None:
    with serving_hook(botapi, kept) as url:
        botapi.webhook = {"url": url, "secret_token": SECRET}
        botapi.fail("getMe", Fault(502, html=True))
        botapi.says("第一单")
        assert botapi.call_webhook() == [503], "it does not know yet who it is"
        assert not kept.envelopes
        assert botapi.call_webhook() == [200]
        botapi.fail("getMe", *[Fault(502, html=True)] * 100)
        question = botapi.message("哪一种?", by=BOT, chat={"id": 50001, "type": "private"})
        botapi.says("第二单")
        botapi.presses(question, "-:1:1B")
        assert botapi.call_webhook() == [200, 200]
    assert [each.text for each in kept.envelopes] == ["第一单", "第二单", "-:1:1B"]
    assert len(botapi.answered) == 1, "the same client acknowledges what is pressed"
    assert [method for method, _ in botapi.calls].count("getme") == 2


def test_a_webhook_asks_who_it_is_once_however_many_call_at_a_time(botapi: BotApi, kept: Kept) -> None:
    with serving_hook(botapi, kept) as url, ThreadPoolExecutor(8) as callers:
        for number in range(8):
            botapi.says(f"{number} 箱")

        def call(update: dict[str, Any]) -> int:
            headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
            return httpx.post(url, json=update, headers=headers, timeout=20).status_code

        assert list(callers.map(call, list(botapi.waiting))) == [200] * 8
    assert len(kept.envelopes) == 8
    assert [method for method, _ in botapi.calls].count("getme") == 1


@contextmanager
def serving_hook(api: BotApi, kept: Kept) -> Iterator[str]:
    from starlette.applications import Starlette

    hooked = settings(api, webhook_url="http://127.0.0.1/telegram", webhook_secret=SecretStr(SECRET))
    routes = webhook_routes(hooked, keep=kept.keep, say=kept.say, company="x", clock=lambda: NOW)
    with serving(Starlette(routes=routes)) as port:
        yield f"http://127.0.0.1:{port}/telegram"


def test_without_a_webhook_there_is_no_route(botapi: BotApi, kept: Kept) -> None:
    assert not webhook_routes(settings(botapi), keep=kept.keep, say=kept.say, company="x", clock=lambda: NOW)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"token": "nonsense"}, "BotFather"),
        ({"webhook_url": "https://x.example/t"}, "webhook_secret"),
        ({"webhook_secret": "with blanks"}, "1 to 256"),
        ({"group_policy": "some"}, "addressed"),
    ],
)
def test_wrong_settings_say_what_is_allowed(told: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        TelegramSettings(**{"token": TOKEN, **told})


def test_the_welcome_goes_through_the_outbox(botapi: BotApi, sqlite_db: Database) -> None:
    kept = Kept()

    def say(draft: OutgoingDraft) -> None:
        with sqlite_db.begin() as tx:
            outbox.enqueue(tx, draft, now=NOW)

    kept.say = say  # type: ignore[method-assign]
    botapi.says("/start")
    with listening(botapi, kept):
        until(lambda: not botapi.waiting)
    with sqlite_db.read() as tx:
        assert [each.kind for each in outbox.recent(tx)] == ["welcome"]
