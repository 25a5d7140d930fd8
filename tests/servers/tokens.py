"""An OAuth token endpoint over HTTP, as the providers have it (RFC 6749, 6)."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl


@dataclass
class TokenServer:
    """What was asked is in `forms`. It answers with the next of `answers` (status, JSON or text), then with new tokens."""

    url: str = ""
    forms: list[dict[str, str]] = field(default_factory=list)
    answers: list[tuple[int, Any]] = field(default_factory=list)
    issued: set[str] = field(default_factory=set)
    """The access tokens that were handed out."""

    def answer(self, form: dict[str, str]) -> tuple[int, str]:
        self.forms.append(form)
        if self.answers:
            status, body = self.answers.pop(0)
            return status, body if isinstance(body, str) else json.dumps(body)
        token = f"access-{len(self.forms)}"
        self.issued.add(token)
        return 200, json.dumps({"access_token": token, "expires_in": 3600, "token_type": "Bearer"})


@contextmanager
def running() -> Iterator[TokenServer]:
    """Starts a server and ends it."""
    tokens = TokenServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            status, body = tokens.answer(dict(parse_qsl(self.rfile.read(length).decode())))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        tokens.url = f"http://127.0.0.1:{server.server_address[1]}/token"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield tokens
        finally:
            server.shutdown()
            thread.join(5)
