"""Documents of real orders: what may be printed, in whose language, and what goes along with mails."""

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy

import pytest

from bot.channels.compose import compose
from bot.desk import printing, progress
from bot.desk.intake import process_one
from bot.papers import documents
from bot.papers.documents import NoDocument
from store import inbox, outbox
from store.database import Database
from store.outbox import OutboxItem
from tests.desk.company import fill
from tests.desk.house import OUR_ADDRESS, House
from tests.papers import reading

CHEN = "chenmin@baiwei.example.cn"
GRACE = "grace.olsen@maple-school.example.com"


def booked(house: House, sender: str = CHEN, text: str = "可乐罐装20箱，冰红茶2箱，周五前送到店里") -> str:
    house.mail(sender, text)
    return house.orders()[-1].order_no


def printed(house: House, order_no: str, kind: documents.Kind, **given: object) -> str:
    with house.db.read() as tx:
        made = printing.printed(tx, order_no, kind, desk=house.desk, now=house.now, **given)  # type: ignore[arg-type]
    assert made.name == f"{order_no}-{kind}.pdf"
    return reading.text(made.content)


def move(house: House, order_no: str, to: str) -> None:
    progress.advance(house.db, order_no, to=to, reason="x", by="wang", channel="staff", now=house.now)  # type: ignore[arg-type]


def test_each_kind_says_what_the_order_says(db: Database) -> None:
    house = House.of(db)
    number = booked(house)
    confirmation = printed(house, number, "confirmation")
    for words in (
        "订单确认书",
        number,
        "百味便利店",
        "陈敏",
        "可乐330ml罐装",
        "20箱",
        "48.00",
        "960.00",
        "文三路188号",
        "月结",
    ):
        assert words in confirmation, words
    assert "480罐" in printed(house, number, "pick")
    label = printed(house, number, "label", parcels=2)
    assert label.count(number) == 2
    assert "第2件，共2件" in label
    production = printed(house, number, "production")
    assert "330ml×24罐" in production


def test_what_the_stock_lacks_is_to_be_bought(sqlite_db: Database) -> None:
    house = House.of(sqlite_db)
    number = booked(house, text="可乐罐装20箱，周五前送到店里")
    assert "库存够用" in printed(house, number, "purchasing")
    fill(sqlite_db, stock={"BV-COLA-330": 100})
    told = printed(house, number, "purchasing")
    assert "100罐" in told
    assert "380罐" in told


def test_the_confirmation_speaks_the_customers_language_and_the_others_the_companys(
    sqlite_db: Database,
) -> None:
    house = House.of(sqlite_db, company_en="Hengtong Drinks")
    number = booked(house, GRACE, "20 cartons of Cola 330ml can by Friday please")
    confirmation = printed(house, number, "confirmation")
    for words in ("Orderconfirmation", "HengtongDrinks", "MapleInternationalSchool", "Cola330mlcan"):
        assert words in confirmation, words
    assert "拣货单" in printed(house, number, "pick")
    assert "Picklist" in printed(house, number, "pick", language="en")
    assert "订单确认书" in printed(house, number, "confirmation", language="zh")


def test_nothing_is_printed_that_must_not_be_worked_on(sqlite_db: Database) -> None:
    house = House.of(sqlite_db)
    house.mail(CHEN, "可乐来点，周五前送到店里")
    draft = house.orders()[-1]
    assert draft.status == "draft"
    for kind in documents.KINDS:
        with pytest.raises(NoDocument, match="is draft"):
            printed(house, draft.order_no, kind)
    number = booked(house)
    move(house, number, "on_hold")
    assert "订单确认书" in printed(house, number, "confirmation")
    for kind in documents.KINDS[1:]:
        with pytest.raises(NoDocument, match="is on_hold"):
            printed(house, number, kind)
    move(house, number, "cancelled")
    with pytest.raises(NoDocument, match="is cancelled"):
        printed(house, number, "confirmation")
    with pytest.raises(NoDocument, match="there is no order SO-1"):
        printed(house, "SO-1", "confirmation")


def sent(house: House, item: OutboxItem) -> tuple[OutboxItem, list[bytes]]:
    """The mail with its files as it goes out, from its own bytes."""
    with house.db.begin() as tx:
        files = outbox.files(tx, item.id)
    mail = compose(replace(item, files=files), from_address=OUR_ADDRESS, now=house.now)
    parsed = message_from_bytes(mail.as_bytes(), policy=policy.default)
    attached = list(parsed.iter_attachments())
    assert [part.get_content_type() for part in attached] == ["application/pdf"] * len(files)
    assert [part.get_filename() for part in attached] == [file.name for file in files]
    return item, [part.get_content() for part in attached]


def test_mails_bring_the_confirmation_along_where_the_company_says_so(db: Database) -> None:
    house = House.of(db, attach_confirmation=("confirmation", "receipt"), order_of_customer={"receipt": ["cc"]},
                     cc=("sales@hengtong.example.cn",))  # fmt: skip
    receipt, copy = house.mail(CHEN, "可乐罐装20箱，周五前送到店里")
    _, (content,) = sent(house, receipt)
    number = house.orders()[-1].order_no
    assert number in reading.text(content)
    assert copy.kind == "copy"
    # What is asked, and what is no such mail, goes without.
    (asked,) = house.mail(CHEN, "再来点橙汁，周五前送到店里")
    assert asked.kind == "question"
    assert sent(house, asked)[1] == []
    move(house, number, "packed")
    (news,) = house.work()
    assert sent(house, news)[1] == []


def test_a_read_back_that_waits_for_a_yes_can_be_signed(sqlite_db: Database) -> None:
    house = House.of(sqlite_db, attach_confirmation=("confirmation",), confirmation="always")
    (asked,) = house.mail(GRACE, "20 cartons of Cola 330ml can by Friday please")
    assert asked.kind == "confirmation"
    _, (content,) = sent(house, asked)
    assert "Orderconfirmation" in reading.text(content)
    (chat,) = house.telegram("@baiwei_shop", "可乐罐装20箱，周五前送到店里")
    assert chat.kind == "confirmation"
    with sqlite_db.read() as tx:
        (file,) = outbox.files(tx, chat.id)
    assert file.name == f"{chat.order_no}-confirmation.pdf"


def test_a_claimed_mail_has_its_files(db: Database) -> None:
    house = House.of(db, attach_confirmation=("receipt",))
    envelope = house.mail_envelope(CHEN, "可乐罐装20箱，周五前送到店里")
    with db.begin() as tx:
        inbox.keep(tx, envelope)
    assert process_one(db, desk=house.desk, now=house.now)
    with db.begin() as tx:
        item = outbox.claim(tx, now=house.now, lease=timedelta(minutes=1))
    assert item is not None
    (file,) = item.files
    assert (file.kind, file.content[:5]) == ("application/pdf", b"%PDF-")
    assert reading.pages(file.content)


def test_what_cannot_be_printed_keeps_no_mail_back(
    sqlite_db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = House.of(sqlite_db, attach_confirmation=("receipt",))

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("no paper")

    monkeypatch.setattr(documents, "made", broken)
    (receipt,) = house.mail(CHEN, "可乐罐装20箱，周五前送到店里")
    assert receipt.kind == "receipt"
    assert sent(house, receipt)[1] == []
    (review,) = house.reviews()
    assert "without its document" in review.reason
