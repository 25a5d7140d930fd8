"""Bytes of a mail into text: the declared charset is a claim that is checked, since Chinese mails often lie about it."""

import codecs
import re
from collections.abc import Iterator

NOTED = "noted:"
"""How a remark begins that cost nothing of what the sender wrote."""

# Labels that senders use for more than the label covers, and the superset that reads them all.
_SUPERSETS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "hz-gb-2312": "hz",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "iso8859-1": "cp1252",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "utf-8": "utf-8-sig",
}
_ALIASES = {
    "gb_2312-80": "gb18030",
    "gb-2312": "gb18030",
    "gb_2312": "gb18030",
    "gb18030-0": "gb18030",
    "x-gbk": "gb18030",
    "x-gb2312": "gb18030",
    "cp-936": "gb18030",
    "windows-936": "gb18030",
    "x-big5": "big5hkscs",
    "big5-eten": "big5hkscs",
    "ks_c_5601-1987": "cp949",
    "x-sjis": "cp932",
    "x-utf-8": "utf-8-sig",
    "unicode-1-1-utf-7": "utf-7",
    "unicode-1-1-utf-8": "utf-8-sig",
    "ansi_x3.110-1983": "cp1252",
    "us-ascii": "ascii",
    "iso-8859-8-i": "iso8859-8",
}
# Python codecs that are no charsets, or read hostile input in quadratic time.
_REFUSED = {"unicode_escape", "raw_unicode_escape", "idna", "punycode", "undefined", "mbcs", "oem", "palmos"}
_WESTERN = {"ascii", "cp1252", "iso8859-15", "latin_1", "mac-roman"}
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_SAMPLE = 20_000  # bytes that a guess looks at


def decode(data: bytes, declared: str | None) -> tuple[str, str | None]:
    """The text, and what was wrong with the declared charset (one line), or None. Never raises.

    Where the bytes are valid in another charset, that is a remark (`noted:`, see Envelope.problems): nothing was lost.
    """
    if not data:
        return "", None
    codec = known(declared)
    if codec is None:
        text, used = _guess(data)
        if declared and not data.isascii():
            lossless = "" if "\ufffd" in text else f"{NOTED} "
            return text, f"{lossless}unknown charset {_shown(declared)}, read as {used}"
        return text, None
    if (
        data.isascii()
        and codec not in ("utf-7", "hz")
        and not codec.startswith(("utf-16", "utf-32", "iso2022"))
    ):
        return data.decode("ascii"), None
    better = _contradicted(data, codec)
    if better is not None:
        text = data.decode(better, "replace")
        lossless = "" if "\ufffd" in text else f"{NOTED} "
        return text, f"{lossless}labelled {_shown(declared)} but written in {better}"
    try:
        return data.decode(codec), None
    except (UnicodeError, ValueError):
        pass
    for other in _strictly(data):
        return data.decode(other), f"{NOTED} labelled {_shown(declared)} but written in {_plain(other)}"
    text = data.decode(codec, "replace")
    if codec in _WESTERN or text.count("\ufffd") > max(3, len(text) // 20):
        text, used = _guess(data)
        return text, f"labelled {_shown(declared)} but read as {used}"
    return text, f"damaged {_plain(codec)} text: {text.count(chr(0xFFFD))} characters could not be read"


def known(declared: str | None) -> str | None:
    """Python's codec for a charset label, widened to the superset that senders really use; None if unknown."""
    if not declared:
        return None
    label = declared.strip().strip("\"'").lower()
    if label in _ALIASES:
        return _ALIASES[label]
    try:
        info = codecs.lookup(label)
        b"".decode(label)  # refuses the codecs that are no charsets: base64, zip, rot13
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        return None
    if info.name in _REFUSED or info.name.replace("-", "_") in _REFUSED:
        return None
    return _SUPERSETS.get(info.name, info.name)


def _contradicted(data: bytes, codec: str) -> str | None:
    """The charset that the bytes plainly are, where the declared one would decode them into nonsense."""
    if codec.startswith("utf-8"):
        return None
    if codec in _WESTERN or codec in ("gb18030", "big5hkscs"):
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            # Two-byte UTF-8 may be GBK by chance; a text of nothing but three-byte sequences is not.
            if codec in _WESTERN or all(char >= "\u0800" for char in text if char > "\x7f"):
                return "utf-8"
    if codec in _WESTERN and _runs_like_han(data):
        return _han_codec(data)
    if codec == "gb18030" and _common_share(data, "big5hkscs") > 0.9 and _common_share(data, "gb18030") < 0.6:
        return "big5hkscs"
    return None


def _guess(data: bytes) -> tuple[str, str]:
    for codec in _strictly(data):
        return data.decode(codec), _plain(codec)
    candidates = ("utf-8", "gb18030", "big5hkscs")
    best = min(candidates, key=lambda codec: data[:_SAMPLE].decode(codec, "replace").count("\ufffd"))
    if not _runs_like_han(data) and best != "utf-8":
        best = "cp1252"
    return data.decode(best, "replace"), _plain(best)


def _strictly(data: bytes) -> Iterator[str]:
    """The charsets that decode `data` without error, the likeliest first: utf-8, gb18030, big5, windows-1252."""
    if _decodes(data, "utf-8"):
        yield "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and _decodes(data, "utf-16"):
        yield "utf-16"
    if _runs_like_han(data):
        yield from sorted(
            (codec for codec in ("gb18030", "big5hkscs") if _decodes(data, codec)),
            key=lambda codec: codec != _han_codec(data),
        )
    elif _decodes(data, "cp1252"):
        yield "cp1252"


def _decodes(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeError:
        return False
    return True


def _han_codec(data: bytes) -> str:
    """gb18030, unless big5 reads the bytes as everyday characters and gb18030 does not.

    Nearly every Big5 text is valid GBK too; only the characters' frequency tells them apart.
    """
    gb, big5 = _common_share(data, "gb18030"), _common_share(data, "big5hkscs")
    return "big5hkscs" if gb < 0.8 and big5 > max(gb, 0.8) else "gb18030"


def _common_share(data: bytes, codec: str) -> float:
    """The share of everyday characters among the ideographs of `data`, 0 to 1: level 1 of GB 2312 or of Big5."""
    lowest, highest = (0xB0A1, 0xD7F9) if codec == "gb18030" else (0xA440, 0xC67E)
    common = seen = 0
    for char in data[:_SAMPLE].decode(codec, "replace"):
        if "\u3400" <= char <= "\u9fff" or "\ue000" <= char <= "\uf8ff" or char == "\ufffd":
            seen += 1
            encoded = char.encode(codec, "ignore")
            common += len(encoded) == 2 and lowest <= int.from_bytes(encoded, "big") <= highest
    return common / seen if seen else 0.0


def _runs_like_han(data: bytes) -> bool:
    """Whether the bytes over 0x7F stand together as ideographs do, and not singly as accents do."""
    runs = [len(run) for run in _HIGH_RUN.findall(data[:_SAMPLE])]
    return bool(runs) and sum(runs) / len(runs) >= 1.9 and (max(runs) >= 4 or all(n == 2 for n in runs))


def _plain(codec: str) -> str:
    return {"utf-8-sig": "utf-8", "big5hkscs": "big5", "cp1252": "windows-1252"}.get(codec, codec)


def _shown(declared: str | None) -> str:
    return ascii((declared or "")[:40])
