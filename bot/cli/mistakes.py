"""A mistake in the configuration, in one line: the key, its value (never a secret) and what is allowed."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pydantic import BaseModel

from bot.cli.fields import bounds, example, inner_model, is_secret

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo
    from pydantic_core import ErrorDetails

# What pydantic says by the names of Python's types, in the words of TOML; by its kinds of errors.
_WORDS: Mapping[str, str] = {
    "string_type": 'must be text, "in quotation marks"',
    "path_type": 'must be a path, "in quotation marks"',
    "tuple_type": "must be a list, [in brackets]",
    "model_type": "must be a section of keys",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "decimal_type": "must be a number",
    "decimal_parsing": "must be a number",
    "finite_number": "must be a number",
    "string_too_short": "must not be empty",
}
_OUT_OF_BOUNDS = frozenset({"greater_than", "greater_than_equal", "less_than", "less_than_equal"})


def in_one_line(mistake: "ErrorDetails", model: type[BaseModel], where: str) -> str:
    """The line for a mistake that the validation of `model`, read from the section `where`, found."""
    key, info, inner = _place(mistake, model, where)
    if mistake["type"] == "extra_forbidden":
        return f"{key}: there is no such key{hint(str(mistake['loc'][-1]), inner.model_fields)}"
    if mistake["type"] == "missing":
        return f"{key}: is needed{f' ({info.description})' if info and info.description else ''}"
    # A whole table would show the secrets in it.
    hidden = isinstance(mistake["input"], dict) or (info is not None and is_secret(info))
    value = "" if hidden else f" = {shown(mistake['input'])}"
    return f"{key}{value}: {_allowed(mistake, info)}"


def hint(name: str, allowed: Iterable[str]) -> str:
    """The name that was probably meant, else all that there are."""
    names = list(allowed)
    near = get_close_matches(name, names, 1)
    return f"; did you mean {near[0]}?" if near else f"; there are {', '.join(names)}"


def shown(value: object) -> str:
    """A value as TOML has it, in one line of at most 80 characters, without a password in an address."""
    if isinstance(value, bool):
        return str(value).lower()
    told = repr(value) if not isinstance(value, str) else '"' + value + '"'
    told = re.sub(r"://[^/@\s]*@", "://***@", " ".join(told.split()))
    return told if len(told) <= 80 else told[:79] + "…"


def _place(
    mistake: "ErrorDetails", model: type[BaseModel], where: str
) -> "tuple[str, FieldInfo | None, type[BaseModel]]":
    """The full name of the key, what its model says of it, and that model."""
    inner, info, names = model, None, [where]
    for part in mistake["loc"]:
        if isinstance(part, int):
            names.append(f"[{part}]")
            continue
        info = inner.model_fields.get(part)
        names.append(f".{part}")
        inner = (inner_model(info) if info else None) or inner
    return "".join(names), info, inner


def _allowed(mistake: "ErrorDetails", info: "FieldInfo | None") -> str:
    kind, context = mistake["type"], mistake.get("ctx", {})
    if kind == "literal_error":
        return f"allowed is {context['expected']}"
    if kind == "value_error":
        return str(context.get("error", mistake["msg"]))
    if kind == "string_pattern_mismatch" and info is not None:
        return f"must look like {shown(example(info))}"
    if kind in _OUT_OF_BOUNDS and info is not None and bounds(info):
        return f"allowed is {bounds(info)}"
    return _WORDS.get(kind) or str(mistake["msg"]).replace("Input should be", "must be")
