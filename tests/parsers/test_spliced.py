"""Messages of one trade with clauses of others in them, read at a third one's catalog: whatever people mix, it is read."""

import random
import re
from functools import cache
from typing import Any

import pytest

from bench.sets import CORPUS, RETOLD, WRITTEN, cases, company, names
from parsers import Catalog, read
from parsers.jsonform import message_from_json, reading_to_json

_CLAUSE = re.compile(r"(?<=[。！？；\n.!?;,，])")
_SLIPS = "0123456789.,-/xX*%箱个的一二半各 \n:：，。"
SETS = [name for name in names(held_out=False) if name != "orderforms"]
MESSAGES = 40
"""For each of the catalogs, which change with the seed."""


@cache
def _forms() -> list[dict[str, Any]]:
    every = (case["message"] for name in SETS for case in cases(CORPUS / name, WRITTEN, RETOLD))
    return [form for form in every if "eml" not in form]


@cache
def _clauses() -> list[str]:
    return [clause for form in _forms() for clause in _CLAUSE.split(form["text"]) if clause.strip()]


def _spliced(chance: random.Random) -> dict[str, Any]:
    form = dict(chance.choice(_forms()))
    clauses = _CLAUSE.split(form["text"])
    for _ in range(chance.randint(0, 3)):
        clauses.insert(chance.randrange(len(clauses) + 1), chance.choice(_clauses()))
    if chance.random() < 0.3:
        chance.shuffle(clauses)
    text = list("".join(clauses))
    for _ in range(chance.choice((0, 0, 6))):
        place = chance.randrange(len(text) + 1)
        text[place : place + chance.randint(0, 1)] = [chance.choice(_SLIPS)]
    if chance.random() < 0.3:
        form.pop("context", None)
        context = chance.choice(_forms()).get("context")
        form |= {"context": context} if context else {}
    return {**form, "text": "".join(text)}


@pytest.mark.parametrize("seed", range(16))
def test_what_is_mixed_is_read(seed: int) -> None:
    chance = random.Random(seed)
    goods, directory = company(CORPUS / SETS[seed * 7 % len(SETS)])
    catalog = Catalog.build(goods)
    for _ in range(MESSAGES):
        form = _spliced(chance)
        reading = read(message_from_json(form), catalog=catalog, directory=directory)
        assert reading_to_json(reading)["verdict"]
        for line in reading.lines:
            assert line.sku is None or catalog.get(line.sku) or form.get("context")
            for proof in line.evidence.values():
                assert proof.start == proof.end == -1 or 0 <= proof.start <= proof.end <= len(form["text"])
