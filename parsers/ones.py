"""One of a thing, where a word that asks stands before a unit and no number does (来个水壶, 水壶来个)."""

import re
from collections.abc import Callable, Iterator

from parsers.patterns import seldom

ONE_OF = "quantities.one of"
"""The rule of an amount that only what stands right behind it makes one."""
# 来个水壶, 给我拿台大的, 配把椅子: one of what follows, where no number does; 来个24升的 names a size, 来个20箱 does not. 配套 is one
# word, 补套标签 and 要张发票 are of the papers, 要张叔签收 of a person.
_ONE_OF = seldom(
    r"(?<![不没别谁])(?:(?:来|要|拿|捎|带|买|搞|弄|加|补|配|添|整|订)(?=个)|(?:来|拿|捎|搞)(?=[台只瓶箱桶卷双张套])|"
    r"(?:配(?!套)|添|弄|加|补|要)(?!套(?:标签|标贴|贴纸|单据|票据|资料|文件|说明|手续)|张(?:单|发票|票|收据|标签|贴|合同|报价|说明|[叔姐哥总工师经老姨伯婶阿先女太]|[㐀-鿿]{1,3}?(?:签|自提|收货|来[拿取提]|接货|验货|确认)))"
    r"(?=[台张套](?![㐀-鿿]{0,8}?[\d一二两三四五六七八九十]{1,4} ?[个只盒箱包袋瓶桶卷双张套台把条支]))|(?:来|拿|配|添)(?=[把辆盏扇]))"
    r"(?P<unit>[个台只瓶箱桶卷双张套把辆盏扇])"
    r"(?!休[日息])(?![子的别人性月位体税小时星礼年把点几半整零一二两俩三四五六七八九十百千,，。、;；!！?？~\s吧啊呢呗装灯层纹餐柜架])(?=[㐀-鿿a-z0-9])"
)
# 水壶来个, 椅子配把: one of what stands before it, at the end of its clause; 水要箱，5 tells the unit of the number behind.
_ONE_BEFORE = seldom(
    r"(?<=[㐀-鿿a-z0-9)])(?<![不没别谁])(?:再|也|先|给我|帮我)?(?:来|要|拿|捎|搞|配|添|弄|加|补)(?P<unit>[个台只瓶箱桶卷双张套把盒袋包条支辆盏])(?=[吧呗哈]?(?:[,，。;；!！~\n]|$))(?![,，] ?\d+(?:\.\d+)?\s*(?:[,，。;；!！\n]|$))"
)
_NUMBER_BEHIND = re.compile(r"[0-9]+(?:[.*/x-][0-9]+)*")


def find(lowered: str, measured: Callable[[int], bool]) -> Iterator[tuple[int, int, str, str]]:
    """Where it stands, its unit and its rule. `measured` tells whether a measure stands at a place that is only a size."""
    for match in _ONE_OF.finditer(lowered):
        number = _NUMBER_BEHIND.match(lowered, match.end())
        if number is None or measured(number.end()):
            yield *match.span(), match["unit"], ONE_OF
    for match in _ONE_BEFORE.finditer(lowered):
        yield *match.span(), match["unit"], "quantities.one before"
