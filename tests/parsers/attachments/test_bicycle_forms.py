"""Forms of a trade whose goods no rule was written for, in layouts as buyers' programs and people make them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from parsers import Context, Line, OrderContext
from tests.parsers import shop
from tests.parsers.attachments.bicycles import Case, delimited, reading, xls, xlsx
from tests.parsers.attachments.making import document, pdf

CASES: list[Case] = []


def case(
    name: str, body: str, files: Any, lines: Any, verdict: Any = "accept", who: str = "k1", **more: Any
) -> None:
    verdicts = (verdict,) if isinstance(verdict, str) else tuple(verdict)
    CASES.append(Case(name, body, files, lines, verdicts, who.upper(), **more))


D1 = datetime(2026, 12, 4)
# Tables are told as they lie on the sheet, a form a line.
# fmt: off
case("price heads en", "PO attached.", [("PO 881.xlsx", xlsx([["Purchase order PO-881"], ["Line", "Part no.", "Description", "Qty", "UoM", "Net price USD", "Line value USD"], [1, "TY-29", "Mountain tyre 29x2.25", 40, "pcs", 6.1, 244], [2, "PM-F", "Floor pump", 10, "pcs", 7.7, 77], [None, None, None, None, None, "Total USD", 321]]))], ["40 条 TY-29 6.1", "10 支 PM-F 7.7"], who="k2", po="PO-881")
case("german csv", "our order attached", [("Bestellung 77.csv", delimited([["Bestellung", "PH-77"], ["Liefertermin", "04.12.2026"], [], ["Pos", "Artikelnummer", "Bezeichnung", "Menge", "Einheit", "Einzelpreis", "Gesamtpreis"], ["1", "CH-9", "Chain 9-speed", "30", "Stk", "5,60", "168,00"], ["2", "TB-70", "Inner tube 700c Presta", "4", "Karton", "55,00", "220,00"], ["", "", "", "", "", "Gesamtsumme", "388,00"]], ";", "cp1252"))], ["30 条 CH-9 5.6", "4 箱 TB-70 55"], who="k2", date="2026-12-04")
case("french", "commande ci-jointe / order attached", [("Commande.xlsx", xlsx([["BON DE COMMANDE"], ["Date de livraison", "04/12/2026"], ["Réf.", "Désignation", "Quantité", "Unité", "Prix unitaire", "Montant"], ["PD-A", "Alloy pedals", 48, "paires", 6.5, 312], ["OIL-1", "Chain oil 100 ml", 36, "unités", 1.5, 54], ["Total", "", "", "", "", 366]]))], ["48 副 PD-A 6.5", "36 瓶 OIL-1 1.5"], who="k2", date="2026-12-04")
case("spanish", "Adjunto pedido / order attached", [("Pedido.xlsx", xlsx([["PEDIDO 5512"], ["Código", "Descripción", "Cantidad", "Unidad", "Precio", "Importe"], ["PM-M", "Mini pump", 3, "cajas", 120, 360], ["LK-U", "U-lock", 15, "uds", 5, 75], ["", "", "", "", "Total", 435]]))], ["3 箱 PM-M 120", "15 把 LK-U 5"], who="k2")
case("zh price unknown heads proven", "采购单见附件", [("采购单.xlsx", xlsx([["采购单"], ["物品", "数量", "单位", "结算价", "应付"], ["铃铛", 200, "个", 3.2, 640], ["尼龙脚踏", 24, "副", 19, 456]]))], ["200 个 BL-S 3.2", "24 副 PD-N 19"])
case("line total wrong", "采购单见附件", [("采购单.xlsx", xlsx([["采购单"], ["品名", "数量", "单位", "单价", "金额"], ["铃铛", 200, "个", 3.2, 640], ["尼龙脚踏", 24, "副", 19, 4560], ["U型锁", 10, "把", 35, 350]]))], ["200 个 BL-S 3.2", "- 副 PD-N 19", "10 把 LK-U 35"], "clarify", flags=["lines[1].quantity conflict"])
case("price differs", "采购单见附件", [("采购单.xlsx", xlsx([["采购单"], ["品名", "数量", "单位", "单价", "金额"], ["铃铛", 200, "个", 2.8, 560], ["U型锁", 10, "把", 35, 350]]))], ["200 个 BL-S 2.8", "10 把 LK-U 35"], "clarify", flags=["lines[0].unit_price conflict"])
case("discount", "PO attached", [("PO.xlsx", xlsx([["Purchase order"], ["Code", "Description", "Qty", "Price", "Disc %", "Amount"], ["CH-11", "Chain 11-speed", 20, 10, 5, 190], ["CH-9", "Chain 9-speed", 10, 6, 5, 57]]))], ["20 条 CH-11 10", "10 条 CH-9 6"], ["accept", "review"], who="k2")
case("free goods column", "订单见附件", [("订单.xlsx", xlsx([["订货单"], ["品名", "数量", "赠送", "单位"], ["铃铛", 200, 20, "个"], ["U型锁", 10, 0, "把"]]))], None, ["clarify", "review"])
case("sum contradicts", "订单见附件", [("订单.xlsx", xlsx([["订货单"], ["品名", "数量", "单位"], ["铃铛", 200, "个"], ["U型锁", 10, "把"], ["合计", 230, None]]))], ["200 个 BL-S", "10 把 LK-U"], "clarify", flags=["lines conflict"])
case("sum agrees", "订单见附件", [("订单.xlsx", xlsx([["订货单"], ["品名", "数量", "单位"], ["铃铛", 200, "个"], ["U型锁", 10, "把"], ["合计", 210, None]]))], ["200 个 BL-S", "10 把 LK-U"])
case("header row 9", "订单见附件，谢谢", [("order.xlsx", xlsx([["飞轮单车行"], [], ["联系人", "葛敏"], ["电话", "13800005555"], [], ["要求交期", D1], [], [], ["序", "货品", "规格", "数", "单位"], [1, "山地胎", "26×2.1", 40, "条"], [2, "链条", "9速", 10, "条"]]))], ["40 条 TY-26", "10 条 CH-9"], date="2026-12-04", contact="葛敏")
case("two tables on a sheet", "订单见附件", [("订单.xlsx", xlsx([["订货单"], ["轮胎类"], ["品名", "数量", "单位"], ["26寸山地胎", 40, "条"], ["26内胎", 100, "条"], [], ["配件类"], ["品名", "数量", "单位"], ["铃铛", 50, "个"]]))], ["40 条 TY-26", "100 条 TB-26", "50 个 BL-S"])
case("table beside table", "订单见附件", [("订单.xlsx", xlsx([["订货单"], ["品名", "数量", "单位", None, "品名", "数量", "单位"], ["26寸山地胎", 40, "条", None, "铃铛", 50, "个"], ["26内胎", 100, "条", None, "U型锁", 20, "把"]]))], ["40 条 TY-26", "50 个 BL-S", "100 条 TB-26", "20 把 LK-U"], anyorder=True)
case("merged names", "订单见附件", [("订单.xlsx", xlsx([["订货单"], ["品名", "规格", "数量", "单位"], ["骑行头盔 白", "M", 12, "顶"], [None, "L", 24, "顶"], ["链条", "11速", 10, "条"]], merged=["A3:A4"]))], ["12 顶 HM-M", "24 顶 HM-L", "10 条 CH-11"])
case("subtotal rows", "订单见附件", [("订单.xlsx", xlsx([["订货单"], ["品名", "数量", "单位", "金额"], ["26寸山地胎", 40, "条", 1280], ["26内胎", 100, "条", 750], ["小计", 140, None, 2030], ["铃铛", 50, "个", 160], ["小计", 50, None, 160], ["总计", 190, None, 2190]]))], ["40 条 TY-26", "100 条 TB-26", "50 个 BL-S"])
case("qty (ctn) in head", "Please see our order attached.", [("order.xlsx", xlsx([["Order 45"], ["Description", "Qty (ctn)", "pcs/ctn"], ["Inner tube 26 Schrader", 4, 50], ["Alloy pedals", 2, 24]]))], ["4 箱 TB-26", "2 箱 PD-A"], who="k2")
case("10 ctn in cell", "Please see our order attached.", [("order.xlsx", xlsx([["Order 45"], ["Product", "Amount required"], ["Inner tube 26 Schrader", "4 ctn"], ["Alloy pedals", "48 pairs"]]))], ["4 箱 TB-26", "48 副 PD-A"], who="k2")
case("blank column between", "order attached", [("order.csv", delimited([["Our order"], ["Item", "", "Quantity", "", "Unit"], ["Floor pump", "", "10", "", "pcs"], ["Bell", "", "2", "", "box"]]))], ["10 支 PM-F", "2 盒 BL-S"], who="k2")
case("qty per shop", "订单见附件", [("订单.xlsx", xlsx([["订货单"], ["品名", "望江店", "临泉店", "合计"], ["铃铛", 20, 30, 50], ["U型锁", 5, 5, 10]]))], None, ["clarify", "review"])
case("qty per week", "Order attached", [("order.xlsx", xlsx([["Order"], ["Product", "Week 49", "Week 50"], ["Bell", 100, 100], ["U-lock", 20, 20]]))], None, ["clarify", "review"], who="k2")
case("qty per week 2", "Order attached", [("order.xlsx", xlsx([["Order"], ["Product", "Qty", "Dec 5", "Dec 12"], ["Bell", 200, 100, 100], ["U-lock", 40, 20, 20]]))], None, ["clarify", "review"], who="k2")
case("ean + own no", "PO attached", [("PO.xlsx", xlsx([["Purchase Order 7719"], ["EAN", "Your ref", "Our ref", "Description", "Order qty", "UOM"], ["6901234567892", "TY-26", "44120", "Mountain tyre 26x2.1", 40, "EA"], ["6901234567893", "GR-R", "44121", "Grips red", 20, "PR"]]))], ["40 条 TY-26", "20 副 GR-R"], who="k2")
case("packing column", "订单见附件", [("订单.xlsx", xlsx([["要货单"], ["品名", "装箱数", "件数", "总数"], ["26内胎", 50, 4, 200], ["钢缆锁 1.2m", 40, 2, 80]]))], ["4 箱 TB-26", "2 箱 LK-C"], ["accept", "review"])
case("size matrix", "按附件尺码表下单", [("头盔.xlsx", xlsx([["飞轮单车行 头盔订购表"], ["款式", "M", "L", "XL", "合计"], ["骑行头盔 白", 12, 24, 12, 48], ["骑行头盔 黑", 12, 6, None, 18], ["合计", 24, 30, 12, 66]]))], ["12 顶 HM-M", "24 顶 HM-L", "12 顶 HM-XL", "12 顶 HB-M", "6 顶 HB-L"])
case("size matrix mixed", "按附件下单", [("头盔.xlsx", xlsx([["飞轮单车行 2026年冬订购表"], ["单位：顶"], ["品名", "M", "L", "XL", "小计", "备注"], ["骑行头盔 白", 12, 24, 12, 48, "吊牌分开装"], ["车铃", "均码", None, None, 20]]))], ["12 顶 HM-M", "24 顶 HM-L", "12 顶 HM-XL", "20 个 BL-S"], note="吊牌")
case("size matrix sum wrong", "按附件下单", [("头盔.xlsx", xlsx([["头盔订购表"], ["款式", "M", "L", "XL", "合计"], ["骑行头盔 白", 12, 24, 12, 50]]))], None, ["clarify", "review"])
case("hidden row xlsx", "订单见附件", [("订单.xlsx", xlsx([["订货单"], ["品名", "数量", "单位"], ["铃铛", 200, "个"], ["U型锁", 10, "把"]], hide=[4]))], None, "review")
case("hidden col cost xls", "订单见附件", [("订单.xls", xls([["订货单"], ["品名", "成本", "数量", "单位"], ["铃铛", 2, 200, "个"], ["U型锁", 22, 10, "把"]], hidecol=[1]))], ["200 个 BL-S", "10 把 LK-U"])
case("xls date", "订单见附件", [("订单.xls", xls([["订货单"], ["要求到货时间", datetime(2026, 12, 4)], ["品名", "数量", "单位"], ["铃铛", 200, "个"]]))], ["200 个 BL-S"], date="2026-12-04")
case("due column", "PO attached", [("PO.xlsx", xlsx([["Purchase order"], ["Description", "Qty", "Unit", "ETA"], ["Bell", 200, "pcs", D1], ["U-lock", 20, "pcs", D1]]))], ["200 个 BL-S", "20 把 LK-U"], who="k2", date="2026-12-04")
case("due columns differ", "PO attached", [("PO.xlsx", xlsx([["Purchase order"], ["Description", "Qty", "Unit", "Need date"], ["Bell", 200, "pcs", D1], ["U-lock", 20, "pcs", datetime(2026, 12, 9)]]))], ["200 个 BL-S", "20 把 LK-U"], ["review", "clarify"], who="k2")
case("docx order", "Kindly find attached order", [("LPO.docx", document("Pedal House Ltd", "Local purchase order No. LPO/44/26", "Please supply the following:", [["S/N", "Particulars", "Qty", "Rate", "Amount"], ["1", "Floor pump", "10 pcs", "7.70", "77.00"], ["2", "Cable lock 1.2 m", "2 cartons", "86.00", "172.00"], ["", "TOTAL", "", "", "249.00"]], "Delivery required by 04/12/2026", "Approved by: J. Reed"))], ["10 支 PM-F 7.7", "2 箱 LK-C 86"], who="k2", date="2026-12-04")
case("pdf order", "see attached PO", [("PO-90.pdf", pdf("PURCHASE ORDER PO-90", "Required delivery: 04/12/2026", [["No", "Item", "Qty", "UOM", "Price", "Total"], ["1", "Chain 9-speed", "20", "PCS", "5.60", "112.00"], ["2", "Bell", "4", "BOX", "22.00", "88.00"], ["", "", "", "", "Grand total", "200.00"]], font="Helvetica"))], ["20 条 CH-9 5.6", "4 盒 BL-S 22"], who="k2", date="2026-12-04")
case("note stamp", "采购单盖章版稍后寄出，先按附件备货", [("采购单.xlsx", xlsx([["采购单"], ["品名", "数量", "单位"], ["铃铛", 200, "个"]]))], ["200 个 BL-S"])
case("first order", "This is our first order with you, please see attached. Second order will follow in January.", [("PO.xlsx", xlsx([["Purchase order"], ["Description", "Qty", "Unit"], ["Bell", 200, "pcs"]]))], ["200 个 BL-S"], ["accept", "review"], who="k2")
case("invoice too", "Attached our new order PH-91 and, for your records, the paid invoice for the last one.", [("PH-91.xlsx", xlsx([["Order PH-91"], ["Description", "Qty", "Unit"], ["Bell", 200, "pcs"], ["U-lock", 20, "pcs"]])), ("INV 2231.pdf", pdf("INVOICE 2231", "Pedal House Ltd", [["Description", "Qty", "Price", "Amount"], ["Bell", "100", "0.50", "50.00"], ["Floor pump", "10", "7.70", "77.00"]], font="Helvetica"))], ["200 个 BL-S", "20 把 LK-U"], who="k2")
case("price list too", "这周的订单，价目表一起退给你们看下有没有变", [("订单.xlsx", xlsx([["订单"], ["品名", "数量", "单位"], ["铃铛", 200, "个"]])), ("价目表.xlsx", xlsx([["配件价目表"], ["品名", "单位", "单价"], ["铃铛", "个", 3.2], ["U型锁", "把", 35]]))], ["200 个 BL-S"], ["accept", "review"])
case("old sheet", "本月订单见附件", [("订单汇总.xlsx", xlsx([["12月订单"], ["品名", "数量", "单位"], ["铃铛", 200, "个"], ["U型锁", 10, "把"]], [["11月订单（已发货）"], ["品名", "数量", "单位"], ["铃铛", 100, "个"], ["链条 9速", 20, "条"]], names=["12月", "11月(已发)"]))], ["200 个 BL-S", "10 把 LK-U"])
case("terms sheet", "Order attached", [("PO.xlsx", xlsx([["Purchase order 12"], ["Description", "Qty", "Unit"], ["Bell", 200, "pcs"]], [["Conditions of purchase"], ["1. Payment within 30 days."], ["2. Over-delivery of up to 5 % is accepted."]], names=["PO", "Conditions"]))], ["200 个 BL-S"], who="k2")
case("ignore row", "表里第2行不要了，其他照发", [("订单.xlsx", xlsx([["订单"], ["序号", "品名", "数量", "单位"], [1, "铃铛", 200, "个"], [2, "U型锁", 10, "把"], [3, "9速链条", 20, "条"]]))], ["200 个 BL-S", "20 条 CH-9"])
case("ignore row en", "Order attached. Please ignore line 3, we found stock.", [("PO.xlsx", xlsx([["Purchase order"], ["Line", "Description", "Qty", "Unit"], [1, "Bell", 200, "pcs"], [2, "U-lock", 10, "pcs"], [3, "Chain 9-speed", 20, "pcs"]]))], ["200 个 BL-S", "10 把 LK-U"], who="k2")
case("row changed", "附件订单，第1行改成300", [("订单.xlsx", xlsx([["订单"], ["序号", "品名", "数量", "单位"], [1, "铃铛", 200, "个"], [2, "U型锁", 10, "把"]]))], ["300 个 BL-S", "10 把 LK-U"])
case("row changed name", "附件订单里U型锁改成15把，其他不变", [("订单.xlsx", xlsx([["订单"], ["序号", "品名", "数量", "单位"], [1, "铃铛", 200, "个"], [2, "U型锁", 10, "把"]]))], ["200 个 BL-S", "15 把 LK-U"])
case("day changed", "Order as attached but deliver on 9 December instead.", [("PO.xlsx", xlsx([["Purchase order"], ["Delivery date", D1], ["Description", "Qty", "Unit"], ["Bell", 200, "pcs"], ["U-lock", 10, "pcs"]]))], ["200 个 BL-S", "10 把 LK-U"], who="k2", date="2026-12-09")
case("day contradicts", "订单见附件，12月9日送到", [("订单.xlsx", xlsx([["订单"], ["交货日期", D1], ["品名", "数量", "单位"], ["铃铛", 200, "个"]]))], ["200 个 BL-S"], "clarify", flags=["delivery_date conflict"])
case("ambiguous row ref", "附件订单，第2行不要", [("订单.xlsx", xlsx([["订单"], ["品名", "数量", "单位"], ["铃铛", 200, "个"], ["U型锁", 10, "把"]]))], ["200 个 BL-S"], ["review"])
case("rfq form", "请报个价，清单见附件", [("询价单.xlsx", xlsx([["询价单"], ["品名", "数量", "单位", "单价", "交期"], ["铃铛", 200, "个", None, None], ["U型锁", 10, "把", None, None]]))], ["200 个 BL-S", "10 把 LK-U"], intent="inquiry")
case("rfq en", "Could you quote for the items in the attached list please?", [("RFQ 12.xlsx", xlsx([["Request for quotation"], ["Description", "Qty", "Unit", "Your price"], ["Bell", 200, "pcs", None], ["U-lock", 10, "pcs", None]]))], ["200 个 BL-S", "10 把 LK-U"], who="k2", intent="inquiry")
OPEN = Context(open_orders=(OrderContext("SO-20261110-0003", "confirmed", (Line("BL-S", "", Decimal(200), "个"), Line("LK-U", "", Decimal(10), "把")), date(2026, 12, 4), "合肥市蜀山区望江路12号"), ))
case("return form", "有两样要退，清单见附件", [("退货单.xlsx", xlsx([["退货单"], ["原单号", "SO-20261110-0003"], ["品名", "数量", "单位", "原因"], ["铃铛", 20, "个", "不响"], ["U型锁", 2, "把", "钥匙不对"]]))], ["20 个 BL-S", "2 把 LK-U"], intent="return_request", context=OPEN)
case("change form", "订单有变，变更单见附件", [("变更单.xlsx", xlsx([["订单变更单"], ["原订单号：SO-20261110-0003"], ["品名", "单位", "原数量", "现数量", "备注"], ["铃铛", "个", 200, 300, None], ["U型锁", "把", 10, 10, "不变"], ["立式打气筒", "支", None, 5, "新增"]]))], ["300 个 BL-S", "10 把 LK-U", "5 支 PM-F"], intent="amend_order", context=OPEN)
case("change form stale", "订单有变，变更单见附件", [("变更单.xlsx", xlsx([["订单变更单"], ["原订单号：SO-20261110-0003"], ["品名", "单位", "原数量", "现数量"], ["铃铛", "个", 150, 300]]))], None, "review", intent="amend_order", context=OPEN)
case("change form en", "Please amend our order as per the attached.", [("amendment.xlsx", xlsx([["Order amendment - SO-20261110-0003"], ["Product", "Unit", "Old qty", "New qty"], ["Bell", "pcs", 200, 150], ["U-lock", "pcs", 10, 0]]))], ["150 个 BL-S"], who="k2", intent="amend_order", context=OPEN)
case("status form", "麻烦看下附件里这几单发了没", [("未到货.xlsx", xlsx([["未到货订单"], ["订单号", "下单日期", "状态"], ["SO-20261110-0003", datetime(2026, 11, 10), None]]))], [], intent="order_status", context=OPEN)
case("blank form", "订单看附件", [("订单.xlsx", xlsx([["订货单"], ["品名", "规格", "数量", "单位"], [], []]))], [], "clarify", flags=["lines missing"])
case("unfilled catalog", "订单看附件", [("订单.xlsx", xlsx([["订货单"], ["品名", "单位", "数量"], ["铃铛", "个", None], ["U型锁", "把", None]]))], [], ["clarify", "review"])
case("remarks notes", "订单见附件", [("订单.xlsx", xlsx([["订单"], ["品名", "数量", "单位", "备注"], ["铃铛", 200, "个", "每箱贴2张标"], ["U型锁", 10, "把", "补上月缺口"]]))], ["200 个 BL-S", "10 把 LK-U"], note="每箱贴2张标")
case("remark changes", "订单见附件", [("订单.xlsx", xlsx([["订单"], ["品名", "数量", "单位", "备注"], ["铃铛", 200, "个", "先不要发"], ["U型锁", 10, "把", "改成钢缆锁"]]))], None, ["review", "clarify"])
case("remark ditto", "order attached", [("order.xlsx", xlsx([["Order"], ["Product", "Qty", "Unit", "Comment"], ["Bell", 200, "pcs", "label each box with PH-3"], ["U-lock", 10, "pcs", "for our Hull shop window"]]))], ["200 个 BL-S", "10 把 LK-U"], who="k2", note="label each")
case("contact block", "see PO", [("PO.xlsx", xlsx([["PEDAL HOUSE LTD"], ["Purchase order", "PH-120"], ["Ordered by", "Tom Reed"], ["Tel", "+44 1482 000 111"], ["Deliver to", "4 Dock Lane, Hull HU1 2AB, United Kingdom"], ["Description", "Qty", "Unit"], ["Bell", 200, "pcs"]]))], ["200 个 BL-S"], who="k2", contact="Tom Reed", po="PH-120")
case("not called order", "这是这批要的", [("12月.xlsx", xlsx([["品名", "数量", "单位"], ["铃铛", 200, "个"], ["U型锁", 10, "把"]]))], ["200 个 BL-S", "10 把 LK-U"], ["accept", "review"])
case("stock list", "你们看下我们库存", [("库存表.xlsx", xlsx([["库存表"], ["品名", "数量", "单位"], ["铃铛", 200, "个"], ["U型锁", 10, "把"]]))], None, ["review", "ignore"])
case("model numbers", "订单：12月货，见附件", [("订单.xlsx", xlsx([["订单"], ["物料", "需求", "计量"], ["山地胎 29×2.25", 40, "条"], ["辐条 14G 262mm", 2000, "根"]]))], ["40 条 TY-29", "2000 根 SP-14"])
case("two qty cols", "订单见附件", [("订单.xlsx", xlsx([["订单"], ["品名", "箱数", "数量", "单位"], ["26内胎", 4, 200, "条"], ["钢缆锁 1.2m", 2, 80, "把"]]))], ["200 条 TB-26", "80 把 LK-C"], ["accept", "review"])
case("boxes and rest", "订单见附件", [("订单.xlsx", xlsx([["订单"], ["品名", "整箱", "零散"], ["26内胎", 4, 10], ["钢缆锁 1.2m", 2, 5]]))], None, ["review", "clarify"])
case("last qty column", "订单见附件", [("订单.xlsx", xlsx([["订单"], ["品名", "上次订量", "本次订量", "单位"], ["铃铛", 100, 200, "个"], ["U型锁", 5, 10, "把"]]))], ["200 个 BL-S", "10 把 LK-U"])
case("stock and need", "补货单见附件", [("补货单.xlsx", xlsx([["补货单"], ["品名", "现有", "需补", "单位"], ["铃铛", 15, 200, "个"], ["U型锁", 2, 10, "把"]]))], ["200 个 BL-S", "10 把 LK-U"], ["accept", "review"])
# fmt: on


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_a_form_is_read_rightly_or_left_to_a_person(one: Case) -> None:
    read = reading(one)
    assert read.verdict in one.verdicts, (read.doubts, read.flags)
    if read.verdict == "review":
        return
    assert read.intent == one.intent
    prices = [line.unit_price for line in read.lines]
    lines = [
        line if price is None else f"{line} {price.normalize():f}"
        for line, price in zip(shop.lines(read), prices, strict=True)
    ]
    if one.lines is not None:
        assert len(lines) == len(one.lines)
        wanted = list(one.lines)
        if one.anyorder:
            lines, wanted = sorted(lines), sorted(wanted)
        assert all(
            line == want or line.startswith(f"{want} ") for line, want in zip(lines, wanted, strict=True)
        ), lines
    if one.flags is not None:
        assert shop.flags(read) == list(one.flags)
    if one.date is not None:
        assert str(read.delivery_date) == one.date
    if one.contact is not None:
        assert read.customer.contact == one.contact
    if one.po is not None:
        assert read.po_number == one.po
    if one.note is not None:
        assert one.note in (read.note or "")
