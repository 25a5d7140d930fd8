"""Small catalogs of trades that no rule knows, whose goods are told apart by sizes in all their writings."""

from functools import cache

from parsers import Catalog, Reading, read
from tests.parsers.company import directory, message
from tests.parsers.shop import catalog_of

_TACKLE = """\
HK-10,环形鱼钩 1/0,Circle hook 1/0,1/0环钩,1/0; 10枚/包,鱼钩,包,盒=20,包,,CNY,,,
HK-20,环形鱼钩 2/0,Circle hook 2/0,2/0环钩,2/0; 10枚/包,鱼钩,包,盒=20,包,,CNY,,,
HK-30,环形鱼钩 3/0,Circle hook 3/0,3/0环钩,3/0; 10枚/包,鱼钩,包,盒=20,包,,CNY,,,
IS-3,伊豆钩 3号,Izu hook No.3,伊豆3号,3号,鱼钩,包,盒=20,包,,CNY,,,
IS-5,伊豆钩 5号,Izu hook No.5,伊豆5号,5号,鱼钩,包,盒=20,包,,CNY,,,
LN-08,尼龙线 0.8号 100米,Nylon line 0.8 100m,0.8主线,0.8号; 100m,鱼线,盘,盒=12,盘,,CNY,,,
LN-15,尼龙线 1.5号 100米,Nylon line 1.5 100m,1.5主线,1.5号; 100m,鱼线,盘,盒=12,盘,,CNY,,,
LN-20,尼龙线 2.0号 100米,Nylon line 2.0 100m,2.0主线,2.0号; 100m,鱼线,盘,盒=12,盘,,CNY,,,
SK-58,铅坠 5-8g,Lead sinker 5-8g,铅坠5-8,5-8g; 20粒/包,铅坠,包,箱=50,包,,CNY,,,
SK-812,铅坠 8-12g,Lead sinker 8-12g,铅坠8-12,8-12g; 20粒/包,铅坠,包,箱=50,包,,CNY,,,
SK-1220,铅坠 12-20g,Lead sinker 12-20g,铅坠12-20,12-20g; 20粒/包,铅坠,包,箱=50,包,,CNY,,,
RD-36,鲫鱼竿 3.6米,Crucian rod 3.6m,3.6鲫竿,3.6m; 28调,鱼竿,支,箱=10,支,,CNY,,,
RD-45,鲫鱼竿 4.5米,Crucian rod 4.5m,4.5鲫竿,4.5m; 28调,鱼竿,支,箱=10,支,,CNY,,,
RD-54,鲫鱼竿 5.4米,Crucian rod 5.4m,5.4鲫竿,5.4m; 28调,鱼竿,支,箱=10,支,,CNY,,,
BT-200,红虫饵 200g,Bloodworm bait 200g,小袋红虫,200g×50袋,饵料,袋,箱=50,袋,,CNY,,,
BT-1000,红虫饵 1kg,Bloodworm bait 1kg,大袋红虫,1kg×12袋,饵料,袋,箱=12,袋,,CNY,,,
BC-200,玉米饵 200g,Corn bait 200g,小袋玉米,200g×50袋,饵料,袋,箱=50,袋,,CNY,,,
BC-1000,玉米饵 1kg,Corn bait 1kg,大袋玉米,1kg×12袋,饵料,袋,箱=12,袋,,CNY,,,
NT-4060,折叠抄网 40×60cm 绿色,Folding net 40x60cm green,绿抄网40×60,40×60cm,抄网,把,箱=20,把,,CNY,,,
NT-4060-B,折叠抄网 40×60cm 黑色,Folding net 40x60cm black,黑抄网40×60,40×60cm,抄网,把,箱=20,把,,CNY,,,
NT-5070-B,折叠抄网 50×70cm 黑色,Folding net 50x70cm black,黑抄网50×70,50×70cm,抄网,把,箱=20,把,,CNY,,,
"""

_TILES = """\
PT-66-W,抛光砖 600×600mm 白色,Polished tile 600x600mm white,白抛光60×60,600×600mm,瓷砖,片,箱=4,箱,,CNY,,,
PT-88-W,抛光砖 800×800mm 白色,Polished tile 800x800mm white,白抛光80×80,800×800mm,瓷砖,片,箱=3,箱,,CNY,,,
PT-88-G,抛光砖 800×800mm 灰色,Polished tile 800x800mm grey,灰抛光80×80,800×800mm,瓷砖,片,箱=3,箱,,CNY,,,
WT-15,木纹砖 150×900mm 胡桃,Wood-look tile 150x900mm walnut,胡桃木纹砖,150×900mm,瓷砖,片,箱=8,箱,,CNY,,,
WT-20,木纹砖 200×1200mm 胡桃,Wood-look tile 200x1200mm walnut,胡桃大木纹砖,200×1200mm,瓷砖,片,箱=5,箱,,CNY,,,
WT-20-O,木纹砖 200×1200mm 浅橡,Wood-look tile 200x1200mm light oak,浅橡木纹砖,200×1200mm,瓷砖,片,箱=5,箱,,CNY,,,
GR-2-W,美缝剂 2kg 白色,Grout 2kg white,白美缝小桶,2kg,辅料,桶,箱=6,,,CNY,,,
GR-5-W,美缝剂 5kg 白色,Grout 5kg white,白美缝大桶,5kg,辅料,桶,箱=4,,,CNY,,,
GR-5-G,美缝剂 5kg 灰色,Grout 5kg grey,灰美缝大桶,5kg,辅料,桶,箱=4,,,CNY,,,
AD-20,瓷砖胶 20kg,Tile adhesive 20kg,,20kg/袋,辅料,袋,托=50,袋,,CNY,,,
SP-15,十字架 1.5mm,Tile spacer 1.5mm,1.5十字架,1.5mm 100个/包,辅料,包,箱=50,包,,CNY,,,
SP-20,十字架 2.0mm,Tile spacer 2.0mm,2.0十字架,2.0mm 100个/包,辅料,包,箱=50,包,,CNY,,,
SP-30,十字架 3.0mm,Tile spacer 3.0mm,3.0十字架,3.0mm 100个/包,辅料,包,箱=50,包,,CNY,,,
MS-30,马赛克 300×300mm 蓝混色,Mosaic 300x300mm blue mix,蓝马赛克,300×300mm,瓷砖,片,箱=11,片,,CNY,,,
"""

_BIKE = """\
TU-2619-A,内胎 26×1.95 美嘴,Inner tube 26x1.95 Schrader,26×1.95美嘴,26×1.95; A/V,轮胎,条,箱=50,条,,CNY,,,
TU-2619-F,内胎 26×1.95 法嘴,Inner tube 26x1.95 Presta,26×1.95法嘴,26×1.95; F/V,轮胎,条,箱=50,条,,CNY,,,
TU-700-48,内胎 700×25C 法嘴48mm,Inner tube 700x25C Presta 48mm,700×25法嘴48,700×25C; F/V 48mm,轮胎,条,箱=50,条,,CNY,,,
TU-700-60,内胎 700×25C 法嘴60mm,Inner tube 700x25C Presta 60mm,700×25法嘴60,700×25C; F/V 60mm,轮胎,条,箱=50,条,,CNY,,,
CH-8,链条 8速 116节,Chain 8-speed 116 links,8速链条,8速; 116L,传动,条,盒=10,条,,CNY,,,
CH-9,链条 9速 116节,Chain 9-speed 116 links,9速链条,9速; 116L,传动,条,盒=10,条,,CNY,,,
CH-10,链条 10速 116节,Chain 10-speed 116 links,10速链条,10速; 116L,传动,条,盒=10,条,,CNY,,,
SP-260,辐条 260mm 银,Spoke 260mm silver,260银辐条,260mm; 银,轮组,根,盒=144,根,,CNY,,,
SP-262,辐条 262mm 银,Spoke 262mm silver,262银辐条,262mm; 银,轮组,根,盒=144,根,,CNY,,,
SP-262-B,辐条 262mm 黑,Spoke 262mm black,262黑辐条,262mm; 黑,轮组,根,盒=144,根,,CNY,,,
BR-CC,刹车线 前 1.2米,Brake cable front 1.2m,前刹线,1.2m; 前,线管,条,盒=50,条,,CNY,,,
BR-CR,刹车线 后 2米,Brake cable rear 2m,后刹线,2m; 后,线管,条,盒=50,条,,CNY,,,
LT-F,前灯 300流明,Front light 300 lm,300流明前灯,300lm,车灯,个,箱=40,个,,CNY,,,
LT-F8,前灯 800流明,Front light 800 lm,800流明前灯,800lm,车灯,个,箱=40,个,,CNY,,,
MM-1B,码表线 公对公 1米 黑,Sensor lead male-male 1m black,sensor lead M-M,1m; 黑,线材,条,箱=200,条,,CNY,,,
MF-1B,码表线 公对母 1米 黑,Sensor lead male-female 1m black,sensor lead M-F,1m; 黑,线材,条,箱=200,条,,CNY,,,
MF-2B,码表线 公对母 2米 黑,Sensor lead male-female 2m black,sensor lead M-F 2m,2m; 黑,线材,条,箱=150,条,,CNY,,,
"""

_LAB = """\
BK-50,烧杯 50ml,Beaker 50ml,小烧杯,50ml,玻璃,只,箱=120,只,,CNY,,,
BK-250,烧杯 250ml,Beaker 250ml,中烧杯,250ml,玻璃,只,箱=48,只,,CNY,,,
BK-500,烧杯 500ml,Beaker 500ml,大烧杯,500ml,玻璃,只,箱=24,只,,CNY,,,
TT-15,试管 15×150mm,Test tube 15x150mm,,15×150mm,玻璃,支,盒=100,盒,,CNY,,,
TT-18,试管 18×180mm,Test tube 18x180mm,,18×180mm,玻璃,支,盒=50,盒,,CNY,,,
PP-200,吸头 200μl,Pipette tip 200ul,200微升吸头;黄吸头,200μl 1000支/包,耗材,包,箱=20,包,,CNY,,,
PP-1000,吸头 1000μl,Pipette tip 1000ul,1000微升吸头;蓝吸头,1000μl 500支/包,耗材,包,箱=20,包,,CNY,,,
CT-15,离心管 15ml,Centrifuge tube 15ml,15ml离心管,15ml 50支/包,耗材,包,箱=10,,,CNY,,,
CT-50,离心管 50ml,Centrifuge tube 50ml,50ml离心管,50ml 25支/包,耗材,包,箱=20,,,CNY,,,
FP-9,滤纸 9cm,Filter paper 9cm,9公分滤纸,9cm 100张/盒,耗材,盒,箱=50,盒,,CNY,,,
FP-11,滤纸 11cm,Filter paper 11cm,11公分滤纸,11cm 100张/盒,耗材,盒,箱=50,盒,,CNY,,,
GV-M,丁腈手套 M,Nitrile gloves M,M码手套,100只/盒,防护,盒,箱=10,盒,,CNY,,,
GV-L,丁腈手套 L,Nitrile gloves L,L码手套,100只/盒,防护,盒,箱=10,盒,,CNY,,,
AL-25,酒精 75% 2.5L,Ethanol 75% 2.5L,75度酒精大桶,75%; 2.5L,试剂,桶,箱=6,桶,,CNY,,,
AL-05,酒精 75% 500ml,Ethanol 75% 500ml,75度酒精小瓶,75%; 500ml,试剂,瓶,箱=20,瓶,,CNY,,,
AL-95,酒精 95% 500ml,Ethanol 95% 500ml,95度酒精小瓶,95%; 500ml,试剂,瓶,箱=20,瓶,,CNY,,,
SL-1,载玻片 1.0mm,Microscope slide 1.0mm,,1.0mm; 50片/盒,玻璃,盒,箱=50,盒,,CNY,,,
"""

_SEWING = """\
TH-40-W,涤纶缝纫线 40/2 白色 3000码,Polyester thread 40/2 white 3000y,40/2白线,40/2; 3000码,线,个,箱=100,个,,CNY,,,
TH-40-B,涤纶缝纫线 40/2 黑色 3000码,Polyester thread 40/2 black 3000y,40/2黑线,40/2; 3000码,线,个,箱=100,个,,CNY,,,
TH-20-B,涤纶缝纫线 20/3 黑色 1500码,Polyester thread 20/3 black 1500y,20/3黑线,20/3; 1500码,线,个,箱=60,个,,CNY,,,
ZP-3-20,尼龙拉链 3号 20cm,Nylon zipper #3 20cm,3号拉链20,3号; 20cm,拉链,条,包=100,条,,CNY,,,
ZP-3-40,尼龙拉链 3号 40cm,Nylon zipper #3 40cm,3号拉链40,3号; 40cm,拉链,条,包=100,条,,CNY,,,
ZP-5-40,尼龙拉链 5号 40cm,Nylon zipper #5 40cm,5号拉链40,5号; 40cm,拉链,条,包=100,条,,CNY,,,
ZP-5-60,尼龙拉链 5号 60cm,Nylon zipper #5 60cm,5号拉链60,5号; 60cm,拉链,条,包=100,条,,CNY,,,
BT-18-2,树脂纽扣 18L 两眼,Resin button 18L 2-hole,18L两眼扣,18L; 2眼,纽扣,粒,罗=144,罗,,CNY,,,
BT-18-4,树脂纽扣 18L 四眼,Resin button 18L 4-hole,18L四眼扣,18L; 4眼,纽扣,粒,罗=144,罗,,CNY,,,
BT-24-4,树脂纽扣 24L 四眼,Resin button 24L 4-hole,24L四眼扣,24L; 4眼,纽扣,粒,罗=144,罗,,CNY,,,
EL-10,松紧带 10mm 40米,Elastic band 10mm 40m,10毫米松紧,10mm; 40m/卷,辅料,卷,箱=50,卷,,CNY,,,
EL-25,松紧带 25mm 40米,Elastic band 25mm 40m,25毫米松紧,25mm; 40m/卷,辅料,卷,箱=40,卷,,CNY,,,
ND-9,缝纫机针 9号,Machine needle 9,9号机针,9号 10支/包,机针,包,盒=50,包,,CNY,,,
ND-11,缝纫机针 11号,Machine needle 11,11号机针,11号 10支/包,机针,包,盒=50,包,,CNY,,,
ND-14,缝纫机针 14号,Machine needle 14,14号机针,14号 10支/包,机针,包,盒=50,包,,CNY,,,
VL-20,魔术贴 20mm×25m 黑色,Velcro 20mm x 25m black,黑魔术贴20,20mm×25m,辅料,卷,箱=40,卷,,CNY,,,
VL-50,魔术贴 50mm×25m 黑色,Velcro 50mm x 25m black,黑魔术贴50,50mm×25m,辅料,卷,箱=16,卷,,CNY,,,
"""

_COFFEE = """\
BN-250,意式拼配豆 250g,Espresso blend beans 250g,小包意式豆,250g,咖啡豆,包,箱=24,包,,CNY,,,
BN-1000,意式拼配豆 1kg,Espresso blend beans 1kg,大包意式豆,1kg,咖啡豆,包,箱=10,包,,CNY,,,
YG-250,耶加雪菲 250g,Yirgacheffe 250g,小包耶加,250g,咖啡豆,包,箱=24,包,,CNY,,,
YG-1000,耶加雪菲 1kg,Yirgacheffe 1kg,大包耶加,1kg,咖啡豆,包,箱=10,包,,CNY,,,
CP-8,单层纸杯 8oz,Single wall paper cup 8oz,8安杯,8oz,杯,条,箱=20,箱,,CNY,,,
CP-12,单层纸杯 12oz,Single wall paper cup 12oz,12安杯,12oz,杯,条,箱=20,箱,,CNY,,,
CP-16,单层纸杯 16oz,Single wall paper cup 16oz,16安杯,16oz,杯,条,箱=20,箱,,CNY,,,
LD-80,杯盖 80口径,Cup lid 80mm,80盖,80mm,杯,条,箱=20,箱,,CNY,,,
LD-90,杯盖 90口径,Cup lid 90mm,90盖,90mm,杯,条,箱=20,箱,,CNY,,,
SY-V,香草糖浆 750ml,Vanilla syrup 750ml,香草浆,750ml,糖浆,瓶,箱=6,瓶,,CNY,,,
SY-C,焦糖糖浆 750ml,Caramel syrup 750ml,焦糖浆,750ml,糖浆,瓶,箱=6,瓶,,CNY,,,
FP-12,滤纸 1-2人份,Filter paper 1-2 cups,滤纸1-2,1-2人份 100张/盒,滤纸,盒,箱=60,盒,,CNY,,,
FP-24,滤纸 2-4人份,Filter paper 2-4 cups,滤纸2-4,2-4人份 100张/盒,滤纸,盒,箱=60,盒,,CNY,,,
MK-35,全脂牛奶 3.5% 1L,Whole milk 3.5% 1L,全脂奶,1L,奶,盒,箱=12,箱,,CNY,,,
MK-15,低脂牛奶 1.5% 1L,Low-fat milk 1.5% 1L,低脂奶,1L,奶,盒,箱=12,箱,,CNY,,,
DP-30,挂耳咖啡 10g×30,Drip bag coffee 10g x 30,挂耳30,10g×30,咖啡,盒,箱=20,盒,,CNY,,,
"""

_TRADES = {
    "tackle": _TACKLE,
    "tiles": _TILES,
    "bike": _BIKE,
    "lab": _LAB,
    "sewing": _SEWING,
    "coffee": _COFFEE,
}


@cache
def _catalog(trade: str) -> Catalog:
    return catalog_of(_TRADES[trade])


def reading(trade: str, text: str) -> Reading:
    """What a customer on file means who orders of the trade."""
    return read(message(text), catalog=_catalog(trade), directory=directory())
