"""Every transcript, on both databases, word for word."""

from pathlib import Path

import pytest

from store.database import Database
from tests.flows.transcript import play

TRANSCRIPTS = sorted((Path(__file__).parent / "transcripts").glob("*.txt"))


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_conversation(db: Database, path: Path) -> None:
    play(db, path)
