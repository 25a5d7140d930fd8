"""Order lines from sentences: what each entry names, how much of it, and whether it is wanted, passed over or a decoy."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from parsers import (
    afterthoughts,
    doubts,
    each,
    elliptic,
    kinds,
    narrowing,
    products,
    roles,
    shared,
    strangers,
)
from parsers.catalog import Catalog
from parsers.clauses import Mention, Sentence
from parsers.drafts import Block, Draft, measures, vague
from parsers.entries import Entry, Pattern
from parsers.lookup import Lookup
from parsers.naming import COMPLETED
from parsers.pairing import Pairing
from parsers.parts import Part
from parsers.preparing import prepare
from parsers.products import Match
from parsers.quantities import Amount, with_unit
from parsers.spans import Span

# A product and its amount stand close: 要, x, a colon or dots between.
_PAUSES, _MOST_BETWEEN = " \t.:：-*x·,，()（）", 1
_WANTS = frozenset({"also", "take"})
# The rules of matches that need no noun.
# Of one product nobody says more than this.
_MOST_PARTS = 30
_TOLD = frozenset({"name", "sku", COMPLETED, products.INHERITED, kinds.RULE})
_CHANGES = frozenset({"swap", "set"})
_DECOYS, _WANTED = frozenset({"stock", "others"}), frozenset({"also", "take", "more"})
# An unknown product is named in a few words; more is a sentence about something else.
_MOST_UNKNOWN_WORDS, _MOST_UNKNOWN_LENGTH = 6, 40
# So many phrases back a list may take its noun.
_REMEMBERED = 4
# How sure an amount is that could be part of a name, or that holds for each of an unknown number.
_DOUBTFUL = 0.7


class Reader:
    """Reads the sentences of one block in order; keeps what a later sentence may refer to."""

    def __init__(self, lowered: str, catalog: Catalog) -> None:
        self.text = lowered
        self.catalog = catalog
        self.block = Block()
        self.last: Draft | None = None
        self.waiting: Span | None = None
        self.price: Span | None = None
        self.bonus: list[Draft] = []
        self.pattern: Pattern = "either"
        self.lookup = Lookup(catalog)

    def read(self, sentences: Sequence[Sentence]) -> Block:
        """What the sentences come to, read by the pattern that most of them follow."""
        before: list[list[Part]] = []
        for sentence in sentences:
            self.block.totals.extend(prepare(sentence, self.text, self.lookup, before))
            before = [*before, *each.phrases(sentence)][-_REMEMBERED:]
        rows = self._entries(sentences)
        self.pattern = _pattern(rows)
        if self.pattern != "either":
            rows = self._entries(sentences)
        for place, (sentence, entries) in enumerate(rows):
            beside = [rows[near] for near in (place - 1, place + 1) if 0 <= near < len(rows)]
            rowed = sentence.whole_row and any(strangers.is_row(*row) for row in beside)
            listed = any(_is_row(*row) for row in beside)
            self._sentence(sentence, entries, listed=listed, rowed=rowed)
        self._stop_waiting()
        afterthoughts.price_of_all(self.block, self.text)
        afterthoughts.review(self.block, bonus=self.bonus)
        afterthoughts.unfilled(self.block, self.text)
        return self.block

    def _entries(self, sentences: Sequence[Sentence]) -> list[tuple[Sentence, list[Entry]]]:
        pairing = Pairing(self.text, self.lookup, self.pattern)
        rows: list[tuple[Sentence, list[Entry]]] = []
        before: list[Part] = []
        for sentence in sentences:
            entries = _in_order(pairing, sentence)
            open_ = sum(self._open(entry) for entry in entries)
            completed = (
                elliptic.complete(sentence, self.text, self.lookup, before, entries) if open_ else None
            )
            if completed is not None:
                again = _in_order(pairing, completed)
                if sum(self._open(entry) for entry in again) < open_:
                    sentence, entries = completed, again
            rows.append((sentence, entries))
            before = next(
                (entry.phrase for entry in reversed(entries) if entry.named and not entry.match.headless),
                before,
            )
        return rows

    def _open(self, entry: Entry) -> bool:
        """Whether it is not clear what the entry counts, or by what."""
        if entry.amount is None:
            return False
        unit = entry.amount.value.unit
        sold = unit is None or self.lookup.sold_by(unit, entry.match)
        told = entry.match.status == "one" and any(part.telling for part in entry.phrase)
        weak = entry.match.headless and entry.match.rule not in _TOLD and not told
        return not entry.named or entry.match.status != "one" or not sold or weak

    def _stop_waiting(self) -> None:
        if self.waiting is not None:
            self.block.loose.append(self.waiting)
            self.waiting = None

    def _sentence(self, sentence: Sentence, entries: list[Entry], *, listed: bool, rowed: bool) -> None:
        cues = roles.assigned(sentence, entries)
        before = len(self.block.drafts)
        waiting = self.waiting
        for number, entry in enumerate(entries):
            if entry.named:
                opening = entries[number - 1] if number else None
                self._place(self._draft(entry, cues[number], sentence, opening), entry, sentence)
            elif entry.match.status == "none" and entry.mentions:
                self._unknown(entry, cues[number])
            elif entry.amount is not None:
                strange = strangers.words(sentence, entry, entries, self.text, self.pattern)
                among = rowed or any(one.named and one.amount is not None for one in entries)
                if strange is not None and among and strangers.asked_for(cues[number]):
                    self._stranger(strange, entry)
                elif not (listed and self._unknown_row(sentence, entry)):
                    self._amount_only(entry, cues[number], sentence)
            elif entry.money is not None:
                self._price_only(entry.money)
        if waiting is not None and self.waiting is waiting:
            self._stop_waiting()
        for _, cue in sentence.cues("all"):
            if isinstance(cue.value, list):
                self._narrow_all(cue.value, cue, before)
        for place, _ in sentence.cues("bonus"):
            self._with_bonus(sentence, place, before)
        self._each(sentence, before)
        self._alternatives(sentence, before)
        if any(draft.role == "line" for draft in self.block.drafts[before:]):
            self.block.gaps.extend(
                gap for item in sentence.items if isinstance(item, Mention) for gap in item.gaps
            )

    def _draft(self, entry: Entry, cues: dict[str, Span], sentence: Sentence, opening: Entry | None) -> Draft:
        match = entry.match
        before = self.last.phrase if self.last is not None else ()
        if match.headless and match.status != "none" and before and match.rule not in ("sku", kinds.RULE):
            match = products.find(entry.phrase, self.catalog, before=before)
        gaps = [gap for mention in entry.mentions for gap in mention.gaps]
        between = [gap for mention in entry.unknown for gap in mention.gaps]
        match, _ = narrowing.by_characters(match, between, self.text, self.catalog)
        if match.rule != kinds.RULE:
            said = [self.text[gap.start : gap.end] for gap in gaps]
            match = narrowing.by_code(entry, match, self.lookup)
            match = narrowing.by_unit(entry, match, self.lookup)
            said += [self.text[gap.start : gap.end] for gap in (*between, *_behind(sentence, entry))]
            match = narrowing.by_size(match, [*said, *narrowing.size_of_unit(entry)], self.catalog)
            match, gaps = narrowing.by_characters(match, gaps, self.text, self.catalog)
            match = match if gaps else narrowing.by_plainness(match, self.catalog)
            match = doubts.of_another_kind(entry, match, gaps)
            match = doubts.of_another_word(entry, match, gaps, sentence, self.text, self.catalog)
            match = doubts.of_another_noun(entry, match, sentence, self.text, self.catalog)
            match = doubts.of_words_before(entry, match, opening, self.text, self.lookup)
        match = doubts.of_another_make(entry, match, sentence)
        match = doubts.of_a_mere_word(entry, match, sentence)
        match = doubts.of_the_whole(entry, match, self.text, self.lookup)
        places = [*(m.start for m in entry.mentions), *(part.start for part in entry.phrase)]
        ends = [*(m.end for m in entry.mentions), *(part.end for part in entry.phrase)]
        draft = Draft(entry.phrase, min(places), max(ends), match, cues=cues, gaps=gaps)
        draft.amount, draft.second, draft.money = entry.amount, entry.second, entry.money
        draft.proper = doubts.proper(entry, sentence, self.text)
        draft.certainty = _DOUBTFUL if entry.doubtful or "per" in cues else 1.0
        if draft.amount is not None and draft.amount.label == "bare":
            draft.amount = narrowing.unit_behind(self.text, draft.amount, max(draft.end, draft.amount.end))
        if draft.amount is not None and self.last is not None:
            draft.amount = narrowing.unit_of_the_same(draft, self.last, self.lookup)
        if "condition" in cues:
            # If there are none: which of both is wanted only the seller knows.
            draft.certainty = _DOUBTFUL
        return draft

    def _place(self, draft: Draft, entry: Entry, sentence: Sentence) -> None:
        if (
            self.last is not None
            and self.last.amount is None
            and roles.renames(sentence, entry, self.last.end)
        ):
            # 要小袋的，不对，大袋的6箱: the product is corrected, not the amount.
            same = products.find([*draft.phrase], self.catalog, before=self.last.phrase)
            if same.rule == products.INHERITED or self.lookup.kin(self.last.match, draft.match):
                self.last.role = "passing"
        if draft.amount is None and self._elaborates(draft):
            return
        if draft.amount is None and self.waiting is not None and self.pattern == "amount first":
            draft.amount, self.waiting = self.waiting, None
        if roles.EXCLUDES & draft.cues.keys():
            draft.role = "excluded"
        elif _DECOYS & draft.cues.keys():
            self._decoy(draft)
        elif draft.amount is None:
            found = draft.match.strong and draft.match.status in ("one", "several")
            wanted = _WANTS & draft.cues.keys() and found
            draft.role = "line" if wanted else "passing"
        if draft.match.status == "none" and draft.amount is None and not draft.match.skus:
            draft.role = "passing"
        if draft.role == "line" and doubts.hardly(draft):
            draft.role = "passing"
            doubt = self.block.loose if draft.match.status == "one" else self.block.asides
            doubt.extend([draft.amount] if draft.amount is not None else [])
        if draft.match.status == "none" and not self._could_be_unknown(entry, draft):
            counted = draft.role == "line" and draft.amount is not None and not vague(draft.amount)
            draft.role = "passing"
            if counted and draft.amount is not None and not measures(draft.amount.value.unit):
                self.block.loose.append(draft.amount)
        if draft.role == "line" and draft.money is None:
            draft.money, self.price = self.price, None
        self.block.drafts.append(draft)
        self.last = draft

    def _decoy(self, draft: Draft) -> None:
        """What is in stock, or what others do, is not ordered; what others want may be ordered for them."""
        draft.role = "decoy"
        if "others" in draft.cues and draft.amount is not None and _WANTED & draft.cues.keys():
            self.block.loose.append(draft.amount)

    def _could_be_unknown(self, entry: Entry, draft: Draft) -> bool:
        """Whether a phrase that fits no product may yet be an order for something that the catalog lacks."""
        amount = draft.amount
        if not doubts.states_words(entry, draft) or vague(amount):
            return False
        if amount is None or amount.start < draft.end:
            return True
        between = self.text[draft.end : amount.start]
        return not measures(amount.value.unit) and len(between.strip(_PAUSES)) <= _MOST_BETWEEN

    def _elaborates(self, draft: Draft) -> bool:
        """Whether the mention only says more of the line before (…，304不锈钢，…)."""
        last = self.last
        if last is None or not draft.headless or last.role == "excluded":
            return False
        if _CHANGES & draft.cues.keys():
            return False
        if last.amount is not None and last.match.status != "several":
            return False
        if len(last.phrase) > _MOST_PARTS:
            return False
        joined = products.find([*last.phrase, *draft.phrase], self.catalog)
        if joined.status not in ("one", "several"):
            return False
        last.phrase, last.match, last.end = [*last.phrase, *draft.phrase], joined, draft.end
        return True

    def _narrow_all(self, phrase: list[Part], cue: Span, first: int) -> None:
        """Let the phrase narrow what is named before the cue. `first`: where the drafts of its sentence begin."""
        before = [line for line in self.block.drafts if line.start < cue.start]
        for line in before or self.block.drafts:
            if len(line.phrase) > _MOST_PARTS:
                continue
            narrowed = products.find([*line.phrase, *phrase], self.catalog)
            if narrowed.status in ("one", "several"):
                line.phrase, line.match = [*line.phrase, *phrase], narrowed
        if cue.rule == shared.SIZE:
            lines = [line for line in self.block.drafts[first:] if line.start < cue.start and line.amount]
            come = [all(self.lookup.states(line.match, part) for part in phrase) for line in lines]
            if lines and (not come[-1] or sum(come) < shared.AT_LEAST):
                # All of them, and the last one does not come in it.
                lines[-1].certainty = min(lines[-1].certainty, _DOUBTFUL)

    def _with_bonus(self, sentence: Sentence, place: int, before: int) -> None:
        """买十送一要20盒: whether what comes free is among the twenty must be asked."""
        start = sentence.items[place].start
        counted = [draft for draft in self.block.drafts[before:] if draft.role == "line" and draft.amount]
        near = [draft for draft in counted if draft.amount is not None and draft.amount.start > start][:1]
        self.bonus.extend(near or counted[-1:] or ([self.last] if self.last is not None else []))

    def _price_only(self, money: Span) -> None:
        """A price that no product stands beside: that of the line before, or else of the next one."""
        if self.last is None:
            self.price = money
        elif self.last.money is None:
            self.last.money = money

    def _each(self, sentence: Sentence, before: int) -> None:
        """各8箱 of what is not clear: the products that were named each get the amount, and somebody looks."""
        if not sentence.cues("each"):
            return
        drafts = self.block.drafts[before:]
        counted = [d for d in drafts if d.amount is not None and d.role == "line" and "each" in d.cues]
        if len(counted) != 1:
            return
        for draft in drafts:
            wanted = draft.amount is None and draft.role in ("passing", "line")
            if wanted and draft.match.strong and not draft.headless:
                draft.amount, draft.role = counted[0].amount, "line"
        counted[0].certainty = _DOUBTFUL

    def _alternatives(self, sentence: Sentence, before: int) -> None:
        """A or B, 10 boxes; 10 boxes of A, black or white: one line, asked about."""
        for _, cue in sentence.cues("or"):
            drafts = self.block.drafts
            for place in range(before, len(drafts) - 1):
                first, second = drafts[place], drafts[place + 1]
                if not (first.end <= cue.start and cue.end <= second.start):
                    continue
                counted, other = (first, second) if second.amount is None else (second, first)
                if other.amount is not None or not other.match.skus:
                    continue
                fits = products.find(other.phrase, self.catalog, before=counted.phrase).skus
                skus = tuple(dict.fromkeys((*first.match.skus, *second.match.skus)))
                counted.alternatives = tuple(dict.fromkeys((*counted.match.skus, *fits))) if fits else skus
                counted.start, counted.end = min(first.start, second.start), max(first.end, second.end)
                drafts.remove(other)
                self.last = counted if self.last is other else self.last
                break

    def _unknown(self, entry: Entry, cues: dict[str, Span]) -> None:
        """Unknown words beside an amount with a unit that goods are sold by."""
        words = entry.mentions[0]
        amount: Amount | None = entry.amount.value if entry.amount is not None else None
        if entry.amount is None or amount is None:
            return
        if vague(entry.amount):
            if self.last is not None and self.last.role == "line" and strangers.asked_for(cues):
                self.block.loose.append(entry.amount)
            return
        if (amount.unit or "") not in self.catalog.sale_units or (
            measures(amount.unit) and "take" not in cues
        ):
            return
        said = self.text[words.start : words.end]
        if not 1 < len(said) <= _MOST_UNKNOWN_LENGTH or len(words.gaps) > _MOST_UNKNOWN_WORDS:
            # Something is counted that is no name that we could ask about.
            self.block.loose.append(entry.amount)
            return
        line = self.text.rfind("\n", 0, words.start) + 1
        if self.text.count("(", line, words.start) > self.text.count(")", line, words.start):
            return
        draft = Draft(entry.phrase, words.start, words.end, Match("none", ()), cues=cues)
        draft.amount, draft.money = entry.amount, entry.money
        if _DECOYS & cues.keys():
            self._decoy(draft)
        elif roles.EXCLUDES & cues.keys():
            draft.role = "excluded"
        self.block.drafts.append(draft)
        self.last = draft

    def _stranger(self, words: tuple[int, int], entry: Entry) -> None:
        draft = Draft([], *words, Match("none", ()))
        draft.amount, draft.money = entry.amount, entry.money
        self.block.drafts.append(draft)
        self.last = draft

    def _unknown_row(self, sentence: Sentence, entry: Entry) -> bool:
        """A row of a list that is a bare number and words that the catalog does not know."""
        if not sentence.whole_row or entry.amount is None:
            return False
        words = [item for item in sentence.items if isinstance(item, Mention)]
        numbers = [item for item in sentence.items if isinstance(item, Span) and item.label == "break"]
        if not words or numbers or words[0].spans or entry.amount.start > words[0].start:
            return False
        end = words[0].end
        if end - words[0].start > _MOST_UNKNOWN_LENGTH or len(words[0].gaps) > _MOST_UNKNOWN_WORDS:
            return False
        draft = Draft([], words[0].start, end, Match("none", ()))
        draft.amount = entry.amount
        self.block.drafts.append(draft)
        self.last = draft
        return True

    def _touch(self, one: Span, other: Span) -> bool:
        return other.start - one.end >= 0 and not self.text[one.end : other.start].strip()

    def _amount_only(self, entry: Entry, cues: dict[str, Span], sentence: Sentence) -> None:
        amount, last = entry.amount, self.last
        if amount is None or _DECOYS & cues.keys():
            return
        corrects = roles.corrects(sentence, entry)
        wordy = amount.label == "bare" and any(isinstance(item, Mention) for item in sentence.items)
        if wordy and not corrects:
            # A number amid words of its own counts something else, unless those ask for it or it stands by an amount.
            wanted = bool({"take", "more", "set", "also", "or", "now"} & cues.keys())
            wanted |= last is not None and last.amount is not None and self._touch(last.amount, amount)
            (self.block.loose if wanted else self.block.asides).append(amount)
        elif last is not None and corrects and last.amount is not None:
            last.amount = with_unit(amount, last.amount)
            last.second, last.corrected = None, True
        elif last is not None and last.role == "line" and _replaces(last, amount, cues):
            last.amount, last.second = with_unit(amount, last.amount or amount), None
        elif last is not None and last.amount is None and last.role != "excluded":
            last.amount, last.second = amount, entry.second
            told = last.role == "decoy" and not {"take", "more", "now", "set"} & cues.keys()
            if last.role in ("passing", "decoy") and not told:
                last.role = "line"
            last.cues.update(cues)
            last.money = entry.money or last.money
        elif last is not None and last.role == "decoy" and {"take", "more", "now"} & cues.keys():
            line = replace(last, role="line", amount=amount, second=entry.second, cues=cues)
            line.money = entry.money
            self.block.drafts.append(line)
            self.last = line
        elif last is None and self.waiting is None:
            self.waiting = amount
        else:
            self.block.loose.append(amount)


def _behind(sentence: Sentence, entry: Entry) -> list[Span]:
    """Unexplained words behind the entry with small words between (shampoo in the big bottle; shampoo, the big one)."""
    found: list[Span] = []
    for item in sentence.items[entry.last + 1 : entry.last + 5]:
        if isinstance(item, Span) and item.value in ("the", 1) and not found:
            continue
        if isinstance(item, Mention) and not item.spans:
            found.extend(item.gaps)
        elif isinstance(item, Mention) or item.label not in ("fill", "glue"):
            break
    return found


def _in_order(pairing: Pairing, sentence: Sentence) -> list[Entry]:
    return sorted([*pairing.entries(sentence), *grouped(sentence)], key=lambda entry: entry.first)


def grouped(sentence: Sentence) -> Iterator[Entry]:
    """The entries of products that share an amount."""
    for place, item in sentence.cues("group"):
        group: each.Group = item.value
        for kind in group.kinds:
            phrase = list(kind.phrase)
            yield Entry(place, place, phrase, match=kind.match, amount=group.amount, doubtful=not kind.sure)
        for words in group.unknown:
            yield Entry(place, place, mentions=[words], amount=group.amount)


def _replaces(last: Draft, amount: Span, cues: dict[str, Span]) -> bool:
    """Whether the amount is the real one: behind a vague one (几袋...先送15袋), or behind what one of them holds (一箱五公斤那个，要三箱)."""
    before: Amount | None = last.amount.value if last.amount is not None else None
    if before is None or amount.value.exact is None:
        return False
    told_size = last.second is not None and before.exact == 1 and bool(_WANTED & cues.keys())
    return vague(last.amount) or told_size


def _pattern(rows: Sequence[tuple[Sentence, list[Entry]]]) -> Pattern:
    """The order of product and amount that most entries with both follow."""
    counted = [
        entry
        for _, entries in rows
        for entry in entries
        if entry.named and entry.amount is not None and entry.match.rule != kinds.RULE
    ]
    first = sum(entry.amount_first for entry in counted)
    if 2 * first == len(counted):
        return "either"
    return "amount first" if 2 * first > len(counted) else "product first"


def _is_row(sentence: Sentence, entries: Sequence[Entry]) -> bool:
    """Whether the sentence is a row of a list: an amount and a product, and nothing else."""
    return (
        sentence.whole_row
        and len(entries) == 1
        and entries[0].amount is not None
        and entries[0].amount_first
        and entries[0].named
    )
