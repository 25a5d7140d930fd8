"""The command as a user has it: in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

JIEDAN = (sys.executable, "-c", "from bot.cli.main import main; main()")
ROOT = Path(__file__).resolve().parents[2]


def environment(**more: str) -> dict[str, str]:
    """The environment without what would name another configuration or operator."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("JIEDAN_")}
    return {**kept, "PYTHONPATH": str(ROOT), **more}


def jiedan_process(*arguments: str, cwd: Path) -> "subprocess.CompletedProcess[str]":
    """`jiedan` with these arguments, to its end."""
    return subprocess.run(
        [*JIEDAN, *arguments],
        cwd=cwd,
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )


def python_process(script: str, *, cwd: Path) -> "subprocess.CompletedProcess[str]":
    """A Python that has our packages."""
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=cwd,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
