"""The table of transitions as a document: a drawn chart and a table, made from the data.

`python -m store.statechart > docs/states.md` writes it anew; a test fails where the two have parted.
"""

import sys
from collections.abc import Iterator
from itertools import pairwise

from store.states import BACK, CANCELLABLE, FINAL, HOLDABLE, LINE_OF_LIFE, RETURNABLE, TRANSITIONS, State

HEAD = """\
# The states of an order

Made from `store/states.py` by `python -m store.statechart > docs/states.md`; do not edit it by hand. What each state means stands in
[commands.md](commands.md#orders).

An order goes along the line from `draft` to `completed`. Forward it may skip stages that the company does not use: from each state to
every later one. Back goes only what an arrow goes back for. Aside of the line it is held, cancelled, or comes back.
"""
ASIDE: tuple[tuple[State, frozenset[State]], ...] = (
    ("on_hold", HOLDABLE),
    ("cancelled", CANCELLABLE),
    ("returning", RETURNABLE),
)


def drawn() -> str:
    """The whole document."""
    return "\n".join([HEAD, "```mermaid", *_chart(), "```", "", *_aside(), "", *_table(), ""])


def _chart() -> Iterator[str]:
    yield "stateDiagram-v2"
    yield f"    [*] --> {LINE_OF_LIFE[0]}"
    for state, following in pairwise(LINE_OF_LIFE):
        yield f"    {state} --> {following}"
    for state, before in BACK.items():
        yield from (f"    {state} --> {earlier}: back" for earlier in before)
    for aside, states in ASIDE:
        first, *_, last = (state for state in LINE_OF_LIFE if state in states)
        yield f"    {first} --> {aside}: so may all up to {last}"
    for aside in TRANSITIONS:
        if aside not in LINE_OF_LIFE:
            yield from (f"    {aside} --> {to}" for to in TRANSITIONS[aside] if to not in LINE_OF_LIFE)
    yield from (f"    returning --> {to}: refused" for to in TRANSITIONS["returning"] if to in LINE_OF_LIFE)
    yield from (f"    {state} --> [*]" for state in TRANSITIONS if state in FINAL)


def _aside() -> Iterator[str]:
    yield "| aside | from |"
    yield "| --- | --- |"
    for aside, states in ASIDE:
        yield f"| `{aside}` | {', '.join(f'`{state}`' for state in LINE_OF_LIFE if state in states)} |"
    yield ""
    yield "From `on_hold` an order goes back to where it was held from, or to where it could have gone aside from there."


def _table() -> Iterator[str]:
    yield "| from | to |"
    yield "| --- | --- |"
    for state, targets in TRANSITIONS.items():
        yield f"| `{state}` | {', '.join(f'`{to}`' for to in targets) or 'final'} |"


if __name__ == "__main__":
    sys.stdout.write(drawn())
