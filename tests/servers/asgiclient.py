"""A client that calls an ASGI app without a socket, as a browser on a given machine would."""

import asyncio
from typing import Any

import httpx


class AsgiClient:
    """Keeps its cookies from one call to the next; follows no redirects."""

    def __init__(
        self, app: Any, *, base_url: str = "http://127.0.0.1:8080", client: str = "127.0.0.1", **headers: str
    ) -> None:
        self.app, self._base_url, self._client = app, base_url, client
        self._headers = {name.replace("_", "-"): value for name, value in headers.items()}
        self.cookies = httpx.Cookies()

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self._call("GET", path, headers)

    def post(self, path: str, data: dict[str, str] | None = None, **headers: str) -> httpx.Response:
        return self._call("POST", path, headers, data=data or {})

    def _call(self, method: str, path: str, headers: dict[str, str], **more: Any) -> httpx.Response:
        told = self._headers | {name.replace("_", "-"): value for name, value in headers.items()}

        async def call() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app, client=(self._client, 40000))
            async with httpx.AsyncClient(
                transport=transport, base_url=self._base_url, cookies=self.cookies
            ) as client:
                answer = await client.request(method, path, headers=told, **more)
                self.cookies = client.cookies
                return answer

        return asyncio.run(call())
