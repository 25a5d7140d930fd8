"""`jiedan import`: all rows or none, each bad row named, any charset that a spreadsheet saves."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.main import jiedan
from store import products
from store.database import Database
from tests.cli.shop import Shop
from tests.desk.company import CATALOG as CATALOG_OF_SHOP
from tests.desk.company import CUSTOMERS as CUSTOMERS_OF_SHOP
from tests.desk.company import REPS as REPS_OF_SHOP

CATALOG = "sku,name,base_unit,units,default_unit,price,currency\nCOLA,可口可乐,瓶,箱=24,箱,2.50,CNY\nRICE,大米,袋,,,60,CNY\n"


pytestmark = pytest.mark.usefixtures("here")


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(jiedan, arguments, input=stdin)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_catalog_in_any_usual_charset_is_imported(encoding: str) -> None:
    Path("catalog.csv").write_bytes(CATALOG.encode(encoding))
    result = run("import", "catalog", "catalog.csv")
    assert (result.exit_code, result.stdout) == (
        0,
        "2 products imported: 2 new, 0 changed, 0 as before, 0 removed\n",
    )


def test_the_standard_input_is_a_file_too_and_a_dry_run_changes_nothing() -> None:
    result = run("import", "catalog", "-", "--dry-run", stdin=CATALOG.encode())
    assert (result.exit_code, result.stdout) == (
        0,
        "2 products would be imported: 2 new, 0 changed, 0 as before, 0 removed\n",
    )
    assert not Path("var").exists()


def test_every_bad_row_is_named_and_nothing_is_imported() -> None:
    text = CATALOG + "COLA,again,瓶,,,1,CNY\n,nameless,瓶,,,1,CNY\nTEA,茶,盒,箱=x,,1,CNY\n"
    result = run("import", "catalog", "-", stdin=text.encode())
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert [line.split(":")[0] for line in lines] == ["row 4 (COLA)", "row 5 (?)", "row 6 (TEA)", "Error"]
    assert "there is twice" in lines[0] or "twice" in lines[0]
    assert "nothing was imported" in lines[-1]
    assert not Path("var").exists()


def test_an_empty_file_does_not_empty_the_catalog() -> None:
    for text in (b"", b"sku,name\n"):
        result = run("import", "catalog", "-", stdin=text)
        assert result.exit_code == 1
        assert "nothing was imported" in result.stderr


def test_a_missing_file_and_a_file_that_is_no_text_are_one_line() -> None:
    missing = run("import", "reps", "nowhere.csv")
    assert (missing.exit_code, missing.stderr) == (1, "Error: nowhere.csv: no such file or directory\n")
    binary = run("import", "customers", "-", stdin=b"\x89PNG\r\n\x1a\n\x00\xff\xff")
    assert binary.exit_code == 1
    assert len(binary.stderr.splitlines()) == 1


def test_what_looks_wrong_but_can_be_used_is_a_warning() -> None:
    text = "code,company,emails\nC1,甲公司,buy@x.cn\nC2,乙公司,BUY@x.cn\n"
    result = run("import", "customers", "-", "--dry-run", stdin=text.encode())
    assert result.exit_code == 0
    assert "warning: C2: BUY@x.cn is also that of C1" in result.stderr


def test_json_tells_a_script_what_happened() -> None:
    result = run("import", "reps", "-", "--dry-run", "--json", stdin="name,emails\n王芳,wf@x.cn\n".encode())
    assert json.loads(result.stdout) == {
        "file": "-",
        "kind": "reps",
        "rows": 1,
        "imported": False,
        "changes": {"added": 1, "changed": 0, "unchanged": 0, "removed": []},
        "problems": [],
        "warnings": [],
    }


def test_a_summary_tells_what_changed_and_names_what_is_gone(each_shop: Shop) -> None:
    rows = CATALOG_OF_SHOP.splitlines(keepends=True)
    same = each_shop.done("import", "catalog", "-", stdin=CATALOG_OF_SHOP)
    assert same == "7 products imported: 0 new, 0 changed, 7 as before, 0 removed\n"
    changed = "".join(
        [*rows[:1], rows[1].replace("2.00", "2.20"), *rows[2:6], "NEW,新品,,,,,瓶,,,1,CNY,,,\n"]
    )
    dry = each_shop.done("import", "catalog", "-", "--dry-run", stdin=changed)
    assert dry.startswith(
        "6 products would be imported: 1 new, 1 changed, 4 as before, 2 removed (BV-GT-500, BV-MILK"
    )
    assert each_shop.done("import", "catalog", "-", stdin=changed) == dry.replace("would be ", "")
    with Database.open(each_shop.url) as db, db.read() as tx:
        assert [row.sku for row in products.all(tx)][-1] == "NEW"
        assert products.version(tx) == 3


def test_customers_and_reps_are_compared_too(each_shop: Shop) -> None:
    for what, text, count in (("customers", CUSTOMERS_OF_SHOP, 3), ("reps", REPS_OF_SHOP, 2)):
        told = each_shop.done("import", what, "-", stdin=text)
        assert told == f"{count} {what} imported: 0 new, 0 changed, {count} as before, 0 removed\n"


def test_an_import_that_breaks_off_leaves_what_was_there(
    each_shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("store.sql.bump", full)
    line = each_shop.refused("import", "catalog", "-", stdin="sku,name\nNEW,新品\n")
    assert line == "[Errno 28] No space left on device"
    with Database.open(each_shop.url) as db, db.read() as tx:
        assert len(products.all(tx)) == 7
