"""Who the customer is: by identity on file, or for a rep's message by the words that name one."""

from collections.abc import Sequence
from dataclasses import dataclass

from parsers import calls, references
from parsers.annotate import Annotated
from parsers.calls import Called
from parsers.directory import Directory
from parsers.normalize import plain
from parsers.reading import Customer, Flag, Rep
from parsers.segments import Block, ForwardHeader
from parsers.spans import Span

# Characters of a mail that says no more than that something is attached.
_SHORT = 30


@dataclass(frozen=True, slots=True)
class Author:
    """Who speaks: `customer` on file, the `rep` who passes it on, and the flag if a rep's customer is not clear.

    `named` and `contact` are the words by which a rep names the customer's company and person.
    """

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
    ordering = _ordering(annotated, directory)
    if len(ordering) > 1:
        return Author(None, rep, (Flag("customer", "ambiguous", tuple(ordering)),))
    for header in passed_headers(annotated):
        customer = directory.customer_by_address(header.address) if header.address else None
        if customer is not None:
            named = calls.companies(annotated, directory, annotated.own)
            return Author(customer, rep, named=_first(named, customer.code))
    named_by_rep = _named_by_rep(annotated, directory, rep)
    if named_by_rep.customer is None:
        customer = _by_header_name(annotated, directory, named_by_rep)
        return named_by_rep if customer is None else Author(customer, rep, named=named_by_rep.named)
    return named_by_rep


def _by_header_name(annotated: Annotated, directory: Directory, named: Author) -> Customer | None:
    """The one customer whose name stands over the mail that a rep passes on, where a program left the address out.

    Of several whom the rep's words may mean it is one of those.
    """
    candidates = {code for flag in named.flags for code in flag.candidates}
    for header in passed_headers(annotated):
        if header.address or not header.name:
            continue
        name = plain(header.name).lower().strip()
        fits = [
            customer
            for customer in directory.customers
            if name
            in {
                plain(own).lower().strip()
                for own in (customer.contact, customer.company, customer.company_en)
            }
            and (not candidates or customer.code in candidates)
        ]
        if len(fits) == 1:
            return fits[0]
    return None


def _ordering(annotated: Annotated, directory: Directory) -> list[str]:
    """The customers on file in whose mails, of those that a rep passes on, amounts stand: two orders are not one."""
    found: dict[str, None] = {}
    for block in annotated.voice:
        if block.header is not None and block.header.address and annotated.of("quantity", blocks=[block]):
            customer = directory.customer_by_address(block.header.address)
            if customer is not None:
                found.setdefault(customer.code)
    return list(found)


def passed_headers(annotated: Annotated) -> list[ForwardHeader]:
    """The headers of the mails that a rep passes on, the innermost first: also of those that say nothing themselves."""
    above: dict[int, ForwardHeader] = {}
    chain: dict[int, ForwardHeader] = {}
    for block in annotated.blocks:
        if block.header is not None:
            above[block.depth] = block.header
        if block in annotated.voice:
            chain |= {depth: above[depth] for depth in range(1, block.depth + 1) if depth in above}
    return [chain[depth] for depth in sorted(chain, reverse=True)]


def _named_by_rep(annotated: Annotated, directory: Directory, rep: Rep) -> Author:
    """The customer whom the rep's words name, by company first and by person next."""
    speaking = speaking_blocks(annotated, directory)
    companies = calls.companies(annotated, directory, speaking)
    # 李姐 in 李姐面馆 is no person who is spoken of.
    people = [
        called
        for called in calls.people(annotated, directory)
        if not any(overlap(called.span, company.span) for company in companies)
    ]
    codes = list(dict.fromkeys(called.code for called in companies))
    if len(codes) > 1:
        with_person = [code for code in codes if any(called.code == code for called in people)]
        codes = with_person or codes
    if len(codes) == 1:
        contact = _first(people, codes[0])
        return Author(directory.customer(codes[0]), rep, (), _first(companies, codes[0]), contact)
    if codes:
        return Author(None, rep, (Flag("customer", "ambiguous", tuple(codes)),), companies[0].span)
    if people and not annotated.of("company", blocks=speaking):
        codes = list(dict.fromkeys(called.code for called in people))
        if len(codes) == 1:
            return Author(directory.customer(codes[0]), rep, (), None, people[0].span)
        return Author(None, rep, (Flag("customer", "ambiguous", tuple(codes)),), None, people[0].span)
    return Author(None, rep)


def overlap(a: Span | None, b: Span | None) -> bool:
    return a is not None and b is not None and a.start < b.end and b.start < a.end


def _first(found: Sequence[Called], code: str) -> Span | None:
    return next((called.span for called in found if called.code == code and called.span is not None), None)


def words(annotated: Annotated, text: str | None = None) -> tuple[str, str]:
    """The lower-cased words that speak for the customer, and those of the rep who passes them on; taken from `text`
    where one of the same length is given."""
    text = annotated.lowered if text is None else text

    def said_in(blocks: Sequence[Block]) -> str:
        return "\n".join(text[block.start : block.end] for block in blocks)

    passed = [block for block in annotated.voice if block.depth > 0 and block not in annotated.files]
    said, aside = (said_in(passed), said_in(annotated.own)) if passed else (said_in(annotated.own), "")
    letters = [block for block, form in annotated.files.items() if form.running and block in annotated.voice]
    if letters and len(said.strip()) < _SHORT:
        # The mail only carries the letter that says it.
        said += "\n" + said_in(letters)
    return said, aside


def subject_refs(annotated: Annotated) -> list[Span]:
    """Numbers of our orders in the subject."""
    return [span for span in references.find(annotated.subject) if span.label == "order_ref"]


def subject_numbers(annotated: Annotated) -> list[Span]:
    """Numbers of the customer's own orders in the subject, as it writes them: PO 7781."""
    subject = plain(annotated.message.subject or "")
    return [span for span in references.find(subject) if span.label == "po" and span.value.kind == "po"]


def speaking_blocks(annotated: Annotated, directory: Directory) -> tuple[Block, ...]:
    """The blocks that speak, with the signatures below them; what reps pass on speaks first, and they do not sign."""
    depths = {block.depth for block in annotated.voice}
    blocks = tuple(
        block
        for block in annotated.blocks
        if block in annotated.voice or (block.kind == "signature" and block.depth in depths)
    )
    if directory.rep_by_address(annotated.message.sender.address) is None:
        return blocks
    passed = tuple(block for block in blocks if block.depth > 0 and not _by_rep(block, directory))
    if not passed:
        return blocks
    return (*passed, *(b for b in blocks if b not in passed and b.kind != "signature"))


def _by_rep(block: Block, directory: Directory) -> bool:
    address = block.header.address if block.header is not None else None
    return address is not None and directory.rep_by_address(address) is not None
