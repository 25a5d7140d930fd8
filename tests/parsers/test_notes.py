"""Requirements in the sender's own words, and no more than those."""

import pytest

from tests.parsers.people import reading


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("9瓦灯泡5箱，走后门，送城北店", "走后门"),
        ("仓库明天下午3点前要到：9瓦灯泡5箱 12瓦灯泡2箱", "下午3点前要到"),
        ("9瓦灯泡5箱，明天中午前送到宁波市海曙区柳汀街10号一楼", "中午前送到"),
        ("9瓦灯泡5箱，后天送城北店，等学生都放学了车再进", "等学生都放学了车再进"),
        ("9瓦灯泡5箱，送城北店，等保安放行后再卸", "等保安放行后再卸"),
        ("9瓦灯泡5箱。灯罩别挑太薄的", "灯罩别挑太薄的"),
        ("9瓦灯泡5箱，送城北店，不要发太旧的", "不要发太旧的"),
        ("5 cartons of LED bulb 9W. Ship LTL w/ liftgate", "Ship LTL w/ liftgate"),
        (
            "5 cartons of LED bulb 9W. Our PO is HB-881, it has to be on the invoice",
            "Our PO is HB-881, it has to be on the invoice",
        ),
        (
            "5 cartons of LED bulb 9W. Our number HB-932 (PO) has to appear on your invoice",
            "Our number HB-932 (PO) has to appear on your invoice",
        ),
        (
            "5 cartons of LED bulb 9W. Please quote our PO number HB-932 on the invoice",
            "Please quote our PO number HB-932 on the invoice",
        ),
        ("采购单号HB-932，这个号要写在送货单上。9瓦灯泡5箱", "采购单号HB-932，这个号要写在送货单上"),
        (
            "5 cartons of LED bulb 9W. PO HB-932, leave the boxes at the gate",
            "leave the boxes at the gate",
        ),
        ("9瓦灯泡按上次的价再来5箱，送城北店", "按上次的价"),
        ("9瓦灯泡5箱，还是原来的价格，送城北店", "还是原来的价格"),
        ("9瓦灯泡5箱，货梯坏了得走楼梯，送城北店", "货梯坏了得走楼梯"),
        ("5 cartons of LED bulb 9W all in one load", "all in one load"),
        ("5 cartons of LED bulb 9W. They want the manuals in German.", "They want the manuals in German"),
        ("9瓦灯泡5箱 送城北店 车到了吼一声", "车到了吼一声"),
        ("5 cartons of LED bulb 9W at the agreed price please", "at the agreed price"),
        (
            "5 cartons of LED bulb 9W. Kindly test every LED bulb before packing.",
            "Kindly test every LED bulb before packing",
        ),
        ("5 cartons of LED bulb 9W. Print them red so we can tell.", "Print them red so we can tell"),
        ("9瓦灯泡5箱，花盆2箱。灯泡不得和花盆混装", "灯泡不得和花盆混装"),
        ("9瓦灯泡5箱，让他到了3号门按铃", "让他到了3号门按铃"),
        ("5 cartons of LED bulb 9W. We want plain cartons and pay in advance.", "We want plain cartons"),
        ("5 cartons of LED bulb 9W. Charge it to cost centre 12.", "Charge it to cost centre 12"),
        ("5 cartons of LED bulb 9W, please give me your bank data", "please give me your bank data"),
        ("9瓦灯泡5箱，后天送 他说要开收据", "他说要开收据"),
        ("9瓦灯泡5箱明天送来记得带发票", "记得带发票"),
        ("明早八点前给城北店送9瓦灯泡5箱。门没开就搁后门", "明早八点前；门没开就搁后门"),
        ("9瓦灯泡5箱，后天下午四点前必须入库", "下午四点前必须入库"),
        ("9瓦灯泡5箱，到货请联系店里小赵", "到货请联系店里小赵"),
        (
            "5 cartons of LED bulb 9W. Please palletize, max height 48 in.",
            "Please palletize, max height 48 in.",
        ),
        (
            "5 cartons of LED bulb 9W. If nobody answers the bell, please leave them by the back door.",
            "If nobody answers the bell, please leave them by the back door",
        ),
        (
            "5 cartons of LED bulb 9W, CIF Leeds. Cartons to be marked HS.",
            "CIF Leeds. Cartons to be marked HS.",
        ),
    ],
)
def test_a_requirement_is_noted(text: str, note: str) -> None:
    found = reading(text).note
    assert found is not None
    assert found.rstrip(".") == note.rstrip(".")


@pytest.mark.parametrize(
    "words",
    [
        "每只外面套泡沫袋", "箱子上写清楚店名", "别跟化肥混装", "卸货要两个人", "随车带质检单", "空筐让司机顺便带走", "送货单写城南店",
        "单价别写在送货单上", "送之前微信通知一声", "车子别超过4.2米", "每箱不超过15公斤", "要今年生产的", "要三联单", "挂绿色吊牌",
        "按楼层分开打包", "旧的顺便拉回去", "走专线", "不要拆箱", "附检测报告", "用防水袋装好", "分两车送", "质保书随车",
        "each bulb wrapped in paper", "no carton over 15 kg", "all from one batch", "the driver must report to the gatehouse",
        "write Stores on the boxes", "delivery note without prices", "original invoice in triplicate", "certificate of origin needed",
        "货车停巷口就行", "箱唛按上次的做", "每包上写城北两个字", "送货单写两份", "下次送货时顺道带走", "收货时要点数", "搬上二楼", "轮胎别折", "缺货就先发有的",
        "不要拿别的牌子顶", "司机进厂戴安全帽", "从东环路走", "中午休息不收", "发货前拍个照给我", "no substitutes", "liftgate required", "photos before loading",
        "3 days notice before unloading", "plain white boxes", "our own carrier collects", "ship complete only", "reinforce the corners",
        "ask the guard for the key", "each set in its own bag", "old stock not accepted", "deliveries 8am-2pm only", "not before 10 am",
        "don't stack more than four high", "side entrance only", "ring Nora on arrival", "small truck only", "take the empty pallets back",
    ],
)  # fmt: skip
def test_what_shall_be_done_is_noted(words: str) -> None:
    order = "5 cartons of LED bulb 9W" if words.isascii() else "9瓦灯泡5箱"
    assert words in (reading(f"{order}，{words}").note or "")


@pytest.mark.parametrize(
    "text",
    ["9瓦灯泡5箱，尾款后天下午到账", "5 cartons of LED bulb 9W, I know you don't give credit", "9瓦灯泡5箱，客人最近比较多", "9瓦灯泡5箱，库存快没了", "9瓦灯泡5箱，请按下表发货", "5 cartons of LED bulb 9W, our stock is very low"],
)  # fmt: skip
def test_a_reason_is_no_requirement(text: str) -> None:
    assert reading(text).note is None


@pytest.mark.parametrize(
    "text",
    [
        "9瓦灯泡5箱，谢谢",
        "你好，我要9瓦灯泡5箱，请尽快安排",
        "Good morning, please send 5 cartons of LED bulb 9W. Thanks!",
        "5 cartons of LED bulb 9W asap pls",
        "叫我赵姐就行，9瓦灯泡5箱",
    ],
)
def test_courtesy_is_no_requirement(text: str) -> None:
    assert reading(text).note is None


@pytest.mark.parametrize(
    "text",
    [
        "你们司机把货放门口就走了，太离谱了！",
        "Your driver left everything at the back door again. I am not happy.",
        "能开专票吗？",
    ],
)
def test_nothing_is_noted_where_nothing_is_carried_out(text: str) -> None:
    assert reading(text).note is None


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("5 cartons of LED bulb 9W, gel packs inside each box", "gel packs inside each box"),
        (
            "5 cartons of LED bulb 9W. Please put the test certificate inside of the first box.",
            "Please put the test certificate inside of the first box",
        ),
        ("5 cartons of LED bulb 9W. The canteen only opens at 7 am.", "The canteen only opens at 7 am"),
        (
            "5 cartons of LED bulb 9W. The bags must carry the lot number.",
            "The bags must carry the lot number",
        ),
        ("9瓦灯泡5箱，要挑好的", "要挑好的"),
        ("9瓦灯泡5箱，早6:00-6:30收货，过时保安不放行", "早6:00-6:30收货，过时保安不放行"),
        ("9瓦灯泡5箱，礼品袋一起给", "礼品袋一起给"),
        ("9瓦灯泡5箱 莫堆马路上 怕人家说", "莫堆马路上 怕人家说"),
        (
            "5 cartons of LED bulb 9W. Please send us a copy of the certificate before loading.",
            "Please send us a copy of the certificate before loading",
        ),
    ],
)
def test_a_requirement_in_other_words_is_noted(text: str, note: str) -> None:
    found = reading(text).note
    assert found is not None
    assert found.rstrip(".") == note


@pytest.mark.parametrize(
    "text",
    [
        "5 cartons of LED bulb 9W. Thanks to your packing people.",
        "5 cartons of LED bulb 9W. My colleague will write you separately.",
        "5 cartons of LED bulb 9W. The red ones we do not take.",
        "5 cartons of LED bulb 9W. The sample you gave us was good.",
        "9瓦灯泡5箱，送宁波市海曙区柳汀街10号后门",
        "5 cartons of LED bulb 9W. We close over Christmas.",
        "9瓦灯泡5箱，今天上午10点订单破了两万",
        "9瓦灯泡5箱，送货单上次写错了",
        "9瓦灯泡5箱，门口在修路呢",
        "9瓦灯泡5箱，上次的发票财务收到了",
        "9瓦灯泡5箱，按这个数",
        "5 cartons of LED bulb 9W. Boxes were fine.",
        "5 cartons of LED bulb 9W. Please take our order.",
        "5 cartons of LED bulb 9W. Pls arrange for us.",
        "5 cartons of LED bulb 9W. The goods must be in Leeds on 10/12/2026.",
        "5 cartons of LED bulb 9W. Delivery to our shop by Friday.",
        "5 cartons of LED bulb 9W. No garden hose this month.",
        "5 cartons of LED bulb 9W. Forget the order of May.",
    ],
)
def test_news_and_places_are_no_requirements(text: str) -> None:
    assert reading(text).note is None


def test_a_question_notes_where_the_price_ends() -> None:
    assert reading("how much are 5 cartons of LED bulb 9W CIF Leeds?").note == "CIF Leeds"
