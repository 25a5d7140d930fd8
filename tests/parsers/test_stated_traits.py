"""A colour, a size or another trait that the customer states and the product lacks is never booked as the nearest other."""

from functools import cache

import pytest

from parsers import Catalog, Reading, read
from tests.parsers.company import directory, message
from tests.parsers.shop import catalog_of, lines

# sku | name | English name | specification | category | base unit | units
_ROWS = """
CUP-W|咖啡杯 白色|Coffee cup white|陶瓷|杯|个|箱=48
CUP-B|咖啡杯 黑色|Coffee cup black|陶瓷|杯|个|箱=48
CEL|茶杯 青色|Tea cup celadon|陶瓷|杯|个|箱=48
BW-W|汤碗 白色 20cm|Soup bowl white 20cm|20cm|碗|个|箱=24
BW-K|汤碗 黑色 20cm|Soup bowl black 20cm|20cm|碗|个|箱=24
PUF|方形粉扑|Square powder puff|单只|工具|个|包=10
PUF-W|圆形粉扑 白色|Round powder puff white|单只|工具|个|包=10
SUG-R|红糖 1kg|Brown sugar 1kg|1kg|糖|袋|箱=10
SUG-W|白糖 1kg|White sugar 1kg|1kg|糖|袋|箱=10
TUNA|金枪鱼罐头|Tuna can|185g|罐头|罐|箱=48
VALVE|黄铜阀门 DN15|Brass valve DN15|DN15|阀|个|箱=50
WIRE-R|电线 红色|Wire red|2mm|线|卷|
WIRE-YG|电线 黄绿|Wire yellow-green|2mm|线|卷|
SW-NV|卫衣 藏青 L|Sweatshirt navy L||衣|件|箱=20
SW-GY|卫衣 灰色 L|Sweatshirt grey L||衣|件|箱=20
SW-IV|卫衣 米白 L|Sweatshirt ivory L||衣|件|箱=20
CV-L|防护服 白色 L|Coverall white L||防护|件|箱=25
CV-XL|防护服 白色 XL|Coverall white XL||防护|件|箱=25
CV-2XL|防护服 白色 2XL|Coverall white 2XL||防护|件|箱=25
FILM-23|薄膜 23mm|Film 23mm|23mm|膜|卷|箱=6
FILM-25|薄膜 25mm|Film 25mm|25mm|膜|卷|箱=6
TAPE|透明胶 48mm|Clear tape 48mm|48mm|胶|卷|箱=72
BOX-P|蛋糕盒 粉色 6寸|Cake box pink 6 inch|6寸|盒|个|箱=100
BOX-W|蛋糕盒 白色 8寸|Cake box white 8 inch|8寸|盒|个|箱=100
DUCK|冻干鸭肉 100g|Freeze-dried duck 100g|100g|零食|袋|箱=40
MASK|口罩 成人 黑色|Face mask adult black||口罩|包|箱=40
EGG-A|鸡蛋 A级|Eggs grade A|A级|蛋|箱|
MUG|马克杯 双色|Mug two-tone||杯|个|箱=36
"""


@cache
def _catalog() -> Catalog:
    rows = []
    for row in _ROWS.strip().splitlines():
        sku, name, english, spec, category, base, units = row.split("|")
        rows.append(f"{sku},{name},{english},,{spec},{category},{base},{units},{base},5,CNY,,900,")
    return catalog_of("\n".join(rows))


def _reading(text: str) -> Reading:
    return read(message(text), catalog=_catalog(), directory=directory())


@pytest.mark.parametrize(
    ("text", "skus"),
    [
        ("白色咖啡杯20个", ["CUP-W"]),
        ("咖啡杯要黑的，20个", ["CUP-B"]),
        ("咖啡杯黑白各20个", ["CUP-B", "CUP-W"]),
        ("20 black coffee cups please", ["CUP-B"]),
        ("white 20 cm soup bowl x 12", ["BW-W"]),
        ("12 soup bowls 20cm black", ["BW-K"]),
        ("红糖5袋", ["SUG-R"]),
        ("5 bags of white sugar", ["SUG-W"]),
        ("白色粉扑30个", ["PUF-W"]),
        ("金枪鱼罐头10罐", ["TUNA"]),
        ("铜阀门DN15 10个", ["VALVE"]),
        ("黄绿电线2卷", ["WIRE-YG"]),
        ("navy sweatshirt L x5", ["SW-NV"]),
        ("5 navy blue sweatshirts L", ["SW-NV"]),
        ("gray sweatshirt L x5", ["SW-GY"]),
        ("防护服XXL 10件", ["CV-2XL"]),
        ("10 coveralls white xx-large", ["CV-2XL"]),
        ("10 extra large coveralls", ["CV-XL"]),
        ("防护服L到XXL各5件", ["CV-L", "CV-XL", "CV-2XL"]),
        ("6寸粉蛋糕盒100个", ["BOX-P"]),
        ("黑色口罩2包", ["MASK"]),
    ],
)
def test_what_the_product_has_names_it(text: str, skus: list[str]) -> None:
    reading = _reading(text)
    assert ([line.sku for line in reading.lines], reading.verdict) == (skus, "accept")


@pytest.mark.parametrize(
    "text",
    [
        # A colour that is not sold, beside a noun that has one in it.
        "棕色咖啡杯20个",
        "咖啡色咖啡杯20个",
        "20 brown coffee cups",
        "绿色茶杯10个",
        "粉色粉扑30个",
        "pink powder puff 30",
        "白色方粉扑30个",
        "黑糖5袋",
        "金色金枪鱼罐头10罐",
        "黄色黄铜阀门DN15 10个",
        "红色黄铜阀门DN15 10个",
        # One of two that are a colour only together.
        "黄色电线2卷",
        "green wire 2 rolls",
        # A near colour, size or shade.
        "白色卫衣L 5件",
        "深灰色卫衣L 5件",
        "防护服3XL 10件",
        "10 coveralls triple XL",
        # What was cut off the name because no product has all of it.
        "加厚薄膜25mm 6卷",
        "brown tape 48mm 10 rolls",
        "8寸粉色蛋糕盒100个",
        # A kind told by one character or word.
        "生鸭肉10袋",
        "风干鸭肉10袋",
        "冻干鸡肉10袋",
        "儿童口罩黑色2包",
        "鸡蛋C级2箱",
        "单色马克杯10个",
        "CUP-W 红色 5个",
    ],
)
def test_what_the_product_lacks_is_no_silent_booking(text: str) -> None:
    assert _reading(text).verdict in ("clarify", "review")


_BY_LENGTH = """\
LC-3,蕾丝边 3cm 白,Lace trim 3cm white,,3cm,花边,米,卷=15,卷,1.80,CNY,,9000,
LC-5,蕾丝边 5cm 白,Lace trim 5cm white,,5cm,花边,米,卷=15,卷,2.60,CNY,,9000,
CRD-3,弹力绳 3mm 白,Elastic cord 3mm white,,3mm,绳,米,卷=100,卷,0.22,CNY,,9000,
CP-70,打印纸 A4 70g,Copy paper A4 70gsm,,500张,纸,包,箱=5,箱,19,CNY,,900,
CP-80,打印纸 A4 80g,Copy paper A4 80gsm,,500张,纸,包,箱=5,箱,23,CNY,,900,
CP-80P,彩色打印纸 A4 80g 浅粉,Tinted paper A4 80gsm light pink,,100张,纸,包,箱=25,包,12,CNY,,900,
FN-G,过塑膜 亮光 390mm,Laminate gloss 390mm,,390mm,膜,卷,箱=4,卷,90,CNY,,900,
FN-M,过塑膜 哑光 390mm,Laminate matt 390mm,,390mm,膜,卷,箱=4,卷,95,CNY,,900,
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("蕾丝边3公分5卷，蕾丝边5公分8卷", ["5 卷 LC-3", "8 卷 LC-5"]),
        ("弹力绳3mm白色40卷，3cm蕾丝边2卷", ["40 卷 CRD-3", "2 卷 LC-3"]),
        ("lace trim 5cm 6 rolls", ["6 卷 LC-5"]),
        ("蕾丝边5公分30米", ["30 米 LC-5"]),
        ("80克A4纸5箱", ["5 箱 CP-80"]),
        ("A4 80克粉纸5包", ["5 包 CP-80P"]),
        ("matte laminate 390mm 4 rolls", ["4 卷 FN-M"]),
        ("gloss laminate 390mm 4 rolls", ["4 卷 FN-G"]),
    ],
)
def test_a_width_is_no_amount_and_the_plain_kind_needs_no_word(text: str, told: list[str]) -> None:
    found = read(message(text), catalog=catalog_of(_BY_LENGTH), directory=directory())
    assert lines(found) == told
    assert not [flag for flag in found.flags if flag.field.startswith("lines")]


def test_a_length_that_no_product_has_is_an_amount() -> None:
    found = read(message("弹力绳50公分"), catalog=catalog_of(_BY_LENGTH), directory=directory())
    assert lines(found) == ["0.5 米 CRD-3"]
