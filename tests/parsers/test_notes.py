"""Requirements in the sender's own words, and no more than those; haste."""

import pytest

from parsers import notes
from tests.parsers.people import reading


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("9瓦灯泡5箱，走后门，送城北店", "走后门"),
        ("9瓦灯泡5箱，后天送 他说要开收据", "他说要开收据"),
        ("9瓦灯泡5箱明天送来记得带发票", "记得带发票"),
        ("明早八点前给城北店送9瓦灯泡5箱。门没开就搁后门", "八点前；门没开就搁后门"),
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
    "text", ["急用 快点发", "asap please", "快断货了 赶紧的", "we are running out", "尽快"]
)
def test_haste(text: str) -> None:
    assert notes.is_urgent(text)


@pytest.mark.parametrize("text", ["不急", "no rush on this", "明天送就行", "thanks for answering so quickly"])
def test_no_haste(text: str) -> None:
    assert not notes.is_urgent(text)
