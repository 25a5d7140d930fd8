"""The command as a whole: help, wrong use, and failures that are one line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.main import COMMANDS, jiedan

JIEDAN = (sys.executable, "-c", "from bot.cli.main import main; main()")
HERE = Path(__file__).resolve().parents[2]


def jiedan_process(*arguments: str, cwd: Path, **more: object) -> "subprocess.CompletedProcess[str]":
    environment = {key: value for key, value in os.environ.items() if not key.startswith("JIEDAN_")}
    return subprocess.run(
        [*JIEDAN, *arguments],
        cwd=cwd,
        env=environment | {"PYTHONPATH": str(HERE)},
        capture_output=True,
        text=True,
        timeout=60,
        **more,  # type: ignore[call-overload]
    )


def test_help_names_every_command_and_imports_none() -> None:
    script = (
        "import sys; from click.testing import CliRunner; from bot.cli.main import jiedan;"
        "r = CliRunner().invoke(jiedan, ['--help']); print(r.output);"
        "print([m for m in ('spacy', 'sqlalchemy', 'telegram', 'imapclient', 'starlette') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, cwd=HERE
    )
    assert done.stdout.splitlines()[-1] == "[]"
    for name in COMMANDS:
        assert f"  {name} " in done.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    result = CliRunner().invoke(jiedan, [name, "--help"])
    assert result.exit_code == 0, result.output
    assert result.output.startswith(f"Usage: jiedan {name}")


def test_a_mistyped_command_is_wrong_use_and_suggests_the_nearest() -> None:
    result = CliRunner().invoke(jiedan, ["ordrs"])
    assert result.exit_code == 2
    assert "Did you mean orders?" in result.stderr


def test_listing_orders_does_not_load_the_language_model(tmp_path: Path) -> None:
    script = (
        "import sys; from click.testing import CliRunner; from bot.cli.main import jiedan;"
        "r = CliRunner().invoke(jiedan, ['orders', 'list', '--json']); print(r.stdout);"
        "print([m for m in ('spacy', 'telegram', 'imapclient', 'starlette', 'opencc') if m in sys.modules])"
    )
    environment = os.environ | {"PYTHONPATH": str(HERE)}
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=tmp_path,
        env=environment,
    )
    assert done.stdout.splitlines() == ["[]", "", "[]"]


def test_a_reader_that_goes_away_is_no_traceback(tmp_path: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    environment = os.environ | {"PYTHONPATH": str(HERE)}
    done = subprocess.run(
        [*JIEDAN, "orders", "list", "--json"],
        stdout=write,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env=environment,
    )
    os.close(write)
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


def test_output_is_utf8_for_a_script_whatever_the_locale(tmp_path: Path) -> None:
    done = jiedan_process("--help", cwd=tmp_path)
    assert "接单" in done.stdout
