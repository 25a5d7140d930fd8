"""The lines of a page as they grow: spaces collapse, paragraphs stand apart, quotations get their "> "."""

import re
from dataclasses import dataclass, field

DEEPEST_QUOTE = 20
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u00ad\u200e\u200f\u034f"))
_SPACES = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class Lines:
    """Finished lines, the line that is open, and whether a blank one is due before the next word."""

    lines: list[str] = field(default_factory=list)
    size: int = 0  # characters of the finished lines
    quote: int = 0
    struck: list[str] = field(default_factory=list)
    cut: bool = False
    _open: list[str] = field(default_factory=list)  # in pieces: a page may be one line of a million words
    _blank_due: bool = False
    _blank_quote: int = DEEPEST_QUOTE

    def begin(self, text: str) -> None:
        """The open line begins with `text` as it is."""
        self._open = [text]

    def words(self, text: str) -> None:
        collapsed = _SPACES.sub(" ", text.translate(_INVISIBLE)).replace("\xa0", " ")
        if not text.startswith("\xa0") and (not self._open or self._open[-1].endswith(" ")):
            collapsed = collapsed.removeprefix(" ")
        if collapsed:
            self._open.append(collapsed)

    def verbatim(self, text: str) -> None:
        first, *rest = text.replace("\r\n", "\n").split("\n")
        self._open.append(first)
        for line in rest:
            self.newline()
            self.begin(line)

    def end_line(self, *, paragraph: bool = False) -> None:
        """The open line ends, if it says anything; a paragraph asks for one blank line before what follows."""
        if any(piece.strip() for piece in self._open):
            self.newline()
        self._open = []
        if paragraph and self.lines:
            self._blank_due = True
            self._blank_quote = min(self._blank_quote, self.quote)

    def newline(self) -> None:
        line = "".join(self._open).rstrip()
        self._open = []
        prefix = "> " * min(self.quote, DEEPEST_QUOTE)
        if self._blank_due:
            self.lines.append(("> " * min(self._blank_quote, self.quote, DEEPEST_QUOTE)).rstrip())
            self._blank_due = False
            self.size += 1
        self._blank_quote = DEEPEST_QUOTE
        self.lines.append(prefix + line if line else prefix.rstrip())
        self.size += len(self.lines[-1]) + 1

    def finished(self) -> list[str]:
        self.end_line()
        return self.lines
