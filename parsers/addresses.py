"""Where the goods shall go: written addresses, and the labels that follow a delivery cue (送仓库, ship to Reno)."""

from dataclasses import dataclass
from typing import Literal

from parsers.spans import Span


@dataclass(frozen=True, slots=True)
class AddressValue:
    """`text` is the address or the label's words; `cue` the words that announced it, if any."""

    text: str
    kind: Literal["address", "label", "usual"]
    cue: str | None = None


def find(text: str) -> list[Span]:
    """Spans 'address', 'address_label' and 'address_usual' (老地方, same address), all AddressValue."""
    return []
