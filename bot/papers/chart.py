"""Bars, drawn as SVG: one for each label, without a script and without anything from elsewhere."""

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

_HIGH, _GAP, _WIDE, _LABEL, _FIGURE = 22, 6, 760, 190, 120
_LONGEST = 15
"""Characters of a label, of which Chinese ones are as wide as two."""


def bars(rows: Sequence[tuple[str, float, str]], *, title: str) -> str:
    """Each row is a label, its value (0 or more), and the value as it is written beside the bar."""
    most = max((value for _, value, _ in rows), default=0) or 1
    room = _WIDE - _LABEL - _FIGURE
    drawn = []
    for number, (label, value, shown) in enumerate(rows):
        y = number * (_HIGH + _GAP)
        long = max(value, 0) / most * room
        text = y + _HIGH * 0.72
        drawn.append(
            f'<text class="label" x="{_LABEL - 10}" y="{text:.1f}" text-anchor="end">{escape(_short(label))}'
            f"<title>{escape(label)}</title></text>"
            f'<rect class="bar" x="{_LABEL}" y="{y}" width="{max(long, 1):.1f}" height="{_HIGH}" rx="4"/>'
            f'<text class="figure" x="{_LABEL + long + 8:.1f}" y="{text:.1f}">{escape(shown)}</text>'
        )
    high = max(len(rows) * (_HIGH + _GAP) - _GAP, _HIGH)
    return (
        f'<svg class="chart" viewBox="0 0 {_WIDE} {high}" role="img" aria-label={quoteattr(title)} '
        f'xmlns="http://www.w3.org/2000/svg">{"".join(drawn)}</svg>'
    )


def _short(label: str) -> str:
    room, kept = _LONGEST * 2, ""
    for character in label:
        room -= 2 if ord(character) > 0x2E7F else 1
        if room < 0:
            return kept + "…"
        kept += character
    return kept
