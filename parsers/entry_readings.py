"""The entries that neighbouring items can be read as: a number is an amount or a part of the name, on either side of it."""

import re
from collections.abc import Iterator, Sequence

from parsers import comparing, ones, phrases, units
from parsers import entry_costs as costs
from parsers.clauses import CHANGES, Item, Mention, Sentence
from parsers.entries import Entry, Pattern
from parsers.lookup import Lookup
from parsers.naming import CALLED, Naming, phrase_of, tells_kind
from parsers.parts import Part, parts
from parsers.spans import Span

# 小王要3箱: who wants it is no thing.
_PERSON = re.compile(
    r"[小老阿][㐀-鿿]|[㐀-鿿]{1,2}(?:姐|哥|总|工|师傅|老师|老板|经理|主任|叔|姨|婶|嫂|伯)|他们?|她们?|大家|客[户人]|自己"
)
# What opens a thing that is listed, and the plural of one that is counted.
_OPENS, _FEW = re.compile(r"(?:\b(?:and|plus|also|another)|[,;\n]) ?\Z"), 9
_MANY = re.compile(r" [a-z]{3,12}[a-rt-z]s\b(?! \d)")
# 铁网有货就来2卷
_IF_ANY = re.compile("^(?:如果|要是)?有(?:货|现货)?(?:的话|就)[,，]?")
# What may stand between a name with a number such as models have and how many of it.
_ASKS = re.compile(r"(?:的?[要来拿订各]?| of (?:the )?| need | want )[ x×*:：-]*|[ x×*:：-]*")
_MARKS = " x×*:：-的"
# What ends the same amount again in brackets: 10 cartons (5 pcs were dead) tells of others.
_CLOSES = re.compile(
    r" ?(?:\)|[,，;/=x*×+]|$|each|in |inside|total|per |a |装|[合共]|的|左右|整|一[箱件袋包盒桶瓶])"
)
# A size, and what may follow one.
_TELLS_SIZE, _PACKED = frozenset({"spec", "number"}), "装"
_RESTATES = re.compile(phrases.slot("entries", "restating") + "{0,4}")


class Readings:
    """The readings of the items of one text, each with its cost."""

    def __init__(self, text: str, lookup: Lookup) -> None:
        self.text = text
        self.lookup = lookup
        self.naming = Naming(text, lookup)
        self.costs = costs.NumberCosts(text, lookup, self.naming)

    def begin(self, sentence: Sentence) -> None:
        """Another sentence."""
        self.costs.begin(sentence)
        self.naming.begin([cue.start for _, cue in sentence.cues(*CHANGES)])

    def of(self, items: Sequence[Item]) -> Iterator[Entry]:
        """Every entry made of all the items, mentions and amounts in their order; none if they make none."""
        mentions = [item for item in items if isinstance(item, Mention) and item.spans]
        unknown = [item for item in items if isinstance(item, Mention) and not item.spans]
        numbers = [item for item in items if isinstance(item, Span)]
        keys = [part.key for mention in mentions for part in mention.parts if part.kind in ("word", "han")]
        coded = {mention.sku for mention in mentions if mention.sku}
        if len(coded) > 1 or (len(set(keys)) < len(keys) and len(mentions) > 1):
            # The same word twice names two products, as two codes do: HPMC 150 to HPMC 200.
            return
        if not numbers:
            if mentions and (not unknown or _between(unknown, mentions)):
                yield self._uncounted(mentions, unknown)
            return
        if not mentions and len(numbers) == 1:
            if not unknown:
                yield Entry(0, 0, amount=numbers[0], cost=self.costs.loose(numbers[0]))
                yield from self._size(numbers[0])
            elif len(unknown) == 1:
                yield from self._unknown(unknown[0], numbers[0])
            return
        if not mentions and len(numbers) == 2 and list(items) == [*unknown, *numbers] and len(unknown) == 1:
            yield from self._unknown_of_size(unknown[0], *numbers)
            return
        if unknown and (items[0] in unknown or items[-1] in unknown):
            # Words at the rim belong to no entry: the cut leaves them out.
            return
        for number in numbers:
            yield from self._counted(items, mentions, unknown, numbers, number)
        if mentions:
            # All numbers may be sizes: 304的M8, 500 water.
            named = self.naming.with_numbers(mentions, numbers)
            if named is not None:
                phrase, match = named
                cost = self.costs.naming_all(numbers, match)
                yield Entry(0, 0, phrase, mentions, match, unknown=unknown, cost=cost)

    def _size(self, number: Span) -> Iterator[Entry]:
        """A number alone as a size that products have (8寸, 70的)."""
        kind = tells_kind(self.text, number.end)
        alone = costs.PASSED_OVER if kind and not self.costs.joins(number) else costs.SIZE_ALONE
        phrase = self.naming.as_parts(number) if kind or number.label == "quantity" else None
        if phrase and len(phrase) == 1:
            match = self.lookup.find(phrase)
            if match.status in ("one", "several"):
                cost = alone + costs.found(match)
                yield Entry(0, 0, phrase, [Mention([], [number])], match, cost=cost)

    def _uncounted(self, mentions: list[Mention], unknown: list[Mention]) -> Entry:
        phrase = phrase_of(mentions)
        match = self.naming.named(mentions, phrase)
        cost = costs.uncounted(match) + costs.UNKNOWN_WORD * len(unknown)
        return Entry(0, 0, phrase, mentions, match, unknown=unknown, cost=cost)

    def _unknown(self, words: Mention, number: Span) -> Iterator[Entry]:
        """Unknown words beside an amount with a unit: perhaps a product that the catalog does not have."""
        if number.label != "quantity":
            return
        first = number.start < words.start
        between = self.text[number.end : words.start] if first else self.text[words.end : number.start]
        between = _IF_ANY.sub("", between.strip(" :-*x."))
        asked = not first and between in phrases.words("entries", "asks")
        if between and not asked and between not in phrases.words("entries", "of"):
            return
        if asked and _PERSON.fullmatch(self.text, words.start, words.end):
            return
        phrase = [part.moved(words.start) for part in parts(self.text[words.start : words.end])]
        cost = costs.UNKNOWN_PRODUCT + costs.ENTRY
        yield Entry(0, 0, phrase, [words], amount=number, amount_first=first, cost=cost)

    def _unknown_of_size(self, words: Mention, size: Span, amount: Span) -> Iterator[Entry]:
        """Unknown words with a measure that goods are not sold by here, and how many of it (皮鞋42码10双)."""
        measure = size.value.unit if size.label == "quantity" else None
        if measure is None or not units.measures(measure) or measure in self.lookup.catalog.sale_units:
            return
        if (
            amount.label == "quantity"
            and size.start - words.end <= self.text.startswith(" ", words.end)
            and amount.start - size.end <= self.text.startswith(" ", size.end)
        ):
            phrase = [part.moved(words.start) for part in parts(self.text[words.start : size.end])]
            cost = costs.UNKNOWN_PRODUCT + costs.ENTRY
            yield Entry(0, 0, phrase, [words], amount=amount, cost=cost)

    def _counted(
        self,
        items: Sequence[Item],
        mentions: list[Mention],
        unknown: list[Mention],
        numbers: list[Span],
        amount: Span,
    ) -> Iterator[Entry]:
        """Readings in which `amount` is how much is wanted."""
        place = items.index(amount)
        others = [number for number in numbers if number is not amount]
        for second in self._seconds(items, place, amount):
            named = [number for number in others if number is not second]
            before = [item for item in items[:place] if item not in unknown]
            after = [item for item in items[place + 1 :] if item not in unknown and item is not second]
            if not before and not after:
                continue
            if before and amount.rule == ones.ONE_OF:
                continue
            found = (
                self.naming.with_numbers(mentions, named, counted=True)
                if named
                else (phrase_of(mentions), self.naming.found(mentions))
            )
            # 20升的桐油: what 的 joins to a name behind it is a size, if products have it.
            told = not before and tells_kind(self.text, amount.end)
            thin = second is not None or told or amount.value.unit in phrases.words("entries", "thin")
            if found is None or (thin and self._is_size(mentions, amount)):
                continue
            phrase, match = found
            if match.status == "none" and named and not self._beside(amount, [*mentions, *named]):
                continue
            cost = costs.found(match) + self.costs.counted(amount, match, alone=not others) + costs.ENTRY
            said_again = [words for words in unknown if second and amount.end <= words.start < second.start]
            cost += self.costs.named(named, match) + costs.UNKNOWN_WORD * (len(unknown) - len(said_again))
            doubtful = (
                amount.label == "bare"
                and not (not before and self._counts_many(amount))
                and not self.text.startswith(" of ", amount.end)
                and not (before and not after and costs.asked_for(self.text, amount))
                and not self._says_again(amount, phrase)
                and self.naming.with_numbers(mentions, [*named, amount]) is not None
            )
            if doubtful:
                cost += costs.COULD_NAME
            if second is not None:
                cost += costs.SECOND_AMOUNT
            if not before and amount.label == "bare" and self.text.startswith(" for ", amount.end):
                # Shelf 4 for oil: for what it is, is not how much of it.
                cost += costs.FOR_IT
            if before and not after and self.costs.counts_what_follows(amount):
                cost += costs.ANOTHER_COUNTED
            if not before and self.costs.restates(amount):
                cost += costs.CORRECTS
            order: Pattern = "either"
            if before and after:
                if any(words.start > amount.end for words in unknown):
                    # 甲8盘 店面快没货了: words of another tale stand between.
                    continue
                if match.status not in ("one", "several") or not self._says_more(after):
                    continue
                cost += costs.BOTH_SIDES
            else:
                order = "amount first" if after else "product first"
            yield Entry(
                0,
                0,
                phrase,
                mentions,
                match,
                amount,
                second,
                unknown=unknown,
                amount_first=not before,
                order=order,
                doubtful=doubtful,
                cost=cost,
            )

    def _beside(self, amount: Span, named: Sequence[Item]) -> bool:
        """Whether the amount is that of a name with a number such as models have, and stands right beside it: 轴承6208 4个;
        of 轴承1000 送到2206室 it is the other way round, or neither."""
        if not any(
            isinstance(one, Span) and one.label == "bare" and one.end - one.start >= CALLED for one in named
        ):
            return True
        before = [one.end for one in named if one.end <= amount.start]
        behind = [one.start for one in named if one.start >= amount.end]
        between = self.text[max(before) : amount.start] if before else self.text[amount.end : min(behind)]
        return _ASKS.fullmatch(between) is not None and (
            amount.label == "quantity" or not between.strip(_MARKS)
        )

    def _seconds(self, items: Sequence[Item], place: int, amount: Span) -> Iterator[Span | None]:
        """What may be the amount in another unit: nothing, or the one behind it."""
        yield None
        behind = items[place + 1 : place + 3]
        if behind and isinstance(behind[0], Mention) and not behind[0].spans:
            # 3箱即36瓶: words that say again, which no cue has.
            behind = behind[1:]
        following = behind[0] if behind else None
        if (
            isinstance(following, Span)
            and following.label == "quantity"
            and amount.label == "quantity"
            and following.rule != ones.ONE_OF
            and _RESTATES.fullmatch(self.text, amount.end, following.start)
            and (
                "(" not in self.text[amount.end : following.start] or _CLOSES.match(self.text, following.end)
            )
            and not self._is_next(amount, following)
        ):
            yield following

    def _is_size(self, mentions: list[Mention], number: Span) -> bool:
        """Whether products of the noun have the measure, and are sold by another one of its kind: lace 3cm 5 rolls."""
        unit: str | None = number.value.unit
        size = self.naming.as_parts(number) if unit and units.measures(unit) else None
        if unit is None or not size:
            return False
        kin = self.lookup.siblings(phrase_of(mentions))
        goods = [one.product for one in kin if comparing.has(size[0], one, self.lookup.catalog)]
        sold = [units.resolve(unit, one.units, one.base_unit) for one in goods]
        return bool(goods) and not any(one.status == "found" and one.multiplier == 1 for one in sold)

    def _is_next(self, amount: Span, following: Span) -> bool:
        """Whether a measure behind a mere comma is the size of what is spoken of next (3L的8个，5L还没卖掉)."""
        size = self.naming.as_parts(following) if units.measures(following.value.unit or "") else None
        parted = self.text[amount.end : following.start].strip(" ，,")
        return not parted and bool(size) and self.lookup.find(size or []).status in ("one", "several")

    def _counts_many(self, amount: Span) -> bool:
        """Whether it opens what is listed and a plural stands behind it: and 40 spares."""
        behind = _MANY.match(self.text, amount.end)
        return (
            behind is not None
            and _OPENS.search(self.text, max(0, amount.start - _FEW), amount.start) is not None
        )

    def _says_again(self, amount: Span, phrase: Sequence[Part]) -> bool:
        """Whether the number would say again what the name says (50 beakers of 50ml): then it counts."""
        found = self.naming.as_parts(amount)
        return (
            found is not None
            and len(found) == 1
            and any(found[0].key in (part.key, *part.numbers) for part in phrase)
        )

    def _says_more(self, after: Sequence[Item]) -> bool:
        """Whether what stands behind the amount only says more of the product before it: it names none itself."""
        mentions = [item for item in after if isinstance(item, Mention)]
        if not mentions:
            return True
        phrase = phrase_of(mentions)
        # 二十袋要50斤装的: in which size it comes, whatever name begins so.
        sized = all(part.kind in _TELLS_SIZE or part.key.endswith(_PACKED) for part in phrase)
        return sized or self.lookup.find(phrase).headless


def _between(unknown: Sequence[Mention], mentions: Sequence[Mention]) -> bool:
    return all(mentions[0].start < words.start < mentions[-1].start for words in unknown)
