"""快递100: real-time queries, and subscriptions that it pushes news of.

https://api.kuaidi100.com/document/5f0ffb5ebc8da837cbd8aefc (query): one number a call, no number more often than each half hour,
times without a zone, which are China's. The documents do not say how many calls a second are allowed: one, here.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs
from zoneinfo import ZoneInfo

from scheduler.carriers.base import (
    MOST_EVENTS,
    Answer,
    Asked,
    CredentialsRefused,
    Forged,
    LimitReached,
    NotFoundYet,
    Outcome,
    Pushed,
    Temporary,
    TrackingError,
    UnknownNumber,
    Unreadable,
    shown,
)
from scheduler.carriers.calling import Caller
from scheduler.carriers.settings import Kuaidi100Settings
from store.shipment import TrackingEvent, TrackingStatus

CODES: Mapping[str, str] = {
    "sf": "shunfeng",
    "yto": "yuantong",
    "zto": "zhongtong",
    "sto": "shentong",
    "yunda": "yunda",
    "jtexpress": "jtexpress",
    "jd": "jd",
    "deppon": "debangkuaidi",
    "ems": "ems",
    "chinapost": "youzhengguonei",
    "dhl": "dhl",
    "ups": "ups",
    "fedex": "fedex",
    "usps": "usps",
}
"""Our codes, and what Kuaidi100 calls these carriers (its table 快递公司编码)."""

CHINA = ZoneInfo("Asia/Shanghai")

# 物流状态值 and 高级物流状态值; one that is not here counts as its first digit says.
_STATES: Mapping[str, TrackingStatus] = {
    "0": "in_transit",
    "1": "in_transit",
    "101": "announced",  # 已下单
    "102": "announced",  # 待揽收
    "2": "exception",  # 疑难
    "3": "delivered",
    "4": "returned",  # 退签: the sender has signed for it
    "401": "exception",  # 已销单
    "5": "out_for_delivery",
    "501": "ready_for_pickup",  # 投柜或驿站
    "6": "returning",
    "7": "in_transit",  # 转投: handed on to another carrier
    "8": "in_transit",  # 清关
    "10": "in_transit",
    "11": "in_transit",
    "12": "in_transit",
    "13": "exception",  # 清关异常
    "14": "exception",  # 拒签
}
# What stands in an entry's `status` where its `statusCode` is not given (resultv2=1).
_NAMES: Mapping[str, str] = {
    "在途": "0",
    "揽收": "1",
    "已下单": "101",
    "待揽收": "102",
    "已揽收": "1",
    "疑难": "2",
    "签收": "3",
    "退签": "4",
    "派件": "5",
    "投柜或驿站": "501",
    "退回": "6",
    "转投": "7",
    "转单": "7",
    "清关": "8",
    "清关异常": "13",
    "拒签": "14",
}
_DUPLICATE = "501"
"""Of a subscription: there is one already."""


class Kuaidi100:
    """Asks Kuaidi100."""

    name = "kuaidi100"
    batch = 1
    pause = timedelta(seconds=1)
    least = timedelta(minutes=30)

    def __init__(self, settings: Kuaidi100Settings) -> None:
        self._settings = settings
        self._key = settings.key.get_secret_value()
        self._salt = settings.salt.get_secret_value() if settings.salt else None
        self._caller = Caller(self.name, settings.timeout, {})
        self.carriers = frozenset(settings.carriers or CODES)
        self.pushes = settings.callback_url is not None

    def ask(self, parcels: Sequence[Asked], *, now: datetime) -> Mapping[Asked, Outcome]:
        return {parcel: self._ask(parcel, now=now) for parcel in parcels}

    def pushed(self, body: bytes, headers: Mapping[str, str]) -> tuple[Pushed, ...]:
        if self._salt is None:
            raise Forged
        try:
            form = parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=20)
        except ValueError:
            raise Forged from None
        sign, param = form.get("sign", [""])[-1], form.get("param", [""])[-1]
        right = hashlib.md5((param + self._salt).encode()).hexdigest()  # noqa: S324 - theirs
        if not hmac.compare_digest(sign.lower().encode("utf-8", "replace"), right.encode()):
            raise Forged
        try:
            told = json.loads(param)
            result = told["lastResult"]
            number = str(result["nu"])
        except (ValueError, TypeError, KeyError):
            raise Unreadable from None
        # It watches no longer once the parcel has arrived, or after days without a trace: then it is subscribed anew.
        watching = told.get("status") in {"polling", "updateall", "shutdown"}
        events = _events(result)
        if events:
            return (Pushed(number, Answer(events, registered=watching)),)
        return (Pushed(number, NotFoundYet(shown(told.get("message")), registered=watching)),)

    def received(self, *, well: bool) -> str:
        told = {"result": well, "returnCode": "200" if well else "500", "message": "成功" if well else "失败"}
        return json.dumps(told, ensure_ascii=False)

    def check(self, *, now: datetime) -> str:
        """A number that nobody has: no trace of it shows that the signature is right."""
        parcel = Asked("yto", "YT0000000000000")
        try:
            outcome = self._ask(parcel, now=now, subscribe=False)
        except (NotFoundYet, UnknownNumber):
            outcome = None
        if isinstance(outcome, Temporary):
            raise outcome
        return f"customer {self._settings.customer[:6]}… is let in"

    def _ask(self, parcel: Asked, *, now: datetime, subscribe: bool = True) -> Outcome:
        phone = self._settings.phone or parcel.phone
        registered = parcel.registered
        if subscribe and self.pushes and not registered:
            registered = self._subscribe(parcel, phone, now=now)
        param = {
            "com": CODES[parcel.carrier],
            "num": parcel.tracking_number,
            **({"phone": _local(phone)} if phone else {}),
            "resultv2": "4",
            "show": "0",
            "order": "desc",
        }
        told = json.dumps(param, ensure_ascii=False, separators=(",", ":"))
        sign = hashlib.md5((told + self._key + self._settings.customer).encode()).hexdigest().upper()  # noqa: S324
        form = {"customer": self._settings.customer, "sign": sign, "param": told}
        body = self._caller.call("POST", f"{self._settings.api_url}/poll/query.do", now=now, data=form).body
        try:
            if code := str(body.get("returnCode") or ""):
                raise _error(code, shown(body.get("message")))
            events = _events(body)
        except TrackingError as error:
            if isinstance(error, NotFoundYet):
                return NotFoundYet(error.reason, registered=registered)
            if isinstance(error, UnknownNumber | Temporary):
                return error
            raise
        if not events:
            return NotFoundYet("no trace yet", registered=registered)
        return Answer(events, registered=registered)

    def _subscribe(self, parcel: Asked, phone: str | None, *, now: datetime) -> bool:
        """Whether Kuaidi100 watches the parcel from now on; if not, asking goes on."""
        parameters = {"callbackurl": self._settings.callback_url, "salt": self._salt, "resultv2": "4"}
        param = {
            "company": CODES[parcel.carrier],
            "number": parcel.tracking_number,
            "key": self._key,
            "parameters": parameters | ({"phone": _local(phone)} if phone else {}),
        }
        form = {"schema": "json", "param": json.dumps(param, ensure_ascii=False)}
        body = self._caller.call("POST", f"{self._settings.api_url}/poll", now=now, data=form).body
        code = str(body.get("returnCode") or "")
        if code in {"600", "601"}:
            raise _error(code, shown(body.get("message")))
        return code in {"200", _DUPLICATE}


def _error(code: str, message: str) -> TrackingError:
    """What a `returnCode` of Kuaidi100 means. 601 is documented as the key having run out: no queries are left."""
    said = f"kuaidi100: {code} {message}"
    if code == "500":
        return NotFoundYet(said)
    if code == "408":
        return UnknownNumber(
            f"{said} (the phone number is not the parcel's: see phone of [tracking.kuaidi100])"
        )
    if code in {"503", "600"} or (code == "400" and "授权" in message):
        return CredentialsRefused(said)
    if code == "601":
        return LimitReached(said, used_up=True)
    if code in {"400", "700", "701", "702"}:
        return UnknownNumber(said)
    return Temporary(said)


def _events(result: Mapping[str, Any]) -> tuple[TrackingEvent, ...]:
    """The entries of an answer, oldest first. Without a status of its own the newest has that of the whole."""
    entries = result.get("data")
    found: list[TrackingEvent] = []
    for place, entry in enumerate(entries if isinstance(entries, list) else ()):
        if not isinstance(entry, dict) or (at := _moment(entry.get("ftime") or entry.get("time"))) is None:
            continue
        code = str(entry.get("statusCode") or _NAMES.get(str(entry.get("status") or "").strip(), ""))
        if not code and place == 0:
            code = str(result.get("state") or "")
        where = shown(entry.get("areaName") or entry.get("location"))
        found.append(TrackingEvent(at, _status(code), shown(entry.get("context")), where, code))
    # They stand newest first, those of one moment too.
    found.reverse()
    return tuple(sorted(found, key=lambda event: event.at)[-MOST_EVENTS:])


def _status(code: str) -> TrackingStatus:
    return _STATES.get(code) or _STATES.get(code[:1], "in_transit")


def _moment(told: object) -> datetime | None:
    try:
        return datetime.strptime(str(told).strip(), "%Y-%m-%d %H:%M:%S").replace(tzinfo=CHINA).astimezone(UTC)
    except ValueError:
        return None


def _local(phone: str) -> str:
    """The number without the code of the country, which Kuaidi100 does not expect."""
    return phone.removeprefix("+86").strip("-")
