"""Prices and totals as people write them: 46块5, 2.5元/瓶, USD 0.062/pc, 单价48, 合计1.2万元."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from parsers import units
from parsers.spans import Span


@dataclass(frozen=True, slots=True)
class MoneyValue:
    """`currency` is ISO 4217 where a sign or word states it; `per_unit` the text's own word for the priced unit."""

    amount: Decimal
    currency: str | None = None
    per_unit: str | None = None
    approximate: bool = False
    is_total: bool = False


_CURRENCIES = {
    "¥": "CNY", "rmb": "CNY", "cny": "CNY", "元": "CNY", "块": "CNY", "块钱": "CNY", "人民币": "CNY", "yuan": "CNY",
    "us$": "USD", "$": "USD", "usd": "USD", "美元": "USD", "美金": "USD", "刀": "USD", "dollars": "USD", "dollar": "USD", "u$s": "USD",
    "€": "EUR", "eur": "EUR", "欧元": "EUR", "euro": "EUR", "euros": "EUR",
    "hk$": "HKD", "hkd": "HKD", "港币": "HKD", "港元": "HKD", "£": "GBP", "gbp": "GBP", "英镑": "GBP", "aud": "AUD", "a$": "AUD", "澳元": "AUD",
}  # fmt: skip
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_BEFORE = re.compile(
    rf"(?<![A-Za-z])(us\$|hk\$|a\$|u\$s|\$|¥|€|£|usd|rmb|cny|eur|hkd|gbp|aud|人民币)\s?({_NUMBER})\s?(万|k(?![a-z]))?",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"(?<![A-Za-z0-9_.])({_NUMBER})\s?(万)?\s?(元|块钱|块(?=\s?(?:\d(?!\d*\s?[a-z㐀-鿿])|[/一每]|钱))|美元|美金|刀|欧元|港币|港元|英镑|rmb|usd|cny|eur|hkd|gbp|aud|yuan|dollars?|euros?|€|\$)(?![a-z])(\d{{1,2}}(?!\d))?",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    rf"(?:单价|价格|每[㐀-鿿]价|@|\bprice:?|\bat)\s?[:：]?\s?({_NUMBER})(?![\d%])", re.IGNORECASE
)
_PER = re.compile(r"\s?(?:/|一|每|per |an? |each |the )\s?", re.IGNORECASE)
_TOTAL = re.compile(
    r"(?:合计|总计|共计?|总价|总额|总金额|总共|货款|\btotal(?: amount| value| price)?|\bsum|\bamount)\s?(?:[:：是为]|of)?\s?$",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"(?:约|大概|差不多|大约|\babout|\baround|\bapprox\.?)\s?$", re.IGNORECASE)


def currency(word: str) -> str | None:
    """The ISO 4217 code that a word or sign stands for, or None."""
    return _CURRENCIES.get(word.strip().lower())


def find(text: str) -> list[Span]:
    """Spans 'money' (MoneyValue)."""
    found: list[Span] = []
    for match in _BEFORE.finditer(text):
        _add(found, text, match.start(), match.end(), match[2], match[3], _CURRENCIES[match[1].lower()], 0.95)
    for match in _AFTER.finditer(text):
        amount = match[1]
        jiao = match[4]
        end = match.end()
        if jiao is not None and match[3] in ("块", "元"):
            amount = f"{amount}.{jiao}"
        elif jiao is not None:
            end -= len(jiao)
        _add(found, text, match.start(), end, amount, match[2], _CURRENCIES[match[3].lower()], 0.95)
    for match in _LABELLED.finditer(text):
        if not any(s.start <= match.start(1) < s.end for s in found):
            at = match[0].lower().startswith("at")
            before = len(found)
            _add(found, text, match.start(), match.end(), match[1], None, None, 0.7)
            if at and found[before:] and found[-1].value.per_unit is None:
                del found[-1]
    return found


def _add(
    found: list[Span],
    text: str,
    start: int,
    end: int,
    number: str,
    scale: str | None,
    currency: str | None,
    certainty: float,
) -> None:
    try:
        amount = Decimal(number.replace(",", ""))
    except InvalidOperation:
        return
    if scale:
        amount *= 10_000 if scale == "万" else 1_000
    total = bool(_TOTAL.search(text[max(0, start - 16) : start]))
    about = bool(_ABOUT.search(text[max(0, start - 10) : start]))
    per = _PER.match(text, end)
    unit = None
    if per:
        known = units.at(text, per.end())
        if known:
            unit = text[per.end() : known[0]].strip()
            end = known[0]
    found.append(
        Span(start, end, "money", MoneyValue(amount, currency, unit, about, total), certainty, "money.sign")
    )
