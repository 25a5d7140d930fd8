"""Making very many objects of which none, or hardly any, is garbage."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Nobody looks for garbage meanwhile: while millions of objects are made for good, that takes a quarter of the time, a
    seventh while the libraries are loaded, and a twentieth while a message is read, whose objects go when nothing holds them
    any longer."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
