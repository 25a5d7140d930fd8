"""A mail of ours that came back: it counted as delivered and was not, and the operator reads so in the outbox."""

import logging
import re

from store import outbox
from store.database import Tx
from store.envelope import Envelope

log = logging.getLogger(__name__)

_DIAGNOSIS = re.compile(
    r"^(?:Diagnostic-Code:\s*(?:[a-z0-9-]+;)?|Status:)\s*(\S.*)$", re.IGNORECASE | re.MULTILINE
)


def note(tx: Tx, envelope: Envelope) -> None:
    """Marks the message as failed, with the words of the server that sent it back."""
    sent = outbox.by_message_id(tx, envelope.bounced) if envelope.bounced else None
    if sent is None:
        return
    words = sorted((found.group(1) for found in _DIAGNOSIS.finditer(envelope.text)), key=len)
    reason = f"it came back: {words[-1][:300] if words else 'the report gives no reason'}"
    if outbox.came_back(tx, sent.id, reason=reason):
        log.warning("message %s to %s (%s) %s", sent.id, sent.to, sent.channel, reason)
