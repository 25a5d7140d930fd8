"""Three small wholesalers, of things for bicycles, painters and musicians, invented for the tests of order lines."""

from functools import cache

from parsers import Catalog, Customer, Directory, Message, Reading, Sender, read
from tests.parsers.company import NOW
from tests.parsers.shop import catalog_of

_GOODS = {
    "bicycles": """\
CY-TB-26,内胎 26寸,Inner tube 26 inch,26内胎,26寸,轮组,条,箱=50,条,9.00,CNY,1,,
CY-TB-27,内胎 27.5寸,Inner tube 27.5 inch,27.5内胎,27.5寸,轮组,条,箱=50,条,9.50,CNY,1,,
CY-TY-26,外胎 26×1.95,Tyre 26x1.95,26外胎,26×1.95,轮组,条,箱=20,条,38.00,CNY,1,,
CY-TY-27,外胎 27.5×2.1,Tyre 27.5x2.1,27.5外胎,27.5×2.1,轮组,条,箱=20,条,42.00,CNY,1,,
CY-CH-8,链条 8速 116节,Chain 8-speed 116L,8速链条;chain 408,8速,传动,条,盒=10;箱=50,条,26.00,CNY,1,,
CY-CH-9,链条 9速 116节,Chain 9-speed 116L,9速链条;chain 409,9速,传动,条,盒=10;箱=50,条,33.00,CNY,1,,
CY-BR-55,刹车皮 55mm,Brake pad 55mm,55刹皮,55mm,刹车,副,盒=20,副,4.50,CNY,1,,
CY-BR-70,刹车皮 70mm,Brake pad 70mm,70刹皮,70mm,刹车,副,盒=20,副,5.20,CNY,1,,
CY-GR-B,车把套 黑色,Handlebar grip black,黑把套,黑,车把,副,盒=12;箱=120,副,6.00,CNY,1,,
CY-GR-R,车把套 红色,Handlebar grip red,红把套,红,车把,副,盒=12;箱=120,副,6.00,CNY,1,,
CY-HL-M,骑行头盔 M,Cycling helmet M,M码头盔,M,护具,顶,箱=20,顶,58.00,CNY,1,,
CY-HL-L,骑行头盔 L,Cycling helmet L,L码头盔,L,护具,顶,箱=20,顶,58.00,CNY,1,,
CY-BT-5,运动水壶 500ml,Sports bottle 500ml,500水壶,500ml,配件,个,箱=48,个,7.00,CNY,1,,
CY-BT-7,运动水壶 750ml,Sports bottle 750ml,750水壶,750ml,配件,个,箱=48,个,8.50,CNY,1,,
CY-PMP,打气筒,Floor pump,,,工具,把,箱=12,把,45.00,CNY,1,,
CY-LUB,链条油 120ml,Chain lube 120ml,,120ml,油脂,瓶,箱=24,瓶,15.00,CNY,1,,
CY-BEL,车铃,Bicycle bell,铃铛,,配件,个,盒=25,个,5.00,CNY,1,,
CY-LK-100,密码锁 100cm,Combination lock 100cm,密码锁100,100cm,配件,把,盒=10,把,19.00,CNY,1,,
CY-LK-150,密码锁 150cm,Combination lock 150cm,密码锁150,150cm,配件,把,盒=10,把,23.00,CNY,1,,
CY-RC-408,棘轮 408 KMC,Freewheel 408,,408; 18T,传动,个,盒=10,个,30.00,CNY,1,,
EX-FL,前灯 白光,Front light white,white front light,white; 100 pcs/ctn,出口,pcs,ctn=100,pcs,1.80,USD,100,,
EX-RL,尾灯 红光,Rear light red,red rear light,red; 100 pcs/ctn,出口,pcs,ctn=100,pcs,1.35,USD,100,,
""",
    "paints": """\
AR-CV-34,油画框 30×40cm,Stretched canvas 30x40cm,30×40画框,30×40cm,画布,个,箱=20,个,12.00,CNY,1,,
AR-CV-45,油画框 40×50cm,Stretched canvas 40x50cm,40×50画框,40×50cm,画布,个,箱=20,个,17.00,CNY,1,,
AR-CV-57,油画框 50×70cm,Stretched canvas 50x70cm,50×70画框,50×70cm,画布,个,箱=10,个,29.00,CNY,1,,
AR-BR-4,油画笔 4号,Oil brush No. 4,4号画笔,4号,画笔,支,盒=12,支,3.20,CNY,1,,
AR-BR-8,油画笔 8号,Oil brush No. 8,8号画笔,8号,画笔,支,盒=12,支,4.50,CNY,1,,
AR-BR-12,油画笔 12号,Oil brush No. 12,12号画笔,12号,画笔,支,盒=12,支,6.80,CNY,1,,
AR-AC-W,丙烯颜料 75ml 白,Acrylic paint 75ml white,白丙烯,75ml; 白,颜料,支,盒=12;箱=72,支,8.00,CNY,1,,
AR-AC-R,丙烯颜料 75ml 大红,Acrylic paint 75ml red,红丙烯,75ml; 红,颜料,支,盒=12;箱=72,支,8.00,CNY,1,,
AR-AC-B,丙烯颜料 75ml 钴蓝,Acrylic paint 75ml blue,蓝丙烯,75ml; 蓝,颜料,支,盒=12;箱=72,支,8.00,CNY,1,,
AR-PAL,调色盘,Palette,,,工具,个,箱=60,个,5.00,CNY,1,,
AR-PA3,水彩纸 A3 300g,Watercolour paper A3 300g,A3水彩纸,A3; 300g,纸,本,箱=30,本,32.00,CNY,1,,
AR-PA4,水彩纸 A4 300g,Watercolour paper A4 300g,A4水彩纸,A4; 300g,纸,本,箱=60,本,18.00,CNY,1,,
AR-INK,墨汁 500g,Ink 500g,大瓶墨汁,500g,书法,瓶,箱=24,瓶,14.00,CNY,1,,
AR-INS,墨汁 100g,Ink 100g,小瓶墨汁,100g,书法,瓶,箱=60,瓶,4.00,CNY,1,,
AR-EAS,画架 榉木 1.5m,Easel beech 1.5m,榉木画架,1.5m,画架,副,箱=4,副,88.00,CNY,1,,
AR-KNF,调色刀,Palette knife,,,工具,把,盒=10,把,6.50,CNY,1,,
AR-PST-24,油画棒 24色,Oil pastel 24 colours,24色油画棒,24色,颜料,盒,箱=48,盒,11.00,CNY,1,,
AR-PST-36,油画棒 36色,Oil pastel 36 colours,36色油画棒,36色,颜料,盒,箱=36,盒,16.00,CNY,1,,
AR-URN,宣纸 四尺,Xuan paper 4 feet,四尺宣纸,四尺,书法,刀,件=10,刀,60.00,CNY,1,,
AR-CLY,铁锅窑 小号,Mini kiln,,小,窑,口,,口,900.00,CNY,1,,
AR-SND,细沙 10kg,Fine sand 10kg,,10kg,雕塑,袋,托=50,袋,20.00,CNY,1,,
""",
    "music": """\
MU-ST-E1,民谣吉他弦 1弦 010,Acoustic string 1st 010,1弦,010; 1弦,琴弦,根,盒=50,根,2.00,CNY,1,,
MU-ST-E6,民谣吉他弦 6弦 047,Acoustic string 6th 047,6弦,047; 6弦,琴弦,根,盒=50,根,4.00,CNY,1,,
MU-SET-10,民谣吉他套弦 10-47,Acoustic string set 10-47,1047套弦,10-47,琴弦,套,盒=10;箱=200,套,22.00,CNY,1,,
MU-SET-11,民谣吉他套弦 11-52,Acoustic string set 11-52,1152套弦,11-52,琴弦,套,盒=10;箱=200,套,22.00,CNY,1,,
MU-PK-05,拨片 0.5mm,Guitar pick 0.5mm,0.5拨片,0.5mm,配件,片,包=72,包,0.60,CNY,1,,
MU-PK-07,拨片 0.71mm,Guitar pick 0.71mm,0.71拨片,0.71mm,配件,片,包=72,包,0.60,CNY,1,,
MU-PK-10,拨片 1.0mm,Guitar pick 1.0mm,1.0拨片,1.0mm,配件,片,包=72,包,0.60,CNY,1,,
MU-CP-A,变调夹 黑色,Capo black,黑变调夹,黑,配件,个,箱=100,个,9.00,CNY,1,,
MU-CP-S,变调夹 银色,Capo silver,银变调夹,银,配件,个,箱=100,个,9.00,CNY,1,,
MU-DS-5A,鼓棒 5A 胡桃木,Drumstick 5A hickory,5A鼓棒,5A,打击乐,对,捆=12,对,15.00,CNY,1,,
MU-DS-5B,鼓棒 5B 胡桃木,Drumstick 5B hickory,5B鼓棒,5B,打击乐,对,捆=12,对,15.00,CNY,1,,
MU-DS-7A,鼓棒 7A 枫木,Drumstick 7A maple,7A鼓棒,7A,打击乐,对,捆=12,对,13.00,CNY,1,,
MU-RD-2,单簧管哨片 2号,Clarinet reed 2,2号哨片,2号 10片/盒,管乐,盒,箱=60,盒,55.00,CNY,1,,
MU-RD-25,单簧管哨片 2.5号,Clarinet reed 2.5,2.5号哨片,2.5号 10片/盒,管乐,盒,箱=60,盒,55.00,CNY,1,,
MU-UK-21,尤克里里 21寸,Ukulele 21 inch,21寸尤克里里,21寸,弹拨,把,箱=12,把,85.00,CNY,1,,
MU-UK-23,尤克里里 23寸,Ukulele 23 inch,23寸尤克里里,23寸,弹拨,把,箱=12,把,98.00,CNY,1,,
MU-ST-Q,琴架 A型,Guitar stand A-frame,A型琴架,,配件,个,箱=20,个,26.00,CNY,1,,
MU-BG-41,吉他包 41寸 加棉,Gig bag 41 inch padded,41寸琴包,41寸,配件,个,箱=20,个,38.00,CNY,1,,
MU-TN,校音器,Clip-on tuner,调音器,,配件,个,盒=20;箱=200,个,18.00,CNY,1,,
MU-HR-C,口琴 24孔 C调,Harmonica 24-hole C,C调口琴,C调,吹奏,支,盒=10;箱=100,支,24.00,CNY,1,,
MU-HR-G,口琴 24孔 G调,Harmonica 24-hole G,G调口琴,G调,吹奏,支,盒=10;箱=100,支,24.00,CNY,1,,
""",
}
_DIRECTORY = Directory(
    [
        Customer("C1", "顺达车行", telegram="@c1", addresses=(("店里", "苏州市姑苏区干将路8号"),)),
        Customer(
            "C2",
            "Radhaus GmbH",
            emails=("e@radhaus.example.de",),
            addresses=(("Kiel", "Hafenweg 3, 24103 Kiel"),),
        ),
        Customer(
            "C3",
            "Pedal & Co",
            emails=("a@pedal.example.com",),
            addresses=(("Leeds", "4 Mill Lane, Leeds LS1 2AB"),),
        ),
    ]
)


@cache
def _catalog(shop: str) -> Catalog:
    return catalog_of(_GOODS[shop])


def reading(shop: str, text: str, sender: str = "@c1") -> Reading:
    """What a customer on file means who orders of the shop."""
    channel = "email" if "@" in sender[1:] else "chat"
    return read(
        Message("m", channel, NOW, Sender(sender), text), catalog=_catalog(shop), directory=_DIRECTORY
    )
