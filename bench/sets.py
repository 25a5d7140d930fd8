"""The sets of the corpus and what each is for."""

import hashlib
import json
from pathlib import Path
from typing import Any

from parsers import Directory
from parsers.company_csv import customers, products, reps
from parsers.reading import Product

CORPUS = Path(__file__).parent / "corpus"
# Short messages written for the intent model alone.
TEXTS = Path(__file__).parent / "intents"
# Read by programs alone: no rule is written for them and no model learns from them (see corpus/README.md).
HELD_OUT = ("appliances", "bicycles", "camping", "dairy", "dental", "fruit", "motorcycle")
# The cases of a set as they were written, and the same matters told again by other people: those that are built with, and
# those that are read by programs alone.
WRITTEN, RETOLD, UNSEEN = "cases.jsonl", "retold.jsonl", "unseen.jsonl"
LEARNT = (WRITTEN, RETOLD)


def names(*, held_out: bool) -> list[str]:
    """The sets that are held out, or those that may be built with."""
    every = sorted(path.parent.name for path in CORPUS.glob(f"*/{WRITTEN}"))
    return [name for name in every if (name in HELD_OUT) == held_out]


def rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    return [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines() if row.strip()]


def cases(folder: Path, *files: str) -> list[dict[str, Any]]:
    """A set's cases in the named files, or those from which models may learn."""
    paths = [folder / file for file in files or LEARNT]
    return [row for path in paths if path.is_file() for row in rows(path)]


def company(folder: Path) -> tuple[tuple[Product, ...], Directory]:
    """What the company of a set sells, and whom it knows."""
    goods, people, staff = (
        (folder / f"{part}.csv").read_text(encoding="utf-8-sig") for part in ("catalog", "customers", "reps")
    )
    return products(goods).rows, Directory(customers(people).rows, reps(staff).rows)


def fingerprint(folder: Path, *files: str) -> str:
    """Of the text that a model learns from, what lies in its folder and the named files of the sets that may be built with, or
    all that models learn from: a model that was fitted to another one is out of date."""
    digest = hashlib.sha256()
    sets = [CORPUS / name / file for name in names(held_out=False) for file in files or LEARNT]
    for file in (*sorted(folder.glob("*.csv")), *sorted(folder.glob("*.jsonl")), *sets):
        if file.is_file():
            digest.update(file.read_bytes())
    return digest.hexdigest()
