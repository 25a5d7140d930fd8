"""Numbers of orders: ours, theirs, and those of other papers."""

import pytest

from parsers import references
from tests.parsers.people import reading


def _read(text: str) -> list[tuple[str, str, bool]]:
    return [(span.value.kind, span.value.number, span.value.partial) for span in references.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SO-20261120-0004 发货了吗", [("order", "SO-20261120-0004", False)]),
        ("so-20261120-0004", [("order", "SO-20261120-0004", False)]),
        ("尾号0004那单", [("order", "0004", True)]),
        ("the one ending in 0004", [("order", "0004", True)]),
        ("PO 45-991", [("po", "45-991", False)]),
        ("P.O. No.: GF/26/0419", [("po", "GF/26/0419", False)]),
        ("PO20261207-03", [("po", "PO20261207-03", False)]),
        ("GF-PO-2610 到了没", [("po", "GF-PO-2610", False)]),
        ("Our order no. GF-5512:", [("po", "GF-5512", False)]),
        ("our order GF-5512", [("po", "GF-5512", False)]),
        ("我司采购单号：GF2026-2", [("po", "GF2026-2", False)]),
        ("our no. 5512-26", [("po", "5512-26", False)]),
        ("P/O 6612", [("po", "6612", False)]),
        ("订单编号写TZ2611", [("po", "TZ2611", False)]),
        ("Reference on the invoice: BK-20", [("po", "BK-20", False)]),
        ("order no. 99812", [("either", "99812", False)]),
        ("申请单号：SQ-1107", [("other", "SQ-1107", False)]),
        ("per your quotation Q-2611-08", [("other", "Q-2611-08", False)]),
    ],
)
def test_a_number_and_whose_it_is(text: str, expected: list[tuple[str, str, bool]]) -> None:
    assert _read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "order 40 boxes",
        "our order: 40 boxes",
        "PO: 12 boxes",
        "订单12箱",
        "我们用6204 20个",
        "采购是20箱",
        "our no. 5 shop",
        "order 2026-11-24",
        "下单5箱",
    ],
)
def test_amounts_and_dates_are_no_numbers_of_papers(text: str) -> None:
    assert _read(text) == []


@pytest.mark.parametrize(
    ("subject", "text", "number"),
    [
        ("PO 7781", "5 cartons of LED bulb 9W", "7781"),
        ("Ordine n. 2026/77", "5 cartons of LED bulb 9W", "2026/77"),
        ("PO 7781", "5 cartons of LED bulb 9W, our PO is 7790", "7790"),
        ("bulbs for May", "5 cartons of LED bulb 9W", None),
    ],
)
def test_the_subject_tells_the_number_where_the_text_does_not(
    subject: str, text: str, number: str | None
) -> None:
    assert reading(text, sender="office@hillside.example.com", subject=subject).po_number == number


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("Please quote our PO number HB-932 on the invoice", "new_order"),
        ("Please quote PO HB-932 on all paperwork", "new_order"),
        ("Our PO is HB-932, please quote this on your delivery note", "new_order"),
        ("Please quote us your best price", "inquiry"),
        ("Please quote for our order", "inquiry"),
    ],
)
def test_to_quote_a_number_on_papers_asks_for_no_price(said: str, intent: str) -> None:
    assert (
        reading(f"5 cartons of LED bulb 9W. {said}.", sender="office@hillside.example.com").intent == intent
    )
