"""The drawn table of transitions is the one that the orders follow."""

import re
from pathlib import Path

from store import statechart
from store.states import LINE_OF_LIFE, TRANSITIONS

DOCUMENT = Path(__file__).parents[2] / "docs" / "states.md"


def test_the_document_is_made_from_the_data() -> None:
    assert DOCUMENT.read_text("utf-8") == statechart.drawn(), "python -m store.statechart > docs/states.md"


def test_the_chart_shows_each_state_and_no_step_that_is_not_allowed() -> None:
    chart = statechart.drawn().partition("```mermaid")[2].partition("```")[0]
    steps = re.findall(r"^    (\w+) --> (\w+)", chart, flags=re.MULTILINE)
    assert all(to in TRANSITIONS[before] for before, to in steps)  # type: ignore[index]
    assert {state for step in steps for state in step} >= set(TRANSITIONS)


def test_every_step_that_is_allowed_is_shown_or_said() -> None:
    chart = statechart.drawn()
    for state, targets in TRANSITIONS.items():
        (row,) = re.findall(rf"^\| `{state}` \| (.*) \|$", chart.rpartition("| from | to |")[2], re.MULTILINE)
        assert re.findall(r"`(\w+)`", row) == list(targets)
    for aside, states in statechart.ASIDE:
        assert {state for state in LINE_OF_LIFE if aside in TRANSITIONS[state]} == set(states)
