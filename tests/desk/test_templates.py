"""Templates of a company's own: they stand in place of ours, and one that cannot be used is one line at the start."""

import shutil
from pathlib import Path

import pytest

import bot.desk
from bot.desk.samples import check
from bot.desk.templating import LANGUAGES, TEMPLATES, TemplateError, Templates
from store.database import Database
from tests.desk.house import House

OURS = Path(bot.desk.__file__).parent / "templates"


def own(folder: Path, name: str, text: str) -> Templates:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    templates = Templates(folder)
    check(templates)
    return templates


def test_ours_can_all_be_rendered_and_stand_in_both_languages() -> None:
    check(Templates())
    for language in LANGUAGES:
        names = {path.stem for path in (OURS / language).glob("*.j2") if path.stem[0] != "_"}
        assert names == set(TEMPLATES)


def test_a_template_of_ones_own_stands_in_place_of_ours_and_the_others_stay(
    db: Database, tmp_path: Path
) -> None:
    house = House.of(db)
    house.desk.templates = own(
        tmp_path,
        "zh/receipt.j2",
        '{% import "zh/_words.j2" as words %}\n收到单 {{ order.order_no }}，{{ company }}敬上',
    )
    (receipt,) = house.telegram("@baiwei_shop", "橙汁450ml 5箱")
    assert receipt.text == f"收到单 {receipt.order_no}，恒通饮品敬上"
    (status,) = house.telegram("@baiwei_shop", "我的订单到哪里了")
    assert "目前状态：已接收" in status.text


def test_words_of_ones_own_count_in_all_of_ours(tmp_path: Path) -> None:
    words = (OURS / "zh" / "_words.j2").read_text("utf-8").replace("您好！", "亲，在的！")
    templates = own(tmp_path, "zh/_words.j2", words)
    text = templates.render("no_order", "zh", greeted=None, asked_no=None, asked_words=None)
    assert text.startswith("亲，在的！")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("zh/reciept.j2", "x", "zh/reciept.j2: no message has this name; did you mean zh/receipt.j2?"),
        ("receipt.j2", "x", "receipt.j2: no message has this name"),
        ("en/receipt.j2", "{{ tracking }}", "en/receipt.j2: is not given tracking"),
        ("en/receipt.j2", "x\n{% if order %}", "en/receipt.j2: line 2: "),
        ("zh/receipt.j2", "{{ order.nubmer }}", "zh/receipt.j2: 'dict object' has no attribute 'nubmer'"),
        ("zh/push.j2", "{% for s in shipments %}{{ s.number }}{% endfor %}", "zh/push.j2: 'dict object' has no"),
        ("zh/status.j2", "{% for o in orders %}{% if o.status == 'returned' %}{{ o.by }}{% endif %}{% endfor %}", "zh/status.j2: 'dict object' has no attribute 'by'"),
        ("zh/receipt.j2", '{% include "zh/_mine.j2" %}', "zh/receipt.j2: there is no template zh/_mine.j2"),
        ("zh/receipt.j2", "{{ order.total | euros }}", "zh/receipt.j2: line 1: No filter named 'euros'."),
        ("zh/_words.j2", "{% macro hello(name) %}{% endmacro %}", "zh/receipt.j2: 'jinja2.environment.TemplateModule object' has no"),
        ("zh/receipt.j2", "{{ order.total + 'x' }}", "zh/receipt.j2: unsupported operand"),
        ("zh/subject.j2", "{{ order_no.upper().nothing }}", "zh/subject.j2: 'str object' has no attribute 'nothing'"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_one_line_at_the_start(
    tmp_path: Path, name: str, text: str, said: str
) -> None:
    with pytest.raises(TemplateError) as caught:
        own(tmp_path, name, text)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert str(tmp_path) in str(caught.value) or "_words" in name


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"there is no such folder \(templates of \[desk\]\)"):
        Templates(tmp_path / "nowhere")


def test_a_template_that_is_missing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from jinja2 import DictLoader

    found = {str(path.relative_to(OURS)): path.read_text("utf-8") for path in OURS.rglob("*.j2")}
    del found["en/reminder.j2"]
    monkeypatch.setattr("bot.desk.templating.PackageLoader", lambda *_: DictLoader(found))
    with pytest.raises(TemplateError, match=r"en/reminder\.j2: there is no template"):
        Templates()


def test_a_copy_of_all_of_ours_is_as_good_as_ours(tmp_path: Path) -> None:
    shutil.copytree(OURS, tmp_path / "own")
    check(Templates(tmp_path / "own"))
