"""Where outgoing mails go without an SMTP server: a maildir on this machine, which any mail program can open."""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot.channels.base import ChannelError
from bot.channels.compose import POLICY, UTF8_POLICY, beyond_ascii, compose
from store.outbox import OutboxItem


class MaildirSender:
    """Writes the very mail that SMTP would have sent. A repeated delivery writes the same file again."""

    name = "email"

    def __init__(
        self,
        directory: Path,
        *,
        from_address: str,
        clock: Callable[[], datetime],
        from_name: str = "",
        reply_to: str | None = None,
    ) -> None:
        self._directory = directory
        self._from_address = from_address
        self._from_name = from_name
        self._reply_to = reply_to
        self._clock = clock

    def send(self, item: OutboxItem) -> str:
        """The path of the file. Raises ChannelError where the disk does not take it."""
        mail = compose(
            item,
            from_address=self._from_address,
            from_name=self._from_name,
            reply_to=self._reply_to,
            now=self._clock(),
        )
        content = mail.as_bytes(policy=UTF8_POLICY if beyond_ascii(mail) else POLICY)
        name = f"{int(item.queued_at.timestamp())}.jiedan-{item.id}-{item.token}.localhost"
        unfinished, delivered = self._directory / "tmp" / name, self._directory / "new" / name
        try:
            for folder in ("tmp", "new", "cur"):
                (self._directory / folder).mkdir(parents=True, exist_ok=True)
            with unfinished.open("wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            unfinished.replace(delivered)
            _sync(self._directory / "new")
        except OSError as error:
            raise ChannelError(f"maildir {self._directory}: {error.strerror or error}") from None
        return str(delivered)


def _sync(directory: Path) -> None:
    """The name itself survives a power cut only once its directory is on the disk."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
