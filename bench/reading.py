"""Read the sets of messages and print how the readings agree with their gold.

    python -m bench.reading [SET ...]                       jiedan on the named sets, or on all of bench/corpus
    python -m bench.reading --errors 20 SET                 and the first 20 messages that are not exact
    python -m bench.reading --file unseen.jsonl             the same matters in other words that nobody looks at (or retold.jsonl)
    python -m bench.reading --messages SET > messages.jsonl the messages alone, for another program
    python -m bench.reading --readings FILE SET             what that program answered, one JSON object a line

A SET is a folder with cases.jsonl, the company's catalog.csv, customers.csv and reps.csv, and perhaps eml/.
Paths of .eml files count from the set's folder. Sets that are held out: see bench/corpus/README.md before `--errors`.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.scoring import Judged, figures, judge
from bench.sets import CORPUS, HELD_OUT, RETOLD, UNSEEN, WRITTEN, cases, names, rows

SHOWN = 200


def readings(folder: Path, wanted: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What `jiedan parse` says to the set's messages."""
    with tempfile.TemporaryDirectory() as scratch:
        messages = Path(scratch) / "messages.jsonl"
        messages.write_text("\n".join(json.dumps(case["message"]) for case in wanted), encoding="utf-8")
        if (folder / "eml").is_dir():
            (Path(scratch) / "eml").symlink_to((folder / "eml").resolve())
        command = [str(Path(sys.executable).parent / "jiedan"), "parse", "--jsonl", str(messages)]
        for option in ("catalog", "customers", "reps"):
            command += [f"--{option}", str(folder / f"{option}.csv")]
        done = subprocess.run(command, check=False, stdout=subprocess.PIPE, encoding="utf-8")
        if not done.stdout:
            sys.exit(f"{folder.name}: no readings (exit status {done.returncode})")
        return [json.loads(row) for row in done.stdout.splitlines()]


def judged(folder: Path, answers: Path | None = None, *, file: str = WRITTEN) -> list[Judged]:
    """Each case in a file of a set beside its reading: jiedan's, or those of `answers`."""
    wanted = cases(folder, file)
    found = rows(answers) if answers else readings(folder, wanted)
    by_id = {reading.get("id"): reading for reading in found}
    return [judge(case, by_id.get(case["message"]["id"], {})) for case in wanted]


def show(results: Sequence[Judged], most: int) -> None:
    for result in [result for result in results if result.differences][:most]:
        message = result.case["message"]
        text = message.get("text") or message.get("eml") or ""
        print(f"--- {message['id']}: {text[:SHOWN]!r}", *result.differences, sep="\n    ")


def tell(name: str, results: Sequence[Judged], *, everything: bool) -> None:
    """Print the figures of a set."""
    found = figures(list(results))
    if everything:
        print(json.dumps({"set": name, **found}, ensure_ascii=False))
    else:
        print(f"{name}: " + " ".join(f"{k} {v}" for k, v in found.items() if not isinstance(v, dict)))


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("sets", nargs="*", type=Path)
    cli.add_argument("--file", default=WRITTEN, choices=(WRITTEN, RETOLD, UNSEEN))
    cli.add_argument("--errors", type=int, default=0, metavar="N")
    cli.add_argument("--messages", action="store_true")
    cli.add_argument("--readings", type=Path, metavar="FILE")
    cli.add_argument("--json", action="store_true", help="all figures, F1 by field and exact by tag too")
    args = cli.parse_args()
    sets = args.sets or [CORPUS / name for held_out in (False, True) for name in names(held_out=held_out)]
    if args.readings and len(sets) != 1:
        cli.error("--readings answers one SET")
    if args.errors and not args.sets:
        cli.error("--errors needs the SET to look at")
    if args.errors and (args.file == UNSEEN or any(folder.name in HELD_OUT for folder in sets)):
        cli.error("what is held out is not looked at")
    every: list[Judged] = []
    for folder in sets:
        if not (folder / args.file).is_file():
            continue
        if args.messages:
            for case in cases(folder, args.file):
                print(json.dumps(case["message"], ensure_ascii=False))
            continue
        results = judged(folder, args.readings, file=args.file)
        every += results
        show(results, args.errors)
        tell(folder.name, results, everything=args.json)
    if len(sets) > 1 and every:
        tell("all", every, everything=args.json)


if __name__ == "__main__":
    main()
