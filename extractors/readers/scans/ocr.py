"""Tesseract with its Vietnamese model (Debian's `tesseract-ocr-vie`): one line of print in, its words out.

The lines are found by `lines`; Tesseract's own page analysis is not asked, because it drops what stands alone
("5", "X", "-") and reads across columns. Needs the extra ``ocr`` (tesserocr) and Tesseract's model for Vietnamese.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Grey = npt.NDArray[np.uint8]

LANGUAGE = "vie"
REMEDY = "install Tesseract for Vietnamese (sudo apt-get install tesseract-ocr-vie) and the extra: uv sync --extra ocr"
_FOLDERS = (
    *("/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata", "/usr/share/tessdata"),
    *("/usr/local/share/tessdata", "/opt/homebrew/share/tessdata"),
)
_KEPT = {-3: 64 << 20, -1: 128 << 20}  # glibc's M_MMAP_THRESHOLD and M_TRIM_THRESHOLD in bytes: a page has 4 to 40 MB
_LINE = 7  # page segmentation mode: one line of text
_BLOCK = 6  # one block of lines
_RAW = 13  # the image as it is, given to the network without looking for the line in it
_ROWS = 36  # pixels: the height of the images that the network was trained on
_ABOVE, _BELOW = 1.6, 0.5  # of small letters' height: what a frame shows over and under the baseline at least
_ROUND = 0.19  # of small letters' height: white round a frame
_SHRUNK = 0.7  # scale under which an image is smoothed first
_LETTER = 21.0  # pixels: the height of small letters at which most words are read rightly (measured, 17 to 27)
_SCALES = (0.6, 1.6)  # smallest, largest
_SAME_SIZE = 0.1  # from which difference on an image is scaled
_MARGIN = 6  # pixels of white round what is read: the recognizer was trained on lines with some


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its letters' left and right edges in pixels of the image that was read, confidence 0-1."""

    text: str
    lefts: tuple[float, ...]
    rights: tuple[float, ...]
    top: float
    bottom: float
    confidence: float


def missing() -> str | None:
    """Return what is missing to read images, None when everything is there."""
    absent = [name for name, module in (("tesserocr", "tesserocr"), ("OpenCV", "cv2")) if find_spec(module) is None]
    if model_folder() is None:
        absent.append("Tesseract's Vietnamese model")
    return " and ".join(absent) or None


def model_folder() -> Path | None:
    """Return the folder that holds Tesseract's Vietnamese model, None without one."""
    named = os.environ.get("TESSDATA_PREFIX")
    for folder in ([Path(named), Path(named) / "tessdata"] if named else []) + [Path(name) for name in _FOLDERS]:
        if (folder / f"{LANGUAGE}.traineddata").is_file():
            return folder
    return None


def version() -> str:
    """Return Tesseract's version, such as ``5.5.4``; raises ImportError without the extra."""
    import tesserocr

    return str(tesserocr.tesseract_version().split()[1])


def engine() -> str:
    """Return what reads images here, such as ``tesserocr 2.8.0 with vie (sha256 4ee0b6...)``; "" when it is missing.

    Told without loading it. The wheel of tesserocr brings its own Tesseract; the model is the system's.
    """
    folder = model_folder()
    if missing() is not None or folder is None:
        return ""
    model = hashlib.sha256((folder / f"{LANGUAGE}.traineddata").read_bytes()).hexdigest()
    return f"tesserocr {metadata.version('tesserocr')} with {LANGUAGE} (sha256 {model[:12]})"


class Recognizer:
    """Tesseract, loaded once. Not for several threads at a time."""

    def __init__(self, only: str = "") -> None:
        """Load the model; with `only`, no other characters than these are recognized."""
        # Several threads on one line cost more than they give; read by the OpenMP runtime when it starts.
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        import tesserocr

        variables = {"tessedit_char_whitelist": only} if only else {"debug_file": os.devnull}
        self._word = tesserocr.RIL.WORD
        self._api: Any = tesserocr.PyTessBaseAPI(
            path=f"{model_folder()}/", lang=LANGUAGE, oem=tesserocr.OEM.LSTM_ONLY, psm=_LINE, variables=variables
        )

    def line(self, image: Grey, dpi: int, letter: float = _LETTER) -> list[Word]:
        """Return the words of an image that holds one line of print, dark on light.

        `letter` is the height of the page's small letters in pixels: the image is read at the size that suits.
        """
        scale = min(max(_LETTER / letter, _SCALES[0]), _SCALES[1])
        if abs(scale - 1) < _SAME_SIZE:
            return self._read(image, dpi, _LINE)
        import cv2

        way = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
        scaled = cv2.resize(image, None, fx=scale, fy=scale, interpolation=way)
        return [
            _placed(word, 1 / scale, 0, 0)
            for word in self._read(np.asarray(scaled, np.uint8), round(dpi * scale), _LINE)
        ]

    def framed(self, image: Grey, ink: Grey, base: float, dpi: int, letter: float = _LETTER) -> list[Word]:
        """Return the words of one line of print, framed here as the network wants it: a sixth faster than `line`.

        `ink` is the line's as 1 and 0 in the room of `image`, `base` its baseline in pixels from the top, `letter` the
        height of small letters.
        """
        import cv2

        x, y, width, height = cv2.boundingRect(ink)
        if not width:
            return []
        white = _ROUND * letter
        top = min(y, base - _ABOVE * letter) - white
        bottom = max(y + height, base + _BELOW * letter) + white
        left, right = x - white, x + width + white
        scale = _ROWS / (bottom - top)
        size = max(1, round((right - left) * scale)), _ROWS
        if scale < _SHRUNK:
            image = np.asarray(cv2.GaussianBlur(image, (0, 0), 0.35 / scale), np.uint8)
        # pixels lie at their middles, so half a pixel here is half a pixel there
        place = np.array([[1 / scale, 0, left + 0.5 / scale - 0.5], [0, 1 / scale, top + 0.5 / scale - 0.5]])
        frame = cv2.warpAffine(
            *(image, place, size),
            flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=(255,),
        )
        words = self._recognized(np.asarray(frame, np.uint8), round(dpi * scale), _RAW)
        return [_placed(word, 1 / scale, left, top) for word in words]

    def block(self, image: Grey, dpi: int) -> list[Word]:
        """Return the words of an image that holds several lines in one column, from top to bottom."""
        return self._read(image, dpi, _BLOCK)

    def _read(self, image: Grey, dpi: int, mode: int) -> list[Word]:
        words = self._recognized(np.pad(image, _MARGIN, constant_values=255), dpi, mode)
        return [_placed(word, 1.0, -_MARGIN, -_MARGIN) for word in words]

    def _recognized(self, image: Grey, dpi: int, mode: int) -> list[Word]:
        height, width = image.shape
        self._api.SetPageSegMode(mode)
        self._api.SetImageBytes(image.tobytes(), width, height, 1, width)
        self._api.SetSourceResolution(dpi)
        if not self._api.Recognize():
            return []
        return list(self._words())

    def _words(self) -> Iterator[Word]:
        word = self._word
        found = self._api.GetIterator()
        if found is None:
            return
        while True:
            if not found.Empty(word):
                text = found.GetUTF8Text(word).strip().replace("\u2044", "/")  # the slash of fractions is never printed
                box = found.BoundingBoxInternal(word)
                confidence = max(0.0, min(1.0, found.Confidence(word) / 100))
                if text and box:
                    lefts, rights = _edges(text, box)
                    yield Word(text, lefts, rights, float(box[1]), float(box[3]), round(confidence, 4))
            if not found.Next(word):
                return


def _placed(word: Word, scale: float, left: float, top: float) -> Word:
    """Return a word of a part of an image where it stands in the whole, `scale` times as large."""
    lefts, rights = (tuple(float(left + x * scale) for x in edges) for edges in (word.lefts, word.rights))
    return Word(
        word.text, lefts, rights, float(top + word.top * scale), float(top + word.bottom * scale), word.confidence
    )


def _edges(text: str, box: tuple[int, int, int, int]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the letters' left and right edges: spread evenly, as the recognizer's own are as rough."""
    x0, x1 = box[0], box[2]
    step = (x1 - x0) / len(text)
    return tuple(x0 + step * i for i in range(len(text))), tuple(x0 + step * (i + 1) for i in range(len(text)))


@cache
def keep_memory() -> None:
    """Have the C library keep the memory of page images for the next one, once in a process.

    Giving back and asking for some 40 images a page costs 24 ms of a page's 650: the kernel clears each anew. Other C
    libraries than glibc cannot be told and are left as they are.
    """
    import ctypes

    tell = getattr(ctypes.CDLL(None), "mallopt", None) if os.name == "posix" else None
    if tell is not None:
        for parameter, size in _KEPT.items():
            tell(parameter, size)


@cache
def recognizer(only: str = "") -> Recognizer:
    """Return the process's recognizer, loaded when first asked for."""
    return Recognizer(only)
