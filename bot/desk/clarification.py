"""Questions and their answers: how open questions are numbered, and what a numbered choice or a plain yes settles."""

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from bot.desk import answerwords
from bot.desk.content import Content, line_index, repriced, without
from bot.desk.pricing import size
from parsers.catalog import Catalog
from store.order import LineItem, OpenQuestion, amount_of

LETTERS = "ABCDEFGHI"
WHICH_LINE = "change"
EVERY = "|"
"""Stands between the SKUs of a choice that means several lines at once."""
"""The field of the question of which line a change is; its candidates are `SKU=quantity unit`: what each would become."""
# Two places or days of delivery may be two orders.
_SEVERAL_ORDERS = frozenset({("delivery_address", "ambiguous"), ("delivery_date", "conflict")})
_CODE = re.compile(r"(?<![A-Za-z0-9])([1-9][0-9]?)\s?[.、-]?\s?([A-Ia-i])(?![A-Za-z0-9])")
_CALLBACK = re.compile(
    r"^(?P<order>SO-\d{8}-\d+|-):(?P<round>\d+):(?P<answer>[1-9][0-9]?[A-I]|yes|no|got|s[1-5])$"
)
_SEPARATORS = re.compile(r"[\s,，、.。;；!！:：()（）]+")


@dataclass(frozen=True, slots=True)
class Choice:
    """One numbered way to answer a question: `letter`, what it is ('product', 'unit', 'again' …) and its value."""

    letter: str
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Question:
    """An open question as it is put: its number, its flag, the line that it is about, and the choices."""

    number: int
    flag: OpenQuestion
    kind: str
    line: LineItem | None
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Callback:
    """What a pressed button says: for which order and which asking of it, and the answer ('1A', 'yes', 'no'; 'got': the
    goods are there; 's4': a score)."""

    order_no: str | None
    round: int
    answer: str


@dataclass(frozen=True, slots=True)
class Settled:
    """The content after the choices that a message makes, what is left of its words, and the choices themselves."""

    content: Content
    rest: str
    chosen: tuple[Choice, ...]

    def has(self, kind: str) -> bool:
        return any(choice.kind == kind for choice in self.chosen)


def questions(flags: tuple[OpenQuestion, ...], lines: tuple[LineItem, ...]) -> tuple[Question, ...]:
    """The open questions in the order of the flags, numbered from 1, with their choices lettered from A."""
    found = []
    for number, flag in enumerate(flags, 1):
        index = line_index(flag.field)
        line = lines[index] if index is not None and index < len(lines) else None
        choices = _choices(flag)
        if len(lines) > 1 and len(choices) > 1 and (flag.field, flag.code) in _SEVERAL_ORDERS:
            choices = (*choices, Choice(LETTERS[len(choices)], "split", ""))
        found.append(Question(number, flag, flag.field.rpartition(".")[2], line, choices))
    return tuple(found)


def answered_before(content: Content, before: Content, catalog: Catalog) -> Content:
    """The content where an answer that stands in `before` settles a question again: the same words for a product, a unit."""
    content = replace(content, agreed=before.agreed)
    for question in questions(content.flags, content.lines):
        line = question.line
        old = next((one for one in before.lines if line and one.sku and one.text == line.text), None)
        value = {"sku": old.sku, "unit": old.unit}.get(question.kind) if old else None
        choice = next((one for one in question.choices if one.value == value), None)
        if choice is not None:
            content = apply(content, question, choice, catalog)
    return content


def callback(order_no: str | None, asked: int, answer: str) -> str:
    """The data of a button, under 64 bytes; `parse_callback` reads it back."""
    return f"{order_no or '-'}:{asked}:{answer}"


def parse_callback(text: str) -> Callback | None:
    """The pressed button that a message's whole text is, or None."""
    match = _CALLBACK.match(text.strip())
    if not match:
        return None
    number = match["order"]
    return Callback(None if number == "-" else number, int(match["round"]), match["answer"])


def settle(text: str, content: Content, catalog: Catalog) -> Settled:
    """Applies the numbered choices in `text`; codes of questions that were not asked stay in the rest."""
    asked = questions(content.flags, content.lines)
    by_code = {f"{q.number}{c.letter}": (q, c) for q in asked for c in q.choices}
    alone = [q for q in asked if q.choices]
    # "A" alone can only mean the one question that has choices.
    stripped = _SEPARATORS.sub("", text).upper()
    # "A B" is the answers in the order of the questions.
    if 0 < len(stripped) == len(alone) and set(stripped) <= set(LETTERS):
        text = " ".join(f"{q.number}{letter}" for q, letter in zip(alone, stripped, strict=True))
    text = _without_names(text, alone)
    chosen: dict[int, tuple[Question, Choice]] = {}

    def take(match: re.Match[str]) -> str:
        found = by_code.get(match[1] + match[2].upper())
        before, after = text[: match.start()][-1:], text[match.end() :][:1]
        # Beside a Chinese word it may be a building (1B栋); only 选, 要, 是 announce a choice.
        if found is None or _is_han(after) or (_is_han(before) and before not in "选要是和"):
            return match[0]
        chosen[found[0].number] = found
        return " "

    rest = _CODE.sub(take, text)
    if not chosen:
        return Settled(content, text, ())
    if not answerwords.says_something(rest):
        rest = ""
    for question, choice in chosen.values():
        content = apply(content, question, choice, catalog)
    return Settled(content, rest.strip(), tuple(choice for _, choice in chosen.values()))


def _without_names(text: str, asked: list[Question]) -> str:
    """The text without the names that only say what a code behind them is about: 可乐1A."""
    for words in sorted({q.line.text for q in asked if q.line and q.line.text}, key=len, reverse=True):
        text = re.sub(
            rf"{re.escape(words)}\s?[:：]?\s?(?:要|选|是)?\s?(?=[1-9][A-Ia-i](?![A-Za-z0-9]))", "", text
        )
    return text


def only_letters(text: str) -> bool:
    """Whether the text is letters of choices and nothing else ("A", "b c")."""
    stripped = _SEPARATORS.sub("", text).upper()
    return 0 < len(stripped) <= len(LETTERS) and set(stripped) <= set(LETTERS) and text.isascii()


def only_choices(text: str) -> bool:
    """Whether the text is numbered choices and nothing else ("1B 2A, please"), whatever was asked."""
    return bool(_CODE.search(text)) and not answerwords.says_something(_CODE.sub(" ", text))


def spoken(text: str, content: Content, catalog: Catalog) -> Settled | None:
    """What a message settles whose whole text says one of the desk's choices in words ("再订一份", "wait"); else None."""
    kind = answerwords.choice(text)
    offered = [
        (question, choice)
        for question in questions(content.flags, content.lines)
        for choice in question.choices
        if choice.kind == kind
    ]
    if len(offered) != 1:
        return None
    return Settled(apply(content, *offered[0], catalog), "", (offered[0][1],))


def agree(content: Content, catalog: Catalog) -> Settled | None:
    """What a plain yes settles: the first choice of every question, if each is a proposal that a yes can take; else None."""
    asked = questions(content.flags, content.lines)
    if not asked or not all(q.choices and proposes(q) for q in asked):
        return None
    for question in asked:
        content = apply(content, question, question.choices[0], catalog)
    return Settled(content, "", tuple(question.choices[0] for question in asked))


def proposes(question: Question) -> bool:
    """Whether the question is one that can be answered with a plain yes (then its first choice is taken)."""
    return question.kind in {"stock", "duplicate", "unit_price"} or len(question.choices) == 1


def apply(content: Content, question: Question, choice: Choice, catalog: Catalog) -> Content:
    """The content after one choice; the question is no longer open."""
    content = replace(content, flags=tuple(flag for flag in content.flags if flag != question.flag))
    index, kind = line_index(question.flag.field), choice.kind
    value = choice.value
    if kind == "gone":
        skus = choice.value.partition("=")[0].split(EVERY)
        return without(content, [line for line in content.lines if line.sku in skus])
    if kind == "amount":
        sku, _, value = choice.value.partition("=")
        value = value.partition(" ")[0]
        index = next((i for i, line in enumerate(content.lines) if line.sku == sku), None)
    if kind == "date":
        return replace(content, delivery_date=date.fromisoformat(choice.value))
    if kind == "address":
        return replace(content, delivery_address=choice.value)
    if kind == "customer":
        return replace(content, customer=replace(content.customer, code=choice.value))
    if kind in {"again", "drop", "replace", "catalog", "wait", "person"}:
        return replace(content, agreed=(*content.agreed, _agreement(question)))
    if index is None or index >= len(content.lines):
        return content
    # As it stands now: another choice of the same message may have changed it.
    line = content.lines[index]
    if kind == "part":
        line = replace(line, first_part=Decimal(choice.value))
        lines = (*content.lines[:index], line, *content.lines[index + 1 :])
        return replace(content, lines=lines, agreed=(*content.agreed, _agreement(question)))
    if kind == "product":
        product = catalog.get(choice.value)
        line = replace(line, sku=choice.value, unit=line.unit or (product.default_unit if product else None))
    elif kind == "substitute":
        line = _substituted(line, choice.value, catalog)
    elif kind == "unit":
        line = replace(line, unit=choice.value)
    elif kind in {"quantity", "available", "amount"}:
        line = replace(line, quantity=Decimal(value))
    price_kept = kind in {"quantity", "available", "amount"} and line.unit_price is not None
    line = (
        replace(line, amount=amount_of(line.quantity, line.unit_price, content.currency))
        if price_kept
        else repriced(line, catalog, currency=content.currency)
    )
    lines = (*content.lines[:index], line, *content.lines[index + 1 :])
    return replace(_with_currency(content, line, catalog), lines=lines)


def agreement(field_name: str, line: LineItem | None) -> str:
    """The name under which a yes to a question of the desk is remembered, so that it is not put again."""
    kind = field_name.rpartition(".")[2]
    return f"{kind}:{line.sku}" if line is not None and line.sku else kind


def _choices(flag: OpenQuestion) -> tuple[Choice, ...]:
    return tuple(
        Choice(letter, kind, value) for letter, (kind, value) in zip(LETTERS[:-1], _pairs(flag), strict=False)
    )


def _pairs(flag: OpenQuestion) -> list[tuple[str, str]]:
    field = flag.field.rpartition(".")[2]
    kinds = {
        "sku": "product",
        "unit": "unit",
        "quantity": "quantity",
        "delivery_date": "date",
        "delivery_address": "address",
        "order_no": "order",
        "customer": "customer",
        WHICH_LINE: "amount",
    }
    if field in {"stock", "duplicate"}:
        pairs = [(kind, value) for kind, _, value in (c.partition("=") for c in flag.candidates)]
        if field == "duplicate":
            earlier = pairs[0][1] if pairs else ""
            pairs = [("again", earlier), ("drop", "")]
            if flag.code == "ambiguous":
                pairs.append(("replace", earlier))
    elif field == "unit_price":
        pairs = [("catalog", ""), ("person", "")]
    else:
        kind = kinds.get(field)
        pairs = [(kind, value) for value in flag.candidates if _fits(kind, value)] if kind else []
        pairs = [
            ("gone" if kind == "amount" and value.endswith("=0") else kind, value) for kind, value in pairs
        ]
    return pairs


def _fits(kind: str, value: str) -> bool:
    # A candidate that cannot be applied as it stands is asked for in words instead.
    try:
        if kind == "date":
            date.fromisoformat(value)
        elif kind == "quantity":
            return Decimal(value).is_finite()
    except (ValueError, InvalidOperation):
        return False
    return bool(value)


def _agreement(question: Question) -> str:
    return agreement(question.flag.field, question.line)


def _substituted(line: LineItem, sku: str, catalog: Catalog) -> LineItem:
    product = catalog.get(sku)
    old = catalog.get(line.sku) if line.sku else None
    if product is None:
        return line
    unit = line.unit if size(product, line.unit) is not None else None
    if unit is None and old is not None and line.quantity is not None:
        in_base = line.quantity * (size(old, line.unit) or Decimal(1))
        return replace(line, sku=sku, quantity=in_base, unit=product.base_unit, spec=None)
    return replace(line, sku=sku, unit=unit, spec=None)


def _with_currency(content: Content, line: LineItem, catalog: Catalog) -> Content:
    product = catalog.get(line.sku) if line.sku else None
    if content.currency is None and product is not None and line.unit_price is not None:
        return replace(content, currency=product.currency)
    return content


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"
