"""A small works supplier that no rule knows: goods told apart by how many of a part they have, by sums of sizes, by codes."""

from functools import cache

from parsers import Catalog, Directory, Message, Reading, Sender, read
from parsers.reading import Customer
from tests.parsers.company import NOW
from tests.parsers.shop import catalog_of

_GOODS = """\
SC-2G,梯凳 两步 灰色,Step stool 2-step grey,两步梯凳,两步,梯具,个,箱=4,个,60.00,CNY,,300,
SC-3G,梯凳 三步 灰色,Step stool 3-step grey,三步梯凳,三步,梯具,个,箱=3,个,80.00,CNY,,300,
SC-3R,梯凳 三步 红色,Step stool 3-step red,红三步梯凳,三步,梯具,个,箱=3,个,80.00,CNY,,300,
PB-1,按钮盒 单键,Push button box single button,单键按钮盒,,电器,个,箱=60,个,18.00,CNY,,300,
PB-3,按钮盒 三键带急停,Push button box three button with emergency stop,三键按钮盒,,电器,个,箱=40,个,35.00,CNY,,300,
VL-2,液压阀 两管制 24V,Hydraulic valve 2-pipe 24V,,两管制; 24V,阀,只,箱=20,只,120.00,CNY,,300,
VL-4,液压阀 四管制 24V,Hydraulic valve 4-pipe 24V,,四管制; 24V,阀,只,箱=20,只,160.00,CNY,,300,
GP-TU,黄油 管装 400g,Grease tube 400g,管装黄油,400g/管,油脂,管,箱=24,管,15.00,CNY,,300,
FU-2025,滤芯 20+5 微孔,Filter cartridge 20+5,,20+5,滤芯,支,箱=25,支,28.00,CNY,,300,
FU-4010,滤芯 40+10 微孔,Filter cartridge 40+10,,40+10,滤芯,支,箱=25,支,38.00,CNY,,300,
OL-K46-18,液压油 K46 18L,Hydraulic oil K46 18L,46液压油小桶,K46; 18L,油品,桶,,桶,210.00,CNY,,300,
OL-K68-18,液压油 K68 18L,Hydraulic oil K68 18L,68液压油小桶,K68; 18L,油品,桶,,桶,215.00,CNY,,300,
OL-K68-170,液压油 K68 170L,Hydraulic oil K68 170L,68液压油大桶,K68; 170L,油品,桶,,桶,1800.00,CNY,,300,
AC-25,丙酮 25kg,Acetone 25kg,,25kg/桶,溶剂,桶,,桶,260.00,CNY,,300,
TH-25,稀释气 25kg 钢瓶,Thinning gas 25kg cylinder,,25kg,气,瓶,,瓶,330.00,CNY,,300,
CL-500,清洗剂 500ml,Cleaner 500ml,,500ml×12瓶,化学,瓶,箱=12,,9.00,CNY,,300,
CL-SET,清洗剂 套装 500ml×2,Cleaner set 2x500ml,,500ml×2瓶×6套,化学,套,箱=6,,17.00,CNY,,300,
JC-20,冷却液 20L 桶装,Coolant 20L drum,,20L,化学,桶,,桶,150.00,CNY,,300,
JC-1,冷却液 1L 瓶装,Coolant 1L bottle,,1L×12瓶,化学,瓶,箱=12,箱,9.00,CNY,,300,
GR-20,防锈油 20L 桶装,Rust preventive 20L drum,,20L,化学,桶,,桶,180.00,CNY,,300,
NT-16,螺母 M16 镀锌,Wing nut M16 galvanised,,M16,紧固,个,包=50,个,1.00,CNY,,300,
PL-65,皮带轮 6508 单槽,Pulley 6508 single groove,,6508,传动,个,箱=20,个,45.00,CNY,,300,
PL-66,皮带轮 6612 双槽,Pulley 6612 double groove,,6612,传动,个,箱=20,个,55.00,CNY,,300,
DR-8,抽屉盒 8寸,Drawer box 8 inch,,8寸,收纳,个,箱=20,个,12.00,CNY,,300,
DR-10,抽屉盒 10寸,Drawer box 10 inch,,10寸,收纳,个,箱=20,个,16.00,CNY,,300,
GM-11,隔板 1/1 格,Divider 1/1,,1/1,收纳,片,箱=50,片,3.00,CNY,,300,
GM-12,隔板 1/2 格,Divider 1/2,,1/2,收纳,片,箱=50,片,2.00,CNY,,300,
GM-13,隔板 1/3 格,Divider 1/3,,1/3,收纳,片,箱=50,片,2.00,CNY,,300,
SW-H,钢丝轮 粗,Wire wheel coarse,,,磨具,个,盒=10,个,9.00,CNY,,300,
RB-G,尼龙丝轮 灰,Nylon wheel grey,,,磨具,片,盒=10,片,2.00,CNY,,300,
HE-2,石英加热管组 双管 800W,Quartz heater 2-tube 800W,,双管,加热,台,箱=4,台,70.00,CNY,,300,
HE-4,石英加热管组 四管 1600W,Quartz heater 4-tube 1600W,,四管,加热,台,箱=2,台,110.00,CNY,,300,
JP-2,夹具 双孔 5寸,Clamp two-hole 5 inch,,5寸; 双孔,夹具,副,箱=30,副,12.00,CNY,,300,
JP-4,夹具 四孔 5寸,Clamp four-hole 5 inch,,5寸; 四孔,夹具,副,箱=30,副,18.00,CNY,,300,
JP-44,夹具 四孔 4寸,Clamp four-hole 4 inch,,4寸; 四孔,夹具,副,箱=30,副,16.00,CNY,,300,
SP-1,渗透剂 1L,Penetrant 1L,,1L,化学,瓶,箱=12,瓶,20.00,CNY,,300,
SP-20,渗透剂 20L 桶,Penetrant 20L drum,,20L,化学,桶,,桶,300.00,CNY,,300,
SP-G,渗透剂喷枪,Penetrant spray gun,,,工具,把,箱=20,把,45.00,CNY,,300,
HT-ABS,护盖 ABS 蓝色,Guard ABS blue,,ABS; 蓝,护盖,个,箱=40,个,16.00,CNY,,300,
HT-BMP,护盖 布面 蓝色,Guard cloth blue,,ABS内衬; 蓝,护盖,个,箱=40,个,24.00,CNY,,300,
"""
_WORKS = Customer(
    "W01", "北坡机修", contact="田野", telegram="@beipo", addresses=(("店里", "无锡市梁溪区工运路5号"),)
)


@cache
def catalog() -> Catalog:
    return catalog_of(_GOODS)


def reading(text: str) -> Reading:
    """What the works' chat message means."""
    message = Message("1", "chat", NOW, Sender("@beipo", None), text)
    return read(message, catalog=catalog(), directory=Directory([_WORKS], []))
