"""How often a question was put: each counts for itself, wherever its line stands by now."""

from dataclasses import replace

from bot.desk.content import Content, line_index
from store.order import OpenQuestion


def counted(content: Content, earlier: Content | None) -> tuple[OpenQuestion, ...]:
    """The open questions, each with how many times it is put now, given what was asked about the order before."""
    return tuple(
        replace(flag, asked=1 + max(_times(flag, content, each, earlier) for each in earlier.flags))
        if earlier and earlier.flags
        else replace(flag, asked=1)
        for flag in content.flags
    )


def _times(flag: OpenQuestion, content: Content, before: OpenQuestion, earlier: Content) -> int:
    """How many times `flag` was put as `before`; 0 if that was another question."""
    index, index_before = line_index(flag.field), line_index(before.field)
    if (flag.field.rpartition(".")[2], flag.code) != (before.field.rpartition(".")[2], before.code):
        return 0
    if index is not None and index_before is not None and index != index_before:
        # An answer may have moved the lines about.
        lines, lines_before = content.lines, earlier.lines
        if index >= len(lines) or index_before >= len(lines_before):
            return 0
        if lines[index].text != lines_before[index_before].text:
            return 0
    # What an older program asked was not counted.
    return before.asked or 1
