"""What is counted keeps its product and its number, whatever stands beside it: sizes, prices, brackets, words for more or less."""

import pytest

from tests.parsers.five_trades import reading
from tests.parsers.shop import catalog_of, lines

BUILDER = catalog_of("""\
CM-32,硅酸盐水泥 32.5 50kg,Cement 32.5 50kg,三二五水泥,50kg/袋,水泥,袋,吨=20,袋,18,CNY,,9000,
CM-42,硅酸盐水泥 42.5 50kg,Cement 42.5 50kg,四二五水泥,50kg/袋,水泥,袋,吨=20,袋,22,CNY,,9000,
LM-25,石灰粉 25kg,Lime 25kg,,25kg/袋,石灰,袋,吨=40,袋,9,CNY,,9000,
HS-50,花园水管 2寸,Garden hose 2 inch,,2寸,水管,米,卷=50,卷,3,CNY,,9000,
NL-1,水泥钉 盒装,Nails,,,钉,盒,箱=20,盒,5,CNY,,9000,
TP-G,防尘布 绿,Dust sheet green,,绿,布,张,捆=10,张,5,CNY,,9000,
TP-B,防尘布 蓝,Dust sheet blue,,蓝,布,张,捆=10,张,5,CNY,,9000,
HM-W,头盔 白色,Helmet white,,白,帽,顶,箱=20,顶,15,CNY,,9000,
HM-WF,头盔 白色 加厚,Helmet white thick,,白 加厚,帽,顶,箱=20,顶,25,CNY,,9000,
SK-5,排插 五孔,Power strip,五孔排插,五孔,电,个,盒=10;箱=100,盒,15,CNY,,9000,
SK-5U,排插 五孔 带USB,Power strip USB,USB排插,五孔 USB,电,个,盒=10;箱=100,盒,25,CNY,,9000,
""")
FIRE = catalog_of("""\
WC-5B,网络摄像头 500万 8mm,Webcam 5MP 8mm,500万探头8mm,500万; 8mm,摄像,台,箱=20,台,210,CNY,,300,
WC-2B,网络摄像头 500万 4mm,Webcam 5MP 4mm,500万探头4mm,500万; 4mm,摄像,台,箱=20,台,215,CNY,,300,
WC-5T,球形摄像头 500万,Webcam 5MP ball,500万球头,500万,摄像,台,箱=20,台,218,CNY,,200,
SC-1,螺丝 3mm,Screw 3mm,,3mm,五金,个,箱=10000,个,0.02,CNY,,99000000,
EX-4,干冰灭火筒 4kg,CO2 extinguisher 4kg,4公斤干冰筒,4kg,消防,具,箱=4,具,55,CNY,,600,
EB-24,消防柜 2具×4kg,Extinguisher cabinet 2x4kg,双具柜,2×4kg; 铁,消防,个,,个,45,CNY,,800,
""")
HOUSE = catalog_of("""\
BK-30,搪瓷水桶 30cm,Enamel bucket 30cm,30水桶,30cm,桶,个,箱=6,个,46,CNY,,900,
BK-34,搪瓷水桶 34cm,Enamel bucket 34cm,34水桶,34cm,桶,个,箱=6,个,59,CNY,,900,
SP-1,海绵,Sponge,,,清洁,块,箱=60,块,2,CNY,,9000,
SL-W,硅胶碗 白,Silicone bowl white,,白,碗,只,箱=40,只,8,CNY,,9000,
SL-G,硅胶碗 绿,Silicone bowl green,,绿,碗,只,箱=40,只,8,CNY,,9000,
RG-22,冷媒 R22 10kg,Refrigerant R22 10kg,R22冷媒,R22; 10kg,冷媒,瓶,,瓶,380,CNY,,300,
RG-41,冷媒 R410A 11.3kg,Refrigerant R410A 11.3kg,R410A冷媒,R410A; 11.3kg,冷媒,瓶,,瓶,478,CNY,,300,
LC-1,门锁芯 铜,Lock core brass,铜锁芯,铜,锁,只,箱=100,只,12,CNY,,900,
TW-1,浴巾 白色,Bath towel white,,白,毛巾,条,箱=50,条,25,CNY,,900,
FT-15,复混肥 15-15-15 40kg,Compound NPK 15-15-15 40kg,三个15,40kg/袋; 15-15-15,肥料,袋,吨=25,袋,148,CNY,1,2200,
HL-8,涂胶软管 3寸 8公斤 红色,Lay hose 3 inch 8 bar red,3寸红软管,3寸; 8bar; 红,软管,m,roll=100,roll,1.10,USD,100,20000,
""")
LIGHTS, GROCER = "lights", "grocer"


@pytest.mark.parametrize(
    ("trade", "text", "expected"),
    [
        # What is used up is asked for behind it.
        (LIGHTS, "五孔插座2盒，还有9瓦球泡快用完了，给我几箱", "clarify: 2 盒 SK-5; - 箱 BU-9"),
        (LIGHTS, "五孔插座2盒，9W球泡卖完了，先给3箱", "accept: 2 盒 SK-5; 3 箱 BU-9"),
        (LIGHTS, "五孔插座2盒，9W球泡剩一箱，给我3箱", "accept: 2 盒 SK-5; 3 箱 BU-9"),
        (LIGHTS, "五孔插座2盒，9W球泡昨天卖了3箱给我表弟", "accept: 2 盒 SK-5"),
        (LIGHTS, "五孔插座2盒，9W球泡快用完了，下次再说", "accept: 2 盒 SK-5"),
        # Some goods are no amount; tenths of what is small are none.
        (GROCER, "拿点货，烟熏奶酪200克8，黑葡萄干3袋", "accept: 8 包 CH-SM; 3 袋 RS-BK"),
        (GROCER, "进点东西：芒果干500克6，洋槐蜂蜜500g 5", "accept: 6 袋 MG-DR; 5 瓶 HN-AC"),
        (GROCER, "补点黑葡萄干，核桃仁3袋", "clarify: - - RS-BK; 3 袋 WN-K"),
        ("salon", "冷烫液800毫升5，护发素500毫升6", "accept: 5 瓶 PM-1; 6 瓶 CD-5"),
        (LIGHTS, "灯带5米8卷，筒灯7W暖光9个", "accept: 8 卷 ST-5; 9 个 DL-7"),
        # A price said again for one of them.
        (
            GROCER,
            "核桃仁20袋，黑葡萄干30袋。黑葡萄干请按原来的价格走，14元/袋",
            "clarify: 20 袋 WN-K; 30 袋 RS-BK",
        ),
        (GROCER, "核桃仁20袋，黑葡萄干30袋。隔壁黑葡萄干卖14元/袋", "accept: 20 袋 WN-K; 30 袋 RS-BK"),
        (HOUSE, "搪瓷水桶30的46块拿10个，34的59块拿6个", "accept: 10 个 BK-30; 6 个 BK-34"),
        (HOUSE, "水桶30的10个，海绵30块", "accept: 10 个 BK-30; 30 块 SP-1"),
        # A unit that a name has as well; a number of a name.
        (FIRE, "4公斤干冰灭火筒要两具", "accept: 2 具 EX-4"),
        (FIRE, "消防柜1个，干冰灭火筒2具", "accept: 1 个 EB-24; 2 具 EX-4"),
        (FIRE, "放2具4公斤的消防柜1个", "accept: 1 个 EB-24"),
        (FIRE, "500万探头8mm 12台\n500万球头 8台", "accept: 12 台 WC-5B; 8 台 WC-5T"),
        (FIRE, "螺丝3mm 2万个", "accept: 20000 个 SC-1"),
        # Many sizes, and the same amount in another unit.
        (HOUSE, "软管，3寸红色8公斤的，4卷，也就是500米", "clarify: - roll HL-8"),
        (HOUSE, "软管3寸红色8公斤的4卷，也就是400米", "accept: 4 roll HL-8"),
        (HOUSE, "复混肥15-15-15（40公斤） 40袋，148元/袋", "accept: 40 袋 FT-15"),
        # Free goods.
        (HOUSE, "浴巾30条（另送3条，上次电话说好的）", "clarify: - 条 TW-1"),
        # How they are packed.
        (HOUSE, "门锁芯40只。\n锁芯要一只一袋装好", "accept: 40 只 LC-1"),
        (HOUSE, "浴巾20条，浴巾要两条一包扎好", "accept: 20 条 TW-1"),
        (HOUSE, "浴巾要一箱，包好", "accept: 1 箱 TW-1"),
        # The same in Taiwan.
        (HOUSE, "矽膠碗白色、綠色各100只", "accept: 100 只 SL-W; 100 只 SL-G"),
    ],
)
def test_it_is_counted(trade: str, text: str, expected: str) -> None:
    found = reading(trade, text)
    assert f"{found.verdict}: {'; '.join(lines(found))}" == expected


@pytest.mark.parametrize(
    ("trade", "text", "expected"),
    [
        # A word that ends in 子, and a code of the same letters, are other things.
        (BUILDER, "腻子粉10袋", "clarify: 10 袋 -"),
        (BUILDER, "水泥钉2箱，另外果子粉来1箱🙏", "clarify: 2 箱 NL-1; 1 箱 -"),
        (BUILDER, "刀子2包，石灰粉10袋", "clarify: 2 包 -; 10 袋 LM-25"),
        (BUILDER, "钉子2盒", "accept: 2 盒 NL-1"),
        (BUILDER, "嫂子要石灰粉10袋", "accept: 10 袋 LM-25"),
        (HOUSE, "冷媒R407C，11.3公斤的，5瓶", "clarify: 5 瓶 -"),
        (HOUSE, "还有冷媒R407C，要11.3kg的5瓶", "clarify: 5 瓶 -"),
        (HOUSE, "冷媒R410A，11.3公斤的，5瓶", "accept: 5 瓶 RG-41"),
        # What is refused in brackets is not what is wanted.
        (BUILDER, "排插五孔（普通的，不要USB）15盒，石灰粉3袋", "accept: 15 盒 SK-5; 3 袋 LM-25"),
        (BUILDER, "USB排插（别发普通的）5盒", "accept: 5 盒 SK-5U"),
        (BUILDER, "防尘布（绿的不要）10张", "clarify: 10 张 -"),
        (BUILDER, "头盔白色（加厚的不要了）10顶", "accept: 10 顶 HM-W"),
        (BUILDER, "石灰粉3袋（水泥不要），水泥钉2盒", "accept: 3 袋 LM-25; 2 盒 NL-1"),
    ],
)
def test_it_is_that_and_no_other(trade: str, text: str, expected: str) -> None:
    found = reading(trade, text)
    assert f"{found.verdict}: {'; '.join(lines(found))}" == expected


@pytest.mark.parametrize("text", ["防尘布绿（不要绿的）10张", "防尘布绿（不要了）10张"])
def test_what_refuses_itself_is_not_booked(text: str) -> None:
    assert reading(BUILDER, text).verdict != "accept"
