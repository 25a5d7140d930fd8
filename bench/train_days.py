"""Fit the day model that the package ships, and say what it adds on sets that it was not fitted to.

    python -m bench.train_days                 fit on everything that may be learnt from, write parsers/day_model.npz
    python -m bench.train_days --ablation      leave out each set in turn

Needs scikit-learn (`pip install jiedan[train]`). The text: the messages of the sets of bench/corpus that are not held
out, whose gold says when goods shall come, and those of bench/days with each of their days told apart.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import fitting
from bench.day_texts import DAYS, texts
from bench.sets import cases, company, fingerprint
from bench.train_lines import NOW, message_of
from parsers import Catalog, Directory, daymodel, delivery_dates, delivery_day, pipeline
from parsers.dayfeatures import features
from parsers.jsonform import message_from_json
from parsers.trained import Linear

# How strongly weights are held back (the inverse of scikit-learn's C), and features seen for fewer days left out.
STRENGTH, LEAST_SEEN = 0.3, 3
# What asks for goods on a day.
INTENTS = ("new_order", "amend_order", "clarification")
# Parts of bench/days that the ablation leaves out in turn.
PARTS = 5


@dataclass(frozen=True, slots=True)
class Example:
    """One day that a message names; `wanted` then by the gold, `ruled` by the rules."""

    source: str
    id: str
    words: str
    found: Mapping[str, float]
    wanted: bool
    ruled: bool


def marked() -> Iterator[Example]:
    """The days of the messages in which each is told apart."""
    nothing, nobody = Catalog.build(()), Directory((), ())
    for number, told in enumerate(texts()):
        form = {"id": str(number), "channel": "chat", "now": NOW, "subject": None, "text": told.text}
        sender = {"address": "someone@elsewhere.example", "name": None}
        message = message_from_json({**form, "from": sender})
        annotated = pipeline.annotated_case(message, catalog=nothing, directory=nobody).annotated
        dates = delivery_day.named(annotated)
        for day in dates:
            wanted = told.says(*annotated.surface.source(day.start, day.end))
            if wanted is not None:
                source = f"texts {number % PARTS}"
                words = annotated.source(day.start, day.end)
                seen = features(annotated, day, dates)
                yield Example(
                    source, str(number), words, seen, wanted, delivery_dates.is_delivery(annotated, day)
                )


def corpus(folder: Path) -> Iterator[Example]:
    """The days of a set's messages, by their gold."""
    goods, directory = company(folder)
    catalog = Catalog.build(goods)
    for entry in cases(folder):
        gold = entry["gold"]
        asked = [flag for flag in gold.get("flags") or () if flag["field"] == "delivery_date"]
        if gold["intent"] not in INTENTS or any(flag["code"] in ("conflict", "ambiguous") for flag in asked):
            continue
        message = message_of(folder, entry["message"])
        annotated = pipeline.annotated_case(message, catalog=catalog, directory=directory).annotated
        dates = delivery_day.named(annotated)
        for day in dates:
            wanted = day.value.day is not None and day.value.day.isoformat() == gold.get("delivery_date")
            words = annotated.source(day.start, day.end)
            seen = features(annotated, day, dates)
            yield Example(
                folder.name, message.id, words, seen, wanted, delivery_dates.is_delivery(annotated, day)
            )


def fitted(learnt: Sequence[Example]) -> Linear:
    return fitting.linear(
        [one.found for one in learnt],
        [one.wanted for one in learnt],
        strength=STRENGTH,
        least_seen=LEAST_SEEN,
        text=fingerprint(DAYS),
    )


def ablation(learnt: Sequence[Example]) -> None:
    """By what is left out: days, how many the rules tell rightly, and how many the voice does."""
    sums: Counter[str] = Counter()
    for name in sorted({one.source for one in learnt}):
        model = fitted([one for one in learnt if one.source != name])
        heard = [(one, model.share(one.found)) for one in learnt if one.source == name]
        unheard = [
            f"{one.id} {one.words!r} {share:.2f}"
            for one, share in heard
            if one.wanted and share < daymodel.UNLIKELY
        ]
        found = {
            "days": len(heard),
            "by rules": sum(one.ruled == one.wanted for one, _ in heard),
            "by voice": sum((share >= 0.5) == one.wanted for one, share in heard),
            "dropped": sum(
                not one.wanted and one.ruled and share < daymodel.UNLIKELY for one, share in heard
            ),
            "lost": len(unheard),
        }
        sums.update(found)
        print(f"{name}: {found} {'; '.join(unheard)}")
    print(f"all: {dict(sums)}")


def main() -> None:
    fitting.fit_or_ablate(
        __doc__ or "",
        gather=lambda: fitting.gathered(marked(), corpus),
        fit=fitted,
        ablate=ablation,
        file=Path(daymodel.__file__).with_name(daymodel.MODEL),
    )


if __name__ == "__main__":
    main()
