"""One inbound message, whatever the channel: what is kept before anything is decided."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from parsers.attachments.charset import NOTED as NOTED

ChannelName = Literal["email", "telegram", "webchat", "api", "staff"]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came along; its bytes stay in the raw message (mail) or in `content` (chat)."""

    filename: str
    content_type: str
    size: int
    content: bytes | None = None


@dataclass(frozen=True, slots=True)
class Envelope:
    """A message as it arrived.

    - `source`: the channel's own identity of this message, unique in the inbox, e.g.
      `imap:orders@example.cn/INBOX/1700000000/42`, `telegram:777000/8812`, `smtp:<sha256 of the bytes>`,
      `webchat:<visitor>/<client message id>/<digest of the words>`, `api:<key's name>/message/<the caller's own key>`.
    - `message_id`: RFC 5322 Message-ID where there is one; a second arrival of it in the same
      mailbox address is the same message, whatever its `source`.
    - `conversation`: the thread that it belongs to and through which we answer: `email:<address>`,
      `telegram:<chat id>`, in a group `telegram:<chat id>/<member>`, `webchat:<visitor>`, `api:<key's name>/<who>`. Messages of a conversation are decided in their order.
    - `sender_address`: a mail address in lower case, or a chat handle (`@name`, else `tg:<user id>`,
      `webchat:<visitor>`); `sender_id`: the provider's stable id, if other than the address.
    - `proven`: True or False by the receiving server's own word (RFC 8601) or the channel's; None if it says nothing.
    - `customer_code`: set only where the channel itself proves the customer (personal link).
    - `edited`: it is a later version of the chat message that `message_id` names.
    - `reply_to`: where an answer goes (mail address or chat id).
    - `received_at`: aware, UTC: when we got it. `automated`: why the writer is a machine (never answered), or None.
    - `may_order`: False where a machine wrote what is never an order of its own: a reply, a bounce, a newsletter.
    - `bounced`: the Message-ID of a mail of ours that, as this one reports, did not arrive.
    - `entered_by`: who put it in for the writer: an operator, or the program whose key has this name.
    - `structured`: its `raw` is an order in fields (parsers.structured), which `text` only shows to people.
    - `staff`: a command of somebody who works here, or who says so in a chat of the staff; `sender_id` tells who it is.
    - `raw`: exactly what came in (mail bytes, the update's JSON).
    """

    channel: ChannelName
    source: str
    conversation: str
    sender_address: str
    reply_to: str
    received_at: datetime
    text: str
    raw: bytes
    sender_name: str | None = None
    sender_id: str | None = None
    proven: bool | None = None
    customer_code: str | None = None
    subject: str | None = None
    message_id: str | None = None
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    automated: str | None = None
    may_order: bool = True
    bounced: str | None = None
    edited: bool = False
    entered_by: str | None = None
    structured: bool = False
    staff: bool = False
    attachments: tuple[Attachment, ...] = ()
    problems: tuple[str, ...] = field(default=())
    """What could not be read of it (broken MIME, cut at the size cap), in words for the operator.

    One that begins with NOTED is a remark: it cost nothing of what the sender wrote.
    """

    @property
    def in_group(self) -> bool:
        """Whether several people write in its conversation, so that what one has there is not the others'."""
        return is_group(self.channel, self.reply_to)


def is_group(channel: str, reply_to: str) -> bool:
    """Whether a chat is a group; those of Telegram have negative ids (https://core.telegram.org/bots/api#chat)."""
    return channel == "telegram" and reply_to.startswith("-")
