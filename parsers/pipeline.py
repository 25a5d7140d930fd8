"""From a message to its reading: a spaCy Language whose components are ours."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, partial
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer
from spacy.vocab import Vocab

from parsers import afterthoughts, calls, dates, enclosed, form_settling, lines, ownwords, regions, tablelines
from parsers.annotate import Annotated, annotate, explain
from parsers.catalog import Catalog
from parsers.clauses import split
from parsers.contacts import region_of
from parsers.directory import Directory
from parsers.drafts import Block
from parsers.enclosed import Enclosed
from parsers.lookup import Lookup
from parsers.normalize import encodable
from parsers.party import Author, author
from parsers.reading import Customer, Message, Reading
from parsers.reckon import reckon
from parsers.reckon_case import Case
from parsers.segments import Block as TextBlock
from parsers.spans import Span
from parsers.uncollected import uncollected


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """What a company allows: a reading below `threshold` is looked at by an operator before it counts;
    `max_line_quantity` is in base units (None: no bound)."""

    threshold: float = 0.8
    max_line_quantity: Decimal | None = None


DEFAULT = ReadingSettings()
# Longer texts are read to here, so that time stays bounded; what is left unread makes an operator look.
LONGEST = 60_000


def read(
    message: Message, *, catalog: Catalog, directory: Directory, settings: ReadingSettings = DEFAULT
) -> Reading:
    """What the message means. Never raises on what people write."""
    # All that is made for it goes before anybody looks for garbage again, of which there is none.
    with uncollected():
        return _read(message, catalog, directory, settings)


def _read(message: Message, catalog: Catalog, directory: Directory, settings: ReadingSettings) -> Reading:
    unread = len(message.text) > LONGEST
    subject = message.subject and encodable(message.subject)
    message = replace(message, text=encodable(message.text[:LONGEST]), subject=subject)
    message, files = enclosed.joined(message)
    doc = _run(message, catalog, directory, settings, files)
    reading: Reading = enclosed.placed(doc.user_data["reading"], files)
    closed = tuple(
        f"{document.name} was not read: {document.problem}"
        for document in message.attachments
        if document.problem is not None
    )
    if files.cut:
        closed = (*closed, "the files hold more than is read")
    if closed:
        reading = replace(reading, doubts=(*reading.doubts, *closed))
    return _doubted(reading, settings) if unread or closed else reading


def annotated_case(message: Message, *, catalog: Catalog, directory: Directory) -> Case:
    """A message annotated and with its lines, before it is reckoned up: what models learn from."""
    message, files = enclosed.joined(message)
    doc = _run(message, catalog, directory, DEFAULT, files, before="jiedan_reckon")
    return _case(doc, catalog, directory)


def _run(
    message: Message,
    catalog: Catalog,
    directory: Directory,
    settings: ReadingSettings,
    files: enclosed.Enclosed,
    *,
    before: str | None = None,
) -> Doc:
    """The Doc after all components, or after those before the named one."""
    # The components read the message that comes with the Doc; tokens are for whoever looks into one (see `_found`).
    doc = Doc(language().vocab)
    doc.user_data |= {"message": message, "catalog": catalog, "directory": directory, "settings": settings}
    doc.user_data["files"] = files
    for name, component in _steps():
        if name == before:
            break
        doc = component(doc)
    return doc


def _doubted(reading: Reading, settings: ReadingSettings) -> Reading:
    """A reading of a part of a message: whatever it says, an operator looks at the rest."""
    certainty = min(reading.certainty, settings.threshold / 2)
    return replace(reading, certainty=certainty, verdict="review")


@cache
def language() -> Language:
    """The pipeline. It holds nothing of a company: catalog and directory come and go with each message."""
    nlp = spacy.blank("zh")
    nlp.tokenizer = Characters(nlp.vocab)
    for name in ("annotate", "lines", "reckon"):
        nlp.add_pipe(f"jiedan_{name}")
    return nlp


@cache
def _steps() -> tuple[tuple[str, Callable[[Doc], Doc]], ...]:
    """The components by their names; spaCy makes a list of them each time that it is asked."""
    return tuple(language().pipeline)


# A character with the blank behind it, or blanks that stand otherwise.
_CHARACTER = re.compile(r"\S ?|\s+")


class Characters(DummyTokenizer):
    """The tokens that spaCy's own tokenizer of characters makes, in time with the length of the text, not with its square."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words = _CHARACTER.findall(text)
        spaces = [len(word) == 2 and word[1] == " " and not word[0].isspace() for word in words]
        words = [word[0] if space else word for word, space in zip(words, spaces, strict=True)]
        return Doc(self.vocab, words=words, spaces=spaces)


class Component:
    """A step of the pipeline: a function over the Doc and the company's data that came with it."""

    def __init__(self, step: Callable[[Doc, Catalog, Directory], None]) -> None:
        self.step = step

    def __call__(self, doc: Doc) -> Doc:
        if "message" in doc.user_data:
            self.step(doc, doc.user_data["catalog"], doc.user_data["directory"])
        return doc


def _annotate(doc: Doc, catalog: Catalog, directory: Directory) -> None:
    message: Message = doc.user_data["message"]
    rep = directory.rep_by_address(message.sender.address)
    known = directory.customer_by_address(message.sender.address)
    order = known.date_order if known is not None else ""
    region = _region(message, known) if rep is None else regions.said("", (message.text,))
    files: Enclosed = doc.user_data["files"]

    def wards(address: str) -> bool:
        return rep is not None and directory.customer_by_address(address) is not None

    told = partial(annotate, message, catalog, wards=wards, body=files.body, files=files.placed_forms)
    annotated = told(forwards=rep is not None, date_order=order, region=region)
    who = author(annotated, directory)
    if rep is not None and who.customer is not None:
        before, region = (order, region), _region(message, who.customer)
        order = who.customer.date_order
        # It is marked anew only where that may come to something else.
        other = region != before[1] or (order != before[0] and dates.in_figures(annotated.text))
        if other and (order or region not in (None, "CN")):
            annotated = told(forwards=True, date_order=order, region=region)
        for called in calls.companies(annotated, directory, annotated.voice):
            # The customer's name may hold words of the catalog: whose order it is, is no product.
            if called.code == who.customer.code and called.span is not None:
                explain(annotated, called.span, catalog)
    elif who.customer is not None:
        for name in (who.customer.company, who.customer.company_en):
            at = calls.literal(annotated, name, annotated.voice)
            if at is not None and any(span.label in ("part", "sku") for span in annotated.inside(*at)):
                explain(annotated, Span(*at, "customer", who.customer.code, 1.0, "calls.company"), catalog)
    doc.user_data["annotated"], doc.user_data["author"] = annotated, who


def _region(message: Message, customer: Customer | None) -> str | None:
    """The country whose numbers the customer writes without its code: by the file first, else by what is written."""
    if customer is not None:
        filed = region_of(customer.phone) if customer.phone else None
        told = regions.said("", (address for _, address in customer.addresses))
        if filed or told:
            return filed or told
        return regions.said("", (message.text,))
    return regions.said(message.sender.address, (message.text,))


def _found(doc: Doc) -> dict[str, list[Any]]:
    """The chosen spans by label, for whoever inspects the Doc."""
    annotated: Annotated = doc.user_data["annotated"]
    groups: dict[str, list[Any]] = {}
    for spans in annotated.chosen.values():
        for span in spans:
            start, end = annotated.surface.source(span.start, span.end)
            shown = doc.char_span(start, end, label=span.label, alignment_mode="expand")
            if shown is not None:
                groups.setdefault(span.label, []).append(shown)
    return groups


Doc.set_extension("found", getter=_found, force=True)


def _lines(doc: Doc, catalog: Catalog, directory: Directory) -> None:
    annotated: Annotated = doc.user_data["annotated"]
    blocks: list[Block] = []
    filed: dict[TextBlock, list[Block]] = {}
    for block in annotated.voice:
        read = _block(annotated, block, catalog)
        if block in annotated.files:
            filed[block] = read
        else:
            blocks.extend(read)
    if filed:
        blocks = form_settling.settle(annotated, blocks, filed, catalog)
        who: Author = doc.user_data["author"]
        form_settling.priced(
            blocks, annotated.filed, who.customer.currency if who.customer is not None else None
        )
    ownwords.settle(blocks, annotated, catalog)
    afterthoughts.prices(blocks)
    doc.user_data["blocks"] = blocks


def _block(annotated: Annotated, block: TextBlock, catalog: Catalog) -> list[Block]:
    """What the tables and the sentences of one block come to, in the order of the text."""
    spans = annotated.chosen[block]
    found = annotated.tables[block]
    blocks: list[Block] = []
    lookup = Lookup(catalog)
    position = block.start
    for table in (*found, None):
        stop = table.start if table is not None else block.end
        between = [span for span in spans if position <= span.start and span.end <= stop]
        blocks.append(lines.read(split(between, annotated.lowered), annotated.lowered, lookup))
        if table is not None:
            blocks.append(tablelines.read(table, annotated.lowered, catalog, lookup.find, annotated.points))
            position = table.end
    return blocks


def _case(doc: Doc, catalog: Catalog, directory: Directory) -> Case:
    data = doc.user_data
    who: Author = data["author"]
    return Case(data["annotated"], who, data["blocks"], catalog, directory, data["settings"])


def _reckon(doc: Doc, catalog: Catalog, directory: Directory) -> None:
    doc.user_data["reading"] = reckon(_case(doc, catalog, directory))


for _name, _step in (("annotate", _annotate), ("lines", _lines), ("reckon", _reckon)):

    def _create(
        nlp: Language, name: str, _step: Callable[[Doc, Catalog, Directory], None] = _step
    ) -> Component:
        return Component(_step)

    Language.factory(f"jiedan_{_name}", func=_create)
