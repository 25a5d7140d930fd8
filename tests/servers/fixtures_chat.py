"""Fixtures of the chats: a Bot API server a test, one Chromium a session."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.servers import botapi as botapis
from tests.servers import browser as browsers


@pytest.fixture
def botapi() -> Iterator[botapis.BotApi]:
    with botapis.running() as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with browsers.running() as chromium:
        yield chromium
