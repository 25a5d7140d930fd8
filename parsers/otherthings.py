"""What tells that a phrase is another product than the one it comes to: unknown words in place of its kind, a word of it or its
noun."""

import re
from collections.abc import Sequence
from dataclasses import replace

from parsers import othervalues, phrases, products, traits, units
from parsers.catalog import Catalog
from parsers.catalog_entry import Entry as Product
from parsers.catalog_entry import begins_word, shows
from parsers.clauses import Mention, Sentence, is_amount
from parsers.entries import Entry
from parsers.parts import attribute_words, stem
from parsers.products import Match
from parsers.sounds import sound
from parsers.spans import Span

# How sure a product is whose only word has an unknown noun behind it.
OTHER_NOUN = 0.6
# How sure a product is before whose name an unknown word stands.
_OTHER_KIND = 0.7
# Characters of unexplained words beside a product's name that may be a kind that the catalog does not have.
_KIND = 2
_WORD = re.compile(r"[a-z]{3,16}(?![a-z])")
_SHORTEST_WORD = 3
_HAN = re.compile(r"[㐀-鿿]")
# So many products are asked whether the name has come to its noun.
_MOST_ASKED = 8
# To bring along, and a strap: 安全带2条.
_STRAP = "带"
# How the words for places and persons end.
_PLACES = frozenset("房厨店仓库厂楼院部馆园区站司地家们他她我你您长板组班处")
# A character with its size.
_WITH_SIZE = 2
_STOPS = frozenset({"break", "money"})
# Behind small words begins no name: 上次啲气球.
_SMALL = frozenset({"fill", "glue"})


def of_another_kind(entry: Entry, match: Match, gaps: Sequence[Span]) -> Match:
    """The match, or none where unexplained words before the name tell of a kind that is not in the catalog."""
    if not entry.phrase or match.rule == "sku":
        return match
    first = entry.phrase[0]
    before = [gap for gap in gaps if gap.end == first.start and first.kind == "han"]
    unknown = sum(gap.end - gap.start for gap in before)
    short = len(entry.phrase) == 1 and first.kind == "han" and len(first.key) == 1
    unknown = unknown or (short and any(gap.start == first.end for gap in gaps))
    if match.status == "several" and (unknown >= _KIND or (unknown and short)):
        return replace(match, status="none")
    # Chinese names end in their noun: what is unknown behind a mere attribute is another product (冻干牛肝).
    last = entry.phrase[-1]
    behind = sum(
        gap.end - gap.start
        for gap in gaps
        if last.kind == "han" and gap.start == last.end and not _holds(str(gap.value))
    )
    counted = entry.amount is not None and any(
        gap.start == last.end and gap.end == entry.amount.start and not _holds(str(gap.value)) for gap in gaps
    )
    if (match.headless or counted) and behind >= _KIND and match.rule != products.INHERITED:
        return replace(match, status="none")
    if short and unknown:
        return replace(match, status="none", skus=())
    return match


def _of_another_character(entry: Entry, match: Match, gaps: Sequence[Span], catalog: Catalog) -> bool:
    """Whether all that is known is one character and a size, and what stands before that makes another word of it (氦气12公斤, where
    other gases come in that size)."""
    words = [part for part in entry.phrase if part.kind in ("han", "word")]
    if match.status not in ("one", "several") or len(words) != 1 or len(entry.phrase) < _WITH_SIZE:
        return False
    noun = words[0]
    before = [str(gap.value) for gap in gaps if gap.end == noun.start]
    if noun.kind != "han" or len(noun.key) != 1 or not all(_HAN.fullmatch(said[-1]) for said in before):
        return False
    if any(said[-1] in _PLACES for said in before):
        # 厨房蒜: who or where it is for.
        return False
    if any(said in attribute_words() or traits.briefly(said) is not None for said in before):
        return False
    named = [one for sku in match.skus[:_MOST_ASKED] if (one := catalog.entry(sku)) is not None]
    if any(noun.key in one.runs or any(_is_the(noun.key, run) for run in one.runs) for one in named):
        # It is the whole name: 紫皮蒜, of 蒜 or 大蒜.
        return False
    known = {character for one in named for character in (*one.characters, *one.product.category)}
    known |= {sound(character) for character in known}
    return bool(before) and all(known.isdisjoint((*said, *map(sound, said))) for said in before)


def _is_the(noun: str, run: str) -> bool:
    """Whether the run is the noun with a mere attribute before it."""
    before = run[: -len(noun)] if run.endswith(noun) else ""
    return before in attribute_words() or traits.briefly(before) is not None


def _holds(said: str) -> bool:
    """Whether it tells what holds the goods: 大桶."""
    unit = units.named(said)
    return unit is not None and unit.kind == "container"


def of_another_word(
    entry: Entry, match: Match, gaps: Sequence[Span], sentence: Sentence, text: str, catalog: Catalog
) -> Match:
    """The match, or a less sure one where unknown characters before its name, or those which they cut off, make another
    word of it: 乳胶手套 where the catalog has 浸胶手套 alone."""
    if _of_another_character(entry, match, gaps, catalog):
        return replace(match, status="none", rule=products.ANOTHER_THING)
    found = catalog.entry(match.skus[0]) if match.status == "one" and match.rule != "sku" else None
    if found is None or not entry.phrase:
        return match
    first = entry.phrase[0]
    for noun in entry.phrase[1:]:
        # LED筒灯 where LED球泡灯 is sold: what is unknown right before a noun of one character makes another of it.
        cut = next((gap for gap in gaps if gap.end == noun.start), None)
        if (
            noun.kind == "han"
            and len(noun.key) == 1
            and cut is not None
            and _HAN.search(text, cut.start, cut.end)
            and not set(text[cut.start : cut.end]) & set(found.characters)
        ):
            return replace(match, certainty=min(match.certainty, _OTHER_KIND))
    if first.kind != "han":
        named = next((gap for gap in gaps if gap.end == first.start and _HAN.match(text, gap.start)), None)
        alien = named is not None and not set(text[named.start : named.end]) & set(found.characters)
        if named is not None and alien and named.end - named.start >= _KIND:
            return replace(match, certainty=min(match.certainty, _OTHER_KIND))
        return match
    if any(gap.end == first.start and _of_a_kind(gap, entry, found, text) for gap in gaps):
        return replace(match, status="none")
    stop = max(part.end for part in entry.phrase)
    told = [said for gap in gaps if gap.start < stop and traits.of(said := text[gap.start : gap.end])]
    if not all(shows(found, said) for said in told) or any(
        _parts_word(gap, entry, found, text) for gap in gaps
    ):
        return replace(match, certainty=min(match.certainty, _OTHER_KIND))
    before = next((gap for gap in gaps if gap.end == first.start), None)
    if before is not None and _flavours(before, entry, sentence, text):
        return replace(match, certainty=min(match.certainty, _OTHER_KIND))
    opening = sentence.items[entry.first - 1] if entry.first else None
    if before is None or (
        isinstance(opening, Span) and opening.label in _SMALL and opening.end == before.start
    ):
        return match
    if othervalues.is_value(text[before.start : before.end]):
        return replace(match, certainty=min(match.certainty, _OTHER_KIND))
    # 瑜珈垫: a character that sounds as its own is a slip.
    heard = found.characters | {sound(character) for character in found.characters}
    unknown = [
        character
        for character in text[before.start : before.end]
        if heard.isdisjoint((character, sound(character)))
    ]
    runs = [run for run in found.runs if first.key in run]
    amid = len(first.key) == 1 or (bool(runs) and not any(run.startswith(first.key) for run in runs))
    shifted = text[before.start : before.end] in attribute_words() and first.key[:1] in attribute_words()
    if len(unknown) >= _KIND or (unknown and (amid or shifted)):
        return replace(match, certainty=min(match.certainty, _OTHER_KIND))
    return match


def _of_a_kind(before: Span, entry: Entry, found: Product, text: str) -> bool:
    """Whether unknown characters take the place of what the product has before its noun: 玫瑰精油 where 护发精油 is sold."""
    noun = entry.phrase[0].key
    runs = [run for run in found.runs if noun in run]
    if (
        len(entry.phrase) > 1
        or not runs
        or not all(run.find(noun) >= _KIND and run.endswith(noun) for run in runs)
    ):
        return False
    said = text[before.start : before.end]
    return len(said) >= _KIND and found.characters.isdisjoint(said)


def _flavours(before: Span, entry: Entry, sentence: Sentence, text: str) -> bool:
    """Whether a taste of which the rest stands before it ends there (桃子味护臀膏, of which 子 is a small word)."""
    if text[before.start : before.end] not in phrases.words("described", "flavour"):
        return False
    item = sentence.items[entry.first - 1] if entry.first else None
    return item is not None and item.end == before.start and _HAN.match(text, item.start) is not None


def _parts_word(gap: Span, entry: Entry, found: Product, text: str) -> bool:
    """Whether unknown letters take the place of others in a word of the product: 羊奶糖 where it is 牛奶糖, D级."""
    said = text[gap.start : gap.end]
    if said.isascii():
        return text[gap.end : gap.end + 1] in ("级", "等") and said not in found.words | found.keys
    if not said.isalnum() or set(said) <= found.characters:
        return False
    for part in entry.phrase:
        runs = [run for run in found.runs if part.kind == "han" and part.key in run]
        goes_on = part.end == gap.start and not any(run.endswith(part.key) for run in runs)
        begins = part.start == gap.end and not any(run.startswith(part.key) for run in runs)
        if runs and (goes_on or begins):
            return True
    return False


def of_another_noun(entry: Entry, match: Match, sentence: Sentence, text: str, catalog: Catalog) -> Match:
    """The match, or less where unknown words behind the name are its noun (glass jugs, 垃圾桶 where there is 垃圾袋)."""
    last = next((part for part in reversed(entry.phrase) if part.kind in ("word", "han")), None)
    if last is None or match.rule in ("sku", products.INHERITED):
        return match
    spoken = last.kind == "word"
    single = spoken and len(entry.phrase) == 1
    skus = match.skus[:_MOST_ASKED]
    named = [found for sku in skus if (found := catalog.entry(sku)) is not None]
    if not single and any(products.states_noun(entry.phrase, found, catalog) for found in named):
        return match
    other = single and _named_behind(last.end + 1, entry, sentence, catalog)
    if (
        not other
        and not _another_behind(last.end + spoken, sentence, anything=single)
        and not (
            _strap(last.end, sentence, text)
            and not any(run.endswith(_STRAP) for one in named for run in one.runs)
        )
    ):
        return match
    behind = _WORD.match(text, last.end + 1) if spoken and match.status == "one" else None
    if behind is not None and any(begins_word(found, behind[0]) for found in named):
        # Invisible zip, of the invisible zipper.
        return match
    if single:
        # Galvanised shackles are no anchors that are galvanised, a bottle of another make may be ours.
        noun = any(_is_noun_of(word, found) for word in catalog.near_words(last.key) for found in named)
        slight = _followed_slightly(last.end, sentence, named, text)
        if match.status != "several" and not (noun or slight):
            return replace(match, status="none", skus=(), certainty=min(match.certainty, OTHER_NOUN))
        status: products.Status = "none" if match.status == "several" else "near"
        return replace(match, status=status, certainty=min(match.certainty, OTHER_NOUN))
    return replace(match, certainty=min(match.certainty, OTHER_NOUN))


def _another_behind(place: int, sentence: Sentence, *, anything: bool) -> bool:
    """Whether unknown words stand at the place, and behind them an amount or nothing more; `anything`: whatever is there."""
    for at, item in enumerate(sentence.items):
        if not isinstance(item, Mention) or not any(gap.start == place for gap in item.gaps):
            continue
        if anything and not item.spans:
            return True
        behind = [span for span in item.spans if span.start > place]
        if behind:
            # A size behind it, or yet another word of the name.
            return all(span.label != "sku" and span.value.kind in ("spec", "number") for span in behind)
        after = sentence.items[at + 1] if at + 1 < len(sentence.items) else None
        return after is None or is_amount(after) or (isinstance(after, Span) and after.label in _STOPS)
    return False


def _named_behind(place: int, entry: Entry, sentence: Sentence, catalog: Catalog) -> bool:
    """Whether the name goes on with a word that names another thing, and no product is both: folding tables, of folding chairs."""
    item = sentence.items[entry.last + 1] if entry.last + 1 < len(sentence.items) else None
    if not isinstance(item, Mention) or item.start != place or not item.parts or item.sku is not None:
        return False
    after = sentence.items[entry.last + 2] if entry.last + 2 < len(sentence.items) else None
    if after is not None and (is_amount(after) or isinstance(after, Mention)):
        return False
    if item.parts[0].kind != "word" or set(products.find(item.parts, catalog).skus) & set(entry.match.skus):
        return False
    return products.find([*entry.phrase, *item.parts], catalog).status not in ("one", "several")


def _is_noun_of(word: str, found: Product) -> bool:
    """Whether the word ends one of the product's names but for attributes (gerbera of gerbera mixed)."""
    for spoken in found.spoken:
        said = spoken.strip("|").split("|")
        while len(said) > 1 and (said[-1] in attribute_words() or traits.of(said[-1])):
            said.pop()
        if said[-1] == word:
            return True
    return False


def _followed_slightly(place: int, sentence: Sentence, named: Sequence[Product], text: str) -> bool:
    """Whether what stands behind is too short for a noun, only points (ones), or begins a word of the product
    (chamomile n 12 statice, mix)."""
    pointing = phrases.words("described", "pointing")
    for item in sentence.items:
        for gap in item.gaps if isinstance(item, Mention) else ():
            if gap.start != place + 1:
                continue
            said = text[gap.start : gap.end]
            known = stem(said) in pointing or any(
                word.startswith(said) for one in named for word in one.words
            )
            if known or len(said) < _SHORTEST_WORD:
                return True
    return False


def _strap(place: int, sentence: Sentence, text: str) -> bool:
    return any(cue.start == place and text[cue.start : cue.end] == _STRAP for _, cue in sentence.cues("take"))
