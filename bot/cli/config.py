"""The configuration: one TOML file composed of the rooms' own settings, or the embedded default without one."""

import tomllib
from collections.abc import Container, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr

from bot.cli.configreader import Reader
from bot.cli.mistakes import hint

if TYPE_CHECKING:
    from bot.api.settings import ApiSettings
    from bot.channels.imapsettings import ImapSettings
    from bot.channels.smtp import SmtpSettings
    from bot.channels.smtpdoor import SmtpDoorSettings
    from bot.channels.telegram import TelegramSettings
    from bot.channels.webchat import WebSettings
    from bot.desk.dropsettings import DropSettings
    from bot.desk.settings import DeskSettings
    from bot.desk.staff import Staff
    from bot.desk.toursettings import CourierSettings, TourSettings
    from scheduler.carriers.settings import TrackingSettings

DEFAULT_FILE = Path("config.toml")


class ConfigError(Exception):
    """The configuration cannot be used; each line names a key, its value and what is allowed."""


def _database_url(url: str) -> str:
    if not url.startswith(("sqlite:///", "postgresql://")):
        raise ValueError("must begin with sqlite:/// (a file) or postgresql:// (a server)")
    return url


class DatabaseSettings(BaseModel):
    """Where everything is kept: one SQLite file, or PostgreSQL where more than one machine works."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: Annotated[
        SecretStr, AfterValidator(lambda url: SecretStr(_database_url(url.get_secret_value())))
    ] = Field(
        SecretStr("sqlite:///var/jiedan.db"),
        description="sqlite:///PATH (a relative path counts from the working directory) or postgresql://USER:PASSWORD@HOST/NAME",
    )


class MaildirSettings(BaseModel):
    """Where outgoing mails go while there is no [smtp]: a maildir on this machine, which any mail program can open."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    directory: Path = Field(
        Path("var/outgoing"), description="The maildir; a relative path counts from the working directory"
    )
    from_address: str = Field(
        "orders@jiedan.localhost",
        description="The address that the mails come from",
        pattern=r"^[^@\s<>]+@[^@\s<>]+$",
    )


@dataclass(frozen=True, slots=True)
class Section:
    """A table of the file: the model that reads it, whether it may be repeated, whether it counts when it is absent."""

    model: str
    many: bool = False
    always: bool = False

    def load(self) -> type[BaseModel]:
        module, _, name = self.model.partition(":")
        return cast("type[BaseModel]", getattr(import_module(module), name))


# Models are imported when their section is used: a listing of orders needs no Telegram.
SECTIONS: Mapping[str, Section] = {
    "database": Section("bot.cli.config:DatabaseSettings", always=True),
    "desk": Section("bot.desk.settings:DeskSettings", always=True),
    "mailbox": Section("bot.channels.imapsettings:ImapSettings", many=True),
    "smtp": Section("bot.channels.smtp:SmtpSettings"),
    "maildir": Section("bot.cli.config:MaildirSettings", always=True),
    "smtp_door": Section("bot.channels.smtpdoor:SmtpDoorSettings"),
    "telegram": Section("bot.channels.telegram:TelegramSettings"),
    "web": Section("bot.channels.webchat:WebSettings", always=True),
    "tracking": Section("scheduler.carriers.settings:TrackingSettings"),
    "staff": Section("bot.desk.staffsettings:StaffSettings", always=True),
    "person": Section("bot.desk.staffsettings:PersonSettings", many=True),
    "department": Section("bot.desk.staffsettings:DepartmentSettings", many=True),
    "assignment": Section("bot.desk.staffsettings:AssignmentSettings", many=True),
    "drop": Section("bot.desk.dropsettings:DropSettings"),
    "tours": Section("bot.desk.toursettings:TourSettings", always=True),
    "courier": Section("bot.desk.toursettings:CourierSettings", many=True),
    "api": Section("bot.api.settings:ApiSettings", always=True),
}

PEOPLE = frozenset({"staff", "person", "department", "assignment"})
"""The sections that say who works here."""

# What runs where there is no file: nothing but this machine, so that a newcomer can try it at once.
EMBEDDED: Mapping[str, Any] = {
    # Who tries it out at night is to see what goes out, too.
    "desk": {
        "company": "岚屋日用",
        "company_en": "Lanwu Home",
        "quiet": {"begin": "00:00", "end": "00:00"},
    },
    "smtp_door": {},
    "web": {"playground": True},
}


@dataclass(frozen=True)
class Config:
    """The whole configuration; a section that is absent is None, or its defaults where it always counts."""

    path: Path | None
    warnings: tuple[str, ...]
    tables: Mapping[str, Any]
    """The validated settings of each section that is there, by its name."""

    @property
    def database(self) -> DatabaseSettings:
        return cast("DatabaseSettings", self._always("database"))

    @property
    def desk(self) -> "DeskSettings":
        return cast("DeskSettings", self._always("desk"))

    @property
    def mailbox(self) -> "tuple[ImapSettings, ...]":
        return cast("tuple[ImapSettings, ...]", self.tables.get("mailbox", ()))

    @property
    def smtp(self) -> "SmtpSettings | None":
        return self.tables.get("smtp")

    @property
    def maildir(self) -> MaildirSettings:
        return cast("MaildirSettings", self._always("maildir"))

    @property
    def smtp_door(self) -> "SmtpDoorSettings | None":
        return self.tables.get("smtp_door")

    @property
    def telegram(self) -> "TelegramSettings | None":
        return self.tables.get("telegram")

    @property
    def web(self) -> "WebSettings":
        return cast("WebSettings", self._always("web"))

    @property
    def tracking(self) -> "TrackingSettings | None":
        return self.tables.get("tracking")

    @property
    def drop(self) -> "DropSettings | None":
        return self.tables.get("drop")

    @property
    def tours(self) -> "TourSettings":
        return cast("TourSettings", self._always("tours"))

    @property
    def courier(self) -> "tuple[CourierSettings, ...]":
        return cast("tuple[CourierSettings, ...]", self.tables.get("courier", ()))

    @property
    def api(self) -> "ApiSettings":
        return cast("ApiSettings", self._always("api"))

    @property
    def people(self) -> "Staff":
        """Who works here, and the rules by which orders are theirs."""
        return _people(self.tables)

    @property
    def database_url(self) -> str:
        return self.database.url.get_secret_value()

    @property
    def zone(self) -> ZoneInfo:
        """The company's time zone."""
        return ZoneInfo(self.desk.zone)

    def _always(self, name: str) -> BaseModel:
        # Made when it is asked for: what an absent section would import is not always needed.
        return cast("BaseModel", self.tables.get(name)) or SECTIONS[name].load()()


def load(path: Path | None = None, *, only: Container[str] = SECTIONS, secrets: bool = True) -> Config:
    """The configuration of `path`, else of config.toml in the working directory, else the embedded default.

    `only`: the sections to read; a listing of orders neither imports Telegram nor stumbles over its settings.
    `secrets`: without them what says where a secret is stays in its place, for who needs none.
    Raises ConfigError, one line for each thing that is wrong.
    """
    if path is None and DEFAULT_FILE.exists():
        path = DEFAULT_FILE
    if path is None:
        return read(EMBEDDED, only=only, secrets=secrets)
    try:
        text = path.read_bytes().decode("utf-8-sig")
        raw = tomllib.loads(text)
    except OSError as error:
        raise ConfigError(f"{path}: {(error.strerror or str(error)).lower()}") from None
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: is not UTF-8 (byte {error.start})") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: is not TOML: {' '.join(str(error).split())}") from None
    return read(raw, path, only=only, secrets=secrets)


def read(
    raw: Mapping[str, Any],
    path: Path | None = None,
    *,
    only: Container[str] = SECTIONS,
    secrets: bool = True,
) -> Config:
    """The configuration that `raw` (a parsed TOML document) says; `path` is only named in messages and checked for its mode."""
    reader = Reader(path, secrets=secrets)
    for name in raw:
        if name not in SECTIONS:
            reader.problems.append(f"{name}: there is no such section{hint(name, SECTIONS)}")
    known: dict[str, Any] = {}
    for name, section in SECTIONS.items():
        if name not in raw or name not in only:
            continue
        tables = raw[name]
        if not section.many:
            known[name] = reader.section(section.load(), tables, name)
        elif isinstance(tables, list):
            known[name] = tuple(
                reader.section(section.load(), table, f"{name}[{number}]")
                for number, table in enumerate(tables)
            )
        else:
            reader.problems.append(f"{name}: write [[{name}]], in two pairs of brackets, once for each")
    if not reader.problems and not PEOPLE.isdisjoint(known):
        from bot.desk.staff import mistakes

        reader.problems += mistakes(_people(known), telegram="telegram" in raw)
    if reader.problems:
        where = f"{path}: " if path else ""
        raise ConfigError("\n".join(where + problem for problem in reader.problems))
    return Config(path, tuple(reader.warnings), known)


def _people(tables: Mapping[str, Any]) -> "Staff":
    from bot.desk.staff import Staff

    told = {"people": "person", "departments": "department", "rules": "assignment"}
    given = {name: tables[section] for name, section in told.items() if section in tables}
    return Staff(**given, **({"settings": tables["staff"]} if "staff" in tables else {}))


def missing_file(url: str) -> Path | None:
    """The SQLite file of this database where it is not there yet: opening would make it, and looking must not."""
    path = Path(url.removeprefix("sqlite:///"))
    return path if url.startswith("sqlite:///") and not path.exists() else None
