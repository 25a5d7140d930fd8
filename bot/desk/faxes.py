"""Faxes that a service passes on by mail: who sent one stands on it alone, and its service reads no answer. Pure."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from store.envelope import Envelope

_SHEETS = ("application/pdf", "image/")
_ENDINGS = (".pdf", ".tif", ".tiff", ".png", ".jpg", ".jpeg")


def is_fax(envelope: Envelope) -> bool:
    """Whether the mail is one: a word shows it, and a sheet came along."""
    if envelope.channel != "email" or not any(
        file.content_type.lower().startswith(_SHEETS) or file.filename.lower().endswith(_ENDINGS)
        for file in envelope.attachments
    ):
        return False
    return any(
        says_fax(words or "") for words in (envelope.subject, envelope.sender_address, envelope.sender_name)
    )


def says_fax(words: str) -> bool:
    """Whether these words, of a subject or of who sent it, speak of a fax."""
    return _pattern().search(words.lower()) is not None


@cache
def _pattern() -> re.Pattern[str]:
    told = tomllib.loads(files("bot.desk").joinpath("faxes.toml").read_text("utf-8"))["words"]
    forms = (rf"(?<![a-z]){re.escape(one)}(?![a-z])" if one.isascii() else re.escape(one) for one in told)
    return re.compile("|".join(forms))
