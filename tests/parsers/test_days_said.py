"""Days of delivery in the words of many people, and what names a day and asks for nothing then."""

from datetime import date

import pytest

from parsers import Context, Flag
from tests.parsers.people import asked, order, reading
from tests.parsers.shop import catalog_of, lines, of_a_stranger

SCHOOL = "office@hillside.example.com"
OPEN = Context(
    open_orders=(order("SO-20261120-0004", ("LB-09", 5, "箱"), address="宁波市北仑区港区路5号3库"),)
)
PRE, PRE_EN = "9瓦灯泡5箱，", "5 cartons of LED bulb 9W"


@pytest.mark.parametrize(
    "said",
    [
        "4号嚟铺头落货", "4號晏晝送嚟", "4号12点前给送来", "4号天亮以前必须到", "4号8点送", "4号大清早拉来", "4号派车送来", "4号直接送城南店",
        "4号务必到", "4号一早", "4号捎来就成", "4号店里有人收", "4号尽量送到", "4号随便几点", "4号俾我", "4号前后到就成", "4号奶奶过寿要用", "4号客人要", "4号我们下午要用",
    ],
)  # fmt: skip
def test_a_day_of_the_month_goes_on_in_any_words(said: str) -> None:
    assert reading(PRE + said).delivery_date == date(2026, 12, 4)


@pytest.mark.parametrize(
    "said",
    [
        "送3号门",
        "4号库收货",
        "停4号车位",
        "找4号窗口小王",
        "4号展位收",
        "送4号楼2单元",
        "送到和平村4号",
        "4号坞边上送",
        "4号苗圃要用",
        "4号师傅收",
        "4号割草机急用",
        "4号加油站要",
    ],
)
def test_what_bears_a_number_is_no_day(said: str) -> None:
    assert reading(PRE + said).delivery_date is None


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("不能晚于12月4号", date(2026, 12, 4)),
        ("别过了12月4号", date(2026, 12, 4)),
        ("赶在12月4号以前入库", date(2026, 12, 4)),
        ("最晚撑到12月4号要送来", date(2026, 12, 4)),
        ("4号拉过来送仓库莫送城北店", date(2026, 12, 4)),
        ("下月头前送", date(2026, 12, 10)),
        ("十二月中送", date(2026, 12, 20)),
        ("拜三晏昼送", date(2026, 11, 25)),
        ("冬至那天要用，头一天送来", date(2026, 12, 21)),
    ],
)
def test_bounds_and_stretches(said: str, day: date) -> None:
    assert reading(PRE + said).delivery_date == day


@pytest.mark.parametrize(
    ("said", "day"),
    [
        (". Not a day after 4 December", date(2026, 12, 4)),
        (", to arrive not after the 4th of December 2026", date(2026, 12, 4)),
        (", it must not be here after 4 December", date(2026, 12, 4)),
        (", nothing after 4 December please", date(2026, 12, 4)),
        (", 4th pls", date(2026, 12, 4)),
        (". No hurry, sometime next week is okay already", date(2026, 12, 6)),
        (", within a fortnight", date(2026, 12, 7)),
        (", two weeks from today", date(2026, 12, 7)),
        (" for this Thursday's delivery", date(2026, 11, 26)),
        (", at the school Friday morning before nine", date(2026, 11, 27)),
        (", the day before the concert on 11 December", date(2026, 12, 10)),
        (". Before the month is out, please", date(2026, 11, 30)),
        (". You can ship this order later, 11 December is fine", date(2026, 12, 11)),
        (". You may bring them later, 11 December is fine", date(2026, 12, 11)),
    ],
)
def test_bounds_and_stretches_in_english(said: str, day: date) -> None:
    assert reading(PRE_EN + said, sender=SCHOOL).delivery_date == day


@pytest.mark.parametrize(
    ("text", "sender"),
    [
        ("今天店里又来了一窝客人，9瓦灯泡5箱", "@luye"),
        ("下周要开学了，9瓦灯泡5箱", "@luye"),
        ("下个月房租要涨，9瓦灯泡5箱", "@luye"),
        ("9瓦灯泡5箱，发票月底开", "@luye"),
        ("9瓦灯泡5箱，这次的发票请并到下月开", "@luye"),
        ("9瓦灯泡5箱，下个月再要别的", "@luye"),
        (f"{PRE_EN}. Today it rains here.", SCHOOL),
        (f"{PRE_EN} (today we have only two left)", SCHOOL),
        (f"{PRE_EN}. Your quote of 4 December refers.", SCHOOL),
        (f"{PRE_EN}. Term ends on the 18th.", SCHOOL),
        (f"{PRE_EN}. Nothing needed this week.", SCHOOL),
        (f"{PRE_EN}. More to follow next week.", SCHOOL),
    ],
)
def test_what_is_told_of_a_day_brings_nothing(text: str, sender: str) -> None:
    found = reading(text, sender=sender)
    assert (found.delivery_date, found.verdict) == (None, "accept")


def test_a_lorry_that_comes_on_another_day_than_was_asked_is_asked_about() -> None:
    found = reading(
        f"{PRE_EN}. They must reach us on 4 December. Two men will unload when the lorry comes on 11 December.",
        sender=SCHOOL,
    )
    assert [(flag.field, flag.code) for flag in found.flags] == [("delivery_date", "conflict")]


@pytest.mark.parametrize("said", ["平头销 拿6盒，8号的", "平头销（8号）6盒", "平头销要铜的，8号，6盒"])
def test_a_size_behind_its_product_is_no_day(said: str) -> None:
    goods = catalog_of(
        "PN-08,平头销 8号,Flat pin no.8,8号平头销,8号; 铜,销子,盒,,盒,3.00,CNY,,,\n"
        "PN-10,平头销 10号,Flat pin no.10,10号平头销,10号; 铜,销子,盒,,盒,3.00,CNY,,,"
    )
    found = of_a_stranger(said, goods)
    assert (lines(found), found.delivery_date) == (["6 盒 PN-08"], None)


def test_our_question_said_over_again_is_no_answer() -> None:
    question = "Is 05/06/2027 the 5th of June or the 6th of May?"
    context: Context = asked(Flag("delivery_date", "ambiguous", ("2027-06-05", "2027-05-06"), question))
    found = reading(f"6 May please, sorry\n\n----\n{question}", sender=SCHOOL, context=context)
    assert found.delivery_date == date(2027, 5, 6)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("9瓦灯泡5箱，周五见", date(2026, 11, 27)),
        ("9瓦灯泡5箱，周五见，到时送来", date(2026, 11, 27)),
        ("9瓦灯泡5箱，周四送，周五见", date(2026, 11, 26)),
        ("5 cartons of LED bulb 9W, see you Friday", date(2026, 11, 27)),
        ("5 cartons of LED bulb 9W. Deliver Thursday. See you Friday.", date(2026, 11, 26)),
        ("Classes start on Monday, send 5 cartons of LED bulb 9W before then", date(2026, 11, 30)),
        ("Training starts Thursday, send 5 cartons of LED bulb 9W before then", date(2026, 11, 26)),
        ("Lessons start on Monday. 5 cartons of LED bulb 9W", None),
    ],
)
def test_a_good_bye_and_what_starts_then_lose_no_day(said: str, day: date | None) -> None:
    assert reading(said, sender=SCHOOL if said.isascii() else "@luye").delivery_date == day


@pytest.mark.parametrize(
    "said",
    [
        "周五打烊前送到",
        "周五店休前送",
        "周五有事打我电话",
        "I am afraid it must be Friday",
        "Friday for the wedding please",
        "Friday full day is fine",
    ],
)
def test_what_is_said_beside_an_answer_does_not_refuse_its_day(said: str) -> None:
    context = asked(Flag("delivery_date", "missing"))
    found = reading(said, sender=SCHOOL if said.isascii() else "@luye", context=context)
    assert (found.delivery_date, found.verdict) == (date(2026, 11, 27), "accept")


@pytest.mark.parametrize("said", ["周五店休", "周五有事", "Friday is our wedding", "We are full on Friday"])
def test_a_day_that_is_refused_answers_nothing(said: str) -> None:
    context = asked(Flag("delivery_date", "missing"))
    found = reading(said, sender=SCHOOL if said.isascii() else "@luye", context=context)
    assert found.delivery_date is None


@pytest.mark.parametrize(
    "said",
    [
        "Delivery day: Thursday 3 December. I have two lads here to unload your goods on Thursday 10 December.",
        "Please deliver on 3 December. My cousin will be there to sign for the delivery on 10 December.",
        "Delivery 3 December. The forklift is hired for 10 December to take your pallets off the truck.",
    ],
)
def test_two_days_on_which_goods_are_taken_in_are_asked_about(said: str) -> None:
    found = reading(f"{PRE_EN}. {said}", sender=SCHOOL)
    assert (found.delivery_date, found.verdict) == (None, "clarify")
    assert found.flags == (Flag("delivery_date", "conflict", ("2026-12-03", "2026-12-10")),)


def test_workers_who_unload_on_another_day_are_a_second_day() -> None:
    found = reading(PRE + "12月3号送到。我约了两个工人12月10号来卸你们的货。")
    assert found.flags == (Flag("delivery_date", "conflict", ("2026-12-03", "2026-12-10")),)


@pytest.mark.parametrize(
    ("said", "sender", "day"),
    [
        (f"Please deliver on 3 December. {PRE_EN}. Another supplier unloads his goods on 10 December.", SCHOOL, date(2026, 12, 3)),
        (f"{PRE_EN}, delivery 3 December. I pay two lads to unload them that morning. We open on 10 December.", SCHOOL, date(2026, 12, 3)),
        (f"{PRE_EN} go to the Annex and are due there on 4 December", SCHOOL, date(2026, 12, 4)),
        (f"Our order HS-220 is due at the Annex on 4 December 2026:\n\n{PRE_EN}", SCHOOL, date(2026, 12, 4)),
        (f"{PRE_EN}. The goods have to be with us on 4 December", SCHOOL, date(2026, 12, 4)),
        (f"{PRE_EN}. Your invoice is due on 4 December", SCHOOL, None),
        (f"{PRE_EN}. Rent is due on 4 December", SCHOOL, None),
        (f"{PRE_EN}. Payment falls due on 4 December", SCHOOL, None),
        (f"{PRE_EN}. Where to deliver I don't know yet, tomorrow my boss tells me", SCHOOL, None),
        (f"{PRE_EN}. On Friday our manager decides where it goes", SCHOOL, None),
        ("今天跑一趟城南店哈 9瓦灯泡5箱 下午没人", "@luye", date(2026, 11, 23)),
        ("今天辛苦跑一趟，9瓦灯泡5箱", "@luye", date(2026, 11, 23)),
        ("明天顺路拐一下城南店，9瓦灯泡5箱", "@luye", date(2026, 11, 24)),
        (PRE + "今天我跑一趟银行", "@luye", None),
        (PRE + "今天司机跑了一趟空车", "@luye", None),
        ("4号（周五）的货帮我排一下，到仓库：9瓦灯泡5箱", "@luye", date(2026, 12, 4)),
        ("周五的货麻烦备一下，9瓦灯泡5箱", "@luye", date(2026, 11, 27)),
        ("明天的单子给录一下：9瓦灯泡5箱", "@luye", date(2026, 11, 24)),
        ("周五的货到了没？另外再要9瓦灯泡5箱", "@luye", None),
        ("昨天的货帮我查一下。再来9瓦灯泡5箱", "@luye", None),
        ("明天那车往城南店带：9瓦灯泡5箱", "@luye", date(2026, 11, 24)),
        ("明天那车先别发。再要9瓦灯泡5箱", "@luye", None),
        (PRE + "总额今天下午对公打过去", "@luye", None),
        (PRE + "一共1125元，明天上午公户打款", "@luye", None),
        (PRE + "明天下午送过去", "@luye", date(2026, 11, 24)),
        (PRE + "发票还是月底一并开，12月2日到货", "@luye", date(2026, 12, 2)),
        (PRE + "12月2日到货。对账单还按老规矩月底出", "@luye", date(2026, 12, 2)),
        ("城南店后天搞店庆，请当天上午9点前把下面这些直接送到店：\n9瓦灯泡5箱", "@luye", date(2026, 11, 25)),
        ("周五城南店搞活动，当天中午前务必把这批货运到。9瓦灯泡5箱", "@luye", date(2026, 11, 27)),
        ("周五城南店搞活动，当天上午别给我送货。9瓦灯泡5箱", "@luye", None),
        (PRE + "我们下周一才方便收货，30号那天14:00以后车再进院", "@luye", date(2026, 11, 30)),
        (PRE + "周五才能收货", "@luye", date(2026, 11, 27)),
        (PRE + "30号那天车进不来", "@luye", None),
        (f"{PRE_EN}, make it the 4th, the 3rd is our stock-taking day", SCHOOL, date(2026, 12, 4)),
        (f"{PRE_EN} by the 4th, the 5th is the cleaning day", SCHOOL, date(2026, 12, 4)),
    ],
)  # fmt: skip
def test_which_day_is_that_of_the_goods(said: str, sender: str, day: date | None) -> None:
    found = reading(said, sender=sender)
    assert (found.delivery_date, [flag for flag in found.flags if flag.field == "delivery_date"]) == (day, [])


def test_the_day_of_our_own_mail_below_is_none_that_is_asked_for() -> None:
    text = (
        "仓库30号那天14:00以后车再进院，之前别来。顺手在这张单上再加9瓦灯泡2箱。\n汪岚\n\n-----原始邮件-----\n发件人: 客服\n"
        "发送时间: 2026-11-20 14:06\n收件人: 汪岚\n主题: 订单确认\n\n已确认。交货日 2026-11-27，仓库\n9瓦灯泡 5箱"
    )
    found = reading(text, sender="shop@luye.example.cn", subject="加货", context=OPEN)
    assert (found.intent, found.delivery_date, found.flags) == ("amend_order", date(2026, 11, 30), ())
