"""The templates of what goes out, in Chinese and English: read and checked at the start, ours or the company's own."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    meta,
)

from bot.desk.case import Language
from bot.desk.views import shown_money

LANGUAGES: tuple[Language, ...] = ("zh", "en")

# Which variables each template may use; more is an error at the start and not in front of a customer.
TEMPLATES: Mapping[str, frozenset[str]] = {
    "receipt": frozenset({"greeted", "order", "company", "for_rep", "besides"}),
    "confirmation": frozenset({"greeted", "order", "company", "difference", "outdated", "besides"}),
    "question": frozenset({"greeted", "order", "questions", "yes_takes", "example", "for_rep", "besides"}),
    "question_again": frozenset(
        {"order", "questions", "yes_takes", "example", "for_rep", "unplaced", "besides"}
    ),
    "which_order": frozenset({"greeted", "questions"}),
    "changed": frozenset({"greeted", "order", "company", "difference", "besides"}),
    "unchanged": frozenset({"greeted", "order", "given_up"}),
    "what_changes": frozenset({"greeted", "order"}),
    "cancelled": frozenset({"greeted", "order", "stands", "besides"}),
    "late": frozenset({"greeted", "order", "label", "stands"}),
    "refused": frozenset({"greeted", "order", "what"}),
    "status": frozenset(
        {"greeted", "orders", "more", "questions", "asking", "example", "for_rep", "besides"}
    ),
    "no_order": frozenset({"greeted", "asked_no", "asked_words"}),
    "acknowledged": frozenset({"greeted", "order", "intent", "known", "said"}),
    "reminder": frozenset({"greeted", "order", "questions", "example", "number", "for_rep"}),
    "copied": frozenset({"greeted", "order", "customer_name", "text", "to"}),
    "silence": frozenset({"greeted", "order", "due_at"}),
    "overdue": frozenset({"greeted", "overdue"}),
    "handover": frozenset({"greeted", "files"}),
    "declined": frozenset({"greeted", "intent"}),
    "push": frozenset(
        {
            "greeted",
            "order",
            "steps",
            "released",
            "shipments",
            "reason",
            "arrival",
            "delay",
            "arrived",
            "signed_by",
            "undelivered",
        }
    ),
    "survey": frozenset({"greeted", "order", "again"}),
    "has_goods": frozenset({"greeted", "order", "signed_by"}),
    "scored": frozenset({"greeted", "order", "low"}),
    "wished": frozenset({"greeted", "stages"}),
    "subject": frozenset({"kind", "order_no"}),
}
_PARTS: Mapping[str, frozenset[str]] = {
    "_words": frozenset(),
    "_order": frozenset({"order"}),
    "_difference": frozenset({"difference"}),
    "_questions": frozenset({"for_rep"}),
    "_reminders": frozenset({"for_rep"}),
    "_besides": frozenset({"besides"}),
}


class TemplateError(Exception):
    """A template cannot be used; the text is one line that names it and says why."""


class Templates:
    """All templates of both languages, compiled; those in `folder` (`zh/NAME.j2`, `en/NAME.j2`) stand in place of ours.

    Raises TemplateError at once if one is missing, cannot be read, or names what it is not given.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        loaders: list[BaseLoader] = [PackageLoader("bot.desk", "templates")]
        if folder is not None:
            _known_only(folder)
            loaders.insert(0, FileSystemLoader(folder))
        self._environment = Environment(
            loader=ChoiceLoader(loaders),
            undefined=StrictUndefined,
            autoescape=False,  # noqa: S701 -- these are plain texts
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )
        self._environment.filters["money"] = shown_money
        self._compiled = {}
        for language in LANGUAGES:
            for name, variables in {**_PARTS, **TEMPLATES}.items():
                path = f"{language}/{name}.j2"
                try:
                    self._check(path, variables)
                    self._compiled[path] = self._environment.get_template(path)
                except TemplateNotFound as error:
                    raise TemplateError(
                        f"{self.path_of(name, language)}: there is no template {error}"
                    ) from None
                except TemplateSyntaxError as error:
                    where = f"{self.path_of(name, language)}: line {error.lineno}"
                    raise TemplateError(f"{where}: {error.message}") from None

    def path_of(self, name: str, language: Language) -> str:
        """Where the template stands, as an error names it."""
        path = PurePosixPath(language, f"{name}.j2")
        own = self._folder / path if self._folder is not None else None
        return str(own if own is not None and own.exists() else path)

    def render(self, name: str, language: Language, **values: Any) -> str:
        """The text, without blank lines at its ends or in a row."""
        text = self._compiled[f"{language}/{name}.j2"].render(values)
        return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in text.splitlines())).strip()

    def option(self, option: Mapping[str, Any], language: Language) -> str:
        """The words of one numbered choice."""
        return str(self._word(language, "option")(option)).strip()

    def label(self, macro: str, language: Language, *values: object) -> str:
        """The label of a button."""
        return str(self._word(language, macro)(*values)).strip()

    def state(self, code: str, language: Language) -> str:
        """A state in words."""
        return str(self._word(language, "state")(code)).strip()

    def _word(self, language: Language, macro: str) -> Any:
        return getattr(self._compiled[f"{language}/_words.j2"].module, macro)

    def _check(self, path: str, variables: frozenset[str]) -> None:
        loader = self._environment.loader
        if loader is None:
            raise TemplateNotFound(path)
        parsed = self._environment.parse(loader.get_source(self._environment, path)[0])
        used = meta.find_undeclared_variables(parsed)
        for part in meta.find_referenced_templates(parsed):
            name = PurePosixPath(part or "").stem
            if name not in _PARTS:
                raise TemplateNotFound(part or "whose name is worked out")
            used |= _PARTS[name]
        unknown = used - variables
        if unknown:
            language: Language = "zh" if path.startswith("zh/") else "en"
            where = self.path_of(PurePosixPath(path).stem, language)
            raise TemplateError(f"{where}: is not given {', '.join(sorted(unknown))}")


@cache
def shipped() -> Templates:
    """Ours as they are, compiled once a process: it takes a second."""
    return Templates()


def _known_only(folder: Path) -> None:
    """A file that stands in place of nothing was meant to be another. Raises TemplateError."""
    if not folder.is_dir():
        raise TemplateError(f"{folder}: there is no such folder (templates of [desk])")
    known = {f"{language}/{name}.j2" for language in LANGUAGES for name in (*_PARTS, *TEMPLATES)}
    for file in sorted(folder.rglob("*.j2")):
        name = file.relative_to(folder).as_posix()
        if name not in known:
            near = get_close_matches(name, sorted(known), 1)
            raise TemplateError(
                f"{file}: no message has this name{f'; did you mean {near[0]}?' if near else ''}"
            )
