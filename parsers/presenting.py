"""How somebody who is not on file says who they are beside an order: a clause that is nothing but a name (青石小馆，老闵，电话…),
and the firm of which a sentence tells."""

import re
from collections.abc import Iterator
from functools import cache

from parsers import phrases
from parsers.annotate import Annotated
from parsers.selfnamed import Named, Place

# What parts the clauses of a message; between Chinese words a blank does as well.
_CLAUSE = re.compile(r"(?:(?<![㐀-鿿]) (?![㐀-鿿])|[^\n。.;；!！?？,，、:：()~～ ])+")
_SENTENCE = re.compile(r"[^\n.!?]+")
_HAN = re.compile(r"[㐀-鿿]")
_LONGEST = 40
_HELLO = r"(?:你们?好|您好|大家好|哈[喽啰罗]|嗨|在吗|在不在|早上好|上午好|中午好|下午好|晚上好|早安?|hi|hello|hey)(?![㐀-鿿a-z])"
_GREETING = re.compile(rf"[\s,，。.!！~～、]*{_HELLO}?[\s,，。.!！~～、]*\Z|[\s,，]*{_HELLO}", re.IGNORECASE)
_BEHIND_GREETING = re.compile(rf"{_HELLO}[\s,，。.!！~～、]*\Z", re.IGNORECASE)
# So many words make a name that may be a firm's.
_WORDS = range(2, 6)
# Words in which names of goods end as well as those of firms: Dark Chocolate bar, House Coffee.
_ALSO_GOODS = frozenset(
    [
        "bar",
        "grill",
        "kitchen",
        "coffee",
        "auto",
        "parts",
        "filters",
        "pumps",
        "medical",
        "health",
        "dental",
        "care",
        "stationery",
        "office",
        "print",
        "press",
        "books",
        "foods",
        "food",
        "supply",
        "supplies",
        "garden",
        "flowers",
        "design",
        "tools",
        "hardware",
        "fasteners",
        "materials",
        "textiles",
        "fabrics",
        "garments",
        "toys",
        "plastics",
        "packaging",
        "machinery",
        "equipment",
        "electronics",
        "electric",
        "furniture",
        "apparel",
        "knitwear",
        "ceramics",
        "pottery",
        "metals",
        "steel",
        "bikes",
        "cycles",
        "tech",
        "systems",
        "sports",
        "house",
        "mill",
        "spa",
    ]
)
_TAKEN = frozenset(
    (
        "address",
        "phone",
        "email",
        "date",
        "clock",
        "payment",
        "quantity",
        "bare",
        "money",
        "order_ref",
        "sku",
        "name",
    )
)


def find(annotated: Annotated) -> Named:
    """The first firm and the first person that are named so: the person beside a firm or a telephone, as who is greeted is told
    what he shall send."""
    company: Place | None = None
    contact: Place | None = None
    for start, end in _clauses(annotated):
        said = annotated.text[start:end]
        if company is None and (firm := _firm().fullmatch(said)) and not _no_firm().match(firm["firm"]):
            company = (start + firm.start("firm"), start + firm.end("firm"))
        elif contact is None and _person().fullmatch(said) and not _greeted(annotated.text, start, end):
            contact = (start, end)
    company = company or _over_person(annotated)
    if company is None and not any(span.label == "phone" for span in annotated.spans):
        contact = None
    return Named(company or _latin(annotated) or _subject(annotated), contact)


def _over_person(annotated: Annotated) -> Place | None:
    """The firm in a row of a firm, a person and a telephone, whatever its name ends in."""
    pattern = phrases.book("names")["person_row"].pattern
    for block in annotated.own:
        for match in pattern.finditer(annotated.text, block.start, block.end):
            place = match.span("company")
            if not _taken(annotated, *place) and not _of_goods(annotated, *place):
                return place
    return None


def _greeted(text: str, start: int, end: int) -> bool:
    """Whether the name heads the message or stands beside a greeting: it is that of whom it is written to."""
    head = _GREETING.sub("", text[:start])
    return (
        not head
        or _GREETING.match(text, end) is not None
        or _BEHIND_GREETING.search(text[:start]) is not None
    )


def _clauses(annotated: Annotated) -> Iterator[Place]:
    """The Chinese clauses of the message that nothing else explains."""
    for block in annotated.own:
        for match in _CLAUSE.finditer(annotated.text, block.start, block.end):
            start, end = match.span()
            start += len(match[0]) - len(match[0].lstrip())
            end = start + len(match[0].strip())
            if end - start <= _LONGEST and _HAN.search(match[0]) and not _taken(annotated, start, end):
                yield start, end


def _latin(annotated: Annotated) -> Place | None:
    """A sentence or a row that is the name of a house and nothing else: Casa Toro bistro."""
    for block in annotated.own:
        for match in _SENTENCE.finditer(annotated.text, block.start, block.end):
            said = match[0].strip()
            words = said.split()
            if len(words) not in _WORDS or _HAN.search(said) or not said[0].isupper():
                continue
            start = match.start() + match[0].index(said)
            named = all(word[0].isupper() for word in words[:-1]) and not _no_firm_en().match(said)
            kinds = phrases.words("names", "houses_en")
            goods = words[-1].lower() in _ALSO_GOODS
            if (
                named
                and words[-1].lower() in kinds
                and not goods
                and not _taken(annotated, start, start + len(said))
            ):
                return start, start + len(said)
    return None


def _subject(annotated: Annotated) -> Place | None:
    """The firm of which a sentence tells: Rod Nurseries runs five sites in Hull."""
    pattern = phrases.book("names")["subject"].pattern
    for block in annotated.own:
        for match in pattern.finditer(annotated.text[block.start : block.end]):
            start, end = match.span("company")
            start, end = block.start + start, block.start + end
            if (
                _bears_kind(annotated.text[start:end])
                and not _taken(annotated, start, end)
                and not _of_goods(annotated, start, end)
            ):
                return start, end
    return None


def _bears_kind(name: str) -> bool:
    """Whether the name says that it is a firm's, by its legal form or what houses are called: a street or a person has its
    sentences, too."""
    if any(name.endswith(f" {form}") for form in phrases.words("names", "corporate")):
        return True
    return name.split()[-1].lower() in set(phrases.words("names", "company_words")) - _ALSO_GOODS


def _of_goods(annotated: Annotated, start: int, end: int) -> bool:
    """Whether all of its words tell of goods: LED Bulb is a good product."""
    parts = sum(
        span.end - span.start
        for span in annotated.inside(start, end)
        if span.label == "part" and start <= span.start and span.end <= end
    )
    return parts >= len(annotated.text[start:end].replace(" ", ""))


def _taken(annotated: Annotated, start: int, end: int) -> bool:
    """Whether it is, or is a part of, what has a field of its own, or a product."""
    return any(span.label in _TAKEN for span in annotated.inside(start, end))


@cache
def _firm() -> re.Pattern[str]:
    """A shop's name by what it ends in, perhaps with what it does here or a label before it."""
    says, kinds = phrases.slot("names", "says"), phrases.slot("names", "kinds")
    label = phrases.slot("names", "firm_label")
    return re.compile(
        rf"(?:(?:{label}|单位|机构|公司|学校|门店|商户)(?:是|叫|为)?\s?)?"
        rf"(?P<firm>(?!{says})(?:(?!{says})[㐀-鿿A-Za-z0-9])" + r"{2,12}?" + rf"{kinds})"
        r"(?:这边|这里)?(?:订货|订购|下单|要货|叫货|补货|采购|订单|的单|的)?",
        re.ASCII,
    )


@cache
def _no_firm() -> re.Pattern[str]:
    """What begins otherwise than a name."""
    return re.compile(
        r"[我你您他她它这那哪每某另新老旧本该总一二两三四五六七八九十几家间]|[送到去往给在从帮替找让叫请发寄拉运放卸进入走加要想需缺补开做搞办]"
        r"|淘宝|天猫|京东|拼多多|抖音|快手|美团|饿了么|小红书|闲鱼|微[信店]|网[店上购]|线[上下]|隔壁|对面|附近|朋友|客户|客人|顾客|同事|楼|门口|上[次回周]|下[次回周]|"
        + phrases.slot("names", "no_shop"),
        re.ASCII,
    )


@cache
def _no_firm_en() -> re.Pattern[str]:
    return re.compile(phrases.slot("names", "no_firm_en"), re.ASCII)


@cache
def _person() -> re.Pattern[str]:
    """A nickname, or a surname with what somebody is called: 老闵, 小闵, 闵姐."""
    surname, titles = phrases.slot("names", "surnames"), phrases.slot("names", "titles")
    return re.compile(
        rf"小{surname}|老(?![板师客乡规样地家人时公早茶酒款式型号牌醋抽坛价铺店房窖卤面味货单数户字顾朋友同婆妈爸大二三]|少爷)[㐀-鿿]|阿(?![姨婆爸妈公胶])[㐀-鿿]|{surname}{titles}",
        re.ASCII,
    )
