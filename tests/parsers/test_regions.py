"""Whose country a telephone number is of that is written without one; nobody's is invented."""

import pytest

from parsers import contacts, regions


@pytest.mark.parametrize(
    ("address", "text", "region"),
    [
        ("ann@millfoods.co.uk", "5 boxes please", "GB"),
        ("kofi@shop.example.com", "Kofi Mensah, Accra, Ghana", "GH"),
        ("ann@shop.example.com", "12 Mill Lane, Leeds, UK", "GB"),
        ("@luye", "灯泡5箱，电话55550000", "CN"),
        ("@kofi", "送到肯尼亚蒙巴萨", "KE"),
        ("ann@shop.example.com", "5 boxes please", None),
        ("ann@startup.io", "5 boxes please", None),
        ("ann@shop.example.com", "from Peru to Chile", None),
    ],
)
def test_the_country(address: str, text: str, region: str | None) -> None:
    assert regions.said(address, (text,)) == region


@pytest.mark.parametrize(
    ("text", "region", "number"),
    [
        ("Tel: 0113 496 0000", "GB", "+441134960000"),
        ("Tel: 0113 496 0000", None, None),
        ("call 024 555 0101", "GH", "+233245550101"),
        ("电话 0571-55550000", None, "+8657155550000"),
        ("mobile 13900001111", None, "+8613900001111"),
        ("(206) 555-0123", None, "+12065550123"),
        ("1 415 555 0123", None, "+14155550123"),
    ],
)
def test_a_number_without_its_country(text: str, region: str | None, number: str | None) -> None:
    found = [span.value for span in contacts.find(text, region=region) if span.label == "phone"]
    assert [value.e164 for value in found] == [number]
    assert found[0].written
