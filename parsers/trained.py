"""The files of the trained voices: lists of words, and arrays of numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

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
