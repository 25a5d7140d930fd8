"""Where and when: the one place and the one day that a message means, or the question why none remains."""

from datetime import date

import pytest

from parsers import Context, Customer, Directory, Flag, Message, Sender, read
from tests.parsers.company import NOW, catalog
from tests.parsers.people import asked, order, reading

NORTH, SOUTH, STORE = "宁波市江北区环城北路10号", "宁波市鄞州区日丽路77号", "宁波市北仑区港区路5号3库"
MAIN, ANNEX = "4 Beacon Lane, Leeds LS1 4AB, UK", "9 Quarry Road, Leeds LS2 7QQ, UK"
SCHOOL = "office@hillside.example.com"
OPEN = Context(open_orders=(order("SO-20261120-0004", ("LB-09", 5, "箱"), address=NORTH),))


@pytest.mark.parametrize(
    ("text", "sender", "address"),
    [
        ("9瓦灯泡5箱", "@luye", NORTH),
        ("9瓦灯泡5箱，送城南店", "@luye", SOUTH),
        ("9瓦灯泡5箱，送城南", "@luye", SOUTH),
        ("9瓦灯泡5箱，都进仓库", "@luye", STORE),
        ("9瓦灯泡5箱，送城南店，别送城北店", "@luye", SOUTH),
        ("9瓦灯泡5箱，老地方", "@luye", NORTH),
        ("9瓦灯泡5箱，送宁波市海曙区柳汀街10号", "@luye", "宁波市海曙区柳汀街10号"),
        ("5 cartons of LED bulb 9W please, to the Annex", SCHOOL, ANNEX),
        ("5 cartons of LED bulb 9W please. Annex this time, not Main.", SCHOOL, ANNEX),
        ("5 cartons of LED bulb 9W, same address as before", SCHOOL, MAIN),
        ("9瓦灯泡5箱，送北仑", "@luye", STORE),
        ("9瓦灯泡5箱，送鄞州那边", "@luye", SOUTH),
        ("9瓦灯泡5箱，放仓库，别放城北店", "@luye", STORE),
        ("9瓦灯泡5箱，这次不去城北店了，去城南店", "@luye", SOUTH),
        ("城南店要9瓦灯泡5箱", "@luye", SOUTH),
        ("9瓦灯泡5箱，送达园区仓库", "@luye", STORE),
        ("9瓦灯泡5箱送仓库别放城北店城北店在刷墙", "@luye", STORE),
        ("5 cartons of LED bulb 9W, send to our workshop in Quarry Road", SCHOOL, ANNEX),
        ("5 cartons of LED bulb 9W, ship to Quarry Road", SCHOOL, ANNEX),
        ("5 cartons of LED bulb 9W, deliver to 9 Quarry Road, Leeds", SCHOOL, ANNEX),
        ("9瓦灯泡5箱，送北仑港区路5号", "@luye", STORE),
        ("9瓦灯泡5箱，城南店要的，城北店那边库存够，不进", "@luye", SOUTH),
        ("仓库明天\n9瓦灯泡5箱\n城北店不用，上周刚补过", "@luye", STORE),
        ("5 cartons of LED bulb 9W. Here in Leeds it rains. To Annex, please, not to Main.", SCHOOL, ANNEX),
        ("5 cartons of LED bulb 9W. I am going to Quarry Road next week.", SCHOOL, MAIN),
        ("5 cartons of LED bulb 9W. Destination of this one: Annex.", SCHOOL, ANNEX),
        ("5 cartons of LED bulb 9W. They are for our school of Quarry Road.", SCHOOL, ANNEX),
        (
            "5 cartons of LED bulb 9W for our Annex.\nNora Finch\nHillside School, 4 Beacon Lane, Leeds LS1 4AB, UK",
            SCHOOL,
            ANNEX,
        ),
        ("5 cartons of LED bulb 9W\nto Annex, 11.12.2026", SCHOOL, ANNEX),
        ("5 cartons of LED bulb 9W. Main is shut so Annex it must be.", SCHOOL, ANNEX),
        ("9瓦灯泡5箱，城南店那边~ 库存我晚点再盘", "@luye", SOUTH),
        ("9瓦灯泡5箱，城南店收。店里叉车坏了", "@luye", SOUTH),
        ("送货地点：仓库\n9瓦灯泡5箱", "@luye", STORE),
        ("城南店的9瓦灯泡按城北店的样子配，5箱", "@luye", SOUTH),
        ("5 cartons of LED bulb 9W for their Annex", SCHOOL, ANNEX),
        ("仓库的灯泡还有，城南店缺，9瓦灯泡5箱", "@luye", SOUTH),
        ("9瓦灯泡5箱送城南店，可别又拉到城北店去", "@luye", SOUTH),
        ("9瓦灯泡5箱送城南店 已经跟门卫说过", "@luye", SOUTH),
        ("9瓦灯泡5箱，平时送城北店，这次送城南店", "@luye", SOUTH),
        ("5 cartons of LED bulb 9W. Normally Main, but Annex this one please.", SCHOOL, ANNEX),
        (
            "5 cartons of LED bulb 9W, deliver Rua Larga 12, Porto 4050, Portugal",
            SCHOOL,
            "Rua Larga 12, Porto 4050, Portugal",
        ),
        ("9瓦灯泡5箱 城南店那个项目急着用", "@luye", SOUTH),
        ("9瓦灯泡5箱，请运抵本公司仓库", "@luye", STORE),
        ("9瓦灯泡5箱，发到我司仓库，谢谢", "@luye", STORE),
        ("9瓦灯泡5箱，拉回城南店", "@luye", SOUTH),
        ("9瓦灯泡5箱\n送货处：城南店\n王芳", "@luye", SOUTH),
        ("往宁波市海曙区柳汀街10号拉，9瓦灯泡5箱", "@luye", "宁波市海曙区柳汀街10号"),
        (
            "9瓦灯泡5箱，宁波市海曙区柳汀街10号收（海曙区柳汀街10号）",
            "@luye",
            "宁波市海曙区柳汀街10号",
        ),
        ("An order for the Annex crew: 5 cartons of LED bulb 9W", SCHOOL, ANNEX),
        ("Our Annex crew says hello. 5 cartons of LED bulb 9W", SCHOOL, MAIN),
        ("5 cartons of LED bulb 9W. Annex gets these.", SCHOOL, ANNEX),
        ("The bus to Annex leaves at nine. 5 cartons of LED bulb 9W", SCHOOL, MAIN),
        ("5 cartons of LED bulb 9W must be left with our Annex", SCHOOL, ANNEX),
        ("Bo from Main here, 5 cartons of LED bulb 9W", SCHOOL, MAIN),
        (
            "5 cartons of LED bulb 9W. The address for this order is 3 Ferry Road, Hull HU1 4AB, UK.",
            SCHOOL,
            "3 Ferry Road, Hull HU1 4AB, UK",
        ),
    ],
)
def test_the_place(text: str, sender: str, address: str) -> None:
    found = reading(text, sender=sender)
    assert found.delivery_address == address
    assert not [flag for flag in found.flags if flag.field == "delivery_address"]


@pytest.mark.parametrize(
    ("text", "sender", "code"),
    [
        ("9瓦灯泡5箱，送城西店", "@luye", "unknown"),
        ("9瓦灯泡5箱，发慈溪分店", "@luye", "unknown"),
        ("9瓦灯泡5箱，送去慈溪，谢谢", "@luye", "unknown"),
        ("9瓦灯泡5箱，送慈溪仓库", "@luye", "unknown"),
        ("Please send 5 cartons of LED bulb 9W. Everything to Hull this time.", SCHOOL, "unknown"),
        ("9瓦灯泡5箱，城北店或者城南店", "@luye", "ambiguous"),
        ("9瓦灯泡5箱，送城北店和城南店，各一半", "@luye", "ambiguous"),
        ("城北店、城南店的灯泡快没了，9瓦灯泡5箱", "@luye", "ambiguous"),
        ("9瓦灯泡送城北店2箱城南店3箱", "@luye", "ambiguous"),
        ("5 cartons of LED bulb 9W to Main and Annex", SCHOOL, "ambiguous"),
        ("5 cartons of LED bulb 9W, either Main or Annex", SCHOOL, "ambiguous"),
        ("城北店 9瓦灯泡3箱，12瓦灯泡2箱；城南店 9瓦灯泡4箱", "@luye", "ambiguous"),
        ("9瓦灯泡3箱送城北店 12瓦灯泡4箱送城南店 收到说一声", "@luye", "ambiguous"),
        ("9 cartons of LED bulb 9W. Main gets 5, Annex 4.", SCHOOL, "ambiguous"),
        ("9瓦灯泡5箱，送老地方", "he@guangming.example.cn", "missing"),
    ],
)
def test_an_open_place_is_asked(text: str, sender: str, code: str) -> None:
    flags = [flag.code for flag in reading(text, sender=sender).flags if flag.field == "delivery_address"]
    assert flags == [code]


def test_an_answer_of_one_word_names_the_place() -> None:
    context = asked(Flag("delivery_address", "ambiguous", (MAIN, ANNEX)))
    assert reading("The boss says Annex.", sender=SCHOOL, context=context).delivery_address == ANNEX


def test_the_place_by_which_an_order_is_named_is_not_where_it_shall_go() -> None:
    assert reading("城北店那单改送城南店", context=OPEN).delivery_address == SOUTH


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("9瓦灯泡5箱，周五送", "2026-11-27"),
        ("下周三给我们送9瓦灯泡5箱", "2026-12-02"),
        ("9瓦灯泡5箱，明天我盘点，后天送", "2026-11-25"),
        ("明天不用那么早，9瓦灯泡5箱后天送就行", "2026-11-25"),
        ("9瓦灯泡5箱，交货日期：2026-12-11\n付款：月结", "2026-12-11"),
        ("制单日期：2026-11-20\n9瓦灯泡5箱\n要求到货日：2026-11-30", "2026-11-30"),
        ("9瓦灯泡还剩3箱，够用到周五。再来5箱", None),
        ("9瓦灯泡5箱，明天打款给你", None),
        ("圣诞备货，9瓦灯泡5箱，12月18日送", "2026-12-18"),
        ("9瓦灯泡5箱，12月18日走3号货梯", "2026-12-18"),
        ("5 cartons of LED bulb 9W, must arrive by 18 December. I send you the list tomorrow.", "2026-12-18"),
        ("今天卖断货了，9瓦灯泡5箱，明天送到", "2026-11-24"),
        ("9瓦灯泡5箱 我今日刚开档就卖晒 后天送到", "2026-11-25"),
        ("9瓦灯泡5箱 周五送吧周四我这检修", "2026-11-27"),
        ("今天上午订单破了两万。9瓦灯泡5箱，月底前到齐", "2026-11-30"),
        ("5 cartons of LED bulb 9W. I go to Bristol on Monday for a fair.", None),
        ("5 cartons of LED bulb 9W. Last time all 40 were gone and in one week it was finished.", None),
        (
            "Our shop opens on 15 December so we want the 5 cartons of LED bulb 9W by 11 December.",
            "2026-12-11",
        ),
        ("5 cartons of LED bulb 9W by Friday as we are closed Thursday", "2026-11-27"),
        ("5 cartons of LED bulb 9W for Friday instead of Thursday", "2026-11-27"),
        ("9瓦灯泡5箱，拜五送", "2026-11-27"),
        ("9瓦灯泡5箱，12瓦的12月再看", None),
        ("9瓦灯泡5箱，12瓦的下周三再送", "2026-12-02"),
        ("5 cartons of LED bulb 9W. The small lamps we look at again in January.", None),
        ("5 cartons of LED bulb 9W. We decide about the lamps in March.", None),
        ("5 cartons of LED bulb 9W by the second of December", "2026-12-02"),
        ("9瓦灯泡5箱，尾款财务周四打给你们", None),
        ("9瓦灯泡5箱，货款明天一早到账，周五送", "2026-11-27"),
        ("5 cartons of LED bulb 9W. Our deposit will reach you on 4 December.", None),
        ("我们12月5日正式营业，9瓦灯泡5箱先备着", None),
        ("12月5日开业，当天上午把9瓦灯泡5箱送到", "2026-12-05"),
        ("The owner rang us this morning, 5 cartons of LED bulb 9W please", None),
        ("上午店长来电话 9瓦灯泡5箱", None),
        ("5 cartons of LED bulb 9W, week 50. Main or Annex, our manager tells you on Friday.", "2026-12-13"),
        ("5 cartons of LED bulb 9W, no hurry, January is early enough", "2027-01-31"),
        ("9瓦灯泡5箱，不赶，1月份都可以", "2027-01-31"),
        ("后天的货：9瓦灯泡5箱", "2026-11-25"),
        ("5 cartons of LED bulb 9W. The school term starts on 4 January.", None),
        ("5 cartons of LED bulb 9W for week 50. On 1 December we have a school concert.", "2026-12-13"),
        ("Our treasurer signs the yearly budget on Thursday but please send 5 cartons of LED bulb 9W", None),
        ("9瓦灯泡5箱 插座不用了 送城南店 这周四", "2026-11-26"),
    ],
)
def test_the_day(text: str, day: str | None) -> None:
    found = reading(text, sender="@luye")
    assert (found.delivery_date.isoformat() if found.delivery_date else None) == day
    assert not [flag for flag in found.flags if flag.field == "delivery_date"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("9瓦灯泡5箱，周四送，周五送", "conflict"),
        ("9瓦灯泡5箱，交货日期：2026-10-11", "out_of_range"),
        ("9瓦灯泡5箱，12月15日送到，吊车订在12月17日，就是你们送货那天", "conflict"),
        (
            "5 cartons of LED bulb 9W by 4 December. The crane comes on 9 December, the day your goods arrive.",
            "conflict",
        ),
    ],
)
def test_an_open_day_is_asked(text: str, code: str) -> None:
    assert [flag.code for flag in reading(text).flags if flag.field == "delivery_date"] == [code]


@pytest.mark.parametrize(
    "text", ["December of course, sorry!", "6 December of course, in June I am at the seaside."]
)
def test_the_month_alone_answers_which_of_two_days(text: str) -> None:
    context = asked(Flag("delivery_date", "ambiguous", ("2026-12-06", "2027-06-12")))
    found = reading(text, sender=SCHOOL, context=context)
    assert found.delivery_date is not None
    assert found.delivery_date.isoformat() == "2026-12-06"


@pytest.mark.parametrize(
    "text",
    [
        "5 cartons of LED bulb 9W, you ship today?",
        "5 cartons of LED bulb 9W. Do you deliver on Friday?",
        "9瓦灯泡5箱，今天能发货吗",
    ],
)
def test_a_day_asked_about_is_no_day_of_delivery(text: str) -> None:
    assert reading(text, sender=SCHOOL).delivery_date is None


def test_a_date_with_a_comma_is_no_place() -> None:
    found = reading("Push the order out to January 22, 2027.", sender=SCHOOL, context=OPEN)
    assert (found.delivery_date, found.delivery_address) == (date(2027, 1, 22), NORTH)


@pytest.mark.parametrize(
    ("text", "sender", "address"),
    [
        ("9瓦灯泡5箱，送城南嗰邊", "@luye", SOUTH),
        ("9瓦灯泡5箱，送城南店 仓库在盘点", "@luye", SOUTH),
        ("9瓦灯泡5箱 仓库装修 送城南店吧", "@luye", SOUTH),
        ("9瓦灯泡5箱，送城南店，唔好送城北店，城北店堆满了", "@luye", SOUTH),
        ("9瓦灯泡5箱，城北店放不下，都送仓库", "@luye", STORE),
        ("9瓦灯泡5箱 送城南店 后面没人收", "@luye", SOUTH),
        ("仓库那边添点灯：9瓦灯泡5箱", "@luye", STORE),
        ("5 cartons of LED bulb 9W, order for Leeds shop (Annex)", SCHOOL, ANNEX),
        ("仓库备一些，9瓦灯泡5箱", "@luye", STORE),
        ("9瓦灯泡5箱，仓库明天盘点", "@luye", NORTH),
        ("9瓦灯泡5箱，送去個倉庫", "@luye", STORE),
        ("9瓦灯泡5箱，送到北仑個倉庫", "@luye", STORE),
        ("5 cartons of LED bulb 9W to the Annex, not later than 15 December", SCHOOL, ANNEX),
        ("The Annex is being refitted, so supply straight to them: 5 cartons of LED bulb 9W", SCHOOL, ANNEX),
        ("5 cartons of LED bulb 9W. Delivery: Annex, not to Main. Main is being renovated.", SCHOOL, ANNEX),
        (
            "5 cartons of LED bulb 9W please. The venue is Hotel Mirador, Via Lunga 12, 20100 Milan.",
            SCHOOL,
            "Hotel Mirador, Via Lunga 12, 20100 Milan",
        ),
        (
            "5 cartons of LED bulb 9W. Must be at the hall on 3 December by noon: St Anne Hall, 9 North Road, Leeds.",
            SCHOOL,
            "St Anne Hall, 9 North Road, Leeds",
        ),
        (
            "5 cartons of LED bulb 9W. Please deliver on 3 December at Casa Azul, Rua do Sol 11, Lisboa.",
            SCHOOL,
            "Casa Azul, Rua do Sol 11, Lisboa",
        ),
        (
            "5 cartons of LED bulb 9W. Send to 8 Weaver Lane, Tel Mond, Israel. No logo please.",
            SCHOOL,
            "8 Weaver Lane, Tel Mond, Israel",
        ),
    ],
)
def test_the_place_in_other_words(text: str, sender: str, address: str) -> None:
    found = reading(text, sender=sender)
    assert found.delivery_address == address
    assert not [flag for flag in found.flags if flag.field == "delivery_address"]


def test_a_place_that_is_not_on_file_is_asked_also_without_an_article() -> None:
    found = reading("5 cartons of LED bulb 9W, this time send it to ashford shop not Main", sender=SCHOOL)
    assert found.delivery_address is None
    assert [flag.code for flag in found.flags if flag.field == "delivery_address"] == ["unknown"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("9瓦灯泡5箱 送宁波市海曙区柳汀街8号 星期六到", date(2026, 11, 28)),
        ("新生12月31日报到，9瓦灯泡5箱请在12月20日前送到", date(2026, 12, 20)),
        ("9瓦灯泡5箱，28号下午送到 后面没人收", date(2026, 11, 28)),
        ("5 cartons of LED bulb 9W. The ship leaves Tue, so Thu 3 Dec in our shop please", date(2026, 12, 3)),
        ("5 cartons of LED bulb 9W. We met at the fair in October. Deliver by 4 December", date(2026, 12, 4)),
        ("5 cartons of LED bulb 9W, ok for tomorow morning", date(2026, 11, 24)),
        ("5 cartons of LED bulb 9W, must land thrusday", date(2026, 11, 26)),
        ("5 cartons of LED bulb 9W. After new year we rest. They must arrive before end of December.", date(2026, 12, 31)),
        ("5 cartons of LED bulb 9W for our wedding (it is 29 December). Have them here not later than 20 December.", date(2026, 12, 20)),
        ("5 cartons of LED bulb 9W. Please make delivery at the hall, date 8/12.", date(2026, 12, 8)),
        # The hour behind a weekday is no part of it.
        ("9瓦灯泡5箱，下周二八点前送城北店", date(2026, 12, 1)),
        ("9瓦灯泡5箱，周四五点半到城南店", date(2026, 11, 26)),
        # An occasion is no day of delivery beside a day on which goods go into a store.
        ("双12开门红要备的，9瓦灯泡5箱，12月4号前进仓库", date(2026, 12, 4)),
        ("The painters come Tuesday so no hurry: 5 cartons of LED bulb 9W by 4 December", date(2026, 12, 4)),
        # When a paper was written, and when its goods are wanted.
        ("No. 771    Date: 20/11/2026\n\nLED bulb 9W   5 cartons\n\nRequired: 04/12/2026", date(2026, 12, 4)),
        ("Your price stands until 31 December. 5 cartons of LED bulb 9W by 4 December", date(2026, 12, 4)),
        ("The hall was so packed on Saturday. 5 cartons of LED bulb 9W by 4 December", date(2026, 12, 4)),
    ],
)  # fmt: skip
def test_the_day_among_others(text: str, day: date) -> None:
    assert reading(text, sender=SCHOOL if text.isascii() else "@luye").delivery_date == day


def test_a_lone_month_that_is_over_is_no_day_of_delivery() -> None:
    found = reading("5 cartons of LED bulb 9W. We met at the fair in October.", sender=SCHOOL)
    assert found.delivery_date is None
    assert not found.flags


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("9瓦灯泡5箱 明天十点前给我 下午关门点货", date(2026, 11, 24)),
        ("小赵起了没 今天早上城北店 9瓦灯泡5箱", date(2026, 11, 23)),
        ("9瓦灯泡5箱，这个月对账单一起月结", None),
        ("9瓦灯泡5箱，月底统一转账", None),
        ("9瓦灯泡5箱 明天 月结", date(2026, 11, 24)),
        ("9瓦灯泡5箱 周六 不收货", None),
    ],
)
def test_what_is_said_of_a_day_ends_at_a_blank_and_accounts_bring_nothing(
    text: str, day: date | None
) -> None:
    assert reading(text).delivery_date == day


@pytest.mark.parametrize("label", ["二号棚", "2号棚"])
@pytest.mark.parametrize("said", ["二号棚", "2号棚"])
def test_the_number_of_a_place_is_written_either_way(label: str, said: str) -> None:
    site = Customer("K90", "金穗苗圃", telegram="@jinsui", addresses=((label, SOUTH), ("一号棚", NORTH)))
    message = Message("t", "chat", NOW, Sender("@jinsui"), f"9瓦灯泡5箱，送{said}")
    found = read(message, catalog=catalog(), directory=Directory((site,)))
    assert (found.delivery_address, found.flags) == (SOUTH, ())


@pytest.mark.parametrize("place", ["学校", "学校三楼", "学校门口"])
def test_the_one_place_is_called_by_what_it_is(place: str) -> None:
    school = Customer("K91", "育新小学", telegram="@yuxin", addresses=(("本部", NORTH),))
    message = Message("t", "chat", NOW, Sender("@yuxin"), f"9瓦灯泡5箱，送到{place}")
    found = read(message, catalog=catalog(), directory=Directory((school,)))
    assert (found.delivery_address, found.flags) == (NORTH, ())


def test_a_place_stands_in_brackets_and_without_the_name_of_who_writes() -> None:
    found = reading(
        "5 cartons of LED bulb 9W, send to the same workshop (9 Quarry Road, Leeds LS2 7QQ, UK), no hurry",
        sender=SCHOOL,
    )
    assert found.delivery_address == ANNEX
    text = "5 cartons of LED bulb 9W. Deliver to Teal Lamps Ltd, 3 Dock Road, Hull HU1 2AB, UK\n\nAnn Moor\nTeal Lamps Ltd"
    assert reading(text, sender="ann@teal.example.com").delivery_address == "3 Dock Road, Hull HU1 2AB, UK"


@pytest.mark.parametrize(
    ("text", "sender", "code"),
    [
        ("青石分店要9瓦灯泡5箱，明天送过去", "@luye", "unknown"),
        ("桃源工地缺灯，9瓦灯泡5箱往那头拉", "@luye", "unknown"),
        ("我们新开的桃源门店要9瓦灯泡5箱", "@luye", "unknown"),
        ("5 cartons of LED bulb 9W. Not to Main or Annex, they go to our hall in York.", SCHOOL, "unknown"),
        ("10 cartons of LED bulb 9W, shared between the Main store and Annex", SCHOOL, "ambiguous"),
    ],
)
def test_a_place_that_is_not_on_file_is_asked_about(text: str, sender: str, code: str) -> None:
    found = reading(text, sender=sender)
    assert [flag.code for flag in found.flags if flag.field == "delivery_address"] == [code]


@pytest.mark.parametrize(
    ("text", "address"), [("9瓦灯泡5箱，客户工地要用", NORTH), ("隔壁门店要9瓦灯泡，我们要5箱", NORTH)]
)
def test_places_of_others_are_none_of_theirs(text: str, address: str) -> None:
    assert reading(text, sender="@luye").delivery_address == address


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("9瓦灯泡5箱，12月17号到货，也就是周四", date(2026, 12, 17)),
        ("5 cartons of LED bulb 9W by December 17, that's a Thursday", date(2026, 12, 17)),
        ("Please have this at the hall by Dec 18:\n5 cartons of LED bulb 9W", date(2026, 12, 18)),
        ("Have it there by December 18: 5 cartons of LED bulb 9W", date(2026, 12, 18)),
        ("9瓦灯泡5箱，元旦前要到，你们今天能不能装车？", date(2026, 12, 31)),
        ("麻烦安排后天的货，9瓦灯泡5箱", date(2026, 11, 25)),
        ("12月3号是我们店庆，灯请在当天上午送到：9瓦灯泡5箱", date(2026, 12, 3)),
        ("5 cartons of LED bulb 9W, landed at Hull by 18 December", date(2026, 12, 18)),
        (
            "Please book for our Easter: 5 cartons of LED bulb 9W; all must be there until 18 December 2026.",
            date(2026, 12, 18),
        ),
        ("This month I want 5 cartons of LED bulb 9W", None),
        ("5 cartons of LED bulb 9W now, the tubes must wait until the new year", None),
        ("9瓦灯泡5箱，看明天能不能寄出来", None),
    ],
)
def test_the_day_besides_what_else_is_dated(text: str, day: date | None) -> None:
    assert reading(text, sender=SCHOOL).delivery_date == day


def test_a_weekday_that_is_not_the_day_s_own_is_asked_about() -> None:
    found = reading("9瓦灯泡5箱，12月17号到货，就是下周五那天", sender="@luye")
    assert [(flag.field, flag.code) for flag in found.flags] == [("delivery_date", "conflict")]
