"""How far readings agree with the gold of a set, by the reading contract (version 1).

What a wrong value costs decides what it counts as. The *critical* fields are those that an order is carried out by:
intent, lines (SKU, quantity, unit), order number, customer code, delivery date and address. The others (names, phone,
prices, payment, note, flags ...) count for `exact` only.

- `exact`: every field of the message is right, the verdict too
- `touchless`: of the messages that need no question, those accepted with every critical field right
- `caught`: of the messages that need a question, those asked about
- `silent_errors`: accepted although a critical field is wrong or something had to be asked
- `needless`: of the messages that need no question, those asked about; `review`: left to a person
- `lost`: ignored, but meant for the order desk; `unread`: no reading at all

Names, addresses and notes are compared loosely (spacing, case, width and punctuation never count), since two careful
people do not cut them out of a text alike.
"""

import difflib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Json = Mapping[str, Any]

ORDER_FIELDS = ("order_no", "delivery_date", "delivery_address", "payment", "urgent", "on_behalf")
# Told by their F1 alone.
REPORTED = ("currency", "po_number")
CUSTOMER_FIELDS = ("code", "company", "contact", "phone", "email")
CRITICAL = {"order_no", "delivery_date", "delivery_address", "code"}
# How alike two texts must be, of 1: what is cut out of a sentence has blurred edges, a code has not.
ALIKE = {"delivery_address": 0.9, "company": 0.85, "contact": 0.85}
NOTE_SHARE = 0.7
_LINE_FLAG = re.compile(r"lines\[(\d+)\](.*)", re.DOTALL)


def letters(value: object) -> str:
    """A text's letters and digits alone, in one case and width."""
    folded = unicodedata.normalize("NFKC", str(value)).casefold()
    return "".join(char for char in folded if unicodedata.category(char)[0] in "LN")


def agree(name: str, gold: object, read: object) -> bool:
    """Whether two values of a header field say the same; nothing, False and an empty text are one."""
    if not gold or not read:
        return not gold and not read
    if name == "phone":
        one, other = (re.sub(r"\D", "", str(value)) for value in (gold, read))
        # With or without the country's code it is the same telephone.
        return one == other or (
            min(len(one), len(other)) >= 7 and (one.endswith(other) or other.endswith(one))
        )
    one, other = letters(gold), letters(read)
    if one == other or name not in ALIKE:
        return one == other
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE[name]


def note_agrees(gold: str, read: str, text: str) -> bool:
    """The note read has most of the gold's pairs of letters, and is not simply the whole message."""
    want, have = letters(gold), letters(read)
    if len(have) > 40 and len(have) > max(len(letters(text)) / 2, 3 * len(want)):
        return False
    if not want:
        return True
    pairs = {want[at : at + 2] for at in range(len(want) - 1)} or {want}
    return sum(pair in have for pair in pairs) >= NOTE_SHARE * len(pairs)


def _amount(line: Json) -> tuple[object, float | None, str]:
    """What of a line is carried out. The unit of a product that is not known is the sender's own word and is not compared."""
    quantity = line.get("quantity")
    unit = letters(line.get("unit") or "") if line.get("sku") else ""
    return line.get("sku"), None if quantity is None else float(quantity), unit


def paired(gold: list[Json], read: list[Json]) -> dict[int, int]:
    """Which line of the gold each line read stands for: those of one product first, then what is left, in order."""
    partner: dict[int, int] = {}
    free = list(range(len(gold)))
    for same_product in (True, False):
        for at, line in enumerate(read):
            if at in partner:
                continue
            for candidate in free:
                sku = gold[candidate].get("sku")
                if not same_product or (sku and sku == line.get("sku")):
                    partner[at] = candidate
                    free.remove(candidate)
                    break
    return partner


def _flags(reading: Json, partner: Mapping[int, int] | None = None) -> Counter[tuple[str, str]]:
    """A reading's flags, those on lines by the number of the gold's line."""
    found: Counter[tuple[str, str]] = Counter()
    for flag in reading.get("flags") or ():
        name = flag["field"]
        match = _LINE_FLAG.fullmatch(name)
        if match and partner is not None:
            name = f"lines[{partner.get(int(match[1]), 'extra ' + match[1])}]{match[2]}"
        found[name, flag["code"]] += 1
    return found


@dataclass(slots=True)
class Judged:
    """One reading beside its gold: what differs, and whether any of it is critical. `counts`: {field: (right, gold, read)}."""

    case: Json
    read: Json
    differences: list[str] = field(default_factory=list)
    critical: bool = False
    counts: dict[str, tuple[int, int, int]] = field(default_factory=dict)

    @property
    def outcome(self) -> Counter[str]:
        want, got = self.case["gold"]["verdict"], self.read.get("verdict")
        found = {
            "cases": True,
            "intent": self.read.get("intent") == self.case["gold"]["intent"],
            "verdict": got == want,
            "exact": not self.differences,
            "clear": want == "accept",
            "unclear": want == "clarify",
            "touchless": want == got == "accept" and not self.critical,
            "caught": want == got == "clarify",
            "silent_errors": got == "accept" and (self.critical or want != "accept"),
            "needless": want == "accept" and got == "clarify",
            "review": got == "review",
            "lost": want != "ignore" and got not in ("accept", "clarify", "review"),
            "unread": not self.read or "error" in self.read,
        }
        return Counter({name: 1 for name, holds in found.items() if holds})


def judge(case: Json, read: Json) -> Judged:
    """One reading against its gold."""
    gold, judged = case["gold"], Judged(case, read)
    if read.get("intent") != gold["intent"]:
        judged.differences.append(f"intent {read.get('intent')} for {gold['intent']}")
    gold_lines, read_lines = gold.get("lines") or [], read.get("lines") or []
    want, have = Counter(map(_amount, gold_lines)), Counter(map(_amount, read_lines))
    judged.counts["lines"] = (sum((want & have).values()), len(gold_lines), len(read_lines))
    if want != have:
        judged.differences.append(f"lines {list(have - want)} for {list(want - have)}")
    judged.critical = bool(judged.differences)
    partner = paired(gold_lines, read_lines)
    _prices(judged, [(gold_lines[i], read_lines[j]) for j, i in partner.items()])
    _header(judged)
    note, text = read.get("note") or "", case["message"].get("text") or ""
    if not note_agrees(gold.get("note") or "", note, text):
        judged.differences.append(f"note {read.get('note')!r} for {gold.get('note')!r}")
    if gold.get("note"):
        judged.counts["note"] = (note_agrees(gold["note"], note, text), 1, bool(note))
    wanted, flagged = _flags(gold), _flags(read, partner)
    shared = sum((wanted & flagged).values())
    judged.counts["flags"] = (shared, wanted.total(), flagged.total())
    if wanted != flagged:
        judged.differences.append(f"flags {sorted(flagged - wanted)} for {sorted(wanted - flagged)}")
    if read.get("verdict") != gold["verdict"]:
        judged.differences.append(f"verdict {read.get('verdict')} for {gold['verdict']}")
    return judged


def _prices(judged: Judged, pairs: Iterable[tuple[Json, Json]]) -> None:
    right = wanted = found = 0
    for gold, read in pairs:
        want, have = gold.get("unit_price"), read.get("unit_price")
        if want is None and have is None:
            continue
        same = None not in (want, have) and abs(float(want or 0) - float(have or 0)) < 1e-6
        right, wanted, found = right + same, wanted + (want is not None), found + (have is not None)
        if not same:
            judged.differences.append(f"unit_price {have} for {want}")
    judged.counts["unit_price"] = (right, wanted, found)


def _header(judged: Judged) -> None:
    gold, read = judged.case["gold"], judged.read
    rows = [(name, gold.get(name), read.get(name)) for name in (*ORDER_FIELDS, *REPORTED)]
    people = (gold.get("customer") or {}, read.get("customer") or {})
    rows += [(name, people[0].get(name), people[1].get(name)) for name in CUSTOMER_FIELDS]
    for name, want, have in rows:
        same = agree(name, want, have)
        judged.counts[name] = (same and bool(want), bool(want), bool(have))
        if not same and name not in REPORTED:
            judged.differences.append(f"{name} {have!r} for {want!r}")
            judged.critical |= name in CRITICAL


def figures(judged: list[Judged]) -> dict[str, Any]:
    """The set's figures as shares, F1 by field, and how many messages of each tag are exact."""
    total: Counter[str] = sum((one.outcome for one in judged), Counter())
    of = {"touchless": "clear", "needless": "clear", "caught": "unclear"}
    shares = {
        name: round(total[name] / base, 4) if (base := total[of.get(name, "cases")]) else None
        for name in (
            "intent",
            "verdict",
            "exact",
            "touchless",
            "caught",
            "silent_errors",
            "needless",
            "review",
            "lost",
        )
    }
    f1 = dict(_f1(judged))
    tags: defaultdict[str, list[bool]] = defaultdict(list)
    for one in judged:
        for tag in one.case.get("tags") or ["untagged"]:
            tags[tag].append(not one.differences)
    by_tag = {tag: f"{sum(exact)}/{len(exact)}" for tag, exact in sorted(tags.items())}
    return {"cases": len(judged), **shares, "unread": total["unread"], "f1": f1, "exact_by_tag": by_tag}


def _f1(judged: list[Judged]) -> Iterator[tuple[str, float]]:
    sums: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for one in judged:
        for name, counts in one.counts.items():
            sums[name] = [a + b for a, b in zip(sums[name], counts, strict=True)]
    for name, (right, wanted, found) in sorted(sums.items()):
        if wanted + found:
            yield name, round(2 * right / (wanted + found), 4)
