"""Written addresses in Chinese and English, labels, and the usual place."""

import pytest

from parsers import addresses
from parsers.normalize import surface


def _read(text: str, label: str = "address") -> list[str]:
    return [span.value.text for span in addresses.find(text) if span.label == label]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("送到宁波市江北区环城北路10号，明天", "宁波市江北区环城北路10号"),
        ("地址改成宁波市鄞州区日丽路77号2楼", "宁波市鄞州区日丽路77号2楼"),
        ("送宁波市北仑区港区路5号3库明天上午", "宁波市北仑区港区路5号3库"),
        ("送到城西解放路12号", "城西解放路12号"),
        ("Ship to: ul. Nowa 18, 60-101 Poznan, Poland\nThanks", "ul. Nowa 18, 60-101 Poznan, Poland"),
        (
            "Please to deliver in our new store: Av. Sol 2280, Callao, Peru. With bank transfer.",
            "Av. Sol 2280, Callao, Peru",
        ),
        ("to our new depot, Camino Sol 455, Lima, Peru. Need before May", "Camino Sol 455, Lima, Peru"),
        (
            "Deliver to Unit 4, 31 Foundry Rd, Laverton North VIC 3026, Australia.",
            "Unit 4, 31 Foundry Rd, Laverton North VIC 3026, Australia",
        ),
        ("Delivery address: 4 Beacon Lane, Leeds LS1 4AB, UK", "4 Beacon Lane, Leeds LS1 4AB, UK"),
        ("to 44 Links Road, Nyali, Mombasa by 5 December", "44 Links Road, Nyali, Mombasa"),
        ("Deliver to 44 Links Road, Nyali before Friday", "44 Links Road, Nyali"),
        ("送宁海县跃龙街道文昌阁旁边，明天", "宁海县跃龙街道文昌阁旁边"),
        ("发三门县海游镇老粮站院里", "三门县海游镇老粮站院里"),
        ("送沛县汉城路家具厂对面，急", "沛县汉城路家具厂对面"),
        ("need 5 boxes, deliver Shop 14, Moi Avenue, Nairobi. Thanks", "Shop 14, Moi Avenue, Nairobi"),
        ("send 9 Beacon Lane, Leeds", "9 Beacon Lane, Leeds"),
        ("送到江北区环城花园3幢401货来了给你现金", "江北区环城花园3幢401"),
        ("送江北区环城北路10号东西到了叫我", "江北区环城北路10号"),
        (
            "in our depot (Ruta 5 km 8, Lote 3, Salto, Uruguay) on Monday",
            "Ruta 5 km 8, Lote 3, Salto, Uruguay",
        ),
        (
            "Deliver to: Dunlin Ltd, 9 Abbey Road, Tuam, Co. Galway, Ireland. Thanks",
            "9 Abbey Road, Tuam, Co. Galway, Ireland",
        ),
        ("Ship to: Nordlys Hage AS, Fjellveien 8, 5019 Bergen, Norway.", "Fjellveien 8, 5019 Bergen, Norway"),
        (
            "please send 8 boxes to Dunlin Arts (Unit 4, Mill Court, Leeds LS1 3JT, UK). Thanks",
            "Unit 4, Mill Court, Leeds LS1 3JT, UK",
        ),
        ("Delivery to 3 Mill Lane, Leeds, 11.12.2026", "3 Mill Lane, Leeds"),
    ],
)
def test_a_written_address(text: str, expected: str) -> None:
    assert _read(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "送12箱灯泡",
        "ship to Reno",
        "9W bulbs, 5 boxes, to be sent tomorrow",
        "超市要货3箱",
        "at 9, please",
        "送县里",
        "送到县城新开的店",
        "deliver 20 Road Tyres, 10 Chains",
        "To Hull, 11.12.2026.",
        "in our shop (open 9 to 5, closed on Sunday)",
    ],
)
def test_no_address(text: str) -> None:
    assert _read(text) == []


@pytest.mark.parametrize("text", ["送老地方", "地址不变", "same address as last time", "to the usual"])
def test_the_usual_place(text: str) -> None:
    assert _read(text, "address_usual")


@pytest.mark.parametrize(("text", "label"), [("送三店", "三店"), ("deliver to our Annex warehouse", "Annex")])
def test_a_label(text: str, label: str) -> None:
    assert _read(text, "address_label") == [label]


@pytest.mark.parametrize(
    "text",
    [
        "delivery is Friday, December 4, 2026",
        "Delivery: Monday, March 5, 2027",
        "deliver by: Tuesday, 08 December 2026",
        "Please send: Road Cone 750, Park Bench 1200",
        "The goods are: Floor Lamp 9W, Shop Light 50W 2700",
        "Goods needed: Floor Tile 6060, Wall Tile 3060, 2000 pcs",
    ],
)
def test_days_and_products_behind_a_colon_are_no_address(text: str) -> None:
    assert not [span for span in addresses.find(text) if span.label == "address"]


@pytest.mark.parametrize(
    "address",
    [
        "Carrer de la Mar 401, 08013 Barcelona, Spain",
        "Blvd. López Mora 1810, Guadalajara, Jalisco 44940, Mexico",
        "Atatürk Cad. 112, 35220 Konak, İzmir, Türkiye",
        "Schillerstr. 14, 10625 Berlin, Germany",
        "ul. Długa 44/50, 00-241 Warszawa, Poland",
        "Rua Augusta 1508, São Paulo SP 01304-001, Brazil",
        "3-14-5 Shibaura, Minato-ku, Tokyo 108-0023, Japan",
        "15 Teheran-ro 4-gil, Gangnam-gu, Seoul 06232, Korea",
        "Tverskaya st. 12, bld. 2, Moscow 125009, Russia",
        "Jl. Sudirman No. 25, Jakarta Pusat 10220, Indonesia",
        "123 Nguyen Hue, District 1, Ho Chi Minh City, Vietnam",
        "Storgatan 18, 411 24 Lund, Sweden",
        "Leof. Syngrou 45, 117 43 Athens, Greece",
        "1450 Industrial Pkwy, Suite 210, Akron, OH 44310, USA",
    ],
)
@pytest.mark.parametrize(
    "said", ["Deliver to: {}.", "We moved, the new place is bigger: {}. See you", "要链条10条，地址 {}，月结"]
)
def test_an_address_abroad(address: str, said: str) -> None:
    assert _read(surface(said.format(address)).text) == [address]


@pytest.mark.parametrize(
    "text", ["Invoice address: 12 Mill Lane, Leeds LS1 4AB, UK", "Bill to: 9 Foss Road, York, England"]
)
def test_where_nothing_is_delivered(text: str) -> None:
    assert _read(text) == []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("送去沙田铺", "沙田铺"),
        ("发昆山分店", "昆山分店"),
        ("这次送我新开的吴中店", "吴中店"),
        ("请于5月前送到元朗仓,并开票", "元朗仓"),
        ("送去沙田,谢谢", "沙田"),
        ("everything to Hull please", "Hull"),
        ("10 boxes of chain to Madrid pls", "Madrid"),
    ],
)
def test_a_place_in_words(text: str, label: str) -> None:
    assert _read(text, "address_label") == [label]


@pytest.mark.parametrize(
    "text",
    [
        "送到门口",
        "送前台",
        "送到就行",
        "发现店里没货",
        "送两箱到店",
        "change the oak to Black please",
        "to the usual depot",
    ],
)
def test_no_place_of_its_own(text: str) -> None:
    assert _read(text, "address_label") == []


def test_an_answer_needs_no_comma() -> None:
    text = "sorry. 31 Foundry Road warehouse 4 Laverton, our agent is there"
    found = [span.value.text for span in addresses.find(text, asked=True) if span.label == "address"]
    assert found == ["31 Foundry Road warehouse 4 Laverton"]
    assert _read(text) == []


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("地址这回填临水市江北区梅山路3号", "临水市江北区梅山路3号"),
        ("12号上午到临水市江北区梅山路3号", "临水市江北区梅山路3号"),
        ("铺面开在临水市江北区梅山路3号吧", "临水市江北区梅山路3号"),
        (
            "hello, Room 8, Elm House, 9 Mill Lane, Leeds, this is where you unload",
            "Room 8, Elm House, 9 Mill Lane, Leeds",
        ),
        ("Our agent must receive it by May:\nDock 4, 9 Mill Lane, Leeds", "Dock 4, 9 Mill Lane, Leeds"),
        ("to be sent to the following address\n9 Mill Lane, Leeds", "9 Mill Lane, Leeds"),
        ("The consignee address becomes Plot 8, Mill Lane, Leeds", "Plot 8, Mill Lane, Leeds"),
        ("Drop it all here: 9 Mill Lane, Leeds", "9 Mill Lane, Leeds"),
        ("goods go to Nova cesta 9, 10000 Zagreb, Croatia now", "Nova cesta 9, 10000 Zagreb, Croatia"),
        ("the address: Calle Sol 8, Callao, Peru, there is our depot", "Calle Sol 8, Callao, Peru"),
    ],
)
def test_where_it_begins_and_ends(text: str, address: str) -> None:
    assert _read(text) == [address]


@pytest.mark.parametrize(
    "text",
    [
        "Kindly post the invoice to\n14 Park Road, Leeds LS2 2BB",
        "We load at your yard at\n14 Park Road, Leeds LS2 2BB",
        "Samples go to my home:\n14 Park Road, Leeds LS2 2BB",
        "Billing address\n14 Park Road, Leeds LS2 2BB",
        "2 boxes of tea. 14 Park Road, Leeds LS2 2BB, this is our billing address",
        "2 boxes of tea. 14 Park Road, Leeds LS2 2BB, it is our old yard",
        "2 boxes of tea. 14 Park Road, Leeds LS2 2BB, that is where our accountant sits",
    ],
)
def test_an_address_at_which_no_goods_are_wanted(text: str) -> None:
    assert _read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Please dispatch to the following address\n14 Park Road, Leeds LS2 2BB",
        "Please send it all with the invoice to\n14 Park Road, Leeds LS2 2BB",
        "2 boxes of tea. 14 Park Road, Leeds LS2 2BB, this is where you unload",
        "2 boxes of tea. 14 Park Road, Leeds LS2 2BB, this is our new yard",
    ],
)
def test_an_address_at_which_goods_are_wanted(text: str) -> None:
    assert _read(text) == ["14 Park Road, Leeds LS2 2BB"]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Goods travel to our agent this time, No. 12 Quay Road, Hill District, Leeds (shut on sunday)", "No. 12 Quay Road, Hill District, Leeds"),
        ("Please ship to our packer in the north this time, Unit 4, Mill Lane, Leeds LS1 4AB", "Unit 4, Mill Lane, Leeds LS1 4AB"),
        ("Send it to the other shop for once, Sol Road 5, beside the old port, Lima, Peru.", "Sol Road 5, beside the old port, Lima, Peru"),
        ("Bring all to our partner until May, Plot 9, Lake Road, Hill Town, Ghana", "Plot 9, Lake Road, Hill Town, Ghana"),
        ("deliver to Hill House, 12 Mill Lane, Leeds LS1 4AB", "Hill House, 12 Mill Lane, Leeds LS1 4AB"),
        ("They go to Leeds, No. 8 Quay Road, Hill District, Leeds, the hall of my agent", "No. 8 Quay Road, Hill District, Leeds"),
        ("ship to New York, 12 Mill Street, New York, NY 10001, USA", "12 Mill Street, New York, NY 10001, USA"),
        ("deliver to Lima Gardens, Av. Sol 2280, Callao, Lima", "Lima Gardens, Av. Sol 2280, Callao, Lima"),
        ("卸货点宁波市江北区环城北路77号,那边没叉车", "宁波市江北区环城北路77号"),
        ("落货地点：宁波市江北区环城北路77号", "宁波市江北区环城北路77号"),
        ("卸货处在宁波市江北区环城北路77号", "宁波市江北区环城北路77号"),
        ("收货点宁波市江北区环城北路77号", "宁波市江北区环城北路77号"),
        ("送货位置宁波市江北区环城北路77号", "宁波市江北区环城北路77号"),
    ],
)  # fmt: skip
def test_whose_place_it_is_stands_before_its_address(text: str, address: str) -> None:
    assert _read(text) == [address]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Delivery: by 3 May 2027, 14 Quarry Road, Leeds, England", "14 Quarry Road, Leeds, England"),
        ("Ship to: 12 Dec 2026 - Av. Sol 2280, Callao, Peru", "Av. Sol 2280, Callao, Peru"),
        ("Deliver to: on Friday, 9 Mill Lane, Leeds LS1 4AB", "9 Mill Lane, Leeds LS1 4AB"),
        ("Delivery: before May 3rd, Unit 3, Mill Lane, Leeds LS1 4AB", "Unit 3, Mill Lane, Leeds LS1 4AB"),
        ("Deliver to: 26 July Street 14, Cairo, Egypt", "26 July Street 14, Cairo, Egypt"),
        ("Deliver to 1 May Road, Leeds LS1 4AB, UK", "1 May Road, Leeds LS1 4AB, UK"),
    ],
)
def test_a_day_before_an_address_is_no_part_of_it(text: str, address: str) -> None:
    assert _read(text) == [address]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Bring to the yard: Leeds, Quay Road 12, hall 7. On each bag write TAM-5", "Leeds, Quay Road 12, hall 7"),
        ("Address of my agent: Leeds, Quay Road 12, hall 7, write on cartons TAM-5.", "Leeds, Quay Road 12, hall 7"),
        ("deliver to Quay Road 12, Leeds, unit 3. Please call first", "Quay Road 12, Leeds, unit 3"),
        ("deliver to Quay Road 12, Leeds, dock 3. Mark all boxes with TAM", "Quay Road 12, Leeds, dock 3"),
        ("deliver to Quay Road 12, Leeds, put it at gate 3", "Quay Road 12, Leeds"),
        ("deliver to 7. Sokak 12, 34000 Istanbul, Turkey", "7. Sokak 12, 34000 Istanbul, Turkey"),
        ("Ship to: Lipowa 4, m. 7. Pietro, 60-101 Poznan, Poland", "Lipowa 4, m. 7. Pietro, 60-101 Poznan, Poland"),
    ],
)  # fmt: skip
def test_what_is_asked_besides_is_no_part_of_an_address(text: str, address: str) -> None:
    assert _read(text) == [address]
