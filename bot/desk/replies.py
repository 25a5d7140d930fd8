"""The words that go out: templates in Chinese and English, checked at the start, and messages made of them."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, meta

from bot.desk.case import Language, Reply
from bot.desk.clarification import Question, callback, proposes
from bot.desk.settings import DeskSettings
from bot.desk.views import Views, shown_money
from parsers.catalog import Catalog
from parsers.directory import Directory
from store.order import Order

LANGUAGES: tuple[Language, ...] = ("zh", "en")

# Which variables each template may use; more is an error at the start and not in front of a customer.
TEMPLATES: Mapping[str, frozenset[str]] = {
    "receipt": frozenset({"greeted", "order", "company", "for_rep"}),
    "confirmation": frozenset({"greeted", "order", "company", "difference"}),
    "question": frozenset({"greeted", "order", "questions", "yes_takes", "example", "for_rep"}),
    "question_again": frozenset({"order", "questions", "yes_takes", "example", "for_rep"}),
    "which_order": frozenset({"greeted", "questions"}),
    "changed": frozenset({"greeted", "order", "company", "difference"}),
    "unchanged": frozenset({"greeted", "order"}),
    "cancelled": frozenset({"greeted", "order"}),
    "refused": frozenset({"greeted", "order", "what"}),
    "status": frozenset({"greeted", "orders"}),
    "no_order": frozenset({"greeted", "asked_no"}),
    "acknowledged": frozenset({"greeted", "order", "intent", "known"}),
    "handover": frozenset({"greeted", "files"}),
    "declined": frozenset({"greeted", "intent"}),
    "push": frozenset({"greeted", "order", "steps", "released", "shipments", "reason"}),
    "subject": frozenset({"kind", "order_no"}),
}
_PARTS: Mapping[str, frozenset[str]] = {
    "_words": frozenset(),
    "_order": frozenset({"order"}),
    "_difference": frozenset({"difference"}),
    "_questions": frozenset({"for_rep"}),
}


class TemplateError(Exception):
    """A template, or a part that it draws in, uses a variable that it is not given."""


class Templates:
    """All templates of both languages, compiled. Raises TemplateError or jinja2's own at once if one is wrong."""

    def __init__(self) -> None:
        self._environment = Environment(
            loader=PackageLoader("bot.desk", "templates"),
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
                self._check(path, variables)
                self._compiled[path] = self._environment.get_template(path)

    def render(self, name: str, language: Language, **values: Any) -> str:
        """The text, without blank lines at its ends or in a row."""
        text = self._compiled[f"{language}/{name}.j2"].render(values)
        return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in text.splitlines())).strip()

    def option(self, option: Mapping[str, Any], language: Language) -> str:
        """The words of one numbered choice."""
        return str(self._word(language, "option")(option)).strip()

    def yes(self, language: Language) -> str:
        """The label of the button that says yes to a read-back."""
        return str(self._word(language, "yes")()).strip()

    def _word(self, language: Language, macro: str) -> Any:
        return getattr(self._compiled[f"{language}/_words.j2"].module, macro)

    def _check(self, path: str, variables: frozenset[str]) -> None:
        loader = self._environment.loader
        if loader is None:
            raise TemplateError(f"{path}: no templates")
        parsed = self._environment.parse(loader.get_source(self._environment, path)[0])
        used = meta.find_undeclared_variables(parsed)
        for part in meta.find_referenced_templates(parsed):
            used |= _PARTS[PurePosixPath(part or "").stem]
        unknown = used - variables
        if unknown:
            raise TemplateError(f"{path}: is not given {', '.join(sorted(unknown))}")


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
        values["files"] = reply.values.get("files", ())
        values["order"] = self._views.order(order) if order else None
        values["difference"] = self._views.difference(reply.values.get("difference"))
        if "orders" in values:
            values["orders"] = [self._views.order(one) for one in reply.values["orders"]]
        if "questions" in values:
            questions: tuple[Question, ...] = reply.values["questions"]
            currency = order.currency if order else None
            values["questions"] = self._views.questions(
                questions,
                currency=currency,
                orders=reply.values.get("orders", orders),
                day=order.delivery_date if order else None,
            )
            values |= _hints(questions)
        return self._templates.render(reply.template, self._language, **values)

    def buttons(
        self, reply: Reply, order: Order | None, *, orders: tuple[Order, ...] = ()
    ) -> tuple[tuple[str, str], ...]:
        """The choices as (label, callback data); what a pressed button says is the numbered answer itself."""
        asked = order.times_asked if order else 0
        number = order.order_no if order else None
        questions: tuple[Question, ...] = reply.values.get("questions", ())
        views = self._views.questions(
            questions,
            currency=order.currency if order else None,
            orders=reply.values.get("orders", orders),
        )
        buttons = [
            (
                f"{view['number']}{option['letter']} {self._templates.option(option, self._language)}"[:60],
                callback(number, asked, f"{view['number']}{option['letter']}"),
            )
            for view in views
            for option in view["options"]
        ]
        if reply.template == "confirmation" and number:
            buttons.append((self._templates.yes(self._language), callback(number, asked, "yes")))
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
    ) -> str:
        """The news of an order's state; `steps` are the states that it went through since the last news."""
        view = self._views.order(order)
        return self._templates.render(
            "push",
            self._language,
            greeted=greeted,
            order=view,
            steps=list(steps),
            released=released,
            shipments=view["shipments"] if shipments else [],
            reason=reason,
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
