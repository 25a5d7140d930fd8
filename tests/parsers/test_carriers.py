"""Carriers by name and by the form of their numbers; check digits."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers import wordlists
from parsers.carriers import carrier_named, carriers_of, check_digit, codes, written

TABLE = wordlists.load("carriers")


def forms() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for code in codes():
        for form in TABLE[code]["numbers"]:
            yield code, form


def checked() -> Iterator[tuple[str, Mapping[str, Any], str]]:
    for code, form in forms():
        if "check" in form:
            for sample in form["yes"]:
                yield code, form, re.sub(r"[\s-]", "", sample).upper()


@pytest.mark.parametrize(("code", "form"), list(forms()), ids=lambda x: x if isinstance(x, str) else x["re"])
def test_the_samples_of_each_form(code: str, form: Mapping[str, Any]) -> None:
    pattern = re.compile(form["re"], re.ASCII)
    assert form["yes"]
    assert form["no"]
    for sample in form["yes"]:
        assert code in carriers_of(sample), sample
        # Of Jingdong's the number of the box goes, in our own order numbers the hyphens stay.
        cut = {"jd": r"-\d+-\d+-?$", "own": "(?!)"}.get(code, "-")
        shown = re.sub(cut, "", re.sub(r"\s", "", sample)).upper()
        assert written(sample) == shown
    for sample in form["no"]:
        compact = re.sub(r"[\s-]", "", sample).upper()
        match = pattern.fullmatch(compact)
        right = match and "check" in form and check_digit(match["body"], form["check"]) == int(match["check"])
        assert match is None or ("check" in form and not right), sample


def test_every_carrier_has_forms_and_no_name_is_two_carriers() -> None:
    owners: dict[str, str] = {}
    for code in codes():
        assert TABLE[code]["numbers"]
        for name in TABLE[code]["names"]:
            assert carrier_named(name) == code
            assert owners.setdefault(name.lower(), code) == code


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("顺丰", "sf"), ("SF", "sf"), ("sf express", "sf"), ("SF-Express", "sf"), ("顺丰快递", "sf"), ("順豐速運", "sf"), (" 顺丰 物流 ", "sf"),
        ("圆通", "yto"), ("YTO Express", "yto"), ("中通快递", "zto"), ("申通", "sto"), ("韻達", "yunda"), ("极兔速递", "jtexpress"),
        ("J&T Express", "jtexpress"), ("京东", "jd"), ("京东物流", "jd"), ("JDL", "jd"), ("德邦快递", "deppon"), ("EMS", "ems"), ("中国邮政", "chinapost"),
        ("邮政", "chinapost"), ("DHL Express", "dhl"), ("ups", "ups"), ("FedEx", "fedex"), ("联邦快递", "fedex"), ("USPS", "usps"),
        ("老王车队", None), ("顺丰快运", None), ("自提", None), ("", None), ("快递", None), ("express", None), ("SF" * 200, None),
    ],
)  # fmt: skip
def test_what_people_call_a_carrier_is_one_code(word: str, code: str | None) -> None:
    assert carrier_named(word) == code


@pytest.mark.parametrize(
    ("number", "fit"),
    [
        ("SF1234567890123", ("sf",)), ("1Z5R89390357567127", ("ups",)), ("EE123456785CN", ("ems",)), ("RR123456785CN", ("chinapost",)),
        ("431234567890123", ("sto", "yunda")), ("9261292700768711948021", ("fedex", "usps")), ("RR123456785GB", ()),
        ("1", ()), ("", ()), ("订单SO-1", ()), ("9" * 5000, ()), ("SF１２３４５６７８９０１２３", ("sf",)), ("②" * 13, ()),
    ],
)  # fmt: skip
def test_all_who_fit_a_number_are_named(number: str, fit: tuple[str, ...]) -> None:
    assert carriers_of(number) == fit


def test_a_number_of_nobodys_form_stays_as_it_was_given() -> None:
    assert written("  A-7 / 老王 ") == "A-7 / 老王"
    assert written("SF-telegram") == "SF-telegram"


@given(st.sampled_from(list(checked())), st.data())
def test_one_wrong_digit_never_passes_where_each_weighs(
    sample: tuple[str, Mapping[str, Any], str], data: st.DataObject
) -> None:
    code, form, number = sample
    match = re.fullmatch(form["re"], number, re.ASCII)
    assert match
    start, end = match.span("body")
    places = [place for place in range(start, end) if number[place].isdigit()]
    place = data.draw(st.sampled_from([*places, match.start("check")]))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != number[place]]))
    changed = number[:place] + other + number[place + 1 :]
    kind, sums = form["check"]["sum"], _differences(form["check"], place - start, number[place], other)
    again = re.fullmatch(form["re"], changed, re.ASCII)
    passes = bool(again) and check_digit(again["body"], form["check"]) == int(again["check"])
    if place == match.start("check") or (kind == "mod10" and sums % 10):
        assert not passes
    elif kind == "s10":
        # Two remainders share no digit but 0 and 5, which also stand for 10 and 11.
        assert not passes or match["check"] in "05"
    assert code in carriers_of(number)


@given(st.integers(0, 10**8 - 1))
def test_of_ten_last_digits_exactly_one_makes_an_s10_number(serial: int) -> None:
    fitting = [digit for digit in range(10) if carriers_of(f"RR{serial:08}{digit}CN")]
    assert len(fitting) == 1


@given(st.from_regex(r"[0-9A-Z]{15}", fullmatch=True))
def test_of_ten_last_digits_exactly_one_makes_a_ups_number(body: str) -> None:
    assert sum("ups" in carriers_of(f"1Z{body}{digit}") for digit in range(10)) == 1


@given(st.text(max_size=80))
def test_whatever_is_given_is_looked_at(text: str) -> None:
    assert set(carriers_of(text)) <= set(codes())
    assert carrier_named(text) in {None, *codes()}
    assert isinstance(written(text), str)


def _differences(check: Mapping[str, Any], place: int, old: str, new: str) -> int:
    """By how much the sum changes with this digit."""
    if check["sum"] != "mod10":
        return 1
    place += len(check.get("ahead", ""))
    weight: int = check["odd" if place % 2 else "even"]
    return (int(new) - int(old)) * weight
