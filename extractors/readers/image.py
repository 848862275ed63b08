"""Page images: PNG, JPEG, TIFF of one or more pages, and what else Pillow reads, each frame a page of print."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, Any

from extractors.document import Block, Document, Limits, Page, ReadError
from extractors.readers import scan
from extractors.readers.progress import page_done

if TYPE_CHECKING:
    from extractors.readers.ocr import Grey

_FINEST = 300  # dots per inch: more costs time and reads no better
_LOWEST = 100  # dots per inch: what says less says nothing about the paper (screens write 72 or 96)
_PAPER = 11.7  # inches: the long side of A4, what a picture without a resolution is taken for


def read_image(data: bytes, limits: Limits | None = None) -> Document:
    """Read page images into the same model as a PDF: boxes in points from the top left of the page.

    Raises `ReadError` with ``ocr_missing``, ``corrupt``, ``too_large`` or ``no_text``.
    """
    limits = limits or Limits()
    scan.check_engine()
    from PIL import Image, UnidentifiedImageError

    blocks: list[Block] = []
    pages: list[Page] = []
    turns: dict[int, int] = {}
    words = 0
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data)) as picture:
            warnings.simplefilter("ignore")  # of Pillow about size and damage: the limits here and what is read say it
            count = int(getattr(picture, "n_frames", 1))
            if count > limits.max_pages:
                message = f"the image has {count:,} pages, more than the limit of {limits.max_pages:,}: split it"
                raise ReadError("too_large", message)
            for index in range(count):
                picture.seek(index)
                if picture.width * picture.height > limits.max_pixels:
                    size = f"{picture.width:,} x {picture.height:,}"
                    message = (
                        f"an image of {size} pixels, more than the limit of {limits.max_pixels:,}: scan it at 300 dpi"
                    )
                    raise ReadError("too_large", message, index + 1)
                image, dpi = _pixels(picture)
                from extractors.readers.scan_page import read_page_image

                read = read_page_image(image, dpi, index + 1)
                pages.append(Page(index + 1, round(read.width, 2), round(read.height, 2), read.turn))
                turns[index + 1] = read.turn
                blocks += read.blocks
                words += read.words
                page_done(index + 1, count)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise ReadError("corrupt", f"the image is damaged ({error}): scan or fetch it again") from error
    except Image.DecompressionBombError as error:
        raise ReadError("too_large", f"the image has too many pixels ({error}): scan it at 300 dpi") from error
    if not words:
        raise ReadError("no_text", "no print was found on the image: it is blank, or a picture of something else")
    reasons = {page.number: scan.NO_TEXT for page in pages}
    return Document(
        format="image", blocks=tuple(blocks), pages=tuple(pages), irregularities=tuple(scan.told(reasons, turns))
    )


def _pixels(picture: Any) -> tuple[Grey, int]:
    """Return a frame's pixels (grey, or blue-green-red) and its resolution, no finer than is useful."""
    import cv2
    import numpy as np

    dpi = _resolution(picture)
    if picture.mode in ("1", "L", "LA", "I;16"):
        image = np.asarray(picture.convert("L"))
    else:
        if picture.mode in ("RGBA", "P", "PA"):
            from PIL import Image

            flat = picture.convert("RGBA")
            picture = Image.alpha_composite(Image.new("RGBA", flat.size, "white"), flat)
        image = np.ascontiguousarray(np.asarray(picture.convert("RGB"))[:, :, ::-1])
    if dpi > _FINEST:
        scale = _FINEST / dpi
        image = np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
        dpi = _FINEST
    elif dpi < 150:
        image = np.asarray(cv2.resize(image, None, fx=200 / dpi, fy=200 / dpi, interpolation=cv2.INTER_CUBIC))
        dpi = 200
    return np.asarray(image, np.uint8), dpi


def _resolution(picture: Any) -> int:
    """Return the dots per inch that a frame states, or what they are if it shows a sheet of A4."""
    long = max(picture.width, picture.height)
    stated = picture.info.get("dpi", (0, 0))
    try:
        dpi = float(max(stated))
    except (TypeError, ValueError):
        dpi = 0.0
    if dpi < _LOWEST or not 5 <= long / dpi <= 34:  # a sheet between A6 and A0
        dpi = long / _PAPER
    return max(30, round(dpi))
