"""Places that are called like those on file, by another number or name, and are none of them: 三店 beside 一店 and 二店."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from parsers.annotate import Annotated
from parsers.delivery_mentions import role
from parsers.delivery_words import in_digits, says
from parsers.directory import address_key
from parsers.normalize import plain
from parsers.reading import Customer

# How far before a place its cue may stand, in characters.
_REACH = 40
# How far behind one words may point back to it.
_POINTS = 60
# What tells one place from another: a number, a letter or a quarter.
_KINDS = (r"[一二三四五六七八九十]{1,2}", r"\d{1,2}", r"(?<![a-z])[a-h](?![a-z])", "[东南西北]")
# A word of which the name is only the end (华南区, 两三店) is another one.
_GOES_ON = re.compile(r"[\d一二两三四五六七八九十百第几各东南西北中华城江河海湖.]\Z")
# Places told by a number where none on file is: 三店 of one who calls his by their streets.
_NUMBERED = r"[二三四五六七八九十]{1,2}(?:分?店|厂|号?[仓库]|门店|工地|校区|食堂)(?![里员长面子])"
# A place of a kind by a name of its own, at the head of a clause: 城南分店, 青石工地.
_OF_A_KIND = re.compile(
    r"(?<![^\s,，。;；!！?？:：、])(?:我们?的?|咱们?)?(?:[刚新]{1,2}(?:开|装|租|盘|接手)的?[那这]?[家个]?)?(?P<name>[㐀-鿿]{2,3}?)(?:分店|门店|分校|校区|分院|院区|分厂|分仓|工地|项目部|工区|门市)(?![㐀-鿿]?[员长])"
)
# 刚开业: what is new there, and no order.
_OPENED = re.compile(r"(?:又|才|刚刚?|新|重新){1,2}(?:开|装|租|盘|搬|接手)")
# What such a name is not made of: words that tell no place from another, and those of other people's places.
_NO_NAME = re.compile(
    r"[我你您他她它们这那哪每各某另新老旧本该总主大小一二两三四五六七八九十几个家间客户商顾隔壁对面别人朋友同学的了在到送去要给帮]|上[次回]|下[次回]|附近|所有|全部|其他|连锁|直营|旗舰|加盟|自营|品牌|实体|线[上下]|网上|专卖|零售|批发|合作|形象|样板|示范|建筑|施工|工程|装[修饰]|室[内外]|户外|露天|道路|市政|公路|桥梁|水利|安全|注意|中心|附属|教学|社区|体验"
)
# What says behind such a place that goods are for it.
_FOR_IT = re.compile(r"[^，,。；;\n]{0,8}[要缺送需补订拉发运急等开装租盘添配领]")
_FOR = re.compile(r"[帮给替为往]\Z")
# What such a place looks like itself, with the words behind it (城南分店要纸杯).
_LIKE_IT = frozenset(("company", "part"))
_TAKEN = frozenset(
    ("address", "company", "person", "part", "sku", "name", "quantity", "money", "date", "clock")
)


def find(annotated: Annotated, customer: Customer) -> Literal["goes", "named"] | None:
    """How the message says that goods shall go to such a place: in so many words, or by naming it as what needs them."""
    names = {in_digits(plain(label).lower().strip()) for label, _ in customer.addresses}
    kin = [pattern for name in names if (pattern := _kin(name)) is not None]
    found: set[str] = set()
    for block in annotated.voice:
        text = annotated.lowered[block.start : block.end]
        for pattern in kin:
            for match in re.finditer(pattern, text):
                if in_digits(match[0]) not in names and not _taken(annotated, block.start, match):
                    found.add(_meant(text, match))
        if not names or any(re.search(r"\d", name) for name in names):
            continue
        for match in re.finditer(_NUMBERED, text):
            wanted = _FOR.search(text, 0, match.start()) or says("headed", text[match.end() :][:_REACH])
            if wanted and not _taken(annotated, block.start, match):
                found.add(_meant(text, match))
    if not found - {""} and _writes(annotated, customer):
        found |= {_meant(text, match) for text, match in _of_a_kind(annotated, customer)}
    return "goes" if "goes" in found else "named" if "named" in found else None


def _writes(annotated: Annotated, customer: Customer) -> bool:
    """Whether it is the customer who writes, and not somebody who has another's name to say."""
    author = address_key(annotated.message.sender.address)
    return author in {address_key(one) for one in (*customer.emails, customer.telegram) if one}


def _of_a_kind(annotated: Annotated, customer: Customer) -> Iterator[tuple[str, re.Match[str]]]:
    """Places by names that our file has nowhere, each with the text of its block."""
    known = " ".join(
        plain(said).lower()
        for said in (
            *(said for place in customer.addresses for said in place),
            customer.company,
            customer.contact or "",
            annotated.message.sender.name or "",
        )
        if said
    )
    for block in annotated.voice:
        text = annotated.lowered[block.start : block.end]
        for match in _OF_A_KIND.finditer(text):
            name = match["name"]
            if (
                name not in known
                and not _NO_NAME.search(name)
                and (_FOR_IT.match(text, match.end()) or _heads_goods(annotated, block.start + match.end()))
                and not _taken(annotated, block.start, match, but=_LIKE_IT)
            ):
                yield text, match


def _heads_goods(annotated: Annotated, end: int) -> bool:
    """Whether goods are named right behind the place."""
    return any(span.label in ("part", "sku") for span in annotated.inside(end, end + 3))


def _taken(
    annotated: Annotated, begin: int, match: re.Match[str], *, but: frozenset[str] = frozenset()
) -> bool:
    """Whether it is a part of an address, a name or what is ordered, `but` for what it looks like itself."""
    start, end = begin + match.start(), begin + match.end()
    return any(
        span.start < end and start < span.end and span.label in _TAKEN - but
        for spans in annotated.chosen.values()
        for span in spans
    )


def _meant(text: str, match: re.Match[str]) -> str:
    start, end = match.span()
    before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    if says("from", before):
        return ""
    if says("of_order", after) and not says("goods_of", after) and not _OPENED.match(after):
        return ""
    if says("to", before) or says("points_back", text[end : end + _POINTS]):
        return "goes"
    if _GOES_ON.search(before) or says("not_yet", after):
        return ""
    does = role(text, start, end, cued=False, alone=False, sole=False)
    return does if does in ("goes", "named") else ""


@lru_cache(maxsize=1024)
def _kin(name: str) -> str | None:
    """The pattern of names that differ from this one in its number, its letter or its quarter alone."""
    for kind in _KINDS:
        match = re.match(kind, name) or re.search(kind + r"(?=[㐀-鿿]{0,2}\Z)", name)
        if match and len(name) - len(match[0]) >= 1:
            number = r"(?:[一二三四五六七八九十]{1,2}|\d{1,2})" if kind[1:2] in "一d" else kind
            edge = r"(?![a-z0-9])" if name.isascii() else ""
            return re.escape(name[: match.start()]) + number + re.escape(name[match.end() :]) + edge
    return None
