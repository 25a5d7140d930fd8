"""Whether a word that refuses (不要, without) speaks of an entry, or of other words beside it."""

import re

from parsers import phrases
from parsers.clauses import Item, Mention, Sentence
from parsers.entries import Entry
from parsers.spans import Span

PLACES = frozenset({"address", "address_label"})
"""What names a place."""
# These speak only of what stands behind them.
_BEFORE_IT = frozenset({"without"})
# What opens the list.
_COLON = re.compile("[:：]")
# What stands before the words that are refused.
_ARTICLES = frozenset({"the", "any", "those", "these", "your", "a", "an"})
# A comma, a word and 的.
_SHORTEST_PART = 4
_REFUSES = "别不勿甭莫"
# 这回不拿, 先不要了: a clause that refuses what was named last, for this time.
_THIS_TIME = re.compile(
    r"[\s,，。;；]*(?:那|就|我们?|咱们?){0,2}(?:(?:这|今)[次回趟](?:就|先|也|都){0,2}|先)(?:不|别|甭)"
    r"(?:[要拿进订补买上]|用补)(?:了|啦|咯|吧|呢){0,2}[\s,，。.;；!！]*"
)
# 不要急, 不用送, 不用了谢谢: what is refused is another thing, or nothing.
_HASTE = re.compile(r"[急送谢催赶慌发运寄找打包装贴开换等管怕]|快递|\b(?:urgen|rush|hurr|thank|thx|cheers)")
_END = re.compile(r"[\s.!]*(?:\Z|\n)|[\s,，。;；.!]*[㐀-鿿]")


def of_words_between(sentence: Sentence, entry: Entry, place: int, text: str) -> bool:
    """Whether what excludes speaks of unknown words right behind it, and the entry is only where those are or what follows
    upon them: no stickers on the pumps, 别嫌烦：螺丝5盒."""
    if entry.first <= place or place + 1 >= len(sentence.items):
        return False
    at, end = place + 1, sentence.items[place].end
    while at < entry.first and _points(sentence.items[at]) and sentence.items[at].start - end <= 1:
        # Skip the stickers on these.
        at, end = at + 1, sentence.items[at].end
    told = sentence.items[at]
    if not isinstance(told, Mention) or told.spans or told.start - end > 1:
        return False
    behind = sentence.items[at + 1] if at + 1 < len(sentence.items) else None
    where = (
        isinstance(behind, Span)
        and behind.label == "fill"
        and behind.value in phrases.words("entries", "on_what")
    )
    return where or _COLON.search(text, told.end, sentence.items[entry.first].start) is not None


def _points(item: Item) -> bool:
    return isinstance(item, Span) and item.label == "fill" and item.value in _ARTICLES


def of_another(sentence: Sentence, entry: Entry, place: int) -> bool:
    """Whether what excludes goes on with unknown words behind a counted entry, and tells how it shall be or speaks of
    something else: 3副别太重, 30个 袋子别印字."""
    if entry.last >= place or place + 1 >= len(sentence.items):
        return False
    cue, end = sentence.items[place], sentence.items[place].end
    if entry.amount is None and not (isinstance(cue, Span) and cue.value in _BEFORE_IT):
        return False
    for item in sentence.items[place + 1 :]:
        if isinstance(item, Mention):
            # 5个别要蓝的: in Chinese what is not wanted follows.
            named = isinstance(cue, Span) and str(cue.value)[:1] in _REFUSES
            return (named or not item.spans) and item.start - end <= 1
        if item.label != "take" or item.start > end:
            return False
        end = item.end
    return False


def wanted_instead(sentence: Sentence, entry: Entry, place: int) -> bool:
    """Whether what excludes speaks of what stands before it, and the entry behind is asked for: 茶不要你家的帮我拿咖啡."""
    between = [item for item in sentence.items[place + 1 : entry.first] if isinstance(item, Span)]
    asked = next((at for at, item in enumerate(between) if item.label == "take"), None)
    return asked is not None and any(item.label == "glue" and item.value == "的" for item in between[:asked])


def of_its_brackets(sentence: Sentence, entry: Entry, place: int, text: str) -> bool:
    """Whether the word stands in brackets and is said there of something else than the entry outside them: 拖鞋(白的，米色不要)20箱,
    12包(总店的还够，先不要)."""
    cue = sentence.items[place]
    opened, closed = text.rfind("(", sentence.items[0].start, cue.start), text.find(")", cue.end)
    if opened < 0 or closed < 0 or ")" in text[opened : cue.start]:
        return False
    first, last = sentence.items[entry.first], sentence.items[entry.last]
    outside = last.end <= opened or first.start > closed or first.start < opened
    inside = [item for item in sentence.items[:place] if item.start > opened]
    return outside and any(
        isinstance(item, Mention) or item.label in PLACES or (item.label == "glue" and item.value == "的")
        for item in inside
    )


def of_a_part(sentence: Sentence, entry: Entry, place: int, text: str) -> bool:
    """Whether only those of it are refused that the clause behind its amount tells: 60把小叶尤，叶子发老的别给我."""
    amount, cue = entry.amount, sentence.items[place]
    if amount is None or amount.end > cue.start or not text[: cue.start].endswith("的"):
        return False
    comma = max(text.rfind(mark, amount.end, cue.start) for mark in ",，")
    return comma >= 0 and cue.start - comma > _SHORTEST_PART


def this_time(said: str) -> bool:
    """Whether the clause refuses for this time, or for now, what was named last: 这回不拿."""
    return _THIS_TIME.fullmatch(said) is not None


def of_haste(said: str) -> bool:
    """Whether the clause rather tells how it shall come, or thanks: 不要急, 不用送, 不用了谢谢."""
    return _HASTE.search(said) is not None


def goes_on(text: str, end: int) -> bool:
    """Whether English words follow what refuses, and may tell what that is: not now, for Friday."""
    return _END.match(text, end) is None
