"""What clerks read all day: orders called off for somebody else's reasons, moved by a day, asked after; answers in words of one's
own; praise, blame and wishes without a word from a list."""

from dataclasses import replace
from datetime import date

import pytest

from parsers import Context, Flag
from tests.parsers.music import BOTH, DELIVERED, FIRST, ONE, SECOND, reading
from tests.parsers.shop import lines

SHOP, BRANCH = "宁波市海曙区柳汀街10号", "宁波市鄞州区日丽路77号"
PLACES = Flag("delivery_address", "ambiguous", (SHOP, BRANCH), "送柳汀街还是日丽路？")
DAYS = Flag("delivery_date", "conflict", ("2026-11-26", "2026-11-27"), "Thursday or Friday?")
UNKNOWN = Flag("lines[0].sku", "unknown", (), "没有彩色琴弦，要去掉吗？")


def asked(flag: Flag) -> Context:
    return Context(
        pending=replace(FIRST, order_no=None, status="pending", delivery_address=None, flags=(flag,))
    )


@pytest.mark.parametrize(
    "said",
    [
        "学琴的客人临时取消了，昨天订的那单撤一下吧",
        "甲方改方案了，尾号0004那张作废",
        "昨天那单退了吧 房东不让开了",
        "单号最后是0004的那笔取消，活动改期",
        "The client pulled out, so please scrap our order.",
        "please cancel SO-20261120-0004, the festival is off",
    ],
)
def test_what_others_did_is_no_line_of_an_order_that_is_called_off(said: str) -> None:
    one = Context(open_orders=(replace(FIRST, order_no="SO-20261122-0004"),)) if "SO" not in said else ONE
    found = reading(said, one)
    assert (found.intent, found.verdict) == ("cancel_order", "accept")


@pytest.mark.parametrize(
    "said",
    ["0004那笔作废吧，另外一张正常走", "the one ending 0004 please bin it. The other one can go as planned."],
)
def test_the_other_order_goes_on(said: str) -> None:
    found = reading(said, BOTH)
    assert (found.intent, found.verdict, found.order_no) == ("cancel_order", "accept", FIRST.order_no)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("明天那单货往后挪两天吧，库房在刷漆", date(2026, 11, 26)),
        ("明天那车先别急，顺延一天再来", date(2026, 11, 25)),
        ("please push tomorrow's delivery back by a week", date(2026, 12, 1)),
    ],
)
def test_an_order_called_by_its_day_is_moved_from_it(said: str, day: date) -> None:
    due = tuple(replace(one, delivery_date=date(2026, 11, 24)) for one in (FIRST, SECOND))
    found = reading(said, Context(open_orders=due[:1]))
    assert (found.verdict, found.delivery_date) == ("accept", day)
    # Whichever of the two is meant, it is due then.
    found = reading(said, Context(open_orders=due))
    assert (found.verdict, found.delivery_date) == ("clarify", day)


def test_the_van_of_a_day_is_no_order() -> None:
    found = reading("变调夹 黑3盒，跟着周三那趟车过来就行")
    assert (found.delivery_date, lines(found)) == (date(2026, 11, 25), ["3 盒 CP-B"])


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("日丽路那家", BRANCH),
        ("柳汀的", SHOP),
        ("柳汀街，不要送日丽路", SHOP),
        ("第二个", BRANCH),
        ("日丽路吧，不对，柳汀街", SHOP),
        ("海曙那边收吧，变调夹改成5盒", SHOP),
    ],
)
def test_one_of_the_places_that_were_offered_is_called_by_a_word_of_it(said: str, place: str) -> None:
    found = reading(said, asked(PLACES))
    assert (found.intent, found.verdict, found.delivery_address) == ("clarification", "accept", place)


@pytest.mark.parametrize("said", ["都行", "宁波的", "柳汀街和日丽路各一半"])
def test_what_none_or_all_of_the_places_bear_is_asked_again(said: str) -> None:
    assert reading(said, asked(PLACES)).verdict != "accept"


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("I mean the Friday, so the 27th", 27),
        ("看错了，26号", 26),
        ("周五那天", 27),
        ("the 26th then", 26),
        ("Thursday please", 26),
    ],
)
def test_one_of_the_days_that_were_offered_is_called_by_its_weekday_or_number(said: str, day: int) -> None:
    flagged = asked(DAYS)
    assert flagged.pending is not None
    found = reading(said, Context(pending=replace(flagged.pending, delivery_address=SHOP)))
    assert (found.verdict, found.delivery_date) == ("accept", date(2026, 11, day))


@pytest.mark.parametrize("said", ["那就不要彩色琴弦了，其他的没问题", "leave the 彩色琴弦, rest is correct"])
def test_what_was_asked_about_goes_and_no_line_that_shares_a_word_with_it(said: str) -> None:
    first, *others = FIRST.lines
    waiting = replace(
        FIRST, order_no=None, status="pending", lines=(replace(first, sku=None), *others), flags=(UNKNOWN,)
    )
    found = reading(said, Context(pending=waiting))
    assert (found.verdict, lines(found)) == ("accept", ["3 盒 CP-B", "20 根 CB-3", "6 个 MS-Z"])


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("师傅出门没有啊，等着上货", "order_status"),
        ("在路上了没", "order_status"),
        ("hi dear, some news of my orders?", "order_status"),
        ("昨天的尤克里里 23寸不行啊，面板全是裂的，你们换厂家了吧", "complaint"),
        ("这回每套都单独包好还贴了号，省我不少工夫，就该这么弄", "feedback"),
        ("The lad carried everything up to us and even waited. Please pass my thanks to him.", "feedback"),
    ],
)
def test_what_is_asked_blamed_or_praised_in_plain_words(said: str, intent: str) -> None:
    context = ONE if intent == "order_status" else Context(last_order=DELIVERED)
    found = reading(said, context)
    assert (found.intent, found.verdict) == (intent, "accept")


@pytest.mark.parametrize(
    "said",
    [
        "王姐过年好🧨我们初十才开门，到时再找你拿货",
        "Thanks for today, good to finally meet you. Will be in touch after the fair.",
    ],
)
def test_that_one_will_buy_some_other_time_wants_nothing(said: str) -> None:
    assert reading(said).verdict == "ignore"


def test_goods_that_are_bad_and_shall_be_taken_along_are_sent_back() -> None:
    found = reading("上周的尤克里里 23寸有一箱面板全裂了，你们下趟车带回去吧", Context(last_order=DELIVERED))
    assert (found.intent, lines(found)) == ("return_request", ["1 箱 UK-23"])
    assert reading("折叠谱架来6个，空箱顺便带走").intent == "new_order"


@pytest.mark.parametrize(
    "said",
    [
        "周四那天别来了，琴房在刷漆，周六吧",
        "Please don't come on Thursday, make it Saturday.",
        "We are fully booked on Thursday, any chance of moving the delivery back to Saturday?",
    ],
)
def test_another_day_is_told_beside_one_on_which_nothing_shall_come(said: str) -> None:
    due = replace(FIRST, delivery_date=date(2026, 11, 26))
    found = reading(said, Context(open_orders=(due,)))
    assert (found.intent, found.delivery_date) == ("amend_order", date(2026, 11, 28))


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("谱架啥时候能给拉来啊", "order_status"),
        ("Is the van still coming this afternoon?", "order_status"),
        ("Wondering if the cables have left yet.", "order_status"),
        ("等半天了，人呢", "order_status"),
    ],
)
def test_when_goods_come_is_asked_in_many_words(said: str, intent: str) -> None:
    assert (reading(said, ONE).intent, reading(said, ONE).verdict) == (intent, "accept")


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("Half the capos are a different shade from the last lot, you see it at once.", "complaint"),
        ("Just a note to say the picks were counted bang on, it made our life easier.", "feedback"),
        ("Two of the capos broke. Please arrange for them to be picked up.", "return_request"),
        ("对账单不对吧，琴弦我们没拿那么多", "complaint"),
    ],
)
def test_what_came_is_praised_blamed_or_given_back(said: str, intent: str) -> None:
    assert reading(said, Context(last_order=DELIVERED)).intent == intent


def test_the_order_is_called_by_its_goods_and_the_other_one_stays() -> None:
    ukes = replace(SECOND, lines=SECOND.lines[1:])
    said = "cancel the ukulele order, the other one is fine"
    found = reading(said, Context(open_orders=(FIRST, ukes)))
    assert (found.intent, found.order_no, found.verdict) == ("cancel_order", ukes.order_no, "accept")


def test_a_day_beside_a_week_in_which_it_cannot_be_answers() -> None:
    flag = Flag("delivery_date", "ambiguous", ("2026-11-23", "2026-11-30"), "这周一还是下周一？")
    pending = asked(flag).pending
    assert pending is not None
    found = reading("下礼拜一，这礼拜来不及收", Context(pending=replace(pending, delivery_address=SHOP)))
    assert (found.verdict, found.delivery_date) == ("accept", date(2026, 11, 30))


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("擦琴布能给裁成方的吗，边长30，加不加钱", "inquiry"),
        ("擦琴布10包能不能今天送，加不加钱？", "new_order"),
    ],
)
def test_who_asks_twice_and_counts_no_goods_orders_nothing(said: str, intent: str) -> None:
    found = reading(said)
    assert (found.intent, found.verdict) == (intent, "accept")


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("谱架焊好没有呀，装车的都到了", "order_status"),
        ("any joy with the cables? the hall is still silent", "order_status"),
        ("拨片一弹就断，学生都来找店里闹", "complaint"),
        ("学生们都抢着用新的谱架，你们手艺真好", "feedback"),
    ],
)
def test_small_words_of_many_trades_are_heard(said: str, intent: str) -> None:
    context = ONE if intent == "order_status" else Context(last_order=DELIVERED)
    assert reading(said, context).intent == intent


@pytest.mark.parametrize(
    ("said", "day"), [("下周五吧", date(2026, 12, 4)), ("改成28号吧", date(2026, 11, 28))]
)
def test_a_day_that_was_not_offered_is_none_of_those(said: str, day: date) -> None:
    pending = asked(DAYS).pending
    assert pending is not None
    assert reading(said, Context(pending=replace(pending, delivery_address=SHOP))).delivery_date == day


@pytest.mark.parametrize("said", ["活动取消前把那单送到就行", "客户那边取消了，你看怎么办"])
def test_what_others_give_up_calls_no_order_off(said: str) -> None:
    found = reading(said, ONE)
    assert (found.intent, found.verdict) != ("cancel_order", "accept")


@pytest.mark.parametrize(
    "said", ["那单客户取消了，麻烦撤单", "The client cancelled, so please cancel ours too."]
)
def test_what_others_give_up_may_be_given_up_as_well(said: str) -> None:
    found = reading(said, ONE)
    assert (found.intent, found.verdict) == ("cancel_order", "accept")


def test_another_seller_is_blamed_and_not_ours() -> None:
    said = "琴弦一根都没断，别家的用一次就散架，还是你们家靠谱"
    found = reading(said, Context(last_order=DELIVERED))
    assert (found.intent, found.verdict) != ("complaint", "accept")


def test_what_one_has_already_is_not_chosen() -> None:
    flag = Flag("lines[1].sku", "ambiguous", ("CP-B", "CP-S"), "变调夹要黑的还是银的？")
    first, second, *others = FIRST.lines
    waiting = replace(
        FIRST,
        order_no=None,
        status="pending",
        lines=(first, replace(second, sku=None), *others),
        flags=(flag,),
    )
    found = reading("那就要银的，黑的我有", Context(pending=waiting))
    assert (found.verdict, lines(found)[1]) == ("accept", "3 盒 CP-S")
