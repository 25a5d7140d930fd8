"""When two arrivals are one and the same mail.

A Message-ID alone proves nothing: programs reuse one for every order, and anybody can copy one. To drop
an order for that would be worse than to take one twice (the desk suspects doubles). So two mails are the same
only if everything that no hop rewrites is the same: Message-ID, From, Date and Subject as written,
and the bytes of the body but for line ends. Received, Delivered-To and the like may differ: the same mail in
two folders or mailboxes, after a change of UIDVALIDITY, or through another door, is one message.

Without a Date (RFC 5322 requires one) the same words on another day would look the same: then only
all bytes together count.
"""

import hashlib
import re

_HEADER_END = re.compile(rb"\r?\n\r?\n")
_FOLD = re.compile(rb"\r?\n[ \t]+")
_COUNTED = (b"message-id", b"from", b"date", b"subject")


def mail_identity(raw: bytes) -> str:
    """The digest that is equal for two arrivals of one mail, given as its raw bytes (RFC 5322)."""
    end = _HEADER_END.search(raw)
    head, body = (raw, b"") if end is None else (raw[: end.start()], raw[end.end() :])
    found: dict[bytes, list[bytes]] = {}
    for line in _FOLD.sub(b" ", head).splitlines():
        name, colon, value = line.partition(b":")
        if colon:
            found.setdefault(name.strip().lower(), []).append(b" ".join(value.split()))
    digest = hashlib.sha256()
    if b"date" not in found:
        digest.update(b"whole\0" + raw)
        return digest.hexdigest()
    for name in _COUNTED:
        digest.update(name + b"\0" + b"\0".join(found.get(name, ())) + b"\0\0")
    digest.update(body.replace(b"\r\n", b"\n").rstrip(b"\n"))
    return digest.hexdigest()
