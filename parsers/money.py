"""Prices and totals as people write them: 46块5, 2.5元/瓶, USD 0.062/pc, 单价48, 合计1.2万元."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from parsers import number_words, units, wordlists
from parsers.patterns import seldom
from parsers.spans import Span

_DATA = wordlists.load("money")


@dataclass(frozen=True, slots=True)
class MoneyValue:
    """`currency` is ISO 4217 where a sign or word states it; `per_unit` the text's own word for the priced unit."""

    amount: Decimal
    currency: str | None = None
    per_unit: str | None = None
    is_total: bool = False


def _codes(side: str) -> dict[str, str]:
    return {word: row["code"] for row in _DATA["currency"] for word in row[side]}


_SIGNS, _NAMES = _codes("before"), _codes("after")
_CODES = {row["code"].lower(): row["code"] for row in _DATA["currency"]}


def _any(words: dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_DIGITS = (
    r"[0-9]{1,3}(?:[,'][0-9]{3})+(?:\.[0-9]{1,6})?|[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{1,2}(?![0-9])"
    r"|[0-9]{1,9},[0-9]{1,2}(?![0-9])|[0-9]{1,12}(?:\.[0-9]{1,6})?"
)
_WORDS = "[零一二两三四五六七八九十百千万]{1,9}"
_FREE = r"(?<![A-Za-z0-9_.])(?<![0-9],)(?<![A-Za-z0-9]-)"
_BEFORE = seldom(
    rf"(?<![A-Za-z])({_any(_SIGNS)}) ?({_DIGITS}) ?(万|k(?![A-Za-z]))?(?: ?(?:元|块钱|yuan))?",
    re.IGNORECASE,
)
_AFTER = seldom(
    rf"{_FREE}({_DIGITS}|{_WORDS}) ?([万千]|k(?= ))? ?\(?({_any(_NAMES)})(?![A-Za-z])\)?", re.IGNORECASE
)
# 3块8毛5, 8毛, 5角/个
_DIME = seldom(
    rf"{_FREE}(?:({_DIGITS}|{_WORDS})[块元])?([0-9]{{1,2}}|[一二两三四五六七八九])(?:毛(?![巾刷毯衣线绒豆笔肚尖峰肥坯发孔料病利])|(?:(?<=[0-9])角|(?<=[元块][一二三四五六七八九])角|角(?=[钱/一每]))(?![\u4e00-\u9fff](?<![钱一每])))钱?(?:([1-9一二三四五六七八九])分?(?![0-9]|[\u4e00-\u9fff](?<!一)))?"
)
_CENTS = re.compile(r"(?:([0-9]{1,2})|([一二三四五六七八九]))(?![0-9.点]|毛|角)")
_LABELLED = seldom(rf"(?:{'|'.join(_DATA['words']['label'])})({_DIGITS})(?![0-9%])", re.IGNORECASE)
_TOTALLED = seldom(rf"(?:{'|'.join(_DATA['words']['total_only'])})({_DIGITS})(万)?(?![0-9%])", re.IGNORECASE)
_AT = seldom(rf"\bat ({_DIGITS})(?![0-9%:])", re.IGNORECASE)
_CENTED = re.compile(r"[0-9]{1,6}\.[0-9]{2}")
_HOUR = re.compile(r" ?(?:am|pm|a\.m|p\.m|o.clock|h|hrs?|hours|sharp|uhr|local)\b", re.IGNORECASE)
_TIMED = re.compile(
    r"\b(?:deliver\w*|arriv\w+|com(?:e|es|ing)|be|is|are|open\w*|clos\w+|pick\w*|collect\w*|drop\w*|ring|call|meet\w*|start\w*"
    r"|here|there|noon|to(?:day|morrow|night)|morning|afternoon|evening|\w+day|mon|tue|wed|thu|fri|sat|sun|by|before|after|until)\b",
    re.IGNORECASE,
)
_FARTHEST = 60
_EACH = seldom(rf"{_FREE}([0-9]{{1,6}}\.[0-9]{{2,4}}) (?=(?:each|ea|apiece)\b)", re.IGNORECASE)
_PER = re.compile(
    r" ?(?:/|[一每](?=[^\W\d_])|(?<! )1(?=[\u4e00-\u9fff])|per |an? |the ) ?(?:(?P<lot>[0-9]{1,5}|[百千]|hundred|thousand) ?)?",
    re.IGNORECASE,
)
# 144块一手: what a trade counts by may be any character.
_COUNTER = re.compile(r"[一每/]([\u4e00-\u9fff])(?![\u4e00-\u9fff])")
_EACH_AFTER = re.compile(r" ?(each|ea|apiece)\b", re.IGNORECASE)
# 每箱就按270元, 一箱给你算58元: the priced unit, and what may stand between it and its price.
_PRICED_AT = r"(?:[就都也还仍](?=[是按照给算收]))?(?:是|要|卖|价|才|合|[按照]着?|给[你您]?[算按]?|收|算)?"
_UNIT_BEFORE = re.compile(
    rf"(?:每|(?<![要来拿订买给加送再和、0-9])[一1])([\u4e00-\u9fff]{{1,2}}?){_PRICED_AT}[:：]? ?$"
)
# So far before a price its unit begins.
_FARTHEST_UNIT = 9
_EVERY = seldom(rf"每([\u4e00-\u9fff]{{1,2}}?){_PRICED_AT}[:：]? ?({_DIGITS})(?![0-9%])")
# 还是178，拿8盏: the price is as before, and so many are wanted.
_STILL = seldom(
    rf"(?:还是|还按|仍按|仍是|依旧)({_DIGITS})(?=[,，、 ]{{1,2}}(?:先|再|就|给我)?[拿来要订进补](?:[0-9]|[一二两三四五六七八九十半]))"
)
_TOTAL = re.compile(rf"(?:{'|'.join(_DATA['words']['total'])})$", re.IGNORECASE)
_TAX = re.compile(_DATA["words"]["tax"], re.IGNORECASE)
_SPOKEN = re.compile("|".join(_DATA["words"]["spoken"]))
_FESTIVAL = re.compile(r"\b(?:before|by|after|until|till) $", re.IGNORECASE)
# What goes on behind a price: one of what, tax, and what asks for so many of it.
_TAKES = "要来拿订买进给发送补取"
_BEHIND_PRICE = "一每的左含不未钱吧哈呗啊" + _TAKES
_BEHIND_CENTS = _BEHIND_PRICE + "算那"
# 35块运费: what is paid beside goods. 10块缴费标牌 are goods.
_FEE = re.compile(
    r"的?(?:(?:运|邮|快递|物流|手续|安装|加急|装卸|搬运|上楼|配送|送货|打包|包装|人工|停车|过路|高速|服务|清关|报关)费|罚款|押金|定金|订金|尾款|差价|邮资|红包|税[费金款]?(?![㐀-鿿]))"
    r"(?![㐀-鿿]{0,3}(?:牌|标|签|提示|单|表|栏|机|盒|袋|封|印|章|纸|贴|收据|票))"
)
_ROW = 60
_LOTS = {"百": 100, "千": 1000, "hundred": 100, "thousand": 1000}
_SCALES = {"万": 10_000, "千": 1000, "k": 1000}


def currency(word: str) -> str | None:
    """The currency that a sign, a word or an ISO code names, or None."""
    name = word.strip().lower()
    return _SIGNS.get(name) or _NAMES.get(name) or _CODES.get(name)


def find(text: str) -> list[Span]:
    """Spans 'money' (MoneyValue), of which none overlaps another."""
    found: list[Span] = []
    taken: set[int] = set()
    for span in (*_signed(text), *_dimes(text), *_named(text), *_bare(text)):
        positions = range(span.start, span.end)
        if taken.isdisjoint(positions):
            taken.update(positions)
            found.append(span)
    return sorted(found, key=lambda span: span.start)


def _signed(text: str) -> Iterator[Span]:
    for match in _BEFORE.finditer(text):
        if match[1].lower() == "cny" and _FESTIVAL.search(text[max(0, match.start() - 7) : match.start()]):
            continue
        amount = _number(match[2]) * _SCALES.get((match[3] or "").lower(), 1)
        yield _money(text, match.start(), match.end(), amount, _SIGNS[match[1].lower()], 0.95)


def _dimes(text: str) -> Iterator[Span]:
    for match in _DIME.finditer(text):
        amount = (_number(match[1]) if match[1] else 0) + _number(match[2]) / 10
        amount += (_number(match[3]) if match[3] else 0) / Decimal(100)
        yield _money(text, match.start(), match.end(), amount, "CNY", 0.95)


def _named(text: str) -> Iterator[Span]:
    for match in _AFTER.finditer(text):
        word, end = match[3].lower(), match.end()
        amount = _number(match[1])
        cents = _cents(text, end) if word in ("块", "元") and amount == int(amount) else None
        if cents:
            amount, end = amount + cents[0], cents[1]
        # 10块 are blocks unless something says money; 10块电池 always.
        if word == "块" and not cents and not _is_price(text, match.start(), end):
            continue
        if word == "元" and text[end : end + 1] in tuple("旦宵件素里桥村街巷坊阁楼乡镇湖山洞"):
            continue
        amount *= _SCALES.get((match[2] or "").lower(), 1)
        yield _money(text, match.start(), end, amount, _NAMES[word], 0.95)


def _bare(text: str) -> Iterator[Span]:
    """Amounts without a currency that a word makes a price or a total."""
    for match in _TOTALLED.finditer(text):
        amount = _number(match[1]) * (10_000 if match[2] else 1)
        if units.at(text, match.end()) is None:
            yield Span(*match.span(), "money", MoneyValue(amount, is_total=True), 0.8, "money.total")
    for match in _LABELLED.finditer(text):
        yield _money(text, match.start(), match.end(), _number(match[1]), None, 0.8)
    for match in _STILL.finditer(text):
        yield Span(*match.span(1), "money", MoneyValue(_number(match[1])), 0.8, "money.still")
    for match in _EVERY.finditer(text):
        # 每箱24瓶 is a packing, 每箱58 a price.
        if units.named(match[1]) and units.at(text, match.end()) is None:
            value = MoneyValue(_number(match[2]), None, match[1])
            yield Span(*match.span(), "money", value, 0.85, "money.every")
    for match in (*_AT.finditer(text), *_EACH.finditer(text)):
        span = _money(text, match.start(), match.end(1), _number(match[1]), None, 0.9)
        if span.value.per_unit or _prices(text, match):
            yield span


def _prices(text: str, match: re.Match[str]) -> bool:
    """Whether "at 3.00" is a price: an amount stands before it, and nothing that comes at an hour."""
    before = text[max(0, match.start() - _FARTHEST) : match.start()]
    clause = before[max(before.rfind(mark) for mark in "\n,;!?") + 1 :]
    written = _CENTED.fullmatch(match[1]) and not _HOUR.match(text, match.end())
    return bool(written) and any(map(str.isdigit, clause)) and not _TIMED.search(clause)


def _number(written: str) -> Decimal:
    if not written[0].isascii():
        value = number_words.chinese(written)
        return value.low if value else Decimal(0)
    plain = written.replace("'", "")
    if re.search(r",[0-9]{1,2}$", plain):
        return Decimal(plain.replace(".", "").replace(",", "."))
    return Decimal(plain.replace(",", ""))


def _cents(text: str, end: int) -> tuple[Decimal, int] | None:
    """The 5 of 46块5 and the 五 of 两块五; in 10元10箱 and 五块五花肉 there are none."""
    match = _CENTS.match(text, end)
    if match is None or units.at(text, match.end()):
        return None
    follows = text[match.end() : match.end() + 1]
    if "\u3400" <= follows <= "\u9fff" and follows not in _BEHIND_CENTS:
        return None
    if match[2] and follows == "一" and units.at(text, match.end() + 1) is None:
        return None
    digits = match[1] or str(int(_number(match[2])))
    return Decimal(f"0.{digits}"), match.end()


def _is_price(text: str, start: int, end: int) -> bool:
    per = _PER.match(text, end)
    if per and (units.at(text, per.end()) or _COUNTER.match(text, end)):
        return True
    if _FEE.match(text, end):
        return True
    said = _SPOKEN.search(text[max(0, start - _FARTHEST_UNIT) : start]) is not None
    follows = text[end : end + 1]
    return said and not ("\u3400" <= follows <= "\u9fff" and follows not in _BEHIND_PRICE)


def _money(text: str, start: int, end: int, amount: Decimal, code: str | None, certainty: float) -> Span:
    unit: str | None = None
    each, per, every = (
        _EACH_AFTER.match(text, end),
        _PER.match(text, end),
        _UNIT_BEFORE.search(text[max(0, start - _FARTHEST_UNIT) : start]),
    )
    known = units.at(text, per.end()) if per else None
    lot = per["lot"] if per else None
    if each:
        # 32 each carton
        counted = units.at(text, each.end() + 1) if text.startswith(" ", each.end()) else None
        unit, end = (text[each.end() : counted[0]].strip(), counted[0]) if counted else (each[1], each.end())
    elif per and (known or lot):
        # 5.40/100pcs is the price of a hundred.
        amount /= _LOTS.get(lot.lower()) or int(lot) or 1 if lot else 1
        unit, end = (text[per.end() : known[0]].strip(), known[0]) if known else (None, per.end())
    elif code is not None and (counter := _COUNTER.match(text, end)):
        unit, end = counter[1], counter.end()
    elif every and units.named(every[1]):
        unit, start = every[1], start - len(every[0])
    if tax := _TAX.match(text, end):
        end = tax.end()
    # In a table many blanks stand between the word and its number.
    before = re.sub(r"[ \t]{2,}", " ", text[max(0, start - _ROW) : start])
    total = _TOTAL.search(before[-16:]) is not None
    return Span(start, end, "money", MoneyValue(amount, code, unit, total), certainty, "money.sign")
