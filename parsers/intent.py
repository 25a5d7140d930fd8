"""What the sender wants: cue words weighed together with what the message names and what is under way.

The rules stand in one table, dearest mistake first; the first that holds decides. A rule that is not sure says so
by its certainty: below the company's threshold an operator looks before anything is done or ignored.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from parsers import phrases
from parsers.reading import Context, Intent


@dataclass(frozen=True, slots=True)
class Findings:
    """What the other components found, as far as the intent hangs on it.

    `text` are the lower-cased words that speak for the customer, `aside` those of a rep who passes them on.
    `lines`: amounts with something that they count; `known`: those of products in the catalog; `named`: products
    named at all; `amounts`: amounts that nothing takes; `refs`: numbers of our orders that the text states,
    `subject_refs`: those that only the subject bears; `same`: "same as last time"; `delivery`: a day or a place;
    `on_file`: the sender is a customer or a rep.
    """

    text: str
    subject: str = ""
    aside: str = ""
    lines: int = 0
    known: int = 0
    named: int = 0
    amounts: int = 0
    refs: int = 0
    subject_refs: int = 0
    same: bool = False
    delivery: bool = False
    payment: bool = False
    contact: bool = False
    po: bool = False
    on_file: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """`rule` is the rule that decided, `cues` the cues found with the words that they were found in."""

    intent: Intent
    certainty: float
    rule: str = ""
    cues: Mapping[str, str] | None = None


# What a rep adds above a forwarded order may turn it, but its questions and courtesies are meant for colleagues.
_ASIDE = ("cancel", "return", "anger", "defect", "where", "change", "earlier")
_REPLY = re.compile(
    r"^\s*(?:re|aw|antw|sv|fwd?|fw|wg|tr|rv|回复|答复|回覆|转发|轉寄)\s*[:：\[]", re.IGNORECASE
)


def cues(text: str, subject: str = "", aside: str = "") -> dict[str, str]:
    """The cues that stand in a lower-cased text: {name: the words}. A reply's subject was not written for it."""
    own_subject = "" if _REPLY.match(subject) else subject
    found: dict[str, str] = {}
    for name, phrase in phrases.book("intents").items():
        match = phrase.pattern.search(text)
        if match is None and phrase.table.get("subject"):
            match = phrase.pattern.search(subject if name == "machine" else own_subject)
        if match is None and aside and name in _ASIDE:
            match = phrase.pattern.search(aside)
        if match is not None:
            found[name] = match.group()
    return found


@dataclass(frozen=True, slots=True)
class _Case:
    f: Findings
    has: Mapping[str, str]
    orders: bool
    pending: bool
    asked: bool

    def any(self, *names: str) -> bool:
        return any(name in self.has for name in names)

    @property
    def refers(self) -> bool:
        """Points at an order placed before, by its number or in words."""
        return bool(self.f.refs or self.f.subject_refs) or "earlier" in self.has

    @property
    def item_only(self) -> bool:
        """A product stands beside the wish to cancel: one item of several is meant."""
        return bool(self.f.named) and not self.f.refs

    @property
    def claims(self) -> bool:
        """Something that came is wrong."""
        told = self.any("arrived") or self.refers or not self.any("wants", "question")
        return self.any("anger") or (self.any("defect") and told)

    @property
    def changes(self) -> bool:
        return bool(self.f.known or self.f.amounts or self.f.delivery) or self.any("change")


_Rule = tuple[str, Intent, float, Callable[[_Case], bool]]

_MACHINES: tuple[_Rule, ...] = (
    ("machine", "other", 0.97, lambda c: c.any("machine") and not c.pending),
    ("machine among a conversation", "other", 0.85, lambda c: c.any("machine") and not c.f.known),
    (
        "advertising to us",
        "other",
        0.92,
        lambda c: c.any("advertising") and not (c.f.on_file or c.refers or c.pending or c.f.same),
    ),
    (
        "advertising from somebody on file",
        "other",
        0.6,
        lambda c: c.any("advertising") and not (c.refers or c.pending or c.f.known or c.f.same),
    ),
)

# A question that we asked waits for its answer.
_ASKED: tuple[_Rule, ...] = (
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
_CONFIRMING: tuple[_Rule, ...] = (
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
            c.any("yes", "explicit_yes") and not (c.f.known or c.f.amounts or c.any("change", "question"))
        ),
    ),
    ("yes, with a change", "amend_order", 0.8, lambda c: bool(c.f.known or c.f.amounts) or c.any("change")),
    ("moves it", "amend_order", 0.8, lambda c: c.f.delivery and not c.any("yes")),
    ("yes, with a question", "confirm_order", 0.6, lambda c: c.any("yes", "explicit_yes")),
    ("asks", "inquiry", 0.75, lambda c: c.any("question", "asks")),
    ("takes note", "confirm_order", 0.6, lambda c: c.any("receipt")),
)

_FRESH: tuple[_Rule, ...] = (
    # What came and is wrong: before orders, since these name products and amounts as well.
    (
        "orders and returns",
        "return_request",
        0.6,
        lambda c: (
            c.any("return") and bool(c.f.known) and c.any("wants") and not c.any("defect") and not c.refers
        ),
    ),
    ("sends back", "return_request", 0.88, lambda c: c.any("return")),
    ("claims pieces", "return_request", 0.82, lambda c: c.any("replace") and c.any("defect")),
    # To cancel an order is a request in plain words; the reason may well sound like a complaint.
    (
        "cancels an order",
        "cancel_order",
        0.92,
        lambda c: (
            c.any("cancel", "cancel_whole")
            and not c.f.known
            and not (c.any("change") and c.f.delivery)
            and (bool(c.f.refs) or not c.f.named or c.any("cancel_whole"))
            and not c.any("rest_stays")
        ),
    ),
    (
        "drops an item",
        "amend_order",
        0.85,
        lambda c: (
            c.any("remove", "cancel")
            and c.item_only
            and c.orders
            and (not c.f.same or c.any("rest_stays"))
            and (c.refers or c.any("rest_stays") or not c.f.known)
        ),
    ),
    (
        "drops an item of an order not known",
        "amend_order",
        0.8,
        lambda c: c.any("cancel") and c.refers and c.item_only,
    ),
    (
        "cancels, yet orders",
        "cancel_order",
        0.6,
        lambda c: c.any("cancel") and not (c.f.known and c.any("wants")),
    ),
    (
        "praise for what came",
        "feedback",
        0.85,
        lambda c: (
            c.any("praise")
            and not c.claims
            and not c.any("question")
            and not (c.any("wants") and c.f.lines)
            and c.f.known < 2
        ),
    ),
    ("late goods", "complaint", 0.7, lambda c: c.any("where") and c.any("anger") and not c.f.known),
    (
        "orders, and mentions what went wrong",
        "new_order",
        0.82,
        lambda c: c.claims and c.f.known > 1 and (c.f.delivery or c.any("wants")) and not c.any("anger"),
    ),
    (
        "adds what was forgotten",
        "amend_order",
        0.85,
        lambda c: c.any("forgot") and c.orders and bool(c.f.known),
    ),
    (
        "orders, other than last time",
        "new_order",
        0.8,
        lambda c: c.claims and c.any("this_time") and bool(c.f.known) and not c.any("anger"),
    ),
    ("complains, and orders", "complaint", 0.6, lambda c: c.claims and c.f.known > 1 and c.any("wants")),
    ("complains", "complaint", 0.87, lambda c: c.claims and not c.any("praise")),
    ("complains, and praises", "complaint", 0.65, lambda c: c.claims and c.any("praise") and not c.f.known),
    # An order under way.
    (
        "asks where it is",
        "order_status",
        0.9,
        lambda c: c.any("where") and not c.f.known and not (c.any("change") and c.f.delivery),
    ),
    (
        "changes the order under way, and leaves the rest",
        "amend_order",
        0.85,
        lambda c: (
            c.orders
            and c.f.same
            and c.any("rest_stays")
            and c.any("change")
            and (not c.f.known or c.any("earlier"))
        ),
    ),
    ("the last order again", "new_order", 0.9, lambda c: c.f.same and not c.f.refs),
    (
        "changes an order by its number",
        "amend_order",
        0.9,
        lambda c: (
            bool(c.f.refs)
            and (c.any("change", "rest_stays") or bool(c.f.lines) or c.f.delivery or c.f.payment)
        ),
    ),
    (
        "answers our confirmation with a change",
        "amend_order",
        0.88,
        lambda c: bool(c.f.subject_refs) and c.orders and (c.any("change", "rest_stays") or bool(c.f.lines)),
    ),
    (
        "changes an earlier order",
        "amend_order",
        0.88,
        lambda c: (
            c.any("earlier")
            and (
                c.any("change", "rest_stays") or (c.orders and bool(c.f.known or c.f.delivery or c.f.payment))
            )
        ),
    ),
    (
        "changes the order under way",
        "amend_order",
        0.85,
        lambda c: (
            c.orders
            and c.any("change", "rest_stays")
            and c.f.known < 3
            and not c.any("wants", "question", "accepts")
        ),
    ),
    (
        "adds or orders anew",
        "amend_order",
        0.7,
        lambda c: c.orders and bool(c.f.known) and c.any("change", "rest_stays") and not c.any("accepts"),
    ),
    # A new order.
    (
        "takes an offer",
        "new_order",
        0.88,
        lambda c: c.any("accepts") and (bool(c.f.lines or c.f.named or c.f.delivery) or c.any("wants")),
    ),
    ("orders", "new_order", 0.93, lambda c: bool(c.f.known) and not c.any("question")),
    ("asks what an amount would cost", "inquiry", 0.83, lambda c: c.any("quotes") and not c.any("accepts")),
    (
        "asks for the price of an amount",
        "inquiry",
        0.85,
        lambda c: bool(c.f.known) and c.any("question") and not c.any("wants") and not c.f.delivery,
    ),
    (
        "orders, and asks",
        "new_order",
        0.82,
        lambda c: bool(c.f.known) and c.any("wants") and (c.f.delivery or not c.any("asks")),
    ),
    ("orders or asks", "new_order", 0.6, lambda c: bool(c.f.known)),
    ("asks when it comes", "order_status", 0.85, lambda c: c.any("when") and c.orders and not c.f.known),
    ("only greets", "other", 0.85, lambda c: c.any("greeting")),
    ("asks", "inquiry", 0.86, lambda c: c.any("question") and not c.f.lines),
    ("asks when", "order_status", 0.7, lambda c: c.any("when") and c.orders),
    ("orders what we may not know", "new_order", 0.9, lambda c: bool(c.f.lines) and not c.any("question")),
    ("orders or asks for what we may not know", "new_order", 0.6, lambda c: bool(c.f.lines)),
    # Nothing countable.
    (
        "confirms in plain words",
        "confirm_order",
        0.82,
        lambda c: c.any("explicit_yes") and not c.f.named and not c.any("asks"),
    ),
    (
        "moves an order",
        "amend_order",
        0.8,
        lambda c: c.orders and c.any("change") and (c.f.delivery or bool(c.f.amounts)),
    ),
    ("sends a purchase order", "new_order", 0.85, lambda c: c.any("wants") and (c.f.po or c.f.delivery)),
    (
        "says when or where, and no more",
        "amend_order",
        0.82,
        lambda c: (
            c.orders
            and c.f.delivery
            and not (c.f.lines or c.f.named or c.f.amounts or c.any("wants", "question", "thanks"))
        ),
    ),
    (
        "wants something",
        "new_order",
        0.82,
        lambda c: c.any("wants") and bool(c.f.named or not c.any("thanks", "receipt")),
    ),
    ("acknowledges", "other", 0.93, lambda c: c.any("receipt") and not c.f.named),
    (
        "thanks or greets",
        "other",
        0.88,
        lambda c: c.any("thanks") and not (c.f.named or c.f.amounts or c.any("asks", "change")),
    ),
    (
        "thanks, with a word that sounds like a product",
        "other",
        0.82,
        lambda c: c.any("thanks") and not (c.f.amounts or c.any("asks", "change", "wants")),
    ),
    ("names a product", "new_order", 0.6, lambda c: bool(c.f.named)),
    ("asks something", "inquiry", 0.7, lambda c: c.any("asks")),
    ("amounts or a day", "new_order", 0.7, lambda c: bool(c.f.amounts) or c.f.delivery),
    ("confirms", "confirm_order", 0.6, lambda c: c.any("yes") and c.orders),
    ("nothing that we know", "other", 0.5, lambda c: True),
)


def decide(findings: Findings, context: Context) -> Decision:
    """The intent with how sure it is. `context` tells whether something waits for an answer."""
    pending = context.pending
    found = cues(findings.text, findings.subject, findings.aside)
    case = _Case(
        findings,
        found,
        orders=bool(context.open_orders) or pending is not None,
        pending=pending is not None,
        asked=pending is not None and bool(pending.flags),
    )
    waiting = () if pending is None else _ASKED if case.asked else _CONFIRMING
    for rule, intent, certainty, holds in (*_MACHINES, *waiting, *_FRESH):
        if holds(case):
            return Decision(intent, certainty, rule, found)
    raise AssertionError("the last rule always holds")
