"""Numbers that name an order: ours (SO-20261120-0007, 尾号0007) and the customer's own (PO, 采购单号)."""

import re
from dataclasses import dataclass
from typing import Literal

from parsers.spans import Span


@dataclass(frozen=True, slots=True)
class ReferenceValue:
    """`number` as written; of 'order' a full number or, with `partial`, its last digits."""

    number: str
    kind: Literal["order", "po", "other"]
    partial: bool = False


_OURS = re.compile(r"(?<![A-Za-z0-9])([A-Za-z]{2,4}-?\d{8}-\d{3,5})(?!\d)")
_TAIL = re.compile(
    r"(?:尾号(?:是|为)?|末[四4三3]位|后[四4三3]位|最后[四4三3]位)\s*[:：]?\s*(\d{3,6})|(\d{3,6})\s?(?:那|这)(?:个|张|一)?(?:单|订单)|(?:\border |\bone |\bnumber )?\bending (?:in |with )?(\d{3,6})\b|(?<![\w#])#\s?(0\d{2,5})\b",
    re.IGNORECASE,
)
_PO = re.compile(
    r"(?:\bP\.?\s?O\.?(?![A-Za-z])|\bpurchase order\b|\bour (?:order|ref(?:erence)?|p/o)\b|\bpedido\b|\bbestell(?:ung|nummer)?\b|采购(?:订单|单)?(?:编?号)|采购订单|我[司方](?:单|订单|采购)号?|客户(?:订)?单号|合同编?号|单号)"
    r"\s*(?:no\.?|nr\.?|number|num|#|编?号)?\s*[:：#.]?\s*((?=[\w/-]*\d)[A-Za-z0-9](?:[\w/-]*[A-Za-z0-9])?)",
    re.IGNORECASE,
)
_BARE_PO = re.compile(r"(?<![A-Za-z0-9])(PO[-_]?\d[\w/-]{2,})", re.IGNORECASE)
_OTHER = re.compile(
    r"(?:\bquotation|\bquote|\boffer|\binvoice|\brequisition|\brfq|\bproforma|\bpr no|\binquiry|报价单?号?|发票号码?|申请单号?|请购单号?|送货单号?|对账单号?|合同)\s*(?:no\.?|nr\.?|number|#)?\s*[:：#.]?\s*((?=[\w/-]*\d)[A-Za-z0-9](?:[\w/-]*[A-Za-z0-9])?)",
    re.IGNORECASE,
)


def find(text: str) -> list[Span]:
    """Spans 'order_ref', 'po' and 'other_ref' (a requisition, quotation or invoice number), all ReferenceValue."""
    found: list[Span] = []
    taken: list[tuple[int, int]] = []
    for match in _OURS.finditer(text):
        found.append(
            Span(
                match.start(),
                match.end(),
                "order_ref",
                ReferenceValue(match[1].upper(), "order"),
                1.0,
                "references.ours",
            )
        )
        taken.append(match.span())
    for match in _TAIL.finditer(text):
        digits = next(group for group in match.groups() if group)
        if not _inside(match.start(), taken):
            value = ReferenceValue(digits, "order", partial=True)
            found.append(Span(match.start(), match.end(), "order_ref", value, 0.9, "references.tail"))
    for pattern, label in ((_OTHER, "other_ref"), (_PO, "po"), (_BARE_PO, "po")):
        for match in pattern.finditer(text):
            start, end = match.span()
            if _inside(match.start(1), taken):
                continue
            taken.append((start, end))
            kind: Literal["po", "other"] = "po" if label == "po" else "other"
            found.append(Span(start, end, label, ReferenceValue(match[1], kind), 0.95, f"references.{label}"))
    return found


def _inside(position: int, taken: list[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in taken)
