"""The two fonts of our papers, both of them shipped and embedded: Latin from one, Chinese from the other.

Bitstream Vera comes with reportlab. Droid Sans Fallback (Apache-2.0, droid-license.txt) has all Chinese characters of GBK
in outlines that reportlab can embed; only those that a paper uses are put into it.
"""

import threading
from functools import cache
from importlib.resources import as_file, files
from itertools import groupby
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

LATIN, LATIN_BOLD, CHINESE = "Vera", "VeraBd", "DroidSansFallback"
UNKNOWN = "〓"
"""Stands for a character that neither font has, as in print: a gap would be overlooked."""

_lock = threading.Lock()
_registered: set[str] = set()


def register() -> None:
    """Makes the fonts known to reportlab, once a process."""
    with _lock:
        if not _registered:
            for name in (LATIN, LATIN_BOLD):
                pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
            with as_file(files("bot.papers").joinpath("DroidSansFallbackFull.ttf")) as path:
                pdfmetrics.registerFont(TTFont(CHINESE, str(path)))
            _registered.update({LATIN, LATIN_BOLD, CHINESE})


def runs(text: str, *, bold: bool = False) -> list[tuple[str, str]]:
    """The text on one line as (font, words), each character in a font that has it."""
    register()
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    latin = LATIN_BOLD if bold else LATIN
    told = [(_font(c, latin), c) for c in line]
    shown = [(font or CHINESE, c if font else UNKNOWN) for font, c in told]
    return [(font, "".join(c for _, c in run)) for font, run in groupby(shown, key=lambda one: one[0])]


def markup(text: str, *, bold: bool = False) -> str:
    """The text for a paragraph of reportlab; nothing in it counts as markup."""
    return "".join(f'<font name="{font}">{escape(words)}</font>' for font, words in runs(text, bold=bold))


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide the text is, in points."""
    return sum(float(pdfmetrics.stringWidth(words, font, size)) for font, words in runs(text, bold=bold))


def _font(character: str, latin: str) -> str | None:
    return next((name for name in (latin, CHINESE) if ord(character) in _known(name)), None)


@cache
def _known(name: str) -> frozenset[int]:
    return frozenset(pdfmetrics.getFont(name).face.charToGlyph)
