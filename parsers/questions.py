"""The questions that are asked of a pending order's lines, and the lines while a message answers them."""

from collections.abc import Sequence
from dataclasses import replace

from parsers.annotate import Annotated
from parsers.catalog import Catalog
from parsers.catalog_entry import Entry
from parsers.change_tokens import Token
from parsers.changing import Changing
from parsers.drafts import Block
from parsers.orderlines import Settled, line_field, unit_of
from parsers.reading import Flag, Line, OrderContext
from parsers.requirements import Stretch


class Questions:
    """What is still asked between two clauses of a message."""

    def __init__(
        self,
        pending: OrderContext,
        block: Block,
        annotated: Annotated,
        catalog: Catalog,
        *,
        moved: bool,
        explained: Sequence[Stretch] = (),
    ) -> None:
        self.pending, self.annotated, self.catalog = pending, annotated, catalog
        own = [_bare(line) for line in pending.lines]
        self.order = Changing(own, annotated, catalog, drafts=block.drafts, moved=moved, explained=explained)
        # The questions by (line, field), in the order asked.
        self.flags: dict[tuple[int, str], Flag] = {}
        for flag in pending.flags:
            where = line_field(flag)
            if where is not None and where[0] < len(own):
                self.flags[where] = flag
        self.order.names.offered = tuple(sku for flag in pending.flags for sku in flag.candidates)
        self.order.lenient = True
        self.header = {flag.field for flag in pending.flags if line_field(flag) is None}
        self.count = len(self.flags)
        # The lines of which it was asked what they are counted in, and the totals that are named of what we asked about.
        self.pending_units = [key for key in self.flags if key[1] == "unit"]
        self.totals: list[Token] = []
        # How many amounts the message states.
        self.amounts = 0
        self.put_off = False
        # The numbers that speak of prices where one was asked about, by where they stand.
        self.prices: set[int] = set()
        # The lines whose price was asked about.
        self.priced = {place for place, name in self.flags if name == "unit_price"}
        # Of the questions about products: what earlier clauses leave of the candidates.
        self.left: dict[int, set[str]] = {}
        # The line of what we do not have that the clause before spoke of.
        self.spoken_of: int | None = None
        # Whether a line is done without by now.
        self.dropped = False
        # The lines of which a unit was chosen by its word alone.
        self.worded: set[int] = set()
        # Whether a clause before wants a kind by words that we do not know.
        self.unheard = False
        # Questions that the message answers in two ways.
        self.torn: set[int] = set()
        # Of the questions about products that are answered: what they asked, and the line as it was.
        self.chosen: dict[int, tuple[Flag, Settled]] = {}

    def candidates(self, place: int) -> list[Entry]:
        """What the question about the line's product offers."""
        flag = self.flags.get((place, "sku"))
        return [entry for sku in (flag.candidates if flag else ()) if (entry := self.catalog.entry(sku))]

    def choose(self, place: int, sku: str) -> None:
        """The line is of this product, in the amount that the message has given it by now."""
        old = self.order.before[place]
        now = self.order.lines[place]
        line = replace(now.line if now is not None else old, sku=sku)
        product = self.catalog.get(sku)
        flags: tuple[Flag, ...] = ()
        if product is not None and line.unit is not None:
            line = replace(line, unit=unit_of(line.unit, product, (), self.catalog).unit or line.unit)
        elif product is not None and line.quantity is not None:
            line = replace(line, unit=product.default_unit)
            if line.unit is None and (place, "unit") not in self.flags:
                flags = (Flag("unit", "ambiguous", (product.base_unit, *product.units)),)
        self.order.before[place] = line
        self.order.lines[place] = Settled(line, flags)
        self.order.touched.add(place)
        self.order.carry = place
        flag = self.flags.pop((place, "sku"), None)
        if flag is not None and flag.candidates:
            self.chosen[place] = flag, Settled(old)

    def instead(self, place: int, sku: str, said: str) -> None:
        """The line is of another product than those that were offered, by the words that name it."""
        self.order.before[place] = replace(self.order.before[place], text=said, spec=None)
        self.order.lines[place] = Settled(self.order.before[place])
        self.choose(place, sku)
        self.chosen.pop(place, None)

    def reopen(self, place: int, flag: Flag, was: Settled) -> None:
        """Ask again what seemed to be answered: the message answers it in two ways."""
        self.order.before[place], self.order.lines[place] = was.line, was
        self.flags[place, "sku"] = flag
        self.torn.add(place)
        del self.chosen[place]

    def drop(self, place: int) -> None:
        """The line is done without."""
        self.order.lines[place] = None
        self.dropped = True
        self.order.touched.add(place)
        for key in [key for key in self.flags if key[0] == place]:
            del self.flags[key]

    def between(self, token: Token, behind: Token) -> str:
        """What the message says between them."""
        return self.annotated.lowered[token.end : behind.start]

    def words(self, token: Token) -> str:
        """What the message says there."""
        return self.annotated.lowered[token.start : token.end]


def _bare(line: Line) -> Line:
    """The line without its evidence, which lies in an earlier message."""
    return Line(line.sku, line.text, line.quantity, line.unit, line.unit_price, line.price_unit, line.spec)
