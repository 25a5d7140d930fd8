"""What the sender of forms wants: what the mail says by itself outweighs them, and an operator looks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from parsers import intentmodel, phrases
from parsers.annotate import Annotated
from parsers.drafts import Block, Draft
from parsers.intent import Decision, Findings, decide
from parsers.reading import Intent

# Below the first a mail by itself says little; a form that comes with an order is at least as sure as the second.
_LEANS, _BROUGHT = 0.5, 0.9
# A name less sure is a word that looks like one.
_SURE = 0.9
_FORMS: Mapping[Intent, str] = {"inquiry": "inquiry_form", "return_request": "return_form"}
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


def weighed(together: Decision, annotated: Annotated, block: Block, found: Findings) -> Decision:
    """The decision on mail and forms `together`, or the one on the mail alone. Fills `annotated.doubts`."""
    own = [draft for draft in block.drafts if id(draft) not in annotated.filed]
    outside = _outside(own, found)
    alone = intentmodel.heard(decide(outside, annotated.message.context), annotated, outside)
    kinds = set(annotated.called.values())
    if kinds and kinds == {_FORMS.get(alone.intent)} and not alone.guessed:
        # The form is called what the mail wants: nothing speaks against either.
        return replace(alone, certainty=max(alone.certainty, _BROUGHT))
    annotated.doubts += (f"{name} may be no order" for name in annotated.called)
    annotated.doubts += _turned(annotated, own)
    if alone.intent in ("new_order", "other") or (
        alone.certainty < _LEANS and not _TURNING & alone.cues.keys()
    ):
        # A covering note says little: the form is what is wanted.
        sure = _BROUGHT if together.intent == "new_order" else 0.0
        return replace(together, certainty=max(together.certainty, sure))
    annotated.doubts.append(f"the mail itself reads as {alone.intent}")
    return together if alone.guessed else alone


def _outside(own: Sequence[Draft], found: Findings) -> Findings:
    """What the mail shows without its forms; `own` are its own drafts."""
    wanted = [draft for draft in own if draft.role == "line" and draft.amount is not None]
    return replace(
        found,
        lines=len(wanted),
        known=len([draft for draft in wanted if draft.match.skus]),
        named=len([draft for draft in own if draft.match.skus]),
    )


def _turned(annotated: Annotated, own: Sequence[Draft]) -> Iterator[str]:
    """Why an operator looks at what the mail says beside the forms that it brings; `own` are its own drafts."""
    said = f"{annotated.subject}\n{annotated.said([b for b in annotated.voice if b not in annotated.files])}"
    turns = phrases.book("forms")["turns"].pattern.search(said)
    if turns is not None:
        yield f"the mail says {turns.group()!r} of its files"
    for draft in own:
        if (
            draft.amount is None
            and draft.match.status in ("one", "several")
            and draft.match.strong
            and draft.match.certainty >= _SURE
        ):
            yield f"the mail names {annotated.source(draft.start, draft.end)[:40]!r} besides its files"
            return
