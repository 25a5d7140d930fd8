"""What follows from a reading, with readings made by hand: pure, no database, no parser."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from bot.desk.case import Decision, ReadBack, Writer
from bot.desk.clarification import settle
from bot.desk.content import from_data
from parsers.catalog import Catalog
from parsers.reading import Flag, Party
from store.order import OpenQuestion
from store.order_events import apply
from tests.desk.making import (
    CATALOG,
    CHEN,
    NOW,
    case,
    decided,
    envelope,
    item,
    kinds,
    line,
    order,
    reading,
    stranger,
    templates,
)

JUICE, WATER = line("BV-OJ-450", "5"), line("BV-WATER-550", "12")


def test_a_complete_order_of_a_customer_on_file_is_booked_and_receipted() -> None:
    decision = decided(case(), reading("new_order", JUICE, WATER, delivery_date=date(2026, 11, 27)))
    assert (decision.outcome, kinds(decision), templates(decision)) == (
        "booked",
        ["order_booked"],
        ["receipt"],
    )
    assert decision.change
    assert decision.change.order is None
    event = decision.change.events[0]
    content = from_data(event.data)
    assert (event.data["to"], event.by, event.channel, event.data["source"]) == (
        "received",
        "C001",
        "email",
        envelope().source,
    )
    assert (content.total, content.currency, content.payment) == (Decimal("513.00"), "CNY", "monthly")
    assert content.delivery_date == date(2026, 11, 27)
    assert decision.review is None


@pytest.mark.parametrize(
    ("confirmation", "known", "total", "to"),
    [
        ("new", True, "225", "received"),
        ("new", False, "225", "confirmation_sent"),
        ("always", True, "225", "confirmation_sent"),
        ("never", False, "225", "received"),
        ("never", True, "225", "received"),
        ("above:225", True, "225", "received"),
        ("above:224.99", True, "225", "confirmation_sent"),
        ("above:100000", False, "225", "confirmation_sent"),
    ],
)
def test_whose_order_waits_for_the_yes(confirmation: str, known: bool, total: str, to: str) -> None:
    about = case() if known else stranger()
    said = reading("new_order", JUICE, customer=Party(None, "Corner Teahouse", "Dora"))
    decision = decided(about, said, confirmation=confirmation)
    assert decision.change
    assert from_data(decision.change.events[0].data).total == Decimal(total)
    assert decision.change.events[0].data["to"] == to
    assert templates(decision) == ["receipt" if to == "received" else "confirmation"]


@pytest.mark.parametrize(
    ("company", "own", "to"),
    [
        ("new", "always", "confirmation_sent"),
        ("new", "above:224.99", "confirmation_sent"),
        ("new", "above:225", "received"),
        ("always", "never", "received"),
        ("above:1", "never", "received"),
        ("never", "above:1", "confirmation_sent"),
    ],
)
def test_a_rule_of_the_customer_goes_before_that_of_the_company(company: str, own: str, to: str) -> None:
    customer = replace(CHEN, confirmation=own)
    decision = decided(case(customer=customer), reading("new_order", JUICE), confirmation=company)
    assert decision.change
    assert decision.change.events[0].data["to"] == to


@pytest.mark.parametrize(("own", "to"), [("never", "confirmation_sent"), ("always", "confirmation_sent")])
def test_who_only_says_to_be_the_customer_has_no_looser_rule(own: str, to: str) -> None:
    about = case(
        customer=replace(CHEN, confirmation=own), writer=Writer("stranger", "chenmin@baiwei.example.cn")
    )
    decision = decided(about, reading("new_order", JUICE))
    assert decision.change
    assert decision.change.events[0].data["to"] == to


def test_above_an_amount_an_order_without_a_total_waits_too() -> None:
    unpriced = Catalog.build(replace(product, price=None) for product in CATALOG)
    about = case(catalog=unpriced)
    decision = decided(about, reading("new_order", JUICE), confirmation="above:100000")
    assert decision.change
    assert decision.change.events[0].data["to"] == "confirmation_sent"
    assert decision.review == "a line has no price in the catalog"


def test_nothing_is_booked_that_lacks_product_quantity_or_unit() -> None:
    """Whatever a reading lets pass: three gaps, three questions."""
    said = reading(
        "new_order", line(None, "5", text="果汁"), line("BV-OJ-450", None, None), line("BV-OJ-450", "5", "板")
    )
    decision = decided(case(), said)
    assert decision.outcome == "asked"
    assert [(flag.field, flag.code, flag.candidates) for flag in _flags(decision)] == [
        ("lines[0].sku", "unknown", ()),
        ("lines[1].quantity", "missing", ()),
        ("lines[2].unit", "unknown", ("瓶", "箱")),
    ]


def test_everything_open_is_asked_in_one_message_and_kept_as_a_draft() -> None:
    flags = (
        Flag("lines[0].sku", "ambiguous", ("BV-COLA-330", "BV-COLA-500")),
        Flag("lines[1].quantity", "missing"),
        Flag("delivery_date", "ambiguous", ("2026-12-03", "2027-03-04")),
    )
    said = reading(
        "new_order",
        line(None, "3", text="可乐"),
        line("BV-OJ-450", None, None),
        verdict="clarify",
        flags=flags,
    )
    decision = decided(case(), said)
    assert (decision.outcome, kinds(decision)) == ("asked", ["order_drafted", "question_asked"])
    (reply,) = decision.replies
    assert reply.template == "question"
    asked = [(q.number, q.kind, [c.letter for c in q.choices]) for q in reply.values["questions"]]
    assert asked == [(1, "sku", ["A", "B"]), (2, "quantity", []), (3, "delivery_date", ["A", "B"])]


def test_short_stock_and_a_suspected_duplicate_are_asked_with_the_rest() -> None:
    earlier = order(2, item("BV-MILK-250", "10", "52.80"))
    said = reading("new_order", line("BV-MILK-250", "10"))
    decision = decided(case(orders=(earlier,)), said)
    assert [(flag.field, flag.code) for flag in _flags(decision)] == [
        ("lines[0].stock", "short"),
        ("duplicate", "conflict"),
    ]
    assert decision.outcome == "asked"


def test_of_another_customer_the_same_goods_are_no_duplicate() -> None:
    other = order(2, code="C007")
    assert decided(case(orders=(other,)), reading("new_order", JUICE)).outcome == "booked"
    cancelled = order(2, status="cancelled")
    assert decided(case(orders=(cancelled,)), reading("new_order", JUICE)).outcome == "booked"
    old = order(2, placed_at=NOW - timedelta(hours=25))
    assert decided(case(orders=(old,)), reading("new_order", JUICE)).outcome == "booked"
    with_po = order(2, item("BV-GT-500", "1", "39.00"), placed_at=NOW - timedelta(days=90), po_number="PO-9")
    decision = decided(case(orders=(with_po,)), reading("new_order", JUICE, po_number="PO-9"))
    assert [flag.field for flag in _flags(decision)] == ["duplicate"]


def test_a_stated_price_that_is_not_the_catalogs_is_never_booked_silently() -> None:
    per_bottle = replace(JUICE, unit_price=Decimal("2.50"), price_unit="瓶")
    decision = decided(case(), reading("new_order", per_bottle, currency="CNY"))
    assert [(f.field, f.code) for f in _flags(decision)] == [("lines[0].unit_price", "conflict")]
    same = replace(JUICE, unit_price=Decimal("3.00"), price_unit="瓶")
    assert decided(case(), reading("new_order", same, currency="CNY")).outcome == "booked"
    dollars = replace(JUICE, unit_price=Decimal("45.00"))
    assert decided(case(), reading("new_order", dollars, currency="USD")).outcome == "asked"


def test_an_answer_goes_into_the_order_that_was_asked_about() -> None:
    draft = order(
        1, item(None, "3", None), status="draft", flags=(OpenQuestion("lines[0].sku", "ambiguous"),)
    )
    said = reading("clarification", line("BV-COLA-500", "3"), order_no=draft.order_no)
    decision = decided(case(waiting=draft), said)
    assert (decision.outcome, kinds(decision), templates(decision)) == (
        "booked",
        ["order_booked"],
        ["receipt"],
    )
    assert decision.change
    assert decision.change.order == draft
    after = apply(draft, decision.change.events[0])
    assert (after.status, after.flags, after.lines[0].sku) == ("received", (), "BV-COLA-500")


def test_what_is_said_beside_a_choice_is_shown_to_a_person() -> None:
    flag = OpenQuestion("lines[0].sku", "ambiguous", ("BV-COLA-330", "BV-COLA-500"))
    draft = order(1, item(None, "3", None), status="draft", flags=(flag,))
    about = case(waiting=draft)
    assert about.pending
    for text, review in (("1B", None), ("1B 天气真好", "chose, and wrote besides: 天气真好")):
        settled = settle(text, about.pending.content, CATALOG)
        said = reading("clarification", order_no=draft.order_no)
        decision = decided(replace(about, settled=settled), said)
        assert (decision.outcome, decision.review) == ("booked", review)


def test_what_an_answer_leaves_open_is_asked_again_and_then_a_person_takes_over() -> None:
    flag = OpenQuestion("lines[0].sku", "ambiguous", ("BV-COLA-330", "BV-COLA-500"))
    draft = order(1, item(None, "3", None), status="draft", flags=(flag,))
    said = reading(
        "clarification",
        line(None, "4", text="可乐"),
        verdict="clarify",
        order_no=draft.order_no,
        flags=(Flag("lines[0].sku", "ambiguous", ("BV-COLA-330", "BV-COLA-500")),),
    )
    again = decided(case(waiting=draft), said)
    assert (again.outcome, templates(again)) == ("asked", ["question_again"])
    thrice = replace(draft, flags=(replace(flag, asked=3),))
    given_up = decided(case(waiting=thrice), said)
    assert (given_up.outcome, templates(given_up)) == ("routed", ["handover"])
    assert given_up.review == "still unclear after 3 questions"
    sooner = decided(case(waiting=draft), said, max_questions=1)
    assert sooner.review == "still unclear after 1 questions"
    assert given_up.change
    assert from_data(given_up.change.events[0].data).lines[0].quantity == 4, "what was said is kept"


@pytest.mark.parametrize(
    "status", ["received", "reviewed", "confirmed", "purchasing", "in_production", "inspected"]
)
def test_before_the_stop_state_an_order_is_changed_and_cancelled(status: str) -> None:
    booked = order(1, status=status)  # type: ignore[arg-type]
    changed = decided(
        case(orders=(booked,)), reading("amend_order", line("BV-OJ-450", "8"), order_no=booked.order_no)
    )
    assert (changed.outcome, kinds(changed), templates(changed)) == (
        "changed",
        ["order_changed"],
        ["changed"],
    )
    cancelled = decided(case(orders=(booked,)), reading("cancel_order", order_no=booked.order_no))
    assert (cancelled.outcome, templates(cancelled)) == ("cancelled", ["cancelled"])


@pytest.mark.parametrize("what", ["amend_order", "cancel_order"])
@pytest.mark.parametrize(
    "status", ["packed", "shipped", "in_transit", "out_for_delivery", "delivered", "returning"]
)
def test_from_the_stop_state_on_it_is_refused_with_the_reason_and_routed(status: str, what: str) -> None:
    packed = order(1, status=status)  # type: ignore[arg-type]
    decision = decided(
        case(orders=(packed,)), reading(what, line("BV-OJ-450", "8"), order_no=packed.order_no)
    )
    assert (decision.outcome, templates(decision), decision.change) == ("answered", ["refused"], None)
    assert decision.review
    assert f"which is {status}" in decision.review
    held = replace(packed, status="on_hold", held_from="packed")
    decision = decided(case(orders=(held,)), reading(what, line("BV-OJ-450", "8"), order_no=held.order_no))
    assert templates(decision) == ["refused"]


def test_the_company_chooses_the_stop_state() -> None:
    confirmed = order(1, status="confirmed")
    said = reading("cancel_order", order_no=confirmed.order_no)
    assert templates(decided(case(orders=(confirmed,)), said, stop_state="confirmed")) == ["refused"]


def test_a_change_keeps_the_price_that_was_agreed() -> None:
    booked = order(1, item("BV-OJ-450", "5", "40.00"))
    said = reading("amend_order", line("BV-OJ-450", "8"), line("BV-GT-500", "1"), order_no=booked.order_no)
    decision = decided(case(orders=(booked,)), said)
    assert decision.change
    lines = from_data(decision.change.events[0].data).lines
    assert [(one.unit_price, one.amount) for one in lines] == [
        (Decimal("40.00"), Decimal("320.00")),
        (Decimal("39.00"), Decimal("39.00")),
    ]


def test_an_unclear_change_asks_and_leaves_the_booked_order_as_it_is() -> None:
    booked = order(1)
    said = reading(
        "amend_order",
        JUICE,
        line(None, "3", text="可乐"),
        verdict="clarify",
        order_no=booked.order_no,
        flags=(Flag("lines[1].sku", "ambiguous", ("BV-COLA-330", "BV-COLA-500")),),
    )
    decision = decided(case(orders=(booked,)), said)
    assert kinds(decision) == ["question_asked"]
    assert decision.change
    after = apply(booked, decision.change.events[0])
    assert (after.status, after.lines) == ("received", booked.lines)
    assert [flag.field for flag in after.flags] == ["lines[1].sku"]


def test_the_same_again_changes_nothing_and_says_so() -> None:
    booked = order(1)
    decision = decided(case(orders=(booked,)), reading("amend_order", JUICE, order_no=booked.order_no))
    assert (decision.outcome, templates(decision), decision.change) == ("answered", ["unchanged"], None)


def test_a_yes_confirms_what_was_read_back_and_keeps_its_proof() -> None:
    waiting = order(1, status="confirmation_sent", code=None)
    shown = ReadBack(7, "1. Orange juice …", None, outdated=False)
    about = stranger(waiting=waiting, envelope=envelope("Yes, please", message_id="<9@x>"), read_back=shown)
    decision = decided(about, reading("confirm_order", order_no=waiting.order_no, customer=Party()))
    assert (decision.outcome, templates(decision)) == ("confirmed", ["receipt"])
    assert decision.change
    event = decision.change.events[0]
    assert (event.kind, event.data["message_id"], event.data["text"]) == (
        "order_confirmed",
        "<9@x>",
        "Yes, please",
    )
    assert (event.data["read_back"], event.data["confirmed_text"]) == (7, "1. Orange juice …")
    for seen in (None, replace(shown, outdated=True)):
        again = decided(replace(about, read_back=seen), reading("confirm_order", order_no=waiting.order_no))
        assert (again.outcome, templates(again), again.change) == ("asked", ["confirmation"], None)
    later = decided(
        stranger(orders=(replace(waiting, status="confirmed"),)),
        reading("confirm_order", order_no=waiting.order_no, customer=Party()),
    )
    assert (later.outcome, templates(later), later.change) == ("answered", ["status"], None)


def test_yes_but_is_a_change_that_is_read_back_again() -> None:
    waiting = order(1, status="confirmation_sent", code=None)
    said = reading("amend_order", line("BV-OJ-450", "8"), order_no=waiting.order_no, customer=Party())
    decision = decided(stranger(waiting=waiting), said)
    assert (decision.outcome, templates(decision)) == ("changed", ["confirmation"])
    assert decision.change
    assert apply(waiting, decision.change.events[0]).status == "confirmation_sent"


@pytest.mark.parametrize("intent", ["order_status", "amend_order", "cancel_order", "confirm_order"])
def test_an_order_out_of_reach_is_not_there_and_nothing_else_is_said(intent: str) -> None:
    said = reading(intent, JUICE, order_no="SO-20261123-0009")
    decision = decided(case(orders=(order(1),)), said)
    assert (decision.outcome, decision.change, decision.about) == ("answered", None, None)
    (reply,) = decision.replies
    assert (reply.template, dict(reply.values)) == ("no_order", {"asked_no": "SO-20261123-0009"})


def test_of_several_orders_under_way_the_customer_is_asked_which() -> None:
    several = (order(1), order(2, item("BV-GT-500", "3", "39.00")), order(3, status="completed"))
    decision = decided(case(orders=several), reading("cancel_order"))
    assert (decision.outcome, templates(decision)) == ("asked", ["which_order"])
    (question,) = decision.replies[0].values["questions"]
    assert [choice.value for choice in question.choices] == [several[0].order_no, several[1].order_no]
    assert decided(case(orders=several[:1]), reading("cancel_order")).outcome == "cancelled"


def test_a_status_question_lists_what_is_under_way_else_the_last_order() -> None:
    under_way = (order(1), order(2))
    done = order(3, status="completed")
    decision = decided(case(orders=(*under_way, done)), reading("order_status"))
    assert decision.replies[0].values["orders"] == under_way
    assert decided(case(orders=(done,)), reading("order_status")).replies[0].values["orders"] == (done,)
    assert templates(decided(case(), reading("order_status"))) == ["no_order"]


def _flags(decision: Decision) -> tuple[OpenQuestion, ...]:
    assert decision.change
    return from_data(decision.change.events[0].data).flags
