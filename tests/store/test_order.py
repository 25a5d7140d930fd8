"""The table of transitions, and what each event does to an order. Pure; no database."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.order import LineItem, Order, OrderParty, Shipment, amount_of
from store.order_events import (
    INTERNAL,
    INWARD_REASONS,
    KINDS,
    TOLD,
    Disallowed,
    OrderEvent,
    apply,
    begin,
    first_event,
    replay,
)
from store.order_json import content, order_from_json, order_to_json
from store.states import BACK, FINAL, LINE_OF_LIFE, TRANSITIONS, State, allowed
from tests.store.making import NOW, event, order

STATES: tuple[State, ...] = get_args(State)


def test_every_state_has_its_row() -> None:
    assert set(TRANSITIONS) == set(STATES)
    assert all(set(row) <= set(STATES) for row in TRANSITIONS.values())
    assert all(state not in row for state, row in TRANSITIONS.items())
    assert all(len(row) == len(set(row)) for row in TRANSITIONS.values())


def test_forward_may_skip() -> None:
    for at, state in enumerate(LINE_OF_LIFE):
        assert set(LINE_OF_LIFE[at + 1 :]) <= set(allowed(state))


def test_back_only_where_the_table_says() -> None:
    for at, state in enumerate(LINE_OF_LIFE):
        assert {s for s in allowed(state) if s in LINE_OF_LIFE[:at]} == set(BACK.get(state, ()))
    assert "received" not in allowed("shipped")
    assert "in_production" in allowed("inspected")


def test_nothing_leaves_cancelled_and_returned() -> None:
    assert allowed("cancelled") == allowed("returned") == ()
    assert allowed("completed") == ("returning",)


def test_what_left_the_house_is_returned_and_not_cancelled() -> None:
    for earlier, later in pairwise(LINE_OF_LIFE):
        # Once it cannot be cancelled, it never can again.
        assert "cancelled" in allowed(earlier) or "cancelled" not in allowed(later)
    assert "cancelled" in allowed("packed")
    assert "cancelled" not in allowed("shipped")
    assert "returning" in allowed("shipped")


@pytest.mark.parametrize("state", [s for s in STATES if "on_hold" in TRANSITIONS[s]])
def test_a_held_order_goes_back_to_where_it_was_held_from(state: State) -> None:
    held = apply(order(status=state), event("order_held", reason="缺货"))
    assert (held.status, held.held_from) == ("on_hold", state)
    assert allowed("on_hold", held_from=state)[0] == state
    for other in LINE_OF_LIFE:
        if other != state:
            with pytest.raises(Disallowed):
                apply(held, event("status_advanced", to=other))
    released = apply(held, event("order_released"))
    assert (released.status, released.held_from, released.version) == (state, None, 2)


def test_a_held_order_may_be_cancelled_where_it_could_have_been_before() -> None:
    held = apply(order(status="packed"), event("order_held"))
    assert apply(held, event("order_cancelled")).status == "cancelled"
    on_the_way = apply(order(status="in_transit"), event("order_held"))
    with pytest.raises(Disallowed):
        apply(on_the_way, event("order_cancelled"))


def test_a_refusal_is_one_line_that_says_what_is_allowed() -> None:
    with pytest.raises(Disallowed) as refused:
        apply(order(status="delivered"), event("status_advanced", to="packed"))
    line = str(refused.value)
    assert "\n" not in line
    assert "delivered and cannot become packed" in line
    assert all(state in line for state in allowed("delivered"))


@pytest.mark.parametrize(
    ("status", "refused"),
    [
        ("received", event("order_released")),
        ("received", event("status_advanced")),
        ("received", event("status_advanced", to="sent")),
        ("received", event("order_moved", to="packed")),
        ("cancelled", event("order_changed", note="x")),
        ("completed", event("question_asked")),
        ("cancelled", event("order_confirmed")),
        ("confirmed", event("order_confirmed")),
    ],
)
def test_what_makes_no_sense_is_refused(status: State, refused: OrderEvent) -> None:
    with pytest.raises(Disallowed):
        apply(order(status=status), refused)


def test_the_first_event_makes_the_order() -> None:
    wanted = order()
    made = begin(wanted.order_no, first_event(wanted, by="C001"))
    amounts = (Decimal("96.00"), Decimal("50.00"))
    lines = tuple(replace(line, amount=amount) for line, amount in zip(wanted.lines, amounts, strict=True))
    assert made == replace(wanted, version=1, lines=lines)
    assert made.total == Decimal("146.00")


def test_an_order_begins_only_by_being_drafted_or_booked() -> None:
    assert begin("SO-1", event("order_drafted")).status == "draft"
    assert begin("SO-1", event("order_booked")).status == "received"
    assert begin("SO-1", event("order_booked", to="confirmation_sent")).status == "confirmation_sent"
    for wrong in (
        event("order_changed"),
        event("order_booked", to="cancelled"),
        event("order_drafted", to="on_hold"),
    ):
        with pytest.raises(Disallowed):
            begin("SO-1", wrong)


def test_asked_answered_booked_confirmed() -> None:
    one = begin("SO-1", first_event(order(status="draft"), by="C001"))
    one = apply(one, event("question_asked", flags=content(one)["flags"]))
    assert (one.status, one.times_asked, len(one.flags)) == ("draft", 1, 1)
    one = apply(one, event("order_booked", to="confirmation_sent", flags=[]))
    assert (one.status, one.flags) == ("confirmation_sent", ())
    one = apply(one, event("order_confirmed", by="C001"))
    assert (one.status, one.version) == ("confirmed", 4)


def test_a_change_replaces_what_it_names_and_nothing_else() -> None:
    before = begin("SO-1", first_event(order(), by="C001"))
    after = apply(before, event("order_changed", delivery_date="2026-12-01", note=None))
    assert after == replace(before, version=2, delivery_date=date(2026, 12, 1), note=None)


def test_an_amount_never_contradicts_its_line() -> None:
    one = order(lines=(LineItem("A", "a", Decimal(3), "箱", Decimal("1.10"), amount=Decimal(999)),))
    assert begin("SO-1", first_event(one, by="x")).lines[0].amount == Decimal("3.30")
    yen = apply(begin("SO-1", first_event(one, by="x")), event("order_changed", currency="JPY"))
    assert yen.lines[0].amount == Decimal(3)


def test_amounts_are_rounded_half_up_to_the_smallest_unit() -> None:
    assert amount_of(Decimal("1.5"), Decimal("33.335"), "CNY") == Decimal("50.00")
    assert amount_of(Decimal(1), Decimal("0.125"), "CNY") == Decimal("0.13")
    assert amount_of(Decimal(3), Decimal("33.5"), "JPY") == Decimal(101)
    assert amount_of(None, Decimal(1), "CNY") is None
    assert amount_of(Decimal(1), None, None) is None


def test_a_shipment_is_added_once_and_its_state_replaced() -> None:
    one = apply(
        order(), event("shipment_added", shipment={"carrier": "sf", "tracking_number": "SF1"}, to="shipped")
    )
    assert (one.status, one.shipments) == ("shipped", (Shipment("sf", "SF1"),))
    moved = {"carrier": "sf", "tracking_number": "SF1", "status": "in_transit"}
    one = apply(one, event("shipment_added", shipment=moved))
    assert one.shipments == (Shipment("sf", "SF1", "in_transit"),)


def test_a_return() -> None:
    one = apply(order(status="completed"), event("request_recorded", to="returning", request="return"))
    assert apply(one, event("status_advanced", to="returned")).status == "returned"
    assert apply(one, event("status_advanced", to="completed")).status == "completed"


_KINDS = (
    "order_drafted",
    "order_booked",
    "order_changed",
    "question_asked",
    "order_confirmed",
    "status_advanced",
    "shipment_added",
    "shipment_tracked",
    "order_held",
    "order_released",
    "order_cancelled",
    "request_recorded",
    "review_accepted",
    "review_rejected",
    "conversation_taken",
    "conversation_released",
    "operator_wrote",
)
_amounts = st.decimals("0", "1000000", places=4, allow_nan=False, allow_infinity=False)
_lines = st.builds(
    LineItem,
    sku=st.none() | st.text(max_size=5),
    text=st.text(max_size=5),
    quantity=st.none() | _amounts,
    unit=st.none() | st.text(max_size=3),
    unit_price=st.none() | _amounts,
)

_VARIANTS = (
    order(),
    order(lines=(), flags=(), currency="JPY", note=None, urgent=True, delivery_date=None),
    order(lines=(LineItem(None, "螺丝", None, None),), payment=None, language="en", customer=OrderParty()),
)


@st.composite
def _events(draw: st.DrawFn) -> OrderEvent:
    kind = draw(st.sampled_from(_KINDS))
    data: dict[str, Any] = {}
    if kind == "status_advanced" or draw(st.integers(0, 5)) == 0:
        data["to"] = draw(st.sampled_from(STATES))
    if kind in {"shipment_added", "shipment_tracked"}:
        data["shipment"] = {"carrier": "sf", "tracking_number": draw(st.sampled_from("AB"))}
    for name in draw(st.sets(st.sampled_from(sorted(content(order()))), max_size=2)):
        data[name] = content(draw(st.sampled_from(_VARIANTS)))[name]
    return event(kind, **data)


@given(st.sampled_from(["draft", "received", "confirmation_sent"]), st.lists(_events(), max_size=30))
def test_any_history_is_lawful_and_replays_to_the_same_order(start: State, tried: list[OrderEvent]) -> None:
    first = first_event(order(status=start), by="C001")
    one = begin("SO-1", first)
    happened = [first]
    for each in tried:
        try:
            after = apply(one, each)
        except Disallowed:
            continue
        if after.status != one.status:
            assert after.status in allowed(one.status, held_from=one.held_from)
        assert after.version == one.version + 1
        assert (after.held_from is not None) == (after.status == "on_hold")
        if one.status in FINAL:
            assert content(after) == content(one)
        one = after
        happened.append(each)
        assert replay("SO-1", happened) == one
        back = order_from_json(
            order_to_json(one), order_no="SO-1", status=one.status, version=one.version, placed_at=NOW
        )
        assert back == one


@given(st.lists(_lines, max_size=4))
def test_the_total_is_the_sum_of_the_lines_or_open(lines: list[LineItem]) -> None:
    one: Order = begin("SO-1", first_event(order(lines=tuple(lines)), by="x"))
    priced = [amount_of(line.quantity, line.unit_price, "CNY") for line in lines]
    if not lines or None in priced:
        assert one.total is None
    else:
        assert one.total == sum(filter(None, priced), Decimal(0))


def test_what_people_here_write_for_each_other_is_not_told_outside() -> None:
    assert {"order_assigned", "delay_noticed", "breach_reported"} <= INTERNAL
    assert INTERNAL.isdisjoint(TOLD)
    assert INWARD_REASONS <= KINDS - INTERNAL
