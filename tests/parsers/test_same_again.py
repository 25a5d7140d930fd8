"""What is said of orders that are there: the last one again but for something, swaps, corrections, which order is meant."""

import pytest

from parsers import Context, Flag
from tests.parsers.camp import NEW_STORE, SHOP, STORE, order, reading
from tests.parsers.shop import lines

LAST = order("SO-20261021-0009", "5 箱 GS-230", "20 卷 RP-4", "30 张 MAT-G", "2 箱 CH-1")
GAS, ROPE, MATS, CHAIRS = "5 箱 GS-230", "20 卷 RP-4", "30 张 MAT-G", "2 箱 CH-1"
OCTOBER = order("SO-20261012-0012", "30 张 MAT-G", "20 卷 RP-4", "4 箱 GS-230")
NOVEMBER = order("SO-20261118-0015", "6 顶 TN-2", "8 包 PG-20")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("照上次的再来一遍 风绳加到30卷 折叠椅不要了", [GAS, "30 卷 RP-4", MATS]),
        ("按上个月那张单再弄一遍，折叠椅还多着呢不用了", [GAS, ROPE, MATS]),
        ("前次那批原样再发一趟，防潮垫这回别要，风绳给30卷", [GAS, "30 卷 RP-4", CHAIRS]),
        ("老规矩那些给我来一套⛺ Friday之前", [GAS, ROPE, MATS, CHAIRS]),
        ("hello, same like last time but mats change to orange pls", [GAS, ROPE, "30 张 MAT-O", CHAIRS]),
        (
            "Same again as in October please, only make it 30 rolls of the rope and skip the chairs.",
            [GAS, "30 卷 RP-4", MATS],
        ),
        ("照着前次的清单备一套，折叠椅先不拿", [GAS, ROPE, MATS]),
        ("上一单照着再给我备一份，折叠椅还有不用发", [GAS, ROPE, MATS]),
        ("跟上個月叫的一樣再一份喔", [GAS, ROPE, MATS, CHAIRS]),
        ("上回那几款repeat一下⛺", [GAS, ROPE, MATS, CHAIRS]),
        ("年前我拿的那一批再照原样来一份", [GAS, ROPE, MATS, CHAIRS]),
        ("Same goods and quantities as our previous order, but no chairs", [GAS, ROPE, MATS]),
        (
            "Repeat of our last order minus the chairs, and 40 rolls of rope instead of 20.",
            [GAS, "40 卷 RP-4", MATS],
        ),
        ("上次拿的那些照样再拿一回，防潮垫换橙色的", [GAS, ROPE, "30 张 MAT-O", CHAIRS]),
        ("先按十月那张单子的量备，绳子不要", [GAS, MATS, CHAIRS]),
        ("跟上趟一样再进一批呗 风绳这回要12卷 防潮垫还压着不用了", [GAS, "12 卷 RP-4", CHAIRS]),
        # Thanks are no amount, though a name stands behind them as in a row.
        (
            "please repeat our last order but make it 30 rolls of the rope, without the chairs. thanks a million,\naoife",
            [GAS, "30 卷 RP-4", MATS],
        ),
        ("照前次的单子再拿一轮 风绳12卷就够 防潮垫不要", [GAS, "12 卷 RP-4", CHAIRS]),
        # Which order it was, told in brackets or by its month.
        ("上回（10.21那单）的货原样再装一车，风绳要两倍", [GAS, "40 卷 RP-4", MATS, CHAIRS]),
        ("十月那趟买的东西原样再备一份，除了折叠椅，折叠椅库里一大堆呢别发", [GAS, ROPE, MATS]),
        ("老样子再整一车，风绳多加5卷", [GAS, "25 卷 RP-4", MATS, CHAIRS]),
        ("上次那单再走一遍 4mm的改成30卷 折叠椅别要了", [GAS, "30 卷 RP-4", MATS]),
        (
            "Can you put October's order through again? One tweak: mats, make that 40.",
            [GAS, ROPE, "40 张 MAT-G", CHAIRS],
        ),
        # What stands before it only tells why; what is more than then is known.
        ("店里又多开了一个窗口。按上次的单子原样再来一份，风绳加5卷", [GAS, "25 卷 RP-4", MATS, CHAIRS]),
        ("跟上次那张单一样再配一份，就是防潮垫不够，比上次多要6张", [GAS, ROPE, "36 张 MAT-G", CHAIRS]),
        ("上次那些原样再拉一趟，只是风绳这回要30卷", [GAS, "30 卷 RP-4", MATS, CHAIRS]),
        ("照上次的再来一份 防潮垫堆着呢别放 4mm绳卖得快 翻倍", [GAS, "40 卷 RP-4", CHAIRS]),
        # How it came is told in passing, and what kind of goods it was.
        ("上月拿的那几样露营货，麻烦照单再备一遍，只把风绳加到30卷", [GAS, "30 卷 RP-4", MATS, CHAIRS]),
        ("十月底送到店里的那单再配一回，风绳要30卷，折叠椅拿掉，别的数目不变", [GAS, "30 卷 RP-4", MATS]),
        ("十月那单的货照样备一份，就风绳改30卷", [GAS, "30 卷 RP-4", MATS, CHAIRS]),
        ("The October shipment once more please, but 30 rolls of rope instead of 20", [GAS, "30 卷 RP-4", MATS, CHAIRS]),
        ("Send once more what you shipped us in October, only 30 rolls of the rope", [GAS, "30 卷 RP-4", MATS, CHAIRS]),
        # Called by a part of its month, by what it held, or by its paper.
        (
            "就照10月下旬那单配货，但折叠椅只要3箱，另外给我放一箱炉头",
            [GAS, ROPE, MATS, "3 箱 CH-1", "1 箱 SV-1"],
        ),
        (
            "10月那单的货品再补一轮。有两处不一样：风绳从20卷提到30卷，炉头加5台",
            [GAS, "30 卷 RP-4", MATS, CHAIRS, "5 台 SV-1"],
        ),
        ("十月份那张单还照样给我配货，墨绿防潮垫换橙色，张数不变", [GAS, ROPE, "30 张 MAT-O", CHAIRS]),
        ("十月中那张单再拉一趟，椅子去掉，风绳要30卷", [GAS, "30 卷 RP-4", MATS]),
        (
            "上回那张单子再开一张同样的，墨绿垫换橙的，风绳减到8卷",
            [GAS, "8 卷 RP-4", "30 张 MAT-O", CHAIRS],
        ),
        ("上次那些原样再发一遍，就是风绳改成两卷，折叠椅先停一停，还没卖完", [GAS, "2 卷 RP-4", MATS]),
        ("上月订的那几样，麻烦照单再配一遍，只把风绳加到200卷", [GAS, "200 卷 RP-4", MATS, CHAIRS]),
        ("10月底发给我的那单再配一回。这回风绳要20卷，折叠椅拿掉，别的数目不变", [GAS, ROPE, MATS]),
        # What stays is not refused with what stands behind it.
        ("风绳照上次来，墨绿垫数量也一样，折叠椅这回就免了", [GAS, ROPE, MATS]),
        ("按上次的单再来一份，风绳、垫子的数量都不变，折叠椅不要了", [GAS, ROPE, MATS]),
        ("照上次再来一份，风绳，折叠椅都不要了", [GAS, MATS]),
        ("same as last time, the rope quantity same, chairs not needed", [GAS, ROPE, MATS]),
    ],
)  # fmt: skip
def test_the_last_order_comes_again(text: str, expected: list[str]) -> None:
    found = reading(text, Context(last_order=LAST))
    assert (found.intent, found.verdict, lines(found)) == ("new_order", "accept", expected)


@pytest.mark.parametrize(
    "text",
    [
        "our September order again",
        "按九月那张单的量备一份",
        "same goods as in May please",
        "十月底送来的那单再开一份发票",
        "上个月订的那几样再报一次价",
        "上月订的那单再配一把钥匙",
    ],
)
def test_an_order_of_another_month_or_its_papers_are_not_the_last_order(text: str) -> None:
    found = reading(text, Context(last_order=LAST))
    assert found.verdict != "accept"
    assert not set(lines(found)) & {GAS, ROPE, MATS, CHAIRS}


@pytest.mark.parametrize(
    "text",
    ["9月那单的东西照样备一份，就风绳改三卷", "照9月6号的单来，4mm风绳改30卷", "same as in september please"],
)
def test_an_order_of_another_month_is_asked_about(text: str) -> None:
    found = reading(text, Context(last_order=LAST))
    assert (found.verdict, Flag("lines", "missing") in found.flags) == ("clarify", True)


@pytest.mark.parametrize("text", ["10月底那张单再开一张发票", "10月那单什么时候到", "10月底的货款再结一次"])
def test_an_order_that_is_only_called_is_not_had_again(text: str) -> None:
    assert lines(reading(text, Context(last_order=LAST))) == []


@pytest.mark.parametrize("text", ["照上次的再来一份，燃料也少拿点，两箱", "上次的再来一批 20卷风绳"])
def test_a_change_of_nobody_knows_what_is_looked_at(text: str) -> None:
    last = order("SO-20261021-0009", "5 箱 GS-230", "20 卷 RP-4", "3 箱 GS-450")
    assert reading(text, Context(last_order=last)).verdict != "accept"


def test_the_same_again_and_again_so_much_of_one_thing_may_be_more_of_it() -> None:
    found = reading("跟上次一样，再来风绳12卷", Context(last_order=LAST))
    assert found.verdict != "accept"


@pytest.mark.parametrize(
    "text", ["按上次的规格来20卷风绳", "上回的风绳再来20卷", "跟上次一样的风绳来20卷", "跟上次那批不一样"]
)
def test_one_thing_as_before_is_not_the_whole_order(text: str) -> None:
    found = reading(text, Context(last_order=LAST))
    assert found.verdict != "accept" or len(found.lines) < len(LAST.lines)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("墨绿防潮垫换成橙色的，数量不变", ["30 张 MAT-O", ROPE, "4 箱 GS-230"]),
        ("4mm的风绳换成6mm的，卷数一样", [MATS, "20 卷 RP-6", "4 箱 GS-230"]),
        ("墨绿的换成橙色防潮垫，还是30张；风绳先拿掉。", ["30 张 MAT-O", "4 箱 GS-230"]),
        ("230g的改450g，仍旧4箱，别的不动", [MATS, ROPE, "4 箱 GS-450"]),
        ("里面的防潮垫全换藏青，数一样多", ["30 张 MAT-N", ROPE, "4 箱 GS-230"]),
        ("风绳改成25卷，防潮垫这批先不要了，别的照旧。", ["25 卷 RP-4", "4 箱 GS-230"]),
        ("刚才打错了，风绳要15卷不是20卷", [MATS, "15 卷 RP-4", "4 箱 GS-230"]),
    ],
)
def test_what_a_change_leaves_open_is_carried_over(text: str, expected: list[str]) -> None:
    found = reading(text, Context(open_orders=(OCTOBER,)))
    assert (found.intent, found.verdict, lines(found)) == ("amend_order", "accept", expected)


@pytest.mark.parametrize("text", ["橙色垫子写错了，是6张", "sorry the orange mats were a typo, should be 6"])
def test_a_line_that_was_written_wrongly(text: str) -> None:
    pending = order(None, "4 张 MAT-G", "4 张 MAT-O", flags=(Flag("lines", "conflict"),))
    found = reading(text, Context(pending=pending))
    assert (found.verdict, lines(found)) == ("accept", ["4 张 MAT-G", "6 张 MAT-O"])


@pytest.mark.parametrize(
    ("text", "intent", "meant"),
    [
        ("尾數0012嗰張唔要喇", "cancel_order", OCTOBER),
        ("0012结尾的那单取消", "cancel_order", OCTOBER),
        ("末尾是15的那个单子帐篷加到8顶", "amend_order", NOVEMBER),
        ("We have to withdraw the October one, keep the November one going.", "cancel_order", OCTOBER),
        ("十月那单照发，这个月的不要了", "cancel_order", NOVEMBER),
        ("12号下的那单取消", "cancel_order", OCTOBER),
        ("尾号12的那单什么时候到", "order_status", OCTOBER),
        ("October's order: when does it ship?", "order_status", OCTOBER),
    ],
)
def test_an_order_by_the_end_of_its_number_or_its_month(text: str, intent: str, meant: object) -> None:
    found = reading(text, Context(open_orders=(OCTOBER, NOVEMBER)))
    assert (found.intent, found.order_no, found.verdict) == (intent, getattr(meant, "order_no", ""), "accept")


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("230的论箱，450的十排就够", "箱排"),
        ("小的按箱，大的按罐", "箱罐"),
        ("小气罐是箱 大气罐十罐就行", "箱罐"),
    ],
)
def test_units_that_were_asked_about(text: str, units: str) -> None:
    asked = tuple(Flag(f"lines[{place}].unit", "ambiguous", ("罐", "排", "箱")) for place in (0, 1))
    found = reading(text, Context(pending=order(None, "20 - GS-230", "10 - GS-450", flags=asked)))
    assert (found.verdict, [line.unit for line in found.lines]) == ("accept", list(units))


def test_a_numeral_counts_before_a_unit_that_only_this_company_has() -> None:
    assert lines(reading("要十饼蜡饼", Context())) == ["10 饼 PC-R"]


@pytest.mark.parametrize(
    ("text", "day", "place"),
    [
        ("TN-2 20顶\nRP-4 15卷\nCH-1 60\n新库房，28号前到", "2026-11-28", NEW_STORE),
        ("折叠椅10把，20號送到得啦", "2026-12-20", SHOP),
        ("折叠椅10把，仓库，周五", "2026-11-27", STORE),
    ],
)
def test_when_and_where(text: str, day: str, place: str) -> None:
    found = reading(text, Context())
    assert (str(found.delivery_date), found.delivery_address, found.verdict) == (day, place, "accept")


@pytest.mark.parametrize(
    ("text", "company", "contact"),
    [
        ("云栖营地，找阿梅，送宁波市江北区青林湾7号", "云栖营地", "阿梅"),
        ("Blue Heron Camp Lodge, im Marco.", "Blue Heron Camp Lodge", "Marco"),
    ],
)
def test_who_writes(text: str, company: str, contact: str) -> None:
    asked = (Flag("customer", "missing"), Flag("delivery_address", "missing"))
    context = Context(pending=order(None, GAS, flags=asked))
    found = reading(text, context, sender="stranger@heron.example.com")
    assert (found.customer.company, found.customer.contact) == (company, contact)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Could you put 6 cartons of folding chairs together for us please", ["6 箱 CH-1"]),
        (
            "I take 120 camp stove and 80 folding chair. On every box print mark KESTREL 2027.",
            ["120 台 SV-1", "80 把 CH-1"],
        ),
        ("我每次都在你这买，炉头5台", ["5 台 SV-1"]),
        ("折叠椅5箱送门店，没人接就打店里电话", ["5 箱 CH-1"]),
    ],
)
def test_an_order_with_other_words_around_it(text: str, expected: list[str]) -> None:
    found = reading(text, Context())
    assert (found.intent, found.verdict, lines(found)) == ("new_order", "accept", expected)


def test_who_asks_where_it_is_only_tells_why() -> None:
    assert not reading("东西到哪了？等着上架呢", Context(open_orders=(OCTOBER,))).urgent


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("折叠椅10把，到了再给钱，跟以前一样啊", ["10 把 CH-1"]),
        (
            "10 folding chairs\n3 rolls guy rope 4mm\nOur carrier will collect it, same as always.",
            ["10 把 CH-1", "3 卷 RP-4"],
        ),
        ("炉头8台，赠的照旧", ["8 台 SV-1"]),
    ],
)
def test_only_how_it_is_done_is_as_ever(text: str, expected: list[str]) -> None:
    found = reading(text, Context())
    assert (lines(found), found.flags) == (expected, ())


def test_the_usual_that_nobody_knows_is_asked_about() -> None:
    assert reading("老样子，再加折叠椅10把", Context()).verdict == "clarify"


@pytest.mark.parametrize(
    "said",
    [
        # Its papers, troubles with it, or an order of another day.
        "上次那单再开一份收条",
        "上次那批再办一道检疫",
        "前次的单再出一份装箱单",
        "上次那单再录一遍，系统没存上",
        "上次那单拉一批回来退",
        "前次那批货补一份合格证",
        "照上次的单再打一份发票",
        "Our last delivery again was late",
        "Last month's order again is short",
        "按12.9的单送",
        "照9月6号的单来",
        "按10.20的货款来",
    ],
)
def test_what_is_told_of_an_order_orders_nothing(said: str) -> None:
    found = reading(said, Context(last_order=LAST))
    assert not any(line.sku for line in found.lines)
    assert found.verdict != "accept" or not found.lines


def test_the_order_of_its_day_comes_again() -> None:
    found = reading("按10.21的单送", Context(last_order=LAST))
    assert (lines(found), found.verdict) == ([GAS, ROPE, MATS, CHAIRS], "accept")


@pytest.mark.parametrize("how", ["怎么付的这次还怎么付", "怎么包的这次也怎么包", "咋送的这次还咋送"])
def test_how_it_is_paid_and_packed_as_before_brings_no_goods(how: str) -> None:
    assert lines(reading(f"上次{how}，折叠椅2把", Context(last_order=LAST))) == ["2 把 CH-1"]
