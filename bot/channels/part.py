"""One part of a mail: its kind, its parameters, the name of its file, and its bytes as they were before transfer."""

import quopri
import re
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32
from typing import Any, cast

from bot.channels.headers import field, lenient_base64, text_of
from parsers.attachments.charset import decode

DEEPEST = 20  # parts within each other
_LONGEST = 5_000  # characters of a Content- field: the parser needs quadratic time for its parameters
_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,127}/[a-z0-9!#$&^_.+-]{1,127}")  # RFC 6838, 4.2


class _Policy(Compat32):
    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_LONGEST] if name.lower().startswith("content-") else value

    def header_fetch_parse(self, name: str, value: str) -> str:
        return value  # the standard one replaces bytes over 0x7F, and many file names are made of them


_POLICY = _Policy()


class Part(Message):
    """A part that knows how deep it lies; beyond the limit the parser takes it as a leaf and does not recurse.

    `coded` is a leaf's content as it came, bytes over 0x7F as surrogates: `get_payload` would already replace
    what the declared charset does not cover.
    """

    depth = 0
    _payload: Any

    @property
    def coded(self) -> str:
        return self._payload if isinstance(self._payload, str) else ""

    def attach(self, payload: Any) -> None:
        if isinstance(payload, Part):
            payload.depth = self.depth + 1
        super().attach(payload)

    @property
    def too_deep(self) -> bool:
        """Whether it would hold further parts, but lies too deep to be split."""
        return self.depth >= DEEPEST and super().get_content_type().startswith(("multipart/", "message/"))

    def get_content_type(self) -> str:
        found = super().get_content_type()
        return "application/octet-stream" if self.too_deep or not _TYPE.fullmatch(found) else found

    def get_content_maintype(self) -> str:
        return self.get_content_type().partition("/")[0]


def parse(raw: bytes) -> Part:
    """The tree of parts. Never raises on broken mail."""
    return cast("Part", BytesParser(Part, policy=_POLICY).parsebytes(raw))


def data_of(part: Message) -> bytes:
    """What a leaf holds; broken base64 and quoted-printable give as much as can be had."""
    return decoded(coded(part), (field(part, "Content-Transfer-Encoding") or "").lower())


def coded(part: Message) -> str:
    """A leaf's content as it came; of a part that has parts nothing."""
    return part.coded if isinstance(part, Part) else ""


def decoded(payload: str, transfer: str) -> bytes:
    """A payload (bytes over 0x7F as surrogates) without its Content-Transfer-Encoding."""
    data = payload.encode("ascii", "surrogateescape")
    transfer = transfer.split(";")[0].strip()
    if transfer == "base64":
        return lenient_base64(data)
    if transfer == "quoted-printable":
        return quopri.decodestring(data)
    return data


def parameter(part: Message, name: str) -> str | None:
    """A parameter of Content-Type; broken ones (RFC 2231 with nonsense in it) count as absent."""
    try:
        value = part.get_param(name)
    except (ValueError, LookupError, TypeError):
        return None
    if isinstance(value, tuple):
        value = value[2]
    return value.strip() if isinstance(value, str) and value.strip() else None


def filename(part: Message) -> str | None:
    """The name that the sender gave the file, without directories; by RFC 2231, RFC 2047 or as raw bytes."""
    for name, field_name in (("filename", "Content-Disposition"), ("name", "Content-Type")):
        try:
            value = part.get_param(name, header=field_name)
        except (ValueError, LookupError, TypeError):
            continue
        if isinstance(value, tuple):
            charset, _, coded = value
            value = decode(coded.encode("latin-1", "replace"), charset)[0]
        if isinstance(value, str) and value.strip():
            shown = text_of(value).replace("\\", "/").rsplit("/", 1)[-1].strip()
            return shown[-200:] or None
    return None
