"""Five wholesalers of other trades, invented for the tests of what must never be booked in silence."""

from functools import cache

from parsers import Catalog, Context, Customer, Directory, Message, Reading, Sender, read
from tests.parsers import company
from tests.parsers.shop import catalog_of

_GROCER = """\
OL-EV5,特级初榨橄榄油 5L,Extra virgin olive oil 5L,,5L×4桶,油,桶,箱=4,桶,180,CNY,,900,
OL-EV1,特级初榨橄榄油 1L,Extra virgin olive oil 1L,,1L×12瓶,油,瓶,箱=12,瓶,48,CNY,,900,
SF-5,葵花籽油 5L,Sunflower oil 5L,,5L×4桶,油,桶,箱=4,桶,62,CNY,,900,
AP-DR,杏干 1kg,Dried apricots 1kg,,1kg×10袋,干果,袋,箱=10,袋,36,CNY,,900,
MG-DR,芒果干 500g,Dried mango 500g,,500g×20袋,干果,袋,箱=20,袋,22,CNY,,900,
WN-K,核桃仁 1kg,Walnut kernels 1kg,,1kg×10袋,坚果,袋,箱=10,袋,55,CNY,,900,
AL-R,烤杏仁 1kg,Roasted almonds 1kg,,1kg×10袋,坚果,袋,箱=10,袋,60,CNY,,900,
HN-AC,洋槐蜂蜜 500g,Acacia honey 500g,,500g×12瓶,蜂蜜,瓶,箱=12,瓶,25,CNY,,900,
RS-BK,黑葡萄干 1kg,Black raisins 1kg,,1kg×10袋,干果,袋,箱=10,袋,18,CNY,,900,
OT-1,燕麦片 1kg,Rolled oats 1kg,,1kg×12袋,谷物,袋,箱=12,袋,12,CNY,,900,
CH-SM,烟熏奶酪 200g,Smoked cheese 200g,,200g×24包,奶酪,包,箱=24,包,15,CNY,,900,
"""
_LIGHT = """\
BU-9,LED球泡 9W 白光,LED bulb 9W cool white,9瓦球泡,E27 9W,灯,只,箱=100,只,4.20,CNY,,9000,
BU-12,LED球泡 12W 白光,LED bulb 12W cool white,12瓦球泡,E27 12W,灯,只,箱=100,只,5.60,CNY,,9000,
PN-36,面板灯 36W 白光,Panel light 36W cool white,,600×600mm,灯,个,箱=8,个,58,CNY,,900,
DL-7,筒灯 7W 暖光,Downlight 7W warm white,,3寸,灯,个,箱=60,个,9,CNY,,900,
DL-7C,筒灯 7W 白光,Downlight 7W cool white,,3寸,灯,个,箱=60,个,9,CNY,,900,
TR-28,轨道射灯 28W 黑色,Track light 28W black,,COB,灯,个,箱=20,个,35,CNY,,900,
SW-1,单开单控开关,1-gang 1-way switch,,86型,开关,个,盒=10;箱=100,个,6,CNY,,900,
SW-2,双开单控开关,2-gang 1-way switch,,86型,开关,个,盒=10;箱=100,个,8,CNY,,900,
SK-5,五孔插座 白色,5-pin socket white,,86型,插座,个,盒=10;箱=100,个,7,CNY,,900,
DR-60,驱动电源 24V 60W,LED driver 24V 60W,,24V,电源,个,箱=50,个,28,CNY,,900,
ST-5,灯带 5米 暖白,LED strip 5m warm white,,12V,灯带,卷,箱=40,卷,30,CNY,,900,
"""
_AQUA = """\
TK-40,玻璃鱼缸 40cm,Glass aquarium 40cm,,40×25×28cm,鱼缸,个,箱=2,个,85,CNY,,300,
TK-60,玻璃鱼缸 60cm,Glass aquarium 60cm,,60×30×36cm,鱼缸,个,,个,150,CNY,,300,
FB-800,过滤桶 800L,Canister filter 800L,,800L/h,过滤,台,箱=4,台,210,CNY,,300,
FB-1200,过滤桶 1200L,Canister filter 1200L,,1200L/h,过滤,台,箱=4,台,290,CNY,,300,
GR-B,底砂 黑色 5kg,Gravel black 5kg,,5kg,底砂,袋,箱=4,袋,15,CNY,,300,
GR-W,底砂 白色 5kg,Gravel white 5kg,,5kg,底砂,袋,箱=4,袋,15,CNY,,300,
FD-K,锦鲤饲料 2.5kg,Koi food 2.5kg,,2.5kg,饲料,袋,箱=6,袋,48,CNY,,300,
FD-T,热带鱼饲料 100g,Tropical fish food 100g,,100g,饲料,罐,箱=48,罐,12,CNY,,300,
HT-100,加热棒 100W,Heater 100W,,100W,加热,支,箱=50,支,22,CNY,,300,
HT-200,加热棒 200W,Heater 200W,,200W,加热,支,箱=50,支,30,CNY,,300,
AP-2,气泵 双孔,Air pump twin outlet,,双孔,气泵,台,箱=30,台,26,CNY,,300,
SC-1,虹吸换水管,Siphon hose,,1.5m,工具,根,箱=60,根,9,CNY,,300,
"""
_CAMP = """\
TN-2,双人帐篷 绿色,2-person tent green,,200×150cm,帐篷,顶,箱=6,顶,160,CNY,,300,
TN-4,四人帐篷 蓝色,4-person tent blue,,240×210cm,帐篷,顶,箱=4,顶,290,CNY,,300,
SB-W,冬季睡袋 红色,Winter sleeping bag red,,-10℃,睡袋,个,箱=10,个,120,CNY,,300,
SB-S,夏季睡袋 灰色,Summer sleeping bag grey,,15℃,睡袋,个,箱=12,个,70,CNY,,300,
GS-1,卡式炉,Portable gas stove,,2.9kW,炉具,台,箱=6,台,85,CNY,,300,
GC-25,气罐 250g,Gas cartridge 250g,,250g,炉具,罐,箱=28,罐,6,CNY,,3000,
CH-G,折叠椅 绿色,Folding chair green,,50cm,椅,把,箱=8,把,45,CNY,,300,
CH-B,折叠椅 蓝色,Folding chair blue,,50cm,椅,把,箱=8,把,45,CNY,,300,
RP-8,登山绳 8mm,Climbing rope 8mm,,50m/卷,绳,卷,箱=4,卷,130,CNY,,300,
HL-3,头灯 3W,Headlamp 3W,,3W,灯,个,箱=50,个,25,CNY,,300,
VF-1,保温壶 1L,Vacuum flask 1L,,1L,壶,个,箱=12,个,55,CNY,,300,
VF-15,保温壶 1.5L,Vacuum flask 1.5L,,1.5L,壶,个,箱=12,个,68,CNY,,300,
"""
_SALON = """\
SH-5,氨基酸洗发水 500ml,Amino acid shampoo 500ml,,500ml×12瓶,洗护,瓶,箱=12,瓶,25,CNY,,900,
SH-10,氨基酸洗发水 1L,Amino acid shampoo 1L,,1L×6瓶,洗护,瓶,箱=6,瓶,42,CNY,,900,
CD-5,护发素 500ml,Conditioner 500ml,,500ml×12瓶,洗护,瓶,箱=12,瓶,26,CNY,,900,
HD-BK,染发膏 黑色 100ml,Hair dye black 100ml,,100ml,染烫,支,盒=10;箱=100,支,11,CNY,,900,
HD-BR,染发膏 棕色 100ml,Hair dye brown 100ml,,100ml,染烫,支,盒=10;箱=100,支,11,CNY,,900,
PM-1,冷烫液 800ml,Perm lotion 800ml,,800ml,染烫,瓶,箱=10,瓶,33,CNY,,900,
TW-W,美发毛巾 白色,Salon towel white,,35×75cm,毛巾,条,包=10;箱=100,条,4.5,CNY,,9000,
SC-55,理发剪 5.5寸,Hair scissors 5.5 inch,,5.5寸,工具,把,盒=10,把,60,CNY,,900,
SC-60,理发剪 6寸,Hair scissors 6 inch,,6寸,工具,把,盒=10,把,65,CNY,,900,
CP-BK,理发围布 黑色,Cutting cape black,,140×160cm,围布,条,箱=50,条,18,CNY,,900,
CB-12,尖尾梳,Rat tail comb,,12支/包,工具,支,包=12,支,3,CNY,,900,
GL-M,丁腈手套 M码,Nitrile gloves M,,100只/盒,耗材,盒,箱=10,盒,22,CNY,,900,
GL-L,丁腈手套 L码,Nitrile gloves L,,100只/盒,耗材,盒,箱=10,盒,22,CNY,,900,
"""

_TRADES = {
    "grocer": _GROCER,
    "lights": _LIGHT,
    "aquarium": _AQUA,
    "camping": _CAMP,
    "salon": _SALON,
    "garden": company.CATALOG,
}
_MAIL = "M:"
_CUSTOMER = Customer(
    "K01",
    "绿野商行",
    emails=("shop@luye.example.cn",),
    addresses=(("店里", "宁波市海曙区柳汀街10号"), ("仓库", "宁波市鄞州区物流路8号")),
)


@cache
def _catalog(trade: str) -> Catalog:
    return catalog_of(_TRADES[trade])


@cache
def _directory() -> Directory:
    return Directory([_CUSTOMER], [])


def reading(trade: str | Catalog, text: str) -> Reading:
    """What a customer on file means who orders of the trade, or of a catalog; a text that begins with M: is a mail."""
    mail = text.startswith(_MAIL)
    message = Message(
        "m",
        "email" if mail else "chat",
        company.NOW,
        Sender("shop@luye.example.cn"),
        text.removeprefix(_MAIL),
        "Order" if mail else None,
        Context(),
    )
    catalog = trade if isinstance(trade, Catalog) else _catalog(trade)
    return read(message, catalog=catalog, directory=_directory())
