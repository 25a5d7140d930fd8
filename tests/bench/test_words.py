"""No phrase of the corpus stands in the program: its words hold for the language, and were not copied from a set."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bench.sets import CORPUS, HELD_OUT, WRITTEN, cases, names
from bot.channels.mime import envelope_from_bytes

ROOT = Path(__file__).parents[2]
# Shorter runs may be chance. A number or a Latin word within a Chinese run counts as one character.
CHARACTERS, WORDS = 6, 4
HAN = re.compile(r"[\u3400-\u9fff]")
TOKEN = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+(?:['’][^\W\u3400-\u9fff]+)*")
# What our own rows go on over: the margin, and the # of a comment.
FOLD = re.compile(r"(?<=\S)\n[ \t]*(?:#[ \t]*)?(?=\S)")
ESCAPE = re.compile(r"\\[A-Za-z]")
# English that is grammar alone tells nothing: a run needs two words beside these.
GRAMMAR = frozenset(
    re.findall(
        "[a-z]+",
        "a an the this that these those it its i we you they them my our your their us me "
        "am is are was were be been being has have had do does did will would can could should may must not no "
        "of to in on at by for from with as and or but if than then so up out before after until",
    )
)
ALLOWED = {
    # Idioms and courtesies that every set may hold and the rules must know.
    ("thank", "you", "very", "much"),
    ("thank", "you", "in", "advance"),
    ("thank", "you", "so", "much"),
    ("com", "os", "melhores", "cumprimentos"),
    ("hope", "all", "is", "well"),
    ("thanks", "and", "best", "regards"),
    ("the", "day", "after", "tomorrow"),
    ("put", "me", "down", "for"),
    ("put", "us", "down", "for"),
    ("please", "send", "it", "to"),
    ("please", "deliver", "the", "day"),
    ("deliver", "the", "day", "after"),
    ("please", "let", "us", "have"),
    ("get", "back", "to", "you"),
    ("have", "a", "nice", "day"),
    ("have", "a", "good", "day"),
    ("have", "a", "great", "day"),
    # What a mail program answers by itself.
    ("our", "office", "is", "closed"),
    tuple("此邮件由系统"),
    tuple("邮件由系统发"),
    tuple("件由系统发出"),
    ("sent", "from", "my", "iphone"),
    # What stands under mails.
    ("please", "think", "of", "the"),
    # What a mail program writes over a mail that is passed on.
    tuple("转发邮件信息"),
    # A kind of institution, one word of the language.
    tuple("卫生服务中心"),
    # What one says of anything, in the example on the pages, of the invented company.
    ("2", "cartons", "of", "the"),
    ("3", "cartons", "of", "the"),
    ("and", "3", "cartons", "of"),
    ("of", "the", "8", "inch"),
    ("cartons", "of", "the", "small"),
}


def runs(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each shortest run of tokens that counts, with nothing but blanks in it, and where it begins."""
    flat = ESCAPE.sub("\0\0", "".join(map(_folded, text)))
    flat = FOLD.sub(lambda match: " " * len(match[0]), flat)
    found = list(TOKEN.finditer(flat))
    for first in range(len(found)):
        run: list[str] = []
        end = 0
        for token in found[first : first + CHARACTERS]:
            if run and flat[end : token.start()].strip(" \t"):
                break
            run.append(token[0])
            end = token.end()
            latin = not any(map(HAN.match, run))
            if len(run) == (WORDS if latin else CHARACTERS):
                if not latin or len([word for word in run if word not in GRAMMAR]) > 1:
                    yield found[first].start(), tuple(run)
                break


def _folded(character: str) -> str:
    # One for one, so that places stay.
    folded = unicodedata.normalize("NFKC", character).casefold()
    return folded if len(folded) == 1 else character


def messages(folder: Path, *files: str) -> Iterator[str]:
    for case in cases(folder, *(files or (WRITTEN,))):
        message = case["message"]
        yield from (message.get("subject") or "", message.get("text") or "")
        if "eml" in message:
            received = datetime.fromisoformat(message["now"])
            raw = (folder / message["eml"]).read_bytes()
            envelope = envelope_from_bytes(raw, source="corpus", received_at=received)
            yield from (envelope.subject or "", envelope.text)


def sources() -> list[Path]:
    return [
        path
        for room in ("parsers", "bot", "store", "scheduler")
        for path in sorted((ROOT / room).rglob("*"))
        if path.suffix in {".py", ".toml"} and not {"sample", "templates"} & set(path.parts)
    ]


def copied(folders: list[Path], *files: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Where a run of the messages in the named files of sets stands with us, and the run."""
    texts = (text for folder in folders for text in messages(folder, *files))
    theirs = {run for text in texts for _, run in runs(text)} - ALLOWED
    for path in sources():
        text = path.read_text("utf-8")
        for start, run in runs(text):
            if run in theirs:
                yield f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, start) + 1}", run


def test_no_phrase_of_a_building_set_stands_in_the_program() -> None:
    found = [
        f"{place}: {' '.join(run)}"
        for place, run in copied([CORPUS / name for name in names(held_out=False)], WRITTEN)
    ]
    assert not found, "\n".join(found)


def test_no_phrase_of_a_set_that_is_held_out_stands_in_the_program() -> None:
    """Says where ours are and nothing of the set's: invent another sample without looking."""
    found = {place for place, _ in copied([CORPUS / name for name in HELD_OUT], WRITTEN)}
    if found:
        pytest.fail("\n".join(sorted(found)), pytrace=False)


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        ('yes = ["Two Pots for Anna, please"]', "so two pots\nfor anna", True),
        ('yes = ["two pots, for anna"]', "two pots for anna", False),
        ("# as it was two\n# pots for anna", "two pots for anna", True),
        ("as it was in the box", "as it was in the box", False),
        ("#门口放两盆就好了", "在门口放两盆就好", True),
        ("#门口放两盆", "门口放两盆", False),
        ("#门口放20 盆就", "门口放２０盆就好", True),
    ],
)
def test_what_counts_as_the_same_phrase(ours: str, theirs: str, same: bool) -> None:
    assert bool({run for _, run in runs(ours)} & {run for _, run in runs(theirs)}) is same
