"""What the templates are given: orders, questions and choices as plain values, taken from the database alone."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from bot.desk import pricing, stock
from bot.desk.clarification import EVERY, Choice, Question
from parsers.catalog import Catalog
from parsers.directory import Directory
from parsers.reading import Product
from store.difference import Difference
from store.order import LineItem, Order
from store.order_events import OrderEvent

_LONGEST_QUOTE = 60
_LINES_SUMMED_UP = 3
_LINES_COMPARED = 10
_SYMBOLS = {"CNY": "¥", "USD": "US$", "EUR": "€", "GBP": "£", "HKD": "HK$", "JPY": "JP¥"}


class Views:
    """Shows one company's values in one language; times in the company's zone."""

    def __init__(self, catalog: Catalog, directory: Directory, *, language: str, zone: ZoneInfo) -> None:
        self._catalog = catalog
        self._directory = directory
        self._language = language
        self._zone = zone

    def order(self, order: Order) -> dict[str, Any]:
        return {
            "order_no": order.order_no,
            "status": order.status,
            "placed_at": self.moment(order.placed_at),
            "payment": order.payment,
            "total": order.total,
            "currency": order.currency,
            "lines": [self.line(line) for line in order.lines],
            "customer_name": self._customer_name(order),
            "delivery_date": order.delivery_date.isoformat() if order.delivery_date else None,
            "weekday": order.delivery_date.weekday() if order.delivery_date else None,
            "urgent": order.urgent,
            "delivery_address": order.delivery_address,
            "po_number": order.po_number,
            "note": one_line(order.note, longest=1000) if order.note else None,
            "rep": order.on_behalf_of_rep,
            "shipments": [
                {
                    "carrier": one.carrier,
                    "tracking_number": one.tracking_number,
                    "status": one.status,
                    "mode": one.mode,
                    "insurance": one_line(one.insurance or ""),
                }
                for one in order.shipments
            ],
        }

    def line(self, line: LineItem) -> dict[str, Any]:
        product = self._catalog.get(line.sku) if line.sku else None
        in_base = pricing.base_quantity(product, line.quantity, line.unit) if product else None
        return {
            "name": self.name(product) if product else one_line(line.text or line.sku or ""),
            "quantity": number(line.quantity),
            "unit": line.unit,
            "unit_price": line.unit_price,
            "amount": line.amount,
            "meant": one_line(line.text) if line.remembered and line.text else None,
            "in_base": number(in_base) if in_base is not None and in_base != line.quantity else None,
            "base_unit": product.base_unit if product else None,
            "first_part": number(line.first_part),
        }

    def difference(self, difference: Difference | None) -> dict[str, Any] | None:
        if difference is None:
            return None
        return {
            "lines": [
                {
                    "kind": change.kind,
                    "before": self.line(change.before) if change.before else None,
                    "after": self.line(change.after) if change.after else None,
                }
                for change in difference.lines
            ],
            "fields": [
                {
                    "field": change.field,
                    "before": None if change.before is None else one_line(str(change.before), longest=300),
                    "after": None if change.after is None else one_line(str(change.after), longest=300),
                }
                for change in difference.fields
            ],
        }

    def questions(
        self,
        questions: Sequence[Question],
        *,
        currency: str | None,
        orders: Sequence[Order] = (),
        day: date | None = None,
    ) -> list[dict[str, Any]]:
        """The questions as they are put; `orders` are those that they may name, `day` the delivery date as noted."""
        views = [self._question(question, currency, orders) for question in questions]
        return [{**view, "date": day.isoformat() if day else None} for view in views]

    def delay(self, event: OrderEvent) -> dict[str, Any]:
        """That an order may come late: why, the day that was promised, and the new one if somebody has given one."""
        return {
            "kind": event.data["what"],
            "promised": event.data["promised"],
            "day": event.data.get("delivery_date"),
            "reason": one_line(event.reason, longest=300) if event.reason else None,
        }

    def name(self, product: Product) -> str:
        """The product's name in the language of the message."""
        return (product.name_en if self._language == "en" else "") or product.name

    def moment(self, at: datetime) -> str:
        """In the company's zone; for readers of English, who may live in another, with its offset."""
        local = at.astimezone(self._zone)
        offset = f"{local:%z}"
        zone = f" (UTC{offset[:3]}:{offset[3:]})" if self._language == "en" else ""
        return f"{local:%Y-%m-%d %H:%M}{zone}"

    def arrival(self, arrival: Mapping[str, str]) -> dict[str, Any]:
        """When one of our own couriers comes, as the event of the planning says."""
        since, until = (
            datetime.fromisoformat(arrival[name]).astimezone(self._zone) for name in ("since", "until")
        )
        return {
            "courier": one_line(arrival["courier"]),
            "phone": one_line(arrival["phone"]),
            "date": since.date().isoformat(),
            "weekday": since.weekday(),
            "since": f"{since:%H:%M}",
            "until": f"{until:%H:%M}",
            "anew": bool(arrival.get("anew")),
        }

    def _customer_name(self, order: Order) -> str | None:
        filed = self._directory.customer(order.customer.code) if order.customer.code else None
        english = filed.company_en if filed and self._language == "en" else ""
        return english or order.customer.company or order.customer.contact

    def _question(self, question: Question, currency: str | None, orders: Sequence[Order]) -> dict[str, Any]:
        line, flag = question.line, question.flag
        product = self._catalog.get(line.sku) if line and line.sku else None
        unit = line.unit if line else None
        ways = dict(candidate.partition("=")[::2] for candidate in flag.candidates)
        earlier = next((order for order in orders if order.order_no == ways.get("again")), None)
        options = [self._option(choice, line, currency, orders) for choice in question.choices]
        _tell_apart(options, question.choices)
        return {
            "number": question.number,
            "kind": question.kind,
            "code": flag.code,
            "words": one_line(line.text or (self.name(product) if product else "")) if line else "",
            "quantity": number(line.quantity) if line else None,
            "unit": unit,
            "units": [u for u in (product.base_unit, *product.units) if u] if product else [],
            "base_unit": product.base_unit if product else None,
            "min_order": number(product.min_order) if product and _below_minimum(product, line) else None,
            "price": pricing.unit_price(product, unit) if product else None,
            "currency": product.currency if product else currency,
            "available": ways.get("wait", "0"),
            "restock": product.restock.isoformat() if product and product.restock else None,
            "order_no": ways.get("again"),
            "placed_at": self.moment(earlier.placed_at) if earlier else None,
            "earlier": [self.line(one) for one in earlier.lines[:_LINES_COMPARED]] if earlier else [],
            "question": one_line(flag.question) if flag.question else None,
            "asked": flag.asked,
            "options": options,
        }

    def _option(
        self, choice: Choice, line: LineItem | None, currency: str | None, orders: Sequence[Order]
    ) -> dict[str, Any]:
        product = self._catalog.get(line.sku) if line and line.sku else None
        view: dict[str, Any] = {
            "letter": choice.letter,
            "kind": choice.kind,
            "value": choice.value,
            "unit": line.unit if line else None,
            "price": None,
            "currency": currency,
        }
        if choice.kind in {"product", "substitute"}:
            offered = self._catalog.get(choice.value)
            view |= {"name": self.name(offered) if offered else choice.value, "sku": None}
            view |= self._details(offered, line) if offered else {"spec": None, "stock": None}
        elif choice.kind == "gone":
            gone = [self._catalog.get(sku) for sku in choice.value.partition("=")[0].split(EVERY)]
            view["names"] = [self.name(product) for product in gone if product]
        elif choice.kind == "amount":
            sku, _, amount = choice.value.partition("=")
            changed = self._catalog.get(sku)
            value, _, unit = amount.partition(" ")
            view |= {"name": self.name(changed) if changed else sku, "value": value, "unit": unit or None}
        elif choice.kind == "wait":
            view["restock"] = product.restock.isoformat() if product and product.restock else None
        elif choice.kind == "unit":
            size = product.units.get(choice.value) if product else None
            view |= {"size": number(size), "base_unit": product.base_unit if product else None}
        elif choice.kind == "catalog" and product is not None:
            view |= {"price": pricing.unit_price(product, view["unit"]), "currency": product.currency}
        elif choice.kind == "customer":
            customer = self._directory.customer(choice.value)
            english = customer.company_en if customer and self._language == "en" else ""
            view["name"] = english or (customer.company if customer else None)
        elif choice.kind == "order":
            order = next((one for one in orders if one.order_no == choice.value), None)
            view |= self._summary(order) if order else {"day": None, "lines": [], "more": False}
        return view

    def _details(self, product: Product, line: LineItem | None) -> dict[str, Any]:
        # What tells candidates apart: the size, and the price in the unit that the line would have.
        unit = line.unit if line and pricing.size(product, line.unit) else None
        unit = unit or product.default_unit or product.base_unit
        return {
            "spec": self._beyond_name(product),
            "price": pricing.unit_price(product, unit),
            "currency": product.currency,
            "unit": unit,
            "stock": number(stock.in_units(product, unit)),
            "short": line is not None and stock.is_short(product, line.quantity, unit),
        }

    def _beyond_name(self, product: Product) -> str | None:
        """What the specification says that the name does not, as far as the reader can read it."""
        name = "".join(self.name(product).casefold().split())
        english = self._language == "en"
        parts = [part.strip() for part in product.spec.split(";")]
        parts = [part for part in parts if part and "".join(part.casefold().split()) not in name]
        if english:
            parts = [part for part in parts if not any("\u3400" <= c <= "\u9fff" for c in part)]
        return (", " if english else "，").join(parts) or None

    def _summary(self, order: Order) -> dict[str, Any]:
        shown = order.lines[:_LINES_SUMMED_UP]
        return {
            "day": f"{order.placed_at.astimezone(self._zone):%m-%d}",
            "lines": [self.line(line) for line in shown],
            "more": len(order.lines) > len(shown),
        }


def shown_money(amount: Decimal, currency: str | None) -> str:
    """`¥960.00`, `US$12.50`, `SEK 9.00`, or the bare number without a currency."""
    figure = f"{pricing.money(amount):,}" if currency != "JPY" else f"{amount.normalize():,f}"
    if not currency:
        return figure
    return _SYMBOLS[currency] + figure if currency in _SYMBOLS else f"{currency} {figure}"


def number(value: Decimal | None) -> str | None:
    """A quantity without needless zeros: 20, 2.5."""
    return None if value is None else format(value.normalize(), "f")


def one_line(text: str, *, longest: int = _LONGEST_QUOTE) -> str:
    """Somebody's words on one line, so that they cannot pass for a part of our message."""
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _below_minimum(product: Product, line: LineItem | None) -> bool:
    if product.min_order is None or line is None or line.quantity is None:
        return False
    wanted = pricing.base_quantity(product, line.quantity, line.unit)
    return wanted is None or wanted < product.min_order


def _tell_apart(options: list[dict[str, Any]], choices: Sequence[Choice]) -> None:
    """What tells products apart: their stock where it matters, and the item numbers of those that look the same."""
    # Stock tells them apart only where one of them would not do.
    if not any(view.pop("short", False) for view in options):
        for view in options:
            view["stock"] = None
    shown = [(view.get("name"), view.get("spec"), view.get("price")) for view in options]
    for view, look, choice in zip(options, shown, choices, strict=True):
        if "sku" in view and shown.count(look) > 1:
            view["sku"] = choice.value
