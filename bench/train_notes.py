"""Fit the note model that the package ships, and say what it adds on sets that it was not fitted to.

    python -m bench.train_notes                 fit on everything that may be learnt from, write parsers/note_model.npz
    python -m bench.train_notes --ablation      leave out each set in turn

Needs scikit-learn (`pip install jiedan[train]`). The text: the messages of the sets of bench/corpus that are not held
out, whose gold says what of them is a note, and those of bench/notes with their requirements marked.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import fitting
from bench.line_texts import shops, unmarked
from bench.note_texts import NOTES, composed, texts
from bench.scoring import letters
from bench.sets import cases, company, fingerprint
from bench.train_lines import NOW, message_of
from parsers import Catalog, Directory, linemodel, notemodel, notes, pipeline, reckon, requirements
from parsers.jsonform import message_from_json
from parsers.reckon_case import Case
from parsers.trained import Linear

# How strongly weights are held back (the inverse of scikit-learn's C), and features seen in fewer clauses left out.
STRENGTH, LEAST_SEEN = 1.0, 3
# What is carried out, so that the gold of such messages notes what is required.
INTENTS = ("new_order", "amend_order", "clarification", "confirm_order", "return_request")
# A clause is required where the note has so many of its pairs of letters, and not where it has so few; between them
# nobody can say.
REQUIRED, NOT_REQUIRED = 0.6, 0.3
# Of fewer letters a note has the pairs by chance.
SHORT = 6


@dataclass(frozen=True, slots=True)
class Example:
    """One clause of a message; `required` by the gold, `ruled` by the rules."""

    source: str
    id: str
    words: str
    found: Mapping[str, float]
    required: bool
    ruled: bool


def clauses(case: Case) -> Iterator[tuple[requirements.Clause, str]]:
    """The clauses of a message that may be required, with the sender's words."""
    block = reckon.joined(case.blocks)
    linemodel.set_aside(block, case.annotated, case.catalog)
    taken = requirements.apart(case.annotated, reckon.ordered(block, case.annotated))
    for part in case.annotated.voice:
        if not notes.is_form(case.annotated, part):
            for sentence in requirements.sentences(case.annotated, part, taken):
                for clause in sentence:
                    if clause.seen is not None:
                        yield clause, case.annotated.source(*clause.place)


def corpus(folder: Path) -> Iterator[Example]:
    """The clauses of a set's messages, by their gold."""
    goods, directory = company(folder)
    catalog = Catalog.build(goods)
    for entry in cases(folder):
        gold = entry["gold"]
        if gold["intent"] not in INTENTS:
            continue
        message = message_of(folder, entry["message"])
        case = pipeline.annotated_case(message, catalog=catalog, directory=directory)
        for clause, words in clauses(case):
            required = noted(letters(words), letters(gold.get("note") or ""))
            if required is not None and clause.seen is not None:
                yield Example(folder.name, message.id, words, clause.seen, required, clause.ruled)


def noted(said: str, note: str) -> bool | None:
    """Whether a note has what is said; None where it has a part of it."""
    if not note or len(said) < SHORT:
        return bool(said) and said in note
    pairs = {said[at : at + 2] for at in range(len(said) - 1)}
    share = sum(pair in note for pair in pairs) / len(pairs)
    return True if share >= REQUIRED else False if share < NOT_REQUIRED else None


def marked() -> Iterator[Example]:
    """The clauses of the messages with marks, by these; each message is read in the catalog of its trade."""
    built = {trade: Catalog.build(goods) for trade, goods in shops().items()}
    for number, (trade, channel, marks) in enumerate((*texts(), *composed(shops()))):
        text, required = unmarked(marks)
        form = {"id": str(number), "channel": channel, "now": NOW, "subject": None, "text": text}
        message = message_from_json({**form, "from": {"address": "someone@elsewhere.example", "name": None}})
        case = pipeline.annotated_case(message, catalog=built[trade], directory=Directory((), ()))
        for clause, words in clauses(case):
            first, last = case.annotated.surface.source(*clause.place)
            inside = sum(max(0, min(end, last) - max(start, first)) for start, end in required)
            share = inside / max(1, last - first)
            if clause.seen is not None and not NOT_REQUIRED <= share < REQUIRED:
                yield Example(
                    "texts", f"{trade}-{number}", words, clause.seen, share >= REQUIRED, clause.ruled
                )


def fitted(learnt: Sequence[Example]) -> Linear:
    return fitting.linear(
        [one.found for one in learnt],
        [one.required for one in learnt],
        strength=STRENGTH,
        least_seen=LEAST_SEEN,
        text=fingerprint(NOTES),
    )


def ablation(learnt: Sequence[Example], *, told: bool) -> None:
    """By what is left out: clauses that are required, and how many the rules, the voice and both together find."""
    sums: Counter[str] = Counter()
    for name in sorted({one.source for one in learnt}):
        tested = [one for one in learnt if one.source == name]
        model = fitted([one for one in learnt if one.source != name])
        found: Counter[str] = Counter()
        for one in tested:
            share = model.share(one.found)
            both = notemodel.requires(model, one.found, ruled=one.ruled)
            for by, says in (("rules", one.ruled), ("voice", share >= notemodel.SURE), ("both", both)):
                found[by] += says and one.required
                found[f"{by} wrong"] += says and not one.required
            if told and both != one.required:
                print(
                    f"    {'missed' if one.required else 'wrong'} {share:.2f} {one.ruled} {one.id} {one.words!r}"
                )
        found["required"] = sum(one.required for one in tested)
        sums.update(found)
        print(f"{name}: {dict(found)}")
    print(f"all: {dict(sums)}")


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--ablation", action="store_true")
    cli.add_argument("--told", action="store_true", help="with --ablation: each clause that is taken wrongly")
    args = cli.parse_args()
    learnt = fitting.gathered(marked(), corpus)
    if args.ablation:
        ablation(learnt, told=args.told)
        return
    print(f"{len(learnt)} clauses")
    fitting.save_linear(Path(notemodel.__file__).with_name(notemodel.MODEL), fitted(learnt))


if __name__ == "__main__":
    main()
