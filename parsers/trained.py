"""The files of the trained voices: lists of words, and arrays of numbers; and how those speak that only say yes or no."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from operator import mul

import numpy as np


@dataclass(frozen=True, slots=True)
class Trained:
    """What a file holds, by its names; bench/fitting.py writes it."""

    words: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, np.ndarray]


def load(name: str) -> Trained:
    """The parsed `parsers/<name>`."""
    words: dict[str, tuple[str, ...]] = {}
    numbers: dict[str, np.ndarray] = {}
    with files("parsers").joinpath(name).open("rb") as file, np.load(file, allow_pickle=False) as data:
        for key, array in data.items():
            if array.dtype == np.uint8:
                words[key] = tuple(array.tobytes().decode().split("\n"))
            else:
                numbers[key] = array
    return Trained(words, numbers)


@dataclass(frozen=True, slots=True)
class Linear:
    """A voice that says yes or no. `weights` has one a feature; `text` is the fingerprint of what it was fitted to."""

    weights: Mapping[str, float]
    bias: float
    text: str

    def share(self, found: Mapping[str, float]) -> float:
        """How likely the answer to what is seen so is yes, 0 to 1."""
        weights = (self.weights.get(name, 0.0) for name in found)
        total = self.bias + sum(map(mul, weights, found.values()))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def linear(name: str) -> Linear:
    """The voice of `parsers/<name>`."""
    kept = load(name)
    words, numbers = kept.words, kept.numbers
    weights = dict(zip(words["features"], numbers["weights"].astype(float).tolist(), strict=True))
    return Linear(weights, float(numbers["bias"]), words["text"][0])
