"""Everyday words that lie beside those that name a place, a day, a payment, haste or a person, and say none of it."""

from datetime import date

import pytest

from parsers import Directory, Message, Sender, read
from tests.parsers.company import NOW, catalog, reading_of_places

A, E = "9瓦灯泡5箱", "5 cartons of LED bulb 9W"
HARBOUR, SUMMER, GRANBY, DEPOT = (
    "12 Quay Street, Whitby YO21 1DN, UK",
    "4 Sand Road, Filey YO14 9LA, UK",
    "8 Lake Street, Granby YO11 2AB, UK",
    "Unit 6, Dock Road, Hull HU9 1AA, UK",
)
ENGLISH = (("Depot", DEPOT), ("Summer shop", SUMMER), ("Harbour store", HARBOUR))
ONE_STORE = (("Depot", DEPOT), ("Granby store", GRANBY))
EAST, WORKS = "绍兴市越城区河东路10号", "绍兴市柯桥区柯北路5号3栋"
CHINESE = (("店里", EAST), ("厂里", WORKS))


@pytest.mark.parametrize(
    ("places", "text", "address"),
    [
        # Half a name that is a word of its own.
        (ENGLISH, f"{E} for summer", DEPOT),
        (ENGLISH, f"{E} to summer guests", DEPOT),
        (ENGLISH, f"{E}. Summer wants cold drinks.", DEPOT),
        (ENGLISH, f"{E} for harbour lights", DEPOT),
        (ENGLISH, f"Harbour needs {E}", HARBOUR),
        (ENGLISH, f"{E} to the summer shop", SUMMER),
        # What kind of place it is, and something of one.
        (ONE_STORE, f"{E}, into the store room please", DEPOT),
        (ONE_STORE, f"{E}. We sell them in our store.", DEPOT),
        (ONE_STORE, f"{E} to the store next door", DEPOT),
        (ONE_STORE, f"{E}. I have to go to the store now", DEPOT),
        (ONE_STORE, f"{E}. The bill goes to the store, goods to the depot", DEPOT),
        (ONE_STORE, f"{E}, deliver in our store", GRANBY),
        (ONE_STORE, f"{E} to the store on Friday", GRANBY),
        (ONE_STORE, f"{E}. They have to be in our store by Friday", GRANBY),
        (CHINESE, f"{A}，往厂里拉", WORKS),
    ],
)
def test_a_place_is_meant_or_only_a_word(
    places: tuple[tuple[str, str], ...], text: str, address: str
) -> None:
    found = reading_of_places(text, places)
    asked = [flag for flag in found.flags if flag.field == "delivery_address"]
    assert (found.delivery_address, asked) == (address, [])


def test_goods_do_not_go_where_somebody_was_rung_up() -> None:
    assert reading_of_places(f"{A}，往厂里打过电话了", CHINESE).delivery_address != WORKS


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"{E}. The plumber is expected on Friday.", None),
        (f"{E}. My wedding dress has to arrive on Friday, so bring this on Thursday.", date(2026, 11, 26)),
        (f"{E}. The container is due on 4 December, deliver these by 8 December.", date(2026, 12, 8)),
        (f"{E} and are due on 4 December", date(2026, 12, 4)),
        (f"{E} on Friday, my colleague calls you", date(2026, 11, 27)),
        (f"{E} on Friday, the manager will check it in", date(2026, 11, 27)),
        (f"{E} on Friday our chef calls for it", date(2026, 11, 27)),
        (f"{E}. On Friday my boss tells you where", None),
        (f"明天的单备注一下发票，{A}", None),
        (f"周五的货先安排别人的，{A}", None),
        (f"周五的货帮我安排一下，{A}", date(2026, 11, 27)),
        (f"{A}，12月1号来接我们的货车司机，货12月2号到", date(2026, 12, 2)),
        (f"{A}，周五才能开张，不急", None),
        (f"{A}，周五才能收货", date(2026, 11, 27)),
        (f"{E}. Our website will be offline on Sunday.", None),
        (f"{A}。周日我们网站维护。", None),
        (f"{A}。周日维护好再送", date(2026, 11, 29)),
    ],
)
def test_a_day_is_that_of_the_goods_or_of_something_else(text: str, day: date | None) -> None:
    found = reading_of_places(text, ONE_STORE)
    assert (found.delivery_date, [flag for flag in found.flags if flag.field == "delivery_date"]) == (day, [])


@pytest.mark.parametrize(
    ("text", "payment"),
    [
        (f"{E}. Send me the amount on WeChat", None),
        (f"{E}. Confirm the balance in WeChat", None),
        (f"{E}. Write me the amount in wechat, I pay by transfer", "transfer"),
        (f"{E}. We never send money on WeChat", None),
        (f"{E}. We never pay by WeChat", None),
        (f"{E}. Please check whether the payment got to your account", None),
        (f"{E}. The payment goes to your account today", "transfer"),
        (f"{E}. I'll send the money over on WeChat", "wechat"),
        (f"{A}，微信上把那款发我看看", None),
        (f"{A}，微信把款式发我", None),
        (f"{A}，微信上把账发我对一下", None),
        (f"{A}，微信把货款明细发来", None),
        (f"{A}，微信把货款结给你", "wechat"),
        (f"{A}，微信把这钱付了", "wechat"),
    ],
)
def test_money_is_paid_or_only_spoken_of(text: str, payment: str | None) -> None:
    assert reading_of_places(text, ONE_STORE).payment == payment


@pytest.mark.parametrize(
    ("text", "urgent"),
    [
        (f"School rush order: {E}", True),
        (f"{E}. This rush has to be shipped today", True),
        (f"{E}. The school rush has begun", False),
    ],
)
def test_there_is_haste_or_only_a_busy_time(text: str, urgent: bool) -> None:
    assert reading_of_places(text, ONE_STORE).urgent is urgent


@pytest.mark.parametrize(
    ("text", "company", "contact"),
    [
        (f"{A} 送店里 在吗 琴姐", None, None),
        (f"{A} 送店里 收到回一下 琴姐", None, None),
        (f"{A} 送店里 拜托啦 琴姐", None, None),
        (f"{A} 送店里 周五要 琴姐", None, "琴姐"),
        (f"{A}，收件人姓李(女)", None, None),
        (f"{A}，收件人默认(前台)", None, None),
        (f"{A}，收货人先写我，13900001111", None, None),
        (f"{A}，收件人谷雨，13900001111", None, "谷雨"),
        (f"青山这里的路不好走，{A}", None, None),
        (f"青山这边在修路，{A}", None, None),
        (f"青山这边要{A}", "青山", None),
    ],
)
def test_somebody_is_named_or_only_written_to(text: str, company: str | None, contact: str | None) -> None:
    found = reading_of_places(text, CHINESE).customer
    assert (found.company, found.contact) == (company, contact)


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("I'm Bo from The Lake District. ", None),
        ("I'm Bo from The Gambia. ", None),
        ("I'm Bo from The Tin Kettle. ", "The Tin Kettle"),
    ],
)
def test_where_somebody_is_from_is_no_firm(text: str, company: str | None) -> None:
    message = Message("t", "chat", NOW, Sender("@nobody"), f"{text}{E}, to 3 Walcot Mews, Bath BA1 5QX.")
    found = read(message, catalog=catalog(), directory=Directory([], []))
    assert (found.customer.company, found.customer.contact) == (company, "Bo")
