"""A small ship chandler, invented for the tests of sizes in words, corrections, offers and remarks."""

from functools import cache

from parsers import Catalog, Context, Customer, Directory, Message, Reading, Sender, read
from tests.parsers.company import NOW
from tests.parsers.shop import catalog_of

_ROWS = """\
RP-10,尼龙缆绳 10mm,Nylon rope 10mm,10缆绳,100m/卷,绳缆,卷,箱=4,卷,90,CNY,,900,
RP-14,尼龙缆绳 14mm,Nylon rope 14mm,14缆绳,100m/卷,绳缆,卷,箱=4,卷,150,CNY,,900,
CV-34,防雨篷布 3×4米,Tarpaulin 3x4m,3×4篷布,3×4m,篷布,块,箱=10,块,45,CNY,,900,
CV-46,防雨篷布 4×6米,Tarpaulin 4x6m,4×6篷布,4×6m,篷布,块,箱=6,块,88,CNY,,900,
MT-60,甲板垫 60×80,Deck mat 60x80,小号甲板垫,60×80cm,垫,块,箱=20,块,30,CNY,,900,
MT-90,甲板垫 90×110,Deck mat 90x110,大号甲板垫,90×110cm,垫,块,箱=10,块,52,CNY,,900,
FD-S,充气护舷 小号,Fender small,小护舷,15×55cm,护舷,只,箱=12,只,38,CNY,,900,
FD-L,充气护舷 大号,Fender large,大护舷,30×90cm,护舷,只,箱=6,只,76,CNY,,900,
BY-R,浮球 红色 25cm,Buoy red 25cm,红浮球,25cm,浮具,个,箱=24,个,20,CNY,,900,
BY-O,浮球 橙色 25cm,Buoy orange 25cm,橙浮球,25cm,浮具,个,箱=24,个,20,CNY,,900,
BY-P,浮球 粉色 25cm,Buoy pink 25cm,粉浮球;粉色浮球,25cm,浮具,个,箱=24,个,20,CNY,,900,
ML-24,船模 1:24,Ship model 1:24,小船模,12只/箱,船模,只,箱=12,箱,120,CNY,,900,
ML-48,船模 1:48,Ship model 1:48,,24只/箱,船模,只,箱=24,箱,80,CNY,,900,
VL-4,黄铜阀 4分,Brass valve 1/2 inch,4分黄铜阀,4分; 铜,阀,只,箱=60,只,16,CNY,,900,
VL-6,黄铜阀 6分,Brass valve 3/4 inch,6分黄铜阀,6分; 铜,阀,只,箱=48,只,21,CNY,,900,
KT-6,修补工具 6件套,Repair kit 6 pcs,,6件/套,工具,套,箱=20,套,60,CNY,,900,
KT-12,修补工具 12件套,Repair kit 12 pcs,,12件/套,工具,套,箱=10,套,110,CNY,,900,
CL-5,船体清洗液 5L,Hull cleaner 5L,清洗液,5L×4桶,清洁,桶,箱=4,桶,42,CNY,,900,
OI-1,机油 1L,Engine oil 1L,小瓶机油,1L×12瓶,油,瓶,箱=12,瓶,25,CNY,,900,
OI-5,机油 5L,Engine oil 5L,大桶机油,5L×4桶,油,桶,箱=4,桶,110,CNY,,900,
AN-5,镀锌锚 5kg,Galvanised anchor 5kg,,5kg,锚,个,箱=4,个,130,CNY,,900,
RD-18,钓竿 1.8米,Fishing rod 1.8m,1.8钓竿,1.8m,钓具,支,箱=20,支,65,CNY,,900,
RD-24,钓竿 2.4米,Fishing rod 2.4m,2.4钓竿,2.4m,钓具,支,箱=20,支,85,CNY,,900,
HS-DR,甲板排水管 2m,Deck drain hose 2m,,2m,管,根,箱=30,根,18,CNY,,900,
HS-IN,引擎进水管 2m,Engine inlet hose 2m,,2m,管,根,箱=30,根,22,CNY,,900,
LM-10,桅灯 LED 10W 白光,Masthead light LED 10W,,12V,灯,个,箱=20,个,58,CNY,,900,
"""
_CUSTOMER = Customer(
    "K1",
    "海风码头用品",
    telegram="@haifeng",
    emails=("chen@haifeng.example.cn",),
    addresses=(("店里", "厦门市湖里区港中路8号"), ("仓库", "厦门市海沧区沧江路30号")),
    date_order="DMY",
)
OFFER = """

On Mon, Nov 9, 2026 at 3:05 PM Wu <wu@boats.example.cn> wrote:
> Our best price:
> A) Fender small  CNY 30.00/pc
> B) Fender large  CNY 70.00/pc
> C) Deck mat 60x80  CNY 28/pc"""


@cache
def _catalog() -> Catalog:
    return catalog_of(_ROWS)


def reading(text: str) -> Reading:
    """What the chandler's customer means in a chat, or in a mail where he quotes one."""
    mail = " wrote:" in text
    sender = Sender(_CUSTOMER.emails[0] if mail else _CUSTOMER.telegram or "")
    message = Message("t", "email" if mail else "chat", NOW, sender, text, None, Context())
    return read(message, catalog=_catalog(), directory=Directory([_CUSTOMER], []))
