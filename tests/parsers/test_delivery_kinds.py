"""Places that are called by what they are, by their town in Latin letters, or by half their name."""

import pytest

from tests.parsers.company import reading_of_places

A, E = "9瓦灯泡5箱", "5 cartons of LED bulb 9W"
EAST, WEST, STORE = "绍兴市越城区河东路10号", "绍兴市越城区桥西路20号", "绍兴市柯桥区柯北路5号3栋"
SHOP_HK, STORE_HK = "香港九龍深水埗桂林街310號地下", "香港新界荃灣橫龍街88號B倉"
SHA_TIN, KWUN_TONG, DONGGUAN = (
    "香港新界沙田大圍道12號",
    "香港觀塘鴻圖道120號5樓",
    "东莞市虎门镇太沙路26号3栋",
)
DEPOT, LUDLOW, GRANBY = (
    "4410 Quarry Rd, Salem, OR 97301, USA",
    "61 Juniper Ave, Ludlow, OR 97703, USA",
    "8 Lake St, Granby, OR 97711, USA",
)
TWO_SHOPS = (("河东店", EAST), ("桥西店", WEST), ("仓库", STORE))
STORE_FIRST = (("仓库", STORE), ("河东店", EAST), ("桥西店", WEST))
ONE_SHOP = (("仓库", STORE), ("河东店", EAST))
HONG_KONG = (("鋪頭", SHOP_HK), ("倉", STORE_HK))
THREE_TOWNS = (("沙田鋪", SHA_TIN), ("觀塘倉", KWUN_TONG), ("東莞倉", DONGGUAN))
AMERICAN = (("Warehouse", DEPOT), ("Ludlow store", LUDLOW))
TWO_STORES = (("Ludlow store", LUDLOW), ("Granby store", GRANBY), ("Depot", DEPOT))
HOTEL = (("滨江酒店", EAST), ("仓库", STORE))
STORE_HOTEL = HOTEL[::-1]
KITCHEN = (("河东店", EAST), ("中央厨房", STORE))
CLINIC = (("总院", EAST), ("柯桥分院", STORE))


@pytest.mark.parametrize(
    ("places", "text", "address"),
    [
        (ONE_SHOP, f"明天往店里送{A}", EAST),
        (TWO_SHOPS, f"{A}，往仓库拉", STORE),
        (TWO_SHOPS, f"{A}，店里没货了", EAST),
        (TWO_SHOPS, f"店里有活动，{A}", EAST),
        (TWO_SHOPS, f"往年店里都卖得好，{A}", EAST),
        (ONE_SHOP, f"{E}, deliver to the shop please", EAST),
        (ONE_SHOP, f"{E} to the store pls", EAST),
        (STORE_FIRST, f"{E}, to the warehouse", STORE),
        (TWO_SHOPS, f"{E}. Our shop is busy these days.", EAST),
        (TWO_SHOPS, f"{E}, send to the store in 桥西", WEST),
        (TWO_SHOPS, f"河东店周五店庆，把这些送到店：{A}", EAST),
        (TWO_SHOPS, f"桥西店后天店庆，请当天一早直接送到店：{A}", WEST),
        (TWO_SHOPS, f"桥西店后天店庆，送到仓库：{A}", STORE),
        (HONG_KONG, f"new order for Tsuen Wan warehouse: {E}", STORE_HK),
        (HONG_KONG, f"{E} to Sham Shui Po pls", SHOP_HK),
        (HONG_KONG, f"{E}, deliver to our godown in Tsuen Wan", STORE_HK),
        (HONG_KONG, f"{E}. I will be in Tsuen Wan tomorrow", SHOP_HK),
        (HONG_KONG, f"{E}, to the warehouse", STORE_HK),
        (THREE_TOWNS, f"{E}, deliver to our Dongguan warehouse instead", DONGGUAN),
        (THREE_TOWNS, f"tomorrow to Kwun Tong pls: {E}", KWUN_TONG),
        (THREE_TOWNS, f"{E} to Sha Tin shop please", SHA_TIN),
        (THREE_TOWNS, f"{A}，地址改返觀塘倉，沙田嗰邊貨梯壞咗", KWUN_TONG),
        (THREE_TOWNS, f"{E}, my brother in Dongguan says hello", SHA_TIN),
        (TWO_SHOPS, f"{E}, to Keqiao please", STORE),
        (TWO_SHOPS, f"{E}, deliver to Qiaoxi shop", WEST),
        (TWO_SHOPS, f"{E}, ship to Hedong", EAST),
        (AMERICAN, f"Ludlow is running low. Please send that store {E}", LUDLOW),
        (AMERICAN, f"Ludlow needs {E}", LUDLOW),
        (AMERICAN, f"{E}. Ludlow is lovely in spring.", DEPOT),
        (AMERICAN, f"{E}. Our Ludlow guys say hi.", DEPOT),
        (AMERICAN, f"{E}, deliver to the store", LUDLOW),
        (AMERICAN, f"{E}. Warehouse please, last time it went to the store.", DEPOT),
        (TWO_STORES, f"{E} for the Granby store", GRANBY),
        (TWO_STORES, f"{E}, to our store in Granby", GRANBY),
        (TWO_STORES, f"Our store is closed on Sunday. {E}", LUDLOW),
        (TWO_STORES, f"{E} to the depot", DEPOT),
        (HOTEL, f"{E}, deliver to the hotel", EAST),
        (STORE_HOTEL, f"{E}, deliver to the hotel", EAST),
        (STORE_HOTEL, f"{E} for hotel use", STORE),
        (STORE_HOTEL, f"{E} for the hotel rooms", STORE),
        (STORE_FIRST, f"{E}, ready to store", STORE),
        (STORE_FIRST, f"{E} to store over the winter", STORE),
        (STORE_FIRST, f"{E} for shop lights", STORE),
        (KITCHEN, f"{E} for kitchen and hall", EAST),
        (KITCHEN, f"{E}, send to the kitchen", STORE),
        (KITCHEN, f"new order for our kitchen: {E}", STORE),
        (CLINIC, f"柯桥分院添{A}", STORE),
        (CLINIC, f"附属分院都用这款，添{A}", EAST),
    ],
)
def test_the_place_that_is_meant(places: tuple[tuple[str, str], ...], text: str, address: str) -> None:
    found = reading_of_places(text, places)
    asked = [flag for flag in found.flags if flag.field == "delivery_address"]
    assert (found.delivery_address, asked) == (address, [])


@pytest.mark.parametrize(
    ("places", "text", "code", "candidates"),
    [
        (TWO_SHOPS, f"明天往店里送{A}", "ambiguous", (EAST, WEST)),
        (TWO_SHOPS, f"{A}，往店里拉", "ambiguous", (EAST, WEST)),
        (STORE_FIRST, f"明天往店里送{A}", "ambiguous", (EAST, WEST)),
        (STORE_FIRST, f"pls send to the shop on the 14th: {E}", "ambiguous", (EAST, WEST)),
        (TWO_SHOPS, f"{E}, deliver to our shop", "ambiguous", (EAST, WEST)),
        (TWO_SHOPS, f"河东店和桥西店都搞活动，送到店：{A}", "ambiguous", (EAST, WEST)),
        (TWO_STORES, f"{E}, deliver to the store", "ambiguous", (LUDLOW, GRANBY)),
        (TWO_STORES, f"{E}, to the shop please", "ambiguous", (LUDLOW, GRANBY)),
        (HONG_KONG, f"new order for Sai Kung warehouse: {E}", "unknown", (SHOP_HK, STORE_HK)),
        (THREE_TOWNS, f"{E}, deliver to our Foshan warehouse", "unknown", (SHA_TIN, KWUN_TONG, DONGGUAN)),
        (TWO_SHOPS, f"{E}, deliver to Chengbei shop", "unknown", (EAST, WEST, STORE)),
        (CLINIC, f"城南分院添{A}，直接送他们那里", "unknown", (EAST, STORE)),
    ],
)
def test_which_place_is_asked(
    places: tuple[tuple[str, str], ...], text: str, code: str, candidates: tuple[str, ...]
) -> None:
    found = reading_of_places(text, places)
    asked = [(flag.field, flag.code, flag.candidates) for flag in found.flags]
    assert (found.delivery_address, asked) == (None, [("delivery_address", code, candidates)])
