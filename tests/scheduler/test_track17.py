"""17TRACK over HTTP: registering, asking in batches, refusals, and its webhook."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

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
from scheduler.carriers.settings import Track17Settings
from scheduler.carriers.track17 import Track17
from tests.scheduler.parcelhouse import came_of
from tests.servers.jsonserver import Fault
from tests.servers.track17 import KEY, Track17Server, event

NOW = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
UPS = Asked("ups", "1Z5R89390357567127")
KNOWN = Asked("ups", UPS.tracking_number, registered=True)
Making = Callable[..., Track17]


@pytest.fixture
def making(track17_server: Track17Server) -> Making:
    def make(**told: Any) -> Track17:
        given = {"key": KEY, "api_url": track17_server.url + "/track/v2.2"} | told
        return Track17(Track17Settings.model_validate(given))

    return make


def test_a_number_is_registered_once_and_then_asked_about(
    track17_server: Track17Server, making: Making
) -> None:
    tracker = making()
    first = tracker.ask([UPS], now=NOW)[UPS]
    assert isinstance(first, NotFoundYet)
    assert first.registered
    assert track17_server.registered == {UPS.tracking_number: 100002}
    # Killed before that was noted, it is registered again, which costs nothing.
    again = tracker.ask([UPS], now=NOW)[UPS]
    assert isinstance(again, NotFoundYet)
    assert again.registered
    assert track17_server.quota == 99
    nothing = tracker.ask([KNOWN], now=NOW)[KNOWN]
    assert isinstance(nothing, NotFoundYet)
    assert nothing.registered
    track17_server.traces[UPS.tracking_number] = [
        event("2026-11-26T03:00:00Z", "Out for delivery", "OutForDelivery_Other", place="Louisville, KY"),
        event("2026-11-25T22:15:00Z", "Departed", "InTransit_Departure"),
        event("2026-11-25T14:00:00Z", "Label created", "InfoReceived"),
    ]
    answer = tracker.ask([KNOWN], now=NOW)[KNOWN]
    assert isinstance(answer, Answer)
    assert [one.status for one in answer.events] == ["announced", "in_transit", "out_for_delivery"]
    assert (answer.events[-1].at, answer.events[-1].place) == (
        datetime(2026, 11, 26, 3, tzinfo=UTC),
        "Louisville, KY",
    )


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("InfoReceived", "announced"), ("InTransit_PickedUp", "in_transit"), ("InTransit_Other", "in_transit"), ("InTransit_Arrival", "in_transit"),
        ("InTransit_CustomsProcessing", "in_transit"), ("InTransit_CustomsRequiringInformation", "exception"), ("Expired_Other", "exception"),
        ("AvailableForPickup_Other", "ready_for_pickup"), ("OutForDelivery_Other", "out_for_delivery"), ("DeliveryFailure_NoBody", "failed_attempt"),
        ("DeliveryFailure_Rejected", "exception"), ("DeliveryFailure_InvalidAddress", "exception"), ("Delivered_Other", "delivered"),
        ("Exception_Damage", "exception"), ("Exception_Lost", "exception"), ("Exception_Returning", "returning"), ("Exception_Returned", "returned"),
        ("Something_New", "in_transit"),
    ],
)  # fmt: skip
def test_each_documented_sub_status_has_its_status(
    track17_server: Track17Server, making: Making, code: str, status: str
) -> None:
    track17_server.registered[UPS.tracking_number] = None
    track17_server.traces[UPS.tracking_number] = [event("2026-11-26T03:00:00Z", "…", code)]
    answer = making().ask([KNOWN], now=NOW)[KNOWN]
    assert isinstance(answer, Answer)
    assert [one.status for one in answer.events] == [status]


def test_an_event_without_a_status_has_its_stage_or_that_of_the_whole(
    track17_server: Track17Server, making: Making
) -> None:
    track17_server.registered[UPS.tracking_number] = None
    track17_server.latest[UPS.tracking_number] = ("Delivered", "Delivered_Other")
    track17_server.traces[UPS.tracking_number] = [
        event("", "signed", time_iso="2026-11-26T09:00:00+08:00"),
        event("2026-11-26T00:30:00Z", "courier has it", stage="OutForDelivery"),
        event("not a time", "…"),
    ]
    answer = making().ask([KNOWN], now=NOW)[KNOWN]
    assert isinstance(answer, Answer)
    assert [(one.status, one.at.hour) for one in answer.events] == [("out_for_delivery", 0), ("delivered", 1)]


def test_a_batch_of_forty_is_one_call_and_each_has_its_own_outcome(
    track17_server: Track17Server, making: Making
) -> None:
    parcels = [Asked("ups", f"1Z{number:016}", registered=True) for number in range(40)]
    for parcel in parcels[1:]:
        track17_server.registered[parcel.tracking_number] = None
    track17_server.traces[parcels[2].tracking_number] = [
        event("2026-11-26T03:00:00Z", "…", "Delivered_Other")
    ]
    track17_server.latest[parcels[3].tracking_number] = ("NotFound", "NotFound_InvalidCode")
    outcomes = making().ask(parcels, now=NOW)
    assert len(track17_server.calls) == 1
    gone = outcomes[parcels[0]]
    assert isinstance(gone, NotFoundYet)
    assert not gone.registered  # it was deleted there, and is registered anew
    assert isinstance(outcomes[parcels[2]], Answer)
    assert isinstance(outcomes[parcels[3]], UnknownNumber)
    assert sum(isinstance(one, NotFoundYet) for one in outcomes.values()) == 38


def test_a_number_whose_carrier_nobody_can_tell_is_unknown_for_good(
    track17_server: Track17Server, making: Making
) -> None:
    odd = Asked("jtexpress", "JT1234567890123")
    track17_server.undetected.add(odd.tracking_number)
    assert isinstance(making().ask([odd], now=NOW)[odd], UnknownNumber)
    (call,) = track17_server.calls
    assert json.loads(call.body) == [{"number": odd.tracking_number}]


def test_a_used_up_quota_is_for_a_person(track17_server: Track17Server, making: Making) -> None:
    track17_server.quota = 0
    with pytest.raises(LimitReached) as reached:
        making().ask([UPS], now=NOW)
    assert reached.value.used_up


def whole(code: int) -> Fault:
    return Fault(told={"code": code, "data": {"errors": [{"code": code, "message": "…"}]}})


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault(status=401, raw=b""), CredentialsRefused), (Fault(status=403, raw=b""), CredentialsRefused), (whole(-18010002), CredentialsRefused),
        (whole(-18010004), CredentialsRefused), (Fault(status=429, raw=b"slow down"), LimitReached), (whole(-18010014), LimitReached),
        (whole(-18019907), LimitReached), (whole(-18010003), Temporary), (whole(-18010013), Temporary), (Fault(status=503, raw=b""), Temporary),
        (Fault(told={"code": 7}), Temporary), (Fault(told={"data": None}), Temporary), (Fault(raw=b"[]"), Temporary), (Fault(raw=b"\xff"), Temporary),
        (Fault(told={"code": 0, "data": None}), Temporary), (Fault(told={"code": 0, "data": {"accepted": [3, None, {}]}}), Temporary),
        (Fault(told={"code": 0, "data": {"accepted": [{"number": UPS.tracking_number, "track_info": 3}]}}), Temporary),
        (Fault(told={"code": 0, "data": {"rejected": [{"number": UPS.tracking_number, "error": None}]}}), Temporary),
        (Fault(told={"code": 0, "data": {"accepted": [{"number": UPS.tracking_number}]}}), NotFoundYet),
    ],
)  # fmt: skip
def test_what_else_may_come(
    track17_server: Track17Server, making: Making, fault: Fault, kind: type[TrackingError]
) -> None:
    track17_server.faults.append(fault)
    assert type(came_of(making(), KNOWN, now=NOW)) is kind


def test_a_push_tells_what_a_question_tells(track17_server: Track17Server, making: Making) -> None:
    track17_server.registered[UPS.tracking_number] = None
    track17_server.traces[UPS.tracking_number] = [event("2026-11-26T03:00:00Z", "signed", "Delivered_Other")]
    tracker = making(webhook=True)
    (pushed,) = tracker.pushed(*track17_server.push(UPS.tracking_number))
    asked = tracker.ask([KNOWN], now=NOW)[KNOWN]
    assert (pushed.tracking_number, pushed.outcome) == (UPS.tracking_number, asked)
    assert tracker.pushed(*track17_server.push(UPS.tracking_number, event="TRACKING_STOPPED")) == ()
    assert tracker.received(well=True) == ""


def test_pushes_of_others_are_forged(track17_server: Track17Server, making: Making) -> None:
    tracker = making()
    body, headers = track17_server.push(UPS.tracking_number)
    for wrong, told in (
        (body + b" ", headers), (body, {}), (body, {"sign": ""}), (body, {"sign": "中"}), (b"", headers),
        track17_server.push(UPS.tracking_number, key="guessed"),
    ):  # fmt: skip
        with pytest.raises(Forged):
            tracker.pushed(wrong, told)


@pytest.mark.parametrize("body", [b"", b"null", b"{}", b'{"event": "TRACKING_UPDATED", "data": 3}', b"\xff"])
def test_a_signed_push_that_is_none_is_unreadable(making: Making, body: bytes) -> None:
    sign = hashlib.sha256(body + b"/" + KEY.encode()).hexdigest()
    with pytest.raises(Unreadable):
        making().pushed(body, {"sign": sign})


def test_the_doctor_learns_what_is_left(track17_server: Track17Server, making: Making) -> None:
    assert making().check(now=NOW) == "the key is let in, 100 numbers are left"
    with pytest.raises(CredentialsRefused) as refused:
        making(key="wr0ng").check(now=NOW)
    assert "wr0ng" not in refused.value.reason
    assert track17_server.registered == {}


@pytest.mark.parametrize(
    ("estimate", "expected"),
    [
        ({"source": "Official", "from": "2026-11-28T00:00:00-05:00", "to": "2026-11-29T23:59:59-05:00"}, date(2026, 11, 29)),
        ({"source": "Official", "from": "2026-11-28", "to": None}, date(2026, 11, 28)),
        ({"source": "17TRACK", "from": "2026-11-28T00:00:00Z", "to": "2026-11-29T00:00:00Z"}, None),
        ({"source": "Official", "from": None, "to": "soon"}, None),
        ({"source": None, "from": None, "to": None}, None),
    ],
)  # fmt: skip
def test_only_the_carriers_own_estimate_counts(
    track17_server: Track17Server, making: Making, estimate: dict[str, str | None], expected: date | None
) -> None:
    track17_server.registered[UPS.tracking_number] = 100002
    track17_server.traces[UPS.tracking_number] = [
        event("2026-11-25T22:15:00Z", "Departed", "InTransit_Departure")
    ]
    track17_server.estimates[UPS.tracking_number] = estimate
    answer = making().ask([KNOWN], now=NOW)[KNOWN]
    assert isinstance(answer, Answer)
    assert answer.expected == expected
