"""Fixtures of the chats: a Bot API server a test, one Chromium a module."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.servers import botapi as botapis
from tests.servers import browser as browsers


@pytest.fixture
def botapi() -> Iterator[botapis.BotApi]:
    with botapis.running() as server:
        yield server


# Not longer: while it is open, its event loop counts as running, and other tests could not run one of their own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsers.running() as chromium:
        yield chromium
