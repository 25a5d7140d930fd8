"""What goes to a person, what is ignored and what is never answered, with readings made by hand."""

from dataclasses import replace
from datetime import datetime

import pytest

from bot.desk.case import Writer
from bot.desk.decide import decide
from bot.desk.settings import DeskSettings
from parsers.reading import Party, Reading
from tests.desk.making import (
    REP,
    case,
    decided,
    envelope,
    kinds,
    line,
    order,
    reading,
    stranger,
    templates,
)

JUICE = line("BV-OJ-450", "5")


@pytest.mark.parametrize(
    ("intent", "kind"),
    [
        ("return_request", "acknowledged"),
        ("complaint", "acknowledged"),
        ("feedback", "acknowledged"),
        ("inquiry", "handover"),
    ],
)
def test_requests_are_noted_on_their_order_acknowledged_and_routed(intent: str, kind: str) -> None:
    booked = order(1, status="delivered")
    about = case(orders=(booked,), envelope=envelope("两箱是破的"))
    decision = decided(about, reading(intent, order_no=booked.order_no))
    assert (decision.outcome, kinds(decision)) == ("routed", ["request_recorded"])
    assert decision.review == decision.reason
    assert decision.change
    assert decision.change.events[0].data["text"] == "两箱是破的"
    (reply,) = decision.replies
    assert (reply.kind, reply.template, reply.values["known"]) == (kind, "acknowledged", True)
    without = decided(case(), reading(intent))
    assert (without.outcome, without.change, without.replies[0].values["known"]) == ("routed", None, False)


def test_a_question_is_promised_an_answer_once_an_hour_only() -> None:
    assert decided(case(handover_due=False), reading("inquiry")).replies == ()
    assert templates(decided(case(handover_due=False), reading("complaint"))) == ["acknowledged"]


def test_a_reading_that_is_not_certain_enough_waits_for_an_operator() -> None:
    said = reading("new_order", JUICE, verdict="review", certainty=0.61)
    decision = decided(case(), said)
    assert (decision.outcome, decision.change, templates(decision)) == ("routed", None, ["handover"])
    assert decision.review == "read as new_order with certainty 0.61: an operator looks first"
    seen = decided(case(supervised=True, operator="wang"), replace(said, verdict="accept"))
    assert seen.outcome == "booked"
    assert seen.change
    assert (seen.change.events[0].by, seen.change.events[0].channel) == ("wang", "staff")


def test_taken_over_the_bot_is_silent_and_the_message_waits() -> None:
    for said in (reading("new_order", JUICE), reading("other", verdict="ignore"), reading("complaint")):
        decision = decided(case(taken=True), said)
        assert (decision.outcome, decision.replies, decision.change) == ("routed", (), None)
        assert decision.review


def test_what_is_not_for_the_desk_is_ignored_with_its_reason() -> None:
    for about in (case(), case(supervised=True), stranger()):
        decision = decided(about, reading("other", verdict="ignore"))
        assert (decision.outcome, decision.reason, decision.replies) == (
            "ignored",
            "not for the order desk",
            (),
        )


def test_what_may_not_be_for_the_desk_is_looked_at_and_a_stranger_is_told_nothing() -> None:
    doubtful = reading("other", verdict="review", certainty=0.5)
    known, unknown = decided(case(), doubtful), decided(stranger(), doubtful)
    assert (known.outcome, templates(known)) == ("routed", ["handover"])
    assert (unknown.outcome, unknown.replies) == ("routed", ())
    assert known.review == unknown.review == "read as other with certainty 0.50: an operator looks first"


def test_an_unproven_sender_gets_nothing_done_and_is_told_nothing() -> None:
    doubted = case(writer=Writer("doubted", "chenmin@baiwei.example.cn"), customer=None)
    for intent in ("new_order", "cancel_order", "order_status"):
        decision = decided(doubted, reading(intent, JUICE, order_no=None))
        assert (decision.outcome, decision.change, templates(decision)) == ("routed", None, ["handover"])


def test_beyond_the_cap_nothing_is_said_and_a_person_looks() -> None:
    about = case(replies_last_hour=20)
    decision = decided(about, reading("new_order", JUICE))
    assert (decision.outcome, decision.replies, decision.change) == ("routed", (), None)
    assert decision.review == "more than 20 replies to this sender within an hour"
    assert decided(about, reading("new_order", JUICE), hourly_cap=21).outcome == "booked"


@pytest.mark.parametrize("intent", ["new_order", "amend_order", "cancel_order"])
def test_an_order_of_a_machine_waits_and_nothing_is_said(intent: str) -> None:
    machine = case(envelope=envelope(automated="nobody reads at erp@x.cn"), orders=(order(1),))
    decision = decided(
        machine, reading(intent, JUICE, order_no=None if intent == "new_order" else order(1).order_no)
    )
    assert (decision.outcome, decision.replies, decision.change) == ("routed", (), None)
    assert decision.review == "may be an order, from an automated sender: nobody reads at erp@x.cn"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, reading("other", verdict="ignore")),
        ({}, reading("complaint", JUICE)),
        ({}, reading("cancel_order")),
        ({"may_order": False}, reading("new_order", JUICE)),
    ],
)
def test_other_mails_of_machines_are_ignored_with_their_reason(
    fields: dict[str, bool], said: Reading
) -> None:
    machine = case(envelope=envelope(automated="Auto-Submitted: auto-generated", **fields))
    decision = decided(machine, said)
    assert (decision.outcome, decision.reason, decision.review, decision.replies) == (
        "ignored",
        "an automated sender: Auto-Submitted: auto-generated",
        None,
        (),
    )


def test_a_machines_answer_to_our_own_mail_is_no_order() -> None:
    machine = case(envelope=envelope(automated="Auto-Submitted: auto-generated"), answers_us=True)
    assert decided(machine, reading("new_order", JUICE)).outcome == "ignored"


def test_files_of_a_customers_machine_are_looked_at_and_those_of_strangers_not() -> None:
    unread = reading("inquiry", verdict="review", certainty=0.0)
    fields = {"envelope": envelope(automated="nobody reads at erp@x.cn"), "unreadable": "came with files"}
    assert decided(case(**fields), unread).outcome == "routed"
    assert decided(stranger(**fields), unread).outcome == "ignored"


def test_our_own_mail_is_never_dealt_with() -> None:
    own = case(envelope=envelope(sender_address="orders@hengtong.example.cn"))
    assert decided(own, reading("new_order", JUICE)).reason == "sent from our own address"


def test_a_rep_orders_for_own_customers_only() -> None:
    rep = Writer("rep", "zhouqian@hengtong.example.cn", rep=REP)
    said = reading("new_order", JUICE, on_behalf=True)
    decision = decided(case(writer=rep), said)
    assert [reply.template for reply in decision.replies] == ["receipt"]
    foreign = decided(case(writer=rep, customer=None), replace(said, customer=Party("C007")))
    assert (foreign.outcome, foreign.change) == ("routed", None)
    assert foreign.review == "周倩 is not the sales rep of customer C007"


def test_now_must_be_aware() -> None:
    with pytest.raises(ValueError, match="time zone"):
        decide(case(), reading("new_order", JUICE), settings=DeskSettings(), now=datetime(2026, 11, 23))
