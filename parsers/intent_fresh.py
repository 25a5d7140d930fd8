"""The rules that say what is wanted by a message that speaks of nothing that stands (see `intent_standing`): new orders, questions,
courtesies, and in the end what hardly tells.

They are in order, dearest mistake first; the first that holds decides. A rule that is not sure says so by its certainty.
"""

from parsers.intent_rules import ONLY_ASKS, PER_PIECE, UNDECIDED, Rule

FRESH: tuple[Rule, ...] = (
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
        PER_PIECE,
        "inquiry",
        0.86,
        lambda c: (
            c.any("unit_price")
            and c.f.known < 2
            and not (c.any("wants", "accepts", "this_time") or c.f.delivery or c.f.po or c.f.payment)
            and not (c.claims or c.refers or c.wants_beside or (c.f.known and c.takes))
        ),
    ),
    (
        "asks what an amount would cost, of goods that we know",
        "inquiry",
        0.85,
        lambda c: (
            c.any("quotes")
            and c.any("asks", "question")
            and not (c.any("accepts", "this_time") or c.f.po or c.f.same or c.asks_for_beside)
        ),
    ),
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
    (
        "asks what an amount would cost",
        "inquiry",
        0.83,
        lambda c: c.any("quotes") and not (c.any("accepts") or c.asks_for_beside),
    ),
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
    (
        "praises, and thanks",
        "feedback",
        0.8,
        lambda c: (
            c.any("praises", "unharmed")
            and c.any("thankful", "thanks")
            and not (c.claims or c.f.lines or c.any("question", "asks", "rotten", "ill_served", "blames"))
        ),
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
