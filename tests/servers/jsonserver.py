"""An HTTP server whose answers a test decides, faults of the wire included."""

import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Call:
    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Fault:
    """What comes in place of the answer: `raw` bytes or `told` as JSON, slow by `drip` seconds a byte (with `from_head` from
    its first line on), or cut off."""

    status: int = 200
    told: Any = None
    raw: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    drip: float = 0
    cut: bool = False
    from_head: bool = False


@dataclass
class JsonServer:
    """`answer` gives status and JSON of a call; `faults` come first, each once. All that was asked is in `calls`."""

    url: str = ""
    calls: list[Call] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def answer(self, call: Call) -> tuple[int, Any]:
        raise NotImplementedError

    def asked(self, path: str) -> list[Call]:
        """The calls of this path."""
        return [call for call in self.calls if call.path.endswith(path)]

    def reply(self, call: Call) -> Fault:
        self.calls.append(call)
        if self.faults:
            return self.faults.pop(0)
        status, told = self.answer(call)
        return Fault(status, told)


@contextmanager
def running(server: JsonServer) -> Iterator[None]:
    """Serves it until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            self._do(self.rfile.read(length))

        def do_GET(self) -> None:
            self._do(b"")

        def _do(self, body: bytes) -> None:
            parts = urlsplit(self.path)
            headers = {name.lower(): value for name, value in self.headers.items()}
            reply = server.reply(Call(self.command, parts.path, parts.query, headers, body))
            raw = json.dumps(reply.told, ensure_ascii=False).encode() if reply.raw is None else reply.raw
            if reply.from_head:
                with suppress(OSError):
                    self._write(b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 400, reply.drip)
                return
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(raw) + (10 if reply.cut else 0)))
            self.end_headers()
            with suppress(OSError):  # who asked may be gone
                self._write(raw, reply.drip)
            self.close_connection = True

        def _write(self, raw: bytes, drip: float) -> None:
            if not drip:
                self.wfile.write(raw)
                return
            for byte in raw:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(drip)

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        http.daemon_threads = True
        server.url = f"http://127.0.0.1:{http.server_address[1]}"
        thread = threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            http.shutdown()
            thread.join(5)
