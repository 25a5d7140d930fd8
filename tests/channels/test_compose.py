"""What goes out as a mail: the thread, the marks of a machine, any script, and nobody's header but ours."""

import re
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header
from email.message import EmailMessage

import pytest

from bot.channels.base import ChannelError
from bot.channels.compose import UTF8_POLICY, beyond_ascii, compose
from bot.channels.headers import text_of
from tests.channels.mailing import CUSTOMER, outgoing

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
FROM = "orders@hengtong.example.cn"


def sent(**changes: object) -> tuple[bytes, EmailMessage]:
    """The bytes of a mail, and what a receiving program makes of them."""
    raw = compose(outgoing(**changes), from_address=FROM, from_name="恒通商贸", now=NOW).as_bytes()
    return raw, message_from_bytes(raw, policy=policy.default)  # type: ignore[return-value]


def text(mail: EmailMessage | None) -> str:
    assert mail is not None
    return mail.get_content().replace("\r\n", "\n")


def test_an_answer_is_threaded_and_marked() -> None:
    _, mail = sent(in_reply_to="<2@b.cn>", references=("<1@b.cn>", "<2@b.cn>"))
    assert mail["Message-ID"] == "<jiedan-1-0a1b2c3d@hengtong.example.cn>"
    assert mail["In-Reply-To"] == "<2@b.cn>"
    assert mail["References"] == "<1@b.cn> <2@b.cn>"
    assert mail["Auto-Submitted"] == "auto-replied"
    assert mail["X-Auto-Response-Suppress"] == "OOF, AutoReply"
    assert mail["Content-Language"] == "zh"
    assert mail["From"].addresses[0].display_name == "恒通商贸"
    assert mail["To"] == CUSTOMER
    assert mail["Date"].datetime == NOW
    assert text(mail) == "您的订单已收到。\n"


def test_news_answer_nothing_and_a_person_is_no_machine() -> None:
    _, news = sent(inbox_id=None)
    assert news["Auto-Submitted"] == "auto-generated"
    assert news["In-Reply-To"] is None
    _, said = sent(kind="say", in_reply_to="<2@b.cn>")
    assert said["Auto-Submitted"] is None
    assert said["X-Auto-Response-Suppress"] is None


def test_every_attempt_has_the_same_message_id() -> None:
    first, later = (compose(outgoing(attempts=n), from_address=FROM, now=NOW) for n in (1, 7))
    assert first["Message-ID"] == later["Message-ID"]
    assert first["Message-ID"] != compose(outgoing(2), from_address=FROM, now=NOW)["Message-ID"]


@pytest.mark.parametrize(
    "subject",
    [
        "订单确认",
        "Re: 关于" + "十一月份的订单" * 30,
        "Re: order 订单 SO-20261124-0001 ABC 确认 " * 8,
        "👍" * 40,
        "한국어 주문 日本語の注文 繁體字訂單",
        "plain ascii " * 20,
        "x" * 300,
        "a=?utf-8?b?5L2g?= b",
        "",
    ],
)
def test_a_subject_of_any_script_is_folded_so_that_each_word_reads_by_itself(subject: str) -> None:
    raw, mail = sent(subject=subject)
    header = raw.partition(b"\r\n\r\n")[0]
    header.decode("ascii")
    assert all(len(line) <= 78 for line in header.split(b"\r\n") if b"xxx" not in line)
    lines = header.split(b"\r\n")
    start = next(n for n, line in enumerate(lines) if line.startswith(b"Subject:"))
    folded = lines[start : start + 1] + [line for line in lines[start + 1 :] if line.startswith(b" ")]
    for word in re.findall(rb"=\?utf-8\?[bq]\?[^?]*\?=", b"\r\n".join(folded)):
        assert len(word) <= 75  # RFC 2047, 2
        ((content, _),) = decode_header(word.decode())
        content.decode("utf-8")  # no character is cut in two
    if "=?" not in subject:
        assert mail["Subject"] == subject.strip()
        assert (
            text_of(re.search(rb"Subject:((?:.*\r\n(?: .*\r\n)*))", header + b"\r\n")[1].decode())
            == subject.strip()
        )


@pytest.mark.parametrize(
    "subject",
    [
        "hi\r\nBcc: all@evil.example",
        "hi\nBcc: all@evil.example",
        "hi\r\n\r\nbody",
        "hi\x00\x0b\x0c\x85\u2028\u2029there",
    ],
)
def test_a_subject_writes_no_header(subject: str) -> None:
    raw, mail = sent(subject=subject)
    assert mail["Bcc"] is None
    assert mail["Subject"] == re.sub(r"[\x00-\x1f\x85\u2028\u2029]+", " ", subject)
    assert text(mail) == "您的订单已收到。\n"
    assert raw.count(b"\r\nSubject:") == 1


@pytest.mark.parametrize(
    "to",
    [
        "", "nobody", "@b.cn", "a@", "a b@c.cn", "a@b.cn\r\nBcc: x@y.cn", "a@b.cn, x@y.cn", "<a@b.cn>", "a@b\u2028.cn",
        '"a\\"@b.cn', "a@" + "x" * 70 + ".cn\u4e00", "a@\u4e00..cn", "a\x00@b.cn", "a@b@c.cn", "a@b .cn",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused_for_good(to: str) -> None:
    for changes in ({"to": to}, {"cc": (to,)}):
        with pytest.raises(ChannelError, match="no mail can go to") as error:
            sent(**changes)
        assert error.value.permanent


def test_ids_that_are_none_are_left_out_and_a_long_thread_keeps_its_root() -> None:
    long = tuple(f"<{number}@{'x' * 60}.cn>" for number in range(100))
    raw, mail = sent(
        in_reply_to="<99@b.cn>\r\nBcc: x@y.cn", references=(*long, "no id", "<é@b.cn>", "<a b@c>")
    )
    assert mail["In-Reply-To"] is None
    assert mail["Bcc"] is None
    assert mail["References"].split() == [long[0], *long[-19:]]
    assert all(len(line) < 200 for line in raw.split(b"\r\n"))
    assert b"=?" not in raw.partition(b"References:")[2].partition(b"\r\nAuto")[0]


def test_english_stays_readable_on_the_wire_and_all_else_is_base64() -> None:
    raw, mail = sent(text="Dear Grace,\n.\nFrom here on:\n3 x Cola\n", language="en")
    assert b"\r\n.\r\nFrom here on:\r\n3 x Cola\r\n" in raw
    assert text(mail) == "Dear Grace,\n.\nFrom here on:\n3 x Cola\n"
    raw, mail = sent(text="x" * 5_000 + "\n单\x00\ud800")
    assert max(map(len, raw.split(b"\r\n"))) < 100
    assert text(mail) == "x" * 5_000 + "\n单?\n"


def test_html_comes_beside_the_text() -> None:
    _, mail = sent(html="<p>您的订单</p>")
    assert mail.get_content_type() == "multipart/alternative"
    assert text(mail.get_body(("html",))) == "<p>您的订单</p>\n"
    assert text(mail.get_body(("plain",))) == "您的订单已收到。\n"


def test_addresses_beyond_ascii() -> None:
    _, mail = sent(to="li@中国.example")
    assert mail["To"] == "li@xn--fiqs8s.example"
    composed = compose(outgoing(to="李雷@中国.example"), from_address=FROM, now=NOW)
    assert beyond_ascii(composed) == "李雷@xn--fiqs8s.example"
    assert "To: 李雷@xn--fiqs8s.example\r\n".encode() in composed.as_bytes(policy=UTF8_POLICY)
