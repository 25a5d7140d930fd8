"""Who writes, orders or takes the goods where a chat says it in passing: nicknames, given names, short names of firms."""

import pytest

from parsers import Customer, Directory, Message, Rep, Sender, read
from parsers.reading import Party
from tests.parsers.company import NOW, catalog

DIRECTORY = Directory(
    [
        Customer(
            "K01",
            "绿野园艺店",
            contact="汪岚",
            telegram="@luye",
            addresses=(("城北店", "宁波市江北区环城北路10号"), ("仓库", "宁波市北仑区港区路5号3库")),
        ),
        Customer(
            "K05",
            "裕和五金",
            contact="罗志远",
            telegram="@yuhe",
            addresses=(("店里", "宁波市江北区环城北路12号"),),
        ),
        Customer(
            "K06",
            "转弯食堂",
            contact="渡边健",
            telegram="@bend",
            addresses=(("店里", "宁波市江北区环城北路14号"),),
        ),
        Customer(
            "K07",
            "小满面馆",
            contact="满秋",
            telegram="@xiaoman",
            addresses=(("店里", "宁波市江北区环城北路16号"),),
        ),
        Customer(
            "K08",
            "永泰餐具",
            contact="黃永泰",
            telegram="@wingtai",
            addresses=(("鋪頭", "香港九龍上海街8號地下"),),
        ),
    ],
    [Rep("沈洁", ("shen@dianyuan.example.cn",), "@shen_rep")],
)
GOODS = "9瓦灯泡5箱"
STREET = "宁波市海曙区柳汀街10号"
TO_BATH = "They'd go to 3 Walcot Mews, Bath BA1 5QX."


def _party(text: str, sender: str) -> Party:
    message = Message("t", "chat", NOW, Sender(sender), text)
    found = read(message, catalog=catalog(), directory=DIRECTORY)
    assert [(line.sku, line.unit) for line in found.lines] == [("LB-09", "箱")]
    return found.customer


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        (f"{GOODS}，送城北店，收货人辉哥 13900001111", "辉哥"),
        (f"{GOODS}，送城北店。收貨係阿滿，到咗打 13900001111", "阿滿"),
        (f"{GOODS}，送城北店，琴姐收", "琴姐"),
        (f"{GOODS}，到了找琴姐", "琴姐"),
        (f"{GOODS} 送城北店 收货人 老包", "老包"),
        (f"{GOODS}，送城北店，快递小哥收", None),
        (f"{GOODS}，送城北店，我表哥收", None),
        (f"{GOODS}，送城北店，到了找前台小姐姐", None),
        (f"{GOODS}，收货的时候叫一声", None),
        # Who signs a run of clauses.
        (f"早 {GOODS} 送城北店 ——老汪", "老汪"),
        (f"早 {GOODS} 送城北店 --老汪", "老汪"),
        (f"{GOODS} 送城北店 琴姐", "琴姐"),
        (f"{GOODS} 送城北店 周五要 霞姨", "霞姨"),
        (f"{GOODS}，送城北店。琴姐", "琴姐"),
        (f"{GOODS}，送城北店。谢谢哥", None),
        (f"{GOODS}，送城北店。辛苦姐", None),
        (f"{GOODS} 送城北店 快点哥", None),
        (f"{GOODS} 送城北店 周五要 麻烦了 霞姨", None),
        (f"{GOODS} 送城北店 走后门", None),
        (f"{GOODS}，送城北店 —— 走后门", None),
        (f"{GOODS} 送城北店 老地方", None),
        # One of our people is called so.
        (f"{GOODS} 送城北店 洁姐", None),
        (f"{GOODS} 送城北店 小沈", None),
    ],
)
def test_what_friends_call_somebody_is_a_name(text: str, contact: str | None) -> None:
    found = _party(text, "@luye")
    assert (found.company, found.contact) == (None, contact)


@pytest.mark.parametrize(
    ("sender", "text", "company", "contact"),
    [
        ("@yuhe", f"志远这边，{GOODS}", None, "志远"),
        ("@bend", f"{GOODS}，星期三下午三点以后送，早了店里没人。渡边", None, "渡边"),
        ("@yuhe", f"裕和补货，{GOODS}", "裕和", None),
        ("@yuhe", f"裕和落單：{GOODS}", "裕和", None),
        ("@yuhe", f"早晨，裕和呀。{GOODS}", "裕和", None),
        ("@yuhe", f"裕和这边要{GOODS}", "裕和", None),
        ("@yuhe", f"裕和 下单 {GOODS}", "裕和", None),
        ("@xiaoman", f"小满下单，{GOODS}", "小满", None),
        ("@wingtai", f"永泰補貨，{GOODS}", "永泰", None),
        ("@yuhe", f"{GOODS}，抬头写“江口市裕和五金”", "江口市裕和五金", None),
        ("@yuhe", f"{GOODS}，送江口市裕和五金", "裕和五金", None),
        ("@yuhe", f"江口市裕和五金有限公司\n{GOODS}", "江口市裕和五金有限公司", None),
        ("@yuhe", f"{GOODS}，箱上写“裕和”", None, None),
        ("@yuhe", f"{GOODS}，箱子外面唔该写返个「裕和」字", None, None),
        ("@yuhe", f"{GOODS}，送到裕和对面的仓库", None, None),
    ],
)
def test_a_short_name_at_the_head_speaks(
    sender: str, text: str, company: str | None, contact: str | None
) -> None:
    found = _party(text, sender)
    assert (found.company, found.contact) == (company, contact)


@pytest.mark.parametrize(
    ("text", "company", "contact"),
    [
        (f"小满面馆刚打来电话：{GOODS}。琴姐交代箱子别叠超过三层", "小满面馆", "琴姐"),
        (f"小满面馆下单，辉哥刚跟我讲的：{GOODS}", "小满面馆", "辉哥"),
        (f"小满面馆的单：{GOODS}，老覃特别叮嘱要周五送到", "小满面馆", "老覃"),
        (f"裕和五金{GOODS}，辉哥强调过别压", "裕和五金", "辉哥"),
        (f"小满面馆下单：{GOODS}，快递小哥刚跟我讲周五到", "小满面馆", None),
        (f"小满面馆要{GOODS}，他表姐说好用", "小满面馆", None),
    ],
)
def test_a_rep_tells_who_bade_it(text: str, company: str, contact: str | None) -> None:
    found = _party(text, "@shen_rep")
    assert (found.company, found.contact) == (company, contact)


@pytest.mark.parametrize(
    ("text", "company", "contact"),
    [
        (f"我在清远开了间青石快修，{GOODS}，送{STREET}", "青石快修", None),
        (f"我在阜阳刚盘下个面馆，叫我小闵好了。{GOODS}", None, "小闵"),
        (f"我在宁波接手了间茶馆，叫我小闵好了。{GOODS}", None, "小闵"),
        (f"{GOODS}，送{STREET}，标叔收，13900001111", None, "标叔"),
        (f"{GOODS}\n收件人谷雨（双塔刺绣工作室），13900001111，地址：{STREET}", "双塔刺绣工作室", "谷雨"),
        (f"{GOODS}\n收货人：谷雨(双塔五金) 13900001111\n{STREET}", "双塔五金", "谷雨"),
        (f"{GOODS}\n联系人 小廖（青石广告） 13900001111\n收货：{STREET}", "青石广告", "小廖"),
        (f"新开了个店，{GOODS}，收件人谷雨（白天在），13900001111，地址：{STREET}", None, "谷雨"),
        (f"{GOODS}\n青石艺彩包装 小廖 13900001111\n收货：{STREET}", "青石艺彩包装", "小廖"),
        (f"{GOODS}\n送货上门 小廖 13900001111\n收货：{STREET}", None, "小廖"),
        (f"{GOODS}\n卸货联系 小廖 13900001111\n收货：{STREET}", None, "小廖"),
        (f"{GOODS}\n易碎包装 小廖 13900001111\n收货：{STREET}", None, "小廖"),
        (
            f"I'm Bo from The Tin Kettle, a cafe in Bath. 5 cartons of LED bulb 9W? {TO_BATH}",
            "The Tin Kettle",
            "Bo",
        ),
        (
            f"Met you at the fair. I'm Bo from The Tin Kettle, little cafe. 5 cartons of LED bulb 9W. {TO_BATH}",
            "The Tin Kettle",
            "Bo",
        ),
        (f"I'm Bo from The Hague. 5 cartons of LED bulb 9W? {TO_BATH}", None, "Bo"),
    ],
)
def test_a_stranger_tells_it_in_passing(text: str, company: str | None, contact: str | None) -> None:
    found = _party(text, "@nobody")
    assert (found.company, found.contact) == (company, contact)


def test_what_is_told_behind_a_telephone_is_no_signature() -> None:
    text = f"{GOODS}\n收件人谷雨（双塔刺绣工作室），13900001111，地址：{STREET}。钱我用支付宝转"
    found = read(Message("t", "chat", NOW, Sender("@nobody"), text), catalog=catalog(), directory=DIRECTORY)
    assert (found.payment, found.delivery_address) == ("alipay", STREET)
