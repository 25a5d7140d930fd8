"""The configuration: one TOML file composed of the rooms' own settings, or the embedded default without one.

Secrets are `env:NAME` or `file:/path`, or plain text in a file that only its owner can read.
"""

import os
import re
import stat
import tomllib
from collections.abc import Container, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError

from bot.cli.fields import inner_model, is_secret
from bot.cli.mistakes import hint, in_one_line, shown

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
    reader = _Reader(path, secrets=secrets)
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


class _Reader:
    """Reads section by section, and gathers what is wrong and what should be mended."""

    def __init__(self, path: Path | None, *, secrets: bool) -> None:
        self._path, self._secrets = path, secrets
        self.problems: list[str] = []
        self.warnings: list[str] = []

    def section(self, model: type[BaseModel], table: Any, where: str) -> BaseModel | None:
        """The settings of one table, or None with its problems noted."""
        if not isinstance(table, dict):
            self.problems.append(
                f"{where} = {shown(table)}: must be a section of keys, [{where.partition('[')[0]}]"
            )
            return None
        missing: dict[tuple[str, ...], str] = {}
        told = self._with_secrets(model, table, where, missing)
        self.problems += missing.values()
        try:
            found = model.model_validate(told)
        except ValidationError as error:
            self.problems += [
                in_one_line(mistake, model, where)
                for mistake in error.errors(include_url=False)
                if mistake["loc"] not in missing
            ]
            return None
        return None if missing else found

    def _with_secrets(
        self,
        model: type[BaseModel],
        table: Mapping[str, Any],
        where: str,
        missing: dict[tuple[str, ...], str],
        *above: str,
    ) -> dict[str, Any]:
        """The table with each secret in place of what says where it is; where it is not, a line in `missing`."""
        told = dict(table)
        for name, info in model.model_fields.items():
            value, key, inner = told.get(name), f"{where}.{name}", inner_model(info)
            if isinstance(value, str) and is_secret(info) and self._secrets:
                try:
                    told[name] = self._secret(value, key)
                except ConfigError as error:
                    missing[*above, name] = str(error)
            elif isinstance(value, dict) and inner is not None:
                told[name] = self._with_secrets(inner, value, key, missing, *above, name)
        return told

    def _secret(self, value: str, where: str) -> str:
        kind, _, rest = value.partition(":")
        if kind == "env":
            if rest not in os.environ:
                raise ConfigError(f"{where} = {shown(value)}: the environment has no variable {rest}")
            return os.environ[rest]
        if kind == "file":
            source = Path(rest).expanduser()
            try:
                secret = source.read_text("utf-8").strip()
            except (OSError, UnicodeDecodeError) as error:
                reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
                raise ConfigError(f"{where} = {shown(value)}: {(reason or str(error)).lower()}") from None
            self._warn_if_open(source, f"{where}: ")
            return secret
        # The address of a database is open to all unless there is a password in it.
        if self._path is not None and ("://" not in value or re.search(r"://[^/@]*:[^/@]+@", value)):
            self._warn_if_open(self._path, f"{where} stands in the open: ")
        return value

    def _warn_if_open(self, path: Path, why: str) -> None:
        try:
            mode = path.stat().st_mode
        except OSError:
            return
        if mode & (stat.S_IRGRP | stat.S_IROTH):
            self.warnings.append(f"{why}others can read {path}; mend it with: chmod 600 {path}")
