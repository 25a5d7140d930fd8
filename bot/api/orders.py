"""Looking at orders: the contract's JSON, filtered and in pages."""

from datetime import datetime
from typing import Any, cast, get_args
from urllib.parse import urlencode

from bot.api.calling import Answer, Api, Call
from bot.api.problems import Problem, invalid, unknown
from bot.desk import printing
from bot.desk.case import Language
from bot.desk.templating import LANGUAGES
from bot.papers import documents
from store import orders, scripts
from store.database import Tx
from store.order import Order
from store.states import State

MOST, USUAL = 200, 50
LABELS = 200
FILTERS = ("status", "customer", "assigned", "changed_since", "limit", "before")


def listed(api: Api, call: Call) -> Answer:
    """A page of orders, the newest first, and where the next one is."""
    query = call.query
    if strange := sorted(set(query) - set(FILTERS)):
        raise invalid([{"field": strange[0][:60], "message": f"no filter; there are: {', '.join(FILTERS)}"}])
    status = query.get("status")
    if status is not None and status not in get_args(State):
        raise invalid([{"field": "status", "message": f"no state; there are: {', '.join(get_args(State))}"}])
    limit = _count("limit", query.get("limit"), usual=USUAL, most=MOST)
    filters: dict[str, Any] = {
        "status": cast("State | None", status),
        "customer": call.customer(query.get("customer")),
        "assigned": query.get("assigned"),
        "changed_since": _moment(query.get("changed_since")),
    }
    with api.db.read() as tx:
        if "before" in query:
            of_call(tx, call, query["before"])
        found = scripts.orders_json(
            tx, **filters, before=query.get("before"), limit=limit + 1, zone=api.zone, internal=call.is_ours
        )
    more = len(found) > limit
    page = found[:limit]
    told = {**query, "before": page[-1]["order_no"]} if more else {}
    following = f"/api/v1/orders?{urlencode(told)}" if more else None
    return Answer({"orders": page, "next": following})


def show(api: Api, call: Call) -> Answer:
    """One order, with its history and messages."""
    with api.db.read() as tx:
        order = of_call(tx, call, call.parts["order_no"])
        return Answer(scripts.order_json(tx, order.order_no, zone=api.zone, internal=call.is_ours))


def search(api: Api, call: Call) -> Answer:
    """Orders and messages by their words; of a customer's key only what belongs to their orders."""
    query = call.query.get("q", "").strip()
    if not query:
        raise invalid([{"field": "q", "message": "the words to look for"}])
    limit = _count("limit", call.query.get("limit"), usual=USUAL, most=MOST)
    customer = call.customer(call.query.get("customer"))
    with api.db.read() as tx:
        found = scripts.search_json(tx, query, customer=customer, limit=limit, zone=api.zone)
    return Answer({"hits": found})


def printed(api: Api, call: Call) -> Answer:
    """An order as a document, if the order allows one."""
    kind, language, code = call.parts["kind"], call.query.get("language"), call.query.get("code", "qr")
    if kind not in documents.KINDS:
        raise unknown(f"document {kind[:40]}; there are: {', '.join(documents.KINDS)}")
    if not call.is_ours and kind not in printing.FOR_THE_CUSTOMER:
        raise Problem(403, "not_allowed_here", f"the document {kind} is for programs of the company's own")
    for name, value, known in (
        ("language", language or "zh", LANGUAGES),
        ("code", code, get_args(documents.Code)),
    ):
        if value not in known:
            raise invalid([{"field": name, "message": f"one of {', '.join(known)}"}])
    with api.db.read() as tx:
        order = of_call(tx, call, call.parts["order_no"])
        try:
            made = printing.printed(
                tx,
                order.order_no,
                kind,
                desk=api.desk,
                now=call.now,
                language=cast("Language | None", language),
                code=cast("documents.Code", code),
                parcels=_count("parcels", call.query.get("parcels"), usual=1, most=LABELS),
            )
        except documents.NoDocument as error:
            raise Problem(409, "not_possible", str(error)) from None
    return Answer.file(made.name, made.content, made.media_type)


def of_call(tx: Tx, call: Call, order_no: str) -> Order:
    """The order, if the call's key may see it: another customer's is as if it were not there. Raises Problem."""
    order = orders.get(tx, order_no)
    own = call.key.customer_code
    if order is None or (own is not None and order.customer.code != own):
        raise unknown(f"order {order_no[:40]}")
    return order


def _count(name: str, stated: str | None, *, usual: int, most: int) -> int:
    if stated is None:
        return usual
    if not (stated.isascii() and stated.isdecimal() and len(stated) < 6 and 1 <= int(stated) <= most):
        raise invalid([{"field": name, "message": f"a number from 1 to {most}"}])
    return int(stated)


def _moment(stated: str | None) -> datetime | None:
    if stated is None:
        return None
    try:
        # A plus that was not encoded arrives as a blank.
        moment = datetime.fromisoformat(stated.strip().replace(" ", "+"))
        if moment.tzinfo is not None:
            return moment
    except (ValueError, OverflowError):
        pass
    raise Problem(
        422,
        "invalid",
        "changed_since: a moment as 2026-11-24T09:30:00+08:00",
        errors=[{"field": "changed_since", "message": "a moment with its offset"}],
    )
