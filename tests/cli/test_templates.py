"""Templates of a company's own that cannot be used are one line, before anything is done."""

from pathlib import Path

import pytest

from tests.cli.shop import Shop


@pytest.fixture
def own(shop: Shop, tmp_path: Path) -> Path:
    """The folder that the shop's configuration names, with a template for receipts."""
    path = tmp_path / "own" / "zh" / "receipt.j2"
    path.parent.mkdir(parents=True)
    config = shop.directory / "config.toml"
    config.write_text(config.read_text("utf-8") + f'templates = "{tmp_path / "own"}"\n', "utf-8")
    return path


def test_a_misspelt_one_is_told_before_anything_is_done(shop: Shop, own: Path) -> None:
    number = shop.review()
    own.write_text("{{ order.nubmer }}", "utf-8")
    line = f"{own}: 'dict object' has no attribute 'nubmer'"
    assert shop.refused("review", "accept", str(number)) == line
    assert [row["id"] for row in shop.json("review", "list")] == [number]
    told = shop.run("doctor", "--timeout", "1")
    assert told.exit_code == 1
    assert f"WRONG  templates         {line}; mend it, or take it away to use ours" in told.output


def test_a_good_one_is_used(shop: Shop, own: Path) -> None:
    number = shop.review()
    own.write_text("收到 {{ order.order_no }}", "utf-8")
    assert "ok     templates" in shop.run("doctor", "--timeout", "1").output
    shop.done("review", "accept", str(number))
    sent = shop.json("outbox", "list")[0]
    assert shop.json("outbox", "show", str(sent["id"]))["text"] == f"收到 {sent['order_no']}"
