"""A small wholesaler of drinks, for the tests of the desk and the flows."""

from datetime import UTC, date, datetime
from decimal import Decimal

from parsers import company_csv
from parsers.catalog import Catalog
from parsers.directory import Directory
from store import customers, products
from store.database import Database

# A Monday, ten o'clock in Shanghai.
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)

CATALOG = """\
sku,name,name_en,aliases,spec,category,base_unit,units,default_unit,price,currency,min_order,stock,substitute
BV-COLA-330,可乐 330ml 罐装,Cola 330ml can,罐装可乐;听装可乐,330ml×24罐,饮料,罐,箱=24,箱,2.00,CNY,24,9600,
BV-COLA-500,可乐 500ml 瓶装,Cola 500ml bottle,瓶装可乐,500ml×12瓶,饮料,瓶,箱=12,箱,2.60,CNY,12,3600,BV-COLA-330
BV-WATER-550,矿泉水 550ml,Mineral water 550ml,小瓶矿泉水,550ml×24瓶,饮料,瓶,箱=24,箱,1.00,CNY,24,24000,
BV-OJ-450,橙汁 450ml,Orange juice 450ml,小橙汁,450ml×15瓶,饮料,瓶,箱=15,箱,3.00,CNY,15,1800,
BV-ICET-500,冰红茶 500ml,Iced black tea 500ml,,500ml×15瓶,饮料,瓶,箱=15,箱,2.40,CNY,15,90,BV-GT-500
BV-GT-500,绿茶 500ml,Green tea 500ml,,500ml×15瓶,饮料,瓶,箱=15,箱,2.60,CNY,15,1500,
BV-MILK-250,纯牛奶 250ml,Milk 250ml,,250ml×24盒,乳品,盒,箱=24,箱,2.20,CNY,24,0,
"""

CUSTOMERS = """\
code,company,company_en,contact,phone,emails,telegram,addresses,payment,currency,language,date_order,rep
C001,百味便利店,Baiwei Convenience Store,陈敏,+8613800001001,chenmin@baiwei.example.cn,@baiwei_shop,店里=杭州市西湖区文三路188号;仓库=杭州市余杭区良渚路9号2库,monthly,CNY,zh,YMD,周倩
C008,枫叶国际学校,Maple International School,Grace Olsen,+8613800001008,grace.olsen@maple-school.example.com,,Kitchen=杭州市滨江区江南大道588号国际学校厨房,transfer,CNY,en,,周倩
C007,港記茶餐廳,Kong Kee Cafe,何師傅,+8613800001007,,@kongkee,鋪頭=杭州市上城区延安路300号1楼,cod,CNY,zh-Hant,DMY,李响
"""

REPS = """\
name,emails,telegram
周倩,zhouqian@hengtong.example.cn,@zq_sales
李响,lixiang@hengtong.example.cn,@lx_sales
"""


def catalog() -> Catalog:
    return Catalog.build(company_csv.products(CATALOG).rows)


def directory() -> Directory:
    return Directory(company_csv.customers(CUSTOMERS).rows, company_csv.reps(REPS).rows)


def fill(
    db: Database,
    *,
    stock: dict[str, int] | None = None,
    restock: dict[str, date] | None = None,
    yes: dict[str, str] | None = None,
) -> None:
    """Puts the company's files into the database; `stock`: other figures than the catalog's, by SKU, in base units;
    `restock`: when it comes back; `yes`: rules of customers, by code, for the yes to their orders."""
    from dataclasses import replace

    rows = company_csv.products(CATALOG).rows
    rows = tuple(
        replace(row, stock=Decimal(stock[row.sku])) if stock and row.sku in stock else row for row in rows
    )
    rows = tuple(replace(row, restock=(restock or {}).get(row.sku)) for row in rows)
    people = [
        replace(one, confirmation=(yes or {}).get(one.code, ""))
        for one in company_csv.customers(CUSTOMERS).rows
    ]
    with db.begin() as tx:
        products.replace_all(tx, rows)
        customers.replace_all(tx, people)
        customers.replace_reps(tx, company_csv.reps(REPS).rows)
