"""The API's own description: an OpenAPI 3.1 document, and a page that shows it and fetches nothing from elsewhere."""

from collections.abc import Mapping
from functools import cache
from importlib import metadata
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from pydantic.json_schema import models_json_schema
from starlette.responses import HTMLResponse

from bot.api.operations import OPERATIONS, Operation, Parameter
from bot.api.problems import CODES, MEDIA_TYPE
from bot.api.schemas import ANSWERS

BASE = "/api/v1"
_SCHEMAS = "#/components/schemas/{model}"
_EVERY_CALL: Mapping[int, str] = {401: "no_key", 403: "not_allowed_here", 429: "too_many"}


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document (https://spec.openapis.org/oas/v3.1.1)."""
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _told(operation)
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "jiedan",
            "version": metadata.version("jiedan"),
            "summary": "Bring messages and orders in, look at orders, move them",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": BASE}],
        "security": [{"key": []}],
        "paths": paths,
        "components": {
            "schemas": {**ANSWERS, **_bodies()},
            "securitySchemes": {
                "key": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "A key made by `jiedan api-keys make`",
                }
            },
        },
    }


@cache
def page() -> HTMLResponse:
    """The document for people."""
    templates = Environment(
        loader=PackageLoader("bot.api", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    told = document()
    shown = templates.get_template("api.html").render(
        document=told,
        base=BASE,
        operations=[
            (method.upper(), path, operation)
            for path, methods in told["paths"].items()
            for method, operation in methods.items()
        ],
        schemas=told["components"]["schemas"],
        codes=CODES,
        kind=_kind,
    )
    return HTMLResponse(shown)


def _told(operation: Operation) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "description": f"{operation.description} Needs the role `{operation.role}`.".strip(),
        "parameters": [*_in_path(operation.path), *map(_parameter, operation.parameters)],
        "responses": {
            **{
                str(status): {"description": meaning, "content": _answered(operation, schema)}
                for status, (meaning, schema) in operation.answers.items()
            },
            **{
                str(status): {
                    "description": f"{code}: {CODES[code]}",
                    "content": _content(MEDIA_TYPE, "Problem"),
                }
                for status, code in sorted({**_EVERY_CALL, **operation.problems}.items())
            },
        },
    }
    if operation.body is not None:
        content = _content("application/json", operation.body.__name__)
        for kind in operation.files:
            content[kind] = {"schema": {"type": "string"}}
        told["requestBody"] = {"required": True, "content": content}
    return told


def _answered(operation: Operation, schema: str) -> dict[str, Any]:
    files = {kind: {"schema": {"type": "string", "format": "binary"}} for kind in operation.produces}
    return files | (_content("application/json", schema) if schema else {})


def _in_path(path: str) -> list[dict[str, Any]]:
    names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    return [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names]


def _parameter(one: Parameter) -> dict[str, Any]:
    return {
        "name": one.name,
        "in": one.within,
        "required": False,
        "description": one.description,
        "schema": dict(one.schema),
    }


def _content(kind: str, schema: str) -> dict[str, Any]:
    return {kind: {"schema": {"$ref": _SCHEMAS.format(model=schema)}}}


def _bodies() -> dict[str, Any]:
    models = dict.fromkeys(one.body for one in OPERATIONS if one.body is not None)
    _, told = models_json_schema([(model, "validation") for model in models], ref_template=_SCHEMAS)
    return dict(told.get("$defs", {}))


def _kind(schema: Mapping[str, Any]) -> str:
    """What a value of the schema is, in a few words."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(map(_kind, schema["anyOf"])))
    if "const" in schema:
        return str(schema["const"])
    if "enum" in schema:
        return ", ".join(str(one) for one in schema["enum"] if one is not None)
    if schema.get("type") == "array":
        return f"list of {_kind(schema['items'])}"
    kinds = schema.get("type", "any")
    kind = " or ".join(kinds) if isinstance(kinds, list) else str(kinds)
    return f"{kind} ({schema['format']})" if "format" in schema else kind
