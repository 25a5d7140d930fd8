"""What a message states of the customer: company, contact, phone and mail address."""

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cache

from parsers import calls, knownnames, namepieces, names, party, phrases, presenting, selfnamed
from parsers.annotate import Annotated
from parsers.directory import Directory
from parsers.normalize import plain
from parsers.party import Author
from parsers.reading import Party, Rep
from parsers.segments import Block, ForwardHeader
from parsers.spans import Span

_GOODS = frozenset(("part", "sku", "quantity"))
# 发湖边店: what sends is no part of the name.
_SENDING = "发送寄拉运到给往"
# 小王: a nickname of a surname; what is sold reaches hardly further beside one.
_NICK, _NEAR_NAME = 2, 4


def stated(annotated: Annotated, who: Author, directory: Directory) -> Party:
    """Company, contact, phone and mail address as the message states them."""
    speaking = party.speaking_blocks(annotated, directory)
    email = next(
        (
            span.value
            for span in annotated.of("email", blocks=speaking)
            if directory.rep_by_address(span.value) is None
        ),
        None,
    )
    header = _inner_header(annotated, who, directory)
    company, contact = (
        _company(annotated, who, speaking, directory),
        _contact(annotated, who, speaking, directory),
    )
    if (
        who.rep is None
        and company
        and contact
        and _writes(annotated, who, company) > _writes(annotated, who, contact)
    ):
        # 罗志远，青石: of two that may be either, the one that writes is the person.
        company, contact = contact, company
    if who.rep is None and not (company and contact):
        named = knownnames.signing(annotated, who.customer, speaking) if who.customer else selfnamed.Named()
        company = company or _written(annotated, named.company, but=None)
        contact = contact or _written(annotated, named.contact, but=None)
        contact = contact or _written(annotated, knownnames.writer(annotated, who.customer), but=company)
        if company is None and who.customer is not None:
            company = _written(
                annotated, knownnames.spoken_of(annotated, who.customer, speaking), but=contact
            )
    if selfnamed.asked(annotated) and not (company and contact):
        named = selfnamed.find(annotated, annotated.own)
        company = company or _written(annotated, named.company, but=contact)
        contact = contact or _written(annotated, named.contact, but=company)
    if who == Author(None, None) and not (company and contact):
        named = presenting.find(annotated)
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


def _writes(annotated: Annotated, who: Author, name: str) -> bool:
    """Whether our file or the writer's program calls the person so who writes."""
    known = (annotated.message.sender.name, who.customer.contact if who.customer else None)
    person = [piece.kind for piece in namepieces.pieces(name)] == ["person"]
    return person and any(plain(name).lower() == plain(one).lower() for one in known if one)


def _written(annotated: Annotated, place: selfnamed.Place | None, *, but: str | None) -> str | None:
    """What stands there, unless it has been said already."""
    said = annotated.source(*place) if place is not None else None
    return None if said is None or said == but else said


def _inner_header(annotated: Annotated, who: Author, directory: Directory) -> ForwardHeader | None:
    """The header of the mail that a rep passes on, if a customer wrote it: of several the one who is on file."""
    if who.rep is None:
        return None
    ours = {plain(rep.name).lower() for rep in directory.reps}
    headers = [
        header
        for header in party.passed_headers(annotated)
        if (header.address and directory.rep_by_address(header.address) is None)
        or (not header.address and header.name and plain(header.name).lower() not in ours)
    ]
    known = [header for header in headers if directory.customer_by_address(header.address or "") is not None]
    return next(iter([*known, *headers]), None)


def _company(
    annotated: Annotated, who: Author, speaking: Sequence[Block], directory: Directory
) -> str | None:
    if who.customer is not None:
        for name in (who.customer.company, who.customer.company_en):
            at = calls.literal(annotated, name, speaking)
            if at is not None:
                return annotated.source(
                    knownnames.with_town(annotated, at[0]), knownnames.with_form(annotated, at[1])
                )
    places = (
        {plain(label).lower() for label, _ in who.customer.addresses} if who.customer is not None else set()
    )
    found = [
        span
        for span in annotated.of("company", blocks=speaking)
        if places.isdisjoint((name := plain(span.value.text).lower(), name.lstrip(_SENDING)))
        and not _of_goods(annotated, span)
        and not _of_place(annotated, span)
        and not _is_seller(annotated, span, directory)
    ]
    if who.rep is not None and who.named is not None:
        # What the customer's own signature says outranks the rep's short form.
        signed = [span for span in found if span.value.source == "signoff" and not _of_rep(annotated, span)]
        if not signed or who.customer is None:
            return annotated.source(who.named.start, knownnames.whole(annotated, who.named.end))
    for source in (
        "signoff",
        "label",
        "introduction",
        "heading",
        "receiver",
        *(("mention",) if who.rep is not None else ()),
    ):
        named = [span for span in found if span.value.source == source]
        if named:
            best = max(named, key=lambda span: span.certainty)
            if who.customer is None:
                return annotated.source(best.start, best.end)
            return annotated.source(
                *knownnames.without_department(annotated, who.customer, best.start, best.end)
            )
    return None


def _of_place(annotated: Annotated, span: Span) -> bool:
    """Whether who presents themselves says where they are: 这里是中山路8号; 我是平湖的老秦 before an address in 平湖市."""
    if span.value.source != "introduction":
        return False
    if any(
        other.label == "address" and party.overlap(span, other)
        for other in annotated.inside(span.start, span.end)
    ):
        return True
    name = annotated.text[span.start : span.end]
    return bool(namepieces.HAN.search(name)) and (
        name in phrases.words("names", "places")
        or re.search(re.escape(name) + "[市县区镇乡州]", annotated.text) is not None
    )


def _is_seller(annotated: Annotated, span: Span, directory: Directory) -> bool:
    """Whether it is one of our people, as their program heads what is quoted: Ann Lee, 18.11.2026:"""
    return plain(span.value.text).lower() in {plain(rep.name).lower() for rep in directory.reps}


def _of_goods(annotated: Annotated, span: Span) -> bool:
    """Whether nothing but goods stand there: 我们店：纸杯 200 个."""
    left = annotated.text[span.start : span.end]
    for other in annotated.inside(span.start, span.end):
        if other.label in _GOODS:
            first, last = other.start - span.start, other.end - span.start
            left = left[:first] + " " * (last - first) + left[last:]
    return not left.strip()


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
    firms = annotated.of("company", blocks=speaking)
    people = [
        span
        for span in annotated.of("person", blocks=speaking)
        if plain(span.value.text).lower() not in ours
        and not _inside_company(annotated, who, span)
        and not any(party.overlap(span, paid) for paid in payments)
        and not any(party.overlap(span, firm) and firm.certainty > span.certainty for firm in firms)
        and not (span.value.source == "signoff" and who.rep is not None and _by_rep(annotated, span, who.rep))
        and not (span.value.source == "introduction" and _sold(annotated, span))
        and not ((span.value.source == "receiver" or span.rule == names.TAIL) and _in_address(who, span))
        and not (span.value.source == "signoff" and _thanked(annotated, span, ours, who))
        and not (span.rule == names.NICK and (_sold(annotated, span) or _of_ours(span, directory)))
        and not (span.rule == names.TAIL and who == Author(None, None) and not _like_sender(annotated, span))
    ]
    # A name below outranks one behind the last sentence: ... thanks, Ann. / Bo Lee
    signatures = [block for block in speaking if block.kind == "signature"]
    people.sort(key=lambda span: not any(block.start <= span.start < block.end for block in signatures))
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
    if who.rep is not None and (told := _told_of(annotated, who, speaking)) is not None:
        return annotated.source(*told)
    if who.customer is not None and who.customer.contact:
        at = calls.literal(annotated, who.customer.contact, speaking)
        if at is not None and not (who.named and who.named.start <= at[0] < who.named.end):
            return annotated.source(*at)
    return None


_THANKS = re.compile(
    r"(?:thanks|thank you|thx|cheers|tks|ta|谢谢|多谢|谢了)(?: (?:again|so much|very much|a lot|a bunch|a million))?[ 你您]{1,2}\Z"
)


def _like_sender(annotated: Annotated, span: Span) -> bool:
    """Whether a word that ends the message of a stranger is also what his program calls him, and no farewell in some tongue."""
    sender = annotated.message.sender
    return plain(span.value.text).lower() in plain(f"{sender.name or ''} {sender.address}").lower()


def _thanked(annotated: Annotated, span: Span, ours: Collection[str], who: Author) -> bool:
    """Whether thanks without a mark behind them go to one of our people or to whom the message greets (Thanks Ann), or to
    anybody else than whom our file and the writer's program name as writing."""
    if not _THANKS.search(annotated.lowered, max(0, span.start - 24), span.start):
        return False
    name = set(plain(span.value.text).lower().split())
    greeted = [one for one in annotated.of("person") if one.value.source == "greeting"]
    if any(name <= set(plain(one).lower().split()) for one in (*ours, *(one.value.text for one in greeted))):
        return True
    known = [annotated.message.sender.name or "", *([who.customer.contact] if who.customer else ())]
    writes = [
        set(re.findall(r"[a-zà-ÿ]+", plain(one).lower())) for one in known if names.of_person(plain(one))
    ]
    return bool(writes) and not any(name & one for one in writes)


def _told_of(annotated: Annotated, who: Author, speaking: Sequence[Block]) -> tuple[int, int] | None:
    """Who is said to want something right behind the name of the firm or of goods, where a rep writes: 青石老秦要…"""
    begins = {who.named.end} if who.named is not None else set()
    begins |= {span.end for spans in annotated.chosen.values() for span in spans if span.label in _GOODS}
    for block in speaking:
        for match in _told().finditer(annotated.lowered, block.start, block.end):
            if match.start() in begins:
                return match.span()
    return None


@cache
def _told() -> re.Pattern[str]:
    nick, titled = "[老小阿](?=[㐀-鿿])(?![板总家])", phrases.slot("names", "titles")
    surname, tells = phrases.slot("names", "surnames"), phrases.slot("names", "then_tells")
    return re.compile(rf"(?:{nick}{surname}|{surname}{titled})(?={tells})")


def _by_rep(annotated: Annotated, span: Span, rep: Rep) -> bool:
    """Whether the rep signs so the words that pass an order on: with a part of the name, or what is made of it."""
    if not _of_rep(annotated, span):
        return False
    text = plain(span.value.text).lower()
    names = [plain(name).lower() for name in (rep.name, annotated.message.sender.name or "") if name]
    return any(
        (bool(namepieces.HAN.search(text)) and (text in name or (len(text) == _NICK and text[1] == name[0])))
        or set(text.split()) <= set(name.split())
        for name in names
    )


def _sold(annotated: Annotated, span: Span) -> bool:
    """Whether what looks like a nickname is sold: 老姜."""
    return any(
        span.start >= other.start and span.end <= other.end and other.label in ("name", "part", "sku")
        for other in annotated.inside(max(0, span.start - _NEAR_NAME), span.end + _NEAR_NAME)
    )


def _of_ours(span: Span, directory: Directory) -> bool:
    """Whether what friends call somebody may be made of the name of one of our people: 辉哥 of 陈辉."""
    return any(set(span.value.text.lstrip("老小阿")) & set(plain(rep.name)) for rep in directory.reps)


def _firm(name: str) -> bool:
    """Whether the name over a mail is that of a shop, a school, a works."""
    return names.only_place(name) or any(piece.kind == "company" for piece in namepieces.pieces(name))


def _fuller(text: str, written: Iterable[str]) -> str:
    """The name as signed, or as a forwarded header or a form writes it out: Ann in Ann Lee."""
    words = set(plain(text).lower().split())
    return next((name for name in written if words < set(plain(name).lower().split())), text)


def _in_address(who: Author, span: Span) -> bool:
    """Whether it is a street or a town of an address on file, or its label: 龙口收 where goods go to 龙口路."""
    places = who.customer.addresses if who.customer is not None else ()
    return any(plain(span.value.text).lower() in plain(said).lower() for place in places for said in place)


def _inside_company(annotated: Annotated, who: Author, span: Span) -> bool:
    if party.overlap(span, who.named):
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
