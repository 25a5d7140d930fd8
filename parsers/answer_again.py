"""What an answer says once more of a product that it has chosen: the same, the other one, or why the other one is not wanted."""

import re

from parsers import answer_products
from parsers.change_tokens import Token
from parsers.changewords import Clause
from parsers.orderlines import Settled, unit_of
from parsers.quantities import Amount
from parsers.questions import Questions
from parsers.reading import Line

# What takes the other one as well.
_ACCEPTS = re.compile(
    r"也|都|行|可以?|要|好[的吧了]|没问题|\b(?:also|too|fine|ok|okay|either|well|good|both|works|possible|acceptable)\b"
)
# The other one as well; how far before its clause such a word may stand.
_AS_WELL, _WORD_BEFORE = (
    re.compile(r"另外|还有|还要|再|也|\b(?:also|too|as well|plus|another|in addition)\b"),
    4,
)
# Words that tell what something is: 白的那是酒店用的.
_IS = frozenset({"是", "用", "is", "are"})


def again(asked: Questions, clause: Clause, taken: list[Token]) -> None:
    """What was chosen, said once more; or something else: then nothing is chosen."""
    if clause.labels & {"more", "set"}:
        # 圆的也换成金色: that another line becomes the same is no repetition.
        return
    for place, (flag, was) in list(asked.chosen.items()):
        entries = [entry for sku in flag.candidates if (entry := asked.catalog.entry(sku))]
        chosen = asked.order.before[place].sku
        for number, token in enumerate(clause.tokens):
            fits = answer_products.choices(asked, token, entries, place) if token.kind == "name" else set()
            denied = number > 0 and clause.tokens[number - 1].label in ("not", "remove")
            behind = clause.tokens[number + 1 : number + 2]
            denied = denied or any(one.label == "remove" for one in behind)
            if not fits or len(fits) == len(entries):
                continue
            if not denied and chosen not in fits and _besides(asked, clause, fits, token, taken):
                break
            if (chosen in fits) == denied and _only_told(asked, clause, number):
                taken += [token, *clause.tokens[number + 1 :]]
                break
            if (chosen in fits) == denied:
                asked.reopen(place, flag, was)
                break
            taken.append(token)
            if denied:
                taken += [one for one in clause.tokens if one.label in ("not", "remove")]


def _besides(asked: Questions, clause: Clause, fits: set[str], token: Token, taken: list[Token]) -> bool:
    """Whether the other one is wanted as well, so much of it: 白的，另外灰的也来一箱."""
    amounts = clause.of("amount")
    said = asked.annotated.lowered[max(0, clause.start - _WORD_BEFORE) : asked.order.stretch(clause)[1] + 1]
    product = asked.catalog.get(next(iter(fits)))
    if len(fits) != 1 or len(amounts) != 1 or product is None or not _AS_WELL.search(said):
        return False
    amount: Amount | None = amounts[0].span.value if amounts[0].span else None
    if amount is None or amount.exact is None or amount.unit is None:
        return False
    found = unit_of(amount.unit, product, (), asked.catalog)
    if found.status != "found" or any(line.sku == product.sku for line in asked.order.before):
        return False
    line = Line(product.sku, asked.words(token), amount.exact * found.multiplier, found.unit)
    asked.order.added.append(Settled(line))
    taken += clause.tokens
    return True


def _only_told(asked: Questions, clause: Clause, number: int) -> bool:
    """Whether the clause only tells something of the other one: 法嘴的吧，美嘴的老漏气."""
    if clause.labels & {"stock", "others", "past"} or clause.reason:
        return True
    name, behind = clause.tokens[number], clause.tokens[number + 1 : number + 2]
    after = clause.tokens[number + 1 :]
    idle = all(one.kind != "word" or asked.words(one) in _IS for one in after)
    told = name.gaps > 0 or any(one.kind == "name" and one.gaps > 0 for one in (after if idle else behind))
    stop = asked.order.stretch(clause)[1]
    return told and _ACCEPTS.search(asked.annotated.lowered, name.start, stop + 2) is None
