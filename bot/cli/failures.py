"""What a user can cause, told in one line: which failures those are, their words, and the exit status."""

import re

import click

from bot.cli.config import ConfigError

# Errors whose text is a line for the operator; by name, so that no room is imported only to compare.
REFUSALS = frozenset(
    {
        "store.errors.StoreError",
        "bot.desk.progress.Refused",
        "bot.papers.documents.NoDocument",
        "bot.desk.templating.TemplateError",
        "scheduler.webserver.PortError",
    }
)


class WrongUse(click.ClickException):
    """Refused before anything was done, since what was given cannot be used."""

    exit_code = 2


def refusal(error: Exception) -> click.ClickException | None:
    """What click is to say of this failure, or None where it is a fault of the program or click's own affair."""
    if isinstance(error, click.ClickException | click.exceptions.Exit | click.Abort | BrokenPipeError):
        return None
    if isinstance(error, ConfigError):
        return WrongUse("\nError: ".join(str(error).splitlines()))
    if any(f"{kind.__module__}.{kind.__qualname__}" in REFUSALS for kind in type(error).__mro__):
        return click.ClickException(_line(error))
    if isinstance(error, OSError) and error.filename is not None:
        return click.ClickException(f"{error.filename}: {_line(error.strerror or error).lower()}")
    return click.ClickException(_line(error)) if isinstance(error, OSError) else None


def _line(error: object) -> str:
    line = " ".join(str(error).split()) or type(error).__name__
    return re.sub(r"://[^/@\s]*@", "://***@", line)
