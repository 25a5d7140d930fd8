"""Run every set of messages through `parsers.read` and print how the readings compare with their gold.

    python bench/reading.py --score SCORE.py [SET ...]     each SET a folder with cases.jsonl and the company's CSV files

The sets under bench/corpus are always run. With `--errors N` the first N wrong readings of each named set are shown
(of sets under bench/corpus only where named).
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
SHOWN = (
    "cases",
    "intent",
    "verdict",
    "exact",
    "touchless",
    "caught",
    "silent_errors",
    "needless",
    "review",
    "lost",
    "unread",
)


def run(folder: Path, score: Path, errors: int) -> dict[str, object]:
    """The figures of one set, and how many messages a second one core reads (start-up included in neither)."""
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        split = subprocess.run(
            [sys.executable, score, "split", folder / "cases.jsonl"], check=True, capture_output=True
        )
        (work / "messages.jsonl").write_bytes(split.stdout)
        if (folder / "eml").is_dir():
            (work / "eml").symlink_to((folder / "eml").resolve())
        command = [str(Path(sys.executable).parent / "jiedan"), "parse"]
        for option in ("catalog", "customers", "reps"):
            command += [f"--{option}", str(folder / f"{option}.csv")]
        began = time.perf_counter()
        done = subprocess.run(
            [*command, "--jsonl", work / "messages.jsonl"], check=False, capture_output=True
        )
        seconds = time.perf_counter() - began
        if done.stderr:
            sys.stderr.write(done.stderr.decode())
        (work / "readings.jsonl").write_bytes(done.stdout)
        judged = subprocess.run(
            [sys.executable, score, "score", folder / "cases.jsonl", work / "readings.jsonl", "--json"]
            + (["--errors", str(errors)] if errors else []),
            check=True,
            capture_output=True,
        )
        if errors:
            sys.stdout.write(judged.stderr.decode())
        figures: dict[str, object] = json.loads(judged.stdout)
        figures["seconds"] = round(seconds, 2)
        return figures


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("sets", nargs="*", type=Path)
    cli.add_argument("--score", type=Path, required=True)
    cli.add_argument("--errors", type=int, default=0)
    cli.add_argument("--only", action="store_true", help="the named sets alone")
    args = cli.parse_args()
    others = [] if args.only else sorted(p.parent for p in CORPUS.glob("*/cases.jsonl"))
    for folder in [*args.sets, *(p for p in others if p not in args.sets)]:
        figures = run(folder, args.score, args.errors if folder in args.sets else 0)
        print(f"{folder.name}: " + " ".join(f"{k} {figures[k]}" for k in (*SHOWN, "seconds")))


if __name__ == "__main__":
    main()
