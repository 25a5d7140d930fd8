"""What every provider of tracking is to the scheduler: asked about parcels, it answers with events; its pushes say the same.

What may go wrong is told apart, for each of these means something else to a parcel: nothing known yet (ask again, slower),
unknown for good (a person looks), a passing fault, a limit, and credentials that are refused (then nobody is asked).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

from store.shipment import TrackingEvent

LONGEST = 500
"""Characters of a text that are kept."""
MOST_EVENTS = 300
"""Of longer histories the newest so many are kept."""


class TrackingError(Exception):
    """A parcel or a provider gave no answer; `reason` is one line for an operator, without secrets."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = " ".join(reason.split())[:LONGEST]


class NotFoundYet(TrackingError):  # noqa: N818
    """The carrier knows nothing of the number, which is usual for a day or two. `registered`: the provider looks out for it."""

    def __init__(self, reason: str, *, registered: bool = False) -> None:
        super().__init__(reason)
        self.registered = registered


class UnknownNumber(TrackingError):  # noqa: N818
    """The number cannot be followed as it is, and asking again cannot help."""


class Temporary(TrackingError):  # noqa: N818
    """It may work later; not sooner than in `retry_after` seconds, if the other side said so."""

    def __init__(self, reason: str, *, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class LimitReached(TrackingError):  # noqa: N818
    """Asked too often; `used_up`: what the company paid for is used up, and only a person can change that."""

    def __init__(self, reason: str, *, retry_after: float | None = None, used_up: bool = False) -> None:
        super().__init__(reason)
        self.retry_after = retry_after
        self.used_up = used_up


class CredentialsRefused(TrackingError):  # noqa: N818
    """The provider does not let us in."""


class Forged(Exception):  # noqa: N818
    """A push without the signature of its provider."""


class Unreadable(Exception):  # noqa: N818
    """A push that is signed and cannot be understood."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A parcel as a provider is asked about it. `registered`: the provider looks out for it already."""

    carrier: str
    tracking_number: str
    registered: bool = False
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of a parcel, all of it, oldest first. `expected`: the day on which the carrier itself expects to be there,
    as it is written there; what a provider works out on its own is no carrier's word."""

    events: tuple[TrackingEvent, ...]
    registered: bool = False
    expected: date | None = None


Outcome = Answer | NotFoundYet | UnknownNumber | Temporary


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a provider tells of a parcel unasked."""

    tracking_number: str
    outcome: Answer | NotFoundYet


class Tracker(Protocol):
    """A provider of tracking."""

    name: str
    carriers: frozenset[str]
    """The codes of those whose parcels it is asked about."""
    batch: int
    """So many parcels it takes in one call."""
    pause: timedelta
    """How long nobody calls it after a call."""
    least: timedelta
    """How long it is not asked about the same parcel again."""
    pushes: bool
    """Whether it tells by itself of what it looks out for."""

    def ask(self, parcels: Sequence[Asked], *, now: datetime) -> Mapping[Asked, Outcome]:
        """The outcome of each parcel. Raises TrackingError where the provider answers for none of them."""
        ...

    def pushed(self, body: bytes, headers: Mapping[str, str]) -> tuple[Pushed, ...]:
        """What a call of the provider tells. `headers`: by their names in small letters. Raises Forged, Unreadable."""
        ...

    def received(self, *, well: bool) -> str:
        """The words that the provider expects for a push: that it is kept, or that it should come again."""
        ...

    def check(self, *, now: datetime) -> str:
        """Asks whether we are let in; one line of what was found. Raises TrackingError."""
        ...


def shown(text: object) -> str:
    """A text of the other side in one line, cut."""
    return " ".join(str(text or "").split())[:LONGEST]


def moment(told: object) -> datetime | None:
    """A time of the other side as ISO 8601 writes it, in UTC; None if it is none. Without an offset it counts as UTC."""
    try:
        at = datetime.fromisoformat(str(told).strip())
    except ValueError:
        return None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)


def day(told: object) -> date | None:
    """The day of a time as ISO 8601 writes it, where it is written, whatever its offset; None if it is none."""
    try:
        return date.fromisoformat(str(told).strip()[:10])
    except ValueError:
        return None
