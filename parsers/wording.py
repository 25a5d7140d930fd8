"""What of a phrase's words tells which product is meant, as it is compared with the catalog's: words that the catalog writes
as one, and none that stand beside a size only to say that it is one."""

from collections.abc import Iterator, Sequence

from parsers import traits
from parsers.catalog import Catalog
from parsers.parts import Part

_SIZE = "size"
# What says of a number along which side it is measured: 90宽30米.
_SIDES = frozenset({"宽", "长", "高", "厚", "深", "宽度", "长度", "高度", "厚度", "直径", "口径", "外径"})
_OF = "的"


def telling(phrase: Sequence[Part], catalog: Catalog) -> Sequence[Part]:
    """The phrase as it is compared: without the "size" before a size, the side at a number, the joint behind one (25的毛刷)."""
    return list(_told(_whole_words(phrase, catalog)))


def _told(phrase: Sequence[Part]) -> Iterator[Part]:
    for place, part in enumerate(phrase):
        behind = phrase[place + 1] if place + 1 < len(phrase) else None
        if part.key == _SIZE and behind is not None and traits.of(behind.key) is not None:
            continue
        before = phrase[place - 1] if place else None
        sized = _is_size(before) and before is not None and before.end == part.start
        if part.key in _SIDES and (
            sized or (_is_size(behind) and behind is not None and behind.start == part.end)
        ):
            continue
        if sized and part.kind == "han" and part.key.startswith(_OF) and len(part.key) > len(_OF):
            # Catalogs that write 12的毛笔 make of 的毛 a piece of a name.
            yield Part(part.start + len(_OF), part.end, "han", part.key.removeprefix(_OF))
            continue
        yield part


def _is_size(part: Part | None) -> bool:
    return part is not None and part.kind in ("spec", "number")


def _whole_words(phrase: Sequence[Part], catalog: Catalog) -> Sequence[Part]:
    """The phrase with neighbouring words as one where the catalog writes them so (ear plugs, tooth-brush)."""
    found: list[Part] = []
    for part in phrase:
        last = found[-1] if found else None
        if (
            last is not None
            and last.kind == part.kind == "word"
            and part.start - last.end <= 1
            and catalog.knows("w:" + last.key + part.key)
        ):
            found[-1] = Part(last.start, part.end, "word", last.key + part.key)
        else:
            found.append(part)
    return found
