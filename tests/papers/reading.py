"""What stands on a PDF, as a viewer's search would find it."""

import io
import re

import pdfplumber


def pages(content: bytes) -> list[str]:
    """The words of each page, line by line."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return [page.extract_text() for page in pdf.pages]


def text(content: bytes) -> str:
    """All words, without the blanks and breaks that only the setting made."""
    return re.sub(r"\s+", "", "".join(pages(content)))


def fonts(content: bytes) -> set[str]:
    """The fonts that characters are set in, without the tag of what was taken of them."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return {char["fontname"].rpartition("+")[2] for page in pdf.pages for char in page.chars}
