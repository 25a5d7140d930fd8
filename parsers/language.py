"""Which of the two languages a piece of text is written in."""

from typing import Literal

Language = Literal["zh", "en"]


def of(text: str) -> Language:
    """'zh' or 'en'. A Chinese character weighs as much as a Latin word; codes and names alone count as English."""
    if text.isascii():
        return "en"
    chinese = words = 0
    inside = False
    for character in text:
        if "\u4e00" <= character <= "\u9fff" or "\u3400" <= character <= "\u4dbf":
            chinese += 1
            inside = False
        elif character.isalpha():
            if not inside:
                words += 1
            inside = True
        else:
            inside = False
    # A Chinese word is about two characters; a mixed text is Chinese as soon as it holds a few of them.
    return "zh" if chinese and chinese * 2 >= words else "en"
