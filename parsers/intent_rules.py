"""The rules that say what is wanted where plain cues stand: what machines write, and what answers a question or a summary of
ours; see `intent_standing` and `intent_fresh` for the rest.

They are in order, dearest mistake first; the first that holds decides. A rule that is not sure says so by its certainty.
"""

from collections.abc import Callable

from parsers.intent_case import Case
from parsers.reading import Intent

Rule = tuple[str, Intent, float, Callable[[Case], bool]]
# Understood to the last word: small words say nothing against it.
ANSWERS = "answers what was asked"
AMENDS = "reads as a change of an order under way"
# Said of an order by what is done with it.
ADDS = "puts goods into an order placed before"
# Whoever asks where it is wants to know, whatever he was promised.
LATE = "asks where late goods are"
# A letter that is called one of thanks, and praises.
PRAISED = "is a letter of thanks"
# Goods counted in a clause of their own are wanted, however kind the words beside them.
PRAISES_AND_ORDERS = "praises, and orders"
MOVES = "moves an order placed before"
# What follows such an opening changes the order that comes again, and none that is under way.
AGAIN = "begins with the last order again"
# Every clause was looked at: small words that lean elsewhere say nothing against it.
IDLE = "wants nothing of the desk"
# What is counted beside a tale of what came may be the next order.
TALE = "tells of what came, and counts something"
# What may be bought one day, with a question beside it: small words of ordering say nothing against it.
UNDECIDED = "asks, and has not decided"
# Asks what one piece costs: so many of them are none that are wanted yet.
PER_PIECE = "asks what one costs"
# Asks more than once and counts no goods: what number stands in it is no amount.
ONLY_ASKS = "only asks"
# Whoever says that something is not cancelled must never be understood as cancelling it.
STANDS = "says that an order is not cancelled"


MACHINES: tuple[Rule, ...] = (
    ("meant for somebody else", "other", 0.85, lambda c: c.any("misdirected") and not c.f.known),
    ("machine", "other", 0.97, lambda c: c.any("machine") and not c.pending),
    (
        "sent by itself",
        "other",
        0.9,
        # Purchasing systems sign their orders so.
        lambda c: (
            c.any("unattended")
            and not (c.f.known or c.f.lines or c.f.amounts or c.f.same or c.refers or c.pending)
        ),
    ),
    ("machine among a conversation", "other", 0.85, lambda c: c.any("machine") and not c.f.known),
    (
        "is not there",
        "other",
        0.95,
        # A person who orders may go on holiday, too.
        lambda c: (
            c.any("away")
            and not c.shut_meanwhile
            and not (c.f.known or c.f.lines or c.f.amounts or c.f.same or c.f.refs or c.any("earlier"))
            and not ((c.f.named or c.f.subject_refs) and c.any("wants", "change", "alters", "yes"))
        ),
    ),
    (IDLE, "other", 0.9, lambda c: c.idle),
    (
        STANDS,
        "amend_order",
        0.5,
        lambda c: c.any("uncancelled") and not (c.f.amends or c.f.answers or c.f.calls_off),
    ),
    (
        "advertising to us",
        "other",
        0.92,
        lambda c: (
            c.any("advertising")
            and not (c.f.on_file or c.pending or c.f.same)
            and (c.promotes or not (c.refers or c.f.subject_refs))
        ),
    ),
    (
        "sent to many",
        "other",
        0.92,
        lambda c: (
            c.bulk
            and not (c.f.on_file or c.refers or c.pending or c.f.same or c.f.known or c.f.named)
            and not c.any("question", "wants")
        ),
    ),
    (
        "advertising from somebody on file",
        "other",
        0.6,
        lambda c: c.any("advertising") and not (c.refers or c.pending or c.f.known or c.f.same),
    ),
)

# A question that we asked waits for its answer.
ASKED: tuple[Rule, ...] = (
    (ANSWERS, "clarification", 0.9, lambda c: c.f.answers),
    (
        "cancels instead of answering",
        "cancel_order",
        0.9,
        lambda c: c.any("cancel", "cancel_whole") and not c.f.lines,
    ),
    ("asks where it is", "order_status", 0.85, lambda c: c.any("where") and not c.changes),
    ("sends something back", "return_request", 0.8, lambda c: c.any("return") and not c.f.lines),
    ("claims", "complaint", 0.8, lambda c: c.claims and c.any("anger") and not c.changes),
    (
        "asks back",
        "inquiry",
        0.75,
        lambda c: c.any("question") and c.any("asks") and not (c.changes or c.f.named or c.f.contact),
    ),
    (
        "only thanks",
        "other",
        0.7,
        lambda c: c.any("thanks", "receipt") and not (c.changes or c.f.named or c.f.contact),
    ),
    ("answers", "clarification", 0.9, lambda c: True),
)

# Our summary waits for the customer's yes.
CONFIRMING: tuple[Rule, ...] = (
    ("a sign of assent", "confirm_order", 0.9, lambda c: c.any("all_yes")),
    (AMENDS, "amend_order", 0.88, lambda c: c.f.amends),
    ("yes, but", "amend_order", 0.85, lambda c: c.any("but") and (c.changes or bool(c.f.named))),
    ("cancels", "cancel_order", 0.9, lambda c: c.any("cancel", "cancel_whole") and not c.f.known),
    (
        "asks where it is",
        "order_status",
        0.85,
        lambda c: c.any("where") and not c.changes and not c.any("yes"),
    ),
    ("sends something back", "return_request", 0.8, lambda c: c.any("return") and not c.f.lines),
    (
        "yes",
        "confirm_order",
        0.93,
        lambda c: (
            c.any("yes", "explicit_yes", "unchanged")
            and not (c.f.known or c.f.amounts or c.any("change", "question"))
            and (c.only_unchanged if c.any("unchanged") else c.any("yes", "explicit_yes"))
        ),
    ),
    ("yes, with a change", "amend_order", 0.8, lambda c: bool(c.f.known or c.f.amounts) or c.any("change")),
    ("moves it", "amend_order", 0.8, lambda c: c.f.delivery and (c.any("unchanged") or not c.any("yes"))),
    (
        "alters nothing, but",
        "amend_order",
        0.6,
        lambda c: c.any("unchanged") and not c.any("yes", "explicit_yes"),
    ),
    (
        "agrees",
        "confirm_order",
        0.8,
        lambda c: c.any("agrees") and not (c.f.named or c.any("question", "asks", "but", "stops")),
    ),
    ("yes, with a question", "confirm_order", 0.6, lambda c: c.any("yes", "explicit_yes")),
    ("asks", "inquiry", 0.78, lambda c: c.any("question", "asks")),
    ("takes note", "confirm_order", 0.6, lambda c: c.any("receipt")),
)
