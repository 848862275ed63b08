"""Sequence labels as tables and outlines print them: ``1``, ``01``, ``41.``, ``2.3``, ``I``, ``A``, ``a)``, ``(đ)``."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from normalizers.numbers import parse_roman

LabelKind = Literal["arabic", "roman", "upper", "lower"]

_ARABIC = re.compile(r"\(?(\d{1,5}(?:\.\d{1,3}){0,5})\s?[.):/]?\)?")
_LETTERS = re.compile(r"\(?([A-ZĐ]{1,7}|[a-zđ]{1,5})(?:(?:\.\s?)?(\d{1,2}))?\s?[.):/]?\)?")
# The order of the small letters that number points (điểm): đ follows d; f, j, w and z are rare.
_ALPHABET = "abcdđefghijklmnopqrstuvwxyz"
_SKIPPED = frozenset("fjwz")


class Label(NamedTuple):
    """A sequence label: its kind and its numbers, outer to inner (``2.3`` is (2, 3), ``IV`` (4,), ``b)`` (2,))."""

    kind: LabelKind
    numbers: tuple[int, ...]

    @property
    def value(self) -> int:
        """Return the innermost number."""
        return self.numbers[-1]


def parse_label(text: str, previous: Label | None = None) -> Label | None:
    """Read the whole of `text` as a sequence label, None when it is none.

    A single capital that is both a letter and a Roman numeral (C, D, I, V, X) is read as the letter when it follows
    `previous` in the alphabet ("C" after "B"), otherwise as the numeral.
    """
    text = text.strip()
    if not text or len(text) > 12:
        return None
    arabic = _ARABIC.fullmatch(text)
    if arabic:
        numbers = tuple(int(number) for number in arabic[1].split("."))
        return Label("arabic", numbers)
    letters = _LETTERS.fullmatch(text)
    if not letters:
        return None
    word, digits = letters[1], letters[2]
    return _letter_label(word, (int(digits),) if digits else (), previous)


def _letter_label(word: str, inner: tuple[int, ...], previous: Label | None) -> Label | None:
    if word.isupper():
        if len(word) == 1:
            letter = Label("upper", (letter_value(word.lower()), *inner))
            roman = parse_roman(word)
            if roman is None or (previous is not None and previous.kind == "upper" and _is_next(previous, letter)):
                return letter
            # fifty and more stand for letters unless the numerals have counted that far
            if roman >= 50 and not (previous is not None and previous.kind == "roman" and previous.value == roman - 1):
                return letter
        value = parse_roman(word)
        return Label("roman", (value, *inner)) if value is not None else None
    if len(word) == 1:
        letter = Label("lower", (letter_value(word), *inner))
        roman = parse_roman(word)
        if roman is not None and previous is not None and previous.kind == "roman" and roman == previous.numbers[0] + 1:
            return Label("roman", (roman, *inner))
        return letter
    value = parse_roman(word)
    return Label("roman", (value, *inner)) if value is not None and set(word) <= set("ivx") else None


def letter_value(letter: str) -> int:
    """Return the place of a small letter in the order that numbers points: a 1, b 2, c 3, d 4, đ 5, e 6, g 7 ..."""
    if letter in _SKIPPED:
        return 100 + _ALPHABET.index(letter)
    return 1 + sum(1 for other in _ALPHABET[: _ALPHABET.index(letter)] if other not in _SKIPPED)


def _is_next(previous: Label, label: Label) -> bool:
    return len(previous.numbers) == len(label.numbers) and label.value - previous.value in (1, 2)
