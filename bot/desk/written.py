"""What the writer of a message has newly written, apart from what is quoted. Pure."""

from parsers import segments
from store.envelope import Envelope


def own_words(envelope: Envelope) -> str:
    """What the writer has newly written: of a mail without quotes and signature."""
    if envelope.channel != "email":
        return envelope.text.strip()
    blocks = segments.split(envelope.subject, envelope.text)
    new = [
        envelope.text[block.start : block.end] for block in blocks if block.kind == "new" and not block.depth
    ]
    return "\n".join(new).strip()
