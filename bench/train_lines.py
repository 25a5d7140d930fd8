"""Fit the line model that the package ships, and say what it adds on sets that it was not fitted to.

    python -m bench.train_lines                 fit on everything that may be learnt from, write parsers/line_model.npz
    python -m bench.train_lines --ablation      leave out each set in turn

Needs scikit-learn (`pip install jiedan[train]`). The text: bench/lines/texts.jsonl, short messages with their remarks
marked, and the messages of the sets of bench/corpus that are not held out, whose gold says what is a line.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bench import fitting
from bench.line_texts import LINES, shops, texts, unmarked
from bench.sets import cases, company, fingerprint
from bot.channels.mime import envelope_from_bytes
from parsers import Catalog, Directory, Message, linefeatures, linemodel, mentioned, pipeline, reckon
from parsers.about_order import INTENTS
from parsers.drafts import Draft
from parsers.jsonform import message_from_json
from parsers.orderlines import settle
from parsers.reading import Intent, Line
from parsers.reckon_case import Case
from parsers.trained import Linear

# How strongly weights are held back (the inverse of scikit-learn's C), and features seen in fewer drafts left out.
STRENGTH, LEAST_SEEN = 0.6, 3
NOW = "2026-11-03T09:30:00+08:00"


@dataclass(frozen=True, slots=True)
class Example:
    """One draft that would be a line; `remark`: it is none."""

    source: str
    id: str
    words: str
    found: dict[str, float]
    remark: bool
    bar: float | None

    @property
    def trade(self) -> str:
        """The trade that a marked message was written for; a clause stays with one, whatever catalog it is read in."""
        return self.id.split("-")[0] if self.source in ("texts", "strayed") else ""


def examples(
    source: str,
    case: Case,
    lines: Sequence[Draft],
    remarks: Sequence[bool | None],
    id_: str,
    *,
    kind: Intent = "new_order",
) -> Iterator[Example]:
    for draft, remark in zip(lines, remarks, strict=True):
        if remark is not None and id(draft) not in case.annotated.filed:
            orders = kind == "new_order"
            found = linefeatures.features(draft, lines, case.annotated, case.catalog, orders=orders)
            bar = linemodel.bar(draft) if orders else linemodel.bar_in_talk(draft, lines, kind)
            words = case.annotated.source(*_reach(draft))
            yield Example(source, id_, words, found, remark, bar)


def _reach(draft: Draft) -> tuple[int, int]:
    """Where a draft stands together with its amount."""
    spans = [draft, *([draft.amount] if draft.amount is not None else [])]
    return min(span.start for span in spans), max(span.end for span in spans)


def marked() -> Iterator[Example]:
    """The drafts of the messages with marks, each message in the catalog of its trade and of another."""
    built = {trade: Catalog.build(goods) for trade, goods in shops().items()}
    trades = list(built)
    for number, (trade, channel, subject, text) in enumerate(texts()):
        plain, remarks = unmarked(text)
        form = {"id": str(number), "channel": channel, "now": NOW, "subject": subject, "text": plain}
        message = message_from_json({**form, "from": {"address": "someone@elsewhere.example", "name": None}})
        for step in (0, 1 + number % (len(trades) - 1)):
            catalog = built[trades[(trades.index(trade) + step) % len(trades)]]
            case = pipeline.annotated_case(message, catalog=catalog, directory=Directory((), ()))
            lines = linemodel.in_order(reckon.joined(case.blocks))
            told = [_marked(case.annotated.surface.source(*_reach(draft)), remarks) for draft in lines]
            yield from examples("texts" if step == 0 else "strayed", case, lines, told, f"{trade}-{number}")


def _marked(place: tuple[int, int], remarks: Sequence[tuple[int, int]]) -> bool | None:
    """Whether a stretch lies in a remark; None where it reaches into one."""
    if any(start <= place[0] and place[1] <= end for start, end in remarks):
        return True
    return None if any(place[0] < end and start < place[1] for start, end in remarks) else False


def corpus(folder: Path) -> Iterator[Example]:
    """The drafts of a set's messages, by their gold."""
    goods, directory = company(folder)
    catalog = Catalog.build(goods)
    for entry in cases(folder):
        gold = entry["gold"]
        kind: Intent = gold["intent"]
        if kind != "new_order" and (kind not in INTENTS or kind == "confirm_order"):
            continue
        message = message_of(folder, entry["message"])
        case = pipeline.annotated_case(message, catalog=catalog, directory=directory)
        block = reckon.joined(case.blocks)
        orders = kind == "new_order"
        lines = linemodel.in_order(block) if orders else mentioned.goods(block, kind, case.annotated, catalog)
        told = [not meant for meant in _meant(lines, case, gold.get("lines") or ())]
        yield from examples(folder.name, case, lines, told, message.id, kind=kind)


def message_of(folder: Path, form: dict[str, Any]) -> Message:
    if "eml" not in form:
        return message_from_json(form)
    received = datetime.fromisoformat(form["now"])
    envelope = envelope_from_bytes((folder / form["eml"]).read_bytes(), source="corpus", received_at=received)
    return message_from_json({**form, "subject": envelope.subject, "text": envelope.text})


def _meant(lines: Sequence[Draft], case: Case, gold: Sequence[dict[str, Any]]) -> list[bool]:
    """Which drafts stand for a line of the gold: each for one, of a product that it may name or else of its amount."""
    free = list(gold)
    meant = [False] * len(lines)
    settled = [settle(draft, case.annotated, case.catalog).line for draft in lines]
    for near in (_same, _of_product, _of_amount, _unknown):
        for place, (draft, line) in enumerate(zip(lines, settled, strict=True)):
            fits = [one for one in free if not meant[place] and near(draft, line, one)]
            if fits:
                meant[place] = True
                free.remove(fits[0])
    return meant


def _same(draft: Draft, line: Line, gold: dict[str, Any]) -> bool:
    return _of_product(draft, line, gold) and _amount(line) == gold.get("quantity")


def _of_product(draft: Draft, line: Line, gold: dict[str, Any]) -> bool:
    return gold.get("sku") in {*draft.match.skus, *draft.alternatives}


def _of_amount(draft: Draft, line: Line, gold: dict[str, Any]) -> bool:
    return _amount(line) is not None and _amount(line) == gold.get("quantity")


def _unknown(draft: Draft, line: Line, gold: dict[str, Any]) -> bool:
    return gold.get("sku") is None and None in (_amount(line), gold.get("quantity"))


def _amount(line: Line) -> float | None:
    return float(line.quantity) if line.quantity is not None else None


def fitted(learnt: Sequence[Example]) -> Linear:
    return fitting.linear(
        [one.found for one in learnt],
        [one.remark for one in learnt],
        strength=STRENGTH,
        least_seen=LEAST_SEEN,
        text=fingerprint(LINES),
    )


def ablation(learnt: Sequence[Example]) -> None:
    """By what is left out: remarks and lines, and how many of either are dropped."""
    sums: Counter[str] = Counter()
    own = {one.source for one in learnt} - {"texts", "strayed"}
    for name in (*sorted(own), *sorted(path.stem for path in LINES.glob("*.csv"))):
        tested = [one for one in learnt if name in (one.source, one.trade)]
        left = {id(one) for one in tested}
        model = fitted([one for one in learnt if id(one) not in left])
        dropped = [one for one in tested if one.bar is not None and model.share(one.found) >= one.bar]
        lost = [f"{one.id} {one.words!r}" for one in dropped if not one.remark]
        found = {
            "remarks": sum(one.remark for one in tested),
            "dropped": sum(one.remark for one in dropped),
            "lines": sum(not one.remark for one in tested),
            "lost": len(lost),
        }
        sums.update(found)
        print(f"{name}: {found} {'; '.join(lost)}")
    print(f"all: {dict(sums)}")


def main() -> None:
    fitting.fit_or_ablate(
        __doc__ or "",
        gather=lambda: fitting.gathered(marked(), corpus),
        fit=fitted,
        ablate=ablation,
        file=Path(linemodel.__file__).with_name(linemodel.MODEL),
    )


if __name__ == "__main__":
    main()
