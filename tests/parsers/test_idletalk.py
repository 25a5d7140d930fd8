"""Messages that want nothing of the desk are let go; whatever may want something is not."""

import pytest

from parsers import Context, Flag, Line
from tests.parsers import camp
from tests.parsers.people import asked, reading


@pytest.mark.parametrize(
    "said",
    [
        "汪姐，今天小年，祝全家平平安安",
        "又到端午，粽子记得吃甜的😄祝安康",
        "恭喜恭喜，新铺开张大吉",
        "台风天，路上慢点开，注意安全",
        "台历收到了，很有心，感谢",
        "货都收齐啦，数量对的，谢谢",
        "老婆 我今天晚点到家 孩子你先接",
        "孩子他爸 汤在锅里 你先喝 我早点收摊回来",
        "晓得咯，麻烦您啦，得空来店里喝杯茶",
        "灯泡全卸完啦，核过数了，一样不少，谢啦",
        "灯都收着了，没得毛病，中秋快乐",
        "啲燈到咗鋪頭，啱數，唔該晒",
        "几时得闲出嚟饮茶呀！祝龙马精神",
        "姐，家长会在礼拜三，记得接孩子放学",
        "Happy Lunar New Year to you and your family!",
        "Dear Ms. Shen,\nYour calendars have arrived, how lovely. Thank you so much.\nNora Finch",
        "Congratulations on the new showroom, well deserved",
        "Enjoy the bank holiday, everybody. See you next week.",
        "mum, home late tonight, love you",
    ],
)
def test_kind_words_are_let_go(said: str) -> None:
    found = reading(said)
    assert (found.intent, found.verdict, found.lines) == ("other", "ignore", ())


@pytest.mark.parametrize(
    "said",
    [
        "中秋快乐，我的货呢",
        "辛苦啦，车停在楼下了",
        "谢谢，快点啊",
        "目录收到，先考虑一下",
        "快乐个鬼，等了一上午",
        "台历收到了，少了两本",
        "老公不让做了，停了吧",
        "老婆 店里要5箱9瓦灯泡",
        "灯泡收着了，少了不少，谢谢",
        "核过数了，对不上，麻烦了哈",
        "thank you, it never arrived",
        "Congratulations, you finally made it",
        "thanks, the van is outside",
        "Have a nice weekend and yes to both",
        "Happy Easter! Same as always.",
    ],
)
def test_what_may_want_something_is_not(said: str) -> None:
    assert reading(said).verdict != "ignore"


def test_kind_words_while_we_wait_for_an_answer_are_looked_at() -> None:
    context = asked(
        Flag("lines[0].sku", "ambiguous", ("LB-09", "LB-12")), lines=(Line(None, "", None, "箱"),)
    )
    assert reading("祝节日快乐，阖家团圆", context=context).verdict != "ignore"


DELIVERED = Context(last_order=camp.order("SO-20261021-0009", "5 箱 GS-230", "2 箱 CH-1"))


@pytest.mark.parametrize(
    "text",
    [
        "货全进仓库了，谢谢老板😊",
        "刚点完，城西店那批一箱不少，已经入柜了，谢谢姐",
        "东西都搬进库房了，多谢",
        "Everything is on the shelves, thank you!",
        "Counted it twice, all there. Thanks",
    ],
)
def test_goods_that_were_put_away_want_nothing(text: str) -> None:
    assert camp.reading(text, DELIVERED).verdict == "ignore"


@pytest.mark.parametrize(
    "text",
    [
        "货全进仓库了，少一箱",
        "货都上架了，再来两箱气罐",
        "货还没进仓库，谢谢",
        "货进错仓库了",
        "把货进二号仓库，谢谢",
        "Everything is on the shelves except the rope",
    ],
)
def test_goods_that_were_not_all_put_away_are_looked_at(text: str) -> None:
    assert camp.reading(text, DELIVERED).verdict != "ignore"
