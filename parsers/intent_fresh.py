"""The rules that say what is wanted by a message that answers nothing of ours, where plain cues stand.

They are in order, dearest mistake first; the first that holds decides. A rule that is not sure says so by its certainty.
"""

from parsers.intent_rules import AGAIN, AMENDS, ONLY_ASKS, TALE, UNDECIDED, Rule

FRESH: tuple[Rule, ...] = (
    # What came and is wrong: before orders, since these name products and amounts as well.
    (
        "orders and returns",
        "return_request",
        0.6,
        lambda c: (
            c.any("return") and c.f.known > 1 and c.any("wants") and not c.any("defect") and not c.refers
        ),
    ),
    (
        "sends back",
        "return_request",
        0.84,
        lambda c: c.any("return") and not (c.takes_back or c.exchanges_ahead),
    ),
    ("claims pieces", "return_request", 0.82, lambda c: c.any("replace") and c.any("defect")),
    (
        AGAIN,
        "new_order",
        0.92,
        lambda c: (
            c.f.opens_again
            and not (c.pending or c.f.refs or c.f.subject_refs or c.claims)
            and not c.any("question", "where", "cancel", "cancel_whole", "return", "earlier", "rest_stays")
        ),
    ),
    (
        AMENDS,
        "amend_order",
        0.88,
        lambda c: c.f.amends and not (c.f.same and not c.any("rest_stays")),
    ),
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
        "calls off an order",
        "cancel_order",
        0.92,
        lambda c: c.f.calls_off and not (c.f.known or (c.any("change") and c.f.delivery)),
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
        # Beside what is counted, and with no order under way, only goods of this one are done without.
        lambda c: c.any("cancel") and not (c.f.known and (c.any("wants") or not (c.orders or c.refers))),
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
    # Who asks for goods that are late wants them, however he says so.
    ("late goods", "order_status", 0.7, lambda c: c.any("where") and c.any("anger") and not c.f.known),
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
    (
        "resizes an order",
        "amend_order",
        0.82,
        lambda c: (
            c.orders
            and c.any("resizes")
            and not c.any("anger", "arrived")
            and (not c.f.same or c.any("rest_stays"))
        ),
    ),
    (
        "moves an order, and says why",
        "amend_order",
        0.82,
        lambda c: (
            c.orders
            and c.any("change")
            and c.f.delivery
            and not c.any("anger", "arrived")
            and not c.f.known
            and (not c.f.same or c.any("rest_stays"))
        ),
    ),
    # Several goods that are counted and wanted are an order, whatever is told of those that came before.
    ("complains, and orders", "new_order", 0.6, lambda c: c.claims and c.f.known > 1 and c.any("wants")),
    (
        TALE,
        "complaint",
        0.6,
        lambda c: c.tale and not (c.any("anger", "defect") or c.counts_in_it),
    ),
    ("complains", "complaint", 0.82, lambda c: c.claims and not c.any("praise")),
    # What may go wrong is named beside praise since it did not.
    (
        "praises, and tells of what goes wrong",
        "feedback",
        0.65,
        lambda c: c.claims and c.any("praise") and not c.f.known and c.spared,
    ),
    ("complains, and praises", "complaint", 0.65, lambda c: c.claims and c.any("praise") and not c.f.known),
    # Where none is under way, what goods are asked after are those in stock.
    (
        "asks for what is in stock",
        "inquiry",
        0.85,
        lambda c: (
            c.any("where", "when")
            and bool(c.f.named)
            and c.any("question", "wonders", "prices")
            and not (c.orders or c.refers or c.f.known)
        ),
    ),
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
    (
        "the last order again",
        "new_order",
        0.9,
        lambda c: c.f.same and not c.f.refs and not (c.orders and c.any("rest_stays")),
    ),
    # A number alone changes nothing: what is said beside it does.
    (
        "asks of an order by its number",
        "order_status",
        0.7,
        lambda c: (
            bool(c.f.refs)
            and (c.any("progress") or (c.any("asks") and not c.f.named))
            and not (c.f.known or c.any("change", "rest_stays"))
        ),
    ),
    (
        "tells of an order that came",
        "complaint",
        0.7,
        lambda c: bool(c.f.refs) and c.recounts and not (c.orders or c.any("change", "rest_stays", "wants")),
    ),
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
        lambda c: bool(c.f.subject_refs) and c.orders and c.any("change", "rest_stays"),
    ),
    (
        # What answers an old confirmation may as well be the next order.
        "answers our confirmation with a list",
        "amend_order",
        0.6,
        lambda c: bool(c.f.subject_refs) and c.orders and bool(c.f.lines),
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
        0.8,
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
        UNDECIDED,
        "inquiry",
        0.88,
        lambda c: (
            c.any("undecided")
            and c.any("question", "asks")
            and c.f.known < 2
            and not (c.any("accepts") or c.f.same or c.f.po)
        ),
    ),
    (ONLY_ASKS, "inquiry", 0.85, lambda c: c.only_asks and bool(c.f.known or c.f.lines)),
    (
        "takes an offer",
        "new_order",
        0.8,
        lambda c: c.any("accepts") and (bool(c.f.lines or c.f.named or c.f.delivery) or c.any("wants")),
    ),
    (
        "orders",
        "new_order",
        0.93,
        lambda c: bool(c.f.known) and not c.any("question") and (c.f.known > 1 or c.any("wants") or c.plain),
    ),
    ("orders, amid other words", "new_order", 0.72, lambda c: bool(c.f.known) and not c.any("question")),
    ("asks what an amount would cost", "inquiry", 0.83, lambda c: c.any("quotes") and not c.any("accepts")),
    (
        "asks for the price of an amount",
        "inquiry",
        0.74,
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
    (
        "asks of the orders under way",
        "order_status",
        0.5,
        lambda c: (
            c.orders
            and c.any("progress")
            and not (c.f.named or c.f.lines or c.any("change", "question", "wants", "thanks", "yes"))
        ),
    ),
    ("only greets", "other", 0.85, lambda c: c.any("greeting")),
    ("asks", "inquiry", 0.72, lambda c: c.any("question") and not c.f.lines),
    ("asks when", "order_status", 0.7, lambda c: c.any("when") and c.orders),
    ("orders what we may not know", "new_order", 0.88, lambda c: bool(c.f.lines) and not c.any("question")),
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
    ("sends a purchase order", "new_order", 0.75, lambda c: c.any("wants") and (c.f.po or c.f.delivery)),
    (
        "says when or where, and no more",
        "amend_order",
        0.82,
        lambda c: (
            c.orders
            and c.f.delivery
            and not (c.f.lines or c.f.named or c.f.amounts or c.any("wants", "question", "asks", "thanks"))
        ),
    ),
    (
        "wants something, and says little else",
        "new_order",
        0.7,
        lambda c: c.any("wants") and c.plain and bool(c.f.named or not c.any("thanks", "receipt")),
    ),
    (
        "wants something",
        "new_order",
        0.4,
        lambda c: c.any("wants") and bool(c.f.named or not c.any("thanks", "receipt")),
    ),
    ("acknowledges", "other", 0.93, lambda c: c.any("receipt") and not c.f.named),
    (
        "thanks or greets",
        "other",
        0.88,
        lambda c: (
            c.any("thanks") and not (c.f.named or c.f.amounts or c.f.presses or c.any("asks", "change"))
        ),
    ),
    (
        "thanks, with a word that sounds like a product",
        "other",
        0.82,
        lambda c: c.any("thanks") and not (c.f.amounts or c.f.presses or c.any("asks", "change", "wants")),
    ),
    ("names a product, and says little else", "new_order", 0.6, lambda c: bool(c.f.named) and c.plain),
    # What names goods and counts none is told or asked of far oftener than ordered.
    ("names a product", "new_order", 0.3, lambda c: bool(c.f.named)),
    ("asks something while an order is under way", "order_status", 0.5, lambda c: c.orders and c.any("asks")),
    ("asks something", "inquiry", 0.7, lambda c: c.any("asks")),
    ("amounts or a day", "new_order", 0.4, lambda c: bool(c.f.amounts) or c.f.delivery),
    ("confirms", "confirm_order", 0.6, lambda c: c.any("yes") and c.orders),
    ("nothing that we know", "other", 0.5, lambda c: True),
)
