"""Patterns over hostile text cost in time with its length: eight times the text, at most a generous multiple of eight."""

import time
from collections.abc import Callable

import pytest

from parsers import addresses, contacts, intent, payments, phrases, references, segments

# What the rooms' patterns begin with, repeat and look for.
PIECES = (
    "送", "送到", "杭州市", "路", "路1", "号", "王", "王芳 ", "公司", "我们是", "联系人", "店", "A. ", "Ann ", "Ann Lee, ", "a.b@", "a@b.",
    "+1 ", "1-", "(1) ", "PO ", "our order ", "order no", "SO-", "尾号", "转账", "no ", "货", "单子", "要", "取消", "退", "in ", "to ", "at 1 ",
    "A1 ", "A1, ", "please ", "where is ", "when ", "On a ", "在 1", "> ", "--\n", "From: a\n", "发件人: a\n", "| 主题 | ", "Begin forwarded message:\n", "> x\ny\n", "原始邮件\n",
    "On 2 Nov 2026, A <a@b.example> wrote:\n", "Thanks\nAnn\n\n", "本邮件含有\n5箱\n", "Regards\n", "谢谢 ",
    "\n", " ", ",", "，", ". ", "?", "😀", "好的", "ok ", "x", "1", "的", "·",
)  # fmt: skip
SHORT, LONG = 750, 6_000
# Eight times the length may cost eight times; a square would cost sixty-four. What takes less than this is noise.
MOST, NOISE = 30, 0.02


def _everything(text: str) -> None:
    for block in ("new", "signature"):
        contacts.find(text, block=block)  # type: ignore[arg-type]
    addresses.find(text)
    references.find(text)
    payments.find(text)
    segments.split("Fwd: x", text)
    intent.cues(text.lower(), text[:200].lower())


def _phrases(text: str) -> None:
    for book in (
        "changes",
        "delivery",
        "leanings",
        "notes",
        "about",
        "names",
        "phones",
        "shifts",
        "forms",
        "letters",
    ):
        for phrase in phrases.book(book).values():
            for _ in phrase.pattern.finditer(text):
                pass


def _seconds(run: Callable[[str], None], text: str) -> float:
    best = float("inf")
    for _ in range(2):
        began = time.process_time()
        run(text)
        best = min(best, time.process_time() - began)
    return best


@pytest.mark.parametrize("run", [_everything, _phrases])
@pytest.mark.parametrize("piece", PIECES)
def test_cost_grows_with_length(piece: str, run: Callable[[str], None]) -> None:
    _everything("warm")
    short = _seconds(run, (piece * SHORT)[:SHORT])
    long = _seconds(run, (piece * LONG)[:LONG])
    assert long < NOISE or long < max(short, NOISE / MOST) * MOST
