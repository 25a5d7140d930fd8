"""Places on file that a message names: where goods go, and what is only spoken of."""

from datetime import date
from decimal import Decimal
from functools import cache

import pytest

from parsers import Catalog, Context, Directory, Line, Message, OrderContext, Reading, Sender, read
from parsers.company_csv import customers, products
from tests.parsers.company import NOW

CATALOG = """\
sku,name,name_en,aliases,spec,category,base_unit,units,default_unit,price,currency,min_order,stock,substitute
BK-CH,自行车链条,bicycle chain,链条;chain,,,条,箱=20,箱,30,CNY,,500,
BK-TY,山地车外胎,mountain tyre,外胎;tyre;tyres,,,条,箱=10,箱,45,CNY,,500,
BK-TU,内胎,inner tube,tube;tubes,,,条,箱=50,箱,8,CNY,,900,
BK-SD,坐垫,saddle,saddles;鞍座,,,个,箱=12,箱,25,CNY,,300,
"""
CUSTOMERS = """\
code,company,company_en,contact,phone,emails,telegram,addresses,payment,currency,language,date_order,rep
Z1,疾风车行,,孟凡,+8613811110001,mf@jf.example.cn,@jf,东门店=青岛市市北区台东路9号;滨海店=青岛市黄岛区井冈山路77号;仓库=青岛市城阳区正阳路300号,monthly,CNY,zh,YMD,
Z2,骑士单车,,卫东,+8613811110002,wd@qs.example.cn,@qs,店里=宁波市海曙区药行街5号;北仓=宁波市镇海区骆驼街道88号;工作室=宁波市鄞州区钱湖路20号,monthly,CNY,zh,YMD,
Z3,远途俱乐部,,谢青,+8613811110003,xq@yt.example.cn,@yt,总店=苏州市姑苏区干将路10号;二店=苏州市吴中区宝带路22号;三店=苏州市相城区采莲路33号,monthly,CNY,zh,YMD,
E1,Spoke Ltd,Spoke Ltd,Ian Reed,+441130000001,ian@spoke.example.com,@spoke,"Leeds=12 Mill Lane, Leeds LS1 4AB, United Kingdom;Hull=Unit 3 Dock Road, Hull HU1 2AA, United Kingdom",transfer,CNY,en,DMY,
E2,Wheelhouse,Wheelhouse,Nora Flynn,+35310000002,nora@wh.example.com,@wh,"Shop=4 Quay Street, Galway, Ireland;Warehouse=Unit 9 Tuam Road, Galway, Ireland;Cork=2 Pier Road, Cork, Ireland",transfer,CNY,en,DMY,
E3,Oak Cycles,Oak Cycles,Ada Holt,+441130000003,ada@oak.example.com,@oak,"Shop=12 Mill Lane, Leeds LS1 4AB, United Kingdom;Warehouse=Unit 3 Dock Road, Hull HU1 2AA, United Kingdom;Stall=7 Mill Street, York YO1 7QQ, United Kingdom",transfer,CNY,en,DMY,
"""


@cache
def company() -> tuple[Catalog, Directory]:
    return Catalog.build(products(CATALOG).rows), Directory(customers(CUSTOMERS).rows, ())


def reading(who: str, text: str, own: int | None = None) -> Reading:
    """`own` is the place of the order under way, if there is one."""
    catalog, directory = company()
    lines = tuple(Line(sku, "", Decimal(5), "箱") for sku in ("BK-CH", "BK-TY"))
    under_way = (
        ()
        if own is None
        else (OrderContext("SO-1", "confirmed", lines, date(2026, 11, 27), place(who, own)),)
    )
    message = Message("m", "chat", NOW, Sender(who), text, None, Context(open_orders=under_way))
    return read(message, catalog=catalog, directory=directory)


def place(who: str, number: int) -> str:
    customer = next(one for one in customers(CUSTOMERS).rows if one.telegram == who)
    return customer.addresses[number][1]


def goes(who: str, found: Reading) -> int | str:
    if any(flag.field == "delivery_address" for flag in found.flags):
        return "asked"
    return next(number for number in range(3) if place(who, number) == found.delivery_address)


@pytest.mark.parametrize(
    ("who", "text", "where"),
    [
        ("@jf", "我们滨海店要链条5箱外胎3箱", 1),
        ("@jf", "孟哥说滨海店明天要链条5箱", 1),
        ("@jf", "老板滨海店今晚缺货赶紧来链条三箱内胎两箱", 1),
        ("@jf", "链条5箱\n外胎3箱\n周五前到城阳仓库，外箱贴标", 2),
        ("@jf", "链条5箱，外胎3箱，到城阳仓库", 2),
        ("@jf", "链条5箱，周五前到仓库", 2),
        ("@jf", "明天滨海店\n链条 3箱\n内胎 2箱", 1),
        ("@jf", "🚲滨海\n链条 3箱\n内胎 2箱", 1),
        ("@jf", "滨海店这批：链条5箱，外胎3箱", 1),
        ("@jf", "滨海店这批货收到了，没问题。再来链条3箱", 0),
        ("@jf", "我们滨海店今天要链条三箱外胎两箱教室都坐满了赶紧", 1),
        ("@jf", "滨海店那批昨天收到了，没问题。再来链条3箱", 0),
        ("@jf", "滨海店的货先不动，东门店补链条3箱", 0),
        ("@jf", "链条3箱外胎2箱，滨海店库存还够", 0),
        ("@jf", "上次送滨海店的外胎不错，再来5箱", 0),
        ("@jf", "隔壁滨海店也在卖这个。链条3箱", 0),
        ("@jf", "听滨海店的小王说外胎好用，先来2箱试试", 0),
        ("@jf", "链条3箱，送东门店，别送滨海店", 0),
        ("@jf", "链条3箱，送滨海店，外胎2箱，送仓库", "asked"),
        ("@jf", "链条3箱，东门店或者滨海店收都行", "asked"),
        ("@jf", "滨海店：链条3箱，内胎2箱", 1),
        ("@jf", "滨海店的，链条3箱，内胎2箱", 1),
        ("@jf", "滨海店补货：链条3箱，内胎2箱", 1),
        ("@qs", "链条2箱，北仓收", 1),
        ("@qs", "链条2箱，工作室收货，谢谢", 2),
        ("@qs", "链条2箱，明天送到镇海北仓", 1),
        ("@qs", "北仓已经没地方了，链条2箱送店里", 0),
        ("@qs", "链条2箱，车直接去北仓", 1),
        ("@qs", "工作室明天直播，急要外胎2箱", 2),
        ("@yt", "明天三店\n链条3箱\n坐垫2箱", 2),
        ("@yt", "今天二店：链条3箱 坐垫2箱", 1),
        ("@yt", "二店 链条3箱 坐垫2箱", 1),
        ("@yt", "二店昨天卖断货了，链条3箱坐垫2箱送过去", 1),
        ("@yt", "链条3箱，二店那边上次多送的一箱先放着", 0),
        ("@spoke", "5 cases of chain and 3 cases of tyres please. We found tubes in Hull.", 0),
        ("@spoke", "5 cases of chain for Hull please", 1),
        ("@spoke", "Hull needs 5 cases of chain and 3 cases of tyres", 1),
        ("@spoke", "5 cases of chain, 3 cases of tyres. The Hull order stays as it is.", 0),
        ("@spoke", "Hull:\n5 cases chain\n3 cases tyres", 1),
        ("@spoke", "5 cases chain. Our guys in Hull love the tyres, so 3 cases of those too.", 0),
        ("@spoke", "I am in Hull this week. Please send 5 cases of chain.", 0),
        ("@oak", "Everything goes to pot in Hull, so 5 cases of chain please.", 0),
        ("@oak", "5 cases of chain. All goes to schedule in Hull, thanks.", 0),
        ("@oak", "5 cases of chain. It moves to Hull later, leave it at the shop first.", 0),
        ("@spoke", "5 cases chain to either Leeds or Hull", "asked"),
        ("@wh", "5 cases chain into the warehouse by Friday", 1),
        ("@wh", "5 cases chain, Cork this time", 2),
        ("@wh", "Cork has run out. 5 cases chain please", 2),
        ("@wh", "5 cases chain, straight to the warehouse", 1),
    ],
)
def test_a_new_order_goes_where_its_words_send_it(who: str, text: str, where: int | str) -> None:
    assert goes(who, reading(who, text)) == where


@pytest.mark.parametrize(
    ("who", "text", "where", "own"),
    [
        ("@jf", "链条改成8箱，滨海店那单不动", 0, 0),
        ("@jf", "链条改成8箱，滨海店的照旧", 0, 0),
        ("@jf", "外胎不要了，滨海店还有货", 0, 0),
        ("@jf", "外胎不要了，在滨海店找到几箱", 0, 0),
        ("@jf", "SO-1改送滨海店", 1, 0),
        ("@jf", "SO-1链条加2箱，东门店的单子别动", 2, 2),
        ("@jf", "SO-1的链条加2箱，送滨海店", 1, 0),
        ("@jf", "SO-1 推迟到12月3日", 1, 1),
        ("@jf", "地址换成仓库，其他不变", 2, 0),
        ("@jf", "SO-1发滨海店吧，东门店放不下", 1, 0),
        ("@spoke", "Make the chain 8 cases and drop the tyres, we found stock in Hull. Rest as is.", 0, 0),
        ("@spoke", "Please add 2 cases of chain to SO-1. The Leeds order stays put.", 1, 1),
        (
            "@spoke",
            "SO-1: add 2 cases of chain. Delivery can shift to 11/12/2026. The Leeds order remains.",
            1,
            1,
        ),
        ("@spoke", "Drop the tyres from SO-1, we have some left in Leeds.", 1, 1),
        ("@spoke", "SO-1 should go to Hull instead", 1, 0),
        ("@spoke", "Send SO-1 to Hull, not Leeds", 1, 0),
        ("@spoke", "Please make SO-1 8 cases of chain. Nothing changes for Leeds.", 1, 1),
        ("@spoke", "Please make SO-1 8 cases of chain. The one for Leeds is fine.", 1, 1),
        ("@spoke", "Please make SO-1 8 cases of chain. Leave the shipment to Leeds alone.", 1, 1),
        ("@wh", "SO-1: 2 more cases of chain. We keep the Cork order unchanged.", 0, 0),
        ("@wh", "SO-1: drop the tyres, they turned up in the warehouse", 0, 0),
        ("@wh", "Redirect SO-1 to the warehouse please", 1, 0),
        ("@wh", "SO-1: 8 cases of chain. The order for Cork is not affected.", 0, 0),
        ("@wh", "SO-1: tyres out, our Cork colleagues have plenty", 0, 0),
    ],
)
def test_a_change_moves_an_order_only_where_its_words_send_it(
    who: str, text: str, where: int | str, own: int
) -> None:
    assert goes(who, reading(who, text, own)) == where


@pytest.mark.parametrize(
    ("who", "text", "where"),
    [
        ("@jf", "滨海店的货请备一下：链条5箱", 1),
        ("@jf", "链条5箱，滨海店签收", 1),
        ("@jf", "滨海店检修设备，链条5箱要提前到", 1),
        ("@jf", "链条5箱补到滨海店，明天送店里", 1),
        ("@jf", "链条5箱，店里货架坏了，派人装一下", 0),
        ("@spoke", "Hull is nearly out of tubes. 5 cartons to them please", 1),
        ("@spoke", "Our Hull yard is asking for 5 cartons of tubes", 1),
        ("@spoke", "Hull rang, they want 5 cartons of tubes", 1),
        ("@spoke", "Hull is down to one tube. 5 cartons of tubes please", 1),
        ("@spoke", "The people in Hull could do with 5 cartons of tubes", 1),
        ("@spoke", "Restocking Hull: 5 cartons of tubes", 1),
        ("@spoke", "The whole lot goes to the Hull yard: 5 cartons of tubes", 1),
        ("@spoke", "5 cartons of tubes for use at Hull", 1),
        ("@wh", "5 cartons of tubes for the shop in Cork", 2),
    ],
)
def test_a_place_that_wants_goods(who: str, text: str, where: int) -> None:
    assert goes(who, reading(who, text)) == where


@pytest.mark.parametrize("text", ["换仓了链条5箱", "链条5箱，仓"])
def test_a_store_in_one_syllable_is_no_place_on_file(text: str) -> None:
    assert goes("@jf", reading("@jf", text)) == 0


def test_goods_for_two_towns_are_asked_about() -> None:
    found = reading("@oak", "Tubes, 5 cartons wanted in York and Hull")
    assert [(flag.field, flag.code) for flag in found.flags] == [("delivery_address", "ambiguous")]


@pytest.mark.parametrize(
    "text",
    [
        "四店要链条5箱",
        "替四店补一下：\n链条5箱",
        "周五往四店发5箱链条",
        "链条5箱，四店收",
        "四店的货：链条5箱",
        "4店补链条5箱",
    ],
)
def test_a_place_like_those_on_file_is_asked_about(text: str) -> None:
    found = reading("@yt", text)
    assert [(flag.field, flag.code) for flag in found.flags] == [("delivery_address", "unknown")]


@pytest.mark.parametrize(
    "text", ["链条5箱，四店还没开", "链条5箱，四店下个月才有", "链条5箱，上次四店订的很好用"]
)
def test_a_place_like_those_on_file_is_only_spoken_of(text: str) -> None:
    assert goes("@yt", reading("@yt", text)) == 0


@pytest.mark.parametrize(
    ("who", "text", "where"),
    [
        ("@wh", "链条5箱，送我们那个仓库，别送店里", 1),
        ("@jf", "5 cartons of tubes to our warehouse please", 2),
    ],
)
def test_a_place_in_the_other_language(who: str, text: str, where: int) -> None:
    assert goes(who, reading(who, text)) == where


def test_a_numbered_place_where_none_is_numbered_is_asked_about() -> None:
    assert goes("@jf", reading("@jf", "帮三店补下：\n链条5箱")) == "asked"


@pytest.mark.parametrize(
    ("who", "text", "where"),
    [
        ("@spoke", "5 cartons of chains. Don't bring it to Leeds this time", 1),
        ("@qs", "北仓缺货登记：链条5箱。货直接发那边仓", 1),
        ("@wh", "Cork stock room please, 5 cartons of chains", 2),
        ("@wh", "The rolls we expect in Cork by Friday: 5 cartons of chains", 2),
        ("@wh", "Our Cork crew have run the racks bare. 5 cartons of chains, get it up to them", 2),
        ("@qs", "北仓链条快断了，送来5箱", 1),
        ("@jf", "滨海店搞活动，链条5箱，春节放假前送到店里", 1),
        ("@jf", "滨海店要链条5箱。上趟寄去仓库找了半天", 1),
        ("@wh", "Nora Flynn (Warehouse) orders 5 cartons of chains for Cork", 2),
    ],
)
def test_where_goods_go_is_told_from_where_they_went_or_somebody_works(
    who: str, text: str, where: int
) -> None:
    assert goes(who, reading(who, text)) == where


def test_goods_before_one_place_and_behind_the_next_go_to_both() -> None:
    assert goes("@jf", reading("@jf", "链条5箱，给滨海店；东门店那边要外胎3箱")) == "asked"


def test_not_to_the_usual_place_of_several_is_asked_about() -> None:
    assert goes("@jf", reading("@jf", "链条5箱，别送到东门店")) == "asked"
