"""Header fields of a mail as people meant them: encoded words (RFC 2047), raw 8-bit bytes, addresses, message ids."""

import base64
import quopri
import re
from collections.abc import Sequence
from email.message import Message
from email.utils import getaddresses

from parsers.attachments.charset import decode

_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?(.*?)\?=", re.DOTALL)
_GAP = re.compile(r"(\?=)[ \t\r\n]+(=\?[^?\s]{1,60}\?[bBqQ]\?)")
_FOLD = re.compile(r"\r?\n(?=[ \t])")
_ID = re.compile(r"<[^<>\s]{1,900}>")
_ADDRESS = re.compile(r"[^\s@<>(),;:\"]{1,200}@[^\s@<>(),;:\"]{1,255}")
# What a list of addresses is made of (RFC 5322, 3.2 and 3.4); what is not closed is a character like others.
_PIECE = re.compile(
    r"""(?P<quoted>"(?:[^"\\]|\\.)*")|(?P<comment>\((?:[^()\\]|\\.)*\))"""
    r"""|(?P<angle><[^<>]*>?)|(?P<between>[,;:])|\\.|[^"(<,;:\\]+|."""
)
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"")
_LONGEST = 20_000  # characters of one header field that are looked at


def field(message: Message, name: str) -> str | None:
    """The first field of that name, decoded and on one line; None if there is none."""
    values = raw_fields(message, name)
    return text_of(values[0]) if values else None


def raw_fields(message: Message, name: str) -> list[str]:
    """All fields of that name, topmost first, as they stand (bytes over 0x7F as surrogates)."""
    wanted = name.lower()
    return [str(value)[:_LONGEST] for key, value in message.raw_items() if key.lower() == wanted]


def text_of(value: str) -> str:
    """A header value in words: encoded words and raw 8-bit bytes decoded, unfolded, no control characters."""
    value = _raw_bytes_decoded(_FOLD.sub("", value))
    value = _GAP.sub(r"\1\2", value)
    return clean_line(_words_decoded(value))


def clean_line(value: str) -> str:
    """One line that a database and a header can hold: no control characters, no lone surrogates."""
    kept = "".join(" " if char < " " or char == "\x7f" else char for char in value)
    return kept.encode("utf-8", "replace").decode("utf-8").strip()


def addresses(values: Sequence[str]) -> list[tuple[str, str]]:
    """(display name, address in lower case) of address fields; what is no address is left out."""
    found = []
    # Names are decoded after the split, since an encoded name may hold a comma.
    plain = [_names_quoted(_raw_bytes_decoded(" ".join(value.split()))) for value in values]
    try:
        pairs = getaddresses(plain)
    except RecursionError:  # comments within each other by the thousand
        pairs = [("", address) for value in plain for address in _ADDRESS.findall(value)]
    for name, address in pairs:
        match = _ADDRESS.search(address) or _ADDRESS.search(name)
        if match:
            shown = text_of(name).strip("\"' ") if "@" in address else ""
            found.append((shown, clean_line(match.group().strip("'").lower())))
    return found


def names_another_domain(values: Sequence[str], address: str) -> bool:
    """Whether these fields hold, outside of quotes, an address of another domain: another reader may take that one."""
    found = {match for value in values for match in _ADDRESS.findall(_QUOTED.sub(" ", value))}
    domains = {each.rpartition("@")[2].strip("'").lower() for each in found}
    return any("." in domain for domain in domains - {address.rpartition("@")[2]})


def message_ids(values: Sequence[str]) -> tuple[str, ...]:
    """The message ids in these fields, angle brackets included, in their order."""
    return tuple(clean_line(match) for value in values for match in _ID.findall(value))


def _names_quoted(value: str) -> str:
    """Puts quotes around a display name that holds a bare `@` (RFC 5322 wants them): it is no address then.

    `getaddresses` would take `a@x.example <b@y.example>` for two addresses.
    """
    out: list[str] = []
    begun = 0  # where in `out` the name before the next bracket begins
    bare = False
    for piece in _PIECE.finditer(value):
        text = piece.group()
        if piece["angle"] and bare and "@" in text:
            name = re.sub(r"[\"\\]", "", "".join(out[begun:])).strip()
            out[begun:] = [f' "{name}" ']
        out.append(text)
        if piece["angle"] or piece["between"]:
            begun, bare = len(out), False
        elif not piece["quoted"] and not piece["comment"]:
            bare = bare or "@" in text
    return "".join(out)


def _raw_bytes_decoded(value: str) -> str:
    try:
        value.encode("ascii")
    except UnicodeEncodeError:
        try:
            return decode(value.encode("ascii", "surrogateescape"), None)[0]
        except UnicodeEncodeError:
            return value
    return value


def _words_decoded(value: str) -> str:
    """Neighbouring words of one charset are joined as bytes first: some programs split a character between them."""
    out: list[str] = []
    pending, charset, end = b"", "", 0
    for match in _WORD.finditer(value):
        between = value[end : match.start()]
        label = match.group(1).split("*")[0].lower()  # RFC 2231 adds a language behind an asterisk
        if pending and (between or label != charset):
            out.append(decode(pending, charset)[0])
            pending = b""
        out.append(between)
        pending += _word_bytes(match.group(2), match.group(3))
        charset, end = label, match.end()
    if pending:
        out.append(decode(pending, charset)[0])
    return "".join(out) + value[end:]


def _word_bytes(encoding: str, text: str) -> bytes:
    if encoding in "qQ":
        return quopri.decodestring(text.encode("utf-8", "replace"), header=True)
    return lenient_base64(text.encode("ascii", "ignore"))


def lenient_base64(data: bytes) -> bytes:
    """Base64 with missing padding, foreign characters, a cut end or several pieces: as much as can be had."""
    out = bytearray()
    for piece in re.split(rb"=+", data):
        letters = re.sub(rb"[^A-Za-z0-9+/]", b"", piece)
        if len(letters) % 4 == 1:
            letters = letters[:-1]
        out += base64.b64decode(letters + b"=" * (-len(letters) % 4))
    return bytes(out)
