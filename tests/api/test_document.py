"""The OpenAPI document and its page say what the API does, and fetch nothing from elsewhere."""

import re
from collections.abc import Iterator
from typing import Any

import httpx

from bot.api.operations import OPERATIONS
from tests.api.site import Site

ORDER = {"text": "可乐3箱，送店里", "customer": "C001"}


def refs(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, one in value.items():
            if name == "$ref":
                yield one
            else:
                yield from refs(one)
    elif isinstance(value, list):
        for one in value:
            yield from refs(one)


def fits(value: Any, schema: dict[str, Any], schemas: dict[str, Any], where: str = "") -> None:
    """Fails where the value is none of this schema: what of JSON Schema our own schemas use."""
    if "$ref" in schema:
        fits(value, schemas[schema["$ref"].rpartition("/")[2]], schemas, where)
        return
    if "anyOf" in schema:
        if value is not None:
            fits(value, schema["anyOf"][0], schemas, where)
        return
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    of = {
        "object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "boolean": bool,
        "null": type(None),
    }  # fmt: skip
    assert any(isinstance(value, of[kind]) for kind in kinds), (where, value)
    if "enum" in schema:
        assert value in schema["enum"], (where, value)
    if isinstance(value, dict):
        assert set(schema["required"]) <= set(value), (where, value)
        assert set(value) <= set(schema["properties"]), (where, set(value) - set(schema["properties"]))
        for name, one in value.items():
            fits(one, schema["properties"][name], schemas, f"{where}.{name}")
    if isinstance(value, list):
        for one in value:
            fits(one, schema["items"], schemas, f"{where}[]")


def test_the_document_is_there_without_a_key_and_whole(site: Site) -> None:
    answer = httpx.get(f"{site.url}/api/v1/openapi.json", trust_env=False)
    told = answer.json()
    assert told["openapi"].startswith("3.1.")
    assert {name.rpartition("/")[2] for name in refs(told)} <= set(told["components"]["schemas"])
    called = {(method.upper(), path) for path, methods in told["paths"].items() for method in methods}
    assert called == {(one.method, one.path) for one in OPERATIONS}
    names = [one["operationId"] for methods in told["paths"].values() for one in methods.values()]
    assert len(names) == len(set(names))
    for path, methods in told["paths"].items():
        for one in methods.values():
            inside = {each["name"] for each in one["parameters"] if each["in"] == "path"}
            assert inside == set(re.findall(r"\{(\w+)\}", path))


def test_the_answers_are_as_the_document_says(site: Site) -> None:
    schemas = httpx.get(f"{site.url}/api/v1/openapi.json", trust_env=False).json()["components"]["schemas"]
    shop = site.caller()
    message = shop.post("/messages", ORDER, once="1").json()
    fits(message, schemas["Message"], schemas)
    fits(shop.get("/orders").json(), schemas["Orders"], schemas)
    fits(shop.get(f"/orders/{message['order_no']}").json(), schemas["Order"], schemas)
    fits(shop.get("/orders/x").json(), schemas["Problem"], schemas)
    fits(shop.post("/messages", {}, once="2").json(), schemas["Problem"], schemas)


def test_the_page_shows_each_operation_and_nothing_from_outside(site: Site) -> None:
    answer = httpx.get(f"{site.url}/api", trust_env=False)
    assert answer.status_code == 200
    for one in OPERATIONS:
        assert f'id="{one.name}"' in answer.text
        assert f"/api/v1{one.path}" in answer.text
    links = re.findall(r"""(?:href|src)=["']([^"']+)""", answer.text)
    assert links
    assert all(link.startswith(("/api/", "#")) for link in links), links
    assert "<script" not in answer.text
    ids = re.findall(r'id="([^"]+)"', answer.text)
    assert len(ids) == len(set(ids))
    for link in links:
        if link.startswith("#"):
            assert link[1:] in ids, link
        else:
            assert httpx.get(f"{site.url}{link}", trust_env=False).status_code == 200, link
    assert "default-src 'none'" in answer.headers["content-security-policy"]
