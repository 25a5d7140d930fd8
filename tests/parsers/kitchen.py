"""An invented shop of kitchen goods, to which somebody writes whom no file knows."""

from parsers import Catalog, Reading
from parsers.company_csv import products
from tests.parsers import shop

GOODS = """sku,name,name_en,aliases,spec,category,base_unit,units,default_unit
CB-30,砧板 30cm,chopping board 30cm,,30cm,,块,箱=20,块
LD-20,汤勺 20cm,ladle 20cm,,20cm,,把,盒=12,把
ST-02,蒸笼 双层,bamboo steamer,,双层,,套,箱=6,套
"""
CATALOG = Catalog.build(products(GOODS).rows)


def said(text: str) -> Reading:
    return shop.of_a_stranger(text, CATALOG)
