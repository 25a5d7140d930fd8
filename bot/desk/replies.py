"""The words that go out: templates in Chinese and English, checked at the start, and messages made of them."""

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

from bot.desk.case import Language, Reply
from bot.desk.clarification import Question, callback, proposes
from bot.desk.settings import DeskSettings
from bot.desk.views import Views, one_line, shown_money
from parsers.catalog import Catalog
from parsers.directory import Directory
from parsers.reading import Customer
from store import reasons
from store.order import Order
from store.order_events import OrderEvent

LANGUAGES: tuple[Language, ...] = ("zh", "en")

_LONGEST_ECHO = 200
"""Characters of their own words that an acknowledgement gives back."""

# Which variables each template may use; more is an error at the start and not in front of a customer.
TEMPLATES: Mapping[str, frozenset[str]] = {
    "receipt": frozenset({"greeted", "order", "company", "for_rep"}),
    "confirmation": frozenset({"greeted", "order", "company", "difference", "outdated"}),
    "question": frozenset({"greeted", "order", "questions", "yes_takes", "example", "for_rep"}),
    "question_again": frozenset({"order", "questions", "yes_takes", "example", "for_rep", "unplaced"}),
    "which_order": frozenset({"greeted", "questions"}),
    "changed": frozenset({"greeted", "order", "company", "difference"}),
    "unchanged": frozenset({"greeted", "order", "given_up"}),
    "what_changes": frozenset({"greeted", "order"}),
    "cancelled": frozenset({"greeted", "order", "stands"}),
    "late": frozenset({"greeted", "order", "label", "stands"}),
    "refused": frozenset({"greeted", "order", "what"}),
    "status": frozenset({"greeted", "orders", "more", "questions", "asking", "example", "for_rep"}),
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


class Texts:
    """Makes the texts of one case's replies."""

    def __init__(
        self,
        templates: Templates,
        settings: DeskSettings,
        *,
        catalog: Catalog,
        directory: Directory,
        language: Language,
    ) -> None:
        self._templates = templates
        self._company = settings.company_en or settings.company if language == "en" else settings.company
        self._language = language
        self._views = Views(catalog, directory, language=language, zone=settings.tzinfo)

    def text(
        self,
        reply: Reply,
        order: Order | None,
        *,
        greeted: str | None = None,
        orders: tuple[Order, ...] = (),
        for_rep: bool = False,
    ) -> str:
        """The words of a reply about `order` (as it stands now); `orders` are those that questions may name.

        `greeted`: whom the message greets by name, None where no name is sure.
        """
        order = reply.order or order
        values: dict[str, Any] = {**reply.values, "company": self._company, "greeted": greeted}
        values["for_rep"] = for_rep
        values |= {
            "more": reply.values.get("more", False),
            "asking": reply.values.get("asking"),
        }
        words = reply.values.get("asked_words")
        values["asked_words"] = one_line(words) if words else None
        unplaced = reply.values.get("unplaced")
        values["unplaced"] = one_line(unplaced) if unplaced else None
        values["said"] = one_line(reply.values.get("said", ""), longest=_LONGEST_ECHO)
        values["files"] = reply.values.get("files", ())
        values["stands"] = reply.values.get("stands")
        values["given_up"] = reply.values.get("given_up", False)
        values["outdated"] = reply.values.get("outdated", False)
        values["order"] = self._views.order(order) if order else None
        values["difference"] = self._views.difference(reply.values.get("difference"))
        if "due_at" in values:
            values["due_at"] = self._views.moment(values["due_at"])
        if "overdue" in values:
            values["overdue"] = [
                {
                    **one,
                    "due_at": self._views.moment(one["due_at"]),
                    "reason": one_line(reasons.told(one["reason"], self._language), longest=200),
                }
                for one in values["overdue"]
            ]
        if "orders" in values:
            values["orders"] = [self._views.order(one) for one in reply.values["orders"]]
        asked: tuple[Question, ...] = reply.values.get("questions", ())
        values["questions"] = self._views.questions(
            asked,
            currency=order.currency if order else None,
            orders=reply.values.get("orders", orders),
            day=order.delivery_date if order else None,
        )
        values |= _hints(asked)
        return self._templates.render(reply.template, self._language, **values)

    def buttons(
        self, reply: Reply, order: Order | None, *, orders: tuple[Order, ...] = ()
    ) -> tuple[tuple[str, str], ...]:
        """The choices as (label, callback data); what a pressed button says is the numbered answer itself."""
        times = order.times_asked if order else 0
        number = order.order_no if order else None
        asked: tuple[Question, ...] = reply.values.get("questions", ())
        views = self._views.questions(
            asked,
            currency=order.currency if order else None,
            orders=reply.values.get("orders", orders),
        )
        buttons = [
            (
                f"{view['number']}{option['letter']} {self._templates.option(option, self._language)}"[:60],
                callback(number, times, f"{view['number']}{option['letter']}"),
            )
            for view in views
            for option in view["options"]
        ]
        waits = order is not None and order.status == "confirmation_sent" and not asked
        if number and (reply.template == "confirmation" or (reply.template == "reminder" and waits)):
            buttons.append((self._templates.label("yes", self._language), callback(number, times, "yes")))
        return tuple(buttons)

    def push(
        self,
        order: Order,
        steps: tuple[str, ...],
        *,
        greeted: str | None,
        released: bool,
        shipments: bool,
        reason: str | None,
        arrival: Mapping[str, str] | None = None,
        delay: OrderEvent | None = None,
        arrived: bool = False,
        signed_by: str | None = None,
        undelivered: bool = False,
    ) -> str:
        """The news of an order's state; `steps` are the states that it went through since the last news. `delay`: what says
        that it may come late; `arrived`: the customer is asked whether the goods are there, and who signed where
        `signed_by` does not say it; `undelivered`: our courier was there and could not hand it over."""
        view = self._views.order(order)
        return self._templates.render(
            "push",
            self._language,
            greeted=greeted,
            order=view,
            steps=list(steps),
            released=released,
            shipments=view["shipments"] if shipments else [],
            arrival=self._views.arrival(arrival) if arrival else None,
            reason=reason,
            delay=self._views.delay(delay) if delay is not None else None,
            arrived=arrived,
            signed_by=one_line(signed_by) if signed_by else None,
            undelivered=undelivered,
        )

    def arrival_buttons(self, order: Order) -> tuple[tuple[str, str], ...]:
        """The button by which a customer says that the goods are there."""
        label = self._templates.label("got", self._language)
        return ((label, callback(order.order_no, order.times_asked, "got")),)

    def score_buttons(self, order: Order) -> tuple[tuple[str, str], ...]:
        """The buttons of a survey, the best score first."""
        return tuple(
            (
                self._templates.label("score", self._language, score),
                callback(order.order_no, order.times_asked, f"s{score}"),
            )
            for score in range(5, 0, -1)
        )

    def copied(
        self, text: str, order: Order | None, *, greeted: str | None, customer: Customer | None, to: str
    ) -> str:
        """A message that went to somebody else, for one who reads along."""
        name = customer.company if customer else None
        if customer and self._language == "en":
            name = customer.company_en or name
        return self._templates.render(
            "copied",
            self._language,
            greeted=greeted,
            order=self._views.order(order) if order else None,
            customer_name=name,
            text="\n".join(f"> {line}" for line in text.splitlines()),
            to=to,
        )

    def subject(self, kind: str, order_no: str | None) -> str:
        return self._templates.render("subject", self._language, kind=kind, order_no=order_no)


def _hints(questions: tuple[Question, ...]) -> dict[str, Any]:
    first_choices = [f"{question.number}A" for question in questions if question.choices]
    all_proposed = bool(questions) and all(q.choices and proposes(q) for q in questions)
    return {
        "example": " ".join(first_choices[:3]) or None,
        "yes_takes": first_choices if all_proposed else [],
    }
