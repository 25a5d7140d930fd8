"""`jiedan incidents`: all orders of a region or a carrier are told of what has happened, each once and reported."""

from tests.cli.shop import Shop


def news(shop: Shop) -> list[str]:
    """What customers were told of typhoons."""
    shop.work()
    shown = (shop.json("outbox", "show", str(row["id"])) for row in shop.json("outbox", "list"))
    return [one["text"] for one in shown if "台风" in one["text"]]


def test_an_incident_is_tried_told_once_and_reported(each_shop: Shop) -> None:
    first = each_shop.order("橙汁450ml 5箱，送店里，12月1日送到")
    far = each_shop.order("绿茶500ml 2箱，送仓库")
    asked = ("incidents", "tell", "weather", "--reason", "台风登陆", "--region", "西湖区")
    (shown,) = each_shop.json(*asked, "--days", "2", "--dry-run")
    assert shown == {"order_no": first, "outcome": "would be told", "delivery_date": "2026-12-03"}
    assert not news(each_shop)
    printed = each_shop.done(*asked, "--days", "2")
    assert printed.splitlines()[1].split() == [first, "told", "2026-12-03"]
    (told,) = news(each_shop)
    assert "受天气影响" in told
    assert "新的送货日期：2026-12-03" in told
    (again,) = each_shop.json(*asked, "--days", "2")
    assert again["outcome"] == "told already"
    assert each_shop.json("orders", "show", first)["delivery_date"] == "2026-12-03"
    assert each_shop.json("orders", "show", far)["delivery_date"] is None


def test_whom_it_does_not_concern_is_not_told(shop: Shop) -> None:
    shop.order("橙汁450ml 5箱，送店里")
    nobody = ("incidents", "tell", "traffic", "--reason", "封路", "--region", "上海")
    assert shop.done(*nobody) == "no order under way is concerned\n"
    assert shop.json(*nobody) == []


def test_what_cannot_be_is_refused_in_one_line(shop: Shop) -> None:
    said = shop.refused("incidents", "tell", "weather", "--reason", "台风")
    assert said == "an incident befalls a region, a carrier or a courier: name one"
    both = ("--region", "杭州", "--date", "2026-12-01", "--days", "1")
    for wrong in (("flood", "--reason", "x"), ("weather",), ("weather", "--reason", "x", *both)):
        assert shop.run("incidents", "tell", *wrong).exit_code == 2, wrong
