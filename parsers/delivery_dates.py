"""Whether goods shall come on a day that a message names, by the rules: what the words beside it say of that day."""

import re

from parsers import delivery_events, phrases
from parsers.annotate import Annotated
from parsers.delivery_words import BLANK, CLAUSE, SENTENCE, bounds, foregoing, paid, says
from parsers.spans import Span

# How far before or behind a day its cue may stand, in characters.
_NEAR = 24
_AFTER = 48
# How far behind a day words may come back to it.
_FAR = 96
_WANTED = frozenset({"part", "sku", "quantity", "bare", "clock", "address", "address_label", "address_usual"})
_COUNTED = _WANTED - {"part", "sku"}
_HAN = re.compile(r"[㐀-鿿]")
_WORD = re.compile(r"[a-z]+")
# Words that join what is said of one day to what is said of another.
_LINK = re.compile(r"\b(?:because|since|as|but|so|and|or|otherwise|while|whereas|though)\b")
# Where what a Chinese clause says of a day ends without a comma.
_ENDS = re.compile(
    rf"{BLANK.pattern}|(?<=[吧啊呀哦啦咯])(?=[㐀-鿿])|(?<=哈)(?![尔密士])(?=[㐀-鿿])|(?<=就[行好成])(?=[㐀-鿿])"
    "|(?<=即可)(?=[㐀-鿿])|(?<=可以了)(?=[㐀-鿿])|(?=不然|要不|否则|省得|免得|因为|然后|还有|另外|对了|哎)"
)
# By this month, before it, at its end: so much is asked of the goods, whoever wants them.
_LIMIT = re.compile(r"\b(?:by|before|until|till|within|end of) (?:the )?\Z")
_QUESTION = re.compile(r"[^.,;!\n]{0,16}[?？]")


def is_delivery(annotated: Annotated, day: Span) -> bool:
    """Whether the rules take a day for one on which goods shall come."""
    return not denied(annotated, day) and (on_that_day(annotated, day) or _is_delivery(annotated, day))


def on_that_day(annotated: Annotated, day: Span) -> bool:
    """Whether the words behind a day come back to it for the goods, whatever else is then: 8号开学，请当天送到."""
    end = min(
        (span.start for span in annotated.inside(day.end, day.end + _FAR) if span.label == "date"),
        default=day.end + _FAR,
    )
    return day.value.relation != "past" and says("that_day", annotated.lowered[day.end : end])


def ordered_for(annotated: Annotated, day: Span) -> bool:
    """Whether the goods of a day still to come are ordered, where no order is there that comes then: 安排明天的货."""
    before, behind = annotated.lowered[max(0, day.start - _NEAR) : day.start], annotated.lowered[day.end :]
    return (
        day.value.day is not None
        and day.value.day >= annotated.message.now.date()
        and not annotated.message.context.open_orders
        and (
            (says("orders_for", before) and behind.startswith("的")) or says("orders_behind", behind[:_NEAR])
        )
    )


def denied(annotated: Annotated, span: Span) -> bool:
    """Whether it is said that goods shall not come then, or on any day but then."""
    text = annotated.lowered
    before, after = text[max(0, span.start - _NEAR) : span.start], text[span.end : span.end + _NEAR]
    return says("not_then", before) or says("then_not", after)


def _goes_on(text: str, span: Span) -> str:
    """What the sentence of a day goes on to say."""
    return text[span.end : bounds(text, span.start, span.end, SENTENCE)[1]]


def _is_delivery(annotated: Annotated, span: Span) -> bool:
    """Whether the day is one on which goods shall come, as far as the words beside it tell."""
    if span.value.relation == "past":
        return False
    if span.rule == "dates.month-part-en" and span.value.out_of_range:
        # "We met in October" said in November: nobody asks for a month that is over.
        return False
    text = annotated.lowered
    before, after = text[max(0, span.start - _NEAR) : span.start], text[span.end : span.end + _NEAR]
    if text.startswith("in ", span.start) and says("event", before):
        # For the fair in March: what it is for is then, the goods may be sooner.
        return False
    after = after.partition("\n")[0]
    if text[span.end - 1] == ".":
        after = ""
    if text[span.end - 1] == "号" and says("numbered", after):
        return False
    if (
        span.value.day is not None
        and span.value.day <= annotated.message.now.date()
        and says("dates_paper", before)
    ):
        return False
    if says("asked", before) and _QUESTION.match(text, span.end):
        return False
    to_come = span.value.day is not None and span.value.day >= annotated.message.now.date()
    # 19号前收到 asks for it, 19号收到的 tells of it.
    asked_by = text[span.end - 1] == "前"
    if says("no_delivery", foregoing(text, span)) or paid(annotated, span):
        return False
    if says("happened_then", foregoing(text, span)) and not (
        to_come and span.value.relation == "by" and says("arrived_by", foregoing(text, span))
    ):
        # Sold out on Monday is a tale, and so is gone by Monday; landed in Leeds by Monday, said before it, is none.
        return False
    if says("starts_then", foregoing(text, span)) and not says("before_that", _goes_on(text, span)):
        return False
    parting = says("parting", foregoing(text, span)) or says("parting_behind", text[span.end :][:_NEAR])
    if parting and delivery_events.only_event(annotated, span):
        return False
    heads = to_come and says("heads_goods", text[span.end : span.end + _NEAR])
    # 5 boxes for Thursday's delivery, where no order is there that comes on Thursday.
    heads = heads or (to_come and before.endswith("for ") and not annotated.message.context.open_orders)
    heads = heads or ordered_for(annotated, span)
    if not heads and (says("that_order", after) or (says("of_order", after) and not asked_by)):
        return False
    if says("put_off", foregoing(text, span)):
        return False
    if (
        span.rule == "dates.month-en"
        and text.startswith("this month", span.start)
        and not _LIMIT.search(before)
        and says("order_period", text[span.end : span.end + _NEAR])
    ):
        return False
    bound = span.value.relation == "by"
    beyond = text[span.end : span.end + _AFTER].partition("\n")[0] if after and not bound else after
    if says("other_deed", beyond) or (not bound and _says_else(annotated, span)):
        return False
    if says("people_come", own(annotated, span)) and delivery_events.only_event(annotated, span):
        return False
    if span.value.precision == "span" and says("will_be", own(annotated, span)) and tale(annotated, span):
        return False
    if says("event_then", beyond) and delivery_events.only_event(annotated, span):
        return False
    clause = own(annotated, span)
    today = span.rule == "dates.relative" and span.value.day == annotated.message.now.date()
    if (
        today
        and (says("happened", clause) or (says("reported", clause) and not says("asked_now", clause)))
        and not (says("brings", clause) or says("wanted_then", text[span.end : span.end + _NEAR]))
    ):
        return False
    if blank := _ENDS.search(clause, clause.find(text[span.start : span.end]) + span.end - span.start):
        # 6号上午送来 之后没人: what has said that it comes is done.
        clause = clause[: blank.start()] if says("brings", clause[: blank.start()]) else clause
    before = clause.partition(text[span.start : span.end])[0]
    if says("told_then", before):
        return False
    if phrases.book("changes")["reason"].pattern.search(before) and not says("brings", clause):
        # Because of what there is on that day.
        return False
    if says("settles", BLANK.split(clause[clause.find(text[span.start : span.end]) :])[0]) and not says(
        "brings", clause
    ):
        return False
    if span.value.relation in ("before-holiday", "by"):
        # The holiday itself is no day off on which nothing comes: that is why it comes before; not later than the day is no "not".
        clause = clause.replace(text[span.start : span.end], "", 1)
    return not says("past", text[span.start : span.end]) and not says("closed", clause)


def tale(annotated: Annotated, day: Span) -> bool:
    """Whether nothing in the clause of today or of a stretch of days speaks of goods that come, or are wanted: 今天太阳毒."""
    text = annotated.lowered
    today = day.rule == "dates.relative" and day.value.day == annotated.message.now.date()
    if not (today or day.value.precision == "span") or day.value.relation in ("by", "before-holiday"):
        return False
    clause = own(annotated, day)
    behind = text[day.end : day.end + _NEAR]
    rest = clause.replace(text[day.start : day.end], "", 1)
    if day.value.precision == "span" and says("will_be", rest) and not says("brings", rest):
        return True
    if says("wanted_then", behind) or says("heads_goods", behind) or says("suits_then", behind):
        return False
    begin = day.start - clause.find(text[day.start : day.end])
    if any(span.label in _COUNTED for span in annotated.inside(begin, begin + len(clause))):
        return False
    if any(says(name, rest) for name in ("brings", "leaves")):
        return False
    if _HAN.search(rest):
        return not says("arranged", rest) and len(_HAN.findall(rest)) > 1
    return not says("asked_now", rest) and len(_WORD.findall(rest)) > 1


def _says_else(annotated: Annotated, day: Span) -> bool:
    """Whether a Chinese clause goes on behind the day with what has nothing to do with goods that come: 周末预约都满了."""
    text = annotated.lowered
    _, end = bounds(text, day.start, day.end, CLAUSE)
    if blank := BLANK.search(text, day.end, end):
        end = blank.start()
    if any(span.label in _WANTED for span in annotated.inside(day.end, end)):
        # 周五10箱: what is wanted then, or where, says it as well as a word.
        return False
    dated = any(span.label == "date" for span in annotated.inside(end, min(len(text), end + _NEAR)))
    if not dated and says("brings", text[end : end + _NEAR]):
        # 礼拜天我守铺，两点后运来
        return False
    rest = text[day.end : end]
    return says("day_of_tale", rest) and not says("arranged", rest)


def own(annotated: Annotated, span: Span) -> str:
    """What the clause of a day says of it and not of another day: of 周四再送周三停电 the first half and the second."""
    text = annotated.lowered
    begin, end = bounds(text, span.start, span.end, CLAUSE)
    if _HAN.search(text[max(0, span.start - 1) : span.end + 1]):
        days = [other for other in annotated.inside(begin, end) if other.label == "date"]
        # A blank parts what one day is for from the next.
        begin = max([begin, *(m.end() for m in BLANK.finditer(text, begin, span.start + 1))])
        blanks = [m.start() for m in BLANK.finditer(text, span.end, end)]
        if blanks and (len(days) > 1 or _told(annotated, span.end, blanks[0])):
            end = blanks[0]
        end = min([end, *(other.start for other in days if other.start >= span.end)])
        begin = (
            span.start if any(other.end <= span.start for other in days if other.start >= begin) else begin
        )
    else:
        begin = max([begin, *(m.end() for m in _LINK.finditer(text, begin, span.start))])
        end = min([end, *(m.start() for m in _LINK.finditer(text, span.end, end))])
    return text[begin:end]


def _told(annotated: Annotated, start: int, end: int) -> bool:
    """Whether something is said of a day there, and not its hour alone: 周四十点前给我 before 下午休息."""
    hours = sum(span.end - span.start for span in annotated.inside(start, end) if span.label == "clock")
    return end - start - hours > 1
