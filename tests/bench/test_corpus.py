"""Every set of the corpus is well formed: what the reading contract knows, and nothing that the company does not sell."""

import json
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from parsers.company_csv import customers, products, reps
from parsers.jsonform import message_from_json

CORPUS = Path(__file__).parents[2] / "bench" / "corpus"
FILES = sorted(str(path.relative_to(CORPUS)) for path in CORPUS.glob("*/*.jsonl"))
INTENTS = {
    *("new_order", "amend_order", "cancel_order", "order_status", "confirm_order", "clarification"),
    *("return_request", "complaint", "feedback", "inquiry", "other"),
}
PAYMENTS = {None, "prepaid", "cod", "monthly", "transfer", "lc", "wechat", "alipay", "deposit"}
CODES = {"missing", "ambiguous", "unknown", "conflict", "out_of_range"}
FIELD = re.compile(
    r"customer|order_no|lines|delivery_date|delivery_address|lines\[\d+\]\.(?:sku|quantity|unit|unit_price)"
)
ASKED = {"new_order", "amend_order", "clarification", "return_request"}


def cases(name: str) -> list[dict[str, Any]]:
    return [json.loads(row) for row in (CORPUS / name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("name", FILES)
def test_golds_are_well_formed(name: str) -> None:
    folder = (CORPUS / name).parent
    catalog, people, sellers = (
        parse((folder / f"{part}.csv").read_text(encoding="utf-8"))
        for part, parse in (("catalog", products), ("customers", customers), ("reps", reps))
    )
    assert catalog.problems == people.problems == sellers.problems == ()
    sold, codes = {product.sku for product in catalog.rows}, {customer.code for customer in people.rows}
    ids = [case["message"]["id"] for case in cases(name)]
    assert len(ids) == len(set(ids)) >= (30 if name.endswith("/cases.jsonl") else 1)
    for case in cases(name):
        message, gold, at = case["message"], case["gold"], case["message"]["id"]
        assert gold["intent"] in INTENTS, at
        assert gold.get("payment") in PAYMENTS, at
        flags = {flag["field"]: flag["code"] for flag in gold.get("flags") or ()}
        assert all(FIELD.fullmatch(field) and code in CODES for field, code in flags.items()), at
        wanted = "ignore" if gold["intent"] == "other" else "clarify" if flags else "accept"
        assert gold["verdict"] == wanted, at
        assert (gold.get("customer") or {}).get("code") in codes | {None}, at
        for number, line in enumerate(gold.get("lines") or ()):
            assert line.get("sku") is None or line["sku"] in sold, at
            if gold["intent"] in ASKED:
                assert line.get("sku") or f"lines[{number}].sku" in flags, at
                assert line.get("quantity") is not None or f"lines[{number}].quantity" in flags, at
        if gold.get("delivery_date"):
            date.fromisoformat(gold["delivery_date"])
        assert datetime.fromisoformat(message["now"]).utcoffset() is not None, at
        assert message.get("text") or (folder / message["eml"]).is_file(), at
        assert case["tags"], at
        if "eml" not in message:
            message_from_json(message)
