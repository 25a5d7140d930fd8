"""`jiedan visitors`: who a visitor of the web chat is."""

import click


@click.group()
def visitors() -> None:
    """Personal links to the web chat."""
