"""The drop folder: each list of moves that lies there at rest is carried out once, its outcomes are written beside it."""

import csv
import hashlib
import io
import logging
import os
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from bot.desk import movelist
from bot.desk.desk import Desk
from bot.desk.dropsettings import DropSettings
from bot.desk.movelist import ListRow, UnreadableListError
from bot.desk.moves import Mover, Unusable, make_all
from parsers.attachments import formats
from store import moves
from store.database import Database
from store.moves import MoveList, MoveRow

log = logging.getLogger(__name__)

CHANNEL = "drop"
ENDINGS = (".csv", ".xlsx", ".xls")
OUTCOME = ".outcome.csv"
COLUMNS = ("place", "order_no", "outcome", "detail", "status", "version")
# Spreadsheet programs take a cell that begins so for a formula (https://owasp.org/www-community/attacks/CSV_Injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

_Look = tuple[int, int]


class DropFolder:
    """Remembers what it saw of the files, so that one that is still being written is left until it rests.

    What was carried out is in the database: after a crash, or a start elsewhere, nothing happens twice.
    """

    def __init__(self, settings: DropSettings) -> None:
        self._settings = settings
        self._mover = Mover(settings.by, CHANNEL)
        self._seen: dict[str, tuple[_Look, datetime]] = {}
        self._through: dict[str, _Look] = {}

    def take_one(self, db: Database, *, desk: Desk, now: datetime) -> bool:
        """Carries out the next list that rests and writes its outcomes; False if there was none.

        Raises OSError where the folder cannot be looked into, and DatabaseDown.
        """
        for path in self._files():
            try:
                data = self._whole(path, now)
                if data is not None and self._carried_out(db, path, data, desk=desk, now=now):
                    return True
            except OSError as error:
                # One that cannot be read, or told about, holds up no other; it is tried again when it has rested anew.
                log.warning("drop folder: %s: %s", path.name, (error.strerror or str(error)).lower())
                self._seen.pop(path.name, None)
        return False

    def _files(self) -> Iterator[Path]:
        found = sorted(self._settings.directory.iterdir())
        names = {path.name for path in found}
        for known in (self._seen, self._through):
            for gone in set(known) - names:
                del known[gone]
        for path in found:
            name = path.name
            hidden = name.startswith((".", "~$")) or name.endswith(OUTCOME)
            if name.lower().endswith(ENDINGS) and not hidden and path.is_file() and not path.is_symlink():
                yield path

    def _whole(self, path: Path, now: datetime) -> bytes | None:
        """The bytes of a file that is new and rests."""
        look = _look(path)
        if self._through.get(path.name) == look:
            return None
        before, since = self._seen.get(path.name, (None, now))
        if before != look:
            since = now
        self._seen[path.name] = (look, since)
        if now - since < timedelta(seconds=self._settings.rest_seconds):
            return None
        with path.open("rb") as file:
            data = file.read(formats.LARGEST + 1)
        if _look(path) != look:
            self._seen[path.name] = (_look(path), now)
            return None
        return data

    def _carried_out(self, db: Database, path: Path, data: bytes, *, desk: Desk, now: datetime) -> bool:
        one = MoveList(f"{CHANNEL}:{path.name}", hashlib.sha256(data).hexdigest())
        look = self._seen[path.name][0]
        with db.begin() as tx:
            moves.begin(tx, one, now=now)
            if moves.is_finished(tx, one):
                self._through[path.name] = look
                return False
        rows = _read(path, data, desk)
        told = make_all(db, [row.move for row in rows], mover=self._mover, clock=lambda: now, known=one)
        if any(row.outcome == "failed" for row in told):
            # What was done is noted; the rest is done when the books can be written again.
            log.warning("drop folder: %s: the database went away in the middle; again later", path.name)
            return False
        _write(path, rows, told)
        with db.begin() as tx:
            moves.finish(tx, one, now=now)
        self._through[path.name] = look
        moved = sum(row.outcome == "moved" for row in told)
        log.info("drop folder: %s: %d moved, %d not", path.name, moved, len(told) - moved)
        return True


def _look(path: Path) -> _Look:
    stat = path.stat()
    return stat.st_size, stat.st_mtime_ns


def _read(path: Path, data: bytes, desk: Desk) -> Sequence[ListRow]:
    try:
        return movelist.of_document(desk.opener.open(path.name, "application/octet-stream", data))
    except UnreadableListError as error:
        return (ListRow("", Unusable("", str(error))),)


def _write(path: Path, rows: Sequence[ListRow], told: Sequence[MoveRow]) -> None:
    """All of it or nothing: whoever looks sees no half of it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row, outcome in zip(rows, told, strict=True):
        cells = (
            row.place,
            outcome.order_no,
            outcome.outcome,
            outcome.detail,
            outcome.status,
            outcome.version,
        )
        writer.writerow(["" if cell is None else _harmless(str(cell)) for cell in cells])
    unfinished = path.with_name(f".{path.name}.unfinished")
    # With its mark, by which spreadsheet programs know UTF-8.
    unfinished.write_text(text.getvalue(), "utf-8-sig", newline="")
    os.replace(unfinished, path.with_name(path.name + OUTCOME))


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
