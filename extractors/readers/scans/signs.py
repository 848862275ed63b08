"""What the ink itself says of a word's signs: the points and commas in a figure, the strokes of a Roman number.

A recognizer drops the point of "2.1" and reads "III" as "II"; the marks of ink can be counted. Where they do not add up
with what was read, the word stays as it was read, with no more confidence than a doubt has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import cv2
import numpy as np
import regex

from extractors.readers.scans.figures import strokes_of
from extractors.readers.scans.image import marks_of
from extractors.readers.scans.ocr import Grey, Word

_DOT = 0.5  # of the height of small letters: the largest point or comma
_SPECK = 0.14  # the smallest
_LEVEL = 0.3  # how far from the baseline a point may end
_HANGS = 0.11  # how far below the baseline a comma ends at least
_QUOTES = "'\"“”‘’`´"
_COMMA = 1.4  # of its width: the height of a comma at least
_SIGNS = {(".",): ".", (",",): ",", (".", "above"): ":", (",", "above"): ";"}
_BEHIND = 0.5  # how far behind a Roman number its point stands at most
_WIDEST = 1.3  # of its height: a capital V or X
_DIGITS: Mapping[str, str] = {"ó": "6", "O": "0", "o": "0", "l": "1", "I": "1"}  # what digits are read as among digits
_AS_DIGITS = {ord(read): digit for read, digit in _DIGITS.items()}
_LETTERED = regex.compile(r"[\dóOolI]+(?:[.,][\dóOolI]+)*")
_LOOSE_ACCENT = regex.compile(r"(?<=\w)[ˆ^´`?](?=\w)")
_DOUBT = 0.5  # the confidence of a figure that the ink contradicts
_SHAPE = 0.95


@cache
def _number() -> regex.Pattern[str]:
    return regex.compile(r"(?P<before>[(\"“]?)(?P<number>\d(?:[\d.,:/]*\d)?)(?P<after>[.,;:)\"”%]*)")


@cache
def _roman() -> regex.Pattern[str]:
    """A Roman number as it is read and misread, with its point or bracket."""
    return regex.compile(r"(?P<number>[IVXLHiìíịĩïÏlĨÌÍỊ1|!TJ\]\[]{1,6})(?P<after>[./):,]?)")


@dataclass(frozen=True, slots=True, eq=False)
class _Mark:
    """A mark of ink: where it stands, and what of a line of print it can be: a letter, ``.``, ``,`` or a dot above."""

    x0: int
    x1: int
    kind: str
    image: Grey


def _marks(ink: Grey, letter: float) -> list[_Mark]:
    """Return the marks of a word's ink from left to right; without letters in it there is no line to tell them by."""
    labels, stats = marks_of(ink)
    tall = stats[1:][stats[1:, cv2.CC_STAT_HEIGHT] >= 0.8 * letter]
    if not len(tall):
        return []
    ends = sorted(int(y + h) for _, y, _, h, _ in tall)
    base = ends[len(ends) // 2]
    found = []
    for index in range(1, len(stats)):
        x, y, w, h, _ = (int(value) for value in stats[index])
        if h >= 0.8 * letter:
            own = (labels[y : y + h, x : x + w] == index).astype("uint8")
            found.append(_Mark(x, x + w, "letter", own))
        elif _SPECK * letter <= min(w, h) and w <= _DOT * letter and h <= 0.75 * letter:
            below = y + h - base
            hangs = h >= _COMMA * w and h - w >= 2 and below > 0  # small print: no point is so high
            if abs(below) <= _HANGS * letter and h <= _DOT * letter and not hangs:
                kind = "."
            elif (hangs or _HANGS * letter < below) and y < base + 1:
                kind = ","
            elif y + h < base - _LEVEL * letter and h <= _DOT * letter:
                kind = "above"
            else:
                continue
            found.append(_Mark(x, x + w, kind, ink[y : y + h, x : x + w]))
    return sorted(found, key=lambda mark: mark.x0 + mark.x1)


def may_be_roman(words: Sequence[Word]) -> bool:
    """Tell whether a line begins with what may be a Roman number, as printed or as misread ("1.", "H", "TI")."""
    return bool(words) and _roman().fullmatch(words[0].text) is not None


def with_signs(words: Sequence[Word], ink: Grey, letter: float) -> list[Word]:
    """Return the words of a line with the points of their figures as they are printed.

    `ink` is the line's as 1 and 0 in the same room. A Roman number may begin the line.
    """
    out: list[Word] = []
    for index, word in enumerate(map(_with_apostrophe, map(_with_digits, words))):
        last = index + 1 == len(words)
        if index == 0 and word.text[0] in _QUOTES:
            word = _without_quote(word, ink, letter, closed=any(mark in words[-1].text[1:] for mark in _QUOTES))
        figure = _number().fullmatch(word.text)
        roman = _roman().fullmatch(word.text) if index == 0 else None
        if figure is not None:
            out.append(_figure(word, figure, _marks(_cut(word, ink, letter if last else 0.0), letter)))
        elif roman is not None:
            out.append(_strokes(word, roman, _marks(_cut(word, ink, _BEHIND * letter), letter), letter))
        else:
            out.append(word)
    return out


def _with_digits(word: Word) -> Word:
    """Return a figure in which digits were read as letters: "ó.501.98ó" is 6.501.986."""
    if not _LETTERED.fullmatch(word.text) or word.text.isdigit():
        return word
    digits = sum(char.isdigit() for char in word.text)
    lettered = sum(char in _DIGITS for char in word.text)
    if not lettered or digits < max(2, lettered):
        return word
    return _said(word, word.text.translate(_AS_DIGITS))


def _with_apostrophe(word: Word) -> Word:
    """Return a word whose apostrophe was read as what is never printed among letters: "Hˆreng", "H?Drai"."""
    return _said(word, _LOOSE_ACCENT.sub("’", word.text))


def _without_quote(word: Word, ink: Grey, letter: float, *, closed: bool) -> Word:
    """Return a line's first word without the quote that no ink stands for: recognizers see one before a bold "T"."""
    text = word.text.lstrip(_QUOTES)
    marks = _marks(ink, letter)
    first = next((mark for mark in marks if mark.kind == "letter"), None)
    if closed or not text or first is None:
        return word
    columns = ink[:, : first.x0].any(axis=0)  # whatever stands before the first letter
    return word if columns.any() else _said(word, text)


def _cut(word: Word, ink: Grey, beyond: float = 0.0) -> Grey:
    x0, x1 = max(0, round(min(word.lefts)) - 2), round(max(word.rights) + beyond) + 2
    return ink[:, x0:x1]


def _figure(word: Word, figure: regex.Match[str], marks: Sequence[_Mark]) -> Word:
    """Return a figure with the points that its ink has: nothing changes unless the ink has a letter for each digit."""
    number = figure["number"]
    if "%" in figure["after"]:
        return word  # its circles and its bar are marks of their own
    letters = [mark for mark in marks if mark.kind == "letter"]
    brackets = (figure["before"] == "(", ")" in figure["after"])
    letters = letters[brackets[0] : len(letters) - brackets[1]]
    marks = [mark for mark in marks if mark.kind != "letter" or mark in letters]
    digits = [char for char in number if char not in ".,:"]
    if "/" in digits and len(letters) == sum(char.isdigit() for char in digits):
        digits = [char for char in digits if char != "/"]  # no slash is as low as a comma
    if len(letters) != len(digits):
        if letters and all(mark.x1 - mark.x0 < 0.9 * mark.image.shape[0] for mark in letters):
            return replace(word, confidence=min(word.confidence, _DOUBT)) if len(letters) > len(digits) else word
        return word
    signs: list[tuple[int, str]] = []  # (digits before it, sign)
    for mark in marks:
        before = sum(letter.x0 + letter.x1 < mark.x0 + mark.x1 for letter in letters)
        if mark.kind == "letter" or not before:
            continue
        signs.append((before, mark.kind))
    inside: dict[int, str] = {}
    for before in {at for at, _ in signs}:
        sign = _SIGNS.get(tuple(sorted(kind for at, kind in signs if at == before)))
        if sign is None:
            return word  # dirt, or signs that touch
        inside[before] = sign
    end = inside.pop(len(digits), "")
    if len(inside) < sum(char not in digits and not char.isdigit() for char in number) or ";" in inside.values():
        return word  # a sign that touches its digit is none of the marks
    said = "".join(inside.get(at, "") + digit for at, digit in enumerate(digits))
    after = figure["after"]
    if end and after in (".", ","):
        after = end
    return _said(word, figure["before"] + said + (after or end))


def _strokes(word: Word, roman: regex.Match[str], marks: Sequence[_Mark], letter: float) -> Word:
    """Return a Roman number with as many strokes as are printed; "V" and "X" are taken as they were read."""
    if roman["number"] == "1":
        return word  # a figure, and the stroke of one looks much like "I"
    others = [char for char in roman["number"] if char in "VX"]
    end = max(word.rights) - max(0, round(min(word.lefts)) - 2)  # in the room of the marks
    letters = [mark for mark in marks if mark.kind == "letter" and mark.x0 < end]
    surely = bool(others) or any(strokes_of(mark.image, letter) for mark in letters)
    said, strokes = "", 0
    for mark in letters:
        count = strokes_of(mark.image, letter, roman=surely)
        if count:
            said += "I" * count
            strokes += count
        elif others and mark.image.shape[1] <= _WIDEST * mark.image.shape[0]:
            said += others.pop(0)
        elif others and (behind := _touching(mark.image, letter)):
            said += others.pop(0) + "I" * behind
            strokes += behind
        else:
            return word
    if not said or others or not strokes:
        return word
    pointed = any(mark.kind == "." and mark.x0 >= letters[-1].x1 for mark in marks)
    return _said(word, said + (roman["after"] or ("." if pointed else "")))


def _touching(ink: Grey, letter: float) -> int:
    """Return how many strokes a V or X is joined to at its right, as serifs of bold print touch ("VI"); 0 for none."""
    height, width = ink.shape
    first = height // 2  # a V is no narrower
    if width - first < 2:
        return 0
    gap = first + int(ink[:, first:].sum(axis=0).argmin())
    return strokes_of(np.ascontiguousarray(ink[:, gap + 1 :]), letter, roman=True) if gap <= _WIDEST * height else 0


def _said(word: Word, text: str) -> Word:
    if text == word.text:
        return word
    x0, x1 = min(word.lefts), max(word.rights)
    step = (x1 - x0) / len(text)
    lefts = tuple(x0 + step * i for i in range(len(text)))
    confidence = min(word.confidence, _SHAPE)
    return Word(text, lefts, tuple(left + step for left in lefts), word.top, word.bottom, confidence)
