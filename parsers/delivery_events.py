"""Days on which the customer does something: whether the goods are wanted for it, and what tells nothing of them."""

from parsers.annotate import Annotated
from parsers.delivery_words import SENTENCE, bounds, says
from parsers.spans import Span

# Where no other day is named, one that is at least so likely is looked at by a person.
HARDLY = 0.12


def asked(annotated: Annotated) -> bool:
    """Whether the message answers our question which day it is."""
    pending = annotated.message.context.pending
    return pending is not None and any(flag.field == "delivery_date" for flag in pending.flags)


def left_to_people(annotated: Annotated, day: Span, share: float) -> bool:
    """Whether a person looks at the one day of a message though it is hardly that of the goods: a single day to come, above all
    where they are wanted for what the customer does then (周五开业，要5箱)."""
    if day.value.day is None or day.value.precision == "span":
        return False
    text = annotated.lowered
    rest = text[day.end : bounds(text, day.start, day.end, SENTENCE)[1]]
    likely = share > HARDLY or (says("event_then", rest) and says("wished", rest))
    return likely and day.value.day >= annotated.message.now.date()


def only_event(annotated: Annotated, day: Span) -> bool:
    """Whether what the customer does on the day is all that it is named for: another day is named, and nothing wanted for it."""
    others = {span.value.day for span in annotated.of("date", blocks=annotated.voice)} - {day.value.day}
    text = annotated.lowered
    rest = text[day.end : bounds(text, day.start, day.end, SENTENCE)[1]]
    return bool(others) and not says("wished", rest) and not asked(annotated)
