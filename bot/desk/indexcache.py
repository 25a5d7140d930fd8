"""The index of a large catalog, kept on disk: a process that starts has it in seconds, and a change of some rows makes only
these anew.

A kept index belongs to one source (a database, a file) and to this version of the parsers. It is only ever a help: what
cannot be read, written or trusted is made anew. Reading it makes nothing but the classes of an index, so that a file that
somebody else has put there can do no more than to be wrong about products.
"""

import gc
import hashlib
import logging
import os
import pickle
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import platformdirs

import parsers
from parsers import Catalog, Product
from parsers.uncollected import uncollected

FEWEST = 2_000
"""A smaller catalog is indexed in less than a second, and not kept."""
MOST_KEPT = 4
"""So many indexes lie in the folder at most; what was not used for the longest time goes first."""

_MADE_OF = {
    ("parsers.catalog", "Catalog"),
    ("parsers.catalog_entry", "Entry"),
    ("parsers.reading", "Product"),
    ("parsers.traits", "Stated"),
    ("collections", "defaultdict"),
    ("decimal", "Decimal"),
    ("datetime", "date"),
    ("builtins", "list"),
    ("builtins", "set"),
}
# What a file can lead to that was cut, or that is something else.
_BROKEN = (OSError, pickle.UnpicklingError, EOFError, ImportError, LookupError, AttributeError, TypeError, ValueError, ArithmeticError, MemoryError)  # fmt: skip
_log = logging.getLogger(__name__)


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _MADE_OF:
            raise pickle.UnpicklingError(f"{module}.{name} is no part of an index")
        return super().find_class(module, name)


def indexed(
    products: Iterable[Product],
    source: str,
    *,
    before: Catalog | None = None,
    folder: Path | None = None,
) -> Catalog:
    """The index of the products of `source`, by what `before` or the disk has of it."""
    goods = tuple(products)
    if len(goods) < FEWEST:
        return Catalog.build(goods, before)
    with uncollected():
        kept = _place(source, folder)
        known = before or _read(kept)
        if known is not None and tuple(known) == goods:
            catalog = known
        else:
            catalog = Catalog.build(goods, known)
            _write(catalog, kept)
        # Each later look for garbage would pass over all of it again.
        gc.freeze()
    return catalog


def _place(source: str, folder: Path | None) -> Path:
    named = hashlib.sha256(f"{source}\n{_version()}".encode()).hexdigest()[:32]
    return (folder or platformdirs.user_cache_path("jiedan", appauthor=False)) / f"{named}.index"


@cache
def _version() -> str:
    """Tells apart what would index differently: the parsers with their words, and Python, which has its own forms."""
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(Path(parsers.__file__).parent.glob("*")):
        if path.suffix in (".py", ".toml"):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _read(kept: Path) -> Catalog | None:
    try:
        with kept.open("rb") as file:
            found = _Unpickler(file).load()
        os.utime(kept)
    except FileNotFoundError:
        return None
    except _BROKEN as error:
        _log.warning("The kept index of the catalog cannot be read and is made anew: %s", error)
        return None
    return found if isinstance(found, Catalog) else None


def _write(catalog: Catalog, kept: Path) -> None:
    try:
        kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=kept.parent, suffix=".new", delete=False) as file:
            try:
                pickle.dump(catalog, file, protocol=pickle.HIGHEST_PROTOCOL)
                file.close()
                Path(file.name).replace(kept)
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise
        _tidy(kept.parent)
    except OSError as error:
        _log.info("The index of the catalog is not kept: %s", error)


def _tidy(folder: Path) -> None:
    used = sorted(folder.glob("*.index"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in used[MOST_KEPT:]:
        with suppress(OSError):
            path.unlink()
