"""The outgoing mails that lie in a maildir, for a page that shows them as text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

_NAME = re.compile(r"(?P<at>\d{1,12})\.[A-Za-z0-9._,=:-]{1,200}")
_HEAD = 64 * 1024
_SHOWN = 200_000


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail in the maildir; `name` is its file's. `at`: when it was queued, UTC. `text` is empty in a listing."""

    name: str
    at: datetime
    sender: str
    to: str
    subject: str
    text: str = ""
    headers: tuple[tuple[str, str], ...] = ()


def listing(directory: Path, *, limit: int = 100) -> tuple[Mail, ...]:
    """The newest mails, newest first; what is no mail is left out."""
    newest = sorted(_names(directory), reverse=True)[:limit]
    return tuple(mail for _, _, path in newest if (mail := _read(path, whole=False)) is not None)


def one(directory: Path, name: str) -> Mail | None:
    """The mail of this name, with its text; None if there is none. Only names that the listing gives are opened."""
    path = next((path for _, _, path in _names(directory) if path.name == name), None)
    return None if path is None else _read(path, whole=True)


def _names(directory: Path) -> Iterator[tuple[int, int, Path]]:
    for folder in ("new", "cur"):
        try:
            paths = list((directory / folder).iterdir())
        except OSError:
            continue
        for path in paths:
            match = _NAME.fullmatch(path.name)
            if match:
                number = re.search(r"jiedan-(\d{1,18})-", path.name)
                yield int(match["at"]), int(number[1]) if number else 0, path


def _read(path: Path, *, whole: bool) -> Mail | None:
    try:
        with path.open("rb") as file:
            raw = file.read() if whole else file.read(_HEAD)
    except OSError:
        return None
    mail = message_from_bytes(raw, policy=policy.default)
    return Mail(
        name=path.name,
        at=datetime.fromtimestamp(int(path.name.partition(".")[0]), UTC),
        sender=_header(mail, "From"),
        to=_header(mail, "To"),
        subject=_header(mail, "Subject"),
        text=_text(mail) if whole else "",
        headers=tuple((name, _header(mail, name)) for name in dict.fromkeys(mail.keys())) if whole else (),
    )


def _header(mail: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(mail.get(name, "")).split())
    except (ValueError, LookupError, AttributeError, IndexError):
        return ""


def _text(mail: EmailMessage) -> str:
    try:
        part = mail.get_body(("plain",))
        content = part.get_content() if part is not None else ""
    except (LookupError, ValueError, AttributeError, TypeError):
        return ""
    return str(content).replace("\r\n", "\n")[:_SHOWN]
