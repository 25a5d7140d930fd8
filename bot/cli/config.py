"""The configuration: one TOML file composed of the rooms' own settings, or the embedded default without one.

Secrets are `env:NAME` or `file:/path`, or plain text in a file that only its owner can read.
"""

import os
import re
import stat
import tomllib
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast, get_args, get_origin
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError

if TYPE_CHECKING:
    from bot.channels.imapsettings import ImapSettings
    from bot.channels.smtp import SmtpSettings
    from bot.channels.smtpdoor import SmtpDoorSettings
    from bot.channels.telegram import TelegramSettings
    from bot.channels.webchat import WebSettings
    from bot.desk.settings import DeskSettings

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
}

# What runs where there is no file: nothing but this machine, so that a newcomer can try it at once.
EMBEDDED: Mapping[str, Any] = {
    "desk": {"company": "岚屋日用", "company_en": "Lanwu Home"},
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
    def database_url(self) -> str:
        return self.database.url.get_secret_value()

    @property
    def zone(self) -> ZoneInfo:
        """The company's time zone."""
        return ZoneInfo(self.desk.zone)

    def _always(self, name: str) -> BaseModel:
        # Made when it is asked for: what an absent section would import is not always needed.
        return cast("BaseModel", self.tables.get(name)) or SECTIONS[name].load()()


def load(path: Path | None = None, *, only: Container[str] = SECTIONS) -> Config:
    """The configuration of `path`, else of config.toml in the working directory, else the embedded default.

    `only`: the sections to read; a listing of orders neither imports Telegram nor stumbles over its settings.
    Raises ConfigError, one line for each thing that is wrong.
    """
    if path is None and DEFAULT_FILE.exists():
        path = DEFAULT_FILE
    if path is None:
        return read(EMBEDDED, only=only)
    try:
        text = path.read_bytes().decode("utf-8-sig")
        raw = tomllib.loads(text)
    except OSError as error:
        raise ConfigError(f"{path}: {(error.strerror or str(error)).lower()}") from None
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: is not UTF-8 (byte {error.start})") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: is not TOML: {' '.join(str(error).split())}") from None
    return read(raw, path, only=only)


def read(raw: Mapping[str, Any], path: Path | None = None, *, only: Container[str] = SECTIONS) -> Config:
    """The configuration that `raw` (a parsed TOML document) says; `path` is only named in messages and checked for its mode."""
    problems = [
        f"{name}: there is no such section{_hint(name, SECTIONS)}" for name in raw if name not in SECTIONS
    ]
    warnings: list[str] = []
    known: dict[str, Any] = {}
    for name, section in SECTIONS.items():
        if name not in raw or name not in only:
            continue
        tables = raw[name]
        if section.many:
            if not isinstance(tables, list):
                problems.append(f"{name}: write [[{name}]], in two pairs of brackets, once for each")
                continue
            known[name] = tuple(
                _validated(section.load(), table, f"{name}[{number}]", problems, warnings, path)
                for number, table in enumerate(tables)
            )
        else:
            known[name] = _validated(section.load(), tables, name, problems, warnings, path)
    if problems:
        where = f"{path}: " if path else ""
        raise ConfigError("\n".join(where + problem for problem in problems))
    return Config(path, tuple(warnings), known)


def missing_file(url: str) -> Path | None:
    """The SQLite file of this database where it is not there yet: opening would make it, and looking must not."""
    path = Path(url.removeprefix("sqlite:///"))
    return path if url.startswith("sqlite:///") and not path.exists() else None


def secret_fields(model: type[BaseModel]) -> Iterator[str]:
    """The names of the model's fields that hold a secret."""
    for name, info in model.model_fields.items():
        if SecretStr in set(leaves(info.annotation)):
            yield name


def leaves(annotation: Any) -> Iterator[Any]:
    """The plain types inside an annotation: of `tuple[int, ...] | None` int and NoneType."""
    if get_origin(annotation) is None:
        yield annotation
        return
    for argument in get_args(annotation):
        if argument is not Ellipsis:
            yield from leaves(argument)


def _validated(
    model: type[BaseModel],
    table: Any,
    where: str,
    problems: list[str],
    warnings: list[str],
    path: Path | None,
) -> BaseModel | None:
    if not isinstance(table, dict):
        problems.append(f"{where} = {_shown(table)}: must be a section of keys, [{where.partition('[')[0]}]")
        return None
    try:
        return model.model_validate(_with_secrets(model, table, where, warnings, path))
    except ConfigError as error:
        problems.append(str(error))
    except ValidationError as error:
        problems += [_in_one_line(item, model, where) for item in error.errors(include_url=False)]
    return None


def _with_secrets(
    model: type[BaseModel], table: Mapping[str, Any], where: str, warnings: list[str], path: Path | None
) -> dict[str, Any]:
    told = dict(table)
    for name, info in model.model_fields.items():
        value = told.get(name)
        kinds = list(leaves(info.annotation))
        if SecretStr in kinds and isinstance(value, str):
            told[name] = _secret(value, f"{where}.{name}", warnings, path)
        elif isinstance(value, dict):
            for leaf in kinds:
                if isinstance(leaf, type) and issubclass(leaf, BaseModel):
                    told[name] = _with_secrets(leaf, value, f"{where}.{name}", warnings, path)
    return told


def _secret(value: str, where: str, warnings: list[str], path: Path | None) -> str:
    kind, _, rest = value.partition(":")
    if kind == "env":
        if rest not in os.environ:
            raise ConfigError(f"{where} = {value!r}: the environment has no variable {rest}")
        return os.environ[rest]
    if kind == "file":
        source = Path(rest).expanduser()
        try:
            secret = source.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
            raise ConfigError(f"{where} = {value!r}: {(reason or str(error)).lower()}") from None
        _warn_if_open(source, f"{where}: ", warnings)
        return secret
    if path is not None and ("://" not in value or re.search(r"://[^/@]*:[^/@]+@", value)):
        _warn_if_open(path, f"{where} stands in the open: ", warnings)
    return value


def _warn_if_open(path: Path, why: str, warnings: list[str]) -> None:
    try:
        mode = path.stat().st_mode
    except OSError:
        return
    if mode & (stat.S_IRGRP | stat.S_IROTH):
        warnings.append(f"{why}others can read {path}; mend it with: chmod 600 {path}")


def _in_one_line(error: Any, model: type[BaseModel], where: str) -> str:
    inner, names = model, []
    secret = False
    for part in error["loc"]:
        if isinstance(part, int):
            names.append(f"[{part}]")
            continue
        info = inner.model_fields.get(str(part))
        if info is None and (names or error["type"] != "extra_forbidden") and not _is_key(part):
            continue  # the name of a union's branch says nothing to a reader
        names.append(f".{part}")
        secret = info is not None and SecretStr in set(leaves(info.annotation))
        for leaf in leaves(info.annotation) if info else ():
            if isinstance(leaf, type) and issubclass(leaf, BaseModel):
                inner = leaf
    key = where + "".join(names)
    if error["type"] == "extra_forbidden":
        return f"{key}: there is no such key{_hint(str(error['loc'][-1]), inner.model_fields)}"
    if error["type"] == "missing":
        info = inner.model_fields.get(str(error["loc"][-1]))
        return f"{key}: is needed{f' ({info.description})' if info and info.description else ''}"
    context = error.get("ctx", {})
    if error["type"] == "literal_error" or error["type"] == "enum":
        allowed = f"allowed is {context['expected']}"
    elif error["type"] == "value_error":
        allowed = str(context.get("error", error["msg"]))
    else:
        allowed = str(error["msg"]).replace("Input should be", "must be")
    if secret or isinstance(error["input"], dict):  # a whole table would show the secrets in it
        return f"{key}: {allowed}"
    return f"{key} = {_shown(error['input'])}: {allowed}"


def _is_key(part: object) -> bool:
    return isinstance(part, str) and re.fullmatch(r"[a-z][a-z0-9_]*", part) is not None


def _hint(name: str, allowed: Mapping[str, Any]) -> str:
    near = get_close_matches(name, allowed, 1)
    return f"; did you mean {near[0]}?" if near else f"; there are {', '.join(allowed)}"


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    shown = repr(value) if not isinstance(value, str) else '"' + value + '"'
    shown = re.sub(r"://[^/@\s]*@", "://***@", " ".join(shown.split()))
    return shown if len(shown) <= 80 else shown[:79] + "…"
