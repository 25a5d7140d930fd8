"""The parts of a mail: which text is the message, which parts are attachments, and what could not be read."""

import re
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from email.errors import CloseBoundaryNotFoundDefect
from email.message import Message
from importlib.resources import files

from bot.channels.headers import addresses, clean_line, raw_fields, text_of
from bot.channels.headers import field as header
from bot.channels.part import DEEPEST, Part, coded, data_of, decoded, filename, parameter, parse
from parsers.attachments.charset import decode
from parsers.attachments.html import LONGEST_TEXT, to_text
from store.envelope import NOTED, Attachment

MOST_ATTACHMENTS = 200
_LONGEST_HTML = 8_000_000  # characters
_STUBS: tuple[str, ...] = tuple(
    tomllib.loads(files("bot.channels").joinpath("stubs.toml").read_text("utf-8"))["phrases"]
)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BOUNDARY = re.compile(rb"^--([^\s-][^\r\n]{0,200}?)[ \t]*\r?\nContent-", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Content:
    """What a mail holds: the text that a person reads, the files that came along, and what is wrong with it."""

    text: str
    attachments: tuple[Attachment, ...]
    problems: tuple[str, ...]


def content(message: Message) -> Content:
    """The message's text, its attachments in their order, and its problems. Never raises on broken mail."""
    reader = _Reader()
    text = reader.read(message).text
    reader.tell_overflow()
    text = "\n".join(line.rstrip() for line in _clean(text).split("\n")).strip("\n")
    if len(text) > LONGEST_TEXT:
        reader.note(f"incomplete: the text has {len(text):,} characters, cut after {LONGEST_TEXT:,}")
        text = text[:LONGEST_TEXT]
    return Content(text, tuple(reader.attachments), tuple(reader.problems))


def attachment_contents(raw: bytes, numbers: Collection[int]) -> dict[int, bytes]:
    """The bytes of these attachments (from 0, as in `Envelope.attachments`) of a raw mail, as far as it has them."""
    reader = _Reader(wanted=frozenset(numbers))
    reader.read(parse(raw))
    return reader.found


@dataclass(frozen=True, slots=True)
class _Text:
    text: str = ""
    rich: bool = False
    rows: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reader:
    attachments: list[Attachment] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    wanted: frozenset[int] = frozenset()
    found: dict[int, bytes] = field(default_factory=dict)
    more: int = 0

    def note(self, problem: str) -> None:
        if problem not in self.problems and len(self.problems) < 30:
            self.problems.append(clean_line(problem)[:300])

    def tell_overflow(self) -> None:
        if self.more:
            self.note(f"{self.more:,} more attachments than the {MOST_ATTACHMENTS} that are listed")

    def read(self, part: Message, level: int = 0) -> _Text:
        kind = part.get_content_type()
        if any(isinstance(defect, CloseBoundaryNotFoundDefect) for defect in part.defects):
            self.note("incomplete: the closing boundary is missing, the mail may have been cut")
        if part.is_multipart() and kind.startswith("multipart/"):
            return self._multipart(part, kind, level)
        if kind.startswith("multipart/"):
            return self._unsplit(part, level)
        if kind in ("message/rfc822", "message/global") and level < DEEPEST:
            return self._nested(part, level)
        if kind == "message/delivery-status":
            return _Text("\n".join(_fields_of(inner) for inner in _children(part)))
        if kind == "text/rfc822-headers":
            return _Text()
        if kind in ("text/plain", "text/html", "text/enriched") and not self._is_file(part):
            return self._text(part, kind)
        return self._file(part, kind, level)

    def _multipart(self, part: Message, kind: str, level: int) -> _Text:
        children = list(_children(part))
        if kind == "multipart/encrypted":
            self.note("incomplete: the mail is encrypted (PGP) and could not be read")
        if kind == "multipart/alternative":
            return _best([self.read(child, level + 1) for child in children])
        if kind == "multipart/report":
            # What came back is not what the sender writes: its text stays in the raw mail.
            texts = [
                self.read(child, level + 1)
                for child in children
                if child.get_content_type() not in ("message/rfc822", "message/global")
            ]
        else:
            texts = [self.read(child, level + 1) for child in children]
        said = [text for text in texts if text.text.strip()]
        return _Text(
            "\n\n".join(text.text.strip("\n") for text in said),
            any(text.rich for text in said),
            tuple(row for text in said for row in text.rows),
        )

    def _unsplit(self, part: Message, level: int) -> _Text:
        """A multipart whose boundary is missing or wrong: the boundary that stands in the body is taken instead."""
        body = data_of(part)
        match = _BOUNDARY.search(body)
        if match is None or level >= DEEPEST or b'"' in match.group(1):
            self.note("broken MIME: no parts found, shown as it came")
            return _Text(decode(body, None)[0])
        self.note("broken MIME: the boundary is not the declared one")
        head = b'Content-Type: multipart/mixed; boundary="' + match.group(1) + b'"\n\n'
        again = parse(head + body)
        if not again.is_multipart():
            return _Text(decode(body, None)[0])
        return self.read(again, level + 1)

    def _nested(self, part: Message, level: int) -> _Text:
        inner = next(_children(part), None)
        transfer = (header(part, "Content-Transfer-Encoding") or "").lower()
        if inner is None:
            inner = parse(decoded(coded(part), transfer))
        elif transfer in ("base64", "quoted-printable") and not inner.is_multipart():
            # Against RFC 2046, 5.2.1, but it is done: the whole mail is coded, its header included.
            head = "".join(f"{name}: {value}\n" for name, value in inner.raw_items())
            if transfer == "quoted-printable" or not head:
                inner = parse(decoded(f"{head}\n{coded(inner)}", transfer))
        return self._forwarded(inner, level)

    def _forwarded(self, inner: Message, level: int) -> _Text:
        """A mail within the mail, as mail programs write it out when they forward."""
        read = self.read(inner, level + 1)
        lines = ["---------- Forwarded message ---------", _fields_of(inner), "", read.text]
        return _Text("\n".join(lines), read.rich, read.rows)

    def _is_file(self, part: Message) -> bool:
        disposition = (header(part, "Content-Disposition") or "").lower()
        return disposition.startswith("attachment") or filename(part) is not None

    def _text(self, part: Message, kind: str) -> _Text:
        data = data_of(part)
        declared = parameter(part, "charset")
        if kind == "text/html":
            meta = _META_CHARSET.search(data[:4096])
            if declared is None and meta:
                declared = meta.group(1).decode("ascii")
        text, problem = decode(data, declared)
        if problem:
            self.note(problem)
        if kind == "text/html":
            page = to_text(text[:_LONGEST_HTML])
            if page.cut or len(text) > _LONGEST_HTML:
                self.note("incomplete: the HTML is too large or too deep to be read whole")
            if page.struck:
                self.note(f"left out because it is crossed out: {'; '.join(page.struck)}")
            return _Text(page.text, rich=True, rows=page.rows)
        text = _LINE_END.sub("\n", text)
        if (parameter(part, "format") or "").lower() == "flowed":
            text = _unflowed(text, delete_space=(parameter(part, "delsp") or "").lower() == "yes")
        return _Text(text)

    def _file(self, part: Message, kind: str, level: int) -> _Text:
        name = filename(part) or ""
        data = data_of(part)
        if name.lower().endswith(".eml") and level < DEEPEST:
            return self._forwarded(parse(data), level)
        if len(self.attachments) in self.wanted and len(self.attachments) not in self.found:
            self.found[len(self.attachments)] = data
        if len(self.attachments) >= MOST_ATTACHMENTS:
            self.more += 1
            return _Text()
        self.attachments.append(Attachment(name or _nameless(kind), kind, len(data)))
        if kind in ("application/ms-tnef", "application/vnd.ms-tnef") or name.lower() == "winmail.dat":
            self.note("incomplete: winmail.dat (Outlook's own format, TNEF) could not be read")
        elif kind in ("application/pkcs7-mime", "application/x-pkcs7-mime") or name.lower() == "smime.p7m":
            self.note(
                "incomplete: S/MIME (smime.p7m), encrypted or enclosed by its signature, could not be read"
            )
        elif kind == "text/calendar" or name.lower().endswith(".ics"):
            self.note(f"{NOTED} a calendar invitation is attached and was not read")
        elif kind in ("message/partial", "message/external-body"):
            self.note(f"incomplete: {kind} could not be read")
        elif isinstance(part, Part) and part.too_deep:
            self.note(f"incomplete: parts lie more than {DEEPEST} deep within each other")
        return _Text()


def _best(choices: list[_Text]) -> _Text:
    """The plain text, unless it is empty or a stub, or has lost the rows of a table that the HTML has."""
    plain = next((text for text in choices if not text.rich and text.text.strip()), None)
    rich = next((text for text in reversed(choices) if text.rich and text.text.strip()), None)
    if plain is None or rich is None:
        return plain or rich or _Text()
    return rich if _is_stub(plain.text, rich.text) or _lost_rows(plain.text, rich.rows) else plain


def _is_stub(plain: str, rich: str) -> bool:
    words = " ".join(plain.lower().split())
    if len(words) > 500 or len(words) > len(rich):
        return False
    return len(words) * 20 < len(rich) or any(phrase in words for phrase in _STUBS)


def _lost_rows(plain: str, rows: tuple[str, ...]) -> bool:
    """Whether the plain text gives the cells of most rows a line each, so that it no longer says what goes together."""
    if len(rows) < 2:
        return False
    lines = {"".join(line.split()) for line in plain.split("\n")}
    lines |= {line.replace("|", "").replace(">", "") for line in lines}
    lost = 0
    for row in rows:
        cells = ["".join(cell.split()) for cell in row.split("\t") if cell.strip()]
        lost += len(cells) > 1 and all(cell in lines for cell in cells)
    return lost * 2 > len(rows)


def _children(part: Message) -> Iterator[Message]:
    payload = part.get_payload()
    if isinstance(payload, list):
        yield from (child for child in payload if isinstance(child, Message))


def _fields_of(message: Message) -> str:
    if raw_fields(message, "From"):
        lines = [
            f"{name}: {value}"
            for name in ("From", "Date", "Subject", "To")
            if (value := _shown(message, name))
        ]
        return "\n".join(lines)
    return "\n".join(f"{name}: {text_of(str(value))}" for name, value in message.raw_items())


def _shown(message: Message, name: str) -> str | None:
    if name in ("From", "To"):
        people = addresses(raw_fields(message, name))
        return ", ".join(f"{who} <{address}>" if who else address for who, address in people) or None
    return header(message, name)


def _nameless(kind: str) -> str:
    return "unnamed." + kind.partition("/")[2][:20].replace("/", "-")


def _clean(text: str) -> str:
    """Text that both databases can hold: no NUL, no lone surrogates."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _unflowed(text: str, *, delete_space: bool) -> str:
    """RFC 3676: a line that ends in a space goes on in the next one of the same quote depth."""
    out: list[str] = []
    open_depth: int | None = None
    for line in text.split("\n"):
        bare = line.lstrip(">")
        depth = len(line) - len(bare)
        bare = bare.removeprefix(" ")  # space-stuffing
        flows = bare.endswith(" ") and bare != "-- "
        shown = bare[:-1] if flows and delete_space else bare
        if open_depth == depth and bare != "-- ":
            out[-1] += shown
        else:
            out.append((">" * depth + " " if depth else "") + shown)
        open_depth = depth if flows else None
    return "\n".join(out)
