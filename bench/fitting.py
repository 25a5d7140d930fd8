"""How the trained voices are fitted to the features of their examples, and kept as files (see parsers/trained.py)."""

import argparse
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from bench.sets import CORPUS, names
from parsers.trained import Linear

Example = TypeVar("Example")


def gathered(marked: Iterable[Example], of_set: Callable[[Path], Iterable[Example]]) -> list[Example]:
    """The examples that are `marked` in text of their own, and those of each set that may be learnt from."""
    found = list(marked)
    for name in names(held_out=False):
        found += of_set(CORPUS / name)
    return found


def fit_or_ablate(
    usage: str,
    *,
    gather: Callable[[], list[Example]],
    fit: Callable[[Sequence[Example]], Linear],
    ablate: Callable[[Sequence[Example]], None],
    file: Path,
) -> None:
    """What a trainer does when it is run: fit the voice and keep it in `file`, or with --ablation say what it adds."""
    cli = argparse.ArgumentParser(description=usage, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--ablation", action="store_true")
    args = cli.parse_args()
    learnt = gather()
    if args.ablation:
        ablate(learnt)
        return
    print(f"{len(learnt)} examples")
    save_linear(file, fit(learnt))


def fitted(
    seen: Sequence[Mapping[str, float]],
    meant: Sequence[Hashable],
    *,
    strength: float,
    least_seen: int,
) -> tuple[list[str], LogisticRegression]:
    """The features in the order of the fit's weights, and the fit.

    The greater `strength`, the less weights are held back; features of fewer than `least_seen` examples are left out.
    """
    times = Counter(name for found in seen for name in found)
    kept = {name for name, number in times.items() if number >= least_seen and "\n" not in name}
    table = DictVectorizer(dtype=np.float32)
    grid = table.fit_transform([{k: v for k, v in found.items() if k in kept} for found in seen])
    line = LogisticRegression(C=strength, max_iter=2000).fit(grid, meant)
    return table.feature_names_, line


def linear(
    seen: Sequence[Mapping[str, float]],
    meant: Sequence[bool],
    *,
    strength: float,
    least_seen: int,
    text: str,
) -> Linear:
    """A voice that says yes or no, fitted as `fitted` does; `text` is the fingerprint of what it was fitted to."""
    features, line = fitted(seen, meant, strength=strength, least_seen=least_seen)
    weights = dict(zip(features, line.coef_[0].tolist(), strict=True))
    return Linear(weights, float(line.intercept_[0]), text)


def save_linear(path: Path, model: Linear) -> None:
    """Keep a voice that says yes or no."""
    words = {"features": list(model.weights), "text": [model.text]}
    weights = np.array(list(model.weights.values()), np.float16)
    save(path, words, {"weights": weights, "bias": np.float32(model.bias)})


def save(path: Path, words: Mapping[str, Sequence[str]], numbers: Mapping[str, np.ndarray]) -> None:
    """Keep lists of words, without line breaks in them, and arrays of numbers."""
    lists = {name: np.frombuffer("\n".join(listed).encode(), np.uint8) for name, listed in words.items()}
    np.savez_compressed(path, **lists, **numbers)
    print(f"{path.name}: {path.stat().st_size} bytes")
