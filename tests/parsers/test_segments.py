"""The parts of a mail as mail programs lay them out."""

import random
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import pytest

from parsers import segments
from parsers.maildates import moment

BODY = "请送5箱灯泡到城北店"


def _kinds(text: str, subject: str | None = None) -> list[tuple[str, int, str]]:
    return [
        (block.kind, block.depth, text[block.start : block.end].strip())
        for block in segments.split(subject, text)
        if text[block.start : block.end].strip()
    ]


FORWARDS = {
    "gmail": (
        "---------- Forwarded message ---------\nFrom: Nora Finch <nora@hill.example>\n"
        "Date: Mon, Nov 2, 2026 at 10:44 PM\nSubject: bulbs\nTo: Shen <shen@d.example>\n\n"
    ),
    "outlook": (
        "-----Original Message-----\nFrom: Nora Finch <nora@hill.example>\nSent: Monday, November 2, 2026 10:44 PM\n"
        "To: Shen <shen@d.example>\nSubject: bulbs\n\n"
    ),
    "outlook below a rule": (
        "________________________________\nFrom: Nora Finch <nora@hill.example>\nSent: 02 November 2026 22:44\n"
        "To: Shen\nSubject: bulbs\n\n"
    ),
    "thunderbird": (
        "-------- Forwarded Message --------\nSubject: bulbs\nDate: Mon, 2 Nov 2026 22:44:00 +0800\n"
        "From: Nora Finch <nora@hill.example>\nTo: shen@d.example\n\n"
    ),
    "apple": (
        "Begin forwarded message:\n\nFrom: Nora Finch <nora@hill.example>\nSubject: bulbs\n"
        "Date: 2 November 2026 at 22:44\nTo: Shen <shen@d.example>\n\n"
    ),
    "qq": (
        '------------------ 原始邮件 ------------------\n发件人: "Nora Finch" <nora@hill.example>;\n'
        '发送时间: 2026年11月2日(星期一) 晚上10:44\n收件人: "沈洁"<shen@d.example>;\n主题: bulbs\n\n'
    ),
    "foxmail": (
        " \n发件人： Nora Finch <nora@hill.example>\n发送时间： 2026-11-02 22:44\n收件人： shen@d.example\n主题： bulbs\n \n"
    ),
    "163": (
        "---- 转发的邮件 ----\n| 发件人 | Nora Finch<nora@hill.example> |\n| 日期 | 2026年11月02日 22:44 |\n"
        "| 收件人 | shen@d.example |\n| 主题 | bulbs |\n\n"
    ),
    "german outlook": (
        "Von: Nora Finch <nora@hill.example>\nGesendet: Montag, 2. November 2026 22:44\nAn: Shen\nBetreff: bulbs\n\n"
    ),
}


@pytest.mark.parametrize("program", FORWARDS)
def test_a_forwarded_mail_speaks_under_its_own_header(program: str) -> None:
    text = f"please book\n\n{FORWARDS[program]}{BODY}\n"
    blocks = segments.split("Fwd: bulbs", text)
    passed = [block for block in blocks if block.kind == "new" and block.depth == 1]
    assert [text[block.start : block.end].strip() for block in passed] == [BODY]
    header = passed[0].header
    assert header is not None
    assert (header.name, header.address) == ("Nora Finch", "nora@hill.example")
    assert header.date is not None
    assert (header.date.day, header.date.month, header.date.year) == (2, 11, 2026)


@pytest.mark.parametrize(
    "mark",
    [
        "On Mon, Nov 2, 2026 at 9:12 AM Orders <orders@d.example> wrote:",
        "On Mon, 2 Nov 2026 at 10:41, Orders <orders@d.example>\nwrote:",
        "On Mon, 2 Nov 2026 at 10:41, Lamps and Bulbs\n<orders@d.example> wrote:",
        "On Nov 2, 2026, Lamps and Bulbs Orders\n<orders@d.example> wrote:",
        "Le lun. 2 nov. 2026 à 10:41, Lampes et Ampoules\n<orders@d.example> a écrit :",
        "于2026年11月2日周一 10:41，灯具订单\n<orders@d.example> 写道：",
        "Am 02.11.2026 um 09:15 schrieb Orders <orders@d.example>:",
        "在 2026-11-02 09:12 订单 <orders@d.example> 写道：",
        "在2026年11月02日 16:20，订单<orders@d.example>写道：",
        "---- On Mon, 02 Nov 2026 09:30:12 +0800 Orders <orders@d.example> wrote ----",
    ],
)
def test_what_a_reply_quotes_is_not_said_again(mark: str) -> None:
    for quoted in ("> 送城北还是城南？\n> 旧的话", "送城北还是城南？\n\n旧的话"):
        text = f"城北店\n\n{mark}\n{quoted}"
        assert [(kind, words) for kind, _, words in _kinds(text, "Re: 订单") if kind != "quote"] == [
            ("new", "城北店")
        ]


def test_an_outlook_header_below_a_reply_is_a_quote() -> None:
    text = f"All fine.\n\n{FORWARDS['outlook below a rule']}{BODY}"
    assert {kind for kind, depth, _ in _kinds(text, "RE: bulbs") if depth} == {"quote"}


def test_a_header_of_two_rows_with_the_subject_that_is_answered_is_a_quote() -> None:
    text = f"All fine.\n\nFrom: Rita Orders\nSubject: Order 2201 / your 77\n\n{BODY}"
    assert {kind for kind, depth, _ in _kinds(text, "RE: RE: Order 2201") if depth} == {"quote"}
    assert not [1 for _, depth, _ in _kinds(text, "RE: paint") if depth]


@pytest.mark.parametrize(
    "signature",
    [
        "汪岚\n绿野园艺店 采购部\n手机：139-0000-1111",
        "Best regards,\nNora Finch\nHillside School\n4 Beacon Lane, Leeds",
        "祝商祺\n汪岚 | 绿野园艺店",
        "--\nNora Finch, Hillside School",
        "Nora",
    ],
)
def test_a_signature_is_told_from_what_is_wanted(signature: str) -> None:
    text = f"Dear Shen,\n\n{BODY}\n\n{signature}\n"
    signed = [words for kind, _, words in _kinds(text) if kind == "signature"]
    assert "\n".join(signed) == signature


@pytest.mark.parametrize(
    "last", ["要求到货日：2026-11-03", "花盆 5箱\n手套 2包", "急用 快点发", "please send 5 boxes", "送城北店"]
)
def test_a_last_row_that_wants_something_is_no_signature(last: str) -> None:
    assert [kind for kind, _, _ in _kinds(f"花盆 3箱\n\n{last}\n")] == ["new"]


def test_a_disclaimer_and_a_phone_s_own_line_say_nothing() -> None:
    text = f"{BODY}\n发自我的iPhone\n\n本邮件及其附件含有保密信息，请勿转发100箱。"
    assert [words for kind, _, words in _kinds(text) if kind == "new"] == [BODY]


def test_nothing_is_lost() -> None:
    text = f"a\n\n{FORWARDS['gmail']}{BODY}\n\n> old\n--\nNora"
    blocks = segments.split("Fwd: x", text)
    assert blocks[0].start == 0
    assert blocks[-1].end == len(text)
    assert all(a.end == b.start for a, b in pairwise(blocks))


_SNIPPETS = (
    "> ", "|>", "> > ", "\n", "\n\n", "From: a <a@b.example>\n", "Date: 2 Nov 2026 10:00\n", "Subject: x\n", "Thanks,\n", "Ann\n",
    "On 2 Nov 2026 A <a@b.example> wrote:\n", "---------- Forwarded message ---------\n", "原始邮件\n", "5 boxes\n", "--\n", "  x\n", "| y\n",
    "This email is confidential\n", "________\n", "Begin forwarded message:\n",
)  # fmt: skip


def test_any_mixture_of_layouts_is_covered() -> None:
    choose = random.Random(20261102)
    for _ in range(2_000):
        text = "".join(choose.choices(_SNIPPETS, k=choose.randrange(1, 25)))
        blocks = segments.split(choose.choice(["Fwd: x", "Re: x", "x", None]), text)
        assert (blocks[0].start, blocks[-1].end) == (0, len(text))
        assert all(a.end == b.start for a, b in pairwise(blocks))
        assert len(segments.unmarked(text, blocks)) == len(text)


def test_a_mark_of_forwarding_with_words_behind_it_and_no_header_is_a_row() -> None:
    assert _kinds("see below\n\n---------- Forwarded message --------x-\nSubject to stock: 5 boxes\n")


def test_forwards_within_forwards_end() -> None:
    text = FORWARDS["gmail"] * 50 + BODY
    assert segments.split("Fwd: x", text)[-1].end == len(text)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            "Mon, 2 Nov 2026 22:44:00 +0800",
            datetime(2026, 11, 2, 22, 44, tzinfo=timezone(timedelta(hours=8))),
        ),
        ("Mon, 2 Nov 2026 22:44:00 -0000", datetime(2026, 11, 2, 22, 44, tzinfo=UTC)),
        ("2026年11月2日 22:44", datetime(2026, 11, 2, 22, 44)),
        ("02.11.2026 22:44", datetime(2026, 11, 2, 22, 44)),
        ("November 2, 2026 10:44 PM", datetime(2026, 11, 2, 22, 44)),
        ("31 February 2026", None),
        ("soon", None),
    ],
)
def test_the_moment_of_a_header(written: str, expected: datetime | None) -> None:
    assert moment(written) == expected


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        (f"See my answers below in red.\n\n{FORWARDS['outlook below a rule']}How many? 5 boxes.", True),
        (f"红字部分是修改。\n\n{FORWARDS['outlook below a rule']}灯泡几箱？5箱", True),
        ("See my answers below.\n\n> How many?\n5 boxes.", False),
        (f"5 boxes.\n\n{FORWARDS['outlook below a rule']}How many?", False),
    ],
)
def test_answers_that_only_a_colour_tells_apart_are_not_found(text: str, hidden: bool) -> None:
    assert segments.hides_answers(text, segments.split("RE: bulbs", text)) is hidden
