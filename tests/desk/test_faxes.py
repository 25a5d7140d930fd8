"""Faxes that a service passes on by mail are read and wait for a person, who sees who sent them; nobody is answered."""

import io
import tomllib
from importlib.resources import files

import pytest
from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

from bot.desk import reviews
from bot.desk.faxes import says_fax
from bot.desk.progress import Refused
from store.database import Database
from tests.desk.house import House

SAMPLES = tomllib.loads(files("bot.desk").joinpath("faxes.toml").read_text("utf-8"))["samples"]
GATEWAY, NOBODY, CHEN = "fax@gateway.example", "noreply@gateway.example", "chenmin@baiwei.example.cn"
MACHINE = {"Auto-Submitted": "auto-generated"}
SUBJECT = "Fax from +86 571 8888 0001"


def pdf() -> tuple[str, str, bytes]:
    drawn = io.BytesIO()
    page = canvas.Canvas(drawn)
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    page.setFont("STSong-Light", 12)
    for number, line in enumerate(("百味便利店 订货单", "橙汁450ml 5箱", "绿茶500ml 3箱", "送店里 陈敏")):
        page.drawString(60, 780 - 20 * number, line)
    page.save()
    return ("fax.pdf", "application/pdf", drawn.getvalue())


def tiff() -> tuple[str, str, bytes]:
    drawn = io.BytesIO()
    Image.new("1", (1700, 2200), 1).save(drawn, "TIFF")
    return ("fax.tif", "image/tiff", drawn.getvalue())


@pytest.mark.parametrize("sheet", [pdf, tiff])
@pytest.mark.parametrize(
    ("sender", "headers"), [(GATEWAY, {}), (GATEWAY, MACHINE), (NOBODY, {}), (NOBODY, MACHINE)]
)
def test_a_fax_waits_for_a_person_and_nobody_is_answered(
    sqlite_db: Database, sheet: object, sender: str, headers: dict[str, str]
) -> None:
    house = House.of(sqlite_db)
    made = pdf() if sheet is pdf else tiff()
    assert house.mail(sender, "", subject=SUBJECT, headers=headers, files=(made,)) == ()
    (review,) = house.reviews()
    assert review.reason == "a fax came in: look who sent it, and enter the order for them"
    with pytest.raises(Refused, match="tells on its sheet alone"):
        reviews.accept(house.db, review.id, desk=house.desk, by="wang", now=house.now)
    reviews.reject(house.db, review.id, desk=house.desk, by="wang", now=house.now)
    assert house.work() == ()
    assert house.orders() == ()


def test_what_was_read_of_it_is_there_for_the_person(sqlite_db: Database) -> None:
    house = House.of(sqlite_db)
    house.mail(GATEWAY, "", subject=SUBJECT, headers=MACHINE, files=(pdf(),))
    read = house.last().reading_json
    assert read is not None
    assert [line["sku"] for line in read["lines"]] == ["BV-OJ-450", "BV-GT-500"]


def test_what_a_customer_sends_with_such_a_subject_is_theirs(sqlite_db: Database) -> None:
    house = House.of(sqlite_db)
    (receipt,) = house.mail(CHEN, "", subject="传真订单", files=(pdf(),))
    assert receipt.kind == "receipt"


def test_advertising_by_fax_services_stays_unheard(sqlite_db: Database) -> None:
    house = House.of(sqlite_db)
    bulk = {"List-Unsubscribe": "<mailto:x@gateway.example>", "Precedence": "bulk"}
    assert house.mail(GATEWAY, "", subject="Fax plans for 2027", headers=bulk, files=(pdf(),)) == ()
    assert house.reviews() == ()


@pytest.mark.parametrize("words", SAMPLES["valid"])
def test_what_speaks_of_a_fax(words: str) -> None:
    assert says_fax(words)


@pytest.mark.parametrize("words", SAMPLES["invalid"])
def test_what_does_not(words: str) -> None:
    assert not says_fax(words)
