"""What is wanted of an order that is there: called off in whatever verb, asked for, complained of or had again; its number alone
changes nothing, and goods that are only the reason of a cancellation are no lines of a change."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from parsers import Context, Line, OrderContext
from tests.parsers.shop import lines
from tests.parsers.two_trades import CUSTOMERS, reading

HOME, STORE = (address for _, address in CUSTOMERS["bicycles"].addresses)
ONE = OrderContext(
    "SO-20261120-0004",
    "confirmed",
    (Line("TU-26-A", "", Decimal(30), "条"), Line("CH-9", "", Decimal(12), "条")),
    date(2026, 11, 24),
    HOME,
)
OTHER = OrderContext(
    "SO-20261122-0009", "confirmed", (Line("SD-C", "", Decimal(6), "个"),), date(2026, 11, 28), STORE
)
OPEN, BOTH = Context(open_orders=(ONE,)), Context(open_orders=(ONE, OTHER))
LAST = Context(last_order=replace(ONE, status="delivered"))
SUMMARY = Context(pending=replace(ONE, status="awaiting_confirmation"))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("我上午订的货算了，别拉了，最近不开门", ONE.order_no),
        ("昨天落嗰批货唔要住啦，唔好意思", ONE.order_no),
        ("The club has lost its sponsor, so please do not go ahead with our order", ONE.order_no),
        ("Hi, we have decided not to go ahead with this order. Sorry.", ONE.order_no),
        ("那单取消哈，等天暖和了再重新找你订", ONE.order_no),
        (
            "race is postponed. cancel todays order please, i will order again when we know the day",
            ONE.order_no,
        ),
        # Goods in a reason are none that are taken out.
        ("我们换了师傅，内胎都是他自己带的。所以SO-20261120-0004这个单子不要了，麻烦取消", ONE.order_no),
        ("Our new mechanic brings his own tubes. So please cancel SO-20261120-0004, thank you", ONE.order_no),
        (
            "We got the chains from another supplier, therefore SO-20261120-0004 is no longer required.",
            ONE.order_no,
        ),
    ],
)
def test_an_order_is_called_off_in_many_verbs(text: str, number: str) -> None:
    found = reading("bicycles", text, OPEN)
    assert (found.intent, found.verdict, found.order_no) == ("cancel_order", "accept", number)
    assert found.lines == ()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (
            "SO-20261120-0004: please kill it. Buyer backed out. Keep the saddles coming as planned.",
            ONE.order_no,
        ),
        ("SO-20261120-0004 - scratch it please. The other one is fine.", ONE.order_no),
        (
            "our cellar is flooded. tomorrow's delivery please cancel. Saturday's load is ok, leave it",
            ONE.order_no,
        ),
        ("please cancel tomorrow's drop. the one on Saturday can come", ONE.order_no),
        ("仓库漏水，明天要送的取消吧，周六的照来", ONE.order_no),
        ("明天的货不要送了，周六那批还是要的", ONE.order_no),
        ("周六的取消，明天的照送", OTHER.order_no),
    ],
)
def test_the_order_that_stays_is_not_the_one_called_off(text: str, number: str) -> None:
    found = reading("bicycles", text, BOTH)
    assert (found.intent, found.verdict, found.order_no) == ("cancel_order", "accept", number)


@pytest.mark.parametrize(
    "text",
    [
        "For SO-20261120-0004 our agent needs: vessel name, container number and arrival day.",
        "Material of SO-20261120-0004 was to reach us by 24 Nov but same not received. Pls update present position.",
        "SO-20261120-0004大概上午还是下午到？顺便把明天送货的车牌发我，门卫要登记",
        "our agent cannot find the container. please write me on which ship it travels and where it is now",
        "7 days i hear nothing. my goods is moving or still in your store? pls check",
        "在途的单有哪些",
    ],
)
def test_who_asks_for_an_order_changes_nothing(text: str) -> None:
    found = reading("bicycles", text, OPEN)
    assert (found.intent, found.verdict, found.lines) == ("order_status", "accept", ())


def test_a_change_that_leaves_all_as_it_is_is_looked_at() -> None:
    found = reading("bicycles", "SO-20261120-0004: delivery on 24 November", OPEN)
    assert found.verdict == "review"


@pytest.mark.parametrize("text", ["在途的那张单请转到仓库交货，烦请更改", "在途的那张订单请改送到仓库"])
def test_an_order_on_its_way_may_go_elsewhere(text: str) -> None:
    found = reading("bicycles", text, OPEN)
    assert (found.intent, found.verdict, found.delivery_address) == ("amend_order", "accept", STORE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sorry to bother again. the chain 9-speed please adjust to 20 pcs", ["30 条 TU-26-A", "20 条 CH-9"]),
        (
            "6 floor pumps more please, ship them along with the order I have given you",
            ["30 条 TU-26-A", "12 条 CH-9", "6 支 PM-F"],
        ),
    ],
)
def test_changes_in_other_verbs(text: str, expected: list[str]) -> None:
    found = reading("bicycles", text, OPEN)
    assert (found.intent, found.verdict, lines(found)) == ("amend_order", "accept", expected)


@pytest.mark.parametrize(
    "text",
    [
        "对过冇错，出货得喇唔该",
        "We went through it, no remarks. Release please.",
        "checked, tallies with ours. you may dispatch",
        "清单核过，与我方一致，安排吧",
    ],
)
def test_a_summary_is_agreed_to(text: str) -> None:
    found = reading("bicycles", text, SUMMARY)
    assert (found.intent, found.verdict, found.order_no) == ("confirm_order", "accept", ONE.order_no)


@pytest.mark.parametrize("text", ["好嘞已收到～辛苦何姐 下周见，天冷多穿点", "ok收到，明天见"])
def test_until_we_meet_is_no_day_of_delivery(text: str) -> None:
    found = reading("bicycles", text, OPEN)
    assert (found.verdict in ("ignore", "review"), found.lines) == (True, ())


def test_what_came_short_is_complained_of_by_its_number() -> None:
    text = "Regarding SO-20261120-0004, received today. Chain 9-speed: counted twice, 3 pcs short. I expect an explanation."
    found = reading("bicycles", text, LAST)
    assert (found.intent, found.verdict, lines(found)) == ("complaint", "accept", ["3 条 CH-9"])


def test_so_many_of_what_nobody_can_tell_are_looked_at() -> None:
    text = "SO-20261120-0004今天到的，刹车线有3根断了，解释一下"
    assert reading("bicycles", text, LAST).verdict == "review"
