"""Figures on a scan that were written by hand: number and day of many documents, which no recognizer of print reads.

Printed figures of one word are equally high and stand on one line (566 of them, scanned at 200 dpi: within 5 % of their
height at the foot, 10 % in height); written ones hardly ever do. Such a word keeps what was read with a confidence so
low that whoever uses it must doubt it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from statistics import median

import cv2
import regex

from extractors.readers.scans.image import Whole
from extractors.readers.scans.ocr import Word

BY_HAND = 0.4  # the confidence of figures that look written
_FOOT, _HEIGHT = 0.1, 0.14  # of their height: how unevenly printed figures stand, and how unequal they are
_SURE = 0.9  # confidence from which figures that touch are believed
_PIXELS = 2.1  # by which an edge may always be off
_OFF_LINE = 0.16  # of their height: how far from the line's foot printed figures end at most


@cache
def _figures() -> regex.Pattern[str]:
    """Figures at a word's beginning: all of it, or the number in "1129/KH-UBND"."""
    return regex.compile(r"(?P<open>[(\"“]?)(?P<digits>\d{1,5})(?P<rest>[.,;:)\"”%]*|[a-zđ]?/[A-ZĐ].*)")


@dataclass(frozen=True, slots=True)
class _Box:
    x0: int
    top: int
    foot: int

    @property
    def height(self) -> int:
        return self.foot - self.top


def with_doubt(words: Sequence[Word], marks: Whole, letter: float) -> list[Word]:
    """Return the words of a line, those with figures that look written by hand with the confidence `BY_HAND`.

    `marks` are the marks of ink of the line as (x, y, width, height), `letter` the height of small letters, in pixels.
    """
    if not any(char.isdigit() for word in words for char in word.text):
        return list(words)
    boxes = _letters(marks, letter)
    others = [box.foot for box in boxes]
    foot = float(median(others)) if others else 0.0
    out = []
    for word in words:
        found = _figures().fullmatch(word.text)
        if found is None or not boxes:
            out.append(word)
            continue
        start, end = min(word.lefts) - 2, max(word.rights) + 2
        own = [box for box in boxes if start <= box.x0 < end]
        own = own[1 if found["open"] == "(" else 0 :]
        count = len(found["digits"])
        if len(own) < count or (len(own) > count and not found["rest"]):
            written = word.confidence < _SURE  # they touch or are broken, as written ones often are
        else:
            written = _look_written(own[:count], foot)
        out.append(replace(word, confidence=min(word.confidence, BY_HAND)) if written else word)
    return out


def _letters(marks: Whole, letter: float) -> list[_Box]:
    tall = marks[marks[:, cv2.CC_STAT_HEIGHT] >= 0.8 * letter].tolist()
    return sorted((_Box(x, y, y + h) for x, y, _, h in tall), key=lambda box: box.x0)


def _look_written(figures: Sequence[_Box], foot: float) -> bool:
    height = float(median(box.height for box in figures))
    feet, heights = [box.foot for box in figures], [box.height for box in figures]
    uneven = max(feet) - min(feet) > max(_FOOT * height, _PIXELS)
    unequal = max(heights) - min(heights) > max(_HEIGHT * height, _PIXELS)
    return uneven or unequal or abs(float(median(feet)) - foot) > max(_OFF_LINE * height, _PIXELS)
