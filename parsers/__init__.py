"""Free text to reading: pure functions over text, catalog, directory, context and time."""

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
