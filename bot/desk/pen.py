"""Writes the events of one message: who, when, by which channel and because of which message."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.desk.case import Case, ReadBack
from bot.desk.content import Content, to_data
from store.order_events import OrderEvent
from store.order_json import flag_to_json
from store.states import State


@dataclass(frozen=True, slots=True)
class Pen:
    """The hand that writes; every event names the message that it came from, so that it is not announced again."""

    by: str
    at: datetime
    channel: str
    source: str

    @classmethod
    def of(cls, case: Case, *, now: datetime) -> "Pen":
        """The pen of a case; an operator's own decision bears the operator's name, as what a program or a person has put in
        for the writer bears theirs."""
        channel = "staff" if case.operator else case.envelope.channel
        by = case.operator or case.envelope.entered_by or case.writer.by
        return cls(by, now, channel, case.envelope.source)

    def drafted(self, content: Content) -> OrderEvent:
        return self._event("order_drafted", **to_data(content))

    def asked(self, content: Content) -> OrderEvent:
        """The questions put to the customer; `content` is what the order would become."""
        return self._event(
            "question_asked", flags=[flag_to_json(flag) for flag in content.flags], content=to_data(content)
        )

    def booked(self, content: Content, to: State) -> OrderEvent:
        return self._event("order_booked", to=to, **to_data(content))

    def changed(self, content: Content, reason: str | None = None, *, to: State | None = None) -> OrderEvent:
        data = to_data(content)
        return self._event("order_changed", reason, **(data if to is None else {**data, "to": to}))

    def confirmed(self, *, message_id: str | None, text: str, read_back: ReadBack | None) -> OrderEvent:
        """The customer's yes with its proof: their words and where they are kept, and the exact text that they were said to."""
        return self._event(
            "order_confirmed",
            to="confirmed",
            message_id=message_id,
            text=text,
            read_back=read_back.id if read_back else None,
            confirmed_text=read_back.text if read_back else None,
        )

    def cancelled(self, reason: str) -> OrderEvent:
        return self._event("order_cancelled", reason, to="cancelled")

    def requested(self, what: str, text: str) -> OrderEvent:
        return self._event("request_recorded", what=what, text=text)

    def received(self, signed_by: str | None, to: State | None) -> OrderEvent:
        """The customer has the goods; who signed for them, as the customer says."""
        data: dict[str, Any] = {"signed_by": signed_by}
        if to is not None:
            data["to"] = to
        return self._event("receipt_confirmed", **data)

    def scored(self, score: int, words: str) -> OrderEvent:
        return self._event("survey_answered", score=score, words=words)

    def _event(self, kind: str, reason: str | None = None, **data: Any) -> OrderEvent:
        return OrderEvent(
            kind=kind,
            at=self.at,
            by=self.by,
            channel=self.channel,
            reason=reason,
            data={**data, "source": self.source},
        )
