"""The mails of tests/messages, each with what is expected of it in the TOML file beside it."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.channels.mime import envelope_from_bytes

MESSAGES = Path(__file__).parent.parent / "messages"
NAMES = sorted(path.stem for path in MESSAGES.glob("*.eml"))


def test_there_are_mails_and_each_says_what_is_expected() -> None:
    assert len(NAMES) > 70
    assert sorted(path.stem for path in MESSAGES.glob("*.toml")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_mail(name: str) -> None:
    expected = tomllib.loads((MESSAGES / f"{name}.toml").read_text("utf-8"))
    raw = (MESSAGES / f"{name}.eml").read_bytes()
    got = envelope_from_bytes(
        raw,
        source="test:1",
        received_at=datetime(2026, 11, 23, 1, 12, tzinfo=UTC),
        own_addresses=("orders@hengtong.example.cn",),
        trusted_authserv="mx.hengtong.example.cn",
    )
    assert got.raw == raw
    if "text" in expected:
        assert got.text == expected["text"]
    for key, value in {
        "sender": got.sender_address,
        "name": got.sender_name,
        "subject": got.subject or "",
        "conversation": got.conversation,
        "reply_to": got.reply_to,
        "message_id": got.message_id,
        "in_reply_to": got.in_reply_to,
    }.items():
        assert value == expected.get(key, value), key
    assert list(got.references) == expected.get("references", list(got.references))
    assert list(got.to) == expected.get("to", list(got.to))
    assert got.proven is expected.get("proven")
    if "attachments" in expected:
        assert [f"{each.filename} {each.size}" for each in got.attachments] == expected["attachments"]
    if "problems" in expected:
        assert len(got.problems) == len(expected["problems"]), got.problems
        for problem, words in zip(got.problems, expected["problems"], strict=True):
            assert words in problem
    machine = expected.get("automated", got.automated or False)
    assert machine in (got.automated or "") if isinstance(machine, str) else got.automated is None
    assert got.may_order is expected.get("may_order", got.automated is None)
