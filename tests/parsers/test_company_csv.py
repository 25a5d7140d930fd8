"""Company data as people keep it: rows with gaps that still say who or what is meant."""

from parsers.company_csv import customers, products


def test_a_customer_with_a_foreign_name_alone_is_a_customer() -> None:
    parsed = customers("code,company,company_en,contact\nK1,,Invented Trading,Ana\nK2,,,Bo\nK3,,,\n")
    assert [row.company for row in parsed.rows] == ["Invented Trading", "Bo"]
    assert parsed.problems == ("row 4 (K3): company is empty",)


def test_a_product_with_an_english_name_alone_is_a_product() -> None:
    parsed = products("sku,name,name_en,base_unit\nA1,,Rubber ring,pcs\nA2,,,pcs\n")
    assert [row.name for row in parsed.rows] == ["Rubber ring"]
    assert parsed.problems == ("row 3 (A2): name is empty",)


def test_a_customer_may_have_a_time_zone_and_one_that_is_none_is_said() -> None:
    text = "code,company,zone\nC1,Eins,Europe/Berlin\nC2,Zwei,\nC3,Drei,Berlin/Mitte\n"
    parsed = customers(text)
    assert [customer.zone for customer in parsed.rows] == ["Europe/Berlin", ""]
    assert parsed.problems == ("row 4 (C3): zone: Berlin/Mitte is no time zone such as Asia/Shanghai",)


def test_a_customer_may_have_a_rule_for_the_yes_of_their_own() -> None:
    text = "code,company,confirmation\nC1,Eins,Always\nC2,Zwei,above:5000\nC3,Drei,\nC4,Vier,above:\nC5,Fuenf,sometimes\n"
    parsed = customers(text)
    assert [customer.confirmation for customer in parsed.rows] == ["always", "above:5000", ""]
    assert [problem.partition(": ")[0] for problem in parsed.problems] == ["row 5 (C4)", "row 6 (C5)"]
