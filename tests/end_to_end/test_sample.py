"""The invented company: what a newcomer meets has to be in order."""

from pathlib import Path

import pytest

from bot.cli.config import load
from bot.sample.company import load_where_empty
from parsers import company_csv
from store import customers, products
from store.database import Database
from tests.desk.house import House

SAMPLE = Path(__file__).parents[2] / "bot" / "sample"


def test_the_files_have_no_bad_rows() -> None:
    catalog = company_csv.products((SAMPLE / "catalog.csv").read_text("utf-8"))
    people = company_csv.customers((SAMPLE / "customers.csv").read_text("utf-8"))
    reps = company_csv.reps((SAMPLE / "reps.csv").read_text("utf-8"))
    assert catalog.problems + people.problems + reps.problems == ()
    skus = {row.sku for row in catalog.rows}
    assert len(skus) >= 60
    for row in catalog.rows:
        assert row.price is not None, row.sku
        assert row.default_unit == row.base_unit or row.default_unit in row.units, row.sku
        assert row.substitute is None or (row.substitute in skus and row.substitute != row.sku), row.sku
    assert {row.language for row in people.rows} == {"zh", "en"}
    assert {row.rep for row in people.rows} == {row.name for row in reps.rows}
    mails = [mail for row in (*people.rows, *reps.rows) for mail in row.emails]
    assert all(mail.endswith(".example") for mail in mails)
    handles = [row.telegram for row in (*people.rows, *reps.rows) if row.telegram]
    assert len({*mails, *handles}) == len(mails) + len(handles)


def test_it_is_loaded_into_an_empty_database_only(db: Database) -> None:
    assert load_where_empty(db)
    with db.read() as tx:
        loaded = products.all(tx), customers.all(tx), customers.all_reps(tx)
    assert [len(rows) for rows in loaded] == [63, 10, 2]
    with db.begin() as tx:
        products.replace_all(tx, loaded[0][:1])
    assert not load_where_empty(db)
    with db.read() as tx:
        assert len(products.all(tx)) == 1


@pytest.mark.parametrize(
    ("customer", "text", "signed"),
    [("D002", "白浴巾20条", "岚屋日用"), ("X001", "20 bath towels please", "Lanwu Home")],
)
def test_without_a_configuration_it_signs_its_messages_in_both_languages(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, customer: str, text: str, signed: str
) -> None:
    monkeypatch.chdir(tmp_path)
    load_where_empty(db)
    house = House(db, load().desk.model_copy(update={"chat_window": 0}))
    (receipt,) = house.webchat("v1", text, code=customer)
    assert receipt.kind == "receipt"
    assert receipt.text.endswith(signed)
