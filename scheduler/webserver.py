"""The web server in a thread: a socket that is bound before anything starts, and uvicorn on it."""

import socket
import threading

import uvicorn
from starlette.types import ASGIApp

BACKLOG = 128
GRACE = 2
"""Seconds that open requests get when the server stops; a page that listens for news reconnects."""


class PortError(Exception):
    """The port that the configuration names is taken by another program."""


def bound(host: str, port: int, *, key: str) -> socket.socket:
    """A socket that listens on `host` and `port` (0: any free one): who connects before the server runs waits for it.

    Raises PortError, naming the key of the configuration.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    # So that a restart need not wait for the last connections of the old process to fade.
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((host, port))
        # Two sockets may be bound to a port as long as neither listens; this is where a port in use shows.
        sock.listen(BACKLOG)
    except OSError as error:
        sock.close()
        reason = (error.strerror or str(error)).lower()
        raise PortError(f"{host}:{port} cannot be used: {reason} (set another port in {key})") from None
    return sock


class WebServer(threading.Thread):
    """Serves `app` on `sock` until it is stopped."""

    def __init__(self, app: ASGIApp, *, sock: socket.socket) -> None:
        super().__init__(name="web", daemon=True)
        self._sock = sock
        # No access log: personal links stand in the paths.
        config = uvicorn.Config(
            app, log_config=None, access_log=False, timeout_graceful_shutdown=GRACE, server_header=False
        )
        self._server = uvicorn.Server(config)

    def stop(self) -> None:
        """Takes no new requests; `join` waits for the open ones."""
        self._server.should_exit = True

    def run(self) -> None:
        self._server.run(sockets=[self._sock])
