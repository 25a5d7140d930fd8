"""Every cue is found in its valid samples and in none of its invalid ones."""

import pytest

from parsers import cues, wordlists
from parsers.normalize import lower, surface

SAMPLES = [
    pytest.param(table.get("as", name), sample, found, id=f"{name}-{sample}")
    for name, table in wordlists.load("cues").items()
    for key, found in (("yes", True), ("no", False))
    for sample in table.get(key, ())
]


@pytest.mark.parametrize(("name", "sample", "found"), SAMPLES)
def test_samples(name: str, sample: str, found: bool) -> None:
    labels = {span.label for span in cues.find(lower(surface(sample).text))}
    assert (name in labels) is found
