"""Which part of a mail is new, quoted, forwarded, a signature or a disclaimer. Marked, never deleted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Literal

Kind = Literal["new", "quote", "forward", "signature", "disclaimer", "greeting"]


@dataclass(frozen=True, slots=True)
class ForwardHeader:
    """The header that a mail program writes over a quoted or forwarded mail; `date` is aware if it states a zone."""

    name: str | None = None
    address: str | None = None
    date: datetime | None = None
    to: str | None = None
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """`text[start:end]` is of one kind; `depth` counts the mails that it was passed on through (0: the sender's own).

    The header lines of a quoted or forwarded mail are a 'quote'; a forwarded body is 'new' at its depth.
    """

    kind: Kind
    start: int
    end: int
    header: ForwardHeader | None = None
    depth: int = 0


@dataclass(slots=True)
class _Row:
    start: int
    end: int
    text: str


_FORWARD_SUBJECT = re.compile(
    r"^\s*(?:re[:：]\s*|回复[:：]\s*)?(?:fwd?|fw|tr|wg|转发|轉寄|轉發)\s*[:：]", re.IGNORECASE
)
_FORWARD_MARK = re.compile(
    r"^\W*(?:forwarded message|begin forwarded message|转发(?:的)?(?:邮件|信息|消息)|轉寄(?:的)?郵件|以下为转发)\W*",
    re.IGNORECASE,
)
_ORIGINAL_MARK = re.compile(
    r"^\W*-{2,}\s*(?:original message|original mail|原始邮件|原始信息|原邮件|ursprüngliche nachricht|mensaje original|回复的原邮件)\s*-*\W*$",
    re.IGNORECASE,
)
_WROTE = re.compile(
    r"^(?:on\s.{4,120}\swrote|am\s.{4,120}\sschrieb.{0,60}|el\s.{4,120}\sescribi[oó]|在\s?.{4,120}写道|.{0,80}于?\s?\d{4}[-年/.].{2,60}写道)\s?[:：]?\s*$",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"^\s*[>*]*\s*\**(from|发件人|寄件者|寄件人|von|de|date|sent|日期|发送时间|时间|datum|gesendet|fecha|to|收件人|an|para|cc|抄送|subject|主题|主旨|betreff|asunto)\**\s*[:：]\**\s*(.*)$",
    re.IGNORECASE,
)
_FIELD = {
    **dict.fromkeys(("from", "发件人", "寄件者", "寄件人", "von", "de"), "from"),
    **dict.fromkeys(("date", "sent", "日期", "发送时间", "时间", "datum", "gesendet", "fecha"), "date"),
    **dict.fromkeys(("to", "收件人", "an", "para"), "to"),
    **dict.fromkeys(("subject", "主题", "主旨", "betreff", "asunto"), "subject"),
}
_ADDRESS = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_DELIMITER = re.compile(r"^--\s*$|^_{5,}$|^={5,}$|^-{6,}$")
_CLOSING = re.compile(
    r"^\W*(?:(?:kind|best|warm|many|with best|with kind|kindest)?\s*regards|best wishes|best|cheers|sincerely(?: yours)?|yours (?:sincerely|faithfully|truly)|"
    r"thanks?(?: you)?(?: (?:very much|so much|and (?:kind |best )?regards|in advance|a lot))?|thanking you|many thanks|mit freundlichen gr[üu][ßs]+en|viele gr[üu][ßs]+e|mfg|saludos(?: cordiales)?|"
    r"gracias|atentamente|br|rgds|brgds|谢谢[!！。]?|多谢|感谢|祝好|祝商祺|商祺|顺祝商祺|此致|敬礼|顺颂商祺|for [A-Z][\w &.]+)\W*$",
    re.IGNORECASE,
)
_CONTACT_LINE = re.compile(
    r"(?:^|[\s|,，])(?:tel|phone|mobile|mob|cell|fax|t|m|f|手机|电话|传真|联系电话|座机|地址|公司地址|邮箱|e-?mail|网址|web|www|qq|微信|wechat)\s*[.:：]?\s*[+(\d\w]|@[\w-]+\.|\bwww\.|"
    r"(?:^|\s)\+?\(?\d{1,4}\)?[\d\s-]{6,}\d\s*$",
    re.IGNORECASE,
)
_NAME_LINE = re.compile(
    r"^(?:[㐀-鿿·]{2,20}(?:[ 　|/]+[㐀-鿿]{1,8}){0,3}|(?:[A-ZÀ-Þ][\w.'’&-]*|of|and|de|del|&|\||/|-)(?:[ ,|/-]+(?:[A-ZÀ-Þ][\w.'’&-]*\.?|of|and|de|del|&|\||/|-|\([A-Za-z ]+\))){0,7})\.?$"
)
_STREET = re.compile(
    r"\d.*(?:\b(?:rd|road|st|street|ave|avenue|weg|stra[sß]+e|lane|blvd|drive|loop|way|plot|unit|godown)\b|[路街道号园区])",
    re.IGNORECASE,
)
_ORDERS = re.compile(
    r"\d\s?(?:箱|件|瓶|盒|包|袋|桶|提|个|套|只|pcs|ctn|carton|box|set|kg|pallet)|[？?]|[0-9一二两三四五六七八九十]+(?:箱|件|瓶|盒|包|袋|桶|提)|请|要|送|来|订|改|取消|\b(?:please|need|want|send|order)\b",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"^\W*(?:this (?:e-?mail|message)(?: and any attachments?)? (?:is|are|may|contains|and)|confidential(?:ity)? notice|disclaimer|the information (?:contained )?in this|"
    r"本邮件(?:及其附件)?(?:含|包含|仅|内容|所)|此邮件(?:及|仅|含)|保密(?:声明|提示)|免责声明|please consider the environment|diese e-mail enth)",
    re.IGNORECASE,
)
_SIGNATURE_ROWS = 9


def split(subject: str | None, text: str) -> tuple[Block, ...]:
    """Blocks that cover the whole of `text` in order."""
    if not text:
        return ()
    rows = _rows(text)
    blocks: list[Block] = []
    _part(rows, 0, subject, None, blocks)
    return tuple(_merged(blocks, len(text)))


def _rows(text: str) -> list[_Row]:
    rows: list[_Row] = []
    position = 0
    for line in text.splitlines(keepends=True):
        rows.append(_Row(position, position + len(line), line.strip()))
        position += len(line)
    return rows


def _part(
    rows: Sequence[_Row], depth: int, subject: str | None, header: ForwardHeader | None, blocks: list[Block]
) -> None:
    """One mail's rows: its own words, then what it quotes or passes on."""
    cut = len(rows)
    forward = bool(subject and _FORWARD_SUBJECT.match(subject))
    end_of_header, inner = cut, None
    for index, row in enumerate(rows):
        found = _begins_other(rows, index, forward)
        if found is not None:
            cut, (end_of_header, inner, forward) = index, found
            break
        del row
    _own(rows[:cut], depth, header, blocks)
    if cut >= len(rows):
        return
    if inner is None:
        blocks.append(Block("quote", rows[cut].start, rows[-1].end, None, depth + 1))
        return
    if not forward:
        blocks.append(Block("quote", rows[cut].start, rows[-1].end, inner, depth + 1))
        return
    blocks.append(Block("quote", rows[cut].start, rows[end_of_header - 1].end, inner, depth + 1))
    if depth < 5:
        _part(rows[end_of_header:], depth + 1, inner.subject, inner, blocks)
    elif end_of_header < len(rows):
        blocks.append(Block("quote", rows[end_of_header].start, rows[-1].end, inner, depth + 1))


def _begins_other(
    rows: Sequence[_Row], index: int, forward: bool
) -> tuple[int, ForwardHeader | None, bool] | None:
    """Where another mail begins: (row after its header, its header, whether it is passed on)."""
    text = rows[index].text
    if not text:
        return None
    marked = bool(_FORWARD_MARK.match(text)) and len(text) < 80
    original = bool(_ORIGINAL_MARK.match(text))
    if marked or original:
        end, header = _header(rows, index + 1)
        return end, header or ForwardHeader(), marked or (forward and header is not None)
    wrote = _WROTE.match(text) or (
        index + 1 < len(rows)
        and len(text) < 120
        and re.match(r"on\s|在\s?\d", text, re.IGNORECASE)
        and _WROTE.match(f"{text} {rows[index + 1].text}")
    )
    if wrote:
        return index + 1, ForwardHeader(address=_first_address(text)), False
    field = _HEADER.match(text)
    if field and _FIELD.get(field[1].lower()) == "from":
        end, header = _header(rows, index)
        if header is not None and end - index >= 3:
            return end, header, forward
    return None


def _header(rows: Sequence[_Row], index: int) -> tuple[int, ForwardHeader | None]:
    values: dict[str, str] = {}
    while index < len(rows) and not rows[index].text:
        index += 1
    while index < len(rows):
        field = _HEADER.match(rows[index].text)
        if not field:
            break
        name = _FIELD.get(field[1].lower())
        if name:
            values.setdefault(name, field[2].strip())
        index += 1
    if not values:
        return index, None
    sender = values.get("from", "")
    address = _first_address(sender)
    name = re.sub(r"[\[(<].*", "", sender).strip(" \"'“”<>") or None
    if name and "@" in name:
        name = None
    return index, ForwardHeader(
        name, address, _moment(values.get("date", "")), values.get("to"), values.get("subject")
    )


def _first_address(text: str) -> str | None:
    found = _ADDRESS.search(text)
    return found.group().lower() if found else None


def _moment(text: str) -> datetime | None:
    """The date of a header; naive where it states no zone."""
    found = re.search(
        r"(\d{4})\s*[-/年.]\s*(\d{1,2})\s*[-/月.]\s*(\d{1,2})(?:\D{0,12}?(\d{1,2}):(\d{2})(?::(\d{2}))?)?",
        text,
    )
    try:
        if found:
            numbers = [int(group) if group else 0 for group in found.groups()]
            return datetime(*numbers)  # type: ignore[arg-type]  # noqa: DTZ001 - the zone is the reader's
        named = re.search(
            r"(?:([A-Za-z]{3})[a-z]*\.?\s+(\d{1,2}),?\s+(\d{4})|(\d{1,2})\.?\s+([A-Za-z]{3})[a-z]*\.?,?\s+(\d{4}))(?:\D{0,6}?(\d{1,2}):(\d{2})(?:\:\d{2})?\s*([AaPp][Mm])?)?(?:\s*([+-]\d{4}))?",
            text,
        )
        if named is None:
            return None
        month, day, year = (named[1], named[2], named[3]) if named[1] else (named[5], named[4], named[6])
        hour = (
            int(named[7] or 0) % 12 + (12 if (named[9] or "").lower() == "pm" else 0)
            if named[9]
            else int(named[7] or 0)
        )
        zone = named[10] or "-0000"
        return parsedate_to_datetime(f"{day} {month} {year} {hour:02}:{named[8] or '00'}:00 {zone}")
    except (ValueError, TypeError, OverflowError):
        return None


def _own(rows: Sequence[_Row], depth: int, header: ForwardHeader | None, blocks: list[Block]) -> None:
    """The sender's own rows: new text with inline quotes, then a signature and a disclaimer."""
    body = len(rows)
    for index, row in enumerate(rows):
        if _DISCLAIMER.match(row.text):
            body = index
            break
    sign = _signature(rows[:body])
    for index, row in enumerate(rows):
        kind: Kind = "new"
        if index >= body:
            kind = "disclaimer"
        elif row.text.startswith((">", "|>")) or row.text.startswith("&gt;"):
            kind = "quote"
        elif index >= sign:
            kind = "signature"
        blocks.append(Block(kind, row.start, row.end, header, depth + 1 if kind == "quote" else depth))


def _signature(rows: Sequence[_Row]) -> int:
    """The index of the first row of the signature, or the number of rows."""
    last = len(rows)
    while last and (not rows[last - 1].text or rows[last - 1].text.startswith(">")):
        last -= 1
    first = last
    while first > 0 and last - first < _SIGNATURE_ROWS:
        row = rows[first - 1].text
        if not row:
            # A blank row may stand inside a signature, if what is above still looks like one.
            above = rows[first - 2].text if first >= 2 else ""
            if not above or not (_CLOSING.match(above) or _signs(above)):
                break
            first -= 1
            continue
        if _DELIMITER.match(row):
            first -= 1
            break
        if _CLOSING.match(row):
            first -= 1
            break
        if not _signs(row):
            break
        first -= 1
    content = [row for row in rows[:first] if row.text]
    if not content:
        return len(rows)
    return first if first < last else len(rows)


def _signs(row: str) -> bool:
    if len(row) > 90:
        return False
    if _CONTACT_LINE.search(row) and not re.search(r"送|收货|deliver|ship to", row, re.IGNORECASE):
        return not re.search(r"[,，。]\s?.*[,，。]", row) or len(row) < 70
    if _ORDERS.search(row):
        return False
    if _STREET.search(row) and re.match(r"^[A-Z0-9㐀-鿿]", row) and not re.search(r"[:：]", row):
        return True
    return bool(_NAME_LINE.match(row)) and len(row) <= 50


def _merged(blocks: Sequence[Block], length: int) -> list[Block]:
    merged: list[Block] = []
    for block in blocks:
        last = merged[-1] if merged else None
        if last and (last.kind, last.depth, last.header) == (block.kind, block.depth, block.header):
            merged[-1] = Block(last.kind, last.start, block.end, last.header, last.depth)
        else:
            merged.append(block)
    if merged and merged[-1].end < length:
        last = merged[-1]
        merged[-1] = Block(last.kind, last.start, length, last.header, last.depth)
    return merged
