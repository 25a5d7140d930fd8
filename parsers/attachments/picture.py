"""Pictures: read where the extra `jiedan[ocr]` is installed, and never without a doubt."""

import importlib.util
import warnings
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from parsers.attachments import layout
from parsers.attachments.document import Prose, UnreadableFileError
from parsers.attachments.layout import Word

if TYPE_CHECKING:
    from PIL.Image import Image

FROM_A_PICTURE = "read from a picture"
_MOST_PIXELS = 60_000_000
_LONGEST_SIDE = 2_500  # pixels; what is larger is read no better
# A banner of a signature is lower than any photograph of a page, and wider than it is high.
_LOWEST, _LOW, _WIDE = 130, 260, 2.2
_LEAST_SURE = 0.5
# What was found in one piece is one column: other pieces stand apart by less than words of a text do.
_SEGMENT_GAP = 0.4


def read(data: bytes) -> tuple[Prose, ...]:
    """The words of a photograph; nothing of a logo or a banner. Raises UnreadableFileError."""
    image = _opened(data)
    if _is_banner(*image.size):
        return ()
    return of_images([image])


def of_images(images: Sequence["Image"]) -> tuple[Prose, ...]:
    """The words of pictures of pages. Raises UnreadableFileError."""
    if importlib.util.find_spec("rapidocr") is None:
        raise UnreadableFileError("a picture")
    parts: list[Prose] = []
    for number, image in enumerate(images, start=1):
        text = "\n".join(layout.lines(_words(image), gap=_SEGMENT_GAP))
        if text.strip():
            parts.append(Prose(f"page {number}" if len(images) > 1 else "", text, (FROM_A_PICTURE,)))
    if not parts:
        raise UnreadableFileError("a picture without words")
    return tuple(parts)


def _opened(data: bytes) -> "Image":
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(BytesIO(data))
            if image.width * image.height > _MOST_PIXELS:
                raise UnreadableFileError("a picture with more pixels than any photograph")
            return ImageOps.exif_transpose(image).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise UnreadableFileError("a picture") from None


def _is_banner(width: int, height: int) -> bool:
    return min(width, height) < _LOWEST or (height < _LOW and width > _WIDE * height)


def _words(image: "Image") -> list[Word]:
    import numpy

    image.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    found = _engine()(numpy.asarray(image))
    if found.boxes is None or found.txts is None or found.scores is None:
        return []
    words: list[Word] = []
    for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
        if float(score) < _LEAST_SURE or not text.strip():
            continue
        across, down = [float(point[0]) for point in box], [float(point[1]) for point in box]
        # Boxes are drawn a little around their words.
        margin = (max(down) - min(down)) / 6
        words.append(Word(text.strip(), min(across), max(across), min(down) + margin, max(down) - margin))
    return words


@cache
def _engine() -> Any:
    import logging

    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR()
