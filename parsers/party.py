"""Who the customer is: by identity on file, or for a rep's message by the words that name one; and what is stated."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from parsers import calls, namepieces, names, references, selfnamed
from parsers.annotate import Annotated
from parsers.calls import Called
from parsers.directory import Directory
from parsers.normalize import plain
from parsers.reading import Customer, Flag, Party, Rep
from parsers.segments import Block, ForwardHeader
from parsers.spans import Span

# Characters of a mail that says no more than that something is attached.
_SHORT = 30
# 发湖边店: what sends is no part of the name.
_SENDING = "发送寄拉运到给往"


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
    for header in _passed_headers(annotated):
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
    for header in _passed_headers(annotated):
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


def _passed_headers(annotated: Annotated) -> list[ForwardHeader]:
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
    speaking = _speaking(annotated, directory)
    companies = calls.companies(annotated, directory, speaking)
    # 李姐 in 李姐面馆 is no person who is spoken of.
    people = [
        called
        for called in calls.people(annotated, directory)
        if not any(_overlap(called.span, company.span) for company in companies)
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


def _overlap(a: Span | None, b: Span | None) -> bool:
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


def stated(annotated: Annotated, who: Author, directory: Directory) -> Party:
    """Company, contact, phone and mail address as the message states them."""
    speaking = _speaking(annotated, directory)
    email = next(
        (
            span.value
            for span in annotated.of("email", blocks=speaking)
            if directory.rep_by_address(span.value) is None
        ),
        None,
    )
    header = _inner_header(annotated, who, directory)
    company, contact = _company(annotated, who, speaking), _contact(annotated, who, speaking, directory)
    if selfnamed.asked(annotated) and not (company and contact):
        named = selfnamed.find(annotated, annotated.own)
        company = company or _written(annotated, named.company, but=contact)
        contact = contact or _written(annotated, named.contact, but=company)
    if who.rep is not None and who.customer is None and not who.flags and not (company and contact):
        named = selfnamed.find(annotated, selfnamed.introduced(annotated))
        company = company or _written(annotated, named.company, but=contact)
        if company is None and contact:
            # Rod Line, owner Bo Marlow: where somebody else is the person, what is named first is the shop.
            company = _written(annotated, named.contact, but=contact)
        contact = contact or _written(annotated, named.contact, but=company)
    return Party(
        code=who.customer.code if who.customer else None,
        company=company,
        contact=contact,
        phone=_phone(annotated, speaking),
        email=(header.address if header is not None else None) or email,
    )


def _written(annotated: Annotated, place: selfnamed.Place | None, *, but: str | None) -> str | None:
    """What stands there, unless it has been said already."""
    said = annotated.source(*place) if place is not None else None
    return None if said is None or said == but else said


def _speaking(annotated: Annotated, directory: Directory) -> tuple[Block, ...]:
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


def _inner_header(annotated: Annotated, who: Author, directory: Directory) -> ForwardHeader | None:
    """The header of the mail that a rep passes on, if a customer wrote it: of several the one who is on file."""
    if who.rep is None:
        return None
    ours = {plain(rep.name).lower() for rep in directory.reps}
    headers = [
        header
        for header in _passed_headers(annotated)
        if (header.address and directory.rep_by_address(header.address) is None)
        or (not header.address and header.name and plain(header.name).lower() not in ours)
    ]
    known = [header for header in headers if directory.customer_by_address(header.address or "") is not None]
    return next(iter([*known, *headers]), None)


def _company(annotated: Annotated, who: Author, speaking: Sequence[Block]) -> str | None:
    if who.customer is not None:
        for name in (who.customer.company, who.customer.company_en):
            at = calls.literal(annotated, name, speaking)
            if at is not None:
                return annotated.source(*at)
    own = who.customer.addresses if who.customer is not None else ()
    places = {plain(label).lower() for label, _ in own}
    found = [
        span
        for span in annotated.of("company", blocks=speaking)
        if places.isdisjoint((name := plain(span.value.text).lower(), name.lstrip(_SENDING)))
    ]
    if who.rep is not None and who.named is not None:
        # What the customer's own signature says outranks the rep's short form.
        signed = [span for span in found if span.value.source == "signoff" and not _of_rep(annotated, span)]
        if not signed or who.customer is None:
            return annotated.source(who.named.start, who.named.end)
    last = ("receiver",) if who.customer is None and who.rep is None else ()  # a stranger's goods go to him
    for source in ("signoff", "label", "introduction", "heading", *last):
        for span in found:
            if span.value.source == source:
                return annotated.source(span.start, span.end)
    return None


def _of_rep(annotated: Annotated, span: Span) -> bool:
    return any(block.start <= span.start < block.end and block.depth == 0 for block in annotated.blocks)


# Who signs is the contact; who only receives the goods is, where nobody else is named.
_SOURCES = ("introduction", "signoff", "label", "receiver")


def _contact(
    annotated: Annotated, who: Author, speaking: Sequence[Block], directory: Directory
) -> str | None:
    header = _inner_header(annotated, who, directory)
    ours = {plain(rep.name).lower() for rep in directory.reps}
    # 收货付现金 names nobody.
    payments = annotated.of("payment", blocks=speaking)
    people = [
        span
        for span in annotated.of("person", blocks=speaking)
        if plain(span.value.text).lower() not in ours
        and not _inside_company(annotated, who, span)
        and not any(_overlap(span, paid) for paid in payments)
        and not ((span.value.source == "receiver" or span.rule == names.TAIL) and _in_address(who, span))
    ]
    for source in (*_SOURCES, *(("mention",) if who.rep is not None else ())):
        for span in people:
            if span.value.source != source:
                continue
            text = annotated.source(span.start, span.end)
            written = [annotated.source(other.start, other.end) for other in people]
            if header is not None and header.name:
                written.insert(0, header.name)
            if who.customer is not None and (at := calls.literal(annotated, who.customer.contact, speaking)):
                written.append(annotated.source(*at))
            return _fuller(text, written)
    if header is not None and header.name and not _firm(header.name):
        return header.name
    if who.contact is not None:
        return annotated.source(who.contact.start, who.contact.end)
    if who.customer is not None and who.customer.contact:
        at = calls.literal(annotated, who.customer.contact, speaking)
        if at is not None:
            return annotated.source(*at)
    return None


def _firm(name: str) -> bool:
    """Whether the name over a mail is that of a shop, a school, a works."""
    return names.only_place(name) or any(piece.kind == "company" for piece in namepieces.pieces(name))


def _fuller(text: str, written: Iterable[str]) -> str:
    """The name as signed, or as a forwarded header or a form writes it out: Ann in Ann Lee."""
    words = set(plain(text).lower().split())
    return next((name for name in written if words < set(plain(name).lower().split())), text)


def _in_address(who: Author, span: Span) -> bool:
    """Whether it is a street or a town of an address on file: 龙口收 where goods go to 龙口路."""
    places = who.customer.addresses if who.customer is not None else ()
    return any(plain(span.value.text).lower() in plain(address).lower() for _, address in places)


def _inside_company(annotated: Annotated, who: Author, span: Span) -> bool:
    if _overlap(span, who.named):
        return True
    text = annotated.lowered[span.start :]
    names = (who.customer.company,) if who.customer is not None else ()
    return any(text.startswith(plain(name).lower()) for name in names if name)


def _phone(annotated: Annotated, speaking: Sequence[Block]) -> str | None:
    """The sender's number: of the signature first, and a driver's or a keeper's only where there is no other."""
    numbers = [span for span in annotated.of("phone", blocks=speaking) if not span.value.fax]
    signatures = [block for block in speaking if block.kind == "signature"]

    def rank(span: Span) -> tuple[bool, bool]:
        signed = any(block.start <= span.start < block.end for block in signatures)
        return (span.value.colleague, not signed)

    best = min(numbers, key=rank, default=None)
    return None if best is None else best.value.e164 or best.value.written
