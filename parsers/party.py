"""Who the customer is: by identity on file, or for a rep's message by the words that name one; and what is stated."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from parsers.annotate import Annotated
from parsers.directory import Directory
from parsers.normalize import plain
from parsers.reading import Customer, Flag, Party, Rep
from parsers.segments import Block
from parsers.spans import Span

_TITLES = re.compile(
    r"(?:经理|老板娘?|师傅|先生|女士|小姐|总|工|姐|哥|生|太|老师|主任|厂长|店长|阿姨|叔|mr\.?|mrs\.?|ms\.?)$"
)
_CORPORATE = re.compile(
    r"(?:有限责任公司|股份有限公司|有限公司|集团|公司|\b(?:gmbh|inc|llc|ltd|pty|co|corp|uab|spa|s\.?a\.?c?|ag|as|bv|llp|works|limited)\b\.?)+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Author:
    """Who speaks: `customer` on file, the `rep` who passes it on, and the flag if a rep's customer is not clear."""

    customer: Customer | None
    rep: Rep | None
    flags: tuple[Flag, ...] = ()
    named: Span | None = None
    contact: Span | None = None


def author(annotated: Annotated, directory: Directory) -> Author:
    """The customer whom the message comes from or is for."""
    message = annotated.message
    if message.customer_code is not None:
        return Author(directory.customer(message.customer_code), None)
    rep = directory.rep_by_address(message.sender.address)
    if rep is None:
        return Author(directory.customer_by_address(message.sender.address), None)
    for block in annotated.voice:
        if block.header is not None and block.header.address:
            customer = directory.customer_by_address(block.header.address)
            if customer is not None:
                named = _named(annotated, directory, annotated.own)
                return Author(customer, rep, named=named.get(customer.code, None))
    named = _named(annotated, directory, annotated.voice)
    contacts = _contacts(annotated, directory)
    codes = list(named)
    if len(codes) > 1 and any(code in contacts for code in codes):
        codes = [code for code in codes if code in contacts]
    if len(codes) == 1:
        customer = directory.customer(codes[0])
        return Author(customer, rep, (), named[codes[0]], contacts.get(codes[0]))
    if len(codes) > 1:
        span = next(iter(named.values()))
        return Author(None, rep, (Flag("customer", "ambiguous", tuple(codes)),), span)
    if contacts and not _new_company(annotated):
        codes = list(contacts)
        contact = contacts[codes[0]]
        if len(codes) == 1:
            return Author(directory.customer(codes[0]), rep, (), None, contact)
        return Author(None, rep, (Flag("customer", "ambiguous", tuple(codes)),), None, contact)
    return Author(None, rep)


def words(annotated: Annotated) -> tuple[str, str]:
    """The lower-cased words that speak for the customer, and those of the rep who passes them on."""
    passed = tuple(block for block in annotated.voice if block.depth > 0)
    if not passed:
        return annotated.said(annotated.own), ""
    return annotated.said(passed), annotated.said(annotated.own)


def stated(annotated: Annotated, who: Author, directory: Directory) -> Party:
    """Company, contact, phone and mail address as the message states them."""
    customer = who.customer
    reps = {plain(rep.name).lower() for rep in directory.reps}
    speaking = tuple(
        block
        for block in annotated.blocks
        if block in annotated.voice or (block.kind == "signature" and _speaks(annotated, block.depth))
    )
    party = Party(code=customer.code if customer else None)
    company = _company(annotated, who, speaking)
    contact = _contact(annotated, who, speaking, reps)
    phone = next(
        (
            span.value.e164 or span.value.written
            for span in annotated.of("phone", blocks=speaking)
            if not span.value.fax
        ),
        None,
    )
    email = None
    for span in annotated.of("email", blocks=speaking):
        if directory.rep_by_address(span.value) is None:
            email = span.value
            break
    for block in annotated.voice:
        header = block.header
        if who.rep is None or header is None or not header.address:
            continue
        if directory.rep_by_address(header.address) is None:
            email = header.address
            if contact is None and header.name and customer is not None:
                contact = header.name
    return replace(party, company=company, contact=contact, phone=phone, email=email)


def _speaks(annotated: Annotated, depth: int) -> bool:
    return any(block.depth == depth for block in annotated.voice)


def _company(annotated: Annotated, who: Author, blocks: Sequence[Block]) -> str | None:
    if who.named is not None:
        return annotated.source(who.named.start, who.named.end)
    if who.customer is not None:
        for name in (who.customer.company, who.customer.company_en):
            found = _literal(annotated, name)
            if found is not None:
                return annotated.source(*found)
    for span in annotated.of("company", blocks=blocks):
        return str(span.value.text)
    return None


def _contact(annotated: Annotated, who: Author, blocks: Sequence[Block], reps: set[str]) -> str | None:
    if who.contact is not None:
        return annotated.source(who.contact.start, who.contact.end)
    order = {"receiver": 0, "label": 1, "introduction": 2, "signoff": 3, "heading": 4, "mention": 5}
    people = sorted(
        (s for s in annotated.of("person", blocks=blocks) if plain(s.value.text).lower() not in reps),
        key=lambda s: order.get(s.value.source, 9),
    )
    if people:
        return str(people[0].value.text)
    if who.customer is not None and who.customer.contact:
        found = _literal(annotated, who.customer.contact)
        if found is not None:
            return annotated.source(*found)
    return None


def _literal(annotated: Annotated, name: str) -> tuple[int, int] | None:
    """Where a name on file stands in the blocks that speak or sign, word for word."""
    wanted = plain(name).lower().strip()
    if len(wanted) < 2:
        return None
    for block in annotated.blocks:
        if block in annotated.voice or block.kind == "signature":
            at = annotated.lowered.find(wanted, block.start, block.end)
            if at >= 0:
                return at, at + len(wanted)
    return None


def _named(annotated: Annotated, directory: Directory, blocks: Sequence[Block]) -> dict[str, Span]:
    """Customers whose company the words name, in full or by its first part; longer names win over shorter ones."""
    found: dict[str, Span] = {}
    said = [(b, annotated.lowered[b.start : b.end]) for b in annotated.blocks if b in blocks]
    subject = annotated.subject
    for customer in directory.customers:
        best: Span | None = None
        for name in _calls(customer):
            for block, text in said:
                at = text.find(name)
                if (
                    at >= 0
                    and _whole(text, at, len(name))
                    and (best is None or len(name) > best.end - best.start)
                ):
                    start = block.start + at
                    best = Span(start, start + len(name), "customer", customer.code, 1.0, "party.named")
        if best is not None:
            found[customer.code] = best
    if not found and subject:
        for customer in directory.customers:
            if any(name in subject for name in _calls(customer) if len(name) >= 3):
                found[customer.code] = Span(0, 0, "customer", customer.code, 0.7, "party.subject")
    if len(found) > 1:
        # 宏达五金 is one of two 宏达: the longest name at a place is meant.
        kept = {}
        for code, span in found.items():
            longer = any(
                other.start <= span.start
                and span.end <= other.end
                and other.end - other.start > span.end - span.start
                for other in found.values()
            )
            if not longer:
                kept[code] = span
        found = kept
    return {code: span for code, span in found.items() if span.end > span.start} or {
        code: Span(0, 0, "customer", code) for code in found
    }


def _calls(customer: Customer) -> list[str]:
    """By what a customer's company may be called: its name, and for Chinese names each front part from two characters."""
    calls: set[str] = set()
    for name in (customer.company, customer.company_en):
        full = plain(name).lower().strip()
        if not full:
            continue
        calls.add(full)
        short = _CORPORATE.sub("", full).strip(" .,")
        calls.add(short)
        if any("㐀" <= c <= "鿿" for c in short):
            place = re.sub(r"^(?:.{2,3}[市省])", "", short)
            calls.update(place[:end] for end in range(2, len(place) + 1))
            # 江海机械 for 江海幕墙机械有限公司 skips a part, 宏达机械 keeps front and trade.
        else:
            words = short.split()
            calls.update(
                " ".join(words[:end]) for end in range(1, len(words) + 1) if len(" ".join(words[:end])) > 3
            )
    return sorted((call for call in calls if len(call) >= 2), key=len, reverse=True)


def _whole(text: str, at: int, length: int) -> bool:
    """A Latin name stands as whole words."""
    if not text[at].isascii():
        return True
    before = text[at - 1] if at else " "
    after = text[at + length] if at + length < len(text) else " "
    return not before.isalnum() and not after.isalnum()


def _contacts(annotated: Annotated, directory: Directory) -> dict[str, Span]:
    """Customers whose contact the words name: the full name, or a surname with a title."""
    found: dict[str, Span] = {}
    said = annotated.said(annotated.voice)
    titled = [(span, str(span.value.text)) for span in annotated.of("person", blocks=annotated.voice)]
    titled += [
        (Span(match.start(), match.end(), "person", None), match.group())
        for match in re.finditer(r"[㐀-鿿](?:总|经理|老板|师傅|工|姐|哥|老师|生|太)", annotated.lowered)
    ]
    for customer in directory.customers:
        name = plain(customer.contact).lower()
        if len(name) < 2:
            continue
        at = annotated.lowered.find(name)
        if at >= 0 and name in said and _whole(annotated.lowered, at, len(name)):
            found[customer.code] = Span(at, at + len(name), "person", name)
            continue
        surname = name[0]
        if not "㐀" <= surname <= "鿿":
            first = name.split()[0]
            at = annotated.lowered.find(first)
            if len(first) > 3 and at >= 0 and first in said and _whole(annotated.lowered, at, len(first)):
                found[customer.code] = Span(at, at + len(first), "person", first)
            continue
        for span, text in titled:
            written = plain(text)
            if (
                written[:1] == surname
                and _TITLES.search(written)
                and _TITLES.search(name[1:] or "x") is not None
            ) or (written[:1] == surname and _TITLES.search(written) and len(name) in (2, 3)):
                found.setdefault(customer.code, span)
    return found


def _new_company(annotated: Annotated) -> bool:
    return bool(annotated.of("company", blocks=annotated.voice))
