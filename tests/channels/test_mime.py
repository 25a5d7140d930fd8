"""Whatever bytes a mail has, an envelope comes of it in bounded time, and the bytes are kept."""

import json
import random
import tracemalloc
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.channels.mime import attachment_contents, envelope_from_bytes
from parsers.attachments.html import to_text
from store import inbox
from store.database import Database
from store.envelope import Envelope

MESSAGES = Path(__file__).parent.parent / "messages"
NOW = datetime(2026, 11, 23, 1, 12, tzinfo=UTC)
HEAD = b"From: Li <li@baiwei.example.cn>\r\nSubject: order\r\nMIME-Version: 1.0\r\n"


def read(raw: bytes, **changes: object) -> Envelope:
    values = {"source": "test:1", "received_at": NOW, "trusted_authserv": "mx.hengtong.example.cn", **changes}
    return envelope_from_bytes(raw, **values)  # type: ignore[arg-type]


def mixed(*parts: bytes) -> bytes:
    body = b"".join(b"--x\r\n" + part + b"\r\n" for part in parts)
    return HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + body + b"--x--\r\n"


def nested(depth: int) -> bytes:
    opened = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (level, level)
        for level in range(depth)
    )
    return HEAD + opened + b"Content-Type: text/plain\r\n\r\n20 boxes\r\n"


def mutated(raw: bytes, other: bytes, dice: random.Random) -> bytes:
    """A mail as no program would write it."""
    for _ in range(dice.randint(1, 4)):
        start = dice.randrange(len(raw) + 1)
        end = min(len(raw), start + int(dice.expovariate(1 / 30)))
        match dice.randrange(8):
            case 0:
                raw = raw[:start] + raw[end:]
            case 1:
                raw = raw[:start] + dice.randbytes(dice.randint(1, 20)) + raw[end:]
            case 2:
                raw = raw[:start] + raw[start:end] * dice.randint(2, 30) + raw[end:]
            case 3:
                raw = raw[:start] + other[dice.randrange(len(other) + 1) :]
            case 4:
                raw = raw[: start or 1]
            case 5:
                junk = [
                    b"\r\n",
                    b"\n\n",
                    b"\x00",
                    b"=?gbk?b?",
                    b'"',
                    b"--",
                    b"<",
                    b"=\r\n",
                    b"\xff\xfe",
                    b"; charset*0*=",
                ]
                raw = raw[:start] + dice.choice(junk) + raw[start:]
            case 6:
                lines = raw.split(b"\n")
                dice.shuffle(lines)
                raw = b"\n".join(lines)
            case _:
                raw = raw.replace(
                    dice.choice([b"utf-8", b"base64", b"text/", b"boundary", b"=", b"\r\n"]), b"x", 3
                )
    return raw


def test_mutated_mails_are_read_kept_whole_and_stored(db: Database) -> None:
    mails = [path.read_bytes() for path in sorted(MESSAGES.glob("*.eml"))]
    dice = random.Random(20261124 + db.is_sqlite)
    for number in range(1_000):  # and other ones on the other database
        raw = mutated(dice.choice(mails), dice.choice(mails) or b"x", dice)
        envelope = read(raw, source=f"test:{number}", own_addresses=("orders@hengtong.example.cn",))
        assert envelope.raw == raw
        assert envelope.conversation == f"email:{envelope.sender_address or 'unknown'}"
        assert not any("\n" in problem for problem in envelope.problems)
        assert not any(
            problem.startswith("incomplete: it could not be read") for problem in envelope.problems
        )
        if envelope.attachments:
            last = len(envelope.attachments) - 1
            assert len(attachment_contents(raw, [last])[last]) == envelope.attachments[last].size
        if number % 10 == 0:
            with db.begin() as tx:
                inbox_id = inbox.keep(tx, envelope)
                assert inbox_id is None or inbox.raw(tx, inbox_id) == raw
        else:
            shown = json.dumps(asdict(envelope) | {"raw": "", "received_at": ""}, ensure_ascii=False)
            assert "\\u0000" not in shown
            shown.encode("utf-8")
    with db.read() as tx:
        assert len(inbox.recent(tx, limit=1000)) > 90  # some came out the same


HUGE = 1_000_000


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        pytest.param(HEAD + b"".join(b"X-H%d: v\r\n" % n for n in range(10_000)) + b"\r\n20 boxes", None, id="headers"),
        pytest.param(HEAD + b"X-Long: " + b"a" * HUGE + b"\r\n\r\n20 boxes", None, id="header of 1 MB"),
        pytest.param(HEAD + b"To: " + b", ".join(b"a%d@b.cn" % n for n in range(60_000)) + b"\r\n\r\n20 boxes", None, id="recipients"),
        pytest.param(HEAD + b"Reply-To: " + b"(" * HUGE + b"\r\n\r\n20 boxes", None, id="comments in comments"),
        pytest.param(HEAD + b"Authentication-Results: mx.hengtong.example.cn; " + b'("' * HUGE + b"\r\n\r\n20 boxes", None, id="results"),
        pytest.param(HEAD + b"References: " + b"<a" * HUGE + b"\r\n\r\n20 boxes", None, id="references"),
        pytest.param(HEAD + b"Content-Type: text/plain; " + b'a="b;' * 200_000 + b"\r\n\r\n20 boxes", None, id="parameters"),
        pytest.param(HEAD + b"\r\n20 boxes\r\n" + b"\r\n".join(b"line %d" % n for n in range(10_000)), None, id="lines"),
        pytest.param(nested(3_000), "incomplete: parts lie more than 20 deep", id="deep"),
        pytest.param(mixed(b"\r\n20 boxes", *[b"Content-Type: a/b\r\n\r\n"] * 5_000), "more attachments than the 200", id="parts"),
        pytest.param(HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 500 + b"20 boxes", "incomplete: ", id="forwards"),
        pytest.param(HEAD + b"Content-Type: text/html\r\n\r\n" + b"<div>" * 100_000 + b"20 boxes", "incomplete: the HTML", id="elements"),
        pytest.param(HEAD + b"\r\n20 boxes\r\n\x00\x00" + b"\x00" * 1000, None, id="NUL"),
        pytest.param(HEAD + b"\r\n20 boxes " + b"x" * 3 * HUGE, "incomplete: the text has 3,000,009 characters", id="one line"),
    ],
)  # fmt: skip
def test_hostile_mails_are_read_as_far_as_can_be(raw: bytes, problem: str | None) -> None:
    envelope = read(raw)
    assert envelope.raw == raw
    assert envelope.sender_address == "li@baiwei.example.cn"
    assert envelope.subject == "order"
    assert envelope.automated is None
    if "parts lie more" not in str(problem) and problem != "incomplete: ":
        assert "20 boxes" in envelope.text
    if problem is None:
        assert envelope.problems == ()
    else:
        assert any(problem in each for each in envelope.problems)


def test_a_mail_over_the_cap_is_cut_and_takes_little_memory() -> None:
    line = b"QUJD" * 19 + b"\r\n"
    raw = mixed(
        b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + "可乐两箱".encode(),
        b"Content-Type: application/pdf; name=order.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + line * 130_000,
    )
    tracemalloc.start()
    try:
        envelope = read(raw, size_cap=5_000_000)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 12 * 5_000_000
    assert len(envelope.raw) == 5_000_000
    assert envelope.text == "可乐两箱"
    assert [file.filename for file in envelope.attachments] == ["order.pdf"]
    assert (
        envelope.problems[0]
        == f"incomplete: the mail has {len(raw):,} bytes, only the first 5,000,000 were kept"
    )


def test_a_mail_that_was_cut_already_says_so() -> None:
    envelope = read(HEAD + b"\r\n20 boxes", full_size=40_000_000)
    assert envelope.problems[0].startswith("incomplete: the mail has 40,000,000 bytes")


@pytest.mark.parametrize(
    ("name", "broken"),
    [("bot.channels.mime.content", "content"), ("bot.channels.mime.parse", "parse")],
)
def test_a_defect_of_ours_costs_the_reading_not_the_mail(
    monkeypatch: pytest.MonkeyPatch, name: str, broken: str
) -> None:
    def fail(_: object) -> Callable[[], None]:
        raise RecursionError("too deep\nfor us")

    monkeypatch.setattr(name, fail)
    envelope = read(HEAD + b"\r\n20 boxes")
    assert envelope.raw == HEAD + b"\r\n20 boxes"
    assert envelope.problems == ("incomplete: it could not be read (RecursionError: too deep for us)",)
    assert envelope.sender_address == ("li@baiwei.example.cn" if broken == "content" else "")


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (b'Content-Disposition: attachment; filename="order.xlsx"', "order.xlsx"),
        (b"Content-Disposition: attachment; filename*=utf-8''%E8%AE%A2%E5%8D%95.xlsx", "订单.xlsx"),
        (b"Content-Disposition: attachment; filename*=gb2312''%B6%A9%B5%A5%E9%46.xlsx", "订单镕.xlsx"),
        (b"Content-Disposition: attachment; filename*0*=utf-8''%E8%AE%A2;\r\n filename*1*=%E5%8D%95; filename*2=.xlsx", "订单.xlsx"),
        (b'Content-Disposition: attachment; filename="=?utf-8?B?6K6i5Y2VLnhsc3g=?="', "订单.xlsx"),
        (b'Content-Disposition: attachment;\r\n filename="=?gb2312?B?tqk=?=\r\n =?gb2312?B?taU=?=.xlsx"', "订单.xlsx"),
        (b'Content-Disposition: attachment; filename="' + "订单.xlsx".encode("gb18030") + b'"', "订单.xlsx"),
        (b'Content-Disposition: attachment; filename="' + "订单.xlsx".encode() + b'"', "订单.xlsx"),
        (b"Content-Type: application/octet-stream; name*=utf-8''%E8%AE%A2%E5%8D%95.xlsx", "订单.xlsx"),
        (b'Content-Disposition: attachment; filename="..\\\\..\\\\etc/pass\x00wd"', "pass wd"),
        (b"Content-Disposition: attachment; filename*=nonsense''%FF%", "ÿ%"),
        (b"Content-Disposition: attachment", "unnamed.octet-stream"),
        (b'Content-Disposition: attachment; filename="' + b"x" * 3_000 + b'.pdf"', "x" * 196 + ".pdf"),
    ],
)  # fmt: skip
def test_files_keep_the_names_that_their_senders_gave(header: bytes, name: str) -> None:
    kind = b"" if header.startswith(b"Content-Type") else b"Content-Type: application/octet-stream\r\n"
    raw = mixed(b"\r\n20 boxes", kind + header + b"\r\n\r\nPK")
    envelope = read(raw)
    assert [file.filename for file in envelope.attachments] == [name]
    assert attachment_contents(raw, [0, 1]) == {0: b"PK"}


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<table><tr><th>品名<th>数量<tr><td>可乐<td>2箱<tr><td>橙汁<td>3箱</table>", "品名\t数量\n可乐\t2箱\n橙汁\t3箱"),
        ("<table><tr><td rowspan=2>可乐<td>330ml<td>2箱<tr><td>500ml<td>3箱</table>", "可乐\t330ml\t2箱\n\t500ml\t3箱"),
        ("<table><tr><td colspan=2>可乐<td>2箱</table>", "可乐\t\t2箱"),
        ("<table><tr><td>可乐<br>330ml<td>2箱</table>", "可乐 330ml\t2箱"),
        ("<table><tr><td><p>你好，</p><p>请发货</p></td></tr></table>", "你好，\n\n请发货"),
        ("<p>可乐2箱<span style='display:none'>100箱</span></p><p hidden>1箱</p>", "可乐2箱"),
        ("<p>可乐<s>3箱</s> 2箱</p>", "可乐 2箱"),
        ("<p>好的</p><blockquote>可乐2箱<blockquote>橙汁1箱</blockquote></blockquote>", "好的\n\n> 可乐2箱\n>\n> > 橙汁1箱"),
        ("<ol start=3><li>可乐<li>橙汁</ol><ul><li>水</ul>", "3. 可乐\n4. 橙汁\n\n- 水"),
        ("a&nbsp;&nbsp;b <b>c</b>\n d<br>e<br><br>f", "a  b c d\ne\n\nf"),
        ("<pre>可乐  2\n橙汁  3</pre>", "可乐  2\n橙汁  3"),
        ("<p class=MsoNormal>可乐</p><p class=MsoNormal>橙汁</p>", "可乐\n橙汁"),
        ("<style>p{}</style><script>1</script><title>x</title>可乐<!-- 3箱 -->", "可乐"),
        ("", ""),
    ],
)  # fmt: skip
def test_html_is_read_as_a_person_sees_it(html: str, text: str) -> None:
    assert to_text(html).text == text


@pytest.mark.parametrize(
    "html",
    [
        "<b>x</b> " * 100_000,
        "<table>" + "<tr><td rowspan=9999 colspan=60>x</td><td>y</td></tr>" * 2_000 + "</table>",
        "<table><tr><td>a</td><td>" * 1_000,
        "<a " * 200_000,
        "<" * HUGE,
    ],
    ids=["inline", "spans", "tables in tables", "unclosed", "brackets"],
)
def test_hostile_pages_take_no_quadratic_time(html: str) -> None:
    assert len(to_text(html).text) <= 1_100_000


@pytest.mark.parametrize(
    "written",
    ["a@b.example " * HUGE, '"\\' * HUGE, "(" * HUGE, "<" * HUGE, "@ <@>" * HUGE, '"(' * HUGE, "\\" * HUGE],
    ids=["addresses", "quotes", "comments", "brackets", "names", "mixed", "escapes"],
)
def test_a_hostile_sender_takes_no_quadratic_time(written: str) -> None:
    envelope = read(f"From: {written}\r\nSubject: order\r\n\r\n20 boxes\r\n".encode())
    assert envelope.text == "20 boxes"
    assert len(envelope.sender_address) < 500


def test_a_page_without_end_is_read_as_far_as_a_text_may_be_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parsers.attachments.html.LONGEST_TEXT", 10_000)
    page = to_text("<p>20 boxes</p>" * 20_000)
    assert page.cut
    assert page.text.startswith("20 boxes\n\n20 boxes")
    assert 10_000 < len(page.text) < 11_000
