"""The desk of one company: its settings, its templates, and its catalog and files as they stand."""

import threading
from collections import deque
from collections.abc import Collection
from dataclasses import dataclass, field

import parsers
from bot.desk.case import Language
from bot.desk.files import Contents, Opener
from bot.desk.indexcache import indexed
from bot.desk.replies import Texts
from bot.desk.settings import DeskSettings
from bot.desk.staff import Staff
from bot.desk.templating import Templates, shipped
from bot.desk.toursettings import Fleet
from parsers.catalog import Catalog
from parsers.directory import Directory
from parsers.pipeline import ReadingSettings
from parsers.reading import Message, Reading
from store import customers, products
from store.database import Tx

READINGS_KEPT = 16


def _no_contents(_raw: bytes, _numbers: Collection[int]) -> dict[int, bytes]:
    return {}


@dataclass
class Desk:
    """Make one a process; safe to share between threads. `contents` takes the files out of a mail's bytes; `source` names
    the company's database, so that its catalog's index is found again."""

    settings: DeskSettings = field(default_factory=DeskSettings)
    templates: Templates = field(default_factory=shipped)
    staff: Staff = field(default_factory=Staff)
    fleet: Fleet = field(default_factory=Fleet)
    contents: Contents = field(default=_no_contents)
    opener: Opener = field(default_factory=Opener)
    source: str = field(default="", repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _catalog: tuple[int, Catalog] | None = field(default=None, repr=False)
    _directory: tuple[int, Directory] | None = field(default=None, repr=False)
    _readings: "deque[tuple[Message, Catalog, Directory, Reading]]" = field(
        default_factory=lambda: deque(maxlen=READINGS_KEPT), repr=False
    )

    def company(self, tx: Tx) -> tuple[Catalog, Directory]:
        """The catalog and the directory as they stand in this transaction; built anew only after an import."""
        with self._lock:
            version = products.version(tx)
            if self._catalog is None or self._catalog[0] != version:
                before = self._catalog[1] if self._catalog else None
                self._catalog = (version, indexed(products.all(tx), self.source, before=before))
            version = customers.version(tx)
            if self._directory is None or self._directory[0] != version:
                self._directory = (version, Directory(customers.all(tx), customers.all_reps(tx)))
            return self._catalog[1], self._directory[1]

    def read(self, message: Message, catalog: Catalog, directory: Directory) -> Reading:
        """What the message means; remembered for a while, so that what was read ahead is not read again."""
        for known, by, whose, reading in tuple(self._readings):
            if by is catalog and whose is directory and known == message:
                return reading
        reading = parsers.read(message, catalog=catalog, directory=directory, settings=self.reading_settings)
        self._readings.append((message, catalog, directory, reading))
        return reading

    @property
    def reading_settings(self) -> ReadingSettings:
        return ReadingSettings(
            threshold=self.settings.threshold, max_line_quantity=self.settings.max_line_quantity
        )

    def texts(self, catalog: Catalog, directory: Directory, language: Language) -> Texts:
        return Texts(self.templates, self.settings, catalog=catalog, directory=directory, language=language)
