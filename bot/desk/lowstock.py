"""Little stock: told to whom it concerns when an import of the catalog brings it, each product once until there is plenty of
it again."""

from collections.abc import Iterable
from datetime import datetime
from typing import cast

from bot.desk import notices
from bot.desk.case import Language
from bot.desk.desk import Desk
from bot.desk.staffwords import StaffWords
from bot.desk.views import Views, number
from parsers.reading import Product
from store import cursors, lowstock, products
from store.database import Database, Tx

_MARK = "low stock"
"""Under this name is noted which catalog was looked at last."""
_LISTED = 30


def is_low(product: Product) -> bool:
    """Whether so little is left that somebody should know."""
    return product.stock is not None and product.low_stock is not None and product.stock <= product.low_stock


def warn_one(db: Database, *, desk: Desk, now: datetime) -> bool:
    """Looks at a catalog that was not looked at yet, and tells of what has become low; False if there is none.

    The messages and the note that they were told are one transaction. Raises DatabaseDown.
    """
    listeners = tuple(notices.listening(desk, "low_stock"))
    if not listeners:
        return False
    with db.read() as tx:
        if cursors.get(tx, _MARK) == str(products.version(tx)):
            return False
    with db.begin() as tx:
        version = products.version(tx)
        if cursors.get(tx, _MARK) == str(version):
            return False
        catalog, _ = desk.company(tx)
        low = [product for product in catalog if is_low(product)]
        told = lowstock.told(tx)
        new = [product for product in low if product.sku not in told]
        for listener in listeners if new else ():
            language = cast("Language", listener.language)
            words = StaffWords(language, desk.templates)
            text = "\n".join([words.notice("low_stock"), *_lines(tx, new, words, desk)])
            subject = words.say("low_stock_subject", count=len(new))
            key = f"lowstock:{version}:{listener.key}"
            notices.enqueue(tx, listener, text, subject=subject, key=key, desk=desk, now=now)
        lowstock.replace(tx, [product.sku for product in low], now=now)
        cursors.put(tx, _MARK, str(version))
    return True


def _lines(tx: Tx, found: list[Product], words: StaffWords, desk: Desk) -> Iterable[str]:
    catalog, directory = desk.company(tx)
    views = Views(catalog, directory, language=words.language, zone=desk.settings.tzinfo)
    for product in found[:_LISTED]:
        line = words.say(
            "low_stock_line",
            sku=product.sku,
            name=views.name(product),
            stock=number(product.stock),
            least=number(product.low_stock),
            unit=product.base_unit,
        )
        if product.restock is not None:
            line += words.say("low_stock_restock", day=product.restock.isoformat())
        yield line
    if len(found) > _LISTED:
        yield words.say("low_stock_more", count=len(found) - _LISTED)
