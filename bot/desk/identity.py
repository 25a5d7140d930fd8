"""Who wrote, as far as the channel proves it, and in which language we answer."""

from bot.desk.case import Language, Writer
from bot.desk.settings import DeskSettings
from parsers import language as languages
from parsers.directory import Directory
from parsers.reading import Customer
from store.envelope import Envelope


def writer(envelope: Envelope, directory: Directory, *, settings: DeskSettings) -> Writer:
    """The writer of a message. What stands in its text counts for nothing here.

    A mail that the receiving server calls forged is the customer's in no case (RFC 8601: `proven` False).
    """
    address = envelope.sender_address
    # A visitor of the web chat has no address of its own: only the channel can say who that is.
    if envelope.channel == "webchat" and envelope.proven is not True:
        return Writer("stranger", envelope.conversation)
    if envelope.customer_code:
        proven = directory.customer(envelope.customer_code)
        if proven is not None:
            return Writer("customer", address, customer=proven)
    if envelope.proven is False:
        return Writer("doubted", address)
    rep = directory.rep_by_address(address)
    customer = None if rep else directory.customer_by_address(address)
    if rep is None and customer is None:
        return Writer("stranger", address)
    if settings.require_proof and envelope.channel == "email" and envelope.proven is not True:
        return Writer("doubted", address)
    return Writer("rep", address, rep=rep) if rep else Writer("customer", address, customer=customer)


def language(
    customer: Customer | None, text: str, *, earlier: str | None = None, default: Language = "zh"
) -> Language:
    """The customer's on file, else the one that we talk in already, else that of the text."""
    filed = customer.language.casefold() if customer else ""
    if filed:
        return "zh" if filed.startswith("zh") else "en"
    if earlier in {"zh", "en"}:
        return "zh" if earlier == "zh" else "en"
    return languages.of(text) if any(character.isalpha() for character in text) else default
