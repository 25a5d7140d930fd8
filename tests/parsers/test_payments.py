"""Ways to pay that are stated, and those that are asked about or refused."""

import tomllib
from pathlib import Path

import pytest

from parsers import payments
from tests.parsers.people import reading


def _read(text: str) -> list[str]:
    return [span.value for span in payments.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("货到付款", "cod"),
        ("钱刚刚用微信付过去了", "wechat"),
        ("款我Wechat转", "wechat"),
        ("钱我微信上结", "wechat"),
        ("照例畀现金师傅", "cod"),
        ("钱等货到了我当面点给师傅", "cod"),
        ("my clerk is paying the deposit on Monday", "deposit"),
        ("款已经付了", "prepaid"),
        ("给现钱", "cod"),
        ("微信转账给你", "wechat"),
        ("30%定金，余款转账", "deposit"),
        ("we pay 100% by T/T before shipment", "prepaid"),
        ("payment T/T as usual", "transfer"),
        ("irrevocable L/C at sight", "lc"),
        ("照旧月结", "monthly"),
        ("CIF Tunis against L/C at sight", "lc"),
        ("钱等货到了我当面点给你们", "cod"),
        ("钱照旧见货先畀", "cod"),
        ("送到了我给你们点钱", "cod"),
        ("搬进来就给你现钱", "cod"),
        ("当面数钱给您", "cod"),
        ("we pay 40% to begin and 60% as it leaves", "deposit"),
        ("Will settle up with your driver", "cod"),
        ("TT in advance", "prepaid"),
        ("公司账户打给你", "transfer"),
        ("put it on our account", "monthly"),
        ("支付宝转", "alipay"),
        ("跟本月的一起结", "monthly"),
        ("下个月初一起结", "monthly"),
        ("到了收钱", "cod"),
        ("送来给现钱", "cod"),
        ("we pay on arrival", "cod"),
        ("money I send before you ship", "prepaid"),
        ("转帐", "transfer"),
        ("收货畀现金", "cod"),
        ("到货就付现金给师傅", "cod"),
        ("you get the full amount before anything leaves", "prepaid"),
        ("东西拉来了我给您现钱", "cod"),
        ("pay you in cash once your driver gets here", "cod"),
        ("钱我可以先打过去", "prepaid"),
        ("we settle all of it before you load", "prepaid"),
        ("货款他月底一次给", "monthly"),
        ("it goes on their monthly bill", "monthly"),
        ("钱下午打你微信", "wechat"),
        ("转数给你", "transfer"),
        ("先转你们一半，剩下的收了货给", "deposit"),
        ("i pay when i see the goods", "cod"),
        ("payment after your invoice by bank", "transfer"),
        ("dp 20% today, rest when you load", "deposit"),
        ("货款月底对公打过去", "transfer"),
        ("到了支付宝转你", "alipay"),
        ("现钱，车来了给你", "cod"),
        ("they do tt", "transfer"),
        ("这次我给你汇过去", "transfer"),
        ("现金 东西到了付", "cod"),
        ("30 days net is not possible I see, then transfer it is", "transfer"),
        ("our bank will issue the LC next week", "lc"),
        ("I'll send you the money on WeChat", "wechat"),
        ("the payment reaches you over wechat", "wechat"),
        ("settling over WeChat tonight", "wechat"),
        ("我微信把钱打你", "wechat"),
        ("微信上把账结了", "wechat"),
        ("I send the money to your account on friday", "transfer"),
        ("the cash goes to the driver", "cod"),
    ],
)
def test_a_way_to_pay_is_read(text: str, expected: str) -> None:
    assert _read(text)[:1] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "能不能月结？",
        "do you accept L/C?",
        "不用微信付",
        "可以货到付款吗",
        "send by courier on our account",
        "运费月结",
        "ship to our new deposit in Lima",
        "客户连订金都不愿意付",
        "把照片转你微信",
        "月底给你打电话",
        "上批货款已经付了",
        "cash register rolls for when they arrive",
        "微信上把账单发我",
        "我微信把定位打给你",
        "I'll send the address on WeChat",
        "I will ask about the money on wechat",
        "the money order form goes to you on WeChat",
    ],
)
def test_what_is_asked_or_refused_is_no_way_to_pay(text: str) -> None:
    assert _read(text) == []


def test_a_question_elsewhere_in_the_sentence_does_not_concern_the_payment() -> None:
    assert _read("几点能到，货到付款") == ["cod"]


SAYINGS = tomllib.loads((Path(__file__).parents[1] / "corpus" / "payments.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("means", "text"), [(means, text) for means, said in SAYINGS.items() for text in said]
)
def test_sayings(means: str, text: str) -> None:
    assert _read(text)[:1] == ([] if means == "none" else [means])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9瓦灯泡5箱，照旧微信付款", "wechat"),
        ("9瓦灯泡5箱，按合同微信付", "wechat"),
        ("9瓦灯泡5箱，收货地址不变微信付款", "wechat"),
        ("9瓦灯泡5箱，同上次一样款到发货", "prepaid"),
        ("5 cartons of LED bulb 9W, prepaid like last order", "prepaid"),
        # A picture is sent there, and the money of another order was.
        ("9瓦灯泡5箱，照片转你微信了", None),
        ("9瓦灯泡5箱，上批货款已经付了", None),
    ],
)
def test_what_is_as_before_is_paid_now(text: str, expected: str | None) -> None:
    assert reading(text).payment == expected


@pytest.mark.parametrize(
    "words",
    [
        "please send the deposit bottles back with the driver",
        "please send the deposit note",
        "you sent our deposit back, thanks",
        "we paid the deposit for the crates last time",
    ],
)
def test_a_deposit_that_is_not_how_it_is_paid(words: str) -> None:
    assert _read(f"5 cartons of LED bulb 9W, {words}") == []
