"""The configuration as text: every key with its comment and default, and the keys that are set.

`python -m bot.cli.example > config.example.toml` writes the example that lies in the repository.
"""

import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import click
from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from bot.cli.config import SECTIONS, Section
from bot.cli.fields import bounds, default, example, has_own_rule, inner_model, is_secret, words

HEAD = """\
# The configuration of jiedan. Copy it to config.toml and take away the # before what you set;
# what stays commented has the default that is shown. `jiedan init` writes one by asking,
# `jiedan doctor` says whether it works.
#
# A secret (marked so) is better not written here: password = "env:NAME" takes it from the environment,
# password = "file:/path" from a file. Written here it needs a file that only its owner reads (chmod 600).
"""


def render(values: Mapping[str, Any] | None = None) -> str:
    """The TOML text of the whole configuration; `values` (section -> table, or list of tables) are set, the rest is commented."""
    return "\n".join([HEAD, *_sections(values or {})])


def toml(value: Any) -> str:
    """One value as TOML spells it."""
    if isinstance(value, SecretStr):
        return toml(value.get_secret_value())
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        return str(value).removesuffix(".0")
    if isinstance(value, Mapping):
        return (
            "{ " + ", ".join(f"{key} = {toml(item)}" for key, item in value.items()) + " }" if value else "{}"
        )
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(toml(item) for item in value) + "]"
    # JSON's escapes are TOML's; a bare DEL is the one character that TOML forbids and JSON allows.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def _sections(values: Mapping[str, Any]) -> Iterator[str]:
    for name, section in SECTIONS.items():
        model = section.load()
        told = values.get(name)
        tables = told if isinstance(told, list | tuple) else [told]
        yield ""
        yield from _comment(" ".join((model.__doc__ or name).split()))
        if not section.always:
            yield from _comment(
                "The section may be repeated, once for each."
                if section.many
                else "It counts only where its heading stands."
            )
        for table in tables or [None]:
            yield from _table(name, section, model, table)


def _table(
    name: str, section: Section, model: type[BaseModel], table: Mapping[str, Any] | None
) -> Iterator[str]:
    mark = "" if table is not None or section.always else "#"
    yield f"{mark}[[{name}]]" if section.many else f"{mark}[{name}]"
    nested: list[tuple[str, type[BaseModel]]] = []
    for key, info in model.model_fields.items():
        inner = inner_model(info)
        if inner is not None:
            nested.append((key, inner))
            continue
        yield ""
        yield from _comment(described(info, secret=is_secret(info)))
        if table is not None and key in table:
            yield f"{key} = {toml(table[key])}"
        else:
            yield f"#{key} = {toml(example(info))}"
    for key, inner in nested:
        yield ""
        told = (table or {}).get(key)
        yield from _comment(described(model.model_fields[key], secret=False, table=True))
        yield from _table(f"{name}.{key}", Section("", always=False), inner, told)


def described(info: FieldInfo, *, secret: bool, table: bool = False) -> str:
    """The key's comment: what it is, what is allowed, and whether it is needed, unset or a secret."""
    said = [(info.description or "").rstrip(".") + ".", *_allowed(info)]
    if table:
        return " ".join(said)
    if secret:
        said.append("A secret.")
    if info.is_required():
        said.append("Needed.")
    elif default(info) is None:
        said.append("Unset by default; for instance:")
    return " ".join(said)


def _allowed(info: FieldInfo) -> Iterator[str]:
    """What the type allows, where the description does not say so already."""
    if has_own_rule(info):
        return
    if any(word not in (info.description or "") for word in words(info)):
        yield f"Allowed: {', '.join(words(info))}."
    if bounds(info):
        yield f"Allowed: {bounds(info)}."


def _comment(text: str) -> Iterator[str]:
    for line in textwrap.wrap(text, 108, break_long_words=False, break_on_hyphens=False):
        yield f"# {line}"


if __name__ == "__main__":
    click.echo(render())
