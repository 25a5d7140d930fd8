"""The rules that say what is wanted by a message that answers nothing of ours and speaks of goods that came or of orders that stand.

They are in order, dearest mistake first; the first that holds decides, before those of `intent_fresh`. A rule that is not sure
says so by its certainty.
"""

from parsers.intent_rules import ADDS, AGAIN, AMENDS, LATE, MOVES, PRAISED, PRAISES_AND_ORDERS, TALE, Rule

STANDING: tuple[Rule, ...] = (
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
        lambda c: (
            c.f.amends
            and not (c.f.same and not c.any("rest_stays"))
            # 灯和线那单取消: by its goods an order is called.
            and not (c.called_by_goods and c.any("cancel_whole") and not c.any("rest_stays", "resizes"))
        ),
    ),
    (
        ADDS,
        "amend_order",
        0.88,
        lambda c: (
            (
                (c.any("adds_to") and c.joins_an_order)
                or (c.any("goes_in") and c.any("earlier", "ordered_before"))
            )
            and bool(c.f.lines or c.f.named)
            and not (c.any("anger", "return", "this_time", "accepts") or c.f.same)
        ),
    ),
    (
        MOVES,
        "amend_order",
        0.85,
        lambda c: (
            (
                (c.any("redirects") and c.orders and c.f.delivery)
                or (c.any("ordered_before") and c.any("resizes") and c.f.known < 2)
            )
            and not (c.any("anger", "return", "this_time", "cancel", "cancel_whole") or c.f.same)
        ),
    ),
    # Cancel order 7 please is not cancel 2 stools of order 7.
    ("cancels some of an order", "amend_order", 0.6, lambda c: c.cancels_some and not c.any("rest_stays")),
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
        PRAISES_AND_ORDERS,
        "new_order",
        0.9,
        lambda c: (
            c.wants_beside
            and c.any("praise", "praises")
            and not (c.claims or c.refers or c.pending)
            and not c.any("question", "return", "rest_stays", "adds_to", "change")
        ),
    ),
    (
        PRAISED,
        "feedback",
        0.88,
        lambda c: (
            c.any("praise_letter")
            and c.any("praise", "praises")
            and not c.any("question", "return", "cancel", "anger", "forgot", "rest_stays", "adds_to")
            # Who counts goods, wants something or tells what is wrong praises by the way.
            and not c.any("wants", "change", "defect", "told", "earlier")
            and not (c.f.lines or c.f.known or c.f.po or c.f.same or c.wants_beside)
        ),
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
            and not c.wants_beside
        ),
    ),
    # Who asks for goods that are late wants them, however he says so.
    (
        LATE,
        "order_status",
        0.85,
        lambda c: (
            c.any("where")
            and c.any("anger")
            and c.orders
            and c.asks_where
            and not (c.f.lines or c.any("defect", "told", "rotten", "unharmed"))
        ),
    ),
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
        lambda c: (
            c.f.same and not (c.f.refs or c.any("unit_price")) and not (c.orders and c.any("rest_stays"))
        ),
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
            and not (c.any("came_before") and c.f.known and not c.any("rest_stays", "adds_to"))
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
)
