"""How the customer will pay, as far as the text states it."""

import re

from parsers.spans import Span

# In this order: a more telling word outranks a vaguer one at the same place (微信转账 is WeChat, 30%定金 a deposit).
_MEANS = (
    (
        "deposit",
        r"\d{1,2} ?%\s?(?:定金|订金|预付|首付|t/?t (?:in )?(?:advance|deposit)|deposit|down|advance)|定金|订金|尾款|\bdeposit\b|\bdown payment\b|\bbalance (?:before|against|on)\b",
    ),
    ("lc", r"信用证|\bl/c\b|\bletter of credit\b|\blc (?:at sight|payment)\b|\bby lc\b|\birrevocable lc\b"),
    (
        "cod",
        r"货到(?:付款|给钱|付现|付钱|付|现金|结账|再付|现结)|送到(?:付款|付钱|给钱|结账)|到了?(?:就)?(?:给钱|付钱)|收到?货(?:后)?(?:再)?(?:付款|给钱|付钱|结)|现金(?:结算|付款|支付|结)?|现结|当面(?:付|结)|\bcash on delivery\b|\bc\.?o\.?d\b|\bpay(?:ing|ment)? (?:cash |in cash )?(?:on|upon|at) (?:delivery|arrival|receipt)\b|\bcash to (?:the )?driver\b",
    ),
    (
        "prepaid",
        r"先款后货|款到(?:发货|再发)|预付(?:款)?|先(?:付|打)(?:全)?款|全款|付清(?:再发|后发)|款已经?(?:付|打|转|汇)|已经?(?:付款|打款|汇款)|\bprepa(?:id|yment|y)\b|\b(?:payment|paid|pay|100 ?%)[^.\n]{0,20}in advance\b|\badvance payment\b|\b100 ?% advance\b|\bcash in advance\b",
    ),
    (
        "monthly",
        r"月结|月底(?:一起)?(?:结|付款|对账)|按月结|记账|挂账|账期|赊账|月底一起算|\bmonthly (?:account|billing|statement|settlement|invoice|terms|payment)\b|\bon (?:our |my )?account\b|\bnet ?\d{2}\b|\bend[- ]of[- ]month (?:billing|account)\b|\bmonthly\b|\b\d{2} days net\b",
    ),
    (
        "wechat",
        r"微信(?:支付|付款?|转账?|给|扫|结|打|收款)|\bwechat ?pay\b|\b(?:pay|paying|paid|payment)[^.\n]{0,12} wechat\b|\bvia wechat\b",
    ),
    ("alipay", r"支付宝|\balipay\b"),
    (
        "transfer",
        r"转账|对公|汇款|电汇|银行(?:转账|付款|汇款)|打款|打到(?:公司|对公)?账户|公对公|\bt/t\b|\btt (?:payment|transfer)\b|\bby tt\b|\bpayment:? ?tt\b|\bbank[- ]?(?:wire|transfer)\b|\bwire(?: transfer)?\b|\btelegraphic transfer\b|\bsepa\b|\bby transfer\b|\bbank to bank\b",
    ),
)
_PATTERNS = tuple((code, re.compile(pattern, re.IGNORECASE)) for code, pattern in _MEANS)
_ASKED = re.compile(
    r"能不能|能否|可不可以|可以[^，。\n]{0,12}[吗么]|行不行|行吗|[？?吗]|是否|支持|接受|\bdo you (?:accept|take|offer)|\bcan (?:we|i) pay|\bis it possible|\bwould you accept|\bpossible to pay",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"(?:不|别|不要|不能|不用|没法|\bno|\bnot|\bnot by|n't)\s?(?:用|走|是|接受|by |pay by )?$", re.IGNORECASE
)
_END = re.compile(r"[。；;\n!！]|\.(?=\s|$)")


def find(text: str) -> list[Span]:
    """Spans 'payment' whose value is a payment code of the reading contract; those asked about or negated are left out."""
    found: list[Span] = []
    for rank, (code, pattern) in enumerate(_PATTERNS):
        for match in pattern.finditer(text):
            if _NEGATED.search(text[max(0, match.start() - 12) : match.start()]) or _asked(
                text, *match.span()
            ):
                continue
            certainty = 0.95 - rank * 0.01
            found.append(Span(match.start(), match.end(), "payment", code, certainty, f"payments.{code}"))
    kept = [
        span
        for span in found
        if not any(
            o.certainty > span.certainty and abs(o.start - span.start) < 24 and _one_clause(text, o, span)
            for o in found
        )
    ]
    return sorted(kept, key=lambda s: s.start)


def _asked(text: str, start: int, end: int) -> bool:
    first = 0
    for stop in _END.finditer(text, 0, start):
        first = stop.end()
    stop_after = _END.search(text, end)
    last = stop_after.start() if stop_after else len(text)
    sentence = text[first:last]
    # A question elsewhere in a long sentence does not concern the payment.
    clause_start = max(sentence.rfind(mark, 0, start - first) for mark in ",，") + 1
    rest = sentence[end - first :]
    clause_end = min((at for mark in ",，" if (at := rest.find(mark)) >= 0), default=len(rest))
    return bool(_ASKED.search(sentence[clause_start : end - first] + rest[:clause_end]))


def _one_clause(text: str, a: Span, b: Span) -> bool:
    first, last = min(a.end, b.end), max(a.start, b.start)
    return not re.search(r"[。；;\n]", text[first:last])
