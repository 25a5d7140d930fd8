"""Makes of the settings those who are asked."""

from scheduler.carriers.aftership import Aftership
from scheduler.carriers.base import Tracker
from scheduler.carriers.kuaidi100 import Kuaidi100
from scheduler.carriers.settings import TrackingSettings
from scheduler.carriers.track17 import Track17


def trackers(settings: TrackingSettings) -> tuple[Tracker, ...]:
    """The providers that are configured, in the order in which they are asked: who knows a carrier best comes first."""
    found: list[Tracker] = []
    if settings.kuaidi100 is not None:
        found.append(Kuaidi100(settings.kuaidi100))
    if settings.track17 is not None:
        found.append(Track17(settings.track17))
    if settings.aftership is not None:
        found.append(Aftership(settings.aftership))
    return tuple(found)
