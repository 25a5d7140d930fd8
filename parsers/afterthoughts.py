"""What is said of lines after they were named: that one is not wanted after all, what it costs, what the list's noun was."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from parsers import phrases, units
from parsers.drafts import DOUBTFUL, Block, Draft, vague
from parsers.lookup import Lookup
from parsers.quantities import Amount, with_unit
from parsers.spans import Span

# What a row ends in that was not filled in.
_LEFT_OPEN = re.compile(r"[\s:：|](?:-{1,3}|[—–]{1,2}|/|\\|无|空|没有|不要|n/?a|nil|none)[\s|]{0,8}\Z")
_OF_ALL = re.compile(
    r"(?:(?<!首)都|全部|统一|一律|均)(?:还|仍|也|照|是|按|算|为|要|卖|收|老价|旧价){0,3} ?$"
    r"|\b(?:all(?: (?:of (?:them|these)|three|four|five))?|(?P<two>both(?: of them)?))[,:]? (?:(?:are|is|at|priced|go|@|for) ?){0,2}$"
)
_FOR_ALL = re.compile(
    r" (?:for|on) (?:each of |every one of )?(?:the )?(?:all|(?P<two>both|two))(?: (?:of )?(?:them|these|those)| sizes| colou?rs| kinds| items| types)?\b(?! [a-z]+s\b)"
)
# What stands behind a word that refuses and is refused by it, rather than courtesy or the time.
_MORE_WORDS = re.compile(
    r" (?!(?:please|pls|thanks|thank|thx|this|at|for|now|today|any|anymore|again|yet|then|and|but|so|from|as|we|i|it|since"
    r"|because|until|till|in|on|that)\b)[a-z]{3,}"
    r"|(?![了啦咯哈吧呀啊哦先再这那现暂目今谢麻就也因我家店库仓还多])[㐀-鿿]{2}"
)
_AT, _BEFORE_PRICE = len("at "), 24
# What parts a price from the amount before it where it is said by itself.
_PAUSE = re.compile(r"[,，;；。 ]{1,2}(?:价格?|单价)?[:：]?")
# So far behind a name it is told that so much of it is there.
_AROUND = 16


def review(block: Block, text: str, *, bonus: Sequence[Draft] = ()) -> None:
    """Let what stands later in a block tell on what stands before. `bonus` come with more of them free of charge."""
    for draft in bonus:
        amount: Amount | None = draft.amount.value if draft.amount is not None else None
        if draft.amount is not None and amount is not None and amount.exact is not None and amount.number:
            number = replace(amount.number, form="sum")
            draft.amount = replace(draft.amount, value=Amount(number, amount.unit))
    lines = [draft for draft in block.drafts if draft.role == "line"]
    for place, draft in enumerate(block.drafts):
        if draft.role == "excluded" and draft.match.status == "one":
            # 甲5打...甲家里还有: what was ordered before is not wanted after all.
            for earlier in block.drafts[:place]:
                if earlier.role != "line" or earlier.match.skus != draft.match.skus or draft.amount:
                    continue
                if draft.gaps or draft.proper or _goes_on(draft, text):
                    # 土卸棚头，别淋着雨: other words beside it may tell how it shall be handled.
                    earlier.certainty = min(earlier.certainty, DOUBTFUL)
                else:
                    earlier.role = "excluded"
        elif (
            draft.role == "excluded" and draft.match.status == "several" and not (draft.amount or draft.gaps)
        ):
            # 球泡9W 100只，12W 50只，球泡不要: of two that are ordered, which?
            meant = [one for one in block.drafts[:place] if _may_be(one, draft)]
            for earlier in meant:
                earlier.certainty = min(earlier.certainty, DOUBTFUL)
    _there(block, text)
    _restated(block)
    for first, second in pairwise(lines):
        if _describes(first, second) or _guesses(first, second):
            first.role = "passing"
    _resized(block)
    _summed(block)
    for draft in lines:
        if draft.amount is None and draft.match.status == "several" and _heads(draft, lines):
            draft.role = "passing"


def unfilled(block: Block, text: str) -> None:
    """Rows of a list with nothing, or none, beside rows with something: the list was there before anybody ordered."""
    rows: dict[int, list[Draft]] = {}
    for draft in block.drafts:
        if draft.role in ("line", "passing") and draft.match.skus:
            rows.setdefault(text.rfind("\n", 0, draft.start), []).append(draft)
    alone = [(start, drafts[0]) for start, drafts in rows.items() if len(drafts) == 1]
    if not any(_counts(draft) for _, draft in alone):
        return
    for start, draft in alone:
        end = text.find("\n", start + 1)
        amount: Amount | None = draft.amount.value if draft.amount is not None else None
        none = amount is not None and amount.exact == 0
        left_open = amount is None and _LEFT_OPEN.search(text, draft.end, end if end >= 0 else len(text))
        if none or left_open:
            draft.role = "excluded"


def _goes_on(draft: Draft, text: str) -> bool:
    """Whether the word that refuses goes on in others, of which it may be said: the jars shall not be wrapped in paper."""
    cue = draft.cues.get("negate") or draft.cues.get("remove")
    return cue is not None and draft.end <= cue.start and _MORE_WORDS.match(text, cue.end) is not None


def _may_be(line: Draft, excluded: Draft) -> bool:
    return line.role == "line" and line.match.status == "one" and line.match.skus[0] in excluded.match.skus


def _counts(draft: Draft) -> bool:
    return draft.role == "line" and draft.amount is not None and draft.amount.value.exact not in (None, 0)


def _there(block: Block, text: str) -> None:
    """红的5打……红的还有一堆: what lies there may not be wanted after all."""
    for place, draft in enumerate(block.drafts):
        if draft.role not in ("decoy", "excluded") or draft.match.status != "one":
            continue
        if draft.amount is not None and not vague(draft.amount):
            continue
        told = phrases.book("entries")["is_there"].pattern.search(text, draft.start, draft.end + _AROUND)
        for line in block.drafts[:place] if told is not None else ():
            if line.role == "line" and line.amount is not None and line.match.skus == draft.match.skus:
                line.certainty = min(line.certainty, DOUBTFUL)


def _restated(block: Block) -> None:
    """糖写少了，4箱; correction: sugar 8: with a word of correction what was named before gets another amount."""
    for place, draft in enumerate(block.drafts):
        if draft.role != "line" or draft.amount is None or len(draft.match.skus) == 0:
            continue
        if "correct" not in draft.cues or draft.corrected:
            continue
        fits = [
            line
            for line in block.drafts[:place]
            if line.role == "line"
            and line.amount is not None
            and set(line.match.skus) & set(draft.match.skus)
        ]
        if len(fits) == 1 and fits[0].amount is not None and len(fits[0].match.skus) == 1:
            fits[0].amount, fits[0].second = with_unit(draft.amount, fits[0].amount), None
            fits[0].corrected = True
            draft.role = "passing"
        elif fits:
            draft.certainty = min(draft.certainty, DOUBTFUL)


def _resized(block: Block) -> None:
    """白色30件，黑色翻倍: twice what? Nobody books that unseen."""
    for first, second in pairwise(block.drafts):
        resizes = {"double", "half"} & second.cues.keys()
        if resizes and second.role == "passing" and first.role == "line" and first.amount is not None:
            first.certainty = min(first.certainty, DOUBTFUL)


def _summed(block: Block) -> None:
    """白袜黑袜一共30打，白的20黑的10: what the lines behind come to is no line of its own."""
    for place, draft in enumerate(block.drafts):
        total: Amount | None = draft.amount.value if draft.amount is not None else None
        if draft.role != "line" or "total" not in draft.cues or total is None or total.exact is None:
            continue
        behind = [
            line for line in block.drafts[place + 1 :] if line.role == "line" and line.amount is not None
        ]
        parts = [line.amount.value.exact for line in behind if line.amount is not None]
        if len(parts) > 1 and None not in parts and sum(part for part in parts if part) == total.exact:
            draft.role = "passing"
            for line in behind:
                if line.amount is not None and draft.amount is not None:
                    line.amount = with_unit(line.amount, draft.amount)


def _describes(first: Draft, second: Draft) -> bool:
    """Whether what seems one of a thing only says how much is in one (一箱五公斤那个，要三箱)."""
    amount: Amount | None = first.amount.value if first.amount is not None else None
    return (
        first.amount is not None
        and amount is not None
        and amount.exact == 1
        and first.amount.end == second.start
        and second.headless
        and first.match.skus == second.match.skus
    )


def _guesses(first: Draft, second: Draft) -> bool:
    """Whether the amount of the first is told by the second (腻子要几袋？先送15袋内墙的)."""
    known = second.amount is not None and second.amount.value.exact is not None
    return (
        vague(first.amount)
        and known
        and bool(second.match.skus)
        and set(second.match.skus) <= set(first.match.skus)
    )


def _heads(draft: Draft, lines: Sequence[Draft]) -> bool:
    """Whether the draft only says what kind of goods the lines behind it are (some paint, please: ...)."""
    return any(
        line.amount is not None and line.start > draft.start and set(line.match.skus) <= set(draft.match.skus)
        for line in lines
        if line.match.skus
    )


def price_of_all(block: Block, text: str, lookup: Lookup) -> None:
    """都是9块一条, all 7.60 per pc, both at 7.60: the price of every line before that has none of its own, or of two."""
    for place, draft in enumerate(block.drafts):
        money = draft.money
        if money is None or money.value.is_total:
            continue
        # "At" may be a part of the price.
        first = money.start + (_AT if text.startswith("at ", money.start) else 0)
        said = _OF_ALL.search(text, max(0, first - _BEFORE_PRICE), first)
        said = said or _FOR_ALL.match(text, money.end)
        if said is None:
            _price_of_kin(draft, block.drafts[:place], text, lookup)
            continue
        lines = [one for one in block.drafts[:place] if one.role == "line" and one.amount is not None]
        for earlier in lines[-1:] if said["two"] else lines:
            earlier.money = earlier.money or money


def _price_of_kin(last: Draft, before: Sequence[Draft], text: str, lookup: Lookup) -> None:
    """黑的6副、红的8副，26一副: behind a pause the price of one is also that of the others of its kind right before it, counted
    alike, which cost the same by the catalog."""
    amount, money = last.amount, last.money
    if amount is None or money is None or money.value.per_unit is None or last.role != "line":
        return
    end = max(last.end, amount.end)
    if money.start < end or not _PAUSE.fullmatch(text, end, money.start):
        return
    cost = _cost(last, lookup)
    behind = last
    for line in reversed(before):
        counted = line.amount
        if line.role != "line" or counted is None or line.money is not None or cost is None:
            break
        near = "\n" not in text[counted.end : behind.start] and _meant(counted) == _meant(amount)
        if not near or _cost(line, lookup) != cost or not lookup.kin(line.match, last.match):
            break
        line.money, behind = money, line


def _meant(amount: Span) -> object:
    """The unit of the amount, whatever word it is written with."""
    unit: str | None = amount.value.unit
    return units.named(unit) or unit if unit is not None else None


def _cost(line: Draft, lookup: Lookup) -> tuple[object, ...] | None:
    """What the line's product costs by the catalog, or None if there are several or none."""
    product = lookup.catalog.get(line.match.skus[0]) if line.match.status == "one" else None
    return (product.price, product.currency, product.base_unit) if product is not None else None


def prices(blocks: Iterable[Block]) -> None:
    """Give the lines the prices that stand apart from them, beside the product's name alone."""
    drafts = [draft for block in blocks for draft in block.drafts]
    ordered = [draft for draft in drafts if draft.role == "line" and draft.amount is not None]
    for draft in drafts:
        # Even where it is asked for again: 葡萄干请按原来的价格走，14元一袋.
        if draft.money is None or draft.amount is not None or draft.role not in ("passing", "line"):
            continue
        meant = [
            line for line in ordered if line.match.status == "one" and line.match.skus[0] in draft.match.skus
        ]
        if len(meant) == 1 and meant[0].money is None:
            meant[0].money = draft.money


def wanted(block: Block) -> list[Draft]:
    """The lines that are ordered: what is counted and named again without an amount is talked about (the roses in
    sleeves, please)."""
    lines = [draft for draft in block.drafts if draft.role == "line"]
    counted = {
        sku
        for draft in lines
        if draft.amount is not None and draft.match.status != "none"
        for sku in draft.match.skus
    }
    return [draft for draft in lines if draft.amount is not None or not counted & set(draft.match.skus)]
