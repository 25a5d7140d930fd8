"""`config.example.toml`: it is what the settings say, it loads as it is, and every example in it is allowed."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from bot.cli.config import SECTIONS, ConfigError, load, read
from bot.cli.example import render, toml
from bot.cli.fields import default, example, inner_model, is_secret

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"


def keys(model: type[BaseModel], *above: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Each key of the model and of the tables in it, with its path."""
    for name, info in model.model_fields.items():
        inner = inner_model(info)
        if inner is None:
            yield (*above, name), info
        else:
            yield from keys(inner, *above, name)


ALL_KEYS = [
    pytest.param(section, path, info, id=".".join((section, *path)))
    for section, found in SECTIONS.items()
    for path, info in keys(found.load())
]


def mistakes(raw: dict[str, Any]) -> list[str]:
    try:
        read(raw)
    except ConfigError as error:
        return str(error).splitlines()
    return []


def uncommented(text: str) -> str:
    """The text with the # taken away before every key and heading; comments have a blank after theirs."""
    return re.sub(r"^#(?=\S)", "", text, flags=re.MULTILINE)


def test_the_example_is_what_the_settings_say() -> None:
    told = EXAMPLE.read_text("utf-8")
    assert told == render() + "\n", "write it again: python -m bot.cli.example > config.example.toml"


def test_it_loads_as_it_is_and_means_the_defaults(tmp_path: Path) -> None:
    copy = tmp_path / "config.toml"
    copy.write_bytes(EXAMPLE.read_bytes())
    config = load(copy)
    assert config.warnings == ()
    assert (config.mailbox, config.smtp, config.smtp_door, config.telegram) == ((), None, None, None)
    assert (config.desk, config.database, config.web) == (
        read({}).desk,
        read({}).database,
        read({}).web,
    )


@pytest.mark.parametrize(("section", "path", "info"), ALL_KEYS)
def test_every_key_is_explained_with_an_example_that_is_allowed(
    section: str, path: tuple[str, ...], info: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert info.description, "a key without a description"
    shown = tomllib.loads(uncommented(EXAMPLE.read_text("utf-8")))[section]
    table = shown[0] if SECTIONS[section].many else shown
    for part in path[:-1]:
        table = table[part]
    value = table[path[-1]]
    assert value != "…", "a key without a default needs an example in its model"
    if isinstance(value, str) and value.startswith("env:"):
        monkeypatch.setenv(
            value.removeprefix("env:"), "123456789:of-nobody" if path[-1] == "token" else "s3cret"
        )
    told: Any = {path[-1]: value}
    for part in reversed(path[:-1]):
        told = {part: told}
    many = SECTIONS[section].many
    key = ".".join((f"{section}[0]" if many else section, *path))
    # That other keys are needed beside it is another matter.
    assert [
        line
        for line in mistakes({section: [told] if many else told})
        if line.startswith((f"{key} =", f"{key}:"))
    ] == []


@pytest.mark.parametrize(("section", "path", "info"), ALL_KEYS)
def test_the_value_beside_a_key_is_its_default_or_said_to_be_an_example(
    section: str, path: tuple[str, ...], info: Any
) -> None:
    text = EXAMPLE.read_text("utf-8")
    heading = ".".join((section, *path[:-1]))
    (_, _, rest) = text.partition(f"[{heading}]")
    comment, line = re.findall(rf"((?:^# .*\n)+)^#?({path[-1]} = .*)$", rest, flags=re.MULTILINE)[0]
    assert line == f"{path[-1]} = {toml(example(info))}"
    words = " ".join(comment.replace("#", " ").split())
    told = default(info)
    assert words.endswith("Needed.") == info.is_required()
    assert ("Unset by default; for instance:" in words) == (told is None and not info.is_required())
    assert ("A secret." in words) == is_secret(info)


def test_what_init_writes_is_read_back_as_it_was_told() -> None:
    values: dict[str, Any] = {
        "desk": {
            "company": 'Müller "&" 子公司\\',
            "zone": "Europe/Berlin",
            "announce": ["shipped", "delivered"],
        },
        "database": {"url": "postgresql://u:p%40ss@db/jiedan"},
        "mailbox": [
            {"host": "a.example", "user": "a@a.example", "password": "p#1"},
            {
                "host": "b.example",
                "user": "b@b.example",
                "oauth": {"provider": "google", "client_id": "c", "refresh_token": "r"},
            },
        ],
        "smtp": {"host": "s.example", "from_address": "a@a.example", "timeout": 12.5},
        "web": {"port": 0, "hosts": ["shop.example"]},
    }
    assert tomllib.loads(render(values)) == values | {"maildir": {}, "staff": {}, "tours": {}, "api": {}}
