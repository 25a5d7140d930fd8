"""Kuaidi100 as its documents describe it: query.do, subscriptions, its refusals, and its signed pushes.

https://api.kuaidi100.com/document/5f0ffb5ebc8da837cbd8aefc and 5f0ffb6ebc8da837cbd8aefd
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode

from tests.servers.jsonserver import Call, JsonServer

CUSTOMER, KEY, SALT = "C0FFEE", "k-secret-of-kuaidi", "salt-of-ours"


def entry(time: str, context: str, code: str = "", *, area: str = "", status: str = "") -> dict[str, str]:
    """An entry of `data`; `code` is its advanced status."""
    told = {"time": time, "ftime": time, "context": context, "areaName": area, "status": status}
    return told | ({"statusCode": code} if code else {})


@dataclass
class Kuaidi100Server(JsonServer):
    """`traces`: of each number the entries, newest first; `states`: its state as a whole. `phones`: who must be named."""

    traces: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    phones: dict[str, str] = field(default_factory=dict)
    subscribed: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    paid: bool = True

    def answer(self, call: Call) -> tuple[int, Any]:
        if call.headers.get("content-type", "").partition(";")[0] != "application/x-www-form-urlencoded":
            return 200, _refused("400", "提交的数据不完整，或者贵公司没授权")
        form = {name: values[-1] for name, values in parse_qs(call.body.decode()).items()}
        if call.path == "/poll/query.do":
            return 200, self._query(form)
        if call.path == "/poll":
            return 200, self._subscribe(json.loads(form["param"]))
        return 404, {}

    def _query(self, form: Mapping[str, str]) -> dict[str, Any]:
        sign = hashlib.md5((form["param"] + KEY + CUSTOMER).encode()).hexdigest().upper()
        if (form.get("customer"), form.get("sign")) != (CUSTOMER, sign):
            return _refused("503", "验证签名失败")
        if not self.paid:
            return _refused("601", "POLL:KEY已过期")
        param = json.loads(form["param"])
        number = param["num"]
        if number in self.phones and not param.get("phone", "").endswith(self.phones[number]):
            return _refused("408", "快递公司参数异常：验证码错误")
        if number not in self.traces:
            return _refused("500", "查询无结果，请隔段时间再查")
        return self.result(number, param["com"]) | {"status": "200"}

    def result(self, number: str, com: str) -> dict[str, Any]:
        return {
            "message": "ok",
            "nu": number,
            "com": com,
            "state": self.states.get(number, "0"),
            "ischeck": "1" if self.states.get(number) == "3" else "0",
            "condition": "00",
            "data": self.traces.get(number, []),
        }

    def _subscribe(self, param: Mapping[str, Any]) -> dict[str, Any]:
        if param["key"] != KEY:
            return _refused("600", "您不是合法的订阅者")
        if param["number"] in self.subscribed:
            return _refused("501", "重复订阅")
        self.subscribed[param["number"]] = param
        return {"result": True, "returnCode": "200", "message": "提交成功"}

    def push(
        self,
        number: str,
        *,
        com: str = "shunfeng",
        status: str = "polling",
        message: str = "",
        salt: str = SALT,
    ) -> bytes:
        """The body of a call that tells how the number stands."""
        told = {
            "status": status,
            "billstatus": "got",
            "message": message,
            "autoCheck": "0",
            "comOld": "",
            "comNew": "",
            "lastResult": self.result(number, com),
        }
        param = json.dumps(told, ensure_ascii=False)
        sign = hashlib.md5((param + salt).encode()).hexdigest().upper()
        return urlencode({"sign": sign, "param": param}).encode()


def _refused(code: str, message: str) -> dict[str, Any]:
    return {"result": False, "returnCode": code, "message": message}


def way(*entries: Sequence[str]) -> list[dict[str, str]]:
    """Entries of (time, context, code), given oldest first, as Kuaidi100 has them."""
    return [entry(*one) for one in reversed(entries)]
