"""Free text to reading: pure functions over text, catalog, directory, context and time."""

import sys
from importlib import import_module
from typing import TYPE_CHECKING

from parsers.uncollected import uncollected

if TYPE_CHECKING:
    from parsers.catalog import Catalog
    from parsers.directory import Directory
    from parsers.pipeline import ReadingSettings, read
    from parsers.reading import (
        Context,
        Customer,
        Evidence,
        Flag,
        Line,
        Message,
        OrderContext,
        Party,
        Product,
        Reading,
        Rep,
        Sender,
    )

__all__ = [
    "Catalog",
    "Context",
    "Customer",
    "Directory",
    "Evidence",
    "Flag",
    "Line",
    "Message",
    "OrderContext",
    "Party",
    "Product",
    "Reading",
    "ReadingSettings",
    "Rep",
    "Sender",
    "read",
]

_ELSEWHERE = {
    "Catalog": "parsers.catalog",
    "Directory": "parsers.directory",
    "ReadingSettings": "parsers.pipeline",
    "read": "parsers.pipeline",
}


if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        # On first use: who only opens files (parsers.attachments) must not wait for the language model's libraries.
        if name not in __all__:
            raise AttributeError(name)
        module = _ELSEWHERE.get(name, "parsers.reading")
        if module not in sys.modules:
            with uncollected():
                import_module(module)
        return getattr(import_module(module), name)
