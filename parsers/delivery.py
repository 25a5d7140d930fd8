"""Where and when to deliver: written addresses, labels on file, and the one day that is meant."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from parsers.annotate import Annotated
from parsers.normalize import plain
from parsers.reading import Customer, Evidence, Flag
from parsers.spans import Span

_TO = re.compile(
    r"(?:送货?(?:到|至|去|往)?|发货?(?:到|至|往)?|寄(?:到|至)?|运(?:到|至)?|拉(?:到|去)|到货?(?:地|点|地点|地址)?|收货(?:地址|地|点)?|地址|交货地点?|改送|放到?|卸(?:到|在)?|"
    r"(?:ship|deliver|send|delivery|shipping|goes|go|bring)(?:ed|s|ing|y)?(?: it| them| this| that| all| these| everything)?(?: to| at)?|ship[- ]?to|to|at|for|"
    r"用|给|在|还是|按|去)[:： ]*(?:the |our |my |我们?的?|咱们?)?$"
)
_AFTER = re.compile(
    r"^(?: ?(?:那边|这边|收|吧|就行|this time|location|warehouse|address|store|site|branch|please|pls|instead|是|店|库|门店)|[，。,.;；\s!！]|$)"
)
_INSTEAD = re.compile(
    r"(?:instead of|rather than|not(?: to)?|不是|别送|不送|不要送|不到|from)\s*(?:the |our )?$"
)
_TAILS = ("店里", "店", "里", "仓库", "仓", "库")
_NO_DELIVERY = re.compile(
    r"(?:制单|下单|订单|开单|打印|报价|签订|合同|生产|单据|填表|申请)(?:日期|时间)?[:： ]*$|(?:valid (?:until|to|till|through)|dated?|dt\.?|date of (?:order|issue)|order date|po date|issued?)[:：. ]*$|有效期[至到]?[:： ]*$"
)
_OF_ORDER = re.compile(
    r"^\s*(?:的?那[个一]?[单批张笔次]|的?这[单批张]|的单|订的|下的|定的|发的|送来|送的|到的|收到|买的|拿的|说|谈的?|给我|的货|的?订单|刚|已|以来|还|才|'s (?:order|delivery|po)|签)"
)
_PAST = re.compile(r"(?:昨天|前天|上周|上次|上个?月|去年|yesterday|last (?:week|month|time)|since|ago)")
_CLOSED = re.compile(
    r"不收|不上班|休息|关门|放假|没人|不营业|不行|不要送|别送|不能|closed|not open|no receiving|no deliver|holiday|off\b|except"
)
_DELIVERS = re.compile(
    r"送|到|交|收货|要|需|发|前|之前|deliver|arriv|need|reach|ship|by\b|before|due|eta|must|on\b|for\b|want|send|date"
)


@dataclass(frozen=True, slots=True)
class Place:
    """`address` to deliver to, or the flag why none remains."""

    address: str | None
    flags: tuple[Flag, ...] = ()
    evidence: Evidence | None = None
    stated: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    day: date | None
    flags: tuple[Flag, ...] = ()
    evidence: Evidence | None = None
    stated: bool = False


def place(annotated: Annotated, customer: Customer | None) -> Place:
    """Where the message says to deliver to; an empty Place where it says nothing."""
    written = [s for s in annotated.of("address", blocks=annotated.voice) if s.value.kind == "address"]
    labels = _labels(annotated, customer) if customer is not None else []
    if written:
        cued = [s for s in written if s.value.cue] or written
        distinct = {plain(s.value.text): s for s in cued}
        if len(distinct) > 1:
            return Place(None, (_flag("ambiguous", tuple(distinct)),), None, True)
        span = cued[0]
        return Place(_text(annotated, span), (), _evidence(annotated, span), True)
    if labels:
        addresses = list(dict.fromkeys(address for _, address in labels))
        span = labels[0][0]
        if len(addresses) > 1:
            return Place(None, (_flag("ambiguous", tuple(addresses)),), None, True)
        return Place(addresses[0], (), _evidence(annotated, span), True)
    usual = annotated.of("address_usual", blocks=annotated.voice)
    if usual:
        default = customer.addresses[0][1] if customer is not None and customer.addresses else None
        if default is None:
            return Place(None, (_flag("missing"),), None, True)
        return Place(default, (), _evidence(annotated, usual[0]), True)
    for span in annotated.of("address_label", blocks=annotated.voice):
        if span.value.cue and customer is not None:
            fits = _fitting(span.value.text, customer)
            if len(fits) == 1:
                return Place(fits[0], (), _evidence(annotated, span), True)
            if len(fits) > 1:
                return Place(None, (_flag("ambiguous", tuple(fits)),), None, True)
            return Place(None, (_flag("unknown", tuple(a for _, a in customer.addresses)),), None, True)
    return Place(None)


def _text(annotated: Annotated, span: Span) -> str:
    return annotated.source(span.start, span.end) if span.value.text is None else str(span.value.text)


def _labels(annotated: Annotated, customer: Customer) -> list[tuple[Span, str]]:
    """Labels of the customer's addresses that the text gives as the place to deliver to."""
    found: list[tuple[Span, str]] = []
    for label, address in customer.addresses:
        for call in _calls(label):
            for block in annotated.voice:
                text = annotated.lowered[block.start : block.end]
                for match in re.finditer(re.escape(call), text):
                    before, after = text[: match.start()], text[match.end() :]
                    if call.isascii() and not (_edge(before[-1:]) and _edge(after[:1])):
                        continue
                    if _INSTEAD.search(before[-20:]):
                        continue
                    line = before.rsplit("\n", 1)[-1]
                    alone = not re.sub(r"[\s:：,，]", "", re.split(r"[，。,\n;；]", line)[-1])
                    if _TO.search(before[-40:]) or (alone and _AFTER.match(after)):
                        start = block.start + match.start()
                        found.append((Span(start, start + len(call), "label", address), address))
    # The longest label at a place is the one that was written: 二厂 over 厂.
    return [
        (span, address)
        for span, address in found
        if not any(
            o.start <= span.start and span.end <= o.end and o.end - o.start > span.end - span.start
            for o, _ in found
        )
    ]


def _calls(label: str) -> list[str]:
    name = plain(label).lower().strip()
    if not name:
        return []
    calls = [name]
    if not name.isascii():
        calls += [name[: -len(tail)] for tail in _TAILS if name.endswith(tail) and len(name) - len(tail) >= 2]
        if len(name) >= 2 and name[-1] in "店厂库仓部" and len(name) == 2:
            calls.append(name[-1] + "里")
        elif len(name) >= 3 and name[-1] in "店厂库仓":
            calls.extend([name[-1] + "里", "到" + name[-1]])
        if len(name) >= 3 and name[0].isascii() is not None and name[-2:] in ("工地", "门店", "仓库", "工厂"):
            calls.append(name[-2:])
    return list(dict.fromkeys(calls))


def _fitting(words: str, customer: Customer) -> list[str]:
    """Addresses whose label the words may mean."""
    said = plain(words).lower().strip(" 里那边处the")
    exact = [
        address
        for label, address in customer.addresses
        if plain(label).lower() == plain(words).lower().strip()
    ]
    if exact:
        return exact
    if not said:
        return []
    return [
        address
        for label, address in customer.addresses
        if (known := plain(label).lower()) and (said in known or known in said)
    ]


def _edge(character: str) -> bool:
    return not character or not (character.isascii() and character.isalnum())


def day(annotated: Annotated) -> Day:
    """The day it must be there, by the contract; an empty Day where the text names none."""
    spans = [s for s in annotated.of("date", blocks=annotated.voice) if _chosen(annotated, s)]
    wanted = [s for s in spans if _is_delivery(annotated, s)]
    if not wanted:
        return Day(None)
    cued = [s for s in wanted if _DELIVERS.search(_around(annotated, s))]
    pool = cued or wanted
    days = {s.value.day for s in pool if s.value.day is not None}
    span = pool[-1] if len(days) == 1 else pool[0]
    evidence = _evidence(annotated, span)
    value = span.value
    if any(s.value.weekday_conflict for s in pool):
        return Day(None, (Flag("delivery_date", "conflict"),), evidence, True)
    if len(days) > 1:
        corrected = _corrected(annotated, pool)
        if corrected is None:
            candidates = tuple(sorted(d.isoformat() for d in days))
            return Day(None, (Flag("delivery_date", "conflict", candidates),), evidence, True)
        span, value = corrected, corrected.value
    if value.day is None and value.alternatives:
        candidates = tuple(d.isoformat() for d in value.alternatives)
        return Day(None, (Flag("delivery_date", "ambiguous", candidates),), evidence, True)
    if value.out_of_range:
        return Day(value.day, (Flag("delivery_date", "out_of_range"),), evidence, True)
    return Day(value.day, (), evidence, True)


def _corrected(annotated: Annotated, pool: Sequence[Span]) -> Span | None:
    last = pool[-1]
    before = annotated.lowered[max(0, last.start - 14) : last.start]
    if re.search(
        r"不对|写错|看错|说错|改|sorry|哦不|i mean|make (?:it|that)|rather|actually|instead", before
    ):
        return last
    # A closer statement inside a wider one (下周三 within 下周) is no second day.
    exact = [s for s in pool if s.value.precision == "day"]
    if len({s.value.day for s in exact}) == 1 and len(exact) < len(pool):
        return exact[0]
    return None


def _chosen(annotated: Annotated, span: Span) -> bool:
    return any(span is one for spans in annotated.chosen.values() for one in spans)


def _around(annotated: Annotated, span: Span) -> str:
    text = annotated.lowered
    start = max(text.rfind(mark, 0, span.start) for mark in "。\n；;!！?？")
    ends = [at for mark in "。\n；;!！?？" if (at := text.find(mark, span.end)) >= 0]
    return text[start + 1 : span.start] + " " + text[span.end : min(ends, default=len(text))]


def _clause(annotated: Annotated, span: Span) -> str:
    text = annotated.lowered
    start = max(text.rfind(mark, 0, span.start) for mark in "。\n；;!！?？，,")
    ends = [at for mark in "。\n；;!！?？，," if (at := text.find(mark, span.end)) >= 0]
    return text[start + 1 : min(ends, default=len(text))]


def _is_delivery(annotated: Annotated, span: Span) -> bool:
    before = annotated.lowered[max(0, span.start - 24) : span.start]
    after = annotated.lowered[span.end : span.end + 24]
    if _NO_DELIVERY.search(before) or _OF_ORDER.search(after):
        return False
    if _CLOSED.search(_clause(annotated, span)):
        return False
    return not _PAST.search(annotated.lowered[span.start : span.end])


def _flag(code: str, candidates: tuple[str, ...] = ()) -> Flag:
    return Flag("delivery_address", code, candidates)  # type: ignore[arg-type]


def _evidence(annotated: Annotated, span: Span) -> Evidence:
    first, last = annotated.surface.source(span.start, span.end)
    return Evidence(
        annotated.source(span.start, span.end), first, last, span.certainty, span.rule or "delivery.label"
    )
