"""How a parcel travels, as options of a command."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from store.order import MODES


def transport_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `--mode` and `--insurance`; the command gets them as its `transport`."""

    @wraps(command)
    def given(*args: Any, mode: Any, insurance: str | None, **options: Any) -> Any:
        from bot.desk.parcels import Transport

        return command(*args, transport=Transport(mode, insurance), **options)

    insured = click.option("--insurance", metavar="TEXT", help="For what it is insured.")
    return click.option("--mode", type=click.Choice(MODES), help="How it travels.")(insured(given))
