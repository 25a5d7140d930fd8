"""Orders in fields by API: kept like a message, then decided by the desk like any other order."""

from pydantic import ConfigDict, Field

from bot.api.calling import CHANNEL, Api, Call, Kept
from bot.api.messages import IdempotencyKey, Word, conversation_of, earlier, keep, must_be_on_file, source_of
from bot.api.problems import Problem
from parsers.structured import StructuredOrder
from store.envelope import Envelope


class NewOrder(StructuredOrder):
    """An order of a shop, a platform or a dealer's system."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    conversation: Word | None = Field(
        None, description="Your reference of the conversation that answers belong to"
    )
    idempotency_key: IdempotencyKey = None


def create(api: Api, call: Call) -> Kept:
    """Keeps an order. A second call with the same key tells what became of the first."""
    order = call.read(NewOrder)
    source = source_of(call, "order", order.idempotency_key)
    again = earlier(api, call, source)
    if again is not None:
        return again
    if len(order.lines) > api.settings.max_rows:
        raise Problem(413, "too_large", f"the order has more than {api.settings.max_rows} lines")
    code = call.customer(order.customer.code)
    with api.db.read() as tx:
        must_be_on_file(tx, code, field="customer.code")
    address = (order.customer.email or "").lower()
    name = order.customer.contact or order.customer.company
    who = code or address or order.customer.phone or name or source.rpartition("/")[2]
    envelope = Envelope(
        channel=CHANNEL,
        source=source,
        conversation=conversation_of(call, who, order.conversation),
        sender_address=address or f"{CHANNEL}:{who}",
        sender_name=name,
        proven=True,
        customer_code=code,
        # Each has an address of its own: a platform's orders in an hour are no loop of two machines.
        reply_to=source,
        received_at=call.now,
        text=order.text(),
        raw=call.body,
        entered_by=call.key.name,
        structured=True,
    )
    return keep(api, call, envelope)
