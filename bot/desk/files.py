"""The files that came along with a message, opened: which of them may say something, and what they say."""

import hashlib
import json
import os
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping, Sequence

from parsers.attachments import formats
from parsers.attachments.document import Document, from_json
from store import inbox
from store.database import Tx
from store.envelope import Attachment
from store.inbox import InboxItem

MOST_FILES = 10
"""Files of one message that are opened."""
_SECONDS = 30
_PATIENCE = 3  # times as long for what has to be looked at
_LONGEST_ANSWER = 64 * 1024 * 1024  # bytes
_REMEMBERED = 32
# Files that come along with mails and say nothing of an order.
_NO_CONTENT = (
    "text/calendar",
    "text/vcard",
    "text/x-vcard",
    "application/pgp",
    "application/pkcs7",
    "application/x-pkcs7",
    "message/delivery-status",
)
# A picture as small as this is a signature's logo, not a photographed order.
_LOGO_BYTES = 30_000

Contents = Callable[[bytes, Collection[int]], Mapping[int, bytes]]
"""The bytes of a mail's attachments by their numbers."""


def may_order(file: Attachment) -> bool:
    """Whether a file may say what is ordered: no logo, no signature, no visiting card."""
    if file.content_type.startswith(_NO_CONTENT) or file.filename.lower().endswith(
        (".vcf", ".ics", ".asc", ".p7s")
    ):
        return False
    return not (file.content_type.startswith("image/") and file.size < _LOGO_BYTES)


class Opener:
    """Opens files, each in a process of its own, and remembers for a while what they said. Safe between threads."""

    def __init__(self, *, seconds: float = _SECONDS) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._known: OrderedDict[bytes, Document] = OrderedDict()

    def of_message(self, tx: Tx, item: InboxItem, contents: Contents) -> tuple[Document, ...]:
        """What the files of a kept message say."""
        files = item.envelope.attachments
        wanted = [number for number, file in enumerate(files) if may_order(file)]
        if not wanted:
            return ()
        if item.envelope.channel == "email":
            found = contents(inbox.raw(tx, item.id), wanted[:MOST_FILES])
        else:
            kept = inbox.attachments(tx, item.id)
            found = {number: data for number in wanted if (data := kept[number].content) is not None}
        return tuple(document for document in self.all(files, found) if not document.empty)

    def all(self, files: Sequence[Attachment], found: Mapping[int, bytes]) -> tuple[Document, ...]:
        """What those of the files say that may order something; `found` are their bytes by their place."""
        documents: list[Document] = []
        for number, file in enumerate(files):
            if not may_order(file):
                continue
            name = file.filename or file.content_type
            if len(documents) >= MOST_FILES:
                documents.append(Document(name, problem=f"more than {MOST_FILES} files"))
            elif number not in found:
                documents.append(Document(name, problem="its bytes are not here"))
            else:
                documents.append(self.open(name, file.content_type, found[number]))
        return tuple(documents)

    def open(self, name: str, content_type: str, data: bytes) -> Document:
        """What one file says. Never raises: what cannot be read has its problem."""
        if len(data) > formats.LARGEST:
            return formats.read(name, content_type, data)
        key = hashlib.sha256(f"{name}\0{content_type}\0".encode("utf-8", "replace") + data).digest()
        with self._lock:
            known = self._known.get(key)
        if known is not None:
            return known
        try:
            document = self._apart(name, content_type, data)
        except OSError as error:
            # What this machine lacks at the moment says nothing of the file: it is not remembered.
            return Document(name, problem=f"no process to read it in ({type(error).__name__})")
        with self._lock:
            self._known[key] = document
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return document

    def _apart(self, name: str, content_type: str, data: bytes) -> Document:
        kept = {"PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TEMP", "TMPDIR"}
        # Nothing secret goes along, and the modules are found where this process finds them.
        env = {key: value for key, value in os.environ.items() if key in kept}
        env |= {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONIOENCODING": "utf-8"}
        argument = name.replace("\0", "").encode("utf-8", "replace").decode()
        try:
            done = subprocess.run(
                [sys.executable, "-m", "bot.desk.filereader", argument, content_type],
                input=data,
                capture_output=True,
                timeout=self._seconds * (_PATIENCE if formats.looked_at(name, content_type, data) else 1),
                env=env,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Document(name, problem="it takes too long to read")
        answer = done.stdout.rstrip().rpartition(b"\n")[2]
        if done.returncode != 0 or not answer or len(answer) > _LONGEST_ANSWER:
            return Document(name, problem="reading it takes more time or memory than any order")
        try:
            return from_json(name, json.loads(answer))
        except (ValueError, KeyError, TypeError, RecursionError):
            return Document(name, problem="damaged")
