"""One command of the staff in hand: who gives it, in which transaction, and what became of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.desk import staffcommands
from bot.desk.desk import Desk
from bot.desk.moves import Mover
from bot.desk.progress import Refused
from bot.desk.staffcommands import Command
from bot.desk.staffsettings import PersonSettings
from bot.desk.staffwords import StaffWords
from store.database import Tx
from store.inbox import InboxItem
from store.outbox import OutgoingFile

CHANNEL = "staff"
"""The channel of what somebody here does."""

Deal = Callable[..., None]
"""`deal(tx, item, desk=…, now=…)`: a message of a customer, read and decided."""


class UsageError(Exception):
    """The command is written otherwise than it can be read."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one thing: a line. `done`: whether it was; None where there was only something to look at."""

    text: str
    done: bool | None = None
    buttons: tuple[tuple[str, str], ...] = ()
    files: tuple[OutgoingFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    tx: Tx
    item: InboxItem
    person: PersonSettings
    command: Command
    words: StaffWords
    desk: Desk
    now: datetime
    deal: Deal

    @property
    def mover(self) -> Mover:
        return Mover(self.person.name, CHANNEL)

    def order_no(self) -> str:
        """The order that the command begins with. Raises UsageError, and Refused for what is no order's number."""
        if not self.command.words:
            raise UsageError
        number = staffcommands.order_no(self.command.words[0])
        if number is None:
            stated = self.command.words[0][:40]
            raise Refused(f"there is no order {stated}", code="no_order", order_no=stated)
        return number

    def first(self) -> str:
        """The first word behind the command. Raises UsageError."""
        if not self.command.words:
            raise UsageError
        return self.command.words[0]

    def rest(self) -> str:
        """What stands behind the first word, as it was written."""
        _, _, rest = self.command.text.strip().partition(self.first())
        return rest.strip()
