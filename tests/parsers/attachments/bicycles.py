"""A wholesaler of bicycle parts, invented, and what it reads in its customers' forms."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cache
from io import BytesIO
from typing import Any

import openpyxl
import xlwt

from parsers import Catalog, Context, Customer, Directory, Message, Reading, Rep, Sender, read
from parsers.attachments import formats
from tests.parsers.shop import catalog_of

CATALOG = """\
TY-26,山地胎 26×2.1,Mountain tyre 26x2.1,26寸山地胎,26×2.1,轮胎,条,箱=20,条,32.00,CNY,,800,
TY-29,山地胎 29×2.25,Mountain tyre 29x2.25,29寸山地胎,29×2.25,轮胎,条,箱=20,条,41.00,CNY,,800,
TB-26,内胎 26 美嘴,Inner tube 26 Schrader,26内胎,26 美嘴,内胎,条,箱=50,条,7.50,CNY,,5000,
TB-70,内胎 700c 法嘴,Inner tube 700c Presta,700c内胎,700c 法嘴,内胎,条,箱=50,条,8.00,CNY,,5000,
CH-9,链条 9速,Chain 9-speed,9速链条,9速,传动,条,盒=10,条,38.00,CNY,,700,
CH-11,链条 11速,Chain 11-speed,11速链条,11速,传动,条,盒=10,条,79.00,CNY,,700,
PD-A,铝脚踏,Alloy pedals,铝合金脚踏,铝,脚踏,副,箱=24,副,46.00,CNY,,600,
PD-N,尼龙脚踏,Nylon pedals,,尼龙,脚踏,副,箱=24,副,19.00,CNY,,600,
GR-B,握把 黑,Grips black,黑色握把,黑,握把,副,盒=20,副,12.00,CNY,,900,
GR-R,握把 红,Grips red,红色握把,红,握把,副,盒=20,副,12.00,CNY,,900,
HM-M,骑行头盔 白 M,Cycling helmet white M,白色头盔M,白 M,头盔,顶,箱=12,顶,88.00,CNY,,200,
HM-L,骑行头盔 白 L,Cycling helmet white L,白色头盔L,白 L,头盔,顶,箱=12,顶,88.00,CNY,,200,
HM-XL,骑行头盔 白 XL,Cycling helmet white XL,白色头盔XL,白 XL,头盔,顶,箱=12,顶,88.00,CNY,,200,
HB-M,骑行头盔 黑 M,Cycling helmet black M,黑色头盔M,黑 M,头盔,顶,箱=12,顶,88.00,CNY,,200,
HB-L,骑行头盔 黑 L,Cycling helmet black L,黑色头盔L,黑 L,头盔,顶,箱=12,顶,88.00,CNY,,200,
LK-U,U型锁,U-lock,,加粗,锁具,把,箱=20,把,35.00,CNY,,400,
LK-C,钢缆锁 1.2m,Cable lock 1.2 m,,1.2m,锁具,把,箱=40,把,15.00,CNY,,400,
PM-F,立式打气筒,Floor pump,落地打气筒,立式,工具,支,箱=10,支,52.00,CNY,,300,
PM-M,迷你打气筒,Mini pump,,迷你,工具,支,箱=40,支,24.00,CNY,,300,
BL-S,铃铛,Bell,车铃,,配件,个,盒=50,个,3.20,CNY,,3000,
SP-14,辐条 14G 262mm,Spoke 14G 262 mm,,14G 262mm,辐条,根,包=100;箱=2000,根,0.35,CNY,,90000,
OIL-1,链条油 100ml,Chain oil 100 ml,,100ml,养护,瓶,箱=36,瓶,11.00,CNY,,900,
"""
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=timezone(timedelta(hours=8)))
CUSTOMERS = (
    Customer(
        "K1",
        "飞轮单车行",
        "Flywheel Bikes",
        contact="葛敏",
        emails=("ge@feilun.example.cn",),
        addresses=(("店里", "合肥市蜀山区望江路12号"), ("仓库", "合肥市瑶海区临泉路5号")),
        date_order="YMD",
    ),
    Customer(
        "K2",
        "Pedal House Ltd",
        "Pedal House Ltd",
        contact="Tom Reed",
        emails=("tom@pedalhouse.example.com",),
        addresses=(("Hull", "4 Dock Lane, Hull HU1 2AB, United Kingdom"),),
        date_order="DMY",
        currency="USD",
        language="en",
    ),
)
Row = Sequence[Any]
File = tuple[str, bytes]


@cache
def company() -> tuple[Catalog, Directory]:
    return catalog_of(CATALOG), Directory(CUSTOMERS, [Rep("罗成", ("luo@biz.example.cn",))])


@dataclass(frozen=True)
class Case:
    """A mail with its files, and what must come of it: `lines` as `quantity unit sku [price]`, None where a person looks."""

    name: str
    body: str
    files: Sequence[File]
    lines: Sequence[str] | None
    verdicts: tuple[str, ...] = ("accept",)
    who: str = "K1"
    intent: str = "new_order"
    context: Context = Context()  # noqa: RUF009 - frozen
    anyorder: bool = False
    date: str | None = None
    contact: str | None = None
    po: str | None = None
    note: str | None = None
    flags: Sequence[str] | None = None


def reading(case: Case) -> Reading:
    catalog, directory = company()
    sender = next(one.emails[0] for one in CUSTOMERS if one.code == case.who)
    message = Message(
        id=case.name,
        channel="email",
        now=NOW,
        sender=Sender(sender, None),
        subject=None,
        text=case.body,
        context=case.context,
        attachments=tuple(formats.read(name, "", data) for name, data in case.files),
    )
    return read(message, catalog=catalog, directory=directory)


def xlsx(
    *sheets: Sequence[Row], names: Sequence[str] = (), merged: Sequence[str] = (), hide: Sequence[int] = ()
) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(names[number] if names else f"Sheet{number + 1}")
        for row in rows:
            sheet.append(list(row))
    for cells in merged:
        book.worksheets[0].merge_cells(cells)
    for row in hide:
        book.worksheets[0].row_dimensions[row].hidden = True
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def xls(rows: Sequence[Row], hide: Sequence[int] = (), hidecol: Sequence[int] = ()) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("订单")
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, datetime):
                sheet.write(number, column, value, day)
            elif value is not None:
                sheet.write(number, column, value)
    for line in hide:
        sheet.row(line - 1).hidden = True
    for column in hidecol:
        sheet.col(column).hidden = True
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def delimited(rows: Sequence[Row], separator: str = ",", charset: str = "utf-8") -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator)
    for row in rows:
        writer.writerow(["" if value is None else value for value in row])
    return out.getvalue().encode(charset)
