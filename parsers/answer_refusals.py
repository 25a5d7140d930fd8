"""What we do not have and an answer does without: no such thing then, forget it, we get it elsewhere."""

import re

from parsers import phrases
from parsers.change_tokens import Token
from parsers.changewords import Clause
from parsers.normalize import plain
from parsers.quantities import Amount
from parsers.questions import Questions

# No hooks then: what stands right before a name that we do not have.
_NONE_OF, _JUST_BEFORE = re.compile(r"(?:^|[^a-z])no (?:more |such )?$"), 10
_ENGLISH = re.compile(r"[a-z]{4,24}")
_WITHOUT = re.compile(
    r"(?<![a-z])(?:without|forget(?: about)?|skip|ditch|never mind|pass on"
    r"|leave(?! [^.,;\n]{0,30}\b(?:in|as|on|at|with|by|to|until|till|open)\b)) "
)
# So far behind the last word of a clause stands its mark.
_MARK = 3
# What is said of other lines than the one that was done without.
_OF_ALL = frozenset({"all", "order"})
_OF_MORE = _OF_ALL | {"rest", "others"}
_POINTING = frozenset("那这嗰呢")
_MARKS = "，。,;；.!！\n"


def settle(asked: Questions, clause: Clause, taken: list[Token], names: set[int]) -> None:
    """What we do not have is done without."""
    again = asked.dropped and clause.opening != "stop" and "remove" in clause.labels
    if again and not (names or clause.of("amount")) and all(_tells_nothing(one) for one in clause.of("name")):
        if not (clause.labels & _OF_MORE or _of_more(asked, clause)):
            # No saw, no problem, leave it out then: the same once more.
            taken += clause.tokens
            return
        if not clause.labels & _OF_ALL:
            # Leave it out, 另外那个也不要: what the clause does not name is not sure.
            asked.order.doubt(clause, "others done without")
    unknown = [place for place, name in asked.flags if name == "sku" and not asked.candidates(place)]
    if len(unknown) != 1 or "all" in clause.labels:
        return
    place = unknown[0]
    if not all(_counts_the_line(asked, place, token) for token in clause.of("amount")):
        return
    told = [token for token in clause.of("name") if token.parts or token.gaps]
    question = next((flag.question for (line, _), flag in asked.flags.items() if line == place), None)
    text = plain(asked.order.before[place].text + "\n" + (question or "")).lower()
    spoken = [_spoken_of(asked.words(token), text) for token in told]
    # What is only in part the name of a line (彩粉, where 墨粉 is ordered) may be what was asked about.
    if names and not (told and all(spoken) and all(token.gaps for token in told)):
        return
    before = asked.order.words(max(0, clause.start - _JUST_BEFORE), clause.start)
    none_of = bool(spoken) and spoken[0] and _NONE_OF.search(before)
    around = asked.order.words(clause.start, asked.order.stretch(clause)[1] + _MARK)
    refused = (
        "remove" in clause.labels
        or _WITHOUT.search(asked.order.said(clause))
        or phrases.book("changes")["never_mind"].pattern.search(around)
        or none_of
    )
    if not any(spoken) and asked.spoken_of == place and clause.opening != "stop" and told:
        # The saw we get elsewhere, please strike this line.
        spoken = [True] if all(token.gaps and not token.parts for token in told) else spoken
    asked.spoken_of = place if any(spoken) else None
    known = any(asked.order.names.named_by(token).known for token in told)
    if refused and (all(spoken) or (any(spoken) and not known)):
        asked.drop(place)
        taken += clause.tokens


def _counts_the_line(asked: Questions, place: int, token: Token) -> bool:
    """Whether the amount is all of the line, which it points at, or the line itself is counted: 那10个, 这一条."""
    text, line = asked.annotated.lowered, asked.order.before[place]
    start = token.start - 1
    if text[max(0, start)] not in _POINTING or token.span is None:
        return False
    if phrases.book("changes")["line_itself"].pattern.match(text[: token.end], start):
        return True
    amount: Amount = token.span.value
    return amount.exact == line.quantity and amount.unit in (line.unit, None)


def _of_more(asked: Questions, clause: Clause) -> bool:
    text, (start, end) = asked.annotated.lowered, asked.order.stretch(clause)
    first = max(text.rfind(mark, 0, start) for mark in _MARKS) + 1
    last = min((at for mark in _MARKS if (at := text.find(mark, end)) >= 0), default=len(text))
    return phrases.book("about")["of_more"].pattern.search(text, first, last) is not None


def _tells_nothing(token: Token) -> bool:
    return token.gaps > 0 and not token.parts and not token.sku


def _spoken_of(said: str, text: str) -> bool:
    """Whether a word of it stands in the question as well, in one number or the other."""
    said = phrases.book("changes")["line_itself"].pattern.sub("", said).strip("的 ")
    if not said:
        return False
    words = [word.rstrip("s") for word in _ENGLISH.findall(said)]
    return said in text or any(re.search(rf"(?<![a-z]){word}", text) for word in words)
