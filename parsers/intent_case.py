"""What a message shows as far as the intent hangs on it: findings of the other components, and cue words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from parsers import phrases

# What comes on such a day: 周五那车, Friday's van.
_LOAD = re.compile(
    r"(?:[今明后]天|[周期拜][一二三四五六日天]|[号日]).{0,8}[车趟]|(?:today|tomorrow|day).s (?:\w+ ?)?(?:load|truck|van|lorry|delivery|shipment|drop)"
)


@dataclass(frozen=True, slots=True)
class Findings:
    """What the other components found, as far as the intent hangs on it.

    `text` are the lower-cased words that speak for the customer, `beside` the same without the names of products,
    `aside` those of a rep who passes them on, `footer` what stands below a signature.
    `lines`: amounts with something that they count; `known`: those of products in the catalog; `named`: products
    named at all; `amounts`: amounts that nothing takes; `refs`: numbers of our orders that the text states,
    `subject_refs`: those that only the subject bears; `same`: "same again", `opens_again`: the message begins with it;
    `counted`: amounts of goods in a unit by which anything is sold; `delivery`: a day or a place;
    `on_file`: the sender is a customer or a rep; `strange`: the share of the words that nothing explains, in
    the sentences that count something if any does; `amends`: all of it is understood as a change of an order
    under way, as nobody orders anew; `answers`: it settles what was asked, and says nothing beside that is not
    understood; `calls_off`: an order is called off, and no line of any is changed; `idle`: every clause is a wish,
    thanks or the like, and no word is of business; `presses`: somebody waits, declines or decides (see idletalk.py).
    """

    text: str
    beside: str = ""
    subject: str = ""
    aside: str = ""
    footer: str = ""
    lines: int = 0
    known: int = 0
    counted: int = 0
    named: int = 0
    amounts: int = 0
    refs: int = 0
    subject_refs: int = 0
    same: bool = False
    opens_again: bool = False
    delivery: bool = False
    payment: bool = False
    contact: bool = False
    po: bool = False
    on_file: bool = False
    amends: bool = False
    answers: bool = False
    calls_off: bool = False
    idle: bool = False
    presses: bool = False
    strange: float = 0.0

    @property
    def bears_more(self) -> bool:
        """Names goods, a day, a place or a way to pay."""
        return self.delivery or self.payment or bool(self.named)


# What a rep adds above a forwarded order may turn it, but its questions and courtesies are meant for colleagues.
_ASIDE = ("cancel", "return", "anger", "defect", "where", "change", "earlier")
# Said of goods, by characters that stand in their names as well: 鼓棒 praises nothing.
_OF_GOODS = frozenset({"praise", "defect"})
# Cues that stand in kind words as well.
_IDLE = frozenset({"thanks", "receipt", "greeting", "arrived", "misdirected"})
_WHERE = re.compile(r"\bwhere\b|\bwhat has become\b|哪|边(?:度|啊)?")
_SHUT = re.compile(r"\b(?:closed|shut)\b|\bi.m out (?!of (?:the )?office)")
# What programs say first.
_BY_ITSELF = re.compile(
    r"\bthank(?:s| you) for (?:your |the )?(?:message|e-?mail|mail|enquiry|inquiry|interest|contacting|writing)"
)
_SMALL = {"asks": frozenset("呀呢"), "praise": frozenset({"谢谢师傅", "多谢师傅"})}
# Small words that no kind word has.
_AGAINST = ("rotten", "ill_served", "blames", "gives_back")
# Said of an order as well as of goods.
_TAKES_BACK = frozenset({"退了吧", "退掉", "退掉吧", "退一下", "帮我退", "给退", "退吧", "退了呗"})
# What one says of goods that came, and of those that shall come.
_EXCHANGES = frozenset({"换一下", "给我换", "给我们换", "给换", "调换", "exchange"})
# A number, or a word for one beside a unit.
_COUNT = re.compile(r"\d|[一二两三四五六七八九十半][箱件盒包袋瓶桶个只支卷套]")
# A clause that wants so much and says nothing else (the names of goods are taken out of it): 再来2箱, and 2 cartons please.
_ENDS = re.compile(r"[,，。;；!！?？\n]|\.(?!\d)")
_WANTS_SO_MUCH = re.compile(
    r"[\s\-•*–—]*(?:(?:(?:and|also|so|now|then|plus|but|please|pls|kindly|again|more|another|just|could you|can you|can we|we|i|i.ll|we.ll"
    r"|send|ship|deliver|bring|get|give|have|need|want|take|order|supply|us|me|of|the|with|for|a|some)\b\s*)*"
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)\b(?:\s?x)?(?:\s*(?:more|of|to|the|a|and|please|pls|again|"
    r"cartons?|ctns?|box(?:es)?|cases?|packs?|bags?|bottles?|drums?|pails?|cans?|tins?|pieces?|pcs|sheets?|rolls?|us|too|as well|now)\b)*"
    r"(?:\s*(?:to|at|for) (?:the|our|my) \w+)?"
    r"|(?:另外|还|再|那就?|就|先|这次|今天|麻烦|请|帮我?|给我?们?|我们?|也|要|来|送|拿|订|下|发|补|加|需要|的|\s)*"
    r"[\d一二两三四五六七八九十半]{1,4}\s?[㐀-鿿](?:吧|呗|哈|哦|呀|啊|谢谢|\s)*)[\s~]*"
)
_VERB = re.compile(r"\b(?:send|ship|deliver|bring|get|give|need|want|take|order|supply)\b|[来要送拿订发补]")
_WHO_DRIVES = ("driver", "司机", "师傅")
_RECEIVED = ("arrived", "pointed", "receipt", "told", "defect")
# What ends a question, or is one: 吗, ?, 加不加, 几天.
_ASKED = re.compile(
    r"(?:吗|么|呢)(?=[\s,，。.!！?？]|$)|(?<![吗么呢])[?？]|([㐀-鿿])[不没]\1|(?<![好])(?:多少|几)[㐀-鿿]"
)
# Right before what may go wrong: it did not.
_SPARED = re.compile(
    r"(?:没有?|无|未|不曾|从不|零)[^，,。.;；!！?？\n]{0,3}$|(?:\b(?:no|not|never|none|nothing|without)|n.t)\b[^，,。.;；!！?？\n]{0,16}$"
)
# From this share of unexplained words a message tells more than it names.
_STRANGE = 0.25
_REPLY = re.compile(
    r"^\s*(?:re|aw|antw|sv|fwd?|fw|wg|tr|rv|回复|答复|回覆|转发|轉寄)\s*[:：\[]", re.IGNORECASE
)


def cues(text: str, subject: str = "", aside: str = "", beside: str = "") -> dict[str, str]:
    """The cues that stand in a lower-cased text: {name: the words}. A reply's subject was not written for it, and what is
    said of goods stands beside their names (`beside`)."""
    own_subject = "" if _REPLY.match(subject) else subject
    found: dict[str, str] = {}
    for phrase in phrases.book("intents").within(text, subject, aside):
        name = phrase.name
        match = phrase.pattern.search(text)
        if match is not None and beside and name in _OF_GOODS and not match.group().isascii():
            match = phrase.pattern.search(beside)
        if match is None and phrase.table.get("subject"):
            match = phrase.pattern.search(subject if name == "machine" else own_subject)
        if match is None and aside and name in _ASIDE:
            match = phrase.pattern.search(aside)
        if match is not None:
            found[name] = match.group()
    return found


@dataclass(frozen=True, slots=True)
class Case:
    """The findings with the cues, and what is under way: `orders` placed, one `pending`, something `asked`."""

    f: Findings
    has: Mapping[str, str]
    orders: bool
    pending: bool
    asked: bool

    def any(self, *names: str) -> bool:
        return not self.has.keys().isdisjoint(names)

    @property
    def plain(self) -> bool:
        """Says little beside what it names."""
        return self.f.strange < _STRANGE

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
        # Where none was broken, nothing is claimed.
        wrong = self.any("defect") and not (self.any("unharmed") and self.any("praise", "praises"))
        return self.any("anger") or (wrong and told) or self.tale

    @property
    def wants_beside(self) -> bool:
        """Goods are counted in a clause of their own, which speaks of nothing that came: kind words and questions beside it
        take no order away."""
        return bool(self._wanted)

    @property
    def asks_for_beside(self) -> bool:
        """So it is, and in so many words: 先来2箱."""
        return any(_VERB.search(said) for said in self._wanted)

    @property
    def _wanted(self) -> list[str]:
        received = any(name in self.has for name in _RECEIVED if self.has.get(name) not in _WHO_DRIVES)
        if not self.f.known or received:
            return []
        said = (self.f.beside or self.f.text).replace("_", " ")
        return [clause for clause in _ENDS.split(said) if _WANTS_SO_MUCH.fullmatch(clause)]

    @property
    def spared(self) -> bool:
        """Names what may go wrong to say that it did not."""
        wrong = self.has.get("defect")
        before = self.f.text.partition(wrong)[0] if wrong else ""
        return self.any("unharmed") or bool(wrong and _SPARED.search(before))

    @property
    def tale(self) -> bool:
        """Tells of one thing that came, and reproaches, without a word of wanting more: what may go wrong has no list."""
        if self.f.known > 1 or not (self.any("arrived", "pointed") or self.refers):
            return False
        if self.any("wants", "this_time", "question", "praise", "used_up") or self.f.same:
            return False
        return self.any("told") or (self.any("reproach") and self.f.named > 0 and self.goes_by)

    @property
    def goes_by(self) -> bool:
        """Counts nothing but what is pointed at, so that nothing of it can be an order: 那3箱."""
        return not self.f.lines or self.any("pointed")

    @property
    def counts_in_it(self) -> bool:
        """Whether what is counted is a part of what came (six of the vases), or is pointed at."""
        if self.goes_by:
            return True
        told = phrases.book("intents")["told"].pattern
        return not _COUNT.search(told.sub(" ", self.f.beside or self.f.text))

    @property
    def called_by_goods(self) -> bool:
        """An order is called off that is called by what is in it, and nothing else is."""
        return phrases.book("about")["called_by_goods"].pattern.search(self.f.text) is not None

    @property
    def cancels_some(self) -> bool:
        """Goods of an order, or so many of them, stand right behind what is to be cancelled."""
        some = phrases.book("about")["cancels_some"].pattern
        return bool(self.f.named) and some.search(self.f.text) is not None

    @property
    def only_unchanged(self) -> bool:
        """Of what we read back nothing is to be altered, with nothing beside it that says otherwise."""
        f = self.f
        later = phrases.book("about")["answers_later"].pattern.search(f.text)
        return not (f.bears_more or later is not None or self.any("asks", "but", "stops", "undecided"))

    @property
    def recounts(self) -> bool:
        """Tells what happened, and what was amiss."""
        return self.any("arrived", "blames", "rotten", "off", "ill_served", "happened", "reproach")

    @property
    def bulk(self) -> bool:
        """Was sent to many: nobody else says how to be sent no more."""
        return phrases.book("intents")["advertising"].pattern.search(self.f.footer) is not None

    @property
    def idle(self) -> bool:
        """Wants nothing of the desk: nothing in it that an order, or talk about one, would bear, and kind words alone."""
        f = self.f
        bears = f.lines or f.known or f.amounts or f.refs or f.subject_refs or f.same or f.po or f.payment
        if not f.idle or bears or self.pending:
            return False
        # 一箱没碎 says of nothing that it broke.
        against = [word for word in _AGAINST if word != "rotten" or "unharmed" not in self.has]
        # Small words at the end of a clause ask nothing by themselves.
        kind = _IDLE | {name for name, small in _SMALL.items() if self.has.get(name) in small}
        return not self.any(*(phrases.book("intents").keys() - kind), *against)

    @property
    def promotes(self) -> bool:
        """Bears more than one sign of what is sent to many."""
        found = phrases.book("intents")["advertising"].pattern.finditer(f"{self.f.text}\n{self.f.footer}")
        return len({match.group() for match in found}) > 1

    @property
    def asks_where(self) -> bool:
        """Asks in plain words where goods are."""
        return _WHERE.search(self.has.get("where", "")) is not None

    @property
    def shut_meanwhile(self) -> bool:
        """A house is closed or somebody is out, and no program says so: whoever speaks of deliveries beside it tells when to
        come, and in a chat, with an order under way, whoever says it at all."""
        if _SHUT.search(self.has.get("away", "")) is None or _BY_ITSELF.search(self.f.text):
            return False
        if self.any("wants", "change", "later_hour") or phrases.book("about")["left_with"].pattern.search(
            self.f.text
        ):
            return True
        return self.orders and (self.f.delivery or not self.f.subject.strip())

    @property
    def takes(self) -> bool:
        """Takes an amount of it: what is asked of the price is asked by the way."""
        return phrases.book("about")["taken"].pattern.search(self.f.text) is not None

    @property
    def joins_an_order(self) -> bool:
        """Puts something into what was ordered; what shall come on the load of a day, where nothing is under way, is ordered anew."""
        return self.orders or _LOAD.search(self.has.get("adds_to", "")) is None

    @property
    def takes_back(self) -> bool:
        """Gives an order back that is under way, and no goods: 那单退了吧."""
        whole = self.any("cancel_whole") or (self.f.calls_off and not self.any("defect"))
        return self.orders and whole and self.has.get("return", "") in _TAKES_BACK

    @property
    def exchanges_ahead(self) -> bool:
        """Wants one thing for another, and that of an order under way: nothing comes back of what has not come."""
        words = self.has.get("return", "")
        ahead = self.f.amends and self.orders and not self.any("defect", "arrived")
        return ahead and words in _EXCHANGES

    @property
    def only_asks(self) -> bool:
        """Asks more than once, and counts nothing as goods are sold: the numbers in it are sizes (直径40, 60缸)."""
        if (
            self.f.counted
            or self.f.known > 1
            or self.f.same
            or self.f.delivery
            or self.f.po
            or self.f.payment
        ):
            return False
        if self.orders or self.any(
            "wants", "accepts", "this_time", "change", "where", "when", "claims", "arrived"
        ):
            return False
        return len(_ASKED.findall(self.f.text)) > 1

    @property
    def changes(self) -> bool:
        return bool(self.f.known or self.f.amounts or self.f.delivery) or self.any("change")
