"""The command as a whole: help, wrong use, what it loads, and how its output reaches a script."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from bot.cli.main import COMMANDS, jiedan
from tests.cli.processes import ROOT, jiedan_process, python_process

HEAVY = ("spacy", "sqlalchemy", "telegram", "imapclient", "starlette", "opencc", "pydantic")


def loaded_by(arguments: list[str], *, cwd: Path) -> tuple[str, set[str]]:
    """The output of a call, and which of the heavy packages it imported."""
    done = python_process(
        "import sys; from click.testing import CliRunner; from bot.cli.main import jiedan;"
        f"r = CliRunner().invoke(jiedan, {arguments!r}); print(r.stdout);"
        f"print(*(m for m in {HEAVY!r} if m in sys.modules))",
        cwd=cwd,
    )
    output, _, modules = done.stdout.rstrip("\n").rpartition("\n")
    return output, set(modules.split())


def every_command() -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    context = click.Context(jiedan)
    for name in COMMANDS:
        command = jiedan.get_command(context, name)
        found.append((name,))
        if isinstance(command, click.Group):
            found += [(name, inner) for inner in command.commands]
    return found


def test_help_names_every_command_and_is_quick_since_it_imports_none() -> None:
    output, modules = loaded_by(["--help"], cwd=ROOT)
    assert modules <= {"pydantic"}
    for name in COMMANDS:
        assert f"  {name} " in output


@pytest.mark.parametrize("command", every_command(), ids=" ".join)
def test_every_command_explains_itself_and_each_of_its_options(command: tuple[str, ...]) -> None:
    result = CliRunner().invoke(jiedan, [*command, "--help"])
    assert result.exit_code == 0, result.output
    assert result.output.startswith(f"Usage: jiedan {' '.join(command)}")
    found: click.Command | None = jiedan.get_command(click.Context(jiedan), command[0])
    for name in command[1:]:
        assert isinstance(found, click.Group)
        found = found.commands[name]
    assert found is not None
    assert found.help
    for option in found.params:
        assert not isinstance(option, click.Option) or option.help, option.name


@pytest.mark.parametrize("name", ["import", "orders", "conversations", "review", "inbox", "visitors"])
def test_the_help_of_a_command_loads_no_language_model(name: str) -> None:
    _, modules = loaded_by([name, "--help"], cwd=ROOT)
    assert modules <= {"pydantic"}


def test_a_listing_loads_only_the_store(tmp_path: Path) -> None:
    output, modules = loaded_by(["orders", "list", "--json"], cwd=tmp_path)
    assert output.strip() == "[]"
    assert modules == {"pydantic", "sqlalchemy"}


def test_a_mistyped_command_is_wrong_use_and_suggests_the_nearest() -> None:
    result = CliRunner().invoke(jiedan, ["ordrs"])
    assert result.exit_code == 2
    assert "Did you mean orders?" in result.stderr
    unknown = CliRunner().invoke(jiedan, ["zzz"])
    assert unknown.exit_code == 2
    assert "There are: run, init" in unknown.stderr


def test_output_is_utf8_for_a_script_whatever_the_locale(tmp_path: Path) -> None:
    assert "接单" in jiedan_process("--help", cwd=tmp_path).stdout
