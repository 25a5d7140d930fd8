"""Of the many days and addresses in a form, those of the delivery."""

from collections.abc import Sequence

from parsers import phrases
from parsers.form import Form
from parsers.form_labels import says
from parsers.spans import Span

_BEHIND = 16


def due(days: Sequence[Span], text: str, form: Form) -> list[Span]:
    """Of the dates in a form those that its line says to be the day of delivery: it bears many others."""
    kept: list[Span] = []
    for span in days:
        first = text.rfind("\n", 0, span.start) + 1
        line = text[first : span.start]
        if form.running:
            line = text[first:].partition("\n")[0]
            if phrases.book("delivery")["delivers"].pattern.search(line):
                kept.append(span)
        elif says("due", line) or says("due_behind", text[span.end :].partition("\n")[0][:_BEHIND]):
            kept.append(span)
    return kept


def deliver(places: Sequence[Span], text: str, form: Form) -> list[Span]:
    """Of the addresses in a form those where the goods go, if a label says so: it bears those of who pays as well."""
    if form.running:
        return list(places)
    lines = [text[text.rfind("\n", 0, span.start) + 1 : span.end] for span in places]
    said = list(zip(places, lines, strict=True))
    received = [span for span, line in said if says("receiver", line)]
    return received or [span for span, line in said if not says("payer", line)]
