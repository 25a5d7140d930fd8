"""The files of a message as forms behind its own words, and where in them something stands."""

from bisect import bisect_right
from dataclasses import dataclass, replace

from parsers.attachments.document import Document
from parsers.form import Form
from parsers.forms import forms as forms_of
from parsers.normalize import encodable
from parsers.reading import Evidence, Message, Reading

LONGEST = 60_000
"""Characters of all forms together, rows that order nothing left out."""
_LONGEST_LETTER = 20_000
_GAP = "\n\n"


@dataclass(frozen=True, slots=True)
class Enclosed:
    """The files of a message as forms; `starts[i]` is where form i begins in the text that joins them to the mail's
    own `body` characters."""

    body: int
    forms: tuple[Form, ...] = ()
    starts: tuple[int, ...] = ()
    cut: bool = False

    @property
    def placed_forms(self) -> tuple[tuple[int, Form], ...]:
        """The forms, each with where it begins in the joined text."""
        return tuple(zip(self.starts, self.forms, strict=True))

    def placed(self, proof: Evidence) -> Evidence:
        """Evidence with its place in a file, where it stands in one."""
        index = bisect_right(self.starts, proof.start) - 1
        if proof.start < 0 or index < 0:
            return proof
        found = self.forms[index]
        place = f"{found.name}, {found.place(proof.start - self.starts[index])}"
        return replace(proof, start=-1, end=-1, place=place)


def joined(message: Message) -> tuple[Message, Enclosed]:
    """The message with the words of its files behind its own."""
    forms: list[Form] = []
    starts: list[int] = []
    text = message.text
    cut = False
    for document in message.attachments:
        if document.problem is not None or not document.parts:
            continue
        for found in forms_of(_encodable(document)):
            if len(text) + len(found.text) > len(message.text) + LONGEST or len(found.text) > (
                _LONGEST_LETTER if found.running else LONGEST
            ):
                cut = True
                found.text = ""
            text += _GAP
            forms.append(found)
            starts.append(len(text))
            text += found.text
    return replace(message, text=text), Enclosed(len(message.text), tuple(forms), tuple(starts), cut)


def _encodable(document: Document) -> Document:
    return replace(document, name=encodable(document.name))


def placed(reading: Reading, enclosed: Enclosed) -> Reading:
    """The reading with the places in files of what was read there."""
    if not enclosed.forms:
        return reading
    lines = tuple(
        replace(line, evidence={key: enclosed.placed(proof) for key, proof in line.evidence.items()})
        for line in reading.lines
    )
    evidence = {key: enclosed.placed(proof) for key, proof in reading.evidence.items()}
    return replace(reading, lines=lines, evidence=evidence)
