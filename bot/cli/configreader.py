"""Tables of the configuration into settings, with each secret in its place, and what is wrong with them.

Secrets are `env:NAME` or `file:/path`, or plain text in a file that only its owner can read.
"""

import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from bot.cli.fields import inner_model, is_secret
from bot.cli.mistakes import in_one_line, shown


class _NoSecretError(Exception):
    """The secret is not where its key says; the text is the line that says so."""


class Reader:
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
                except _NoSecretError as error:
                    missing[*above, name] = str(error)
            elif isinstance(value, dict) and inner is not None:
                told[name] = self._with_secrets(inner, value, key, missing, *above, name)
        return told

    def _secret(self, value: str, where: str) -> str:
        kind, _, rest = value.partition(":")
        if kind == "env":
            if rest not in os.environ:
                raise _NoSecretError(f"{where} = {shown(value)}: the environment has no variable {rest}")
            return os.environ[rest]
        if kind == "file":
            source = Path(rest).expanduser()
            try:
                secret = source.read_text("utf-8").strip()
            except (OSError, UnicodeDecodeError) as error:
                reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
                raise _NoSecretError(f"{where} = {shown(value)}: {(reason or str(error)).lower()}") from None
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
