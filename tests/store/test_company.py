"""The company's files in the database: they read back as imported, in their order, and each import is noticed."""

from decimal import Decimal

from parsers.reading import Customer, Product, Rep
from store import customers, products
from store.database import Database

PRODUCTS = (
    Product(
        sku="Z-1",
        name="茶 250g",
        name_en="Tea 250g",
        aliases=("绿茶", "green tea"),
        spec="250g",
        category="茶",
        base_unit="袋",
        units={"箱": Decimal(24), "提": Decimal("6.5")},
        default_unit="箱",
        price=Decimal("12.50"),
        currency="CNY",
        min_order=Decimal(6),
        stock=Decimal(0),
        substitute="A-1",
    ),
    Product(sku="A-1", name="水", base_unit="瓶"),
)
CUSTOMERS = (
    Customer(
        code="C2",
        company="二号店",
        company_en="Shop Two",
        contact="李雷",
        phone="+8613800000002",
        emails=("a@shop.example.cn", "b@shop.example.cn"),
        telegram="@shop_two",
        addresses=(("店里", "一路1号"), ("仓库", "二路2号")),
        payment="monthly",
        currency="CNY",
        language="zh",
        date_order="YMD",
        rep="王芳",
    ),
    Customer(code="C1", company="一号店"),
)
REPS = (Rep("王芳", ("wang@example.cn",), "@wang"), Rep("Ann", (), ""))


def test_products_read_back_as_they_were_imported(db: Database) -> None:
    with db.begin() as tx:
        before = products.version(tx)
        assert products.replace_all(tx, PRODUCTS) == 2
        assert products.all(tx) == PRODUCTS
        assert products.get(tx, "Z-1") == PRODUCTS[0]
        assert products.get(tx, "none") is None
        assert products.stock(tx, "Z-1") == 0
        assert products.stock(tx, "A-1") is None
        assert products.version(tx) > before


def test_an_import_takes_the_place_of_the_one_before(db: Database) -> None:
    with db.begin() as tx:
        products.replace_all(tx, PRODUCTS)
        customers.replace_all(tx, CUSTOMERS)
    with db.begin() as tx:
        products.replace_all(tx, PRODUCTS[1:])
        customers.replace_all(tx, CUSTOMERS[:1])
    with db.read() as tx:
        assert products.all(tx) == PRODUCTS[1:]
        assert customers.all(tx) == CUSTOMERS[:1]


def test_customers_and_reps_read_back_as_they_were_imported(db: Database) -> None:
    with db.begin() as tx:
        before = customers.version(tx)
        assert customers.replace_all(tx, CUSTOMERS) == 2
        between = customers.version(tx)
        assert customers.replace_reps(tx, REPS) == 2
        assert customers.version(tx) > between > before
        assert customers.all(tx) == CUSTOMERS
        assert customers.all_reps(tx) == REPS
        assert customers.get(tx, "C2") == CUSTOMERS[0]
        assert customers.get(tx, "C9") is None
