"""Who writes and how to reach them: phones, mail addresses, people's and companies' names in a text."""

import re
from dataclasses import dataclass
from typing import Literal

import phonenumbers

from parsers.segments import Kind
from parsers.spans import Span


@dataclass(frozen=True, slots=True)
class PhoneValue:
    """`e164` with the extension in RFC 3966 style apart; None where the number cannot be brought into E.164."""

    e164: str | None
    written: str
    extension: str | None = None
    fax: bool = False


Source = Literal["label", "signoff", "introduction", "receiver", "heading", "mention"]


@dataclass(frozen=True, slots=True)
class NameValue:
    """A name as the text writes it; `source` says what marks it: a label, a sign-off, a self-introduction, a receiver."""

    text: str
    source: Source


_H = "㐀-鿿"
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+%-]{1,64}@[\w-]+(?:\.[\w-]+){1,6}", re.ASCII)
_PHONE = re.compile(
    r"(?<![\w.+/-])(?:\+|00)?\(?\d{1,5}\)?(?:[ .\-/]{1,2}\(?\d{2,8}\)?){0,5}(?![\w/]|[.,]\d|-\d)"
)
_LABEL = re.compile(
    r"(?:tel(?:ephone)?|phone|mobile|mob|cell|call|whatsapp|ph|t|m|手机号?码?|电话|联系方式|联系电话|座机|热线|号码)\.?\s?[:：]?\s*\W?$",
    re.IGNORECASE,
)
_FAX = re.compile(r"(?:fax|传真|f)\.?\s?[:：]?\s*$", re.IGNORECASE)
_EXTENSION = re.compile(r"\s?(?:转|分机|ext\.?|x)\s?(\d{1,5})\b", re.IGNORECASE)
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康施牛洪倪裘柯尤祝舒葛梅温季章娄俞柳项岑鲁路翁庄苗甘骆申屠仇凌霍兰童颜盛冷辛管祁安齐易伍乔赖华聂关古欧阮左岳桂焦"
_TITLE = "经理|老板娘|老板|师傅|先生|女士|小姐|老师|主任|厂长|店长|主管|会计|阿姨|大姐|总|工|姐|哥|生|太|嫂|叔|伯|队长|校长|院长|科长|处长"
_PERSON = rf"(?:(?:[{_SURNAMES}])(?:{_TITLE})|[老小阿][{_SURNAMES}](?![{_H}]?[店厂])|[{_SURNAMES}][{_H}]{{1,2}}(?:{_TITLE})?|欧阳[{_H}]{{1,2}}|[{_SURNAMES}](?:{_TITLE}))"
_KIND = (
    "有限责任公司|股份有限公司|有限公司|集团|公司|食堂|超市|便利店|小卖部|杂货店|面馆|餐厅|饭店|酒店|宾馆|民宿|咖啡馆|咖啡店|咖啡|茶餐厅|冰室|奶茶店|烘焙坊|蛋糕店|面包店|甜品店|甜品|棋牌室|小吃店|烧烤店?|"
    "五金店|五金行|商行|商店|商贸|贸易|批发部|批发|经营部|门市部|工作室|幼儿园|学校|小学|中学|大学|学院|医院|诊所|药房|药店|卫生院|养老院|工厂|机械厂|电子厂|加工厂|厂|修理厂|汽修|汽修厂|汽修店|汽配|车队|物流|"
    "文具店|书店|打印店|图文|中心|事务所|俱乐部|健身房|酒吧|餐馆|早餐店|快餐|快餐店|火锅店|农庄|合作社|物业|工程队|项目部|店|铺|馆|坊|行|社"
)
_COMPANY = rf"[{_H}A-Za-z0-9（）()]{{2,20}}?(?:{_KIND})"
_INTRO = re.compile(
    rf"(?:我们?(?:这边|这里)?(?:是|系)?|这里是|本店是?|我是|我哋系?)\s?(?:[{_H}]{{1,3}}的)?(?P<company>{_COMPANY})(?:的)?(?P<person>{_PERSON})?(?=[，。,.;；\s!！、:：的]|$)"
)
_CALLED = re.compile(
    rf"(?:叫我|我叫|我是|本人|我姓|免贵姓|我系)\s?(?P<person>{_PERSON}|[{_SURNAMES}](?=[，。,\s]|$))(?=[，。,.;；\s!！、就]|$)"
)
_RECEIVER = re.compile(
    rf"(?:收货人?|收件人?|联系人|签收人?|接货人?|经办人|采购员?|负责人|下单人|订货人|联络人)\s?(?:是|为|找|搵|叫)?\s?[:：]?\s?(?P<person>{_PERSON}|[{_H}]{{2,3}}(?=[\s,，。;；\d(（]|$))"
    rf"|(?:找|搵|联系|打给)\s?(?P<found>{_PERSON})(?=[\s\d,，。;；(（]|$|收|接|电话|就)"
    rf"|(?<![{_H}])(?P<takes>{_PERSON})\s?(?:收|签收|接货|接)(?=[\s\d,，。;；(（]|$|货)"
)
_CUSTOMER_LINE = re.compile(
    rf"(?:公司名称?|单位(?:名称)?|客户(?:名称)?|店名|抬头|开票(?:抬头|名称)?|购货单位|需方|甲方|订货单位)\s?(?:是|为)?\s?[:：]?\s?(?P<company>[{_H}A-Za-z0-9（）()]{{3,30}})"
)
_NEW_CUSTOMER = re.compile(
    rf"(?:新客户?|新店|客户)\s?[,，:：]?\s?(?P<company>{_COMPANY})(?=[，。,.;；\s、:：]|$)"
)
_SIGNED = re.compile(
    rf"(?:^|[。！!？?\n\s,，;；~～])\s?(?:(?P<company>[{_H}A-Za-z0-9（）()·]{{2,24}}?(?:{_KIND}))\s*(?:采购部?|仓库|财务部?|行政部?|后勤部?|物资部?|供应部|办公室|总务|厨房|店长)?[\s:：|/-]+)?(?:采购部?|经办|采购员)?\s?(?P<person>{_PERSON})(?:\s*(?:敬上|上|谨上))?[\s。.!！|，,/]*(?:\(?\+?\d[\d\s-]{{6,}}\d)?[\s。]*$"
)
_COMPANY_LINE = re.compile(
    rf"^\s*(?P<company>[{_H}A-Za-z0-9（）()·]{{2,24}}?(?:{_KIND}))(?=[\s|/:：,，。]|$)"
)
_CORPORATE = re.compile(
    r"\b(?:[A-Z][\w&.'’-]*\s+){1,5}(?:GmbH(?: & Co\.? KG)?|Inc\.?|LLC|L\.L\.C\.|Ltd\.?|Limited|Pty Ltd|Co\.?,? Ltd\.?|Corp\.?|Corporation|UAB|SpA|S\.p\.A\.|S\.A\.C?\.?|SA|AG|AS|A/S|B\.?V\.?|N\.V\.|LLP|PLC|Oy|AB|ApS|Sdn Bhd|Pvt\.? Ltd\.?|SARL|S\.L\.|FZE|JSC|OOO)(?![\w])"
)
_NAME = r"(?:[A-ZÀ-Þ][a-zà-ÿ'’]+|[A-Z]\.)(?:[ -](?:[A-ZÀ-Þ][a-zà-ÿ'’]+|[A-Z]\.|de|van|von|bin|al)){0,3}"
_CLOSE = r"(?:regards|best wishes|cheers|thanks|thank you|thx|tks|sincerely|saludos|gracias|greetings|br|rgds|best|gr[üu][ßs]e|gr[üu][ßs]en|yours|merci|obrigado|cordially|faithfully|truly|again|much|advance|soon|day|cordiales)"
_ENGLISH_SIGNED = re.compile(
    rf"(?i:\b{_CLOSE})[\s,.!–-]{{1,4}}(?P<person>{_NAME})(?=[\s,.|/(–-]*(?:$|\n|[-–|,(]|\s\s))", re.MULTILINE
)
_LAST_NAME = re.compile(
    rf"(?:^|[.!?…)]\s+|\n\s*)(?P<person>{_NAME})(?:\s?[,|/–-]\s?(?P<company>[A-Z][\w&.'’ -]{{2,40}}?))?(?:\s*\([A-Za-z ]+\))?(?:\s*(?:x|ext\.?)\s?\d+)?(?:\s*[,|]\s*\+?[\d() -]{{7,}})?\s*[.!]?\s*$"
)
_ENGLISH_INTRO = re.compile(
    rf"\b(?:I am|I'm|this is|my name is|here is)\s+(?P<person>{_NAME})(?:\s*(?:from|of|at|,)\s+(?P<company>[A-Z][\w&.'’ -]{{2,40}}?)(?=[.,;\n]|$))?"
)
_ENGLISH_LABEL = re.compile(
    rf"(?i:\b(?:contact(?: person)?|attn\.?|attention|receiver|consignee|ask for|c/o|buyer|purchaser|name))\s?[:.]?\s+(?P<person>{_NAME})(?=[\s,.;(]|$)"
)
_WANTS = re.compile(
    r"(?:^|[.!?]\s+)(?P<person>[A-Z][a-z]{2,12})\s(?:wants|needs|says|said|asked|asks|would like|called|ordered)\b"
)
_NO_NAME = frozenset(
    [
        "Dear",
        "Hi",
        "Hello",
        "Hey",
        "Thanks",
        "Thank",
        "Regards",
        "Best",
        "Cheers",
        "Please",
        "Order",
        "Delivery",
        "Ship",
        "Price",
        "Total",
        "Payment",
        "Pos",
        "Qty",
        "Item",
        "Unit",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Good",
        "Morning",
        "Afternoon",
        "Evening",
        "Sorry",
        "Yes",
        "No",
        "Okay",
        "Ok",
        "Sir",
        "Madam",
        "Team",
        "All",
        "Invoice",
        "Need",
        "Send",
        "Everything",
        "The",
        "This",
        "That",
        "It",
        "We",
        "Our",
        "Also",
        "And",
        "But",
        "For",
        "From",
        "With",
        "Same",
        "Usual",
        "Urgent",
        "Asap",
        "Confirmed",
        "Received",
        "Noted",
        "Carton",
        "Cartons",
        "Box",
        "Boxes",
        "Great",
        "Perfect",
        "Correct",
        "Saludos",
        "Gracias",
        "Kind",
        "Warm",
        "Many",
        "Yours",
        "Sincerely",
        "Tel",
        "Mobile",
        "Phone",
    ]
)
_STREET_WORD = re.compile(
    r"\b(?:rd|road|street|ave|avenue|weg|lane|drive|germany|usa|china|loop|crescent)\b", re.IGNORECASE
)


def find(text: str, *, block: Kind = "new", region: str | None = None) -> list[Span]:
    """Spans 'phone' (PhoneValue), 'email' (str), 'person' and 'company' (NameValue).

    `region` is the ISO country for numbers without a country code; by default CN for Chinese texts and
    otherwise what the text's own addresses hint at.
    """
    found = [
        Span(m.start(), m.end(), "email", m.group().lower().rstrip("."), 1.0, "contacts.email")
        for m in _EMAIL.finditer(text)
    ]
    if block in ("quote", "disclaimer"):
        return found
    found += _phones(text, region)
    found += _chinese(text, block)
    found += _english(text, block)
    return found


def _phones(text: str, region: str | None) -> list[Span]:
    found: list[Span] = []
    for match in _PHONE.finditer(text):
        written = match.group().strip()
        digits = re.sub(r"\D", "", written)
        before = text[max(0, match.start() - 16) : match.start()]
        if not 7 <= len(digits) <= 15:
            continue
        labelled = bool(_LABEL.search(before))
        fax = bool(_FAX.search(before))
        shape = (
            written.startswith(("+", "00"))
            or re.fullmatch(r"1[3-9]\d{9}", digits)
            or re.fullmatch(r"0\d{2,3}[- ]\d{3,4}[- ]?\d{4}", written)
        )
        american = re.fullmatch(r"(?:1[ .-])?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}", written)
        if not (labelled or fax or shape or american):
            continue
        extension = _EXTENSION.match(text, match.end())
        value = PhoneValue(
            _e164(written, digits, region, bool(american)), written, extension[1] if extension else None, fax
        )
        end = extension.end() if extension else match.start() + len(written)
        found.append(
            Span(match.start(), end, "phone", value, 0.95 if shape or labelled else 0.8, "contacts.phone")
        )
    return found


def _e164(written: str, digits: str, region: str | None, american: bool) -> str | None:
    if written.startswith("+"):
        return "+" + digits
    if written.startswith("00"):
        return "+" + digits[2:]
    if re.fullmatch(r"1[3-9]\d{9}", digits):
        return "+86" + digits
    if american and region in (None, "US", "CA"):
        return "+1" + digits[-10:]
    if re.fullmatch(r"0\d{9,11}", digits) and region in (None, "CN"):
        return "+86" + digits[1:]
    try:
        number = phonenumbers.parse(written, region or "CN")
    except phonenumbers.NumberParseException:
        return None
    return (
        phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        if phonenumbers.is_possible_number(number)
        else None
    )


def _name(
    match: re.Match[str], group: str, label: str, source: Source, certainty: float = 0.85
) -> Span | None:
    text = match.groupdict().get(group)
    if not text:
        return None
    start = match.start(group)
    text = (
        text.rstrip(" ,.")
        if label == "company" and not re.search(r"(?:Inc|Ltd|Co|S\.A|S\.A\.C|Corp)\.$", text)
        else text
    )
    return Span(
        start, start + len(text), label, NameValue(text.strip(), source), certainty, f"contacts.{source}"
    )


def _chinese(text: str, block: Kind) -> list[Span]:
    if not re.search(f"[{_H}]", text):
        return []
    found: list[Span | None] = []
    patterns: tuple[tuple[re.Pattern[str], Source], ...] = (
        (_INTRO, "introduction"),
        (_CALLED, "introduction"),
        (_CUSTOMER_LINE, "heading"),
        (_NEW_CUSTOMER, "introduction"),
    )
    for pattern, source in patterns:
        for match in pattern.finditer(text):
            found.append(_name(match, "company", "company", source))
            found.append(_name(match, "person", "person", source))
    for match in _RECEIVER.finditer(text):
        found += [_name(match, group, "person", "receiver", 0.9) for group in ("person", "found", "takes")]
    lines = [line for line in re.finditer(r"[^\n]+", text) if line.group().strip()]
    if lines and (block == "signature" or len(lines) >= 1):
        for line in lines if block == "signature" else lines[-1:]:
            match_ = _SIGNED.search(line.group())
            if match_ and not _vocative(line.group(), match_):
                found += [
                    _at(line.start(), _name(match_, "person", "person", "signoff", 0.8)),
                    _at(line.start(), _name(match_, "company", "company", "signoff", 0.8)),
                ]
            company = _COMPANY_LINE.match(line.group())
            if company and (block == "signature" or company.end() == len(line.group().rstrip())):
                found.append(_at(line.start(), _name(company, "company", "company", "signoff", 0.8)))
    return [span for span in found if span is not None]


def _vocative(line: str, match: re.Match[str]) -> bool:
    """小李， at the head of a line calls somebody; it is no signature."""
    return match.start("person") == 0 and bool(re.match(r"[，,：:]", line[match.end("person") :]))


def _at(offset: int, span: Span | None) -> Span | None:
    return (
        None
        if span is None
        else Span(span.start + offset, span.end + offset, span.label, span.value, span.certainty, span.rule)
    )


def _english(text: str, block: Kind) -> list[Span]:
    found: list[Span | None] = [
        Span(m.start(), m.end(), "company", NameValue(m.group(), "mention"), 0.85, "contacts.corporate")
        for m in _CORPORATE.finditer(text)
    ]
    patterns: tuple[tuple[re.Pattern[str], Source], ...] = (
        (_ENGLISH_INTRO, "introduction"),
        (_ENGLISH_LABEL, "label"),
        (_ENGLISH_SIGNED, "signoff"),
        (_WANTS, "mention"),
    )
    for pattern, source in patterns:
        for match in pattern.finditer(text):
            if _is_name(match["person"]):
                found.append(_name(match, "person", "person", source))
                found.append(_name(match, "company", "company", source))
    lines = [line for line in re.finditer(r"[^\n]+", text) if line.group().strip()]
    chosen = lines if block == "signature" else lines[-1:]
    for index, line in enumerate(chosen):
        words = line.group()
        match_ = _LAST_NAME.search(words)
        if match_ and _is_name(match_["person"]) and not _STREET_WORD.search(words):
            alone = match_.start("person") == 0 or words[: match_.start("person")].strip() == ""
            company = match_.groupdict().get("company")
            if block == "signature" and alone and any(s is not None and s.label == "person" for s in found):
                if re.fullmatch(r"(?:[A-Z][\w&.'’-]*\s?){1,6}", words.strip()) and index <= 3:
                    found.append(_at(line.start(), _company_line(words)))
                continue
            if len(lines) > 1 or not alone or company or block == "signature":
                found.append(_at(line.start(), _name(match_, "person", "person", "signoff", 0.8)))
                if company and _is_company(company):
                    found.append(_at(line.start(), _name(match_, "company", "company", "signoff", 0.8)))
        elif (
            block == "signature"
            and index >= 1
            and re.fullmatch(r"\s*(?:For )?(?:[A-Z][\w&.'’-]*[\s.]*){2,6}", words)
            and not _STREET_WORD.search(words)
        ):
            found.append(_at(line.start(), _company_line(words)))
    return [span for span in found if span is not None]


def _company_line(words: str) -> Span:
    stripped = words.strip()
    start = words.index(stripped)
    return Span(
        start, start + len(stripped), "company", NameValue(stripped, "signoff"), 0.7, "contacts.signoff"
    )


def _is_name(text: str) -> bool:
    words = re.split(r"[ -]", text)
    return not any(word in _NO_NAME for word in words) and len(text) >= 3


def _is_company(text: str) -> bool:
    return not re.search(r"\d", text) and text.split()[0] not in _NO_NAME
