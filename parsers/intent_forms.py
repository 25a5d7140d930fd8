"""What the sender of forms wants: what the mail says by itself outweighs them, and an operator looks."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from parsers import form_kinds, intentmodel, phrases
from parsers.annotate import Annotated
from parsers.delivery_words import SENTENCE, around
from parsers.drafts import Block, Draft
from parsers.intent import Decision, Findings, decide
from parsers.intent_rules import AMENDS
from parsers.reading import Intent
from parsers.requirements import Stretch

# Below the first a mail by itself says little; a form that comes with an order is at least as sure as the second.
_LEANS, _BROUGHT = 0.5, 0.9
# A name less sure is a word that looks like one.
_SURE = 0.9
_WHEN_AND_WHERE = frozenset(["date", "address", "address_label", "address_usual"])
_FORMS: Mapping[Intent, str] = {
    "inquiry": "inquiry_form",
    "return_request": "return_form",
    "amend_order": "change_form",
}
# Cues of a mail that wants something else than the form that it brings.
_TURNING = frozenset(
    [
        "cancel",
        "cancel_whole",
        "remove",
        "stops",
        "return",
        "gives_back",
        "replace",
        "anger",
        "defect",
        "where",
        "question",
        "quotes",
        "prices",
        "change",
        "alters",
        "resizes",
        "forgot",
        "rest_stays",
        "misdirected",
    ]
)


def weighed(
    together: Decision,
    annotated: Annotated,
    block: Block,
    found: Findings,
    *,
    carried: bool,
    noted: Sequence[Stretch],
) -> Decision:
    """The decision on mail and forms `together`, or the one on the mail alone. Fills `annotated.doubts`.

    `carried`: the mail changes the forms, and every word of the change is understood. `noted`: where it says what else is
    required.
    """
    own = [draft for draft in block.drafts if id(draft) not in annotated.filed]
    filed = {sku for draft in block.drafts if id(draft) in annotated.filed for sku in draft.match.skus}
    outside = _outside(annotated, own, found, noted)
    alone = intentmodel.heard(decide(outside, annotated.message.context), annotated, outside)
    kinds = set(annotated.called.values())
    if kinds and kinds == {_FORMS.get(alone.intent)} and not alone.guessed:
        # The form is called what the mail wants: nothing speaks against either.
        return replace(alone, certainty=max(alone.certainty, _BROUGHT))
    before = len(annotated.doubts)
    annotated.doubts += (f"{name} may be no order" for name in annotated.called)
    moves = not carried and _moves(annotated)
    annotated.doubts += _turned(annotated, own, carried=carried, moves=moves, noted=noted, filed=filed)
    if carried or (alone.intent == "amend_order" and moves):
        # It changes no order that there is but the one that it brings.
        return replace(together, intent="new_order", certainty=max(together.certainty, _BROUGHT))
    if alone.intent in ("new_order", "other") or (
        alone.certainty < _LEANS and not _TURNING & alone.cues.keys()
    ):
        # A covering note says little: the form is what is wanted.
        sure = _BROUGHT if together.intent == "new_order" else 0.0
        return replace(together, certainty=max(together.certainty, sure))
    if alone.intent == "amend_order" and len(annotated.doubts) == before and alone.rule != AMENDS:
        # Not a word of a change: what comes with an order under way is another one.
        return replace(together, intent="new_order", certainty=max(together.certainty, _BROUGHT))
    annotated.doubts.append(f"the mail itself reads as {alone.intent}")
    return together if alone.guessed else alone


def unfilled(decision: Decision, annotated: Annotated, found: Findings) -> Decision:
    """The decision on a mail whose forms order nothing: blank ones, lists of orders that are under way, and files that are only
    to be known."""
    kinds = set(annotated.called.values())
    if annotated.files and not kinds and not found.lines and decision.intent in ("feedback", "new_order"):
        own = annotated.said([block for block in annotated.voice if block not in annotated.files])
        if form_kinds.only_informs(own) and not annotated.doubts:
            return replace(decision, intent="other", certainty=_BROUGHT)
    if kinds == {"status_form"} and decision.intent == "order_status":
        return decision
    if kinds == {"order"} and decision.intent in ("new_order", "other", "inquiry"):
        said = annotated.said([block for block in annotated.voice if block not in annotated.files])
        asks = phrases.book("forms")["turns"].pattern.search(said)
        if phrases.book("forms")["order"].pattern.search(f"{annotated.subject}\n{said}") and not asks:
            # What was to be ordered is missing: that is asked.
            return replace(decision, intent="new_order", certainty=_BROUGHT)
    annotated.doubts += (f"no order was found in {name}" for name in annotated.called)
    return decision


def _outside(
    annotated: Annotated, own: Sequence[Draft], found: Findings, noted: Sequence[Stretch]
) -> Findings:
    """What the mail shows without its forms; `own` are its own drafts."""
    wanted = [draft for draft in own if draft.role == "line" and draft.amount is not None]
    text = _without_papers(annotated, found.text)
    for start, end in noted:
        wish = annotated.lowered[start:end]
        text = text.replace(wish, phrases.book("forms")["wishes"].pattern.sub(" ", wish))
    return replace(
        found,
        text=phrases.book("forms")["harmless"].pattern.sub(" ", text),
        lines=len(wanted),
        known=len([draft for draft in wanted if draft.match.skus]),
        named=len([draft for draft in own if draft.match.skus]),
    )


def _turned(
    annotated: Annotated,
    own: Sequence[Draft],
    *,
    carried: bool,
    moves: bool,
    noted: Sequence[Stretch],
    filed: set[str],
) -> Iterator[str]:
    """Why an operator looks at what the mail says beside the forms that it brings; `own` are its own drafts."""
    book = phrases.book("forms")
    said = f"{annotated.subject}\n{_without_wishes(annotated, noted, moves=carried or moves)}"
    said = book["harmless"].pattern.sub(" ", said)
    turns = book["turns"].pattern.search(_without_papers(annotated, said))
    if turns is None and not (carried or moves):
        turns = book["alters"].pattern.search(said)
    if turns is None and not annotated.papers:
        # How the papers shall come is a requirement.
        required = [annotated.lowered[start:end] for start, end in noted]
        turns = next(
            (
                match
                for match in book["papers_said"].pattern.finditer(said)
                if not any(match[0] in words and book["wishes"].pattern.search(words) for words in required)
            ),
            None,
        )
    if turns is not None:
        yield f"the mail says {turns.group()!r} of its files"
    if carried:
        return
    yield from annotated.beside
    for draft in own:
        if (
            draft.amount is None
            # What the form orders may be talked of.
            and (turns is not None or not filed & set(draft.match.skus))
            and draft.match.status in ("one", "several")
            and draft.match.strong
            and draft.match.certainty >= _SURE
        ):
            yield f"the mail names {annotated.source(draft.start, draft.end)[:40]!r} besides its files"
            return


def _without_wishes(annotated: Annotated, noted: Sequence[Stretch], *, moves: bool) -> str:
    """The mail's own words without those that only say how something is wanted (发票别跟货走), and, where it `moves` the day
    or the place, without the sentences on that."""
    book = phrases.book("forms")
    text = annotated.lowered
    parts: list[str] = []
    for block in (one for one in annotated.voice if one not in annotated.files):
        words = list(text[block.start : block.end])
        for match in book["wishes"].pattern.finditer(text, block.start, block.end):
            if any(start <= match.start() and match.end() <= end for start, end in noted):
                words[match.start() - block.start : match.end() - block.start] = " " * len(match[0])
        for match in book["corrects"].pattern.finditer(text, block.start, block.end) if moves else ():
            words[match.start() - block.start : match.end() - block.start] = " " * len(match[0])
        parts.append("".join(words))
    return "\n".join(parts)


def _without_papers(annotated: Annotated, said: str) -> str:
    """The words without the sentences on papers that came beside the order and were laid aside."""
    if not annotated.papers:
        return said
    papers = phrases.book("forms")["papers_said"].pattern
    return "".join(
        part for part in re.split(r"(?<=[。；;!！\n,，])|(?<=\. )", said) if not papers.search(part)
    )


def _moves(annotated: Annotated) -> bool:
    """Whether all that the mail alters of its forms is the day or the place of delivery."""
    book = phrases.book("forms")
    alters = book["alters"].pattern
    if annotated.message.context.open_orders or alters.search(annotated.subject):
        return False
    text, found = annotated.lowered, False
    for block in (one for one in annotated.voice if one not in annotated.files):
        harmless = [match.span() for match in book["harmless"].pattern.finditer(text, block.start, block.end)]
        for match in (
            *alters.finditer(text, block.start, block.end),
            *book["corrects"].pattern.finditer(text, block.start, block.end),
        ):
            if any(start <= match.start() < end for start, end in harmless):
                continue
            found = True
            sentence = around(text, match.start(), match.end(), SENTENCE)
            start = text.find(sentence, max(block.start, match.start() - len(sentence)))
            spans = annotated.inside(start, start + len(sentence))
            labels = {span.label for span in spans}
            # In a sentence of its own the day is said to be wrong, in the next one what it shall be.
            if not (labels & _WHEN_AND_WHERE or book["due"].pattern.search(sentence)) or labels & {
                "quantity",
                "sku",
            }:
                return False
    return found
