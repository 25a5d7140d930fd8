"""Channels whose messages nobody carries: a program fetches them by API, an operator reads them at the command line."""

from store.outbox import OutboxItem


class FetchedSender:
    """A message is delivered once it is noted as sent: from then on it is shown to whom it is for."""

    def __init__(self, name: str) -> None:
        self.name = name

    def send(self, item: OutboxItem) -> str:
        """`api:<outbox id>`: what names the message when somebody answers it."""
        return f"{self.name}:{item.id}"
