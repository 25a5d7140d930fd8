"""Puts the invented company into an empty database."""

from importlib.resources import files

from parsers import company_csv
from store import customers, products
from store.database import Database


def load_where_empty(db: Database) -> bool:
    """Loads catalog, customers and reps; False, and nothing changed, where there is a catalog or a customer already."""
    with db.begin() as tx:
        if products.all(tx) or customers.all(tx):
            return False
        products.replace_all(tx, company_csv.products(_text("catalog")).rows)
        customers.replace_all(tx, company_csv.customers(_text("customers")).rows)
        customers.replace_reps(tx, company_csv.reps(_text("reps")).rows)
    return True


def _text(name: str) -> str:
    return files("bot.sample").joinpath(f"{name}.csv").read_text("utf-8")
