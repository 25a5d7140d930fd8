"""The words of replies and of news: made of templates, an order as it stands, and what there is to say of it."""

from collections.abc import Mapping
from typing import Any

from bot.desk.case import Language, Reply
from bot.desk.clarification import Question, callback, proposes
from bot.desk.settings import DeskSettings
from bot.desk.templating import Templates
from bot.desk.views import Views, one_line
from parsers.catalog import Catalog
from parsers.directory import Directory
from parsers.reading import Customer
from store import reasons
from store.order import Order
from store.order_events import OrderEvent

_LONGEST_ECHO = 200
"""Characters of their own words that an acknowledgement gives back."""


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
        values["besides"] = [
            {**one, "said": one_line(one["said"], longest=_LONGEST_ECHO)} for one in values.get("besides", ())
        ]
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
