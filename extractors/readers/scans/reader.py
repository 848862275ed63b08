"""Page images: PNG, JPEG, TIFF of one or more pages, and what else Pillow reads, each frame a page of print."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from extractors.document import Document, Limits, Page, ReadError
from extractors.readers.scans import scan
from extractors.readers.scans.pages import Answer, PageRead, ReadPage, Scan, Unread, answers

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from extractors.readers.scans.ocr import Grey

_FINEST = 300  # dots per inch: more costs time and reads no better
_LOWEST = 100  # dots per inch: what says less says nothing about the paper (screens write 72 or 96)
_UNEQUAL = 4  # times: the dots of a fax are up to twice as high as wide; what says more says nothing
_PAPER = 11.7  # inches: the long side of A4, what a picture without a resolution is taken for


def read_image(data: bytes, limits: Limits | None = None) -> Document:
    """Read page images into the same model as a PDF: boxes in points from the top left of the page.

    Raises `ReadError` with ``ocr_missing``, ``corrupt``, ``too_large`` or ``no_text``.
    """
    limits = limits or Limits()
    scan.check_engine()
    from PIL import Image, UnidentifiedImageError

    found: list[PageRead] = []
    try:
        with _opened(data) as picture:
            count = int(getattr(picture, "n_frames", 1))
            if count > limits.max_pages:
                message = f"the image has {count:,} pages, more than the limit of {limits.max_pages:,}: split it"
                raise ReadError("too_large", message)
            read_page = _frame_reader(picture, limits)
            for number, answer in enumerate(answers(Scan(data, "image", range(1, count + 1), count), read_page), 1):
                if isinstance(answer, Unread):
                    raise ReadError(answer.category, answer.message, number)
                found.append(answer)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise ReadError("corrupt", _damage(error)) from error
    except Image.DecompressionBombError as error:
        raise ReadError("too_large", f"the image has too many pixels ({error}): scan it at 300 dpi") from error
    if not any(read.words for read in found):
        raise ReadError("no_text", "no print was found on the image: it is blank, or a picture of something else")
    pages = [
        Page(number, round(read.width, 2), round(read.height, 2), read.turn) for number, read in enumerate(found, 1)
    ]
    reasons, turns = {page.number: scan.NO_TEXT for page in pages}, {page.number: page.turn for page in pages}
    spreads = [number for number, read in enumerate(found, 1) if read.spread]
    flattened = [number for number, read in enumerate(found, 1) if read.flattened]
    return Document(
        format="image",
        blocks=tuple(block for read in found for block in read.blocks),
        pages=tuple(pages),
        irregularities=tuple(scan.told(reasons, turns, spreads, flattened)),
    )


def read_frame(data: bytes, limits: Limits) -> Answer:
    """Read a picture that another file holds; an animated or many-paged one by its first frame."""
    from PIL import Image, UnidentifiedImageError

    try:
        with _opened(data) as picture:
            return _frame_reader(picture, limits)(1)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        return Unread("corrupt", _damage(error))
    except Image.DecompressionBombError as error:
        return Unread("too_large", f"the image has too many pixels ({error}): scan it at 300 dpi")


@contextmanager
def page_images(data: bytes, limits: Limits) -> Iterator[ReadPage]:
    """Give what reads one frame of an image, by its number from 1."""
    with _opened(data) as picture:
        yield _frame_reader(picture, limits)


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    from PIL import Image

    with warnings.catch_warnings(), Image.open(io.BytesIO(data)) as picture:
        warnings.simplefilter("ignore")  # of Pillow about size and damage: the limits here and what is read say it
        yield picture


def _damage(error: Exception) -> str:
    return f"the image is damaged ({error}): scan or fetch it again"


def _frame_reader(picture: Any, limits: Limits) -> ReadPage:
    def read_frame(number: int) -> Answer:
        try:
            picture.seek(number - 1)
            if picture.width * picture.height > limits.max_pixels:
                size = f"{picture.width:,} x {picture.height:,}"
                message = f"an image of {size} pixels, more than the limit of {limits.max_pixels:,}: scan it at 300 dpi"
                return Unread("too_large", message)
            image, dpi = _pixels(picture)
        except (OSError, SyntaxError, ValueError, EOFError) as error:
            return Unread("corrupt", _damage(error))
        from extractors.readers.scans.page import read_page_image

        return read_page_image(image, dpi, number)

    return read_frame


def _pixels(picture: Any) -> tuple[Grey, int]:
    """Return a frame's pixels (grey, or blue-green-red) and its resolution, no finer than is useful."""
    import cv2
    import numpy as np

    dpi, stretch = _resolution(picture)
    if picture.mode.startswith("I") or picture.mode == "F":
        image = _in_bytes(np.asarray(picture, np.float64))
    elif picture.mode in ("1", "L"):
        image = np.asarray(picture.convert("L"))
    else:
        if picture.mode in ("LA", "La", "RGBA", "RGBa", "P", "PA"):
            from PIL import Image

            flat = picture.convert("RGBA")
            picture = Image.alpha_composite(Image.new("RGBA", flat.size, "white"), flat)
        image = np.ascontiguousarray(np.asarray(picture.convert("RGB"))[:, :, ::-1])
    finest = _FINEST if dpi > _FINEST else 200 if dpi < 150 else dpi
    across, down = (times * finest / dpi for times in stretch)
    if (across, down) != (1.0, 1.0):
        way = cv2.INTER_AREA if max(across, down) <= 1 else cv2.INTER_CUBIC
        image = np.asarray(cv2.resize(image, None, fx=across, fy=down, interpolation=way))
    return np.asarray(image, np.uint8), finest


def _in_bytes(values: npt.NDArray[np.float64]) -> Grey:
    """Return grey levels of more than a byte (16 bits a pixel, or real numbers) in one, over the range they take up."""
    low, high = float(values.min()), float(values.max())
    return ((values - low) * (255 / max(high - low, 1e-9))).astype("uint8")


def _resolution(picture: Any) -> tuple[int, tuple[float, float]]:
    """Return the dots per inch that a frame states, or what they are if it shows a sheet of A4; and how to square them.

    Faxes state 204 dots an inch across and 98 or 196 down: the second is by what width and height are to be multiplied.
    """
    try:
        across, down = (float(stated) for stated in picture.info.get("dpi", (0, 0)))
    except (TypeError, ValueError):
        across = down = 0.0
    usable = across > 0 and down > 0 and 1 / _UNEQUAL <= across / down <= _UNEQUAL
    dpi = max(across, down) if usable else 0.0
    stretch = (dpi / across, dpi / down) if usable and max(across, down) > 1.02 * min(across, down) else (1.0, 1.0)
    long = max(picture.width * stretch[0], picture.height * stretch[1])
    if dpi < _LOWEST or not 5 <= long / dpi <= 34:  # a sheet between A6 and A0
        dpi = long / _PAPER
    return max(30, round(dpi)), stretch
