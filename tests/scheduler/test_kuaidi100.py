"""Kuaidi100 over HTTP: what it answers, what it refuses, what it pushes."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlencode

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
from scheduler.carriers.kuaidi100 import CODES, Kuaidi100
from scheduler.carriers.settings import Kuaidi100Settings
from tests.scheduler.parcelhouse import came_of
from tests.servers.jsonserver import Fault
from tests.servers.kuaidi100 import CUSTOMER, KEY, SALT, Kuaidi100Server, entry, way

NOW = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
SF = Asked("sf", "SF1234567890123")
Making = Callable[..., Kuaidi100]


@pytest.fixture
def making(kuaidi100_server: Kuaidi100Server) -> Making:
    def make(**told: Any) -> Kuaidi100:
        given = {"customer": CUSTOMER, "key": KEY, "api_url": kuaidi100_server.url} | told
        return Kuaidi100(Kuaidi100Settings.model_validate(given))

    return make


def test_a_parcels_way_is_told_oldest_first_with_chinas_time(
    kuaidi100_server: Kuaidi100Server, making: Making
) -> None:
    kuaidi100_server.traces[SF.tracking_number] = [
        entry("2026-11-26 10:11:12", "快件派送中，联系电话138…", "5", area="上海,上海市,徐汇区"),
        entry("2026-11-26 02:00:00", "快件到达 【上海集散中心】", "1001"),
        entry("2026-11-25 20:00:00", "顺丰速运 已收取快件", "103"),
    ]
    answer = making().ask([SF], now=NOW)[SF]
    assert isinstance(answer, Answer)
    assert [(event.status, event.code) for event in answer.events] == [
        ("in_transit", "103"),
        ("in_transit", "1001"),
        ("out_for_delivery", "5"),
    ]
    last = answer.events[-1]
    assert (last.at, last.place) == (datetime(2026, 11, 26, 2, 11, 12, tzinfo=UTC), "上海,上海市,徐汇区")
    (call,) = kuaidi100_server.asked("query.do")
    param = json.loads(parse_qs(call.body.decode())["param"][0])
    assert (param["com"], param["num"], param["resultv2"]) == ("shunfeng", "SF1234567890123", "4")


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("101", "announced"), ("102", "announced"), ("103", "in_transit"), ("1", "in_transit"), ("0", "in_transit"), ("1002", "in_transit"),
        ("1003", "in_transit"), ("5", "out_for_delivery"), ("501", "ready_for_pickup"), ("3", "delivered"), ("301", "delivered"),
        ("304", "delivered"), ("6", "returning"), ("4", "returned"), ("401", "exception"), ("14", "exception"), ("7", "in_transit"),
        ("2", "exception"), ("201", "exception"), ("208", "exception"), ("8", "in_transit"), ("10", "in_transit"), ("13", "exception"),
        ("999", "in_transit"), ("派", "in_transit"),
    ],
)  # fmt: skip
def test_each_documented_state_has_its_status(
    kuaidi100_server: Kuaidi100Server, making: Making, code: str, status: str
) -> None:
    kuaidi100_server.traces[SF.tracking_number] = [entry("2026-11-26 10:00:00", "…", code)]
    answer = making().ask([SF], now=NOW)[SF]
    assert isinstance(answer, Answer)
    assert [event.status for event in answer.events] == [status]


def test_without_codes_the_names_count_and_the_newest_has_the_state_of_the_whole(
    kuaidi100_server: Kuaidi100Server, making: Making
) -> None:
    kuaidi100_server.traces[SF.tracking_number] = [
        entry("2026-11-26 10:00:00", "已签收"),
        entry("2026-11-26 09:00:00", "派送中", status="派件"),
        entry("2026-11-26 08:00:00", "到达"),
    ]
    kuaidi100_server.states[SF.tracking_number] = "3"
    answer = making().ask([SF], now=NOW)[SF]
    assert isinstance(answer, Answer)
    assert [event.status for event in answer.events] == ["in_transit", "out_for_delivery", "delivered"]


def test_events_of_one_moment_keep_their_order(kuaidi100_server: Kuaidi100Server, making: Making) -> None:
    kuaidi100_server.traces[SF.tracking_number] = way(
        ("2026-11-26 10:00:00", "派送", "5"), ("2026-11-26 10:00:00", "签收", "3")
    )
    answer = making().ask([SF], now=NOW)[SF]
    assert isinstance(answer, Answer)
    assert [event.status for event in answer.events] == ["out_for_delivery", "delivered"]


def test_nothing_known_yet_is_no_error_of_the_number(making: Making) -> None:
    assert isinstance(making().ask([SF], now=NOW)[SF], NotFoundYet)


def test_an_empty_trace_is_nothing_known_yet(kuaidi100_server: Kuaidi100Server, making: Making) -> None:
    kuaidi100_server.traces[SF.tracking_number] = []
    assert isinstance(making().ask([SF], now=NOW)[SF], NotFoundYet)


def test_the_phone_is_the_senders_if_it_is_set_and_else_the_customers(
    kuaidi100_server: Kuaidi100Server, making: Making
) -> None:
    kuaidi100_server.traces[SF.tracking_number] = [entry("2026-11-26 10:00:00", "…", "0")]
    kuaidi100_server.phones[SF.tracking_number] = "5678"
    refused = making().ask([SF], now=NOW)[SF]
    assert isinstance(refused, UnknownNumber)
    assert "phone of [tracking.kuaidi100]" in refused.reason
    known = Asked("sf", SF.tracking_number, phone="+8613812345678")
    assert isinstance(making().ask([known], now=NOW)[known], Answer)
    assert isinstance(making(phone="5678").ask([SF], now=NOW)[SF], Answer)
    assert isinstance(making(phone="1111").ask([known], now=NOW)[known], UnknownNumber)


@pytest.mark.parametrize("told", [{"key": "wrong"}, {"customer": "wrong"}])
def test_a_wrong_signature_refuses_all(making: Making, told: dict[str, str]) -> None:
    with pytest.raises(CredentialsRefused, match="503") as refused:
        making(**told).ask([SF], now=NOW)
    assert "wrong" not in refused.value.reason


def test_no_queries_left_is_for_a_person(kuaidi100_server: Kuaidi100Server, making: Making) -> None:
    kuaidi100_server.paid = False
    with pytest.raises(LimitReached, match="601") as reached:
        making().ask([SF], now=NOW)
    assert reached.value.used_up


def refused(code: str, message: str = "…") -> Fault:
    return Fault(told={"result": False, "returnCode": code, "message": message})


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (refused("501", "服务器错误"), Temporary), (refused("502", "服务器繁忙"), Temporary), (refused("999"), Temporary),
        (refused("400", "找不到对应公司"), UnknownNumber), (Fault(told=[1]), Temporary), (Fault(raw=b"<html>busy</html>"), Temporary),
        (Fault(raw=b""), Temporary), (Fault(raw=b'{"data": [', cut=True), Temporary), (Fault(status=502, raw=b"bad gateway"), Temporary),
        (Fault(status=302, headers={"Location": "https://elsewhere.example/"}), Temporary),
        (Fault(told={"nu": "x", "data": "none"}), NotFoundYet), (Fault(told={"data": [None, 3, {"time": "gestern"}]}), NotFoundYet),
    ],
)  # fmt: skip
def test_what_else_may_come(
    kuaidi100_server: Kuaidi100Server, making: Making, fault: Fault, kind: type[TrackingError]
) -> None:
    kuaidi100_server.faults.append(fault)
    assert type(came_of(making(), SF, now=NOW)) is kind


def test_asked_too_often_is_a_limit_with_its_wait(kuaidi100_server: Kuaidi100Server, making: Making) -> None:
    kuaidi100_server.faults.append(Fault(status=429, headers={"Retry-After": "120"}))
    with pytest.raises(LimitReached) as reached:
        making().ask([SF], now=NOW)
    assert (reached.value.retry_after, reached.value.used_up) == (120, False)


@pytest.mark.parametrize("from_head", [False, True])
def test_a_server_that_drips_costs_the_timeout_and_no_more(
    kuaidi100_server: Kuaidi100Server, making: Making, *, from_head: bool
) -> None:
    kuaidi100_server.faults.append(Fault(raw=b" " * 200, drip=0.05, from_head=from_head))
    began = datetime.now(UTC)
    with pytest.raises(Temporary, match=r"within 0\.4 s"):
        making(timeout=0.4).ask([SF], now=NOW)
    assert (datetime.now(UTC) - began).total_seconds() < 3


def test_an_endless_answer_is_not_read(kuaidi100_server: Kuaidi100Server, making: Making) -> None:
    kuaidi100_server.faults.append(Fault(raw=b"x" * 4_100_000))
    with pytest.raises(Temporary, match="more than"):
        making().ask([SF], now=NOW)


def test_nobody_there_is_a_passing_fault_without_secrets(making: Making) -> None:
    with pytest.raises(Temporary) as fault:
        making(api_url="http://127.0.0.1:1").ask([SF], now=NOW)
    assert KEY not in fault.value.reason


PUSHED = {"callback_url": "https://orders.example.cn/tracking/kuaidi100", "salt": SALT}


def test_with_a_callback_each_parcel_is_subscribed_once(
    kuaidi100_server: Kuaidi100Server, making: Making
) -> None:
    tracker = making(**PUSHED)
    assert tracker.pushes
    outcome = tracker.ask([SF], now=NOW)[SF]
    assert isinstance(outcome, NotFoundYet)
    assert outcome.registered
    told = kuaidi100_server.subscribed[SF.tracking_number]
    assert (told["company"], told["parameters"]["callbackurl"], told["parameters"]["salt"]) == (
        "shunfeng",
        PUSHED["callback_url"],
        SALT,
    )
    # After a crash it is asked for again, and that is as good.
    again = tracker.ask([SF], now=NOW)[SF]
    assert isinstance(again, NotFoundYet)
    assert again.registered
    registered = Asked("sf", SF.tracking_number, registered=True)
    tracker.ask([registered], now=NOW)
    assert len(kuaidi100_server.asked("/poll")) == 2


def test_a_parcel_that_cannot_be_subscribed_is_asked_about(
    kuaidi100_server: Kuaidi100Server, making: Making
) -> None:
    kuaidi100_server.traces[SF.tracking_number] = [entry("2026-11-26 10:00:00", "…", "0")]
    kuaidi100_server.faults.append(refused("701", "拒绝订阅的快递公司"))
    answer = making(**PUSHED).ask([SF], now=NOW)[SF]
    assert isinstance(answer, Answer)
    assert not answer.registered


def test_a_push_tells_what_a_question_tells(kuaidi100_server: Kuaidi100Server, making: Making) -> None:
    kuaidi100_server.traces[SF.tracking_number] = way(
        ("2026-11-25 20:00:00", "已收取", "103"), ("2026-11-26 10:00:00", "派送中", "5")
    )
    tracker = making(**PUSHED)
    (pushed,) = tracker.pushed(kuaidi100_server.push(SF.tracking_number), {})
    asked = tracker.ask([SF], now=NOW)[SF]
    assert pushed.tracking_number == SF.tracking_number
    assert isinstance(pushed.outcome, Answer)
    assert isinstance(asked, Answer)
    assert pushed.outcome.events == asked.events
    assert json.loads(tracker.received(well=True)) == {
        "result": True,
        "returnCode": "200",
        "message": "成功",
    }
    assert json.loads(tracker.received(well=False))["result"] is False


def test_a_push_that_gives_up_lets_the_parcel_be_subscribed_anew(
    kuaidi100_server: Kuaidi100Server, making: Making
) -> None:
    body = kuaidi100_server.push(SF.tracking_number, status="abort", message="3天查询无记录")
    (pushed,) = making(**PUSHED).pushed(body, {})
    assert isinstance(pushed.outcome, NotFoundYet)
    assert not pushed.outcome.registered


def test_pushes_of_others_are_forged(kuaidi100_server: Kuaidi100Server, making: Making) -> None:
    tracker, right = making(**PUSHED), kuaidi100_server.push(SF.tracking_number)
    wrong = [
        kuaidi100_server.push(SF.tracking_number, salt="guessed"),
        right.replace(b"polling", b"shutdown"),
        right.partition(b"&")[2],
        urlencode({"sign": "", "param": ""}).encode(),
        b"", b"\xff\xfe", b"{}", b"&".join([b"a=1"] * 50), "sign=中&param=x".encode(),
    ]  # fmt: skip
    for body in wrong:
        with pytest.raises(Forged):
            tracker.pushed(body, {})
    with pytest.raises(Forged):
        making().pushed(right, {})


@pytest.mark.parametrize(
    "param", ["", "null", "[]", "{", '{"lastResult": 3}', '{"lastResult": {"data": []}}']
)
def test_a_signed_push_that_is_none_is_unreadable(making: Making, param: str) -> None:
    sign = hashlib.md5((param + SALT).encode()).hexdigest()
    with pytest.raises(Unreadable):
        making(**PUSHED).pushed(urlencode({"sign": sign, "param": param}).encode(), {})


def test_the_doctor_learns_whether_the_signature_is_right(making: Making) -> None:
    assert "is let in" in making().check(now=NOW)
    with pytest.raises(CredentialsRefused):
        making(key="wrong").check(now=NOW)
    with pytest.raises(Temporary):
        making(api_url="http://127.0.0.1:1").check(now=NOW)


def test_every_carrier_that_is_known_here_is_known_to_kuaidi100() -> None:
    from parsers.carriers import followed

    assert set(CODES) == set(followed())
