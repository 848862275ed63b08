"""Short things on a scan that a recognizer of words misreads: marks by their shape, figures by a second reading.

A cross, a dash or a tick is told by where its ink lies, whatever the font. A figure is read again by a recognizer that
knows figures only, framed in two ways; what two of three readings say is taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt
import regex

from extractors.readers.scans.ocr import Grey, Word, recognizer

FIGURES = "0123456789.,/%()-"
_SHAPE = 0.95  # the confidence of what its shape tells
_DOUBT = 0.5  # the most that is given to a figure on which no two readings agree
_AGREED = 0.7  # the least confidence of a figure on which two readings agree
_WIDEST_MARK = 6.0  # of the height of small letters, with the paper beside it
_SERIF = 0.08  # of the height of a capital: how far a serif reaches beyond its stem at least
_LONGEST = 16  # characters of a figure
_CROSSED = 0.75  # confidence from which on a V or X is there: where an X crosses, it is as thin as a stroke
_SURE = 0.9  # a figure read so surely is not read again
_LIKE_FIGURES = frozenset("OoQDlI|i!SsBZzgqGAaíìị.,:;'’()[]/%- ")  # what a figure's digits are misread as


@cache
def _figure() -> regex.Pattern[str]:
    return regex.compile(r"[\d.,/%()-]*\d[\d.,/%()-]*")


def mark_of(ink: Grey, letter: float) -> str:
    """Return the mark that an image of ink (1 where it is, cut to its ink) shows: ``X``, ``x``, ``+``, ``-``, ``✓``.

    Empty for anything else. `letter` is the height of small letters in pixels.
    """
    height, width = ink.shape
    if height <= 0.4 * letter and 0.3 * letter <= width <= 3.5 * letter and width >= 1.7 * height:
        return "-" if ink.mean() > 0.6 else ""
    if not (0.7 * letter <= height <= 2.4 * letter and 0.5 * height <= width <= 2.0 * height):
        return ""
    small = np.asarray(cv2.resize(ink.astype(np.float32), (12, 12), interpolation=cv2.INTER_AREA), np.float32)
    corners = [small[:4, :4], small[:4, 8:], small[8:, :4], small[8:, 8:]]
    sides = [small[:3, 5:7], small[9:, 5:7], small[5:7, :3], small[5:7, 9:]]
    middle = float(small[4:8, 4:8].mean())
    above, below, left, right = (float(side.mean()) for side in sides)
    crossed = middle > 0.35 and min(c.mean() for c in corners) > 0.18
    if crossed and max(above, below) < 0.35 and max(left, right) < 0.2:  # serifs reach in from above and below
        return "X" if height > 1.2 * letter else "x"
    if middle > 0.4 and max(c.mean() for c in corners) < 0.08 and min(s.mean() for s in sides) > 0.4:
        return "+"
    return "✓" if _is_tick(small, float(ink.mean())) else ""


def _is_tick(small: npt.NDArray[np.float32], filled: float) -> bool:
    """Tell whether ink runs down to a point on the left and from there up to the top right."""
    inked = small > 0.3
    if filled > 0.5 or not inked[:, 1:11].any(axis=0).all():
        return False
    highest = inked.argmax(axis=0).tolist()
    lowest = np.where(inked.any(axis=0), 11 - inked[::-1].argmax(axis=0), 0).tolist()
    point = lowest.index(max(lowest))
    rises = all(lowest[col] >= lowest[col + 1] - 1 for col in range(max(point, 1), 10))
    return 2 <= point <= 6 and rises and highest[10] <= 2 and highest[1] >= 3 and lowest[10] <= 5


def strokes_of(ink: Grey, letter: float, *, roman: bool = False) -> int:
    """Return how many upright strokes stand side by side, joined at most at head and foot (I, II, III); 0 otherwise.

    `roman`: what stands beside tells that this is no figure one ("V", "X", another stroke with serifs).
    """
    height, width = ink.shape
    if not 0.8 * letter <= height <= 2.2 * letter or width > 4 * letter:
        return 0
    waist = ink[round(0.3 * height) : round(0.7 * height)].mean(axis=0)
    if ((waist > 0.15) & (waist < 0.7)).sum() > 0.25 * max(1, int((waist >= 0.7).sum())) + 2:
        return 0
    changes = np.flatnonzero(np.diff(np.concatenate([[0], (waist >= 0.5).astype(np.int8), [0]])))
    widths = changes[1::2] - changes[::2]
    if not len(widths) or max(widths) > 0.5 * letter or max(widths) > 2 * min(widths):
        return 0
    first, last, end = max(1, int(changes[0])), int(changes[-1]), max(1, height // 7)
    least = max(1, round(_SERIF * height))
    ends = (slice(end), slice(height - end, height))
    if not roman and not all(ink[at, :first].any() and ink[at, last:].any(axis=0).sum() >= least for at in ends):
        return 0  # a figure one has no serif at its head's right
    if is_barred(ink):
        return 0
    return len(widths)


def is_barred(ink: Grey) -> bool:
    """Tell whether upright strokes carry a bar at their head and none at their foot: "T", "TT"."""
    end = max(1, ink.shape[0] // 7)
    head, foot = (float(ink[at].any(axis=0).mean()) for at in (slice(end), slice(-end, None)))
    return head > 0.85 and foot < 0.75 * head


def lone_mark(ink: Grey, letter: float) -> Word | None:
    """Return the mark that is all of a line's ink (1 and 0), None where it is anything else. No recognizer is asked."""
    if ink.shape[1] > _WIDEST_MARK * letter:
        return None
    x, y, width, height = box = cv2.boundingRect(ink)
    mark = mark_of(ink[y : y + height, x : x + width], letter) if width else ""
    return _word(mark, box, _SHAPE) if mark else None


def second_look(words: Sequence[Word], image: Grey, ink: Grey, letter: float, dpi: int) -> list[Word]:
    """Return the words of a line, corrected where it is a figure or a Roman number.

    `image` is the line as it was read, `ink` the same room as 1 and 0.
    """
    text = " ".join(word.text for word in words)
    x, y, width, height = box = cv2.boundingRect(ink)
    if not width or len(text) > _LONGEST or width - 1 > 9 * letter:
        return list(words)
    cut = ink[y : y + height, x : x + width]
    if text and set(text) <= set("IHVXl1|iịỊ]!["):
        crossed = any("V" in word.text or "X" in word.text for word in words if word.confidence >= _CROSSED)
        strokes = 0 if crossed else strokes_of(cut, letter)
        if strokes:
            return [_word("I" * strokes, box, _SHAPE)]
        if len(text) == 2 and set(text) <= set("Il1|") and is_barred(cut):
            return [_word("TT", box, _SHAPE)]
        if "V" in text or "X" in text:
            return [replace(word, text=word.text.replace("Ị", "I").replace("ị", "I")) for word in words]
    return _figures(list(words), text, image, box, letter, dpi)


def _figures(
    words: list[Word],
    text: str,
    image: Grey,
    box: Sequence[int],
    letter: float,
    dpi: int,
) -> list[Word]:
    sure = min((word.confidence for word in words), default=0.0)
    is_figure = _figure().fullmatch(text) is not None
    wordlike = sum(char.isalpha() for char in text)
    if (is_figure and sure >= _SURE) or (not is_figure and (wordlike > 3 or (wordlike > 1 and sure >= _SURE))):
        return words
    if wordlike > 1 and not all(char in _LIKE_FIGURES or char.isdigit() for char in text):
        return words  # "TT" is no figure, however unsure
    reader = recognizer(FIGURES)
    tight = reader.line(image, dpi, letter)
    side = max(2, round(0.4 * letter))
    framed = np.pad(image, ((side, side), (2 * side, 2 * side)), constant_values=255)
    wide = reader.line(framed, dpi, letter)
    readings = [
        ("".join(w.text for w in found), min((w.confidence for w in found), default=0.0)) for found in (tight, wide)
    ]
    if is_figure:
        readings.insert(0, (text.replace(" ", ""), sure))
    readings = [(said, confidence) for said, confidence in readings if any(char.isdigit() for char in said)]
    # no figure ends with a comma
    readings = [(f"{said[:-1]}." if said.endswith(",") else said, confidence) for said, confidence in readings]
    if not readings:
        return words
    votes = Counter(said for said, _ in readings)
    best, count = max(votes.items(), key=lambda item: (item[1], max(c for said, c in readings if said == item[0])))
    confidence = max(c for said, c in readings if said == best)
    if not is_figure and (count < 2 or confidence < _DOUBT) and wordlike:
        return words
    return [_word(best, box, max(confidence, _AGREED) if count > 1 else min(confidence, _DOUBT))]


def _word(text: str, box: Sequence[int], confidence: float) -> Word:
    """Return a word that fills a box (x, y, width, height)."""
    x, y, width, height = map(float, box)
    step = width / len(text)
    lefts = tuple(x + step * i for i in range(len(text)))
    return Word(text, lefts, tuple(left + step for left in lefts), y, y + height, confidence)
