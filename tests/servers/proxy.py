"""A TCP proxy between a client and a server that fails on command: FIN, RST, silence, a cut after so many bytes, refusal."""

import contextlib
import socket
import struct
import threading
from collections.abc import Iterator


class Proxy:
    """Passes connections on to `target` until it is told to fail. Start it with `running`."""

    def __init__(self, target: int) -> None:
        self.target = target
        self.connections = 0
        self.cut_after: int | None = None
        """End the connection after so many bytes from the server; None passes all."""
        self._silent = threading.Event()
        self._lock = threading.Lock()
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._listener: socket.socket | None = None
        self.port = 0
        self._listen()

    def _listen(self) -> None:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port))
        listener.listen(50)
        self.port = listener.getsockname()[1]
        self._listener = listener
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()

    def refuse(self) -> None:
        """Nobody listens any more; what is open stays open."""
        if self._listener is not None:
            with contextlib.suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            self._listener = None

    def heal(self) -> None:
        """All works again, for new connections."""
        self.cut_after = None
        self._silent.clear()
        if self._listener is None:
            self._listen()

    def black_hole(self) -> None:
        """Nothing passes any more in either direction, and nobody is told."""
        self._silent.set()

    def fin(self) -> None:
        """Every connection is ended properly."""
        self._end(reset=False)

    def rst(self) -> None:
        """Every connection is reset."""
        self._end(reset=True)

    def close(self) -> None:
        self.refuse()
        self._end(reset=False)

    def _end(self, *, reset: bool) -> None:
        with self._lock:
            pairs, self._pairs = self._pairs, []
        for client, server in pairs:
            _end_socket(client, reset=reset)
            _end_socket(server, reset=False)

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            self.connections += 1
            try:
                server = socket.create_connection(("127.0.0.1", self.target), timeout=5)
            except OSError:
                client.close()
                continue
            server.settimeout(None)
            with self._lock:
                self._pairs.append((client, server))
            threading.Thread(target=self._pump, args=(client, server, False), daemon=True).start()
            threading.Thread(target=self._pump, args=(server, client, True), daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket, from_server: bool) -> None:
        passed = 0
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                while self._silent.is_set():
                    if source.fileno() < 0:
                        return
                    threading.Event().wait(0.05)
                if from_server and self.cut_after is not None and passed + len(data) > self.cut_after:
                    target.sendall(data[: max(self.cut_after - passed, 0)])
                    _end_socket(target, reset=False)
                    _end_socket(source, reset=False)
                    return
                target.sendall(data)
                passed += len(data)
        if not self._silent.is_set():
            with contextlib.suppress(OSError):
                target.shutdown(socket.SHUT_WR)


def _end_socket(each: socket.socket, *, reset: bool) -> None:
    with contextlib.suppress(OSError):
        if reset:
            each.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        else:
            each.shutdown(socket.SHUT_RDWR)
    # A thread that waits in recv holds the socket open; shutdown wakes it, and close after it sends the RST.
    with contextlib.suppress(OSError):
        if reset:
            each.shutdown(socket.SHUT_RD)
    each.close()


@contextlib.contextmanager
def running(target: int) -> Iterator[Proxy]:
    """A proxy to `target` (a port on this machine) on a port of its own."""
    proxy = Proxy(target)
    try:
        yield proxy
    finally:
        proxy.close()
