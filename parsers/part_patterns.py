"""How the parts of a name are written: the pattern of sizes, codes, grades and words, and the table of measures."""

import re
from decimal import Decimal
from functools import cache

from parsers import traits, units, wordlists

# What makes another word of a measure: 4060两把 counts two, 6206两面盖 has a lid on either side, 3欧规 are plugs, 5丝巾 are scarves.
_OTHERWISE = {
    "两": f"(?![{units.COUNTERS}]|面(?![粉条包饼食点]))",
    "欧": "(?![规洲标式元盟款码])",
    "丝": "(?![巾绸袜绒带杆线光印网])",
}
# Pad 150 grit 40: a number to which the measure before it belongs.
_ITS_NUMBER = r" \d+(?: ?[x*-] ?\d| \d| ?[,;\n]|\Z)"
_HAN = r"㐀-鿿"
DIGITS = "零一二三四五六七八九十百两"
"""The characters of spoken sizes."""
# A Chinese character that is no digit.
_PLAIN = rf"[^\0-\u33ff\ua000-\U0010ffff{DIGITS}]"
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"


@cache
def measures_of() -> dict[str, tuple[str, Decimal]]:
    """By each word of a measure its canonical name, and what brings a number of it to that."""
    return {
        word: (measure["name"], Decimal(str(factor)))
        for measure in wordlists.load("parts")["measure"]
        for word, factor in measure["words"].items()
    }


@cache
def pattern() -> re.Pattern[str]:
    """All that a part can be, each kind a group of its own."""
    table = wordlists.load("parts")
    words = sorted(measures_of(), key=len, reverse=True)
    latin = "|".join(re.escape(word) for word in words if word.isascii() and word.isalpha())
    other = "|".join(
        re.escape(word) + _OTHERWISE.get(word, "")
        for word in words
        if not (word.isascii() and word.isalpha())
    )
    after = "|".join(map(re.escape, table["grade"]["after"]))
    elsewhere = rf"(?!{'|'.join(table['grade']['place'])})"
    after = rf"(?:{after}){elsewhere}"
    spoken = rf"(?:级|号{elsewhere})"
    before = "|".join(rf"(?<![a-z]){re.escape(word)}" for word in table["grade"]["before"])
    size = r"(?:mm|cm|m(?![a-z]))?"
    leads = [word for measure in table["measure"] for word in measure.get("leads", ())]
    no_lead = rf"(?!(?:{'|'.join(f'(?<={word})' for word in leads)}){_ITS_NUMBER})"
    otherwise = "|".join(table["otherwise"]["begins"])
    told = "|".join(map(re.escape, sorted(traits.spoken(), key=len, reverse=True)))
    # 2米8根 counts eight, 1米8钓竿 is of 1.8 m.
    # What nothing else begins with is a name: found at once, for most of what is written is that.
    opening = "半" + "".join(word[0] for word in table["grade"]["before"] if not word.isascii())
    name = rf"(?:{_PLAIN}+|(?![{DIGITS}]{{1,12}}(?:点[{DIGITS}]{{1,12}}级|乘[{DIGITS}]|(?:点[{DIGITS}]{{1,12}})?(?:{other})|{spoken}))[{DIGITS}])"
    counted = rf" ?(?:[{units.COUNTERS}×x*/]|{other}|(?:{latin})(?![a-z])|分|号|码)"
    return re.compile(
        rf"(?P<run>(?![{opening}]){_PLAIN}{name}*)"
        rf"|(?P<trait>(?<![a-z0-9])(?:{told})(?![a-z0-9]))"
        rf"|(?P<norm>\b(?:din|iso|ansi|jis|gb/?t?)[ -]?\d+)"
        rf"|(?P<dims>(?<![a-z0-9.])[mφ]?\d+(?:\.\d+)?{size}(?: ?[*x乘] ?\d+(?:\.\d+)?(?![\d,]*[*x]?\d*[a-z]*-){size})+(?![a-z0-9]))"
        rf"|(?P<sum>(?<![a-z0-9./*+-])\d{{1,4}}(?:\.\d{{1,3}})?(?:\+\d{{1,4}}(?:\.\d{{1,3}})?){{1,3}}(?: ?(?:{latin})(?![a-z0-9])| ?(?:[μµ]f|微法)|(?![a-z0-9.*/+-])))"
        rf"|(?P<range>(?<![a-z0-9./*-])(?P<low>\d{{1,5}}(?:\.\d{{1,2}})?)(?P<to> ?[-~到至] ?|/)(?P<high>\d{{1,5}}(?:\.\d{{1,2}})?)(?![\d*]|[-./:]\d)"
        rf"(?: ?-?(?P<runit>(?:{latin})(?![a-z0-9]|-\d)|{other})|(?![a-z])))"
        rf"|(?P<over>(?<![a-z0-9./*-])(?P<least>\d{{1,4}}(?:\.\d{{1,2}})?) ?(?:\+ ?(?:{latin})?|(?:{latin}) ?\+)(?![\w+]))"
        rf"|(?P<ends>(?<![a-z0-9])(?P<one>[a-z])(?: to |转|对|[-/])(?P<other>[a-z])(?![a-z0-9-]))"
        rf"|(?P<spoken>m[{DIGITS}]{{1,12}}(?:乘[{DIGITS}]{{1,12}})*|(?<![{DIGITS}])[{DIGITS}]{{1,12}}乘[{DIGITS}]{{1,12}}|[{DIGITS}]{{1,12}}点[{DIGITS}]{{1,12}}(?=级))"
        rf"|(?P<measure>(?P<amount>(?<![a-z0-9./])(?<![0-9],){_NUMBER}|半(?=[公千]?[斤克])|[{DIGITS}]{{1,12}}(?:点[{DIGITS}]{{1,12}})?) ?-?(?:(?P<mlatin>(?!{otherwise})(?:{latin}))(?![a-z0-9]|-\d){no_lead}|(?P<mother>{other})(?P<half>半(?![{_HAN}]?[{units.COUNTERS}])|(?<=[0-9{DIGITS}]米)(?:[1-9](?![0-9]|\.\d)|[一二三四五六七八九](?![{DIGITS}]))(?!{counted}))?))"
        rf"|(?P<grade>(?:(?:{before}) ?(?P<gbefore>\d+(?:\.\d+)?(?:/\d+)?(?![\d*x]))|(?<![a-z0-9.])(?P<gafter>\d+(?:\.\d+)?){after})|(?P<gspoken>[{DIGITS}]{{1,3}}){spoken})"
        rf"|(?P<ratio>(?<![a-z0-9_.:/])1:\d{{1,4}}(?![\d:.a-z]))"
        rf"|(?P<code>(?<![a-z0-9])(?:[a-z]+(?:-(?=\d))?\d[a-z0-9]*|\d+[a-z]+\d*[a-z0-9]*)(?:[-/.]\d+[a-z]*)*(?:-[a-z0-9]+)*)"
        rf"|(?P<number>(?<![a-z0-9.]){_NUMBER}(?:/\d+[a-z]?){{0,4}})"
        rf"|(?P<word>[a-zà-öø-ÿ]+(?:'[a-z]+)?)"
        rf"|(?P<han>{name}+|[{_HAN}])"
    )
