"""One surface for all that people's keyboards write, with an exact way back to the source."""

import pytest

from parsers.normalize import encodable, plain, surface


@pytest.mark.parametrize(
    ("text", "read"),
    [
        # width
        ("２０箱", "20箱"),
        ("ＡＢＣ－１２", "ABC-12"),
        ("（急）！", "(急)!"),
        ("￥１００", "¥100"),
        ("＄5；Ｍ８", "$5;M8"),
        # spaces and what nobody sees
        ("a\u00a0b\u3000c\u2009d", "a b c d"),
        ("a\u200bb\ufeffc\u00add\u202ee", "abcde"),
        ("10\u202f000", "10 000"),
        ("one\r\ntwo\tthree", "one\ntwo\tthree"),
        # dashes and tildes
        ("3–5", "3-5"),
        ("3—5", "3-5"),
        ("3－5", "3-5"),
        ("3−5", "3-5"),
        ("3‑5", "3-5"),
        ("3―5", "3-5"),
        ("3～5", "3~5"),
        ("3〜5", "3~5"),
        # multiplication signs, and the letter only between numbers
        ("M8×30", "M8*30"),
        ("M8x30", "M8*30"),
        ("M8X30", "M8*30"),
        ("12 x 24", "12 * 24"),
        ("12✕24", "12*24"),
        ("12＊24", "12*24"),
        ("12х24", "12*24"),
        ("10x20x30", "10*20*30"),
        ("box 2x", "box 2x"),
        ("x-ray", "x-ray"),
        ("extra", "extra"),
        # quotes
        ("“大”的’s", '"大"的\'s'),
        ("24″", "24″"),
        # squared units, ligatures, fractions
        ("5㎏ 3㎡ 2㎜", "5kg 3m2 2mm"),
        ("3m²", "3m2"),
        ("№ 5…", "No. 5..."),
        ("½箱", "1/2箱"),
        ("2½箱", "2 1/2箱"),
        ("1¾ kg", "1 3/4 kg"),
        # Traditional Chinese
        ("聽日送貨，後天都得", "听日送货,后天都得"),
        ("罐裝可樂兩箱", "罐装可乐两箱"),
        ("週五，禮拜三，十號", "周五,礼拜三,十号"),
        ("麵粉 發票 電話 倉庫", "面粉 发票 电话 仓库"),
        # a full-width comma between digits lists two things, a half-width one may group thousands
        ("M8*10，200盒", "M8*10，200盒"),
        ("10箱，20盒", "10箱,20盒"),
        ("1,200", "1,200"),
        # what stays
        ("", ""),
        ("İstanbul Stück ✓ 😀", "İstanbul Stück ✓ 😀"),
    ],
)
def test_surface(text: str, read: str) -> None:
    assert plain(text) == read


@pytest.mark.parametrize(
    ("text", "word", "source"),
    [
        ("可樂２０箱", "20箱", "２０箱"),
        ("共\u200b５㎏，謝謝", "5kg", "５㎏"),
        ("a…b", "...", "…"),
        ("2½箱", "1/2", "½"),
        ("\ufeff\ufeff明天", "明天", "明天"),
        ("三\u00ad十", "三十", "三\u00ad十"),
        ("😀五箱😀", "五箱", "五箱"),
        ("末尾：兩箱", "两箱", "兩箱"),
        ("only", "only", "only"),
        ("x\r\ny", "\ny", "\ny"),
    ],
)
def test_a_stretch_of_the_surface_leads_back_to_its_source(text: str, word: str, source: str) -> None:
    face = surface(text)
    start = face.text.index(word)
    first, last = face.source(start, start + len(word))
    assert text[first:last] == source


def test_an_empty_stretch_is_an_empty_place() -> None:
    face = surface("ａ\u200bb")
    assert face.source(0, 0) == (0, 0)
    assert face.source(2, 2) == (3, 3)


def test_every_offset_is_that_of_its_character() -> None:
    text = "共\u200b５㎏…（½）\r\n後天"
    face = surface(text)
    assert len(face.offsets) == len(face.text) + 1
    assert face.offsets[-1] == len(text)
    assert list(face.offsets) == sorted(face.offsets)
    assert all(plain(text[at]) for at in face.offsets[:-1])


@pytest.mark.parametrize("text", ["可樂２０箱（½）", "M8×30 12 x 24", "“週五”…№5", "3～5㎏"])
def test_a_surface_is_its_own_surface(text: str) -> None:
    assert plain(plain(text)) == plain(text)


def test_half_of_a_surrogate_pair_becomes_a_character_that_can_be_written() -> None:
    assert encodable("可乐\ud83d20箱😀") == "可乐\ufffd20箱😀"
