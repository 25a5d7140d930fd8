"""How somebody who is not on file says who they are beside an order: a clause that is nothing but a name (青石小馆，老闵，电话…),
and the firm of which a sentence tells."""

import re
from collections.abc import Iterator
from functools import cache

from parsers import phrases
from parsers.annotate import Annotated
from parsers.selfnamed import Named, Place

# What parts the clauses of a message; between Chinese words a blank does as well.
_CLAUSE = re.compile(r"(?:(?<![㐀-鿿]) (?![㐀-鿿])|[^\n。.;；!！?？,，、:：()~～ ])+")
_SENTENCE = re.compile(r"[^\n.!?]+")
_HAN = re.compile(r"[㐀-鿿]")
_LONGEST = 40
# So many words make a name that may be a firm's.
_WORDS = range(2, 6)
_TAKEN = frozenset(
    (
        "address",
        "phone",
        "email",
        "date",
        "clock",
        "payment",
        "quantity",
        "bare",
        "money",
        "order_ref",
        "sku",
        "name",
    )
)


def find(annotated: Annotated) -> Named:
    """The first firm and the first person that are named so: the person beside a firm or a telephone, as who is greeted is told
    what he shall send."""
    company: Place | None = None
    contact: Place | None = None
    for start, end in _clauses(annotated):
        said = annotated.text[start:end]
        if company is None and (firm := _firm().fullmatch(said)) and not _no_firm().match(firm["firm"]):
            company = (start + firm.start("firm"), start + firm.end("firm"))
        elif contact is None and _person().fullmatch(said) and not _greeted(annotated.text, start, end):
            contact = (start, end)
    company = company or _over_person(annotated)
    if company is None and not any(span.label == "phone" for span in annotated.spans):
        contact = None
    return Named(company or _latin(annotated) or _subject(annotated), contact)


def _over_person(annotated: Annotated) -> Place | None:
    """The firm in a row of a firm, a person and a telephone, whatever its name ends in."""
    pattern = phrases.book("names")["person_row"].pattern
    for block in annotated.own:
        for match in pattern.finditer(annotated.text, block.start, block.end):
            place = match.span("company")
            if not _taken(annotated, *place) and not _of_goods(annotated, *place):
                return place
    return None


def _greeted(text: str, start: int, end: int) -> bool:
    """Whether the name heads the message or stands beside a greeting: it is that of whom it is written to."""
    greeting, behind_greeting = _greetings()
    head = greeting.sub("", text[:start])
    return (
        not head or greeting.match(text, end) is not None or behind_greeting.search(text[:start]) is not None
    )


def _clauses(annotated: Annotated) -> Iterator[Place]:
    """The Chinese clauses of the message that nothing else explains."""
    for block in annotated.own:
        for match in _CLAUSE.finditer(annotated.text, block.start, block.end):
            start, end = match.span()
            start += len(match[0]) - len(match[0].lstrip())
            end = start + len(match[0].strip())
            if end - start <= _LONGEST and _HAN.search(match[0]) and not _taken(annotated, start, end):
                yield start, end


def _latin(annotated: Annotated) -> Place | None:
    """A sentence or a row that is the name of a house and nothing else: Casa Toro bistro."""
    for block in annotated.own:
        for match in _SENTENCE.finditer(annotated.text, block.start, block.end):
            said = match[0].strip()
            words = said.split()
            if len(words) not in _WORDS or _HAN.search(said) or not said[0].isupper():
                continue
            start = match.start() + match[0].index(said)
            named = all(word[0].isupper() for word in words[:-1]) and not _no_firm_en().match(said)
            kinds = phrases.words("names", "houses_en")
            goods = words[-1].lower() in phrases.words("names", "also_goods")
            if (
                named
                and words[-1].lower() in kinds
                and not goods
                and not _taken(annotated, start, start + len(said))
            ):
                return start, start + len(said)
    return None


def _subject(annotated: Annotated) -> Place | None:
    """The firm of which a sentence tells: Rod Nurseries runs five sites in Hull."""
    pattern = phrases.book("names")["subject"].pattern
    for block in annotated.own:
        for match in pattern.finditer(annotated.text[block.start : block.end]):
            start, end = match.span("company")
            start, end = block.start + start, block.start + end
            if (
                _bears_kind(annotated.text[start:end])
                and not _taken(annotated, start, end)
                and not _of_goods(annotated, start, end)
            ):
                return start, end
    return None


def _bears_kind(name: str) -> bool:
    """Whether the name says that it is a firm's, by its legal form or what houses are called: a street or a person has its
    sentences, too."""
    if any(name.endswith(f" {form}") for form in phrases.words("names", "corporate")):
        return True
    kinds = phrases.words("names", "company_words") - phrases.words("names", "also_goods")
    return name.split()[-1].lower() in kinds


def _of_goods(annotated: Annotated, start: int, end: int) -> bool:
    """Whether all of its words tell of goods: LED Bulb is a good product."""
    parts = sum(
        span.end - span.start
        for span in annotated.inside(start, end)
        if span.label == "part" and start <= span.start and span.end <= end
    )
    return parts >= len(annotated.text[start:end].replace(" ", ""))


def _taken(annotated: Annotated, start: int, end: int) -> bool:
    """Whether it is, or is a part of, what has a field of its own, or a product."""
    return any(span.label in _TAKEN for span in annotated.inside(start, end))


@cache
def _greetings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A greeting, or what may stand around one where a name heads the message, and a greeting right before a name."""
    hello = phrases.slot("names", "hello")
    return (
        re.compile(rf"[\s,，。.!！~～、]*{hello}?[\s,，。.!！~～、]*\Z|[\s,，]*{hello}", re.IGNORECASE),
        re.compile(rf"{hello}[\s,，。.!！~～、]*\Z", re.IGNORECASE),
    )


@cache
def _firm() -> re.Pattern[str]:
    """A shop's name by what it ends in, perhaps with what it does here or a label before it."""
    says, kinds = phrases.slot("names", "says"), phrases.slot("names", "kinds")
    label, orders = phrases.slot("names", "firm_label_is"), phrases.slot("names", "firm_orders")
    return re.compile(
        rf"(?:{label}\s?)?"
        rf"(?P<firm>(?!{says})(?:(?!{says})[㐀-鿿A-Za-z0-9])" + r"{2,12}?" + rf"{kinds})"
        rf"{orders}",
        re.ASCII,
    )


@cache
def _no_firm() -> re.Pattern[str]:
    """What begins otherwise than a name."""
    return re.compile(phrases.slot("names", "no_firm_zh"), re.ASCII)


@cache
def _no_firm_en() -> re.Pattern[str]:
    return re.compile(phrases.slot("names", "no_firm_en"), re.ASCII)


@cache
def _person() -> re.Pattern[str]:
    """A nickname, or a surname with what somebody is called: 老闵, 小闵, 闵姐."""
    surname, titles = phrases.slot("names", "surnames"), phrases.slot("names", "titles")
    no_old, no_a = phrases.slot("names", "no_old"), phrases.slot("names", "no_a")
    return re.compile(
        rf"小{surname}|老(?!{no_old})[㐀-鿿]|阿(?!{no_a})[㐀-鿿]|{surname}{titles}",
        re.ASCII,
    )
