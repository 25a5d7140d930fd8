"""`jiedan conversations`: a person answers in place of the bot, and hands it back."""

from datetime import datetime

from tests.cli.shop import CUSTOMER, STRANGER, Shop

KEY = f"email:{CUSTOMER}"


def test_conversations_are_listed_the_newest_first_and_with_who_took_them(each_shop: Shop) -> None:
    each_shop.receive("你好", sender=STRANGER)
    each_shop.order()
    first, second = each_shop.json("conversations", "list")
    assert (first["conversation"], first["channel"], first["customer"]) == (KEY, "email", "C001")
    assert (second["conversation"], second["customer"]) == (f"email:{STRANGER}", None)
    assert datetime.fromisoformat(first["last_message_at"]).utcoffset() is not None
    assert (first["taken_by"], first["taken_at"]) == (None, None)
    each_shop.done("conversations", "take", "C001")
    (taken,) = each_shop.json("conversations", "list", "--limit", "1")
    assert taken["taken_by"] == "林会计"
    assert KEY in each_shop.done("conversations", "list")


def test_the_bot_keeps_silent_in_a_taken_conversation_until_it_is_handed_back(each_shop: Shop) -> None:
    order_no = each_shop.order()
    assert each_shop.done("conversations", "take", "C001") == "C001 is taken by 林会计\n"
    before = len(each_shop.json("outbox", "list"))
    kept = each_shop.receive("再加5箱小瓶矿泉水")
    assert len(each_shop.json("outbox", "list")) == before
    assert next(row["id"] for row in each_shop.json("inbox", "list")) == kept
    assert each_shop.done("conversations", "say", "C001", "好的，我来处理。").startswith("written to C001: ")
    told = each_shop.done("conversations", "release", "C001", "--by", "王经理")
    first, second = told.splitlines()
    assert first == "C001 is handed back to the bot by 王经理"
    assert second == "waits in review 1: 再加5箱小瓶矿泉水"
    history = each_shop.json("orders", "show", order_no)["history"]
    assert [(x["event"], x["by"]) for x in history[1:]] == [
        ("conversation_taken", "林会计"),
        ("operator_wrote", "林会计"),
        ("conversation_released", "王经理"),
    ]


def test_what_a_person_says_goes_out_in_the_customers_thread(each_shop: Shop) -> None:
    each_shop.order()
    each_shop.done("conversations", "say", KEY, "-", stdin="今天就发货。\n")
    written = each_shop.json("outbox", "list")[0]
    assert (written["kind"], written["to"], written["subject"]) == ("say", CUSTOMER, "Re: 订货")
    assert each_shop.json("outbox", "show", str(written["id"]))["text"] == "今天就发货。"


def test_who_is_unknown_silent_or_not_taken_is_refused_in_one_line(each_shop: Shop) -> None:
    for verb in (("take",), ("say", "x")):
        line = each_shop.refused("conversations", verb[0], "C999", *verb[1:])
        assert line == "there is no customer and no conversation C999"
    assert "has not written yet" in each_shop.refused("conversations", "say", "C001", "你好")
    assert "C001 is not taken" in each_shop.refused("conversations", "release", "C001")
    assert each_shop.run("conversations", "say", "C001", " ").exit_code == 2


def test_what_came_in_meanwhile_is_shown_and_answered_by_the_bot(each_shop: Shop) -> None:
    each_shop.order()
    each_shop.done("conversations", "take", "C001")
    kept = each_shop.receive("再来5箱小瓶矿泉水")
    (row,) = each_shop.json("conversations", "list")
    assert row["waiting"] == 1
    shown = each_shop.json("conversations", "show", "C001")
    assert sorted(x["direction"] for x in shown) == ["in", "in", "out"]
    assert [(x["id"], x["waits_in_review"]) for x in shown if x["waits_in_review"]] == [(kept, 1)]
    assert len(each_shop.json("conversations", "show", "C001", "--limit", "1")) == 1
    told = each_shop.done("conversations", "show", "C001")
    assert "[waits in review 1]\n   再来5箱小瓶矿泉水\n" in told
    told = each_shop.done("conversations", "release", "C001", "--answer")
    assert told.splitlines()[1] == "1 of 1 messages are dealt with"
    assert each_shop.json("review", "list") == []
    assert each_shop.json("inbox", "list")[0]["outcome"] == "booked"
    assert "has not written yet" in each_shop.refused("conversations", "show", "C008")
    assert "no customer" in each_shop.refused("conversations", "show", "C999")


def test_what_is_unclear_waits_again_for_its_own_reason(each_shop: Shop) -> None:
    each_shop.order()
    each_shop.done("conversations", "take", "C001")
    each_shop.receive("上次的橙汁有两箱是破的，太不像话了！")
    told = each_shop.done("conversations", "release", "C001", "--answer")
    assert told.splitlines()[1] == "0 of 1 messages are dealt with"
    (row,) = each_shop.json("review", "list")
    assert "taken" not in row["reason"]


def test_what_a_person_has_seen_to_waits_no_more(each_shop: Shop) -> None:
    each_shop.order()
    each_shop.done("conversations", "take", KEY)
    each_shop.receive("再来5箱小瓶矿泉水")
    before = len(each_shop.json("outbox", "list"))
    assert each_shop.run("conversations", "release", KEY, "--done", "--answer").exit_code == 2
    assert each_shop.done("conversations", "release", KEY, "--done").count("\n") == 1
    assert each_shop.json("review", "list") == []
    (seen,) = each_shop.json("review", "list", "--state", "accepted")
    assert seen["decided_by"] == "林会计"
    assert len(each_shop.json("outbox", "list")) == before
