"""A kept order whose parts its program tells apart already: read from its own fields, not from words."""

from bot.desk.case import Case
from bot.desk.desk import Desk
from parsers import structured
from parsers.reading import Reading
from store import inbox
from store.database import Tx
from store.inbox import InboxItem


def reading(tx: Tx, item: InboxItem, case: Case, *, desk: Desk) -> Reading:
    """What the order means, by the catalog and the file as they stand."""
    return structured.read(
        structured.StructuredOrder.model_validate_json(inbox.raw(tx, item.id)),
        catalog=case.catalog,
        customer=case.writer.customer,
        today=item.envelope.received_at.astimezone(desk.settings.tzinfo).date(),
        settings=desk.reading_settings,
        words=case.words,
    )
