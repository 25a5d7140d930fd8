"""Who wrote, as far as the channel proves it, and in which language we answer."""

from dataclasses import dataclass
from datetime import datetime

from bot.desk import due
from bot.desk.case import Language, Writer
from bot.desk.desk import Desk
from bot.desk.settings import DeskSettings
from parsers import language as languages
from parsers.directory import Directory
from parsers.reading import Customer
from store import accounts
from store.database import Tx
from store.envelope import Envelope


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of the account that wrote: the handles that belong to it, and the account that its present one
    belongs to."""

    handles: tuple[str, ...] = ()
    holder: str | None = None


def standing(tx: Tx, envelope: Envelope) -> Standing:
    """Of a Telegram account by its number; of others there is nothing to know."""
    if envelope.channel != "telegram" or envelope.sender_id is None:
        return Standing()
    holder = accounts.of_handle(tx, envelope.sender_address)
    handles = tuple(one.handle for one in accounts.of_account(tx, envelope.sender_id))
    return Standing(handles, holder.account if holder else None)


def settle(tx: Tx, who: Writer, envelope: Envelope, *, desk: Desk, now: datetime) -> None:
    """A handle on file belongs to the account that it first wrote with; that another one uses it, a person hears once."""
    if who.handle is None or envelope.sender_id is None or envelope.automated:
        return
    if who.kind != "stranger":
        accounts.bind(tx, who.handle, envelope.sender_id, now=now)
    elif accounts.claim(tx, who.handle, envelope.sender_id, now=now):
        reason = f"the handle {who.handle} is on file and writes from another account: {envelope.sender_id}"
        due.open_review(tx, desk.settings, kind="other", reason=reason, now=now)


def writer(
    envelope: Envelope, directory: Directory, *, settings: DeskSettings, known: Standing = Standing()
) -> Writer:
    """The writer of a message. What stands in its text counts for nothing here.

    A mail that the receiving server calls forged is the customer's in no case (RFC 8601: `proven` False). A handle that
    belongs to another account (`known`) is nobody's until a person has settled it; an account keeps what it stands behind
    when its handle changes.
    """
    address = envelope.sender_address
    if envelope.channel == "telegram" and envelope.sender_id is not None:
        for handle in known.handles:
            found = _on_file(f"@{handle}", directory)
            if found is not None:
                return found
        on_file = _on_file(address, directory)
        if on_file is not None and known.holder not in {None, envelope.sender_id}:
            return Writer("stranger", f"tg:{envelope.sender_id}", handle=address)
        return on_file or Writer("stranger", address)
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


def _on_file(handle: str, directory: Directory) -> Writer | None:
    rep, customer = directory.rep_by_address(handle), directory.customer_by_address(handle)
    if rep is not None:
        return Writer("rep", handle, rep=rep, handle=handle)
    return Writer("customer", handle, customer=customer, handle=handle) if customer is not None else None


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
