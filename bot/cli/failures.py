"""What a user can cause, told in one line: which failures those are, and their words."""

import re
from collections.abc import Iterator

import click

from bot.cli.config import ConfigError


def in_one_line(error: BaseException) -> str | None:
    """The line that tells this failure to the operator, or None where it is a fault of the program."""
    if isinstance(error, click.exceptions.Exit | click.ClickException | click.Abort | BrokenPipeError):
        return None
    if isinstance(error, ConfigError):
        return str(error)
    names = set(_names(error))
    if "Refused" in names:
        return _line(error)
    if {"OperationalError", "InterfaceError", "ProgrammingError", "TimeoutError"} & names and any(
        name.startswith("sqlalchemy") for name in _modules(error)
    ):
        return f"the database does not answer: {_line(getattr(error, 'orig', None) or error)}"
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {(error.strerror or str(error)).lower()}"
    if isinstance(error, OSError):
        return _line(error)
    return None


def _names(error: BaseException) -> Iterator[str]:
    return (kind.__name__ for kind in type(error).__mro__)


def _modules(error: BaseException) -> Iterator[str]:
    return (kind.__module__ for kind in type(error).__mro__)


def _line(error: object) -> str:
    line = " ".join(str(error).split()) or type(error).__name__
    return re.sub(r"://[^/@\s]*@", "://***@", line)
