"""Fit the intent model that the package ships, and say what it adds on sets that it was not fitted to.

    python -m bench.train_intent                 fit on everything that may be learnt from, write parsers/intent_model.npz
    python -m bench.train_intent --ablation      leave out each trade in turn; the held-out sets are never learnt from

Needs scikit-learn (`pip install jiedan[train]`). The text: bench/intents/*.jsonl, short messages written for this, and the
messages of the sets of bench/corpus that are not held out.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from bench import fitting
from bench.sets import CORPUS, TEXTS, cases, company, fingerprint, names, rows
from parsers import Catalog, Directory, Message, intent, intentmodel, pipeline, reckon
from parsers.jsonform import message_from_json
from parsers.reading import Context, Customer, Flag, Line, OrderContext, Product

# How strongly weights are held back (the inverse of scikit-learn's C), and features seen in fewer messages left out.
STRENGTH, LEAST_SEEN = 6.0, 2


@dataclass(frozen=True, slots=True)
class Example:
    """One message as the rules and the model see it."""

    trade: str
    id: str
    intent: str
    found: dict[str, float]
    ruled: intent.Decision


@cache
def shop_of(folder: Path) -> tuple[tuple[Product, ...], Catalog, Directory]:
    goods, directory = company(folder)
    return goods, Catalog.build(goods), directory


def examples(
    folder: Path, messages: Iterable[tuple[Message, str]], *, shop: Path | None = None
) -> Iterator[Example]:
    """Each message with what the parsers find in it before the intent is decided, in the catalog of another `shop` if given."""
    _, catalog, directory = shop_of(folder)
    if shop is not None:
        catalog = shop_of(shop)[1]
    for message, wanted in messages:
        case = pipeline.annotated_case(message, catalog=catalog, directory=directory)
        findings = reckon.gather(case).found
        ruled = intent.decide(findings, message.context)
        found = intentmodel.features(
            intentmodel.masked(case.annotated), findings, message.context, ruled.cues
        )
        yield Example(folder.name, message.id, wanted, found, ruled)


def of_set(folder: Path) -> Iterator[tuple[Message, str]]:
    """The messages of a set that are no raw mails, each with what its sender wants."""
    for case in cases(folder):
        if "eml" not in case["message"]:
            yield message_from_json(case["message"]), case["gold"]["intent"]


def _order(goods: Sequence[Product], number: int, *, flags: tuple[Flag, ...] = ()) -> OrderContext:
    picked = [goods[(number * 7 + step * 3) % len(goods)] for step in range(2)]
    lines = tuple(Line(product.sku, product.name, Decimal(5), product.base_unit) for product in picked)
    return OrderContext(
        f"SO-20261101-{number:04d}", "pending" if flags else "confirmed", lines, None, None, flags
    )


def context(beside: str, goods: Sequence[Product], number: int) -> Context:
    """An invented situation: what is under way beside a message."""
    asked = (Flag("lines[0].quantity", "ambiguous"),)
    return {
        "none": Context(),
        "open": Context(open_orders=(_order(goods, number),)),
        "two": Context(open_orders=(_order(goods, number), _order(goods, number + 1))),
        "last": Context(last_order=_order(goods, number)),
        "asked": Context(pending=_order(goods, number, flags=asked)),
        "confirm": Context(pending=_order(goods, number)),
    }[beside]


def written(folder: Path, rows: Sequence[dict[str, Any]]) -> Iterator[tuple[Message, str]]:
    """The messages of bench/intents that go to one company, each from one of its customers."""
    goods, _, directory = shop_of(folder)
    for number, row in enumerate(rows, 1):
        sender = _sender(directory.customers, row["channel"], number)
        form = {
            "id": f"{folder.name}-{number}",
            "channel": row["channel"],
            "now": "2026-11-03T09:30:00+08:00",
            "from": {"address": sender, "name": None},
            "subject": row.get("subject"),
            "text": row["text"],
        }
        yield replace(message_from_json(form), context=context(row["beside"], goods, number)), row["intent"]


def _sender(people: Sequence[Customer], channel: str, number: int) -> str:
    known = [c.telegram if channel == "chat" else next(iter(c.emails), "") for c in people]
    known = [address for address in known if address]
    # Now and then a stranger writes.
    return known[number % len(known)] if known and number % 9 else "someone@elsewhere.example"


def gathered() -> list[Example]:
    """What may be learnt from."""
    shops = names(held_out=False)
    texts: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for file in sorted(TEXTS.glob("*.jsonl")):
        for number, row in enumerate(rows(file)):
            texts[row["set"] if row["set"] in shops else shops[number % len(shops)]].append(row)
    learnt: list[Example] = []
    for place, name in enumerate(shops):
        folder = CORPUS / name
        learnt += examples(folder, of_set(folder))
        learnt += examples(folder, written(folder, texts[name]))
        # Who orders what is not sold here orders all the same.
        stray = [pair for number, pair in enumerate(written(folder, texts[name])) if number % 3 == 0]
        learnt += examples(folder, stray, shop=CORPUS / shops[place - 1])
    return learnt


def held_out() -> list[Example]:
    """What is only tested on."""
    return [one for name in names(held_out=True) for one in examples(CORPUS / name, of_set(CORPUS / name))]


def fitted(learnt: Sequence[Example]) -> intentmodel.Model:
    features, line = fitting.fitted(
        [one.found for one in learnt],
        [one.intent for one in learnt],
        strength=STRENGTH,
        least_seen=LEAST_SEEN,
    )
    return intentmodel.Model(
        tuple(line.classes_),
        {name: row for row, name in enumerate(features)},
        line.coef_.T.astype(np.float16),
        line.intercept_.astype(np.float32),
        fingerprint(TEXTS),
    )


def save(model: intentmodel.Model, path: Path) -> None:
    words = {"features": list(model.rows), "intents": model.intents, "text": [model.text]}
    fitting.save(path, words, {"weights": model.weights, "bias": model.bias})


def right(
    model: intentmodel.Model | None, tested: Sequence[Example], *, rules: bool = True
) -> tuple[float, float]:
    """Of the messages: those decided rightly, and those decided wrongly with a certainty above the usual threshold."""
    hits = silent = 0
    for one in tested:
        if model is None:
            kind, certainty = str(one.ruled.intent), one.ruled.certainty
        elif rules:
            heard = intentmodel.weighed(one.ruled, model.shares(one.found))
            kind, certainty = heard.intent, heard.certainty
        else:
            shares = model.shares(one.found)
            kind = max(shares, key=shares.__getitem__)
            certainty = shares[kind]
        hits += kind == one.intent
        silent += kind != one.intent and certainty >= 0.8
    return hits / len(tested), silent / len(tested)


def ablation(learnt: Sequence[Example], kept: Sequence[Example]) -> None:
    trades = sorted({one.trade for one in learnt})
    print("right / wrong though certain, by set: rules alone, model alone, both")
    for trade in trades:
        tested = [one for one in learnt if one.trade == trade]
        _show(trade, fitted([one for one in learnt if one.trade != trade]), tested)
    whole = fitted(learnt)
    for trade in sorted({one.trade for one in kept}):
        _show(f"{trade} (held out)", whole, [one for one in kept if one.trade == trade])


def _show(name: str, model: intentmodel.Model, tested: Sequence[Example]) -> None:
    found = (right(None, tested), right(model, tested, rules=False), right(model, tested))
    print(f"{name} ({len(tested)}): " + "  ".join(f"{hits:.3f} / {silent:.3f}" for hits, silent in found))


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--ablation", action="store_true")
    args = cli.parse_args()
    learnt = gathered()
    if args.ablation:
        ablation(learnt, held_out())
        return
    print(f"{len(learnt)} messages")
    save(fitted(learnt), Path(intentmodel.__file__).with_name(intentmodel.MODEL))


if __name__ == "__main__":
    main()
