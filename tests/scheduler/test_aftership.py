"""AfterShip over HTTP: creating, asking in batches, refusals, and its webhook."""

import base64
import hashlib
import hmac
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from scheduler.carriers.aftership import Aftership
from scheduler.carriers.base import (
    Answer,
    Asked,
    CredentialsRefused,
    Forged,
    LimitReached,
    NotFoundYet,
    Temporary,
    TrackingError,
    UnknownNumber,
    Unreadable,
)
from scheduler.carriers.settings import AftershipSettings
from tests.scheduler.parcelhouse import came_of
from tests.servers.aftership import KEY, SECRET, AftershipServer, checkpoint
from tests.servers.jsonserver import Fault

NOW = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
DHL = Asked("dhl", "3318810025")
KNOWN = Asked("dhl", DHL.tracking_number, registered=True)
Making = Callable[..., Aftership]


@pytest.fixture
def making(aftership_server: AftershipServer) -> Making:
    def make(**told: Any) -> Aftership:
        given = {"key": KEY, "api_url": aftership_server.url + "/tracking/2026-07"} | told
        return Aftership(AftershipSettings.model_validate(given))

    return make


def test_a_number_is_created_once_and_then_asked_about(
    aftership_server: AftershipServer, making: Making
) -> None:
    tracker = making()
    for _ in range(2):  # killed before that was noted, it is there already
        first = tracker.ask([DHL], now=NOW)[DHL]
        assert isinstance(first, NotFoundYet)
        assert first.registered
    assert aftership_server.created == {DHL.tracking_number: "dhl"}
    assert isinstance(tracker.ask([KNOWN], now=NOW)[KNOWN], NotFoundYet)
    aftership_server.traces[DHL.tracking_number] = [
        checkpoint("2026-11-25T14:00:00", "Picked up", "InTransit_002"),
        checkpoint("2026-11-26T09:00:00+08:00", "With courier", "OutForDelivery_001", place="Shanghai"),
    ]
    answer = tracker.ask([KNOWN], now=NOW)[KNOWN]
    assert isinstance(answer, Answer)
    assert [(one.status, one.at) for one in answer.events] == [
        ("in_transit", datetime(2026, 11, 25, 14, tzinfo=UTC)),
        ("out_for_delivery", datetime(2026, 11, 26, 1, tzinfo=UTC)),
    ]
    assert answer.events[-1].place == "Shanghai"


@pytest.mark.parametrize(
    ("subtag", "status"),
    [
        ("InfoReceived_001", "announced"), ("InTransit_007", "in_transit"), ("OutForDelivery_003", "out_for_delivery"),
        ("AttemptFail_001", "failed_attempt"), ("AvailableForPickup_001", "ready_for_pickup"), ("Delivered_003", "delivered"),
        ("Exception_004", "exception"), ("Exception_010", "returning"), ("Exception_011", "returned"), ("Expired_001", "exception"),
        ("Novelty_001", "in_transit"),
    ],
)  # fmt: skip
def test_each_documented_subtag_has_its_status(
    aftership_server: AftershipServer, making: Making, subtag: str, status: str
) -> None:
    aftership_server.created[DHL.tracking_number] = "dhl"
    aftership_server.traces[DHL.tracking_number] = [checkpoint("2026-11-26T01:00:00+00:00", "…", subtag)]
    answer = making().ask([KNOWN], now=NOW)[KNOWN]
    assert isinstance(answer, Answer)
    assert [one.status for one in answer.events] == [status]


def test_a_checkpoint_without_a_tag_has_that_of_the_whole_if_it_is_the_newest(
    aftership_server: AftershipServer, making: Making
) -> None:
    aftership_server.created[DHL.tracking_number] = "dhl"
    aftership_server.tags[DHL.tracking_number] = ("Delivered", "Delivered_001")
    aftership_server.traces[DHL.tracking_number] = [
        checkpoint("2026-11-26T01:00:00Z", "on its way"),
        checkpoint("", "signed", created_at="2026-11-26T02:00:00Z"),
    ]
    answer = making().ask([KNOWN], now=NOW)[KNOWN]
    assert isinstance(answer, Answer)
    assert [one.status for one in answer.events] == ["in_transit", "delivered"]


def test_known_ones_are_asked_about_in_one_call_and_a_deleted_one_is_created_anew(
    aftership_server: AftershipServer, making: Making
) -> None:
    other = Asked("ups", "1Z5R89390357567127", registered=True)
    aftership_server.created[DHL.tracking_number] = "dhl"
    aftership_server.traces[DHL.tracking_number] = [checkpoint("2026-11-26T01:00:00Z", "…", "Delivered_001")]
    outcomes = making().ask([KNOWN, other], now=NOW)
    assert len(aftership_server.calls) == 1
    gone = outcomes[other]
    assert isinstance(gone, NotFoundYet)
    assert not gone.registered
    assert isinstance(outcomes[KNOWN], Answer)


def test_a_number_whose_carrier_nobody_can_tell_is_unknown_for_good(
    aftership_server: AftershipServer, making: Making
) -> None:
    odd = Asked("jtexpress", "JT1234567890123")
    aftership_server.undetected.add(odd.tracking_number)
    outcome = making().ask([odd], now=NOW)[odd]
    assert isinstance(outcome, UnknownNumber)
    assert "4012 Cannot detect courier." in outcome.reason


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault(status=401, raw=b""), CredentialsRefused), (Fault(status=403, raw=b"{}"), CredentialsRefused),
        (Fault(status=402, raw=b"{}"), LimitReached), (Fault(status=500, raw=b""), Temporary), (Fault(status=400, raw=b"{}"), Temporary),
        (Fault(status=404, raw=b"{}"), Temporary), (Fault(raw=b"{"), Temporary), (Fault(told={"data": {"trackings": [3]}}), NotFoundYet),
        (Fault(told={"data": {"trackings": [{"tracking_number": DHL.tracking_number, "checkpoints": 3}]}}), Temporary),
    ],
)  # fmt: skip
def test_what_else_may_come(
    aftership_server: AftershipServer, making: Making, fault: Fault, kind: type[TrackingError]
) -> None:
    aftership_server.faults.append(fault)
    assert type(came_of(making(), KNOWN, now=NOW)) is kind


def test_a_rate_limit_says_when_it_is_over(aftership_server: AftershipServer, making: Making) -> None:
    reset = str(int(NOW.timestamp()) + 7)
    aftership_server.faults.append(Fault(status=429, raw=b"{}", headers={"X-RateLimit-Reset": reset}))
    with pytest.raises(LimitReached) as reached:
        making().ask([KNOWN], now=NOW)
    assert (reached.value.retry_after, reached.value.used_up) == (7, False)


def test_a_push_tells_what_a_question_tells(aftership_server: AftershipServer, making: Making) -> None:
    aftership_server.created[DHL.tracking_number] = "dhl"
    aftership_server.traces[DHL.tracking_number] = [checkpoint("2026-11-26T01:00:00Z", "…", "Delivered_001")]
    tracker = making(webhook_secret=SECRET)
    (pushed,) = tracker.pushed(*aftership_server.push(DHL.tracking_number))
    assert (pushed.tracking_number, pushed.outcome) == (
        DHL.tracking_number,
        tracker.ask([KNOWN], now=NOW)[KNOWN],
    )
    assert tracker.pushed(*aftership_server.push(DHL.tracking_number, event="edd_revise")) == ()


def test_pushes_of_others_are_forged(aftership_server: AftershipServer, making: Making) -> None:
    tracker = making(webhook_secret=SECRET)
    body, headers = aftership_server.push(DHL.tracking_number)
    for wrong, told in (
        (body + b" ", headers), (body, {}), (body, {"aftership-hmac-sha256": "中"}), (b"", headers),
        aftership_server.push(DHL.tracking_number, secret="guessed"),
    ):  # fmt: skip
        with pytest.raises(Forged):
            tracker.pushed(wrong, told)
    with pytest.raises(Forged):
        making().pushed(body, headers)


@pytest.mark.parametrize("body", [b"", b"null", b"{}", b'{"event": "tracking_update", "msg": 3}', b"\xff"])
def test_a_signed_push_that_is_none_is_unreadable(making: Making, body: bytes) -> None:
    sign = base64.b64encode(hmac.new(SECRET.encode(), body, hashlib.sha256).digest()).decode()
    with pytest.raises(Unreadable):
        making(webhook_secret=SECRET).pushed(body, {"aftership-hmac-sha256": sign})


def test_the_doctor_learns_whether_the_key_is_right(
    aftership_server: AftershipServer, making: Making
) -> None:
    assert making().check(now=NOW) == "the key is let in"
    with pytest.raises(CredentialsRefused):
        making(key="wr0ng").check(now=NOW)
    assert aftership_server.created == {}


@pytest.mark.parametrize(
    ("estimate", "expected"),
    [
        ({"estimated_delivery_date": "2026-11-28T00:00:00-05:00"}, date(2026, 11, 28)),
        ({"estimated_delivery_date": "2026-11-28", "estimated_delivery_date_max": "2026-11-30"}, date(2026, 11, 30)),
        ({"estimated_delivery_date": "soon"}, None),
        (None, None),
    ],
)  # fmt: skip
def test_only_the_couriers_own_estimate_counts(
    aftership_server: AftershipServer,
    making: Making,
    estimate: dict[str, str | None] | None,
    expected: date | None,
) -> None:
    aftership_server.created[DHL.tracking_number] = "dhl"
    aftership_server.traces[DHL.tracking_number] = [
        checkpoint("2026-11-25T14:00:00", "Picked up", "InTransit_002")
    ]
    if estimate is not None:
        aftership_server.estimates[DHL.tracking_number] = estimate
    answer = making().ask([KNOWN], now=NOW)[KNOWN]
    assert isinstance(answer, Answer)
    assert answer.expected == expected


def test_who_signed_stands_beside_the_trace(aftership_server: AftershipServer, making: Making) -> None:
    number = DHL.tracking_number
    aftership_server.created[number] = "dhl"
    aftership_server.signers[number] = "M. Keller"
    for words, told in (
        ("Delivered", "Delivered Signed for by: M. Keller"),
        ("Signed by M. Keller", "Signed by M. Keller"),
    ):
        aftership_server.traces[number] = [checkpoint("2026-11-25T14:00:00", words, "Delivered_003")]
        answer = making().ask([KNOWN], now=NOW)[KNOWN]
        assert isinstance(answer, Answer)
        assert answer.events[-1].text == told
    aftership_server.traces[number] = [checkpoint("2026-11-25T14:00:00", "On its way", "InTransit_002")]
    answer = making().ask([KNOWN], now=NOW)[KNOWN]
    assert isinstance(answer, Answer)
    assert answer.events[-1].text == "On its way"
