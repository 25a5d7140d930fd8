"""Renders the channels' own texts and pages; every template is compiled at the first use of the package's environment."""

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape


def text(name: str, language: str, **values: object) -> str:
    """A plain text of ours, `pages/{zh,en}/NAME.j2`; nothing in it is escaped."""
    folder = "zh" if language.startswith("zh") else "en"
    return environment().get_template(f"{folder}/{name}.j2").render(**values).strip()


def page(name: str, **values: Any) -> str:
    """A page or a piece of one, `pages/NAME.html`; everything that it shows is escaped."""
    return environment().get_template(f"{name}.html").render(**values)


@cache
def environment() -> Environment:
    return Environment(
        loader=PackageLoader("bot.channels", "pages"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
