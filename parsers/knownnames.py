"""Names that only our file, or what the writer's program calls them, lets one tell: "ann" for Ann Lee, 青石 before a department."""

import re
from collections.abc import Sequence
from functools import cache

from parsers import calls, namepieces, phrases
from parsers.annotate import Annotated
from parsers.normalize import plain
from parsers.reading import Customer
from parsers.segments import Block
from parsers.selfnamed import Named, Place

# What stands behind a company's name in a signature, the pieces of a row, and how far the head of a message reaches.
_DEPARTMENT = re.compile(r"[㐀-鿿]{1,4}[部处科室组]|采购|仓库|财务|后厨|前台")
# What a program shows behind the name of a firm whose account it is.
_ORDERING = frozenset(
    (
        "订货",
        "采购",
        "采购部",
        "补货",
        "进货",
        "仓库",
        "仓管",
        "行政",
        "财务",
        "客服",
        "店",
        "总店",
        "后勤",
        "下单",
        "运营",
    )
)
_ROW = re.compile(r"[^\n]+")
_PIECE = re.compile(r"[^\s,，。、|/:：;；()（）!！~～-]+(?: [^\s,，。、|/:：;；()（）!！~～㐀-鿿-]+)*")
_DIGIT = re.compile(r"\d")
_HEAD = 16
_HERE = re.compile(r"(?<![a-z])[a-z]{2,15}(?= (?:here|speaking)\b)")
# 志远这边: a given name, too.
_THIS_SIDE = re.compile(r"(?<![㐀-鿿])[㐀-鿿]{2,3}(?=[这呢][边里])")
# 我志远 链条两箱: who says "I" and a name; what the name is, our file tells.
_SELF = re.compile(r"(?<=[\s,，。啊呀哎]我)[㐀-鿿]{2,3}(?=[\s,，。!！啊呀哈]|$)")
_GREETED = 40
# Who speaks names the firm before the nickname, and goes on without a mark: 我是青石老秦那个…
_SPEAKS = re.compile(r"[㐀-鿿]{0,4}?我(?:这边|这里)?(?:是|系)")
# Who signs writes a name and perhaps a firm beside it, and draws a line below.
_MOST_PIECES = 2
# So many characters of its name mean no other: four of Chinese, two words or a long one of others.
_SURE_HAN, _SURE_LATIN = 4, 8
# What is printed, stamped or written on something: 箱上印青石五金.
_PRINTED = re.compile(
    r"[\"'“‘「『《【]\s?\Z|(?:印|写|贴|标|刻|喷|绣|打|抬头)[㐀-鿿]{0,3}[:：]?\s?\Z"
    r"|\b(?:mark\w*|print\w*|stamp\w*|logo|label\w*|read\w*)[ :]{1,3}\Z",
    re.IGNORECASE,
)
_DRAWN = " \n\t_-=*"


def writer(annotated: Annotated, customer: Customer | None) -> Place | None:
    """Who signs in the last row: a part of the writer's name as our file or the program has it (志远 for 罗志远)."""
    block = next((block for block in reversed(annotated.own) if block.kind == "new"), None)
    if block is None:
        return None
    body = annotated.lowered[block.start : block.end].rstrip(_DRAWN)
    begin = body.rfind("\n") + 1
    known = [
        plain(name).lower() for name in (annotated.message.sender.name, customer and customer.contact) if name
    ]
    found = list(_PIECE.finditer(body, begin))
    # A row of more words tells something, and only its last one may sign.
    found = found if begin and len(found) <= _MOST_PIECES else found[-1:]
    found += list(_SELF.finditer(body))[:_MOST_PIECES]
    # In small letters, too, where a message begins: hi Vera, ron here.
    for here in (_HERE, _THIS_SIDE):
        found += [said for said in here.finditer(body) if said.start() < _GREETED]
    return next(
        (
            (block.start + piece.start(), block.start + piece.end())
            for piece in found
            if any(_part_of(piece[0].strip(".~～"), name) for name in known)
        ),
        None,
    )


def _part_of(name: str, whole: str) -> bool:
    """Whether it is the given name of somebody, or one of the words of a Western name."""
    if namepieces.HAN.search(name):
        return len(name) > 1 and (whole.endswith(name) or (whole.startswith(name) and _surname(name)))
    return len(name) > 1 and name in whole.split()


def _surname(name: str) -> bool:
    """Whether two characters are the surname of a name that begins by them: 欧阳, or one of another people."""
    double = phrases.words("names", "double_surnames")
    return len(name) == _MOST_PIECES and (name in double or name[0] not in phrases.words("names", "surnames"))


def signing(annotated: Annotated, customer: Customer, blocks: Sequence[Block]) -> Named:
    """A name by which the customer's company is known in a row that signs or at the head of a message, alone or before a
    person or a department, and that person: 青石采购部 小乔."""
    # Rose of Rose Beauty signs for herself.
    shown = plain(annotated.message.sender.name or "").lower()
    # A program may show the firm itself where a person's name belongs.
    if namepieces.HAN.search(shown) and any(
        shown.startswith(name) and (shown == name or shown[len(name) :] in _ORDERING)
        for name in calls.of_company(customer)
    ):
        shown = ""
    people = f"{plain(customer.contact or '').lower()} {shown}"
    known = [name for name in calls.of_company(customer) if name not in people]
    if (voice := _voice(annotated, customer, blocks, known)) is not None:
        return Named(voice)
    for block in blocks:
        signs = block.kind == "signature"
        rows = [match.span() for match in _ROW.finditer(annotated.lowered, block.start, block.end)]
        if not signs and rows:
            (start, end), *below = rows
            rows = [(start, min(end, start + _HEAD)), *below[-1:]]
        for number, row in enumerate(rows):
            alone = signs or (number > 0 and not _DIGIT.search(annotated.lowered, *row))
            for piece in _PIECE.finditer(annotated.lowered, *row):
                speaks = _SPEAKS.match(piece[0])
                start = piece.start() + (speaks.end() if speaks else 0)
                name = next((name for name in known if annotated.lowered.startswith(name, start)), None)
                if name is None:
                    continue
                end = start + len(name)
                rest = annotated.lowered[end : piece.end()]
                person = _nick().match(rest) if speaks else _person().fullmatch(rest)
                if speaks and person is None:
                    continue
                if person or (_DEPARTMENT.fullmatch(rest) if rest else alone):
                    who = (end, end + person.end("name")) if person else None
                    return Named((start, end), who)
    return Named()


def _voice(
    annotated: Annotated, customer: Customer, blocks: Sequence[Block], known: Sequence[str]
) -> Place | None:
    """What the firm is called by at the head of a message that goes on to speak for it: 青石这边要…, 青石补货：…; also where the
    person is called so, as it is the firm that orders."""
    text = annotated.lowered
    for block in blocks:
        for piece in _PIECE.finditer(text, block.start, min(block.end, block.start + _HEAD)):
            for name in calls.of_company(customer):
                end = piece.start() + len(name)
                if (
                    text.startswith(name, piece.start())
                    and (name in known or namepieces.HAN.search(name))
                    and phrases.book("names")["own_voice"].pattern.match(text[end : end + _HEAD])
                ):
                    return piece.start(), end
    return None


def spoken_of(annotated: Annotated, customer: Customer, blocks: Sequence[Block]) -> Place | None:
    """Where the customer's company is called by so much of its name that nothing else can be meant, whatever is said of it:
    青石五金没到的货. In the name of a place or of what is sold it is not."""
    for name in calls.of_company(customer):
        if len(name) < (_SURE_HAN if namepieces.HAN.search(name) else _SURE_LATIN):
            continue
        at = calls.literal(annotated, name, blocks)
        if (
            at is None
            or _taken(annotated, *at)
            or _PRINTED.search(annotated.text, max(0, at[0] - _HEAD), at[0])
        ):
            continue
        # LUNE TILE, in capitals, is what stands on the cartons.
        if namepieces.HAN.search(name) or any(
            annotated.text[slice(*at)] in plain(known)
            for known in (customer.company, customer.company_en)
            if known
        ):
            return at
    return None


def _taken(annotated: Annotated, start: int, end: int) -> bool:
    """Whether the words belong to something else; a word of the name may be one of goods all the same."""
    return any(
        span.start < end
        and start < span.end
        and (
            span.label != "part"
            or span.start < start
            or span.end > end
            or span.end - span.start == end - start
        )
        for span in annotated.of("address", "address_label", "part", "sku", "name", "email", "person")
    )


@cache
def _nick() -> re.Pattern[str]:
    return re.compile(rf"(?P<name>[老小阿]{phrases.slot('names', 'surnames')}|阿[㐀-鿿])")


@cache
def _person() -> re.Pattern[str]:
    return re.compile(rf"(?P<name>{phrases.slot('names', 'person')}|[小阿老][㐀-鿿])[呀啊哈]?")


def without_department(annotated: Annotated, customer: Customer, first: int, last: int) -> Place:
    """The stretch, up to where a department follows a name by which the customer is known: 青石采购部."""
    said = annotated.lowered[first:last]
    for name in calls.of_company(customer):
        if said.startswith(name) and _DEPARTMENT.fullmatch(said, len(name)):
            return first, first + len(name)
    return first, last


def whole(annotated: Annotated, end: int) -> int:
    """Where a name ends whose Latin half our file has and whose Chinese half follows: Rose物业."""
    trade = _trade().match(annotated.text, end)
    return trade.end() if trade and annotated.text[end - 1].isascii() else end


_FORM = re.compile(r"(?:有限责任公司|股份有限公司|有限公司|集团|公司)(?![㐀-鿿])")


def with_form(annotated: Annotated, end: int) -> int:
    """Where a name of our file ends together with the legal form that the text gives it: 青石五金有限公司 for 青石五金."""
    form = _FORM.match(annotated.text, end)
    return form.end() if form else end


_TOWN = re.compile(r"(?<![㐀-鿿])(?![发送寄拉运到给往在去至])[㐀-鿿]{2,3}[市省县区]\Z")


def with_town(annotated: Annotated, start: int) -> int:
    """Where a name of our file begins together with the town that the text puts right before it: 江口市双塔小学."""
    town = _TOWN.search(annotated.text, max(0, start - _SURE_HAN), start)
    return town.start() if town and namepieces.HAN.match(annotated.text, start) else start


@cache
def _trade() -> re.Pattern[str]:
    return re.compile(phrases.slot("names", "kinds"))
