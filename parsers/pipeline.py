"""From a message to its reading: the components in their order."""

from dataclasses import dataclass
from decimal import Decimal

from parsers.catalog import Catalog
from parsers.directory import Directory
from parsers.reading import Message, Party, Reading


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """What a company allows: a reading below `threshold` is looked at by an operator before it counts;
    `max_line_quantity` is in base units (None: no bound)."""

    threshold: float = 0.8
    max_line_quantity: Decimal | None = None


DEFAULT = ReadingSettings()


def read(
    message: Message, *, catalog: Catalog, directory: Directory, settings: ReadingSettings = DEFAULT
) -> Reading:
    """What the message means. Never raises on what people write."""
    customer = directory.customer_by_address(message.sender.address)
    return Reading(
        intent="inquiry",
        verdict="review",
        certainty=0.0,
        customer=Party(code=customer.code if customer else None),
    )
