"""Little stock: told to whom it concerns, once, and again only after there was plenty."""

from dataclasses import replace
from decimal import Decimal

from bot.cli.config import read
from parsers.reading import Product
from store import products
from store.database import Database
from tests.desk.house import House
from tests.desk.killing import everything, turns
from tests.desk.staffed import CHAT, PEOPLE, staffed

LEAST = {"BV-OJ-450": "1000", "BV-GT-500": "1500", "BV-COLA-330": "100"}
HEARS = {"staff": {"chats": [CHAT], "hears": ["low_stock", "digest"], "digest_at": "17:30"}}


def stocked(house: House, **stock: int) -> list[str]:
    """The catalog is imported with this stock of the juice, of which 1000 are little; what the staff hear then."""

    def row(one: Product) -> Product:
        least = LEAST.get(one.sku)
        held = stock.get("juice") if one.sku == "BV-OJ-450" else one.stock
        return replace(
            one,
            low_stock=Decimal(least) if least else None,
            stock=None if held is None else Decimal(held),
        )

    with house.db.begin() as tx:
        products.replace_all(tx, [row(one) for one in products.all(tx)])
    return [one.text for one in house.work() if one.kind == "staff"]


def test_each_crossing_is_told_once(db: Database) -> None:
    house = staffed(db, people=HEARS)
    (told,) = stocked(house, juice=1800)
    assert told.splitlines() == ["库存不足", "· 绿茶 500ml（BV-GT-500）：剩 1500 瓶，预警线 1500 瓶"]
    assert house.work() == ()
    assert stocked(house, juice=1800) == []
    (told,) = stocked(house, juice=999)
    assert told.splitlines() == ["库存不足", "· 橙汁 450ml（BV-OJ-450）：剩 999 瓶，预警线 1000 瓶"]
    assert stocked(house, juice=5) == [], "it was told and is low still"
    assert stocked(house, juice=2000) == []
    assert len(stocked(house, juice=1000)) == 1
    house.later(hours=7, minutes=30)
    (digest,) = (one.text for one in house.work() if one.kind == "staff")
    assert "库存低于预警线：橙汁 450ml、绿茶 500ml" in digest.splitlines()


def test_nobody_hears_of_it_who_did_not_choose_so(sqlite_db: Database) -> None:
    house = staffed(sqlite_db, people={"staff": {"chats": [CHAT], "hears": ["received"]}})
    assert stocked(house, juice=1) == []
    house.desk.staff = read({**PEOPLE, **HEARS}).people
    (told,) = (one.text for one in house.work() if one.kind == "staff")
    assert "橙汁" in told


def test_killed_at_any_statement_it_is_told_once(db: Database) -> None:
    from bot.desk.lowstock import warn_one

    house = staffed(db, people=HEARS)
    with db.begin() as tx:
        products.replace_all(tx, [replace(one, low_stock=Decimal(99_999)) for one in products.all(tx)])
    for turn in turns():
        with turn.until_killed():
            while warn_one(db, desk=house.desk, now=house.now):
                pass
    assert turn.number > 3
    assert len([row for row in everything(db)["outbox"] if "lowstock:" in str(row)]) == 1
