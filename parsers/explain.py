"""A reading for human eyes: each field with the words that made it, the rule, and how sure it is."""

from collections.abc import Iterator

from parsers.catalog import Catalog
from parsers.reading import Evidence, Reading


def explain(reading: Reading, catalog: Catalog | None = None, *, evidence: bool = True) -> str:
    """The reading as lines of text; with `evidence` each value says where it comes from."""
    return "\n".join(_lines(reading, catalog, evidence)) + "\n"


def _lines(reading: Reading, catalog: Catalog | None, evidence: bool) -> Iterator[str]:
    yield f"{reading.intent} -> {reading.verdict} (certainty {reading.certainty:.2f})"
    if evidence and "intent" in reading.evidence:
        yield _proof("intent", reading.evidence["intent"])
    if reading.order_no:
        yield _row("order", reading.order_no)
    party = reading.customer
    who = [party.code, party.company, party.contact, party.phone, party.email]
    if any(who):
        behalf = " (through a rep)" if reading.on_behalf else ""
        yield _row("customer", " | ".join(part for part in who if part) + behalf)
    for index, line in enumerate(reading.lines):
        product = catalog.get(line.sku) if catalog is not None and line.sku else None
        name = f"{line.sku} {product.name}" if product is not None else line.sku or "?"
        amount = f"{_number(line.quantity)} {line.unit or '?'}"
        price = f" at {line.unit_price}" if line.unit_price is not None else ""
        yield _row(f"line {index}", f"{amount} {name}{price}")
        if evidence:
            for field, proof in line.evidence.items():
                yield _proof(field, proof)
    for field, value in (
        ("date", reading.delivery_date),
        ("address", reading.delivery_address),
        ("payment", reading.payment),
        ("currency", reading.currency),
        ("po", reading.po_number),
        ("note", reading.note),
        ("urgent", "yes" if reading.urgent else None),
    ):
        if value:
            yield _row(field, str(value))
            for key, proof in reading.evidence.items() if evidence else ():
                if key.endswith(field):
                    yield _proof(key, proof)
    for flag in reading.flags:
        candidates = f": {', '.join(flag.candidates)}" if flag.candidates else ""
        yield _row("ask", f"{flag.field} {flag.code}{candidates}")
    for doubt in reading.doubts:
        yield _row("doubt", doubt)


def _row(name: str, value: str) -> str:
    return f"  {name:<9} {value}"


def _proof(field: str, proof: Evidence) -> str:
    where = f"in {proof.place}" if proof.place else f"at {proof.start}" if proof.start >= 0 else "on file"
    return f"            {field} <- {proof.text!r} {where}, {proof.rule}, {proof.certainty:.2f}"


def _number(value: object) -> str:
    return "?" if value is None else str(value)
