import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from scheduler.webserver import PortError, WebServer, bound


def hello(request: Request) -> PlainTextResponse:
    return PlainTextResponse("hello")


def test_it_serves_on_the_socket_that_was_bound_before_and_stops() -> None:
    sock = bound("127.0.0.1", 0, key="web.port")
    port = sock.getsockname()[1]
    server = WebServer(Starlette(routes=[Route("/", hello)]), sock=sock)
    server.start()
    try:
        assert httpx.get(f"http://127.0.0.1:{port}/", timeout=10).text == "hello"
    finally:
        server.stop()
        server.join(10)
    assert not server.is_alive()
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://127.0.0.1:{port}/", timeout=10)


def test_one_that_is_stopped_at_its_start_stops_too() -> None:
    server = WebServer(Starlette(routes=[Route("/", hello)]), sock=bound("127.0.0.1", 0, key="web.port"))
    server.start()
    server.stop()
    server.join(10)
    assert not server.is_alive()


def test_a_port_in_use_is_one_line_that_names_the_port_and_the_key() -> None:
    with bound("127.0.0.1", 0, key="web.port") as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortError, match=rf"127\.0\.0\.1:{port} .*in use.*web\.port"):
            bound("127.0.0.1", port, key="web.port")
