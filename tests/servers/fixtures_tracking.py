"""Fixtures of tracking: a server of each provider a test."""

from collections.abc import Iterator

import pytest

from tests.servers.aftership import AftershipServer
from tests.servers.jsonserver import running
from tests.servers.kuaidi100 import Kuaidi100Server
from tests.servers.track17 import Track17Server


@pytest.fixture
def kuaidi100_server() -> Iterator[Kuaidi100Server]:
    server = Kuaidi100Server()
    with running(server):
        yield server


@pytest.fixture
def track17_server() -> Iterator[Track17Server]:
    server = Track17Server()
    with running(server):
        yield server


@pytest.fixture
def aftership_server() -> Iterator[AftershipServer]:
    server = AftershipServer()
    with running(server):
        yield server
