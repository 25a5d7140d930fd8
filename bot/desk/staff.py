"""Who works here, as the company's tables say: who somebody is by the number of their account, what they may do, whom
something is told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.desk.addressing import Destination
from bot.desk.staffsettings import (
    AssignmentSettings,
    DepartmentSettings,
    Notice,
    Papers,
    PersonSettings,
    Role,
    StaffSettings,
)


@dataclass(frozen=True, slots=True)
class Listener:
    """Somebody, or a chat, that is told something: where, in which language, and whose orders it is about (empty: all)."""

    key: str
    place: Destination
    language: str
    hears: tuple[Notice, ...]
    own: tuple[str, ...] = ()
    papers: Papers = field(default_factory=dict)
    person: PersonSettings | None = None


@dataclass(frozen=True, slots=True)
class Staff:
    """The company's people; made of the configuration, and empty where that names none."""

    settings: StaffSettings = field(default_factory=StaffSettings)
    people: tuple[PersonSettings, ...] = ()
    departments: tuple[DepartmentSettings, ...] = ()
    rules: tuple[AssignmentSettings, ...] = ()

    def person(self, telegram_id: str | None) -> PersonSettings | None:
        """Whose account this is."""
        return next((one for one in self.people if one.telegram and str(one.telegram) == telegram_id), None)

    @property
    def numbers(self) -> frozenset[int]:
        """The Telegram accounts of all people."""
        return frozenset(one.telegram for one in self.people if one.telegram is not None)

    @property
    def names(self) -> tuple[str, ...]:
        """All to whom an order may be assigned."""
        return (*(one.name for one in self.departments), *(one.name for one in self.people))

    def named(self, word: str) -> str | None:
        """The name that somebody means."""
        bare = word.strip().casefold()
        return next((name for name in self.names if name.casefold() == bare), None)

    def listeners(self) -> Iterator[Listener]:
        """All who are told something, the chats of the staff first."""
        for chat in self.settings.chats:
            yield Listener(f"chat:{chat}", _chat(chat), self.language, self.settings.hears)
        for department in self.departments:
            own: tuple[str, ...] = (department.name,) if department.only_own else ()
            place = _chat(department.chat) if department.chat is not None else _mail(department.email)
            if place is not None:
                yield Listener(
                    f"department:{department.name}",
                    place,
                    department.language,
                    department.hears,
                    own,
                    department.papers,
                )
        for person in self.people:
            place = place_of(person)
            if place is not None:
                own = (person.name, *person.departments) if person.only_own else ()
                yield Listener(
                    f"person:{person.name}",
                    place,
                    person.language,
                    person.hears,
                    own,
                    person.papers,
                    person=person,
                )

    @property
    def language(self) -> str:
        """Of the chats that several people read: that of most of them."""
        return "en" if sum(one.language == "en" for one in self.people) * 2 > len(self.people) else "zh"


def may(person: PersonSettings, role: Role | None) -> bool:
    """Whether the person may do what needs this role; None: anybody who works here."""
    return role is None or role in person.roles


def place_of(person: PersonSettings) -> Destination | None:
    """Where a person is told something."""
    chat = _chat(person.telegram) if person.telegram is not None else None
    mail = _mail(person.email)
    return (mail or chat) if person.by == "email" else (chat or mail)


def mistakes(staff: Staff, *, telegram: bool) -> Iterator[str]:
    """What the tables say of each other that cannot be, a line each. `telegram`: whether there is a bot."""
    if staff.settings.chats and not telegram:
        yield "staff.chats: there is no [telegram], whose bot would be in these groups"
    for person in staff.people:
        if person.hears and place_of(person) is None:
            yield f"person {person.name}: hears of something, but has neither a Telegram account nor a mail address"
    for one in staff.listeners():
        where = one.key.replace(":", " ")
        if one.hears and one.place.channel == "telegram" and not telegram and not one.key.startswith("chat:"):
            yield f"{where}: is told by Telegram, but there is no [telegram]"
        unheard = [notice for notice in one.papers if notice not in one.hears]
        if unheard:
            yield f"{where}: has papers for what it does not hear of: {', '.join(unheard)}"
    departments = [one.name for one in staff.departments]
    names = [one.casefold() for one in staff.names]
    for name in staff.names:
        if names.count(name.casefold()) > 1:
            yield f"person, department: {name} is there twice"
            names = [one for one in names if one != name.casefold()]
    numbers = [one.telegram for one in staff.people if one.telegram is not None]
    yield from (
        f"person: the Telegram account {one} is there twice" for one in set(numbers) if numbers.count(one) > 1
    )
    for person in staff.people:
        yield from _unknown(f"person {person.name}", person.departments, departments)
    for number, rule in enumerate(staff.rules):
        yield from _unknown(f"assignment[{number}]", rule.to, staff.names)


def _unknown(where: str, named: Sequence[str], known: Sequence[str]) -> Iterator[str]:
    for name in named:
        if name not in known:
            yield f"{where}: there is no {name}; there are: {', '.join(known) or 'none'}"


def _chat(number: int) -> Destination:
    return Destination("telegram", f"telegram:{number}", str(number))


def _mail(address: str | None) -> Destination | None:
    return Destination("email", f"email:{address.lower()}", address) if address else None
