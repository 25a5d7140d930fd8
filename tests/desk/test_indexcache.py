"""The kept index of a large catalog: the same as one made anew, and never more than a help."""

import os
import pickle
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from bench.speed import invented
from bot.desk import indexcache
from bot.desk.indexcache import MOST_KEPT, indexed
from parsers import Catalog

GOODS = tuple(invented(60))


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexcache, "FEWEST", 50)


def alike(one: Catalog, other: Catalog) -> bool:
    return one.__getstate__() == other.__getstate__()


def kept(folder: Path) -> list[Path]:
    return sorted(folder.glob("*"))


def test_what_is_kept_is_what_would_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = indexed(GOODS, "a", folder=tmp_path)
    monkeypatch.setattr(Catalog, "build", lambda *_: pytest.fail("made anew"))
    again = indexed(GOODS, "a", folder=tmp_path)
    assert again is not first
    assert alike(again, first)


@pytest.mark.parametrize(
    "changed",
    [
        lambda one: replace(one, stock=Decimal(7), price=Decimal(3)),
        lambda one: replace(one, name="圆柄铜刷40", aliases=("铜刷",)),
        lambda one: replace(one, units={"包": Decimal(6)}, default_unit="包"),
        lambda one: replace(one, category="刷类"),
    ],
)
def test_of_a_changed_catalog_only_the_changed_rows_are_made(tmp_path: Path, changed: object) -> None:
    assert callable(changed)
    indexed(GOODS, "a", folder=tmp_path)
    goods = (*(changed(one) for one in GOODS[:3]), *GOODS[5:])
    assert alike(indexed(goods, "a", folder=tmp_path), Catalog.build(goods))
    assert alike(indexed(goods, "a", folder=tmp_path), Catalog.build(goods))
    assert len(kept(tmp_path)) == 1


def test_each_source_and_each_version_has_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    indexed(GOODS, "a", folder=tmp_path)
    indexed(GOODS, "b", folder=tmp_path)
    monkeypatch.setattr(indexcache, "_version", lambda: "another")
    indexed(GOODS, "a", folder=tmp_path)
    assert len(kept(tmp_path)) == 3


def test_a_small_catalog_is_not_kept(tmp_path: Path) -> None:
    indexed(GOODS[:49], "a", folder=tmp_path)
    assert kept(tmp_path) == []


def test_the_least_used_go(tmp_path: Path) -> None:
    for number in range(MOST_KEPT + 2):
        indexed(GOODS, str(number), folder=tmp_path)
        for path in kept(tmp_path):
            os.utime(path, (1_000_000 + number, path.stat().st_mtime - 10))
    assert len(kept(tmp_path)) == MOST_KEPT


class _Harmful:
    def __reduce__(self) -> tuple[object, ...]:
        return (os.mkdir, ("harmed",))


@pytest.mark.parametrize(
    "content", [b"", b"nothing of ours", pickle.dumps(_Harmful()), pickle.dumps([1, 2]), b"\x80\x05cut"]
)
def test_what_is_broken_or_of_others_is_made_anew(
    tmp_path: Path, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    indexed(GOODS, "a", folder=tmp_path)
    (file,) = kept(tmp_path)
    file.write_bytes(content)
    assert alike(indexed(GOODS, "a", folder=tmp_path), Catalog.build(GOODS))
    assert kept(tmp_path) == [file]


def test_a_folder_that_cannot_be_written_is_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert len(indexed(GOODS, "a", folder=tmp_path / "file")) == len(GOODS)
