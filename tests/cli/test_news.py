"""`jiedan news`: of which stages of their orders a customer wants to hear."""

from tests.cli.shop import Shop
from tests.desk.company import CUSTOMERS


def test_a_wish_is_set_listed_and_reset(each_shop: Shop) -> None:
    assert each_shop.done("news", "list") == ""
    assert each_shop.json("news", "list") == []
    said = each_shop.done("news", "set", "C001", "shipped", "delivered")
    assert said == "C001 hears of: shipped, delivered\n"
    (row,) = each_shop.json("news", "list")
    assert (row["who"], row["stages"], row["by"]) == ("C001", ["shipped", "delivered"], "林会计")
    for words in ("CUSTOMER", "C001", "shipped delivered", "林会计"):
        assert words in each_shop.done("news", "list")
    assert each_shop.done("news", "set", "C001") == "C001 hears of: none\n"
    assert "none" in each_shop.done("news", "list")
    assert each_shop.done("news", "reset", "C001") == "C001 hears of: all\n"
    assert each_shop.done("news", "list") == ""


def test_what_cannot_be_is_refused_in_one_line(shop: Shop) -> None:
    assert shop.refused("news", "set", "D999", "shipped") == "there is no customer D999"
    assert shop.refused("news", "reset", "C001").startswith("C001 has no wish of its own")
    assert shop.run("news", "set", "C001", "eaten").exit_code == 2


def test_the_customers_file_may_name_the_stages(shop: Shop) -> None:
    heads, first, second, third = CUSTOMERS.splitlines()
    rows = [f"{heads},stages", f"{first},shipped;已签收", f"{second},none", f"{third},"]
    shop.done("import", "customers", "-", stdin="\n".join(rows).encode())
    told = {row["who"]: (row["stages"], row["by"], row["at"]) for row in shop.json("news", "list")}
    assert told == {
        "C001": (["shipped", "delivered"], "customers file", None),
        "C008": ([], "customers file", None),
    }
    shop.done("news", "set", "C008", "packed")
    assert {row["who"]: row["by"] for row in shop.json("news", "list")} == {
        "C001": "customers file",
        "C008": "林会计",
    }
    assert shop.done("news", "reset", "C008") == "C008 hears of: none\n"
    bad = shop.run("import", "customers", "-", stdin="\n".join([rows[0], f"{first},eaten"]).encode())
    assert bad.exit_code == 1
    assert "C001: stages: eaten is none of draft, received" in bad.stderr
