"""Sizes in words, scales, corrections, offers by letter, remarks on stock and unknown things beside near ones."""

import pytest

from tests.parsers.chandler import OFFER, reading
from tests.parsers.shop import flags, lines


@pytest.mark.parametrize(
    ("text", "expected", "asked"),
    [
        ("九十乘一百一的甲板垫五块", ["5 块 MT-90"], []),
        ("小陈给我弄九十乘一百一的甲板垫五块机油5L两桶", ["5 块 MT-90", "2 桶 OI-5"], []),
        ("三乘四的篷布两块，四乘六的1块", ["2 块 CV-34", "1 块 CV-46"], []),
        ("六分的黄铜阀一箱", ["1 箱 VL-6"], []),
        ("给我发红浮球两个六分的黄铜阀十只后天上午送到仓库", ["2 个 BY-R", "10 只 VL-6"], []),
        ("四分的黄铜阀十只，六分的二十只", ["10 只 VL-4", "20 只 VL-6"], []),
        ("老板好，网上看到你们的，要1.8钓竿20支、2.4钓竿5支", ["20 支 RD-18", "5 支 RD-24"], []),
        ("一米八的钓竿20支，两米四的5支", ["20 支 RD-18", "5 支 RD-24"], []),
        ("1米8钓竿20支", ["20 支 RD-18"], []),
        ("码头店盘过了，1:24的船模还有11只，1:48的只剩3只。补1:48的两箱", ["2 箱 ML-48"], []),
        ("1:24船模要12只；大号护舷要1只", ["12 只 ML-24", "1 只 FD-L"], []),
        ("ship models 1:24, 12 boxes please, arrive 10:30", ["12 箱 ML-24"], []),
        ("缆绳10mm 8卷……等下，wrong，缆绳 12卷，下周一送", ["12 卷 RP-10"], []),
        ("engine oil 1L 8 bottles... sorry wrong, engine oil 12 bottles", ["12 瓶 OI-1"], []),
        ("红浮球6个 不对不对 8个 机油店里还有先不拿", ["8 个 BY-R"], []),
        ("小护舷4只，写错了，6只，橙浮球家里多着呢不用拿", ["6 只 FD-S"], []),
        ("小护舷4只 说错了 6只 桅灯2个", ["6 只 FD-S", "2 个 LM-10"], []),
        ("6 dozen of the 6 piece repair kits", ["72 套 KT-6"], []),
        ("* 6 dozen of the 12 piece repair kits\n* 2 boxes large fenders", ["72 套 KT-12", "2 箱 FD-L"], []),
        ("two dozen of the red buoys", ["24 个 BY-R"], []),
        ("粉紅色浮球3個", ["3 个 BY-P"], []),
        ("1 pallet hull cleaner", ["1 pallet CL-5"], ["lines[0].unit unknown"]),
        ("镀锌卸扣20个，红浮球3个", ["20 个 -", "3 个 BY-R"], ["lines[0].sku unknown"]),
        ("清洗液5桶，红浮球10个，都送清洗间", ["5 桶 CL-5", "10 个 BY-R"], []),
        (
            "红浮球半箱 发动机排气管3根 机油1L 2箱",
            ["0.5 箱 BY-R", "3 根 -", "2 箱 OI-1"],
            ["lines[1].sku unknown"],
        ),
        ("缆绳10mm嗰隻一箱，大護舷3隻", ["1 箱 RP-10", "3 只 FD-L"], []),
        ("红浮球箱半，机油1L半箱", ["1.5 箱 BY-R", "0.5 箱 OI-1"], []),
        ("风向标要3箱", ["3 箱 -"], ["lines[0].sku unknown"]),
        ("来5箱风向标", ["5 箱 -"], ["lines[0].sku unknown"]),
        ("桅灯10W 5个", ["5 个 LM-10"], []),
        ("桅灯5个", ["5 个 LM-10"], []),
        ("九十乘一百二的甲板垫五块", ["5 块 -"], ["lines[0].sku unknown"]),
        ("1:72的船模2箱", ["2 箱 -"], ["lines[0].sku unknown"]),
        ("浮球6个，不对，8个", ["8 个 -"], ["lines[0].sku ambiguous"]),
        ("船模2只，10:30之前送到", ["2 只 -"], ["lines[0].sku ambiguous"]),
        ("6 dozen repair kits", ["72 套 -"], ["lines[0].sku ambiguous"]),
        ("要3箱", [], ["lines missing"]),
        ("缆绳10mm 8卷，不对，14的 12卷", ["12 卷 RP-14"], []),
        ("红浮球6个，不对，8个，机油5L 2桶", ["8 个 BY-R", "2 桶 OI-5"], []),
        ("缆绳10mm 8卷，抱歉，还要缆绳 12卷", ["8 卷 RP-10", "12 卷 -"], ["lines[1].sku ambiguous"]),
        ("engine mounts 3 boxes", ["3 boxes -"], ["lines[0].sku unknown"]),
        ("3 boxes red flags and 2 large fenders", ["3 boxes -", "2 只 FD-L"], ["lines[0].sku unknown"]),
        ("12 piece repair kits 6", ["6 套 KT-12"], []),
        ("12 piece red buoys", ["12 个 BY-R"], []),
        ("库房还有小护舷12只、红浮球70个，机油5L来4桶", ["4 桶 OI-5"], []),
        ("红浮球3箱，店里还有要大护舷3只", ["3 箱 BY-R", "3 只 FD-L"], []),
        ("10的缆绳8卷 14的4卷 桅灯10个", ["8 卷 RP-10", "4 卷 RP-14", "10 个 LM-10"], []),
        ("Option B is ok, we take 30 pcs. A and C no need." + OFFER, ["30 只 FD-L"], []),
        ("we take option A and C, 20 each." + OFFER, ["20 只 FD-S", "20 块 MT-60"], []),
        ("B可以，来30只，A不要" + OFFER, ["30 只 FD-L"], []),
    ],
)
def test_what_is_ordered(text: str, expected: list[str], asked: list[str]) -> None:
    found = reading(text)
    assert (lines(found), flags(found)) == (expected, asked)
