"""What would be booked as something else than was meant is asked about or left to a person, and ordinary orders are not."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.parsers import shop
from tests.parsers.five_trades import reading

BANK = tomllib.loads(Path(__file__).with_name("silent.toml").read_text("utf-8"))
ORDERING = ("new_order", "amend_order", "clarification")


def _cases(kind: str) -> list[tuple[str, str, str]]:
    return list(_told(kind))


def _told(kind: str) -> Iterator[tuple[str, str, str]]:
    for trades in BANK.values():
        for trade, kinds in trades.items():
            for case in kinds.get(kind, ()):
                yield (trade, *case) if isinstance(case, list) else (trade, case, "")


def _booked(trade: str, text: str) -> str | None:
    """What is acted upon unseen, and where it goes; None where somebody looks first."""
    found = reading(trade, text)
    if found.verdict != "accept" or found.intent not in ORDERING:
        return None
    return f"{'; '.join(sorted(shop.lines(found)))}@{found.delivery_address}"


def _agrees(booked: str, told: str) -> bool:
    lines, _, place = told.partition("@")
    have, _, address = booked.partition("@")
    return have == "; ".join(sorted(lines.split("; "))) and place in address


@pytest.mark.parametrize(("trade", "text", "_"), _cases("asked"))
def test_nobody_books_it_unseen(trade: str, text: str, _: str) -> None:
    assert _booked(trade, text) is None


@pytest.mark.parametrize(("trade", "text", "told"), _cases("either"))
def test_it_is_read_or_asked_about(trade: str, text: str, told: str) -> None:
    booked = _booked(trade, text)
    assert booked is None or _agrees(booked, told)


@pytest.mark.parametrize(("trade", "text", "told"), _cases("ordinary"))
def test_an_ordinary_order_is_accepted(trade: str, text: str, told: str) -> None:
    booked = _booked(trade, text)
    assert booked is not None
    assert _agrees(booked, told)


@pytest.mark.xfail(strict=True)
@pytest.mark.parametrize(("trade", "text", "_"), _cases("gaps"))
def test_it_should_not_be_booked(trade: str, text: str, _: str) -> None:
    assert _booked(trade, text) is None
