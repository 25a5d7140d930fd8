"""Which reader a file is for: by what its first bytes are, and only then by its name, which often lies."""

import importlib.util
from collections.abc import Callable
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from parsers.attachments.document import Document, Grid, Prose, UnreadableFileError

Reader = Callable[[bytes], tuple[Grid | Prose, ...]]

LARGEST = 15 * 1024 * 1024
"""Bytes of a file; a form that people order by is far smaller."""
_LARGEST_UNPACKED = 100 * 1024 * 1024
_MOST_MEMBERS = 5_000
# The stream of an Office file that is enclosed because of its password (MS-OFFCRYPTO, 1.3.2).
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORKBOOKS = ("xlsx", "xlsm", "xltx", "xltm", "xls", "xlt", "xlsb", "ods", "et", "ett")
_DELIMITED = ("csv", "tsv", "tab")
_DOCUMENTS = ("docx", "docm", "doc", "pdf", "odt", "rtf", "zip", "rar", "7z")
_TEXTS = ("txt", "text", "md", "log", "prn", "asc")
_PICTURES = ("jpg", "jpeg", "png", "gif", "bmp", "webp", "tif", "tiff", "heic")
_PICTURE_STARTS = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\x00", b"MM\x00*")


def read(name: str, content_type: str, data: bytes) -> Document:
    """What the file says; what cannot be read is a Document with its problem. Never raises on what files hold."""
    try:
        parts = _parts(name, content_type, data)
        if not parts and not _is_picture(name.rpartition(".")[2].lower(), content_type, data):
            return Document(name, problem="there is nothing in it")
        # A picture that says nothing is a logo or a banner: nobody needs to look at it.
        return Document(name, parts)
    except UnreadableFileError as problem:
        return Document(name, problem=str(problem))
    except RecursionError:
        return Document(name, problem="nested too deep")
    except MemoryError:
        return Document(name, problem="too large when unpacked")
    except Exception as error:  # noqa: BLE001 - the libraries raise whatever they like on damaged files
        return Document(name, problem=f"damaged ({type(error).__name__})")


def looked_at(name: str, content_type: str, data: bytes) -> bool:
    """Whether the words of pictures may have to be found in it, which takes its time and memory."""
    if importlib.util.find_spec("rapidocr") is None:
        return False
    return b"%PDF-" in data[:1024] or _is_picture(name.rpartition(".")[2].lower(), content_type, data)


def _is_picture(ending: str, content_type: str, data: bytes) -> bool:
    return content_type.startswith("image/") or data.startswith(_PICTURE_STARTS) or ending in _PICTURES


def _parts(name: str, content_type: str, data: bytes) -> tuple[Grid | Prose, ...]:
    if not data:
        raise UnreadableFileError("empty")
    if len(data) > LARGEST:
        raise UnreadableFileError(f"larger than {LARGEST // 1024 // 1024} MB")
    return _reader(name.rpartition(".")[2].lower(), content_type, data)(data)


def _reader(ending: str, content_type: str, data: bytes) -> Reader:
    from parsers.attachments import delimited, flatxml, page, pdf, picture, word, workbook

    if data.startswith(b"PK"):
        kind = _packed(data)
        if kind is None:
            raise UnreadableFileError("a packed archive")
        return workbook.read if kind == "workbook" else word.read
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if _ENCRYPTED in data:
            raise UnreadableFileError("protected by a password")
        if ending in _WORKBOOKS:
            return workbook.read
        raise UnreadableFileError("an old Office file")
    if b"%PDF-" in data[:1024]:
        return pdf.read
    if _is_picture(ending, content_type, data):
        return picture.read
    if content_type.startswith(("audio/", "video/")):
        raise UnreadableFileError("a recording")
    if flatxml.looks(data):
        return flatxml.read
    if page.looks(data):
        return page.read
    if ending in _DELIMITED or content_type in ("text/csv", "text/tab-separated-values"):
        return delimited.read
    if ending in _WORKBOOKS and delimited.looks(data):
        # Shops' programs write text and call it xls.
        return delimited.read
    if ending in (*_WORKBOOKS, *_DOCUMENTS):
        raise UnreadableFileError("damaged, or not what its name says")
    if ending in _TEXTS or content_type in ("text/plain", "text/markdown"):
        return _text
    raise UnreadableFileError("of a kind that is not read")


def _text(data: bytes) -> tuple[Prose, ...]:
    from parsers.attachments.delimited import plain

    text = plain(data)
    return (Prose("", text),) if text.strip() else ()


def _packed(data: bytes) -> str | None:
    """What lies in the archive: workbook, document; None for anything else. Raises UnreadableFileError."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
    except (BadZipFile, ValueError, OSError):
        raise UnreadableFileError("a damaged archive") from None
    if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _LARGEST_UNPACKED:
        raise UnreadableFileError("too large when unpacked")
    names = {member.filename for member in members}
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableFileError("protected by a password")
    if names & {"xl/workbook.xml", "xl/workbook.bin"} or any(n.lower().startswith("xl/") for n in names):
        return "workbook"
    if "word/document.xml" in names:
        return "document"
    if "content.xml" in names and "mimetype" in names:
        # OpenDocument: only its spreadsheets are read.
        with ZipFile(BytesIO(data)) as archive:
            return "workbook" if b"spreadsheet" in archive.read("mimetype")[:200] else None
    return None
