"""What a user can cause, told in one line: which failures those are, and their words."""

import re

import click

from bot.cli.config import ConfigError

# Errors whose text is a line for the operator; by name, so that no room is imported only to compare.
REFUSALS = frozenset({"store.errors.StoreError", "bot.desk.progress.Refused"})


def in_one_line(error: BaseException) -> str | None:
    """The line that tells this failure to the operator, or None where it is a fault of the program."""
    if isinstance(error, click.exceptions.Exit | click.ClickException | click.Abort | BrokenPipeError):
        return None
    if isinstance(error, ConfigError):
        return str(error)
    if any(_named(kind) in REFUSALS for kind in type(error).__mro__):
        return _line(error)
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {(error.strerror or str(error)).lower()}"
    if isinstance(error, OSError):
        return _line(error)
    return None


def _named(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def _line(error: object) -> str:
    line = " ".join(str(error).split()) or type(error).__name__
    return re.sub(r"://[^/@\s]*@", "://***@", line)
