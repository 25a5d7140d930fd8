"""The same message with other marks, or with none, reads the same."""

import pytest

from parsers.marks import evened
from parsers.normalize import surface
from tests.parsers import larder
from tests.parsers.people import reading as people_reading

_SAID = "酱油卖完了，大米补3袋，花椒6袋，挂面2箱。周五送食堂就行，别放门口"


def _read(text: str) -> tuple[object, ...]:
    reading = larder.reading(text)
    lines = [(line.sku, line.quantity, line.unit) for line in reading.lines]
    return (reading.intent, reading.verdict, lines, reading.delivery_date, reading.delivery_address)


@pytest.mark.parametrize(
    "text",
    [
        "酱油卖完了 大米补3袋 花椒6袋 挂面2箱 周五送食堂就行 别放门口",
        "酱油卖完了...大米补3袋...花椒6袋...挂面2箱...周五送食堂就行...别放门口",
        "酱油卖完了。。。大米补3袋。。花椒6袋。。挂面2箱。。周五送食堂就行。。别放门口",
        "酱油卖完了……大米补3袋……花椒6袋……挂面2箱……周五送食堂就行……别放门口",
        "酱油卖完了～大米补3袋～花椒6袋～挂面2箱～周五送食堂就行～别放门口",
        "酱油卖完了！🙏大米补3袋，花椒6袋，挂面2箱。🙏周五送食堂就行，别放门口😊",
        "酱油卖完了\n大米补3袋\n花椒6袋\n挂面2箱\n周五送食堂就行\n别放门口",
    ],
)
def test_the_same_with_other_marks(text: str) -> None:
    assert _read(text) == _read(_SAID)


@pytest.mark.parametrize(
    "text",
    [
        "花椒8袋\n等下\n写错了\n6袋\n大米3袋",
        "花椒8袋\n不对\n6袋\n大米3袋",
        "花椒8袋。。不对，6袋，大米3袋",
        "花椒8袋……等下，6袋，大米3袋",
    ],
)
def test_a_correction_is_heard_however_it_is_set_off(text: str) -> None:
    lines = larder.reading(text).lines
    assert [(line.sku, int(line.quantity or 0)) for line in lines] == [("PE-2", 6), ("RI-10", 3)]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        # A name, what it is like and how much of it there is are one thing of a list.
        ("白醋 大瓶 3箱 红糖 2包 明天送", "白醋 大瓶 3箱,红糖 2包,明天送"),
        ("先拿红糖2包 白醋3箱 送河湾路8号 秦岚", "先拿红糖2包,白醋3箱,送河湾路8号 秦岚"),
        # Firms, columns and what has marks of its own stay.
        ("河湾餐饮有限公司 采购部 秦岚", "河湾餐饮有限公司 采购部 秦岚"),
        ("红糖  2包  要软的 白的", "红糖  2包  要软的 白的"),
        ("红糖2包，白醋要 大瓶的那种", "红糖2包,白醋要 大瓶的那种"),
        # Ranges are no marks, nor are leaders of rows in another language.
        ("红糖要3...5包", "红糖要3...5包"),
        ("周一~周五都有人收 8~10点", "周一~周五都有人收 8~10点"),
        ("brown sugar ..... 5 bags", "brown sugar ..... 5 bags"),
        # A sign that agrees is no ornament.
        ("照这样出。👌", "照这样出。👌"),
    ],
)  # fmt: skip
def test_what_becomes_a_comma(text: str, read: str) -> None:
    assert evened(surface(text)).text == read


def test_every_character_keeps_its_place_in_the_source() -> None:
    text = "好的。🙏红糖。。。要2包……送来"
    face = evened(surface(text))
    assert len(face.offsets) == len(face.text) + 1
    for word in ("红糖", "2包", "送来"):
        start = face.text.index(word)
        first, last = face.source(start, start + len(word))
        assert text[first:last] == word


def test_files_that_came_along_keep_their_marks() -> None:
    assert evened(surface("红糖。。要2包\n白醋。。要3箱"), 8).text == "红糖,要2包\n白醋。。要3箱"


@pytest.mark.parametrize(
    "text",
    [
        "please send 4 ctn led bulb 9w, deliver to 12 mill lane, leeds, england",
        "PLEASE SEND 4 CTN LED BULB 9W, DELIVER TO 12 MILL LANE, LEEDS, ENGLAND",
        "Please send 4 ctn LED bulb 9W, deliver to 12 Mill Lane, Leeds, England",
        "Please send 4 ctn LED bulb 9W, deliver to 12 Mill Lane, Leeds, England.🙏 Thanks",
    ],
)
def test_an_address_in_letters_of_one_case(text: str) -> None:
    reading = people_reading(text)
    assert (reading.delivery_address or "").lower() == "12 mill lane, leeds, england"
    assert len(reading.lines) == 1


@pytest.mark.parametrize(
    "talk",
    ["老板在吗，最近生意还好吧？\n", "这两天忙得脚不沾地，才想起来找你。\n", "早上好呀，天凉了注意身体。\n"],
)
@pytest.mark.parametrize(
    "said", ["挂面两箱，还是发店里", "大米十袋", "陈醋12瓶，送环城北路10号", "花椒来6袋吧"]
)
def test_small_talk_in_a_row_before_makes_no_signature_of_what_is_wanted(talk: str, said: str) -> None:
    assert _read(talk + said)[2] == _read(said)[2] != []
