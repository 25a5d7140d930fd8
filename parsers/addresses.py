"""Where the goods shall go: written addresses, and the labels that follow a delivery cue (送仓库, ship to Reno)."""

import re
from dataclasses import dataclass
from typing import Literal

from parsers.spans import Span


@dataclass(frozen=True, slots=True)
class AddressValue:
    """`text` is the address or the label's words; `cue` the words that announced it, if any."""

    text: str
    kind: Literal["address", "label", "usual"]
    cue: str | None = None


_H = "㐀-鿿"
_CUE = r"(?:送货?(?:地址|到|至|去|往)|(?:收货|交货|送货|配送|发货|到货)(?:地址|地点|地)?[是为：:]*|地址(?:是|为|改成|改为|改到|换成|变更为)?|发货?(?:到|至|往)|寄(?:到|至)?|运(?:到|至)|拉到|改送到?|送)"
_TAIL_WORDS = r"(?:明天|后天|今天|下周|周[一二三四五六日天]|上午|下午|晚上|中午|收货|尽快|谢谢|联系|电话|付款|货到|到付|就行|即可|麻烦|要|给)"
_PLACE = r"(?:路|街|大道|道|巷|弄|胡同|村|镇|乡|园区?|工业区|开发区|大厦|广场|花园|小区|市场|商城|城|里|公寓|校区|码头|项目部|基地|中心)"
_CHINESE = re.compile(
    rf"(?P<address>(?:[{_H}]{{2,7}}?(?:省|自治区))?[{_H}]{{2,6}}?(?:市|州|县)(?:[{_H}]{{1,8}}?(?:区|县|市|镇|街道))?[{_H}A-Za-z0-9#\-]{{0,30}}?(?:{_PLACE}|号|栋|幢|座|楼|室|层|库|门|店|厂)[{_H}A-Za-z0-9#\-]{{0,24}})"
    rf"|(?P<street>(?<![{_H}])(?:[{_H}]{{1,8}}(?:区|县|镇))?[{_H}]{{2,8}}(?:路|街|大道|巷|弄|道)\d+(?:号|弄|-\d+)[{_H}A-Za-z0-9#\-]{{0,20}})"
)
_CUED_STREET = re.compile(
    rf"{_CUE}\s?[:：]?\s?(?P<address>[{_H}]{{2,14}}?(?:路|街|大道|巷|弄|道|园区?|村|镇|大厦|广场|市场)[{_H}]{{0,6}}\d+(?:号|栋|幢|室|-\d+)?[{_H}A-Za-z0-9#\-]{{0,20}})"
)
_STOP = re.compile(rf"(?<=[号楼室层栋幢座门库店厂部口]){_TAIL_WORDS}.*$|,.*$")
_CUE_BEFORE = re.compile(rf"{_CUE}\s?[:：]?\s?$")
_ENGLISH = re.compile(
    r"(?P<cue>\b(?:deliver(?:y|ed)?(?: address)?(?: should be| is)?(?: to)?|ship(?:ping|ped)?(?: address)?(?: to)?|ship[- ]to|send(?: it| them| everything)? to|consignee(?: address)?|(?:new )?address(?: is)?|"
    r"(?:delivered |delivery |deliver |ship |send |go )?to (?:our|my|the) (?:new |other )?[a-z]+(?: [a-z]+)?,?|to|at)\s?[:：]?\s+)"
    r"(?P<address>(?:[A-Z0-9][\w.'/#-]*)(?:[ ,]{1,2}(?:[A-Z0-9][\w.'/#&-]*|of|de|del|la|el|al|g\.)){1,16})"
)
_LINE_CUE = re.compile(
    r"(?:^|\n)\s*(?P<cue>(?:deliver(?:y)?(?: to| address)?|ship(?:ping)?(?: to| address)?|ship-to|consignee|address)\s?[:：])\s*(?P<address>[^\n]{8,140})",
    re.IGNORECASE,
)
_USUAL = re.compile(
    r"老地方|老地址|原地址|(?:地址|送货地址|收货地址)(?:不变|照旧|同前|跟上次一样|同上次|一样|还是老样子|按原来的)|(?:还是|照|按)?(?:原来|以前|之前|上次)(?:的)?(?:地址|地方)|送老地方|"
    r"\b(?:usual|same|regular|normal|standard|default) (?:delivery )?(?:address|adress|place|location|site|drop|spot)\b|\busual drop\b|\bsame address as (?:last|before|usual)\b|\bto the usual\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    rf"(?P<cue>送货?(?:到|至|去|往)?|发(?:到|至|往)|寄(?:到|至)|运到|拉到|改送到?|收货(?:地址|地|点)?\s?[:：]|(?:到货|交货)(?:地点|地址)?\s?[:：])\s?(?:我们?的?|咱们?)?(?P<label>[{_H}A-Za-z0-9]{{0,5}}?(?:[一二三四五六七八九十\dA-Za-z东南西北新老总分][{_H}]{{0,2}})?(?:店|仓库?|厂|工地|食堂|校区|分店|门店|办公室|宿舍|车间|档口|工坊|厨房|总部|家里?))(?:里|那边|这边)?(?![{_H}]?员)"
)
_ENGLISH_LABEL = re.compile(
    r"(?P<cue>\b(?:deliver(?:y|ed)?|ship(?:ped|ping)?|send|drop|bring)(?: it| them| this| everything| all)?(?: to| at)?|\bto|\bat|ship[- ]to:?)\s+(?:the |our |my )(?P<label>[A-Za-z]+(?: [A-Za-z]+)?) (?:warehouse|location|store|shop|branch|site|office|depot|plant|factory|yard)\b",
    re.IGNORECASE,
)


def find(text: str) -> list[Span]:
    """Spans 'address', 'address_label' and 'address_usual' (老地方, same address), all AddressValue."""
    found: list[Span] = []
    for pattern in (_CUED_STREET, _CHINESE):
        for match in pattern.finditer(text):
            group = "address" if match["address"] else "street"
            start, end = match.span(group)
            start += _cue_length(text[start:end])
            end = start + len(_STOP.sub("", text[start:end]))
            if end - start < 6 or not re.search(r"\d|项目部|园|市场|大厦|村", text[start:end]):
                continue
            if any(s.start < end and start < s.end for s in found):
                continue
            cue = _CUE_BEFORE.search(text[max(0, start - 10) : start])
            found.append(_address(text, start, end, cue.group().strip() if cue else None))
    for match in (*_LINE_CUE.finditer(text), *_ENGLISH.finditer(text)):
        start, end = match.span("address")
        stop = re.search(
            r"(?<![A-Z]\b)(?<!\b(?:St|Rd|No|Av))(?<!\b[a-z])\.(?:\s|$)|\s{2,}|;", text[start:end]
        )
        if stop:
            end = start + stop.start()
        words = text[start:end].rstrip(" ,.")
        end = start + len(words)
        if not re.search(r"\d", words) or not re.search(r"[A-Za-z]{3}.*,|,.*[A-Za-z]{3}|㐀", words):
            continue
        if re.search(r"[" + _H + "]", words) or any(s.start < end and start < s.end for s in found):
            continue
        found.append(_address(text, start, end, match["cue"].strip()))
    found += [
        Span(m.start(), m.end(), "address_usual", AddressValue(m.group(), "usual"), 0.95, "addresses.usual")
        for m in _USUAL.finditer(text)
    ]
    for pattern in (_LABEL, _ENGLISH_LABEL):
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(s.start < end and start < s.end for s in found):
                continue
            value = AddressValue(match["label"].strip(), "label", match["cue"].strip())
            if value.text:
                found.append(
                    Span(
                        match.start("label"),
                        match.end("label"),
                        "address_label",
                        value,
                        0.7,
                        "addresses.label",
                    )
                )
    return sorted(found, key=lambda s: s.start)


def _cue_length(text: str) -> int:
    match = re.match(
        rf"(?:[{_H}]{{0,8}}?)(?:送货?(?:到|至|去|往)|地址(?:是|为|改成|改为)?|发货?(?:到|至|往)|寄(?:到|至)|运到|改送到?|送|收货)(?=[{_H}]{{2,}}[省市区县路镇街])",
        text,
    )
    return match.end() if match else 0


def _address(text: str, start: int, end: int, cue: str | None) -> Span:
    value = AddressValue(text[start:end], "address", cue)
    return Span(start, end, "address", value, 0.95 if cue else 0.8, "addresses.written")
