"""Numbers that name an order: ours (SO-20261120-0007, 尾号0007) and the customer's own (PO, 采购单号)."""

from dataclasses import dataclass
from typing import Literal

from parsers.spans import Span


@dataclass(frozen=True, slots=True)
class ReferenceValue:
    """`number` as written; of 'order' a full number or, with `partial`, its last digits."""

    number: str
    kind: Literal["order", "po", "other"]
    partial: bool = False


def find(text: str) -> list[Span]:
    """Spans 'order_ref', 'po' and 'other_ref' (a requisition, quotation or invoice number), all ReferenceValue."""
    return []
