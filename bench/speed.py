"""How fast one core reads, at small and at large catalogs; start-up, index and memory beside it.

    python -m bench.speed [--skus 5000 100000] [--rounds 1] [--json] [SET ...]

Messages are those of the sets named, else of the building sets of bench/corpus (plain texts, mails as their text). Each is read at its own company's
catalog, then at that catalog filled up with invented products to each of the sizes. What counts are the ratios of one
run: they say the same on a slow machine and on a fast one. Each size runs in a process of its own.
"""

import argparse
import gc
import json
import multiprocessing
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from statistics import median, quantiles

from bench.sets import CORPUS, company, names, rows
from parsers import Catalog, Message, Product, read
from parsers.jsonform import message_from_json

# Order forms are read by other means, at another pace.
SETS = [CORPUS / name for name in names(held_out=False) if name != "orderforms"]

_SYLLABLES = "安波川达恩丰格华佳凯兰明宁欧平奇瑞森泰维欣亚泽卓"
_THINGS = "轮轴杯盘管线板片条圈罩垫夹钩架筒阀泵灯镜刷布袋膜纸笔尺刀锤钳"
_KINDS = "软硬厚薄宽窄长短直弯单双圆方平尖"
_COLOURS = (("红", "red"), ("蓝", "blue"), ("白", "white"), ("黑", "black"), ("绿", "green"))
_SOUNDS = ("ba", "do", "fi", "ka", "lu", "mo", "ne", "pi", "ra", "su", "ti", "vo")


def invented(count: int, *, seed: int = 1) -> Iterator[Product]:
    """Products of invented brands and kinds in many sizes and colours, different from each other."""
    chance = random.Random(seed)
    seen: set[str] = set()
    while len(seen) < count:
        brand = "".join(chance.choices(_SYLLABLES, k=2))
        kind = chance.choice(_KINDS) + "".join(chance.choices(_THINGS, k=2))
        (colour, english), size = (
            chance.choice(_COLOURS),
            chance.choice((5, 8, 10, 12, 16, 20, 25, 32, 40, 50, 65, 80)),
        )
        name = f"{brand}{kind}{colour}{size}mm"
        if name in seen:
            continue
        seen.add(name)
        latin = "".join(chance.choices(_SOUNDS, k=3)).title() + " " + "".join(chance.choices(_SOUNDS, k=2))
        yield Product(
            sku=f"X{len(seen):06d}",
            name=name,
            name_en=f"{latin} {english} {size}mm",
            aliases=(f"{kind}{size}",),
            spec=f"{size}mm",
            base_unit="个",
            units={"箱": Decimal(chance.choice((12, 24, 50, 100)))},
            default_unit="箱",
            price=Decimal(chance.randrange(100, 9999)) / 100,
            currency="CNY",
        )


def messages_of(folder: Path) -> list[Message]:
    """The messages of a set that are no raw mails."""
    forms = [case["message"] for case in rows(folder / "cases.jsonl")]
    return [message_from_json(form) for form in forms if "eml" not in form]


def resident() -> float:
    """The most memory that this process has held, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def measured(skus: int, rounds: int, sets: Sequence[Path]) -> dict[str, float]:
    """Figures at catalogs of `skus` products (0: the sets' own). Times are of the process, in milliseconds and seconds."""
    more = tuple(invented(skus)) if skus else ()
    times: list[float] = []
    indexed = built = 0.0
    empty = resident()
    catalog: Catalog | None = None
    for folder in sets:
        goods, directory = company(folder)
        messages = messages_of(folder)
        sold = (*goods, *more[: max(0, skus - len(goods))])
        # The catalog before is let go first: a company has one.
        catalog = None
        gc.collect()
        began = time.process_time()
        catalog = Catalog.build(sold)
        built += time.process_time() - began
        indexed += len(sold)
        # What is made at the first message of a catalog is not what a message costs.
        read(messages[0], catalog=catalog, directory=directory)
        for message in messages * rounds:
            began = time.process_time()
            read(message, catalog=catalog, directory=directory)
            times.append((time.process_time() - began) * 1000)
    return {
        "messages_a_second": round(1000 * len(times) / sum(times), 1),
        "median_ms": round(median(times), 2),
        "p95_ms": round(quantiles(times, n=20)[-1], 2),
        "slowest_ms": round(max(times), 1),
        "mean_ms": round(sum(times) / len(times), 3),
        "index_s": round(built / len(sets), 3),
        "index_ms_per_thousand": round(1_000_000 * built / indexed, 1),
        "rss_mb": round(resident(), 0),
        "rss_of_catalogs_mb": round(resident() - empty, 0),
    }


def start_up() -> dict[str, float]:
    """Seconds until a fresh interpreter has nothing, spaCy, and the parsers ready to read."""
    figures: dict[str, float] = {}
    ready = "from parsers import read; from parsers.pipeline import language; language()"
    for name, code in (("python", "pass"), ("spacy", "import spacy"), ("parsers", ready)):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        figures[name] = round(time.perf_counter() - began, 3)
    return figures


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("sets", nargs="*", type=Path, default=SETS)
    cli.add_argument("--skus", type=int, nargs="*", default=[5_000, 100_000])
    cli.add_argument("--rounds", type=int, default=1)
    cli.add_argument("--json", action="store_true")
    args = cli.parse_args()
    start = start_up()
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        sizes = {skus: pool.apply(measured, (skus, args.rounds, args.sets)) for skus in (0, *args.skus)}
    own = sizes[0]["mean_ms"]
    ratios = {skus: round(figures["mean_ms"] / own, 2) for skus, figures in sizes.items()}
    if args.json:
        print(json.dumps({"start_up_s": start, "sizes": sizes, "cost_of_a_message": ratios}))
        return
    print("start-up: " + ", ".join(f"{name} {seconds} s" for name, seconds in start.items()))
    for skus, figures in sizes.items():
        shown = " ".join(f"{name} {figure}" for name, figure in figures.items())
        print(f"{skus or 'own catalogs'}: a message costs {ratios[skus]} times as much; {shown}")


if __name__ == "__main__":
    main()
