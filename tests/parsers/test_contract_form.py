"""`jiedan parse` by the reading contract: one answer a line, mails and chats, the run goes on."""

import json
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.cli.parse import parse
from parsers.jsonform import message_from_json, reading_to_json
from tests.parsers.attachments.making import TABLE, xlsx
from tests.parsers.company import CATALOG, NOW, reading
from tests.parsers.shop import HEADER

CUSTOMERS = """\
code,company,company_en,contact,phone,emails,telegram,addresses,payment,currency,language,date_order,rep
K01,绿野园艺店,,,,shop@luye.example.cn,,店里=宁波市海曙区柳汀街10号,,CNY,zh,YMD,
"""
MAIL = """\
From: shop@luye.example.cn
To: orders@dianyuan.example.cn
Subject: =?utf-8?b?6KGl6LSn?=
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

9瓦灯泡20只
"""
FIELDS = {
    "id", "intent", "order_no", "customer", "on_behalf", "lines", "currency", "delivery_date", "urgent",
    "delivery_address", "payment", "note", "po_number", "flags", "verdict", "certainty",
}  # fmt: skip


@pytest.fixture
def company(tmp_path: Path) -> Path:
    (tmp_path / "catalog.csv").write_text(f"{HEADER}\n{CATALOG}", encoding="utf-8")
    (tmp_path / "customers.csv").write_text(CUSTOMERS, encoding="utf-8")
    (tmp_path / "order.eml").write_bytes(MAIL.encode())
    return tmp_path


def run(company: Path, *arguments: str, text: str | None = None) -> Result:
    files = ["--catalog", str(company / "catalog.csv"), "--customers", str(company / "customers.csv")]
    return CliRunner().invoke(parse, [*files, *arguments], input=text)


def form(identity: str, text: str, **more: object) -> dict[str, Any]:
    return {
        "id": identity,
        "channel": "chat",
        "now": NOW.isoformat(),
        "from": {"address": "shop@luye.example.cn", "name": None},
        "subject": None,
        "text": text,
        **more,
    }


def many(company: Path, rows: list[str]) -> tuple[int, list[dict[str, Any]]]:
    (company / "messages.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    done = run(company, "--jsonl", str(company / "messages.jsonl"))
    return done.exit_code, [json.loads(row) for row in done.stdout.splitlines()]


def test_each_line_is_answered_in_order_by_its_id(company: Path) -> None:
    rows = [json.dumps(form(f"m{number}", f"9瓦灯泡{number}只")) for number in range(1, 4)]
    status, answers = many(company, rows)
    assert status == 0
    assert [(answer["id"], answer["lines"][0]["quantity"]) for answer in answers] == [
        ("m1", 1),
        ("m2", 2),
        ("m3", 3),
    ]
    assert all(set(answer) == FIELDS for answer in answers)
    assert set(answers[0]["lines"][0]) == {"sku", "text", "quantity", "unit", "unit_price", "spec"}


@pytest.mark.parametrize(
    ("bad", "identity", "said"),
    [
        ("{", None, "Expecting"),
        ("[1]", None, "not a JSON object"),
        (json.dumps({"id": "b", "channel": "chat"}), "b", "from is not a JSON object"),
        (json.dumps(form("b", "hi") | {"channel": "fax"}), "b", "channel"),
        (json.dumps(form("b", "hi") | {"now": "2026-11-23T10:00:00"}), "b", "offset"),
        (json.dumps(form("b", "hi") | {"now": "gestern"}), "b", "ISO 8601"),
        (json.dumps(form("b", "hi") | {"text": None, "eml": "gone.eml"}), "b", "gone.eml"),
        (
            json.dumps(form("b", "hi") | {"context": {"pending": {"lines": [{"quantity": "x"}]}}}),
            "b",
            "quantity",
        ),
    ],
)
def test_a_bad_line_is_answered_on_its_own_line_and_the_run_goes_on(
    company: Path, bad: str, identity: str | None, said: str
) -> None:
    status, answers = many(
        company, [json.dumps(form("a", "9瓦灯泡2只")), bad, json.dumps(form("c", "大花盆3个"))]
    )
    assert status == 1
    assert [answer["id"] for answer in answers] == ["a", identity, "c"]
    assert said in answers[1]["error"]
    assert answers[2]["lines"][0]["sku"] == "PT-20"


def test_a_mail_beside_the_messages_is_read(company: Path) -> None:
    row = form("m", "") | {"channel": "email", "eml": "order.eml"}
    del row["text"], row["subject"]
    status, answers = many(company, [json.dumps(row)])
    assert status == 0
    assert answers[0]["lines"][0]["sku"] == "LB-09"
    assert answers[0]["customer"]["code"] == "K01"


def test_one_mail_is_shown_to_people_and_to_programs(company: Path) -> None:
    shown = run(company, str(company / "order.eml"))
    assert shown.exit_code == 0
    assert "new_order -> accept" in shown.stdout
    assert "20 只 LB-09" in shown.stdout
    told = json.loads(run(company, "--json", str(company / "order.eml")).stdout)
    assert set(told) == FIELDS
    assert told["lines"][0]["quantity"] == 20


def test_a_chat_message_comes_from_standard_input(company: Path) -> None:
    told = json.loads(run(company, "--json", "-", text="大花盆3个，送老地方\n").stdout)
    assert [(line["sku"], line["quantity"]) for line in told["lines"]] == [("PT-20", 3)]


def test_explain_says_which_words_and_rule_made_each_field(company: Path) -> None:
    shown = run(company, "--explain", "-", text="大花盆3个，12月5日送")
    assert "intent <- " in shown.stdout
    assert "in the whole message, orders, " in shown.stdout
    assert "sku <- '大花盆' at 0" in shown.stdout
    assert "quantity <- '3个' at 3" in shown.stdout
    assert "'12月5日'" in shown.stdout


@pytest.mark.parametrize("arguments", [(), ("-", "--jsonl", "-")])
def test_wrong_use_is_status_two(company: Path, arguments: tuple[str, ...]) -> None:
    assert run(company, *arguments).exit_code == 2


def test_flags_and_prices_have_the_contracts_form() -> None:
    told = reading_to_json(reading("球泡灯20只，4.50元一只"))
    assert told["flags"] == [
        {"field": "lines[0].sku", "code": "ambiguous", "question": None, "candidates": ["LB-09", "LB-12"]}
    ]
    assert told["lines"][0]["unit_price"] == 4.5
    assert told["currency"] == "CNY"
    assert json.dumps(told, allow_nan=False)


def test_a_pending_order_comes_with_what_was_asked() -> None:
    pending = {
        "order_no": None,
        "status": "pending",
        "lines": [{"sku": None, "quantity": 20, "unit": "只"}],
        "delivery_date": None,
        "delivery_address": None,
        "flags": [{"field": "lines[0].sku", "code": "ambiguous", "candidates": ["LB-09", "LB-12"]}],
    }
    message = message_from_json(form("m", "12瓦的", context={"pending": pending}))
    assert message.context.pending is not None
    assert message.context.pending.flags[0].candidates == ("LB-09", "LB-12")
    answered = reading("12瓦的", message.context)
    assert [(line.sku, line.quantity, line.unit) for line in answered.lines] == [("LB-12", 20, "只")]
    assert (answered.intent, answered.verdict) == ("clarification", "accept")


def test_the_files_of_a_mail_are_read_with_it(company: Path) -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "shop@luye.example.cn", "订单"
    mail.set_content("附件是本周订单，请安排")
    mail.add_attachment(xlsx(TABLE), maintype="application", subtype="octet-stream", filename="订单.xlsx")
    mail.add_attachment(b"GIF89a", maintype="image", subtype="gif", filename="logo.gif")
    (company / "form.eml").write_bytes(mail.as_bytes())
    shown = run(company, str(company / "form.eml"), "--explain")
    assert "20 只 LB-09" in shown.output
    assert "订单.xlsx, Sheet1 row 2 column A" in shown.output
    row = form("1", "", eml="form.eml")
    del row["text"]
    status, answers = many(company, [json.dumps(row)])
    assert (status, answers[0]["verdict"]) == (0, "accept")
    assert [line["sku"] for line in answers[0]["lines"]] == ["LB-09", "FT-25"]


def test_a_file_that_cannot_be_read_makes_an_operator_look(company: Path) -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "shop@luye.example.cn", "订单"
    mail.set_content("9瓦灯泡20只，其余见附件")
    mail.add_attachment(b"PK\x03\x04", maintype="application", subtype="octet-stream", filename="订单.xlsx")
    (company / "broken.eml").write_bytes(mail.as_bytes())
    shown = run(company, str(company / "broken.eml"))
    assert "new_order -> review" in shown.output
    assert "订单.xlsx was not read: a damaged archive" in shown.output
