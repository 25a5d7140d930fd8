"""The plugins that give the tests their servers and databases; where the tests write, and which are begun first."""

import shutil
import tempfile
from pathlib import Path

import pytest

pytest_plugins = [
    "tests.servers.fixtures_store",
    "tests.servers.fixtures_mail",
    "tests.servers.fixtures_chat",
    "tests.servers.fixtures_tracking",
    "tests.cli.fixtures_shop",
]

MEMORY, LEAST_FREE = Path("/dev/shm"), 2 << 30
"""Files that lie in memory: there no commit of SQLite waits for a disk. So many bytes must be free."""
LONG = (
    "scheduler/test_month.py",
    "end_to_end/test_run.py",
    "desk/test_kill.py",
    "parsers/test_hostile.py",
    "parsers/test_fuzz.py",
)
"""Files that take longest. They come first, so that no worker is left with one at the end."""


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Without --basetemp the tests write into memory, if there is enough of it."""
    if config.option.basetemp is None and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= LEAST_FREE:
        made = tempfile.mkdtemp(prefix="jd-tests-", dir=MEMORY)
        config.option.basetemp = str(Path(made) / "tmp")
        config.add_cleanup(lambda: shutil.rmtree(made, ignore_errors=True))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    places = {here / name: at for at, name in enumerate(LONG)}
    items.sort(key=lambda item: places.get(item.path, len(LONG)))
