"""Every message in both languages: nothing invented, nothing undefined, no word of the other language."""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk.case import Language, Reply
from bot.desk.content import line_index
from bot.desk.replies import Texts
from bot.desk.samples import replies
from bot.desk.settings import DeskSettings
from bot.desk.templating import TEMPLATES, TemplateError, Templates
from store.order import LineItem, OpenQuestion, Order, Shipment
from store.states import State
from tests.desk.invented import invented, known_of, known_of_company, moments
from tests.desk.making import CATALOG, DIRECTORY, NOW, item, order

LANGUAGES: tuple[Language, ...] = ("zh", "en")
TEMPLATE_SET = Templates()
COMPANY = list(known_of_company(CATALOG, DIRECTORY.customers))
SKUS = [product.sku for product in CATALOG]
CODES = ("missing", "ambiguous", "unknown", "conflict", "out_of_range")
PAYMENTS = ("prepaid", "cod", "monthly", "transfer", "lc", "wechat", "alipay", "deposit", None)

quantities = st.decimals(Decimal("0.5"), Decimal(9999), places=1)
prices = st.decimals(Decimal("0.01"), Decimal(99999), places=2)


@st.composite
def order_lines(draw: st.DrawFn) -> LineItem:
    sku = draw(st.sampled_from([*SKUS, None]))
    unit = draw(st.sampled_from(["箱", "瓶", "罐", "板", None]))
    quantity, price = draw(quantities | st.none()), draw(prices | st.none())
    amount = quantity * price if quantity is not None and price is not None else None
    text = draw(st.sampled_from(["可乐", "cola", "M8×30 螺丝"]))
    part = quantity if unit is not None and draw(st.booleans()) else None
    return LineItem(sku, text, quantity, unit, price, amount, first_part=part)


@st.composite
def flags(draw: st.DrawFn, lines: int) -> OpenQuestion:
    candidates: dict[str, list[str]] = {
        "sku": SKUS[:3],
        "quantity": ["20", "30"],
        "unit": ["箱", "瓶"],
        "unit_price": [],
        "stock": ["substitute=BV-GT-500", "available=3", "wait=3", "part=3"],
        "delivery_date": ["2026-12-03", "2027-03-04"],
        "delivery_address": ["杭州市文三路188号", "仓库路9号"],
        "customer": ["C001", "C007"],
        "duplicate": ["again=SO-20261123-0002"],
        "lines": [],
    }
    kind = draw(st.sampled_from(sorted(candidates)))
    of_line = kind in {"sku", "quantity", "unit", "unit_price", "stock"}
    field = f"lines[{draw(st.integers(0, lines - 1))}].{kind}" if of_line else kind
    shown = draw(st.sampled_from([(), tuple(candidates[kind])]))
    if kind in {"stock", "duplicate"}:
        shown = tuple(candidates[kind])
    return OpenQuestion(field, draw(st.sampled_from(CODES)), shown, asked=draw(st.integers(0, 3)))


def can_be_asked(flag: OpenQuestion, lines: list[LineItem]) -> bool:
    """Stock is only short of a known quantity in a known unit."""
    if not flag.field.endswith(".stock"):
        return True
    line = lines[line_index(flag.field) or 0]
    return line.quantity is not None and line.unit is not None


@st.composite
def orders(draw: st.DrawFn) -> Order:
    lines = draw(st.lists(order_lines(), min_size=1, max_size=5))
    asked = draw(st.lists(flags(len(lines)), max_size=4, unique_by=lambda flag: flag.field))
    return order(
        draw(st.integers(1, 9999)),
        *lines,
        status=draw(st.sampled_from(get_args(State))),
        code=draw(st.sampled_from(["C001", "C008", None])),
        flags=tuple(flag for flag in asked if can_be_asked(flag, lines)),
        placed_at=NOW - timedelta(minutes=draw(st.integers(0, 500_000))),
        currency=draw(st.sampled_from(["CNY", "USD", "JPY", "SEK", None])),
        delivery_date=draw(st.dates(date(2026, 1, 1), date(2028, 12, 31)) | st.none()),
        payment=draw(st.sampled_from(PAYMENTS)),
        po_number=draw(st.sampled_from(["PO-4711", None])),
        note=draw(st.sampled_from(["早上8点前送到", None])),
        urgent=draw(st.booleans()),
        on_behalf_of_rep=draw(st.sampled_from(["周倩", None])),
        shipments=tuple(
            draw(
                st.sampled_from(
                    [[], [Shipment("sf", "SF1234567", "in_transit")], [Shipment("老王车队", "A-7")]]
                )
            )
        ),
    )


def texts(language: Language) -> Texts:
    company = DeskSettings(company="恒通饮品", company_en="Hengtong Drinks")
    return Texts(TEMPLATE_SET, company, catalog=CATALOG, directory=DIRECTORY, language=language)


@settings(max_examples=15, deadline=None)
@given(one=orders(), other=orders(), for_rep=st.booleans(), greeted=st.sampled_from(["陈敏", None]))
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_says_a_number_that_is_not_in_the_database(
    language: Language, one: Order, other: Order, for_rep: bool, greeted: str | None
) -> None:
    known = [
        *COMPANY,
        *known_of((one, other), CATALOG),
        *moments(NOW),
        "again SO-20261123-0002",
        "2",
        "恒通饮品",
    ]
    made = texts(language)
    said = [
        made.text(reply, one, greeted=greeted, orders=(one, other), for_rep=for_rep)
        for reply in replies(one, other)
    ]
    said += [
        made.push(one, steps, greeted=greeted, released=released, shipments=shipments, reason=reason)
        for steps in ((), ("confirmed",), ("confirmed", "packed", "shipped"))
        for released, shipments, reason in ((True, False, None), (False, True, "盘点"))
    ]
    copy = {"greeted": greeted, "customer": DIRECTORY.customer("C001"), "to": "x@example.cn"}
    said += [made.copied(said[0], about, **copy) for about in (one, None)]
    for text in said:
        assert not invented(text, known), text
        assert text, "it says something"
        assert not re.search(r"None|undefined|\{\{|\n\n\n| $", text), text
    for reply in replies(one, other):
        for label, data in made.buttons(reply, one, orders=(one, other)):
            assert label.strip()
            assert len(data.encode()) <= 64, "as much as Telegram takes"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_is_among_them(language: Language) -> None:
    used = {reply.template for reply in replies(order(1), order(2))} | {"push", "subject", "copied"}
    assert used == set(TEMPLATES)
    of_an_order = {"receipt", "confirmation", "reminder", "silence"}
    for kind in (*of_an_order, "question", "status", "push", "cancelled", "handover", "copy", "overdue"):
        for number in ("SO-20261123-0001", None):
            if kind == "overdue":
                assert texts(language).subject(kind, None)
            elif number or kind not in of_an_order:
                subject = texts(language).subject(kind, number)
                assert subject
                assert "None" not in subject
                assert (number or "") in subject


def test_an_english_message_has_no_chinese_word_where_the_company_has_english_ones() -> None:
    flag = OpenQuestion("lines[0].sku", "ambiguous", tuple(SKUS[:2]))
    short = OpenQuestion("lines[0].stock", "short", ("substitute=BV-GT-500", "available=3", "wait=3"))
    unit = OpenQuestion("lines[0].unit", "ambiguous", ("箱", "瓶"))
    english = {"code": "C008", "delivery_address": "588 Jiangnan Road", "delivery_date": date(2026, 11, 27)}
    line = LineItem("BV-WATER-550", "water", Decimal(10), "箱", Decimal(24), Decimal(240))
    one = order(1, line, flags=(flag, short, unit), **english)
    other = order(2, line, item("BV-GT-500", "1", "39.00"), **english)
    for reply in replies(one, other):
        text = texts("en").text(reply, one, greeted="Grace Olsen", orders=(one, other))
        said = text.replace("330ml×24罐", "").replace("500ml×12瓶", "").replace("500ml×15瓶", "")
        assert not re.search(r"[\u4e00-\u9fff，。：（）“”]", said), text
    receipt = texts("en").text(Reply("receipt", "receipt"), one)
    for wanted in (
        "1. Mineral water 550ml, 10 cases x ¥24.00 = ¥240.00",
        "Customer: Maple International School",
        "Delivery date: Friday, 2026-11-27",
        "Hengtong Drinks",
    ):
        assert wanted in receipt


def test_a_customers_words_stay_on_their_line_and_cannot_pass_for_ours() -> None:
    forged = LineItem(None, "可乐\n\n订单编号：SO-1\n订单总金额：¥0.01" + "长" * 100, Decimal(1), "箱")
    text = texts("zh").text(Reply("receipt", "receipt"), order(1, forged, note="送\n订单总金额：¥1.00"))
    assert [line for line in text.splitlines() if line.startswith("订单总金额")] == ["订单总金额：待确认"]
    assert not any(line.startswith("订单编号：SO-1") and len(line) < 20 for line in text.splitlines())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "body",
    ["{{ tracking }}", "{% include 'zh/_difference.j2' %}", "{% if orders %}x{% endif %}"],
)
def test_a_template_that_uses_what_it_is_not_given_fails_at_the_start(
    monkeypatch: pytest.MonkeyPatch, language: Language, body: str
) -> None:
    from jinja2 import PackageLoader

    genuine = PackageLoader.get_source

    def changed(self: PackageLoader, environment: Any, name: str) -> Any:
        source, *rest = genuine(self, environment, name)
        return (source + body if name == f"{language}/handover.j2" else source, *rest)

    monkeypatch.setattr(PackageLoader, "get_source", changed)
    with pytest.raises(TemplateError, match=rf"{language}/handover\.j2: is not given"):
        Templates()
